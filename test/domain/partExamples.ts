import type { SalePlan } from '../../src/domain/accounting/planSale';
import type { AdditionalCharge, SaleLine } from '../../src/domain/accounting/sale';
import type { SalePart } from '../../src/domain/accounting/salePart';
import { documentTotals } from '../../src/domain/accounting/totals';
import { multiply } from '../../src/domain/money';

export const line = (over: Partial<SaleLine> = {}): SaleLine => {
	const row = { productId: 'p-mug', sku: 'HP-MUG', name: 'Harbor Mug', quantity: 1, price: '10', tax: '0', taxRule: 'Tax on Sales', sellerSku: 'MUG', ...over };
	return { ...row, total: multiply(row.price, row.quantity) };
};

export const charge = (over: Partial<AdditionalCharge> = {}): AdditionalCharge => {
	const row = { description: 'Shipping', quantity: 1, price: '4', tax: '0', taxRule: 'Tax on Charges', kind: 'shipping' as const, ...over };
	return { ...row, total: multiply(row.price, row.quantity) };
};

export function part(over: Partial<Omit<SalePart, 'totals'>> = {}, currency = 'USD'): SalePart {
	const rows = { taxInclusive: false, lines: [line()], charges: [], ...over };
	const totals = documentTotals([...rows.lines, ...rows.charges], rows.taxInclusive, currency);
	return { orderId: '111-0000001-0000001', location: 'Main Warehouse', day: '2020-05-28', currencyRate: '1', account: '200', payable: totals.total, ...rows, totals };
}

/** The plan of one order, as it is kept for its daily sale. */
export function plan(kept: SalePart, over: Partial<Omit<SalePlan, 'header'>> & { readonly header?: Partial<SalePlan['header']> } = {}): SalePlan {
	const { header, ...rest } = over;
	return {
		storeId: 'A1HARBORPINE-US',
		reference: kept.orderId,
		orderIds: [kept.orderId],
		customer: { kind: 'default', customerId: 'c-default' },
		newCustomer: { paymentTerm: '30 days', accountReceivable: '610', revenueAccount: '200', taxRule: 'Tax on Sales' },
		header: {
			defaultAccount: '200',
			billingAddress: { line1: '9 Billing Road', country: 'US' },
			taxRule: 'Tax on Sales',
			taxInclusive: kept.taxInclusive,
			terms: '30 days',
			requiredBy: kept.day,
			location: kept.location,
			saleOrderDate: kept.day,
			customerReference: kept.orderId,
			currencyRate: kept.currencyRate,
			salesRepresentative: 'Harbor US',
			carrier: 'UPS',
			externalId: kept.orderId,
			skipQuote: true,
			...header,
		},
		lines: kept.lines,
		charges: kept.charges,
		totals: kept.totals,
		autoPickPackShip: 'NOPICK',
		invoice: { status: 'AUTHORISED', date: kept.day, dueDate: kept.day, account: '200' },
		missing: {},
		mayExistAlready: false,
		notices: [],
		part: kept,
		...rest,
	};
}
