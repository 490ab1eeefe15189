import type { IDataObject } from 'n8n-workflow';
import type { SalePlan } from '../domain/accounting/planSale';
import { format } from '../domain/money';
import type { OrderRecord, SaleProgress } from '../processes/ports/repositories';
import type { Problem } from '../processes/problems';
import type { DailySaleEntry } from '../processes/orderViews';
import type { ProcessedDailySale, ProcessedOrder } from '../processes/processPendingOrders';

/** Where a sale is opened in Cin7 Core. */
export const saleUrl = (saleId: string): string => `https://inventory.dearsystems.com/Sale#${saleId}`;

/** A processed order as an item. No buyer data. */
export function processedItem(order: ProcessedOrder): IDataObject {
	const { plan } = order;
	return { storeId: order.storeId, orderId: order.orderId, outcome: order.outcome, ...progressFields(order.progress), ...(plan ? { ...totalFields(plan), paymentAdded: order.progress.paid === true, notices: plan.notices.map((notice) => notice.message) } : {}) };
}

/** A daily sale as an item, with the orders in it. */
export function dailySaleItem(sale: ProcessedDailySale): IDataObject {
	const { plan } = sale;
	return {
		storeId: sale.storeId,
		day: sale.day,
		reference: plan?.reference ?? null,
		outcome: sale.outcome,
		orders: sale.orderIds.length,
		orderIds: [...sale.orderIds],
		...progressFields(sale.progress),
		...(plan ? { ...totalFields(plan), paymentAdded: sale.progress.paid === true } : {}),
	};
}

/** A kept daily sale with the table of its orders, lines and amounts (N8). */
export function dailySaleEntryItem({ record, members }: DailySaleEntry): IDataObject {
	return {
		storeId: record.storeId,
		day: record.day,
		reference: record.frame.reference,
		state: record.holds.length > 0 && record.state === 'open' ? 'held' : record.state,
		holds: record.holds.map(({ code, message, hint }) => ({ code, what: message, whatToDo: hint })),
		...progressFields(record.progress),
		orders: members.map(({ orderId, part, canceled }) => {
			const shown = (amount: string): string => format(amount, part.totals.currency);
			return {
				orderId, canceled, currency: part.totals.currency, total: shown(part.totals.total), tax: shown(part.totals.tax),
				lines: part.lines.map(({ sku, sellerSku, quantity, price, tax, total }) => ({ sku, sellerSku: sellerSku ?? null, quantity, price: shown(price), tax: shown(tax), total: shown(total) })),
				additionalCharges: part.charges.map(({ description, quantity, price, tax, total }) => ({ description, quantity, price: shown(price), tax: shown(tax), total: shown(total) })),
			};
		}),
	};
}

export function progressFields(progress: SaleProgress): IDataObject {
	const { saleId } = progress;
	return {
		saleId: saleId ?? null,
		saleNumber: progress.saleNumber ?? null,
		saleUrl: saleId ? saleUrl(saleId) : null,
		orderStatus: progress.orderStatus ?? null,
		invoiceNumber: progress.invoiceNumber ?? null,
		invoiceStatus: progress.invoiceStatus ?? null,
	};
}

const totalFields = ({ totals }: SalePlan): IDataObject => ({
	currency: totals.currency,
	total: format(totals.total, totals.currency),
	tax: format(totals.tax, totals.currency),
	totalBeforeTax: format(totals.beforeTax, totals.currency),
});

