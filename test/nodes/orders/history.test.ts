import type { IDataObject } from 'n8n-workflow';
import { byId, DemoWorld, expectGreen, mug, type DemoWorldOptions, type NodeRun } from '../demoWorld';

const SINCE = '2026-01-05T00:00:00Z';
const minutes = 60_000;
/** Reports that are done at once, unless a test wants otherwise: a node really waits for them. */
const atOnce = { reportQueueTime: 0, reportProcessingTime: 0 };

const generous = new Map(['createReport', 'getReports', 'getReport', 'getReportDocument', 'searchOrders', 'getOrder', 'getMarketplaceParticipations', 'getAccount'].map((operation) => [operation, { rate: 1000, burst: 1000 }]));

let world: DemoWorld;
afterEach(async () => await world.close());

const open = async (amazonSwitches: DemoWorldOptions['amazonSwitches']): Promise<void> => {
	const plans = new Map([...generous, ...(amazonSwitches?.plans ?? [])]);
	world = await DemoWorld.open({ noOrders: true, amazonSwitches: { ...amazonSwitches, plans } });
	await world.ready('US');
};
const loadHistory = async (over: IDataObject = {}): Promise<NodeRun> => await world.load('US', { load: 'from', findBy: 'orderReports', from: SINCE, ...over });
const pending = async (): Promise<string[]> => (await world.run('orderConsolidator', { operation: 'getPending', store: byId('all') })).processed.map((order) => String(order.orderId)).sort();
const asked = (operation: string): number => world.amazon.requests.filter((request) => request.operation === operation).length;
const askedFor = (): string[] => world.amazon.requests.filter(({ operation, status }) => operation === 'getOrder' && status === 200).map(({ path }) => path);
const operationsLog = async (): Promise<readonly IDataObject[]> => (await world.run('amazonStore', { operation: 'getOperationsLog', store: byId('all') })).processed;

/** So many orders of January and February, none of which a poll has seen. */
const placeOld = (count: number): string[] =>
	Array.from({ length: count }, (_, index) => {
		const createdTime = new Date(Date.parse('2026-01-10T00:00:00Z') + index * 4 * 3600_000).toISOString();
		world.account().addOrder({ orderId: `111-7000000-${String(index).padStart(7, '0')}`, marketplaceId: 'ATVPDKIKX0DER', createdTime, lastUpdatedTime: createdTime, status: 'UNSHIPPED', fulfilledBy: 'MERCHANT', buyer: { name: 'Robin Placeholder' }, address: { name: 'Robin Placeholder', line1: '5 Example Street', city: 'Springfield', state: 'IL', postalCode: '62701', countryCode: 'US' }, items: [mug()] });
		return `111-7000000-${String(index).padStart(7, '0')}`;
	}).sort();

