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
	/** blankLine: after the last row stands an empty line. */
	reportEnd: 'lastRow' | 'blankLine';
	/** Documents of reports that are DONE. missing: getReportDocument answers 404. outdated: its addresses are expired from the beginning (S15). */
	reportDocument: 'present' | 'missing' | 'outdated';
}

export const defaultSwitches = (): AmazonSwitches => ({
	discountSign: 'positive',
	pendingTotal: 'absent',
	pendingTipInTotal: true,
	canceledMoney: 'absent',
	unitPrice: 'stated',
	restrictedIncludedData: 'stripped',
	rateLimitHeader: 'always',
	quotas: 'enforced',
	plans: new Map(),
	tokenLifetime: 3600,
	listingPaging: 'anew',
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
	reportEnd: 'lastRow',
	reportDocument: 'present',
});
