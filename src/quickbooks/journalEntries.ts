import { z } from 'zod';
import { absolute, fromJsonNumber, isNegative, isZero, negate, subtract, sum, toJsonNumber } from '../domain/money';
import type { EntryLine, SettlementEntry, WrittenEntry } from '../processes/ports/bookkeeping';

/** A journal entry, as far as it is read (vendor model JournalEntry). */
export const journalEntry = z.object({
	Id: z.string(),
	SyncToken: z.string(),
	DocNumber: z.string().default(''),
	Line: z.array(z.object({
		Amount: z.number().transform(fromJsonNumber).default(0),
		Description: z.string().nullish(),
		JournalEntryLineDetail: z.object({ PostingType: z.enum(['Debit', 'Credit']) }).optional(),
	})).default([]),
});

const LONGEST_NOTE = 4000;

/** Tells the line of the clearing account from the others when an entry is read back. */
const clearingDescription = (entryNumber: string): string => `Clearing ${entryNumber}`;

/** What a line may be tracked by (P24). The option is the id of the class or of the department. */
const trackingFields: Readonly<Record<string, string>> = { class: 'ClassRef', location: 'DepartmentRef', department: 'DepartmentRef' };

/** Categories of the entry that QuickBooks does not have: it has Class and Location only (P24). */
export const unknownCategories = ({ lines }: SettlementEntry): readonly string[] =>
	[...new Set(lines.flatMap(({ tracking = [] }) => tracking.map(({ category }) => category)))].filter((category) => !(category.toLowerCase() in trackingFields));

/**
 * Body of POST /journalentry: positive amounts with their side, income on the credit side, and the clearing account's
 * line across. Amounts are without their tax, which QuickBooks adds.
 */
export function journalEntryBody(entry: SettlementEntry): unknown {
	const clearing: readonly EntryLine[] = isZero(entry.total) ? [] : [{ account: entry.clearingAccount, description: clearingDescription(entry.number), amount: negate(entry.total) }];
	return {
		DocNumber: entry.number,
		TxnDate: entry.date,
		PrivateNote: entry.narration.slice(0, LONGEST_NOTE),
		CurrencyRef: { value: entry.currency },
		...(entry.lines.some(({ taxCode }) => taxCode !== undefined) && { GlobalTaxCalculation: 'TaxExcluded' }),
		Line: [...entry.lines, ...clearing].map(lineBody),
	};
}

function lineBody({ account, description, amount, taxCode, tax = '0', tracking = [] }: EntryLine): unknown {
	return {
		DetailType: 'JournalEntryLineDetail',
		Amount: toJsonNumber(absolute(subtract(amount, tax))),
		Description: description,
		JournalEntryLineDetail: {
			PostingType: isNegative(amount) ? 'Debit' : 'Credit',
			AccountRef: { value: account },
			// Taxed income is a sale, taxed cost a purchase; the two fields go together (vendor model JournalEntryLineDetail).
			...(taxCode !== undefined && { TaxCodeRef: { value: taxCode }, TaxApplicableOn: isNegative(amount) ? 'Purchase' : 'Sales', TaxAmount: toJsonNumber(absolute(tax)) }),
			...Object.fromEntries(tracking.map(({ category, option }) => [trackingFields[category.toLowerCase()], { value: option }])),
		},
	};
}

/** As the port tells it; the total is what stands on the line of the clearing account. A journal entry is posted as soon as it is there. */
export function writtenJournalEntry({ Id, DocNumber, Line }: z.output<typeof journalEntry>): WrittenEntry {
	const clearing = Line.filter(({ Description }) => Description === clearingDescription(DocNumber));
	const total = sum(clearing.map(({ Amount, JournalEntryLineDetail }) => (JournalEntryLineDetail?.PostingType === 'Credit' ? negate(Amount) : Amount)));
	return { kind: 'journal', id: Id, number: DocNumber, status: 'POSTED', total };
}
