import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { clientFor, denied, failureOf, json, lastHour, noOrders, raw, refusal, startScriptedAmazon, throttled, US, type ScriptedAmazon } from './scriptedAmazon';
import { wireOrder } from './orderExamples';

let amazon: ScriptedAmazon;
beforeEach(async () => { amazon = await startScriptedAmazon(); });
afterEach(async () => { await amazon.close(); });

const FULL = 'BUYER,RECIPIENT,PROCEEDS,EXPENSE,PROMOTION,CANCELLATION,FULFILLMENT,PACKAGES,TAX';
const REDUCED = 'PROCEEDS,EXPENSE,PROMOTION,CANCELLATION,FULFILLMENT,PACKAGES';

describe('listing orders', () => {
	test('N1: orders are listed by searchOrders 2026-01-01 with included data, 100 to a page, instants byte for byte', async () => {
		amazon.script(json(200, { orders: [wireOrder('111-1')], pagination: { nextToken: 'next' }, lastUpdatedBefore: '2026-11-02T09:58:00Z' }));
		const page = await clientFor(amazon.url).client.searchOrders({ ...lastHour, statuses: ['UNSHIPPED', 'SHIPPED'], fulfillmentChannels: ['AFN', 'MFN'] });

		expect(amazon.calls).toHaveLength(1);
		const [call] = amazon.calls;
		expect(`${call?.method} ${call?.host} ${call?.path}`).toBe('GET sellingpartnerapi-na.amazon.com /orders/2026-01-01/orders');
		expect(Object.fromEntries(call?.query ?? [])).toEqual({
			lastUpdatedAfter: '2026-11-02T08:58:00Z', lastUpdatedBefore: '2026-11-02T09:58:00Z', marketplaceIds: US,
			fulfillmentStatuses: 'UNSHIPPED,SHIPPED', fulfilledBy: 'AMAZON,MERCHANT', maxResultsPerPage: '100', includedData: FULL,
		});
		expect(call?.headers['x-amz-access-token']).toBe('Atza|token-1');
		expect(page).toMatchObject({ nextPageToken: 'next', until: '2026-11-02T09:58:00Z', reducedData: false, unreadable: [] });
		expect(page.orders.map(({ order }) => order.orderId)).toEqual(['111-1']);
	});

	test('N1: no path of the old orders interface is in the package', () => {
		const sources = ['src', 'nodes', 'credentials'].flatMap((folder) => filesBelow(join(__dirname, '../..', folder)));
		expect(sources.length).toBeGreaterThan(10);
		expect(sources.filter((file) => /orders\/v0|\bgetOrders\b|\bgetOrderItems\b/.test(readFileSync(file, 'utf8')))).toEqual([]);
	});

	test('P66: no data is no error: an empty page has no orders and no token', async () => {
		amazon.script(noOrders);
		await expect(clientFor(amazon.url).client.searchOrders(lastHour)).resolves.toEqual({ orders: [], unreadable: [], until: '2026-11-02T09:58:00Z', reducedData: false });
	});

	test('a window by creation asks for creation times, with the token of the next page', async () => {
		amazon.script(json(200, { orders: [], createdBefore: '2026-11-02T09:58:00Z' }));
		const page = await clientFor(amazon.url).client.searchOrders({ marketplaceIds: [US], by: 'created', after: '2025-11-02T00:00:00Z', pageToken: 'a+b/c==' });
		const query = amazon.calls[0]?.query;
		expect([query?.get('createdAfter'), query?.get('createdBefore'), query?.get('paginationToken')]).toEqual(['2025-11-02T00:00:00Z', null, 'a+b/c==']);
		expect(page.until).toBe('2026-11-02T09:58:00Z');
	});

	test('one unreadable order does not lose the page', async () => {
		amazon.script(json(200, { orders: [wireOrder('111-1'), wireOrder('111-2', { orderItems: [{ orderItemId: '9', quantityOrdered: 'two', product: {} }] }), wireOrder('111-3'), 7] }));
		const page = await clientFor(amazon.url).client.searchOrders(lastHour);
		expect(page.orders.map(({ order }) => order.orderId)).toEqual(['111-1', '111-3']);
		expect(page.unreadable).toEqual([{ orderId: '111-2', reason: 'orderItems.0.quantityOrdered: invalid type' }, { reason: 'order: invalid type' }]);
	});

	test('an answer of another shape is unreadable and costs no second call', async () => {
		amazon.script(json(200, { payload: { Orders: [] } }));
		const error = await failureOf(clientFor(amazon.url).client.searchOrders(lastHour));
		expect([error.kind, amazon.calls.length]).toEqual(['unreadable', 1]);
	});

	test.each(['The provided paginationToken has expired.', 'Invalid Input'])('N5: a refused page token is told as PageTokenExpired (%s)', async (message) => {
		amazon.script(refusal(400, 'InvalidInput', message));
		const error = await failureOf(clientFor(amazon.url).client.searchOrders({ ...lastHour, pageToken: 'old' }));
		expect([error.kind, error.code, amazon.calls.length]).toEqual(['rejected', 'PageTokenExpired', 1]);
	});

	test('N5: a refused request without a page token is not taken for an expired one', async () => {
		amazon.script(refusal(400, 'InvalidInput', 'Invalid Input'));
		const error = await failureOf(clientFor(amazon.url).client.searchOrders(lastHour));
		expect([error.kind, error.code, error.serviceMessage, error.requestId]).toEqual(['rejected', 'InvalidInput', 'Invalid Input', 'request-1']);
	});
});

