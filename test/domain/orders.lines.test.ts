import fc from 'fast-check';
import { equals, multiply, sum } from '../../src/domain/money';
import { containedTax, exactLines, shareInCoins } from '../../src/domain/orders/lines';

test('S153: quantity 2 at 10.00 is one line of 20.00', () => {
	expect(exactLines('20.00', 2, '1.60', 'USD')).toEqual([{ quantity: 2, price: '10', total: '20', tax: '1.60' }]);
});

test.each([
	['10.00', 3, 'USD', [[2, '3.33'], [1, '3.34']]],
	['100', 3, 'JPY', [[2, '33'], [1, '34']]],
	['10.00', 8, 'USD', [[8, '1.25']]],
	['1.0001', 1, 'USD', [[1, '1.0001']]],
	['0', 5, 'USD', [[5, '0']]],
])('%s for %d in %s becomes lines that are exact', (total, quantity, currency, expected) => {
	expect(exactLines(total, quantity, '0', currency).map((line) => [line.quantity, line.price])).toEqual(expected);
});

test('quantity x price, totals and taxes of the lines always add up, with a price of four decimals at most', () => {
	const coins = fc.integer({ min: 0, max: 10_000_00 });
	fc.assert(
		fc.property(coins, fc.integer({ min: 1, max: 999 }), coins, fc.constantFrom('USD', 'JPY'), (total, quantity, tax, currency) => {
			const digits = currency === 'JPY' ? 0 : 2;
			const stated = (total / 10 ** digits).toFixed(digits);
			const statedTax = (tax / 10 ** digits).toFixed(digits);
			const lines = exactLines(stated, quantity, statedTax, currency);
			expect(lines.length).toBeLessThanOrEqual(2);
			expect(lines.reduce((units, line) => units + line.quantity, 0)).toBe(quantity);
			expect(equals(sum(lines.map((line) => multiply(line.price, line.quantity))), stated)).toBe(true);
			expect(equals(sum(lines.map((line) => line.total)), stated)).toBe(true);
			expect(equals(sum(lines.map((line) => line.tax)), statedTax)).toBe(true);
			for (const line of lines) expect(line.price).toMatch(/^\d+(\.\d{1,4})?$/);
		}),
	);
});

test('a quantity that is no whole, positive number is refused', () => {
	for (const quantity of [0, -1, 1.5]) expect(() => exactLines('1', quantity, '0', 'USD')).toThrow(RangeError);
});

test('shares of an amount add up to it', () => {
	expect(shareInCoins('0.05', [1, 1, 1], 2)).toEqual(['0.02', '0.02', '0.01']);
	expect(() => shareInCoins('1', [0, 0], 2)).toThrow(RangeError);
});

test('the tax inside a total is total x rate / (100 + rate), in whole coins', () => {
	expect(containedTax('119.00', '19', 'EUR')).toBe('19.00');
	expect(containedTax('15.95', '19', 'EUR')).toBe('2.55');
	expect(containedTax('2200', '10', 'JPY')).toBe('200');
	expect(containedTax('15.95', '0', 'EUR')).toBe('0');
});
