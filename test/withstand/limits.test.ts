import path from 'node:path';
import { openRaw } from '../database/battery/raw';
import { DemoWorld, expectGreen, type DemoWorldOptions, type NodeRun } from '../nodes/demoWorld';
import { hurry } from './hurry';

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
let world: DemoWorld;
afterEach(async () => await world.close());

async function open(options: DemoWorldOptions = {}): Promise<void> {
	world = await DemoWorld.open({ noOrders: true, ...options });
	hurry(world);
	expectGreen(await world.connect('US'));
	expectGreen(await world.link('US'));
}

function placeMany(count: number): readonly string[] {
	const orderIds = Array.from({ length: count }, () => world.place({ lastUpdatedTime: new Date(Date.now()).toISOString() }));
	world.pass(5 * MINUTE);
	return orderIds;
}

const codesOf = (run: NodeRun): unknown[] => run.attention.flatMap((item) => (item.problems as { code: string }[]).map(({ code }) => code));

async function inDatabase<T>(look: (engine: Awaited<ReturnType<typeof openRaw>>) => Promise<T>): Promise<T> {
	const engine = await openRaw({ engine: 'sqlite', file: path.join(world.userFolder, '.n8n', 'amazon-cin7', 'sync.sqlite'), buyerDataKey: new Uint8Array(32) });
	try {
		return await look(engine);
	} finally {
		await engine.destroy();
	}
}

/** Orders and events of their capture, in their order: each once where nothing was lost or doubled. */
const captured = async () => await inDatabase(async ({ query }) => ({
	orders: (await query.selectFrom('amazon_order').select('order_id').orderBy('order_id').execute()).map((row) => row.order_id),
	events: (await query.selectFrom('order_event').select('order_id').where('kind', '=', 'orderCaptured').orderBy('order_id').execute()).map((row) => row.order_id),
}));

