import { Decimal } from 'decimal.js';
import fc from 'fast-check';
import { convert } from '../../../src/domain/catalog/units';

const value = (amount: string, unit: string, quantity: 'weight' | 'length', wanted: string) => {
	const converted = convert({ value: amount, unit }, quantity, wanted);
	return converted.kind === 'value' ? converted.value : converted;
};

test.each([
	['1', 'pounds', 'kg', '0.4536'],
	['16', 'ounces', 'kg', '0.4536'],
	['100', 'hundredths_pounds', 'lb', '1'],
	['17', 'Hundredths Pounds', 'lb', '0.17'],
	['250', 'grams', 'kg', '0.25'],
	['1.5', 'Kilograms', 'g', '1500'],
	['5', 'lb', 'oz', '80'],
	['5', 'lbs.', 'oz', '80'],
	['2500', 'milligrams', 'g', '2.5'],
	['1', 'kg', 'mg', '1000000'],
	['0.00005', 'kg', 'kg', '0.0001'],
	['0.35', 'g', 'kg', '0.0004'],
	['12345678901234567.8', 'g', 'kg', '12345678901234.5678'],
])('S102: a weight of %s %s is, in %s, %s', (amount, unit, wanted, expected) => {
	expect(value(amount, unit, 'weight', wanted)).toBe(expected);
});

test.each([
	['12', 'inches', 'ft', '1'],
	['10', 'inches', 'cm', '25.4'],
	['250', 'hundredths_inches', 'in', '2.5'],
	['1', 'feet', 'm', '0.3048'],
	['35', 'millimeters', 'cm', '3.5'],
	['1.2', 'meters', 'cm', '120'],
	['3', 'centimetres', 'mm', '30'],
	['1', 'mi', 'yd', '1760'],
	['2', 'km', 'm', '2000'],
])('D10: a length of %s %s is, in %s, %s', (amount, unit, wanted, expected) => {
	expect(value(amount, unit, 'length', wanted)).toBe(expected);
});

test.each([
	['0', 'pounds', 'kg', { kind: 'absent' }],
	['0.00001', 'g', 'kg', { kind: 'absent' }],
	['1', 'stones', 'kg', { kind: 'unknown', what: 'unit stones' }],
	['1', '', 'kg', { kind: 'unknown', what: 'unit (none)' }],
	['1', 'inches', 'kg', { kind: 'unknown', what: 'unit inches' }],
	['1', 'g', 'st', { kind: 'unknown', what: 'unit st of Cin7 Core' }],
	['-1', 'g', 'kg', { kind: 'unknown', what: 'value -1' }],
	['1e3', 'g', 'kg', { kind: 'unknown', what: 'value 1e3' }],
])('a weight of %s %s in %s is left out: %j', (amount, unit, wanted, expected) => {
	expect(value(amount, unit, 'weight', wanted)).toEqual(expected);
});

test('a measure that Amazon does not give is absent', () => {
	expect(convert(undefined, 'length', 'cm')).toEqual({ kind: 'absent' });
});

test('S102: conversion is exact: any number of any unit, compared with fractions of whole numbers', () => {
	// Billionths of a gram: whole numbers, so that nothing but the last rounding can differ.
	const sizes = { mg: 1_000_000n, g: 1_000_000_000n, kg: 1_000_000_000_000n, oz: 28_349_523_125n, lb: 453_592_370_000n };
	const unit = fc.constantFrom('mg', 'g', 'kg', 'oz', 'lb');
	fc.assert(fc.property(fc.bigInt({ min: 1n, max: 10n ** 12n }), fc.nat({ max: 6 }), unit, unit, (digits, decimals, from, to) => {
		const amount = new Decimal(digits.toString()).div(new Decimal(10).pow(decimals)).toFixed();
		const numerator = digits * sizes[from as keyof typeof sizes] * 10_000n * 2n;
		const denominator = sizes[to as keyof typeof sizes] * 10n ** BigInt(decimals);
		// Half up: floor(x + 1/2).
		const tenThousandths = (numerator + denominator) / (2n * denominator);
		const converted = convert({ value: amount, unit: from }, 'weight', to);
		if (tenThousandths === 0n) expect(converted).toEqual({ kind: 'absent' });
		else expect(converted).toEqual({ kind: 'value', value: `${tenThousandths / 10_000n}.${String(tenThousandths % 10_000n).padStart(4, '0')}`.replace(/\.?0+$/, '') });
	}));
});
