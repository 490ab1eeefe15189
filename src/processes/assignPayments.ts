import { dayOf, nextDay, type Day } from '../domain/calendar';
import { isNegative, isZero, subtract, sum, type Amount } from '../domain/money';
import type { CreditNoteSnapshot, SalePayment } from '../domain/accounting/sale';
import type { Store } from '../domain/settings';
import { TransportError } from '../transport/errors';
import type { SaleProgress } from './ports/repositories';
import { transportProblem, type Problem } from './problems';
import type { ProcessedDailySale, ProcessedOrder, ProcessServices } from './processPendingOrders';
import { isInBooks } from './saleStates';
import { CLAIM_MS } from './saleWriting';
import type { ServiceRun } from './serviceRun';

/** A sale whose payment is still to be added. */
interface Unpaid {
	readonly externalId: string;
	/** Of an order's own sale. */
	readonly orderId?: string;
	readonly progress: SaleProgress;
	readonly amount: Amount;
	readonly currencyRate: Amount;
	readonly day: Day;
	readonly since: string;
	paid(): Promise<void>;
}

// Sales whose invoice was authorized are found by what changed since the last look, a thousand a call.
const OVERLAP_MS = 10 * 60_000;
const AT_MOST = 500;

/**
 * Adds the payment to sales that are processed and could not take one then (S157, S72-S74): their invoice was a draft, or
 * the payment account was set later. Costs nothing where nothing is open, else one call for a thousand sales that changed,
 * and two for each payment. Adds none to an invoice that a person has paid. One run at a time: of two that find no payment
 * each would add one.
 */
export async function assignPayments(services: ProcessServices, { store, orderIds }: { readonly store: Store; readonly orderIds?: readonly string[] }, run: ServiceRun, done: { readonly orders: ProcessedOrder[]; readonly dailySales: ProcessedDailySale[] }): Promise<void> {
	if (!store.settings.paymentAccount) return;
	const { leases } = services.database;
	const key = paymentsKey(store);
	if (!(await leases.acquire(key, services.owner, CLAIM_MS))) return;
	try {
		const open = (await unpaidSales(services, store, done)).filter(({ externalId }) => orderIds?.includes(externalId) ?? true);
		if (open.length > 0) await payOpen(services, { store, open, complete: !orderIds && open.length < AT_MOST }, run);
	} finally {
		await leases.release(key, services.owner);
	}
}

/** Names the lease, and the place in the list of changed sales. */
const paymentsKey = ({ storeId }: Store): string => `payments ${storeId}`;

/** `complete`: these are all that are open. A payment that fails keeps the others from nothing (P27). */
async function payOpen(services: ProcessServices, { store, open, complete }: { readonly store: Store; readonly open: readonly Unpaid[]; readonly complete: boolean }, run: ServiceRun): Promise<void> {
	const begun = services.clock.now();
	const cursor = await services.database.orders.cursor(paymentsKey(store));
	const [oldest = ''] = open.map(({ since }) => since).sort();
	const from = cursor && cursor.watermark > oldest ? cursor.watermark : oldest;
	const byExternalId = new Map(open.map((sale) => [sale.externalId, sale]));
	let failed = false;
	try {
		for await (const { saleId, externalId, invoiceStatus } of services.cin7.salesUpdatedSince(new Date(Date.parse(from) - OVERLAP_MS).toISOString())) {
			const sale = byExternalId.get(externalId ?? '');
			if (!sale || sale.progress.saleId !== saleId || !isInvoiced(invoiceStatus)) continue;
			const error = await transportErrorOf(async () => await pay(services, store, sale));
			if (error) run.fail(error, paymentProblem(store, sale, error));
			failed ||= error !== undefined;
			if (run.stopped) return;
		}
		// What was not looked at for want of room or because it was not asked for must be found by the next look.
		if (complete && !failed) await services.database.orders.saveCursor(paymentsKey(store), { watermark: new Date(begun).toISOString(), covered: [] });
	} catch (error) {
		if (!(error instanceof TransportError)) throw error;
		run.fail(error, transportProblem(store.storeId, undefined, error));
	}
}

async function transportErrorOf(act: () => Promise<void>): Promise<TransportError | undefined> {
	try {
		await act();
		return undefined;
	} catch (error) {
		if (!(error instanceof TransportError)) throw error;
		return error;
	}
}

