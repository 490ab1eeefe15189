import { ClaimLost } from '../../processes/ports/repositories';
import { among, type SqlEngine, type WriteTransaction } from '../engines/engine';
import type { OrderRow } from '../schema';
import { lockStores } from '../storeLock';
import type { DailySaleRow } from './rows';

export const claimLost = (saleKey: string): ClaimLost => new ClaimLost({ storeId: saleKey.split('|')[0] ?? '', orderId: `of the daily sale ${saleKey}` });

/**
 * A daily sale that is claimed, locked for the transaction; throws ClaimLost. The store's lock comes first, as where
 * orders are captured, so that the two never wait for each other crosswise.
 */
export async function lockClaimed({ kind }: SqlEngine, transaction: WriteTransaction, saleKey: string, owner: string): Promise<DailySaleRow> {
	const held = () => transaction.selectFrom('daily_sale').selectAll().where('sale_key', '=', saleKey).where('claim_owner', '=', owner);
	const known = await held().executeTakeFirst();
	if (!known) throw claimLost(saleKey);
	await lockStores(kind, transaction, [known.store_id], 'daily sales');
	const row = await held().$if(kind === 'postgres', (query) => query.forUpdate()).executeTakeFirst();
	if (!row) throw claimLost(saleKey);
	return row;
}

type MemberRow = Pick<OrderRow, 'store_id' | 'order_id' | 'sale_part' | 'amazon_order' | 'status' | 'must_void' | 'state'>;

/** The orders of a daily sale, locked for the transaction in the order in which captures lock them. */
export async function lockMembers({ kind }: SqlEngine, transaction: WriteTransaction, saleKey: string, orderIds?: readonly string[]): Promise<readonly MemberRow[]> {
	let query = transaction
		.selectFrom('amazon_order')
		.select(['store_id', 'order_id', 'sale_part', 'amazon_order', 'status', 'must_void', 'state'])
		.where('sale_key', '=', saleKey)
		.orderBy('order_id')
		.$if(kind === 'postgres', (select) => select.forUpdate());
	if (orderIds) query = query.where(among(kind, 'order_id', orderIds));
	return await query.execute();
}
