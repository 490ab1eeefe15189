import fc from 'fast-check';
import { planSale, type SalePlan } from '../../src/domain/accounting/planSale';
import type { SaleInput } from '../../src/domain/accounting/saleInput';
import { add, equals, sum } from '../../src/domain/money';
import { buyer, item, money, order, proceeds, saleInput, settings, store } from './orderExamples';

function planOf(over: Partial<SaleInput> = {}): SalePlan {
	const planning = planSale(saleInput(over));
	if (!planning.ok) throw new Error(planning.issues.map((issue) => issue.code).join());
	return planning.plan;
}
const codesOf = (over: Partial<SaleInput>): string[] => {
	const planning = planSale(saleInput(over));
	return planning.ok ? [] : planning.issues.map((issue) => issue.code);
};
const german = (over: Parameters<typeof store>[0] = {}) => ({
	store: store({ currencyRate: '1.08', taxRules: { lines: 'MwSt 19%', additionalCharges: 'MwSt 19%' }, ...over }, 'A1PA6795UKMFR9'),
	defaultCustomer: { ...saleInput().defaultCustomer, currency: 'EUR' },
});

describe('tax', () => {
	test('a European order without tax is inclusive, with the tax that the rule finds inside', () => {
		const plan = planOf({ ...german(), order: order({ marketplaceId: 'A1PA6795UKMFR9', grandTotal: money('15.95', 'EUR'), items: [item({ proceeds: proceeds({ ITEM: '11.96', SHIPPING: '3.99' }, 'EUR'), proceedsTotal: money('15.95', 'EUR') })] }) });
		expect(plan.header.taxInclusive).toBe(true);
		expect(plan.totals).toEqual({ currency: 'EUR', beforeTax: '13.4', tax: '2.55', total: '15.95' });
		expect(plan.lines[0]).toMatchObject({ taxRule: 'MwSt 19%', tax: '1.91' });
	});

	test('an American order without tax is exclusive, tax free', () => {
		const plan = planOf();
		expect(plan.header.taxInclusive).toBe(false);
		expect(plan.lines[0]).toMatchObject({ taxRule: 'Tax Exempt', tax: '0', total: '10' });
	});

	test('a tax that Amazon gives as part of the price is kept, in an inclusive sale', () => {
		const plan = planOf({ order: order({ grandTotal: money('11.00'), items: [item({ proceeds: proceeds({ ITEM: '11.00', TAX: { ITEM: '1.00' } }), proceedsTotal: money('11.00') })] }) });
		expect(plan.header.taxInclusive).toBe(true);
		expect(plan.totals).toEqual({ currency: 'USD', beforeTax: '10', tax: '1', total: '11' });
	});
});

test('the total of every plan is the total of Amazon, for any prices, quantities, charges, discounts and taxes', () => {
	const cents = fc.integer({ min: 0, max: 300_00 }).map((value) => (value / 100).toFixed(2));
	const part = fc.record({ ITEM: cents, SHIPPING: cents, DISCOUNT: cents, tax: cents, quantity: fc.integer({ min: 1, max: 40 }) });
	fc.assert(
		fc.property(fc.array(part, { minLength: 1, maxLength: 5 }), (parts) => {
			const items = parts.map((each, index) => {
				const total = sum([each.ITEM, each.SHIPPING, `-${each.DISCOUNT}`, each.tax]);
				return item({ orderItemId: String(index), quantityOrdered: each.quantity, proceeds: proceeds({ ITEM: each.ITEM, SHIPPING: each.SHIPPING, DISCOUNT: each.DISCOUNT, TAX: { ITEM: each.tax } }), proceedsTotal: money(total) });
			});
			const grandTotal = sum(items.map((each) => each.proceedsTotal?.amount ?? '0'));
			const plan = planOf({ store: store({ whenOrderHasNoValue: 'process' }), order: order({ items, grandTotal: money(grandTotal) }) });
			const rows = [...plan.lines, ...plan.charges];
			expect(equals(plan.totals.total, grandTotal)).toBe(true);
			expect(equals(add(sum(rows.map((row) => row.total)), sum(rows.map((row) => row.tax))), grandTotal)).toBe(true);
		}),
	);
});

test('N40: planning the same order twice gives the same bytes', () => {
	expect(JSON.stringify(planOf())).toBe(JSON.stringify(planOf()));
});

