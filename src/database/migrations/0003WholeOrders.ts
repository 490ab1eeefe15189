import { sql } from 'kysely';
import type { Migration, SchemaSource } from './migration';

/** The tables of this step's data, as they are at this step. */
type TablesThen = { product_index: { complete_at: number | null } };

async function extendOrders(database: SchemaSource): Promise<void> {
	const order = () => database.schema.alterTable('amazon_order');
	// One by one: SQLite takes no two in one statement.
	await order().addColumn('sale_key', 'text').execute();
	await order().addColumn('sale_part', 'text').execute();
	await order().addColumn('look_for', 'text').execute();
	await database.schema.alterTable('deleted_log_entry').addColumn('look_for', 'text').execute();
	await order().addColumn('unpaid', 'integer', (column) => column.notNull().defaultTo(0)).execute();
	await database.schema.createIndex('amazon_order_sale').on('amazon_order').columns(['sale_key', 'created_at', 'order_id']).where(sql<boolean>`sale_key is not null`).execute();
	await database.schema.createIndex('amazon_order_unpaid').on('amazon_order').columns(['store_id', 'created_at', 'order_id']).where(sql<boolean>`unpaid = 1`).execute();
}

async function createDailySaleTable(database: SchemaSource): Promise<void> {
	await database.schema.createTable('daily_sale')
		.addColumn('sale_key', 'text', (column) => column.primaryKey())
		.addColumn('store_id', 'text', (column) => column.notNull().references('store.store_id').onDelete('cascade'))
		.addColumn('day', 'text', (column) => column.notNull())
		.addColumn('number', 'integer', (column) => column.notNull())
		.addColumn('state', 'text', (column) => column.notNull())
		.addColumn('frame', 'text', (column) => column.notNull())
		.addColumn('look_first', 'text', (column) => column.notNull())
		.addColumn('holds', 'text', (column) => column.notNull())
		.addColumn('progress', 'text', (column) => column.notNull())
		.addColumn('unpaid', 'integer', (column) => column.notNull())
		.addColumn('created_at', 'bigint', (column) => column.notNull())
		.addColumn('done_at', 'bigint')
		.addColumn('claim_owner', 'text')
		.addColumn('claim_until', 'bigint')
		.execute();
	await database.schema.createIndex('daily_sale_day').unique().on('daily_sale').columns(['store_id', 'day', 'number']).execute();
	await database.schema.createIndex('daily_sale_open').on('daily_sale').columns(['store_id', 'day', 'number']).where(sql<boolean>`state = 'open'`).execute();
	await database.schema.createIndex('daily_sale_unpaid').on('daily_sale').columns(['store_id', 'day', 'number']).where(sql<boolean>`unpaid = 1`).execute();
}

async function createCreditTables(database: SchemaSource): Promise<void> {
	await database.schema.createTable('credit')
		.addColumn('store_id', 'text', (column) => column.notNull().references('store.store_id').onDelete('cascade'))
		.addColumn('credit_id', 'text', (column) => column.notNull())
		.addColumn('kind', 'text', (column) => column.notNull())
		.addColumn('order_id', 'text')
		.addColumn('refund_id', 'text')
		.addColumn('refund', 'text')
		.addColumn('part', 'text')
		.addColumn('state', 'text', (column) => column.notNull())
		.addColumn('state_reason', 'text')
		.addColumn('holds', 'text', (column) => column.notNull())
		.addColumn('progress', 'text', (column) => column.notNull())
		.addColumn('posted_at', 'bigint', (column) => column.notNull())
		.addColumn('captured_at', 'bigint', (column) => column.notNull())
		.addColumn('processed_at', 'bigint')
		.addColumn('claim_owner', 'text')
		.addColumn('claim_until', 'bigint')
		.addPrimaryKeyConstraint('credit_key', ['store_id', 'credit_id'])
		.execute();
	await database.schema.createIndex('credit_state').on('credit').columns(['store_id', 'state', 'posted_at', 'credit_id']).execute();
	await database.schema.createIndex('credit_order').on('credit').columns(['store_id', 'order_id']).execute();
	await database.schema.createIndex('credit_refund').on('credit').columns(['store_id', 'refund_id']).execute();
	await database.schema.createIndex('credit_claim').on('credit').columns(['claim_owner']).where(sql<boolean>`claim_owner is not null`).execute();
	await database.schema.createTable('refund_cursor')
		.addColumn('account_key', 'text', (column) => column.primaryKey())
		.addColumn('position', 'text', (column) => column.notNull())
		.execute();
}

async function createHistoryTables(database: SchemaSource): Promise<void> {
	await database.schema.createTable('history_load')
		.addColumn('load_key', 'text', (column) => column.primaryKey())
		.addColumn('state', 'text', (column) => column.notNull())
		.execute();
	await database.schema.createTable('history_order')
		.addColumn('load_key', 'text', (column) => column.notNull())
		.addColumn('order_id', 'text', (column) => column.notNull())
		.addColumn('purchased_at', 'bigint', (column) => column.notNull())
		.addPrimaryKeyConstraint('history_order_key', ['load_key', 'order_id'])
		.execute();
	await database.schema.createIndex('history_order_time').on('history_order').columns(['load_key', 'purchased_at', 'order_id']).execute();
}

/** Products that the index has have no tax rule and no assembly there yet: all of them are read anew. */
async function extendProducts(database: SchemaSource): Promise<void> {
	await database.schema.alterTable('product').addColumn('sale_tax_rule', 'text').execute();
	await database.schema.alterTable('product').addColumn('assembly', 'text').execute();
	await database.withTables<TablesThen>().updateTable('product_index').set({ complete_at: null }).execute();
}

export const wholeOrders: Migration = {
	number: 3,
	name: 'whole orders',
	apply: async (database) => {
		await extendOrders(database);
		await createDailySaleTable(database);
		await createCreditTables(database);
		await database.schema.alterTable('order_event').addColumn('details', 'text').execute();
		await createHistoryTables(database);
		await extendProducts(database);
	},
};
