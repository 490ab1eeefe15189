import { groupBy } from '../groupBy';
import { absolute, add, divide, isNegative, isZero, minorUnitDigits, multiply, negate, round, subtract, sum, type Amount } from '../money';
import type { JournalPair, PlannedGroup } from './settlementPlan';
import { typeKey, typeText } from './typePattern';

const MOST_LETTERS = 256;

/** 'Order / ItemFees / Commission (AFN)'; at most 256 letters. */
export function referenceOf({ group }: PlannedGroup, note = ''): string {
	const after = `${group.channel === '' ? '' : ` (${group.channel})`}${note}`;
	return `${typeText(group).slice(0, MOST_LETTERS - after.length)}${after}`;
}

/**
 * An amount, signed as Amazon's, between the clearing account and another: what is for the seller debits the clearing
 * account, what is charged credits it, so that the pair itself is never negative. None for nothing.
 */
export function pairsOf(clearing: string, account: string, amount: Amount, reference: string): readonly JournalPair[] {
	if (isZero(amount)) return [];
	const positive = absolute(amount);
	return [isNegative(amount) ? { debit: account, credit: clearing, amount: positive, reference } : { debit: clearing, credit: account, amount: positive, reference }];
}

/** The tax of a rule that is taken out of fees. */
export interface SplitTax {
	/** Percent, '20'. */
	readonly percent: Amount;
	readonly account: string;
}

/** Tax within a gross amount, signed as it is, in whole coins. */
const taxWithin = (gross: Amount, { percent }: SplitTax, currency: string): Amount =>
	add('0', round(divide(multiply(gross, percent), add('100', percent)), minorUnitDigits(currency)));

interface Posting {
	readonly account: string;
	readonly amount: Amount;
	readonly reference: string;
}

export interface PairOptions {
	readonly clearing: string;
	readonly currency: string;
	/** By name of the tax rule: rules whose tax is booked apart from the fee. */
	readonly taxes: ReadonlyMap<string, SplitTax>;
}

/** Net amounts, one for each type, channel, account and tax rule; with the tax apart. Signed as Amazon's; the two of a split add up to its gross. */
function postingsOf(groups: readonly PlannedGroup[], { currency, taxes }: PairOptions): readonly Posting[] {
	const apart = groupBy(groups, ({ group, account, taxRule }) => JSON.stringify([typeKey(group), group.channel, account, taxRule ?? '']));
	return [...apart].sort(([a], [b]) => (a < b ? -1 : 1)).flatMap(([, same]) => {
		const [first] = same;
		const gross = sum(same.map(({ group }) => group.sum));
		const rule = first.taxRule === undefined ? undefined : taxes.get(first.taxRule);
		const posting = { account: first.account ?? '', amount: gross, reference: referenceOf(first) };
		if (rule === undefined) return [posting];
		const tax = taxWithin(gross, rule, currency);
		return [{ ...posting, amount: subtract(gross, tax) }, { account: rule.account, amount: tax, reference: referenceOf(first, ', tax') }];
	});
}

/** The lines of a journal: a pair for each net amount that is not zero. */
export const journalPairs = (groups: readonly PlannedGroup[], options: PairOptions): readonly JournalPair[] =>
	postingsOf(groups, options).flatMap(({ account, amount, reference }) => pairsOf(options.clearing, account, amount, reference));

/**
 * Turns amounts into the base currency, in cents. Rounded as a running total over all calls, so that what a settlement
 * puts on sales is, together, its amount at the rate, and no rounding is lost: less than a cent apart at any moment.
 */
export function baseConverter(rate: Amount): (amount: Amount) => Amount {
	let foreign = '0';
	let booked = '0';
	return (amount) => {
		foreign = add(foreign, amount);
		const total = round(multiply(foreign, rate), 2);
		const step = subtract(total, booked);
		booked = total;
		return step;
	};
}

/** Lines of a sale's journal, in base currency. */
export const salePairs = (groups: readonly PlannedGroup[], options: PairOptions, toBase: (amount: Amount) => Amount): readonly JournalPair[] =>
	postingsOf(groups, options).flatMap(({ account, amount, reference }) => pairsOf(options.clearing, account, toBase(amount), reference));

/** What pairs do to an account: debits less credits. */
export const effectOn = (account: string, pairs: readonly JournalPair[]): Amount =>
	sum(pairs.flatMap(({ debit, credit, amount }) => [...(debit === account ? [amount] : []), ...(credit === account ? [negate(amount)] : [])]));
