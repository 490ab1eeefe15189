import fc from 'fast-check';
import { lastClosableDay, planDailySales, targetDays, writtenPlan } from '../../src/domain/accounting/dailySales';
import type { DailySale } from '../../src/domain/accounting/dailySale';
import type { SalePlan } from '../../src/domain/accounting/planSale';
import type { SaleLine } from '../../src/domain/accounting/sale';
import type { SalePart } from '../../src/domain/accounting/salePart';
import { add, equals, multiply, sum } from '../../src/domain/money';
import { store } from './orderExamples';
import { charge, line, part, plan } from './partExamples';

const DAY = '2020-05-28';
const daily = (over: Parameters<typeof store>[0] = {}) => store({ consolidation: 'daily', ...over });
const salesOf = (plans: readonly SalePlan[], over: Parameters<typeof store>[0] = {}, books: Parameters<typeof planDailySales>[3] = {}): readonly DailySale[] => planDailySales(DAY, plans, daily(over), books);
const only = (sales: readonly DailySale[]): DailySale => {
	expect(sales).toHaveLength(1);
	return sales[0] as DailySale;
};
const written = (sale: DailySale): SalePlan => writtenPlan(sale.frame, sale.parts);
const order = (number: number, over: Parameters<typeof part>[0] = {}, currency?: string): SalePart => part({ orderId: `111-0000000-000000${number}`, ...over }, currency);

describe('S24: the last day that can be closed', () => {
	test.each([
		['00:00', '2020-05-29T03:59:59.999Z', '2020-05-27'],
		['00:00', '2020-05-29T04:00:00.000Z', '2020-05-28'],
		['18:00', '2020-05-28T21:59:59.999Z', '2020-05-27'],
		['18:00', '2020-05-28T22:00:00.000Z', '2020-05-28'],
	])('closing at %s in New York, at %s it is %s', (consolidationTime, now, day) => {
		expect(lastClosableDay(Date.parse(now), { timeZone: 'America/New_York', consolidationTime })).toBe(day);
	});
});

describe('the day of an order', () => {
	const settings = { timeZone: 'UTC', consolidationTime: '00:00' };
	const target = (instant: string, closed: readonly string[], lastClosable: string): string | undefined => targetDays([{ orderId: 'o', instant }], new Set(closed), lastClosable, settings).get('o');

	test.each([
		['S23: its own', '2020-05-26T12:00:00.000Z', [], '2020-05-28', '2020-05-26'],
		['S24: none before its day is over', '2020-05-29T00:00:00.000Z', [], '2020-05-28', undefined],
		['N7: the last day that is over, when its own is closed', '2020-05-26T12:00:00.000Z', ['2020-05-26'], '2020-05-28', '2020-05-28'],
		['N7: not a closed day between', '2020-05-26T12:00:00.000Z', ['2020-05-26', '2020-05-27'], '2020-05-28', '2020-05-28'],
		['D14: none, until the next day is over, when all days are closed', '2020-05-28T12:00:00.000Z', ['2020-05-28'], '2020-05-28', undefined],
		['D14: none, when the last day that is over is closed too', '2020-05-26T12:00:00.000Z', ['2020-05-26', '2020-05-28'], '2020-05-28', undefined],
		['D14: the next day, once that is over', '2020-05-28T12:00:00.000Z', ['2020-05-28'], '2020-05-29', '2020-05-29'],
	])('is %s', (_what, instant, closed, lastClosable, day) => {
		expect(target(instant, closed, lastClosable)).toBe(day);
	});

	test('D14: no order ever goes on a closed day or one that is not over, and each finds its day when a day more is over', () => {
		const day = fc.integer({ min: 1, max: 27 }).map((date) => `2020-05-${String(date).padStart(2, '0')}`);
		fc.assert(fc.property(day, fc.uniqueArray(day), day, (own, closed, lastClosable) => {
			const found = target(`${own}T12:00:00.000Z`, closed, lastClosable);
			if (found !== undefined) expect(!closed.includes(found) && found <= lastClosable && found >= own).toBe(true);
			if (own <= lastClosable) expect(target(`${own}T12:00:00.000Z`, closed, '2020-05-28')).toBeDefined();
		}));
	});
});

