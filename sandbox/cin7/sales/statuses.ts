import { compare, isZero, subtract, sum, type Amount } from '../../../src/domain/money';
import type { CreditNote, Fulfillment, Invoice, Sale, StageStatus } from '../model';
import type { Cin7Switches } from '../switches';

/** Paid on an invoice, or refunded on a credit note. */
export const paidOn = (document: Invoice | CreditNote): Amount => sum(document.payments.map((payment) => payment.amount));
export const balanceOf = (document: Invoice | CreditNote): Amount => subtract(document.totals.total, paidOn(document));
export const liveInvoices = (sale: Sale): Invoice[] => sale.invoices.filter((invoice) => invoice.status !== 'VOIDED');
export const liveCreditNotes = (sale: Sale): CreditNote[] => sale.creditNotes.filter((note) => note.status !== 'VOIDED');
export const liveFulfillments = (sale: Sale): Fulfillment[] => sale.fulfillments.filter((task) => task.pick.status !== 'VOIDED');
const isAuthorized = (invoice: Invoice): boolean => invoice.status === 'AUTHORISED' || invoice.status === 'PAID';

export const isCredited = (sale: Sale): boolean => sale.creditNotes.some((note) => note.status === 'AUTHORISED');

/** Totals of authorised documents in the customer's currency: `net` is invoiced less credited, `settled` paid less refunded. */
export function saleAmounts(sale: Sale): { invoiced: Amount; net: Amount; settled: Amount } {
	const invoices = sale.invoices.filter(isAuthorized);
	const notes = sale.creditNotes.filter((note) => note.status === 'AUTHORISED');
	const invoiced = sum(invoices.map((invoice) => invoice.totals.total));
	return { invoiced, net: subtract(invoiced, sum(notes.map((note) => note.totals.total))), settled: subtract(sum(invoices.map(paidOn)), sum(notes.map(paidOn))) };
}

const hasBackorder = (sale: Sale): boolean => sale.order.lines.some((line) => !isZero(line.backorderQuantity));

/** Status of the quote: with SkipQuote, and before it is written, NOT AVAILABLE. */
export const quoteStatus = (sale: Sale): StageStatus => (sale.voided && !sale.skipQuote ? 'VOIDED' : 'NOT AVAILABLE');

/** Status of the sale by the reference's table of sale statuses. */
export function saleStatus(sale: Sale, switches: Cin7Switches): string {
	if (sale.voided) return 'VOIDED';
	if (isCompleted(sale, switches)) return 'COMPLETED';
	if (sale.type === 'Service Sale') return invoiceStage(sale) ?? 'DRAFT';
	if (sale.order.status === 'NOT AVAILABLE') return sale.skipQuote ? 'ESTIMATED' : 'DRAFT';
	if (sale.order.status === 'DRAFT') return 'ORDERING';
	const ordered = hasBackorder(sale) ? 'BACKORDERED' : 'ORDERED';
	if (sale.type === 'Advanced Sale') return ordered;
	// The table has no row for one that is settled and not shipped.
	if (isCredited(sale)) return 'CREDITED';
	return invoiceStage(sale) ?? fulfillmentStage(sale.fulfillments[0], switches) ?? ordered;
}

/** TotalInvoice - TotalPaid = 0, with everything shipped and all invoices paid (table of sale statuses). */
function isCompleted(sale: Sale, switches: Cin7Switches): boolean {
	const invoices = liveInvoices(sale);
	const tasks = liveFulfillments(sale);
	const shipped = sale.type === 'Service Sale' || (tasks.length > 0 && tasks.every((task) => task.ship.status === 'AUTHORISED'));
	const { invoiced, net, settled } = saleAmounts(sale);
	if (isCredited(sale) && compare(settled, switches.statusTotalInvoice === 'net' ? net : invoiced) !== 0) return false;
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
	if (sale.order.status !== 'AUTHORISED' || liveFulfillments(sale).length === 0) return 'NOT AVAILABLE';
	const [none, begun, done] = stageWords[stage];
	const statuses = liveFulfillments(sale).map((task) => task[stage].status);
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
	if (sale.order.status !== 'AUTHORISED' || liveFulfillments(sale).length === 0) return 'NOT AVAILABLE';
	const statuses = liveFulfillments(sale).map(fulfillmentStatus);
	if (statuses.every((status) => status === 'FULFILLED')) return 'FULFILLED';
	return statuses.includes('FULFILLED') ? 'PARTIALLY FULFILLED' : 'NOT FULFILLED';
}

export function combinedInvoice(sale: Sale, switches: Cin7Switches): string {
	if (sale.voided) return 'VOIDED';
	const invoices = liveInvoices(sale);
	if (sale.order.status !== 'AUTHORISED' && sale.type !== 'Service Sale') return 'NOT AVAILABLE';
	if (switches.combinedInvoiceWords === 'table') return invoices[0]?.status ?? 'NOT AVAILABLE';
	if (!invoices.some(isAuthorized)) return invoices.length > 0 ? 'DRAFT' : 'NOT INVOICED';
	const credited = isCredited(sale) ? ' / CREDITED' : '';
	return `${invoices.every(isAuthorized) ? 'INVOICED' : 'PARTIALLY INVOICED'}${credited}`;
}

/** CreditNoteStatus of the sale list; that of its credit notes together. */
export function creditNoteStatus(sale: Sale): StageStatus {
	if (isCredited(sale)) return 'AUTHORISED';
	if (liveCreditNotes(sale).length > 0) return 'DRAFT';
	return sale.creditNotes.length > 0 ? 'VOIDED' : 'NOT AVAILABLE';
}

/** 'OVERPAID / CREDITED' (a published sample): more was paid than is left after the credit note, and not given back. */
export function combinedPayment(sale: Sale): string {
	if (sale.voided) return 'VOIDED';
	const { net, settled } = saleAmounts(sale);
	if (isCredited(sale) && compare(settled, net) > 0) return 'OVERPAID / CREDITED';
	const invoices = liveInvoices(sale).filter(isAuthorized);
	if (invoices.length > 0 && invoices.every((invoice) => invoice.status === 'PAID')) return 'PAID';
	return invoices.some((invoice) => invoice.payments.length > 0) ? 'PARTIALLY PAID' : 'UNPAID';
}
