import { z } from 'zod';
import { fromJsonNumber, isNegative, negate, sum, toJsonNumber, type Amount } from '../domain/money';
import type { EntryLine, SettlementEntry, WrittenEntry } from '../processes/ports/bookkeeping';

type Kind = WrittenEntry['kind'];

const number = z.number().transform(fromJsonNumber);

/** An invoice or bill, as far as it is read (vendor model Invoice). */
export const invoiceAnswer = z.object({ Invoices: z.array(z.object({ InvoiceID: z.string(), InvoiceNumber: z.string().default(''), Type: z.string(), Status: z.string(), Total: number })) });
/** A manual journal, as far as it is read (vendor model ManualJournal). */
export const journalAnswer = z.object({ ManualJournals: z.array(z.object({
	ManualJournalID: z.string(), Narration: z.string().default(''), Status: z.string(),
	JournalLines: z.array(z.object({ LineAmount: number, Description: z.string().nullish() })).default([]),
})) });

const LONGEST_REFERENCE = 255;

/** How a manual journal, which has no number, is found: its narration begins so. The blank tells AMZ-1 from AMZ-12. */
export const narrationBeginning = (entryNumber: string): string => `${entryNumber} `;
/** Tells the line of the clearing account from the others when a journal is read back. */
const clearingDescription = (entryNumber: string): string => `Clearing ${entryNumber}`;

/** A settlement below zero is a bill: Xero has no invoice of a negative total (P7). */
export const documentKind = ({ total }: SettlementEntry): Kind => (isNegative(total) ? 'bill' : 'invoice');

/** Amounts hold their tax where any line has a tax code; then the others say that they have none. */
const lineAmountTypes = ({ lines }: SettlementEntry): 'Inclusive' | 'NoTax' => (lines.some(({ taxCode }) => taxCode !== undefined) ? 'Inclusive' : 'NoTax');

function taxAndTracking({ taxCode, tax, tracking }: EntryLine, signed: (amount: Amount) => Amount, withTax: boolean): Record<string, unknown> {
	return {
		...(withTax && { TaxType: taxCode ?? 'NONE', TaxAmount: toJsonNumber(signed(tax ?? '0')) }),
		...(tracking && { Tracking: tracking.map(({ category, option }) => ({ Name: category, Option: option })) }),
	};
}

/** Body of PUT /Invoices: ACCREC with the entry's signs, or ACCPAY with all of them turned (S60, P7). */
export function invoiceBody(entry: SettlementEntry, status: 'draft' | 'final'): unknown {
	const bill = documentKind(entry) === 'bill';
	const signed = bill ? negate : (amount: Amount) => amount;
	const amountTypes = lineAmountTypes(entry);
	return { Invoices: [{
		Type: bill ? 'ACCPAY' : 'ACCREC',
		Contact: { Name: entry.contact },
		Date: entry.date,
		// Paid when it is made: Amazon's deposit is on its way. An approved document needs the date.
		DueDate: entry.date,
		InvoiceNumber: entry.number,
		// Bills have no reference of their own.
		...(!bill && { Reference: entry.narration.slice(0, LONGEST_REFERENCE) }),
		CurrencyCode: entry.currency,
		LineAmountTypes: amountTypes,
		Status: status === 'draft' ? 'DRAFT' : 'AUTHORISED',
		LineItems: entry.lines.map((line) => ({
			Description: line.description, Quantity: 1, UnitAmount: toJsonNumber(signed(line.amount)), LineAmount: toJsonNumber(signed(line.amount)), AccountCode: line.account,
			...taxAndTracking(line, signed, amountTypes === 'Inclusive'),
		})),
	}] };
}

/** Body of PUT /ManualJournals: debits positive, credits negative, and the clearing account's line makes the sum zero. */
export function journalBody(entry: SettlementEntry, status: 'draft' | 'final'): unknown {
	const amountTypes = lineAmountTypes(entry);
	const clearing: readonly EntryLine[] = sum([entry.total]) === '0' ? [] : [{ account: entry.clearingAccount, description: clearingDescription(entry.number), amount: negate(entry.total) }];
	return { ManualJournals: [{
		Narration: `${narrationBeginning(entry.number)}${entry.narration}`,
		Date: entry.date,
		LineAmountTypes: amountTypes,
		Status: status === 'draft' ? 'DRAFT' : 'POSTED',
		JournalLines: [...entry.lines, ...clearing].map((line) => ({
			LineAmount: toJsonNumber(negate(line.amount)), AccountCode: line.account, Description: line.description, ...taxAndTracking(line, negate, amountTypes === 'Inclusive'),
		})),
	}] };
}

/** As the port tells it; the total signed as the settlement's. */
export const writtenInvoice = ({ InvoiceID, InvoiceNumber, Type, Status, Total }: z.output<typeof invoiceAnswer>['Invoices'][number]): WrittenEntry =>
	({ kind: Type === 'ACCPAY' ? 'bill' : 'invoice', id: InvoiceID, number: InvoiceNumber, status: Status, total: Type === 'ACCPAY' ? negate(Total) : Total });

/** As the port tells it; the total is what stands on the line of the clearing account. */
export function writtenJournal({ ManualJournalID, Narration, Status, JournalLines }: z.output<typeof journalAnswer>['ManualJournals'][number]): WrittenEntry {
	const own = Narration.split(' ')[0];
	const clearing = JournalLines.filter(({ Description }) => Description === clearingDescription(own));
	return { kind: 'journal', id: ManualJournalID, number: own, status: Status, total: sum(clearing.map(({ LineAmount }) => LineAmount)) };
}
