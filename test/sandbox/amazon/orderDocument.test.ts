import { marketplaceEntry } from '../../../sandbox/amazon/marketplaceEntries';
import type { JsonObject } from '../../../sandbox/amazon/json';
import { type DataSet, dataSets, orderDocument } from '../../../sandbox/amazon/orderDocument';
import type { OrderSeed, Role } from '../../../sandbox/amazon/seeds';
import { type AmazonSwitches, defaultSwitches } from '../../../sandbox/amazon/switches';
import { DE, JP, order, US } from './simulatorClient';

const everyRole: readonly Role[] = ['inventoryAndOrderTracking', 'directToConsumerShipping', 'taxInvoicing'];

interface View { included?: readonly DataSet[]; roles?: readonly Role[]; now?: string; switches?: Partial<AmazonSwitches> }

function see(seed: OrderSeed, { included = dataSets, roles = everyRole, now = '2026-11-02T12:00:00Z', switches = {} }: View = {}): JsonObject {
	return orderDocument(seed, marketplaceEntry({ id: seed.marketplaceId }), { included: new Set(included), roles: new Set(roles), now: Date.parse(now), switches: { ...defaultSwitches(), ...switches } });
}

const usd = (amount: string) => ({ amount, currencyCode: 'USD' });

const full = order(1, {
	status: 'SHIPPED',
	programs: ['AMAZON_BUSINESS'],
	sellerOrderId: 'S-1',
	buyer: { name: 'Zoë Sampleton', email: 'buyer@marketplace.amazon.example', companyName: 'Example LLC', purchaseOrderNumber: 'PO-1' },
	address: { name: 'Zoë Sampleton', companyName: 'Example LLC', line1: '1 Example Street', city: 'Seattle', state: 'WA', postalCode: '98100', countryCode: 'US', phone: '+1 206 555 0100', type: 'COMMERCIAL' },
	deliveryInstructions: 'Ring twice',
	taxRegistration: { legalName: 'Example LLC', type: 'VAT', number: 'X1' },
	paymentMethod: 'CreditCard',
	items: [{ asin: 'B0EXAMPLE1', sku: 'MUG', title: 'Mug', quantity: 2, unitPrice: '10.00', item: '20.00', tax: { ITEM: '1.65' }, promotionIds: ['P1'], gift: { message: 'Hi', wrapLevel: 'PREMIUM' }, points: { number: 10, value: '0.10' }, buyerAskedToCancel: 'NO_LONGER_NEEDED', marketplaceFacilitator: true, taxReportingScheme: 'IOSS' }],
	packages: [{ packageReferenceId: '1', carrier: 'UPS', trackingNumber: 'T1', shipTime: '2026-11-02T11:00:00Z' }],
	deliverBy: { earliest: '2026-11-03T00:00:00Z', latest: '2026-11-05T00:00:00Z' },
});

/** Paths of every field, lists without their numbers. */
const fieldsOf = (value: unknown, path = ''): string[] =>
	typeof value === 'object' && value !== null ? Object.entries(value).flatMap(([key, inner]) => fieldsOf(inner, Array.isArray(value) ? path : `${path}/${key}`)) : [path];

