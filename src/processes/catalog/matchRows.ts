import { barcodesToFind } from '../../domain/catalog/barcodes';
import { decideMatch, type MatchDecision } from '../../domain/catalog/matching';
import type { KnownProduct } from '../../domain/catalog/product';
import { foldedSku, looseSku } from '../../domain/catalog/skuForms';
import type { CatalogSettings, Store } from '../../domain/settings';
import type { CatalogRow } from '../ports/catalog';
import type { SyncDatabase } from '../ports/repositories';

export interface MatchedRow {
	readonly row: CatalogRow;
	readonly decision: MatchDecision;
}

type Products = readonly KnownProduct[];

/**
 * Decides for rows of a store which products they stand for, with a handful of look-ups in the kept index for all of
 * them together and no call. `siblings`: the seller's stores with this tenant, this one included (S95, S113).
 */
export async function matchRows(database: SyncDatabase, store: Store, siblings: readonly Store[], rows: readonly CatalogRow[], settings: CatalogSettings): Promise<readonly MatchedRow[]> {
	if (rows.length === 0) return [];
	const [candidates, alike, sameAsin] = [await readCandidates(database, store.tenantKey, rows, settings), await readAlike(database, store.tenantKey, rows, settings), await readSameAsin(database, siblings, store.tenantKey, rows)];
	return rows.map((row) => ({
		row,
		decision: decideMatch({ listing: row.listing, ...(row.item ? { item: row.item } : {}), settings, candidates: candidates(row), alike: alike(row), sameAsin: sameAsin(row) }),
	}));
}

type Finder = (row: CatalogRow) => Products;
const nothing: Finder = () => [];

/** Products by the chosen field; by SKU in any case, because a SKU that is taken cannot be created (S115). */
async function readCandidates({ products }: SyncDatabase, tenantKey: string, rows: readonly CatalogRow[], { matchBy }: CatalogSettings): Promise<Finder> {
	const asins = rows.flatMap(({ listing }) => listing.asin ?? []);
	const bySku = index(await products.bySku(tenantKey, [...rows.map(({ listing }) => listing.sellerSku), ...(matchBy === 'asin' ? asins : [])]), ({ sku }) => foldedSku(sku));
	const own: Finder = ({ listing }) => bySku.get(foldedSku(listing.sellerSku)) ?? [];
	if (matchBy === 'sku') return own;
	const wanted = (row: CatalogRow): readonly string[] => (matchBy === 'asin' ? [row.listing.asin ?? ''] : barcodesToFind(row.listing, row.item)).filter((value) => value !== '');
	const byBarcode = index(await products.byBarcode(tenantKey, [...new Set(rows.flatMap(wanted))]), ({ barcode = '' }) => barcode.trim());
	return (row) => [...own(row), ...wanted(row).flatMap((value) => [...(byBarcode.get(value) ?? []), ...(matchBy === 'asin' ? bySku.get(foldedSku(value)) ?? [] : [])])];
}

/** P57. */
async function readAlike({ products }: SyncDatabase, tenantKey: string, rows: readonly CatalogRow[], { matchBy }: CatalogSettings): Promise<Finder> {
	if (matchBy !== 'sku') return nothing;
	const found = index(await products.byLooseSku(tenantKey, [...new Set(rows.map(({ listing }) => looseSku(listing.sellerSku)))]), ({ sku }) => looseSku(sku));
	return ({ listing }) => found.get(looseSku(listing.sellerSku)) ?? [];
}

/** S95: what other listings of the same ASIN in the same condition are linked to. */
async function readSameAsin({ catalog, products }: SyncDatabase, siblings: readonly Store[], tenantKey: string, rows: readonly CatalogRow[]): Promise<Finder> {
	const asins = [...new Set(rows.flatMap(({ listing }) => listing.asin ?? []))];
	if (asins.length === 0) return nothing;
	const links = await catalog.linksByAsin(siblings.map(({ storeId }) => storeId), asins);
	const byId = new Map((await products.byId(tenantKey, [...new Set(links.map(({ productId }) => productId))])).map((product) => [product.id, product]));
	const found = new Map<string, KnownProduct[]>();
	for (const { asin, condition, productId } of links) {
		const product = byId.get(productId);
		const key = goods(asin, condition);
		if (product && key) found.set(key, [...(found.get(key) ?? []), product]);
	}
	return ({ listing }) => found.get(goods(listing.asin, listing.condition) ?? '') ?? [];
}

/** Listings with the same key are the same goods; undefined where Amazon does not say what they are. */
export const goods = (asin: string | undefined, condition: string | undefined): string | undefined => (asin === undefined ? undefined : `${asin} ${(condition ?? 'new_new').toLowerCase()}`);

function index(products: Products, key: (product: KnownProduct) => string): ReadonlyMap<string, Products> {
	const found = new Map<string, KnownProduct[]>();
	for (const product of products) found.set(key(product), [...(found.get(key(product)) ?? []), product]);
	return found;
}
