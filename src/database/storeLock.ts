import { among, type EngineKind, type WriteTransaction } from './engines/engine';

/**
 * Lets the caller's transaction be the only one of its kind in these stores: captures and the closing of days wait for
 * each other, so that two of them never both find something new or free. Throws when a store is not connected.
 */
export async function lockStores(kind: EngineKind, transaction: WriteTransaction, storeIds: readonly string[], kept: 'orders' | 'daily sales' | 'refunds' | 'settlements'): Promise<void> {
	if (storeIds.length === 0) return;
	const found = await transaction
		.selectFrom('store')
		.select('store_id')
		.where(among(kind, 'store_id', storeIds))
		.orderBy('store_id')
		.$if(kind === 'postgres', (query) => query.forNoKeyUpdate())
		.execute();
	const missing = storeIds.find((storeId) => !found.some((row) => row.store_id === storeId));
	if (missing !== undefined) throw new Error(`Store ${missing} is not connected, so its ${kept} cannot be kept. Connect it with the Amazon Store node.`);
}
