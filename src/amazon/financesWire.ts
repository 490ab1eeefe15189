import { z } from 'zod';
import { identifier, instant, text } from './wireValues';

/** Transactions as Amazon sends them (finances_2024-06-19.json), only what is read of them. Absent, null and empty mean the same. */
const currencyAmount = z.object({ currencyAmount: z.number(), currencyCode: text });

export interface WireBreakdown {
	readonly breakdownType?: string | null;
	readonly breakdownAmount?: z.infer<typeof currencyAmount> | null;
	readonly breakdowns?: readonly WireBreakdown[] | null;
}

const breakdown: z.ZodType<WireBreakdown> = z.lazy(() => z.object({
	breakdownType: text,
	breakdownAmount: currencyAmount.nullish(),
	breakdowns: z.array(breakdown).nullish(),
}));

const breakdownList = z.array(breakdown).nullish();

const item = z.object({
	relatedIdentifiers: z.array(z.object({ itemRelatedIdentifierName: text, itemRelatedIdentifierValue: text })).nullish(),
	totalAmount: currencyAmount.nullish(),
	breakdowns: breakdownList,
	contexts: z.array(z.object({ contextType: text, asin: text, sku: text })).nullish(),
});

export const wireTransaction = z.object({
	relatedIdentifiers: z.array(z.object({ relatedIdentifierName: text, relatedIdentifierValue: text })).nullish(),
	sellingPartnerMetadata: z.object({ marketplaceId: text }).nullish(),
	marketplaceDetails: z.object({ marketplaceId: text }).nullish(),
	transactionType: identifier,
	transactionId: identifier,
	transactionStatus: identifier,
	postedDate: instant,
	totalAmount: z.object({ currencyAmount: z.number(), currencyCode: z.string().regex(/^[A-Z]{3}$/) }),
	items: z.array(item).nullish(),
	// By the model a list; in the model's own example an object that holds it.
	breakdowns: z.union([breakdownList, z.object({ breakdowns: breakdownList }).transform((holder) => holder.breakdowns)]),
});

/** What is read of a transaction whose parts do not matter. */
export const wireDeferredTransaction = wireTransaction.pick({
	relatedIdentifiers: true, sellingPartnerMetadata: true, marketplaceDetails: true, transactionType: true, transactionId: true, transactionStatus: true, postedDate: true, totalAmount: true,
});

export const wireTransactionPage = z.object({ payload: z.object({ transactions: z.array(z.unknown()).nullish(), nextToken: text }) });

export type WireTransaction = z.infer<typeof wireTransaction>;
export type WireDeferredTransaction = z.infer<typeof wireDeferredTransaction>;
export type WireTransactionItem = z.infer<typeof item>;
