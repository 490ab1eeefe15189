import type { BillOfMaterials } from '../../../sandbox/cin7/model';
import { DemoWorld, mug } from '../demoWorld';
import { problemsOf, SaleDesk, stages } from './saleDesk';

const HERE = 'Main Warehouse';
const KIT = 'HP-BASKET-BF';
const CANDLE = 'HP-CANDLE-12';
const TOWEL = 'HP-TOWEL-3';

let world: DemoWorld;
let desk: SaleDesk;

/** The basket is made of one candle and two towels, unless told otherwise. */
function bill(sku: string, over: Partial<BillOfMaterials> = {}): void {
	const component = (part: string, quantity: string) => ({ productId: desk.product(part).id, quantity, wastagePercent: '0', wastageQuantity: '0', costPercentage: '0' });
	const product = desk.product(sku);
	product.bill = { components: [component(CANDLE, '1'), component(TOWEL, '2')], quantityToProduce: '1', autoAssembly: false, type: 'Assembly', ...over };
	product.inventoryAccount = '630';
	product.lastModified = new Date(Date.now()).toISOString();
}

beforeAll(async () => {
	world = await DemoWorld.open({ noOrders: true });
	desk = new SaleDesk(world);
	bill(KIT);
	await world.ready('US');
});
afterAll(async () => await world.close());

beforeEach(() => {
	world.cin7.world.assemblies.clear();
	world.cin7.requests.length = 0;
	bill(KIT);
	for (const part of [CANDLE, TOWEL]) desk.shelve(part, HERE, { onHand: '100' });
});

const kits = (quantity: number, sku = KIT) => mug({ asin: 'B0DEMO0009', sku, title: 'Basket', quantity, unitPrice: '59.00', item: (59 * quantity).toFixed(2), tax: { ITEM: '0.00' } });
const assembled = () => [...world.cin7.world.assemblies.values()].map(({ productId, quantity, location, status }) => [world.cin7.world.products.get(productId)?.sku, Number(quantity), location, status]);
const asked = (operation: string) => world.cin7.requests.filter((request) => request.operation === operation);
const saleOf = async (autoAssembly: string, quantity: number) => {
	let sale: Awaited<ReturnType<SaleDesk['saleOf']>> | undefined;
	await desk.withSettings({ autoAssembly }, async () => {
		sale = await desk.saleOf({ items: [kits(quantity)] });
	});
	if (!sale) throw new Error('No sale');
	return sale;
};

describe('for the ordered quantity', () => {
	test('S38: what is ordered is assembled, and shipped, though the shelf is full; the stock is not looked at', async () => {
		desk.shelve(KIT, HERE, { onHand: '40' });
		const sale = await saleOf('orderedQuantity', 2);
		expect(assembled()).toEqual([[KIT, 2, HERE, 'COMPLETED']]);
		expect(stages(sale)).toEqual(['AUTHORISED', 'AUTHORISED', 'AUTHORISED']);
		expect([KIT, CANDLE, TOWEL].map((sku) => desk.shelf(sku, HERE).onHand)).toEqual(['40', '98', '96']);
		expect(asked('GET /ref/productavailability')).toEqual([]);
	});

	test('S38: two lines of one order are one assembly, of all their units', async () => {
		desk.shelve(KIT, HERE, { onHand: '0' });
		await desk.withSettings({ autoAssembly: 'orderedQuantity' }, async () => {
			await desk.saleOf({ items: [kits(1), kits(3), mug()] });
			expect(assembled()).toEqual([[KIT, 4, HERE, 'COMPLETED']]);
		});
	});

	test('S38: nothing is assembled where the store does not want it, and of goods without a bill of materials', async () => {
		await saleOf('none', 2);
		await desk.withSettings({ autoAssembly: 'orderedQuantity' }, async () => void (await desk.saleOf()));
		expect([assembled(), asked('POST /finishedGoods')]).toEqual([[], []]);
	});

	test('S38: the assembly comes before the order takes the stock, and bears the order id, by which it is found again', async () => {
		desk.shelve(KIT, HERE, { onHand: '0' });
		const sale = await saleOf('orderedQuantity', 1);
		const order = world.writes().map(({ operation }) => operation);
		expect(order.indexOf('POST /finishedGoods')).toBeGreaterThan(order.indexOf('POST /sale'));
		expect(order.indexOf('POST /finishedGoods')).toBeLessThan(order.indexOf('POST /sale/order'));
		expect([...world.cin7.world.assemblies.values()]).toMatchObject([{ notes: `${sale.externalId} ${KIT}`, account: '630', wipAccount: '630' }]);
	});

	test('S38: the account for work in progress is that of the settings', async () => {
		await desk.withSettings({ autoAssembly: 'orderedQuantity', more: { workInProgressAccount: '715' } }, async () => {
			await desk.saleOf({ items: [kits(1)] });
			expect([...world.cin7.world.assemblies.values()]).toMatchObject([{ account: '630', wipAccount: '715' }]);
			const posted = world.cin7.world.ledger.entries.filter(({ type }) => type === 'FinishedGoods').slice(-3).map(({ debit, credit }) => [debit, credit]);
			expect(posted).toEqual([['715', '630'], ['715', '630'], ['630', '715']]);
		});
	});
});

