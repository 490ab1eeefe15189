import type { Day } from '../calendar';
import type { Issue } from '../issues';
import type { Amount } from '../money';
import type { RowGroup, SettlementStatement } from './settlement';

/**
 * matched: Cin7 Core has the money already, through the payment or refund of an invoice or credit note. posted: goes to
 * an account through a document of this plan. skipped: the user says that it is not to be booked (S78).
 * unmapped: nobody has said yet; holds the settlement (S79, P9).
 */
export type Disposition = 'matched' | 'posted' | 'skipped' | 'unmapped';

/** What becomes of one group of rows. */
export interface PlannedGroup {
	readonly group: RowGroup;
	readonly disposition: Disposition;
	/** Proposed class of the type, from the published lists: 'sellingFees'; absent for a type that no list has. */
	readonly accountClass?: string;
	/** Of posted groups. */
	readonly account?: string;
	/** Tax rule of posted groups, by name. */
	readonly taxRule?: string;
	/** Key of the document that posts it. */
	readonly documentKey?: string;
}

/** One amount and two accounts, as Cin7 Core's journals have it; never negative: a negative amount swaps the accounts. */
export interface JournalPair {
	readonly debit: string;
	readonly credit: string;
	/** Positive, two digits at most, in the journal's currency. */
	readonly amount: Amount;
	/** The transaction type, or what else it is, in words; at most 256 characters. */
	readonly reference: string;
}

interface PlannedDocumentBase {
	/** Stable within a settlement: 'journal 2026-06', 'deposit', 'charge', 'sale <order id>'. Steps and progress refer to it. */
	readonly key: string;
	/** Found again by it (Narration of a journal, Reference of a money task and of the lines of a sale's journal). Unique in the tenant. */
	readonly marker: string;
	readonly date: Day;
	readonly currency: string;
	/** Units of the tenant's base currency for one unit of `currency`; '1' where they are the same. */
	readonly rate: Amount;
}

export interface PlannedJournal extends PlannedDocumentBase {
	readonly kind: 'journal';
	/** Begins with the marker; then words for people. */
	readonly narration: string;
	readonly pairs: readonly JournalPair[];
}

/** P1: money that moved between the clearing account and a bank account. */
export interface PlannedMoneyTask extends PlannedDocumentBase {
	readonly kind: 'money';
	readonly type: 'Receive Money' | 'Spend Money';
	readonly bankAccount: string;
	/** The other side: the clearing account. */
	readonly account: string;
	/** Positive. */
	readonly amount: Amount;
	/** Name of a tax rule of 0 percent: the lines of a money task need one. */
	readonly taxRule: string;
	readonly note: string;
}

/** D4, P2: fees of one order, on the sale itself. In the tenant's base currency. */
export interface PlannedSaleJournal extends PlannedDocumentBase {
	readonly kind: 'saleJournal';
	readonly orderId: string;
	readonly saleId: string;
	readonly pairs: readonly JournalPair[];
}

export type PlannedDocument = PlannedJournal | PlannedMoneyTask | PlannedSaleJournal;

/** Sums in the settlement's currency, signed as Amazon's: matched + posted + skipped (+ unmapped) = total, to the cent. */
export interface SettlementArithmetic {
	readonly total: Amount;
	readonly sum: Amount;
	readonly matched: Amount;
	readonly posted: Amount;
	readonly skipped: Amount;
	readonly unmapped: Amount;
	/** total - sum; '0' or nothing is posted (P3). */
	readonly difference: Amount;
	/** Skipped sums by type: why the deposit and the journals differ (D5, N36). */
	readonly skippedByType: readonly { readonly type: string; readonly sum: Amount; readonly rows: number }[];
	/** What stands on the clearing account for this settlement once all is posted: '0', or minus what was skipped. */
	readonly clearingAfter: Amount;
}

/** Everything that posting one settlement means. The same input gives the same plan, byte for byte (N40). */
export interface SettlementPlan {
	readonly statement: SettlementStatement;
	readonly groups: readonly PlannedGroup[];
	/** In the order in which they are written. Empty where a blocking issue stands. */
	readonly documents: readonly PlannedDocument[];
	readonly arithmetic: SettlementArithmetic;
	readonly issues: readonly Issue[];
}
