import type { Store } from '../../domain/settings';
import type { CatalogFilter, CatalogRow } from '../ports/catalog';
import type { SyncDatabase } from '../ports/repositories';
import { catalogPages } from './catalogPages';

export interface CatalogView extends Pick<CatalogFilter, 'linked' | 'withIssues' | 'search'> {
	/** Leaves canceled listings out (S109). */
	readonly onlyActive: boolean;
	/** False: a family is one row (S110). */
	readonly variationsSeparately: boolean;
	readonly limit?: number;
}

/** A row of the Catalog tab: one listing, or a family with its variants. */
export interface CatalogEntry {
	readonly storeName: string;
	/** The listing; of a family, its first variant. */
	readonly row: CatalogRow;
	/** Set for a family. */
	readonly family?: { readonly parentAsin: string; readonly title: string; readonly productFamily?: string; readonly variants: readonly CatalogRow[] };
}

const ROWS_AT_ONCE = 500;

/** The Catalog tab of a store, by seller SKU; a family stands where its first variant does. */
export async function readCatalog({ catalog }: Pick<SyncDatabase, 'catalog'>, { storeId, settings }: Store, view: CatalogView): Promise<readonly CatalogEntry[]> {
	const { onlyActive, variationsSeparately, limit = Infinity, ...filter } = view;
	const entries: CatalogEntry[] = [];
	const seen = new Set<string>();
	for await (const rows of catalogPages(catalog, storeId, { ...filter, ...(onlyActive ? { statuses: ['listed', 'notListed'] } : {}) }, ROWS_AT_ONCE)) {
		for (const row of rows) {
			if (entries.length >= limit) return entries;
			const parentAsin = row.item?.parentAsin;
			// The parent itself cannot be bought: it is the family's row, not one of its own.
			if (row.item?.variationParent) continue;
			if (variationsSeparately || !parentAsin) entries.push({ storeName: settings.storeName, row });
			else if (!seen.has(parentAsin)) entries.push({ storeName: settings.storeName, row, family: await readFamily(catalog, storeId, parentAsin, onlyActive) });
			if (parentAsin) seen.add(parentAsin);
		}
	}
	return entries;
}

async function readFamily(catalog: SyncDatabase['catalog'], storeId: string, parentAsin: string, onlyActive: boolean): Promise<NonNullable<CatalogEntry['family']>> {
	const variants = await catalog.list(storeId, { parentAsins: [parentAsin], ...(onlyActive ? { statuses: ['listed', 'notListed'] } : {}) });
	const parent = (await catalog.items(storeId, [parentAsin])).get(parentAsin);
	const link = (await catalog.familyLinks(storeId, [parentAsin])).get(parentAsin);
	return { parentAsin, title: parent?.title ?? parentAsin, variants, ...(link ? { productFamily: link.familyName } : {}) };
}
