import { z } from 'zod';
import type { CreditNoteDocument, CreditNoteSnapshot, InvoiceSnapshot, SaleInvoiceDocument } from '../../domain/accounting/sale';
import { add, equals, sum, type Amount } from '../../domain/money';
import { anyText, decimal, isStatus, listOf, optionalDecimal, optionalText, requiredText } from './fields';
import { memoOf } from './saleBodies';

const payment = z.object({ ID: optionalText, Reference: optionalText, Amount: decimal });
const row = z.object({ Total: optionalDecimal, Tax: optionalDecimal });
const rows = { Total: optionalDecimal, Lines: listOf(row), AdditionalCharges: listOf(row) };

/** Invoice of a sale. GET /sale has Total and Payments; the answer of POST /sale/invoice has neither. */
export const invoice = z.object({ TaskID: requiredText, InvoiceNumber: optionalText, Status: anyText, Payments: listOf(payment), ...rows });
type WireInvoice = z.output<typeof invoice>;

/**
 * Credit note of a sale. GET /sale has Total and calls what was paid on it Refunds; GET /sale/creditnote calls that
 * Payments, where it is asked for; the answer of POST /sale/creditnote has none of them.
 */
export const creditNote = z.object({
	TaskID: requiredText, CreditNoteNumber: optionalText, Status: anyText, Memo: optionalText, Refunds: listOf(payment), Payments: listOf(payment), ...rows,
});
type WireCreditNote = z.output<typeof creditNote>;

/** A sale's tax is inside its line totals, or comes on top of them (GET /sale, TaxCalculation). */
export type TaxCalculation = 'inclusive' | 'exclusive';

/** The invoices that are not voided: those stay in the list of their sale. */
export const invoiceSnapshots = (found: readonly WireInvoice[], tax: TaxCalculation): InvoiceSnapshot[] =>
	found.filter(({ Status }) => !isStatus(Status, 'VOIDED')).map((each) => ({
		taskId: each.TaskID,
		...(each.InvoiceNumber ? { invoiceNumber: each.InvoiceNumber } : {}),
		status: each.Status,
		total: each.Total ?? totalOfRows(each, tax),
		payments: each.Payments.map(paymentSnapshot),
	}));

/** The credit notes that are not voided; one that is not available and has no number is the place for one. */
export const creditNoteSnapshots = (found: readonly WireCreditNote[], tax: TaxCalculation): CreditNoteSnapshot[] =>
	found.filter(isWritten).map((each) => ({
		taskId: each.TaskID,
		...(each.CreditNoteNumber ? { creditNoteNumber: each.CreditNoteNumber } : {}),
		status: each.Status,
		...(each.Memo ? { memo: each.Memo } : {}),
		total: each.Total ?? totalOfRows(each, tax),
		payments: (each.Refunds.length > 0 ? each.Refunds : each.Payments).map(paymentSnapshot),
	}));

const isWritten = ({ Status, CreditNoteNumber }: WireCreditNote): boolean =>
	!isStatus(Status, 'VOIDED') && !(isStatus(Status, 'NOT AVAILABLE') && CreditNoteNumber === undefined);

const paymentSnapshot = ({ ID, Reference, Amount }: z.output<typeof payment>): InvoiceSnapshot['payments'][number] =>
	({ ...(ID ? { id: ID } : {}), ...(Reference ? { reference: Reference } : {}), amount: Amount });

function totalOfRows({ Lines, AdditionalCharges }: Pick<WireInvoice, 'Lines' | 'AdditionalCharges'>, tax: TaxCalculation): Amount {
	const all = [...Lines, ...AdditionalCharges];
	const totals = sum(all.map(({ Total }) => Total ?? '0'));
	return tax === 'inclusive' ? totals : add(totals, sum(all.map(({ Tax }) => Tax ?? '0')));
}

/**
 * Answer of POST /sale/invoice to this document: invoices that are not voided, the document's own first. Their totals are
 * added up from the rows that Cin7 Core answers, so that they tell what it has, not what was sent.
 */
export const saleInvoices = (document: SaleInvoiceDocument) =>
	z.object({ Invoices: z.array(invoice).min(1) }).transform(({ Invoices }): { readonly invoices: readonly InvoiceSnapshot[] } => {
		const isOwn = ({ taskId }: InvoiceSnapshot): boolean => sameTask(taskId, document.taskId);
		const { own, others } = apart(invoiceSnapshots(Invoices, taxOf(document)), isOwn);
		return { invoices: [...own, ...others] };
	});

/**
 * Answer of POST /sale/creditnote to this document, as saleInvoices. A new credit note is known by its memo; an answer
 * that does not show it fails, because the refund would be paid on another one.
 */
export const saleCreditNotes = (document: CreditNoteDocument) =>
	z.object({ CreditNotes: z.array(creditNote) }).transform(({ CreditNotes }, context): { readonly creditNotes: readonly CreditNoteSnapshot[] } => {
		const { taskId: wanted } = document;
		const isOwn = ({ taskId, memo }: CreditNoteSnapshot): boolean =>
			wanted === undefined ? oneLine(memo ?? '') === oneLine(memoOf(document)) : sameTask(taskId, wanted);
		const { own, others } = apart(creditNoteSnapshots(CreditNotes, taxOf(document)), isOwn);
		if (own.length > 0) return { creditNotes: [...own, ...others] };
		context.addIssue({ code: 'custom', path: ['CreditNotes'], message: 'does not show the credit note that was written' });
		return z.NEVER;
	});

function apart<T>(all: readonly T[], isOwn: (each: T) => boolean): { readonly own: readonly T[]; readonly others: readonly T[] } {
	return { own: all.filter(isOwn), others: all.filter((each) => !isOwn(each)) };
}

/** A document whose rows make up its total has the tax inside them. */
function taxOf({ lines, charges, totals }: Pick<SaleInvoiceDocument, 'lines' | 'charges' | 'totals'>): TaxCalculation {
	return equals(sum([...lines, ...charges].map(({ total }) => total)), totals.total) ? 'inclusive' : 'exclusive';
}

const sameTask = (a: string, b: string): boolean => a.toLowerCase() === b.toLowerCase();

/** Line breaks may come back in another form. */
const oneLine = (text: string): string => text.replace(/\s+/g, ' ').trim();
