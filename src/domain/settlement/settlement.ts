import type { Amount } from '../money';

/** What the summary row of a settlement file states. Instants are ISO 8601, UTC. */
export interface SettlementStatement {
	readonly settlementId: string;
	readonly startsAt: string;
	readonly endsAt: string;
	/** Absent while Amazon has not scheduled a deposit. */
	readonly depositAt?: string;
	/** Signed as Amazon's: negative when the seller owes. */
	readonly total: Amount;
	/** ISO 4217. */
	readonly currency: string;
}

/** How a row is paid out: by Amazon, by the merchant, or an order of another channel that Amazon fulfilled (P11). '' where no order is behind it. */
export type SettlementChannel = 'AFN' | 'MFN' | 'MCF' | '';

/** What names a kind of money in a settlement, as the file spells it; '' where the file leaves it blank. */
export interface TransactionType {
	readonly transactionType: string;
	readonly amountType: string;
	readonly amountDescription: string;
}

/**
 * What Cin7 Core already knows about the order of a row; decided by the caller. 'none': the row has no order of Amazon
 * (N34: ids of FBA shipments, removals and MCF orders are none). 'knownWithoutTax': its money is there, but for the tax
 * that the buyer paid on top (S56).
 */
export type OrderClass = 'none' | 'known' | 'knownWithoutTax' | 'unknown';

/** Rows of the same kind, added up. Rows are never de-duplicated: two equal rows count twice (P5). */
export interface RowGroup extends TransactionType {
	readonly channel: SettlementChannel;
	/** As the file spells it: 'Amazon.com', 'Non-Amazon US', '' (P19). */
	readonly marketplaceName: string;
	/** Month in which the rows were posted, in the asked zone: '2026-06'. The statement's last month where a row has no date. */
	readonly period: string;
	readonly orderClass: OrderClass;
	/** Set where groups were asked for by order. */
	readonly orderId?: string;
	/** Set where groups were asked for by SKU: rows of amounts of the buyer that name one. */
	readonly sku?: string;
	/** Signed as Amazon's: positive is for the seller. */
	readonly sum: Amount;
	readonly rows: number;
	/** Posted date of the earliest row, ISO 8601; absent where none has one. */
	readonly firstPostedAt?: string;
	/** Line of the first row in the file; the header is line 1. */
	readonly firstLine: number;
}

/** How the file was written, found in the file itself (P25). */
export interface FileForm {
	readonly version: 'V1' | 'V2';
	readonly columns: number;
	/** Columns that are not known, by name; they are kept out of the reckoning. */
	readonly unknownColumns: readonly string[];
	readonly encoding: string;
	readonly decimalSign: '.' | ',';
	/** 'yyyy-MM-dd', 'dd.MM.yyyy', 'dd/MM/yyyy', 'MM/dd/yyyy', 'yyyy/MM/dd'. */
	readonly dateForm: string;
}

/** What a settlement holds of one order (P20). Signed as Amazon's. */
export interface SettledOrder {
	/** Principal of its sale: Order rows, ItemPrice, Principal. */
	readonly principal: Amount;
	/** All that the buyer paid: Order rows of ItemPrice and Promotion. */
	readonly charged: Amount;
	/** The tax of its sale within `charged`: rows of class taxCollected. */
	readonly tax: Amount;
	/** All that was given back: the same of refunds, guarantee claims and chargebacks; negative. */
	readonly refunded: Amount;
}

/** A settlement file, read to its end. The same rows in any order give the same content, but for `firstLine`. */
export interface SettlementContent {
	readonly statement: SettlementStatement;
	readonly form: FileForm;
	/** Money rows, the summary row not among them. A V1 row with two amounts counts as two (N38); one without any counts as none. */
	readonly rows: number;
	/** Sum of all money rows, exact. */
	readonly sum: Amount;
	/** Sorted by all that tells them apart. */
	readonly groups: readonly RowGroup[];
	/** By Amazon order id; where asked for. */
	readonly orders?: ReadonlyMap<string, SettledOrder>;
	/**
	 * SHA-256, in hexadecimal, over the statement and the rows and sums by type, channel and marketplace: equal for equal
	 * content, whatever document it came in and whatever zone, orders and SKUs it was read with (P4, P18).
	 */
	readonly fingerprint: string;
}

export interface ReadOptions {
	/** Charset stated with the document, where one is. UTF-8 is tried first, then this, then cp1252, or cp932 (P64). */
	readonly charset?: string;
	/** IANA zone in which months begin. */
	readonly timeZone: string;
	/** ISO 3166: decides 03/04/26 where the file's own dates do not; never guessed against the file. */
	readonly country?: string;
	readonly collectOrders?: boolean;
	/** What is known of the order of a row. None: every order is 'unknown'. */
	readonly orderClass?: (orderId: string, transactionType: string) => OrderClass;
	/** Orders whose groups are to be told apart by order. */
	readonly byOrder?: (orderId: string) => boolean;
	readonly bySku?: boolean;
}

/**
 * A file that cannot be read exactly: damaged by a spreadsheet, torn, in a form that is not known, with an amount that
 * is none. Nothing of it is used. Shown to the user; holds no content but names of columns and the offending value of
 * an amount or date.
 */
export class UnreadableSettlement extends Error {
	constructor(
		/** 'damagedAmount', 'damagedDate', 'spreadsheet', 'header', 'noSummary', 'twoSettlements', 'encoding', 'truncated', 'empty', 'tooFine'. */
		readonly code: string,
		message: string,
		readonly hint: string,
		/** Line in the file; the header is line 1. */
		readonly line?: number,
	) {
		super(message);
		this.name = 'UnreadableSettlement';
	}
}
