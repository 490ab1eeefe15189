import type { IDataObject } from 'n8n-workflow';
import { mug } from '../demoWorld';
import type { OrderItemSeed } from '../../../sandbox/amazon/seeds';
import { creating, openCatalog, type CatalogWorld } from './catalogWorld';

let world: CatalogWorld;
afterEach(async () => await world.close());

const item = (sku: string, over: Partial<OrderItemSeed> = {}): OrderItemSeed => mug({ sku, asin: 'B0ORDER001', title: `Ordered ${sku}`, ...over });

/** Places an order, loads it, and processes everything: what went through, and what needs attention. */
async function order(items: readonly OrderItemSeed[]): Promise<{ readonly orderId: string; readonly processed: readonly IDataObject[]; readonly attention: readonly IDataObject[] }> {
	const orderId = world.demo.place({ items: [...items] });
	await world.demo.load('US');
	return { orderId, ...(await world.demo.process()) };
}

const searches = () => world.demo.amazon.requests.filter(({ operation }) => operation === 'searchListingsItems');

describe('an order line whose SKU the catalog does not know', () => {
	beforeEach(async () => void (world = await openCatalog()));

	test('S156: its listing is loaded with Load Orders, by SKU, and the product with that SKU is matched when it is processed', async () => {
		await world.connect('US');
		world.plant({ sku: 'KNOWN' });
		world.offer('US', { sellerSku: 'KNOWN', asin: 'B0ORDER001' });
		const { orderId, attention } = await order([item('KNOWN')]);
		expect(attention).toEqual([]);
		expect(searches()).toHaveLength(1);
		expect(world.demo.sale(orderId).order.lines).toEqual([expect.objectContaining({ sku: 'KNOWN', quantity: '1.0000' })]);
		expect(await world.row('US', 'KNOWN')).toMatchObject({ productSku: 'KNOWN', linkedBy: 'match', status: 'Listed' });
	});

	test('S156, S46: the product is made of its listing where the store makes products, and the sale has it', async () => {
		await world.connect('US', creating);
		world.offer('US', { sellerSku: 'NEW', asin: 'B0ORDER001', title: 'A new thing', price: '14.99' });
		const { orderId, attention } = await order([item('NEW')]);
		expect(attention).toEqual([]);
		expect(world.product('NEW')).toMatchObject({ name: 'A new thing' });
		expect(world.demo.sale(orderId).order.lines).toEqual([expect.objectContaining({ productId: world.product('NEW').id, sku: 'NEW' })]);
	});

	test('S156: a product is found by the SKU of the line also where Amazon has no such listing any more; Amazon is asked once', async () => {
		await world.connect('US');
		world.plant({ sku: 'GONE' });
		const { orderId } = await order([item('GONE')]);
		expect(world.demo.sale(orderId).order.lines).toEqual([expect.objectContaining({ sku: 'GONE' })]);
		await order([item('GONE')]);
		expect(searches()).toHaveLength(1);
		expect(await world.row('US', 'GONE')).toMatchObject({ status: 'Not Listed', productSku: 'GONE' });
	});
});

