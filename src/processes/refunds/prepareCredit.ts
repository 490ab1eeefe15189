import { planCancellationCredit, planRefundCredit, type CreditNotePlan, type CreditPlanning } from '../../domain/accounting/planCreditNote';
import type { SalePart } from '../../domain/accounting/salePart';
import type { SaleSnapshot } from '../../domain/accounting/sale';
import type { Issue } from '../../domain/issues';
import { marketplaceById } from '../../domain/marketplaces';
import type { Store } from '../../domain/settings';
import { refundFeeTaxRule } from '../../domain/tax';
import type { Cin7Port, TenantReference } from '../ports/cin7';
import type { CreditRecord } from '../ports/credits';
import type { OrderRecord, SyncDatabase } from '../ports/repositories';
import { planOrder, readLinks, readStoreContext } from '../salePlanning';
import { isAuthorized, isFulfilled, isInBooks, isSimple, isVoided } from '../saleStates';
import { SaleHeld } from '../saleWriting';
import type { CreditedSale } from './writeCredit';

/** What is to be done about a credit now. */
export type PreparedCredit =
	| { readonly kind: 'ready'; readonly sale: CreditedSale; readonly plan: CreditNotePlan }
	| { readonly kind: 'settled'; readonly state: 'settlement' | 'skipped'; readonly reason: string }
	/** Its time has not come, with nothing for a person to do. */
	| { readonly kind: 'waits'; readonly issue: Issue }
	| { readonly kind: 'held'; readonly issues: readonly Issue[] };

interface Services {
	readonly cin7: Cin7Port;
	readonly database: SyncDatabase;
}

/**
 * Looks up the sale of a credit and plans its credit note, without writing anything: the one way for preview and
 * processing (N49). One call to Cin7 Core where there is a sale. Throws SaleHeld where a person is needed, TransportError.
 */
export async function prepareCredit(services: Services, store: Store, books: TenantReference, credit: CreditRecord): Promise<PreparedCredit> {
	if (credit.refund?.transactionType === 'UNREADABLE') throw new SaleHeld(unreadable(credit));
	const record = credit.orderId ? await services.database.orders.find({ storeId: store.storeId, orderId: credit.orderId }) : undefined;
	const sale = await saleOf(services, credit, record);
	if ('kind' in sale) return sale;
	const part = credit.part ?? record?.part ?? (record ? await partOf(services, store, record) : undefined);
	if (!part) throw new SaleHeld(noOrder(credit));
	const planning = planCredit({ store, books, credit, part, fulfilled: sale.fulfilled });
	if (!planning.ok) return { kind: 'held', issues: planning.issues };
	if (needsPickFirst(sale.snapshot, planning.plan.memo)) return waits('refund.saleNotPicked', `${creditName(credit)} waits until sale ${sale.snapshot.orderNumber ?? sale.snapshot.saleId} is picked, because Cin7 Core takes another credit note on it only then`);
	const { payment, ...unpaid } = planning.plan;
	// What was never paid into the account is not paid back from it.
	const paidBack = credit.kind === 'refund' || isPaid(sale.snapshot);
	return { kind: 'ready', sale, plan: payment && paidBack ? planning.plan : unpaid };
}

const waits = (code: string, message: string): PreparedCredit => ({ kind: 'waits', issue: { code, message, hint: 'Nothing to do: it goes on by itself.', blocking: true } });

/** Of an order that was processed before parts were kept: planned again, as it was written. */
async function partOf({ cin7, database }: Services, store: Store, record: OrderRecord): Promise<SalePart | undefined> {
	const context = await readStoreContext(cin7, store);
	if (!context.ok) throw new SaleHeld(context.issue);
	const planning = planOrder(context.context, record, undefined, await readLinks(database, store, [record]));
	return planning.ok ? planning.plan.part : undefined;
}

/** The sale that a credit goes to, when it is there and may be credited (S169). */
async function saleOf({ cin7 }: Services, credit: CreditRecord, record: OrderRecord | undefined): Promise<CreditedSale | PreparedCredit> {
	const name = creditName(credit);
	if (!record) {
		if (credit.part) throw new SaleHeld(noOrder(credit));
		return waits('refund.orderUnknown', `${name} waits for its order, which is not loaded yet`);
	}
	switch (record.state) {
		case 'waiting':
		case 'pending':
			return waits('refund.orderNotProcessed', `${name} waits until the order is processed`);
		case 'skipped':
			return { kind: 'settled', state: 'skipped', reason: `Its order was skipped: ${record.stateReason ?? 'by the settings of the store'}` };
		case 'canceled':
			if (credit.kind === 'refund') throw new SaleHeld(canceledOrder(credit, record));
			return await readSale(cin7, credit, record.progress.saleId);
		default:
			return await readSale(cin7, credit, record.progress.saleId);
	}
}

