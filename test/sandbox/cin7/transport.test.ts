import { demoSecondApplicationKey } from '../../../sandbox/demo/tenant';
import { TenantClient } from './tenantClient';

afterEach(async () => { await TenantClient.closeAll(); });

describe('authentication', () => {
	it.each([
		['a wrong account', { 'api-auth-accountid': '99999999-9999-4999-8999-999999999999' }],
		['a wrong application key', { 'api-auth-applicationkey': '99999999-9999-4999-8999-999999999999' }],
		['no account', { 'api-auth-accountid': '' }],
		['no application key', { 'api-auth-applicationkey': '' }],
	])('refuses %s with 403 and an error array', async (_title, headers) => {
		const tenant = await TenantClient.start();
		const answer = await tenant.call('GET', '/me', undefined, headers);
		expect([answer.status, answer.data]).toEqual([403, [{ ErrorCode: 403, Exception: 'Method authentication failed' }]]);
	});
});

describe('the limit of calls', () => {
	const exhaust = async (tenant: TenantClient, calls: number): Promise<number[]> => {
		const statuses: number[] = [];
		for (let call = 0; call < calls; call++) statuses.push((await tenant.call('GET', '/me')).status);
		return statuses;
	};

	it('is 60 in 60 seconds, and then 429 with a Retry-After that is no number', async () => {
		const tenant = await TenantClient.start({ callsPerWindow: 60 });
		expect(new Set(await exhaust(tenant, 60))).toEqual(new Set([200]));
		const answer = await tenant.call('GET', '/me');
		expect([answer.status, answer.headers.get('retry-after')]).toEqual([429, '60 Seconds']);
		expect(answer.data[0].Exception).toBe('You have reached 60 calls per 60 seconds API limit.');
	});

	it('slides: a call is free again when the oldest is a minute old', async () => {
		const tenant = await TenantClient.start({ callsPerWindow: 2 });
		await exhaust(tenant, 1);
		tenant.clock.advance(30_000);
		expect(await exhaust(tenant, 2)).toEqual([200, 429]);
		tenant.clock.advance(30_000);
		expect(await exhaust(tenant, 2)).toEqual([200, 429]);
	});

	it('starts anew every minute where the switch says so', async () => {
		const tenant = await TenantClient.start({ callsPerWindow: 2, window: 'fixed' });
		tenant.clock.advance(59_000);
		expect(await exhaust(tenant, 3)).toEqual([200, 200, 429]);
		tenant.clock.advance(1_000);
		expect(await exhaust(tenant, 2)).toEqual([200, 200]);
	});

	it.each([['application', 200], ['account', 429]] as const)('is shared by the %s', async (limitScope, status) => {
		const tenant = await TenantClient.start({ callsPerWindow: 1, limitScope });
		await exhaust(tenant, 1);
		expect((await tenant.call('GET', '/me', undefined, { 'api-auth-applicationkey': demoSecondApplicationKey })).status).toBe(status);
	});

	it.each([503, 400] as const)('is told as %d where the switch says so', async (overLimit) => {
		const tenant = await TenantClient.start({ callsPerWindow: 1, overLimit });
		await exhaust(tenant, 1);
		const answer = await tenant.call('GET', '/me');
		expect([answer.status, answer.headers.get('retry-after')]).toEqual([overLimit, null]);
		expect(answer.data[0].Exception).toMatch(/calls per 60 seconds API limit/);
	});
});

