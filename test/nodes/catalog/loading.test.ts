import type { DemoWorld } from '../demoWorld';
import { addListing, calls, catalog, connect, HOUR, keepListings, loadProducts, openCatalog, operationsLog, removeListing, rowOf, statuses, told } from './catalogWorld';

const FEW = ['HP-MUG-SLATE', 'HP-TOWEL-3', 'HP-CANDLE-12', 'HP-SPOON-WALNUT', '00123'];

let world: DemoWorld;
beforeEach(async () => {
	world = await openCatalog();
	keepListings(world, 'US', FEW);
	await connect(world, 'US');
});
afterEach(async () => await world.close());

describe('loading on demand and by schedule', () => {
	test('S88: Load Products (D11) loads every listing of the store, and links those whose product is found', async () => {
		const { item } = await loadProducts(world);
		expect(item).toMatchObject({ storeId: 'A1HARBORPINE-US', storeName: 'Harbor & Pine US', busy: false, complete: true, received: 5, new: 5, changed: 0, canceled: [], created: [], withoutProduct: 2 });
		expect([...(item.linked as string[])].sort()).toEqual(['HP-CANDLE-12', 'HP-MUG-SLATE', 'HP-TOWEL-3']);
		expect(await rowOf(world, 'HP-TOWEL-3')).toMatchObject({ asin: 'B0DEMO0004', status: 'Listed', productSku: 'HP-TOWEL-3', linkedBy: 'match', fulfillmentChannel: 'MFN', price: '24.50', currency: 'USD' });
		expect(await rowOf(world, 'HP-SPOON-WALNUT')).toMatchObject({ productSku: null, issues: [{ code: 'catalog.noProduct' }] });
	});

	test('S88: a second load of an unchanged catalog changes nothing, writes nothing to Cin7 Core, and reads nothing again from Amazon\'s catalog', async () => {
		await loadProducts(world);
		const [before, enriched] = [await catalog(world), calls(world, 'searchCatalogItems')];
		world.pass(HOUR);
		const { item } = await loadProducts(world);
		expect(item).toMatchObject({ complete: true, received: 5, new: 0, changed: 0, unchanged: 5, canceled: [], linked: [], created: [], updated: [], held: [], families: [] });
		const withoutTimes = (rows: typeof before) => rows.map(({ lastSeenAt: _seen, ...row }) => row);
		expect(withoutTimes(await catalog(world))).toEqual(withoutTimes(before));
		expect(calls(world, 'searchCatalogItems')).toBe(enriched);
		expect(world.writes()).toEqual([]);
	});

	test('N52: from the Listings API (D11) no report is asked for, so Amazon sends no mail', async () => {
		await loadProducts(world);
		expect(calls(world, 'searchListingsItems')).toBeGreaterThan(0);
		expect(world.amazon.requests.filter(({ path }) => path.startsWith('/reports'))).toEqual([]);
	});

	test('S180: every load writes an entry into the operations log, with who started it and counts of loaded, canceled, linked and held', async () => {
		await loadProducts(world, 'US', {}, 'manual');
		removeListing(world, 'HP-CANDLE-12');
		world.pass(HOUR);
		await loadProducts(world);
		const log = await operationsLog(world);
		expect(log.map(({ operation, startedBy }) => [operation, startedBy])).toEqual([['Map Products', 'schedule'], ['Load Products', 'schedule'], ['Map Products', 'user'], ['Load Products', 'user']]);
		expect(log[1]).toMatchObject({ storeId: 'A1HARBORPINE-US', counts: { loaded: 4, new: 0, changed: 0, unchanged: 4, canceled: 1 } });
		expect(log[2]).toMatchObject({ counts: { linked: 3, created: 0, updated: 0, held: 0, withoutProduct: 2 } });
		expect(log[3]).toMatchObject({ counts: { loaded: 5, new: 5, canceled: 0 } });
	});

	test('N53: one message for a run; the same problem is not told again until it changes, unless every open one is asked for', async () => {
		const first = await loadProducts(world);
		expect(first.attention).toHaveLength(1);
		expect(told(first)).toEqual(['catalog.skuLooksAlike', 'catalog.withoutProduct']);
		expect(first.attention[0]?.message).toEqual(expect.stringContaining('2 listings of store Harbor & Pine US have no product in Cin7 Core: 00123, HP-SPOON-WALNUT'));
		world.pass(2 * HOUR);
		expect((await loadProducts(world)).attention).toEqual([]);
		world.pass(2 * HOUR);
		expect(told(await loadProducts(world, 'US', { attention: 'all' }))).toEqual(['catalog.skuLooksAlike', 'catalog.withoutProduct']);
		addListing(world, 'NEW-VASE');
		const changed = await loadProducts(world);
		expect(told(changed)).toEqual(['catalog.withoutProduct']);
		expect(changed.attention[0]?.message).toEqual(expect.stringContaining('NEW-VASE'));
	});

	test('S156 and P57: a listing whose SKU holds a comma or a percent sign is loaded like any other', async () => {
		for (const sellerSku of ['A,B', '100%', 'ü/ß', ' edge ']) addListing(world, sellerSku);
		await loadProducts(world);
		expect(Object.keys(await statuses(world))).toEqual(expect.arrayContaining(['A,B', '100%', 'ü/ß', ' edge ']));
	});
});

