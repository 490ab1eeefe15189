import type { Day } from '../../../src/domain/calendar';
import { equals, subtract, sum } from '../../../src/domain/money';
import type { CreditNote, DocumentContent, Invoice, Sale } from '../../cin7/model';
import type { Cin7World } from '../../cin7/world';
import type { Check } from '../compareSales';
import { compareBalances } from './compareBalances';
import { anchorsOf, type ExpectedCredit, type ExpectedFortnight, type ExpectedFortnightSale } from './expected';
import { fortnightStoreNames, type FortnightStore, fortnightStoreId, fortnightStores } from './stores';
import { unitsAtFirst } from './tenant';

export interface FortnightComparison {
	/** Last day, in the Canadian store's zone, that could be closed when the second processing ran; where it is not given, any one day will do. */
	readonly lateDay?: Day;
}

/**
 * Holds Cin7 Core against what must have come of the fortnight, to the cent: each sale with its orders, goods, tax and
 * payment, each credit note with its refund, what must not be there, the goods on the shelves, and the trial balance
 * against the sums that Amazon itself reports.
 */
export function compareFortnight(expected: ExpectedFortnight, world: Cin7World, { lateDay }: FortnightComparison = {}): readonly Check[] {
	const standing = fortnightSales(world).filter(({ voided }) => !voided);
	const late = lateDay ?? lateDayOf(standing, expected);
	const found = expected.sales.map((sale) => ({ sale, is: standing.filter(({ externalId }) => externalId === anchorsOf(sale, late).externalId) }));
	return [
		...found.map(({ sale, is }) => ({ title: titleOf(sale), wrong: compareSale(sale, is, late) })),
		...expected.credits.map((credit) => ({
			title: `${credit.store} ${credit.kind} ${credit.creditId}: credit note over ${credit.total}`,
			wrong: compareCredit(credit, found.filter(({ sale }) => sale.creditIds.includes(credit.creditId)).flatMap(({ is }) => is)),
		})),
		...expected.leftToSettlement.map(({ store, creditId }) => ({ title: `${store} refund ${creditId}: left to the settlement`, wrong: creditNotesNaming(standing, creditId).map(({ number }) => `has the credit note ${number}`) })),
		...fortnightStoreNames.map((store) => ({ title: `${store}: no sale of an order that has none`, wrong: compareAbsent(store, expected, standing) })),
		{ title: 'Every sale of the fortnight is expected', wrong: standing.filter((sale) => !found.some(({ is }) => is.includes(sale))).map(({ order, externalId }) => `${order.number} has the external id ${externalId}`) },
		{ title: 'Every credit note of the fortnight is expected', wrong: strangeCreditNotes(standing, expected) },
		...[...expected.unitsGone].map(([location, gone]) => ({ title: `Units on the shelves of ${location}`, wrong: compareUnits(location, gone, world) })),
		...compareBalances(expected, standing, world),
	];
}

/** All sales in the two stores' currencies, which nobody else has. */
export function fortnightSales(world: Cin7World): readonly Sale[] {
	const currencies: readonly string[] = fortnightStoreNames.map((store) => fortnightStores[store].currency);
	return [...world.sales.values()].filter(({ customerCurrency }) => currencies.includes(customerCurrency));
}

/** The day of the first daily sale that is of no day of the fortnight. */
function lateDayOf(sales: readonly Sale[], expected: ExpectedFortnight): Day | undefined {
	const days = new Set<string>(expected.sales.map(({ day }) => day));
	const prefix = `${fortnightStoreId('CA')}|`;
	return sales.flatMap(({ externalId }) => (externalId?.startsWith(prefix) ? [externalId.slice(prefix.length, prefix.length + 10)] : [])).find((day) => !days.has(day));
}

function titleOf({ store, day, number, location, orderIds, total }: ExpectedFortnightSale): string {
	const money = `sale over ${total} ${fortnightStores[store].currency}`;
	if (number === undefined) return `${store} order ${orderIds.join()}: ${money}`;
	return `${store} ${day === 'late' ? 'late orders' : day} at ${location} (${number}): ${orderIds.length} orders, ${money}`;
}

function compareSale(expected: ExpectedFortnightSale, sales: readonly Sale[], lateDay: Day | undefined): readonly string[] {
	const [sale] = sales;
	if (sale === undefined || sales.length > 1) return [`${sales.length} sales instead of 1`];
	const wrong = new Differences();
	const day = expected.day === 'late' ? lateDay : expected.day;
	wrong.text('reference', sale.customerReference, anchorsOf(expected, lateDay).reference);
	wrong.text('location', sale.location, expected.location);
	wrong.text('currency', sale.customerCurrency, fortnightStores[expected.store].currency);
	wrong.text('day', sale.saleOrderDate.slice(0, 10), day);
	wrong.text('type', sale.type, expected.creditIds.length > 1 ? 'Advanced Sale' : 'Simple Sale');
	wrong.text('shipped', String(sale.fulfillments.some(({ ship }) => ship.status === 'AUTHORISED')), String(expected.shipped));
	const invoices = sale.invoices.filter(({ status }) => status !== 'VOIDED');
	if (invoices.length !== 1) wrong.add(`${invoices.length} invoices instead of 1`);
	compareContent(wrong, 'order', expected, sale.order);
	for (const invoice of invoices) compareInvoice(wrong, expected, invoice, day);
	return wrong.all;
}

