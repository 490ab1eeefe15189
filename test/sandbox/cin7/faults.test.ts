import type { FaultKind } from '../../../sandbox/cin7/faults';
import { saleHeader, TenantClient, type Data } from './tenantClient';

let tenant: TenantClient;
beforeEach(async () => { tenant = await TenantClient.start(); });
afterEach(async () => { await TenantClient.closeAll(); });

const post = async (): Promise<string> => {
	try {
		const answer = await tenant.call('POST', '/sale', saleHeader);
		return `${answer.status} ${answer.data === undefined ? 'no JSON' : 'JSON'}`;
	} catch {
		return 'lost';
	}
};

describe('a fault', () => {
	it.each<[FaultKind, string, number]>([
		['limit429', '429 JSON', 0],
		['limit503', '503 JSON', 0],
		['limit400', '400 JSON', 0],
		['error500', '500 JSON', 0],
		['html503', '503 no JSON', 0],
		['html200', '200 no JSON', 0],
		['dropConnection', 'lost', 0],
		['empty200', '200 no JSON', 1],
		['dropAfterCommit', 'lost', 1],
		['tornBody', '200 no JSON', 1],
		['slowDrip', '200 JSON', 1],
	])('%s answers "%s" and leaves %d sales', async (kind, outcome, sales) => {
		tenant.simulator.faults.add({ operation: 'POST /sale', kind });
		expect(await post()).toBe(outcome);
		expect(tenant.simulator.world.sales.size).toBe(sales);
		expect(await post()).toBe('200 JSON');
	});

	it('hang gives no answer at all', async () => {
		tenant.simulator.faults.add({ kind: 'hang' });
		await expect(fetch(`${tenant.simulator.url}/me`, { signal: AbortSignal.timeout(200) })).rejects.toThrow();
		expect(tenant.simulator.requests[0].status).toBe(0);
	});

	it('may be told after the request is done', async () => {
		tenant.simulator.faults.add({ kind: 'error500', committed: true });
		expect(await post()).toBe('500 JSON');
		expect(tenant.simulator.world.sales.size).toBe(1);
	});

	it('strikes its operation only, so often as it says, after as many as it says', async () => {
		tenant.simulator.faults.add({ operation: 'POST /sale', kind: 'error500', times: 2, after: 1 });
		expect((await tenant.call('GET', '/me')).status).toBe(200);
		expect([await post(), await post(), await post(), await post()]).toEqual(['200 JSON', '500 JSON', '500 JSON', '200 JSON']);
		expect(tenant.simulator.faults.pending()).toBe(0);
	});

	it('strikes the requests that its condition picks', async () => {
		tenant.simulator.faults.add({ kind: 'error500', when: (request) => request.query.get('page') === '2' });
		expect((await tenant.call('GET', '/product?Page=1')).status).toBe(200);
		expect((await tenant.call('GET', '/product?Page=2')).status).toBe(500);
	});

	it('is a hook that throws, too: the connection is lost', async () => {
		tenant.simulator.onRequest((_request, phase) => {
			if (phase === 'committed') throw new Error('crash');
		});
		expect(await post()).toBe('lost');
		expect(tenant.simulator.world.sales.size).toBe(1);
	});
});

describe("the simulator's own door", () => {
	const control = async (method: string, name: string, body?: unknown): Promise<Data> => {
		const response = await fetch(`http://127.0.0.1:${tenant.simulator.port}/_simulator/${name}`, { method, body: body === undefined ? undefined : JSON.stringify(body) });
		return { status: response.status, data: await response.json() };
	};

	it('shows requests and sales, and forgets requests', async () => {
		await tenant.invoiced();
		expect((await control('GET', 'requests')).data.map((request: Data) => request.operation)).toEqual(['POST /sale', 'POST /sale/order', 'POST /sale/invoice']);
		const [sale] = (await control('GET', 'sales')).data;
		expect(sale).toMatchObject({ status: 'INVOICED', currency: 'USD', totals: { total: '37.86' }, invoices: [{ status: 'AUTHORISED', balance: '37.86' }] });
		await control('POST', 'reset-requests');
		expect(tenant.simulator.requests).toEqual([]);
	});

	it('takes faults, and refuses what is none', async () => {
		expect((await control('POST', 'faults', { operation: 'POST /sale', kind: 'limit429' })).status).toBe(200);
		expect(await post()).toBe('429 JSON');
		expect((await control('POST', 'faults', { kind: 'earthquake' })).status).toBe(400);
		expect((await control('GET', 'nothing')).status).toBe(404);
	});
});
