import { operationNameOf } from '../../src/amazon/rawCall';
import type { RawCall } from '../../src/processes/ports/amazon';
import { clientFor, denied, failureOf, json, lastHour, noOrders, raw, refusal, startScriptedAmazon, throttled, type Answering, type ScriptedAmazon } from './scriptedAmazon';

let amazon: ScriptedAmazon;
beforeEach(async () => { amazon = await startScriptedAmazon(); });
afterEach(async () => { await amazon.close(); });

const feeds: RawCall = { method: 'GET', path: '/feeds/2021-06-30/feeds' };
const create: RawCall = { method: 'POST', path: '/feeds/2021-06-30/feeds', body: { feedType: 'JSON_LISTINGS_FEED' } };
const after = async (request: RawCall, ...answers: Answering[]): Promise<unknown> => {
	amazon.script(...answers);
	return await clientFor(amazon.url).client.call(request);
};

describe('P68: a call that this package does not cover', () => {
	test('goes to the host of the region with the token, and answers the JSON as it is', async () => {
		await expect(after({ ...feeds, query: { feedTypes: 'A,B', pageSize: '1&2' } }, json(200, { payload: [1] }))).resolves.toEqual({ payload: [1] });
		const [asked] = amazon.calls;
		expect([asked?.method, asked?.host, asked?.path, Object.fromEntries(asked?.query ?? []), asked?.body]).toEqual(['GET', 'sellingpartnerapi-na.amazon.com', feeds.path, { feedTypes: 'A,B', pageSize: '1&2' }, '']);
		expect(asked?.headers['x-amz-access-token']).toBe('Atza|token-1');
	});

	test.each(['POST', 'PUT', 'PATCH'] as const)('sends a body with %s', async (method) => {
		await expect(after({ ...create, method }, json(201, { feedId: 'F-1' }))).resolves.toEqual({ feedId: 'F-1' });
		expect([amazon.calls[0]?.method, JSON.parse(amazon.calls[0]?.body ?? '')]).toEqual([method, create.body]);
	});

	test('an answer without a body is nothing, not a failure', async () => {
		await expect(after({ method: 'DELETE', path: '/feeds/2021-06-30/feeds/F-1' }, (_request, response) => void response.writeHead(204).end())).resolves.toBeUndefined();
	});

	test('a percent-encoded part of the path goes through as it is', async () => {
		await after({ method: 'GET', path: '/listings/2021-08-01/items/A1EXAMPLE/a%2Fb%20%C3%A4' }, json(200, {}));
		expect(amazon.calls[0]?.path).toBe('/listings/2021-08-01/items/A1EXAMPLE/a%2Fb%20%C3%A4');
	});

	test('takes nothing over from the call before', async () => {
		amazon.script(json(200, {}));
		const { client } = clientFor(amazon.url);
		await client.call({ ...create, query: { a: '1' } });
		await client.call(feeds);
		expect([amazon.calls[1]?.method, amazon.calls[1]?.path, amazon.calls[1]?.body, [...(amazon.calls[1]?.query ?? [])]]).toEqual(['GET', feeds.path, '', []]);
	});

	const refused: readonly (readonly [string, Partial<RawCall>])[] = [
		['an address', { path: 'https://example.com/feeds' }], ['another host', { path: '//example.com/feeds' }], ['another host, by backslash', { path: '/\\example.com/feeds' }],
		['no leading slash', { path: 'feeds/2021-06-30/feeds' }], ['nothing', { path: '' }], ['no part at all', { path: '/' }],
		['a way up', { path: '/feeds/../tokens' }], ['a hidden way up', { path: '/feeds/%2E%2e/tokens' }], ['a way up that is hidden twice', { path: '/feeds/%252e./tokens' }],
		['a way up in one part', { path: '/feeds/a%2f..%5Ctokens' }], ['a dot', { path: '/feeds/./x' }],
		['a query in the path', { path: '/feeds?x=1' }], ['a fragment', { path: '/feeds#x' }], ['a blank', { path: '/feeds/a b' }], ['a line feed', { path: '/feeds\r\nHost: x' }], ['a lone percent sign', { path: '/feeds/%zz' }],
		['a body that is text', { method: 'POST', body: '{"a":1}' }], ['a body that is null', { method: 'POST', body: null }], ['a GET with a body', { body: {} }],
		['a method that is none', { method: 'TRACE' as RawCall['method'] }],
	];
	test.each(refused)('%s is refused before anything is sent', async (_what, given) => {
		const error = await failureOf(clientFor(amazon.url).client.call({ ...feeds, ...given }));
		expect([error.kind, error.code, amazon.calls.length, amazon.logins.length]).toEqual(['rejected', 'InvalidCall', 0, 0]);
		expect(error.message).not.toMatch(/example|tokens/);
	});
});

