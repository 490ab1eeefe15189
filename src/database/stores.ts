import type { Store } from '../domain/settings';
import type { StoreRepository } from '../processes/ports/repositories';
import type { SqlEngine, WriteTransaction } from './engines/engine';
import { toInstant, toMilliseconds } from './instants';
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

async function remove(transaction: WriteTransaction, storeId: string): Promise<Readonly<Record<string, number>>> {
	const store = await transaction.selectFrom('store').selectAll().where('store_id', '=', storeId).executeTakeFirst();
	const deleteFrom = async (table: 'amazon_order' | 'deleted_log_entry' | 'told_problem' | 'product_link' | 'order_event' | 'operation' | 'store'): Promise<number> =>
		Number((await transaction.deleteFrom(table).where('store_id', '=', storeId).executeTakeFirstOrThrow()).numDeletedRows);
	const orders = await deleteFrom('amazon_order');
	const links = await deleteFrom('product_link');
	const events = await deleteFrom('order_event');
	const operations = await deleteFrom('operation');
	await deleteFrom('deleted_log_entry');
	await deleteFrom('told_problem');
	const stores = await deleteFrom('store');
	if (store) await removeUnshared(transaction, store);
	return { stores, orders, links, events, operations };
}

/** What belongs to the account or the tenant goes with its last store. */
async function removeUnshared(transaction: WriteTransaction, { account_key, tenant_key }: StoreTable): Promise<void> {
	const ofAccount = await transaction.selectFrom('store').select('store_id').where('account_key', '=', account_key).executeTakeFirst();
	if (!ofAccount) await transaction.deleteFrom('order_cursor').where('account_key', '=', account_key).execute();
	const ofTenant = await transaction.selectFrom('store').select('store_id').where('tenant_key', '=', tenant_key).executeTakeFirst();
	if (ofTenant) return;
	await transaction.deleteFrom('customer').where('tenant_key', '=', tenant_key).execute();
	await transaction.deleteFrom('reference_cache').where('tenant_key', '=', tenant_key).execute();
}

const toStore = (row: StoreTable): Store => ({
	storeId: row.store_id,
	accountKey: row.account_key,
	marketplaceId: row.marketplace_id,
	tenantKey: row.tenant_key,
	settings: JSON.parse(row.settings) as Store['settings'],
	connectedAt: toInstant(row.connected_at),
});
