import { demoStoreId } from '../../../sandbox/demo/setUp';
import { byId, expectGreen, mug, type DemoWorld } from '../demoWorld';
import { act, bySku, connect, HOUR, keepListings, loadProducts, openCatalog, operationsLog, rowOf, told } from './catalogWorld';

const US = 'ATVPDKIKX0DER';
const doormat = mug({ asin: 'B0DEMO0104', sku: 'HP-DOORMAT', title: 'Doormat' });

let world: DemoWorld;
beforeEach(async () => {
	world = await openCatalog();
	keepListings(world, 'US', ['HP-DOORMAT', 'HP-MUG-SLATE']);
	await connect(world, 'US');
	await loadProducts(world);
});
afterEach(async () => await world.close());

/** Amazon merges the doormat's ASIN into another, and the next load sees it. */
async function merge() {
	world.account().relist('HP-DOORMAT', US, 'B0DEMO0199');
	world.pass(HOUR);
	return await loadProducts(world);
}

const pending = async () => (await world.run('orderConsolidator', { operation: 'getPending', store: byId('all'), pendingShow: 'all' })).processed;
async function processAll() {
	expectGreen(await world.load());
	return await world.process();
}
const productSku = (orderId: string) => world.sale(orderId).order.lines.map((line) => world.cin7.world.products.get(line.productId)?.sku);

describe('N25: a seller SKU that stands for another ASIN than it was linked for', () => {
	test('N25: is told at the next load with the old and the new ASIN, and its link stays', async () => {
		const run = await merge();
		expect(run.item).toMatchObject({ changed: 1, held: ['HP-DOORMAT'], canceled: [] });
		expect(told(run)).toEqual(['catalog.asinChanged']);
		expect(run.attention[0]?.message).toEqual(expect.stringContaining('Seller SKU HP-DOORMAT, linked to product HP-DOORMAT, stood for ASIN B0DEMO0104 and stands for B0DEMO0199 now'));
		expect(await rowOf(world, 'HP-DOORMAT')).toMatchObject({ asin: 'B0DEMO0199', productSku: 'HP-DOORMAT', asinChange: { before: 'B0DEMO0104', now: 'B0DEMO0199' }, issues: [{ code: 'catalog.asinChanged' }] });
		expect((await operationsLog(world))[0]).toMatchObject({ operation: 'Map Products', counts: { held: 1 } });
	});

	test('N53: is told once, and with every run where every open problem is asked for', async () => {
		await merge();
		world.pass(25 * HOUR);
		expect((await loadProducts(world)).attention).toEqual([]);
		world.pass(HOUR);
		expect(told(await loadProducts(world, 'US', { attention: 'all' }))).toEqual(['catalog.asinChanged']);
	});

	test('N25: holds its orders and no others; with Confirm ASIN they go on by themselves to the linked product', async () => {
		await merge();
		const [held, free] = [world.place({ items: [doormat] }), world.place()];
		const run = await processAll();
		expect(run.processed.map(({ orderId }) => orderId)).toEqual([free]);
		expect(run.attention[0]?.message).toEqual(expect.stringContaining('HP-DOORMAT (B0DEMO0104 before, B0DEMO0199 now)'));
		expect(world.sales(held)).toEqual([]);
		expect((await act(world, 'confirmAsin', 'HP-DOORMAT')).processed).toEqual([{ storeId: 'A1HARBORPINE-US', sellerSku: 'HP-DOORMAT', confirmed: true, asinBefore: 'B0DEMO0104', asin: 'B0DEMO0199', productSku: 'HP-DOORMAT' }]);
		expect(await rowOf(world, 'HP-DOORMAT')).toMatchObject({ asinChange: null });
		expect((await processAll()).processed.map(({ orderId }) => orderId)).toEqual([held]);
		expect(productSku(held)).toEqual(['HP-DOORMAT']);
		world.pass(HOUR);
		expect((await loadProducts(world)).item).toMatchObject({ held: [] });
		expect(await rowOf(world, 'HP-DOORMAT')).toMatchObject({ issues: [] });
	});

	test('S112: is linked anew by hand: its orders go to the new product, and earlier sales keep theirs', async () => {
		const earlier = world.place({ items: [doormat] });
		await processAll();
		await merge();
		const later = world.place({ items: [doormat] });
		expect((await processAll()).processed).toEqual([]);
		expectGreen(await act(world, 'link', 'HP-DOORMAT', { product: bySku('HP-TRIVET') }));
		expect(await rowOf(world, 'HP-DOORMAT')).toMatchObject({ productSku: 'HP-TRIVET', linkedBy: 'user', asinChange: null });
		expect((await processAll()).processed.map(({ orderId }) => orderId)).toEqual([later]);
		expect([productSku(earlier), productSku(later)]).toEqual([['HP-DOORMAT'], ['HP-TRIVET']]);
	});

	test('N25: is well again by itself when the SKU stands for its first ASIN again', async () => {
		await merge();
		world.account().relist('HP-DOORMAT', US, 'B0DEMO0104');
		world.pass(HOUR);
		expect((await loadProducts(world)).item).toMatchObject({ held: [] });
		expect(await rowOf(world, 'HP-DOORMAT')).toMatchObject({ asinChange: null, issues: [] });
	});
});

describe('a sale whose SKU no product is linked to', () => {
	test('S117: is told by message, in the operations log and on screen', async () => {
		await act(world, 'unlink', 'HP-DOORMAT');
		const orderId = world.place({ items: [doormat] });
		const run = await processAll();
		expect(run.attention).toMatchObject([{ problems: [{ orderId, code: 'order.unmappedProduct', what: expect.stringContaining('HP-DOORMAT') as string, whatToDo: expect.stringContaining('Amazon Catalog Mapper') as string }] }]);
		const entry = (await operationsLog(world)).find(({ operation }) => String(operation).startsWith('Process'));
		expect(JSON.stringify(entry)).toContain(orderId);
		expect(await pending()).toMatchObject([{ orderId, state: 'held', holds: [{ code: 'order.unmappedProduct' }] }]);
		expect(world.sales(orderId)).toEqual([]);
	});

	test('S117: a listing that is held is told by message, in the operations log and in the catalog', async () => {
		const run = await merge();
		expect(told(run)).toEqual(['catalog.asinChanged']);
		expect((await operationsLog(world))[0]?.notes).toEqual([expect.stringContaining('HP-DOORMAT')]);
		const needing = await world.run('catalogMapper', { operation: 'getMany', store: byId(demoStoreId('US')), filters: { withIssues: true } });
		expect(needing.processed.map(({ sellerSku }) => sellerSku)).toEqual(['HP-DOORMAT']);
	});
});
