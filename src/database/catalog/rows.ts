import type { UpdateObject } from 'kysely';
import type { AsinChange, CatalogItem, Listing } from '../../domain/catalog/listing';
import type { Issue } from '../../domain/issues';
import type { CatalogRow, FamilyLink, ProductLink } from '../../processes/ports/catalog';
import { toInstant, toMilliseconds } from '../instants';
import type { CatalogItemTable, FamilyLinkTable, ListingTable, ProductLinkTable } from '../catalogSchema';
import type { Tables } from '../schema';

/** A row to be matched anew; its revision tells a decision that was begun before. */
export const UNDECIDED: UpdateObject<Tables, 'listing'> = { undecided: 1, revision: ({ eb }) => eb('listing.revision', '+', 1) };

/** Text as searches compare it: also beyond the letters that SQLite can fold. */
export const foldedText = (text: string): string => text.normalize('NFC').toLowerCase();

// PostgreSQL keeps no NUL in a text.
export const searchTextOf = ({ sellerSku, asin, title }: Listing, alias: string | null): string => foldedText([sellerSku, asin, title, alias].filter(Boolean).join('\n')).replaceAll('\0', '');

/** A row for a SKU of which only a link is known. */
export const linkedOnly = (storeId: string, sellerSku: string, now: number): ListingTable => ({
	...emptyRow(storeId, { sellerSku, availability: 'inactive' }, now),
	at_amazon: 0,
});

/** A row as it is when its listing is seen for the first time, not yet captured. */
export const emptyRow = (storeId: string, listing: Listing, now: number): ListingTable => ({
	store_id: storeId,
	seller_sku: listing.sellerSku,
	asin: listing.asin ?? null,
	condition: listing.condition ?? null,
	status: listing.asin === undefined ? 'notListed' : 'listed',
	choice: 'automatic',
	alias: null,
	asin_change: null,
	issues: '[]',
	enriched: listing.asin === undefined ? 1 : 0,
	undecided: 1,
	revision: 1,
	at_amazon: 1,
	seen_load: null,
	first_seen_at: now,
	last_seen_at: now,
	search_text: searchTextOf(listing, null),
	listing: JSON.stringify(listing),
});

export const toListing = (row: Pick<ListingTable, 'listing'>): Listing => JSON.parse(row.listing) as Listing;

export const toItem = (item: string): CatalogItem => JSON.parse(item) as CatalogItem;

export const toAsinChange = (change: string): AsinChange => JSON.parse(change) as AsinChange;

export const toItemRow = (storeId: string, asin: string, item: CatalogItem | undefined): CatalogItemTable => ({
	store_id: storeId,
	asin,
	parent_asin: item?.parentAsin ?? null,
	item: item ? JSON.stringify(item) : null,
});

export const toLinkRow = (storeId: string, link: ProductLink): ProductLinkTable => ({
	store_id: storeId,
	seller_sku: link.sellerSku,
	asin: link.asin ?? null,
	product_id: link.productId,
	product_sku: link.productSku,
	product_name: link.productName,
	linked_by: link.linkedBy,
	linked_at: toMilliseconds(link.linkedAt),
	written: link.written ? JSON.stringify(link.written) : null,
});

export const toLink = (row: ProductLinkTable): ProductLink => ({
	sellerSku: row.seller_sku,
	...(row.asin === null ? {} : { asin: row.asin }),
	productId: row.product_id,
	productSku: row.product_sku,
	productName: row.product_name,
	linkedBy: row.linked_by,
	linkedAt: toInstant(row.linked_at),
	...(row.written === null ? {} : { written: JSON.parse(row.written) as NonNullable<ProductLink['written']> }),
});

export const toFamilyLink = (row: FamilyLinkTable): FamilyLink => ({
	parentAsin: row.parent_asin,
	familyId: row.family_id,
	familySku: row.family_sku,
	familyName: row.family_name,
	linkedAt: toInstant(row.linked_at),
});

export function toCatalogRow(row: Omit<ListingTable, 'search_text'>, item: string | null, link: ProductLinkTable | undefined): CatalogRow {
	return {
		storeId: row.store_id,
		listing: toListing(row),
		status: row.status,
		...(item === null ? {} : { item: toItem(item) }),
		choice: row.choice,
		...(row.alias === null ? {} : { alias: row.alias }),
		...(link ? { link: toLink(link) } : {}),
		...(row.asin_change === null ? {} : { asinChange: toAsinChange(row.asin_change) }),
		issues: JSON.parse(row.issues) as readonly Issue[],
		enriched: row.enriched === 1,
		revision: row.revision,
		firstSeenAt: toInstant(row.first_seen_at),
		lastSeenAt: toInstant(row.last_seen_at),
	};
}
