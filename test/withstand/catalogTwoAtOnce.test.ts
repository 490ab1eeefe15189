import type { IDataObject } from 'n8n-workflow';
import { postgresConfiguration } from '../../src/n8n/database';
import { DemoWorld } from '../nodes/demoWorld';
import { catalog, connect, loadProducts } from '../nodes/catalog/catalogWorld';
import { BELL, LAMPS, LAMP_FAMILY, NEW_BRAND, NEW_CATEGORY, keptCatalog, newGoods, shelves, together } from './catalogGoods';
import { NodeProcess, killAllProcesses } from './nodeProcess';
import type { NodeOutcome } from './nodeRun';
import { Place, tasks } from './place';
import { TwoWorkers, onBothDatabases } from './twoWorkers';

const TITLE = 'Breakwater Cabin Lamp';
/** The same goods in Germany and France: one account, one tenant, the same SKUs and ASINs. */
const listings = { A2HARBORPINE: together(newGoods({ marketplace: 'DE', title: TITLE }), newGoods({ marketplace: 'FR', title: TITLE })) };
const goods = [BELL, ...LAMPS];

/** The first call of an operation waits until one of the two runs has ended, so that the other one comes while this one is at work. Answers what tells that it has. */
function holdFirst(place: Pick<Place, 'amazon' | 'cin7'>, service: 'amazon' | 'cin7', operation: string): { ended: () => void; held: () => boolean } {
	let letGo: () => void = () => undefined;
	let held = false;
	const otherEnded = new Promise<void>((resolve) => (letGo = resolve));
	const hook = async (call: { operation?: string }, phase: 'received' | 'committed'): Promise<void> => {
		if (held || call.operation !== operation || phase !== 'received') return;
		held = true;
		const patience = setTimeout(letGo, 15_000);
		await otherEnded;
		clearTimeout(patience);
	};
	if (service === 'amazon') place.amazon.onRequest(hook);
	else place.cin7.onRequest(hook);
	return { ended: () => letGo(), held: () => held };
}

const fine = (runs: readonly NodeOutcome[]) => runs.map(({ status, attention, error }) => ({ status, attention, error }));
const isFine = { status: 'success', attention: [], error: undefined };

function expectOneOfEach({ cin7: { world } }: Pick<Place, 'cin7'>): void {
	const { products, families, categories, brands } = shelves(world, /^WS/);
	expect(products.map(({ sku, pictures }) => [sku, pictures.length])).toEqual(goods.map((sku) => [sku, 1]));
	expect(families.filter(({ sku }) => sku.startsWith(LAMP_FAMILY)).map(({ sku, members }) => [sku, members.length])).toEqual([[LAMP_FAMILY, LAMPS.length]]);
	expect([categories.filter((name) => name === NEW_CATEGORY), brands.filter((name) => name === NEW_BRAND)]).toEqual([[NEW_CATEGORY], [NEW_BRAND]]);
}