function paymentProblem({ storeId }: Store, { externalId, orderId }: Unpaid, error: TransportError): Problem {
	const found = transportProblem(storeId, orderId, error);
	return orderId ? found : { ...found, message: `Daily sale ${externalId}: ${found.message}` };
}

/** Cin7 Core has more words for it than it documents: what is known to be none is left out, and the sale itself is asked. */
const isInvoiced = (status = ''): boolean => !/^(NOT |DRAFT|VOIDED)/i.test(status);

async function unpaidSales({ database: { orders, dailySales } }: ProcessServices, { storeId }: Store, done: { readonly orders: ProcessedOrder[]; readonly dailySales: ProcessedDailySale[] }): Promise<readonly Unpaid[]> {
	const single = (await orders.unpaid(storeId, AT_MOST)).flatMap((record): Unpaid[] => {
		if (!record.part) return [];
		const { payable: amount, currencyRate, day } = record.part;
		return [{ externalId: record.orderId, orderId: record.orderId, progress: record.progress, amount, currencyRate, day, since: record.processedAt ?? record.capturedAt, paid: async () => {
			await orders.markPaid(record);
			done.orders.push({ storeId, orderId: record.orderId, outcome: 'paid', progress: { ...record.progress, paid: true } });
		} }];
	});
	const daily: Unpaid[] = [];
	for (const record of await dailySales.unpaid(storeId, AT_MOST)) {
		const members = await dailySales.members(record.saleKey);
		const amount = sum(members.map(({ part }) => part.payable));
		daily.push({ externalId: record.saleKey, progress: record.progress, amount, currencyRate: record.frame.header.currencyRate, day: record.day, since: record.doneAt ?? record.createdAt, paid: async () => {
			await dailySales.markPaid(record.saleKey);
			done.dailySales.push({ storeId, saleKey: record.saleKey, day: record.day, orderIds: members.map(({ orderId }) => orderId), outcome: 'paid', progress: { ...record.progress, paid: true } });
		} });
	}
	return [...single, ...daily];
}

/** What was credited and not paid back was never to be paid. */
const openCredit = ({ total, payments }: CreditNoteSnapshot): Amount => subtract(total, sum(payments.map(({ amount }) => amount)));

/** Looks at the invoice before it pays it, so that it can be repeated at any point; and pays only while the lease is held. */
async function pay({ cin7, clock, database: { leases }, owner }: ProcessServices, store: Store, sale: Unpaid): Promise<void> {
	const { settings } = store;
	const isHeld = async (): Promise<boolean> => await leases.acquire(paymentsKey(store), owner, CLAIM_MS);
	if (!(await isHeld())) return;
	const snapshot = await cin7.sale(sale.progress.saleId ?? '');
	const invoice = snapshot?.invoices.find(({ taskId }) => taskId === (sale.progress.invoiceTaskId ?? snapshot.saleId)) ?? snapshot?.invoices[0];
	if (!invoice || !isInBooks(invoice)) return;
	const left = subtract(invoice.total, sum([...invoice.payments.map(({ amount }) => amount), ...snapshot?.creditNotes.map(openCredit) ?? []]));
	const isThere = invoice.payments.some(({ reference }) => reference === sale.externalId) || invoice.status.toUpperCase() === 'PAID' || isZero(left) || isNegative(left);
	if (!isThere && !isZero(sale.amount)) {
		const { lockDate } = (await cin7.reference()).company;
		const today = dayOf(new Date(clock.now()).toISOString(), settings.timeZone);
		// A day that has been locked meanwhile takes no payment any more.
		const datePaid = lockDate && sale.day <= lockDate ? (today > lockDate ? today : nextDay(lockDate)) : sale.day;
		// A person may have paid part of it; an invoice takes no more than what is open.
		const amount = isNegative(subtract(left, sale.amount)) ? left : sale.amount;
		const payment: SalePayment = { taskId: invoice.taskId, reference: sale.externalId, amount, datePaid, account: settings.paymentAccount ?? '', currencyRate: sale.currencyRate };
		if (!(await isHeld())) return;
		await cin7.createPayment(payment);
	}
	await sale.paid();
}
