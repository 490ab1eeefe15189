import type { SalePlan } from '../domain/accounting/planSale';
import type { AdditionalCharge, SaleLine, SaleSnapshot } from '../domain/accounting/sale';
import type { Issue } from '../domain/issues';
import type { Clock } from '../transport/clock';
import { TransportError } from '../transport/errors';
import { findOrCreateCustomer, forgetCustomer } from './customer';
import type { Cin7Port } from './ports/cin7';
import type { ClaimedOrder, OrderRepository, SaleProgress, SaleStep, SyncDatabase } from './ports/repositories';

/** How long a claim lasts beyond the last recorded step. Longer than the longest single call with its repeats. */
export const CLAIM_MS = 5 * 60_000;

/** A reason to leave an order in Pending Orders with a text for the user; nothing is written after it. */
export class SaleHeld extends Error {
	constructor(readonly issue: Issue) {
		super(issue.message);
		this.name = 'SaleHeld';
	}
}

export interface SaleServices {
	readonly cin7: Cin7Port;
	readonly database: Pick<SyncDatabase, 'orders' | 'customers'>;
	readonly clock: Clock;
	readonly owner: string;
}

/** The writing of one sale, step by step: progress as recorded, and the calls that are still to be made. */
class SaleWriting {
	private readonly orders: OrderRepository;

	constructor(
		private readonly services: SaleServices,
		private readonly claimed: ClaimedOrder,
		private progress: SaleProgress,
	) {
		this.orders = services.database.orders;
	}

	get state(): SaleProgress {
		return this.progress;
	}

	isDone(step: SaleStep): boolean {
		return this.progress.done.includes(step);
	}

	/**
	 * Records that a step begins, makes its call, records its result: in this order, so that after a crash at any point
	 * it is known what has to be looked at. A step that is done already is not made again.
	 */
	async step(step: SaleStep, act: () => Promise<Partial<SaleProgress>>): Promise<void> {
		if (this.isDone(step)) return;
		await this.record({ ...this.progress, begun: step });
		const result = await act();
		await this.finish(step, result);
	}

	async finish(step: SaleStep, result: Partial<SaleProgress>): Promise<void> {
		const { begun: _begun, ...rest } = this.progress;
		const done = this.isDone(step) ? this.progress.done : [...this.progress.done, step];
		await this.record({ ...rest, ...result, done });
	}

	/** Begins anew: for a sale that Cin7 Core refused, so that certainly nothing of it exists. */
	async startOver(): Promise<void> {
		await this.record({ done: [] });
	}

	async record(progress: SaleProgress): Promise<void> {
		await this.orders.recordProgress(this.claimed, this.services.owner, progress, CLAIM_MS);
		this.progress = progress;
	}
}

/**
 * Writes the sale of one order to Cin7 Core: customer, sale, order lines (authorized), invoice, payment. Goes on where
 * an earlier run stopped. Cin7 Core has no idempotency key, so after a crash or a lost answer it first looks how far the
 * sale got, by its ExternalID, and never writes blindly twice (N14, N47).
 *
 * Throws SaleHeld when a person is needed, TransportError when the services fail (progress is kept), ClaimLost when
 * another run took the order over.
 */
export async function writeSale(services: SaleServices, claimed: ClaimedOrder, plan: SalePlan): Promise<SaleProgress> {
	const writing = new SaleWriting(services, claimed, claimed.progress);
	await resume(services, claimed, writing, plan);
	for (let attempt = 1; ; attempt++) {
		try {
			await writeMissingSteps(services, writing, plan);
			return writing.state;
		} catch (error) {
			// The answer got lost: look what became of it, once; if that does not settle it, the next run looks again.
			if (!(error instanceof TransportError) || !error.ambiguous || attempt === 3) throw error;
			await resume(services, claimed, writing, plan);
		}
	}
}