function battery(database: () => IDataObject | undefined): void {
	let processes: readonly [NodeProcess, NodeProcess];
	let workers: TwoWorkers;
	beforeAll(() => { processes = [new NodeProcess(), new NodeProcess()]; });
	afterAll(async () => { for (const process of processes) await process.kill(); });
	beforeEach(async () => {
		workers = new TwoWorkers(await Place.open({ database: database(), listings }), processes);
		for (const marketplace of ['DE', 'FR'] as const) await workers.one(tasks.connect({ createProducts: true }, marketplace));
	}, 60_000);
	afterEach(async () => await workers.place.close());

	const kept = async () => {
		const values = database();
		return await keptCatalog(workers.place, values && postgresConfiguration(values as never));
	};

	test('N47, S91: two stores of one tenant load at the same moment: one of each product, family, category and brand, and everything linked after one more run', async () => {
		const { place } = workers;
		const { ended, held } = holdFirst(place, 'cin7', 'POST /product');
		const runs = await workers.each(tasks.loadProducts('DE'), tasks.loadProducts('FR'), ended);
		expect(held()).toBe(true);
		expect(runs.map(({ processed: [item] }) => ({ received: item?.received, busy: item?.busy, created: (item?.created as unknown[]).length }))).toEqual([
			// Its listings are loaded, and their products are left to the next run.
			{ received: 5, busy: true, created: 0 },
			{ received: 5, busy: false, created: 4 },
		]);
		expectOneOfEach(place);

		const again = [await workers.one(tasks.loadProducts('DE')), await workers.one(tasks.loadProducts('FR'))];
		expect(fine(again)).toEqual([isFine, isFine]);
		expect(again.map(({ processed: [item] }) => [item?.busy, item?.complete, item?.withoutProduct])).toEqual([[false, true, 0], [false, true, 0]]);
		expectOneOfEach(place);
		const { links, families, leases } = await kept();
		expect(links.map((link) => link.replace(/ \(.*/, ''))).toEqual([...goods, ...goods].map((sku) => `${sku} > ${sku}`));
		expect(families).toEqual([`${newGoods().listings[0]?.asin ?? ''} > ${LAMP_FAMILY}`, `${newGoods().listings[0]?.asin ?? ''} > ${LAMP_FAMILY}`]);
		expect(leases).toEqual([]);
	}, 60_000);

	test('N47: two runs of one store at the same moment: one loads, the other says that it is busy and does nothing', async () => {
		const { place } = workers;
		const { ended, held } = holdFirst(place, 'amazon', 'searchListingsItems');
		const [quick, slow] = await workers.each(tasks.loadProducts('DE'), tasks.loadProducts('DE'), ended);
		expect(held()).toBe(true);
		expect(fine([...(quick ? [quick] : []), ...(slow ? [slow] : [])])).toEqual([isFine, isFine]);
		expect(quick?.processed).toMatchObject([{ busy: true, complete: false, received: 0, new: 0, created: [] }]);
		expect(slow?.processed).toMatchObject([{ busy: false, complete: true, received: 5, new: 5, created: [BELL, ...LAMPS] }]);
		expectOneOfEach(place);
		expect(place.cin7.requests.filter(({ operation }) => operation === 'POST /product')).toHaveLength(goods.length);
		expect(place.amazon.requests.filter(({ operation }) => operation === 'searchListingsItems')).toHaveLength(1);
		const { listings: rows, leases } = await kept();
		expect([rows.length, leases]).toEqual([5, []]);
	}, 60_000);
}

afterAll(killAllProcesses);
onBothDatabases(battery);

describe('in one process', () => {
	let world: DemoWorld;
	beforeEach(async () => {
		world = await DemoWorld.open({ noOrders: true, noListings: true });
		for (const seed of listings.A2HARBORPINE.catalogItems) world.account('DE').setCatalogItem(seed);
		for (const seed of listings.A2HARBORPINE.listings) world.account('DE').addListing(seed);
		for (const marketplace of ['DE', 'FR'] as const) await connect(world, marketplace, { createProducts: true });
	});
	afterEach(async () => await world.close());

	test('N47, S91: two stores of one tenant load at the same moment: one of each product, family, category and brand, and everything linked after one more run', async () => {
		const { ended, held } = holdFirst(world, 'cin7', 'POST /product');
		const load = async (marketplace: 'DE' | 'FR') => await loadProducts(world, marketplace, { attention: 'all' }).finally(ended);
		const runs = await Promise.all([load('DE'), load('FR')]);
		expect(held()).toBe(true);
		expect(runs.map(({ item: { received } }) => received)).toEqual([5, 5]);
		expect(runs.map(({ item: { busy, created } }) => [busy, created]).sort()).toEqual([[false, goods], [true, []]]);
		expectOneOfEach(world);

		for (const marketplace of ['DE', 'FR'] as const) {
			const { item, attention } = await load(marketplace);
			expect([item.busy, item.complete, item.withoutProduct, attention]).toEqual([false, true, 0, []]);
			expect((await catalog(world, {}, marketplace)).flatMap(({ productSku }) => productSku ?? [])).toEqual(goods);
		}
		expectOneOfEach(world);
	});
});
