import { demoCatalog } from './catalog';
import { demoMarketplaces, type DemoMarketplace } from './stores';
import { demoAccountId, demoApplicationKey, demoCustomers } from './tenant';

/** A value as n8n's resource locator keeps it. */
const picked = (value: string, mode = 'list') => ({ __rl: true, mode, value, cachedResultName: value });

/** The European stores share an account, a warehouse, and a price tier in their currency. */
const european = { tier: 'Tier 5', customer: demoCustomers.de, taxLines: 'MwSt 19%', taxFree: '', payment: '711', merchant: 'Berlin Warehouse', amazon: 'FBA DE', currencyRate: '1.0842' } as const;

const perStore = {
	US: { storeName: 'Harbor & Pine US', tier: 'Retail', customer: demoCustomers.us, taxLines: 'Tax on Sales', taxFree: 'Tax Exempt', payment: '710', merchant: 'Main Warehouse', amazon: 'FBA US', timeZone: 'America/Los_Angeles', currencyRate: '' },
	DE: { storeName: 'Harbor & Pine DE', ...european, timeZone: 'Europe/Berlin' },
	FR: { storeName: 'Harbor & Pine FR', ...european, timeZone: 'Europe/Paris' },
	IT: { storeName: 'Harbor & Pine IT', ...european, timeZone: 'Europe/Rome' },
	JP: { storeName: 'Harbor & Pine JP', tier: 'Tier 6', customer: demoCustomers.jp, taxLines: 'JP Consumption Tax 10%', taxFree: 'Tax Exempt', payment: '712', merchant: 'Tokyo', amazon: 'FBA JP', timeZone: 'Asia/Tokyo', currencyRate: '0.0067' },
} as const;

/** What the demo's user decides differently after a first look. */
export interface DemoChoices {
	readonly createProducts?: boolean;
}

/** Stores whose catalog comes from Amazon's listings report, in their language and character set. */
const readsReports: readonly DemoMarketplace[] = ['IT', 'JP'];

/** Price tiers that take the stores' prices, by store. */
export const demoTiers = (): { readonly [marketplace in DemoMarketplace]: string } => ({ US: perStore.US.tier, DE: perStore.DE.tier, FR: perStore.FR.tier, IT: perStore.IT.tier, JP: perStore.JP.tier });

/** Parameters of the Amazon Store node that connect a demo store, as its user would fill them in. */
export function demoSettings(store: DemoMarketplace, ignoreOrdersBefore: string, { createProducts = false }: DemoChoices = {}): Record<string, unknown> {
	const { storeName, tier, customer, taxLines, taxFree, payment, merchant, amazon, timeZone, currencyRate } = perStore[store];
	return {
		operation: 'saveSettings',
		marketplaceId: demoMarketplaces[store].marketplaceId,
		storeName,
		defaultCustomer: { ...picked(customer.id), cachedResultName: customer.name },
		shopNameAsSalesRep: true,
		shopRepresentativeName: storeName,
		priceTier: picked(tier),
		createProducts,
		merchantLocation: picked(merchant),
		amazonLocation: picked(amazon),
		autoPickPackShip: 'AUTOPICKPACKSHIP',
		invoiceStatus: 'AUTHORISED',
		taxLines: picked(taxLines),
		taxCharges: picked(taxLines),
		taxFree: picked(taxFree),
		paymentAccount: picked(payment),
		revenueAccount: picked('210'),
		more: { ignoreOrdersBefore, timeZone, ...(readsReports.includes(store) ? { catalogSource: 'listingsReport' } : {}), ...(currencyRate ? { currencyRate } : {}) },
	};
}

/** The demo catalog as a list of links, as pasted from a spreadsheet; the listing without a product is left out. */
export const demoLinks = (): string => demoCatalog.flatMap(({ sellerSku, cin7Sku }) => (cin7Sku === null ? [] : [`${sellerSku}\t${cin7Sku}`])).join('\n');

const accounts = {
	US: { region: 'na', merchantToken: 'A1HARBORPINE', refreshToken: 'Atzr|demo-na' },
	DE: { region: 'eu', merchantToken: 'A2HARBORPINE', refreshToken: 'Atzr|demo-eu' },
	JP: { region: 'fe', merchantToken: 'A3HARBORPINE', refreshToken: 'Atzr|demo-fe' },
} as const;

export const demoStoreId = (store: DemoMarketplace): string => `${demoMarketplaces[store].merchantToken}-${store}`;

/** Values of the Amazon credential of a demo store's account. */
export const demoAmazonCredential = (store: DemoMarketplace, apiBaseUrl: string) => ({
	...accounts[store === 'US' || store === 'JP' ? store : 'DE'],
	clientId: 'amzn1.application-oa2-client.demo',
	clientSecret: 'demo-client-secret',
	environment: 'production',
	apiBaseUrl,
});

/** Values of the Cin7 Core credential of the demo tenant. */
export const demoCin7Credential = (apiBaseUrl: string, callsPerMinute: number) => ({ accountId: demoAccountId, applicationKey: demoApplicationKey, callsPerMinute, apiBaseUrl });
