import type { OrderKey, OrderRecord, OrderRepository } from '../../processes/ports/repositories';
import { among, inChunks } from '../engines/engine';
import { toMilliseconds } from '../instants';
import type { OrderContext } from './context';

/** See OrderRepository.deleteLogEntry. A run that is writing the order's sale loses its claim. */
export async function deleteLogEntry({ engine, clock }: OrderContext, { storeId, orderId }: OrderKey, then: Exclude<OrderRecord['lookFirst'], 'no'>): Promise<boolean> {
	return await engine.write(async (transaction) => {
		const deleted = await transaction.deleteFrom('amazon_order').where('store_id', '=', storeId).where('order_id', '=', orderId).executeTakeFirstOrThrow();
		if (deleted.numDeletedRows === 0n) return false;
		await transaction.deleteFrom('told_problem').where('store_id', '=', storeId).where('order_id', '=', orderId).execute();
		const entry = { look_first: then, deleted_at: clock.now() };
		await transaction
			.insertInto('deleted_log_entry')
			.values({ store_id: storeId, order_id: orderId, ...entry })
			.onConflict((conflict) => conflict.columns(['store_id', 'order_id']).doUpdateSet(entry))
			.execute();
		return true;
	});
}

/** See OrderRepository.eraseBuyerData. Every part of the filter that is given must fit; an empty one fits every order. */
export async function eraseBuyerData({ engine }: OrderContext, { storeId, orderIds, before }: Parameters<OrderRepository['eraseBuyerData']>[0]): Promise<number> {
	let update = engine.query.updateTable('amazon_order').set({ buyer_data: null }).where('buyer_data', 'is not', null);
	if (storeId !== undefined) update = update.where('store_id', '=', storeId);
	if (orderIds) update = update.where(among(engine.kind, 'order_id', orderIds));
	if (before !== undefined) update = update.where(({ eb, fn }) => eb(fn.coalesce('shipped_at', 'last_updated_at'), '<', toMilliseconds(before)));
	return Number((await update.executeTakeFirstOrThrow()).numUpdatedRows);
}

export async function readTold({ engine }: OrderContext, storeId: string, orderIds: readonly string[]): Promise<ReadonlyMap<string, string>> {
	const rows = await engine.query.selectFrom('told_problem').select(['order_id', 'fingerprint']).where('store_id', '=', storeId).where(among(engine.kind, 'order_id', orderIds)).execute();
	return new Map(rows.map((row) => [row.order_id, row.fingerprint]));
}

export async function recordTold({ engine }: OrderContext, storeId: string, told: ReadonlyMap<string, string>): Promise<void> {
	const rows = [...told].map(([orderId, fingerprint]) => ({ store_id: storeId, order_id: orderId, fingerprint }));
	await engine.write(async (transaction) => {
		for (const chunk of inChunks(rows)) {
			await transaction
				.insertInto('told_problem')
				.values(chunk)
				.onConflict((conflict) => conflict.columns(['store_id', 'order_id']).doUpdateSet(({ ref }) => ({ fingerprint: ref('excluded.fingerprint') })))
				.execute();
		}
	});
}
