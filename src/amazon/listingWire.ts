import { z } from 'zod';
import { isAmount } from '../domain/money';

/**
 * Listings as Amazon sends them (listingsItems_2021-08-01.json), only what is read of them. Unknown fields are left out;
 * absent, null and empty mean the same.
 */
const text = z.string().nullish();
const instant = z.string().refine((value) => /T.+(Z|[+-]\d\d:?\d\d)$/.test(value) && !Number.isNaN(Date.parse(value)), 'not an instant');
const marketplaceId = z.string();

export const wireListing = z.object({
	sku: z.string().min(1),
	summaries: z.array(z.object({
		marketplaceId,
		asin: text,
		conditionType: text,
		status: z.array(z.string()).nullish(),
		itemName: text,
		createdDate: instant.nullish(),
		mainImage: z.object({ link: text }).nullish(),
	})).nullish(),
	offers: z.array(z.object({
		marketplaceId,
		offerType: text,
		price: z.object({ amount: z.string().refine(isAmount, 'not a decimal number'), currencyCode: z.string().regex(/^[A-Z]{3}$/) }).nullish(),
		audience: z.object({ value: text }).nullish(),
	})).nullish(),
	fulfillmentAvailability: z.array(z.object({ fulfillmentChannelCode: z.string(), quantity: z.number().int().nonnegative().nullish() })).nullish(),
	relationships: z.array(z.object({
		marketplaceId,
		relationships: z.array(z.object({ type: text, parentSkus: z.array(z.string()).nullish() })).nullish(),
	})).nullish(),
});

export const wireListingPage = z.object({
	numberOfResults: z.number().int().nonnegative(),
	items: z.array(z.unknown()),
	pagination: z.object({ nextToken: text }).nullish(),
});

export type WireListing = z.infer<typeof wireListing>;