describe('a refused set of data', () => {
	test('N4: refused buyer data is left out once, and the page says so', async () => {
		amazon.script(denied(), noOrders);
		const page = await clientFor(amazon.url).client.searchOrders(lastHour);
		expect(page.reducedData).toBe(true);
		expect(amazon.calls.map(({ query }) => query.get('includedData'))).toEqual([FULL, REDUCED]);
	});

	test('N4: the next pages ask for the reduced data at once', async () => {
		amazon.script(noOrders);
		const page = await clientFor(amazon.url).client.searchOrders({ ...lastHour, pageToken: 'next', reducedData: true });
		expect(page.reducedData).toBe(true);
		expect(amazon.calls.map(({ query }) => query.get('includedData'))).toEqual([REDUCED]);
	});

	test('N4: refused again, it is a matter of role or marketplace and never no orders', async () => {
		amazon.script(denied());
		const error = await failureOf(clientFor(amazon.url).client.searchOrders(lastHour));
		expect(amazon.calls).toHaveLength(2);
		expect(error.kind).toBe('unauthorized');
		expect(error.message).toContain("'Inventory and Order Tracking'");
		expect(error.message).toContain("'Direct-to-Consumer Delivery (Restricted)'");
		expect(error.message).toContain('takes part in every marketplace');
		expect(error.message).not.toMatch(/no orders/i);
	});

	test('N4: a single order is asked for with less as well, and the refusal is remembered', async () => {
		amazon.script(denied(), json(200, { order: wireOrder('111-1') }));
		const { client } = clientFor(amazon.url);
		await client.getOrder('111-1');
		await client.getOrder('111-2');
		expect(amazon.calls.map(({ query }) => query.get('includedData'))).toEqual([FULL, REDUCED, REDUCED]);
	});
});

describe('why access is refused', () => {
	test.each([
		['MissingRole', 'Your application is missing a role.', lastHour, /role 'Inventory and Order Tracking'/],
		['MarketplaceDenied', 'The seller does not participate in the marketplace.', lastHour, /takes part in every marketplace/],
		['WrongRegion', '', { ...lastHour, marketplaceIds: ['A1PA6795UKMFR9'] }, /region of the credential, North America/],
		['InvalidToken', 'The access token you provided is revoked, malformed or invalid.', lastHour, /region North America/],
		['AccessDenied', '', lastHour, /without saying why/],
	] as const)('P66: %s is told apart', async (code, details, search, message) => {
		amazon.script(denied(details));
		const error = await failureOf(clientFor(amazon.url).client.searchOrders(search));
		expect([error.kind, error.code, error.status]).toEqual(['unauthorized', code, 403]);
		expect(error.message).toMatch(message);
		// Asking for less helps against a missing role only.
		if (code === 'WrongRegion') expect(amazon.calls).toHaveLength(1);
	});

	test("P66: the sellers' operations name their own role", async () => {
		amazon.script(denied());
		const error = await failureOf(clientFor(amazon.url).client.marketplaceParticipations());
		expect(error.message).toContain("'Finance and Accounting'");
		expect(error.message).not.toContain('Direct-to-Consumer');
	});
});