describe('D1: a product that is not mapped, with Hold the Order', () => {
	beforeEach(async () => {
		world = await openCatalog();
		await world.connect('US');
		world.plant({ sku: 'TARGET' });
	});

	async function held(sku: string): Promise<string> {
		const { orderId, processed, attention } = await order([item(sku), item('TARGET', { asin: 'B0ORDER002' })]);
		expect(processed).toEqual([]);
		expect(JSON.stringify(attention)).toContain(sku);
		expect(world.demo.sales(orderId)).toEqual([]);
		return orderId;
	}

	async function released(orderId: string, productSku: string): Promise<void> {
		const run = await world.demo.process();
		expect([run.processed.map((each) => each.orderId), run.attention]).toEqual([[orderId], []]);
		expect(world.demo.sale(orderId).order.lines.map(({ sku }) => sku)).toEqual([productSku, 'TARGET']);
	}

	test('S116, P30, N23: the whole order waits and nothing of it is dropped; it goes on by itself once its SKU is linked', async () => {
		const orderId = await held('LOOSE');
		await world.link('US', 'LOOSE', 'TARGET');
		await released(orderId, 'TARGET');
	});

	test('N23, S47: it goes on once its product is created', async () => {
		world.offer('US', { sellerSku: 'TO-MAKE', asin: 'B0ORDER001' });
		const orderId = await held('TO-MAKE');
		await world.run('US', 'createProduct', {}, 'TO-MAKE');
		await released(orderId, 'TO-MAKE');
	});

	test('N23, P58: it goes on once its link is imported', async () => {
		const orderId = await held('IN-A-LIST');
		await world.run('US', 'importLinks', { links: 'IN-A-LIST\tTARGET' });
		await released(orderId, 'TARGET');
	});

	test('N23: it goes on once Cin7 Core has a product with its SKU', async () => {
		const orderId = await held('COMES-LATER');
		world.demo.pass(3600_000);
		world.plant({ sku: 'COMES-LATER' });
		await released(orderId, 'COMES-LATER');
	});
});

describe('D1: a product that is not mapped, with Use a Service Line', () => {
	beforeEach(async () => void (world = await openCatalog()));

	test('S156, P30: the line becomes a charge with its quantity, total and tax beside the mapped ones, and the sale is Amazon\'s total to the cent', async () => {
		await world.connect('US', { whenProductIsNotMapped: 'serviceLine' });
		world.plant({ sku: 'MAPPED' });
		const { orderId, attention } = await order([item('MAPPED', { asin: 'B0ORDER002' }), item('UNMAPPED', { quantity: 3, unitPrice: '6.66', item: '19.99', tax: { ITEM: '1.65' } })]);
		expect(attention).toEqual([]);
		const { order: { lines, charges, totals } } = world.demo.sale(orderId);
		expect(lines.map(({ sku }) => sku)).toEqual(['MAPPED']);
		expect(charges.every(({ description }) => description === 'Ordered UNMAPPED')).toBe(true);
		const sumOf = (key: 'quantity' | 'total' | 'tax') => charges.reduce((sum, charge) => sum + Math.round(Number(charge[key]) * 100), 0);
		expect([sumOf('quantity'), sumOf('total'), sumOf('tax')]).toEqual([300, 1999, 165]);
		expect(Number(totals.total)).toBe(37.87);
		expect(world.products('UNMAPPED')).toEqual([]);
	});

	test('S156, S70: in Europe, where prices include tax, the tax is inside and the total is Amazon\'s', async () => {
		await world.connect('DE', { whenProductIsNotMapped: 'serviceLine' });
		const orderId = world.demo.place({ items: [item('UNBEKANNT', { quantity: 1, unitPrice: '11.90', item: '11.90', tax: undefined })] }, 'DE');
		await world.demo.load('DE');
		expect((await world.demo.process({}, { store: 'DE' })).attention).toEqual([]);
		const { order: { lines, charges, totals } } = world.demo.sale(orderId);
		expect(lines).toEqual([]);
		expect(charges.map(({ description, quantity, total, tax, taxRule }) => [description, Number(quantity), Number(total), Number(tax), taxRule])).toEqual([['Ordered UNBEKANNT', 1, 11.9, 1.9, 'MwSt 19%']]);
		expect(Number(totals.total)).toBe(11.9);
	});

	test('S156: where the product can be matched, it is, and no service line is made', async () => {
		await world.connect('US', { whenProductIsNotMapped: 'serviceLine' });
		world.plant({ sku: 'FOUND' });
		const { orderId } = await order([item('FOUND')]);
		const { order: { lines, charges } } = world.demo.sale(orderId);
		expect([lines.map(({ sku }) => sku), charges]).toEqual([['FOUND'], []]);
	});
});
