import { isZero, subtract, sum, type Amount } from '../../../src/domain/money';
import type { Fulfillment, Invoice, Sale, StageStatus } from '../model';
import type { Cin7Switches } from '../switches';

export const paidOn = (invoice: Invoice): Amount => sum(invoice.payments.map((payment) => payment.amount));
export const balanceOf = (invoice: Invoice): Amount => subtract(invoice.totals.total, paidOn(invoice));
export const liveInvoices = (sale: Sale): Invoice[] => sale.invoices.filter((invoice) => invoice.status !== 'VOIDED');
const isAuthorized = (invoice: Invoice): boolean => invoice.status === 'AUTHORISED' || invoice.status === 'PAID';

const hasBackorder = (sale: Sale): boolean => sale.order.lines.some((line) => !isZero(line.backorderQuantity));

/** Status of the quote: with SkipQuote, and before it is written, NOT AVAILABLE. */
export const quoteStatus = (sale: Sale): StageStatus => (sale.voided && !sale.skipQuote ? 'VOIDED' : 'NOT AVAILABLE');

/** Status of the sale by the reference's table of sale statuses. */
export function saleStatus(sale: Sale, switches: Cin7Switches): string {
	if (sale.voided) return 'VOIDED';
	if (isCompleted(sale)) return 'COMPLETED';
	if (sale.type === 'Service Sale') return invoiceStage(sale) ?? 'DRAFT';
	if (sale.order.status === 'NOT AVAILABLE') return sale.skipQuote ? 'ESTIMATED' : 'DRAFT';
	if (sale.order.status === 'DRAFT') return 'ORDERING';
	const ordered = hasBackorder(sale) ? 'BACKORDERED' : 'ORDERED';
	if (sale.type === 'Advanced Sale') return ordered;
	return invoiceStage(sale) ?? fulfillmentStage(sale.fulfillments[0], switches) ?? ordered;
}

function isCompleted(sale: Sale): boolean {
	const invoices = liveInvoices(sale);
	const shipped = sale.type === 'Service Sale' || (sale.fulfillments.length > 0 && sale.fulfillments.every((task) => task.ship.status === 'AUTHORISED'));
	return shipped && invoices.length > 0 && invoices.every((invoice) => invoice.status === 'PAID');
}

function invoiceStage(sale: Sale): string | undefined {
	const [invoice] = liveInvoices(sale);
	if (!invoice) return undefined;
	return invoice.status === 'DRAFT' ? 'INVOICING' : 'INVOICED';
}

function fulfillmentStage(task: Fulfillment | undefined, switches: Cin7Switches): string | undefined {
	if (!task) return undefined;
	if (task.ship.status === 'AUTHORISED') return switches.statusShippedNotInvoiced;
	if (task.ship.status !== 'NOT AVAILABLE') return 'SHIPPING';
	if (task.pack.status !== 'NOT AVAILABLE') return task.pack.status === 'DRAFT' ? 'PACKING' : 'PACKED';
	if (task.pick.status !== 'NOT AVAILABLE') return task.pick.status === 'DRAFT' ? 'PICKING' : 'PICKED';
	return undefined;
}

const stageWords = {
	pick: ['NOT PICKED', 'PICKING', 'PICKED'],
	pack: ['NOT PACKED', 'PACKING', 'PACKED'],
	ship: ['NOT SHIPPED', 'SHIPPING', 'SHIPPED'],
} as const;

/** CombinedPickingStatus, CombinedPackingStatus or CombinedShippingStatus. */
export function combinedStage(sale: Sale, stage: 'pick' | 'pack' | 'ship'): string {
	if (sale.voided) return 'VOIDED';
	if (sale.order.status !== 'AUTHORISED' || sale.fulfillments.length === 0) return 'NOT AVAILABLE';
	const [none, begun, done] = stageWords[stage];
	const statuses = sale.fulfillments.map((task) => task[stage].status);
	if (statuses.every((status) => status === 'AUTHORISED')) return done;
	if (statuses.some((status) => status === 'AUTHORISED')) return `PARTIALLY ${done}`;
	return statuses.some((status) => status !== 'NOT AVAILABLE') ? begun : none;
}

export function fulfillmentStatus(task: Fulfillment): string {
	if (task.ship.status === 'VOIDED') return 'VOIDED';
	return task.ship.status === 'AUTHORISED' ? 'FULFILLED' : 'NOT FULFILLED';
}

/** FulFilmentStatus of the whole sale. */
export function combinedFulfillment(sale: Sale): string {
	if (sale.voided) return 'VOIDED';
	if (sale.order.status !== 'AUTHORISED' || sale.fulfillments.length === 0) return 'NOT AVAILABLE';
	const statuses = sale.fulfillments.map(fulfillmentStatus);
	if (statuses.every((status) => status === 'FULFILLED')) return 'FULFILLED';
	return statuses.includes('FULFILLED') ? 'PARTIALLY FULFILLED' : 'NOT FULFILLED';
}

export function combinedInvoice(sale: Sale, switches: Cin7Switches): string {
	if (sale.voided) return 'VOIDED';
	const invoices = liveInvoices(sale);
	if (sale.order.status !== 'AUTHORISED' && sale.type !== 'Service Sale') return 'NOT AVAILABLE';
	if (switches.combinedInvoiceWords === 'table') return invoices[0]?.status ?? 'NOT AVAILABLE';
	if (!invoices.some(isAuthorized)) return invoices.length > 0 ? 'DRAFT' : 'NOT INVOICED';
	return invoices.every(isAuthorized) ? 'INVOICED' : 'PARTIALLY INVOICED';
}

export function combinedPayment(sale: Sale): string {
	if (sale.voided) return 'VOIDED';
	const invoices = liveInvoices(sale).filter(isAuthorized);
	if (invoices.length > 0 && invoices.every((invoice) => invoice.status === 'PAID')) return 'PAID';
	return invoices.some((invoice) => invoice.payments.length > 0) ? 'PARTIALLY PAID' : 'UNPAID';
}
