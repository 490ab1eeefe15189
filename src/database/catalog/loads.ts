import type { CatalogLoad } from '../../processes/ports/catalog';
import type { Query, WriteTransaction } from '../engines/engine';
import { writeCatalog, type CatalogContext } from './context';

export async function readLoad(query: Query, storeId: string): Promise<CatalogLoad | undefined> {
	const row = await query.selectFrom('catalog_load').select('load').where('store_id', '=', storeId).executeTakeFirst();
	return typeof row?.load === 'string' ? (JSON.parse(row.load) as CatalogLoad) : undefined;
}

export async function readLastLoadId(query: Query, storeId: string): Promise<number> {
	const row = await query.selectFrom('catalog_load').select('last_load_id').where('store_id', '=', storeId).executeTakeFirst();
	return row?.last_load_id ?? 0;
}

export async function writeLoad(transaction: WriteTransaction, storeId: string, load: CatalogLoad): Promise<void> {
	const replaced = { last_load_id: load.loadId, load: JSON.stringify(load) };
	await transaction
		.insertInto('catalog_load')
		.values({ store_id: storeId, ...replaced })
		.onConflict((conflict) => conflict.column('store_id').doUpdateSet(replaced))
		.execute();
}

export async function saveLoad(context: CatalogContext, storeId: string, load: CatalogLoad | undefined): Promise<void> {
	await writeCatalog(context, storeId, async (transaction) => {
		if (load) await writeLoad(transaction, storeId, load);
		else await transaction.updateTable('catalog_load').set({ load: null }).where('store_id', '=', storeId).execute();
	});
}

export async function countMissing({ engine }: CatalogContext, storeId: string, loadId: number): Promise<{ readonly listed: number; readonly missing: number }> {
	const { listed, missing } = await engine.query
		.selectFrom('listing')
		.select(({ fn, eb, or }) => [
			fn.countAll<number>().as('listed'),
			fn.countAll<number>().filterWhere(or([eb('seen_load', 'is', null), eb('seen_load', '<', loadId)])).as('missing'),
		])
		.where('store_id', '=', storeId)
		.where('status', '=', 'listed')
		.executeTakeFirstOrThrow();
	return { listed: Number(listed), missing: Number(missing) };
}

/**
 * See CatalogRepository.finishLoad. A draft that an earlier load saw goes too; rows that only a link or an order made
 * known stay. A row that a later load has seen is there, and a later load is not ended.
 */
export async function finishLoad(context: CatalogContext, storeId: string, loadId: number, cancelMissing: boolean): Promise<readonly string[]> {
	return await writeCatalog(context, storeId, async (transaction) => {
		await transaction.updateTable('catalog_load').set({ load: null }).where('store_id', '=', storeId).where('last_load_id', '<=', loadId).execute();
		if (!cancelMissing) return [];
		const canceled = await transaction
			.updateTable('listing')
			.set({ status: 'canceled' })
			.where('store_id', '=', storeId)
			.where('status', '<>', 'canceled')
			.where(({ eb, or, and }) => or([eb('seen_load', '<', loadId), and([eb('seen_load', 'is', null), eb('status', '=', 'listed')])]))
			.returning('seller_sku')
			.execute();
		return canceled.map((row) => row.seller_sku).sort(byCodePoint);
	});
}

/** JavaScript compares by UTF-16 units, which puts some letters beyond the first 65,536 in another place than the database does. */
const byCodePoint = (a: string, b: string): number => Buffer.compare(Buffer.from(a), Buffer.from(b));
