import { inspect } from 'node:util';
import type { IDataObject } from 'n8n-workflow';
import { demoAccountId, demoApplicationKey } from '../../../sandbox/demo/tenant';
import { DemoWorld, expectGreen, type NodeRun } from '../demoWorld';

let world: DemoWorld;
/** A world for the tests of one describe. */
function shareWorld(): void {
	beforeAll(async () => {
		world = await DemoWorld.open({ noOrders: true });
		await world.ready('US');
	});
	beforeEach(() => {
		world.amazon.faults.clear();
		world.cin7.faults.clear();
		world.amazon.requests.length = 0;
		world.cin7.requests.length = 0;
	});
	afterAll(async () => await world.close());
}

type Service = 'callAmazon' | 'callCin7';
const call = async (operation: Service, parameters: IDataObject, options: Parameters<DemoWorld['run']>[2] = {}): Promise<NodeRun> => await world.run('amazonStore', { operation, ...parameters }, options);
const query = (values: Readonly<Record<string, string>>): IDataObject => ({ query: { parameters: Object.entries(values).map(([name, value]) => ({ name, value })) } });
/** Without tokens and reference data: calls to the path alone. */
const amazonCalls = () => world.amazon.requests.filter(({ operation }) => operation !== 'getAccessToken');
const secrets = ['demo-client-secret', 'Atzr|', 'Atza|', demoApplicationKey, demoAccountId.toUpperCase()];

describe('Call Amazon', () => {
	shareWorld();

	test('P68: GET answers what Amazon answers, with the login of the package', async () => {
		const run = await call('callAmazon', { method: 'GET', path: '/sellers/v1/marketplaceParticipations' });
		expectGreen(run);
		expect(run.processed).toHaveLength(1);
		expect(JSON.stringify(run.processed)).toContain('ATVPDKIKX0DER');
		expect(amazonCalls().map(({ method, path, status }) => [method, path, status])).toEqual([['GET', '/sellers/v1/marketplaceParticipations', 200]]);
	});

	test('P68: a query is sent as it was entered, empty names left out', async () => {
		await call('callAmazon', { method: 'GET', path: '/reports/2021-06-30/reports', ...query({ reportTypes: 'A_TYPE&MORE', pageSize: '5', '': 'left out' }) });
		expect(Object.fromEntries(amazonCalls()[0]?.query ?? [])).toEqual({ reportTypes: 'A_TYPE&MORE', pageSize: '5' });
	});

	test('P68: POST sends its body, and what it made is there', async () => {
		const body = { reportType: 'GET_MERCHANT_LISTINGS_ALL_DATA', marketplaceIds: ['ATVPDKIKX0DER'] };
		const made = await call('callAmazon', { method: 'POST', path: '/reports/2021-06-30/reports', body: JSON.stringify(body) });
		expectGreen(made);
		const reportId = String(made.processed[0]?.reportId);
		const found = await call('callAmazon', { method: 'GET', path: `/reports/2021-06-30/reports/${reportId}` });
		expect(found.processed).toMatchObject([{ reportId, reportType: body.reportType }]);
	});

	test.each<[string, IDataObject, RegExp]>([
		['what Amazon refuses', { method: 'GET', path: '/orders/2026-01-01/orders/111-0000000-0000000' }, /not|no such/i],
		['another host', { method: 'GET', path: 'https://example.com/orders' }, /path/i],
		['a body that is no JSON', { method: 'POST', path: '/reports/2021-06-30/reports', body: '{"reportType": ' }, /not valid JSON/],
	])('P68: %s is told, without secrets', async (_what, parameters, words) => {
		const { error, result } = await call('callAmazon', parameters);
		expect(`${error?.message ?? ''} ${error?.description ?? ''}`).toMatch(words);
		expectNoSecret(error, result.json('Node', 0));
	});

	test.each(['throttle429', 'html503', 'error500'] as const)('P68: %s on a write is told without secrets, and the write is not repeated in doubt', async (kind) => {
		world.amazon.faults.add({ kind, operation: 'createReport', times: 99 });
		const { error } = await call('callAmazon', { method: 'POST', path: '/reports/2021-06-30/reports', body: '{"reportType":"GET_MERCHANT_LISTINGS_ALL_DATA","marketplaceIds":["ATVPDKIKX0DER"]}' });
		expect(error?.message).toBeTruthy();
		expectNoSecret(error);
		if (kind !== 'throttle429') expect(amazonCalls()).toHaveLength(1);
	});
});

