import { sql } from 'kysely';
import type { OrderKey, OrderRecord, SaleProgress } from '../../processes/ports/repositories';
import type { OrderContext } from './context';
import { toProgress, toRecord } from './rows';

/** See OrderRepository.unpaid (S157). Nothing is paid on a sale that is to be voided. */
export async function listUnpaid({ engine }: OrderContext, storeId: string, limit: number): Promise<readonly OrderRecord[]> {
	const rows = await engine.query
		.selectFrom('amazon_order')
		.selectAll()
		.where('store_id', '=', storeId)
		// To the letter as in the index amazon_order_unpaid.
		.where(sql<boolean>`unpaid = 1`)
		.where('state', '=', 'processed')
		.where('must_void', '=', 0)
		.orderBy('created_at')
		.orderBy('order_id')
		.limit(limit)
		.execute();
	return rows.map(toRecord);
}

/** See OrderRepository.markPaid. */
export async function markPaid({ engine }: OrderContext, { storeId, orderId }: OrderKey): Promise<void> {
	await engine.write(async (transaction) => {
		const row = await transaction
			.selectFrom('amazon_order')
			.select('progress')
			.where('store_id', '=', storeId)
			.where('order_id', '=', orderId)
			.where('state', '=', 'processed')
			.$if(engine.kind === 'postgres', (query) => query.forUpdate())
			.executeTakeFirst();
		if (!row) return;
		const progress: SaleProgress = { ...toProgress(row), paid: true };
		await transaction.updateTable('amazon_order').set({ unpaid: 0, progress: JSON.stringify(progress) }).where('store_id', '=', storeId).where('order_id', '=', orderId).execute();
	});
}
