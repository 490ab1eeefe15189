import type { Day } from '../../domain/calendar';
import type { Amount } from '../../domain/money';

/** One account's side of a settlement entry in other books: signed, in the settlement's currency; positive is income (credit), negative is cost (debit). */
export interface EntryLine {
	readonly account: string;
	readonly description: string;
	readonly amount: Amount;
	/** The other books' own tax code, such as Xero's TaxType 'NONE'; absent: none. */
	readonly taxCode?: string;
	/** Tax within the amount, signed alike; only with a tax code. */
	readonly tax?: Amount;
	/** Class, location or tracking categories, at most two (P24). */
	readonly tracking?: readonly { readonly category: string; readonly option: string }[];
}

/** One entry for one settlement and month (S60). The lines add up to `total`. */
export interface SettlementEntry {
	/** Unique in the books: the invoice number, or the reference of a journal; at most 21 characters for QuickBooks. */
	readonly number: string;
	/** Key by which a repeated call is known: at most 128 characters. */
	readonly idempotencyKey: string;
	readonly narration: string;
	readonly date: Day;
	readonly currency: string;
	readonly lines: readonly EntryLine[];
	readonly total: Amount;
	/** Account on the other side: the clearing account, into which Amazon pays. */
	readonly clearingAccount: string;
	/** Name of the contact that stands on an invoice or bill: 'Amazon US'. */
	readonly contact: string;
}

export interface WrittenEntry {
	readonly kind: 'invoice' | 'bill' | 'journal';
	readonly id: string;
	readonly number: string;
	/** DRAFT, AUTHORISED, POSTED, VOIDED … as the books call it. */
	readonly status: string;
	readonly total: Amount;
}

/** Other books than Cin7 Core. Failures are TransportError with `ambiguous` as in Cin7Port. */
export interface BooksPort {
	readonly service: 'Xero' | 'QuickBooks';
	/** 'tenant id' of Xero, realm of QuickBooks: part of what is remembered of an entry. */
	readonly booksId: string;
	readonly baseCurrency: () => Promise<string>;
	/** Entries that bear this number, voided ones too. */
	entriesByNumber(number: string, as: WrittenEntry['kind']): Promise<readonly WrittenEntry[]>;
	/** Writes an entry as an invoice (or, when negative, a bill), or as a manual journal. */
	writeEntry(entry: SettlementEntry, as: 'document' | 'journal', status: 'draft' | 'final'): Promise<WrittenEntry>;
	voidEntry(written: Pick<WrittenEntry, 'kind' | 'id'>): Promise<void>;
	/** Codes (Xero) or ids (QuickBooks) of active accounts, with names. */
	accounts(): Promise<readonly { readonly code: string; readonly name: string; readonly kind: string }[]>;
}
