import type { CatalogItemSeed } from '../../../sandbox/amazon/listingSeeds';
import { demoMarketplaces, type DemoMarketplace } from '../../../sandbox/demo/stores';
import { creating, openCatalog, type CatalogWorld, type Offer, type Write } from './catalogWorld';

const theme = { theme: 'COLOR/SIZE/MATERIAL/STYLE', attributes: ['color', 'size', 'material', 'style'] };

/** Puts the parent of a family on Amazon; nobody can buy it. */
function offerParent(world: CatalogWorld, market: DemoMarketplace, asin: string, title: string, sellerSku?: string): void {
	const item: Partial<CatalogItemSeed> = { kind: 'VARIATION_PARENT', variationTheme: theme, categories: ['Home & Kitchen'], brand: 'Harbor & Pine' };
	if (sellerSku !== undefined) world.offer(market, { sellerSku, asin, title, fulfilledBy: undefined, quantity: undefined, price: undefined, item });
	else world.demo.account(market === 'US' ? 'US' : 'DE').setCatalogItem({ asin, title, images: [], ...item, marketplaceId: demoMarketplaces[market].marketplaceId });
}

const variant = (sellerSku: string, asin: string, parentAsin: string, values: readonly string[], over: Partial<Offer> = {}): Offer => ({
	sellerSku, asin, title: `${sellerSku}, ${values.join(', ')}`, ...over,
	item: { parentAsin, variationTheme: theme, categories: ['Home & Kitchen'], brand: 'Harbor & Pine', attributes: Object.fromEntries(theme.attributes.slice(0, values.length).map((name, index) => [name, values[index] ?? ''])) },
});

const families = (world: CatalogWorld, name: string) => [...world.demo.cin7.world.families.values()].filter((family) => family.name === name);
const membersOf = (world: CatalogWorld, name: string) => families(world, name).flatMap(({ products }) => products.map(({ productId, options }) => [world.demo.cin7.world.products.get(productId)?.sku, ...options]));

describe('a family of four options', () => {
	let world: CatalogWorld;
	let writes: readonly Write[];
	beforeAll(async () => {
		world = await openCatalog();
		await world.connect('US', creating);
		await world.connect('DE', creating);
		offerParent(world, 'US', 'B0LAMP0000', 'Pier Lamp', 'LAMP');
		world.offer('US', variant('LAMP-B', 'B0LAMP0001', 'B0LAMP0000', ['Black', 'Small', 'Oak', 'Wall']));
		world.offer('US', variant('LAMP-W', 'B0LAMP0002', 'B0LAMP0000', ['White', 'Small', 'Oak', 'Wall']));
		world.offer('US', variant('LAMP-W-FBA', 'B0LAMP0002', 'B0LAMP0000', ['White', 'Small', 'Oak', 'Wall'], { fulfilledBy: 'AMAZON', quantity: undefined }));
		world.offer('US', variant('LAMP-USED', 'B0LAMP0002', 'B0LAMP0000', ['White', 'Small', 'Oak', 'Wall'], { condition: 'used_good', title: 'Pier Lamp, used' }));
		writes = await world.writesOf(async () => await world.load('US'));
	});
	afterAll(async () => await world.close());

	test('S89, S97: becomes one product family whose variants are products of it, named by the family and their options', () => {
		expect(families(world, 'Pier Lamp')).toHaveLength(1);
		expect(['LAMP-B', 'LAMP-W'].map((sku) => world.product(sku).name)).toEqual(['Pier Lamp (Black, Small, Oak)', 'Pier Lamp (White, Small, Oak)']);
		expect(world.products('LAMP')).toEqual([]);
	});

	test('S90, S107: has the first three options only, by the names of Amazon\'s theme and with its values', () => {
		expect(families(world, 'Pier Lamp')[0]?.optionNames).toEqual(['Color', 'Size', 'Material']);
		expect(membersOf(world, 'Pier Lamp')).toEqual([['LAMP-B', 'Black', 'Small', 'Oak'], ['LAMP-W', 'White', 'Small', 'Oak']]);
		expect(JSON.stringify(writes.filter(({ operation }) => operation === 'POST /productFamily'))).not.toContain('Wall');
	});

	test('S91, S95: twins of a variant are one product of it, and the used one is a product outside the family', async () => {
		expect(await world.productSkuOf('US', 'LAMP-W-FBA')).toBe('LAMP-W');
		expect(await world.productSkuOf('US', 'LAMP-USED')).toBe('LAMP-USED');
		expect(world.product('LAMP-USED').name).toBe('Pier Lamp, used');
		expect(membersOf(world, 'Pier Lamp').map(([sku]) => sku)).not.toContain('LAMP-USED');
	});

	test('S91, S92, S113: a second marketplace, in its language and under other SKUs, finds family and products and makes none', async () => {
		offerParent(world, 'DE', 'B0LAMP0000', 'Pier-Leuchte', 'LAMPE');
		world.offer('DE', variant('LAMP-B', 'B0LAMP0001', 'B0LAMP0000', ['Schwarz', 'Klein', 'Eiche', 'Wand']));
		world.offer('DE', variant('LAMP-W', 'B0LAMP0002', 'B0LAMP0000', ['Weiß', 'Klein', 'Eiche', 'Wand']));
		expect((await world.writesOf(async () => await world.load('DE'))).filter(({ operation }) => !operation.startsWith('POST /ref'))).toEqual([]);
		expect([await world.productSkuOf('DE', 'LAMP-B'), await world.productSkuOf('DE', 'LAMP-W')]).toEqual(['LAMP-B', 'LAMP-W']);
		expect(families(world, 'Pier-Leuchte')).toEqual([]);
	});
});

