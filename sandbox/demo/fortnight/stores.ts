import type { Region } from '../../../src/domain/marketplaces';

/** The two stores of the demo fortnight, by country as sellers say it. */
export type FortnightStore = 'CA' | 'UK';

export const fortnightStoreNames: readonly FortnightStore[] = ['CA', 'UK'];

export interface FortnightStoreFacts {
	readonly marketplaceId: string;
	readonly merchantToken: string;
	readonly region: Region;
	readonly refreshToken: string;
	readonly storeName: string;
	readonly currency: 'CAD' | 'GBP';
	/** Units of the tenant's US dollars for one unit of `currency`. */
	readonly currencyRate: string;
	readonly zone: string;
	readonly consolidation: 'daily' | 'none';
	/** First three digits of an order id. */
	readonly orderPrefix: string;
	readonly customer: { readonly id: string; readonly name: string };
	/** Cin7 Core locations of Amazon- and merchant-fulfilled orders. */
	readonly locations: { readonly AMAZON: string; readonly MERCHANT: string };
	readonly priceTier: string;
	/** Names of tax rules; `free` is '' where the marketplace does not use it (S66). */
	readonly taxRules: { readonly lines: string; readonly free: string };
	/** Codes of accounts that no other store posts to. */
	readonly accounts: { readonly receivable: string; readonly payment: string; readonly revenue: string; readonly tax: string };
	/** Code of the bank account that takes the deposits. */
	readonly bank: string;
}

export const fortnightStores: { readonly [store in FortnightStore]: FortnightStoreFacts } = {
	CA: {
		marketplaceId: 'A2EUQ1WTGCTBG2', merchantToken: 'A4HARBORPINE', region: 'na', refreshToken: 'Atzr|demo-ca', storeName: 'Harbor & Pine CA',
		currency: 'CAD', currencyRate: '0.7312', zone: 'America/Toronto', consolidation: 'daily', orderPrefix: '702',
		customer: { id: 'aaaaaaaa-0000-4000-8000-000000000004', name: 'Amazon CA' },
		locations: { AMAZON: 'FBA CA', MERCHANT: 'Toronto' }, priceTier: 'Tier 7',
		taxRules: { lines: 'CA HST 13%', free: 'Tax Exempt' },
		accounts: { receivable: '611', payment: '713', revenue: '211', tax: '823' }, bank: '093',
	},
	UK: {
		marketplaceId: 'A1F83G8C2ARO7P', merchantToken: 'A5HARBORPINE', region: 'eu', refreshToken: 'Atzr|demo-uk', storeName: 'Harbor & Pine UK',
		currency: 'GBP', currencyRate: '1.2685', zone: 'Europe/London', consolidation: 'none', orderPrefix: '204',
		customer: { id: 'aaaaaaaa-0000-4000-8000-000000000005', name: 'Amazon UK' },
		locations: { AMAZON: 'FBA UK', MERCHANT: 'London' }, priceTier: 'Tier 8',
		taxRules: { lines: 'UK VAT 20%', free: '' },
		accounts: { receivable: '612', payment: '714', revenue: '212', tax: '824' }, bank: '094',
	},
};

export const fortnightStoreId = (store: FortnightStore): string => `${fortnightStores[store].merchantToken}-${store}`;

/** Key of the store's account in the Amazon simulator. */
export const fortnightAccountKey = (store: FortnightStore): string => `${fortnightStores[store].merchantToken}@${fortnightStores[store].region}`;
