import { Decimal } from 'decimal.js';

// A private copy: decimal.js keeps its settings on the class, and another package in the same process may change them.
const Exact = Decimal.clone({ precision: 60, rounding: Decimal.ROUND_HALF_UP, toExpNeg: -40, toExpPos: 40 });

/** An exact decimal number as text, as Amazon writes it: '-12.30'. Never in exponential form. */
export type Amount = string;

/** An amount in an ISO 4217 currency. */
export interface Money {
	readonly amount: Amount;
	readonly currency: string;
}

// ISO 4217: currencies of the marketplaces that have no minor unit. Everything else sold in has two digits.
const WITHOUT_MINOR_UNIT = new Set(['JPY', 'KRW', 'CLP', 'VND']);

/** Digits after the decimal point of the smallest coin: 2 for USD, 0 for JPY. */
export function minorUnitDigits(currency: string): number {
	return WITHOUT_MINOR_UNIT.has(currency.toUpperCase()) ? 0 : 2;
}

/** True when the text is a plain decimal number that this module can calculate with. */
export function isAmount(text: unknown): text is Amount {
	return typeof text === 'string' && /^-?\d+(\.\d+)?$/.test(text);
}

const exact = (value: Amount | number): Decimal => new Exact(value);
const text = (value: Decimal): Amount => (value.isZero() ? '0' : value.toFixed());

export const add = (a: Amount, b: Amount): Amount => text(exact(a).plus(b));
export const subtract = (a: Amount, b: Amount): Amount => text(exact(a).minus(b));
export const multiply = (a: Amount, b: Amount | number): Amount => text(exact(a).times(b));
export const negate = (a: Amount): Amount => text(exact(a).negated());
export const absolute = (a: Amount): Amount => text(exact(a).abs());
export const sum = (amounts: Iterable<Amount>): Amount => {
	let total = exact(0);
	for (const amount of amounts) total = total.plus(amount);
	return text(total);
};

/** -1, 0 or 1, as a sort function wants it. */
export const compare = (a: Amount, b: Amount): number => exact(a).comparedTo(b);
export const equals = (a: Amount, b: Amount): boolean => exact(a).equals(b);
export const isZero = (a: Amount): boolean => exact(a).isZero();
export const isNegative = (a: Amount): boolean => exact(a).lessThan(0);

/** Rounds half away from zero to that many digits after the point; the result always shows them: round('1', 2) is '1.00'. */
export const round = (a: Amount, digits: number): Amount => {
	const rounded = exact(a).toDecimalPlaces(digits, Decimal.ROUND_HALF_UP);
	return (rounded.isZero() ? exact(0) : rounded).toFixed(digits);
};

/** Rounds toward zero to that many digits. */
export const truncate = (a: Amount, digits: number): Amount => text(exact(a).toDecimalPlaces(digits, Decimal.ROUND_DOWN));

/** a / b, not rounded to money: 60 significant digits. Round the result. Throws when b is zero. */
export const divide = (a: Amount, b: Amount | number): Amount => {
	if (exact(b).isZero()) throw new RangeError('Division by zero');
	return text(exact(a).dividedBy(b));
};

/** The number for a JSON body. Refuses a value that a double cannot carry exactly at its number of digits. */
export function toJsonNumber(a: Amount): number {
	const value = Number(a);
	if (!Number.isFinite(value) || !exact(value).equals(a)) throw new RangeError('The amount has too many digits for a JSON number');
	return value;
}

/** Exact text of a number that arrived in a JSON body. */
export const fromJsonNumber = (value: number): Amount => text(exact(value));

/** Shows an amount with the currency's digits, or more where it has more: '12.30', '1200' (JPY), '3.3333'. */
export function format(a: Amount, currency: string): string {
	const value = exact(a);
	return value.toFixed(Math.max(minorUnitDigits(currency), value.decimalPlaces()));
}
