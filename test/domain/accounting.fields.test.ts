import { planSale, type SalePlan } from '../../src/domain/accounting/planSale';
import type { SaleInput } from '../../src/domain/accounting/saleInput';
import type { AmazonOrder, BuyerDetails } from '../../src/domain/orders/order';
import { buyer, item, money, order, proceeds, saleInput, store } from './orderExamples';

function planOf(over: Partial<SaleInput> = {}): SalePlan {
	const planning = planSale(saleInput(over));
	if (!planning.ok) throw new Error(planning.issues.map(({ code }) => code).join());
	return planning.plan;
}
const codesOf = (over: Partial<SaleInput>): readonly string[] => {
	const planning = planSale(saleInput(over));
	return planning.ok ? [] : planning.issues.map(({ code }) => code);
};
const daily = (over: Parameters<typeof store>[0] = {}) => store({ consolidation: 'daily', ...over });
const talkative: BuyerDetails = { ...buyer, companyName: 'Example GmbH', deliveryInstructions: 'Leave at the door', giftMessages: [{ orderItemId: '1', message: 'Happy birthday' }], taxRegistrations: [{ type: 'VAT', number: 'DE123456789' }] };
const business: Partial<AmazonOrder> = { purchaseOrderNumber: 'PO-77', iossNumbers: ['IM0400000000'] };

describe('a single sale', () => {
	test('P31: has gift messages on the order and on the delivery', () => {
		const { header } = planOf({ buyer: talkative });
		expect(header.shippingNotes).toBe('Leave at the door\nGift message: Happy birthday');
		expect(header.note).toContain('Gift message: Happy birthday');
	});
	test('P33: keeps company, purchase order, tax registrations and IOSS numbers of a business order', () => {
		const plan = planOf({ buyer: { ...talkative, deliveryInstructions: undefined, giftMessages: [] }, order: order(business) });
		expect(plan.header.note).toBe('Purchase order: PO-77\nTax registration: VAT DE123456789\nIOSS number: IM0400000000');
		expect(plan.header.shippingNotes).toBeUndefined();
		expect(plan.customer).toMatchObject({ kind: 'named', name: 'Example GmbH', contact: { name: 'Robin Example' } });
	});
	test('N16: of a replacement names the order that it replaces', () => {
		expect(planOf({ order: order({ replaces: { orderId: '111-0', kind: 'replacement' } }) }).header.note).toBe('Replacement for Amazon order 111-0');
	});
	test('S141: without anything told has no notes', () => {
		expect(planOf().header).not.toHaveProperty('note');
		expect(planOf().header).not.toHaveProperty('shippingNotes');
	});
	test('S137: is routed by what the order remembers when the buyer\'s address is gone', () => {
		const given = { buyer: undefined, order: order({ status: 'SHIPPED', destination: { countryCode: 'US', state: 'IL' } }), store: store({ orderRouting: [{ country: 'US', state: 'IL', location: 'Reno' }] }) };
		expect(planOf(given).header.location).toBe('Reno');
		expect(planOf({ ...given, order: order({ status: 'SHIPPED' }) }).header.location).toBe('Main Warehouse');
	});
});

describe('an order of a daily sale', () => {
	test('S122, S144: has customer, addresses, company and contact of the default customer, and nothing that identifies the buyer', () => {
		const shipping = { line1: '9 Shipping Road', country: 'US', company: 'Harbor', contact: 'Dock' };
		const plan = planOf({ store: daily(), buyer: { ...talkative, deliveryInstructions: undefined, giftMessages: [], taxRegistrations: [] }, defaultCustomer: { ...saleInput().defaultCustomer, shipping } });
		expect(plan.customer).toEqual({ kind: 'default', customerId: 'c-default' });
		expect(plan.header).toMatchObject({ billingAddress: { line1: '9 Billing Road', country: 'US' }, shippingAddress: shipping });
		expect(JSON.stringify(plan)).not.toMatch(/Robin|Example|555 0100/);
	});
	test('S146: has Amazon\'s notes, each under its order', () => {
		const { header } = planOf({ store: daily(), buyer: talkative, order: order(business) });
		expect(header.shippingNotes).toBe('111-0000001-0000001: Leave at the door\n111-0000001-0000001: Gift message: Happy birthday');
		expect(header.note?.split('\n').every((line) => line.startsWith('111-0000001-0000001: '))).toBe(true);
		expect(header.note).toContain('111-0000001-0000001: Purchase order: PO-77');
	});
	test('S144: needs no address, even if it is still to be shipped', () => {
		expect(codesOf({ store: daily(), buyer: undefined })).toEqual([]);
		expect(codesOf({ store: store(), buyer: undefined })).toEqual(['order.addressMissing']);
	});
});

