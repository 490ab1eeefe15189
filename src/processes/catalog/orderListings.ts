import type { Store } from '../../domain/settings';
import type { AmazonPort } from '../ports/amazon';
import type { SyncDatabase } from '../ports/repositories';
import { skusOf } from '../salePlanning';
import { enrichListings } from './enrichListings';

/** searchListingsItems: identifiers, at most 20. */
const SKUS_A_CALL = 20;

/**
 * Loads the listings of order lines whose SKU the catalog does not know (S156), by the same reading as Load Products;
 * matching takes them up when the orders are processed. A SKU that Amazon does not know either gets a row of its own, so
 * that it is asked for once and not with every load. Throws TransportError.
 */
export async function loadOrderListings(services: { readonly amazon: AmazonPort; readonly database: SyncDatabase }, store: Store): Promise<{ readonly asked: number; readonly found: number }> {
	const { amazon, database } = services;
	const unknown = await unknownSkus(database, store.storeId);
	let found = 0;
	for (let start = 0; start < unknown.length; start += SKUS_A_CALL) {
		const sellerSkus = unknown.slice(start, start + SKUS_A_CALL);
		const { listings } = await amazon.searchListings({ marketplaceId: store.marketplaceId, sellerSkus });
		const given = new Set(listings.map((listing) => listing.sellerSku));
		found += given.size;
		// Without an ASIN: known here by the order alone, status Not Listed.
		const missing = sellerSkus.filter((sellerSku) => !given.has(sellerSku)).map((sellerSku) => ({ sellerSku, availability: 'incomplete' as const }));
		await database.catalog.captureSingle(store.storeId, [...listings, ...missing]);
	}
	if (found > 0) await enrichListings(services, store, { only: unknown });
	return { asked: unknown.length, found };
}

async function unknownSkus(database: SyncDatabase, storeId: string): Promise<readonly string[]> {
	const pending = await database.orders.list({ storeId, states: ['pending'] });
	const sellerSkus = skusOf(pending);
	if (sellerSkus.length === 0) return [];
	const known = new Set((await database.catalog.list(storeId, { sellerSkus })).map((row) => row.listing.sellerSku));
	return sellerSkus.filter((sellerSku) => !known.has(sellerSku));
}
