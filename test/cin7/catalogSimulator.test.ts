import { fetchConnection } from '../../sandbox/cin7Connection';
import type { FaultKind } from '../../sandbox/cin7/faults';
import { startCin7Simulator, type Cin7Simulator } from '../../sandbox/cin7/server';
import type { TenantSeed } from '../../sandbox/cin7/seed';
import type { Cin7Switches } from '../../sandbox/cin7/switches';
import { VirtualClock } from '../../sandbox/clock';
import { demoAccountId, demoApplicationKey, demoTenant } from '../../sandbox/demo/tenant';
import { createCin7Client } from '../../src/cin7/client';
import type { FamilyMember, NewFamily, NewProduct } from '../../src/domain/catalog/product';
import type { Cin7Port } from '../../src/processes/ports/cin7';
import { memoryBudgets } from '../amazon/memoryBudgets';
import { failureOf, memoryCache } from './scriptedCin7';

let simulator: Cin7Simulator;
let client: Cin7Port;
let clock: VirtualClock;

async function start(switches: Partial<Cin7Switches> = {}, change: (seed: TenantSeed) => TenantSeed = (seed) => seed): Promise<void> {
	clock = new VirtualClock('2026-03-10T12:00:00Z');
	simulator = await startCin7Simulator({ clock, tenant: change(demoTenant()), switches });
	const connection = fetchConnection({ baseUrl: simulator.url, accountId: demoAccountId, applicationKey: demoApplicationKey });
	client = createCin7Client(connection, { clock, budgets: memoryBudgets(clock), referenceCache: memoryCache(), runBudgetMs: 60 * 60_000, random: () => 0.5 });
}
afterEach(async () => { await simulator.close(); });

const vase: NewProduct = {
	sku: 'HP-VASE-TALL', name: 'Tall vase', category: 'Home', brand: 'Harbor & Pine', barcode: '4006381333931', description: 'Stoneware', weight: '0.9072', weightUnits: 'kg',
	length: '12.7', width: '12.7', height: '30.48', dimensionsUnits: 'cm', price: { tier: 'Amazon', amount: '34.95' }, saleTaxRule: 'Tax on Sales', unitOfMeasure: 'Item', costingMethod: 'FIFO',
};
const family = (products: readonly FamilyMember[]): NewFamily => ({
	sku: 'HP-VASE', name: 'Vase', category: 'Home', unitOfMeasure: 'Item', costingMethod: 'FIFO', defaultLocation: 'Main Warehouse', optionNames: ['Height', 'Glaze'], products,
});
const inCin7 = (sku: string) => simulator.world.productBySku(sku);

async function collect<T>(rows: AsyncIterable<T>): Promise<T[]> {
	const found: T[] = [];
	for await (const row of rows) found.push(row);
	return found;
}

