import type { Store } from '../../domain/settings';
import { catalogPages } from './catalogPages';
import type { CatalogReadServices } from './catalogServices';

/** catalog items 2022-04-01, searchCatalogItems: identifiers, at most 20. */
const ASINS_A_CALL = 20;
const ROWS_AT_ONCE = 1000;

/**
 * Reads brand, category, dimensions, pictures, variation and identifiers of every new or changed listing from Amazon's
 * catalog, 20 ASINs a call, each ASIN once; then of the parents of families. What was read stays when the run ends
 * early (TransportError); the next run reads the rest.
 * @param options only: these listings; absent: all of the store. onBatch: told after each call
 */
export async function enrichListings({ amazon, database: { catalog } }: Pick<CatalogReadServices, 'amazon' | 'database'>, { storeId, marketplaceId }: Store, { only, onBatch }: { readonly only?: readonly string[]; readonly onBatch?: () => Promise<void> } = {}): Promise<{ readonly calls: number; readonly asins: number }> {
	let calls = 0;
	let read = 0;
	const readAll = async (asins: readonly string[]): Promise<void> => {
		for (let start = 0; start < asins.length; start += ASINS_A_CALL) {
			const asked = asins.slice(start, start + ASINS_A_CALL);
			await catalog.saveItems(storeId, await amazon.catalogItems(marketplaceId, asked), asked);
			calls++;
			read += asked.length;
			await onBatch?.();
		}
	};
	await readAll(await asinsToRead({ catalog }, storeId, only));
	await readAll(await catalog.missingParents(storeId));
	return { calls, asins: read };
}

async function asinsToRead({ catalog }: Pick<CatalogReadServices['database'], 'catalog'>, storeId: string, only?: readonly string[]): Promise<readonly string[]> {
	const asins = new Set<string>();
	for await (const rows of catalogPages(catalog, storeId, { toEnrich: true, ...(only ? { sellerSkus: only } : {}) }, ROWS_AT_ONCE)) {
		for (const { listing } of rows) if (listing.asin) asins.add(listing.asin);
	}
	return [...asins];
}
