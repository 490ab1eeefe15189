import { sql } from 'kysely';
import type { EngineKind } from '../engines/engine';
import type { Migration, SchemaSource } from './migration';

async function createStoreTables(database: SchemaSource): Promise<void> {
	await database.schema.createTable('store')
		.addColumn('store_id', 'text', (column) => column.primaryKey())
		.addColumn('account_key', 'text', (column) => column.notNull())
		.addColumn('tenant_key', 'text', (column) => column.notNull())
		.addColumn('marketplace_id', 'text', (column) => column.notNull())
		.addColumn('settings', 'text', (column) => column.notNull())
		.addColumn('connected_at', 'bigint', (column) => column.notNull())
		.execute();
	await database.schema.createTable('product_link')
		.addColumn('store_id', 'text', (column) => column.notNull().references('store.store_id').onDelete('cascade'))
		.addColumn('seller_sku', 'text', (column) => column.notNull())
		.addColumn('product_id', 'text', (column) => column.notNull())
		.addColumn('product_sku', 'text', (column) => column.notNull())
		.addColumn('product_name', 'text', (column) => column.notNull())
		.addColumn('linked_at', 'bigint', (column) => column.notNull())
		.addPrimaryKeyConstraint('product_link_key', ['store_id', 'seller_sku'])
		.execute();
}

async function createOrderTables(database: SchemaSource): Promise<void> {
	await database.schema.createTable('amazon_order')
		.addColumn('store_id', 'text', (column) => column.notNull().references('store.store_id').onDelete('cascade'))
		.addColumn('order_id', 'text', (column) => column.notNull())
		.addColumn('state', 'text', (column) => column.notNull())
		.addColumn('state_reason', 'text')
		.addColumn('amazon_order', 'text', (column) => column.notNull())
		.addColumn('revision', 'integer', (column) => column.notNull())
		.addColumn('status', 'text', (column) => column.notNull())
		.addColumn('fulfillment_channel', 'text')
		.addColumn('created_at', 'bigint', (column) => column.notNull())
		.addColumn('last_updated_at', 'bigint', (column) => column.notNull())
		.addColumn('shipped_at', 'bigint')
		.addColumn('captured_at', 'bigint', (column) => column.notNull())
		.addColumn('processed_at', 'bigint')
		.addColumn('checked_at', 'bigint', (column) => column.notNull())
		.addColumn('must_void', 'integer', (column) => column.notNull())
		.addColumn('look_first', 'text', (column) => column.notNull())
		.addColumn('holds', 'text', (column) => column.notNull())
		.addColumn('progress', 'text', (column) => column.notNull())
		.addColumn('buyer_data', 'text')
		.addColumn('claim_owner', 'text')
		.addColumn('claim_until', 'bigint')
		.addPrimaryKeyConstraint('amazon_order_key', ['store_id', 'order_id'])
		.execute();
	await database.schema.createIndex('amazon_order_state').on('amazon_order').columns(['store_id', 'state', 'created_at', 'order_id']).execute();
	// Small however long the log grows: the orders that claims look for, and those whose buyer data may have to go.
	await database.schema.createIndex('amazon_order_claimable').on('amazon_order').columns(['store_id', 'created_at', 'order_id']).where(sql<boolean>`(state = 'pending' or must_void = 1)`).execute();
	await database.schema.createIndex('amazon_order_buyer_data').on('amazon_order').columns(['store_id', 'order_id']).where(sql<boolean>`buyer_data is not null`).execute();
	await database.schema.createIndex('amazon_order_claim').on('amazon_order').columns(['claim_owner']).execute();
	await database.schema.createTable('deleted_log_entry')
		.addColumn('store_id', 'text', (column) => column.notNull().references('store.store_id').onDelete('cascade'))
		.addColumn('order_id', 'text', (column) => column.notNull())
		.addColumn('look_first', 'text', (column) => column.notNull())
		.addColumn('deleted_at', 'bigint', (column) => column.notNull())
		.addPrimaryKeyConstraint('deleted_log_entry_key', ['store_id', 'order_id'])
		.execute();
	await database.schema.createTable('told_problem')
		.addColumn('store_id', 'text', (column) => column.notNull().references('store.store_id').onDelete('cascade'))
		.addColumn('order_id', 'text', (column) => column.notNull())
		.addColumn('fingerprint', 'text', (column) => column.notNull())
		.addPrimaryKeyConstraint('told_problem_key', ['store_id', 'order_id'])
		.execute();
	await database.schema.createTable('order_cursor')
		.addColumn('account_key', 'text', (column) => column.primaryKey())
		.addColumn('position', 'text', (column) => column.notNull())
		.execute();
}

