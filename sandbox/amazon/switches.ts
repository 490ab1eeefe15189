import type { DeferredRelease } from './transactionBook';

export interface Quota {
	/** Requests per second. */
	readonly rate: number;
	readonly burst: number;
}

/**
 * What Amazon does not document, or does to some sellers only, and what a test wants to be otherwise. The defaults are
 * what was seen, or where nothing was seen, what the client must not rely on less.
 */
export interface AmazonSwitches {
	/** Sign of DISCOUNT rows. Not documented; no published example has one. */
	discountSign: 'positive' | 'negative';
	/** Money of a PENDING order: none at all, or a total of zero that is filled in later (seen in Mexico). */
	pendingTotal: 'absent' | 'zero';
	/** Whether the grand total contains a delivery tip that is still PENDING. Not documented. */
	pendingTipInTotal: boolean;
	/** Money of a CANCELLED order. Not documented for this version; the version before stated none. */
	canceledMoney: 'absent' | 'kept';
	/** A unit price next to the item's proceeds. The published examples always have one. */
	unitPrice: 'stated' | 'absent';
	/**
	 * stripped: what the role does not allow is left out. refused: asking for BUYER, RECIPIENT or TAX gives 403.
	 * anyRefused: asking for any data set gives 403, as some sellers see who added a restricted role and did not
	 * authorize the application again.
	 */
	restrictedIncludedData: 'stripped' | 'refused' | 'anyRefused';
	/** The place of delivery for an application without the restricted role: country, state and city are not among Amazon's personal data. */
	destinationWithoutRole: 'given' | 'withheld';
	/** Who sees an item's IOSS number. Not documented. */
	iossNumber: 'taxInvoicing' | 'anyRole';
	/** quantityOrdered of an item of which some units were shipped and the others canceled. Not documented. */
	quantityAfterCancellation: 'kept' | 'lowered';
	/** x-amzn-RateLimit-Limit is best effort; the models declare it for 200, 400 and 404 only. */
	rateLimitHeader: 'always' | 'asModeled' | 'never';
	quotas: 'enforced' | 'off';
	/** Usage plans other than the published ones, by operation. */
	plans: ReadonlyMap<string, Quota>;
	/** Seconds that an access token lives. */
	tokenLifetime: number;
	/**
	 * Later pages of a search for listings. anew: of what there is by then, so that a listing that comes or goes moves the
	 * rest. kept: of what was found at first. Not documented.
	 */
	listingPaging: 'anew' | 'kept';
	/** Transactions of a page; Amazon gives up to 500. */
	transactionPageSize: number;
	/** Empty pages, with a token, before each page of transactions: Amazon says that there may be some. */
	emptyTransactionPages: number;
	/** By the date of posting. Not documented. */
	transactionOrder: 'oldestFirst' | 'newestFirst';
	/** With marketplaceId, transactions of the merchant's own fulfillment in the United States do not come, as the model warns. */
	unitedStatesMerchantTransactions: 'hiddenByMarketplace' | 'shown';
	/**
	 * A deferred transaction that is released. updated: only its status changes, and its date when one is given.
	 * ownTransaction: a RELEASED transaction of its own comes too, and the two name each other. Not documented which.
	 */
	deferredRelease: DeferredRelease;
	/** Seconds that a report waits, and seconds that it is worked on after that. */
	reportQueueTime: number;
	reportProcessingTime: number;
	/** What comes of reports that are asked for from now on. asUsual: CANCELLED when there is no row, else DONE. */
	reportOutcome: 'asUsual' | 'CANCELLED' | 'FATAL';
	/** Text of the document of a FATAL report; null: it has no document. */
	fatalReportText: string | null;
	/** Seconds in which a listings report that is asked for again is a copy of the one before; seen to be hours. */
	reportCacheTime: number;
	/** Header of a listings report: in the marketplace's language, or in Amazon's own words. */
	reportHeader: 'localized' | 'english';
	/** Whether preferredReportDocumentLocale decides about the header. A copy keeps the language it was made in, either way. */
	reportLocaleOption: 'obeyed' | 'ignored';
	reportCompression: 'GZIP' | 'none';
	/** byRegion: Cp1252, in Japan windows-31j, in Australia and Singapore UTF-8. */
	reportEncoding: 'byRegion' | 'utf8';
	/** The charset that the document's content type names: the true one, another, or none. */
	statedCharset: 'true' | 'ISO-8859-1' | 'Cp1252' | 'UTF-8' | 'none';
	/** Before UTF-8 only. */
	reportByteOrderMark: boolean;
	/** cutShort: rows end after the fulfillment channel, the header does not. */
	reportRows: 'whole' | 'cutShort';
	/** A report of orders over more than 30 days. Not documented. */
	longOrderReport: 'FATAL' | 'accepted';
	/** byRegion: as reports of listings. */
	orderReportEncoding: 'utf8' | 'byRegion';
	/** blankLine: after the last row stands an empty line. */
	reportEnd: 'lastRow' | 'blankLine';
	/** Documents of reports that are DONE. missing: getReportDocument answers 404. outdated: its addresses are expired from the beginning (S15). torn: what is stored ends in its middle. */
	reportDocument: 'present' | 'missing' | 'outdated' | 'torn';
}

export const defaultSwitches = (): AmazonSwitches => ({
	discountSign: 'positive',
	pendingTotal: 'absent',
	pendingTipInTotal: true,
	canceledMoney: 'absent',
	unitPrice: 'stated',
	restrictedIncludedData: 'stripped',
	destinationWithoutRole: 'given',
	iossNumber: 'taxInvoicing',
	quantityAfterCancellation: 'kept',
	rateLimitHeader: 'always',
	quotas: 'enforced',
	plans: new Map(),
	tokenLifetime: 3600,
	listingPaging: 'anew',
	transactionPageSize: 500,
	emptyTransactionPages: 0,
	transactionOrder: 'oldestFirst',
	unitedStatesMerchantTransactions: 'hiddenByMarketplace',
	deferredRelease: 'updated',
	reportQueueTime: 15,
	reportProcessingTime: 30,
	reportOutcome: 'asUsual',
	fatalReportText: 'The report could not be generated.',
	reportCacheTime: 3600,
	reportHeader: 'localized',
	reportLocaleOption: 'obeyed',
	reportCompression: 'GZIP',
	reportEncoding: 'byRegion',
	statedCharset: 'true',
	reportByteOrderMark: false,
	reportRows: 'whole',
	longOrderReport: 'FATAL',
	orderReportEncoding: 'utf8',
	reportEnd: 'lastRow',
	reportDocument: 'present',
});
