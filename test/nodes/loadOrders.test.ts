import type { IDataObject } from 'n8n-workflow';
import { byId, DemoWorld, expectGreen, mug } from './demoWorld';

let world: DemoWorld;
beforeEach(async () => {
	world = await DemoWorld.open({ noOrders: true });
});
afterEach(async () => await world.close());

const pending = async (show = 'pending') => (await world.run('orderConsolidator', { operation: 'getPending', store: byId('all'), pendingShow: show })).processed;
const log = async () => (await world.run('orderConsolidator', { operation: 'getLog', store: byId('all') })).processed;
const operationsLog = async () => (await world.run('amazonStore', { operation: 'getOperationsLog', store: byId('all') })).processed;
const searches = () => world.amazon.requests.filter((request) => request.operation === 'searchOrders');
const minutes = 60_000;
/** Afterwards the order is outside every window, so that only what is kept here can bring it back. */
const loadMuchLater = async () => {
	world.pass(60 * minutes);
	expectGreen(await world.load());
};

describe('which orders enter Pending Orders', () => {
	test('S20 and S150: with paid orders an unshipped paid one does; with fully shipped ones the same order waits until every unit is shipped', async () => {
		await world.ready('US', { loadFrom: 'fullyShipped' });
		const orderId = world.place({ items: [mug({ quantity: 2, unitPrice: '14.99', item: '29.98', tax: { ITEM: '2.47' }, quantityShipped: 1 })], status: 'PARTIALLY_SHIPPED' });
		expectGreen(await world.load());
		expect(await pending()).toEqual([]);
		expect(await pending('waiting')).toMatchObject([{ orderId, state: 'waiting', reason: 'Not fully shipped yet' }]);
		world.account().updateOrder(orderId, { status: 'SHIPPED', items: [mug({ quantity: 2, unitPrice: '14.99', item: '29.98', tax: { ITEM: '2.47' } })] });
		world.pass(5 * minutes);
		expectGreen(await world.load());
		expect(await pending()).toMatchObject([{ orderId, amazonStatus: 'SHIPPED' }]);
	});

	test('S150: changing the option takes effect with the next load', async () => {
		await world.ready('US', { loadFrom: 'fullyShipped' });
		const orderId = world.place();
		await world.load();
		await loadMuchLater();
		expectGreen(await world.connect('US', { loadFrom: 'paid' }));
		expect(await pending()).toEqual([]);
		await world.load();
		expect(await pending()).toMatchObject([{ orderId }]);
	});

	test('S148: Pending and PendingAvailability orders are not processed', async () => {
		await world.ready('US');
		world.place({ status: 'PENDING' });
		world.place({ status: 'PENDING_AVAILABILITY' });
		await world.load();
		expect(await pending()).toEqual([]);
		expect((await world.process()).processed).toEqual([]);
		expect(world.writes()).toEqual([]);
	});

	test('S71: with an unfinished tax mapping orders are skipped, counted and named, and enter by themselves once it is finished', async () => {
		await world.connect('US', { taxFree: byId('') });
		await world.link('US');
		const orderId = world.place();
		const load = await world.load();
		expect(load.processed).toMatchObject([{ loaded: 1, skippedForTaxMapping: [orderId] }]);
		expect(load.attention).toMatchObject([{ problems: [{ code: 'store.taxMappingUnfinished', what: expect.stringContaining(orderId) as string }] }]);
		expect((await operationsLog())[0]).toMatchObject({ operation: 'Load Orders', counts: { skippedForTaxMapping: 1, pending: 0 } });
		expect(await pending()).toEqual([]);
		await loadMuchLater();
		await world.connect('US');
		await world.load();
		expect(await pending()).toMatchObject([{ orderId }]);
	});

	test('S119: a new order is in Pending Orders first, its units reserved at once, until Cin7 Core has allocated them', async () => {
		await world.ready('US');
		const orderId = world.place({ items: [mug({ quantity: 3, item: '44.97', tax: { ITEM: '3.71' } })] });
		await world.load();
		expect(world.sales(orderId)).toEqual([]);
		expect(await pending()).toMatchObject([{ orderId, state: 'pending' }]);
		expect(await pending('reserved')).toEqual([{ sellerSku: 'HP-MUG-SLATE', reserved: 3 }]);
		await world.process();
		expect(await pending('reserved')).toEqual([]);
		expect(world.sale(orderId).order.status).toBe('AUTHORISED');
	});
});