async function createEventTables(database: SchemaSource, kind: EngineKind): Promise<void> {
	await database.schema.createTable('order_event')
		.addColumn('event_id', kind === 'sqlite' ? 'integer' : 'bigint', (column) => (kind === 'sqlite' ? column.primaryKey().autoIncrement() : column.primaryKey().generatedAlwaysAsIdentity()))
		.addColumn('store_id', 'text', (column) => column.notNull().references('store.store_id').onDelete('cascade'))
		.addColumn('order_id', 'text', (column) => column.notNull())
		.addColumn('kind', 'text', (column) => column.notNull())
		.addColumn('at', 'bigint', (column) => column.notNull())
		.execute();
	await database.schema.createIndex('order_event_store').on('order_event').columns(['store_id', 'kind', 'event_id']).execute();
	await database.schema.createTable('event_delivery')
		.addColumn('subscriber', 'text', (column) => column.notNull())
		.addColumn('event_id', 'bigint', (column) => column.notNull().references('order_event.event_id').onDelete('cascade'))
		.addColumn('instance', 'text', (column) => column.notNull())
		.addColumn('given_at', 'bigint', (column) => column.notNull())
		.addColumn('confirmed', 'integer', (column) => column.notNull())
		.addPrimaryKeyConstraint('event_delivery_key', ['subscriber', 'event_id'])
		.execute();
	await database.schema.createIndex('event_delivery_event').on('event_delivery').columns(['event_id']).execute();
	await database.schema.createIndex('event_delivery_open').on('event_delivery').columns(['subscriber', 'confirmed']).execute();
}

async function createTenantTables(database: SchemaSource): Promise<void> {
	await database.schema.createTable('customer')
		.addColumn('tenant_key', 'text', (column) => column.notNull())
		.addColumn('name_hash', 'text', (column) => column.notNull())
		.addColumn('customer_id', 'text', (column) => column.notNull())
		.addPrimaryKeyConstraint('customer_key', ['tenant_key', 'name_hash'])
		.execute();
	await database.schema.createTable('reference_cache')
		.addColumn('tenant_key', 'text', (column) => column.primaryKey())
		.addColumn('reference', 'text', (column) => column.notNull())
		.addColumn('read_at', 'bigint', (column) => column.notNull())
		.execute();
}

async function createRunTables(database: SchemaSource, kind: EngineKind): Promise<void> {
	// No reference to the store: the entry about a disconnected store is written after it is gone.
	await database.schema.createTable('operation')
		.addColumn('operation_id', kind === 'sqlite' ? 'integer' : 'bigint', (column) => (kind === 'sqlite' ? column.primaryKey().autoIncrement() : column.primaryKey().generatedAlwaysAsIdentity()))
		.addColumn('store_id', 'text', (column) => column.notNull())
		.addColumn('operation', 'text', (column) => column.notNull())
		.addColumn('started_by', 'text', (column) => column.notNull())
		.addColumn('started_at', 'bigint', (column) => column.notNull())
		.addColumn('finished_at', 'bigint', (column) => column.notNull())
		.addColumn('counts', 'text', (column) => column.notNull())
		.addColumn('notes', 'text', (column) => column.notNull())
		.execute();
	await database.schema.createIndex('operation_store').on('operation').columns(['store_id', 'operation_id']).execute();
	await database.schema.createTable('lease')
		.addColumn('lease_key', 'text', (column) => column.primaryKey())
		.addColumn('owner', 'text', (column) => column.notNull())
		.addColumn('held_until', 'bigint', (column) => column.notNull())
		.execute();
	await database.schema.createTable('rate_budget')
		.addColumn('bucket_key', 'text', (column) => column.primaryKey())
		.addColumn('tokens', 'double precision')
		.addColumn('tokens_at', 'bigint', (column) => column.notNull())
		.addColumn('learned_rate', 'double precision')
		.execute();
}

export const firstTables: Migration = {
	number: 1,
	name: 'first tables',
	apply: async (database, kind) => {
		await createStoreTables(database);
		await createOrderTables(database);
		await createEventTables(database, kind);
		await createTenantTables(database);
		await createRunTables(database, kind);
	},
};
