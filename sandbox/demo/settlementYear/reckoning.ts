import { fromCoins } from '../../amazon/minorUnits';
import { yearAccount, yearCard } from './accounts';
import { localMonth } from './calendar';
import type { YearRow } from './pad';
import { type YearStore, yearStores } from './stores';
import type { YearSettlement } from './year';

// Whole coins all through, and nothing of the product's planning: what is reckoned here is what it is held against.

/** Money that goes from one account to another. Coins of the settlement's currency, positive. */
export interface Movement {
	readonly debit: string;
	readonly credit: string;
	readonly coins: number;
}

/** What posting a settlement does to the books. */
export interface ReckonedSettlement {
	/** By month in the store's zone; a store that does not split months has one. */
	readonly journals: ReadonlyMap<string, readonly Movement[]>;
	/** Received by the bank account, or spent from the card. */
	readonly money: readonly (Movement & { readonly what: 'deposit' | 'charge' })[];
}

/** An amount for the seller debits the clearing account, one against the seller credits it. */
function moved(clearing: string, account: string, coins: number): readonly Movement[] {
	if (coins === 0) return [];
	return [coins > 0 ? { debit: clearing, credit: account, coins } : { debit: account, credit: clearing, coins: 0 - coins }];
}

const fees: ReadonlySet<string> = new Set(['sellingFees', 'fbaFees', 'storageFees', 'inboundFees', 'advertising', 'subscription', 'shippingLabels']);

/** Tax in a fee that contains it, rounded to the coin, half a coin away from zero. */
const taxIn = (coins: number, percent: number): number => Math.sign(coins) * Math.floor((Math.abs(coins) * percent * 2 + 100 + percent) / (2 * (100 + percent)));

export function reckonSettlement({ store, settlement, rows, total }: YearSettlement): ReckonedSettlement {
	const clearing = yearAccount(store, 'clearing');
	const last = localMonth(settlement.end, store);
	const { splitMonths, bank } = yearStores[store];
	const monthOf = ({ row }: YearRow): string => (splitMonths && localMonth(row.postedAt, store) < last ? localMonth(row.postedAt, store) : last);
	const months = [...new Set([...rows.map(monthOf), last])].sort();
	const charged = rows.filter(({ to }) => to === 'cardCharge').reduce((sum, { coins }) => sum + coins, 0);
	const journals = new Map(months.map((month) => [month, movements(store, rows.filter((row) => row.to !== 'cardCharge' && monthOf(row) === month))]));
	// Each earlier month is closed at zero; the last takes all of it.
	for (const month of months.slice(0, -1)) {
		const left = rows.filter((row) => monthOf(row) === month).reduce((sum, { coins }) => sum + coins, 0);
		journals.set(month, [...(journals.get(month) ?? []), ...moved(clearing, yearAccount(store, 'carriedForward'), 0 - left)]);
		journals.set(last, [...(journals.get(last) ?? []), ...moved(clearing, yearAccount(store, 'carriedForward'), left)]);
	}
	if (total < 0) journals.set(last, [...(journals.get(last) ?? []), ...moved(clearing, yearAccount(store, 'payableToAmazon'), 0 - total)]);
	return {
		journals,
		money: [
			...moved(clearing, yearCard.account, charged).map((movement) => ({ ...movement, what: 'charge' as const })),
			...(total > 0 ? [{ debit: bank.account, credit: clearing, coins: total, what: 'deposit' as const }] : []),
		],
	};
}

/** One amount for each name, channel and account, as a bookkeeper sums a file up; the tax in fees apart where the store wants that. */
function movements(store: YearStore, rows: readonly YearRow[]): readonly Movement[] {
	const { taxOnFees, taxRule, otherChannel } = yearStores[store];
	const clearing = yearAccount(store, 'clearing');
	const channel = ({ row }: YearRow): string => (row.marketplaceName === otherChannel ? 'other' : row.fulfillmentId ?? '');
	const byName = new Map<string, YearRow[]>();
	for (const row of rows) {
		const key = [row.row.transactionType, row.row.amountType, row.row.amountDescription, channel(row), row.to].join('\t');
		byName.set(key, [...(byName.get(key) ?? []), row]);
	}
	return [...byName.values()].flatMap((same) => {
		const [first] = same;
		if (first === undefined) return [];
		const coins = same.reduce((sum, row) => sum + row.coins, 0);
		const tax = taxOnFees && fees.has(first.to) ? taxIn(coins, Number(taxRule.percent)) : 0;
		return [...moved(clearing, yearAccount(store, first.to), coins - tax), ...moved(clearing, yearAccount(store, 'feeTax'), tax)];
	});
}

/** Ten-thousandths of the tenant's US dollar. */
type Base = number;

const rateOf = (store: YearStore): number => Math.round(Number(yearStores[store].currencyRate || '1') * 10_000);
const exact = (coins: number, store: YearStore): Base => coins * rateOf(store) * (yearStores[store].currency === 'JPY' ? 1 : 0.01);

/** A line of a journal: rounded to the cent. */
const journalBase = (coins: number, store: YearStore): Base => Math.floor((Math.round(exact(coins, store) * 100) + 5_000) / 10_000) * 100;
/** Money received or spent: to four decimals, half away from zero. */
const moneyBase = (coins: number, store: YearStore): Base => Math.floor((Math.round(exact(coins, store) * 100) + 50) / 100);

/** Debits less credits by account: of the store's own coins, and in the tenant's US dollars. */
export interface ReckonedBalances {
	/** Decimal text. */
	readonly own: ReadonlyMap<string, string>;
	readonly base: ReadonlyMap<string, string>;
}

/** The trial balance of a store's accounts over these settlements. */
export function reckonBalances(store: YearStore, settlements: readonly YearSettlement[]): ReckonedBalances {
	const own = new Map<string, number>();
	const base = new Map<string, Base>();
	const book = (balances: Map<string, number>, { debit, credit }: Movement, amount: number): void => {
		balances.set(debit, (balances.get(debit) ?? 0) + amount);
		balances.set(credit, (balances.get(credit) ?? 0) - amount);
	};
	for (const { journals, money } of settlements.map(reckonSettlement)) {
		const lines = [...journals.values()].flat();
		for (const movement of [...lines, ...money]) book(own, movement, movement.coins);
		for (const movement of lines) book(base, movement, journalBase(movement.coins, store));
		for (const movement of money) book(base, movement, moneyBase(movement.coins, store));
	}
	return { own: texts(own, (coins) => fromCoins(coins, yearStores[store].currency)), base: texts(base, baseText) };
}

const texts = (amounts: ReadonlyMap<string, number>, text: (amount: number) => string): ReadonlyMap<string, string> =>
	new Map([...amounts].sort(([a], [b]) => (a < b ? -1 : 1)).map(([account, amount]) => [account, text(amount)]));

const baseText = (amount: Base): string => {
	const digits = String(Math.abs(amount)).padStart(5, '0');
	return `${amount < 0 ? '-' : ''}${digits.slice(0, -4)}.${digits.slice(-4)}`;
};