describe('requests that reach no endpoint', () => {
	it('get an HTML page with 200 for an unknown path', async () => {
		const tenant = await TenantClient.start();
		const answer = await tenant.call('GET', '/sale/authorise');
		expect([answer.status, answer.headers.get('content-type')]).toEqual([200, 'text/html; charset=utf-8']);
		expect(answer.text).toContain('Page not found');
	});

	it('get 404 for an unknown path where the switch says so', async () => {
		const tenant = await TenantClient.start({ unknownPath: 'json404' });
		expect((await tenant.call('GET', '/sale/authorise')).status).toBe(404);
	});

	it('get 405 for a wrong verb and 500 for a body that is no JSON', async () => {
		const tenant = await TenantClient.start();
		expect((await tenant.call('DELETE', '/me')).status).toBe(405);
		expect((await tenant.call('POST', '/sale', '{"Customer":')).status).toBe(500);
	});

	it('find the endpoint whatever the case of the path', async () => {
		const tenant = await TenantClient.start();
		const url = tenant.simulator.url.replace('/ExternalApi/v2', '/externalapi/V2/ME');
		const headers = { 'api-auth-accountid': '11111111-1111-4111-8111-111111111111', 'api-auth-applicationkey': '22222222-2222-4222-8222-222222222222' };
		expect((await fetch(url, { headers })).status).toBe(200);
	});

	it('get the error as one object where the switch says so', async () => {
		const tenant = await TenantClient.start({ errorBody: 'object' });
		expect((await tenant.call('GET', '/sale?ID=nothing')).data).toEqual({ ErrorCode: 400, Exception: "Sale with ID 'nothing' was not found" });
	});
});

describe('pages', () => {
	const activeProducts = ({ simulator }: TenantClient): number => [...simulator.world.products.values()].filter(({ status }) => status !== 'Deprecated').length;

	it('hold 100 rows by default and 1,000 at most, and say the total', async () => {
		const tenant = await TenantClient.start();
		const first = await tenant.ok('GET', '/product');
		const count = activeProducts(tenant);
		expect(count).toBeGreaterThan(300);
		expect([first.Products.length, first.Page, first.Total]).toEqual([100, 1, count]);
		const all = await tenant.ok('GET', '/product?page=1&limit=1000');
		expect(all.Products).toHaveLength(count);
		const last = await tenant.ok('GET', '/product?Page=4&Limit=100');
		expect(last.Products.map((product: { ID: string }) => product.ID)).toEqual(all.Products.slice(300).map((product: { ID: string }) => product.ID));
		expect((await tenant.ok('GET', '/product?Page=99')).Products).toEqual([]);
	});

	it.each(['Limit=0', 'Limit=1001', 'Page=0', 'Limit=many'])('are refused with %s', async (query) => {
		const tenant = await TenantClient.start();
		expect(await tenant.refusal('GET', `/product?${query}`)).toMatch(/must be between/);
	});

	it('are moved to the bounds where the switch says so', async () => {
		const tenant = await TenantClient.start({ pageOutOfRange: 'clamped' });
		expect((await tenant.ok('GET', '/product?Limit=5000')).Products).toHaveLength(activeProducts(tenant));
	});

	it('are the first of everything for a query key that does not exist', async () => {
		const tenant = await TenantClient.start();
		expect((await tenant.ok('GET', '/customer?Search=Bakery')).Total).toBe((await tenant.ok('GET', '/customer')).Total);
	});
});

describe('what the simulator keeps of the requests', () => {
	it('is time, operation, query, body and status, and hooks see both phases', async () => {
		const tenant = await TenantClient.start();
		const seen: string[] = [];
		tenant.simulator.onRequest((request, phase) => void seen.push(`${request.operation} ${phase} ${tenant.simulator.world.sales.size}`));
		await tenant.sale();
		await tenant.call('GET', '/saleList?ExternalID=none');
		expect(seen).toEqual(['POST /sale received 0', 'POST /sale committed 1', 'GET /saleList received 1', 'GET /saleList committed 1']);
		expect(tenant.simulator.requests.map((request) => [request.operation, request.status, request.query.get('externalid')])).toEqual([
			['POST /sale', 200, undefined], ['GET /saleList', 200, 'none'],
		]);
		expect(tenant.simulator.requests[0]).toMatchObject({ method: 'POST', at: tenant.clock.now(), body: { Location: 'FBA US' } });
	});
});
