import fc from 'fast-check';
import { compare, equals, isNegative, sum } from '../../src/domain/money';
import type { OrderAmounts, OrderCharge } from '../../src/domain/orders/amounts';
import { placeDiscounts, type DiscountedAmounts } from '../../src/domain/orders/discounts';
import { shareByAmounts } from '../../src/domain/orders/lines';
import { item } from './orderExamples';

const amountsOf = (goods: readonly (readonly [string, string, number?])[], charges: readonly OrderCharge[], currency = 'USD'): OrderAmounts => ({
	currency,
	treatment: 'exclusive',
	items: goods.map(([amount, tax, units = 1]) => ({ item: item(), units, amount, tax })),
	charges,
	tax: sum([...goods.map(([, tax]) => tax), ...charges.map(({ tax }) => tax)]),
	total: '0',
	notices: [],
});
const discount = (amount: string, tax = '0'): OrderCharge => ({ kind: 'discount', amount, tax });
const shipping = (amount: string, tax = '0'): OrderCharge => ({ kind: 'shipping', amount, tax });
const placed = (amounts: OrderAmounts): DiscountedAmounts => {
	const result = placeDiscounts('111-0000001-0000001', amounts);
	if (!result.ok) throw new Error(result.issue.message);
	return result.amounts;
};
const brief = ({ items, charges }: DiscountedAmounts) => [...items, ...charges].map(({ amount, tax, discount: taken }) => [amount, tax, taken]);

describe('S154: a discount inside the prices', () => {
	test('lessens the goods in proportion to their amounts, in whole coins by the largest remainder', () => {
		expect(brief(placed(amountsOf([['10.00', '0'], ['20.00', '0'], ['0.00', '0']], [discount('-5.00')])))).toEqual([['8.33', '0', '1.67'], ['16.67', '0', '3.33'], ['0.00', '0', undefined]]);
	});
	test('is of whole yen in Japan', () => {
		expect(brief(placed(amountsOf([['100', '0'], ['100', '0'], ['100', '0']], [discount('-100')], 'JPY'))).map(([amount]) => amount)).toEqual(['66', '67', '67']);
	});
	test('N18: lessens the other charges by what the goods do not bear', () => {
		expect(brief(placed(amountsOf([['10.00', '0']], [shipping('4.00'), { kind: 'giftWrap', amount: '1.00', tax: '0' }, discount('-12.00')])))).toEqual([['0', '0', '10'], ['2.4', '0', '1.6'], ['0.6', '0', '0.4']]);
	});
	test('a charge that is lessened to nothing is gone', () => {
		expect(placed(amountsOf([['10.00', '0']], [shipping('4.00'), discount('-14.00')])).charges).toEqual([]);
	});
	test('takes its tax from the taxes', () => {
		expect(brief(placed(amountsOf([['10.00', '1.00'], ['10.00', '0']], [discount('-4.00', '-0.40')])))).toEqual([['8', '0.6', '2'], ['8', '0', '2']]);
	});
	test('no units, no discount', () => {
		expect(brief(placed(amountsOf([['10.00', '0'], ['4.00', '0', 0]], [discount('-4.00')])))).toEqual([['6', '0', '4'], ['4.00', '0', undefined]]);
	});
	test('any other negative charge is placed too, and what it adds to the tax is not lost', () => {
		expect(brief(placed(amountsOf([['10.00', '1.00']], [{ kind: 'other', name: 'REBATE', amount: '-2.00', tax: '0.10' }])))).toEqual([['8', '1.1', '2']]);
	});
	test('an order without discount stays as it is', () => {
		const amounts = amountsOf([['10.00', '1.00']], [shipping('4.00')]);
		expect(placeDiscounts('1', amounts)).toEqual({ ok: true, amounts });
	});
	test.each([
		['goods and charges', amountsOf([['10.00', '0']], [shipping('1.00'), discount('-11.01')])],
		['the taxes', amountsOf([['10.00', '0.10']], [discount('-5.00', '-0.11')])],
		['nothing', amountsOf([], [{ kind: 'other', amount: '-1.00', tax: '0.10' }])],
	])('one that is larger than %s is an issue', (_what, amounts) => {
		expect(placeDiscounts('111-0000001-0000001', amounts)).toMatchObject({ ok: false, issue: { code: 'order.discountTooLarge', blocking: true } });
	});
});

test('S154: placed discounts change no total and no tax, leave nothing below zero and no negative charge', () => {
	const coins = fc.integer({ min: 0, max: 900_00 });
	const row = fc.tuple(coins, fc.integer({ min: 0, max: 90_00 }), fc.integer({ min: 0, max: 3 }));
	fc.assert(
		fc.property(fc.array(row, { minLength: 1, maxLength: 6 }), coins, coins, coins, fc.integer({ min: 0, max: 50_00 }), fc.constantFrom('USD', 'JPY'), (goods, ship, wrap, off, offTax, currency) => {
			const text = (value: number): string => (currency === 'JPY' ? String(value) : (value / 100).toFixed(2));
			const amounts = amountsOf(goods.map(([amount, tax, units]) => [units === 0 ? '0' : text(amount), units === 0 ? '0' : text(tax), units]), [shipping(text(ship)), { kind: 'giftWrap', amount: text(wrap), tax: '0' }, discount(`-${text(off)}`, `-${text(offTax)}`)], currency);
			const before = [...amounts.items, ...amounts.charges];
			const result = placeDiscounts('1', amounts);
			const positive = (values: readonly string[]) => sum(values.filter((value) => !isNegative(value)));
			const bearable = compare(positive(before.map(({ amount }) => amount)), text(off)) >= 0 && compare(positive(before.map(({ tax }) => tax)), text(offTax)) >= 0;
			expect(result.ok).toBe(bearable);
			if (!result.ok) return;
			const after = [...result.amounts.items, ...result.amounts.charges];
			expect(equals(sum(after.map(({ amount }) => amount)), sum(before.map(({ amount }) => amount)))).toBe(true);
			expect(equals(sum(after.map(({ tax }) => tax)), amounts.tax)).toBe(true);
			for (const { amount, tax } of after) {
				expect(isNegative(amount) || isNegative(tax)).toBe(false);
				expect(amount).toMatch(currency === 'JPY' ? /^\d+$/ : /^\d+(\.\d{1,2})?$/);
			}
			for (const [index, each] of result.amounts.items.entries()) expect(equals(sum([each.amount, each.discount ?? '0']), amounts.items[index]?.amount ?? '')).toBe(true);
		}),
	);
});

test('shares by amounts add up, and none is above its weight', () => {
	expect(shareByAmounts('0.05', ['1', '1', '1'], 2)).toEqual(['0.02', '0.02', '0.01']);
	expect(shareByAmounts('3', ['1', '1', '1'], 0)).toEqual(['1', '1', '1']);
});
