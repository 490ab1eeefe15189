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

const ZERO = '0'.charCodeAt(0);
const POINT = '.'.charCodeAt(0) - ZERO;
// With two more for the hundredths still far below 2^53, so that many can be added.
const MOST_DIGITS = 11;

/**
 * The amount in hundredths, a whole number that a double carries exactly; undefined for an amount that is longer or
 * finer, or that is none. Adding whole numbers is many times quicker than adding decimals, and as exact.
 */
function hundredths(amount: Amount): number | undefined {
	const negative = amount.startsWith('-');
	let value = 0;
	let digits = 0;
	let decimals = -1;
	for (let at = negative ? 1 : 0; at < amount.length; at++) {
		const digit = amount.charCodeAt(at) - ZERO;
		if (digit >= 0 && digit <= 9) {
			value = value * 10 + digit;
			digits++;
			if (decimals >= 0) decimals++;
		} else if (digit === POINT && decimals < 0 && digits > 0) {
			decimals = 0;
		} else {
			return undefined;
		}
	}
	if (digits === 0 || digits > MOST_DIGITS || decimals === 0 || decimals > 2) return undefined;
	const whole = decimals === 2 ? value : decimals === 1 ? value * 10 : value * 100;
	return negative ? 0 - whole : whole;
}

function textOfHundredths(value: number): Amount {
	const digits = String(Math.abs(value)).padStart(3, '0');
	const decimals = digits.slice(-2).replace(/0+$/, '');
	return `${value < 0 ? '-' : ''}${digits.slice(0, -2)}${decimals === '' ? '' : `.${decimals}`}`;
}

/** The sum in hundredths; undefined where an amount is not whole hundredths, or a double does not carry the sum exactly. */
function sumOfHundredths(amounts: readonly Amount[]): number | undefined {
	let total = 0;
	for (const amount of amounts) {
		total += hundredths(amount) ?? Number.NaN;
		if (!Number.isSafeInteger(total)) return undefined;
	}
	return total;
}

/** One comparison, in hundredths where that is possible. */
function difference(a: Amount, b: Amount): number {
	const [left, right] = [hundredths(a), hundredths(b)];
	return left === undefined || right === undefined ? exact(a).comparedTo(b) : Math.sign(left - right);
}

export const add = (a: Amount, b: Amount): Amount => sum([a, b]);
export const subtract = (a: Amount, b: Amount): Amount => {
	const [left, right] = [hundredths(a), hundredths(b)];
	return left === undefined || right === undefined ? text(exact(a).minus(b)) : textOfHundredths(left - right);
};
export const multiply = (a: Amount, b: Amount | number): Amount => text(exact(a).times(b));
export const negate = (a: Amount): Amount => text(exact(a).negated());
export const absolute = (a: Amount): Amount => text(exact(a).abs());
export const sum = (amounts: Iterable<Amount>): Amount => {
	const all = [...amounts];
	const whole = sumOfHundredths(all);
	if (whole !== undefined) return textOfHundredths(whole);
	let total = exact(0);
	for (const amount of all) total = total.plus(amount);
	return text(total);
};

/** -1, 0 or 1, as a sort function wants it. */
export const compare = (a: Amount, b: Amount): number => difference(a, b);
export const equals = (a: Amount, b: Amount): boolean => difference(a, b) === 0;
export const isZero = (a: Amount): boolean => difference(a, '0') === 0;
export const isNegative = (a: Amount): boolean => difference(a, '0') < 0;

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