describe('a product made from a listing', () => {
	it('S12, S29: is in Cin7 Core with what was given, the price in one tier, and without stock', async () => {
		await start();
		const created = await client.createProduct(vase);
		expect(created).toEqual({ id: created.id, sku: 'HP-VASE-TALL', name: 'Tall vase', barcode: '4006381333931', active: true, saleTaxRule: 'Tax on Sales' });
		expect(inCin7('HP-VASE-TALL')).toMatchObject({
			type: 'Stock', status: 'Active', category: 'Home', brand: 'Harbor & Pine', unit: 'Item', costingMethod: 'FIFO', weight: '0.9072', weightUnits: 'kg', length: '12.7', height: '30.48',
			prices: ['0', '0', '34.95', '0', '0', '0', '0', '0', '0', '0'], saleTaxRule: 'Tax on Sales', averageCost: '0', texts: { Description: 'Stoneware' },
		});
		expect(simulator.world.stock.all().filter(({ productId }) => productId === created.id)).toEqual([]);
		expect(await client.knownProductBySku('hp-vase-tall')).toEqual(created);
	});

	it('needs category and brand first, which are added once each', async () => {
		await start();
		const wanted = { ...vase, category: 'Vases & Urns', brand: 'Kilnworks' };
		expect(await failureOf(client.createProduct(wanted))).toMatchObject({ kind: 'rejected', status: 404, serviceMessage: 'Category not found.' });
		await client.createCategory('Vases & Urns');
		expect(await failureOf(client.createProduct(wanted))).toMatchObject({ kind: 'rejected', serviceMessage: "Brand 'Kilnworks' was not found in reference book" });
		await client.createBrand('Kilnworks');
		await expect(client.createProduct(wanted)).resolves.toMatchObject({ sku: 'HP-VASE-TALL' });
		await client.createBrand('KILNWORKS');
		expect(await client.productNames()).toMatchObject({ categories: expect.arrayContaining(['Vases & Urns']) as string[], brands: expect.arrayContaining(['Kilnworks']) as string[] });
		expect(simulator.world.brands.filter(({ name }) => name.toLowerCase() === 'kilnworks')).toHaveLength(1);
	});

	it('S97: a name that is taken is told in words', async () => {
		await start();
		await client.createProduct(vase);
		expect(await failureOf(client.createProduct({ ...vase, sku: 'OTHER' }))).toMatchObject({ kind: 'rejected', serviceMessage: "Product with name 'Tall vase' already exists" });
	});

	it('a brand added by somebody else meanwhile is no failure', async () => {
		await start();
		await client.productNames();
		simulator.world.brands.push({ id: '99999999-9999-4999-8999-999999999999', name: 'Kilnworks' });
		await expect(client.createBrand('kilnworks')).resolves.toBeUndefined();
	});

	it('gets its picture', async () => {
		await start();
		const { id } = await client.createProduct(vase);
		await client.addProductPicture(id, 'https://images.example/I/51vase._SL75_.jpg');
		expect(inCin7('HP-VASE-TALL')?.attachments).toMatchObject([{ fileName: '51vase._SL75_.jpg', url: 'https://images.example/I/51vase._SL75_.jpg', isDefault: true, contentType: 'image/jpeg' }]);
	});
});

describe('a product that Amazon is the master of', () => {
	const marked = (seed: TenantSeed): TenantSeed => ({ ...seed, products: [...seed.products, {
		sku: 'MARKED', name: 'Marked', category: 'Home', barcode: '1', price: '10', averageCost: '4', priceTiers: { Wholesale: '8' }, description: 'Old', weight: '2', weightUnits: 'kg',
		markups: [{ tier: 'Staff', percent: '25' }], customPrices: [{ customer: 'Astoria Bakery', price: '7.5' }], attachments: [{ fileName: 'a.jpg', url: 'https://images.example/a.jpg' }],
	}] });

	it('S29, S31, S48: changes in what is given; SKU, other tiers, markups, customer prices, cost and pictures stay', async () => {
		await start({}, marked);
		const before = structuredClone(inCin7('MARKED'));
		if (!before) throw new Error('The tenant has no such product');
		clock.advance(60_000);
		await client.updateProduct(before.id, { name: 'Marked anew', price: { tier: 'Amazon', amount: '12.5' }, weight: '1.5' });
		expect(inCin7('MARKED')).toEqual({
			...before, name: 'Marked anew', weight: '1.5', prices: before.prices.map((price, tier) => (tier === 2 ? '12.5' : price)), lastModified: '2026-03-10T12:01:00.000Z',
			texts: expect.objectContaining({ Description: 'Old' }) as object,
		});
		expect((await collect(client.productsSince('2026-03-10T12:00:30Z'))).map(({ name }) => name)).toEqual(['Marked anew']);
	});
});

