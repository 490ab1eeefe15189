import type { Amount } from '../../../src/domain/money';
import type { Cin7Date } from '../model';

/** One amount from the credit to the debit account, in the journal's currency and in base currency. */
export interface JournalLine { debit: string; credit: string; reference: string; amount: Amount; baseAmount: Amount }

export interface Journal {
	id: string; number: string; status: 'DRAFT' | 'COMPLETED' | 'VOIDED'; currency: string; rate: Amount; date: Cin7Date; narration: string; notes: string; lines: JournalLine[];
}

export interface MoneyLine { name: string; comment: string; quantity: Amount; price: Amount; discount: Amount; tax: Amount; taxRule: string; account: string; total: Amount }

/** Money that was received on a bank account, or spent from it; lines are in the currency of the bank account. */
export interface MoneyTask {
	id: string; type: 'Receive Money' | 'Spend Money'; status: 'DRAFT' | 'COMPLETED' | 'VOIDED'; bankAccount: string; rate: Amount;
	supplierCustomer: string; supplierId: string | null; customerId: string | null; reference: string; date: Cin7Date; taxInclusive: boolean; note: string; lines: MoneyLine[];
}

/** A line of the journal of a sale, in base currency. */
export interface SaleJournalLine { debit: string; credit: string; reference: string; amount: Amount; date: Cin7Date }
export interface SaleJournal { status: 'NOT AVAILABLE' | 'DRAFT' | 'AUTHORISED'; lines: SaleJournalLine[] }
