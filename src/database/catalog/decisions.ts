import type { CatalogRepository, ListingChoice } from '../../processes/ports/catalog';
import { among } from '../engines/engine';
import { writeCatalog, type CatalogContext } from './context';
import { searchTextOf, toListing, UNDECIDED } from './rows';

type Decided = Parameters<CatalogRepository['markDecided']>[1];

export async function markDecided(context: CatalogContext, storeId: string, decided: Decided): Promise<void> {
	const { kind } = context.engine;
	await writeCatalog(context, storeId, async (transaction) => {
		const rows = await transaction
			.selectFrom('listing')
			.select(['seller_sku', 'revision'])
			.where('store_id', '=', storeId)
			.where(among(kind, 'seller_sku', decided.map(({ sellerSku }) => sellerSku)))
			.execute();
		const revisions = new Map(rows.map((row) => [row.seller_sku, row.revision]));
		const standing = decided.filter(({ sellerSku, revision }) => revision === undefined || revision === revisions.get(sellerSku));
		for (const { undecided, issues, sellerSkus } of alike(standing)) {
			await transaction.updateTable('listing').set({ undecided, issues }).where('store_id', '=', storeId).where(among(kind, 'seller_sku', sellerSkus)).execute();
		}
	});
}

interface AlikeRows {
	readonly undecided: number;
	readonly issues: string;
	readonly sellerSkus: string[];
}

/** Most rows have no issues: one statement for each text, not for each row. The last decision about a SKU counts. */
function alike(decided: Decided): Iterable<AlikeRows> {
	const groups = new Map<string, AlikeRows>();
	for (const [sellerSku, { issues, again }] of new Map(decided.map((each) => [each.sellerSku, each]))) {
		const row = { undecided: again === true ? 1 : 0, issues: JSON.stringify(issues) };
		const key = `${row.undecided}${row.issues}`;
		const group = groups.get(key);
		if (group) group.sellerSkus.push(sellerSku);
		else groups.set(key, { ...row, sellerSkus: [sellerSku] });
	}
	return groups.values();
}

export async function reopen(context: CatalogContext, storeId: string, { unlinkedOnly }: { readonly unlinkedOnly: boolean }): Promise<void> {
	await writeCatalog(context, storeId, async (transaction) => {
		let update = transaction.updateTable('listing').set(UNDECIDED).where('store_id', '=', storeId);
		if (unlinkedOnly) {
			update = update.where(({ not, exists, selectFrom }) =>
				not(exists(selectFrom('product_link').select('product_link.seller_sku').where('product_link.store_id', '=', storeId).whereRef('product_link.seller_sku', '=', 'listing.seller_sku'))),
			);
		}
		await update.execute();
	});
}

export async function setChoice(context: CatalogContext, storeId: string, sellerSkus: readonly string[], choice: ListingChoice): Promise<void> {
	await writeCatalog(context, storeId, async (transaction) => {
		await transaction
			.updateTable('listing')
			.set({ ...UNDECIDED, choice })
			.where('store_id', '=', storeId)
			.where('choice', '<>', choice)
			.where(among(context.engine.kind, 'seller_sku', sellerSkus))
			.execute();
	});
}

export async function setAlias(context: CatalogContext, storeId: string, sellerSku: string, alias: string | undefined): Promise<boolean> {
	return await writeCatalog(context, storeId, async (transaction) => {
		const row = await transaction.selectFrom('listing').select('listing').where('store_id', '=', storeId).where('seller_sku', '=', sellerSku).executeTakeFirst();
		if (!row) return false;
		const changed = { alias: alias ?? null, search_text: searchTextOf(toListing(row), alias ?? null) };
		await transaction.updateTable('listing').set(changed).where('store_id', '=', storeId).where('seller_sku', '=', sellerSku).execute();
		return true;
	});
}
