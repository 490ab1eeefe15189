import { Decimal } from 'decimal.js';
import { absolute, add, divide, format, fromJsonNumber, isAmount, minorUnitDigits, multiply, negate, round, subtract, sum, toJsonNumber, truncate } from '../../src/domain/money';

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
