import { givenClasses, yearAccount } from './accounts';
import { type YearStore, yearStores } from './stores';
import type { SettlementYear } from './year';

/** A value as n8n's resource locator keeps it. */
const picked = (value: string, mode = 'list') => ({ __rl: true, mode, value, cachedResultName: value });

/** Parameters of the Amazon Store node that connect an outlet, as its user would fill them in: the settlements hold the revenue, and are posted by themselves. */
export function yearSettings(store: YearStore, year: Pick<SettlementYear, 'settlements'>): Record<string, unknown> {
	const { marketplaceId, storeName, customer, currencyRate, zone, bank, taxRule, taxOnFees, splitMonths } = yearStores[store];
	const first = year.settlements.find((each) => each.store === store);
	return {
		operation: 'saveSettings',
		marketplaceId,
		storeName,
		defaultCustomer: { ...picked(customer.id), cachedResultName: customer.name },
		priceTier: picked('Retail'),
		merchantLocation: picked('Main Warehouse'),
		amazonLocation: picked('FBA US'),
		taxLines: picked(taxRule.name),
		taxCharges: picked(taxRule.name),
		paymentAccount: picked(yearAccount(store, 'clearing')),
		settlementProcess: 'automatically',
		settlementRevenue: 'summary',
		settlementBankAccount: picked(bank.account),
		settlementClassAccounts: { accounts: givenClasses(store).map((name) => ({ class: name, account: yearAccount(store, name) })) },
		more: {
			ignoreOrdersBefore: first?.settlement.start ?? '',
			timeZone: zone,
			...(currencyRate === '' ? {} : { currencyRate }),
			settlementPayableAccount: yearAccount(store, 'payableToAmazon'),
			settlementCarriedForwardAccount: yearAccount(store, 'carriedForward'),
			settlementSplitMonths: splitMonths,
			settlementTaxOnFees: taxOnFees,
		},
	};
}

/** Values of the Amazon credential of a store's account. */
export function yearAmazonCredential(store: YearStore, apiBaseUrl: string) {
	const { merchantToken, region, refreshToken } = yearStores[store];
	return { region, merchantToken, refreshToken, clientId: 'amzn1.application-oa2-client.demo', clientSecret: 'demo-client-secret', environment: 'production', apiBaseUrl };
}