describe('what is loaded', () => {
	test('S147: an order that changed at Amazon is loaded again, with its changes', async () => {
		await world.ready('US');
		const orderId = world.place();
		await world.load();
		world.account().updateOrder(orderId, { address: { name: 'Robin Placeholder', line1: '99 New Example Road', city: 'Reno', state: 'NV', postalCode: '89501', countryCode: 'US' } });
		world.pass(5 * minutes);
		expect((await world.load()).processed).toMatchObject([{ updated: 1 }]);
		await world.process();
		expect(world.sale(orderId).shippingAddress?.line1).toBe('99 New Example Road');
	});

	test('S149: orders can be loaded from a date; more than a year back is refused before any call', async () => {
		await world.ready('US', { more: { ignoreOrdersBefore: '2025-01-01T00:00:00.000Z' } });
		const orderId = world.place({ createdTime: '2025-06-01T10:00:00.000Z', lastUpdatedTime: '2025-06-01T10:00:00.000Z' });
		await world.load();
		expect(await pending()).toEqual([]);
		const before = searches().length;
		for (const from of ['2025-03-09T00:00:00Z', 'next week', '2027-01-01']) {
			const refused = await world.load('US', { load: 'from', from });
			expect(refused.error?.message).toMatch(/one year|not a date|future/);
		}
		expect(searches()).toHaveLength(before);
		expectGreen(await world.load('US', { load: 'from', from: '2025-05-01T00:00:00Z' }));
		expect(await pending()).toMatchObject([{ orderId }]);
	});

	test('S151: an order already in the log is skipped; two loads of one range make one sale', async () => {
		await world.ready('US');
		const orderId = await world.placeAndProcess();
		expectGreen(await world.load('US', { load: 'from', from: '2026-03-01T00:00:00Z' }));
		expectGreen(await world.load('US', { load: 'from', from: '2026-03-01T00:00:00Z' }));
		expectGreen(await world.process());
		expect(world.sales(orderId)).toHaveLength(1);
		expect(await pending()).toEqual([]);
	});

	test('P28 and N3: one order is recovered by its id through getOrder; one in the log is skipped, and one that Amazon does not know is named', async () => {
		await world.ready('US');
		const orderId = world.place({ lastUpdatedTime: '2026-02-01T00:00:00.000Z' });
		const recover = async (id: string) => await world.run('orderConsolidator', { operation: 'recoverOrder', orderId: id });
		const before = searches().length;
		expect((await recover(orderId)).processed).toMatchObject([{ orderId, outcome: 'captured', state: 'pending' }]);
		expect(searches()).toHaveLength(before);
		await world.process();
		expect((await recover(orderId)).processed).toMatchObject([{ outcome: 'alreadyInLog', saleNumber: world.sale(orderId).order.number }]);
		const unknown = await recover('111-0000000-9999999');
		expect(unknown.error?.message).toContain('no such order');
		expect(unknown.error?.description).toContain('111-0000000-9999999');
	});

	test('P29: each window begins before the last one ended, and ends more than two minutes ago', async () => {
		await world.ready('US');
		world.pass(60 * minutes);
		await world.load();
		const [first, second] = searches().map((request) => request.query);
		const lastEnd = Date.parse(first?.get('lastUpdatedBefore') ?? '');
		expect(lastEnd - Date.parse(second?.get('lastUpdatedAfter') ?? '')).toBe(5 * minutes);
		expect(Date.now() - Date.parse(second?.get('lastUpdatedBefore') ?? '')).toBeGreaterThan(2 * minutes);
	});

	test('N15: a pending order that turns canceled without a new update time is still seen', async () => {
		await world.ready('US');
		const orderId = world.place({ status: 'PENDING' });
		await world.load();
		await loadMuchLater();
		world.account().cancelOrder(orderId, { silently: true });
		world.pass(61 * minutes);
		await world.load();
		expect(await log()).toMatchObject([{ orderId, state: 'canceled' }]);
	});

	test('a marketplace that is connected later is caught up from its own first date', async () => {
		await world.ready('US');
		const canadian = { marketplaceId: 'A2EUQ1WTGCTBG2', currency: 'CAD' };
		world.account().addOrder({ orderId: '701-0000000-0000001', ...canadian, createdTime: '2026-02-01T10:00:00.000Z', status: 'UNSHIPPED', fulfilledBy: 'MERCHANT', items: [mug()] });
		await world.load();
		expectGreen(await world.connect('US', { marketplaceId: 'A2EUQ1WTGCTBG2', storeName: 'Harbor Canada' }));
		expectGreen(await world.load());
		expect((await pending()).map((order) => [order.storeId, order.orderId])).toEqual([['A1HARBORPINE-CA', '701-0000000-0000001']]);
	});
});

