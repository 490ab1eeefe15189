import { add, equals, isZero, subtract, type Amount } from '../../domain/money';
import type { SettledOrder } from '../../domain/settlement/settlement';
import type { OrderStanding, SyncDatabase } from '../ports/repositories';
import type { SettlementRecord } from '../ports/settlements';

/** What Amazon settled of one order, in all its settlements, beside what its invoice asks for (P20). In the settlement's currency. */
export interface ReconciledOrder extends SettledOrder {
	readonly orderId: string;
	readonly settlementIds: readonly string[];
	/** matched: equal. variance: not. noInvoice: no sale of it is known here. */
	readonly outcome: 'matched' | 'variance' | 'noInvoice';
	/** Total of its invoice, or of its part of a daily one. */
	readonly invoiced?: Amount;
	/** charged - invoiced. */
	readonly difference?: Amount;
	readonly saleId?: string;
	readonly saleNumber?: string;
}

const BATCH = 2_000;

/**
 * Compares the orders of a settlement with their invoices, from what was written to Cin7 Core. An order that is settled
 * in parts is compared with all its parts, so a variance heals with the settlement that brings the rest. Orders of which
 * the settlement holds refunds or fees alone are left out. Sorted by order id.
 */
export async function* reconcileOrders({ settlements, orders }: Pick<SyncDatabase, 'settlements' | 'orders'>, record: SettlementRecord, storeIds: readonly string[]): AsyncGenerator<ReconciledOrder, void, undefined> {
	const orderIds = await settlements.ordersOf(record);
	for (let start = 0; start < orderIds.length; start += BATCH) {
		const batch = orderIds.slice(start, start + BATCH);
		const settled = await settlements.settledOrders(record.accountKey, batch);
		const standings = await orders.standings(storeIds, batch);
		for (const orderId of batch) {
			const order = settled.get(orderId);
			if (order && !isZero(order.charged)) yield compare(orderId, order, standings.get(orderId));
		}
	}
}

function compare(orderId: string, settled: SettledOrder & { readonly settlementIds: readonly string[] }, standing: OrderStanding | undefined): ReconciledOrder {
	const sale = { ...(standing?.saleId ? { saleId: standing.saleId } : {}), ...(standing?.saleNumber ? { saleNumber: standing.saleNumber } : {}) };
	const invoiced = standing?.state === 'processed' ? standing.invoiced : undefined;
	if (invoiced === undefined) return { orderId, ...settled, ...sale, outcome: 'noInvoice' };
	return { orderId, ...settled, ...sale, outcome: equals(settled.charged, invoiced) ? 'matched' : 'variance', invoiced, difference: subtract(settled.charged, invoiced) };
}

/** How many orders came out how, and what they differ by. */
export interface Reconciliation {
	readonly matched: number;
	readonly variance: number;
	readonly noInvoice: number;
	/** Sum of the differences of those with a variance. */
	readonly difference: Amount;
}

export function countReconciled(orders: Iterable<ReconciledOrder>): Reconciliation {
	const counts = { matched: 0, variance: 0, noInvoice: 0 };
	let difference: Amount = '0';
	for (const order of orders) {
		counts[order.outcome]++;
		difference = add(difference, order.difference ?? '0');
	}
	return { ...counts, difference };
}
