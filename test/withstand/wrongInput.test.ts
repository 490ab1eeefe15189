import type { IDataObject } from 'n8n-workflow';
import type { OrderSeed } from '../../sandbox/amazon/seeds';
import { DemoWorld, byId, expectGreen, mug, type NodeRun } from '../nodes/demoWorld';
import { hurry } from './hurry';

const MINUTE = 60_000;
let world: DemoWorld;
beforeEach(async () => {
	world = await DemoWorld.open({ noOrders: true });
	hurry(world);
	await world.ready('US');
});
afterEach(async () => await world.close());

const now = (): string => new Date(Date.now()).toISOString();
const place = (over: Partial<OrderSeed> = {}): string => world.place({ lastUpdatedTime: now(), ...over });

async function load(): Promise<NodeRun> {
	world.pass(5 * MINUTE);
	const run = await world.load();
	expectGreen(run);
	return run;
}

async function process(parameters: IDataObject = {}): Promise<NodeRun> {
	const run = await world.process(parameters);
	expectGreen(run);
	return run;
}

const problemsOf = (run: NodeRun): { orderId: string | null; code: string; what: string; whatToDo: string }[] => run.attention.flatMap((item) => item.problems as ReturnType<typeof problemsOf>);
const processedIds = (run: NodeRun): unknown[] => run.processed.map(({ orderId }) => orderId).sort();

/** What is wrong with the order, the code it is held with, and how it is mended. */
const wrong: readonly (readonly [name: string, over: Partial<OrderSeed>, code: string, mend: (orderId: string) => Promise<unknown> | unknown])[] = [
	['a product that is not linked', { items: [mug({ sku: 'HP-SPOON-WALNUT' })] }, 'order.unmappedProduct', async () => expectGreen(await world.link('US', 'HP-SPOON-WALNUT\tHP-MUG-SLATE'))],
	['a status that is not known', { raw: { fulfillment: { fulfillmentStatus: 'INVOICE_UNCONFIRMED' } } }, 'order.unknownStatus', (orderId) => world.account().updateOrder(orderId, { raw: undefined })],
	['no address to ship to', { address: undefined }, 'order.addressMissing', (orderId) => world.account().updateOrder(orderId, { address: { line1: '5 Example Street', city: 'Springfield', state: 'IL', postalCode: '62701', countryCode: 'US' } })],
	['no value, and replacing no other order', { items: [mug({ item: '0.00', unitPrice: '0.00', tax: {} })] }, 'order.zeroTotal', async () => expectGreen(await world.connect('US', { more: { whenOrderHasNoValue: 'process' } }))],
	['amounts that do not add up', { grandTotal: '17.23' }, 'order.amountsDoNotReconcile', (orderId) => world.account().updateOrder(orderId, { grandTotal: undefined })],
	['a form that cannot be read', { raw: { createdTime: 'yesterday' } }, 'order.unreadable', (orderId) => world.account().updateOrder(orderId, { raw: undefined })],
];

test.each(wrong)('P27: an order with %s is held with what to do, the others are processed, and it goes on by itself when that is mended', async (_name, over, code, mend) => {
	const before = place();
	const bad = place(over);
	const after = place();
	await load();
	const run = await process();
	expect(processedIds(run)).toEqual([before, after]);
	const ofOrder = problemsOf(run).filter(({ orderId }) => orderId === bad);
	expect(ofOrder.map((each) => each.code)).toContain(code);
	for (const { what, whatToDo } of ofOrder) expect([what, whatToDo]).toEqual([expect.stringContaining(bad), expect.stringMatching(/.{20}/)]);
	expect(world.sales(bad)).toEqual([]);
	const pending = await world.run('orderConsolidator', { operation: 'getPending', store: byId('all'), pendingShow: 'held' });
	expect(pending.processed).toMatchObject([{ orderId: bad, state: 'held' }]);

	await mend(bad);
	await load();
	expect(processedIds(await process())).toEqual([bad]);
	expect(world.sales(bad)).toHaveLength(1);
});