describe('a download that is not to be believed', () => {
	const many = Array.from({ length: 30 }, (_, index) => `GOODS-${String(index).padStart(2, '0')}`);

	test('N26: an empty download cancels nothing and asks', async () => {
		await loadProducts(world);
		keepListings(world, 'US', []);
		world.pass(HOUR);
		const run = await loadProducts(world);
		expect(run.item).toMatchObject({ received: 0, canceled: [], catalog: { listed: 5, canceled: 0 } });
		expect(told(run)).toContain('catalog.tooManyMissing');
		expect(run.attention[0]?.message).toEqual(expect.stringMatching(/no listings at all, so 5 of 5 .* None was canceled.*Cancel Missing Listings Anyway/s));
	});

	test('N26: a load that would cancel more than the store\'s share stops and asks; a person who has looked cancels them', async () => {
		for (const sellerSku of many) addListing(world, sellerSku);
		await loadProducts(world);
		for (const sellerSku of many.slice(0, 12)) removeListing(world, sellerSku);
		world.pass(HOUR);
		const stopped = await loadProducts(world);
		expect(stopped.item).toMatchObject({ received: 23, canceled: [], catalog: { listed: 35, canceled: 0 } });
		expect(told(stopped)).toContain('catalog.tooManyMissing');
		expect(stopped.attention[0]?.message).toEqual(expect.stringContaining('12 of 35 listings'));
		expect((await operationsLog(world))[1]).toMatchObject({ operation: 'Load Products', counts: { canceled: 0 }, notes: [expect.stringContaining('None was canceled')] });
		const canceled = await loadProducts(world, 'US', { cancelAnyway: true });
		expect(canceled.item.canceled).toEqual(many.slice(0, 12));
		expect(canceled.item).toMatchObject({ catalog: { listed: 23, canceled: 12 } });
	});

	test('N26: what is missing by mistake is listed as before with the next load', async () => {
		for (const sellerSku of many) addListing(world, sellerSku);
		await loadProducts(world);
		for (const sellerSku of many) removeListing(world, sellerSku);
		await loadProducts(world);
		for (const sellerSku of many) addListing(world, sellerSku);
		const run = await loadProducts(world);
		expect(run.item).toMatchObject({ new: 0, changed: 0, unchanged: 35, canceled: [] });
		expect(told(run)).not.toContain('catalog.tooManyMissing');
	});

	test('N26: the share is the store\'s own setting', async () => {
		for (const sellerSku of many) addListing(world, sellerSku);
		await connect(world, 'US', { more: { cancelLimitPercent: 60 } });
		await loadProducts(world);
		for (const sellerSku of many.slice(0, 12)) removeListing(world, sellerSku);
		expect((await loadProducts(world)).item.canceled).toEqual(many.slice(0, 12));
	});

	test('N26: a download that breaks off cancels nothing; the next run goes on where it ended', async () => {
		for (const sellerSku of many) addListing(world, sellerSku);
		await loadProducts(world);
		removeListing(world, 'GOODS-07');
		world.amazon.faults.add({ kind: 'error500', operation: 'searchListingsItems', times: 1000, when: ({ query }) => query.has('pageToken') });
		const broken = await loadProducts(world);
		expect(broken.item).toMatchObject({ complete: false, received: 20, canceled: [] });
		expect(told(broken)).toContain('amazon.unavailable');
		world.amazon.faults.clear();
		const searched = world.amazon.requests.length;
		expect((await loadProducts(world)).item).toMatchObject({ complete: true, received: 34, canceled: ['GOODS-07'] });
		expect(world.amazon.requests.slice(searched).filter(({ operation, query }) => operation === 'searchListingsItems' && !query.has('pageToken'))).toEqual([]);
	});

	test('N26: a listing that goes while pages are read, and moves the rest, makes no other one canceled', async () => {
		for (const sellerSku of many) addListing(world, sellerSku);
		await loadProducts(world);
		let pages = 0;
		world.amazon.onRequest(({ operation }, phase) => {
			if (operation === 'searchListingsItems' && phase === 'received' && ++pages === 2) removeListing(world, '00123');
		});
		const during = await loadProducts(world);
		expect(during.item.canceled).toEqual([]);
		expect((await loadProducts(world)).item.canceled).toEqual(['00123']);
	});
});