describe('the sales of a day', () => {
	test('S145: bear its date in the form of the store, and are found again by store, day and number', () => {
		const sales = salesOf([plan(order(1)), plan(order(2, {}, 'CAD'))], { dateFormat: 'dd/MM/yyyy' });
		expect(sales.map(({ frame }) => [frame.reference, frame.header.customerReference, frame.header.externalId])).toEqual([
			['Amazon Sales for 28/05/2020', 'Amazon Sales for 28/05/2020', 'A1HARBORPINE-US|2020-05-28|1'],
			['Amazon Sales for 28/05/2020 (2)', 'Amazon Sales for 28/05/2020 (2)', 'A1HARBORPINE-US|2020-05-28|2'],
		]);
		expect(only(salesOf([plan(order(1))], { dateFormat: 'MM/dd/yyyy' })).frame.reference).toBe('Amazon Sales for 05/28/2020');
	});

	test('D15: part by currency, then tax treatment, then location, whatever order the orders come in', () => {
		const orders = [order(1, { location: 'Reno' }), order(2, { taxInclusive: true }), order(3), order(4, {}, 'CAD'), order(5)].map((each) => plan(each));
		const shown = (plans: readonly SalePlan[]) => salesOf(plans).map(({ number, frame, parts }) => [number, parts[0]?.totals.currency, frame.header.taxInclusive, frame.header.location, parts.map(({ orderId }) => orderId.slice(-1)).sort().join()]);
		const expected = [[1, 'CAD', false, 'Main Warehouse', '4'], [2, 'USD', false, 'Main Warehouse', '3,5'], [3, 'USD', false, 'Reno', '1'], [4, 'USD', true, 'Main Warehouse', '2']];
		expect(shown(orders)).toEqual(expected);
		expect(shown([...orders].reverse())).toEqual(expected);
	});

	test('S146: dates are the day, the due date follows the term, and every part is of the day', () => {
		const late = plan(order(1, { day: '2020-05-25' }));
		const { frame, parts } = only(salesOf([late], {}, { term: { duration: 30, method: 'number of days' } }));
		expect(frame.header).toMatchObject({ saleOrderDate: DAY, requiredBy: DAY });
		expect(frame.invoice).toEqual({ status: 'AUTHORISED', date: DAY, dueDate: '2020-06-27', account: '200' });
		expect(parts.map(({ day }) => day)).toEqual([DAY]);
	});

	test('S144: the customer and its addresses are those of the plans, the pick mode and the payment account those of the store', () => {
		const { frame } = only(salesOf([plan(order(1)), plan(order(2))], { autoPickPackShip: 'AUTOPICK', paymentAccount: '710' }));
		expect(frame).toMatchObject({ customer: { kind: 'default', customerId: 'c-default' }, autoPickPackShip: 'AUTOPICK', paymentAccount: '710' });
		expect(frame.header.billingAddress).toEqual({ line1: '9 Billing Road', country: 'US' });
		expect(only(salesOf([plan(order(1))])).frame).not.toHaveProperty('paymentAccount');
	});

	test('S146: the notes of all orders are joined', () => {
		const { header } = only(salesOf([plan(order(1), { header: { note: '1: At the door', shippingNotes: '1: At the door' } }), plan(order(2)), plan(order(3), { header: { note: '3: Gift' } })])).frame;
		expect([header.note, header.shippingNotes]).toEqual(['1: At the door\n3: Gift', '1: At the door']);
		expect(only(salesOf([plan(order(1)), plan(order(2))])).frame.header).not.toHaveProperty('note');
	});

	test.each<[string, readonly SalePlan[], string, object]>([
		['is the one of all orders', [plan(order(1)), plan(order(2))], 'UPS', {}],
		['is added when it is unknown', [plan(order(1), { header: { carrier: 'Yodel' }, missing: { carrier: 'Yodel' } })], 'Yodel', { carrier: 'Yodel' }],
		['is Free Shipping when they differ', [plan(order(1)), plan(order(2), { header: { carrier: 'Yodel' }, missing: { carrier: 'Yodel' } })], 'Free shipping', {}],
		['is as Cin7 Core writes it where a plan found it', [plan(order(1)), plan(order(2), { header: { carrier: 'FREE SHIPPING' } })], 'FREE SHIPPING', {}],
	])('S143: the carrier %s', (_what, plans, carrier, missing) => {
		const { frame } = only(salesOf(plans, {}, { carriers: [{ name: 'UPS' }, { name: 'Free shipping' }] }));
		expect([frame.header.carrier, frame.missing]).toEqual([carrier, missing]);
	});

	test('S143: a carrier for orders without one that Cin7 Core does not know is added', () => {
		const plans = [plan(order(1)), plan(order(2), { header: { carrier: 'DHL' } })];
		expect(only(salesOf(plans, {}, { carriers: [{ name: 'UPS' }] })).frame.missing).toEqual({ carrier: 'Free Shipping' });
	});

	test('S131: a sales representative that one of the plans misses is added; one that may exist makes all be looked for', () => {
		const { frame } = only(salesOf([plan(order(1)), plan(order(2), { missing: { salesRepresentative: 'Harbor US' }, mayExistAlready: true })]));
		expect(frame).toMatchObject({ missing: { salesRepresentative: 'Harbor US' }, mayExistAlready: true });
		expect(only(salesOf([plan(order(1))])).frame.mayExistAlready).toBe(false);
	});

	test('are none without orders; a plan without its part is a defect', () => {
		expect(salesOf([])).toEqual([]);
		expect(() => salesOf([plan(order(1), { part: undefined })])).toThrow('has no part');
	});
});

