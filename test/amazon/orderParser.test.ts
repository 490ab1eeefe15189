import fc from 'fast-check';
import { parseOrder } from '../../src/amazon/orderParser';
import { readParticipations, readSellerAccount } from '../../src/amazon/sellers';
import { createOrderCalls } from '../../src/amazon/orders';
import type { CapturedOrder } from '../../src/domain/orders/order';
import { AmazonModel, describeWithAmazonModels } from '../contracts/amazonModel';
import { wireOrder } from './orderExamples';

const everything = ['BUYER', 'RECIPIENT', 'PROCEEDS', 'FULFILLMENT', 'TAX'];

function parsed(wire: object, includedData = everything): CapturedOrder {
	const result = parseOrder(wire, includedData);
	if (!result.ok) throw new Error(result.reason);
	return result.captured;
}

const reasonFor = (wire: unknown): string | undefined => {
	const result = parseOrder(wire, everything);
	return result.ok ? undefined : result.reason;
};

const usd = (amount: string) => ({ amount, currencyCode: 'USD' });

describe('an order as captured', () => {
	test('amounts stay as Amazon wrote them; times become UTC of one notation', () => {
		const { order } = parsed(wireOrder('111-1', { createdTime: '2026-11-01T12:00:00+02:00', proceeds: { grandTotal: usd('0049.990'), breakdowns: [{ type: 'DELIVERY_TIP', status: 'PENDING', subtotal: usd('-1') }] } }));
		expect(order.grandTotal).toEqual({ amount: '0049.990', currency: 'USD' });
		expect(order.orderProceeds).toEqual([{ type: 'DELIVERY_TIP', status: 'PENDING', subtotal: { amount: '-1', currency: 'USD' } }]);
		expect([order.createdTime, order.lastUpdatedTime]).toEqual(['2026-11-01T10:00:00.000Z', '2026-11-01T11:00:00.000Z']);
	});

	test('item money, words unknown to the model included', () => {
		const item = { orderItemId: '1', quantityOrdered: 2, product: {}, proceeds: { breakdowns: [{ type: 'NEW_FEE', subtotal: usd('1.50') }, { type: 'DISCOUNT', subtotal: usd('-2'), detailedBreakdowns: [{ subtype: 'NEW_PART', value: usd('-2') }] }] } };
		const { order } = parsed(wireOrder('111-1', { orderItems: [item] }));
		expect(order.items[0]?.proceeds).toEqual([
			{ type: 'NEW_FEE', subtotal: { amount: '1.50', currency: 'USD' }, details: [] },
			{ type: 'DISCOUNT', subtotal: { amount: '-2', currency: 'USD' }, details: [{ subtype: 'NEW_PART', value: { amount: '-2', currency: 'USD' } }] },
		]);
	});

	test.each([['AMAZON', 'AFN'], ['MERCHANT', 'MFN'], ['SOMEBODY', undefined]])('fulfilled by %s is channel %s', (fulfilledBy, channel) => {
		expect(parsed(wireOrder('111-1', { fulfillment: { fulfillmentStatus: 'SHIPPED', fulfilledBy } })).order.fulfillmentChannel).toBe(channel);
	});

	test('a status that the model does not list is kept by its word', () => {
		const { order } = parsed(wireOrder('111-1', { fulfillment: { fulfillmentStatus: 'INVOICE_UNCONFIRMED' } }));
		expect([order.status, order.unknownStatus]).toEqual(['UNKNOWN', 'INVOICE_UNCONFIRMED']);
	});

	test('an order without any status is unknown, not unshipped', () => {
		const { order } = parsed(wireOrder('111-1', { fulfillment: undefined }));
		expect([order.status, order.unknownStatus]).toEqual(['UNKNOWN', undefined]);
	});

	test.each([['REPLACEMENT_ORIGINAL_ID', 'replacement'], ['EXCHANGE_ORIGINAL_ID', 'exchange']])('%s makes it a %s', (associationType, kind) => {
		expect(parsed(wireOrder('111-1', { associatedOrders: [{ orderId: '1', associationType: 'OTHER' }, { orderId: '111-0', associationType }] })).order.replaces).toEqual({ orderId: '111-0', kind });
	});

	test('an order from outside Amazon has no marketplace', () => {
		expect(parsed(wireOrder('111-1', { salesChannel: { channelName: 'NON_AMAZON', marketplaceId: 'A1', marketplaceName: 'Own shop' } })).order.marketplaceId).toBeUndefined();
	});

	test('money is called withheld only when it was not asked for', () => {
		expect(parsed(wireOrder('111-1'), ['FULFILLMENT']).order.proceedsWithheld).toBe(true);
		expect(parsed(wireOrder('111-1', { proceeds: undefined })).order.proceedsWithheld).toBeUndefined();
	});

	test('parcels, windows, points, gift wrap, promotions, tax models, the wish to cancel', () => {
		const range = { earliestDateTime: '2026-11-02T00:00:00Z', latestDateTime: null };
		const { order } = parsed(wireOrder('111-1', {
			programs: ['AMAZON_BUSINESS', 'PRIME'],
			buyer: { buyerPurchaseOrderNumber: 'PO-1' },
			fulfillment: { fulfillmentStatus: 'PARTIALLY_SHIPPED', fulfilledBy: 'MERCHANT', fulfillmentServiceLevel: 'EXPEDITED', shipByWindow: range, deliverByWindow: {} },
			packages: [{ packageReferenceId: '1', packageStatus: { status: 'SHIPPED' }, carrier: 'UPS', shippingService: 'Ground', trackingNumber: '1Z', shipTime: '2026-11-02T08:00:00Z', packageItems: [{ orderItemId: 'a', quantity: 1 }] }],
			orderItems: [
				{
					orderItemId: 'a', quantityOrdered: 2, product: { asin: 'B1', title: 'Tea', sellerSku: ' TEA ', price: { unitPrice: usd('3') } },
					expense: { pointsCost: { pointsGranted: { pointsNumber: 5, pointsMonetaryValue: { amount: '5', currencyCode: 'JPY' } } } },
					promotion: { breakdowns: [{ promotionId: 'P1' }, { promotionId: 'P1' }, { promotionId: '' }] },
					cancellation: { cancellationRequest: { requester: 'BUYER', cancelReason: 'changed my mind' } },
					fulfillment: { quantityFulfilled: 1, quantityUnfulfilled: 0, packing: { giftOption: { giftMessage: 'Happy birthday', giftWrapLevel: 'Classic' } } },
					tax: { taxCollections: [{ model: 'MARKETPLACE_FACILITATOR' }, { model: 'MARKETPLACE_FACILITATOR' }], taxCalculationBreakdowns: [{ reportingScheme: 'IOSS' }] },
				},
			],
		}));
		expect(order).toMatchObject({
			programs: ['AMAZON_BUSINESS', 'PRIME'], purchaseOrderNumber: 'PO-1', serviceLevel: 'EXPEDITED', shipBy: { earliest: '2026-11-02T00:00:00.000Z' },
			packages: [{ packageReferenceId: '1', status: 'SHIPPED', carrier: 'UPS', shippingService: 'Ground', trackingNumber: '1Z', shipTime: '2026-11-02T08:00:00.000Z', items: [{ orderItemId: 'a', quantity: 1 }] }],
			taxCollectionModels: ['MARKETPLACE_FACILITATOR'], taxReportingSchemes: ['IOSS'],
		});
		expect(order.deliverBy).toBeUndefined();
		expect(order.items).toEqual([{
			orderItemId: 'a', quantityOrdered: 2, proceeds: [], promotionIds: ['P1'], asin: 'B1', sellerSku: ' TEA ', title: 'Tea', quantityFulfilled: 1, quantityUnfulfilled: 0,
			unitPrice: { amount: '3', currency: 'USD' }, pointsGranted: { points: 5, value: { amount: '5', currency: 'JPY' } }, giftWrapLevel: 'Classic', buyerAskedToCancel: true,
		}]);
	});
});

