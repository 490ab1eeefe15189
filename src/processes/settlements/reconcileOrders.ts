import { add, isZero, subtract, type Amount } from '../../domain/money';
import type { SettledOrder } from '../../domain/settlement/settlement';
import type { Store } from '../../domain/settings';
import type { OrderStanding, SyncDatabase } from '../ports/repositories';
import type { SettlementRecord } from '../ports/settlements';
import { isTaxLeftOut } from './knownOrders';

/** What Amazon settled of one order, in all its settlements, beside what its invoice asks for (P20). In the settlement's currency. */
export interface ReconciledOrder extends SettledOrder {
	readonly orderId: string;
	readonly settlementIds: readonly string[];
	/** matched: equal. variance: not. noInvoice: no sale of it is known here. */
	readonly outcome: 'matched' | 'variance' | 'noInvoice';
	/** Total of its invoice, or of its part of a daily one. */
	readonly invoiced?: Amount;
	/** charged - invoiced; without the tax that a store which ignores Amazon's taxes left out. */
	readonly difference?: Amount;
	readonly saleId?: string;
	readonly saleNumber?: string;
}

const BATCH = 2_000;

/**
 * Compares the orders of a settlement with their invoices, from what was written to Cin7 Core. An order that is settled
 * in parts is compared with all its parts, so a variance heals with the settlement that brings the rest. Orders of which
 * the settlement holds refunds or fees alone are left out. Tax counts where the invoice has it:
 * a store that ignores Amazon's taxes may leave it out (S56). Sorted by order id.
 */
export async function* reconcileOrders({ settlements, orders }: Pick<SyncDatabase, 'settlements' | 'orders'>, record: SettlementRecord, stores: readonly Store[]): AsyncGenerator<ReconciledOrder, void, undefined> {
	const storeIds = stores.map(({ storeId }) => storeId);
	const ignoring = new Set(stores.filter(({ settings }) => settings.ignoreAmazonTaxes).map(({ storeId }) => storeId));
	const orderIds = await settlements.ordersOf(record);
	for (let start = 0; start < orderIds.length; start += BATCH) {
		const batch = orderIds.slice(start, start + BATCH);
		const settled = await settlements.settledOrders(record.accountKey, batch);
		const standings = await orders.standings(storeIds, batch);
		for (const orderId of batch) {
			const order = settled.get(orderId);
			if (order && !isZero(order.charged)) yield compare(orderId, order, standings.get(orderId), ignoring);
		}
	}
}

function compare(orderId: string, settled: SettledOrder & { readonly settlementIds: readonly string[] }, standing: OrderStanding | undefined, ignoring: ReadonlySet<string>): ReconciledOrder {
	const sale = { ...(standing?.saleId ? { saleId: standing.saleId } : {}), ...(standing?.saleNumber ? { saleNumber: standing.saleNumber } : {}) };
	const invoiced = standing?.state === 'processed' ? standing.invoiced : undefined;
	if (invoiced === undefined) return { orderId, ...settled, ...sale, outcome: 'noInvoice' };
	const wanted = standing && ignoring.has(standing.storeId) && isTaxLeftOut(standing) ? subtract(settled.charged, settled.tax) : settled.charged;
	const difference = subtract(wanted, invoiced);
	return { orderId, ...settled, ...sale, outcome: isZero(difference) ? 'matched' : 'variance', invoiced, difference };
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
