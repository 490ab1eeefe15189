import { type AmazonSimulator, startAmazonSimulator } from '../../../sandbox/amazon/amazonSimulator';
import { VirtualClock } from '../../../sandbox/clock';
import { accessToken, at, call, type Caller, caller, order, ORDERS, type Reply, seller } from './simulatorClient';

const { orderId } = order(1);
const mug = { asin: 'B0EXAMPLE1', sku: 'MUG', title: 'Mug', quantity: 3, unitPrice: '10.00', item: '30.00' };
const teapot = { asin: 'B0EXAMPLE2', sku: 'TEAPOT', title: 'Teapot', quantity: 1, item: '40.00' };

describe('what happens to orders in the simulator', () => {
	let simulator: AmazonSimulator;
	let clock: VirtualClock;
	let get: Caller;
	const world = () => simulator.account('A1EXAMPLE@na');

	beforeEach(async () => {
		clock = new VirtualClock('2026-11-02T12:00:00Z');
		simulator = await startAmazonSimulator({ clock, accounts: [seller({ orders: [order(1, { items: [mug, teapot] })] })], switches: { quotas: 'off' } });
		get = caller(simulator, await accessToken(simulator));
	});
	afterEach(async () => await simulator.close());

	const look = async (): Promise<Reply> => await get(`${ORDERS}/${orderId}`, { includedData: 'FULFILLMENT,CANCELLATION,PROCEEDS,PACKAGES' });
	const units = (reply: Reply): readonly unknown[] => [0, 1].map((item) => [at(reply, 'order', 'orderItems', item, 'quantityOrdered'), at(reply, 'order', 'orderItems', item, 'fulfillment', 'quantityFulfilled'), at(reply, 'order', 'orderItems', item, 'fulfillment', 'quantityUnfulfilled')]);
	const statusOf = (reply: Reply): unknown => at(reply, 'order', 'fulfillment', 'fulfillmentStatus');

	it('some units go out in a parcel, then the rest', async () => {
		world().shipOrder(orderId, { units: [{ item: 0, quantity: 2 }], parcel: { packageReferenceId: '1', trackingNumber: 'T-1' } });
		const partly = await look();
		expect([statusOf(partly), units(partly)]).toEqual(['PARTIALLY_SHIPPED', [[3, 2, 1], [1, 0, 1]]]);
		expect(at(partly, 'order', 'packages')).toMatchObject([{ trackingNumber: 'T-1', packageItems: [{ quantity: 2 }] }]);
		world().shipOrder(orderId, { parcel: { packageReferenceId: '2' } });
		const whole = await look();
		expect([statusOf(whole), units(whole)]).toEqual(['SHIPPED', [[3, 3, 0], [1, 1, 0]]]);
		expect(at(whole, 'order', 'packages')).toMatchObject([{ packageReferenceId: '1' }, { packageReferenceId: '2', packageItems: [{ quantity: 1 }, { quantity: 1 }] }]);
	});

	it('nothing goes out that is not there', () => {
		for (const wrong of [[{ item: 0, quantity: 4 }], [{ item: 0, quantity: 2 }, { item: 0, quantity: 2 }], [{ item: 2, quantity: 1 }], [{ item: 0, quantity: 0 }], []]) expect(() => world().shipOrder(orderId, { units: wrong })).toThrow(RangeError);
		world().updateOrder(orderId, { status: 'PENDING' });
		expect(() => world().shipOrder(orderId)).toThrow(/PENDING/);
	});

	it('N21: the remainder of a partly shipped order is canceled, what was ordered stays unless the switch lowers it', async () => {
		expect(() => world().cancelRemainder(orderId)).toThrow(/UNSHIPPED/);
		world().shipOrder(orderId, { units: [{ item: 0, quantity: 2 }] });
		world().cancelRemainder(orderId);
		const kept = await look();
		expect([statusOf(kept), units(kept)]).toEqual(['SHIPPED', [[3, 2, 0], [1, 0, 0]]]);
		expect(at(kept, 'order', 'orderItems', 1, 'cancellation', 'cancellationExecution', 'cancelledBy')).toBe('MERCHANT');
		expect(at(kept, 'order', 'proceeds', 'grandTotal', 'amount')).toBe('70.00');
		simulator.switches.quantityAfterCancellation = 'lowered';
		expect(units(await look())).toEqual([[2, 2, 0], [0, 0, 0]]);
	});

	it('N22: the buyer asks to cancel, for all items or some, and nothing else changes', async () => {
		const asked = (reply: Reply): readonly unknown[] => [0, 1].map((item) => at(reply, 'order', 'orderItems', item, 'cancellation', 'cancellationRequest', 'cancelReason'));
		world().askToCancel(orderId, { reason: 'WRONG_SIZE', items: [1] });
		const some = await look();
		expect([asked(some), statusOf(some)]).toEqual([[undefined, 'WRONG_SIZE'], 'UNSHIPPED']);
		world().askToCancel(orderId);
		expect(asked(await look())).toEqual(['NO_LONGER_NEEDED', 'NO_LONGER_NEEDED']);
	});

	it('amounts change, those that are not named stay', async () => {
		world().changeAmounts(orderId, [{ item: 0, amounts: { item: '27.00', shipping: '5.00' } }]);
		expect(at(await look(), 'order', 'proceeds', 'grandTotal', 'amount')).toBe('72.00');
		expect(() => world().changeAmounts(orderId, [{ item: 2, amounts: {} }])).toThrow(RangeError);
	});

	it('the update time moves, unless it is to stay', async () => {
		const updated = async (): Promise<unknown> => at(await look(), 'order', 'lastUpdatedTime');
		world().shipOrder(orderId, { units: [{ item: 0, quantity: 1 }], silently: true });
		world().askToCancel(orderId, { silently: true });
		world().changeAmounts(orderId, [], { silently: true });
		world().cancelRemainder(orderId, { silently: true });
		expect(await updated()).toBe('2026-11-02T10:00:00.000Z');
		for (const change of [() => world().askToCancel(orderId), () => world().changeAmounts(orderId, []), () => world().cancelOrder(orderId)]) {
			clock.advance(1000);
			change();
			expect(await updated()).toBe(new Date(clock.now()).toISOString());
		}
	});

	it('another process does the same', async () => {
		const control = async (body: object): Promise<number> => (await call(simulator, { host: 'anything.example', method: 'POST', path: '/_simulator/orders', body: JSON.stringify({ account: 'A1EXAMPLE@na', orderId, ...body }) })).status;
		expect(await control({ action: 'askToCancel', items: [0] })).toBe(200);
		expect(await control({ action: 'changeAmounts', changes: [{ item: 1, amounts: { item: '41.00' } }] })).toBe(200);
		expect(await control({ action: 'ship', units: [{ item: 0, quantity: 9 }] })).toBe(400);
		expect(await control({ action: 'ship', units: [{ item: 0, quantity: 1 }] })).toBe(200);
		expect(await control({ action: 'cancelRemainder' })).toBe(200);
		const reply = await look();
		expect([statusOf(reply), units(reply), at(reply, 'order', 'proceeds', 'grandTotal', 'amount')]).toEqual(['SHIPPED', [[3, 1, 0], [1, 0, 0]], '71.00']);
	});
});
