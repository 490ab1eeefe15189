import type { Day } from '../../domain/calendar';
import type { Amount } from '../../domain/money';
import type { JournalPair } from '../../domain/settlement/settlementPlan';

/** A journal of Cin7 Core (/journal): one currency, pairs of accounts, no tax. */
export interface JournalDocument {
	/** Begins with the marker by which it is found. */
	readonly narration: string;
	readonly date: Day;
	readonly currency: string;
	/** Base currency for one unit of `currency`. */
	readonly rate: Amount;
	readonly pairs: readonly JournalPair[];
}

export interface JournalSnapshot {
	readonly taskId: string;
	readonly number?: string;
	/** DRAFT, COMPLETED, VOIDED. */
	readonly status: string;
	readonly narration: string;
	readonly date: Day;
	readonly currency: string;
	readonly pairs: readonly JournalPair[];
}

/** A Receive Money or Spend Money task (/moneyOperation) of one line. */
export interface MoneyTaskDocument {
	readonly type: 'Receive Money' | 'Spend Money';
	readonly bankAccount: string;
	readonly account: string;
	/** Positive, in the bank account's currency. */
	readonly amount: Amount;
	readonly rate: Amount;
	/** The marker by which it is found. */
	readonly reference: string;
	readonly date: Day;
	/** Name of a rule of 0 percent. */
	readonly taxRule: string;
	readonly note: string;
}

export interface MoneyTaskSnapshot {
	readonly taskId: string;
	readonly number?: string;
	/** DRAFT, COMPLETED, VOIDED. */
	readonly status: string;
	readonly type: string;
	readonly reference: string;
	readonly bankAccount: string;
	readonly date: Day;
	/** Sum of its lines. */
	readonly amount: Amount;
	readonly accounts: readonly string[];
}

/** The one journal that a sale can have (/sale/manualJournal); in base currency. Writing replaces all its lines. */
export interface SaleJournal {
	/** DRAFT, AUTHORISED, NOT AVAILABLE. */
	readonly status: string;
	readonly lines: readonly SaleJournalLine[];
}
export interface SaleJournalLine extends JournalPair {
	readonly date: Day;
}

export interface LedgerEntry {
	readonly taskId: string;
	readonly debit: string;
	readonly credit: string;
	/** May be negative, after an undo. Base currency. */
	readonly amount: Amount;
	readonly date: Day;
	readonly reference?: string;
	/** Cin7 Core's word for what made it: 'Sale', 'Journal', 'MoneyReceive'. */
	readonly type: string;
}

export interface BankAccount {
	/** Account code by which money tasks name it. */
	readonly code: string;
	readonly name: string;
	readonly bank: string;
	readonly currency: string;
}

/** The finance documents of Cin7 Core. Failures as in Cin7Port. */
export interface Cin7Ledger {
	/** Journals whose narration begins with this marker, voided ones too (GET /journal?Search). */
	journalsByMarker(marker: string): Promise<readonly JournalSnapshot[]>;
	journal(taskId: string): Promise<JournalSnapshot | undefined>;
	/** POST /journal, status DRAFT. */
	draftJournal(document: JournalDocument): Promise<JournalSnapshot>;
	/** PUT /journal, status COMPLETED. */
	completeJournal(taskId: string, document: JournalDocument): Promise<JournalSnapshot>;
	/** DELETE /journal, Void. */
	voidJournal(taskId: string): Promise<void>;
	moneyTasksByReference(reference: string): Promise<readonly MoneyTaskSnapshot[]>;
	moneyTask(taskId: string): Promise<MoneyTaskSnapshot | undefined>;
	draftMoneyTask(document: MoneyTaskDocument): Promise<MoneyTaskSnapshot>;
	completeMoneyTask(taskId: string, document: MoneyTaskDocument): Promise<MoneyTaskSnapshot>;
	voidMoneyTask(taskId: string): Promise<void>;
	/** undefined when there is no such sale. */
	saleJournal(saleId: string): Promise<SaleJournal | undefined>;
	/** POST /sale/manualJournal: replaces all lines. */
	writeSaleJournal(saleId: string, journal: { readonly status: 'DRAFT' | 'AUTHORISED'; readonly lines: readonly SaleJournalLine[] }): Promise<SaleJournal>;
	/** GET /transactions: ledger rows that touch this account between two days, both included. */
	ledger(filter: { readonly account: string; readonly from: Day; readonly to: Day }): Promise<readonly LedgerEntry[]>;
	/** GET /ref/account/bank. */
	bankAccounts(): Promise<readonly BankAccount[]>;
}
