import { toCoins } from '../../amazon/minorUnits';
import { inBase, type ReckonedSale, text } from './reckoning';
import type { FortnightStore } from './stores';

type Accounts = { readonly [account in 'receivable' | 'payment' | 'revenue' | 'tax']: string };

/** Debits minus credits of the store's accounts, as decimal text. */
export interface ExpectedBalances {
	readonly store: FortnightStore;
	/** In the store's currency, over its documents. */
	readonly own: Accounts;
	/** In US dollars, as the ledger has them: each posting is rounded by itself, which the receivable account keeps. */
	readonly base: Accounts;
}

export interface BalanceInputs {
	readonly sales: readonly Pick<ReckonedSale, 'tax' | 'total'>[];
	/** Decimal text. */
	readonly credits: readonly { readonly tax: string; readonly total: string }[];
}

/**
 * The store's trial balance. A sale: receivable to revenue and tax, payment to receivable. A credit note and its refund:
 * all the other way round, with the fees on it against revenue. So nothing is owed, and the payment account has what
 * Amazon owes the seller: orders less refunds net of fees.
 */
export function expectedBalances(store: FortnightStore, { sales, credits }: BalanceInputs): ExpectedBalances {
	const postings = [
		...sales.map(({ tax, total }) => ({ tax, total })),
		...credits.map(({ tax, total }) => ({ tax: 0 - toCoins(tax, 'CAD'), total: 0 - toCoins(total, 'CAD') })),
	];
	return { store, own: balance(postings, (amount) => amount), base: balance(postings, (amount) => inBase(amount, store)) };
}

function balance(postings: readonly { readonly tax: number; readonly total: number }[], posted: (amount: number) => number): Accounts {
	const sum = (amountOf: (posting: { tax: number; total: number }) => number): number => postings.reduce((all, posting) => all + amountOf(posting), 0);
	const revenue = sum(({ tax, total }) => posted(total - tax));
	const tax = sum((posting) => posted(posting.tax));
	const payment = sum(({ total }) => posted(total));
	return { receivable: text(revenue + tax - payment), payment: text(payment), revenue: text(0 - revenue), tax: text(0 - tax) };
}
