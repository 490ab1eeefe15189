import { previousDay, type Day } from '../calendar';
import { isZero, negate, sum, type Amount } from '../money';
import { pairsOf } from './journalPairs';
import type { JournalPair } from './settlementPlan';

/** The month of a day: '2026-06'. */
export const monthOf = (day: Day): string => day.slice(0, 7);

/** The last day of a month '2026-06'. */
export function lastDayOf(month: string): Day {
	const [year = 0, number = 0] = month.split('-').map(Number);
	const next = number === 12 ? `${year + 1}-01` : `${year}-${String(number + 1).padStart(2, '0')}`;
	return previousDay(`${next}-01`);
}

/** Months that have a journal, in order; the last is the one in which the settlement ends, whatever its rows say (N43). */
export const monthsOf = (periods: readonly string[], last: string): readonly string[] =>
	[...new Set([...periods.filter((period) => period < last), last])].sort();

/**
 * Lines by which each earlier month leaves the clearing account at zero, and the last month takes all of it back, so
 * that the carried-forward account nets to zero and the deposit meets the last month alone (P6). `balances`: what each
 * month but the last does to the clearing account, debits less credits.
 */
export function carriedForward(months: readonly string[], balances: ReadonlyMap<string, Amount>, accounts: { readonly clearing: string; readonly carried: string }): ReadonlyMap<string, readonly JournalPair[]> {
	const last = months.at(-1) ?? '';
	const lines = new Map<string, readonly JournalPair[]>();
	const earlier = months.slice(0, -1).map((month) => ({ month, balance: balances.get(month) ?? '0' })).filter(({ balance }) => !isZero(balance));
	for (const { month, balance } of earlier) lines.set(month, pairsOf(accounts.clearing, accounts.carried, negate(balance), `Balance carried forward to ${last}`));
	lines.set(last, earlier.flatMap(({ month, balance }) => pairsOf(accounts.clearing, accounts.carried, balance, `Balance carried forward from ${month}`)));
	return lines;
}

/** What amounts by month come to. */
export function balancesByMonth(amounts: readonly { readonly month: string; readonly amount: Amount }[]): ReadonlyMap<string, Amount> {
	const months = [...new Set(amounts.map(({ month }) => month))];
	return new Map(months.map((month) => [month, sum(amounts.filter((entry) => entry.month === month).map(({ amount }) => amount))]));
}
