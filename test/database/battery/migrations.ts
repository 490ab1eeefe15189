import { DatabaseError } from '../../../src/database/engines/engine';
import { migrate, migrations } from '../../../src/database/migrations/migrate';
import { openDatabase, type DatabaseConfig } from '../../../src/database/open';
import type { Migration } from '../../../src/database/migrations/migration';
import { systemClock } from '../../../src/transport/clock';
import { makeOrder, makeStore, START, STORE } from './fixtures';
import { makeLink, makeListing, makeLoad } from './listings';
import { openRaw } from './raw';

const later: Migration = {
	number: migrations.length + 1,
	name: 'a later one',
	apply: async (database) => await database.schema.createTable('later').addColumn('id', 'integer').execute(),
};
const failing: Migration = {
	number: migrations.length + 1,
	name: 'one that fails',
	apply: async (database) => {
		await database.schema.createTable('half').addColumn('id', 'integer').execute();
		throw new Error('No more');
	},
};

const schemaOf = (config: DatabaseConfig): { schema?: string } => (config.engine === 'postgres' && config.schema !== undefined ? { schema: config.schema } : {});

export function migrationTests(freshConfig: () => DatabaseConfig): void {
	describe('migrations', () => {
		test('each is applied once, in order', async () => {
			const config = freshConfig();
			await openDatabase(config, systemClock);
			const raw = await openRaw(config);
			const numbers = async (): Promise<readonly number[]> => (await raw.query.selectFrom('schema_migration').select('number').orderBy('number').execute()).map((row) => row.number);
			expect(await numbers()).toEqual(migrations.map(({ number }) => number));
			for (let time = 0; time < 2; time++) await migrate(raw, { ...schemaOf(config), now: 0, migrations: [...migrations, later] });
			expect(await numbers()).toEqual([...migrations, later].map(({ number }) => number));
			await raw.destroy();
		});

		test('a database of a newer version is refused and not touched', async () => {
			const config = freshConfig();
			const raw = await openRaw(config);
			await migrate(raw, { ...schemaOf(config), now: 0, migrations: [later] });
			await expect(openDatabase(config, systemClock)).rejects.toThrow(DatabaseError);
			await expect(openDatabase(config, systemClock)).rejects.toThrow(/newer version.*Nothing was changed.*Update/);
			expect(await raw.query.selectFrom('schema_migration').selectAll().execute()).toEqual([{ number: later.number, name: later.name, applied_at: 0 }]);
			await expect(raw.query.selectFrom('store').selectAll().execute()).rejects.toThrow();
			await raw.destroy();
		});

		test('one that fails leaves the database as it was', async () => {
			const config = freshConfig();
			await openDatabase(config, systemClock);
			const raw = await openRaw(config);
			await expect(migrate(raw, { ...schemaOf(config), now: 0, migrations: [...migrations, failing] })).rejects.toThrow('No more');
			await migrate(raw, { ...schemaOf(config), now: 0 });
			await expect(raw.query.schema.createTable('half').addColumn('id', 'integer').execute()).resolves.toBeUndefined();
			await raw.destroy();
		});

		test('links that the version before made survive as links by hand, each with a row of the catalog', async () => {
			const config = freshConfig();
			const raw = await openRaw(config);
			await migrate(raw, { ...schemaOf(config), now: 0, migrations: migrations.slice(0, 1) });
			const { storeId, accountKey, tenantKey, marketplaceId, settings } = makeStore();
			await raw.query.insertInto('store').values({ store_id: storeId, account_key: accountKey, tenant_key: tenantKey, marketplace_id: marketplaceId, settings: JSON.stringify(settings), connected_at: 0 }).execute();
			const skus = ['A', ...Array.from({ length: 600 }, (_, index) => `B-${String(index).padStart(3, '0')}`), 'Ä"\\'];
			const links = skus.map((sku) => makeLink(sku));
			const before = raw.query.withTables<{ product_link: { store_id: string; seller_sku: string; product_id: string; product_sku: string; product_name: string; linked_at: number } }>();
			const rows = links.map((link) => ({ store_id: storeId, seller_sku: link.sellerSku, product_id: link.productId, product_sku: link.productSku, product_name: link.productName, linked_at: Date.parse(START) }));
			await before.insertInto('product_link').values(rows as never).execute();
			await raw.destroy();
			const database = await openDatabase(config, systemClock);
			const listed = await database.catalog.list(STORE);
			expect(listed.map(({ link }) => link)).toEqual(links);
			expect(listed.at(-1)).toMatchObject({ listing: { sellerSku: 'Ä"\\', availability: 'inactive' }, status: 'notListed', choice: 'automatic', firstSeenAt: START, enriched: true });
			expect(await database.catalog.list(STORE, { search: 'ä"' })).toHaveLength(1);
			expect(await database.catalog.list(STORE, { undecided: true })).toEqual([]);
			expect(await database.catalog.capture(STORE, [makeListing('A')], makeLoad(1))).toEqual({ new: 1, changed: 0, unchanged: 0 });
			expect((await database.catalog.linksForSkus(STORE, ['A'])).get('A')).toEqual(makeLink('A', { asin: 'B0A' }));
		});

		test('orders, events and products of the version before survive; the index of products is read anew', async () => {
			const config = freshConfig();
			const raw = await openRaw(config);
			await migrate(raw, { ...schemaOf(config), now: 0, migrations: migrations.slice(0, 2) });
			const { storeId, accountKey, tenantKey, marketplaceId, settings } = makeStore();
			await raw.query.insertInto('store').values({ store_id: storeId, account_key: accountKey, tenant_key: tenantKey, marketplace_id: marketplaceId, settings: JSON.stringify(settings), connected_at: 0 }).execute();
			const before = raw.query.withTables<{ amazon_order: Record<string, unknown>; order_event: Record<string, unknown>; product: Record<string, unknown>; product_index: Record<string, unknown> }>();
			const order = { store_id: STORE, order_id: '1', state: 'processed', amazon_order: JSON.stringify(makeOrder('1')), revision: 3, status: 'SHIPPED', created_at: 0, last_updated_at: 0, captured_at: 0, processed_at: 0, checked_at: 0, must_void: 0, look_first: 'no', holds: '[]', progress: '{"done":["sale"]}' };
			await before.insertInto('amazon_order').values([order, { ...order, order_id: '2', state: 'pending', processed_at: null }]).execute();
			await before.insertInto('order_event').values({ store_id: STORE, order_id: '1', kind: 'orderCaptured', at: 0 }).execute();
			await before.insertInto('product').values({ tenant_key: tenantKey, product_id: 'p', sku: 'A', folded_sku: 'a', loose_sku: 'a', name: 'A', folded_name: 'a', active: 1 }).execute();
			await before.insertInto('product_index').values({ tenant_key: tenantKey, current_at: 5, complete_at: 5 }).execute();
			await raw.destroy();
			const database = await openDatabase(config, systemClock);
			const record = await database.orders.find({ storeId: STORE, orderId: '1' });
			expect(record).toMatchObject({ order: makeOrder('1'), state: 'processed', revision: 3, progress: { done: ['sale'] } });
			expect([record?.part, record?.saleKey]).toEqual([undefined, undefined]);
			expect(await database.orders.unpaid(STORE, 9)).toEqual([]);
			expect(await database.orders.claim(STORE, { owner: 'one', ttlMs: 1, limit: 9 })).toMatchObject([{ orderId: '2' }]);
			expect(await database.events.peek({ storeIds: [STORE], kinds: ['orderCaptured'], limit: 9 })).toEqual([{ eventId: 1, storeId: STORE, orderId: '1', kind: 'orderCaptured', at: '1970-01-01T00:00:00.000Z' }]);
			expect(await database.products.byId(tenantKey, ['p'])).toEqual([{ id: 'p', sku: 'A', name: 'A', active: true }]);
			expect(await database.products.state(tenantKey)).toEqual({ current: '1970-01-01T00:00:00.005Z' });
		});

		test('orders and events of the version before settlements survive, and settlements are kept beside them', async () => {
			const config = freshConfig();
			const raw = await openRaw(config);
			await migrate(raw, { ...schemaOf(config), now: 0, migrations: migrations.slice(0, 3) });
			const { storeId, accountKey, tenantKey, marketplaceId, settings } = makeStore();
			await raw.query.insertInto('store').values({ store_id: storeId, account_key: accountKey, tenant_key: tenantKey, marketplace_id: marketplaceId, settings: JSON.stringify(settings), connected_at: 0 }).execute();
			await raw.query.insertInto('order_event').values({ store_id: STORE, order_id: '1', kind: 'orderCaptured', at: 0 }).execute();
			await raw.destroy();
			const database = await openDatabase(config, systemClock);
			expect((await database.stores.find(STORE))?.accountKey).toBe(accountKey);
			expect(await database.events.peek({ storeIds: [STORE], kinds: ['orderCaptured'], limit: 9 })).toHaveLength(1);
			expect(await database.settlements.list({ accountKey })).toEqual([]);
		});

		test('numbers count up from 1 without gaps', () => {
			expect(migrations.map(({ number }) => number)).toEqual(migrations.map((_, index) => index + 1));
		});
	});
}
