import type { Amount } from '../money';
import type { StoreSettings } from '../settings';
import type { SettlementContent, SettlementStatement } from './settlement';

/** The parts of a tenant's books that posting a settlement looks at. */
export interface SettlementBooks {
	/** Base currency, ISO 4217; nothing may be dated on or before the lock date, yyyy-mm-dd. */
	readonly company: { readonly currency: string; readonly lockDate?: string };
	readonly accounts: readonly { readonly code: string; readonly name: string; readonly active: boolean; readonly bank: boolean; readonly systemAccount?: string }[];
	/** `percent`: '20'. `account`: on which the rule's tax stands. */
	readonly taxRules: readonly { readonly name: string; readonly active: boolean; readonly percent: Amount; readonly account?: string }[];
}

/** The settlement of the same account and currency that ends where this one starts. Signed as Amazon's. */
export interface PreviousSettlement {
	readonly statement: SettlementStatement;
	readonly chain: { readonly reserveHeld: Amount };
}

/** All that a plan depends on. */
export interface PlanSettlementInput {
	readonly content: Pick<SettlementContent, 'statement' | 'groups' | 'sum'>;
	readonly storeId: string;
	readonly settings: StoreSettings;
	readonly books: SettlementBooks;
	readonly bankAccounts: readonly { readonly code: string; readonly currency: string }[];
	readonly previous?: PreviousSettlement;
	/** By Amazon order id: sales whose invoice is authorised, so that they can bear a journal (D4). */
	readonly saleIds?: ReadonlyMap<string, string>;
	/** 1 at first; one more after every undoing. Part of the markers. */
	readonly posting: number;
	/** Of the store's marketplace: the currency for which the setting Currency Rate is given. */
	readonly marketplaceCurrency: string;
}
