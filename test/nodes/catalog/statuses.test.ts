import type { IDataObject } from 'n8n-workflow';
import { demoStoreId } from '../../../sandbox/demo/setUp';
import { byId, type DemoWorld } from '../demoWorld';
import { act, addListing, bySku, catalog, connect, HOUR, keepListings, loadProducts, openCatalog, removeListing, rowOf, statuses } from './catalogWorld';

describe('what becomes of listings', () => {
	let world: DemoWorld;
	beforeEach(async () => {
		world = await openCatalog();
		keepListings(world, 'US', []);
		for (const sellerSku of ['A', 'B', 'C']) addListing(world, sellerSku);
		await connect(world, 'US');
		await loadProducts(world);
	});
	afterEach(async () => await world.close());

	test('S118: A, B, C are in the catalog; C becomes D at Amazon: after the next load A, B and D are Listed and C is Canceled', async () => {
		expect(await statuses(world)).toEqual({ A: 'Listed', B: 'Listed', C: 'Listed' });
		removeListing(world, 'C');
		addListing(world, 'D');
		world.pass(HOUR);
		expect((await loadProducts(world)).item).toMatchObject({ new: 1, unchanged: 2, canceled: ['C'], catalog: { listed: 3, notListed: 0, canceled: 1 } });
		expect(await statuses(world)).toEqual({ A: 'Listed', B: 'Listed', C: 'Canceled', D: 'Listed' });
	});

	test('S118: a canceled listing that comes again is Listed again, with its link', async () => {
		await act(world, 'link', 'C', { product: bySku('HP-TRIVET') });
		removeListing(world, 'C');
		await loadProducts(world);
		expect(await rowOf(world, 'C')).toMatchObject({ status: 'Canceled', productSku: 'HP-TRIVET' });
		addListing(world, 'C');
		await loadProducts(world);
		expect(await rowOf(world, 'C')).toMatchObject({ status: 'Listed', productSku: 'HP-TRIVET', linkedBy: 'user' });
	});

	test('S108: Not Listed is what only a link or a draft makes known, Listed what Amazon sells, Canceled what was removed from Amazon', async () => {
		await world.run('catalogMapper', { operation: 'importLinks', store: byId(demoStoreId('US')), links: 'BEFORE-AMAZON => HP-TRIVET' });
		addListing(world, 'DRAFT', { asin: undefined, state: 'incomplete', price: undefined });
		addListing(world, 'SOLD-OUT', { state: 'inactive', quantity: 0 });
		removeListing(world, 'A');
		await loadProducts(world);
		expect(await statuses(world)).toEqual({ 'A': 'Canceled', 'B': 'Listed', 'C': 'Listed', 'BEFORE-AMAZON': 'Not Listed', 'DRAFT': 'Not Listed', 'SOLD-OUT': 'Listed' });
	});

	test('S109: canceled rows are hidden until Show Only Active is off', async () => {
		removeListing(world, 'C');
		await loadProducts(world);
		expect(Object.keys(await statuses(world, { onlyActive: true }))).toEqual(['A', 'B']);
		expect(await statuses(world, { onlyActive: false })).toMatchObject({ C: 'Canceled' });
		const byDefault = await world.run('catalogMapper', { operation: 'getMany', store: byId('all') });
		expect(byDefault.processed.map(({ sellerSku }) => sellerSku)).toEqual(['A', 'B']);
	});
});

