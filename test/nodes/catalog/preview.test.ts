import type { IDataObject } from 'n8n-workflow';
import { demoStoreId } from '../../../sandbox/demo/setUp';
import { byId, expectGreen, type DemoWorld } from '../demoWorld';
import { catalog, connect, fromReport, keepListings, loadProducts, openCatalog, operationsLog } from './catalogWorld';

const FAMILY = ['HP-CUSHION-SG40L', 'HP-CUSHION-SG50L', 'HP-CUSHION-SG50W'];
const NEW = ['BK-TIDES', 'HP-CUSHION-SG50L', 'HP-CUSHION-SG50W', 'HP-SPOON-WALNUT'];

let world: DemoWorld;
beforeEach(async () => {
	world = await openCatalog();
	keepListings(world, 'US', [...FAMILY, 'BK-TIDES', 'HP-SPOON-WALNUT', 'HP-LANTERN-OLD', 'HP-TOWEL-3']);
});
afterEach(async () => await world.close());

async function preview(): Promise<readonly IDataObject[]> {
	const run = await world.run('catalogMapper', { operation: 'previewProducts', store: byId(demoStoreId('US')) });
	expectGreen(run);
	return run.processed;
}

test('N49: Preview Products shows the list that Load Products then carries out, and writes neither to Cin7 Core nor to the catalog', async () => {
	await connect(world, 'US', { matchManually: true });
	await loadProducts(world);
	await connect(world, 'US', { createProducts: true });
	const before = { catalog: await catalog(world), log: await operationsLog(world) };
	const shown = await preview();
	expect(world.writes()).toEqual([]);
	expect({ catalog: await catalog(world), log: await operationsLog(world) }).toEqual(before);
	expect(await preview()).toEqual(shown);

	const { item } = await loadProducts(world);
	const skus = (outcome: string): readonly unknown[] => shown.filter((each) => each.outcome === outcome).map(({ sellerSku }) => sellerSku);
	expect([...skus('created')].sort()).toEqual(NEW);
	for (const outcome of ['linked', 'created', 'updated', 'held']) expect({ outcome, skus: skus(outcome) }).toEqual({ outcome, skus: item[outcome] });
	for (const { sellerSku, productSku, fields } of shown.filter(({ outcome }) => outcome === 'created')) {
		const product = world.cin7.world.productBySku(String(sellerSku));
		const { name, category, brand, barcode } = fields as IDataObject;
		expect({ productSku, name, category, brand: brand ?? '', barcode }).toEqual({ productSku: product?.sku, name: product?.name, category: product?.category, brand: product?.brand ?? '', barcode: product?.barcode });
	}
	expect(shown.filter(({ family }) => family === 'Pine Cabin Cushion Cover').map(({ sellerSku }) => sellerSku)).toEqual(['HP-CUSHION-SG50L', 'HP-CUSHION-SG50W']);
});

test('N45: a preview with nothing to do is no item', async () => {
	keepListings(world, 'US', ['HP-TOWEL-3']);
	await connect(world, 'US');
	await loadProducts(world);
	expect(await preview()).toEqual([]);
});

test.each([['listings API', {}], ['report', fromReport]])('S12: the first load, from the %s, with Create New Products on, writes no stock into Cin7 Core, although Amazon gives quantities', async (_title, source) => {
	await connect(world, 'US', { createProducts: true, ...source });
	const stock = (): unknown => structuredClone(world.cin7.world.stock.all());
	const before = stock();
	expect([...((await loadProducts(world)).item.created as string[])].sort()).toEqual(NEW);
	expect((await catalog(world)).find(({ sellerSku }) => sellerSku === 'HP-SPOON-WALNUT')).toMatchObject({ quantityAtAmazon: expect.any(Number) as number });
	expect(stock()).toEqual(before);
	const products = /\/(product|productFamily|product\/attachments|ref\/category|ref\/brand|ref\/unit)$/;
	expect(world.writes().filter(({ path }) => !products.test(path))).toEqual([]);
	expect(JSON.stringify(world.writes().map(({ body }) => body))).not.toMatch(/"[^"]*(quantity|onhand|available|stock)[^"]*":/i);
});