describe('P39: Find Orders By: Order Reports', () => {
	test('P39: every order of the reports comes into Pending Orders and becomes a sale; counts and log add up', async () => {
		await open(atOnce);
		const orders = placeOld(5);
		const run = await loadHistory();
		expectGreen(run);
		expect(run.processed).toEqual([{ account: 'A1HARBORPINE@na', busy: false, complete: true, expectedMinutesLeft: 0, foundInReports: 5, loaded: 5, left: 0, putAside: 0 }]);
		expect(run.attention).toEqual([]);
		expect(await pending()).toEqual(orders);
		// Of 65 days there are three reports of at most 30.
		expect(asked('createReport')).toBe(3);
		expect((await operationsLog())[0]).toMatchObject({ operation: 'Load History From 2026-01-05T00:00:00.000Z', counts: { found: 5, loaded: 5, left: 0 } });
		expect((await world.process()).processed).toHaveLength(5);
		expectGreen(await loadHistory());
		expect((await world.process()).processed).toEqual([]);
		for (const orderId of orders) expect(world.sales(orderId)).toHaveLength(1);
	});

	test('P39: what was canceled, what other channels sold and what is in the log already is not asked for', async () => {
		await open({ ...atOnce, plans: new Map([['searchOrders', { rate: 0.0001, burst: 2 }]]) });
		const [first, canceled, ...others] = placeOld(4);
		world.account().addOrder({ orderId: '701-7000000-0000001', marketplaceId: 'A2EUQ1WTGCTBG2', currency: 'CAD', createdTime: '2026-02-01T10:00:00.000Z', status: 'UNSHIPPED', fulfilledBy: 'MERCHANT', items: [mug()] });
		expectGreen(await world.run('orderConsolidator', { operation: 'recoverOrder', orderId: first }));
		await world.process();
		world.amazon.requests.length = 0;
		// One search is left of two, and that is spent on updates.
		world.pass(5 * minutes);
		await world.load();
		world.account().cancelOrder(canceled ?? '');
		const run = await loadHistory();
		expect(run.processed).toMatchObject([{ complete: true, left: 0, loaded: 2 }]);
		expect(askedFor().map((path) => path.split('/').at(-1)).sort()).toEqual(others);
		expect(await pending()).toEqual(others);
	});

	test('P39: what the time limit leaves is gone on with, nothing is asked for twice, and both ways work at once', async () => {
		await open({ ...atOnce, plans: new Map([['searchOrders', { rate: 0.002, burst: 2 }], ['getOrder', { rate: 0.1, burst: 20 }]]) });
		const orders = placeOld(320);
		world.amazon.requests.length = 0;
		const results: IDataObject[] = [];
		for (let run = 0; run < 15 && results.at(-1)?.complete !== true; run++) {
			const { processed, attention } = await loadHistory({ loadMinutes: 0.001 });
			expect(attention).toEqual([]);
			results.push(...processed);
			world.pass(3 * minutes);
		}
		const [first] = results;
		expect(first).toMatchObject({ complete: false, foundInReports: 320 });
		expect(first?.expectedMinutesLeft).toBeGreaterThan(0);
		expect(Number(first?.left) + Number(first?.loaded)).toBe(320);
		expect(results.at(-1)).toMatchObject({ complete: true, left: 0 });
		expect(await pending()).toEqual(orders);
		expect([asked('createReport'), new Set(askedFor()).size]).toEqual([3, askedFor().length]);
		// A page of the oldest was read in the same run in which the newest were asked for one by one.
		expect(Number(first?.loaded)).toBe(120);
		expect(askedFor().length).toBeGreaterThan(20);
		expect(asked('searchOrders')).toBeGreaterThan(1);
		expect(asked('searchOrders')).toBeLessThanOrEqual(4);
	});

	test('P39: a report that Amazon is still making is waited for in the next run, and not asked for again', async () => {
		await open({ reportQueueTime: 600 });
		const orders = placeOld(2);
		const waiting = await loadHistory({ loadMinutes: 0.001 });
		expect([waiting.error, waiting.processed[0]?.complete, waiting.attention]).toEqual([undefined, false, []]);
		expect(String((await operationsLog())[0]?.notes)).toContain('still making the order report');
		world.pass(12 * minutes);
		expect((await loadHistory({ loadMinutes: 0.001 })).processed).toMatchObject([{ complete: true, loaded: 2 }]);
		expect([asked('createReport'), await pending()]).toEqual([3, orders]);
	});

	test('P39: a report that fails is told with Amazon\'s words, and the next run asks for another', async () => {
		await open({ ...atOnce, reportOutcome: 'FATAL', fatalReportText: 'Too many rows for us today.' });
		const orders = placeOld(2);
		const failed = await loadHistory();
		expect(failed.processed).toMatchObject([{ complete: false, loaded: 0 }]);
		expect(JSON.stringify(failed.attention)).toContain('Too many rows for us today.');
		world.amazon.switches.reportOutcome = 'asUsual';
		world.pass(5 * minutes);
		for (let run = 0; run < 3; run++) await loadHistory();
		expect((await loadHistory()).processed).toMatchObject([{ complete: true }]);
		expect(await pending()).toEqual(orders);
	});

	test('P27: an order that cannot be read stays on the list for the next loads, and is put aside by the third with what to do', async () => {
		await open(atOnce);
		const orders = placeOld(2);
		const [unreadable = '', mended = ''] = ['111-7100000-0000001', '111-7100000-0000002'];
		const old = { createdTime: '2026-01-20T00:00:00.000Z', lastUpdatedTime: '2026-01-20T00:00:00.000Z' };
		for (const orderId of [unreadable, mended]) world.place({ orderId, ...old, raw: { orderItems: 'none' } });
		const first = await loadHistory();
		expect(first.processed).toMatchObject([{ complete: false, foundInReports: 4, loaded: 2, left: 2, putAside: 0 }]);
		expect([JSON.stringify(first.attention).includes(unreadable), await pending()]).toEqual([true, orders]);
		const again = await loadHistory();
		expect(again.processed).toMatchObject([{ complete: false, loaded: 0, left: 2 }]);
		expect(again.attention).toEqual([]);
		world.account().updateOrder(mended, { raw: {} });
		const third = await loadHistory();
		expect(third.processed).toMatchObject([{ complete: true, loaded: 1, left: 0, putAside: 1 }]);
		expect(JSON.stringify(third.attention)).toMatch(new RegExp(`${unreadable}.*three loads.*Recover Order`));
		expect(await pending()).toEqual([...orders, mended]);
		expect((await operationsLog())[0]).toMatchObject({ counts: { found: 4, loaded: 1, left: 0, putAside: 1 } });
	});

	test('P39: a poll that comes while it loads leaves the account to it', async () => {
		await open({ ...atOnce, plans: new Map([['searchOrders', { rate: 0.0001, burst: 1 }]]) });
		placeOld(300);
		const history = loadHistory({ loadMinutes: 1 });
		for (let turn = 0; turn < 1000 && asked('getOrder') === 0; turn++) await new Promise((resolve) => setTimeout(resolve, 5));
		expect((await world.load()).processed).toMatchObject([{ busy: true, loaded: 0 }]);
		expect((await history).processed).toMatchObject([{ complete: true, loaded: 300 }]);
	});
});

