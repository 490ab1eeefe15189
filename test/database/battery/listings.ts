import type { CatalogItem, Listing } from '../../../src/domain/catalog/listing';
import type { Issue } from '../../../src/domain/issues';
import type { OpenDatabase } from '../../../src/database/open';
import type { CatalogFilter, CatalogLoad, CatalogRow, ProductLink } from '../../../src/processes/ports/catalog';
import { START, STORE } from './fixtures';

export const makeListing = (sellerSku: string, overrides: Partial<Listing> = {}): Listing => ({
	sellerSku,
	asin: `B0${sellerSku}`,
	title: `Harbor Mug ${sellerSku}`,
	availability: 'active',
	fulfillmentChannel: 'MFN',
	price: { amount: '12.50', currency: 'USD' },
	quantity: 3,
	condition: 'new_new',
	identifier: { type: 'EAN', value: '4006381333931' },
	...overrides,
});

export const makeItem = (asin: string, overrides: Partial<CatalogItem> = {}): CatalogItem => ({ asin, title: `Item ${asin}`, variationParent: false, options: [], identifiers: [], ...overrides });

export const makeLoad = (loadId: number, overrides: Partial<CatalogLoad> = {}): CatalogLoad => ({ loadId, source: 'listingsApi', startedAt: START, received: 0, ...overrides });

export const makeLink = (sellerSku: string, overrides: Partial<ProductLink> = {}): ProductLink => ({ sellerSku, productId: 'product-1', productSku: `SKU ${sellerSku}`, productName: "Mug 'red'; 赤 🍵", linkedBy: 'user', linkedAt: START, ...overrides });

export const issue: Issue = { code: 'catalog.nothingFound', message: 'No product has this SKU', hint: 'Link it', blocking: true };

export const skusOf = async (database: OpenDatabase, filter: CatalogFilter = {}, storeId = STORE): Promise<readonly string[]> => (await database.catalog.list(storeId, filter)).map(({ listing }) => listing.sellerSku);

export async function rowOf(database: OpenDatabase, sellerSku: string, storeId = STORE): Promise<CatalogRow> {
	const [row] = await database.catalog.list(storeId, { sellerSkus: [sellerSku] });
	if (!row) throw new Error(`No row of ${sellerSku}`);
	return row;
}

/** As after matching and enrichment have seen everything. */
export async function settle(database: OpenDatabase, storeId = STORE): Promise<void> {
	const rows = await database.catalog.list(storeId);
	await database.catalog.saveItems(storeId, [], rows.flatMap(({ listing }) => listing.asin ?? []));
	await database.catalog.markDecided(storeId, rows.map(({ listing }) => ({ sellerSku: listing.sellerSku, issues: [] })));
}
