import { canceledUnits } from '../../domain/accounting/canceledUnits';
import type { SalePart } from '../../domain/accounting/salePart';
import type { AmazonOrder } from '../../domain/orders/order';
import type { Issue } from '../../domain/issues';
import type { ClaimedOrder, OrderKey, OrderRecord, SaleProgress } from '../../processes/ports/repositories';
import type { BuyerDataCipher } from '../buyerDataCipher';
import { toInstant } from '../instants';
import type { OrderRow } from '../schema';

export const toProgress = (row: Pick<OrderRow, 'progress'>): SaleProgress => JSON.parse(row.progress) as SaleProgress;

export const toKey = (row: Pick<OrderRow, 'store_id' | 'order_id'>): OrderKey => ({ storeId: row.store_id, orderId: row.order_id });

/** A first call to Cin7 Core was made for the order, or may have been. */
export function hasBegun(row: Pick<OrderRow, 'progress'>): boolean {
	const { begun, done } = toProgress(row);
	return begun !== undefined || done.length > 0;
}

/** Whether Amazon canceled units while they were written to a sale: what is on it was planned before that was loaded (N21). */
export function hasOutdatedUnits({ amazon_order, sale_part }: Pick<OrderRow, 'amazon_order' | 'sale_part'>): boolean {
	if (sale_part === null) return false;
	const order = JSON.parse(amazon_order) as AmazonOrder;
	return order.status !== 'CANCELLED' && canceledUnits(JSON.parse(sale_part) as SalePart, order, []) !== undefined;
}

export function toRecord(row: OrderRow): OrderRecord {
	return {
		...toKey(row),
		order: JSON.parse(row.amazon_order) as AmazonOrder,
		state: row.state,
		...(row.state_reason === null ? {} : { stateReason: row.state_reason }),
		holds: JSON.parse(row.holds) as readonly Issue[],
		progress: toProgress(row),
		mustVoid: row.must_void === 1,
		lookFirst: row.look_first,
		...(row.look_for === null ? {} : { lookFor: row.look_for }),
		capturedAt: toInstant(row.captured_at),
		...(row.processed_at === null ? {} : { processedAt: toInstant(row.processed_at) }),
		revision: row.revision,
		...(row.sale_key === null ? {} : { saleKey: row.sale_key }),
		...(row.sale_part === null ? {} : { part: JSON.parse(row.sale_part) as SalePart }),
		hasBuyerData: row.buyer_data !== null,
	};
}

/** Buyer data that cannot be decrypted count as absent: a changed key holds no order up. */
export function toClaimed(row: OrderRow, cipher: BuyerDataCipher): ClaimedOrder {
	const buyer = row.buyer_data === null ? undefined : cipher.decrypt(toKey(row), row.buyer_data);
	return { ...toRecord(row), ...(buyer ? { buyer } : {}) };
}

/** Groups order ids by store: what the queries, whose keys begin with the store, want. */
export function byStore(keys: readonly OrderKey[]): ReadonlyMap<string, readonly string[]> {
	const groups = new Map<string, string[]>();
	for (const { storeId, orderId } of keys) {
		const group = groups.get(storeId);
		if (group) group.push(orderId);
		else groups.set(storeId, [orderId]);
	}
	return groups;
}
