import { join } from 'node:path';
import { startAmazonSimulator, type AmazonSimulator } from '../../sandbox/amazon/amazonSimulator';
import type { FaultKind } from '../../sandbox/amazon/faults';
import type { SellerAccountSeed } from '../../sandbox/amazon/seeds';
import type { AmazonSwitches } from '../../sandbox/amazon/switches';
import { VirtualClock } from '../../sandbox/clock';
import { createAmazonClient, type AmazonCredential, type AmazonServices } from '../../src/amazon/client';
import type { AmazonPort, OrderSearch } from '../../src/processes/ports/amazon';
import { AmazonModel, amazonModelsPresent, describeWithAmazonModels } from '../contracts/amazonModel';
import { order, seller } from '../sandbox/amazon/simulatorClient';
import { memoryBudgets } from './memoryBudgets';
import { failureOf, US } from './scriptedAmazon';

const DE = 'A1PA6795UKMFR9';
const MX = 'A1AM78C64UM0Y8';

let simulator: AmazonSimulator | undefined;
afterEach(async () => {
	await simulator?.close();
	simulator = undefined;
});

interface Setting {
	readonly amazon: AmazonSimulator;
	readonly clock: VirtualClock;
	client(given?: Partial<AmazonCredential>, services?: Partial<AmazonServices>): AmazonPort;
}

async function start(seed: Partial<SellerAccountSeed> = {}, switches: Partial<AmazonSwitches> = {}): Promise<Setting> {
	const clock = new VirtualClock('2026-11-02T12:00:00Z');
	const account = seller(seed);
	const amazon = await startAmazonSimulator({ clock, accounts: [account], switches, modelsFolder: join(__dirname, '../../../shared/contracts/amazon') });
	simulator = amazon;
	const credential: AmazonCredential = {
		clientId: account.clientId, clientSecret: account.clientSecret, refreshToken: account.refreshTokens[0] ?? '',
		merchantToken: account.merchantToken, region: account.region, environment: 'production', apiBaseUrl: amazon.url,
	};
	return {
		amazon,
		clock,
		client: (given = {}, services = {}) => createAmazonClient({ ...credential, ...given }, { clock, budgets: memoryBudgets(clock), random: () => 0.5, deadlineMs: 5000, ...services }),
	};
}

const today: OrderSearch = { marketplaceIds: [US], by: 'lastUpdated', after: '2026-11-02T00:00:00Z', before: '2026-11-02T11:58:00Z' };
const orders = (count: number) => Array.from({ length: count }, (_, i) => order(i + 1, { createdTime: `2026-11-02T10:${String(i % 60).padStart(2, '0')}:00Z` }));

async function readAll(client: AmazonPort, search: OrderSearch): Promise<string[]> {
	const ids: string[] = [];
	for (let pageToken: string | undefined, pages = 0; pages < 50; pages += 1) {
		const page = await client.searchOrders({ ...search, ...(pageToken !== undefined && { pageToken }) });
		ids.push(...page.orders.map((captured) => captured.order.orderId));
		pageToken = page.nextPageToken;
		if (pageToken === undefined) return ids;
	}
	throw new Error('The pages do not end');
}