describe('N8: a sale of more rows than the store wants', () => {
	const ofProducts = (number: number, ...products: readonly string[]): SalePlan => plan(order(number, { lines: products.map((productId) => line({ productId })) }));
	const shares = (plans: readonly SalePlan[], maximumSaleLines: number): readonly string[] => salesOf(plans, { maximumSaleLines }).map(({ parts }) => parts.map(({ orderId }) => orderId.slice(-1)).join(''));

	test('is split between orders', () => {
		expect(shares([ofProducts(1, 'a'), ofProducts(2, 'b'), ofProducts(3, 'c')], 2)).toEqual(['12', '3']);
		expect(salesOf([ofProducts(1, 'a'), ofProducts(2, 'b'), ofProducts(3, 'c')], { maximumSaleLines: 2 }).map(({ frame }) => frame.reference)).toEqual(['Amazon Sales for 28/05/2020', 'Amazon Sales for 28/05/2020 (2)']);
	});

	test('is not, as long as its rows merge', () => {
		expect(shares([ofProducts(1, 'a'), ofProducts(2, 'a', 'b'), ofProducts(3, 'b')], 2)).toEqual(['123']);
	});

	test('never splits an order: one that has more has a sale of its own', () => {
		expect(shares([ofProducts(1, 'a'), ofProducts(2, 'a', 'b', 'c'), ofProducts(3, 'a')], 2)).toEqual(['1', '2', '3']);
	});

	test('counts charges too', () => {
		const shipped = (number: number, comment: string): SalePlan => plan(order(number, { charges: [charge({ comment })] }));
		expect(shares([shipped(1, 'a'), shipped(2, 'a'), shipped(3, 'b')], 2)).toEqual(['12', '3']);
	});
});

