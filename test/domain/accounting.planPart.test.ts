import { planSale, type SalePlan } from '../../src/domain/accounting/planSale';
import type { SaleInput } from '../../src/domain/accounting/saleInput';
import { item, money, order, proceeds, saleInput, store } from './orderExamples';

function planOf(over: Partial<SaleInput> = {}): SalePlan {
	const planning = planSale(saleInput(over));
	if (!planning.ok) throw new Error(planning.issues.map(({ code }) => code).join());
	return planning.plan;
}
const promoted = (over: Parameters<typeof order>[0] = {}) => order({
	grandTotal: money('22.50'),
	items: [
		item({ quantityOrdered: 2, proceeds: proceeds({ ITEM: '20.00', SHIPPING: '5.00', DISCOUNT: '6.00', TAX: { ITEM: '1.00', SHIPPING: '0.50', DISCOUNT: '0.30' } }), proceedsTotal: money('20.20'), promotionIds: ['SPRING'] }),
		item({ orderItemId: '2', sellerSku: 'CUP', proceeds: proceeds({ ITEM: '2.30' }), proceedsTotal: money('2.30') }),
	],
	...over,
});
const serviceLine = { whenProductIsNotMapped: 'serviceLine' as const };

describe('N8: the part that is kept with an order', () => {
	test('is what the sale has of it, with Amazon\'s SKUs and what each charge is for', () => {
		const plan = planOf({ order: promoted(), store: store({ ...serviceLine, revenueAccount: '210' }) });
		expect(plan.part).toEqual({
			orderId: '111-0000001-0000001', taxInclusive: false, location: 'Main Warehouse', day: '2026-03-10', currencyRate: '1', account: '210',
			lines: plan.lines, charges: plan.charges, totals: plan.totals, payable: '22.5',
		});
		expect(plan.lines.map(({ sellerSku }) => sellerSku)).toEqual(['MUG']);
		expect(plan.charges.map(({ kind, sellerSku }) => [kind, sellerSku])).toEqual([['goods', 'CUP'], ['shipping', undefined], ['discount', undefined]]);
	});
	test.each([
		['a paid order', {}, '22.5'],
		['an order that is not paid', { fulfillmentChannel: 'AFN', status: 'UNSHIPPED' }, '0'],
		['a replacement', { replaces: { orderId: '111-0', kind: 'replacement' } }, '0'],
	])('S72: what is payable of %s does not hang on the settings', (_what, over, payable) => {
		for (const settings of [{}, { paymentAccount: '710', invoiceStatus: 'AUTHORISED' as const }]) {
			const plan = planOf({ order: promoted(over as never), store: store({ ...serviceLine, ...settings }) });
			expect(plan.part?.payable).toBe(payable);
			if (plan.payment) expect(plan.payment.amount).toBe(payable);
		}
	});
});

describe('charges', () => {
	test('S154, S155: shipping and discount are charges of the whole order, with the names of the promotions', () => {
		expect(planOf({ order: promoted(), store: store(serviceLine) }).charges.slice(1)).toMatchObject([
			{ description: 'Shipping', quantity: 1, price: '5.00', tax: '0.5' },
			{ description: 'Discount', quantity: 1, price: '-6', tax: '-0.3', comment: 'SPRING' },
		]);
	});
	test('P31: have the names of the store\'s own service products', () => {
		const chargeProducts = { shipping: 'AMZ Freight', discount: 'AMZ Promotion' };
		expect(planOf({ order: promoted(), store: store({ ...serviceLine, chargeProducts }) }).charges.map(({ description }) => description)).toEqual(['Mug', 'AMZ Freight', 'AMZ Promotion']);
	});
	test('P30: goods without a product are a charge with quantity, total and Amazon\'s SKU', () => {
		expect(planOf({ order: promoted(), store: store(serviceLine) }).charges[0]).toMatchObject({ description: 'Mug', quantity: 1, total: '2.3', comment: 'Amazon SKU CUP, which no product is linked to', kind: 'goods' });
	});
});

describe('S154: a store whose tenant refuses negative charges', () => {
	const settings = { ...serviceLine, discounts: 'lineDiscount' as const };

	test('has discounts inside the prices, told on the lines, at Amazon\'s total and tax', () => {
		const [inside, charged] = [planOf({ order: promoted(), store: store(settings) }), planOf({ order: promoted(), store: store(serviceLine) })];
		expect(inside.totals).toEqual(charged.totals);
		expect([...inside.lines, ...inside.charges].map(({ total, tax, comment }) => [total, tax, comment])).toEqual([
			['14.62', '0.7', 'Discount of 5.38 by Amazon included'],
			['1.68', '0', 'Amazon SKU CUP, which no product is linked to; Discount of 0.62 by Amazon included'],
			['5.00', '0.5', undefined],
		]);
	});
	test('N18: has a discount that is larger than the goods in the shipping', () => {
		const free = order({ grandTotal: money('2.00'), items: [item({ proceeds: proceeds({ ITEM: '10.00', SHIPPING: '5.00', DISCOUNT: '13.00' }), proceedsTotal: money('2.00') })] });
		const plan = planOf({ order: free, store: store(settings) });
		expect(plan.lines).toMatchObject([{ total: '0', price: '0' }]);
		expect(plan.charges).toMatchObject([{ total: '2', kind: 'shipping', comment: 'Discount of 3.00 by Amazon included' }]);
	});
	test('holds an order whose discount does not go in', () => {
		const odd = order({ grandTotal: money('0.50'), items: [item({ proceeds: proceeds({ ITEM: '10.00', DISCOUNT: '10.50', TAX: { ITEM: '1.00' } }), proceedsTotal: money('0.50') })] });
		expect(planSale(saleInput({ order: odd, store: store(settings) }))).toMatchObject({ ok: false, issues: [{ code: 'order.discountTooLarge' }] });
		expect(planOf({ order: odd }).totals.total).toBe('0.5');
	});
	test('tells a discount once where an item needs two lines', () => {
		const three = order({ grandTotal: money('9.00'), items: [item({ quantityOrdered: 3, proceeds: proceeds({ ITEM: '10.00', DISCOUNT: '1.00' }), proceedsTotal: money('9.00') })] });
		expect(planOf({ order: three, store: store(settings) }).lines.map(({ comment }) => comment)).toEqual(['Discount of 1.00 by Amazon included']);
		const uneven = order({ grandTotal: money('9.50'), items: [item({ quantityOrdered: 3, proceeds: proceeds({ ITEM: '10.00', DISCOUNT: '0.50' }), proceedsTotal: money('9.50') })] });
		expect(planOf({ order: uneven, store: store(settings) }).lines.map(({ quantity, comment }) => [quantity, comment])).toEqual([[2, 'Discount of 0.50 by Amazon included'], [1, undefined]]);
	});
});
