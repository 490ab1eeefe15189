import { UNCONFIRMED_MS } from '../../../src/database/events';
import { createOwner } from '../../../src/database/owner';
import type { Bench } from './battery';
import { decision, makeOrder, makeStore, STORE } from './fixtures';

const filter = { storeIds: [STORE], kinds: ['orderCaptured'] as const, limit: 100 };

async function withOrders(bench: () => Promise<Bench>, ...orderIds: string[]): Promise<Bench & { take(instance: string, overrides?: object, subscriber?: string): Promise<readonly string[]> }> {
	const all = await bench();
	await all.database.orders.capture(orderIds.map((id) => decision(makeOrder(id))));
	const take = async (instance: string, overrides = {}, subscriber = 'workflow 1'): Promise<readonly string[]> =>
		(await all.database.events.take(subscriber, instance, { ...filter, ...overrides })).map((event) => event.orderId);
	return { ...all, take };
}

export function eventTests(bench: () => Promise<Bench>): void {
	describe('events', () => {
		test('each event is given once, in the order it happened, and up to the limit', async () => {
			const { take, database } = await withOrders(bench, '1', '2', '3');
			expect(await take('host-a:1:x', { limit: 2 })).toEqual(['1', '2']);
			expect(await take('host-a:1:x')).toEqual(['3']);
			expect(await take('host-a:1:x')).toEqual([]);
			await database.orders.capture([decision(makeOrder('4'))]);
			expect(await take('host-a:1:x')).toEqual(['4']);
		});

		test('every subscriber is given every event of its stores and kinds', async () => {
			const { take, database } = await withOrders(bench, '1');
			await database.stores.save(makeStore('other'));
			await database.orders.capture([decision(makeOrder('2'), 'pending', { storeId: 'other' })]);
			expect(await take('host-a:1:x')).toEqual(['1']);
			expect(await take('host-a:1:x', {}, 'workflow 2')).toEqual(['1']);
			expect(await take('host-a:1:x', { kinds: ['orderCanceled'] })).toEqual([]);
			expect(await take('host-a:1:x', { storeIds: [STORE, 'other'] })).toEqual(['2']);
		});

		test('an event that an instance of this process that died was given is given again at once', async () => {
			const { take } = await withOrders(bench, '1');
			const self = createOwner();
			const gone = self.replace(/:[^:]*$/, ':an-earlier-process');
			expect(await take(gone)).toEqual(['1']);
			expect(await take(self)).toEqual(['1']);
			expect(await take(self)).toEqual([]);
			expect(await take(gone)).toEqual([]);
		});

		test('an event that a living instance was given is not given to another, while it is at work', async () => {
			const { take, clock } = await withOrders(bench, '1');
			const elsewhere = 'another-host:1:x';
			expect(await take(elsewhere)).toEqual(['1']);
			expect(await take(createOwner())).toEqual([]);
			clock.advance(UNCONFIRMED_MS - 1);
			expect(await take(createOwner())).toEqual([]);
			clock.advance(1);
			expect(await take(createOwner())).toEqual(['1']);
		});

		test('two instances of one process leave each other what they were given', async () => {
			const { take } = await withOrders(bench, '1');
			expect(await take(createOwner())).toEqual(['1']);
			expect(await take(createOwner())).toEqual([]);
		});

		test('an event that its instance came back for is confirmed and never given again', async () => {
			const { take, clock } = await withOrders(bench, '1');
			await take('another-host:1:x');
			await take('another-host:1:x');
			clock.advance(10 * UNCONFIRMED_MS);
			expect(await take(createOwner())).toEqual([]);
		});

		test('two workers that take at the same moment share the events', async () => {
			const { take } = await withOrders(bench, ...Array.from({ length: 50 }, (_, index) => `order-${index}`));
			const given = await Promise.all(['a', 'b', 'c', 'd'].map(async (host) => await take(`${host}:1:x`, { limit: 20 })));
			expect(given.flat()).toHaveLength(50);
			expect(new Set(given.flat()).size).toBe(50);
		});

		test('looking marks nothing', async () => {
			const { take, database } = await withOrders(bench, '1', '2', '3');
			const looked = await database.events.peek({ ...filter, limit: 2 });
			expect(looked.map((event) => event.orderId)).toEqual(['2', '3']);
			expect(looked[0]).toMatchObject({ storeId: STORE, kind: 'orderCaptured', at: '2026-03-01T12:00:00.000Z' });
			expect(await take('host-a:1:x')).toEqual(['1', '2', '3']);
		});
	});
}
