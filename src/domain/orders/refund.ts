import type { Amount, Money } from '../money';

/** What Amazon gave back to a buyer, or took from the seller for one (finances_2024-06-19.json, Transaction). */
export interface AmazonRefund {
	/** REFUND_ID, else DEFERRED_TRANSACTION_ID, else the transaction's own id: the same refund has the same in every status. */
	readonly refundId: string;
	readonly transactionId: string;
	/** Amazon's word: 'Refund', 'Chargeback', 'GuaranteeClaim'; an open list. */
	readonly transactionType: string;
	/** 'RELEASED' or 'DEFERRED_RELEASED' once it is complete; 'DEFERRED' before. */
	readonly status: string;
	readonly orderId?: string;
	readonly marketplaceId?: string;
	/** ISO 8601, UTC. */
	readonly postedDate: string;
	/** Negative: taken from the seller. In whole coins of its currency. */
	readonly total: Money;
	/** At least one; an amount of no item stands in one without SKU. */
	readonly items: readonly RefundItem[];
}

/** What an amount is called that no breakdown of Amazon's accounts for. */
export const UNEXPLAINED = 'Unexplained';

export interface RefundItem {
	/** ORDER_ADJUSTMENT_ITEM_ID. */
	readonly adjustmentId?: string;
	readonly sellerSku?: string;
	readonly asin?: string;
	/** Amazon's total of the item; negative: taken from the seller. */
	readonly total: Amount;
	/** The leaves of Amazon's breakdown tree: { type: 'OurPricePrincipal', amount: '-19.99' }. Signs as Amazon's. */
	readonly amounts: readonly { readonly type: string; readonly amount: Amount }[];
}
