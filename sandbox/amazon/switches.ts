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
});