describe('counts', () => {
	test('N24 and S180: what Amazon gave equals what is kept, by status and state, and every load and processing is in the operations log', async () => {
		await world.ready('US');
		const canceled = world.place();
		await world.load();
		world.account().cancelOrder(canceled);
		world.place();
		world.place({ status: 'PENDING' });
		const held = world.place({ items: [mug({ sku: 'NOT-LINKED' })] });
		world.place({ createdTime: '2025-12-01T00:00:00.000Z' });
		const [load] = (await world.load()).processed;
		expect(load).toMatchObject({ loaded: 5, new: 4, accountedFor: true, atAmazon: { CANCELLED: 1, UNSHIPPED: 3, PENDING: 1 }, here: { canceled: 1, pending: 2, waiting: 1, skipped: 1 } });
		await world.process();
		const [processing, loading] = await operationsLog();
		expect(processing).toMatchObject({ operation: 'Process Pending Orders', startedBy: 'schedule', counts: { processed: 1, held: 1, pending: 1 } });
		expect(String(processing?.notes)).toContain(held);
		expect(loading).toMatchObject({ operation: 'Load Orders', counts: { loaded: 5, new: 4, canceled: 1, pending: 2, waiting: 1, skipped: 1 } });
	});

	test('N45: nothing new gives zero items, not one item that says so', async () => {
		await world.ready('US');
		expect((await world.process()).processed).toEqual([]);
		expect((await world.process()).attention).toEqual([]);
		expect(await pending()).toEqual([]);
		expect(await log()).toEqual([]);
		expect((await world.poll()).output).toBeNull();
	});

	test('N2: 250 orders cost three searches and no call of their own', async () => {
		await world.ready('US');
		for (let i = 0; i < 250; i++) world.place({ orderId: `111-8000000-${String(i).padStart(7, '0')}` });
		world.amazon.requests.length = 0;
		expect((await world.load()).processed).toMatchObject([{ loaded: 250, complete: true }]);
		expect(world.amazon.requests.filter((request) => request.operation !== 'getAccessToken').map((request) => request.operation)).toEqual(['searchOrders', 'searchOrders', 'searchOrders']);
	});
});

describe('limits and refusals', () => {
	test('N2: what the limit leaves over is kept for the next run, which the node tells with the time it takes, and nothing is lost or doubled', async () => {
		await world.close();
		world = await DemoWorld.open({ noOrders: true, amazonSwitches: { plans: new Map([['searchOrders', { rate: 0.0056, burst: 2 }]]) } });
		await world.connect('US');
		for (let i = 0; i < 450; i++) world.place({ orderId: `111-8000000-${String(i).padStart(7, '0')}` });
		const first = (await world.load('US', { loadMinutes: 0.001 })).processed[0] as IDataObject;
		expect(first).toMatchObject({ complete: false });
		expect(first.expectedMinutesLeft).toBeGreaterThan(0);
		for (let run = 0; run < 12; run++) {
			world.pass(10 * minutes);
			if ((await world.load('US', { loadMinutes: 0.001 })).processed[0]?.complete === true) break;
		}
		expect(await pending()).toHaveLength(450);
	});

	test('N4: an account whose restricted data is refused still gets its orders, and a refusal of everything is named as role or marketplace, not as no orders', async () => {
		await world.connect('US');
		await world.link('US');
		world.amazon.switches.restrictedIncludedData = 'refused';
		const orderId = world.place();
		expectGreen(await world.load());
		expect(await pending()).toMatchObject([{ orderId }]);
		world.amazon.switches.restrictedIncludedData = 'anyRefused';
		world.pass(60 * minutes);
		const refused = await world.load();
		expect(JSON.stringify(refused.attention)).toMatch(/role/i);
		expect(JSON.stringify(refused.attention)).toContain('amazon.unauthorized');
	});

	test('P66: a missing role is told apart from no data, and named', async () => {
		await world.connect('US');
		expect((await world.load()).attention).toEqual([]);
		world.account().revokeRole('inventoryAndOrderTracking');
		world.pass(60 * minutes);
		const refused = await world.load();
		expect(JSON.stringify(refused.attention)).toContain('Inventory and Order Tracking');
	});

	test('P59: an expired access token is renewed and the call repeated once, unseen by the user', async () => {
		await world.close();
		world = await DemoWorld.open({ noOrders: true, amazonSwitches: { tokenLifetime: 600 } });
		await world.connect('US');
		const orderId = world.place();
		world.pass(30 * minutes);
		expectGreen(await world.load());
		expect(await pending()).toMatchObject([{ orderId }]);
	});
});

test('N1: orders are read by searchOrders and getOrder of 2026-01-01 only', async () => {
	await world.ready('US');
	await world.placeAndProcess();
	await world.run('orderConsolidator', { operation: 'recoverOrder', orderId: world.place() });
	const paths = new Set(world.amazon.requests.filter((request) => request.path.startsWith('/orders')).map((request) => request.path.split('/').slice(0, 3).join('/')));
	expect([...paths]).toEqual(['/orders/2026-01-01']);
});

test('an order that cannot be read is named and kept, held, and the others of its page are loaded', async () => {
	await world.ready('US');
	const torn = world.place({ raw: { orderItems: 'none' } });
	const good = world.place();
	const load = await world.load();
	expect(load.attention).toMatchObject([{ problems: [{ code: 'amazon.unreadableOrder', orderId: torn }] }]);
	expect((await world.process()).processed).toMatchObject([{ orderId: good }]);
	expect(await pending()).toMatchObject([{ orderId: torn, state: 'held', holds: [{ code: 'order.unreadable' }] }]);
});
