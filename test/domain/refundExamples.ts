import fc from 'fast-check';
import { negate, sum } from '../../src/domain/money';
import type { AmazonRefund, RefundItem } from '../../src/domain/orders/refund';

/** An item of these leaves, with the total that they have. */
export function refundItem(leaves: Readonly<Record<string, string>>, over: Partial<RefundItem> = {}): RefundItem {
	const amounts = Object.entries(leaves).map(([type, amount]) => ({ type, amount }));
	return { adjustmentId: 'adj-1', sellerSku: 'MUG', asin: 'B0DEMO0001', total: sum(amounts.map(({ amount }) => amount)), amounts, ...over };
}

export function refund(items: readonly RefundItem[], over: Partial<AmazonRefund> = {}, currency = 'USD'): AmazonRefund {
	return {
		refundId: 'R-1',
		transactionId: 'T-1',
		transactionType: 'Refund',
		status: 'RELEASED',
		orderId: '111-0000001-0000001',
		marketplaceId: 'ATVPDKIKX0DER',
		postedDate: '2020-06-10T15:00:00.000Z',
		total: { amount: sum(items.map(({ total }) => total)), currency },
		items,
		...over,
	};
}

const paid = ['OurPricePrincipal', 'OurPriceTax', 'ShippingPrincipal', 'ShippingTax', 'GiftwrapPrincipal', 'GiftwrapTax', 'GoodwillPrincipal'] as const;
const kept = ['OurPriceDiscount', 'ShippingDiscount', 'RestockingDeductionPrincipal', 'RestockingDeductionTax', 'MarketplaceFacilitatorTax-Principal', 'LowValueGoodsTax-Principal', 'Commission', 'ShippingChargeback'] as const;
const either = ['RefundCommission', 'SomethingNew'] as const;

/** Refunds of one to four items of these SKUs, of any leaves with their usual signs. */
export function anyRefund(currency = 'USD', skus: readonly (string | undefined)[] = ['MUG', 'LAMP', undefined]): fc.Arbitrary<AmazonRefund> {
	const coins = (most: number): fc.Arbitrary<string> => fc.integer({ min: 0, max: most }).map((value) => (currency === 'JPY' ? String(value) : (value / 100).toFixed(2)));
	const leaf = fc.oneof(
		fc.tuple(fc.constantFrom(...paid), coins(5000).map(negate)),
		fc.tuple(fc.constantFrom(...kept), coins(600)),
		fc.tuple(fc.constantFrom(...either), fc.tuple(coins(300), fc.boolean()).map(([amount, minus]) => (minus ? negate(amount) : amount))),
	);
	const item = fc.tuple(fc.uniqueArray(leaf, { selector: ([type]) => type, minLength: 1, maxLength: 8 }), fc.constantFrom(...skus)).map(([leaves, sellerSku]) => refundItem(Object.fromEntries(leaves), { sellerSku }));
	return fc.array(item, { minLength: 1, maxLength: 4 }).map((items) => refund(items, {}, currency));
}