describe('a product family', () => {
	const twoVases = async (): Promise<FamilyMember[]> => [
		{ id: (await client.createProduct(vase)).id, options: ['Tall', 'Sage'] },
		{ id: (await client.createProduct({ ...vase, sku: 'HP-VASE-LOW', name: 'Low vase' })).id, options: ['Low', 'Sage'] },
	];

	it.each<Partial<Cin7Switches>>([{}, { familyOptionDefaults: 'always' }])('is made, grows, is renamed, and is read as it is: %j', async (switches) => {
		await start(switches, (seed) => ({ ...seed, families: [] }));
		const [tall, low] = await twoVases();
		const created = await client.createFamily(family([tall]));
		expect(created).toEqual({ id: created.id, sku: 'HP-VASE', name: 'Vase', optionNames: ['Height', 'Glaze'], products: [tall] });
		await client.updateFamily(created.id, { name: 'Vases', products: [low] });
		const expected = { ...created, name: 'Vases', products: [tall, low] };
		expect(await client.familyBySku('hp-vase')).toEqual(expected);
		expect(await collect(client.familiesSince())).toEqual([expected]);
		clock.advance(60_000);
		expect(await collect(client.familiesSince('2026-03-10T12:30:00Z'))).toEqual([]);
	});

	it('that needs every field again gets them', async () => {
		await start({ familyPutOmitted: 'refused' });
		const { id } = await client.createFamily(family(await twoVases()));
		await client.updateFamily(id, { name: 'Vases' });
		expect(await client.familyBySku('hp-vase')).toMatchObject({ id, name: 'Vases', products: [{}, {}] });
	});
});

describe('all products', () => {
	it('are read with the deprecated ones', async () => {
		await start();
		const rows = await collect(client.productsSince());
		expect(rows).toHaveLength(simulator.world.products.size);
		expect(rows.find(({ sku }) => sku === 'HP-LANTERN-OLD')).toMatchObject({ active: false });
		expect(await client.knownProductBySku('hp-lantern-old')).toMatchObject({ active: false });
	});
});

describe('faults on the way', () => {
	it.each<FaultKind>(['empty200', 'dropAfterCommit', 'tornBody'])('%s after a product was made: a doubt, one request, and the product is found by its SKU', async (kind) => {
		await start();
		simulator.faults.add({ operation: 'POST /product', kind });
		expect(await failureOf(client.createProduct(vase))).toMatchObject({ ambiguous: true });
		expect(simulator.requests).toHaveLength(1);
		expect(await client.knownProductBySku('HP-VASE-TALL')).toMatchObject({ name: 'Tall vase' });
	});

	it.each<FaultKind>(['empty200', 'dropAfterCommit', 'tornBody'])('%s after a family was made: the same', async (kind) => {
		await start();
		const { id } = await client.createProduct(vase);
		simulator.faults.add({ operation: 'POST /productFamily', kind });
		expect(await failureOf(client.createFamily(family([{ id, options: ['Tall', 'Sage'] }])))).toMatchObject({ ambiguous: true });
		expect(await client.familyBySku('HP-VASE')).toMatchObject({ products: [{ id }] });
	});

	it.each<FaultKind>(['error500', 'html503', 'dropConnection'])('%s before anything is done: a doubt, one request, no product', async (kind) => {
		await start();
		simulator.faults.add({ operation: 'POST /product', kind });
		expect(await failureOf(client.createProduct(vase))).toMatchObject({ ambiguous: true });
		expect(simulator.requests).toHaveLength(1);
		expect(await client.knownProductBySku('HP-VASE-TALL')).toBeUndefined();
	});

	it.each<FaultKind>(['limit429', 'limit503', 'limit400'])('%s: a product is written once the minute is over, and once', async (kind) => {
		await start();
		simulator.faults.add({ operation: 'POST /product', kind, times: 2 });
		await client.createProduct(vase);
		expect(simulator.requests.map(({ operation }) => operation)).toEqual(Array.from({ length: 3 }, () => 'POST /product'));
		expect(inCin7('HP-VASE-TALL')).toBeDefined();
	});
});
