import { divide, multiply, round } from '../../src/domain/money';
import type { AccountSeed, BankAccountSeed, ContactSeed, CustomerSeed, LocationSeed, PaymentTermSeed, ProductSeed, StockSeed, TaxRuleSeed, TenantSeed } from '../cin7/seed';
import catalog from './catalog.json';
import { listedProducts, productFamilies } from './listedProducts';

/** Made-up keys of the demo tenant: they open nothing but the simulator. */
export const demoAccountId = '11111111-1111-4111-8111-111111111111';
export const demoApplicationKey = '22222222-2222-4222-8222-222222222222';
/** A second application of the same tenant, with a rate limit of its own. */
export const demoSecondApplicationKey = '33333333-3333-4333-8333-333333333333';

export const demoCustomers = {
	us: { id: 'aaaaaaaa-0000-4000-8000-000000000001', name: 'Amazon US Customer' },
	de: { id: 'aaaaaaaa-0000-4000-8000-000000000002', name: 'Amazon DE Customer' },
	jp: { id: 'aaaaaaaa-0000-4000-8000-000000000003', name: 'Amazon JP Customer' },
} as const;

const accounts: readonly AccountSeed[] = [
	{ code: '090', name: 'Harbor Business Checking', type: 'BANK', class: 'ASSET', currency: 'USD' },
	{ code: '091', name: 'Harbor Euro Account', type: 'BANK', class: 'ASSET', currency: 'EUR' },
	{ code: '200', name: 'Sales', type: 'REVENUE', class: 'REVENUE' },
	{ code: '201', name: 'Sales until 2023', type: 'REVENUE', class: 'REVENUE', status: 'ARCHIVED' },
	{ code: '210', name: 'Amazon Sales', type: 'REVENUE', class: 'REVENUE' },
	{ code: '220', name: 'Shipping Income', type: 'REVENUE', class: 'REVENUE' },
	{ code: '270', name: 'Amazon Reimbursements', type: 'OTHERINCOME', class: 'REVENUE' },
	{ code: '310', name: 'Cost of Goods Sold', type: 'DIRECTCOSTS', class: 'EXPENSE' },
	{ code: '400', name: 'Advertising', type: 'EXPENSE', class: 'EXPENSE' },
	{ code: '410', name: 'Amazon Selling Fees', type: 'EXPENSE', class: 'EXPENSE' },
	{ code: '411', name: 'Amazon Fulfillment Fees', type: 'EXPENSE', class: 'EXPENSE' },
	{ code: '412', name: 'Amazon Storage Fees', type: 'EXPENSE', class: 'EXPENSE' },
	{ code: '425', name: 'Freight and Courier', type: 'EXPENSE', class: 'EXPENSE' },
	{ code: '610', name: 'Accounts Receivable', type: 'CURRENT', class: 'ASSET', systemAccount: 'DEBTORS' },
	{ code: '630', name: 'Inventory', type: 'INVENTORY', class: 'ASSET' },
	{ code: '710', name: 'Amazon Clearing USD', type: 'CURRENT', class: 'ASSET', forPayments: true, currency: 'USD' },
	{ code: '711', name: 'Amazon Clearing EUR', type: 'CURRENT', class: 'ASSET', forPayments: true, currency: 'EUR' },
	{ code: '712', name: 'Amazon Clearing JPY', type: 'CURRENT', class: 'ASSET', forPayments: true, currency: 'JPY' },
	{ code: '715', name: 'Amazon Reserved Balances', type: 'CURRENT', class: 'ASSET' },
	{ code: '800', name: 'Accounts Payable', type: 'CURRLIAB', class: 'LIABILITY', systemAccount: 'CREDITORS' },
	{ code: '820', name: 'Sales Tax', type: 'CURRLIAB', class: 'LIABILITY', systemAccount: 'GST' },
	{ code: '821', name: 'VAT Germany', type: 'CURRLIAB', class: 'LIABILITY' },
	{ code: '822', name: 'Consumption Tax Japan', type: 'CURRLIAB', class: 'LIABILITY' },
	{ code: '860', name: 'Rounding', type: 'CURRLIAB', class: 'LIABILITY', systemAccount: 'ROUNDING' },
	{ code: '970', name: 'Owner Equity', type: 'EQUITY', class: 'EQUITY' },
];

const bankAccounts: readonly BankAccountSeed[] = [
	{ accountCode: '090', bank: 'Harbor Bank', accountNumber: '000-DEMO-1', currency: 'USD' },
	{ accountCode: '091', bank: 'Harbor Bank', accountNumber: '000-DEMO-2', currency: 'EUR' },
];

