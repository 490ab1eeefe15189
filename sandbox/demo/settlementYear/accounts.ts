import type { AccountSeed } from '../../cin7/seed';
import { type YearStore, yearStores } from './stores';

/** What the bookkeeper of the outlets keeps apart. */
export type YearClass =
	| 'sales' | 'shippingIncome' | 'giftWrapIncome' | 'promotions' | 'refunds' | 'taxCollected' | 'taxWithheld' | 'sellingFees' | 'fbaFees' | 'storageFees' | 'inboundFees'
	| 'advertising' | 'subscription' | 'shippingLabels' | 'reimbursements' | 'points' | 'reserve' | 'payableToAmazon' | 'cardCharge' | 'newFee';

type AccountFacts = readonly [end: string, name: string, kind: Pick<AccountSeed, 'type' | 'class'>];

const revenue = { type: 'REVENUE', class: 'REVENUE' } as const;
const expense = { type: 'EXPENSE', class: 'EXPENSE' } as const;
const asset = { type: 'CURRENT', class: 'ASSET' } as const;
const liability = { type: 'CURRLIAB', class: 'LIABILITY' } as const;

const classes: { readonly [name in Exclude<YearClass, 'taxWithheld' | 'cardCharge'>]: AccountFacts } = {
	sales: ['01', 'Sales', revenue], shippingIncome: ['02', 'Shipping Income', revenue], giftWrapIncome: ['03', 'Gift Wrap Income', revenue],
	promotions: ['04', 'Promotions', revenue], refunds: ['05', 'Refunds', revenue], reimbursements: ['06', 'Reimbursements', revenue],
	sellingFees: ['11', 'Selling Fees', expense], fbaFees: ['12', 'Fulfillment Fees', expense], storageFees: ['13', 'Storage Fees', expense], inboundFees: ['14', 'Inbound Fees', expense],
	advertising: ['15', 'Advertising', expense], subscription: ['16', 'Subscriptions', expense], shippingLabels: ['17', 'Shipping Labels', expense], points: ['18', 'Points', expense],
	newFee: ['19', 'Packaging Program', expense],
	reserve: ['31', 'Reserve at Amazon', asset], taxCollected: ['41', 'Tax Collected', liability], payableToAmazon: ['42', 'Owed to Amazon', liability],
};

const others = { clearing: ['30', 'Amazon Clearing', asset], carriedForward: ['32', 'Carried Forward', asset], receivable: ['33', 'Receivable', asset], feeTax: ['43', 'Tax on Fees', liability] } as const satisfies { readonly [name: string]: AccountFacts };

const codeOf = (store: YearStore, [end]: AccountFacts): string => yearStores[store].accountPrefix + end;

/** The card that Amazon charges when a settlement ends below zero; of the American outlet alone. */
export const yearCard = { account: '099', name: 'Outlet Company Card', number: '000-DEMO-9' } as const;

/** Code of the account on which the bookkeeper wants to see that kind of money. Tax that Amazon withholds is taken off the tax collected. */
export function yearAccount(store: YearStore, name: YearClass | keyof typeof others): string {
	switch (name) {
		case 'clearing':
		case 'carriedForward':
		case 'receivable':
		case 'feeTax':
			return codeOf(store, others[name]);
		case 'cardCharge':
			return yearCard.account;
		case 'taxWithheld':
			return codeOf(store, classes.taxCollected);
		default:
			return codeOf(store, classes[name]);
	}
}

/** Classes to which the bookkeeper gives an account at set-up: all but the fee that Amazon invents later, and those that follow another account by themselves. */
export const givenClasses = (store: YearStore): readonly YearClass[] =>
	[...(Object.keys(classes) as (keyof typeof classes)[]).filter((name) => name !== 'newFee' && name !== 'payableToAmazon'), ...(store === 'US' ? ['cardCharge' as const] : [])];

/** The accounts of a store in the tenant's chart. */
export function yearAccountSeeds(store: YearStore): readonly AccountSeed[] {
	const { storeName, currency, bank } = yearStores[store];
	const seed = (facts: AccountFacts): AccountSeed => ({ code: codeOf(store, facts), name: `${facts[1]}, ${storeName}`, ...facts[2] });
	const { clearing, receivable, carriedForward, feeTax } = others;
	return [
		...Object.values(classes).map(seed), seed(carriedForward), seed(feeTax),
		{ ...seed(clearing), forPayments: true, currency },
		{ ...seed(receivable), systemAccount: 'DEBTORS' },
		{ code: bank.account, name: bank.name, type: 'BANK', class: 'ASSET', currency },
		...(store === 'US' ? [{ code: yearCard.account, name: yearCard.name, type: 'BANK', class: 'ASSET', currency } as const] : []),
	];
}
