import { z } from 'zod';
import type { MarketplaceParticipation, SellerAccount } from '../processes/ports/amazon';
import type { Caller } from './caller';
import { unreadableAnswer } from './serviceErrors';

const participationList = z.object({
	payload: z.array(z.object({
		marketplace: z.object({ id: z.string().min(1), countryCode: z.string(), defaultCurrencyCode: z.string(), domainName: z.string() }),
		participation: z.object({ isParticipating: z.boolean(), hasSuspendedListings: z.boolean() }),
		storeName: z.string().nullish(),
	})).nullish(),
});

const account = z.object({ payload: z.object({ sellingPlan: z.string().nullish(), businessType: z.string().nullish() }) });

/** Sellers v1 getMarketplaceParticipations: every marketplace the account may sell in, also where it does not. */
export async function readParticipations(call: Caller): Promise<readonly MarketplaceParticipation[]> {
	const answer = participationList.safeParse(await call({ operation: 'getMarketplaceParticipations' }));
	if (!answer.success) throw unreadableAnswer('getMarketplaceParticipations', "it does not fit Amazon's model");
	return (answer.data.payload ?? []).map(({ marketplace, participation, storeName }) => ({
		marketplaceId: marketplace.id,
		countryCode: marketplace.countryCode,
		currency: marketplace.defaultCurrencyCode,
		domain: marketplace.domainName,
		...(storeName && { storeName }),
		participating: participation.isParticipating,
		suspendedListings: participation.hasSuspendedListings,
	}));
}

/** Sellers v1 getAccount. Of its contact data nothing is kept. */
export async function readSellerAccount(call: Caller): Promise<SellerAccount> {
	const answer = account.safeParse(await call({ operation: 'getAccount' }));
	if (!answer.success) throw unreadableAnswer('getAccount', "it does not fit Amazon's model");
	const { sellingPlan, businessType } = answer.data.payload;
	return { ...(sellingPlan && { sellingPlan }), ...(businessType && { businessType }) };
}