describe('P68: a raw call that fails', () => {
	test('is the error that stands for the answer, by the name of the operation', async () => {
		const error = await failureOf(after({ method: 'PUT', path: '/messaging/v1/orders/111-1/messages' }, refusal(404, 'NotFound', 'no such order')));
		expect(error).toMatchObject({ service: 'Amazon', kind: 'notFound', operation: 'PUT /messaging/v1/orders/*/*', status: 404, code: 'NotFound', serviceMessage: 'no such order' });
	});

	test('P66: a missing role is told', async () => {
		const error = await failureOf(after(feeds, denied('Your application is missing a role.')));
		expect([error.code, error.message.includes("the role that Amazon's reference names for it")]).toEqual(['MissingRole', true]);
	});

	test('P66: so is a marketplace of another region', async () => {
		expect((await failureOf(after({ ...feeds, query: { marketplaceIds: 'ATVPDKIKX0DER,A1PA6795UKMFR9' } }, denied()))).code).toBe('WrongRegion');
	});

	test('a refused page token is not taken for an outdated one: nothing is known of the other parameters', async () => {
		expect((await failureOf(after({ ...feeds, query: { nextToken: 'x' } }, refusal(400, 'InvalidInput', 'no')))).code).toBe('InvalidInput');
	});

	test.each<[string, Answering]>([['a 500', refusal(500, 'InternalFailure', 'no')], ['a closed connection', (_request, response) => void response.destroy()], ['HTML', raw(200, '<html></html>')], ['a reached limit', throttled()]])('a GET is repeated after %s', async (_what, answer) => {
		await expect(after(feeds, answer, json(200, { feeds: [] }))).resolves.toEqual({ feeds: [] });
		expect(amazon.calls).toHaveLength(2);
	});

	const lost: readonly (readonly [string, Answering])[] = [['a 500', refusal(500, 'InternalFailure', 'no')], ['a closed connection', (_request, response) => void response.destroy()], ['HTML', raw(200, '<html></html>')]];
	test.each(lost.flatMap(([what, answer]) => (['POST', 'PUT', 'PATCH', 'DELETE'] as const).map((method) => [method, what, answer] as const)))('%s is not repeated after %s, and the doubt is told', async (method, _what, answer) => {
		const error = await failureOf(after({ ...create, method }, answer));
		expect([amazon.calls.length, error.ambiguous]).toEqual([1, true]);
	});

	test('a POST is repeated on a reached limit only, because there nothing was done', async () => {
		await expect(after(create, throttled({ 'x-amzn-RateLimit-Limit': '1' }), json(202, { feedId: 'F-1' }))).resolves.toEqual({ feedId: 'F-1' });
		expect(amazon.calls).toHaveLength(2);
	});

	test('P59: goes out again with a new token when the old one is refused', async () => {
		await expect(after(create, denied('The access token you provided has expired.'), json(202, { feedId: 'F-1' }))).resolves.toEqual({ feedId: 'F-1' });
		expect(amazon.calls.map(({ headers }) => headers['x-amz-access-token'])).toEqual(['Atza|token-1', 'Atza|token-2']);
	});

	test('tells no secret, wherever it was put or said again', async () => {
		const { client, credential } = clientFor(amazon.url, {}, { runBudgetMs: 0 });
		for (const secret of [credential.clientSecret, credential.refreshToken, 'Atza|token-1', 'jane@example.com']) {
			for (const path of [`/${encodeURIComponent(secret)}/v1/x`, `/x/v1/x/${encodeURIComponent(secret)}`]) {
				amazon.script(refusal(400, 'InvalidInput', `about ${secret}`, secret));
				const error = await failureOf(client.call({ method: 'POST', path, query: { a: secret }, body: { a: secret } }));
				const told = JSON.stringify({ ...error, text: String(error), stack: error.stack });
				for (const shape of [secret, encodeURIComponent(secret)]) expect(told).not.toContain(shape);
			}
		}
	});
});

describe('P68: the limits of raw calls', () => {
	const keysOf = (taken: readonly string[]): string[] => taken.map((key) => key.split(':').slice(2).join(':'));

	test.each([
		['GET', '/orders/v0/orders', 'GET /orders/v0/orders'], ['GET', '/orders/v0/orders/111-1/address', 'GET /orders/v0/orders/*/*'],
		['GET', '/fba/inventory/v1/summaries/', 'GET /fba/inventory/v1/summaries'], ['POST', '/batches/products/pricing/v0/itemOffers', 'POST /batches/products/pricing/v0/itemOffers'],
		['GET', '/a/b/c/d', 'GET /a/b/c/*'], ['GET', '/orders/2026-01-01/orders', 'searchOrders'], ['PUT', '/orders/2026-01-01/orders', 'PUT /orders/2026-01-01/orders'],
		['GET', '/listings/2021-08-01/items/A1/KETTLE', 'getListingsItem'], ['POST', '/reports/2021-06-30/reports', 'createReport'],
	] as const)('%s %s counts as %s', (method, path, name) => {
		expect(operationNameOf(method, path)).toBe(name);
	});

	test('an unknown operation has five calls at once, then one in two seconds; others have their own', async () => {
		amazon.script(json(200, {}));
		const { client, clock, budgets } = clientFor(amazon.url);
		const begun = clock.now();
		for (let made = 0; made < 5; made += 1) await client.call(feeds);
		expect(clock.now()).toBe(begun);
		await client.call({ ...feeds, method: 'DELETE' });
		expect(clock.now()).toBe(begun);
		await client.call(feeds);
		expect(clock.now() - begun).toBe(2000);
		expect(new Set(keysOf(budgets.taken))).toEqual(new Set(['GET /feeds/2021-06-30/feeds', 'DELETE /feeds/2021-06-30/feeds']));
	});

	test("Amazon's word about the limit is learned for it", async () => {
		amazon.script(json(200, {}, { 'x-amzn-RateLimit-Limit': '0.0083' }));
		const { client, budgets } = clientFor(amazon.url);
		await client.call(feeds);
		expect(budgets.learned).toEqual([{ key: expect.stringMatching(/:GET \/feeds\/2021-06-30\/feeds$/), rate: 0.0083 }]);
	});

	test('a raw call of an operation in use counts against its limit', async () => {
		amazon.script(noOrders);
		const { client, budgets } = clientFor(amazon.url);
		await client.call({ method: 'GET', path: '/orders/2026-01-01/orders', query: { createdAfter: lastHour.after } });
		expect(await client.expectedWait('searchOrders', 20)).toBeGreaterThan(0);
		expect(keysOf(budgets.taken)).toEqual(['searchOrders']);
	});
});