describe('the access token', () => {
	test('P59: an expired token is dropped, fetched anew, and the call repeated once', async () => {
		amazon.script(denied('The access token you provided has expired.'), noOrders);
		await clientFor(amazon.url).client.searchOrders(lastHour);
		expect(amazon.logins).toHaveLength(2);
		expect(amazon.calls.map(({ headers }) => headers['x-amz-access-token'])).toEqual(['Atza|token-1', 'Atza|token-2']);
	});

	test('P59: a token that stays expired ends in an error, not in a loop', async () => {
		amazon.script(denied('The access token you provided has expired.'));
		const error = await failureOf(clientFor(amazon.url).client.searchOrders(lastHour));
		expect([error.code, amazon.calls.length, amazon.logins.length]).toEqual(['ExpiredToken', 2, 2]);
	});
});

describe('single orders', () => {
	test('N3: an order is looked up by its id, on a bucket of its own', async () => {
		amazon.script(json(200, { order: wireOrder('111-1') }));
		const { client, budgets } = clientFor(amazon.url);
		const captured = await client.getOrder('111-1');
		expect(captured?.order.orderId).toBe('111-1');
		expect(amazon.calls[0]?.path).toBe('/orders/2026-01-01/orders/111-1');
		expect(budgets.taken).toEqual([expect.stringMatching(/^A1EXAMPLE@na:[0-9a-f]{24}:getOrder$/)]);
	});

	test('N3: an order that Amazon does not know is undefined', async () => {
		amazon.script(refusal(404, 'NotFound', 'The requested order 111-9 was not found.'));
		await expect(clientFor(amazon.url).client.getOrder('111-9')).resolves.toBeUndefined();
	});

	test('an id without anything in it is no order and no call', async () => {
		await expect(clientFor(amazon.url).client.getOrder(' ')).resolves.toBeUndefined();
		expect(amazon.calls).toHaveLength(0);
	});

	test('every call asks for its own order, although the library writes into its parameters', async () => {
		amazon.script((request, response) => json(200, { order: wireOrder(request.path.split('/').at(-1) ?? '') })(request, response));
		const { client } = clientFor(amazon.url);
		const orders = await Promise.all(['111-1', '111-2', '111-3'].map(async (id) => await client.getOrder(id)));
		expect(orders.map((captured) => captured?.order.orderId)).toEqual(['111-1', '111-2', '111-3']);
	});

	test('an id is encoded into the path', async () => {
		amazon.script(refusal(404, 'NotFound', 'no'));
		await clientFor(amazon.url).client.getOrder('../v0/x?y');
		expect(amazon.calls[0]?.path).toBe('/orders/2026-01-01/orders/..%2Fv0%2Fx%3Fy');
	});
});

