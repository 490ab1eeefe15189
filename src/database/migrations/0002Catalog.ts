import { sql } from 'kysely';
import type { EngineKind } from '../engines/engine';
import type { Migration, SchemaSource } from './migration';

/** The tables of this step's data, as they are at this step. */
type TablesThen = {
	product_link: { store_id: string; seller_sku: string; linked_at: number };
	listing: {
		store_id: string;
		seller_sku: string;
		status: string;
		choice: string;
		issues: string;
		enriched: number;
		undecided: number;
		revision: number;
		at_amazon: number;
		first_seen_at: number;
		last_seen_at: number;
		search_text: string;
		listing: string;
	};
};

// Seller SKUs are read in the order of their code points, whatever order the database was made for.
const skuType = (kind: EngineKind) => (kind === 'postgres' ? sql`text collate "C"` : sql`text`);

async function createListingTables(database: SchemaSource, kind: EngineKind): Promise<void> {
	await database.schema.createTable('listing')
		.addColumn('store_id', 'text', (column) => column.notNull().references('store.store_id').onDelete('cascade'))
		.addColumn('seller_sku', skuType(kind), (column) => column.notNull())
		.addColumn('asin', 'text')
		.addColumn('condition', 'text')
		.addColumn('status', 'text', (column) => column.notNull())
		.addColumn('choice', 'text', (column) => column.notNull())
		.addColumn('alias', 'text')
		.addColumn('asin_change', 'text')
		.addColumn('issues', 'text', (column) => column.notNull())
		.addColumn('enriched', 'integer', (column) => column.notNull())
		.addColumn('undecided', 'integer', (column) => column.notNull())
		.addColumn('revision', 'integer', (column) => column.notNull())
		.addColumn('at_amazon', 'integer', (column) => column.notNull())
		.addColumn('seen_load', 'integer')
		.addColumn('first_seen_at', 'bigint', (column) => column.notNull())
		.addColumn('last_seen_at', 'bigint', (column) => column.notNull())
		.addColumn('search_text', 'text', (column) => column.notNull())
		.addColumn('listing', 'text', (column) => column.notNull())
		.addPrimaryKeyConstraint('listing_key', ['store_id', 'seller_sku'])
		.execute();
	await database.schema.createIndex('listing_asin').on('listing').columns(['store_id', 'asin']).execute();
	await database.schema.createIndex('listing_status').on('listing').columns(['store_id', 'status', 'seen_load']).execute();
	// Small however large the catalog is: what is still to be read and to be matched.
	await database.schema.createIndex('listing_to_enrich').on('listing').columns(['store_id', 'seller_sku']).where(sql<boolean>`enriched = 0`).execute();
	await database.schema.createIndex('listing_undecided').on('listing').columns(['store_id', 'seller_sku']).where(sql<boolean>`undecided = 1`).execute();
	await database.schema.createTable('catalog_load')
		.addColumn('store_id', 'text', (column) => column.primaryKey().references('store.store_id').onDelete('cascade'))
		.addColumn('last_load_id', 'integer', (column) => column.notNull())
		.addColumn('load', 'text')
		.execute();
}

async function createItemTables(database: SchemaSource): Promise<void> {
	await database.schema.createTable('catalog_item')
		.addColumn('store_id', 'text', (column) => column.notNull().references('store.store_id').onDelete('cascade'))
		.addColumn('asin', 'text', (column) => column.notNull())
		.addColumn('parent_asin', 'text')
		.addColumn('item', 'text')
		.addPrimaryKeyConstraint('catalog_item_key', ['store_id', 'asin'])
		.execute();
	await database.schema.createIndex('catalog_item_parent').on('catalog_item').columns(['store_id', 'parent_asin']).execute();
	await database.schema.createTable('family_link')
		.addColumn('store_id', 'text', (column) => column.notNull().references('store.store_id').onDelete('cascade'))
		.addColumn('parent_asin', 'text', (column) => column.notNull())
		.addColumn('family_id', 'text', (column) => column.notNull())
		.addColumn('family_sku', 'text', (column) => column.notNull())
		.addColumn('family_name', 'text', (column) => column.notNull())
		.addColumn('linked_at', 'bigint', (column) => column.notNull())
		.addPrimaryKeyConstraint('family_link_key', ['store_id', 'parent_asin'])
		.execute();
}

