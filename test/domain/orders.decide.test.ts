import { decide, isPaid } from '../../src/domain/orders/decide';
import { order, settings, store } from './orderExamples';

test.each([
	['MFN', 'UNSHIPPED', 'paid', 'pending'],
	['MFN', 'PARTIALLY_SHIPPED', 'paid', 'pending'],
	['MFN', 'SHIPPED', 'paid', 'pending'],
	['MFN', 'UNSHIPPED', 'fullyShipped', 'waiting'],
	['MFN', 'PARTIALLY_SHIPPED', 'fullyShipped', 'waiting'],
	['MFN', 'SHIPPED', 'fullyShipped', 'pending'],
	['AFN', 'UNSHIPPED', 'paid', 'waiting'],
	['AFN', 'SHIPPED', 'paid', 'pending'],
	['AFN', 'PARTIALLY_SHIPPED', 'paid', 'waiting'],
	['AFN', 'UNSHIPPED', 'fullyShipped', 'waiting'],
	['AFN', 'CANCELLED', 'paid', 'canceled'],
	['MFN', 'PENDING', 'paid', 'waiting'],
	['MFN', 'PENDING_AVAILABILITY', 'paid', 'waiting'],
	['AFN', 'UNFULFILLABLE', 'paid', 'waiting'],
	['MFN', 'CANCELLED', 'paid', 'canceled'],
	['MFN', 'UNKNOWN', 'fullyShipped', 'pending'],
] as const)('S20, S148, P32: an %s order that is %s is, when the store loads %s orders, %s', (fulfillmentChannel, status, loadFrom, state) => {
	expect(decide(order({ fulfillmentChannel, status }), store({ loadFrom })).state).toBe(state);
});

test('P35: an order from before the first date is skipped, one from that instant is not', () => {
	const from = store({ ignoreOrdersBefore: '2026-03-10T15:00:00.000Z' });
	expect(decide(order({ createdTime: '2026-03-10T14:59:59.999Z' }), from).state).toBe('skipped');
	expect(decide(order(), from).state).toBe('pending');
});

test('S34: a store that does not process Amazon-fulfilled orders skips them, and takes the others', () => {
	const own = store({ processAmazonFulfilled: false });
	for (const status of ['UNSHIPPED', 'SHIPPED'] as const) {
		expect(decide(order({ fulfillmentChannel: 'AFN', status }), own)).toEqual({ state: 'skipped', reason: 'The store does not process Amazon-fulfilled orders' });
	}
	expect(decide(order(), own).state).toBe('pending');
	expect(decide(order({ fulfillmentChannel: 'AFN', status: 'CANCELLED' }), own).state).toBe('canceled');
});

test('S71: an unfinished tax mapping keeps orders out of Pending Orders; Europe needs no Tax Free rule', () => {
	const unfinished = { ...store(), settings: { ...settings(), taxRules: { lines: 'A', additionalCharges: 'B' } } };
	expect(decide(order(), unfinished)).toEqual({ state: 'waiting', reason: 'Tax rule mapping is not finished: Tax Free' });
	expect(decide(order({ marketplaceId: 'A1PA6795UKMFR9' }), { ...unfinished, marketplaceId: 'A1PA6795UKMFR9' }).state).toBe('pending');
});

test('an order of a marketplace that is not the store\'s is kept, to be shown, and not dropped', () => {
	expect(decide(order({ marketplaceId: 'A39IBJ37TRP1C6' }), store()).state).toBe('pending');
});

test.each([
	['MFN', 'UNSHIPPED', true],
	['AFN', 'UNSHIPPED', false],
	['AFN', 'SHIPPED', true],
	['MFN', 'PENDING', false],
] as const)('D8: Amazon has the money of an %s order that is %s: %s', (fulfillmentChannel, status, paid) => {
	expect(isPaid(order({ fulfillmentChannel, status }))).toBe(paid);
});