/** A planned sale as an item: what Process Pending Orders would write. Buyer data only when asked for. */
export function previewItem(plan: SalePlan, includeBuyerData: boolean): IDataObject {
	const { header, totals } = plan;
	const shown = (price: string): string => format(price, totals.currency);
	return {
		storeId: plan.storeId,
		reference: plan.reference,
		orderId: plan.orderIds.length === 1 ? (plan.orderIds[0] ?? null) : null,
		orderIds: [...plan.orderIds],
		outcome: 'preview',
		...totalFields(plan),
		taxInclusive: header.taxInclusive,
		saleDate: header.saleOrderDate,
		invoiceStatus: plan.invoice.status,
		dueDate: plan.invoice.dueDate,
		location: header.location,
		carrier: header.carrier ?? null,
		terms: header.terms,
		salesRepresentative: header.salesRepresentative ?? null,
		priceTier: header.priceTier ?? null,
		account: header.defaultAccount ?? null,
		currencyRate: header.currencyRate,
		autoPickPackShip: plan.autoPickPackShip,
		lines: plan.lines.map(({ sku, name, quantity, price, tax, taxRule, total, comment }) => ({ sku, name, quantity, price: shown(price), tax: shown(tax), taxRule, total: shown(total), ...(comment ? { comment } : {}) })),
		additionalCharges: plan.charges.map(({ description, quantity, price, tax, taxRule }) => ({ description, quantity, price: shown(price), tax: shown(tax), taxRule })),
		payment: plan.payment ? { account: plan.payment.account, amount: shown(plan.payment.amount), date: plan.payment.datePaid } : null,
		notices: plan.notices.map((notice) => notice.message),
		...(includeBuyerData ? { customer: plan.customer.kind === 'named' ? plan.customer.name : 'default customer', billingAddress: { ...header.billingAddress }, shippingAddress: { ...header.shippingAddress }, shippingNotes: header.shippingNotes ?? null } : {}),
	};
}

/** An order in Pending Orders or the log as an item. No buyer data. */
export function orderItem(record: OrderRecord): IDataObject {
	const { order } = record;
	return {
		storeId: record.storeId,
		orderId: record.orderId,
		state: record.holds.length > 0 && record.state === 'pending' ? 'held' : record.state,
		reason: record.stateReason ?? null,
		amazonStatus: order.status === 'UNKNOWN' ? (order.unknownStatus ?? 'UNKNOWN') : order.status,
		fulfillmentChannel: order.fulfillmentChannel ?? null,
		orderedAt: order.createdTime,
		lastUpdatedAt: order.lastUpdatedTime,
		capturedAt: record.capturedAt,
		processedAt: record.processedAt ?? null,
		total: order.grandTotal?.amount ?? null,
		currency: order.grandTotal?.currency ?? null,
		items: order.items.map((item) => ({ sellerSku: item.sellerSku ?? null, asin: item.asin ?? null, title: item.title ?? null, quantity: item.quantityOrdered })),
		holds: record.holds.map(({ code, message, hint }) => ({ code, what: message, whatToDo: hint })),
		dailySale: record.saleKey ?? null,
		...progressFields(record.progress),
	};
}

/** N53: one message for a run, with everything in it that is new since the last one; none when nothing is. */
export function attentionItems(untold: readonly Problem[], open: number): IDataObject[] {
	if (untold.length === 0) return [];
	const heading = headingOf(untold);
	return [{
		heading,
		message: [heading, '', ...untold.map((each) => `- ${each.message}. ${each.hint}`)].join('\n'),
		newProblems: untold.length,
		openProblems: open,
		problems: untold.map(({ storeId, orderId, sellerSku, settlementId, code, message, hint }) => ({ storeId, orderId: orderId ?? null, ...(sellerSku === undefined ? {} : { sellerSku }), ...(settlementId === undefined ? {} : { settlementId }), code, what: message, whatToDo: hint })),
	}];
}

function headingOf(problems: readonly Problem[]): string {
	const orders = new Set(problems.flatMap((each) => each.orderId ?? [])).size;
	if (orders > 0) return `${orders} ${orders === 1 ? 'order needs' : 'orders need'} attention`;
	const settlements = new Set(problems.flatMap((each) => each.settlementId ?? [])).size;
	if (settlements > 0) return `${settlements} ${settlements === 1 ? 'settlement needs' : 'settlements need'} attention`;
	const listings = new Set(problems.flatMap((each) => (each.sellerSku === undefined ? [] : [`${each.storeId} ${each.sellerSku}`]))).size;
	return listings > 0 ? `${listings} ${listings === 1 ? 'listing needs' : 'listings need'} attention` : 'A store needs attention';
}
