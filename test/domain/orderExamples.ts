import type { SaleInput } from '../../src/domain/accounting/saleInput';
import type { AmazonOrder, AmazonOrderItem, BuyerDetails, ItemProceeds } from '../../src/domain/orders/order';
import { storeSettings, type Store, type StoreSettings } from '../../src/domain/settings';

export const money = (amount: string, currency = 'USD'): { amount: string; currency: string } => ({ amount, currency });

/** Rows of proceeds from the shortest notation: { ITEM: '10.00', TAX: { ITEM: '0.80', SHIPPING: '0.20' } }. */
export function proceeds(parts: Readonly<Record<string, string | Readonly<Record<string, string>>>>, currency = 'USD'): ItemProceeds[] {
	return Object.entries(parts).map(([type, value]) => {
		if (typeof value === 'string') return { type, subtotal: money(value, currency), details: [] };
		const details = Object.entries(value).map(([subtype, amount]) => ({ subtype, value: money(amount, currency) }));
		const total = Object.entries(value).reduce((sum, [subtype, amount]) => sum + Math.round(Number(amount) * 100) * (type === 'TAX' && subtype === 'DISCOUNT' ? -1 : 1), 0);
		return { type, subtotal: money((total / 100).toFixed(2), currency), details };
	});
}

export function item(over: Partial<AmazonOrderItem> = {}): AmazonOrderItem {
	return { orderItemId: '10000000000001', asin: 'B0DEMO0001', sellerSku: 'MUG', title: 'Mug', quantityOrdered: 1, proceeds: proceeds({ ITEM: '10.00' }), proceedsTotal: money('10.00'), promotionIds: [], ...over };
}

export function order(over: Partial<AmazonOrder> = {}): AmazonOrder {
	return {
		orderId: '111-0000001-0000001',
		marketplaceId: 'ATVPDKIKX0DER',
		createdTime: '2026-03-10T15:00:00.000Z',
		lastUpdatedTime: '2026-03-10T16:00:00.000Z',
		status: 'UNSHIPPED',
		fulfillmentChannel: 'MFN',
		programs: [],
		grandTotal: money('10.00'),
		orderProceeds: [],
		items: [item()],
		packages: [],
		taxCollectionModels: [],
		taxReportingSchemes: [],
		...over,
	};
}

export const buyer: BuyerDetails = {
	name: 'Robin Example',
	email: 'robin@example.com',
	address: { name: 'Robin Example', line1: '1 Example Street', city: 'Springfield', state: 'IL', postalCode: '62701', countryCode: 'US', phone: '+1 555 0100' },
};

export const settings = (over: Partial<StoreSettings> = {}): StoreSettings =>
	storeSettings.parse({
		storeName: 'Harbor US',
		timeZone: 'America/New_York',
		ignoreOrdersBefore: '2026-01-01T00:00:00.000Z',
		defaultCustomer: { id: 'c-default', name: 'Amazon US Customer' },
		taxRules: { lines: 'Tax on Sales', additionalCharges: 'Tax on Charges', taxFree: 'Tax Exempt' },
		merchantLocation: 'Main Warehouse',
		amazonLocation: 'FBA US',
		...over,
	});

export const store = (over: Partial<StoreSettings> = {}, marketplaceId = 'ATVPDKIKX0DER'): Store => ({
	storeId: 'A1HARBORPINE-US',
	accountKey: 'A1HARBORPINE@na',
	marketplaceId,
	tenantKey: 'tenant',
	settings: settings(over),
	connectedAt: '2026-01-01T00:00:00.000Z',
});

export function saleInput(over: Partial<SaleInput> = {}): SaleInput {
	return {
		order: order(),
		buyer,
		store: store(),
		books: {
			company: { currency: 'USD' },
			accounts: [
				{ code: '710', active: true, class: 'ASSET', forPayments: true, bank: false },
				{ code: '210', active: true, class: 'REVENUE', forPayments: false, bank: false },
				{ code: '610', active: true, class: 'ASSET', forPayments: false, bank: false },
			],
			taxRules: ['Tax on Sales', 'Tax on Charges', 'Tax Exempt', 'Gift Tax', 'MwSt 19%'].map((name) => ({ name, active: true, forSale: true, percent: name === 'MwSt 19%' ? '19' : '8.25' })),
			locations: [
				{ name: 'Main Warehouse', isDefault: true, deprecated: false },
				{ name: 'FBA US', isDefault: false, deprecated: false },
				{ name: 'Reno', isDefault: false, deprecated: false },
			],
			carriers: [{ name: 'UPS' }, { name: 'Free Shipping' }],
			paymentTerms: [
				{ name: '30 days', duration: 30, method: 'number of days', active: true, isDefault: true },
				{ name: '7 days', duration: 7, method: 'number of days', active: true, isDefault: false },
			],
			contacts: [{ name: 'Harbor US' }],
		},
		defaultCustomer: {
			id: 'c-default',
			name: 'Amazon US Customer',
			currency: 'USD',
			template: { paymentTerm: '30 days', accountReceivable: '610', revenueAccount: '200', taxRule: 'Tax on Sales' },
			billing: { line1: '9 Billing Road', country: 'US' },
			shipping: { line1: '9 Shipping Road', country: 'US' },
		},
		links: new Map([['MUG', { productId: 'p-mug', productSku: 'HP-MUG', productName: 'Harbor Mug' }]]),
		capturedAt: '2026-03-11T01:00:00.000Z',
		...over,
	};
}
