import { startAmazonSimulator, type AmazonSimulator } from '../sandbox/amazon/amazonSimulator';
import type { CatalogItemSeed, ListingSeed } from '../sandbox/amazon/listingSeeds';
import { isParent } from '../sandbox/amazon/listingShelf';
import type { ProductSeed } from '../sandbox/cin7/seed';
import { startCin7Simulator, type Cin7Simulator } from '../sandbox/cin7/server';
import { fetchConnection } from '../sandbox/cin7Connection';
import { VirtualClock } from '../sandbox/clock';
import { bulkListings } from '../sandbox/demo/bulkListings';
import { demoAccountId, demoApplicationKey, demoTenant } from '../sandbox/demo/tenant';
import { createCin7Client } from '../src/cin7/client';
import type { OpenDatabase } from '../src/database/open';
import type { Store } from '../src/domain/settings';
import { loadProducts } from '../src/processes/catalog/loadProducts';
import { figure, type Figure } from './figures';
import { account, amazonClient, start, store, withTemporaryDatabase } from './seller';

const BENCH = 'catalog-calls';
const HOUR_MS = 3600_000;
/** Identifiers, and listings of a page, that one call of Amazon takes and gives. */
const AMAZON_PAGE = 20;
const CIN7_PAGE = 1000;
/** Published usage plans: calls a second. */
const plans = { searchListingsItems: 5, searchCatalogItems: 2, cin7: 1 } as const;
/** One listing in so many has no product, so that the second load has something to look for. */
const WITHOUT_PRODUCT = 100;

/**
 * What a catalog costs in calls of both services, counted at the simulators, and how long their limits make it take, on a
 * virtual clock: Load Products of one store, twice, with products that are there; and once where they have to be made.
 */
export async function catalogCalls(listings = 10_000, products = 9990, created = 500): Promise<readonly Figure[]> {
	return [...(await matchedCatalog(listings, products)), ...(await createdCatalog(created))];
}

interface Seeds {
	readonly listings: readonly ListingSeed[];
	readonly catalogItems: readonly CatalogItemSeed[];
}

interface Loaded {
	/** Calls by operation. */
	readonly amazon: (operation: string) => number;
	readonly reads: readonly string[];
	readonly writes: readonly string[];
	readonly hours: number;
	readonly linked: number;
}

async function matchedCatalog(count: number, products: number): Promise<Figure[]> {
	const seeds = bulkListings(count);
	const goods = seeds.listings.filter((listing) => !isParent(listing));
	const kept = goods.filter((_, index) => index % WITHOUT_PRODUCT !== 0);
	return await withWorld(seeds, [...kept.map(productOf), ...fill(products - kept.length - demoTenant().products.length)], store, async (load) => {
		const first = await load();
		if (first.linked !== kept.length || first.writes.length > 0) throw new Error(`${first.linked} of ${kept.length} listings linked, ${first.writes.length} writes`);
		const second = await load();
		if (second.linked !== kept.length || second.amazon('searchCatalogItems') > 0 || second.writes.length > 0) throw new Error(`The second load read ${second.amazon('searchCatalogItems')} times from Amazon's catalog and wrote ${second.writes.length} times`);
		return [...firstLoad(first, count, products), ...secondLoad(second, first, count)];
	});
}

function firstLoad(first: Loaded, count: number, products: number): Figure[] {
	const what = `${words(count)} listings, first load`;
	const pages = Math.ceil(count / AMAZON_PAGE);
	const productReads = first.reads.filter((operation) => operation === 'GET /product').length;
	return [
		figure(BENCH, `${what}: searchListingsItems`, { value: first.amazon('searchListingsItems'), unit: 'calls', yardstick: `a page for ${AMAZON_PAGE} listings`, yardstickValue: pages }),
		figure(BENCH, `${what}: searchCatalogItems`, { value: first.amazon('searchCatalogItems'), unit: 'calls', yardstick: `a call for ${AMAZON_PAGE} listings`, yardstickValue: pages }),
		figure(BENCH, `${what}: reading ${words(products)} products`, { value: productReads, unit: 'calls of Cin7 Core', yardstick: `a page for ${words(CIN7_PAGE)} products`, yardstickValue: Math.ceil(products / CIN7_PAGE) }),
		figure(BENCH, `${what}: all calls of Cin7 Core`, { value: first.reads.length + first.writes.length, unit: 'calls', yardstick: `a page for ${words(CIN7_PAGE)} products, and one of families`, yardstickValue: Math.ceil(products / CIN7_PAGE) + 1 }),
		figure(BENCH, `${what}: time`, { value: first.hours, unit: 'virtual hours', yardstick: 'the same yardsticks at the published limits, one after the other', yardstickValue: (pages / plans.searchListingsItems + pages / plans.searchCatalogItems + (Math.ceil(products / CIN7_PAGE) + 1) / plans.cin7) / 3600 }),
	];
}

