import { type Answer, accessDenied } from './answers';
import { participationDocument } from './marketplaceEntries';
import type { SellerWorld } from './sellerWorld';

/** Sellers v1 (sellers.json). Any role of the application will do. */
function participations(account: SellerWorld): ReturnType<typeof participationDocument>[] {
	if (account.roles.size === 0) throw accessDenied();
	return [...account.marketplaces.values()].map(participationDocument);
}

export const getMarketplaceParticipations = (account: SellerWorld): Answer => ({ status: 200, body: { payload: participations(account) } });

export const getAccount = (account: SellerWorld): Answer => ({
	status: 200,
	body: {
		payload: {
			marketplaceParticipationList: participations(account),
			businessType: account.seed.sellingPlan === 'PROFESSIONAL' ? 'PRIVATE_LIMITED' : 'INDIVIDUAL',
			sellingPlan: account.seed.sellingPlan,
			business: {
				name: account.seed.businessName ?? 'Example Seller',
				registeredBusinessAddress: { addressLine1: '1 Example Street', city: 'Exampleton', postalCode: '00000', countryCode: [...account.marketplaces.values()][0]?.countryCode ?? 'US' },
			},
		},
	},
});