describe('the client against the simulator', () => {
	test('N1: every order of a window is read, page by page, none twice, and every request fits the model', async () => {
		const { amazon, client } = await start({ orders: orders(250) });
		const ids = await readAll(client(), today);
		expect(new Set(ids).size).toBe(250);
		expect(ids).toHaveLength(250);
		const calls = amazon.requests.filter(({ operation }) => operation !== 'getAccessToken');
		expect(calls.map(({ operation }) => operation)).toEqual(['searchOrders', 'searchOrders', 'searchOrders']);
		if (amazonModelsPresent) {
			const model = AmazonModel.load('orders_2026-01-01.json');
			for (const { query } of calls) expect(model.parameterErrors('searchOrders', { query })).toEqual([]);
		}
	});

	test('N5: a page token older than 24 hours is told; read from its beginning the window is whole', async () => {
		const { client, clock } = await start({ orders: orders(150) });
		const amazonPort = client();
		const first = await amazonPort.searchOrders(today);
		clock.advance(24 * 3600_000);
		const error = await failureOf(amazonPort.searchOrders({ ...today, pageToken: first.nextPageToken }));
		expect([error.kind, error.code]).toEqual(['rejected', 'PageTokenExpired']);
		expect(new Set(await readAll(amazonPort, today)).size).toBe(150);
	});

	test('N5: so is a page token with other parameters than those it was given for', async () => {
		const { client } = await start({ orders: orders(150) });
		const first = await client().searchOrders(today);
		const error = await failureOf(client().searchOrders({ ...today, after: '2026-11-02T00:00:00.000Z', pageToken: first.nextPageToken }));
		expect(error.code).toBe('PageTokenExpired');
	});

	test('N3: single orders are found, unknown ones are undefined', async () => {
		const { client } = await start({ orders: orders(1) });
		const amazonPort = client();
		const captured = await amazonPort.getOrder('111-0000000-0000001');
		expect(captured?.order).toMatchObject({ status: 'UNSHIPPED', fulfillmentChannel: 'MFN', marketplaceId: US, grandTotal: { amount: '10.00', currency: 'USD' } });
		await expect(amazonPort.getOrder('111-0000000-0000009')).resolves.toBeUndefined();
	});

	test('N4: refused buyer data is left out, and the orders come all the same', async () => {
		const { client } = await start({ orders: orders(3) }, { restrictedIncludedData: 'refused' });
		const page = await client().searchOrders(today);
		expect([page.orders.length, page.reducedData]).toEqual([3, true]);
		expect(page.orders[0]?.order.grandTotal).toEqual({ amount: '10.00', currency: 'USD' });
		await expect(client().getOrder('111-0000000-0000001')).resolves.toBeDefined();
	});

	test('N4: everything refused names role and marketplace, with two calls and no more', async () => {
		const { amazon, client } = await start({ orders: orders(3) }, { restrictedIncludedData: 'anyRefused' });
		const error = await failureOf(client().searchOrders(today));
		expect(error.kind).toBe('unauthorized');
		expect(error.message).toContain("'Inventory and Order Tracking'");
		expect(amazon.requests.filter(({ operation }) => operation === 'searchOrders')).toHaveLength(2);
	});

	test('P66: a missing role, a marketplace without participation and another region are refusals; no orders are none', async () => {
		const lacking = await start({ orders: orders(3), roles: [] });
		expect((await failureOf(lacking.client().searchOrders(today))).kind).toBe('unauthorized');
		await simulator?.close();
		const { client } = await start();
		await expect(client().searchOrders(today)).resolves.toMatchObject({ orders: [], reducedData: false });
		expect((await failureOf(client().searchOrders({ ...today, marketplaceIds: [US, MX] }))).message).toContain('takes part in every marketplace');
		expect((await failureOf(client().searchOrders({ ...today, marketplaceIds: [DE] }))).code).toBe('WrongRegion');
		expect((await failureOf(client({ region: 'eu' }).searchOrders(today))).code).toBe('InvalidToken');
	});

	test('P59: a token that Amazon lets expire sooner than it said is fetched anew', async () => {
		const { amazon, client, clock } = await start({ orders: orders(1) }, { tokenLifetime: 60 });
		const amazonPort = client();
		await amazonPort.getOrder('111-0000000-0000001');
		// Our clock says it is still good, Amazon's says it is not.
		const behind = client({}, { clock: { now: () => clock.now() - 60_000, sleep: async () => undefined } });
		clock.advance(61_000);
		await expect(behind.getOrder('111-0000000-0000001')).resolves.toBeDefined();
		expect(amazon.tokensIssued).toBe(2);
	});

	test.each([
		['the secret', { clientSecret: 'wrong' }, 'invalidClient'],
		['the refresh token', { refreshToken: 'Atzr|wrong' }, 'invalidGrant'],
	])('a wrong part of the credential is named: %s', async (_what, given, code) => {
		const { client } = await start();
		expect(await failureOf(client(given).sellerAccount())).toMatchObject({ kind: 'unauthorized', code });
	});

	test('a client secret older than 180 days is refused with what to do', async () => {
		const { client } = await start({ clientSecretIssuedAt: '2026-05-01T00:00:00Z' });
		const error = await failureOf(client().sellerAccount());
		expect([error.code, /180 days/.test(error.message)]).toEqual(['invalidClient', true]);
	});

	test.each<FaultKind>(['throttle429', 'error500', 'html503', 'dropConnection', 'dropAfterCommit', 'tornBody', 'chunkedMidCharacter', 'hang', 'slowDrip', 'empty204'])('a read gets over %s', async (kind) => {
		const name = 'Jürgen Größé 山田';
		const { amazon, client } = await start({ orders: [order(1, { buyer: { name } })] });
		const amazonPort = client({}, { deadlineMs: 300 });
		await amazonPort.sellerAccount();
		amazon.faults.add({ kind, operation: 'getOrder', bytesPerSecond: 20 });
		const captured = await amazonPort.getOrder('111-0000000-0000001');
		expect(captured?.buyer?.name).toBe(name);
		expect(amazon.faults.left).toBe(0);
	});

	test('N46: within the budget Amazon never has to refuse; beyond it the run ends with what is complete', async () => {
		const { amazon, client } = await start({ orders: orders(1) });
		const amazonPort = client();
		for (let call = 0; call < 20; call += 1) await amazonPort.searchOrders(today);
		const error = await failureOf(amazonPort.searchOrders(today));
		expect(error.kind).toBe('budgetExhausted');
		expect(amazon.requests.filter(({ status }) => status === 429)).toEqual([]);
	});

	test('N46: budgets that know nothing of what others took meet a refusal, and wait it out', async () => {
		const { amazon, client, clock } = await start({ orders: orders(1) });
		const [one, other] = [client(), client()];
		for (let call = 0; call < 30; call += 1) await one.getOrder('111-0000000-0000001');
		const begun = clock.now();
		await expect(other.getOrder('111-0000000-0000001')).resolves.toBeDefined();
		expect(amazon.requests.filter(({ status }) => status === 429).length).toBe(1);
		expect(clock.now() - begun).toBeGreaterThanOrEqual(2000);
	});

	test('participations tell where the seller sells', async () => {
		const { client } = await start();
		const participations = await client().marketplaceParticipations();
		expect(participations.find(({ marketplaceId }) => marketplaceId === US)).toMatchObject({ participating: true, currency: 'USD', storeName: 'Example' });
		expect(participations.find(({ marketplaceId }) => marketplaceId === MX)).toMatchObject({ participating: false });
		await expect(client().sellerAccount()).resolves.toEqual({ sellingPlan: 'PROFESSIONAL', businessType: 'PRIVATE_LIMITED' });
	});
});

describeWithAmazonModels("Amazon's static sandbox, simulated", () => {
	test('P67: the sandbox environment answers canned data, read over the wire', async () => {
		const { amazon, client } = await start();
		await expect(client({ environment: 'sandbox' }).sellerAccount()).resolves.toMatchObject({ sellingPlan: 'PROFESSIONAL' });
		expect(amazon.requests.at(-1)?.sandbox).toBe(true);
	});
});