function secondLoad(second: Loaded, first: Loaded, count: number): Figure[] {
	const what = `${words(count)} listings, second load`;
	const beside = (measure: string, value: number, unit: string, yardstick: string, yardstickValue: number): Figure => figure(BENCH, `${what}: ${measure}`, { value, unit, yardstick, yardstickValue });
	return [
		beside('searchListingsItems', second.amazon('searchListingsItems'), 'calls', 'the first load', first.amazon('searchListingsItems')),
		beside('searchCatalogItems', second.amazon('searchCatalogItems'), 'calls', 'the first load', first.amazon('searchCatalogItems')),
		beside('writes to Cin7 Core', second.writes.length, 'calls', 'a write for each product, as by a client that does not compare', first.linked),
		beside('reads of Cin7 Core', second.reads.length, 'calls', 'the first load', first.reads.length),
		beside('time', second.hours, 'virtual hours', 'the first load', first.hours),
	];
}

/** Every listing becomes a product with a picture, every family a product family. */
async function createdCatalog(count: number): Promise<Figure[]> {
	const seeds = bulkListings(count);
	const goods = seeds.listings.filter((listing) => !isParent(listing)).length;
	const families = seeds.listings.length - goods;
	const creating: Store = { ...store, settings: { ...store.settings, catalog: { ...store.settings.catalog, createProducts: true } } };
	return await withWorld(seeds, [], creating, async (load, cin7) => {
		const before = cin7.world.families.size;
		const made = await load();
		if (made.linked !== goods || cin7.world.families.size - before !== families) throw new Error(`${made.linked} of ${goods} products, ${cin7.world.families.size - before} of ${families} families made`);
		const again = await load();
		if (again.writes.length > 0) throw new Error(`The second load wrote ${again.writes.length} times`);
		const what = `${words(goods)} products and ${words(families)} families made`;
		const fewest = 2 * goods + families;
		return [
			figure(BENCH, `${what}: writes to Cin7 Core`, { value: made.writes.length, unit: 'calls', yardstick: 'a call for each product, each picture and each family', yardstickValue: fewest }),
			figure(BENCH, `${what}: reads of Cin7 Core`, { value: made.reads.length, unit: 'calls', yardstick: 'a look for each family before it is made', yardstickValue: families }),
			figure(BENCH, `${what}: products per hour`, { value: goods / made.hours, unit: 'products per virtual hour', yardstick: 'the fewest writes at 60 a minute', yardstickValue: goods / (fewest / (60 * 60)) }),
		];
	});
}

type Load = () => Promise<Loaded>;

async function withWorld<T>({ listings, catalogItems }: Seeds, products: readonly ProductSeed[], ofStore: Store, work: (load: Load, cin7: Cin7Simulator) => Promise<T>): Promise<T> {
	const clock = new VirtualClock(start);
	const amazon = await startAmazonSimulator({ accounts: [{ ...account([]), listings, catalogItems }], clock });
	const tenant = demoTenant();
	const cin7 = await startCin7Simulator({ tenant: { ...tenant, products: [...tenant.products, ...products] }, clock });
	try {
		return await withTemporaryDatabase(clock, async (database) => {
			await database.stores.save(ofStore);
			return await work(async () => await loadOnce({ amazon, cin7, database, clock, store: ofStore }), cin7);
		});
	} finally {
		await amazon.close();
		await cin7.close();
	}
}

interface World {
	readonly amazon: AmazonSimulator;
	readonly cin7: Cin7Simulator;
	readonly database: OpenDatabase;
	readonly clock: VirtualClock;
	readonly store: Store;
}

/** Load Products as the schedule does it, an hour after what was before; whatever it had to complain of ends the run. */
async function loadOnce({ amazon, cin7, database, clock, store: ofStore }: World): Promise<Loaded> {
	clock.advance(HOUR_MS);
	const [begun, ofAmazon, ofCin7] = [clock.now(), amazon.requests.length, cin7.requests.length];
	const connection = fetchConnection({ baseUrl: cin7.url, accountId: demoAccountId, applicationKey: demoApplicationKey });
	const services = {
		amazon: amazonClient(amazon, { database, clock, runBudgetMs: Infinity }),
		cin7: createCin7Client(connection, { clock, budgets: database.budgets, referenceCache: database.referenceCache, runBudgetMs: Infinity }),
		database, clock, owner: `bench ${begun}`,
	};
	const { load, mapping } = await loadProducts(services, { store: ofStore, startedBy: 'schedule', patienceMs: 0 });
	const [problem] = load.problems;
	if (!load.complete || !mapping.complete || problem) throw new Error(`The load was not complete: ${problem?.message ?? 'no problem told'}`);
	const asked = amazon.requests.slice(ofAmazon);
	const told = cin7.requests.slice(ofCin7);
	const operations = (isWrite: boolean): readonly string[] => told.filter(({ method }) => (method !== 'GET') === isWrite).map(({ operation }) => operation);
	return {
		amazon: (operation) => asked.filter((request) => request.operation === operation).length,
		reads: operations(false),
		writes: operations(true),
		hours: (clock.now() - begun) / HOUR_MS,
		linked: (await database.catalog.count(ofStore.storeId)).linked,
	};
}

const productOf = ({ sellerSku, title }: ListingSeed): ProductSeed => ({ sku: sellerSku, name: title, category: 'Kitchen', price: '10', averageCost: '4' });

/** Products that are not on Amazon. */
function fill(count: number): readonly ProductSeed[] {
	if (count < 0) throw new RangeError('The tenant has fewer products than its listings need');
	return Array.from({ length: count }, (_, index) => ({ sku: `SHOP-${index}`, name: `Shop Item ${index}`, category: 'Home', price: '10', averageCost: '4' }));
}

const words = (count: number): string => count.toLocaleString('en-US');