describe('views of a loaded catalog', () => {
	let world: DemoWorld;
	beforeAll(async () => {
		world = await openCatalog();
		keepListings(world, 'US', ['HP-APRON', 'HP-APRON-NAVY', 'HP-APRON-OLIVE', 'HP-APRON-RUST', 'HP-TOWEL-3', 'HP-TOWEL-3-FBA', 'HP-SPOON-WALNUT']);
		await connect(world, 'US');
		await loadProducts(world);
	});
	afterAll(async () => await world.close());

	const skus = async (parameters: IDataObject = {}): Promise<readonly unknown[]> => (await catalog(world, parameters)).map(({ sellerSku }) => sellerSku);
	const found = async (filters: IDataObject): Promise<readonly unknown[]> => await skus({ filters });

	test('S110: with Show Variations Separately each variant is a row; without it a family is one row with its variants', async () => {
		expect(await skus({ variationsSeparately: true })).toEqual(['HP-APRON-NAVY', 'HP-APRON-OLIVE', 'HP-APRON-RUST', 'HP-SPOON-WALNUT', 'HP-TOWEL-3', 'HP-TOWEL-3-FBA']);
		const [family, ...others] = await catalog(world, { variationsSeparately: false });
		expect(family).toMatchObject({ kind: 'family', asin: 'B0DEMOF100', title: 'Harbor Canvas Apron', status: 'Listed' });
		expect((family?.variants as IDataObject[]).map(({ sellerSku, options, productSku }) => [sellerSku, options, productSku])).toEqual([
			['HP-APRON-NAVY', { Color: 'Navy' }, 'HP-APRON-NAVY'],
			['HP-APRON-OLIVE', { Color: 'Olive' }, 'HP-APRON-OLIVE'],
			['HP-APRON-RUST', { Color: 'Rust' }, null],
		]);
		expect(others.map(({ kind, sellerSku }) => [kind, sellerSku])).toEqual([['listing', 'HP-SPOON-WALNUT'], ['listing', 'HP-TOWEL-3'], ['listing', 'HP-TOWEL-3-FBA']]);
	});

	test('S114: an alias is the name that the catalog shows for a listing instead of the product\'s, and can be taken away', async () => {
		expect(await rowOf(world, 'HP-TOWEL-3')).toMatchObject({ name: 'Linen Tea Towel, Set of 3', alias: null });
		expect((await act(world, 'setAlias', 'HP-TOWEL-3', { alias: 'Towels for spring' })).processed).toEqual([{ storeId: 'A1HARBORPINE-US', sellerSku: 'HP-TOWEL-3', alias: 'Towels for spring' }]);
		expect(await rowOf(world, 'HP-TOWEL-3')).toMatchObject({ name: 'Towels for spring', alias: 'Towels for spring', productName: 'Linen Tea Towel, Set of 3' });
		world.pass(HOUR);
		await loadProducts(world);
		expect(await rowOf(world, 'HP-TOWEL-3')).toMatchObject({ name: 'Towels for spring' });
		expect(await found({ search: 'spring' })).toEqual(['HP-TOWEL-3']);
		await act(world, 'setAlias', 'HP-TOWEL-3', { alias: ' ' });
		expect(await rowOf(world, 'HP-TOWEL-3')).toMatchObject({ name: 'Linen Tea Towel, Set of 3', alias: null });
		expect((await act(world, 'setAlias', 'NO-SUCH', { alias: 'x' })).error?.message).toBe('The catalog has no such listing');
	});

	test('S115: rows are found by link, by need and by part of SKU, ASIN or title', async () => {
		expect(await found({ links: 'linked' })).toEqual(['HP-APRON-NAVY', 'HP-APRON-OLIVE', 'HP-TOWEL-3', 'HP-TOWEL-3-FBA']);
		expect(await found({ links: 'unlinked' })).toEqual(['HP-APRON-RUST', 'HP-SPOON-WALNUT']);
		expect(await found({ withIssues: true })).toEqual(['HP-APRON-RUST', 'HP-SPOON-WALNUT']);
		expect(await found({ search: 'towel' })).toEqual(['HP-TOWEL-3', 'HP-TOWEL-3-FBA']);
		expect(await found({ search: 'b0demof103' })).toEqual(['HP-APRON-RUST']);
		expect(await found({ search: 'walnut spoon' })).toEqual(['HP-SPOON-WALNUT']);
		expect(await skus({ returnAll: false, limit: 2 })).toEqual(['HP-APRON-NAVY', 'HP-APRON-OLIVE']);
	});

	test('N45: where nothing is found there is no item', async () => {
		expect(await found({ search: 'nothing of that name' })).toEqual([]);
		expect((await act(world, 'confirmAsin', 'HP-TOWEL-3')).processed).toEqual([]);
	});

	test('S111: the list of listings shows SKU, title and what is not linked, and searches; the list of products finds them by SKU and name', async () => {
		const parameters = { operation: 'link', store: byId(demoStoreId('US')) };
		const listings = await world.search('catalogMapper', 'searchListings', undefined, undefined, parameters);
		expect(listings.results).toEqual(expect.arrayContaining([{ name: 'HP-TOWEL-3: Linen Tea Towel, Set of 3', value: 'HP-TOWEL-3' }, { name: 'HP-APRON-RUST: Harbor Canvas Apron, Rust (not linked)', value: 'HP-APRON-RUST' }]));
		expect((await world.search('catalogMapper', 'searchListings', 'spoon', undefined, parameters)).results.map(({ value }) => value)).toEqual(['HP-SPOON-WALNUT']);
		expect((await world.search('catalogMapper', 'searchListings', undefined, undefined, { ...parameters, store: byId('A1HARBORPINE-CA') })).results).toEqual([]);
		expect((await world.search('catalogMapper', 'searchProducts', 'HP-TRIVET', undefined, parameters)).results).toEqual([{ name: 'HP-TRIVET: Cast Iron Trivet', value: 'HP-TRIVET' }]);
		const all = (await world.search('catalogMapper', 'searchProducts', undefined, undefined, parameters)).results.map(({ value }) => value);
		expect(all).toContain('HP-TOWEL-3');
		expect(all).not.toContain('HP-LANTERN-OLD');
	});
});