describe('P36: what an order lacks is held, not shipped', () => {
	test.each<[string, Partial<SaleInput>, string]>([
		['an address without a first line', { buyer: { name: 'Robin', address: { countryCode: 'US', city: 'Springfield' } } }, 'order.addressMissing'],
		['an address without a country', { buyer: { name: 'Robin', address: { line1: '1 Example Street' } } }, 'order.addressMissing'],
		['any lines', { order: order({ items: [], grandTotal: undefined }) }, 'order.noLines'],
		['any units', { order: order({ items: [item({ quantityOrdered: 0, proceeds: [], proceedsTotal: undefined })], grandTotal: undefined }) }, 'order.noLines'],
	])('%s', (_what, over, code) => {
		expect(codesOf(over)).toContain(code);
	});
	test('a name alone is not asked for: the default customer takes the sale', () => {
		expect(planOf({ buyer: { address: { ...buyer.address, name: undefined } } }).customer).toEqual({ kind: 'default', customerId: 'c-default' });
	});
});

describe('N22: a buyer who asked to cancel', () => {
	const asked = (over: Partial<AmazonOrder> = {}) => order({ items: [item({ buyerAskedToCancel: true })], ...over });
	const picking = store({ autoPickPackShip: 'AUTOPICKPACKSHIP' });

	test.each(['UNSHIPPED', 'PARTIALLY_SHIPPED'] as const)('keeps the single sale of an order that is %s from being picked, and tells', (status) => {
		const plan = planOf({ order: asked({ status }), store: picking });
		expect(plan.autoPickPackShip).toBe('NOPICK');
		expect(plan.notices).toMatchObject([{ code: 'order.buyerAskedToCancel', blocking: false, hint: expect.stringContaining('Seller Central') as string }]);
	});
	test.each<[string, AmazonOrder]>([
		['nobody asked', order()],
		['it is shipped', asked({ status: 'SHIPPED' })],
		['Amazon ships', asked({ fulfillmentChannel: 'AFN', status: 'SHIPPED' })],
		['the item is canceled already', order({ grandTotal: money('10.00'), items: [item(), item({ orderItemId: '2', buyerAskedToCancel: true, quantityFulfilled: 0, quantityUnfulfilled: 0, proceeds: [], proceedsTotal: undefined })] })],
	])('changes nothing when %s', (_what, given) => {
		const plan = planOf({ order: given, store: picking });
		expect([plan.autoPickPackShip, plan.notices]).toEqual(['AUTOPICKPACKSHIP', []]);
	});
	test('keeps the order out of a daily sale until it is shipped', () => {
		expect(codesOf({ order: asked(), store: daily() })).toEqual(['order.buyerAskedToCancel']);
		expect(codesOf({ order: asked({ status: 'SHIPPED' }), store: daily() })).toEqual([]);
	});
});

describe('N21: an order of which units were canceled', () => {
	const left = (over: Parameters<typeof item>[0]) => item({ quantityOrdered: 3, quantityFulfilled: 2, quantityUnfulfilled: 0, unitPrice: money('10.00'), ...over });

	test('is a sale of the units that are left, at Amazon\'s amount', () => {
		const plan = planOf({ order: order({ status: 'SHIPPED', grandTotal: money('20.00'), items: [left({ proceeds: proceeds({ ITEM: '20.00' }), proceedsTotal: money('20.00') })] }) });
		expect(plan.lines).toMatchObject([{ quantity: 2, price: '10', total: '20' }]);
		expect(plan.notices).toEqual([]);
	});
	test('is held while Amazon\'s amount contains the canceled ones', () => {
		const full = order({ status: 'SHIPPED', grandTotal: money('30.00'), items: [left({ proceeds: proceeds({ ITEM: '30.00' }), proceedsTotal: money('30.00') })] });
		const planning = planSale(saleInput({ order: full }));
		expect(planning).toMatchObject({ ok: false, issues: [{ code: 'order.partlyCanceled', message: expect.stringContaining('2 of 3 left, amount 30') as string }] });
	});
	test('an item without units and money gives no line and needs no product', () => {
		const gone = item({ orderItemId: '2', sellerSku: 'UNKNOWN', quantityFulfilled: 0, quantityUnfulfilled: 0, proceeds: [], proceedsTotal: undefined });
		expect(planOf({ order: order({ status: 'SHIPPED', items: [item(), gone] }) }).lines).toHaveLength(1);
	});
	test('an item without units that still has money holds the order', () => {
		expect(codesOf({ order: order({ status: 'SHIPPED', items: [item({ quantityFulfilled: 0, quantityUnfulfilled: 0 })] }) })).toEqual(['order.noLines', 'order.partlyCanceled']);
	});
});