const identity = {
	buyer: { buyerName: 'Jane Doe', buyerEmail: 'jane@example.com', buyerCompanyName: 'Doe Ltd', buyerPurchaseOrderNumber: 'PO-1' },
	recipient: {
		deliveryAddress: {
			name: 'J. Doe', companyName: 'Doe Goods', addressLine1: '1 High Street', addressLine2: '', addressLine3: null, city: 'Leeds', districtOrCounty: ' ', municipality: 'Wharf',
			stateOrRegion: 'Yorkshire', postalCode: 'LS1', countryCode: 'UK', phone: '+44 1', extendedFields: { streetName: 'High Street' },
		},
		deliveryPreference: { dropOffLocation: 'FRONT_DOOR', addressInstruction: 'ring twice' },
	},
	orderItems: [{ orderItemId: 'a', quantityOrdered: 1, product: { customization: { customizedUrl: 'https://example.com/secret' } }, fulfillment: { packing: { giftOption: { giftMessage: 'Love, Max' } } } }],
};

describe('what identifies the buyer', () => {
	test('goes into the buyer details, with empty fields left out and the country by its ISO code', () => {
		expect(parsed(wireOrder('111-1', identity)).buyer).toEqual({
			name: 'Jane Doe', email: 'jane@example.com', companyName: 'Doe Ltd', deliveryInstructions: 'FRONT_DOOR; ring twice', giftMessages: [{ orderItemId: 'a', message: 'Love, Max' }],
			address: { name: 'J. Doe', companyName: 'Doe Goods', line1: '1 High Street', city: 'Leeds', district: 'Wharf', state: 'Yorkshire', postalCode: 'LS1', countryCode: 'GB', phone: '+44 1' },
		});
	});

	test('is nowhere in the order', () => {
		const text = JSON.stringify(parsed(wireOrder('111-1', identity)).order);
		for (const trace of ['Jane', 'Doe', 'example.com', 'High Street', 'Leeds', 'LS1', '+44', 'Love', 'ring']) expect(text).not.toContain(trace);
	});

	test('is undefined when Amazon gave none of it', () => {
		expect(parsed(wireOrder('111-1', { buyer: { buyerName: '' }, recipient: { deliveryAddress: { name: '', city: ' ' }, deliveryPreference: {} } }))).not.toHaveProperty('buyer');
	});
});