async function createProductTables(database: SchemaSource): Promise<void> {
	await database.schema.createTable('product_index')
		.addColumn('tenant_key', 'text', (column) => column.primaryKey())
		.addColumn('current_at', 'bigint')
		.addColumn('complete_at', 'bigint')
		.execute();
	await database.schema.createTable('product')
		.addColumn('tenant_key', 'text', (column) => column.notNull())
		.addColumn('product_id', 'text', (column) => column.notNull())
		.addColumn('sku', 'text', (column) => column.notNull())
		.addColumn('folded_sku', 'text', (column) => column.notNull())
		.addColumn('loose_sku', 'text', (column) => column.notNull())
		.addColumn('name', 'text', (column) => column.notNull())
		.addColumn('folded_name', 'text', (column) => column.notNull())
		.addColumn('barcode', 'text')
		.addColumn('folded_barcode', 'text')
		.addColumn('active', 'integer', (column) => column.notNull())
		.addPrimaryKeyConstraint('product_key', ['tenant_key', 'product_id'])
		.execute();
	for (const column of ['folded_sku', 'loose_sku', 'folded_name', 'folded_barcode']) {
		await database.schema.createIndex(`product_${column}`).on('product').columns(['tenant_key', column]).execute();
	}
	await database.schema.createTable('family')
		.addColumn('tenant_key', 'text', (column) => column.notNull())
		.addColumn('family_id', 'text', (column) => column.notNull())
		.addColumn('folded_sku', 'text', (column) => column.notNull())
		.addColumn('folded_name', 'text', (column) => column.notNull())
		.addColumn('family', 'text', (column) => column.notNull())
		.addPrimaryKeyConstraint('family_key', ['tenant_key', 'family_id'])
		.execute();
	for (const column of ['folded_sku', 'folded_name']) {
		await database.schema.createIndex(`family_${column}`).on('family').columns(['tenant_key', column]).execute();
	}
}

async function extendLinks(database: SchemaSource, kind: EngineKind): Promise<void> {
	const link = () => database.schema.alterTable('product_link');
	// One by one: SQLite takes no two in one statement.
	await link().addColumn('asin', 'text').execute();
	// So far only users made links.
	await link().addColumn('linked_by', 'text', (column) => column.notNull().defaultTo('user')).execute();
	await link().addColumn('written', 'text').execute();
	if (kind === 'postgres') await link().alterColumn('seller_sku', (column) => column.setDataType(skuType(kind))).execute();
	await database.schema.createIndex('product_link_asin').on('product_link').columns(['store_id', 'asin']).execute();
	await database.schema.createIndex('product_link_product').on('product_link').columns(['store_id', 'product_id']).execute();
}

/** Every link has a row of the catalog. */
async function listLinked(database: SchemaSource): Promise<void> {
	const then = database.withTables<TablesThen>();
	const links = await then.selectFrom('product_link').select(['store_id', 'seller_sku', 'linked_at']).execute();
	for (let start = 0; start < links.length; start += 250) {
		const rows = links.slice(start, start + 250).map(({ store_id, seller_sku, linked_at }) => ({
			store_id,
			seller_sku,
			status: 'notListed',
			choice: 'automatic',
			issues: '[]',
			enriched: 1,
			undecided: 0,
			revision: 0,
			at_amazon: 0,
			first_seen_at: linked_at,
			last_seen_at: linked_at,
			search_text: seller_sku.normalize('NFC').toLowerCase(),
			listing: JSON.stringify({ sellerSku: seller_sku, availability: 'inactive' }),
		}));
		await then.insertInto('listing').values(rows).execute();
	}
}

export const catalog: Migration = {
	number: 2,
	name: 'catalog',
	apply: async (database, kind) => {
		await createListingTables(database, kind);
		await createItemTables(database);
		await createProductTables(database);
		await extendLinks(database, kind);
		await listLinked(database);
	},
};