describe('limits', () => {
	test('P60: the stated rate is one number per second, and the wait after a refusal is one divided by it', async () => {
		amazon.script(throttled({ 'x-amzn-RateLimit-Limit': '0.05' }), noOrders);
		const { client, clock, budgets } = clientFor(amazon.url);
		const begun = clock.now();
		await client.searchOrders(lastHour);
		expect(budgets.learned[0]).toMatchObject({ rate: 0.05, emptyUntil: begun + 20_000 });
		// 20 s by the header and half of the first half second as jitter.
		expect(clock.now() - begun).toBe(20_250);
	});

	test('P60: without the header the published rate decides', async () => {
		amazon.script(throttled(), json(200, { order: wireOrder('111-1') }));
		const { client, clock } = clientFor(amazon.url);
		const begun = clock.now();
		await client.getOrder('111-1');
		expect(clock.now() - begun).toBe(2250);
	});

	test('P60: a rate is learned once and again when it changes', async () => {
		const stating = (rate: string) => json(200, { orders: [] }, { 'x-amzn-RateLimit-Limit': rate });
		amazon.script(stating('0.01'), stating('0.01'), stating('0.02'));
		const { client, budgets } = clientFor(amazon.url);
		for (let call = 0; call < 3; call += 1) await client.searchOrders(lastHour);
		expect(budgets.learned.map(({ rate }) => rate)).toEqual([0.01, 0.02]);
	});

	test('P60: a header that is no rate is left alone', async () => {
		amazon.script(json(200, { orders: [] }, { 'x-amzn-RateLimit-Limit': 'many' }), json(200, { orders: [] }, { 'x-amzn-RateLimit-Limit': '0' }));
		const { client, budgets } = clientFor(amazon.url);
		await client.searchOrders(lastHour);
		await client.searchOrders(lastHour);
		expect(budgets.learned).toEqual([]);
	});

	test('N46: a limit that stays reached ends after a bounded number of calls', async () => {
		amazon.script(throttled({ 'x-amzn-RateLimit-Limit': '2' }));
		const { client, clock } = clientFor(amazon.url);
		const begun = clock.now();
		const error = await failureOf(client.getOrder('111-1'));
		expect([error.kind, error.code, error.retryAfter, amazon.calls.length]).toEqual(['rateLimited', 'QuotaExceeded', 500, 5]);
		expect(clock.now() - begun).toBeLessThanOrEqual(120_000);
	});

	test('N46: a wait that does not fit the run is not begun; the error says when a new attempt makes sense', async () => {
		amazon.script(throttled());
		const { client, clock } = clientFor(amazon.url);
		const begun = clock.now();
		const error = await failureOf(client.searchOrders(lastHour));
		expect([error.kind, amazon.calls.length, clock.now() - begun]).toEqual(['rateLimited', 1, 0]);
		expect(error.retryAfter).toBe(Math.ceil(1000 / 0.0056));
	});

	test('N46: an empty budget is waited for, and nothing is sent before', async () => {
		amazon.script(json(200, { order: wireOrder('111-1') }));
		const { client, clock } = clientFor(amazon.url);
		for (let call = 0; call < 30; call += 1) await client.getOrder('111-1');
		const begun = clock.now();
		await client.getOrder('111-1');
		expect(clock.now() - begun).toBe(2000);
	});

	test('N46: an empty budget that fills too late ends in budgetExhausted, with nothing sent', async () => {
		amazon.script(noOrders);
		const { client } = clientFor(amazon.url);
		for (let call = 0; call < 20; call += 1) await client.searchOrders(lastHour);
		const error = await failureOf(client.searchOrders(lastHour));
		expect([error.kind, error.operation, amazon.calls.length]).toEqual(['budgetExhausted', 'searchOrders', 20]);
		expect(error.retryAfter).toBeGreaterThan(170_000);
	});

	test('all waiting of a run counts together', async () => {
		amazon.script(json(200, { order: wireOrder('111-1') }));
		const { client } = clientFor(amazon.url, {}, { runBudgetMs: 5000 });
		const calls = Array.from({ length: 40 }, async () => await client.getOrder('111-1').then(() => 'read', (error: { kind: string }) => error.kind));
		const outcomes = await Promise.all(calls);
		expect(outcomes.filter((outcome) => outcome === 'read').length).toBeLessThanOrEqual(33);
		expect(new Set(outcomes)).toEqual(new Set(['read', 'budgetExhausted']));
	});

	test('the expected wait follows from tokens and rate', async () => {
		amazon.script(noOrders);
		const { client } = clientFor(amazon.url);
		await client.searchOrders(lastHour);
		await expect(client.expectedWait('searchOrders', 19)).resolves.toBe(0);
		await expect(client.expectedWait('searchOrders', 20)).resolves.toBe(Math.ceil(1000 / 0.0056));
		await expect(client.expectedWait('getOrder', 32)).resolves.toBe(4000);
	});
});

