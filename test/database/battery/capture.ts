import type { AmazonOrder } from '../../../src/domain/orders/order';
import type { Bench } from './battery';
import { buyer, decision, eventsOf, key, makeOrder, MINUTE, START, STORE } from './fixtures';

const NEWER = '2026-02-21T09:00:00Z';
const OLDER = '2026-02-19T09:00:00Z';
const canceled = (id: string, overrides: Partial<AmazonOrder> = {}): AmazonOrder => makeOrder(id, { status: 'CANCELLED', lastUpdatedTime: NEWER, ...overrides });

async function process({ database }: Bench, orderId: string): Promise<void> {
	await database.orders.claim(STORE, { owner: 'writer', ttlMs: MINUTE, limit: 1, orderIds: [orderId] });
	await database.orders.complete(key(orderId), 'writer', { done: ['customer', 'sale'], saleId: 'sale-1' });
}

export function captureTests(bench: () => Promise<Bench>): void {
	describe('capture', () => {
		test('an order is kept exactly as it was loaded, with its event', async () => {
			const { database } = await bench();
			const order = makeOrder('1', { items: [{ orderItemId: '9', title: 'Ünï\u0000 "quoted" 🍵', quantityOrdered: 1, unitPrice: { amount: '0.10', currency: 'USD' }, proceeds: [], promotionIds: [] }] });
			expect(await database.orders.capture([decision(order)])).toEqual([{ key: key('1'), outcome: 'new', state: 'pending' }]);
			expect(await database.orders.find(key('1'))).toEqual({ ...key('1'), order, state: 'pending', holds: [], progress: { done: [] }, mustVoid: false, lookFirst: 'no', capturedAt: START, revision: 1, hasBuyerData: true });
			expect(await database.orders.buyer(key('1'))).toEqual(buyer);
			expect(await eventsOf(database, 'orderCaptured')).toEqual(['1']);
		});

		test('S151: the same order loaded again is unchanged and tells nothing twice', async () => {
			const { database } = await bench();
			await database.orders.capture([decision(makeOrder('1')), decision(makeOrder('1'))]);
			const again = await database.orders.capture([decision(makeOrder('1'))]);
			expect(again).toEqual([{ key: key('1'), outcome: 'unchanged', state: 'pending' }]);
			expect(await eventsOf(database, 'orderCaptured')).toEqual(['1']);
		});

		test('newer news replaces, older news is left out', async () => {
			const { database } = await bench();
			const newer = makeOrder('1', { lastUpdatedTime: NEWER, status: 'SHIPPED' });
			await database.orders.capture([decision(makeOrder('1'))]);
			expect((await database.orders.capture([decision(newer)]))[0]?.outcome).toBe('updated');
			expect((await database.orders.capture([decision(makeOrder('1', { serviceLevel: 'Old' }))]))[0]?.outcome).toBe('unchanged');
			expect((await database.orders.find(key('1')))?.order).toEqual(newer);
		});

		test('news of the same time with other content replaces', async () => {
			const { database } = await bench();
			await database.orders.capture([decision(makeOrder('1'))]);
			expect((await database.orders.capture([decision(makeOrder('1', { serviceLevel: 'Express' }))]))[0]?.outcome).toBe('updated');
			expect((await database.orders.find(key('1')))?.order.serviceLevel).toBe('Express');
		});

		test('the same order loaded without its money does not take the money away', async () => {
			const { database } = await bench();
			await database.orders.capture([decision(makeOrder('1'))]);
			const poorer = makeOrder('1', { proceedsWithheld: true, grandTotal: undefined });
			expect((await database.orders.capture([decision(poorer)]))[0]?.outcome).toBe('unchanged');
			expect((await database.orders.find(key('1')))?.order.grandTotal).toEqual({ amount: '20.00', currency: 'USD' });
		});

		test.each([
			['with the same time', '2026-02-20T11:00:00Z'],
			['with an older time', OLDER],
		])('N15: an unpaid order that is canceled %s is canceled', async (_name, lastUpdatedTime) => {
			const { database } = await bench();
			await database.orders.capture([decision(makeOrder('1', { status: 'PENDING' }), 'waiting', { stateReason: 'Not paid yet' })]);
			expect(await database.orders.capture([decision(canceled('1', { lastUpdatedTime }), 'canceled', { stateReason: 'Canceled at Amazon' })])).toEqual([{ key: key('1'), outcome: 'updated', state: 'canceled' }]);
			expect(await eventsOf(database, 'orderCanceled')).toEqual(['1']);
		});

		test('N15: a stale answer of the same time takes neither a cancellation nor a payment back', async () => {
			const { database } = await bench();
			await database.orders.capture([decision(makeOrder('1', { status: 'PENDING' }), 'waiting'), decision(makeOrder('2', { status: 'PENDING' }), 'waiting')]);
			await database.orders.capture([decision(makeOrder('1', { status: 'CANCELLED' }), 'canceled'), decision(makeOrder('2'))]);
			const stale = await database.orders.capture(['1', '2'].map((id) => decision(makeOrder(id, { status: 'PENDING' }), 'waiting')));
			expect(stale.map(({ outcome, state }) => [outcome, state])).toEqual([['unchanged', 'canceled'], ['unchanged', 'pending']]);
			expect((await database.orders.find(key('1')))?.order.status).toBe('CANCELLED');
			expect((await database.orders.find(key('2')))?.order.status).toBe('UNSHIPPED');
		});

		test('N15: an unpaid order that is paid without a newer time enters Pending Orders', async () => {
			const { database } = await bench();
			await database.orders.capture([decision(makeOrder('1', { status: 'PENDING' }), 'waiting')]);
			expect(await eventsOf(database, 'orderCaptured')).toEqual([]);
			expect((await database.orders.capture([decision(makeOrder('1', { lastUpdatedTime: OLDER }))]))[0]).toEqual({ key: key('1'), outcome: 'updated', state: 'pending' });
			expect(await eventsOf(database, 'orderCaptured')).toEqual(['1']);
		});

		test('S150: a skipped order enters Pending Orders when it is decided anew; the time of capture is then', async () => {
			const { database, clock } = await bench();
			await database.orders.capture([decision(makeOrder('1'), 'skipped', { stateReason: 'Before the start' })]);
			expect(await database.orders.find(key('1'))).toMatchObject({ stateReason: 'Before the start', hasBuyerData: false });
			clock.advance(MINUTE);
			expect((await database.orders.capture([decision(makeOrder('1'))]))[0]?.outcome).toBe('updated');
			const record = await database.orders.find(key('1'));
			expect(record).toMatchObject({ state: 'pending', hasBuyerData: true, capturedAt: '2026-03-01T12:01:00.000Z' });
			expect(record?.stateReason).toBeUndefined();
			expect(await eventsOf(database, 'orderCaptured')).toEqual(['1']);
		});

		test('S158: a pending order that nothing was written for leaves Pending Orders when Amazon cancels it, and its buyer is forgotten', async () => {
			const { database } = await bench();
			await database.orders.capture([decision(makeOrder('1'))]);
			await database.orders.capture([decision(canceled('1'), 'canceled')]);
			expect(await database.orders.find(key('1'))).toMatchObject({ state: 'canceled', mustVoid: false, hasBuyerData: false });
			expect(await eventsOf(database, 'orderCanceled')).toEqual(['1']);
			expect(await database.orders.claim(STORE, { owner: 'writer', ttlMs: MINUTE, limit: 9 })).toEqual([]);
		});

		test('S158: a claimed order that is canceled before the first step is taken from its writer', async () => {
			const { database } = await bench();
			await database.orders.capture([decision(makeOrder('1'))]);
			await database.orders.claim(STORE, { owner: 'writer', ttlMs: MINUTE, limit: 1 });
			await database.orders.capture([decision(canceled('1'), 'canceled')]);
			await expect(database.orders.recordProgress(key('1'), 'writer', { begun: 'customer', done: [] }, MINUTE)).rejects.toThrow('taken over');
		});

		test('S158: an order canceled while its sale is written is finished by its writer and then has to be voided', async () => {
			const { database } = await bench();
			await database.orders.capture([decision(makeOrder('1'))]);
			await database.orders.claim(STORE, { owner: 'writer', ttlMs: MINUTE, limit: 1 });
			await database.orders.recordProgress(key('1'), 'writer', { begun: 'sale', done: ['customer'] }, MINUTE);
			expect((await database.orders.capture([decision(canceled('1'), 'canceled')]))[0]?.state).toBe('pending');
			expect(await database.orders.claim(STORE, { owner: 'other', ttlMs: MINUTE, limit: 9 })).toEqual([]);
			await database.orders.recordProgress(key('1'), 'writer', { done: ['customer', 'sale'], saleId: 's' }, MINUTE);
			await database.orders.complete(key('1'), 'writer', { done: ['customer', 'sale'], saleId: 's' });
			expect(await database.orders.find(key('1'))).toMatchObject({ state: 'processed', mustVoid: true, progress: { saleId: 's' } });
			const [claimed] = await database.orders.claim(STORE, { owner: 'other', ttlMs: MINUTE, limit: 9 });
			expect(claimed).toMatchObject({ orderId: '1', mustVoid: true });
			await database.orders.cancel(key('1'), 'other', 'The sale was voided', { done: ['void'], saleId: 's' });
			expect(await database.orders.find(key('1'))).toMatchObject({ state: 'canceled', stateReason: 'The sale was voided', mustVoid: false, progress: { done: ['void'] } });
			expect(await eventsOf(database, 'orderCanceled')).toEqual(['1']);
		});

		test('S158: a begun order that was left behind stays claimable, to be voided', async () => {
			const { database } = await bench();
			await database.orders.capture([decision(makeOrder('1'))]);
			await database.orders.claim(STORE, { owner: 'writer', ttlMs: MINUTE, limit: 1 });
			await database.orders.recordProgress(key('1'), 'writer', { begun: 'sale', done: ['customer'] }, MINUTE);
			await database.orders.release([key('1')], 'writer');
			await database.orders.capture([decision(canceled('1'), 'canceled')]);
			expect(await database.orders.claim(STORE, { owner: 'next', ttlMs: MINUTE, limit: 9 })).toMatchObject([{ orderId: '1', state: 'pending', mustVoid: true, hasBuyerData: false }]);
		});

		test('S158: a processed order that Amazon cancels has to be voided, and tells it once', async () => {
			const all = await bench();
			const { database } = all;
			await database.orders.capture([decision(makeOrder('1'))]);
			await process(all, '1');
			expect(await database.orders.capture([decision(canceled('1'), 'canceled')])).toEqual([{ key: key('1'), outcome: 'updated', state: 'processed' }]);
			await database.orders.capture([decision(canceled('1', { lastUpdatedTime: '2026-02-22T09:00:00Z' }), 'canceled')]);
			expect(await database.orders.find(key('1'))).toMatchObject({ state: 'processed', mustVoid: true, hasBuyerData: false });
			expect(await eventsOf(database, 'orderCanceled')).toEqual(['1']);
		});

		test('a processed order keeps its state and takes new data, without buyer data', async () => {
			const all = await bench();
			const { database } = all;
			await database.orders.capture([decision(makeOrder('1'))]);
			await process(all, '1');
			await database.orders.capture([decision(makeOrder('1', { status: 'SHIPPED', lastUpdatedTime: NEWER }))]);
			expect(await database.orders.find(key('1'))).toMatchObject({ state: 'processed', mustVoid: false, hasBuyerData: false, order: { status: 'SHIPPED' }, processedAt: START });
			expect(await eventsOf(database, 'orderCaptured')).toEqual(['1']);
		});

		test('a canceled order keeps its state', async () => {
			const { database } = await bench();
			await database.orders.capture([decision(canceled('1'), 'canceled')]);
			await database.orders.capture([decision(makeOrder('1', { lastUpdatedTime: '2026-02-23T09:00:00Z' }))]);
			expect((await database.orders.find(key('1')))?.state).toBe('canceled');
			expect(await eventsOf(database, 'orderCanceled')).toEqual([]);
		});

		test('new data leave the claim of a running writer alone', async () => {
			const { database } = await bench();
			await database.orders.capture([decision(makeOrder('1'))]);
			await database.orders.claim(STORE, { owner: 'writer', ttlMs: MINUTE, limit: 1 });
			expect((await database.orders.capture([decision(makeOrder('1', { lastUpdatedTime: NEWER }), 'waiting')]))[0]?.state).toBe('pending');
			expect(await database.orders.claim(STORE, { owner: 'other', ttlMs: MINUTE, limit: 1 })).toEqual([]);
			await database.orders.complete(key('1'), 'writer', { done: ['sale'] });
		});

		test('S164: an order whose log entry was deleted is looked for before it is written again', async () => {
			const all = await bench();
			const { database } = all;
			await database.orders.capture([decision(makeOrder('1')), decision(makeOrder('2'))]);
			await process(all, '1');
			expect(await database.orders.deleteLogEntry(key('1'), 'holdWhileSaleExists')).toEqual(['1']);
			expect(await database.orders.deleteLogEntry(key('1'), 'createAnother')).toEqual([]);
			expect(await database.orders.find(key('1'))).toBeUndefined();
			expect((await database.orders.capture([decision(makeOrder('1'))]))[0]).toEqual({ key: key('1'), outcome: 'new', state: 'pending' });
			expect(await database.orders.find(key('1'))).toMatchObject({ lookFirst: 'holdWhileSaleExists', progress: { done: [] } });
			expect(await database.orders.deleteLogEntry(key('1'), 'createAnother')).toEqual(['1']);
			await database.orders.capture([decision(makeOrder('1'))]);
			expect((await database.orders.find(key('1')))?.lookFirst).toBe('createAnother');
			await process(all, '1');
			expect((await database.orders.find(key('1')))?.lookFirst).toBe('no');
		});

		test('the cursor moves with the orders, or neither is kept', async () => {
			const { database } = await bench();
			const cursor = { watermark: NEWER, covered: ['ATVPDKIKX0DER'] };
			await database.orders.capture([decision(makeOrder('1'))], { accountKey: 'A1SELLER@na', cursor });
			expect(await database.orders.cursor('A1SELLER@na')).toEqual(cursor);
			const unknown = decision(makeOrder('2'), 'pending', { storeId: 'unknown' });
			await expect(database.orders.capture([decision(makeOrder('3')), unknown], { accountKey: 'A1SELLER@na', cursor: { ...cursor, watermark: START } })).rejects.toThrow('Store unknown is not connected');
			expect(await database.orders.cursor('A1SELLER@na')).toEqual(cursor);
			expect(await database.orders.find(key('3'))).toBeUndefined();
			await database.orders.capture([], { accountKey: 'A1SELLER@na', cursor: { ...cursor, watermark: START } });
			expect((await database.orders.cursor('A1SELLER@na'))?.watermark).toBe(START);
		});

		test('a thousand orders are captured at once, each with its outcome', async () => {
			const { database } = await bench();
			const orders = Array.from({ length: 1000 }, (_, index) => decision(makeOrder(`order-${index}`)));
			expect((await database.orders.capture(orders)).filter(({ outcome }) => outcome === 'new')).toHaveLength(1000);
			expect((await database.orders.capture(orders)).filter(({ outcome }) => outcome === 'unchanged')).toHaveLength(1000);
			expect(await database.orders.countByState(STORE)).toEqual({ waiting: 0, pending: 1000, processed: 0, canceled: 0, skipped: 0 });
			expect(await eventsOf(database, 'orderCaptured')).toHaveLength(1000);
		});

		test('two captures of the same order at the same moment tell it once', async () => {
			const { database } = await bench();
			const rounds = Array.from({ length: 10 }, (_, round) => Array.from({ length: 30 }, (_each, index) => `${round}-${index}`));
			for (const orderIds of rounds) await Promise.all([1, 2, 3, 4].map(async () => await database.orders.capture(orderIds.map((id) => decision(makeOrder(id))))));
			expect(await eventsOf(database, 'orderCaptured')).toEqual(rounds.flat());
		});
	});

	describe('change of state', () => {
		test('a waiting order enters Pending Orders with its event and its buyer; nothing else is moved', async () => {
			const { database, clock } = await bench();
			await database.orders.capture([decision(makeOrder('waiting'), 'waiting'), decision(makeOrder('skipped'), 'skipped'), decision(makeOrder('pending')), decision(makeOrder('begun')), decision(makeOrder('canceled'), 'canceled')]);
			await database.orders.claim(STORE, { owner: 'writer', ttlMs: MINUTE, limit: 1, orderIds: ['begun'] });
			await database.orders.recordProgress(key('begun'), 'writer', { begun: 'customer', done: [] }, MINUTE);
			await database.orders.release([key('begun')], 'writer');
			clock.advance(MINUTE);
			await database.orders.changeState([
				{ key: key('waiting'), state: 'pending' },
				{ key: key('skipped'), state: 'waiting', stateReason: 'Not paid yet' },
				...['pending', 'begun', 'canceled'].map((id) => ({ key: key(id), state: 'skipped' as const, stateReason: 'By the settings' })),
				{ key: key('unknown'), state: 'pending' },
			]);
			const find = async (id: string): Promise<unknown> => await database.orders.find(key(id));
			expect(await find('waiting')).toMatchObject({ state: 'pending', hasBuyerData: true, capturedAt: '2026-03-01T12:01:00.000Z' });
			expect(await find('skipped')).toMatchObject({ state: 'waiting', stateReason: 'Not paid yet' });
			expect(await find('pending')).toMatchObject({ state: 'skipped', hasBuyerData: false });
			expect(await find('begun')).toMatchObject({ state: 'pending' });
			expect(await find('canceled')).toMatchObject({ state: 'canceled' });
			expect(await find('unknown')).toBeUndefined();
			expect(await eventsOf(database, 'orderCaptured')).toEqual(['pending', 'begun', 'waiting']);
		});
	});
}
