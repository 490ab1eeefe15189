import type { Amount } from '../../domain/money';
import type { SettlementEntry } from '../../domain/settlement/settlementEntry';

export type { EntryLine, SettlementEntry } from '../../domain/settlement/settlementEntry';

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