function compareInvoice(wrong: Differences, expected: ExpectedFortnightSale, invoice: Invoice, day: Day | undefined): void {
	compareContent(wrong, 'invoice', expected, invoice);
	wrong.text('invoice date', invoice.invoiceDate.slice(0, 10), day);
	wrong.text('invoice status', invoice.status, 'PAID');
	wrong.amount('paid', sum(invoice.payments.map(({ amount }) => amount)), expected.total);
	for (const { account } of invoice.payments) wrong.text('payment account', account, fortnightStores[expected.store].accounts.payment);
}

function compareContent(wrong: Differences, name: string, expected: ExpectedFortnightSale, { totals, lines, charges }: DocumentContent): void {
	wrong.amount(`${name} total`, totals.total, expected.total);
	wrong.amount(`${name} tax`, totals.tax, expected.tax);
	// Lines of one product may differ in price or tax; together they are what was sold.
	for (const sku of new Set([...expected.goods, ...lines].map((line) => line.sku))) {
		const is = lines.filter((line) => line.sku === sku);
		const must = expected.goods.find((goods) => goods.sku === sku);
		wrong.amount(`${name} units of ${sku}`, sum(is.map(({ quantity }) => quantity)), String(must?.quantity ?? 0));
		wrong.amount(`${name} lines of ${sku}`, sum(is.map(({ total }) => total)), must?.total ?? '0');
	}
	wrong.amount(`${name} charges`, sum(charges.map(({ total }) => total)), expected.charges);
}

/** A refund's credit note names the refund; that of a cancellation names the order alone. */
const names = (memo: string, { kind, creditId, orderId }: ExpectedCredit, others: readonly string[]): boolean =>
	kind === 'refund' ? memo.includes(creditId) : memo.includes(orderId) && !others.some((other) => memo.includes(other));

function compareCredit(expected: ExpectedCredit, sales: readonly Sale[]): readonly string[] {
	const notes = sales.flatMap(({ creditNotes }) => creditNotes).filter((note) => note.status !== 'VOIDED' && names(note.memo, expected, ['REFUND-']));
	const [note] = notes;
	if (note === undefined || notes.length > 1) return [`${notes.length} credit notes instead of 1`];
	const wrong = new Differences();
	wrong.text('status', note.status, 'AUTHORISED');
	wrong.amount('total', note.totals.total, expected.total);
	wrong.amount('tax', note.totals.tax, expected.tax);
	wrong.amount('refunded', sum(note.payments.map(({ amount }) => amount)), expected.total);
	wrong.amount('fees of Amazon', sum(note.charges.filter(isFee).map(({ total }) => total)), feesOn(expected));
	for (const { account } of note.payments) wrong.text('account of the refund', account, fortnightStores[expected.store].accounts.payment);
	if (expected.day) wrong.text('date', note.date.slice(0, 10), expected.day);
	compareRestock(wrong, expected, note);
	return wrong.all;
}

/** Charges of Amazon's own: their names say so (S172). */
const isFee = ({ description }: { readonly description: string }): boolean => /^Amazon /.test(description);
const feesOn = ({ fees }: ExpectedCredit): string => subtract('0', fees);

function compareRestock(wrong: Differences, expected: ExpectedCredit, note: CreditNote): void {
	for (const sku of new Set([...expected.restock, ...note.restock].map((row) => row.sku))) {
		const must = expected.restock.find((row) => row.sku === sku);
		wrong.amount(`units of ${sku} back on the shelf`, sum(note.restock.filter((row) => row.sku === sku).map(({ quantity }) => quantity)), String(must?.quantity ?? 0));
	}
}

const creditNotesNaming = (sales: readonly Sale[], creditId: string): readonly CreditNote[] => sales.flatMap(({ creditNotes }) => creditNotes).filter(({ memo, status }) => status !== 'VOIDED' && memo.includes(creditId));

function strangeCreditNotes(sales: readonly Sale[], { credits }: ExpectedFortnight): readonly string[] {
	const notes = sales.flatMap(({ creditNotes }) => creditNotes).filter(({ status }) => status !== 'VOIDED');
	return notes.filter(({ memo }) => !credits.some((credit) => names(memo, credit, ['REFUND-']))).map(({ number, memo }) => `${number}: ${memo}`);
}

function compareAbsent(store: FortnightStore, { absent }: ExpectedFortnight, standing: readonly Sale[]): readonly string[] {
	return absent.filter((order) => order.store === store).flatMap(({ orderId, outcome }) =>
		standing.filter(({ externalId }) => externalId === orderId).map(({ order }) => `${orderId}, ${outcome}, has the sale ${order.number}`));
}

function compareUnits(location: string, gone: ReadonlyMap<string, number>, world: Cin7World): readonly string[] {
	const wrong = new Differences();
	const skus = new Map([...world.products.values()].map(({ id, sku }) => [id, sku]));
	for (const row of world.stock.all()) {
		if (row.location === location) wrong.amount(skus.get(row.productId) ?? row.productId, row.onHand, String(unitsAtFirst - (gone.get(skus.get(row.productId) ?? '') ?? 0)));
	}
	return wrong.all;
}

/** Collects in words what is not as it must be. */
class Differences {
	readonly all: string[] = [];

	add(difference: string): void {
		this.all.push(difference);
	}

	amount(what: string, is: string, must: string): void {
		if (!equals(is, must)) this.add(`${what} ${is} instead of ${must}`);
	}

	text(what: string, is: string, must: string | undefined): void {
		if (is !== must) this.add(`${what} ${is} instead of ${must ?? 'any that is known'}`);
	}
}
