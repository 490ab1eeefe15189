import type { ToldProblem } from '../../../src/processes/ports/repositories';
import { ClaimLost } from '../../../src/processes/ports/repositories';
import type { Bench } from './battery';
import { decision, key, makeOrder, makeStore, MINUTE, STORE } from './fixtures';
import { makePart } from './sales';

const NEWER = '2026-02-21T09:00:00Z';
const issue = { code: 'order.x', message: 'x', hint: 'x', blocking: true };
const ids = (records: readonly { readonly orderId: string }[]): readonly string[] => records.map((record) => record.orderId);

async function processed({ database }: Bench, orderId: string, part = makePart(orderId), paid = false): Promise<void> {
	await database.orders.capture([decision(makeOrder(orderId))]);
	await database.orders.claim(STORE, { owner: 'writer', ttlMs: MINUTE, limit: 1, orderIds: [orderId] });
	await database.orders.keepPart(key(orderId), 'writer', part);
	await database.orders.complete(key(orderId), 'writer', { done: ['sale'], saleId: 'sale-1', ...(paid ? { paid } : {}) });
}

export function wholeOrderTests(bench: () => Promise<Bench>): void {
	describe('what an order contributes to its sale', () => {
		test('it is kept before the first call and stays with the processed order; only the holder of the claim keeps it', async () => {
			const all = await bench();
			const { database } = all;
			await processed(all, '1');
			expect(await database.orders.find(key('1'))).toMatchObject({ state: 'processed', part: makePart('1'), revision: 1 });
			await database.orders.capture([decision(makeOrder('1', { lastUpdatedTime: NEWER }))]);
			expect(await database.orders.find(key('1'))).toMatchObject({ part: makePart('1'), revision: 2 });
			await database.orders.capture([decision(makeOrder('2'))]);
			await expect(database.orders.keepPart(key('2'), 'writer', makePart('2'))).rejects.toThrow(ClaimLost);
		});

		test('N21: an order whose sale was voided is pending again as if nothing had been written', async () => {
			const all = await bench();
			const { database } = all;
			await processed(all, '1');
			await database.orders.capture([decision(makeOrder('1', { lastUpdatedTime: NEWER }), 'pending', { mustVoid: true })]);
			await expect(database.orders.reopen(key('1'), 'writer')).rejects.toThrow(ClaimLost);
			await database.orders.claim(STORE, { owner: 'writer', ttlMs: MINUTE, limit: 1 });
			await database.orders.reopen(key('1'), 'writer');
			const record = await database.orders.find(key('1'));
			expect(record).toMatchObject({ state: 'pending', mustVoid: false, progress: { done: [] }, lookFirst: 'createAnother', holds: [] });
			expect([record?.part, record?.processedAt]).toEqual([undefined, undefined]);
			expect(await database.orders.unpaid(STORE, 9)).toEqual([]);
			expect(ids(await database.orders.claim(STORE, { owner: 'next', ttlMs: MINUTE, limit: 9 }))).toEqual(['1']);
		});
	});

	describe('payments that are still to be added', () => {
		test('S157: processed orders of some value are unpaid until they are marked as paid, oldest first', async () => {
			const all = await bench();
			const { orders } = all.database;
			await processed(all, 'b');
			await processed(all, 'a');
			await processed(all, 'free', makePart('free', { payable: '0.00' }));
			await processed(all, 'paid', makePart('paid'), true);
			await orders.capture([decision(makeOrder('pending'))]);
			expect(ids(await orders.unpaid(STORE, 9))).toEqual(['a', 'b']);
			expect(ids(await orders.unpaid(STORE, 1))).toEqual(['a']);
			expect(await orders.unpaid('other', 9)).toEqual([]);
			await orders.markPaid(key('a'));
			expect(ids(await orders.unpaid(STORE, 9))).toEqual(['b']);
			expect((await orders.find(key('a')))?.progress).toEqual({ done: ['sale'], saleId: 'sale-1', paid: true });
		});

		test('S158: nothing is paid on a sale that is to be voided, or was', async () => {
			const all = await bench();
			const { orders } = all.database;
			await processed(all, '1');
			await orders.capture([decision(makeOrder('1', { status: 'CANCELLED', lastUpdatedTime: NEWER }), 'canceled')]);
			expect(await orders.unpaid(STORE, 9)).toEqual([]);
			await orders.claim(STORE, { owner: 'writer', ttlMs: MINUTE, limit: 1 });
			await orders.cancel(key('1'), 'writer', 'Voided', { done: ['void'] });
			await orders.markPaid(key('1'));
			expect((await orders.find(key('1')))?.progress.paid).toBeUndefined();
			expect(await orders.unpaid(STORE, 9)).toEqual([]);
		});
	});

	describe('orders that wait for their day', () => {
		test('canceled orders alone are claimed when only they are asked for', async () => {
			const all = await bench();
			const { orders } = all.database;
			await processed(all, '1');
			await orders.capture([decision(makeOrder('1', { status: 'CANCELLED', lastUpdatedTime: NEWER }), 'canceled'), decision(makeOrder('2'))]);
			expect(ids(await orders.claim(STORE, { owner: 'one', ttlMs: MINUTE, limit: 9, canceledOnly: true }))).toEqual(['1']);
			expect(ids(await orders.claim(STORE, { owner: 'one', ttlMs: MINUTE, limit: 9 }))).toEqual(['2']);
		});

		test('why they are not in a daily sale is kept and taken back; claimed and processed ones are left alone', async () => {
			const all = await bench();
			const { database: { orders, stores }, clock } = all;
			await stores.save(makeStore('other'));
			await processed(all, 'done');
			await orders.capture(['1', '2', 'claimed'].map((id) => decision(makeOrder(id))));
			await orders.capture([decision(makeOrder('1'), 'pending', { storeId: 'other' })]);
			await orders.claim(STORE, { owner: 'one', ttlMs: MINUTE, limit: 1, orderIds: ['claimed'] });
			await orders.holdUnclaimed(STORE, new Map(['1', '2', 'claimed', 'done', 'unknown'].map((id) => [id, [issue]])));
			const held = async (): Promise<readonly string[]> => ids(await orders.list({ storeId: STORE, heldOnly: true }));
			expect(await held()).toEqual(['1', '2']);
			expect((await orders.find(key('2')))?.holds).toEqual([issue]);
			expect((await orders.find(key('1', 'other')))?.holds).toEqual([]);
			clock.advance(MINUTE);
			await orders.holdUnclaimed(STORE, new Map([['1', []], ['claimed', [issue]]]));
			expect(await held()).toEqual(['2', 'claimed']);
		});
	});

	describe('problems that are told', () => {
		const problem = (overrides: Partial<ToldProblem> = {}): ToldProblem => ({ storeId: STORE, code: 'order.x', message: 'Ü "x"', hint: 'y', ...overrides });
		const attention = async ({ database }: Bench): Promise<readonly unknown[]> =>
			(await database.events.take('workflow', 'host-a:1:x', { storeIds: [STORE], kinds: ['needsAttention'], limit: 9 })).map(({ orderId, details }) => [orderId, details]);

		test('N53: those that are new are one event with all of them, of the store', async () => {
			const all = await bench();
			const problems = [problem({ orderId: '1' }), problem({ orderId: '2' }), problem({ sellerSku: 'MUG' })];
			await all.database.orders.recordTold(STORE, new Map([['1', 'a'], ['2', 'b']]), problems);
			await all.database.orders.recordTold(STORE, new Map([['1', '']]), []);
			await all.database.orders.recordTold(STORE, new Map([['1', 'c']]));
			expect(await attention(all)).toEqual([['', { problems }]]);
			expect(await all.database.orders.alreadyTold(STORE, ['1', '2'])).toEqual(new Map([['1', 'c'], ['2', 'b']]));
		});

		test('N53: an event about one order alone is of that order', async () => {
			const all = await bench();
			const problems = [problem({ orderId: '1' }), problem({ orderId: '1', code: 'order.y' })];
			await all.database.orders.recordTold(STORE, new Map([['1', 'a']]), problems);
			expect(await all.database.events.peek({ storeIds: [STORE], kinds: ['needsAttention'], limit: 9 })).toMatchObject([{ orderId: '1', kind: 'needsAttention', details: { problems } }]);
		});

		test('N53: of a store that is not there neither is kept', async () => {
			const all = await bench();
			await expect(all.database.orders.recordTold('unknown', new Map(), [problem()])).rejects.toThrow();
			expect(await all.database.orders.alreadyTold('unknown', ['1'])).toEqual(new Map());
		});
	});

	describe('orders of the past', () => {
		const load = { from: '2024-01-01T00:00:00Z', until: '2026-01-01T00:00:00Z', windows: [{ from: '2024-01-01T00:00:00Z', until: '2024-02-01T00:00:00Z', reportId: 'r' }], found: 2 };
		const at = (orderId: string, day: number): { orderId: string; purchasedAt: string } => ({ orderId, purchasedAt: `2025-03-0${day}T10:00:00Z` });

		test('P39: ids are kept once and given newest first, until they are removed', async () => {
			const { database: { history } } = await bench();
			await history.add('A history', [at('1', 1), at('3', 3), at('2', 2), at('2', 5)]);
			await history.add('A history', [at('1', 9), at('4', 4)]);
			await history.add('B history', [at('9', 9)]);
			expect(await history.next('A history', 3)).toEqual(['2', '4', '3']);
			await history.remove('A history', ['4', '9', 'unknown']);
			expect(await history.next('A history', 9)).toEqual(['2', '3', '1']);
			expect([await history.count('A history'), await history.count('B history')]).toEqual([3, 1]);
		});

		test('P39: a load is gone on with where it was, until it is ended', async () => {
			const { database: { history } } = await bench();
			expect(await history.state('A history')).toBeUndefined();
			await history.saveState('A history', { ...load, found: 0 });
			await history.saveState('A history', load);
			await history.add('A history', [at('1', 1)]);
			expect(await history.state('A history')).toEqual(load);
			await history.end('A history');
			expect([await history.state('A history'), await history.count('A history')]).toEqual([undefined, 0]);
		});
	});
}
