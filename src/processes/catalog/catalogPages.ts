import type { CatalogFilter, CatalogRepository, CatalogRow } from '../ports/catalog';

/** The rows of a store that fit, in steps of so many, by seller SKU: a catalog may be larger than memory should hold. Rows that change meanwhile are seen once at most. */
export async function* catalogPages(catalog: CatalogRepository, storeId: string, filter: Omit<CatalogFilter, 'after' | 'limit'>, rowsAtOnce: number): AsyncGenerator<readonly CatalogRow[]> {
	for (let after: string | undefined; ;) {
		const rows = await catalog.list(storeId, { ...filter, limit: rowsAtOnce, ...(after === undefined ? {} : { after }) });
		if (rows.length > 0) yield rows;
		after = rows.at(-1)?.listing.sellerSku;
		if (rows.length < rowsAtOnce || after === undefined) return;
	}
}