describe('what is written', () => {
	test('N8: rows of the same product, price, rule, comment and account are one; all others stay apart', () => {
		const lines = [line({ quantity: 2, price: '10', tax: '1.60' }), line({ price: '10.00', tax: '0.80' }), line({ price: '9' }), line({ taxRule: 'Tax Exempt' }), line({ comment: 'Gift' }), line({ account: '210' })];
		const merged = written(only(salesOf(lines.map((each, index) => plan(order(index, { lines: [each] })))))).lines;
		expect(merged.map(({ quantity, price, tax, total, taxRule, comment, account }) => [quantity, price, tax, total, taxRule, comment, account])).toEqual([
			[3, '10', '2.4', '30', 'Tax on Sales', undefined, undefined],
			[1, '9', '0', '9', 'Tax on Sales', undefined, undefined],
			[1, '10', '0', '10', 'Tax Exempt', undefined, undefined],
			[1, '10', '0', '10', 'Tax on Sales', 'Gift', undefined],
			[1, '10', '0', '10', 'Tax on Sales', undefined, '210'],
		]);
	});

	test('N8: charges of one kind are one amount; goods without a product keep quantity and price', () => {
		const goods = (over: Parameters<typeof charge>[0]) => charge({ description: 'Lamp', kind: 'goods', ...over });
		const charges = [charge({ price: '4', tax: '0.32' }), charge({ price: '3.5' }), charge({ price: '-5', kind: 'discount', description: 'Discount' }), goods({ quantity: 2, price: '7' }), goods({ price: '7' }), goods({ price: '8' })];
		const merged = written(only(salesOf(charges.map((each, index) => plan(order(index, { charges: [each] })))))).charges;
		expect(merged.map(({ kind, quantity, price, tax, total }) => [kind, quantity, price, tax, total])).toEqual([
			['shipping', 1, '7.5', '0.32', '7.5'],
			['discount', 1, '-5', '0', '-5'],
			['goods', 3, '7', '0', '21'],
			['goods', 1, '8', '0', '8'],
		]);
	});

	test('names the orders in it, without what it was planned from', () => {
		const sale = written(only(salesOf([plan(order(1)), plan(order(2))], { paymentAccount: '710' })));
		expect(sale.orderIds).toEqual(['111-0000000-0000001', '111-0000000-0000002']);
		expect(sale).not.toHaveProperty('paymentAccount');
		expect(sale).not.toHaveProperty('part');
	});

	test('S157: is paid as far as Amazon has the money, under the name by which the sale is found', () => {
		const plans = [plan(order(1)), plan(order(2, { payable: '0' })), plan(order(3))];
		const sale = only(salesOf(plans, { paymentAccount: '710' }));
		expect(written(sale).payment).toEqual({ reference: 'A1HARBORPINE-US|2020-05-28|1', amount: '20', datePaid: DAY, account: '710', currencyRate: '1' });
		expect(writtenPlan(sale.frame, sale.parts.slice(1, 2)).payment).toBeUndefined();
		expect(written(only(salesOf(plans))).payment).toBeUndefined();
		const draft = plans.map((each) => ({ ...each, invoice: { ...each.invoice, status: 'DRAFT' as const } }));
		expect(written(only(salesOf(draft, { paymentAccount: '710' }))).payment).toBeUndefined();
	});

	test('is nothing without an order, and never what its orders do not add up to', () => {
		const { frame, parts } = only(salesOf([plan(order(1))]));
		expect(() => writtenPlan(frame, [])).toThrow(RangeError);
		expect(() => writtenPlan(frame, parts.map((each) => ({ ...each, totals: { ...each.totals, total: '10.01' } })))).toThrow('its orders have 10.01');
	});
});