describe('families that grow, or were there', () => {
	let world: CatalogWorld;
	beforeAll(async () => {
		world = await openCatalog();
		await world.connect('US', creating);
		await world.connect('DE');
		const { guids, families: kept } = world.demo.cin7.world;
		const [pattern] = kept.values();
		if (!pattern) throw new Error('The tenant has no family');
		const owned = world.plant({ sku: 'OWN-RED' });
		kept.set('own', { ...pattern, id: guids.next(), sku: 'OWN-FAMILY', name: 'Own Towel', optionNames: ['Color', '', ''], products: [{ productId: owned.id, options: ['Red', '', ''] }] });
		const [family] = [...kept].filter(([key]) => key === 'own').map(([, value]) => value);
		kept.delete('own');
		if (family) kept.set(family.id, family);
		offerParent(world, 'US', 'B0TOWEL000', 'Own Towel');
		world.offer('US', variant('OWN-RED', 'B0TOWEL001', 'B0TOWEL000', ['Red']));
		world.offer('US', variant('OWN-BLUE', 'B0TOWEL002', 'B0TOWEL000', ['Blue']));
		offerParent(world, 'US', 'B0CHAIR000', 'Deck Chair', 'CHAIR');
		world.offer('US', variant('CHAIR-S', 'B0CHAIR001', 'B0CHAIR000', ['Sand']));
		await world.load('US');
	});
	afterAll(async () => await world.close());

	test('S94, S91: a family of the title\'s name is found, and the missing variant is made and put into it', () => {
		expect(families(world, 'Own Towel').map(({ sku }) => sku)).toEqual(['OWN-FAMILY']);
		expect(membersOf(world, 'Own Towel').map(([sku, color]) => [sku, color])).toEqual([['OWN-RED', 'Red'], ['OWN-BLUE', 'Blue']]);
		expect(world.product('OWN-BLUE').name).toBe('Own Towel (Blue)');
		expect(world.product('OWN-RED').name).toBe('Product OWN-RED');
	});

	test('S91: a variant that comes later joins the family that was made, by one change of it', async () => {
		world.offer('US', variant('CHAIR-T', 'B0CHAIR002', 'B0CHAIR000', ['Teal']));
		const writes = await world.writesOf(async () => await world.load('US'));
		expect(writes.map(({ operation }) => operation)).toEqual(['POST /product', 'PUT /productFamily']);
		expect(families(world, 'Deck Chair')).toHaveLength(1);
		expect(membersOf(world, 'Deck Chair').map(([sku]) => sku)).toEqual(['CHAIR-S', 'CHAIR-T']);
	});

	test('S47, S89: a variant made by hand, with Create New Products off, brings its family with it', async () => {
		offerParent(world, 'DE', 'B0BENCH000', 'Gartenbank', 'BANK');
		world.offer('DE', variant('BANK-GRAU', 'B0BENCH001', 'B0BENCH000', ['Grau']));
		await world.load('DE');
		expect(world.products('BANK-GRAU')).toEqual([]);
		await world.run('DE', 'createProduct', {}, 'BANK-GRAU');
		expect(world.product('BANK-GRAU').name).toBe('Gartenbank (Grau)');
		expect(membersOf(world, 'Gartenbank')).toEqual([['BANK-GRAU', 'Grau', '', '']]);
	});
});
