import type { AmazonOrder, BuyerDetails } from '../../domain/orders/order';
import type { SalePart } from '../../domain/accounting/salePart';
import type { OrderCursor, OrderKey, OrderRecord, OrderRepository, OrderStanding, OrderState } from '../../processes/ports/repositories';
import { among } from '../engines/engine';
import { toMilliseconds } from '../instants';
import type { OrderContext } from './context';
import { byStore, toKey, toProgress, toRecord } from './rows';

type ListFilter = Parameters<OrderRepository['list']>[0];

export async function readCursor({ engine }: OrderContext, accountKey: string): Promise<OrderCursor | undefined> {
	const row = await engine.query.selectFrom('order_cursor').select('position').where('account_key', '=', accountKey).executeTakeFirst();
	return row && (JSON.parse(row.position) as OrderCursor);
}

export async function findOrder({ engine }: OrderContext, { storeId, orderId }: OrderKey): Promise<OrderRecord | undefined> {
	const row = await engine.query.selectFrom('amazon_order').selectAll().where('store_id', '=', storeId).where('order_id', '=', orderId).executeTakeFirst();
	return row && toRecord(row);
}

export async function findBuyer({ engine, cipher }: OrderContext, key: OrderKey): Promise<BuyerDetails | undefined> {
	const row = await engine.query.selectFrom('amazon_order').select('buyer_data').where('store_id', '=', key.storeId).where('order_id', '=', key.orderId).executeTakeFirst();
	return typeof row?.buyer_data === 'string' ? cipher.decrypt(key, row.buyer_data) : undefined;
}

export async function listOrders({ engine }: OrderContext, { newestFirst, storeId, states, heldOnly, limit, offset, orderIds, processedAfter }: ListFilter): Promise<readonly OrderRecord[]> {
	const direction = newestFirst === true ? 'desc' : 'asc';
	let query = engine.query.selectFrom('amazon_order').selectAll().where('store_id', '=', storeId).orderBy('created_at', direction).orderBy('order_id', direction);
	if (states) query = query.where(among(engine.kind, 'state', states));
	if (heldOnly === true) query = query.where('holds', '<>', '[]');
	if (orderIds) query = query.where(among(engine.kind, 'order_id', orderIds));
	if (processedAfter !== undefined) query = query.where('processed_at', '>', toMilliseconds(processedAfter));
	// SQLite knows no offset without a limit.
	if (limit !== undefined || offset !== undefined) query = query.limit(limit ?? Number.MAX_SAFE_INTEGER);
	if (offset !== undefined) query = query.offset(offset);
	return (await query.execute()).map(toRecord);
}

/** N15: unpaid orders, those asked about longest ago first. */
export async function listOpenAtAmazon({ engine }: OrderContext, storeIds: readonly string[], { checkedBefore, limit }: { checkedBefore: string; limit: number }): Promise<readonly OrderKey[]> {
	const rows = await engine.query
		.selectFrom('amazon_order')
		.select(['store_id', 'order_id'])
		.where(among(engine.kind, 'store_id', storeIds))
		.where('state', '=', 'waiting')
		.where('status', 'in', ['PENDING', 'PENDING_AVAILABILITY'])
		.where('checked_at', '<', toMilliseconds(checkedBefore))
		.orderBy('checked_at')
		.orderBy('created_at')
		.orderBy('order_id')
		.limit(limit)
		.execute();
	return rows.map(toKey);
}

export async function markChecked({ engine }: OrderContext, keys: readonly OrderKey[], at: string): Promise<void> {
	for (const [storeId, orderIds] of byStore(keys)) {
		await engine.query.updateTable('amazon_order').set({ checked_at: toMilliseconds(at) }).where('store_id', '=', storeId).where(among(engine.kind, 'order_id', orderIds)).execute();
	}
}

