import { reconcile } from '../../src/domain/orders/amounts';
import type { AmazonOrderItem, OrderStatus } from '../../src/domain/orders/order';
import { amountFitsUnits, unitsThatCount } from '../../src/domain/orders/units';
import { item, money, order, proceeds } from './orderExamples';

const counts = (quantityOrdered: number, quantityFulfilled?: number, quantityUnfulfilled?: number): AmazonOrderItem => item({ quantityOrdered, quantityFulfilled, quantityUnfulfilled });

test.each<[string, AmazonOrderItem, OrderStatus, number]>([
	['all shipped', counts(3, 3, 0), 'SHIPPED', 3],
	['one canceled, the others shipped', counts(3, 2, 0), 'SHIPPED', 2],
	['one shipped, one to ship, one canceled', counts(3, 1, 1), 'PARTIALLY_SHIPPED', 2],
	['one canceled before anything is shipped', counts(3, 0, 2), 'UNSHIPPED', 2],
	['all canceled, beside an item that is shipped', counts(3, 0, 0), 'SHIPPED', 0],
	['no counts', counts(3), 'SHIPPED', 3],
	['one count alone', counts(3, 1), 'SHIPPED', 3],
	['counts of an order that is not to be shipped yet', counts(3, 0, 0), 'PENDING', 3],
	['more than was ordered', counts(3, 4, 0), 'SHIPPED', 3],
])('N21: units that count: %s', (_what, given, status, units) => {
	expect(unitsThatCount(given, status)).toBe(units);
});

test.each([
	['the price of the units that are left', 1, '10.00', '10.00', true],
	['the price of all', 1, '10.00', '20.00', false],
	['neither', 1, '10.00', '15.00', false],
	['no unit price to tell by', 1, undefined, '10.00', false],
	['nothing', 1, '10.00', '0.00', true],
	['nothing for no units', 0, '10.00', '0.00', true],
	['something for no units', 0, '10.00', '20.00', false],
	['any amount where nothing was canceled', 2, '10.00', '15.00', true],
])('N21: an amount that is %s', (_what, units, unitPrice, amount, fits) => {
	expect(amountFitsUnits(item({ quantityOrdered: 2, unitPrice: unitPrice === undefined ? undefined : money(unitPrice) }), units, amount, '0')).toBe(fits);
});

test('N21: a tax without units fits nothing', () => {
	expect(amountFitsUnits(item(), 0, '0', '0.80')).toBe(false);
});

test('N19: the unit price is compared with the units that count', () => {
	const given = order({ status: 'SHIPPED', items: [item({ quantityOrdered: 3, quantityFulfilled: 1, quantityUnfulfilled: 0, unitPrice: money('10.00'), proceeds: proceeds({ ITEM: '10.00' }) })] });
	expect(reconcile(given)).toMatchObject({ ok: true, amounts: { notices: [], items: [{ units: 1 }] } });
});
