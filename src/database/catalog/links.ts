import type { ListingChoice, ProductLink } from '../../processes/ports/catalog';
import { among, inChunks, type EngineKind, type WriteTransaction } from '../engines/engine';
import type { ListingTable, ProductLinkTable } from '../catalogSchema';
import { writeCatalog, type CatalogContext } from './context';
import { linkedOnly, toLinkRow, toListing, UNDECIDED } from './rows';

interface Kept {
	readonly listings: ReadonlyMap<string, Pick<ListingTable, 'asin' | 'choice'>>;
	readonly links: ReadonlyMap<string, ProductLinkTable>;
}

/**
 * See CatalogRepository.link. Rows that a user linked are decided again: what stood in the way of matching is solved,
 * and the product may have to be written. A link to the same product keeps what was written to it.
 */
export async function linkProducts(context: CatalogContext, storeId: string, links: readonly ProductLink[]): Promise<readonly string[]> {
	const { engine, clock } = context;
	return await writeCatalog(context, storeId, async (transaction) => {
		const kept = await readKept(engine.kind, transaction, storeId, links.map(({ sellerSku }) => sellerSku));
		const accepted = accept(links, kept);
		const rows = accepted.map((link) => merge(toLinkRow(storeId, link), kept));
		for (const chunk of inChunks(accepted.filter(({ sellerSku }) => !kept.listings.has(sellerSku)))) {
			await transaction.insertInto('listing').values(chunk.map(({ sellerSku }) => linkedOnly(storeId, sellerSku, clock.now()))).execute();
		}
		await writeLinks(transaction, rows);
		await settleRows(engine.kind, transaction, storeId, accepted);
		return accepted.map(({ sellerSku }) => sellerSku);
	});
}

async function readKept(kind: EngineKind, transaction: WriteTransaction, storeId: string, sellerSkus: readonly string[]): Promise<Kept> {
	const listings = await transaction.selectFrom('listing').select(['seller_sku', 'asin', 'choice']).where('store_id', '=', storeId).where(among(kind, 'seller_sku', sellerSkus)).execute();
	const links = await transaction.selectFrom('product_link').selectAll().where('store_id', '=', storeId).where(among(kind, 'seller_sku', sellerSkus)).execute();
	return { listings: new Map(listings.map((row) => [row.seller_sku, row])), links: new Map(links.map((row) => [row.seller_sku, row])) };
}

/** The last link of a SKU counts, but a user's word is taken back by nobody else (S45). */
function accept(links: readonly ProductLink[], { listings, links: known }: Kept): readonly ProductLink[] {
	const accepted = new Map<string, ProductLink>();
	for (const link of links) {
		const before = accepted.get(link.sellerSku)?.linkedBy ?? known.get(link.sellerSku)?.linked_by;
		const isRefused = before === 'user' || listings.get(link.sellerSku)?.choice === 'leaveBlank';
		if (link.linkedBy === 'user' || !isRefused) accepted.set(link.sellerSku, link);
	}
	return [...accepted.values()];
}

function merge(row: ProductLinkTable, { listings, links }: Kept): ProductLinkTable {
	const known = links.get(row.seller_sku);
	return {
		...row,
		asin: row.asin ?? listings.get(row.seller_sku)?.asin ?? null,
		written: row.written ?? (known?.product_id === row.product_id ? known.written : null),
	};
}

async function writeLinks(transaction: WriteTransaction, rows: readonly ProductLinkTable[]): Promise<void> {
	for (const chunk of inChunks(rows)) {
		await transaction
			.insertInto('product_link')
			.values(chunk)
			.onConflict((conflict) =>
				conflict.columns(['store_id', 'seller_sku']).doUpdateSet(({ ref }) => ({
					asin: ref('excluded.asin'),
					product_id: ref('excluded.product_id'),
					product_sku: ref('excluded.product_sku'),
					product_name: ref('excluded.product_name'),
					linked_by: ref('excluded.linked_by'),
					linked_at: ref('excluded.linked_at'),
					written: ref('excluded.written'),
				})),
			)
			.execute();
	}
}

async function settleRows(kind: EngineKind, transaction: WriteTransaction, storeId: string, accepted: readonly ProductLink[]): Promise<void> {
	const rowsOf = (links: readonly ProductLink[]) =>
		transaction
			.updateTable('listing')
			.where('store_id', '=', storeId)
			.where(among(kind, 'seller_sku', links.map(({ sellerSku }) => sellerSku)));
	await rowsOf(accepted).set({ choice: 'automatic', asin_change: null }).execute();
	await rowsOf(accepted.filter(({ linkedBy }) => linkedBy === 'user')).set(UNDECIDED).execute();
}

export async function unlinkProducts(context: CatalogContext, storeId: string, sellerSkus: readonly string[], then: ListingChoice): Promise<readonly string[]> {
	const { kind } = context.engine;
	return await writeCatalog(context, storeId, async (transaction) => {
		const links = await transaction.deleteFrom('product_link').where('store_id', '=', storeId).where(among(kind, 'seller_sku', sellerSkus)).returning('seller_sku').execute();
		const unlinked = new Set(links.map((row) => row.seller_sku));
		await transaction.deleteFrom('listing').where('store_id', '=', storeId).where('at_amazon', '=', 0).where(among(kind, 'seller_sku', [...unlinked])).execute();
		await transaction
			.updateTable('listing')
			.set({ ...UNDECIDED, choice: then, asin_change: null })
			.where('store_id', '=', storeId)
			.where(among(kind, 'seller_sku', sellerSkus))
			.execute();
		return [...new Set(sellerSkus)].filter((sku) => unlinked.has(sku));
	});
}

/** See CatalogRepository.confirmAsin. The row is decided again, because it was held until now. */
export async function confirmAsin(context: CatalogContext, storeId: string, sellerSkus: readonly string[]): Promise<readonly string[]> {
	const { kind } = context.engine;
	return await writeCatalog(context, storeId, async (transaction) => {
		const rows = await transaction
			.updateTable('listing')
			.set({ ...UNDECIDED, asin_change: null })
			.where('store_id', '=', storeId)
			.where('asin_change', 'is not', null)
			.where(among(kind, 'seller_sku', sellerSkus))
			.returning(['seller_sku', 'listing'])
			.execute();
		for (const row of rows) {
			await transaction.updateTable('product_link').set({ asin: toListing(row).asin ?? null }).where('store_id', '=', storeId).where('seller_sku', '=', row.seller_sku).execute();
		}
		const confirmed = new Set(rows.map((row) => row.seller_sku));
		return [...new Set(sellerSkus)].filter((sku) => confirmed.has(sku));
	});
}

/** See CatalogRepository.recordWritten. Fields that were not written now stay as they were last written. */
export async function recordWritten(context: CatalogContext, storeId: string, sellerSku: string, written: NonNullable<ProductLink['written']>): Promise<void> {
	await writeCatalog(context, storeId, async (transaction) => {
		const row = await transaction.selectFrom('product_link').select('written').where('store_id', '=', storeId).where('seller_sku', '=', sellerSku).executeTakeFirst();
		const known = typeof row?.written === 'string' ? (JSON.parse(row.written) as object) : {};
		await transaction.updateTable('product_link').set({ written: JSON.stringify({ ...known, ...written }) }).where('store_id', '=', storeId).where('seller_sku', '=', sellerSku).execute();
	});
}
