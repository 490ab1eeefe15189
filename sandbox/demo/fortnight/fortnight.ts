import type { Day } from '../../../src/domain/calendar';
import type { AmazonSimulator } from '../../amazon/amazonSimulator';
import type { SellerAccountSeed } from '../../amazon/seeds';
import { SeededRandom } from '../random';
import { britishCases } from './britishCases';
import { fortnightFrom } from './calendar';
import { canadianCases } from './canadianCases';
import { everydayOrders } from './everyday';
import { type ExpectedFortnight, expectedFortnight } from './expected';
import { fortnightListings } from './goods';
import { playLater } from './later';
import { OrderPad } from './placing';
import { fortnightRefunds, otherTransactions } from './refunds';
import { fortnightStoreNames, type FortnightStore, fortnightStores } from './stores';
import type { FortnightCase, FortnightOrder, FortnightRefund, FortnightStage } from './story';

export interface DemoFortnight {
	readonly days: readonly Day[];
	/** The two seller accounts as Amazon has them at first. */
	readonly accounts: readonly SellerAccountSeed[];
	readonly orders: readonly FortnightOrder[];
	readonly refunds: readonly FortnightRefund[];
	/** Order id of a hand-written case. Throws where the store has no such case. */
	orderId(store: FortnightStore, name: FortnightCase): string;
	/** What happens at Amazon between the two processings: orders change, refunds are posted and released, now by the simulator's clock. */
	laterAtAmazon(simulator: AmazonSimulator): void;
	/** What must have come of it after a processing, reckoned without the product's own arithmetic. */
	expected(stage: FortnightStage): ExpectedFortnight;
}

const seeds: { readonly [store in FortnightStore]: number } = { CA: 20_261_115, UK: 20_261_116 };

/**
 * A fortnight of the fictitious seller Harbor & Pine in Canada, whose orders of a day become one sale (Daily
 * Consolidation), and in the United Kingdom, where each becomes a sale of its own: two accounts, about 12 and 6 orders a
 * day, and what goes wrong with orders afterwards. The same for the same first day.
 */
export function demoFortnight(firstDay: Day): DemoFortnight {
	const days = fortnightFrom(firstDay);
	const stores = fortnightStoreNames.map((store) => storeFortnight(store, days));
	const orders = stores.flatMap((store) => store.orders);
	const refunds = stores.flatMap((store) => store.refunds);
	return {
		days, orders, refunds,
		accounts: stores.map(({ account }) => account),
		orderId: (store, name) => {
			const found = orders.find((order) => order.store === store && order.name === name);
			if (found === undefined) throw new Error(`The fortnight of ${store} has no order ${name}`);
			return found.order.orderId;
		},
		laterAtAmazon: (simulator) => playLater(simulator, orders, refunds),
		expected: (stage) => expectedFortnight(stage, orders, refunds),
	};
}

interface StoreFortnight {
	readonly account: SellerAccountSeed;
	readonly orders: readonly FortnightOrder[];
	readonly refunds: readonly FortnightRefund[];
}

function storeFortnight(store: FortnightStore, days: readonly Day[]): StoreFortnight {
	const random = new SeededRandom(seeds[store]);
	const pad = new OrderPad(store, random);
	const cases = store === 'CA' ? canadianCases(days, pad) : britishCases(days, pad);
	const orders = [...cases, ...everydayOrders(days, cases, pad, random)];
	const refunds = fortnightRefunds(store, days, orders);
	return { orders, refunds, account: accountOf(store, days, orders, refunds) };
}

function accountOf(store: FortnightStore, days: readonly Day[], orders: readonly FortnightOrder[], refunds: readonly FortnightRefund[]): SellerAccountSeed {
	const { merchantToken, region, refreshToken, marketplaceId, storeName } = fortnightStores[store];
	return {
		merchantToken, region, refreshTokens: [refreshToken],
		clientId: 'amzn1.application-oa2-client.demo',
		clientSecret: 'demo-client-secret',
		sellingPlan: 'PROFESSIONAL',
		businessName: 'Harbor & Pine',
		roles: ['inventoryAndOrderTracking', 'directToConsumerShipping', 'taxInvoicing', 'productListing', 'financeAndAccounting'],
		marketplaces: [{ id: marketplaceId, storeName }],
		...fortnightListings(store),
		orders: orders.map(({ order }) => order),
		transactions: [...refunds.filter(({ appears }) => appears !== 'later').map(({ transaction }) => transaction), ...otherTransactions(store, days, orders)],
	};
}
