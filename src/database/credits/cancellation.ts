import type { CreditRepository } from '../../processes/ports/credits';
import type { OrderKey } from '../../processes/ports/repositories';
import { FREE } from '../claimed';
import { readClaimed } from '../orders/claims';
import type { CreditContext } from './context';

type Cancellation = Parameters<CreditRepository['addCancellation']>[2];

/**
 * See CreditRepository.addCancellation; posted now. Throws ClaimLost when `owner` does not hold the order. The event
 * orderCanceled was written when Amazon's cancellation was captured, and is written here where it was not.
 */
export async function addCancellation({ engine, clock }: CreditContext, { storeId, orderId }: OrderKey, owner: string, { creditId, part, orderState, reason }: Cancellation): Promise<void> {
	await engine.write(async (transaction) => {
		const order = await readClaimed(engine, transaction, { storeId, orderId }, owner);
		const now = clock.now();
		await transaction
			.insertInto('credit')
			.values({
				store_id: storeId,
				credit_id: creditId,
				kind: 'cancellation',
				order_id: orderId,
				refund_id: null,
				refund: null,
				part: JSON.stringify(part),
				state: 'pending',
				state_reason: null,
				holds: '[]',
				progress: JSON.stringify({ done: [] }),
				posted_at: now,
				captured_at: now,
				processed_at: null,
				...FREE,
			})
			.onConflict((conflict) => conflict.columns(['store_id', 'credit_id']).doNothing())
			.execute();
		await transaction
			.updateTable('amazon_order')
			.set({ state: orderState, state_reason: orderState === 'canceled' ? reason : null, must_void: 0, holds: '[]', ...FREE })
			.where('store_id', '=', storeId)
			.where('order_id', '=', orderId)
			.execute();
		if (orderState === 'processed' || order.must_void === 1 || order.status === 'CANCELLED') return;
		await transaction.insertInto('order_event').values({ store_id: storeId, order_id: orderId, kind: 'orderCanceled', at: now }).execute();
	});
}