describe('N5: a page token that is too old', () => {
	const PAGES = 250;

	/** A load that ends after its first page. */
	async function loadFirstPage(): Promise<readonly string[]> {
		await open();
		const orderIds = placeMany(PAGES);
		world.amazon.faults.add({ operation: 'searchOrders', kind: 'error500', times: 1000, when: ({ query }) => query.has('paginationToken') });
		expect((await world.load()).processed).toMatchObject([{ loaded: 100, complete: false }]);
		world.amazon.faults.clear();
		world.amazon.requests.length = 0;
		return orderIds;
	}
	const pagesAsked = (): boolean[] => world.amazon.requests.filter(({ operation }) => operation === 'searchOrders').map(({ query }) => query.has('paginationToken'));

	test('N5: after more than a day the window is read again from its start, and no order is lost or doubled', async () => {
		const orderIds = await loadFirstPage();
		world.pass(25 * HOUR);
		expect((await world.load()).processed).toMatchObject([{ loaded: PAGES, new: PAGES - 100, complete: true }]);
		expect(await captured()).toEqual({ orders: orderIds, events: orderIds });
		// The window again, by three pages without trying the old token.
		expect(pagesAsked().slice(0, 3)).toEqual([false, true, true]);
	});

	test('N5: one that Amazon refuses before that has the window read again from its start, too', async () => {
		const orderIds = await loadFirstPage();
		await inDatabase(async ({ query }) => {
			const rows = await query.selectFrom('order_cursor').selectAll().execute();
			for (const { account_key, position } of rows) await query.updateTable('order_cursor').set({ position: position.replace(/"pageToken":"[^"]+"/, '"pageToken":"gone"') }).where('account_key', '=', account_key).execute();
		});
		const run = await world.load();
		expect(run.processed).toMatchObject([{ loaded: PAGES, complete: true }]);
		expect(run.attention).toEqual([]);
		expect(await captured()).toEqual({ orders: orderIds, events: orderIds });
		expect(pagesAsked()).toEqual([true, false, true, true]);
	});
});

describe('N4: Amazon answers 403', () => {
	test('N4: to the data of the buyer: the orders are loaded with less, after one refusal a page at most', async () => {
		await open();
		world.amazon.switches.restrictedIncludedData = 'refused';
		world.account().revokeRole('directToConsumerShipping');
		const orderIds = placeMany(3);
		const run = await world.load();
		expect(run.processed).toMatchObject([{ loaded: 3, complete: true }]);
		expect((await captured()).orders).toEqual(orderIds);
		expect(world.amazon.requests.filter(({ operation }) => operation === 'searchOrders')).toHaveLength(2);
	});

	test('N4: to everything, again and again: it is named as a question of role or marketplace, never shown as no orders, and costs two calls a load', async () => {
		await open();
		world.account().revokeRole('inventoryAndOrderTracking');
		const orderIds = placeMany(3);
		for (const told of [['amazon.unauthorized'], [], []]) {
			world.amazon.requests.length = 0;
			const run = await world.load();
			expect(codesOf(run)).toEqual(told);
			expect(run.processed).toMatchObject([{ loaded: 0, complete: false }]);
			expect(world.amazon.requests.filter(({ operation }) => operation === 'searchOrders').length).toBeLessThanOrEqual(2);
		}
		world.account().grantRole('inventoryAndOrderTracking');
		expect((await world.load()).processed).toMatchObject([{ loaded: 3, complete: true }]);
		expect((await captured()).orders).toEqual(orderIds);
	});
});

describe('N46: a reached limit', () => {
	test('N46: Amazon refuses every call for its limit: each load ends after at most five calls, and when the storm is over everything is captured', async () => {
		await open();
		const orderIds = placeMany(3);
		for (let load = 0; load < 3; load++) {
			world.amazon.faults.add({ kind: 'throttle429', operation: 'searchOrders', times: 1000 });
			world.amazon.requests.length = 0;
			expect((await world.load()).processed).toMatchObject([{ loaded: 0, complete: false }]);
			expect(world.amazon.requests.filter(({ operation }) => operation === 'searchOrders').length).toBeLessThanOrEqual(5);
			world.amazon.faults.clear();
			world.pass(HOUR);
		}
		expect((await world.load()).processed).toMatchObject([{ loaded: 3, complete: true }]);
		expect(await captured()).toEqual({ orders: orderIds, events: orderIds });
	});

	test('N46: Cin7 Core refuses every call for its limit: each run ends after at most five calls', async () => {
		await open();
		const orderIds = placeMany(12);
		expectGreen(await world.load());
		for (const kind of ['limit429', 'limit503', 'limit400'] as const) {
			world.cin7.faults.add({ kind, times: 10_000 });
			world.cin7.requests.length = 0;
			expectGreen(await world.process());
			expect(world.cin7.requests.length).toBeLessThanOrEqual(5);
			world.cin7.faults.clear();
			world.pass(HOUR);
		}
		expect((await world.process()).processed.map(({ orderId }) => orderId).sort()).toEqual(orderIds);
	});

	test('N46: at 60 calls a minute a run paces itself, is refused no call and completes every order', async () => {
		await open({ callsPerMinute: 60 });
		const orderIds = placeMany(20);
		expectGreen(await world.load());
		expect((await world.process()).processed.map(({ orderId }) => orderId).sort()).toEqual(orderIds);
		expect(world.cin7.requests.filter(({ status }) => status !== 200)).toEqual([]);
		expect(world.cin7.requests.length).toBeGreaterThan(60);
	});

	test('N46: where others use up most of the limit, refusals cost time and no order: each is one sale in the end, and no run loops', async () => {
		await open({ callsPerMinute: 100_000, cin7Switches: { callsPerWindow: 8 } });
		const orderIds = placeMany(10);
		expectGreen(await world.load());
		let runs = 0;
		while ([...world.cin7.world.sales.values()].filter((sale) => sale.invoices.some((invoice) => invoice.payments.length > 0)).length < orderIds.length) {
			expect(++runs).toBeLessThanOrEqual(5);
			world.cin7.requests.length = 0;
			expectGreen(await world.process());
			const refused = world.cin7.requests.filter(({ status }) => status === 429).length;
			expect([refused, refused <= world.cin7.requests.length / 2]).toEqual([refused, true]);
			world.pass(HOUR);
		}
		expect(orderIds.map((orderId) => world.sales(orderId).length)).toEqual(orderIds.map(() => 1));
	});
});
