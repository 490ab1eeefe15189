import { Decimal } from 'decimal.js';
import fc from 'fast-check';
import { absolute, add, compare, divide, equals, format, fromJsonNumber, isAmount, isNegative, isZero, minorUnitDigits, multiply, negate, round, subtract, sum, toJsonNumber, truncate } from '../../src/domain/money';

test('N40: sums that a floating point number gets wrong are exact', () => {
	expect(add('0.1', '0.2')).toBe('0.3');
	expect(sum(Array.from({ length: 1000 }, () => '0.1'))).toBe('100');
	expect(subtract('1.1', '1')).toBe('0.1');
	expect(multiply('1.005', '100')).toBe('100.5');
});

test.each([
	[round('1', 2), '1.00'],
	[round('1.005', 2), '1.01'],
	[round('-1.005', 2), '-1.01'],
	[round('-0.001', 2), '0.00'],
	[truncate('3.339', 2), '3.33'],
	[truncate('-3.339', 2), '-3.33'],
	[negate('0'), '0'],
	[absolute('-2.50'), '2.5'],
	[format('12.3', 'USD'), '12.30'],
	[format('1200', 'JPY'), '1200'],
	[format('3.3333', 'USD'), '3.3333'],
	[fromJsonNumber(1e-7), '0.0000001'],
])('%s is %s', (actual, expected) => {
	expect(actual).toBe(expected);
});

test('a currency without minor unit has no digits', () => {
	expect([minorUnitDigits('JPY'), minorUnitDigits('jpy'), minorUnitDigits('USD'), minorUnitDigits('PLN')]).toEqual([0, 0, 2, 2]);
});

test('an amount that a JSON number cannot carry is refused, never rounded', () => {
	expect(toJsonNumber('1234567.89')).toBe(1234567.89);
	expect(() => toJsonNumber('12345678901234567.89')).toThrow(RangeError);
});

test('dividing by zero throws', () => {
	expect(() => divide('1', 0)).toThrow(RangeError);
});

test('only plain decimal text is an amount', () => {
	expect(['1', '-1.50', '0.00'].every(isAmount)).toBe(true);
	expect(['', '1,50', '1e3', ' 1', '.5', '1.', 'NaN', 1].some((value) => isAmount(value))).toBe(false);
});

test('settings that another package puts on decimal.js do not reach this module', () => {
	const before = Decimal.precision;
	Decimal.set({ precision: 2 });
	try {
		expect(add('1000.01', '0.02')).toBe('1000.03');
	} finally {
		Decimal.set({ precision: before });
	}
});

describe('N40: amounts of any length and number of digits, cents or finer, mixed', () => {
	const Exact = Decimal.clone({ precision: 80, toExpNeg: -60, toExpPos: 60 });
	const plain = (value: Decimal): string => (value.isZero() ? '0' : value.toFixed());
	const digits = (min: number, max: number) => fc.array(fc.constantFrom(...'0123456789'), { minLength: min, maxLength: max }).map((chosen) => chosen.join(''));
	const amountOf = (whole: number, decimals: number) => fc.tuple(fc.constantFrom('', '-'), digits(1, whole), digits(0, decimals)).map(([sign, before, after]) => `${sign}${before}${after === '' ? '' : `.${after}`}`);
	const amount = fc.oneof(amountOf(4, 2), amountOf(9, 2), amountOf(12, 2), amountOf(16, 2), amountOf(6, 6), fc.constantFrom('0', '-0', '0.00', '-0.00', '0.1', '0.01', '-0.01', '00.10', '99999999999', '999999999.99'));
	const many = { numRuns: 2000 };

	test('add up and subtract as decimal.js adds and subtracts them', () => {
		fc.assert(fc.property(amount, amount, fc.array(amount, { maxLength: 8 }), (a, b, rest) => {
			expect(sum([a, b, ...rest])).toBe(plain([a, b, ...rest].reduce((total, each) => total.plus(each), new Exact(0))));
			expect(add(a, b)).toBe(plain(new Exact(a).plus(b)));
			expect(subtract(a, b)).toBe(plain(new Exact(a).minus(b)));
		}), many);
	});

	test('compare as decimal.js compares them', () => {
		fc.assert(fc.property(amount, fc.oneof(amount, fc.constant(undefined)), (a, other) => {
			// The same amount, written differently.
			const b = other ?? (a.includes('.') ? `${a}0` : `${a}.0`);
			expect([compare(a, b), equals(a, b)]).toEqual([new Exact(a).minus(b).comparedTo(0), new Exact(a).equals(b)]);
			expect([isZero(a), isNegative(a)]).toEqual([new Exact(a).isZero(), new Exact(a).lessThan(0)]);
		}), many);
	});

	test('add up exactly where the sum leaves what a double carries, and where it comes back from there', () => {
		const most = Array.from({ length: 10_000 }, () => '99999999999');
		expect(sum([...most, '0.01'])).toBe('999999999990000.01');
		expect(sum([...most, '0.01', ...most.map(negate)])).toBe('0.01');
	});
});

test.each(['', '-', '1,50', '.', '12a', '--1'])('%p is no amount to calculate with', (text) => {
	expect(() => add(text, '1')).toThrow();
	expect(() => subtract('1', text)).toThrow();
	expect(() => equals(text, '1')).toThrow();
	expect(() => isZero(text)).toThrow();
});
