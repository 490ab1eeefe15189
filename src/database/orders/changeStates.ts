import type { OrderRepository } from '../../processes/ports/repositories';
import { isClaimed } from '../claimed';
import type { SqlEngine, WriteTransaction } from '../engines/engine';
import type { OrderRow } from '../schema';
import { mayKeepBuyerData } from './capture';
import type { OrderContext } from './context';
import { hasBegun } from './rows';

type StateChange = Parameters<OrderRepository['changeState']>[0][number];

/** See OrderRepository.changeState. Orders in other states, those of a daily sale, and those that a run is writing now, are left alone. */
export async function changeStates({ engine, clock }: OrderContext, changes: readonly StateChange[]): Promise<void> {
	await engine.write(async (transaction) => {
		// In one order of rows for all, so that two runs never wait for each other crosswise.
		for (const change of [...changes].sort(byKey)) await changeState(engine, transaction, change, clock.now());
	});
}

const byKey = ({ key: a }: StateChange, { key: b }: StateChange): number => (a.storeId === b.storeId ? order(a.orderId, b.orderId) : order(a.storeId, b.storeId));
const order = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);

async function changeState(engine: SqlEngine, transaction: WriteTransaction, { key, state, stateReason }: StateChange, now: number): Promise<void> {
	const row = await transaction
		.selectFrom('amazon_order')
		.select(['state', 'progress', 'claim_owner', 'claim_until', 'captured_at', 'must_void', 'holds', 'buyer_data', 'sale_key'])
		.where('store_id', '=', key.storeId)
		.where('order_id', '=', key.orderId)
		.$if(engine.kind === 'postgres', (query) => query.forUpdate())
		.executeTakeFirst();
	if (!row || !mayChange(row, now)) return;
	const entersPending = state === 'pending' && row.state !== 'pending';
	await transaction
		.updateTable('amazon_order')
		.set({
			state,
			state_reason: stateReason ?? null,
			captured_at: entersPending ? now : row.captured_at,
			holds: state === row.state ? row.holds : '[]',
			buyer_data: mayKeepBuyerData(state, false) ? row.buyer_data : null,
		})
		.where('store_id', '=', key.storeId)
		.where('order_id', '=', key.orderId)
		.execute();
	if (entersPending) await transaction.insertInto('order_event').values({ store_id: key.storeId, order_id: key.orderId, kind: 'orderCaptured', at: now }).execute();
}

function mayChange(row: Pick<OrderRow, 'state' | 'progress' | 'claim_owner' | 'claim_until' | 'must_void' | 'sale_key'>, now: number): boolean {
	if (row.state === 'waiting' || row.state === 'skipped') return true;
	return row.state === 'pending' && row.sale_key === null && row.must_void === 0 && !hasBegun(row) && !isClaimed(row, now);
}
