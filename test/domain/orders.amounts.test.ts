import fc from 'fast-check';
import { add, equals, sum } from '../../src/domain/money';
import { reconcile } from '../../src/domain/orders/amounts';
import type { AmazonOrder } from '../../src/domain/orders/order';
import { item, money, order, proceeds } from './orderExamples';

const amountsOf = (given: AmazonOrder) => {
	const result = reconcile(given);
	if (!result.ok) throw new Error(result.issue.message);
	return result.amounts;
};

describe('an order whose parts add up', () => {
	test('with tax on top is exclusive', () => {
		const amounts = amountsOf(order({ grandTotal: money('49.99'), items: [item({ proceeds: proceeds({ ITEM: '39.99', TAX: { ITEM: '10.00' } }), proceedsTotal: money('49.99') })] }));
		expect(amounts).toMatchObject({ treatment: 'exclusive', tax: '10', total: '49.99' });
		expect(amounts.items[0]).toMatchObject({ amount: '39.99', tax: '10' });
	});

	test('only without its tax is inclusive', () => {
		expect(amountsOf(order({ grandTotal: money('119.00'), items: [item({ proceeds: proceeds({ ITEM: '119.00', TAX: { ITEM: '19.00' } }), proceedsTotal: money('119.00') })] }))).toMatchObject({ treatment: 'inclusive', tax: '19', total: '119' });
	});

	test('without any tax leaves the treatment open', () => {
		expect(amountsOf(order())).toMatchObject({ treatment: 'unstated', tax: '0', total: '10' });
	});

	test.each([['10.00'], ['-10.00']])('takes a discount of %s as a reduction, whatever its sign', (discount) => {
		const amounts = amountsOf(order({ grandTotal: money('5.00'), items: [item({ proceeds: proceeds({ ITEM: '10.00', SHIPPING: '5.00', DISCOUNT: discount }), proceedsTotal: money('5.00') })] }));
		expect(amounts.charges).toEqual([{ kind: 'shipping', amount: '5.00', tax: '0' }, { kind: 'discount', amount: '-10', tax: '0' }]);
	});

	test('puts tax on the charge that Amazon names', () => {
		const amounts = amountsOf(order({ grandTotal: money('20.75'), items: [item({ proceeds: proceeds({ ITEM: '10.00', SHIPPING: '6.00', GIFT_WRAP: '4.00', DISCOUNT: '1.00', TAX: { ITEM: '1.00', SHIPPING: '0.60', GIFT_WRAP: '0.25', DISCOUNT: '0.10' } }), proceedsTotal: money('20.75') })] }));
		expect(amounts.items[0]?.tax).toBe('1');
		expect(Object.fromEntries(amounts.charges.map((charge) => [charge.kind, charge.tax]))).toEqual({ shipping: '0.6', giftWrap: '0.25', discount: '-0.1' });
	});

	test('keeps every cent of a tax whose details do not add up, and says so', () => {
		const rows = [...proceeds({ ITEM: '10.00' }), { type: 'TAX', subtotal: money('1.00'), details: [{ subtype: 'ITEM', value: money('0.70') }] }];
		const amounts = amountsOf(order({ grandTotal: money('11.00'), items: [item({ proceeds: rows, proceedsTotal: money('11.00') })] }));
		expect(amounts.items[0]?.tax).toBe('1');
		expect(amounts.notices.map((notice) => notice.code)).toEqual(['order.taxDetailsDiffer']);
	});

	test('N18: a delivery tip, a cash on delivery fee and a kind of charge not known yet each become a charge, and all add up to the grand total', () => {
		const amounts = amountsOf(order({ grandTotal: money('2930', 'JPY'), orderProceeds: [{ type: 'DELIVERY_TIP', status: 'FINALIZED', subtotal: money('300', 'JPY') }, { type: 'ITEM', subtotal: money('2200', 'JPY') }], items: [item({ proceeds: proceeds({ ITEM: '2200', COD_FEE: '330', COOLING: '100' }, 'JPY'), proceedsTotal: money('2630', 'JPY') })] }));
		expect(amounts.charges).toEqual([{ kind: 'codFee', amount: '330', tax: '0' }, { kind: 'other', name: 'COOLING', amount: '100', tax: '0' }, { kind: 'tip', amount: '300', tax: '0' }]);
		expect(amounts.total).toBe('2930');
	});

	test('N19: a unit price that disagrees with the item amount is shown, and the item amount counts', () => {
		const amounts = amountsOf(order({ items: [item({ quantityOrdered: 2, unitPrice: money('6.00') })] }));
		expect(amounts.notices.map((notice) => notice.code)).toEqual(['order.unitPriceDiffers']);
		expect(amounts.total).toBe('10');
	});

	test('N17: free units, for which Amazon states no money at all, are worth zero', () => {
		const { grandTotal: _none, ...free } = order({ items: [item({ proceeds: [], proceedsTotal: undefined })] });
		expect(amountsOf(free)).toMatchObject({ total: '0', tax: '0', charges: [] });
	});
});

