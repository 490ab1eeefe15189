import { z } from 'zod';
import { sum, toJsonNumber } from '../../domain/money';
import type { MoneyTaskDocument, MoneyTaskSnapshot } from '../../processes/ports/ledger';
import { anyText, decimal, listOf, requiredText } from './fields';
import { accountCode, calendarDay } from './ledger';
import { dateOf } from './saleBodies';

/** Length of a line's name (API reference, Money Task Line Model). */
const NAME_LENGTH = 256;

/** Row of GET /moneyTaskList, which has neither accounts nor the bank account. */
export const moneyTaskRow = z
	.object({ TaskID: requiredText, TaskType: anyText, Reference: anyText })
	.transform((row) => ({ taskId: row.TaskID, type: row.TaskType, reference: row.Reference }));

// The field table says Account, every example AccountCode.
const line = z
	.object({ AccountCode: accountCode.nullish(), Account: accountCode.nullish(), Total: decimal })
	.transform((row) => ({ account: row.AccountCode ?? row.Account ?? '', total: row.Total }));

/** Answer of every verb of /moneyOperation. A voided task has no lines, so that its amount is 0. Money tasks have no number. */
export const moneyTask = z
	.object({ TaskID: requiredText, TaskType: requiredText, Status: requiredText, Reference: anyText, BankAccount: accountCode, Date: calendarDay, Lines: listOf(line) })
	.transform((row): MoneyTaskSnapshot => ({
		taskId: row.TaskID,
		status: row.Status,
		type: row.TaskType,
		reference: row.Reference,
		bankAccount: row.BankAccount,
		date: row.Date,
		amount: sum(row.Lines.map(({ total }) => total)),
		accounts: [...new Set(row.Lines.map(({ account }) => account))].filter((account) => account !== ''),
	}));

/**
 * Body of POST /moneyOperation, and of PUT with its task: one line without tax, in the currency of the bank account.
 * The keys of the line are those of the examples, TaxRuleName and AccountCode; the field table has TaxRule and Account.
 */
export const moneyTaskBody = (document: MoneyTaskDocument, status: 'DRAFT' | 'COMPLETED', taskId?: string) => {
	const amount = toJsonNumber(document.amount);
	return {
		...(taskId === undefined ? {} : { TaskID: taskId }),
		TaskType: document.type,
		Status: status,
		BankAccount: document.bankAccount,
		CurrencyConversionRate: toJsonNumber(document.rate),
		SupplierID: null,
		CustomerID: null,
		Reference: document.reference,
		Date: dateOf(document.date),
		TaxInclusive: true,
		Note: document.note,
		Lines: [{
			Name: (document.note || document.reference).slice(0, NAME_LENGTH), Comment: '', Quantity: 1, Price: amount, Discount: 0, Tax: 0,
			TaxRuleName: document.taxRule, AccountCode: document.account, Total: amount,
		}],
	};
};
