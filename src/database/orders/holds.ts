import { sql } from 'kysely';
import type { Issue } from '../../domain/issues';
import { inChunks, textPairs } from '../engines/engine';
import { lockStores } from '../storeLock';
import type { OrderContext } from './context';

/** See OrderRepository.holdUnclaimed. Orders that are in a daily sale, or to be voided, are left alone. */
export async function holdUnclaimed({ engine, clock }: OrderContext, storeId: string, holds: ReadonlyMap<string, readonly Issue[]>): Promise<void> {
	const pairs = [...holds].map(([orderId, issues]) => [orderId, JSON.stringify(issues)] as const);
	await engine.write(async (transaction) => {
		await lockStores(engine.kind, transaction, [storeId], 'orders');
		for (const chunk of inChunks(pairs, 1000)) {
			await transaction
				.updateTable('amazon_order')
				.from(textPairs(engine.kind, chunk).as('given'))
				.set(({ ref }) => ({ holds: ref('given.content') }))
				.where('store_id', '=', storeId)
				.where(sql<boolean>`amazon_order.order_id = given.id`)
				.where(({ eb, and }) => and([eb('state', '=', 'pending'), eb('sale_key', 'is', null), eb('must_void', '=', 0)]))
				.where(({ or, eb }) => or([eb('claim_owner', 'is', null), eb('claim_until', '<=', clock.now())]))
				.where(sql<boolean>`holds <> given.content`)
				.execute();
		}
	});
}
