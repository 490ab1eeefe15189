import { ClaimLost } from '../../../src/processes/ports/repositories';
import type { Bench } from './battery';
import { buyer, decision, key, makeOrder, makeStore, MINUTE, STORE } from './fixtures';

const created = (id: string, day: number, overrides = {}): ReturnType<typeof makeOrder> => makeOrder(id, { createdTime: `2026-02-${String(day).padStart(2, '0')}T10:00:00Z`, ...overrides });
const ids = (records: readonly { readonly orderId: string }[]): readonly string[] => records.map((record) => record.orderId);

export function claimTests(bench: () => Promise<Bench>): void {
	describe('claims', () => {
		test('pending orders are claimed oldest first, with the buyer, and by one owner only', async () => {
			const { database } = await bench();
			await database.orders.capture([decision(created('c', 3)), decision(created('a', 1)), decision(created('b', 2)), decision(created('w', 1), 'waiting')]);
			const first = await database.orders.claim(STORE, { owner: 'one', ttlMs: MINUTE, limit: 2 });
			expect(ids(first)).toEqual(['a', 'b']);
			expect(first[0]?.buyer).toEqual(buyer);
			expect(ids(await database.orders.claim(STORE, { owner: 'two', ttlMs: MINUTE, limit: 9 }))).toEqual(['c']);
			expect(await database.orders.claim(STORE, { owner: 'one', ttlMs: MINUTE, limit: 9 })).toEqual([]);
		});

		test('excluded orders and those not asked for are left', async () => {
			const { database } = await bench();
			await database.orders.capture(['a', 'b', 'c'].map((id) => decision(makeOrder(id))));
			expect(ids(await database.orders.claim(STORE, { owner: 'one', ttlMs: MINUTE, limit: 9, exclude: ['a'], orderIds: ['a', 'b'] }))).toEqual(['b']);
			expect(ids(await database.orders.claim(STORE, { owner: 'one', ttlMs: MINUTE, limit: 9, exclude: ['a'] }))).toEqual(['c']);
		});

		test('S18: orders of another store are not claimed', async () => {
			const { database } = await bench();
			await database.stores.save(makeStore('other'));
			await database.orders.capture([decision(makeOrder('1'), 'pending', { storeId: 'other' })]);
			expect(await database.orders.claim(STORE, { owner: 'one', ttlMs: MINUTE, limit: 9 })).toEqual([]);
		});

		test('N23: held orders are claimed again, with the next run', async () => {
			const { database } = await bench();
			const issue = { code: 'order.unmapped', message: 'SKU MUG-RED is not linked', hint: 'Link it', blocking: true };
			await database.orders.capture([decision(makeOrder('1')), decision(makeOrder('2'))]);
			await database.orders.claim(STORE, { owner: 'one', ttlMs: MINUTE, limit: 1 });
			await database.orders.hold(key('1'), 'one', [issue]);
			expect((await database.orders.find(key('1')))?.holds).toEqual([issue]);
			expect(ids(await database.orders.list({ storeId: STORE, heldOnly: true }))).toEqual(['1']);
			expect(ids(await database.orders.claim(STORE, { owner: 'two', ttlMs: MINUTE, limit: 9 }))).toEqual(['1', '2']);
		});

		test('a claim runs out by time; recording progress extends it', async () => {
			const { database, clock } = await bench();
			await database.orders.capture([decision(makeOrder('1'))]);
			const claim = async (owner: string): Promise<number> => (await database.orders.claim(STORE, { owner, ttlMs: MINUTE, limit: 9 })).length;
			expect(await claim('one')).toBe(1);
			clock.advance(MINUTE - 1);
			await database.orders.recordProgress(key('1'), 'one', { begun: 'customer', done: [] }, MINUTE);
			clock.advance(MINUTE - 1);
			expect(await claim('two')).toBe(0);
			clock.advance(1);
			expect(await claim('two')).toBe(1);
			expect((await database.orders.find(key('1')))?.progress).toEqual({ begun: 'customer', done: [] });
		});

		test('whoever lost the claim can write nothing any more', async () => {
			const { database, clock } = await bench();
			await database.orders.capture([decision(makeOrder('1'))]);
			await database.orders.claim(STORE, { owner: 'slow', ttlMs: MINUTE, limit: 1 });
			clock.advance(MINUTE);
			await database.orders.claim(STORE, { owner: 'next', ttlMs: MINUTE, limit: 1 });
			const before = await database.orders.find(key('1'));
			await expect(database.orders.recordProgress(key('1'), 'slow', { done: ['sale'] }, MINUTE)).rejects.toThrow(ClaimLost);
			await expect(database.orders.hold(key('1'), 'slow', [])).rejects.toThrow(ClaimLost);
			await expect(database.orders.complete(key('1'), 'slow', { done: ['sale'] })).rejects.toThrow(ClaimLost);
			await expect(database.orders.cancel(key('1'), 'slow', 'x', { done: [] })).rejects.toThrow(ClaimLost);
			await expect(database.orders.skip(key('1'), 'slow', 'x')).rejects.toThrow(ClaimLost);
			await database.orders.release([key('1')], 'slow');
			expect(await database.orders.find(key('1'))).toEqual(before);
			expect(await database.orders.claim(STORE, { owner: 'third', ttlMs: MINUTE, limit: 1 })).toEqual([]);
		});

		test('a claim that ran out and that nobody took lets its owner record what he has done', async () => {
			const { database, clock } = await bench();
			await database.orders.capture([decision(makeOrder('1'))]);
			await database.orders.claim(STORE, { owner: 'slow', ttlMs: MINUTE, limit: 1 });
			clock.advance(2 * MINUTE);
			await database.orders.complete(key('1'), 'slow', { done: ['sale'], saleId: 's' });
			expect((await database.orders.find(key('1')))?.progress.saleId).toBe('s');
		});

		test('released claims can be taken at once', async () => {
			const { database } = await bench();
			await database.orders.capture([decision(makeOrder('1')), decision(makeOrder('2'))]);
			await database.orders.claim(STORE, { owner: 'one', ttlMs: MINUTE, limit: 9 });
			await database.orders.release([key('2')], 'one');
			expect(ids(await database.orders.claim(STORE, { owner: 'two', ttlMs: MINUTE, limit: 9 }))).toEqual(['2']);
		});

		test('claims of the dead are freed; each owner is asked about once', async () => {
			const { database } = await bench();
			await database.orders.capture(['1', '2', '3'].map((id) => decision(makeOrder(id))));
			await database.orders.claim(STORE, { owner: 'dead', ttlMs: MINUTE, limit: 2 });
			await database.orders.claim(STORE, { owner: 'alive', ttlMs: MINUTE, limit: 2 });
			const asked: string[] = [];
			expect(await database.orders.releaseDead((owner) => asked.push(owner) > 0 && owner === 'dead')).toBe(2);
			expect(asked.sort()).toEqual(['alive', 'dead']);
			expect(ids(await database.orders.claim(STORE, { owner: 'two', ttlMs: MINUTE, limit: 9 }))).toEqual(['1', '2']);
		});

		test('a skipped order leaves Pending Orders with its reason', async () => {
			const { database } = await bench();
			await database.orders.capture([decision(makeOrder('1'))]);
			await database.orders.claim(STORE, { owner: 'one', ttlMs: MINUTE, limit: 1 });
			await database.orders.skip(key('1'), 'one', 'No value');
			expect(await database.orders.find(key('1'))).toMatchObject({ state: 'skipped', stateReason: 'No value', hasBuyerData: false });
			expect(await database.orders.claim(STORE, { owner: 'one', ttlMs: MINUTE, limit: 1 })).toEqual([]);
		});
	});

	describe('reading orders', () => {
		test('lists are by creation time, filtered and paged', async () => {
			const { database, clock } = await bench();
			await database.orders.capture([decision(created('d', 4), 'waiting'), decision(created('b', 2)), decision(created('a', 1)), decision(created('c', 3))]);
			await database.orders.claim(STORE, { owner: 'one', ttlMs: MINUTE, limit: 1 });
			clock.advance(MINUTE);
			await database.orders.complete(key('a'), 'one', { done: ['sale'] });
			const list = async (filter: object): Promise<readonly string[]> => ids(await database.orders.list({ storeId: STORE, ...filter }));
			expect(await list({})).toEqual(['a', 'b', 'c', 'd']);
			expect(await list({ newestFirst: true, limit: 2 })).toEqual(['d', 'c']);
			expect(await list({ states: ['pending', 'waiting'], limit: 2, offset: 1 })).toEqual(['c', 'd']);
			expect(await list({ offset: 3 })).toEqual(['d']);
			expect(await list({ orderIds: ['c', 'x'] })).toEqual(['c']);
			expect(await list({ processedAfter: '2026-03-01T12:00:59.999Z' })).toEqual(['a']);
			expect(await list({ processedAfter: '2026-03-01T12:01:00.000Z' })).toEqual([]);
			expect(await list({ storeId: 'other' })).toEqual([]);
		});

		test('N15: unpaid orders are asked about, those not asked for longest first', async () => {
			const { database, clock } = await bench();
			const unpaid = { status: 'PENDING' as const };
			await database.orders.capture([decision(makeOrder('a', unpaid), 'waiting'), decision(makeOrder('b', { status: 'PENDING_AVAILABILITY' }), 'waiting'), decision(makeOrder('unshipped'), 'waiting'), decision(makeOrder('pending'))]);
			clock.advance(MINUTE);
			const checkedBefore = '2026-03-01T12:00:30.000Z';
			expect(ids(await database.orders.openAtAmazon([STORE], { checkedBefore, limit: 9 }))).toEqual(['a', 'b']);
			expect(await database.orders.openAtAmazon(['other'], { checkedBefore, limit: 9 })).toEqual([]);
			await database.orders.markChecked([key('a')], '2026-03-01T12:00:10.000Z');
			expect(ids(await database.orders.openAtAmazon([STORE], { checkedBefore, limit: 1 }))).toEqual(['b']);
			await database.orders.markChecked([key('b')], '2026-03-01T12:01:00.000Z');
			expect(ids(await database.orders.openAtAmazon([STORE], { checkedBefore, limit: 9 }))).toEqual(['a']);
		});

		test('S119: merchant-fulfilled units are reserved until Cin7 Core allocates them', async () => {
			const { database } = await bench();
			const item = (sellerSku: string, quantityOrdered: number): ReturnType<typeof makeOrder>['items'][number] => ({ orderItemId: sellerSku, sellerSku, quantityOrdered, proceeds: [], promotionIds: [] });
			await database.orders.capture([
				decision(makeOrder('1', { items: [item('MUG', 2), item('__proto__', 1)] })),
				decision(makeOrder('2', { items: [item('MUG', 3)] })),
				decision(makeOrder('amazon', { fulfillmentChannel: 'AFN', items: [item('MUG', 10)] })),
				decision(makeOrder('waiting', { items: [item('MUG', 20)] }), 'waiting'),
			]);
			expect(await database.orders.reservedUnits([STORE])).toEqual(new Map([['MUG', 5], ['__proto__', 1]]));
			await database.orders.claim(STORE, { owner: 'one', ttlMs: MINUTE, limit: 1, orderIds: ['2'] });
			await database.orders.recordProgress(key('2'), 'one', { begun: 'order', done: ['customer', 'sale'] }, MINUTE);
			expect((await database.orders.reservedUnits([STORE])).get('MUG')).toBe(5);
			await database.orders.recordProgress(key('2'), 'one', { done: ['customer', 'sale', 'order'] }, MINUTE);
			expect((await database.orders.reservedUnits([STORE])).get('MUG')).toBe(2);
			expect(await database.orders.reservedUnits(['other'])).toEqual(new Map());
		});

		test('N53: what was told is remembered by order, until something else is told', async () => {
			const { database } = await bench();
			await database.orders.recordTold(STORE, new Map([['1', 'a'], ['2', 'b']]));
			await database.orders.recordTold(STORE, new Map([['2', 'c']]));
			expect(await database.orders.alreadyTold(STORE, ['1', '2', '3'])).toEqual(new Map([['1', 'a'], ['2', 'c']]));
			expect(await database.orders.alreadyTold(STORE, ['3'])).toEqual(new Map());
		});
	});
}
