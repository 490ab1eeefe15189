import { sql } from 'kysely';
import type { EngineKind } from '../engines/engine';
import type { Migration, SchemaSource } from './migration';

async function createDocumentTables(database: SchemaSource, kind: EngineKind): Promise<void> {
	await database.schema.createTable('settlement_document')
		.addColumn('document_id', kind === 'sqlite' ? 'integer' : 'bigint', (column) => (kind === 'sqlite' ? column.primaryKey().autoIncrement() : column.primaryKey().generatedAlwaysAsIdentity()))
		.addColumn('stored_at', 'bigint', (column) => column.notNull())
		.addColumn('pieces', 'integer')
		.execute();
	await database.schema.createTable('settlement_document_piece')
		.addColumn('document_id', 'bigint', (column) => column.notNull().references('settlement_document.document_id').onDelete('cascade'))
		.addColumn('piece', 'integer', (column) => column.notNull())
		.addColumn('bytes', kind === 'sqlite' ? 'blob' : 'bytea', (column) => column.notNull())
		.addPrimaryKeyConstraint('settlement_document_piece_key', ['document_id', 'piece'])
		.execute();
}

async function createSettlementTable(database: SchemaSource): Promise<void> {
	await database.schema.createTable('settlement')
		.addColumn('account_key', 'text', (column) => column.notNull())
		.addColumn('settlement_id', 'text', (column) => column.notNull())
		.addColumn('store_id', 'text', (column) => column.references('store.store_id').onDelete('cascade'))
		.addColumn('statement', 'text', (column) => column.notNull())
		.addColumn('starts_at', 'bigint', (column) => column.notNull())
		.addColumn('ends_at', 'bigint', (column) => column.notNull())
		.addColumn('currency', 'text', (column) => column.notNull())
		.addColumn('fingerprint', 'text', (column) => column.notNull())
		.addColumn('version', 'text', (column) => column.notNull())
		.addColumn('money_rows', 'integer', (column) => column.notNull())
		.addColumn('chain', 'text', (column) => column.notNull())
		.addColumn('document_id', 'bigint', (column) => column.notNull().references('settlement_document.document_id'))
		.addColumn('sources', 'text', (column) => column.notNull())
		.addColumn('state', 'text', (column) => column.notNull())
		.addColumn('state_reason', 'text')
		.addColumn('holds', 'text', (column) => column.notNull())
		.addColumn('progress', 'text', (column) => column.notNull())
		.addColumn('arithmetic', 'text')
		.addColumn('captured_at', 'bigint', (column) => column.notNull())
		.addColumn('posted_at', 'bigint')
		.addColumn('reissue', 'text')
		.addColumn('reissue_document_id', 'bigint', (column) => column.references('settlement_document.document_id'))
		.addColumn('claim_owner', 'text')
		.addColumn('claim_until', 'bigint')
		.addPrimaryKeyConstraint('settlement_key', ['account_key', 'settlement_id'])
		.execute();
	await database.schema.createIndex('settlement_end').on('settlement').columns(['account_key', 'ends_at', 'settlement_id']).execute();
	await database.schema.createIndex('settlement_store').on('settlement').columns(['store_id', 'ends_at', 'settlement_id']).execute();
	// The keys that point at documents: without an index each document that goes costs a reading of the whole table.
	await database.schema.createIndex('settlement_document_used').on('settlement').columns(['document_id']).execute();
	await database.schema.createIndex('settlement_reissue').on('settlement').columns(['reissue_document_id']).execute();
	await database.schema.createIndex('settlement_claim').on('settlement').columns(['claim_owner']).where(sql<boolean>`claim_owner is not null`).execute();
}

async function createContentTables(database: SchemaSource): Promise<void> {
	await database.schema.createTable('settled_order')
		.addColumn('document_id', 'bigint', (column) => column.notNull().references('settlement_document.document_id').onDelete('cascade'))
		.addColumn('order_id', 'text', (column) => column.notNull())
		.addColumn('principal', 'text', (column) => column.notNull())
		.addColumn('charged', 'text', (column) => column.notNull())
		.addColumn('tax', 'text', (column) => column.notNull())
		.addColumn('refunded', 'text', (column) => column.notNull())
		.addPrimaryKeyConstraint('settled_order_key', ['document_id', 'order_id'])
		.execute();
	await database.schema.createIndex('settled_order_order').on('settled_order').columns(['order_id']).execute();
	await database.schema.createTable('settlement_type')
		.addColumn('document_id', 'bigint', (column) => column.notNull().references('settlement_document.document_id').onDelete('cascade'))
		.addColumn('transaction_type', 'text', (column) => column.notNull())
		.addColumn('amount_type', 'text', (column) => column.notNull())
		.addColumn('amount_description', 'text', (column) => column.notNull())
		.addColumn('currency', 'text', (column) => column.notNull())
		.addColumn('sum', 'text', (column) => column.notNull())
		.addColumn('money_rows', 'integer', (column) => column.notNull())
		.addColumn('first_posted_at', 'bigint')
		.addPrimaryKeyConstraint('settlement_type_key', ['document_id', 'transaction_type', 'amount_type', 'amount_description', 'currency'])
		.execute();
}

async function createReportTables(database: SchemaSource): Promise<void> {
	await database.schema.createTable('settlement_report')
		.addColumn('account_key', 'text', (column) => column.notNull())
		.addColumn('report_id', 'text', (column) => column.notNull())
		.addColumn('settlement_id', 'text')
		.addColumn('problem', 'text')
		.addPrimaryKeyConstraint('settlement_report_key', ['account_key', 'report_id'])
		.execute();
	await database.schema.createTable('settlement_cursor')
		.addColumn('account_key', 'text', (column) => column.primaryKey())
		.addColumn('position', 'text', (column) => column.notNull())
		.execute();
}

export const settlements: Migration = {
	number: 4,
	name: 'settlements',
	apply: async (database, kind) => {
		await createDocumentTables(database, kind);
		await createSettlementTable(database);
		await createContentTables(database);
		await createReportTables(database);
	},
};