describe('Call Cin7 Core', () => {
	shareWorld();

	test('P68: GET answers what Cin7 Core answers', async () => {
		const run = await call('callCin7', { method: 'GET', path: '/product', ...query({ Sku: 'MUG-SLATE', Page: '1', Limit: '10' }) });
		expectGreen(run);
		expect(run.processed).toHaveLength(1);
		expect(run.processed[0]).toHaveProperty('Products');
		expect(world.cin7.requests.map(({ method, path }) => [method, path])).toEqual([['GET', expect.stringContaining('/product') as string]]);
	});

	const customer = (name: string): string => JSON.stringify({ Name: name, Currency: 'USD', PaymentTerm: '30 days', AccountReceivable: '610', RevenueAccount: '200', TaxRule: 'Tax on Sales', Status: 'Active' });

	test('P68: each item is a call of its own, however alike two of them are', async () => {
		const before = world.cin7.world.customers.size;
		const run = await call('callCin7', { method: 'POST', path: '/customer', body: '={{ $json.body }}' }, { input: ['One Ltd', 'Two Ltd'].map((name) => ({ body: customer(name) })) });
		expectGreen(run);
		expect([run.processed.length, world.cin7.world.customers.size - before]).toEqual([2, 2]);
		world.cin7.requests.length = 0;
		const twice = await call('callCin7', { method: 'GET', path: '/ref/location' }, { input: [{}, {}] });
		expect([twice.processed.length, world.cin7.requests.length]).toEqual([2, 2]);
		expect(twice.result.items('Node', 0).map((item) => item.pairedItem)).toEqual([[{ item: 0 }], [{ item: 1 }]]);
	});

	test('P68: one item that fails goes on the error branch with the words of Cin7 Core, the others go on', async () => {
		const run = await call('callCin7', { method: 'POST', path: '/customer', body: '={{ $json.body }}' }, { input: [{ body: '{"Name":"No Terms Ltd"}' }, { body: customer('Three Ltd') }], onError: 'continueRegularOutput' });
		expect(run.processed).toHaveLength(2);
		expect(run.processed[0]).toMatchObject({ error: expect.any(String) as string });
		expect([...world.cin7.world.customers.values()].map(({ name }) => name)).toEqual(expect.arrayContaining(['Three Ltd']));
		expectNoSecret(run.processed);
	});

	test.each(['error500', 'dropConnection'] as const)('P68: %s on a write is told without secrets, and the write is not repeated in doubt', async (kind) => {
		world.cin7.faults.add({ kind, operation: 'POST /customer', times: 99 } as Parameters<typeof world.cin7.faults.add>[0]);
		const { error } = await call('callCin7', { method: 'POST', path: '/customer', body: customer('Four Ltd') });
		expect(error?.message).toBeTruthy();
		expectNoSecret(error);
		expect(world.cin7.requests).toHaveLength(1);
	});
});

test('P68: a key that Cin7 Core does not accept is told, not shown', async () => {
	world = await DemoWorld.open({ noOrders: true, credentials: ({ cin7 }) => ({ cin7CoreApi: { baseUrl: cin7, accountId: demoAccountId, applicationKey: 'aaaaaaaa-secret-secret-secret-aaaaaaaaaaaa', callsPerMinute: 1000 } }) });
	try {
		const { error } = await call('callCin7', { method: 'GET', path: '/ref/location' });
		expect(error?.message).toBeTruthy();
		expect(inspect(error, { depth: 10, showHidden: true })).not.toContain('secret-secret');
	} finally {
		await world.close();
	}
});

function expectNoSecret(...shown: readonly unknown[]): void {
	const text = shown.map((each) => inspect(each, { depth: 10, showHidden: true })).join('\n');
	expect(text.length).toBeGreaterThan(20);
	for (const secret of secrets) expect(text).not.toContain(secret);
}
