import { sql } from 'kysely';
import type { Issue } from '../../domain/issues';
import { isClaimed } from '../claimed';
import { among, inChunks, textPairs, type SqlEngine, type WriteTransaction } from '../engines/engine';
import type { OrderRow } from '../schema';
import { lockStores } from '../storeLock';
import type { OrderContext } from './context';

/** See OrderRepository.holdUnclaimed. Orders that are in a daily sale, or to be voided, are left alone. */
export async function holdUnclaimed({ engine, clock }: OrderContext, storeId: string, holds: ReadonlyMap<string, readonly Issue[]>): Promise<void> {
	await engine.write(async (transaction) => {
		await lockStores(engine.kind, transaction, [storeId], 'orders');
		const rows = await lockPending(engine, transaction, storeId, [...holds.keys()]);
		const pairs = rows
			.filter((row) => !isClaimed(row, clock.now()))
			.map((row) => ({ row, text: JSON.stringify(holds.get(row.order_id) ?? []) }))
			.flatMap(({ row, text }) => (text === row.holds ? [] : [[row.order_id, text] as const]));
		for (const chunk of inChunks(pairs, 500)) {
			// By the key alone: with more conditions SQLite takes another index and compares every row with every pair.
			await transaction
				.updateTable('amazon_order')
				.from(textPairs(engine.kind, chunk).as('given'))
				.set(({ ref }) => ({ holds: ref('given.content') }))
				.where('store_id', '=', storeId)
				.where(sql<boolean>`amazon_order.order_id = given.id`)
				.execute();
		}
	});
}

async function lockPending({ kind }: SqlEngine, transaction: WriteTransaction, storeId: string, orderIds: readonly string[]): Promise<readonly Pick<OrderRow, 'order_id' | 'holds' | 'claim_owner' | 'claim_until'>[]> {
	return await transaction
		.selectFrom('amazon_order')
		.select(['order_id', 'holds', 'claim_owner', 'claim_until'])
		.where('store_id', '=', storeId)
		.where(among(kind, 'order_id', orderIds))
		.where('state', '=', 'pending')
		.where('sale_key', 'is', null)
		.where('must_void', '=', 0)
		.orderBy('order_id')
		.$if(kind === 'postgres', (query) => query.forUpdate())
		.execute();
}
