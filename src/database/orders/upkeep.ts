import type { OrderEvent, OrderKey, OrderRecord, OrderRepository, ToldProblem } from '../../processes/ports/repositories';
import { among, inChunks, type WriteTransaction } from '../engines/engine';
import { toMilliseconds } from '../instants';
import type { OrderContext } from './context';

/**
 * See OrderRepository.deleteLogEntry. A run that is writing the order's sale loses its claim. A daily sale that
 * exists loses its row of the order. Throws when the daily sale is still to be written or gone on with.
 */
export async function deleteLogEntry({ engine, clock }: OrderContext, { storeId, orderId }: OrderKey, then: Exclude<OrderRecord['lookFirst'], 'no'>): Promise<boolean> {
	return await engine.write(async (transaction) => {
		const row = await transaction
			.selectFrom('amazon_order')
			.select(['state', 'sale_key'])
			.where('store_id', '=', storeId)
			.where('order_id', '=', orderId)
			.$if(engine.kind === 'postgres', (query) => query.forUpdate())
			.executeTakeFirst();
		if (!row) return false;
		if (row.state === 'pending' && row.sale_key !== null) throw new Error(`Order ${orderId} is part of the daily sale ${row.sale_key} that is being written. Delete its log entry when that sale exists.`);
		await transaction.deleteFrom('amazon_order').where('store_id', '=', storeId).where('order_id', '=', orderId).execute();
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
	return await engine.write(async (transaction) => {
		let update = transaction.updateTable('amazon_order').set({ buyer_data: null }).where('buyer_data', 'is not', null);
		if (storeId !== undefined) update = update.where('store_id', '=', storeId);
		if (orderIds) update = update.where(among(engine.kind, 'order_id', orderIds));
		if (before !== undefined) update = update.where(({ eb, fn }) => eb(fn.coalesce('shipped_at', 'last_updated_at'), '<', toMilliseconds(before)));
		return Number((await update.executeTakeFirstOrThrow()).numUpdatedRows);
	});
}

export async function readTold({ engine }: OrderContext, storeId: string, orderIds: readonly string[]): Promise<ReadonlyMap<string, string>> {
	const rows = await engine.query.selectFrom('told_problem').select(['order_id', 'fingerprint']).where('store_id', '=', storeId).where(among(engine.kind, 'order_id', orderIds)).execute();
	return new Map(rows.map((row) => [row.order_id, row.fingerprint]));
}

/** See OrderRepository.recordTold. */
export async function recordTold({ engine, clock }: OrderContext, storeId: string, told: ReadonlyMap<string, string>, untold: readonly ToldProblem[] = []): Promise<void> {
	const rows = [...told].map(([orderId, fingerprint]) => ({ store_id: storeId, order_id: orderId, fingerprint }));
	await engine.write(async (transaction) => {
		for (const chunk of inChunks(rows)) {
			await transaction
				.insertInto('told_problem')
				.values(chunk)
				.onConflict((conflict) => conflict.columns(['store_id', 'order_id']).doUpdateSet(({ ref }) => ({ fingerprint: ref('excluded.fingerprint') })))
				.execute();
		}
		if (untold.length > 0) await writeAttention(transaction, storeId, untold, clock.now());
	});
}

/** One event for all of them (N53), of an order where all are about that order. */
async function writeAttention(transaction: WriteTransaction, storeId: string, problems: readonly ToldProblem[], at: number): Promise<void> {
	const [orderId = '', ...others] = new Set(problems.map((problem) => problem.orderId ?? ''));
	const details = JSON.stringify({ problems } satisfies OrderEvent['details']);
	await transaction.insertInto('order_event').values({ store_id: storeId, order_id: others.length === 0 ? orderId : '', kind: 'needsAttention', at, details }).execute();
}
