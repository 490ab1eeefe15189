import { isDeepStrictEqual } from 'node:util';
import type { AsinChange, Listing } from '../../domain/catalog/listing';
import type { ListingOutcome } from '../../processes/ports/catalog';
import { toInstant } from '../instants';
import type { ListingTable } from '../catalogSchema';
import { emptyRow, searchTextOf, toAsinChange, toListing } from './rows';

/** What a listing is compared with, and when it was seen. */
export interface Sighting {
	readonly storeId: string;
	readonly now: number;
	/** The load that sees it. */
	readonly loadId: number | null;
	readonly kept: ListingTable | undefined;
	/** ASIN that the SKU's link was made for; null where there is none. */
	readonly linkedAsin: string | null;
}

/** The row after a listing was seen, pure. A row known by its link only is new when Amazon first tells of it. */
export function see(listing: Listing, { storeId, now, loadId, kept, linkedAsin }: Sighting): { readonly outcome: ListingOutcome; readonly row: ListingTable } {
	const fresh = { ...emptyRow(storeId, listing, now), asin_change: asinChangeOf(listing, linkedAsin, kept?.asin_change ?? null, now), seen_load: loadId };
	if (!kept) return { outcome: 'new', row: fresh };
	const outcome = kept.at_amazon === 0 ? 'new' : kept.status === 'canceled' || !isSame(toListing(kept), listing) ? 'changed' : 'unchanged';
	const decision = outcome === 'unchanged' ? { enriched: kept.enriched, undecided: kept.undecided, revision: kept.revision } : { revision: kept.revision + 1 };
	const row: ListingTable = {
		...fresh,
		choice: kept.choice,
		alias: kept.alias,
		issues: kept.issues,
		first_seen_at: kept.first_seen_at,
		seen_load: loadId ?? kept.seen_load,
		search_text: searchTextOf(listing, kept.alias),
		...decision,
	};
	return { outcome, row };
}

/** Quantities change all day and concern neither product nor link. */
function isSame(kept: Listing, listing: Listing): boolean {
	const compared = ({ quantity: _quantity, ...rest }: Listing): unknown => rest;
	return isDeepStrictEqual(compared(kept), JSON.parse(JSON.stringify(compared(listing))));
}

/** N25. A listing that has lost its ASIN says nothing about it. */
function asinChangeOf({ asin }: Listing, linkedAsin: string | null, kept: string | null, now: number): string | null {
	if (linkedAsin === null || linkedAsin === asin) return null;
	if (asin === undefined || (kept !== null && toAsinChange(kept).to === asin)) return kept;
	return JSON.stringify({ from: linkedAsin, to: asin, seenAt: toInstant(now) } satisfies AsinChange);
}
