import type { SalePlan } from '../domain/accounting/planSale';
import type { AdditionalCharge, SaleLine, SaleSnapshot, SaleSummary } from '../domain/accounting/sale';
import type { Issue } from '../domain/issues';
import { equals, type Amount } from '../domain/money';
import { TransportError } from '../transport/errors';
import { assembleProducts } from './assembleProducts';
import { findOrCreateCustomer, forgetCustomer } from './customer';
import type { Cin7Port } from './ports/cin7';
import type { SaleProgress, SyncDatabase } from './ports/repositories';
import { isAuthorized, isVoided } from './saleStates';
import { SaleHeld, SaleWriting, type SaleServices, type SaleTarget } from './saleWriting';
import { writeThroughLostAnswers } from './stepRecord';

/**
 * Writes a sale to Cin7 Core: customer, sale, assemblies, order lines (authorized), invoice, payment. Goes on where an
 * earlier run stopped. Cin7 Core has no idempotency key, so after a crash or a lost answer it first looks how far the
 * sale got, by its ExternalID, and never writes blindly twice (N14, N47).
 *
 * Throws SaleHeld when a person is needed, TransportError when the services fail (progress is kept), ClaimLost when
 * another run took it over.
 */
export async function writeSale(services: SaleServices, target: SaleTarget, plan: SalePlan): Promise<SaleProgress> {
	const writing = new SaleWriting(target);
	await resume(services, writing, plan);
	await writeThroughLostAnswers(async () => await writeMissingSteps(services, writing, plan), async () => await resume(services, writing, plan));
	return writing.state;
}

async function writeMissingSteps(services: SaleServices, writing: SaleWriting, plan: SalePlan): Promise<void> {
	const { cin7, database } = services;
	await writeHeader({ cin7, directory: database.customers }, writing, plan);
	await assembleProducts(services, writing, plan);
	const saleId = writing.state.saleId ?? '';
	await writing.step('order', async () => {
		const order = await cin7.writeSaleOrder({ saleId, status: 'AUTHORISED', autoPickPackShipMode: plan.autoPickPackShip, memo: '', lines: plan.lines, charges: plan.charges, totals: plan.totals });
		return { orderStatus: order.status, ...(order.orderNumber ? { saleNumber: order.orderNumber } : {}) };
	});
	await writing.step('invoice', async () => {
		const { invoices } = await cin7.writeSaleInvoice(invoiceDocument(plan, saleId));
		return invoiceProgress(invoices);
	});
	const { payment } = plan;
	if (payment) {
		await writing.step('payment', async () => {
			await cin7.createPayment({ ...payment, taskId: writing.state.invoiceTaskId ?? saleId });
			return { paid: true };
		});
	}
}

/** Customer and sale. */
async function writeHeader(services: { cin7: Cin7Port; directory: SyncDatabase['customers'] }, writing: SaleWriting, plan: SalePlan): Promise<void> {
	await writing.step('customer', async () => ({ customerId: await findOrCreateCustomer(services, plan) }));
	try {
		await writing.step('sale', async () => {
			const sale = await services.cin7.createSale({ ...plan.header, customerId: writing.state.customerId ?? '' });
			return { saleId: sale.saleId, ...(sale.orderNumber ? { saleNumber: sale.orderNumber } : {}) };
		});
	} catch (error) {
		// Perhaps the customer that was remembered is gone: the next run looks for it.
		if (error instanceof TransportError && error.kind === 'rejected') {
			await forgetCustomer(services, plan);
			await writing.startOver();
		}
		throw error;
	}
}

function invoiceDocument(plan: SalePlan, saleId: string): Parameters<Cin7Port['writeSaleInvoice']>[0] {
	const { account, status, date, dueDate } = plan.invoice;
	const billing = plan.header.billingAddress;
	const withAccount = <Row extends SaleLine | AdditionalCharge>(row: Row): Row => (account ? { ...row, account } : row);
	return {
		saleId,
		taskId: saleId,
		status,
		memo: '',
		invoiceDate: date,
		dueDate,
		currencyRate: plan.header.currencyRate,
		...(billing ? { billingLine1: billing.line1, ...(billing.line2 ? { billingLine2: billing.line2 } : {}) } : {}),
		lines: plan.lines.map(withAccount),
		charges: plan.charges.map(withAccount),
		totals: plan.totals,
	};
}

function invoiceProgress(invoices: SaleSnapshot['invoices']): Partial<SaleProgress> {
	const [invoice] = invoices;
	if (!invoice) return {};
	return { invoiceTaskId: invoice.taskId, invoiceStatus: invoice.status, ...(invoice.invoiceNumber ? { invoiceNumber: invoice.invoiceNumber } : {}) };
}

/** Looks how far the sale got when that is in doubt, and records it. Nothing is in doubt on a fresh order: no call then. */
async function resume({ cin7 }: SaleServices, writing: SaleWriting, plan: SalePlan): Promise<void> {
	const { begun, saleId } = writing.state;
	// Assemblies are looked for one by one, where they are made.
	if (begun === undefined || begun === 'customer' || begun === 'assembly') {
		if (saleId === undefined) await lookBeforeFirstWrite(cin7, writing, plan);
		return;
	}
	if (begun === 'sale') return await adoptSale(cin7, writing, plan);
	const snapshot = saleId ? await cin7.sale(saleId) : undefined;
	if (!snapshot || isVoided(snapshot.status)) throw new SaleHeld(saleGone(writing.target));
	await takeOver(writing, snapshot);
}