describe('failures that pass', () => {
	test.each([
		['a 500', refusal(500, 'InternalFailure', 'We encountered an internal error.')],
		['HTML from a gateway', raw(503, '<html><h1>503 Service Temporarily Unavailable</h1></html>')],
		['a good status without JSON', raw(200, '<html>maintenance</html>')],
		['a dropped connection', (_request: unknown, response: { destroy(): void }) => response.destroy()],
	])('a read is repeated after %s', async (_what, failure) => {
		amazon.script(failure, noOrders);
		await expect(clientFor(amazon.url).client.searchOrders(lastHour)).resolves.toMatchObject({ orders: [] });
		expect(amazon.calls).toHaveLength(2);
	});

	test('HTML that stays is told by its status, without the page', async () => {
		amazon.script(raw(503, '<html><h1>503 Service Temporarily Unavailable</h1></html>'));
		const error = await failureOf(clientFor(amazon.url).client.getOrder('111-1'));
		expect([error.kind, error.status, amazon.calls.length]).toEqual(['unavailable', 503, 5]);
		expect(JSON.stringify({ ...error, message: error.message })).not.toContain('<');
	});
});

describe('where requests go', () => {
	test("P67: the sandbox environment uses Amazon's sandbox host, and a budget of its own", async () => {
		amazon.script(noOrders);
		const { client, budgets } = clientFor(amazon.url, { environment: 'sandbox', region: 'eu' });
		await client.searchOrders(lastHour);
		expect(amazon.calls[0]?.host).toBe('sandbox.sellingpartnerapi-eu.amazon.com');
		expect(amazon.logins[0]?.host).toBe('api.amazon.com');
		expect(budgets.taken[0]).toMatch(/^A1EXAMPLE@eu:[0-9a-f]{24}:sandbox\.searchOrders$/);
	});

	test('an API Base URL that is no address is refused before anything is sent', async () => {
		for (const url of ['127.0.0.1:8080', 'ftp://127.0.0.1', 'http://127.0.0.1:8080/amazon', 'http://user@127.0.0.1:8080']) {
			expect(() => clientFor(url)).toThrow(expect.objectContaining({ code: 'InvalidBaseUrl' }));
		}
		expect(() => clientFor(' ')).not.toThrow();
	});

	test('neither the environment nor the home directory is asked for credentials', async () => {
		const before = { ...process.env };
		Object.assign(process.env, { SELLING_PARTNER_APP_CLIENT_ID: 'from-the-environment', SELLING_PARTNER_APP_CLIENT_SECRET: 'from-the-environment', HOME: '/nonexistent' });
		try {
			amazon.script(noOrders);
			await clientFor(amazon.url).client.searchOrders(lastHour);
		} finally {
			process.env = before;
		}
		expect(JSON.stringify([amazon.calls, amazon.logins])).not.toContain('from-the-environment');
	});
});

describe('the seller account', () => {
	test('participations are listed, also where the seller does not take part', async () => {
		const entry = (id: string, isParticipating: boolean, storeName?: string) => ({
			marketplace: { id, name: id, countryCode: 'US', defaultCurrencyCode: 'USD', defaultLanguageCode: 'en_US', domainName: 'www.amazon.com' },
			participation: { isParticipating, hasSuspendedListings: !isParticipating },
			storeName,
		});
		amazon.script(json(200, { payload: [entry(US, true, 'Kettles'), entry('A2EUQ1WTGCTBG2', false)] }));
		await expect(clientFor(amazon.url).client.marketplaceParticipations()).resolves.toEqual([
			{ marketplaceId: US, countryCode: 'US', currency: 'USD', domain: 'www.amazon.com', storeName: 'Kettles', participating: true, suspendedListings: false },
			{ marketplaceId: 'A2EUQ1WTGCTBG2', countryCode: 'US', currency: 'USD', domain: 'www.amazon.com', participating: false, suspendedListings: true },
		]);
	});

	test('of the account only plan and kind of business are kept', async () => {
		amazon.script(json(200, { payload: { marketplaceParticipationList: [], sellingPlan: 'PROFESSIONAL', businessType: 'SOLE_PROPRIETORSHIP', primaryContact: { name: 'Jane Doe' } } }));
		await expect(clientFor(amazon.url).client.sellerAccount()).resolves.toEqual({ sellingPlan: 'PROFESSIONAL', businessType: 'SOLE_PROPRIETORSHIP' });
		expect(amazon.calls[0]?.path).toBe('/sellers/v1/account');
	});
});

function filesBelow(folder: string): string[] {
	try {
		return readdirSync(folder, { withFileTypes: true }).flatMap((entry) => (entry.isDirectory() ? filesBelow(join(folder, entry.name)) : [join(folder, entry.name)]));
	} catch {
		return [];
	}
}
