import { sql } from 'kysely';
import type { CatalogFilter, CatalogRepository, CatalogRow } from '../../processes/ports/catalog';
import { among } from '../engines/engine';
import type { ProductLinkTable } from '../catalogSchema';
import type { CatalogContext } from './context';
import { foldedText, toCatalogRow } from './rows';

const listingColumns = [
	'listing.store_id',
	'listing.seller_sku',
	'listing.asin',
	'listing.condition',
	'listing.status',
	'listing.choice',
	'listing.alias',
	'listing.asin_change',
	'listing.issues',
	'listing.enriched',
	'listing.undecided',
	'listing.revision',
	'listing.at_amazon',
	'listing.seen_load',
	'listing.first_seen_at',
	'listing.last_seen_at',
	'listing.listing',
] as const;

const linkColumns = [
	'product_link.asin as linked_asin',
	'product_link.product_id',
	'product_link.product_sku',
	'product_link.product_name',
	'product_link.linked_by',
	'product_link.linked_at',
	'product_link.written',
] as const;

export async function listCatalog({ engine: { kind, query } }: CatalogContext, storeId: string, filter: CatalogFilter = {}): Promise<readonly CatalogRow[]> {
	let rows = query
		.selectFrom('listing')
		.leftJoin('product_link', (join) => join.onRef('product_link.store_id', '=', 'listing.store_id').onRef('product_link.seller_sku', '=', 'listing.seller_sku'))
		.leftJoin('catalog_item', (join) => join.onRef('catalog_item.store_id', '=', 'listing.store_id').onRef('catalog_item.asin', '=', 'listing.asin'))
		.select([...listingColumns, ...linkColumns, 'catalog_item.item'])
		.where('listing.store_id', '=', storeId)
		.orderBy('listing.seller_sku');
	if (filter.sellerSkus) rows = rows.where(among(kind, 'listing.seller_sku', filter.sellerSkus));
	if (filter.asins) rows = rows.where(among(kind, 'listing.asin', filter.asins));
	if (filter.parentAsins) rows = rows.where(among(kind, 'catalog_item.parent_asin', filter.parentAsins));
	if (filter.statuses) rows = rows.where(among(kind, 'listing.status', filter.statuses));
	if (filter.linked !== undefined) rows = rows.where('product_link.product_id', filter.linked ? 'is not' : 'is', null);
	if (filter.withIssues === true) rows = rows.where('listing.issues', '<>', '[]');
	// These two to the letter as in their indexes: SQLite uses a partial index only then.
	if (filter.toEnrich === true) rows = rows.where(sql<boolean>`enriched = 0`).where('listing.status', '=', 'listed');
	if (filter.undecided === true) rows = rows.where(sql<boolean>`undecided = 1`);
	if (filter.search !== undefined) rows = rows.where(holds(kind, foldedText(filter.search)));
	if (filter.after !== undefined) rows = rows.where('listing.seller_sku', '>', filter.after);
	if (filter.limit !== undefined) rows = rows.limit(filter.limit);
	return (await rows.execute()).map((row) => toCatalogRow(row, row.item, linkOf(row)));
}

/** Not `like`: a SKU may hold its % and _. */
const holds = (kind: CatalogContext['engine']['kind'], text: string) => {
	const searched = sql.ref('listing.search_text');
	return kind === 'sqlite' ? sql<boolean>`instr(${searched}, ${text}) > 0` : sql<boolean>`strpos(${searched}, ${text}) > 0`;
};

type Joined = Pick<ProductLinkTable, 'store_id' | 'seller_sku'> & { [Column in Exclude<keyof ProductLinkTable, 'store_id' | 'seller_sku' | 'asin'>]: ProductLinkTable[Column] | null } & { linked_asin: string | null };

function linkOf({ store_id, seller_sku, linked_asin, product_id, product_sku, product_name, linked_by, linked_at, written }: Joined): ProductLinkTable | undefined {
	if (product_id === null || product_sku === null || product_name === null || linked_by === null || linked_at === null) return undefined;
	return { store_id, seller_sku, asin: linked_asin, product_id, product_sku, product_name, linked_by, linked_at, written };
}

export async function countCatalog({ engine }: CatalogContext, storeId: string): Promise<Awaited<ReturnType<CatalogRepository['count']>>> {
	const counts = await engine.query
		.selectFrom('listing')
		.select(({ fn, eb }) => [
			fn.countAll<number>().as('total'),
			fn.countAll<number>().filterWhere('status', '=', 'listed').as('listed'),
			fn.countAll<number>().filterWhere('status', '=', 'notListed').as('notListed'),
			fn.countAll<number>().filterWhere('status', '=', 'canceled').as('canceled'),
			fn.countAll<number>().filterWhere('issues', '<>', '[]').as('withIssues'),
			// Every link has a row.
			eb.selectFrom('product_link').select(fn.countAll<number>().as('links')).where('product_link.store_id', '=', storeId).as('linked'),
		])
		.where('store_id', '=', storeId)
		.executeTakeFirstOrThrow();
	return { total: Number(counts.total), listed: Number(counts.listed), notListed: Number(counts.notListed), canceled: Number(counts.canceled), linked: Number(counts.linked), withIssues: Number(counts.withIssues) };
}