describe('an order as the simulator shows it', () => {
	it.each<[DataSet, readonly string[]]>([
		['BUYER', ['/buyer']],
		['RECIPIENT', ['/recipient']],
		['PROCEEDS', ['/proceeds', '/orderItems/proceeds']],
		['EXPENSE', ['/orderItems/expense']],
		['PROMOTION', ['/orderItems/promotion']],
		['CANCELLATION', ['/orderItems/cancellation']],
		['FULFILLMENT', ['/fulfillment', '/orderItems/fulfillment']],
		['PACKAGES', ['/packages']],
		['TAX', ['/tax', '/orderItems/tax']],
		['PAYMENT', ['/payment']],
		['FULFILLMENT_ORDERS', []],
	])('has what belongs to %s only when that is asked for', (dataSet, prefixes) => {
		const bare = new Set(fieldsOf(see(full, { included: [] })));
		const added = fieldsOf(see(full, { included: [dataSet] })).filter((field) => !bare.has(field));
		expect(added.filter((field) => !prefixes.some((prefix) => field.startsWith(`${prefix}/`)))).toEqual([]);
		for (const prefix of prefixes) expect(added.some((field) => field.startsWith(`${prefix}/`))).toBe(true);
	});

	it('always has its items, with product and unit price', () => {
		expect(see(full, { included: [] })).toMatchObject({ orderId: full.orderId, createdTime: '2026-11-02T10:00:00.000Z', orderItems: [{ quantityOrdered: 2, product: { asin: 'B0EXAMPLE1', sellerSku: 'MUG', price: { unitPrice: usd('10.00') } } }] });
	});

	describe('and the buyer', () => {
		it('is shown with the role', () => {
			expect(see(full)).toMatchObject({
				buyer: { buyerName: 'Zoë Sampleton', buyerEmail: 'buyer@marketplace.amazon.example', buyerCompanyName: 'Example LLC', buyerPurchaseOrderNumber: 'PO-1' },
				recipient: { deliveryAddress: { name: 'Zoë Sampleton', addressLine1: '1 Example Street', postalCode: '98100', phone: '+1 206 555 0100' }, deliveryPreference: { addressInstruction: 'Ring twice' } },
			});
		});

		it('is stripped without the role, all but company and place', () => {
			const seen = see(full, { roles: ['inventoryAndOrderTracking'] });
			expect(seen['buyer']).toEqual({ buyerCompanyName: 'Example LLC', buyerPurchaseOrderNumber: 'PO-1' });
			expect(seen['recipient']).toEqual({ deliveryAddress: { companyName: 'Example LLC', city: 'Seattle', stateOrRegion: 'WA', countryCode: 'US', addressType: 'COMMERCIAL' } });
			expect(JSON.stringify(seen)).not.toMatch(/Zoë|Example Street|98100|555|Ring twice|"Hi"|X1/);
		});

		it('gives name and tax registration, and no address, to the role of tax invoicing alone', () => {
			const seen = see(full, { roles: ['inventoryAndOrderTracking', 'taxInvoicing'] });
			expect(seen).toMatchObject({ buyer: { buyerName: 'Zoë Sampleton' }, tax: { taxRegistrations: [{ entityType: 'BUYER', taxRegistrationNumber: 'X1' }] } });
			expect(JSON.stringify(seen)).not.toMatch(/Example Street|555|marketplace\.amazon\.example/);
		});

		it('never has phone, e-mail or packages in an Amazon-fulfilled order', () => {
			const seen = see({ ...full, fulfilledBy: 'AMAZON' });
			expect(seen).toMatchObject({ buyer: { buyerName: 'Zoë Sampleton' }, recipient: { deliveryAddress: { addressLine1: '1 Example Street' } } });
			expect(fieldsOf(seen).filter((field) => /phone|buyerEmail|packages/.test(field))).toEqual([]);
		});

		it('loses the phone when a shipped order is past its last delivery day', () => {
			expect(fieldsOf(see(full, { now: '2026-11-05T00:00:00Z' }))).toContain('/recipient/deliveryAddress/phone');
			expect(fieldsOf(see(full, { now: '2026-11-05T00:00:00.001Z' }))).not.toContain('/recipient/deliveryAddress/phone');
		});
	});

	describe('and its money', () => {
		const taxed = order(2, {
			items: [{ asin: 'B0EXAMPLE1', sku: 'MUG', title: 'Mug', quantity: 1, item: '10.00', shipping: '3.00', giftWrap: '2.00', codFee: '1.00', other: '0.50', tax: { ITEM: '1.00', SHIPPING: '0.30', DISCOUNT: '0.20' }, discount: { ITEM: '4.00', SHIPPING: '1.00' } }],
		});
		const row = (seen: JsonObject, type: string) => JSON.parse(JSON.stringify(seen)).orderItems[0].proceeds.breakdowns.find((each: { type: string }) => each.type === type);

		it('adds up with tax on top: 10 + 3 + 2 + 1 + 0.50 - 5 + (1 + 0.30 - 0.20) = 12.60', () => {
			const seen = see(taxed);
			expect(seen).toMatchObject({ proceeds: { grandTotal: usd('12.60') }, orderItems: [{ proceeds: { proceedsTotal: usd('12.60') } }] });
			expect(row(seen, 'TAX')).toEqual({ type: 'TAX', subtotal: usd('1.10'), detailedBreakdowns: [{ subtype: 'ITEM', value: usd('1.00') }, { subtype: 'SHIPPING', value: usd('0.30') }, { subtype: 'DISCOUNT', value: usd('0.20') }] });
		});

		it.each([['positive', '5.00', '0.20'], ['negative', '-5.00', '-0.20']] as const)('writes discounts %s when the switch says so, with the same total', (discountSign, discount, taxPart) => {
			const seen = see(taxed, { switches: { discountSign } });
			expect(row(seen, 'DISCOUNT').subtotal).toEqual(usd(discount));
			expect(row(seen, 'TAX').detailedBreakdowns[2].value).toEqual(usd(taxPart));
			expect(row(seen, 'TAX').subtotal).toEqual(usd('1.10'));
			expect(seen).toMatchObject({ proceeds: { grandTotal: usd('12.60') } });
		});

		it('sums the rows of the items over the order', () => {
			const two = { ...taxed, items: [...taxed.items, ...taxed.items] };
			expect(see(two)).toMatchObject({ proceeds: { grandTotal: usd('25.20'), breakdowns: [{ type: 'ITEM', subtotal: usd('20.00') }, { type: 'SHIPPING', subtotal: usd('6.00') }, { type: 'GIFT_WRAP' }, { type: 'COD_FEE' }, { type: 'OTHER' }, { type: 'TAX', subtotal: usd('2.20') }, { type: 'DISCOUNT', subtotal: usd('10.00') }] } });
		});

		it('has no tax rows in a European marketplace unless the seed says so; prices contain it', () => {
			const german = { ...taxed, marketplaceId: DE };
			expect(row(see(german), 'TAX')).toBeUndefined();
			expect(see(german)).toMatchObject({ proceeds: { grandTotal: { amount: '11.50', currencyCode: 'EUR' } } });
			expect(row(see({ ...german, taxStated: true }), 'TAX').subtotal.amount).toBe('1.10');
			expect(see({ ...german, taxStated: true })).toMatchObject({ proceeds: { grandTotal: { amount: '11.50' } } });
		});

		it('has whole yen', () => {
			expect(see(order(3, { marketplaceId: JP, items: [{ asin: 'B0EXAMPLE1', title: 'Mug', quantity: 1, item: '2200', codFee: '330' }] }))).toMatchObject({ proceeds: { grandTotal: { amount: '2530', currencyCode: 'JPY' } } });
			expect(() => see(order(3, { marketplaceId: JP, items: [{ asin: 'B0EXAMPLE1', title: 'Mug', quantity: 1, item: '2200.5' }] }))).toThrow(/no whole number/);
		});

		it('is not stated while an order is pending, nor is the buyer', () => {
			const seen = see({ ...full, status: 'PENDING' });
			expect(fieldsOf(seen).filter((field) => /proceeds|unitPrice|buyer|recipient|payment/.test(field))).toEqual([]);
			expect(see({ ...full, status: 'PENDING' }, { switches: { pendingTotal: 'zero' } })).toMatchObject({ proceeds: { grandTotal: usd('0.00') } });
		});

		it('is not stated of a canceled order, unless the switch keeps it', () => {
			expect(fieldsOf(see({ ...full, status: 'CANCELLED' })).filter((field) => /proceeds/.test(field))).toEqual([]);
			expect(see({ ...full, status: 'CANCELLED' }, { switches: { canceledMoney: 'kept' } })).toMatchObject({ proceeds: { grandTotal: usd('21.65') } });
		});

		it('counts a tip, and a pending one when the switch says so', () => {
			const tipped = (status: 'PENDING' | 'FINALIZED') => order(4, { tip: { amount: '3.00', status } });
			expect(see(tipped('FINALIZED'))).toMatchObject({ proceeds: { grandTotal: usd('13.00'), breakdowns: [{ type: 'ITEM' }, { type: 'DELIVERY_TIP', status: 'FINALIZED', subtotal: usd('3.00') }] } });
			expect(see(tipped('PENDING'))).toMatchObject({ proceeds: { grandTotal: usd('13.00') } });
			expect(see(tipped('PENDING'), { switches: { pendingTipInTotal: false } })).toMatchObject({ proceeds: { grandTotal: usd('10.00') } });
		});

		it('can be stated wrongly, or not at all', () => {
			expect(see(order(5, { grandTotal: '99.99' }))).toMatchObject({ proceeds: { grandTotal: usd('99.99') }, orderItems: [{ proceeds: { proceedsTotal: usd('10.00') } }] });
			expect(fieldsOf(see(order(5, { grandTotal: null })))).not.toContain('/proceeds/grandTotal/amount');
			expect(fieldsOf(see(order(5, { grandTotal: null, items: [{ asin: 'B0EXAMPLE1', title: 'Mug', quantity: 1 }] }))).filter((field) => /proceeds/.test(field))).toEqual([]);
		});
	});

	it('counts units shipped and not shipped', () => {
		const shipped = (over: Partial<OrderSeed>) => see({ ...full, ...over })['orderItems'];
		expect(shipped({ status: 'SHIPPED' })).toMatchObject([{ fulfillment: { quantityFulfilled: 2, quantityUnfulfilled: 0 } }]);
		expect(shipped({ status: 'UNSHIPPED' })).toMatchObject([{ fulfillment: { quantityFulfilled: 0, quantityUnfulfilled: 2 } }]);
		expect(shipped({ status: 'CANCELLED' })).toMatchObject([{ fulfillment: { quantityFulfilled: 0, quantityUnfulfilled: 0 } }]);
	});

	it('names the order that it replaces', () => {
		expect(see(order(6, { replaces: { orderId: '111-0000000-0000001', kind: 'replacement' } }))['associatedOrders']).toEqual([{ orderId: '111-0000000-0000001', associationType: 'REPLACEMENT_ORIGINAL_ID' }]);
	});

	it('takes raw words over its own, without bringing back data sets that were not asked for', () => {
		const raw = order(7, { raw: { fulfillment: { fulfillmentStatus: 'INVOICE_UNCONFIRMED' }, orderItems: [{ product: { title: 'Other' } }] } });
		expect(see(raw)).toMatchObject({ fulfillment: { fulfillmentStatus: 'INVOICE_UNCONFIRMED', fulfilledBy: 'MERCHANT' }, orderItems: [{ quantityOrdered: 1, product: { title: 'Other', sellerSku: 'MUG' } }] });
		expect(see(raw, { included: [] })['fulfillment']).toBeUndefined();
		expect(raw.marketplaceId).toBe(US);
	});
});
