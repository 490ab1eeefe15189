import { z } from 'zod';
import type { BankAccount, LedgerEntry } from '../../processes/ports/ledger';
import { anyText, decimal, requiredText } from './fields';

/** Code of an account, which may come as a number. */
export const accountCode = z.union([requiredText, z.number().transform(String)]);

/** Calendar day of a date as documents have it, '2018-01-19T00:00:00', without zone. */
export const calendarDay = z.string().regex(/^\d{4}-\d{2}-\d{2}/, 'no date').transform((text) => text.slice(0, 10));

/** Row of GET /transactions. The amount is in base currency and may be negative, after an undo. */
export const ledgerEntry = z
	.object({ TaskID: anyText, DebitAccountCode: accountCode, CreditAccountCode: accountCode, Amount: decimal, EffectiveDate: calendarDay, Reference: anyText, Type: anyText })
	.transform((row): LedgerEntry => ({
		taskId: row.TaskID, debit: row.DebitAccountCode, credit: row.CreditAccountCode, amount: row.Amount, date: row.EffectiveDate,
		...(row.Reference ? { reference: row.Reference } : {}), type: row.Type,
	}));

/** Row of GET /ref/account/bank. */
export const bankAccount = z
	.object({ AccountCode: accountCode, AccountName: anyText, Bank: anyText, Currency: anyText })
	.transform((row): BankAccount => ({ code: row.AccountCode, name: row.AccountName, bank: row.Bank, currency: row.Currency }));
