import type { Listing } from '../../domain/catalog/listing';
import type { CatalogLoad, ListingOutcome } from '../../processes/ports/catalog';
import { among, inChunks, type EngineKind, type WriteTransaction } from '../engines/engine';
import type { ListingTable } from '../catalogSchema';
import { writeCatalog, type CatalogContext } from './context';
import { see } from './captureRules';
import { readLoad, writeLoad } from './loads';

type Outcomes = Readonly<Record<ListingOutcome, number>>;

/** See CatalogRepository.capture. */
export async function captureListings(context: CatalogContext, storeId: string, listings: readonly Listing[], load: CatalogLoad): Promise<Outcomes> {
	return await writeCatalog(context, storeId, async (transaction) => {
		const outcomes = await capture(context, transaction, { storeId, listings, loadId: load.loadId });
		await writeLoad(transaction, storeId, load);
		return outcomes;
	});
}

/** See CatalogRepository.captureSingle. What has an ASIN while a load is under way is there, whatever that load has seen so far. */
export async function captureSingleListings(context: CatalogContext, storeId: string, listings: readonly Listing[]): Promise<Outcomes> {
	return await writeCatalog(context, storeId, async (transaction) => {
		const load = await readLoad(transaction, storeId);
		return await capture(context, transaction, { storeId, listings, loadId: load?.loadId ?? null, single: true });
	});
}

interface Download {
	readonly storeId: string;
	readonly listings: readonly Listing[];
	readonly loadId: number | null;
	/** Not a part of the load: rows count that the load has seen too, and one without ASIN may be known by an order only. */
	readonly single?: boolean;
}

async function capture({ engine, clock }: CatalogContext, transaction: WriteTransaction, { storeId, listings, loadId, single }: Download): Promise<Outcomes> {
	const outcomes: Record<ListingOutcome, number> = { new: 0, changed: 0, unchanged: 0 };
	// The last row of a SKU counts; one statement cannot write the same row twice.
	const bySku = [...new Map(listings.map((listing) => [listing.sellerSku, listing])).values()];
	for (const chunk of inChunks(bySku, 500)) {
		const { rows, linkedAsins } = await readKept(engine.kind, transaction, storeId, chunk);
		const seen = chunk.map((listing) => {
			const kept = rows.get(listing.sellerSku);
			const { outcome, row } = see(listing, { storeId, now: clock.now(), loadId: single === true && listing.asin === undefined ? null : loadId, kept, linkedAsin: linkedAsins.get(listing.sellerSku) ?? null });
			if (single === true || kept === undefined || kept.seen_load !== loadId) outcomes[outcome]++;
			return row;
		});
		await writeRows(transaction, seen);
		await adoptAsins(transaction, storeId, chunk.filter(({ sellerSku }) => linkedAsins.get(sellerSku) === null));
	}
	return outcomes;
}

async function readKept(kind: EngineKind, transaction: WriteTransaction, storeId: string, listings: readonly Listing[]): Promise<{ rows: ReadonlyMap<string, ListingTable>; linkedAsins: ReadonlyMap<string, string | null> }> {
	const skus = listings.map(({ sellerSku }) => sellerSku);
	const rows = await transaction.selectFrom('listing').selectAll().where('store_id', '=', storeId).where(among(kind, 'seller_sku', skus)).execute();
	const links = await transaction.selectFrom('product_link').select(['seller_sku', 'asin']).where('store_id', '=', storeId).where(among(kind, 'seller_sku', skus)).execute();
	return { rows: new Map(rows.map((row) => [row.seller_sku, row])), linkedAsins: new Map(links.map((link) => [link.seller_sku, link.asin])) };
}

async function writeRows(transaction: WriteTransaction, rows: readonly ListingTable[]): Promise<void> {
	for (const chunk of inChunks(rows)) {
		await transaction
			.insertInto('listing')
			.values(chunk)
			.onConflict((conflict) =>
				conflict.columns(['store_id', 'seller_sku']).doUpdateSet(({ ref }) => ({
					asin: ref('excluded.asin'),
					condition: ref('excluded.condition'),
					status: ref('excluded.status'),
					asin_change: ref('excluded.asin_change'),
					enriched: ref('excluded.enriched'),
					undecided: ref('excluded.undecided'),
					revision: ref('excluded.revision'),
					at_amazon: ref('excluded.at_amazon'),
					seen_load: ref('excluded.seen_load'),
					last_seen_at: ref('excluded.last_seen_at'),
					search_text: ref('excluded.search_text'),
					listing: ref('excluded.listing'),
				})),
			)
			.execute();
	}
}

/** A link that was made before its ASIN was known stands for the first one that Amazon tells. */
async function adoptAsins(transaction: WriteTransaction, storeId: string, listings: readonly Listing[]): Promise<void> {
	for (const { sellerSku, asin } of listings) {
		if (asin !== undefined) await transaction.updateTable('product_link').set({ asin }).where('store_id', '=', storeId).where('seller_sku', '=', sellerSku).execute();
	}
}
