import { fromCoins } from '../../amazon/minorUnits';
import type { SettlementRow } from '../../amazon/settlements/settlementModel';
import { SeededRandom } from '../random';
import type { YearClass } from './accounts';
import { type YearStore, yearStores } from './stores';

/** A row of a file, and the account on which the bookkeeper wants it: written down with the row, not found out from it. */
export interface YearRow {
	readonly row: SettlementRow;
	/** Signed as in the row. */
	readonly coins: number;
	readonly to: YearClass;
}

type Place = Omit<SettlementRow, 'amountType' | 'amountDescription' | 'amount'>;

/** On which rows of a settlement are written down, in whole coins. Rows of nothing are left out, as Amazon does. */
export class SettlementPad {
	private readonly written: YearRow[] = [];
	readonly random: SeededRandom;

	constructor(readonly store: YearStore, readonly index: number, private readonly period: { readonly start: string; readonly end: string }, seed: number) {
		this.random = new SeededRandom(seed);
	}

	get rows(): readonly YearRow[] {
		return this.written;
	}

	get sum(): number {
		return this.written.reduce((sum, { coins }) => sum + coins, 0);
	}

	/** An amount that is about that many US dollars, in the store's coins. */
	about(dollars: number): number {
		const coins = Math.round(dollars * (0.7 + 0.6 * this.random.next()) * 100);
		return yearStores[this.store].currency === 'JPY' ? Math.round(coins * 1.5) : coins;
	}

	/** A time in the period, in whole seconds; `share`: 0 is its start, 1 its end. */
	time(share: number): string {
		const [start, end] = [Date.parse(this.period.start), Date.parse(this.period.end)];
		return new Date(start + Math.floor(((end - start - 2000) * share) / 1000) * 1000).toISOString();
	}

	write(place: Place, amountType: string, amountDescription: string, coins: number, to: YearClass): void {
		if (coins === 0) return;
		this.written.push({ row: { ...place, amountType, amountDescription, amount: fromCoins(coins, yearStores[this.store].currency) }, coins, to });
	}

	/** A row that belongs to no order. */
	other(amountType: string, amountDescription: string, coins: number, to: YearClass, at: { readonly share: number; readonly transactionType?: string; readonly sku?: string }): void {
		this.write({ transactionType: at.transactionType ?? 'other-transaction', postedAt: this.time(at.share), ...(at.sku === undefined ? {} : { sku: at.sku }) }, amountType, amountDescription, coins, to);
	}
}