describe('counts', () => {
	const total = (counts: unknown): number => Object.values(counts as Record<string, number>).reduce((sum, count) => sum + count, 0);

	test('N24: after each window what Amazon gave, by its status, is what is kept here, by where it stands', async () => {
		await open({});
		const old = '2025-11-01T00:00:00.000Z';
		const windows: readonly (readonly Parameters<DemoWorld['place']>[0][])[] = [
			[{}, { status: 'PENDING' }, { createdTime: old }],
			[{ status: 'SHIPPED' }, { status: 'CANCELLED' }, { items: [mug({ sku: 'NOT-LINKED' })] }, {}],
			[],
			[{ raw: { orderItems: 'none' } }, {}],
		];
		const here = { pending: 0, waiting: 0, skipped: 0, canceled: 0, processed: 0 };
		for (const placed of windows) {
			for (const over of placed) world.place(over);
			world.pass(10 * minutes);
			const [load] = (await world.load()).processed;
			// The look back of five minutes may bring an order of the window before once more.
			expect(load).toMatchObject({ accountedFor: true, complete: true, new: placed.length });
			expect([total(load?.atAmazon), total(load?.here), Number(load?.new) + Number(load?.updated) + Number(load?.unchanged)]).toEqual([load?.loaded, load?.loaded, load?.loaded]);
			await world.process();
			const [, logged] = await operationsLog();
			const counts = logged?.counts as Record<string, number>;
			for (const state of Object.keys(here) as (keyof typeof here)[]) here[state] = counts[state] ?? 0;
		}
		expect(total(here)).toBe(windows.flat().length);
		expect(here).toMatchObject({ waiting: 1, skipped: 1, canceled: 1 });
	});

	test('N24: of refunds too, in the item and in the operations log', async () => {
		await open({});
		const orderId = await world.placeAndProcess();
		const refund = (refundId: string, over: { readonly status?: 'RELEASED' | 'DEFERRED'; readonly postedDate?: string } = {}): void => {
			world.account().addTransaction({ transactionId: `t-${refundId}`, type: 'Refund', status: 'RELEASED', postedDate: new Date(Date.now()).toISOString(), orderId, refundId, marketplaceId: 'ATVPDKIKX0DER', items: [{ sku: 'HP-MUG-SLATE', adjustmentId: `a-${refundId}`, amounts: { OurPricePrincipal: '-1.00' } }], ...over });
		};
		for (const windowRefunds of [['r1', 'r2'], ['r3'], []]) {
			for (const id of windowRefunds) refund(id);
			refund(`d${windowRefunds.length}`, { status: 'DEFERRED' });
			world.pass(10 * minutes);
			const run = await world.run('orderConsolidator', { operation: 'loadRefunds' });
			expectGreen(run);
			const [load] = run.processed;
			expect([total(load?.here), load?.new, load?.complete]).toEqual([load?.loaded, windowRefunds.length, true]);
			const { loaded, new: added, notCompleted, ...states } = ((await operationsLog())[0]?.counts ?? {}) as Record<string, number>;
			expect([loaded, added, notCompleted]).toEqual([load?.loaded, load?.new, load?.notCompletedAtAmazon]);
			expect(total(states)).toBe((await world.run('orderConsolidator', { operation: 'getRefunds', store: byId('all'), refundsShow: 'all' })).processed.length);
			await world.run('orderConsolidator', { operation: 'processRefunds', store: byId('all') });
		}
	});
});
