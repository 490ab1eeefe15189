import { z } from 'zod';
import { multiply, round, toJsonNumber } from '../../domain/money';
import type { JournalDocument, JournalSnapshot, SaleJournal, SaleJournalLine } from '../../processes/ports/ledger';
import { anyText, decimal, listOf, requiredText } from './fields';
import { accountCode, calendarDay } from './ledger';
import { dateOf } from './saleBodies';

/** Digits of amounts in journals (API reference, Journal Line Model and Sale Manual Journal Line Model). */
const DIGITS = 2;

const pair = { Debit: accountCode, Credit: accountCode, Amount: decimal, Reference: anyText };

/** Row of GET /journal, and of the answers of its writes. A voided one has no lines. */
export const journal = z
	.object({ TaskID: requiredText, Status: requiredText, JournalNumber: anyText, Narration: anyText, EffectiveDate: calendarDay, Currency: anyText, Lines: listOf(z.object(pair)) })
	.transform((row): JournalSnapshot => ({
		taskId: row.TaskID,
		...(row.JournalNumber ? { number: row.JournalNumber } : {}),
		status: row.Status,
		narration: row.Narration,
		date: row.EffectiveDate,
		currency: row.Currency,
		pairs: row.Lines.map((line) => ({ debit: line.Debit, credit: line.Credit, amount: line.Amount, reference: line.Reference })),
	}));

/** Body of POST /journal, and of PUT with its task. The amount in base currency goes with each pair, at two digits, half away from zero. */
export const journalBody = (document: JournalDocument, status: 'DRAFT' | 'COMPLETED', taskId?: string) => ({
	...(taskId === undefined ? {} : { TaskID: taskId }),
	Status: status,
	Currency: document.currency,
	CurrencyConversionRate: toJsonNumber(document.rate),
	EffectiveDate: dateOf(document.date),
	Narration: document.narration,
	Notes: '',
	Lines: document.pairs.map(({ debit, credit, amount, reference }) => ({
		Debit: debit, Credit: credit, Reference: reference, Amount: toJsonNumber(amount), BaseAmount: toJsonNumber(round(multiply(amount, document.rate), DIGITS)),
	})),
});

/** Answer of GET and POST /sale/manualJournal, in base currency. */
export const saleJournal = z
	.object({ Status: anyText, Lines: listOf(z.object({ ...pair, Date: calendarDay })) })
	.transform((row): SaleJournal => ({
		status: row.Status,
		lines: row.Lines.map((line): SaleJournalLine => ({ debit: line.Debit, credit: line.Credit, amount: line.Amount, reference: line.Reference, date: line.Date })),
	}));

/** Body of POST /sale/manualJournal: the lines take the place of those that were there. */
export const saleJournalBody = (saleId: string, { status, lines }: { readonly status: 'DRAFT' | 'AUTHORISED'; readonly lines: readonly SaleJournalLine[] }) => ({
	SaleID: saleId,
	Status: status,
	Lines: lines.map(({ reference, amount, date, debit, credit }) => ({ Reference: reference, Amount: toJsonNumber(amount), Date: dateOf(date), Debit: debit, Credit: credit })),
});
