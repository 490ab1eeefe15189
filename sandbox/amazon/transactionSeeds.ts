import type { JsonObject } from './json';

/** The states of finances_2024-06-19.json, listTransactions. */
export type TransactionStatus = 'DEFERRED' | 'RELEASED' | 'DEFERRED_RELEASED';

/**
 * Leaves of Amazon's breakdown tree, by Amazon's names ('OurPricePrincipal', 'Commission', ...), as decimal text in the
 * transaction's currency. Negative: taken from the seller.
 */
export type LeafAmounts = { readonly [leaf: string]: string };

export interface TransactionItemSeed {
	/** Absent: an amount of no product, such as a fee of a service. */
	readonly sku?: string;
	/** Default: the ASIN of that SKU in the order. */
	readonly asin?: string;
	/** Amazon goes on stating what was shipped, whatever is given back. */
	readonly quantityShipped?: number;
	/** Default: that of the order. */
	readonly fulfillmentNetwork?: 'AFN' | 'MFN';
	readonly adjustmentId?: string;
	readonly amounts: LeafAmounts;
	/** What Amazon states instead of the sum of the leaves. */
	readonly statedTotal?: string;
}

/** A movement of the seller's money (finances_2024-06-19.json, Transaction). */
export interface TransactionSeed {
	readonly transactionId: string;
	/** 'Refund', 'Chargeback', 'GuaranteeClaim', 'Shipment', 'ServiceFee', ...; an open list. */
	readonly type: string;
	readonly status: TransactionStatus;
	/** ISO 8601 with its zone. */
	readonly postedDate: string;
	/** Before that nobody sees it, though it was posted: Amazon's transactions lag by up to 48 hours. Default: postedDate. */
	readonly visibleAt?: string;
	readonly orderId?: string;
	readonly refundId?: string;
	/** FINANCIAL_EVENT_GROUP_ID. */
	readonly eventGroupId?: string;
	/** On a release that is a transaction of its own: the one that was deferred. */
	readonly deferredTransactionId?: string;
	/** On a deferred transaction whose release is a transaction of its own. */
	readonly releaseTransactionId?: string;
	readonly marketplaceId: string;
	/** Default: Amazon's words for the type. */
	readonly description?: string;
	/** Default: the marketplace's. */
	readonly currency?: string;
	readonly items: readonly TransactionItemSeed[];
	/** What Amazon states instead of the sum of the items. */
	readonly statedTotal?: string;
	/** Laid over Amazon's finished document: for words and shapes that the model does not know. */
	readonly raw?: JsonObject;
}
