import type { OrderKey, OrderRecord } from '../../processes/ports/repositories';
import { FREE, isClaimed } from '../claimed';
import { among, inChunks, type SqlEngine, type WriteTransaction } from '../engines/engine';
import type { DeletedLogEntryTable } from '../schema';
import { lockStores } from '../storeLock';
import type { OrderContext } from './context';
import { hasBegun } from './rows';

type Then = Exclude<OrderRecord['lookFirst'], 'no'>;

/**
 * See OrderRepository.deleteLogEntry. A run that is writing the order's sale loses its claim. Throws when its daily sale
 * is still to be written or gone on with, unless that only waits for an earlier sale to be voided.
 */
export async function deleteLogEntry({ engine, clock }: OrderContext, { storeId, orderId }: OrderKey, then: Then): Promise<readonly string[]> {
	return await engine.write(async (transaction) => {
		await lockStores(engine.kind, transaction, [storeId], 'orders');
		const [entry] = await lockEntries(engine, transaction, storeId, { orderId });
		if (!entry) return [];
		const { sale_key: saleKey } = entry;
		if (saleKey === null) {
			await forget(engine, transaction, storeId, [{ ...deletedOf(entry, then), deleted_at: clock.now() }]);
			return [orderId];
		}
		await removeDailySale(engine, transaction, { saleKey, orderId, now: clock.now() });
		const members = await lockEntries(engine, transaction, storeId, { saleKey });
		const orderIds = members.map((member) => member.order_id);
		await skipCancellations(engine, transaction, { storeId, orderIds, saleKey });
		const deleted = [...orderIds.map((id) => ({ order_id: id, look_for: saleKey })), { order_id: saleKey, look_for: null }];
		await forget(engine, transaction, storeId, deleted.map((row) => ({ ...row, look_first: then, deleted_at: clock.now() })));
		return orderIds;
	});
}

interface Entry {
	readonly order_id: string;
	readonly sale_key: string | null;
	readonly look_first: OrderRecord['lookFirst'];
	readonly look_for: string | null;
}

async function lockEntries({ kind }: SqlEngine, transaction: WriteTransaction, storeId: string, { orderId, saleKey }: { readonly orderId?: string; readonly saleKey?: string }): Promise<readonly Entry[]> {
	let query = transaction
		.selectFrom('amazon_order')
		.select(['order_id', 'sale_key', 'look_first', 'look_for'])
		.where('store_id', '=', storeId)
		.orderBy('created_at')
		.orderBy('order_id')
		.$if(kind === 'postgres', (select) => select.forUpdate());
	if (orderId !== undefined) query = query.where('order_id', '=', orderId);
	if (saleKey !== undefined) query = query.where('sale_key', '=', saleKey);
	return await query.execute();
}

/** Of an order without a daily sale. One that still waits for the sale of an earlier entry goes on waiting for that one. */
const deletedOf = ({ order_id, look_first, look_for }: Entry, then: Then): Pick<DeletedLogEntryTable, 'order_id' | 'look_first' | 'look_for'> => ({ order_id, look_first: then, look_for: look_first === 'no' ? null : look_for });

async function removeDailySale({ kind }: SqlEngine, transaction: WriteTransaction, { saleKey, orderId, now }: { readonly saleKey: string; readonly orderId: string; readonly now: number }): Promise<void> {
	const sale = await transaction
		.selectFrom('daily_sale')
		.select(['state', 'look_first', 'progress', 'claim_owner', 'claim_until'])
		.where('sale_key', '=', saleKey)
		.$if(kind === 'postgres', (query) => query.forUpdate())
		.executeTakeFirst();
	const onlyWaits = sale?.look_first === 'holdWhileSaleExists' && !hasBegun(sale) && !isClaimed(sale, now);
	if (sale?.state === 'open' && !onlyWaits) throw new Error(`Order ${orderId} is part of the daily sale ${saleKey} that is being written. Delete its log entry when that sale exists.`);
	await transaction.deleteFrom('daily_sale').where('sale_key', '=', saleKey).execute();
}

/** What was canceled of the orders is left out when they are loaded again, so there is nothing to credit. Refunds stay: they go to the new sale. */
async function skipCancellations({ kind }: SqlEngine, transaction: WriteTransaction, { storeId, orderIds, saleKey }: { readonly storeId: string; readonly orderIds: readonly string[]; readonly saleKey: string }): Promise<void> {
	await transaction
		.updateTable('credit')
		.set({ state: 'skipped', state_reason: `The log entry of its daily sale ${saleKey} was deleted`, holds: '[]', ...FREE })
		.where('store_id', '=', storeId)
		.where(among(kind, 'order_id', orderIds))
		.where('state', '=', 'pending')
		.where('kind', '=', 'cancellation')
		.execute();
}

async function forget({ kind }: SqlEngine, transaction: WriteTransaction, storeId: string, entries: readonly Omit<DeletedLogEntryTable, 'store_id'>[]): Promise<void> {
	const orderIds = entries.map((entry) => entry.order_id);
	for (const table of ['amazon_order', 'told_problem'] as const) await transaction.deleteFrom(table).where('store_id', '=', storeId).where(among(kind, 'order_id', orderIds)).execute();
	for (const chunk of inChunks(entries.map((entry) => ({ store_id: storeId, ...entry })))) {
		await transaction
			.insertInto('deleted_log_entry')
			.values(chunk)
			.onConflict((conflict) => conflict.columns(['store_id', 'order_id']).doUpdateSet(({ ref }) => ({ look_first: ref('excluded.look_first'), look_for: ref('excluded.look_for'), deleted_at: ref('excluded.deleted_at') })))
			.execute();
	}
}
