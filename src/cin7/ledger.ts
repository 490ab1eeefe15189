import { nextDay, previousDay } from '../domain/calendar';
import type { BankAccount, Cin7Ledger, LedgerEntry } from '../processes/ports/ledger';
import type { Caller } from './calls';
import { createJournals } from './journals';
import { readAll, readRows, type List } from './lists';
import { createMoneyTasks } from './moneyTasks';
import { createSaleJournals } from './saleJournals';
import { bankAccount, ledgerEntry } from './wire/ledger';
import { dateOf } from './wire/saleBodies';

const transactions: List<LedgerEntry> = { path: '/transactions', key: 'Transactions', row: ledgerEntry, about: 'reading the ledger' };
const banks: List<BankAccount> = { path: '/ref/account/bank', key: 'BankAccountsList', row: bankAccount, about: 'reading the bank accounts' };

/** The finance documents of Cin7 Core and its ledger (API reference, groups Journal, Money Task, Transactions and Bank Accounts). */
export function createLedger(call: Caller): Cin7Ledger {
	return {
		...createJournals(call),
		...createMoneyTasks(call),
		...createSaleJournals(call),
		// The reference says "more than" and "less than" of the two dates: a day more on both sides, and then exactly.
		ledger: async ({ account, from, to }) => {
			const found: LedgerEntry[] = [];
			for await (const row of readRows(call, transactions, { FromDate: dateOf(previousDay(from)), ToDate: dateOf(nextDay(to)), Account: account })) {
				if (row.date >= from && row.date <= to && (row.debit === account || row.credit === account)) found.push(row);
			}
			return found;
		},
		bankAccounts: async () => await readAll(call, banks),
	};
}
