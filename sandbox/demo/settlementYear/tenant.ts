import type { TenantSeed } from '../../cin7/seed';
import { fortnightTenant } from '../fortnight/tenant';
import { yearAccount, yearAccountSeeds, yearCard } from './accounts';
import { type YearStore, yearStoreNames, yearStores } from './stores';

const bankOf = (store: YearStore) => ({ accountCode: yearStores[store].bank.account, bank: 'Harbor Bank', accountNumber: yearStores[store].bank.number, currency: yearStores[store].currency });

const address = { line1: '1 Example Outlet Road', city: 'Example City', country: 'United States' } as const;

/** The tenant of the demo and of its fortnight, with the accounts, bank accounts, tax rules and customers of the outlets. */
export function yearTenant(): TenantSeed {
	const tenant = fortnightTenant();
	return {
		...tenant,
		accounts: [...tenant.accounts, ...yearStoreNames.flatMap(yearAccountSeeds)],
		bankAccounts: [...tenant.bankAccounts, ...yearStoreNames.map(bankOf), { accountCode: yearCard.account, bank: 'Harbor Bank', accountNumber: yearCard.number, currency: 'USD' }],
		taxRules: [...tenant.taxRules, ...yearStoreNames.map((store) => ({ ...yearStores[store].taxRule, account: yearAccount(store, 'feeTax'), inclusive: store !== 'US', forPurchase: true }))],
		customers: [...tenant.customers, ...yearStoreNames.map((store) => ({
			...yearStores[store].customer, currency: yearStores[store].currency, paymentTerm: '30 days', accountReceivable: yearAccount(store, 'receivable'), revenueAccount: yearAccount(store, 'sales'),
			taxRule: yearStores[store].taxRule.name, priceTier: 'Retail', addresses: [{ ...address, type: 'Billing' as const, isDefault: true }, { ...address, type: 'Shipping' as const, isDefault: true }],
		}))],
	};
}
