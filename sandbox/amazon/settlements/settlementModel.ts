/** A row of money of a settlement, whatever the file's form. Absent: the file leaves the cell blank. */
export interface SettlementRow {
	/** 'Order', 'Refund', 'other-transaction', ...; '' on some genuine rows. */
	readonly transactionType: string;
	readonly orderId?: string;
	/** Default: the order id, in the forms that repeat it. */
	readonly merchantOrderId?: string;
	readonly adjustmentId?: string;
	readonly shipmentId?: string;
	/** 'Amazon.com', 'Non-Amazon US'. */
	readonly marketplaceName?: string;
	readonly amountType: string;
	readonly amountDescription: string;
	/** Decimal text in the settlement's currency, whole coins. Negative: taken from the seller. */
	readonly amount: string;
	/** 'AFN' or 'MFN'. */
	readonly fulfillmentId?: string;
	/** ISO 8601 with its zone. */
	readonly postedAt: string;
	readonly orderItemCode?: string;
	readonly sku?: string;
	readonly quantity?: number;
	readonly promotionId?: string;
}

/** A settlement as such. Times are ISO 8601 with their zone. */
export interface Settlement {
	readonly settlementId: string;
	readonly start: string;
	readonly end: string;
	/** Absent: Amazon has not scheduled a deposit. */
	readonly deposit?: string;
	/** ISO 4217. */
	readonly currency: string;
	readonly rows: readonly SettlementRow[];
}