async function writeMissingSteps({ cin7, database }: SaleServices, writing: SaleWriting, plan: SalePlan): Promise<void> {
	await writeHeader({ cin7, directory: database.customers }, writing, plan);
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
async function resume(services: SaleServices, claimed: ClaimedOrder, writing: SaleWriting, plan: SalePlan): Promise<void> {
	const { begun, saleId } = writing.state;
	if (begun === undefined || begun === 'customer') {
		if (saleId === undefined) await lookBeforeFirstWrite(services, claimed, writing, plan);
		return;
	}
	if (begun === 'sale') return await adoptSale(services, claimed, writing);
	const snapshot = saleId ? await services.cin7.sale(saleId) : undefined;
	if (!snapshot || isVoided(snapshot.status)) throw new SaleHeld(saleGone(claimed));
	await takeOver(writing, snapshot, claimed.orderId);
}

/** A sale that this database knows nothing of may exist all the same: its log entry was deleted, or an earlier connection made it. */
async function lookBeforeFirstWrite(services: SaleServices, claimed: ClaimedOrder, writing: SaleWriting, plan: SalePlan): Promise<void> {
	if (claimed.lookFirst !== 'no') await lookAfterDeletedLogEntry(services, claimed);
	else if (plan.mayExistAlready) await adoptSale(services, claimed, writing);
}

async function adoptSale({ cin7 }: SaleServices, claimed: ClaimedOrder, writing: SaleWriting): Promise<void> {
	const [first, second] = await liveSales(cin7, claimed.orderId);
	if (second) throw new SaleHeld(severalSales(claimed));
	if (!first) return;
	const snapshot = await cin7.sale(first.saleId);
	if (!snapshot) return;
	if (!writing.isDone('customer')) await writing.finish('customer', snapshot.customerId ? { customerId: snapshot.customerId } : {});
	await writing.finish('sale', { saleId: snapshot.saleId, ...(snapshot.orderNumber ? { saleNumber: snapshot.orderNumber } : {}) });
	await takeOver(writing, snapshot, claimed.orderId);
}

/** Marks the steps that Cin7 Core shows as done. */
async function takeOver(writing: SaleWriting, snapshot: SaleSnapshot, reference: string): Promise<void> {
	if (snapshot.orderStatus?.toUpperCase() === 'AUTHORISED') {
		await writing.finish('order', { orderStatus: snapshot.orderStatus, ...(snapshot.orderNumber ? { saleNumber: snapshot.orderNumber } : {}) });
	}
	// A draft that Cin7 Core made by itself has no number yet and is no proof that our invoice was written.
	const invoice = snapshot.invoices.find(({ invoiceNumber, status }) => invoiceNumber && status.toUpperCase() !== 'NOT AVAILABLE');
	if (invoice) await writing.finish('invoice', invoiceProgress([invoice]));
	if (invoice?.payments.some((payment) => payment.reference === reference)) await writing.finish('payment', { paid: true });
}

async function lookAfterDeletedLogEntry({ cin7 }: SaleServices, claimed: ClaimedOrder): Promise<void> {
	if (claimed.lookFirst === 'createAnother') return;
	const [existing] = await liveSales(cin7, claimed.orderId);
	if (!existing) return;
	throw new SaleHeld({
		code: 'order.saleStillExists',
		message: `Order ${claimed.orderId} already has the sale ${existing.orderNumber ?? existing.saleId} in Cin7 Core, although its log entry was deleted`,
		hint: 'Void that sale in Cin7 Core; the order then goes on by itself. To make a second sale on purpose, delete the log entry again with Create Another Sale.',
		blocking: true,
	});
}

/** Sales of an order in Cin7 Core that are not voided. */
export async function liveSales(cin7: Cin7Port, orderId: string): Promise<Awaited<ReturnType<Cin7Port['salesByExternalId']>>> {
	return (await cin7.salesByExternalId(orderId)).filter((sale) => !isVoided(sale.status));
}

export const isVoided = (status: string): boolean => status.toUpperCase() === 'VOIDED';

const saleGone = ({ orderId }: ClaimedOrder): Issue => ({
	code: 'order.saleGone',
	message: `The sale of order ${orderId} was voided or removed in Cin7 Core before it was complete`,
	hint: 'Delete the log entry of this order to make a new sale, or leave it if the void was meant.',
	blocking: true,
});

const severalSales = ({ orderId }: ClaimedOrder): Issue => ({
	code: 'order.severalSales',
	message: `Cin7 Core has more than one sale with the external id ${orderId}`,
	hint: 'Void all but one of them in Cin7 Core; the order then goes on by itself.',
	blocking: true,
});
