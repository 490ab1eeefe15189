import type { AccountSeed, CustomerSeed, LocationSeed, StockSeed, TaxRuleSeed, TenantSeed } from '../../cin7/seed';
import { demoTenant } from '../tenant';
import { fortnightGoods } from './goods';
import { fortnightStoreNames, type FortnightStore, fortnightStores } from './stores';

/** Units of each product at each location of the two stores before the fortnight: enough for all of it. */
export const unitsAtFirst = 5000;

const countries = {
	CA: { name: 'Canada', tax: { name: 'HST Canada', percent: '13' }, address: { line1: '1 Example Quay', city: 'Toronto', state: 'ON', postcode: 'M5V 0A0', country: 'Canada' } },
	UK: { name: 'UK', tax: { name: 'VAT UK', percent: '20', inclusive: true }, address: { line1: '1 Example Wharf', city: 'London', postcode: 'E1W 0AA', country: 'United Kingdom' } },
} as const;

const accountsOf = (store: FortnightStore): readonly AccountSeed[] => {
	const { accounts, bank, currency } = fortnightStores[store];
	const { name, tax } = countries[store];
	return [
		{ code: accounts.revenue, name: `Amazon Sales ${name}`, type: 'REVENUE', class: 'REVENUE' },
		{ code: accounts.receivable, name: `Accounts Receivable ${name}`, type: 'CURRENT', class: 'ASSET', systemAccount: 'DEBTORS' },
		{ code: accounts.payment, name: `Amazon Clearing ${currency}`, type: 'CURRENT', class: 'ASSET', forPayments: true, currency },
		{ code: accounts.tax, name: tax.name, type: 'CURRLIAB', class: 'LIABILITY' },
		{ code: bank, name: `Harbor ${currency} Account`, type: 'BANK', class: 'ASSET', currency },
	];
};

const taxRuleOf = (store: FortnightStore): TaxRuleSeed => {
	const { taxRules, accounts } = fortnightStores[store];
	return { ...countries[store].tax, name: taxRules.lines, account: accounts.tax };
};

const customerOf = (store: FortnightStore): CustomerSeed => {
	const { customer, currency, accounts, taxRules, priceTier } = fortnightStores[store];
	const { address } = countries[store];
	return {
		...customer, currency, paymentTerm: '30 days', accountReceivable: accounts.receivable, revenueAccount: accounts.revenue, taxRule: taxRules.lines, priceTier,
		addresses: [{ ...address, type: 'Billing', isDefault: true }, { ...address, type: 'Shipping', isDefault: true }],
	};
};

const locationNames = (store: FortnightStore): readonly string[] => Object.values(fortnightStores[store].locations);

/**
 * The demo tenant with what the fortnight's two stores need besides: accounts of their own, so that their trial balance
 * can be told from that of all others, tax rules, customers, and goods at four more locations.
 */
export function fortnightTenant(): TenantSeed {
	const tenant = demoTenant();
	const locations = fortnightStoreNames.flatMap(locationNames);
	return {
		...tenant,
		accounts: [...tenant.accounts, ...fortnightStoreNames.flatMap(accountsOf)],
		bankAccounts: [...tenant.bankAccounts, ...fortnightStoreNames.map((store) => ({ accountCode: fortnightStores[store].bank, bank: 'Harbor Bank', accountNumber: `000-DEMO-${store}`, currency: fortnightStores[store].currency }))],
		taxRules: [...tenant.taxRules, ...fortnightStoreNames.map(taxRuleOf)],
		customers: [...tenant.customers, ...fortnightStoreNames.map(customerOf)],
		locations: [...tenant.locations, ...locations.map((name): LocationSeed => ({ name }))],
		stock: [...tenant.stock, ...locations.flatMap((location) => fortnightGoods.map(({ sku }): StockSeed => ({ sku, location, onHand: String(unitsAtFirst) })))],
	};
}
