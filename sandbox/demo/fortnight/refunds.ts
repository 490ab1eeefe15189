import type { Day } from '../../../src/domain/calendar';
import type { TransactionSeed } from '../../amazon/transactionSeeds';
import { at, dayPlus } from './calendar';
import type { FortnightSku } from './goods';
import { type FortnightStore, fortnightStores } from './stores';
import type { ByStage, CreditOutcome, FortnightCase, FortnightOrder, FortnightRefund } from './story';

/** Amazon's leaves with Amazon's signs: negative is taken from the seller. */
type Leaves = Readonly<Record<string, string>>;

interface RefundPlan {
	readonly of: FortnightCase;
	/** Day of the fortnight on which it is posted, from 0; not used for 'later'. */
	readonly day?: number;
	readonly appears?: FortnightRefund['appears'];
	readonly type?: 'Refund' | 'Chargeback' | 'GuaranteeClaim';
	readonly items: readonly (readonly [sku: FortnightSku, amounts: Leaves])[];
	/** Left to the settlement journal, because the order is older than the store (D13). */
	readonly settlement?: boolean;
}

const plans: { readonly [store in FortnightStore]: readonly RefundPlan[] } = {
	CA: [
		{ of: 'fullRefund', day: 4, items: [['HP-MUG-SLATE', { OurPricePrincipal: '-19.99', OurPriceTax: '-2.60', ShippingPrincipal: '-4.99', ShippingTax: '-0.65', Commission: '3.00', RefundCommission: '-0.60', ShippingChargeback: '4.99' }]] },
		{ of: 'partialRefund', appears: 'later', items: [['HP-TEAPOT-12', { OurPricePrincipal: '-15.00', OurPriceTax: '-1.95' }]] },
		{ of: 'twoRefunds', day: 6, items: [['HP-BOARD-40', { OurPricePrincipal: '-49.00', OurPriceTax: '-6.37', Commission: '7.35', RefundCommission: '-1.47' }]] },
		{ of: 'twoRefunds', appears: 'later', items: [['HP-CANDLE-12', { OurPricePrincipal: '-25.98', OurPriceTax: '-3.38', Commission: '3.90', RefundCommission: '-0.78' }]] },
		{ of: 'facilitator', day: 7, items: [['HP-TOWEL-3', { OurPricePrincipal: '-31.50', OurPriceTax: '-4.10', 'MarketplaceFacilitatorTax-Principal': '4.10', Commission: '4.73', RefundCommission: '-0.95' }]] },
		{ of: 'shippingRefund', appears: 'later', items: [['HP-MUG-SAND', { ShippingPrincipal: '-6.99', ShippingTax: '-0.91' }]] },
		{ of: 'giftWrap', day: 5, items: [['HP-BASKET-BF', { GiftwrapPrincipal: '-5.99', GiftwrapTax: '-0.78' }]] },
		{ of: 'deferredRefund', day: 9, appears: 'released', items: [['HP-TRIVET', { OurPricePrincipal: '-24.75', OurPriceTax: '-3.22', Commission: '3.71', RefundCommission: '-0.74' }]] },
		{ of: 'stillDeferred', day: 10, appears: 'deferred', items: [['HP-TRIVET', { OurPricePrincipal: '-49.50', OurPriceTax: '-6.44', Commission: '7.43', RefundCommission: '-1.49' }]] },
		{ of: 'discountLargerThanShipping', day: 8, items: [['HP-TRIVET', { OurPricePrincipal: '-49.50', OurPriceTax: '-5.79', OurPriceDiscount: '5.00', ShippingPrincipal: '-3.00', ShippingDiscount: '3.00', Commission: '6.68', RefundCommission: '-1.34' }]] },
		{ of: 'chargeback', appears: 'later', type: 'Chargeback', items: [['HP-TOWEL-3', { OurPricePrincipal: '-63.00', OurPriceTax: '-8.19' }]] },
		{ of: 'guaranteeClaim', day: 12, type: 'GuaranteeClaim', items: [['HP-TEAPOT-12', { OurPricePrincipal: '-59.00', OurPriceTax: '-7.67', ShippingPrincipal: '-6.99', ShippingTax: '-0.91' }]] },
		{ of: 'goodwill', day: 12, items: [['HP-BASKET-BF', { GoodwillPrincipal: '-10.00' }]] },
		{ of: 'restocking', day: 13, items: [['HP-BOARD-40', { OurPricePrincipal: '-49.00', OurPriceTax: '-6.37', RestockingDeductionPrincipal: '9.80', RestockingDeductionTax: '1.27', Commission: '5.88' }]] },
		{ of: 'unitRefund', day: 13, items: [['HP-COASTER-6', { OurPricePrincipal: '-13.00', OurPriceTax: '-1.69', Commission: '1.95', RefundCommission: '-0.39' }]] },
		{ of: 'lateShipped', appears: 'later', items: [['HP-TOWEL-3', { OurPricePrincipal: '-31.50', OurPriceTax: '-4.10', Commission: '4.73', RefundCommission: '-0.95' }]] },
		{ of: 'longBeforeTheStore', day: 2, items: [['HP-TEAPOT-12', { OurPricePrincipal: '-59.00', OurPriceTax: '-7.67', Commission: '8.85', RefundCommission: '-1.77' }]], settlement: true },
	],
	UK: [
		{ of: 'fullRefund', day: 5, items: [['HP-TEAPOT-12', { OurPricePrincipal: '-36.00', Commission: '5.40', RefundCommission: '-1.08' }]] },
		{ of: 'partialRefund', appears: 'later', items: [['HP-BASKET-BF', { OurPricePrincipal: '-12.00' }]] },
		{ of: 'twoRefunds', day: 7, items: [['HP-BOARD-40', { OurPricePrincipal: '-32.40', Commission: '4.86', RefundCommission: '-0.97' }]] },
		{ of: 'twoRefunds', appears: 'later', items: [['HP-CANDLE-12', { OurPricePrincipal: '-15.00', Commission: '2.25', RefundCommission: '-0.45' }]] },
		{ of: 'deferredRefund', day: 9, appears: 'released', items: [['HP-TRIVET', { OurPricePrincipal: '-15.60', Commission: '2.34', RefundCommission: '-0.47' }]] },
		{ of: 'stillDeferred', day: 10, appears: 'deferred', items: [['HP-TRIVET', { OurPricePrincipal: '-31.20', Commission: '4.68', RefundCommission: '-0.94' }]] },
		{ of: 'shippingRefund', appears: 'later', items: [['HP-MUG-SAND', { ShippingPrincipal: '-3.90' }]] },
		{ of: 'chargeback', appears: 'later', type: 'Chargeback', items: [['HP-BOARD-40', { OurPricePrincipal: '-64.80' }]] },
		{ of: 'guaranteeClaim', day: 13, type: 'GuaranteeClaim', items: [['HP-TEAPOT-12', { OurPricePrincipal: '-36.00', ShippingPrincipal: '-3.90' }]] },
		{ of: 'taxFree', appears: 'later', items: [['HP-HONEY-500', { OurPricePrincipal: '-26.85', Commission: '4.03', RefundCommission: '-0.81' }]] },
		{ of: 'longBeforeTheStore', day: 3, items: [['HP-TEAPOT-12', { OurPricePrincipal: '-36.00', Commission: '5.40', RefundCommission: '-1.08' }]], settlement: true },
	],
};

