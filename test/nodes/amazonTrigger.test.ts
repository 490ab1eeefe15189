import { closeAllDatabases } from '../../src/database/open';
import { demoStoreId } from '../../sandbox/demo/setUp';
import { byId, DemoWorld, expectGreen } from './demoWorld';

let world: DemoWorld;
beforeEach(async () => {
	world = await DemoWorld.open({ noOrders: true });
	await world.ready('US');
});
afterEach(async () => await world.close());

const given = async (parameters = {}, store: 'US' | 'DE' = 'US', mode: 'trigger' | 'manual' = 'trigger') => ((await world.poll(parameters, store, mode)).output?.[0] ?? []).map((item) => [item.json.event, item.json.orderId]);

test('S120 and S147: a poll loads what is new and gives each captured order once, and each canceled one once', async () => {
	const orderId = world.place();
	expect(await given()).toEqual([['orderCaptured', orderId]]);
	expect(await given()).toEqual([]);
	world.account().cancelOrder(orderId);
	world.pass(5 * 60_000);
	expect(await given()).toEqual([['orderCanceled', orderId]]);
	expect(await given()).toEqual([]);
});

test('only the chosen events and the chosen store are given', async () => {
	const orderId = world.place();
	expect(await given({ events: ['orderCanceled'] })).toEqual([]);
	expect(await given({ store: byId('A9OTHER-US') })).toEqual([]);
	expect(await given({ store: byId(demoStoreId('US')) })).toEqual([['orderCaptured', orderId]]);
});

test('a test run in the editor shows events and takes none away from the published workflow', async () => {
	const orderId = world.place();
	expect(await given({}, 'US', 'manual')).toEqual([['orderCaptured', orderId]]);
	expect(await given()).toEqual([['orderCaptured', orderId]]);
});

test('the items hold no buyer data', async () => {
	world.place();
	expect(JSON.stringify((await world.poll()).output)).not.toMatch(/Robin|Example Street|robin@|0100/);
});

test('n8n static data holds nothing that matters', async () => {
	world.place();
	expect((await world.poll()).staticData).toEqual({});
});

test('P69: a load that fails does not stop the schedule; the next poll goes on where this one stopped', async () => {
	const orderId = world.place();
	world.amazon.faults.add({ operation: 'searchOrders', kind: 'html503', times: 20 });
	await expect(world.poll()).resolves.toMatchObject({ output: null });
	world.amazon.faults.clear();
	expect(await given()).toEqual([['orderCaptured', orderId]]);
});

test('P69: errors of one account do not keep another account\'s orders back', async () => {
	await world.ready('DE');
	const orderId = world.place({ items: [{ asin: 'B0DEMO0002', sku: 'HP-MUG-SAND', title: 'Mug', quantity: 1, unitPrice: '15.95', item: '15.95' }] }, 'DE');
	world.account('US').revokeRefreshToken('Atzr|demo-na');
	world.pass(2 * 3600_000);
	await expect(world.poll({}, 'US')).rejects.toThrow(/refresh token/i);
	expect(await given({ store: byId(demoStoreId('DE')) }, 'DE')).toEqual([['orderCaptured', orderId]]);
});

test('what a person has to mend, such as a revoked refresh token, is raised in words', async () => {
	world.account().revokeRefreshToken('Atzr|demo-na');
	world.pass(2 * 3600_000);
	await expect(world.poll()).rejects.toThrow(/refresh token/i);
});

test('S18: two stores of one account share one poll: one search for both marketplaces', async () => {
	expectGreen(await world.connect('US', { marketplaceId: 'A2EUQ1WTGCTBG2', storeName: 'Harbor Canada' }));
	await world.poll();
	world.amazon.requests.length = 0;
	world.pass(3600_000);
	await world.poll();
	const searches = world.amazon.requests.filter((request) => request.operation === 'searchOrders');
	expect(searches.map((request) => request.query.get('marketplaceIds'))).toEqual(['A2EUQ1WTGCTBG2,ATVPDKIKX0DER']);
});

test('in queue mode with the embedded database the node refuses to start and says what to do', async () => {
	await closeAllDatabases();
	process.env.EXECUTIONS_MODE = 'queue';
	try {
		await expect(world.poll()).rejects.toThrow('In queue mode the sync database has to be on PostgreSQL');
	} finally {
		delete process.env.EXECUTIONS_MODE;
	}
	expect(world.amazon.requests.filter((request) => request.operation === 'searchOrders').length).toBe(1);
});
