import { add, divide, minorUnitDigits, multiply, round, subtract, type Amount } from '../money';

/** What stands in other books for a tax rule of Cin7 Core. */
export interface EntryTax {
	/** Code of the other books: Xero's TaxType, the id of QuickBooks' tax code. */
	readonly code: string;
	/** Percent that is within the amounts; absent or '0': none is. */
	readonly percent?: Amount;
}

/**
 * The tax within each of these gross amounts, signed as they are, in whole coins. Rounded as a running total, so that it
 * adds up to the tax of the sum however the sum is divided (S62).
 */
export function sharesOfTax(amounts: readonly Amount[], { percent = '0' }: EntryTax, currency: string): readonly Amount[] {
	const digits = minorUnitDigits(currency);
	const within = (gross: Amount): Amount => round(divide(multiply(gross, percent), add('100', percent)), digits);
	let gross = '0';
	return amounts.map((amount) => {
		const before = within(gross);
		gross = add(gross, amount);
		return subtract(within(gross), before);
	});
}
