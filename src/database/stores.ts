import { storeSettings, type Store } from '../domain/settings';
import type { RefundCursor } from '../processes/ports/credits';
import type { OrderCursor, StoreRepository } from '../processes/ports/repositories';
import type { SqlEngine, WriteTransaction } from './engines/engine';
import { toInstant, toMilliseconds } from './instants';
import { removeSettlements } from './settlements/removal';
import type { StoreTable } from './schema';

export function createStoreRepository(engine: SqlEngine): StoreRepository {
	return {
		save: async (store) => await save(engine, store),
		find: async (storeId) => {
			const row = await engine.query.selectFrom('store').selectAll().where('store_id', '=', storeId).executeTakeFirst();
			return row && toStore(row);
		},
		list: async ({ accountKey, tenantKey } = {}) => {
			let query = engine.query.selectFrom('store').selectAll().orderBy('store_id');
			if (accountKey !== undefined) query = query.where('account_key', '=', accountKey);
			if (tenantKey !== undefined) query = query.where('tenant_key', '=', tenantKey);
			return (await query.execute()).map(toStore);
		},
		saveSettings: async (storeId, settings) => {
			const { numUpdatedRows } = await engine.query.updateTable('store').set({ settings: JSON.stringify(settings) }).where('store_id', '=', storeId).executeTakeFirstOrThrow();
			if (numUpdatedRows === 0n) throw new Error(`Store ${storeId} is not connected. Connect it with the Amazon Store node first.`);
		},
		remove: async (storeId) => await engine.write(async (transaction) => await remove(transaction, storeId)),
	};
}

async function save(engine: SqlEngine, { storeId, accountKey, marketplaceId, tenantKey, settings, connectedAt }: Store): Promise<void> {
	const replaced = { account_key: accountKey, marketplace_id: marketplaceId, tenant_key: tenantKey, settings: JSON.stringify(settings) };
	await engine.query
		.insertInto('store')
		.values({ store_id: storeId, connected_at: toMilliseconds(connectedAt), ...replaced })
		.onConflict((conflict) => conflict.column('store_id').doUpdateSet(replaced))
		.execute();
}

type TableOfStore = 'amazon_order' | 'daily_sale' | 'credit' | 'deleted_log_entry' | 'told_problem' | 'product_link' | 'family_link' | 'listing' | 'catalog_item' | 'catalog_load' | 'order_event' | 'operation' | 'store';

/** S80. */
async function remove(transaction: WriteTransaction, storeId: string): Promise<Readonly<Record<string, number>>> {
	const store = await transaction.selectFrom('store').selectAll().where('store_id', '=', storeId).executeTakeFirst();
	const deleteFrom = async (table: TableOfStore): Promise<number> =>
		Number((await transaction.deleteFrom(table).where('store_id', '=', storeId).executeTakeFirstOrThrow()).numDeletedRows);
	const removed = {
		orders: await deleteFrom('amazon_order'),
		dailySales: await deleteFrom('daily_sale'),
		credits: await deleteFrom('credit'),
		settlements: store ? await removeSettlements(transaction, { accountKey: store.account_key, storeId }) : 0,
		links: await deleteFrom('product_link'),
		familyLinks: await deleteFrom('family_link'),
		listings: await deleteFrom('listing'),
		catalogItems: await deleteFrom('catalog_item'),
		events: await deleteFrom('order_event'),
		operations: await deleteFrom('operation'),
	};
	for (const table of ['deleted_log_entry', 'told_problem', 'catalog_load'] as const) await deleteFrom(table);
	// The place in its list of changed sales, of a store that assigns payments.
	await transaction.deleteFrom('order_cursor').where('account_key', '=', `payments ${storeId}`).execute();
	const stores = await deleteFrom('store');
	if (store) await removeUnshared(transaction, store);
	return { stores, ...removed };
}

/** What belongs to the account or the tenant goes with its last store. */
async function removeUnshared(transaction: WriteTransaction, { account_key, marketplace_id, tenant_key }: StoreTable): Promise<void> {
	const ofAccount = await transaction.selectFrom('store').select('store_id').where('account_key', '=', account_key).executeTakeFirst();
	if (ofAccount) await uncover(transaction, account_key, marketplace_id);
	else await removeAccount(transaction, account_key);
	const ofTenant = await transaction.selectFrom('store').select('store_id').where('tenant_key', '=', tenant_key).executeTakeFirst();
	if (ofTenant) return;
	for (const table of ['customer', 'reference_cache', 'product', 'family', 'product_index'] as const) {
		await transaction.deleteFrom(table).where('tenant_key', '=', tenant_key).execute();
	}
}

/** The account is read on without the marketplace: one that is connected again is caught up with as a new one is. */
async function uncover(transaction: WriteTransaction, accountKey: string, marketplaceId: string): Promise<void> {
	const other = await transaction.selectFrom('store').select('store_id').where('account_key', '=', accountKey).where('marketplace_id', '=', marketplaceId).executeTakeFirst();
	if (other) return;
	for (const table of ['order_cursor', 'refund_cursor'] as const) {
		const row = await transaction.selectFrom(table).select('position').where('account_key', '=', accountKey).executeTakeFirst();
		if (!row) continue;
		const position = JSON.parse(row.position) as OrderCursor | RefundCursor;
		const covered = position.covered?.filter((id) => id !== marketplaceId);
		await transaction.updateTable(table).set({ position: JSON.stringify({ ...position, covered }) }).where('account_key', '=', accountKey).execute();
	}
}

/** The keys of its loads since a date and of history begin with the account's. */
async function removeAccount(transaction: WriteTransaction, accountKey: string): Promise<void> {
	for (const table of ['order_cursor', 'refund_cursor'] as const) {
		await transaction.deleteFrom(table).where(({ eb, fn, val }) => eb(fn<string>('substr', ['account_key', val(1), val(accountKey.length)]), '=', accountKey)).execute();
	}
	for (const table of ['history_load', 'history_order'] as const) {
		await transaction.deleteFrom(table).where(({ eb, fn, val }) => eb(fn<string>('substr', ['load_key', val(1), val(accountKey.length)]), '=', accountKey)).execute();
	}
}

const toStore = (row: StoreTable): Store => ({
	storeId: row.store_id,
	accountKey: row.account_key,
	marketplaceId: row.marketplace_id,
	tenantKey: row.tenant_key,
	// Settings stored by an earlier version have no value for what came later.
	settings: storeSettings.parse(JSON.parse(row.settings)),
	connectedAt: toInstant(row.connected_at),
});