/** What Amazon gives back to the buyers of those orders. */
export function fortnightRefunds(store: FortnightStore, days: readonly Day[], orders: readonly FortnightOrder[]): readonly FortnightRefund[] {
	return plans[store].map((plan, index) => {
		const found = orders.find(({ name }) => name === plan.of);
		if (found === undefined) throw new Error(`The fortnight of ${store} has no order ${plan.of}`);
		return refundOf(store, plan, found.order.orderId, dayPlus(days[0] ?? '', plan.day ?? 13), index + 1);
	});
}

function refundOf(store: FortnightStore, { appears = 'first', type = 'Refund', settlement = false, items }: RefundPlan, orderId: string, day: Day, number: number): FortnightRefund {
	const { marketplaceId, zone } = fortnightStores[store];
	const key = `${store}-${day.replaceAll('-', '')}-${String(number).padStart(2, '0')}`;
	const creditId = `REFUND-${key}`;
	const deferred = appears === 'released' || appears === 'deferred';
	return {
		store, orderId, creditId, appears,
		outcome: outcomeOf(appears, settlement),
		transaction: {
			transactionId: `TRANSACTION-${key}`, type, status: deferred ? 'DEFERRED' : 'RELEASED', postedDate: at(day, '21:15', zone), orderId, refundId: creditId, marketplaceId,
			// Amazon goes on showing what was shipped, whatever is given back.
			items: items.map(([sku, amounts], at) => ({ sku, adjustmentId: `${creditId}-${at + 1}`, quantityShipped: 1, amounts })),
		},
	};
}

function outcomeOf(appears: FortnightRefund['appears'], settlement: boolean): ByStage<CreditOutcome> {
	const known: CreditOutcome = settlement ? 'settlement' : 'credited';
	if (appears === 'deferred') return { first: 'none', second: 'none' };
	return { first: appears === 'first' ? known : 'none', second: known };
}

/** Transactions that are no refunds and must become nothing: a payment for an order, and a fee. */
export function otherTransactions(store: FortnightStore, days: readonly Day[], orders: readonly FortnightOrder[]): readonly TransactionSeed[] {
	const { marketplaceId, zone } = fortnightStores[store];
	const sold = orders.find(({ name }) => name === 'firstInstant');
	const on = (index: number): string => at(dayPlus(days[0] ?? '', index), '20:30', zone);
	return [
		{ transactionId: `TRANSACTION-${store}-SHIPMENT`, type: 'Shipment', status: 'RELEASED', postedDate: on(1), marketplaceId, ...(sold ? { orderId: sold.order.orderId } : {}), items: [{ sku: 'HP-CANDLE-12', quantityShipped: 2, amounts: { OurPricePrincipal: '20.00', Commission: '-3.00' } }] },
		{ transactionId: `TRANSACTION-${store}-SERVICE`, type: 'ServiceFee', status: 'RELEASED', postedDate: on(7), marketplaceId, items: [{ sku: 'HP-CANDLE-12', amounts: { FBAStorageFee: '-12.34' } }] },
	];
}
