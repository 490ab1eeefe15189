import type { Clock } from '../../transport/clock';
import type { SqlEngine, WriteTransaction } from '../engines/engine';

export interface CatalogContext {
	readonly engine: SqlEngine;
	readonly clock: Clock;
}

/**
 * Runs `act` while no other writer changes the catalog of this store: capture, matching and the user's own hand never
 * work on rows that another one is changing. Throws when the store is not connected.
 */
export async function writeCatalog<T>({ engine }: CatalogContext, storeId: string, act: (transaction: WriteTransaction) => Promise<T>): Promise<T> {
	return await engine.write(async (transaction) => {
		const store = await transaction
			.selectFrom('store')
			.select('store_id')
			.where('store_id', '=', storeId)
			.$if(engine.kind === 'postgres', (query) => query.forNoKeyUpdate())
			.executeTakeFirst();
		if (!store) throw new Error(`Store ${storeId} is not connected, so its catalog cannot be kept. Connect it with the Amazon Store node.`);
		return await act(transaction);
	});
}
