import path from 'node:path';
import { demoStoreId } from '../../../sandbox/demo/setUp';
import { openRaw } from '../../database/battery/raw';
import { newGoods, shelves } from '../../withstand/catalogGoods';
import { byId, DemoWorld, expectGreen } from '../demoWorld';
import { catalog, connect, loadProducts } from './catalogWorld';

const TITLE = 'Breakwater Cabin Lamp';
let world: DemoWorld;
beforeEach(async () => {
	world = await DemoWorld.open({ noOrders: true, noListings: true });
	for (const marketplace of ['DE', 'FR'] as const) {
		const { listings, catalogItems } = newGoods({ marketplace, title: TITLE });
		for (const item of catalogItems) world.account('DE').setCatalogItem(item);
		for (const listing of listings) world.account('DE').addListing(listing);
		await connect(world, marketplace, { createProducts: true });
		await loadProducts(world, marketplace);
	}
});
afterEach(async () => await world.close());

/** Rows of each table of the catalog, by store. */
async function rows(): Promise<Readonly<Record<string, Readonly<Record<string, number>>>>> {
	const engine = await openRaw({ engine: 'sqlite', file: path.join(world.userFolder, '.n8n', 'amazon-cin7', 'sync.sqlite'), buyerDataKey: new Uint8Array(32) });
	try {
		const counts: Record<string, Record<string, number>> = {};
		for (const table of ['listing', 'product_link', 'family_link', 'catalog_item', 'catalog_load', 'told_problem', 'operation'] as const) {
			for (const { store_id: storeId } of await engine.query.selectFrom(table).select('store_id').execute()) {
				const ofStore = (counts[storeId ?? 'none'] ??= {});
				ofStore[table] = (ofStore[table] ?? 0) + 1;
			}
		}
		return counts;
	} finally {
		await engine.destroy();
	}
}

const disconnect = async (marketplace: 'DE' | 'FR') => await world.run('amazonStore', { operation: 'disconnect', store: byId(demoStoreId(marketplace)), confirm: true }, { store: 'DE' });

test('S80: Disconnect removes the listings, links, families and Amazon data of that store and counts them; products and families in Cin7 Core and the other store\'s catalog stay', async () => {
	const [before, goods, german] = [await rows(), shelves(world.cin7.world), await catalog(world, {}, 'DE')];
	expect(before[demoStoreId('FR')]).toMatchObject({ listing: 5, product_link: 4, family_link: 1, catalog_item: 5 });
	const writes = world.writes().length;

	const run = await disconnect('FR');
	expectGreen(run);
	expect(run.processed).toMatchObject([{ storeId: demoStoreId('FR'), disconnected: true, removed: { stores: 1, listings: 5, links: 4, familyLinks: 1, catalogItems: 5 } }]);
	const after = await rows();
	expect(after[demoStoreId('FR')]).toBeUndefined();
	expect(after[demoStoreId('DE')]).toEqual(before[demoStoreId('DE')]);
	expect(world.writes().length).toBe(writes);
	expect(shelves(world.cin7.world)).toEqual(goods);
	expect(await catalog(world, {}, 'DE')).toEqual(german);
	expect(await catalog(world, {}, 'all')).toEqual(german);
});

test('S80, S91: connected anew, the store finds its products and their family again and creates none', async () => {
	const goods = shelves(world.cin7.world);
	expectGreen(await disconnect('DE'));
	// The last store of the tenant takes along what is known of its products.
	expectGreen(await disconnect('FR'));
	expect((await world.run('catalogMapper', { operation: 'getMany', store: byId('all') })).error?.message).toContain('No store is connected');
	expect(await rows()).toEqual({});
	world.pass(3600_000);
	await connect(world, 'FR', { createProducts: true });
	const { item } = await loadProducts(world, 'FR');
	expect(item).toMatchObject({ complete: true, new: 5, created: [], withoutProduct: 0 });
	expect(item.linked).toHaveLength(4);
	expect(shelves(world.cin7.world)).toEqual(goods);
});