test('P27: an order that Cin7 Core refuses is held with the words of Cin7 Core, the others are processed, and it goes on by itself when that is mended', async () => {
	const product = world.cin7.world.productBySku('HP-COASTER-6');
	if (!product) throw new Error('The demo tenant has no coasters');
	const { status } = product;
	product.status = 'Deprecated';
	const [before, refused, after] = [place(), place({ items: [mug({ sku: 'HP-COASTER-6' })] }), place()];
	await load();
	const run = await process();
	expect(processedIds(run)).toEqual([before, after]);
	expect(problemsOf(run)).toMatchObject([{ orderId: refused, code: 'cin7.rejected', what: expect.stringContaining('HP-COASTER-6') as string }]);
	product.status = status;
	expect(processedIds(await process())).toEqual([refused]);
	expect(world.sales(refused)).toHaveLength(1);
});

test('P27: a lock date that was set after the reference books were read holds the order with the words of Cin7 Core', async () => {
	await process();
	const locked = place();
	await load();
	world.cin7.world.company.lockDate = '2026-12-31';
	const run = await process();
	expect(problemsOf(run)).toMatchObject([{ orderId: locked }]);
	delete world.cin7.world.company.lockDate;
	expect(processedIds(await process())).toEqual([locked]);
	expect(world.sales(locked).filter((sale) => !sale.voided)).toHaveLength(1);
});

test('P27 and S71: an unfinished tax mapping keeps the orders out of Pending Orders and names them; they go on by themselves when it is finished', async () => {
	expectGreen(await world.connect('US', { taxFree: byId('') }));
	const [first, second] = [place(), place()];
	const loaded = await load();
	expect(problemsOf(loaded)).toMatchObject([{ code: 'store.taxMappingUnfinished', what: expect.stringContaining(first) as string }]);
	expect(problemsOf(loaded)[0]?.what).toContain(second);
	expect(processedIds(await process())).toEqual([]);
	expectGreen(await world.connect('US'));
	await load();
	expect(processedIds(await process())).toEqual([first, second]);
});

test('P27: an order of a marketplace that no store is connected for is kept and held, and the others are processed', async () => {
	const foreign = place({ raw: { salesChannel: { marketplaceId: 'A2EUQ1WTGCTBG2' } } });
	const good = place();
	await load();
	const run = await process();
	expect(processedIds(run)).toEqual([good]);
	expect(problemsOf(run).map(({ orderId, code }) => [orderId, code])).toContainEqual([foreign, 'order.unknownMarketplace']);
});

describe('N53', () => {
	test('N53: a run tells everything in one message, the same problem once, and again when it changes', async () => {
		const [first, second] = [place({ grandTotal: '17.23' }), place({ address: undefined })];
		await load();
		const run = await process();
		expect(run.attention).toHaveLength(1);
		expect(new Set(problemsOf(run).map(({ orderId }) => orderId))).toEqual(new Set([first, second]));
		expect((await process()).attention).toEqual([]);
		await load();
		expect((await process()).attention).toEqual([]);

		world.account().updateOrder(first, { grandTotal: '18.23' });
		await load();
		expect(problemsOf(await process()).map(({ orderId }) => orderId)).toEqual([first]);
	});

	test('N53: a store\'s problem is told once while it lasts, whatever the other runs tell, and again when it comes back', async () => {
		const cin7 = world.cin7.faults;
		const amazon = world.amazon.faults;
		const rounds: number[][] = [];
		for (const down of [true, true, false, true]) {
			if (down) {
				cin7.add({ operation: 'GET /customer', kind: 'error500', times: 1000 });
				amazon.add({ operation: 'searchOrders', kind: 'error500', times: 1000 });
			}
			const [loaded, processed] = [await load(), await process()];
			rounds.push([loaded.attention.length, processed.attention.length]);
			cin7.clear();
			amazon.clear();
		}
		expect(rounds).toEqual([[1, 1], [0, 0], [0, 0], [1, 1]]);
	});
});