describe('P33: where an order goes and the numbers that tax offices know', () => {
	const to = (deliveryAddress: object) => parsed(wireOrder('111-1', { recipient: { deliveryAddress } })).order.destination;

	test('country and state stay with the order, the country as in the address', () => {
		expect(to({ name: 'J. Doe', city: 'Leeds', stateOrRegion: 'Yorkshire', countryCode: 'uk' })).toEqual({ countryCode: 'GB', state: 'Yorkshire' });
		expect(to({ countryCode: 'DE', stateOrRegion: ' ' })).toEqual({ countryCode: 'DE' });
		expect([to({ stateOrRegion: 'Yorkshire', countryCode: '' }), parsed(wireOrder('111-1')).order.destination]).toEqual([undefined, undefined]);
	});

	test('the numbers of the Import One-Stop Shop, each once', () => {
		const item = (orderItemId: string, iossNumber?: string | null) => ({ orderItemId, quantityOrdered: 1, fulfillment: { shipping: { internationalShipping: { iossNumber } } } });
		const { order } = parsed(wireOrder('111-1', { orderItems: [item('1', 'IM1'), item('2', 'IM1'), item('3', null), item('4', 'IM2'), { orderItemId: '5', quantityOrdered: 1, fulfillment: { shipping: null } }] }));
		expect(order.iossNumbers).toEqual(['IM1', 'IM2']);
		expect(parsed(wireOrder('111-1'))).not.toHaveProperty('order.iossNumbers');
	});

	test("the buyer's registrations only, and nowhere in the order", () => {
		const taxRegistrations = [
			{ entityType: 'MERCHANT', taxRegistrationType: 'VAT', taxRegistrationNumber: 'GB1' }, { entityType: 'BUYER', legalName: 'Doe Ltd', taxRegistrationType: 'VAT', taxRegistrationNumber: 'DE123456789' },
			{ entityType: 'MARKETPLACE', taxRegistrationNumber: 'LU1' }, { entityType: 'BUYER', taxRegistrationType: 'CST' }, { entityType: 'BUYER', taxRegistrationNumber: 'X1' },
		];
		const { order, buyer } = parsed(wireOrder('111-1', { tax: { taxRegistrations } }));
		expect(buyer).toEqual({ taxRegistrations: [{ type: 'VAT', number: 'DE123456789' }, { type: 'UNKNOWN', number: 'X1' }] });
		expect(JSON.stringify(order)).not.toContain('DE123456789');
		expect(parsed(wireOrder('111-1', { tax: { taxRegistrations: taxRegistrations.slice(0, 1) } }))).not.toHaveProperty('buyer');
	});
});