const taxRules: readonly TaxRuleSeed[] = [
	{ name: 'Tax on Sales', percent: '8.25', account: '820' },
	{ name: 'Auto Look Up', percent: '0', account: '820' },
	{ name: 'Tax Exempt', percent: '0', account: '820', forPurchase: true },
	{ name: 'MwSt 19%', percent: '19', account: '821', inclusive: true },
	{ name: 'JP Consumption Tax 10%', percent: '10', account: '822', inclusive: true },
	{ name: 'Sales Tax 2019', percent: '7.5', account: '820', active: false },
	{ name: 'Tax on Purchases', percent: '8.25', account: '820', forSale: false, forPurchase: true },
];

const locations: readonly LocationSeed[] = [
	{ name: 'Main Warehouse', isDefault: true },
	{ name: 'FBA US' },
	{ name: 'FBA DE' },
	{ name: 'FBA JP' },
	{ name: 'Berlin Warehouse' },
	{ name: 'Tokyo' },
	{ name: 'Old Pier Storage', deprecated: true },
	{ name: 'Shelf A1', parent: 'Main Warehouse' },
];

const paymentTerms: readonly PaymentTermSeed[] = [
	{ name: '30 days', duration: 30, method: 'number of days', isDefault: true },
	{ name: 'Cash on delivery', duration: 0, method: 'number of days' },
	{ name: '15th of next month', duration: 15, method: 'day of next month' },
	{ name: 'Last day of next month', duration: 0, method: 'last day of next month' },
	{ name: '10 days since end of month', duration: 10, method: 'days since the end of the month' },
	{ name: '90 days (retired)', duration: 90, method: 'number of days', active: false },
];

const contacts: readonly ContactSeed[] = [
	{ name: 'Harbor & Pine Billing', type: 'Billing', email: 'billing@harborpine.example', defaultForType: true },
	{ name: 'Harbor & Pine Shipping', type: 'Shipping', email: 'shipping@harborpine.example', defaultForType: true },
	{ name: 'Dana Whitfield', type: 'Sale', email: 'dana@harborpine.example', defaultForType: true },
	{ name: 'Amazon_US', type: 'Sale' },
];

const common = { paymentTerm: '30 days', accountReceivable: '610', revenueAccount: '200', priceTier: 'Retail' } as const;

const amazonCustomers: readonly CustomerSeed[] = [
	{ ...common, ...demoCustomers.us, currency: 'USD', taxRule: 'Tax on Sales',
		addresses: bothAddresses({ line1: '100 Example Ave', city: 'Seattle', state: 'WA', postcode: '98100', country: 'United States' }) },
	{ ...common, ...demoCustomers.de, currency: 'EUR', taxRule: 'MwSt 19%',
		addresses: bothAddresses({ line1: 'Beispielstr. 1', city: 'Berlin', postcode: '10115', country: 'Germany' }) },
	{ ...common, ...demoCustomers.jp, currency: 'JPY', taxRule: 'JP Consumption Tax 10%',
		addresses: bothAddresses({ line1: 'Example 1-2-3', city: 'Tokyo', postcode: '100-0001', country: 'Japan' }) },
];

function bothAddresses(address: { line1: string; city: string; state?: string; postcode: string; country: string }): NonNullable<CustomerSeed['addresses']> {
	return [{ ...address, type: 'Billing', isDefault: true }, { ...address, type: 'Shipping', isDefault: true }];
}

const trades = ['Bakery', 'Books', 'Cafe', 'Ceramics', 'Deli', 'Flowers', 'Gifts', 'Hotel', 'Kitchens', 'Outfitters'] as const;
const towns = [
	'Astoria', 'Bangor', 'Camden', 'Duluth', 'Eureka', 'Freeport', 'Galena', 'Hudson',
	'Ithaca', 'Juneau', 'Keene', 'Ludlow', 'Marfa', 'Newport', 'Ojai', 'Pella', 'Quincy',
	'Rugby', 'Sitka', 'Taos', 'Utica', 'Vail', 'Waco', 'Xenia', 'Yuma',
] as const;

/** 250 wholesale customers, so that search and paging have something to do. */
const wholesaleCustomers = (): CustomerSeed[] => towns.flatMap((town, row) => trades.map((trade, column): CustomerSeed => ({
	...common, id: guid('bbbbbbbb', row * trades.length + column + 1), name: `${town} ${trade}`, currency: 'USD', taxRule: 'Tax on Sales', priceTier: 'Wholesale',
	status: column === 9 && row % 5 === 4 ? 'Deprecated' : 'Active',
	addresses: bothAddresses({ line1: `${10 + row} Sample St`, city: town, state: 'NY', postcode: String(10000 + row), country: 'United States' }),
	contacts: [{ name: `${trade} Desk`, email: `desk@${town}-${trade}.example`.toLowerCase() }],
})));

