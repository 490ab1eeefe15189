import { demoStores } from '../../sandbox/demo/stores';
import { catalog, connect, loadProducts, openCatalog, operationsLog } from '../nodes/catalog/catalogWorld';
import type { DemoWorld, DemoWorldOptions } from '../nodes/demoWorld';
import { newGoods, shelves } from './catalogGoods';

const HOUR = 3600_000;
let world: DemoWorld;
afterEach(async () => await world.close());

const tags = (count: number): readonly string[] => Array.from({ length: count }, (_, index) => String(1001 + index));

/** So many families of three and as many single products, all new to Cin7 Core. */
async function open(families: number, options: DemoWorldOptions = {}): Promise<readonly string[]> {
	world = await openCatalog({ noListings: true, ...options });
	for (const goods of tags(families).map((tag) => newGoods({ tag }))) {
		for (const item of goods.catalogItems) world.account().setCatalogItem(item);
		for (const listing of goods.listings) world.account().addListing(listing);
	}
	await connect(world, 'US', { createProducts: true });
	world.cin7.requests.length = 0;
	return world.account().listings(demoStores.US.marketplaceId).map(({ sellerSku }) => sellerSku).sort();
}

/** Loads with a minute of waiting at most, hour by hour, until nothing is left. Every run that ends early says why, and asks nobody for anything. */
async function loadUntilComplete(limit: RegExp): Promise<number> {
	for (let runs = 1; ; runs++) {
		expect(runs).toBeLessThanOrEqual(12);
		const { item, attention } = await loadProducts(world, 'US', { attention: 'all', minutes: 1 });
		expect([item.busy, item.canceled]).toEqual([false, []]);
		if (item.complete) {
			expect(attention).toEqual([]);
			return runs;
		}
		expect(item.notes).toEqual(expect.arrayContaining([expect.stringMatching(limit)]));
		const [{ notes } = {}, { notes: notesBefore } = {}] = await operationsLog(world);
		expect([...(notes as string[]), ...(notesBefore as string[])]).toEqual(expect.arrayContaining([expect.stringMatching(limit)]));
		world.pass(HOUR);
	}
}

function expectEachOnce(families: number): void {
	const made = shelves(world.cin7.world, /^WS/);
	const skus = tags(families).flatMap((tag) => [`WS${tag}-BELL`, ...['AMBER', 'INDIGO', 'MOSS'].map((color) => `WS${tag}-LAMP-${color}`)]).sort();
	expect(made.products.map(({ sku, pictures }) => [sku, pictures.length])).toEqual(skus.map((sku) => [sku, 1]));
	expect(made.families.filter(({ sku }) => sku.startsWith('WS')).map(({ sku, members }) => [sku, members.length])).toEqual(tags(families).map((tag) => [`WS${tag}-LAMP`, 3]));
	for (const names of [made.categories, made.brands]) expect(names.length).toBe(new Set(names).size);
}

const linked = async (): Promise<readonly unknown[]> => (await catalog(world)).filter(({ productSku }) => productSku !== null).map(({ sellerSku }) => sellerSku);
const created = (): readonly string[] => world.cin7.requests.filter(({ operation, status }) => operation === 'POST /product' && status === 200).map(({ body }) => String((body as { SKU?: string }).SKU));

describe('N46: the limit of Cin7 Core', () => {
	const FAMILIES = 20;

	test('N46, N47: at 60 calls a minute a run ends when its time is up and says so; the next ones go on until everything is made, nothing is doubled and no call refused', async () => {
		await open(FAMILIES, { callsPerMinute: 60 });
		const runs = await loadUntilComplete(/Cin7 Core.*(limit|so many calls)/is);
		expect(runs).toBeGreaterThan(2);
		expectEachOnce(FAMILIES);
		expect(created()).toHaveLength(FAMILIES * 4);
		expect(await linked()).toHaveLength(FAMILIES * 4);
		expect(world.cin7.requests.filter(({ status }) => status === 429)).toEqual([]);
	}, 60_000);

	test('N46, N47: where others use up most of the limit, refusals cost time alone', async () => {
		await open(4, { cin7Switches: { callsPerWindow: 12 } });
		const runs = await loadUntilComplete(/Cin7 Core.*(limit|so many calls)/is);
		expect(runs).toBeGreaterThan(1);
		expect(world.cin7.requests.filter(({ status }) => status === 429)).not.toEqual([]);
		expectEachOnce(4);
		expect(created()).toHaveLength(4 * 4);
	}, 60_000);
});

describe('N46: the limits of Amazon', () => {
	const FAMILIES = 20;
	const slow = (operation: string) => ({ amazonSwitches: { plans: new Map([...generous, [operation, { rate: 1 / 30, burst: 1 }]]) } });

	test.each(['searchListingsItems', 'searchCatalogItems'])('N46: %s is granted twice a minute: a run ends when its time is up and says so; the next ones go on where it ended, until every listing has its product', async (operation) => {
		const skus = await open(FAMILIES, slow(operation));
		const runs = await loadUntilComplete(/Amazon.*limit/is);
		expect(runs).toBeGreaterThan(1);
		expect((await catalog(world)).map(({ sellerSku }) => sellerSku)).toEqual(skus.filter((sku) => !sku.endsWith('-LAMP')));
		// No page and no batch of 20 is read a second time.
		expect(world.amazon.requests.filter((request) => request.operation === operation && request.status === 200)).toHaveLength(skus.length / 20);
		expectEachOnce(FAMILIES);
		expect(await linked()).toHaveLength(FAMILIES * 4);
	}, 60_000);
});

const generous = ['searchListingsItems', 'searchCatalogItems'].map((operation) => [operation, { rate: 1000, burst: 1000 }] as const);

test('N46, N47, S91: a run that the limit of Cin7 Core draws out beyond a quarter of an hour still keeps others out', async () => {
	const FAMILIES = 45;
	await open(FAMILIES, { cin7Switches: { callsPerWindow: 20 } });
	const begun = Date.now();
	let other: Promise<unknown> | undefined;
	world.cin7.onRequest(async ({ operation }, phase) => {
		if (other || operation !== 'POST /product' || phase !== 'received' || Date.now() - begun < 16 * 60_000) return;
		other = loadProducts(world, 'US', { minutes: 1 }).then(({ item }) => item);
		await other;
	});
	const { item } = await loadProducts(world, 'US', { minutes: 120 });
	expect(await other).toMatchObject({ busy: true, created: [] });
	expect(item.complete).toBe(true);
	expectEachOnce(FAMILIES);
	expect(created()).toHaveLength(FAMILIES * 4);
}, 60_000);