export async function countByState({ engine }: OrderContext, storeId: string): Promise<Readonly<Record<OrderState, number>>> {
	const rows = await engine.query
		.selectFrom('amazon_order')
		.select(({ fn }) => ['state', fn.countAll<number>().as('orders')])
		.where('store_id', '=', storeId)
		.groupBy('state')
		.execute();
	const counts: Record<OrderState, number> = { waiting: 0, pending: 0, processed: 0, canceled: 0, skipped: 0 };
	for (const { state, orders } of rows) counts[state] = Number(orders);
	return counts;
}

/** See OrderRepository.saleTasks. */
export async function readSaleTasks({ engine }: OrderContext, storeId: string, { after, limit }: Parameters<OrderRepository['saleTasks']>[1]): Promise<Awaited<ReturnType<OrderRepository['saleTasks']>>> {
	const rows = await engine.query
		.selectFrom('amazon_order')
		.select(['order_id', 'progress'])
		.where('store_id', '=', storeId)
		.where('order_id', '>', after)
		.where('sale_key', 'is', null)
		.where('progress', 'like', '%"saleId":%')
		.orderBy('order_id')
		.limit(limit)
		.execute();
	return rows.map((row) => {
		const { saleId = '', invoiceTaskId } = toProgress(row);
		return { orderId: row.order_id, saleId, ...(invoiceTaskId ? { invoiceTaskId } : {}) };
	});
}

/** See OrderRepository.standings. */
export async function readStandings({ engine }: OrderContext, storeIds: readonly string[], orderIds: readonly string[]): Promise<ReadonlyMap<string, OrderStanding>> {
	const rows = await engine.query
		.selectFrom('amazon_order')
		.select(['store_id', 'order_id', 'state', 'progress', 'sale_key', 'sale_part'])
		.where(among(engine.kind, 'store_id', storeIds))
		.where(among(engine.kind, 'order_id', orderIds))
		.execute();
	return new Map(rows.map((row) => {
		const { saleId, saleNumber, invoiceStatus } = toProgress(row);
		const part = row.sale_part === null ? undefined : (JSON.parse(row.sale_part) as SalePart);
		return [row.order_id, {
			storeId: row.store_id,
			state: row.state,
			...(saleId ? { saleId } : {}),
			...(saleNumber ? { saleNumber } : {}),
			...(invoiceStatus ? { invoiceStatus } : {}),
			daily: row.sale_key !== null,
			...(part ? { invoiced: part.totals.total, tax: part.totals.tax, taxInclusive: part.taxInclusive, currency: part.totals.currency } : {}),
		}];
	}));
}

/**
 * Ordered units of merchant-fulfilled Pending Orders, until the sale order is written and Cin7 Core allocates them
 * itself (S119, D16). Shipped units count too: Cin7 Core learns of them only by the sale. A canceled order reserves
 * nothing.
 */
export async function countReservedUnits({ engine }: OrderContext, storeIds: readonly string[]): Promise<ReadonlyMap<string, number>> {
	const rows = await engine.query
		.selectFrom('amazon_order')
		.leftJoin('daily_sale', 'daily_sale.sale_key', 'amazon_order.sale_key')
		.select(['amazon_order.amazon_order', 'amazon_order.progress', 'daily_sale.progress as progress_of_sale'])
		.where(among(engine.kind, 'amazon_order.store_id', storeIds))
		.where('amazon_order.state', '=', 'pending')
		.where('fulfillment_channel', '=', 'MFN')
		.where('must_void', '=', 0)
		.execute();
	const units = new Map<string, number>();
	for (const row of rows) {
		if (toProgress({ progress: row.progress_of_sale ?? row.progress }).done.includes('order')) continue;
		for (const { sellerSku, quantityOrdered } of (JSON.parse(row.amazon_order) as AmazonOrder).items) {
			if (sellerSku !== undefined) units.set(sellerSku, (units.get(sellerSku) ?? 0) + quantityOrdered);
		}
	}
	return units;
}
