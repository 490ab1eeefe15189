import { isDeepStrictEqual } from 'node:util';
import type { CatalogItem } from '../../domain/catalog/listing';
import { among, inChunks, type EngineKind, type WriteTransaction } from '../engines/engine';
import { writeCatalog, type CatalogContext } from './context';
import { toItem, toItemRow, UNDECIDED } from './rows';

/**
 * See CatalogRepository.saveItems. An ASIN that was asked for and not given is remembered as such, so that the parent of
 * a family that Amazon does not know is not asked for by every load; only a change of a variant asks for it anew.
 */
export async function saveItems(context: CatalogContext, storeId: string, items: readonly CatalogItem[], asked: readonly string[]): Promise<void> {
	const { kind } = context.engine;
	await writeCatalog(context, storeId, async (transaction) => {
		const given = new Map<string, CatalogItem | undefined>(asked.map((asin) => [asin, undefined]));
		for (const item of items) given.set(item.asin, item);
		const kept = await readItems(kind, transaction, storeId, [...given.keys()]);
		const changed = [...given].filter(([asin, item]) => !isDeepStrictEqual(kept.get(asin), item && toItem(JSON.stringify(item)))).map(([asin]) => asin);
		await write(transaction, storeId, given);
		await askParentsAnew(kind, transaction, storeId, changed.flatMap((asin) => given.get(asin)?.parentAsin ?? []).filter((asin) => !given.has(asin)));
		await transaction.updateTable('listing').set({ enriched: 1 }).where('store_id', '=', storeId).where(among(kind, 'asin', asked)).execute();
		await reopenRows(kind, transaction, storeId, changed);
	});
}

export async function findItems({ engine }: CatalogContext, storeId: string, asins: readonly string[]): Promise<ReadonlyMap<string, CatalogItem>> {
	return await readItems(engine.kind, engine.query, storeId, asins);
}

async function readItems(kind: EngineKind, query: CatalogContext['engine']['query'], storeId: string, asins: readonly string[]): Promise<ReadonlyMap<string, CatalogItem>> {
	const rows = await query.selectFrom('catalog_item').select(['asin', 'item']).where('store_id', '=', storeId).where(among(kind, 'asin', asins)).execute();
	return new Map(rows.flatMap(({ asin, item }) => (item === null ? [] : [[asin, toItem(item)]])));
}

async function write(transaction: WriteTransaction, storeId: string, given: ReadonlyMap<string, CatalogItem | undefined>): Promise<void> {
	for (const chunk of inChunks([...given])) {
		await transaction
			.insertInto('catalog_item')
			.values(chunk.map(([asin, item]) => toItemRow(storeId, asin, item)))
			.onConflict((conflict) => conflict.columns(['store_id', 'asin']).doUpdateSet(({ ref }) => ({ parent_asin: ref('excluded.parent_asin'), item: ref('excluded.item') })))
			.execute();
	}
}

async function askParentsAnew(kind: EngineKind, transaction: WriteTransaction, storeId: string, parentAsins: readonly string[]): Promise<void> {
	if (parentAsins.length === 0) return;
	await transaction.deleteFrom('catalog_item').where('store_id', '=', storeId).where('item', 'is', null).where(among(kind, 'asin', parentAsins)).execute();
}

/** Rows of these ASINs, and the variants of these families. */
async function reopenRows(kind: EngineKind, transaction: WriteTransaction, storeId: string, asins: readonly string[]): Promise<void> {
	if (asins.length === 0) return;
	const variants = await transaction.selectFrom('catalog_item').select('asin').where('store_id', '=', storeId).where(among(kind, 'parent_asin', asins)).execute();
	await transaction
		.updateTable('listing')
		.set(UNDECIDED)
		.where('store_id', '=', storeId)
		.where(among(kind, 'asin', [...new Set([...asins, ...variants.map((row) => row.asin)])]))
		.execute();
}

export async function findMissingParents({ engine }: CatalogContext, storeId: string): Promise<readonly string[]> {
	const rows = await engine.query
		.selectFrom('catalog_item as variant')
		.leftJoin('catalog_item as parent', (join) => join.onRef('parent.store_id', '=', 'variant.store_id').onRef('parent.asin', '=', 'variant.parent_asin'))
		.select('variant.parent_asin')
		.distinct()
		.where('variant.store_id', '=', storeId)
		.where('variant.parent_asin', 'is not', null)
		.where('parent.asin', 'is', null)
		.orderBy('variant.parent_asin')
		.execute();
	return rows.flatMap(({ parent_asin }) => parent_asin ?? []);
}
