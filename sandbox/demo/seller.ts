import type { SellerAccountSeed } from '../amazon/seeds';
import { everydayOrder } from './bulkOrders';
import { DemoDay } from './demoDay';
import { type DemoOrder, type ExpectedSale, expectedSale } from './demoOrder';
import { accountListings } from './listings';
import { SeededRandom } from './random';
import { type DemoCase, specialOrders } from './specialOrders';
import { demoMarketplaces, type DemoStore, demoStores } from './stores';

export type { DemoChargeKind, DemoOutcome, ExpectedSale } from './demoOrder';
export type { DemoCase } from './specialOrders';
export { generateOrders } from './generateOrders';

export interface DemoSeller {
	readonly accounts: readonly SellerAccountSeed[];
	/** One for every order of the accounts. */
	readonly expected: readonly ExpectedSale[];
	/** Order ids of the hand-written cases. */
	readonly cases: ReadonlyMap<DemoCase, string>;
}

const everyday: { readonly [store in DemoStore]: number } = { US: 18, DE: 14, JP: 6 };

const shared = {
	clientId: 'amzn1.application-oa2-client.demo',
	clientSecret: 'demo-client-secret',
	sellingPlan: 'PROFESSIONAL',
	businessName: 'Harbor & Pine',
	roles: ['inventoryAndOrderTracking', 'directToConsumerShipping', 'taxInvoicing', 'productListing', 'financeAndAccounting'],
} as const;

/**
 * A day in the life of the fictitious seller Harbor & Pine: three accounts, every kind of order, the same for the same
 * day. Every order is created and last updated within that day, both in UTC and in its store's zone.
 * @param day yyyy-mm-dd
 */
export function demoSeller(day: string): DemoSeller {
	const calendar = new DemoDay(day);
	const random = new SeededRandom(20_261_102);
	const special = specialOrders(calendar, random);
	const orders: readonly DemoOrder[] = [
		...special.values(),
		...(['US', 'DE', 'JP'] as const).flatMap((store) => Array.from({ length: everyday[store] }, () => everydayOrder(store, calendar, random))),
	];
	const of = (store: DemoStore): SellerAccountSeed['orders'] => orders.filter((order) => order.store === store).map(({ order }) => order);
	return {
		accounts: [
			{ ...shared, ...accountListings('A1HARBORPINE'), merchantToken: 'A1HARBORPINE', region: 'na', refreshTokens: ['Atzr|demo-na'], marketplaces: americanMarketplaces, orders: of('US') },
			{ ...shared, ...accountListings('A2HARBORPINE'), merchantToken: 'A2HARBORPINE', region: 'eu', refreshTokens: ['Atzr|demo-eu'], marketplaces: europeanMarketplaces, orders: of('DE') },
			{ ...shared, ...accountListings('A3HARBORPINE'), merchantToken: 'A3HARBORPINE', region: 'fe', refreshTokens: ['Atzr|demo-fe'], marketplaces: [{ id: demoStores.JP.marketplaceId, storeName: 'Harbor & Pine 日本' }], orders: of('JP') },
		],
		expected: orders.map(expectedSale),
		cases: new Map([...special].map(([name, { order }]) => [name, order.orderId])),
	};
}

const americanMarketplaces: SellerAccountSeed['marketplaces'] = [
	{ id: demoStores.US.marketplaceId, storeName: 'Harbor & Pine' },
	{ id: 'A2EUQ1WTGCTBG2', storeName: 'Harbor & Pine', suspended: true },
	{ id: 'A2ZV50J4W1RKNI', nonAmazon: { name: 'Non-Amazon US', domain: 'sim1.stores.amazon.com', countryCode: 'US', currency: 'USD' } },
];

const europeanMarketplaces: SellerAccountSeed['marketplaces'] = (['DE', 'FR', 'IT'] as const).map((name) => ({ id: demoMarketplaces[name].marketplaceId, storeName: `Harbor & Pine ${name}` }));
