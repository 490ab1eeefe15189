import fc from 'fast-check';
import { equals, negate, sum } from '../../src/domain/money';
import { reconcileRefund, type RefundAmounts } from '../../src/domain/orders/refundAmounts';
import { anyRefund, refund, refundItem } from './refundExamples';
import type { AmazonRefund } from '../../src/domain/orders/refund';

function partsOf(given: AmazonRefund): RefundAmounts {
	const reconciliation = reconcileRefund(given);
	if (!reconciliation.ok) throw new Error(reconciliation.issue.message);
	return reconciliation.parts;
}
const issueOf = (given: AmazonRefund): string | undefined => {
	const reconciliation = reconcileRefund(given);
	return reconciliation.ok ? undefined : reconciliation.issue.code;
};

test('S172: what the buyer gets, fees and withheld tax of a refund are told apart', () => {
	const parts = partsOf(refund([refundItem({
		OurPricePrincipal: '-20.00', OurPriceTax: '-1.65', OurPriceDiscount: '2.00', ShippingPrincipal: '-4.00', ShippingTax: '-0.33', ShippingDiscount: '1.00',
		GiftwrapPrincipal: '-3.00', GiftwrapTax: '-0.25', GoodwillPrincipal: '-5.00', RestockingDeductionPrincipal: '4.00', RestockingDeductionTax: '0.33',
		Commission: '3.00', RefundCommission: '-0.60', ShippingChargeback: '4.00', GiftwrapChargeback: '3.00',
		'MarketplaceFacilitatorTax-Principal': '1.65', 'MarketplaceFacilitatorTax-Shipping': '0.33', 'LowValueGoodsTax-Principal': '0.25', 'MarketplaceFacilitatorVAT-Giftwrap': '0.02',
	})]));
	expect(parts.items).toEqual([{
		sellerSku: 'MUG', asin: 'B0DEMO0001',
		principal: { amount: '20', tax: '1.65' }, shipping: { amount: '4', tax: '0.33' }, giftWrap: { amount: '3', tax: '0.25' },
		goodwill: { amount: '5', tax: '0' }, discount: { amount: '-3', tax: '0' }, restocking: { amount: '-4', tax: '-0.33' },
	}]);
	expect(parts.fees).toEqual([
		{ type: 'Commission', name: 'Amazon commission returned', amount: '-3' },
		{ type: 'RefundCommission', name: 'Amazon refund commission', amount: '0.6' },
		{ type: 'ShippingChargeback', name: 'Amazon shipping chargeback returned', amount: '-4' },
		{ type: 'GiftwrapChargeback', name: 'Amazon gift wrap chargeback returned', amount: '-3' },
	]);
	expect([parts.buyer, parts.withheldTax, parts.total, parts.currency, parts.notices]).toEqual(['26.9', '-2.25', '15.25', 'USD', []]);
});

test('S172: a fee that several items have is one; one that cancels itself is none', () => {
	const parts = partsOf(refund([refundItem({ OurPricePrincipal: '-5', Commission: '1', RefundCommission: '-0.2' }), refundItem({ OurPricePrincipal: '-5', Commission: '1', RefundCommission: '0.2' })]));
	expect(parts.fees).toEqual([{ type: 'Commission', name: 'Amazon commission returned', amount: '-2' }]);
});

test('S172: an amount of an unknown type is a fee under Amazon\'s own word, told once', () => {
	const parts = partsOf(refund([refundItem({ OurPricePrincipal: '-5', constructor: '-0.10', NewFee: '-1' }), refundItem({ NewFee: '-1' })]));
	expect(parts.fees).toEqual([{ type: 'constructor', name: 'constructor', amount: '0.1' }, { type: 'NewFee', name: 'NewFee', amount: '2' }]);
	expect(parts.notices.map(({ code, blocking, message }) => [code, blocking, /calls (\w+)/.exec(message)?.[1]])).toEqual([['refund.unknownAmount', false, 'constructor'], ['refund.unknownAmount', false, 'NewFee']]);
});

test('S171: parts that do not add up to their item, and items that do not add up to the refund, are an issue with the arithmetic', () => {
	const item = refundItem({ OurPricePrincipal: '-10.00', OurPriceTax: '-0.83' });
	expect(reconcileRefund(refund([{ ...item, total: '-10.84' }]))).toMatchObject({ ok: false, issue: { code: 'refund.amountsDoNotReconcile', blocking: true, message: expect.stringContaining('the parts of item MUG are -10.83, but its total is -10.84') } });
	expect(reconcileRefund({ ...refund([item]), total: { amount: '-10.82', currency: 'USD' } })).toMatchObject({ ok: false, issue: { code: 'refund.amountsDoNotReconcile', message: expect.stringContaining('its items are -10.83, but its total is -10.82') } });
});

test('S171: a refund that gives the seller money back on balance is an issue; fees alone are none', () => {
	expect(issueOf(refund([refundItem({ OurPricePrincipal: '10.00', Commission: '-1.50' })]))).toBe('refund.givesMoneyBack');
	expect(issueOf(refund([refundItem({ OurPricePrincipal: '10.00' }), refundItem({ OurPricePrincipal: '-10.00' })]))).toBeUndefined();
	expect(issueOf(refund([refundItem({ OurPricePrincipal: '-9.99' }), refundItem({ OurPricePrincipal: '10.00' })]))).toBe('refund.givesMoneyBack');
	expect(issueOf(refund([refundItem({ Commission: '1.50' })]))).toBeUndefined();
});

test('S172: the parts of any refund add up to it', () => {
	fc.assert(fc.property(anyRefund(), (given) => {
		const reconciliation = reconcileRefund(given);
		if (!reconciliation.ok) return expect(reconciliation.issue.code).toBe('refund.givesMoneyBack');
		const { buyer, fees, withheldTax, total } = reconciliation.parts;
		expect(equals(sum([buyer, withheldTax, ...fees.map(({ amount }) => amount)]), negate(given.total.amount))).toBe(true);
		expect(equals(total, negate(given.total.amount))).toBe(true);
	}));
});
