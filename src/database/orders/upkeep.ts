import type { OrderEvent, OrderRepository, ToldProblem } from '../../processes/ports/repositories';
import { among, inChunks, type WriteTransaction } from '../engines/engine';
import { toMilliseconds } from '../instants';
import type { OrderContext } from './context';

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