describe('what keeps a sale from being written', () => {
	test.each<[string, Partial<SaleInput>]>([
		['order.unknownMarketplace', { order: order({ marketplaceId: 'A1PA6795UKMFR9' }) }],
		['order.unknownStatus', { order: order({ status: 'UNKNOWN', unknownStatus: 'INVOICE_UNCONFIRMED' }) }],
		['order.noFulfillmentChannel', { order: { ...order(), fulfillmentChannel: undefined } }],
		['store.taxMappingUnfinished', { store: { ...store(), settings: { ...settings(), taxRules: { lines: 'Tax on Sales', additionalCharges: 'Tax on Charges' } } } }],
		['store.taxRuleMissing', { store: store({ taxRules: { lines: 'Gone', additionalCharges: 'Tax on Charges', taxFree: 'Tax Exempt' } }) }],
		['order.unmappedProduct', { links: new Map() }],
		['order.noLines', { order: order({ items: [], grandTotal: money('0.00') }) }],
		['order.proceedsWithheld', { order: order({ proceedsWithheld: true }) }],
		['order.moneyNotFinal', { order: order({ grandTotal: money('13.00'), orderProceeds: [{ type: 'DELIVERY_TIP', status: 'PENDING', subtotal: money('3.00') }] }) }],
		['order.zeroTotal', { order: order({ grandTotal: money('0.00'), items: [item({ proceeds: proceeds({ ITEM: '0.00' }), proceedsTotal: money('0.00') })] }) }],
		['order.addressMissing', { buyer: { name: 'Robin Example' } }],
		['store.customerCurrency', { defaultCustomer: { ...saleInput().defaultCustomer, currency: 'EUR' } }],
		['store.currencyRateMissing', { books: { ...saleInput().books, company: { currency: 'AUD' } } }],
		['store.periodLocked', { books: { ...saleInput().books, company: { currency: 'USD', lockDate: '2026-03-10' } } }],
		['store.noTerms', { store: store({ terms: 'Never' }) }],
		['store.locationMissing', { store: store({ merchantLocation: 'Closed' }) }],
		['store.paymentAccount', { store: store({ paymentAccount: '610' }) }],
		['store.revenueAccount', { store: store({ revenueAccount: '710' }) }],
		['order.amountsDoNotReconcile', { order: order({ grandTotal: money('10.01') }) }],
	])('%s', (code, over) => {
		expect(codesOf(over)).toContain(code);
		const planning = planSale(saleInput(over));
		for (const issue of planning.ok ? [] : planning.issues) {
			expect(issue.hint).not.toBe('');
			expect(`${issue.message} ${issue.hint}`).not.toMatch(/Robin|Example Street|robin@/);
		}
	});

	test('several reasons are all told at once', () => {
		expect(codesOf({ links: new Map(), buyer: undefined, store: store({ terms: 'Never' }) })).toEqual(['order.unmappedProduct', 'order.addressMissing', 'store.noTerms']);
	});

	test('an order that is shipped already, or that Amazon ships, needs no address', () => {
		expect(codesOf({ buyer: undefined, order: order({ status: 'SHIPPED' }) })).toEqual([]);
		expect(codesOf({ buyer: undefined, order: order({ status: 'SHIPPED', fulfillmentChannel: 'AFN' }) })).toEqual([]);
	});

	test('the day after the lock date is open', () => {
		expect(codesOf({ books: { ...saleInput().books, company: { currency: 'USD', lockDate: '2026-03-09' } } })).toEqual([]);
	});
});

describe('payments', () => {
	const paying = { paymentAccount: '710', invoiceStatus: 'AUTHORISED' as const };

	test('wait for an authorized invoice, and for the money', () => {
		expect(planOf({ store: store(paying) }).payment).toMatchObject({ account: '710', amount: '10', reference: '111-0000001-0000001' });
		expect(planOf({ store: store({ ...paying, invoiceStatus: 'DRAFT' }) }).payment).toBeUndefined();
		expect(planOf({ store: store(paying), order: order({ fulfillmentChannel: 'AFN', status: 'UNSHIPPED' }) }).payment).toBeUndefined();
	});

	test('there is none for a replacement or for nothing', () => {
		expect(planOf({ store: store(paying), order: order({ replaces: { orderId: '111-0', kind: 'replacement' } }) }).payment).toBeUndefined();
		expect(planOf({ store: store({ ...paying, whenOrderHasNoValue: 'process' }), order: order({ grandTotal: money('0.00'), items: [item({ proceeds: [], proceedsTotal: undefined })] }) }).payment).toBeUndefined();
	});
});

describe('locations', () => {
	test.each([
		['the merchant location', {}, {}, 'Main Warehouse'],
		['the location of Amazon-fulfilled orders', { fulfillmentChannel: 'AFN', status: 'SHIPPED' }, {}, 'FBA US'],
		['the routed location first', {}, { orderRouting: [{ country: 'CA', location: 'FBA US' }, { country: 'US', state: 'IL', location: 'Reno' }] }, 'Reno'],
		['the default of the tenant', {}, { merchantLocation: undefined }, 'Main Warehouse'],
	])('%s', (_what, orderOver, settingsOver, location) => {
		expect(planOf({ order: order(orderOver as never), store: store(settingsOver as never), buyer }).header.location).toBe(location);
	});
});