async function readSale(cin7: Cin7Port, credit: CreditRecord, saleId: string | undefined): Promise<CreditedSale | PreparedCredit> {
	const snapshot = saleId ? await cin7.sale(saleId) : undefined;
	const name = creditName(credit);
	if (!snapshot || isVoided(snapshot.status)) throw new SaleHeld({ code: 'refund.saleGone', message: `${name}: its sale was voided or removed in Cin7 Core`, hint: 'Make a sale of the order again (delete its log entry and load it), or skip this refund (Skip Refunds) if it was booked by hand.', blocking: true });
	const invoice = snapshot.invoices.find(isInBooks);
	if (!invoice?.invoiceNumber) return waits('refund.invoiceNotAuthorised', `${name} waits until the invoice of sale ${snapshot.orderNumber ?? snapshot.saleId} is authorised`);
	const fulfilled = isFulfilled(snapshot) || (credit.progress.begun === 'advance' && credit.progress.fulfilled === true);
	// A canceled part was never fulfilled, and need not be.
	if (credit.kind === 'refund' && !fulfilled) return waits('refund.notFulfilled', `${name} waits until sale ${snapshot.orderNumber ?? snapshot.saleId} is fulfilled`);
	return { snapshot, invoiceNumber: invoice.invoiceNumber, fulfilled };
}

/** A Simple Sale takes one credit note, and is made an Advanced Sale for another one by a fulfillment, which Cin7 Core refuses while the first is not picked. */
function needsPickFirst(sale: SaleSnapshot, memo: string): boolean {
	const isAnother = sale.creditNotes.length > 0 && sale.creditNotes.every((note) => note.memo !== memo);
	return isAnother && isSimple(sale) && !isAuthorized(sale.pickStatus);
}

const isPaid = ({ invoices }: SaleSnapshot): boolean => invoices.some(({ payments }) => payments.length > 0);

function planCredit({ store, books, credit, part, fulfilled }: { readonly store: Store; readonly books: TenantReference; readonly credit: CreditRecord; readonly part: SalePart; readonly fulfilled: boolean }): CreditPlanning {
	const { settings } = store;
	const marketplace = marketplaceById(store.marketplaceId);
	if (!marketplace) return { ok: false, issues: [{ code: 'store.unknownMarketplace', message: `${creditName(credit)}: marketplace ${store.marketplaceId} is not supported`, hint: 'Connect the store again.', blocking: true }] };
	const shared = { part, settings, creditId: credit.creditId, postedAt: credit.postedAt, ...(books.company.lockDate ? { lockDate: books.company.lockDate } : {}), feeTaxRule: refundFeeTaxRule(settings, marketplace) };
	if (credit.refund) return planRefundCredit({ ...shared, refund: credit.refund });
	return planCancellationCredit({ ...shared, restock: fulfilled });
}

export const creditName = (credit: CreditRecord): string => (credit.kind === 'refund' ? `Refund ${credit.creditId}${credit.orderId ? ` of order ${credit.orderId}` : ''}` : `The cancellation of order ${credit.orderId ?? ''}`);

const unreadable = (credit: CreditRecord): Issue => ({ code: 'refund.unreadable', message: `${creditName(credit)} came from Amazon in a form that this version cannot read`, hint: 'Look at it in Seller Central under Payments and book it by hand; then skip it here (Skip Refunds).', blocking: true });

const noOrder = (credit: CreditRecord): Issue => ({ code: 'refund.noPart', message: `${creditName(credit)}: what was written for its order is not known here`, hint: 'Book the credit note in Cin7 Core by hand; then skip this refund (Skip Refunds).', blocking: true });

const canceledOrder = (credit: CreditRecord, record: OrderRecord): Issue => ({ code: 'refund.orderCanceled', message: `${creditName(credit)}: the order is canceled here (${record.stateReason ?? 'Canceled at Amazon'}), so that there is no sale to credit`, hint: 'Compare the order in Seller Central. If the refund only gave back what the canceled sale no longer shows, skip it here (Skip Refunds).', blocking: true });