describe('properties of daily sales', () => {
	const coins = (currency: string, most: number) => fc.integer({ min: 0, max: most }).map((value) => (currency === 'JPY' ? String(value) : (value / 100).toFixed(2)));
	const anyPart = fc.constantFrom('USD', 'JPY').chain((currency) => {
		const price = fc.oneof(coins(currency, 3000), ...(currency === 'USD' ? [fc.constantFrom('3.3333', '0.0001', '12.5')] : []));
		const rows = fc.array(fc.record({ productId: fc.constantFrom('a', 'b', 'c'), quantity: fc.integer({ min: 1, max: 9 }), price, tax: coins(currency, 400), taxRule: fc.constantFrom('r1', 'r2') }), { maxLength: 4 });
		const charges = fc.array(fc.record({ price: coins(currency, 900).chain((value) => fc.constantFrom(value, multiply(value, -1))), tax: coins(currency, 90), kind: fc.constantFrom('shipping' as const, 'discount' as const, 'goods' as const) }), { maxLength: 3 });
		return fc.record({ taxInclusive: fc.boolean(), location: fc.constantFrom('East', 'West'), lines: rows, charges, unpaid: fc.boolean() }).map(({ lines, charges: all, unpaid, ...rest }) => {
			const kept = part({ ...rest, lines: lines.map((row) => line(row)), charges: all.map((row) => charge(row)) }, currency);
			return unpaid ? { ...kept, payable: '0' } : kept;
		});
	});
	const exact = (row: Pick<SaleLine, 'quantity' | 'price' | 'total'>): boolean => equals(multiply(row.price, row.quantity), row.total);

	test('N8: the parts add up to the sale to the smallest coin, every row is quantity x price, and no order is lost or twice', () => {
		fc.assert(fc.property(fc.array(anyPart, { minLength: 1, maxLength: 30 }), fc.integer({ min: 1, max: 6 }), (parts, maximumSaleLines) => {
			const orders = parts.map((each, index) => plan({ ...each, orderId: String(index) }));
			const sales = salesOf(orders, { maximumSaleLines, paymentAccount: '710' });
			for (const sale of sales) {
				const document = written(sale);
				const rows = [...document.lines, ...document.charges];
				const total = sum(sale.parts.map(({ totals }) => totals.total));
				expect(equals(document.totals.total, total)).toBe(true);
				expect(equals(add(document.totals.beforeTax, document.totals.tax), total)).toBe(true);
				expect(equals(document.payment?.amount ?? '0', sum(sale.parts.map(({ payable }) => payable))) || document.payment === undefined).toBe(true);
				expect(rows.every(exact)).toBe(true);
				expect(rows.length <= maximumSaleLines || sale.parts.length === 1).toBe(true);
				expect(new Set(sale.parts.map(({ totals, taxInclusive, location }) => `${totals.currency} ${taxInclusive} ${location}`)).size).toBe(1);
			}
			expect(sales.flatMap((sale) => sale.parts.map(({ orderId }) => orderId)).sort()).toEqual(orders.map(({ reference }) => reference).sort());
			expect(sales.map(({ number }) => number)).toEqual(sales.map((_, index) => index + 1));
		}));
	});

	test('N40: 5,000 orders of a day are planned in less than 300 ms, and exactly', () => {
		const plans = Array.from({ length: 5000 }, (_, index) => plan(part({ orderId: String(index), lines: [line({ productId: `p-${index % 300}`, price: (5 + (index % 7) / 100).toFixed(2), tax: '0.41' })], charges: [charge({ price: '3.99', tax: '0.33' })] })));
		const runs = [1, 2, 3, 4, 5].map(() => {
			const begun = performance.now();
			const sales = planDailySales(DAY, plans, daily({ maximumSaleLines: 500 })).map(written);
			return { took: performance.now() - begun, sales };
		});
		expect(sum(runs[0]?.sales.map(({ totals }) => totals.total) ?? [])).toBe(sum(plans.map(({ totals }) => totals.total)));
		expect(Math.min(...runs.map(({ took }) => took))).toBeLessThan(300);
	});
});
