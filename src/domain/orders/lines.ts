import type { Amount } from '../money';
import { add, compare, divide, equals, isZero, minorUnitDigits, multiply, round, subtract, sum, truncate } from '../money';

/** Digits that Cin7 Core keeps of a price (API reference: Price, up to 4 decimals). */
const PRICE_DIGITS = 4;

export interface ExactLine {
	readonly quantity: number;
	readonly price: Amount;
	/** quantity x price, exact. */
	readonly total: Amount;
	readonly tax: Amount;
}

/**
 * Lines whose quantity x price add up to exactly `total` at 4 decimals of price: one line where that is possible, else
 * two, the last of one unit. Tax is shared in proportion, in whole coins, and adds up too. Total and tax of zero units
 * throw. (Design: never rounded away. 10.00 for 3 is 2 x 3.33 and 1 x 3.34.)
 */
export function exactLines(total: Amount, quantity: number, tax: Amount, currency: string): readonly ExactLine[] {
	if (!Number.isInteger(quantity) || quantity < 1) throw new RangeError('A line needs a whole, positive quantity');
	const price = divide(total, quantity);
	if (equals(truncate(price, PRICE_DIGITS), price)) return [{ quantity, price: trim(price), total: trim(total), tax }];
	const digits = minorUnitDigits(currency);
	const most = truncate(price, digits);
	const mostTotal = multiply(most, quantity - 1);
	const [mostTax = '0', lastTax = '0'] = shareInCoins(tax, [quantity - 1, 1], digits);
	return [
		{ quantity: quantity - 1, price: most, total: mostTotal, tax: mostTax },
		{ quantity: 1, price: subtract(total, mostTotal), total: subtract(total, mostTotal), tax: lastTax },
	];
}

/** Shares an amount by weights in whole coins of `digits` decimals; the last share takes what is left, so that the sum is exact. */
export function shareInCoins(amount: Amount, weights: readonly number[], digits: number): readonly Amount[] {
	const whole = weights.reduce((a, b) => a + b, 0);
	if (whole <= 0) throw new RangeError('Nothing to share by');
	const shares = weights.slice(0, -1).map((weight) => (isZero(amount) ? '0' : round(divide(multiply(amount, weight), whole), digits)));
	return [...shares, subtract(amount, sum(shares))];
}

/**
 * Shares an amount in proportion to other amounts, in whole coins of `digits` decimals, by the largest remainder; of equal
 * remainders the first gets the coin. All are 0 or more, the weights not all 0, and none finer than `digits`; then no
 * share of an amount that is not above the weights' sum is above its own weight. The shares add up to the amount.
 */
export function shareByAmounts(amount: Amount, weights: readonly Amount[], digits: number): readonly Amount[] {
	const whole = sum(weights);
	const shares = weights.map((weight, index) => {
		const exact = divide(multiply(amount, weight), whole);
		const coins = truncate(exact, digits);
		return { index, coins, rest: subtract(exact, coins) };
	});
	const left = subtract(amount, sum(shares.map(({ coins }) => coins)));
	const coin = divide('1', 10 ** digits);
	const withCoin = Number(divide(left, coin));
	const first = new Set([...shares].sort((a, b) => compare(b.rest, a.rest) || a.index - b.index).slice(0, withCoin).map(({ index }) => index));
	return shares.map(({ index, coins }) => (first.has(index) ? add(coins, coin) : coins));
}

/** The tax that a total contains at a percentage, in whole coins: 119.00 at 19 is 19.00. */
export function containedTax(total: Amount, percent: Amount, currency: string): Amount {
	if (isZero(percent)) return '0';
	return round(divide(multiply(total, percent), sum(['100', percent])), minorUnitDigits(currency));
}

const trim = (amount: Amount): Amount => sum([amount]);
