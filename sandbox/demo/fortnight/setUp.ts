import type { Day } from '../../../src/domain/calendar';
import { at } from './calendar';
import { type FortnightStore, fortnightStores } from './stores';

/** A value as n8n's resource locator keeps it. */
const picked = (value: string, mode = 'list') => ({ __rl: true, mode, value, cachedResultName: value });

/** Price tiers that take the two stores' prices. */
export const fortnightTiers = (): { readonly [store in FortnightStore]: string } => ({ CA: fortnightStores.CA.priceTier, UK: fortnightStores.UK.priceTier });

/** The first instant of the fortnight in the store's zone: orders from before it are not the store's. */
export const fortnightBegin = (store: FortnightStore, firstDay: Day): string => at(firstDay, '00:00', fortnightStores[store].zone);

/** What the settlement has of orders that are not in Cin7 Core goes where their sales would be. */
function classAccounts(store: FortnightStore): Readonly<Record<string, string>> {
	const { revenue, tax } = fortnightStores[store].accounts;
	return { sales: revenue, shippingIncome: revenue, giftWrapIncome: revenue, promotions: revenue, refunds: revenue, taxCollected: tax, sellingFees: '410', fbaFees: '411', storageFees: '412', advertising: '400', reimbursements: '270', reserve: '715' };
}

/** Parameters of the Amazon Store node that connect a store of the fortnight, as its user would fill them in. */
export function fortnightSettings(store: FortnightStore, firstDay: Day): Record<string, unknown> {
	const { marketplaceId, storeName, customer, consolidation, locations, priceTier, taxRules, accounts, bank, zone, currencyRate } = fortnightStores[store];
	return {
		operation: 'saveSettings',
		marketplaceId,
		storeName,
		consolidation,
		...(consolidation === 'daily' ? { consolidationTime: '00:00' } : {}),
		defaultCustomer: { ...picked(customer.id), cachedResultName: customer.name },
		shopNameAsSalesRep: true,
		shopRepresentativeName: storeName,
		priceTier: picked(priceTier),
		merchantLocation: picked(locations.MERCHANT),
		amazonLocation: picked(locations.AMAZON),
		autoPickPackShip: 'AUTOPICKPACKSHIP',
		invoiceStatus: 'AUTHORISED',
		taxLines: picked(taxRules.lines),
		taxCharges: picked(taxRules.lines),
		taxFree: picked(taxRules.free),
		paymentAccount: picked(accounts.payment),
		revenueAccount: picked(accounts.revenue),
		settlementProcess: 'automatically',
		settlementRevenue: 'orders',
		settlementBankAccount: picked(bank),
		settlementClassAccounts: { accounts: Object.entries(classAccounts(store)).map(([name, account]) => ({ class: name, account })) },
		more: { ignoreOrdersBefore: fortnightBegin(store, firstDay), timeZone: zone, currencyRate },
	};
}

/** Values of the Amazon credential of a store's account. */
export function fortnightAmazonCredential(store: FortnightStore, apiBaseUrl: string) {
	const { merchantToken, region, refreshToken } = fortnightStores[store];
	return { region, merchantToken, refreshToken, clientId: 'amzn1.application-oa2-client.demo', clientSecret: 'demo-client-secret', environment: 'production', apiBaseUrl };
}

/** By which n8n finds that credential. */
export const fortnightAmazonCredentialReference = (store: FortnightStore): { id: string; name: string } => ({ id: `amazonAccount${store}`, name: `Amazon account ${store}` });