/** A sale that this database knows nothing of may exist all the same: its log entry was deleted, or an earlier connection made it. */
async function lookBeforeFirstWrite(cin7: Cin7Port, writing: SaleWriting, plan: SalePlan): Promise<void> {
	if (writing.target.lookFirst !== 'no') await lookAfterDeletedLogEntry(cin7, writing.target);
	else if (plan.mayExistAlready) await adoptSale(cin7, writing, plan);
}

async function adoptSale(cin7: Cin7Port, writing: SaleWriting, { totals }: SalePlan): Promise<void> {
	const [first, second] = await liveSales(cin7, writing.target.externalId);
	if (second) throw new SaleHeld(severalSales(writing.target));
	if (!first) return;
	const snapshot = await cin7.sale(first.saleId);
	if (!snapshot) return;
	const invoice = writtenInvoice(snapshot);
	if (writing.target.ofSeveralOrders && invoice && !equals(invoice.total, totals.total)) throw new SaleHeld(saleOfOtherOrders(writing.target, first, invoice.total, totals));
	if (!writing.isDone('customer')) await writing.finish('customer', snapshot.customerId ? { customerId: snapshot.customerId } : {});
	await writing.finish('sale', { saleId: snapshot.saleId, ...(snapshot.orderNumber ? { saleNumber: snapshot.orderNumber } : {}) });
	await takeOver(writing, snapshot);
}

/** A draft that Cin7 Core made by itself has no number yet and is no proof that our invoice was written. */
const writtenInvoice = ({ invoices }: SaleSnapshot): SaleSnapshot['invoices'][number] | undefined =>
	invoices.find(({ invoiceNumber, status }) => invoiceNumber && status.toUpperCase() !== 'NOT AVAILABLE');

/** Marks the steps that Cin7 Core shows as done. */
async function takeOver(writing: SaleWriting, snapshot: SaleSnapshot): Promise<void> {
	if (isAuthorized(snapshot.orderStatus)) {
		await writing.finish('order', { orderStatus: snapshot.orderStatus, ...(snapshot.orderNumber ? { saleNumber: snapshot.orderNumber } : {}) });
	}
	const invoice = writtenInvoice(snapshot);
	if (invoice) await writing.finish('invoice', invoiceProgress([invoice]));
	if (invoice?.payments.some((payment) => payment.reference === writing.target.externalId)) await writing.finish('payment', { paid: true });
}

async function lookAfterDeletedLogEntry(cin7: Cin7Port, { externalId, lookFor, name, lookFirst }: SaleTarget): Promise<void> {
	if (lookFirst === 'createAnother') return;
	const [existing] = await liveSales(cin7, lookFor ?? externalId);
	if (existing) throw new SaleHeld(saleStillExists(name, existing));
}

/** S164: what `name` waits for after its log entry was deleted. */
export const saleStillExists = (name: string, existing: Awaited<ReturnType<Cin7Port['salesByExternalId']>>[number]): Issue => ({
	code: 'order.saleStillExists',
	message: `${name} already has the sale ${existing.orderNumber ?? existing.saleId} in Cin7 Core, although its log entry was deleted`,
	hint: 'Void that sale in Cin7 Core; the order then goes on by itself. To make a second sale on purpose, delete the log entry again with Create Another Sale.',
	blocking: true,
});

/** Sales of an external id in Cin7 Core that are not voided. */
export async function liveSales(cin7: Cin7Port, externalId: string): Promise<Awaited<ReturnType<Cin7Port['salesByExternalId']>>> {
	return (await cin7.salesByExternalId(externalId)).filter((sale) => !isVoided(sale.status));
}

const saleGone = ({ name }: SaleTarget): Issue => ({
	code: 'order.saleGone',
	message: `${name}: its sale was voided or removed in Cin7 Core before it was complete`,
	hint: 'Delete the log entry to make a new sale, or leave it if the void was meant.',
	blocking: true,
});

/** D14: an order that was not on it then would be on no sale, or on two. */
const saleOfOtherOrders = ({ name }: SaleTarget, { saleId, orderNumber }: SaleSummary, found: Amount, { total, currency }: SalePlan['totals']): Issue => ({
	code: 'order.saleOfOtherOrders',
	message: `${name} exists in Cin7 Core as ${orderNumber ?? saleId} with ${found} ${currency}, but the orders of that day come to ${total} ${currency} here`,
	hint: 'An earlier connection of this store made it of other orders. Void it in Cin7 Core, and it is made anew of the orders of today; look whether an order that is new in it stands on the sale of a later day.',
	blocking: true,
});

const severalSales = ({ externalId }: SaleTarget): Issue => ({
	code: 'order.severalSales',
	message: `Cin7 Core has more than one sale with the external id ${externalId}`,
	hint: 'Void all but one of them in Cin7 Core; it then goes on by itself.',
	blocking: true,
});