describe('an order whose parts do not add up', () => {
	test.each([
		['a total that is a cent too high', order({ grandTotal: money('10.01') })],
		['an item total that is a cent too low', order({ items: [item({ proceedsTotal: money('9.99') })] })],
		['a price without proceeds', { ...order({ items: [item({ proceeds: [], proceedsTotal: undefined, unitPrice: money('10.00') })] }), grandTotal: undefined }],
		['items that need different treatments', order({ grandTotal: money('31.00'), items: [item({ proceeds: proceeds({ ITEM: '10.00', TAX: { ITEM: '1.00' } }), proceedsTotal: money('11.00') }), item({ orderItemId: '2', proceeds: proceeds({ ITEM: '20.00', TAX: { ITEM: '2.00' } }), proceedsTotal: money('20.00') })] })],
	])('with %s is refused with its arithmetic', (_what, given) => {
		const result = reconcile(given as AmazonOrder);
		expect(result).toMatchObject({ ok: false, issue: { code: 'order.amountsDoNotReconcile', blocking: true } });
		expect(result.ok ? '' : result.issue.message).toMatch(/items and charges .* tax .* Amazon's total is/);
	});

	test('with two currencies is refused', () => {
		expect(reconcile(order({ grandTotal: money('10.00', 'EUR') }))).toMatchObject({ ok: false, issue: { code: 'order.severalCurrencies' } });
	});
});

const cents = fc.integer({ min: 0, max: 500_00 }).map((value) => (value / 100).toFixed(2));
const anyItem = fc.record({ ITEM: cents, SHIPPING: cents, GIFT_WRAP: cents, tax: cents, shippingTax: cents });

test('S65: whatever the prices, charges and tax, items, charges and tax add up to the total of Amazon', () => {
	fc.assert(
		fc.property(fc.array(anyItem, { minLength: 1, maxLength: 6 }), fc.boolean(), (parts, exclusive) => {
			const items = parts.map((part, index) => {
				const net = sum([part.ITEM, part.SHIPPING, part.GIFT_WRAP]);
				const total = exclusive ? sum([net, part.tax, part.shippingTax]) : net;
				return item({ orderItemId: String(index), proceeds: proceeds({ ITEM: part.ITEM, SHIPPING: part.SHIPPING, GIFT_WRAP: part.GIFT_WRAP, TAX: { ITEM: part.tax, SHIPPING: part.shippingTax } }), proceedsTotal: money(total) });
			});
			const grandTotal = sum(items.map((each) => each.proceedsTotal?.amount ?? '0'));
			const amounts = amountsOf(order({ items, grandTotal: money(grandTotal) }));
			const rows = sum([...amounts.items.map((each) => each.amount), ...amounts.charges.map((charge) => charge.amount)]);
			const taxes = sum([...amounts.items.map((each) => each.tax), ...amounts.charges.map((charge) => charge.tax)]);
			expect(equals(amounts.treatment === 'exclusive' ? add(rows, taxes) : rows, grandTotal)).toBe(true);
			expect(equals(taxes, amounts.tax)).toBe(true);
		}),
	);
});