const guid = (prefix: string, index: number): string => `${prefix}-0000-4000-8000-${String(index).padStart(12, '0')}`;

const catalogProducts = (): ProductSeed[] => catalog.flatMap((item, index) => (item.cin7Sku === null ? [] : [{
	id: guid('cccccccc', index + 1), sku: item.cin7Sku, name: item.title, category: item.category, brand: item.brand, price: item.prices.USD,
	averageCost: round(multiply(item.prices.USD, '0.4'), 2),
	...(item.cin7Sku === 'HP-HONEY-500' ? { saleTaxRule: 'Tax Exempt' } : {}),
}]));

/** 300 products that are not sold on Amazon, two service products, and one that is no longer sold. */
const otherProducts = (): ProductSeed[] => [
	...Array.from({ length: 300 }, (_, index): ProductSeed => ({
		id: guid('dddddddd', index + 1), sku: `WH-${String(index + 1).padStart(4, '0')}`, name: `Wholesale Item ${index + 1}`,
		category: index % 2 === 0 ? 'Kitchen' : 'Home', brand: 'Harbor & Pine', barcode: `40000000${String(index).padStart(5, '0')}`,
		price: divide(String(500 + index * 7), '100'), averageCost: divide(String(200 + index * 3), '100'),
	})),
	{ id: guid('eeeeeeee', 1), sku: 'SRV-SHIPPING', name: 'Shipping', category: 'Services', type: 'Service', price: '0', averageCost: '0' },
	{ id: guid('eeeeeeee', 2), sku: 'SRV-GIFT', name: 'Gift wrap', category: 'Services', type: 'Service', price: '0', averageCost: '0' },
	{ id: guid('eeeeeeee', 3), sku: 'HP-LANTERN-OLD', name: 'Harbor Lantern (retired)', category: 'Home', price: '55', averageCost: '20', status: 'Deprecated' },
];

/** Units on hand where the catalog's products do not have plenty: [Main Warehouse, FBA US, FBA DE, FBA JP, Berlin Warehouse, Tokyo]. */
const scarce: ReadonlyMap<string, readonly string[]> = new Map([
	['HP-TEAPOT-12', ['0', '40', '3', '25', '0', '2']],
	['HP-BASKET-BF', ['1', '30', '12', '0', '1', '0']],
	['HP-ESPRESSO-4', ['5', '0', '60', '20', '4', '3']],
]);
const plenty = ['500', '800', '600', '400', '250', '150'];
const stockedLocations = ['Main Warehouse', 'FBA US', 'FBA DE', 'FBA JP', 'Berlin Warehouse', 'Tokyo'];

const stock = (): StockSeed[] => [
	...catalogProducts().flatMap((product) => stockedLocations.map((location, index): StockSeed => ({
		sku: product.sku, location, onHand: (scarce.get(product.sku) ?? plenty)[index], onOrder: index === 0 ? '50' : '0',
	}))),
	...otherProducts().filter((product) => product.type !== 'Service').map((product, index): StockSeed => ({
		sku: product.sku, location: 'Main Warehouse', ...(index % 10 === 0 ? { bin: 'Shelf A1' } : {}), onHand: String(index % 25),
	})),
];

/**
 * Harbor & Pine Trading: a made-up wholesaler in New York who also sells on Amazon in the United States, Germany and
 * Japan. The carriers 'Free Shipping' and 'DPD' are not there, so that somebody has to create them.
 */
export function demoTenant(): TenantSeed {
	return {
		accountId: demoAccountId,
		applicationKeys: [demoApplicationKey, demoSecondApplicationKey],
		company: {
			name: 'Harbor & Pine Trading', currency: 'USD', timeZone: 'America/New_York', openingBalanceDate: '2022-01-01', taxCalculationMethod: 'Total',
			defaultSaleTaxRule: 'Tax on Sales', inventoryAccount: '630', costOfGoodsSoldAccount: '310',
		},
		accounts, bankAccounts, taxRules, locations, paymentTerms, contacts,
		carriers: ['DHL', 'UPS', 'USPS', 'FedEx'],
		priceTiers: ['Retail', 'Wholesale', 'Amazon', 'Staff', 'Tier 5', 'Tier 6', 'Tier 7', 'Tier 8', 'Tier 9', 'Tier 10'],
		customers: [...amazonCustomers, ...wholesaleCustomers()],
		products: [...catalogProducts(), ...otherProducts(), ...listedProducts],
		families: productFamilies,
		stock: stock(),
	};
}