describe('for the minimum quantity', () => {
	test('S39: of 3 less than nothing and 2 ordered, 5 are assembled', async () => {
		desk.shelve(KIT, HERE, { onHand: '0', allocated: '3' });
		const sale = await saleOf('minimumQuantity', 2);
		expect(assembled()).toEqual([[KIT, 5, HERE, 'COMPLETED']]);
		expect(stages(sale)).toEqual(['AUTHORISED', 'AUTHORISED', 'AUTHORISED']);
		expect(desk.available(KIT, HERE)).toBe('0');
	});

	test('S40: of 1 there and 4 ordered, the difference of 3 is assembled', async () => {
		desk.shelve(KIT, HERE, { onHand: '1' });
		const sale = await saleOf('minimumQuantity', 4);
		expect(assembled()).toEqual([[KIT, 3, HERE, 'COMPLETED']]);
		expect(asked('GET /ref/productavailability')).toHaveLength(1);
		expect(stages(sale)).toEqual(['AUTHORISED', 'AUTHORISED', 'AUTHORISED']);
		expect([KIT, CANDLE, TOWEL].map((sku) => desk.shelf(sku, HERE).onHand)).toEqual(['0', '97', '94']);
	});

	test.each([['above', '5'], ['equal to', '4']])('S41: with availability %s what is ordered, nothing is assembled (D12)', async (_relation, onHand) => {
		desk.shelve(KIT, HERE, { onHand });
		const sale = await saleOf('minimumQuantity', 4);
		expect([assembled(), asked('POST /finishedGoods')]).toEqual([[], []]);
		expect(stages(sale)).toEqual(['AUTHORISED', 'AUTHORISED', 'AUTHORISED']);
	});

	test('S42: units on order do not count, nor do units of another location, nor units on the shelf that others have allocated', async () => {
		desk.shelve(KIT, HERE, { onHand: '10', allocated: '9', onOrder: '50' });
		desk.shelve(KIT, 'Berlin Warehouse', { onHand: '25' });
		await saleOf('minimumQuantity', 3);
		expect(assembled()).toEqual([[KIT, 2, HERE, 'COMPLETED']]);
	});

	test('S42: the location is that of the sale', async () => {
		desk.shelve(KIT, HERE, { onHand: '50' });
		desk.shelve(KIT, 'FBA US', { onHand: '1' });
		for (const part of [CANDLE, TOWEL]) desk.shelve(part, 'FBA US', { onHand: '100' });
		await desk.withSettings({ autoAssembly: 'minimumQuantity' }, async () => {
			await desk.saleOf({ fulfilledBy: 'AMAZON', status: 'SHIPPED', items: [kits(3)] });
			expect(assembled()).toEqual([[KIT, 2, 'FBA US', 'COMPLETED']]);
			expect(desk.shelf(KIT, HERE).onHand).toBe('50');
		});
	});

	test('S42: bins of the location count together', async () => {
		const { stock, locations } = world.cin7.world;
		const location = locations.find(({ name }) => name === HERE);
		if (!location) throw new Error('No location');
		desk.shelve(KIT, HERE, { onHand: '1' });
		stock.put(desk.product(KIT).id, location, '2', 'Shelf A1');
		await saleOf('minimumQuantity', 4);
		expect(assembled()).toEqual([[KIT, 1, HERE, 'COMPLETED']]);
		for (const row of stock.at(desk.product(KIT).id, location.id)) Object.assign(row, { onHand: '0', allocated: '0' });
	});

	test('S40: a second order sees what the first one took', async () => {
		desk.shelve(KIT, HERE, { onHand: '3' });
		await desk.withSettings({ autoAssembly: 'minimumQuantity' }, async () => {
			await desk.saleOf({ items: [kits(2)] });
			expect(assembled()).toEqual([]);
			await desk.saleOf({ items: [kits(2)] });
			expect(assembled()).toEqual([[KIT, 1, HERE, 'COMPLETED']]);
		});
	});
});

describe('what Cin7 Core cannot or need not do', () => {
	test('S38 and S36: missing components are told with what is missing, the sale is written all the same, and its pick stays a draft', async () => {
		desk.shelve(KIT, HERE, { onHand: '0' });
		desk.shelve(TOWEL, HERE, { onHand: '3' });
		await desk.withSettings({ autoAssembly: 'orderedQuantity' }, async () => {
			const orderId = world.place({ items: [kits(2)] });
			await world.load();
			const run = await desk.processOnly(orderId);
			expect(run.processed).toMatchObject([{ orderId, outcome: 'processed', invoiceStatus: 'AUTHORISED', paymentAdded: true }]);
			expect(problemsOf(run)).toMatchObject([{ orderId, code: 'order.assemblyIncomplete', what: expect.stringContaining(`not enough stock of '${TOWEL}'`) as string }]);
			expect(stages(world.sale(orderId))).toEqual(['DRAFT', 'NOT AVAILABLE', 'NOT AVAILABLE']);
			expect(assembled()).toEqual([[KIT, 2, HERE, 'AUTHORISED']]);
			// Told once, and not tried a second time.
			world.cin7.requests.length = 0;
			expect((await desk.processOnly(orderId)).attention).toEqual([]);
			expect(world.writes()).toEqual([]);
		});
	});

	test('S38: products that Cin7 Core assembles by itself are left to it', async () => {
		bill(KIT, { autoAssembly: true });
		desk.shelve(KIT, HERE, { onHand: '0' });
		const sale = await saleOf('orderedQuantity', 2);
		expect(asked('POST /finishedGoods')).toEqual([]);
		expect(assembled()).toEqual([[KIT, 2, HERE, 'COMPLETED']]);
		expect([...world.cin7.world.assemblies.values()]).toMatchObject([{ saleId: sale.id }]);
		expect(stages(sale)).toEqual(['AUTHORISED', 'AUTHORISED', 'AUTHORISED']);
	});

	test('S38: products of a production order are left alone', async () => {
		bill(KIT, { type: 'Production' });
		await saleOf('orderedQuantity', 2);
		expect([assembled(), asked('POST /finishedGoods')]).toEqual([[], []]);
	});
});