describe('an order that does not fit the model', () => {
	test.each([
		['a number for an amount', { proceeds: { grandTotal: { amount: 49.99, currencyCode: 'USD' } } }, 'proceeds.grandTotal.amount: invalid type'],
		['an amount that is no number', { proceeds: { grandTotal: usd('1,5') } }, 'proceeds.grandTotal.amount: not a decimal number'],
		['an exponent', { proceeds: { grandTotal: usd('1e3') } }, 'proceeds.grandTotal.amount: not a decimal number'],
		['a breakdown without amount', { proceeds: { breakdowns: [{ type: 'ITEM' }] } }, 'proceeds.breakdowns.0.subtotal: invalid type'],
		['no items', { orderItems: undefined }, 'orderItems: invalid type'],
		['part of a unit', { orderItems: [{ orderItemId: '1', quantityOrdered: 1.5 }] }, 'orderItems.0.quantityOrdered: invalid type'],
		['a time without zone', { createdTime: '2026-11-01T10:00:00' }, 'createdTime: not an instant'],
		['a time that does not exist', { createdTime: '2026-13-01T10:00:00Z' }, 'createdTime: not an instant'],
		['no id', { orderId: '' }, 'orderId: too small'],
	])('%s is named by field', (_what, given, reason) => {
		expect(reasonFor(wireOrder('111-1', given))).toBe(reason);
	});

	test('whatever arrives, it is an order or unreadable, never an exception, and the reason quotes nothing of it', () => {
		const secret = 'Jane Doe 1 High Street';
		const anything = fc.oneof(fc.constant(secret), fc.jsonValue().map((value) => (value === null ? null : { [secret]: value, amount: secret, orderId: secret })));
		const fields = ['orderId', 'createdTime', 'buyer', 'recipient', 'proceeds', 'fulfillment', 'tax', 'orderItems', 'packages', 'programs', 'salesChannel', 'associatedOrders'];
		fc.assert(fc.property(fc.constantFrom(...fields), anything, (field, value) => {
			const result = parseOrder(wireOrder('111-1', { [field]: value }), everything);
			if (!result.ok) expect(JSON.stringify(result)).not.toContain(secret);
		}));
	});
});

describeWithAmazonModels("Amazon's own static answers", () => {
	const orders = AmazonModel.load('orders_2026-01-01.json');
	const sellers = AmazonModel.load('sellers.json');
	const good = (model: AmazonModel, operation: string) => model.staticPairs(operation).filter(({ status }) => status === 200);
	const search = { marketplaceIds: ['ATVPDKIKX0DER'], by: 'created', after: '2024-12-25T00:00:00Z' } as const;

	test('N1: every order of the three searchOrders answers is read', async () => {
		const pairs = good(orders, 'searchOrders');
		expect(pairs).toHaveLength(3);
		for (const { response } of pairs) {
			const page = await createOrderCalls(async () => response).searchOrders(search);
			expect(page.unreadable).toEqual([]);
			expect(page.orders.length).toBeGreaterThan(0);
			const wire = JSON.parse(JSON.stringify(response)) as { orders: { proceeds: { grandTotal: { amount: string } }; buyer: { buyerName: string } }[] };
			expect(page.orders.map(({ order }) => order.grandTotal?.amount)).toEqual(wire.orders.map(({ proceeds }) => proceeds.grandTotal.amount));
			expect(page.orders.map(({ buyer }) => buyer?.name)).toEqual(wire.orders.map(({ buyer }) => buyer.buyerName));
			for (const { order } of page.orders) expect(order.status).not.toBe('UNKNOWN');
		}
	});

	test('N3: every getOrder answer is read', async () => {
		const pairs = good(orders, 'getOrder');
		expect(pairs).toHaveLength(3);
		for (const { response, parameters } of pairs) {
			const captured = await createOrderCalls(async () => response).getOrder(String(parameters.get('orderId')));
			expect(captured?.order.orderId).toBe(parameters.get('orderId'));
			expect(captured?.order.items.length).toBeGreaterThan(0);
			expect(captured?.buyer?.address?.line1).toBeTruthy();
		}
	});

	test("P33: destinations and the buyers' registrations of all answers are read", async () => {
		const pages = await Promise.all(good(orders, 'searchOrders').map(async ({ response }) => (await createOrderCalls(async () => response).searchOrders(search)).orders));
		const singles = await Promise.all(good(orders, 'getOrder').map(async ({ response }) => (await createOrderCalls(async () => response).getOrder('1')) ?? []));
		const captured = [...pages.flat(), ...singles.flat()];
		expect(captured.flatMap(({ buyer }) => buyer?.taxRegistrations ?? [])).toEqual([{ type: 'VAT', number: '1234567890' }, { type: 'BUSINESS', number: 'TR1234567890' }]);
		for (const { order, buyer } of captured) expect(order.destination?.countryCode).toBe(buyer?.address?.countryCode);
	});

	test('the sellers interface is read', async () => {
		const [participations] = good(sellers, 'getMarketplaceParticipations');
		const [account] = good(sellers, 'getAccount');
		await expect(readParticipations(async () => participations?.response)).resolves.toEqual([expect.objectContaining({ participating: true, marketplaceId: expect.stringMatching(/^A/) })]);
		await expect(readSellerAccount(async () => account?.response)).resolves.toEqual({ sellingPlan: 'PROFESSIONAL', businessType: expect.any(String) });
	});
});
