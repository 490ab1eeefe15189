import { setTimeout as wait } from 'node:timers/promises';
import { type AmazonSimulator, type AmazonSimulatorOptions, startAmazonSimulator } from '../../../sandbox/amazon/amazonSimulator';
import { cutInsideCharacters } from '../../../sandbox/amazon/delivery';
import { type FaultKind, faultKinds } from '../../../sandbox/amazon/faults';
import { VirtualClock } from '../../../sandbox/clock';
import { accessToken, at, call, CATALOG, type Caller, caller, idsOf, LISTINGS, login, order, ORDERS, REPORTS, type Reply, seller } from './simulatorClient';

const past = { lastUpdatedAfter: '2026-11-01T00:00:00Z' };
const title = 'Teekanne »Brise«, 日本 🎁';
const item = { asin: 'B0EXAMPLE1', sku: 'POT', title, quantity: 1, item: '10.00' };

describe('limits and faults of the simulator', () => {
	let simulator: AmazonSimulator;
	let clock: VirtualClock;
	let get: Caller;
	const search = async (): Promise<Reply> => await get(ORDERS, past);
	const start = async (options: Partial<AmazonSimulatorOptions> = {}): Promise<void> => {
		clock = new VirtualClock('2026-11-02T12:00:00Z');
		simulator = await startAmazonSimulator({ clock, accounts: [seller({ orders: [order(1, { items: [item] })] })], ...options });
		get = caller(simulator, await accessToken(simulator));
	};
	afterEach(async () => await simulator.close());

	describe('usage plans', () => {
		it.each([['searchOrders', ORDERS, 20, 0.0056], ['getOrder', `${ORDERS}/${order(1).orderId}`, 30, 0.5], ['getMarketplaceParticipations', '/sellers/v1/marketplaceParticipations', 15, 0.016], ['getAccount', '/sellers/v1/account', 15, 0.016]])('%s has Amazon\'s burst and rate', async (operation, path, burst, rate) => {
			await start();
			const query = operation === 'searchOrders' ? past : {};
			for (let i = 0; i < burst; i++) expect((await get(path, query)).status).toBe(200);
			const refused = await get(path, query);
			expect(refused.status).toBe(429);
			expect(JSON.parse(refused.text)).toEqual({ errors: [{ code: 'QuotaExceeded', message: 'You exceeded your quota for the requested resource.', details: '' }] });
			expect([refused.headers['x-amzn-ratelimit-limit'], refused.headers['retry-after']]).toEqual([String(rate), undefined]);
			clock.advance(1000 / rate - 10);
			expect((await get(path, query)).status).toBe(429);
			clock.advance(10);
			expect((await get(path, query)).status).toBe(200);
			expect((await get(path, query)).status).toBe(429);
		});

		it.each([
			['searchListingsItems', 'GET', LISTINGS, 5, 5], ['getListingsItem', 'GET', `${LISTINGS}/POT`, 10, 5], ['searchCatalogItems', 'GET', CATALOG, 2, 2], ['getCatalogItem', 'GET', `${CATALOG}/B0`, 2, 2],
			['createReport', 'POST', REPORTS, 15, 0.0167], ['getReports', 'GET', REPORTS, 10, 0.0222], ['getReport', 'GET', `${REPORTS}/1`, 15, 2], ['cancelReport', 'DELETE', `${REPORTS}/1`, 10, 0.0222],
			['getReportDocument', 'GET', '/reports/2021-06-30/documents/1', 15, 0.0167],
		])('%s has Amazon\'s burst and rate', async (operation, method, path, burst, rate) => {
			await start();
			const headers = { 'x-amz-access-token': await accessToken(simulator) };
			const refused = async (): Promise<boolean> => (await call(simulator, { method, path, headers })).status === 429;
			for (let i = 0; i < burst; i++) expect(await refused()).toBe(false);
			expect(await refused()).toBe(true);
			expect(simulator.requests.at(-1)?.operation).toBe(operation);
			clock.advance(1000 / rate - 10);
			expect(await refused()).toBe(true);
			clock.advance(10);
			expect([await refused(), await refused()]).toEqual([false, true]);
		});

		it('are one bucket per account and operation, and no fuller than the burst after a long rest', async () => {
			const other = seller({ merchantToken: 'A2EXAMPLE', refreshTokens: ['Atzr|second'] });
			await start({ accounts: [seller(), other], switches: { plans: new Map([['searchOrders', { rate: 1, burst: 2 }]]) } });
			const otherGet = caller(simulator, await accessToken(simulator, other));
			clock.advance(3_000_000);
			expect([(await search()).status, (await search()).status, (await search()).status]).toEqual([200, 200, 429]);
			expect((await otherGet(ORDERS, past)).status).toBe(200);
			expect((await get('/sellers/v1/account')).status).toBe(200);
		});

		it('can be switched off', async () => {
			await start({ switches: { quotas: 'off' } });
			for (let i = 0; i < 25; i++) expect((await search()).status).toBe(200);
		});

		it('count refused requests too', async () => {
			await start({ switches: { plans: new Map([['searchOrders', { rate: 1, burst: 1 }]]) } });
			expect((await get(ORDERS)).status).toBe(400);
			expect((await search()).status).toBe(429);
		});

		it.each([['always', '0.0056', '0.0056'], ['asModeled', '0.0056', undefined], ['never', undefined, undefined]] as const)('are stated %s in the header', async (rateLimitHeader, onSuccess, onRefusal) => {
			await start({ switches: { rateLimitHeader } });
			simulator.faults.add({ kind: 'throttle429' });
			expect((await search()).headers['x-amzn-ratelimit-limit']).toBe(onRefusal);
			expect((await search()).headers['x-amzn-ratelimit-limit']).toBe(onSuccess);
		});
	});

	describe('refused data sets', () => {
		it.each([
			['stripped', [200, 200, 200]],
			['refused', [200, 200, 403]],
			['anyRefused', [200, 403, 403]],
		] as const)('%s', async (restrictedIncludedData, statuses) => {
			await start({ switches: { restrictedIncludedData } });
			const replies = [await search(), await get(ORDERS, { ...past, includedData: 'PROCEEDS' }), await get(ORDERS, { ...past, includedData: 'PROCEEDS,BUYER' })];
			expect(replies.map(({ status }) => status)).toEqual(statuses);
		});
	});

	describe('faults', () => {
		beforeEach(async () => await start({ switches: { quotas: 'off' } }));

		it.each<[FaultKind, number, RegExp]>([['throttle429', 429, /QuotaExceeded/], ['error500', 500, /InternalFailure/], ['html503', 503, /^<html>/], ['empty204', 204, /^$/]])('%s is played once, then all is well', async (kind, status, text) => {
			simulator.faults.add({ kind });
			const reply = await search();
			expect([reply.status, reply.headers['x-amzn-requestid']]).toEqual([status, expect.any(String)]);
			expect(reply.text).toMatch(text);
			expect(simulator.requests.at(-1)).toMatchObject({ fault: kind, status });
			expect((await search()).status).toBe(200);
		});

		it.each<[FaultKind, boolean]>([['dropConnection', false], ['dropAfterCommit', true]])('%s loses the connection; decided before: %s', async (kind, decided) => {
			const phases: string[] = [];
			simulator.onRequest((_request, phase) => void phases.push(phase));
			simulator.faults.add({ kind });
			await expect(search()).rejects.toThrow(/socket hang up|ECONNRESET/);
			expect(phases).toEqual(decided ? ['received', 'committed'] : ['received']);
			expect(simulator.requests.at(-1)?.status).toBe(decided ? 200 : undefined);
		});

		it('tornBody promises the whole body and gives half', async () => {
			simulator.faults.add({ kind: 'tornBody' });
			await expect(search()).rejects.toThrow(/aborted/);
		});

		it('chunkedMidCharacter cuts inside every character of several bytes and loses none', async () => {
			simulator.faults.add({ kind: 'chunkedMidCharacter' });
			const reply = await search();
			expect(at(reply, 'orders', 0, 'orderItems', 0, 'product', 'title')).toBe(title);
			expect(reply.chunks.map((chunk) => chunk.toString('utf8')).join('')).toContain('\uFFFD');
		});

		it('slowDrip takes its time and is complete', async () => {
			const whole = (await search()).text.length;
			simulator.faults.add({ kind: 'slowDrip', bytesPerSecond: whole * 4 });
			const started = performance.now();
			expect(idsOf(await search())).toHaveLength(1);
			expect(performance.now() - started).toBeGreaterThan(150);
		});

		it('hang says nothing until the simulator is closed', async () => {
			simulator.faults.add({ kind: 'hang' });
			const outcome = search().then(() => 'answered', () => 'lost');
			expect(await Promise.race([outcome, wait(100, 'silent')])).toBe('silent');
			await simulator.close();
			expect(await outcome).toBe('lost');
			await start();
		});

		it('meet only the requests that they are meant for, as often as they are told', async () => {
			simulator.faults.add({ kind: 'error500', operation: 'searchOrders', times: 2, when: (request) => request.query.has('paginationToken') });
			simulator.faults.add({ kind: 'error500', operation: 'getAccessToken' });
			expect((await search()).status).toBe(200);
			expect((await get('/sellers/v1/account')).status).toBe(200);
			const page = async (): Promise<number> => (await get(ORDERS, { ...past, paginationToken: 'x' })).status;
			expect([await page(), await page(), await page()]).toEqual([500, 500, 400]);
			expect((await login(simulator, {})).status).toBe(500);
			expect(simulator.faults.left).toBe(0);
		});

		it('do not use up the quota when they come before anything is done', async () => {
			simulator.switches.quotas = 'enforced';
			simulator.switches.plans = new Map([['searchOrders', { rate: 1, burst: 1 }]]);
			simulator.faults.add({ kind: 'error500' });
			expect([(await search()).status, (await search()).status]).toEqual([500, 200]);
		});
	});

	describe('hooks', () => {
		it('are awaited before the world is looked at, and before the answer is sent', async () => {
			await start();
			simulator.onRequest((request, phase) => {
				if (phase === 'received' && request.operation === 'searchOrders') simulator.account('A1EXAMPLE@na').addOrder(order(2));
			});
			expect(idsOf(await search())).toHaveLength(2);
		});
	});

	describe('the control interface', () => {
		const control = async (method: string, path: string, body?: unknown): Promise<Reply> => await call(simulator, { host: 'anything.example', method, path: `/_simulator/${path}`, ...(body === undefined ? {} : { body: JSON.stringify(body) }) });
		beforeEach(async () => await start());

		it('shows the requests and forgets them', async () => {
			await search();
			const reply = await control('GET', 'requests');
			expect([at(reply, 'requests', 1, 'operation'), at(reply, 'requests', 1, 'query', 'lastUpdatedAfter'), at(reply, 'requests', 1, 'status')]).toEqual(['searchOrders', '2026-11-01T00:00:00Z', 200]);
			await control('POST', 'reset-requests');
			expect(simulator.requests).toEqual([]);
			expect(at(await control('GET', 'requests'), 'requests')).toEqual([]);
		});

		it('adds faults', async () => {
			expect((await control('POST', 'faults', { kind: 'html503', operation: 'searchOrders' })).status).toBe(200);
			expect((await search()).status).toBe(503);
		});

		it('adds, updates and cancels orders', async () => {
			const account = 'A1EXAMPLE@na';
			expect((await control('POST', 'orders', { action: 'add', account, order: order(7) })).status).toBe(200);
			await control('POST', 'orders', { action: 'update', account, orderId: order(7).orderId, change: { status: 'SHIPPED' } });
			expect(simulator.account(account).order(order(7).orderId)).toMatchObject({ status: 'SHIPPED', lastUpdatedTime: '2026-11-02T12:00:00.000Z' });
			await control('POST', 'orders', { action: 'cancel', account, orderId: order(1).orderId, silently: true });
			expect(simulator.account(account).order(order(1).orderId)).toMatchObject({ status: 'CANCELLED' });
			expect(simulator.account(account).order(order(1).orderId)?.lastUpdatedTime).toBeUndefined();
		});

		it.each([
			['faults', { kind: 'earthquake' }],
			['orders', { action: 'update', account: 'nobody', orderId: 'x', change: {} }],
			['orders', { action: 'add', account: 'A1EXAMPLE@na', order: { orderId: 'x' } }],
		])('refuses a wrong request to %s with the reason', async (path, body) => {
			const reply = await control('POST', path, body);
			expect([reply.status, at(reply, 'error')]).toEqual([400, expect.any(String)]);
		});

		it('has no other doors', async () => {
			expect((await control('GET', 'secrets')).status).toBe(404);
		});
	});

	it('cuts every multi-byte character and nothing else', async () => {
		await start();
		for (const text of [title, 'plain', 'ü', '']) expect(Buffer.concat(cutInsideCharacters(Buffer.from(text))).toString('utf8')).toBe(text);
		expect(cutInsideCharacters(Buffer.from('aü'))).toHaveLength(2);
		expect(cutInsideCharacters(Buffer.from('🎁'))).toHaveLength(4);
		expect(faultKinds).toHaveLength(10);
	});
});
