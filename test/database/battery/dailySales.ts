import { ClaimLost } from '../../../src/processes/ports/repositories';
import type { Bench } from './battery';
import { decision, eventsOf, key, makeOrder, makeStore, MINUTE, START, STORE } from './fixtures';
import { claimSale, closeWith, completeSale, credit, DAY, makePart, makeRefund, makeSale, revisionsOf, SALE } from './sales';

const NEWER = '2026-02-21T09:00:00Z';
const canceled = (id: string): ReturnType<typeof decision> => decision(makeOrder(id, { status: 'CANCELLED', lastUpdatedTime: NEWER }), 'canceled');
const stateOf = async ({ database }: Bench, id: string): Promise<string | undefined> => (await database.orders.find(key(id)))?.state;

function closingTests(bench: () => Promise<Bench>): void {
	describe('closing a day', () => {
		test('N8: the sale is kept as given, its orders are members in the order of their creation, with their parts', async () => {
			const all = await bench();
			const { database } = all;
			await database.orders.capture([decision(makeOrder('late', { createdTime: '2026-02-20T12:00:00Z' })), decision(makeOrder('early')), decision(makeOrder('eur'))]);
			const sales = [makeSale(['late', 'early']), makeSale(['eur'], { number: 2 })];
			expect(await database.dailySales.close(STORE, DAY, sales, await revisionsOf(all))).toBe(true);
			expect(await database.dailySales.find(SALE)).toEqual({ saleKey: SALE, storeId: STORE, day: DAY, number: 1, state: 'open', frame: sales[0]?.frame, lookFirst: 'no', holds: [], progress: { done: [] }, createdAt: START });
			expect(await database.dailySales.members(SALE)).toEqual(['early', 'late'].map((id) => ({ ...key(id), part: makePart(id), canceled: false })));
			expect(await database.orders.find(key('eur'))).toMatchObject({ state: 'pending', saleKey: `${STORE}|${DAY}|2`, part: makePart('eur') });
			expect(await database.dailySales.closedDays(STORE, [DAY, '2026-02-21'])).toEqual(new Set([DAY]));
			expect(await database.dailySales.closedDays('other', [DAY])).toEqual(new Set());
		});

		test('D14: a closed day is not closed again, and the orders of the second attempt stay free', async () => {
			const all = await closeWith(await bench(), '1');
			const { database } = all;
			await database.orders.capture([decision(makeOrder('2'))]);
			expect(await database.dailySales.close(STORE, DAY, [makeSale(['2'], { number: 2 })], await revisionsOf(all))).toBe(false);
			expect((await database.orders.find(key('2')))?.saleKey).toBeUndefined();
			expect(await database.dailySales.list(STORE, { limit: 9 })).toHaveLength(1);
			const tomorrow = { day: '2026-02-21' };
			expect(await database.dailySales.close(STORE, tomorrow.day, [makeSale(['1', '2'], tomorrow)], await revisionsOf(all))).toBe(false);
			expect(await database.dailySales.close(STORE, tomorrow.day, [makeSale(['2'], tomorrow)], await revisionsOf(all))).toBe(true);
		});

		test.each<[string, (all: Bench) => Promise<unknown>]>([
			['has news since it was planned', async ({ database }) => await database.orders.capture([decision(makeOrder('2', { lastUpdatedTime: NEWER }))])],
			['is claimed', async ({ database }) => await database.orders.claim(STORE, { owner: 'writer', ttlMs: MINUTE, limit: 1, orderIds: ['2'] })],
			['is not pending any more', async ({ database }) => await database.orders.changeState([{ key: key('2'), state: 'skipped' }])],
			['is gone', async ({ database }) => await database.orders.deleteLogEntry(key('2'), 'createAnother')],
			['has begun a sale of its own', async ({ database }) => {
				await database.orders.claim(STORE, { owner: 'writer', ttlMs: MINUTE, limit: 1, orderIds: ['2'] });
				await database.orders.recordProgress(key('2'), 'writer', { begun: 'sale', done: [] }, MINUTE);
				await database.orders.release([key('2')], 'writer');
			}],
		])('nothing is kept when one of its orders %s', async (_name, change) => {
			const all = await bench();
			const { database } = all;
			await database.orders.capture([decision(makeOrder('1')), decision(makeOrder('2'))]);
			const revisions = await revisionsOf(all);
			await change(all);
			expect(await database.dailySales.close(STORE, DAY, [makeSale(['1', '2'])], revisions)).toBe(false);
			expect((await database.orders.find(key('1')))?.saleKey).toBeUndefined();
			expect(await database.dailySales.list(STORE, { limit: 9 })).toEqual([]);
		});

		test('an order of which no revision is given, or that is given twice, is refused', async () => {
			const all = await bench();
			await all.database.orders.capture([decision(makeOrder('1'))]);
			expect(await all.database.dailySales.close(STORE, DAY, [makeSale(['1'])], new Map())).toBe(false);
			expect(await all.database.dailySales.close(STORE, DAY, [makeSale(['1', '1'])], await revisionsOf(all))).toBe(false);
			expect(await all.database.dailySales.close(STORE, DAY, [makeSale(['1'])], await revisionsOf(all))).toBe(true);
		});

		test('a claim that ran out is taken from its owner, who can begin no sale of its own', async () => {
			const all = await bench();
			const { database, clock } = all;
			await database.orders.capture([decision(makeOrder('1'))]);
			await database.orders.claim(STORE, { owner: 'slow', ttlMs: MINUTE, limit: 1 });
			clock.advance(MINUTE);
			expect(await database.dailySales.close(STORE, DAY, [makeSale(['1'])], await revisionsOf(all))).toBe(true);
			await expect(database.orders.recordProgress(key('1'), 'slow', { begun: 'customer', done: [] }, MINUTE)).rejects.toThrow(ClaimLost);
		});

		test('two that close the same day at the same moment close it once', async () => {
			const all = await bench();
			const { database } = all;
			const orderIds = Array.from({ length: 50 }, (_, index) => `order-${index}`);
			await database.orders.capture(orderIds.map((id) => decision(makeOrder(id))));
			const revisions = await revisionsOf(all);
			const halves = [orderIds.slice(0, 25), orderIds.slice(25), orderIds, orderIds];
			const closed = await Promise.all(halves.map(async (half) => await database.dailySales.close(STORE, DAY, [makeSale(half)], revisions)));
			expect(closed.filter(Boolean)).toHaveLength(1);
			expect((await database.dailySales.members(SALE)).map(({ orderId }) => orderId).sort()).toEqual([...(halves[closed.indexOf(true)] ?? [])].sort());
		});

		test('a store that is not connected, and a sale of another day, are refused in words', async () => {
			const { database } = await bench();
			await expect(database.dailySales.close('unknown', DAY, [makeSale(['1'], { storeId: 'unknown' })], new Map())).rejects.toThrow('Store unknown is not connected');
			await expect(database.dailySales.close(STORE, DAY, [makeSale(['1'], { day: '2026-02-21' })], new Map())).rejects.toThrow('is not one of store');
		});
	});
}

function memberTests(bench: () => Promise<Bench>): void {
	describe('orders of an open daily sale', () => {
		test('they are never claimed, changed in state or held by themselves', async () => {
			const { database } = await closeWith(await bench(), '1', '2');
			await database.orders.capture([canceled('2')]);
			expect(await database.orders.claim(STORE, { owner: 'one', ttlMs: MINUTE, limit: 9 })).toEqual([]);
			expect(await database.orders.claim(STORE, { owner: 'one', ttlMs: MINUTE, limit: 9, canceledOnly: true })).toEqual([]);
			await database.orders.changeState([{ key: key('1'), state: 'skipped' }]);
			await database.orders.holdUnclaimed(STORE, new Map([['1', [{ code: 'x', message: 'x', hint: 'x', blocking: true }]]]));
			expect(await database.orders.find(key('1'))).toMatchObject({ state: 'pending', saleKey: SALE, holds: [] });
		});

		test.each(['waiting', 'skipped', 'pending'] as const)('news that would make one %s change its data alone', async (state) => {
			const { database } = await closeWith(await bench(), '1');
			const before = await database.orders.find(key('1'));
			await database.orders.capture([decision(makeOrder('1', { lastUpdatedTime: NEWER, serviceLevel: 'Express' }), state)]);
			expect(await database.orders.find(key('1'))).toMatchObject({ state: 'pending', saleKey: SALE, part: makePart('1'), mustVoid: false, revision: (before?.revision ?? 0) + 1, order: { serviceLevel: 'Express' } });
		});

		test('D7: one that Amazon cancels stays, marked, and is told once', async () => {
			const all = await closeWith(await bench(), '1', '2');
			await all.database.orders.capture([canceled('1')]);
			await all.database.orders.capture([canceled('1')]);
			expect(await all.database.orders.find(key('1'))).toMatchObject({ state: 'pending', mustVoid: true, saleKey: SALE, hasBuyerData: false });
			expect((await all.database.dailySales.members(SALE)).map((member) => member.canceled)).toEqual([true, false]);
			expect(await eventsOf(all.database, 'orderCanceled')).toEqual(['1']);
		});

		test('D7: canceled ones are taken out and become canceled; the others stay whatever is asked', async () => {
			const all = await closeWith(await bench(), '1', '2');
			await all.database.orders.capture([canceled('1')]);
			await claimSale(all, 'writer');
			await all.database.dailySales.takeOut(SALE, 'writer', ['1', '2'], 'Canceled at Amazon');
			expect((await all.database.dailySales.members(SALE)).map(({ orderId }) => orderId)).toEqual(['2']);
			const record = await all.database.orders.find(key('1'));
			expect(record).toMatchObject({ state: 'canceled', stateReason: 'Canceled at Amazon', mustVoid: false });
			expect([record?.saleKey, record?.part]).toEqual([undefined, undefined]);
			expect(await stateOf(all, '2')).toBe('pending');
			expect(await eventsOf(all.database, 'orderCanceled')).toEqual(['1']);
		});

		test('a sale without orders ends as empty, its day stays closed; with orders it does not', async () => {
			const all = await closeWith(await bench(), '1');
			const { dailySales, orders } = all.database;
			await claimSale(all, 'writer');
			await expect(dailySales.completeEmpty(SALE, 'writer')).rejects.toThrow('order 1 is part of it');
			await orders.capture([canceled('1')]);
			await dailySales.takeOut(SALE, 'writer', ['1'], 'Canceled at Amazon');
			await dailySales.completeEmpty(SALE, 'writer');
			expect(await dailySales.find(SALE)).toMatchObject({ state: 'empty', doneAt: START });
			expect(await claimSale(all, 'next')).toBeUndefined();
			expect(await dailySales.closedDays(STORE, [DAY])).toEqual(new Set([DAY]));
			expect(await dailySales.unpaid(STORE, 9)).toEqual([]);
		});

		test('S164: while the sale is written the entry of none of its orders can be deleted', async () => {
			const { database } = await closeWith(await bench(), '1', '2');
			await expect(database.orders.deleteLogEntry(key('1'), 'createAnother')).rejects.toThrow(`Order 1 is part of the daily sale ${SALE} that is being written`);
			expect(await database.dailySales.members(SALE)).toHaveLength(2);
		});

		test('S164: with the entry of one those of all its orders go, the day is open, and the new sale of that key remembers it once', async () => {
			const all = await completeSale(await bench(), '1', '2');
			const { database } = all;
			await database.orders.capture([decision(makeOrder('3'))]);
			expect(await database.orders.deleteLogEntry(key('2'), 'holdWhileSaleExists')).toEqual(['1', '2']);
			expect([await database.dailySales.find(SALE), await database.dailySales.members(SALE)]).toEqual([undefined, []]);
			expect(await database.dailySales.closedDays(STORE, [DAY])).toEqual(new Set());
			expect((await database.orders.list({ storeId: STORE })).map(({ orderId }) => orderId)).toEqual(['3']);
			await database.orders.capture(['1', '2'].map((id) => decision(makeOrder(id))));
			expect(await database.orders.find(key('1'))).toMatchObject({ state: 'pending', lookFirst: 'holdWhileSaleExists', lookFor: SALE, progress: { done: [] } });
			const other = { number: 2 };
			expect(await database.dailySales.close(STORE, DAY, [makeSale(['1', '2']), makeSale(['3'], other)], await revisionsOf(all))).toBe(true);
			expect((await database.dailySales.list(STORE, { limit: 9 })).map((sale) => sale.lookFirst)).toEqual(['no', 'holdWhileSaleExists']);
			await claimSale(all, 'writer');
			await database.dailySales.complete(SALE, 'writer', { done: ['sale'] });
			expect([(await database.dailySales.find(SALE))?.lookFirst, (await database.orders.find(key('1')))?.lookFirst]).toEqual(['no', 'no']);
		});

		test('S164: one that only waits for the earlier sale can be deleted again, with another choice; not while it is claimed or begun', async () => {
			const all = await completeSale(await bench(), '1');
			const { database } = all;
			const again = async (): Promise<void> => {
				await database.orders.capture([decision(makeOrder('1'))]);
				expect(await database.dailySales.close(STORE, DAY, [makeSale(['1'])], await revisionsOf(all))).toBe(true);
			};
			await database.orders.deleteLogEntry(key('1'), 'holdWhileSaleExists');
			await again();
			await claimSale(all, 'writer');
			await expect(database.orders.deleteLogEntry(key('1'), 'createAnother')).rejects.toThrow('being written');
			await database.dailySales.hold(SALE, 'writer', []);
			expect(await database.orders.deleteLogEntry(key('1'), 'createAnother')).toEqual(['1']);
			await again();
			expect(await database.dailySales.find(SALE)).toMatchObject({ state: 'open', lookFirst: 'createAnother' });
			await expect(database.orders.deleteLogEntry(key('1'), 'holdWhileSaleExists')).rejects.toThrow('being written');
		});

		test('S164: an order that waits for an earlier daily sale goes on waiting for that one when its own entry is deleted', async () => {
			const { database } = await completeSale(await bench(), '1');
			for (const then of ['holdWhileSaleExists', 'createAnother', 'holdWhileSaleExists'] as const) {
				expect(await database.orders.deleteLogEntry(key('1'), then)).toEqual(['1']);
				await database.orders.capture([decision(makeOrder('1'))]);
				expect(await database.orders.find(key('1'))).toMatchObject({ lookFirst: then, lookFor: SALE });
			}
		});

		test('S164: what was canceled of its orders needs no credit any more; refunds and what is credited stay', async () => {
			const { database } = await completeSale(await bench(), '1', '2');
			await database.orders.capture([canceled('1'), canceled('2')]);
			await database.orders.claim(STORE, { owner: 'writer', ttlMs: MINUTE, limit: 9, canceledOnly: true });
			for (const id of ['1', '2']) await database.credits.addCancellation(key(id), 'writer', { creditId: `${id} canceled`, part: makePart(id), orderState: 'canceled', reason: 'Canceled' });
			await database.credits.capture([credit(makeRefund('r'))]);
			const claimed = await database.credits.claim(STORE, { owner: 'writer', ttlMs: MINUTE, limit: 1 });
			for (const each of claimed) await database.credits.complete(each, 'writer', { done: ['creditNote'] });
			const [done] = claimed.map(({ creditId }) => creditId);
			await database.orders.deleteLogEntry(key('1'), 'holdWhileSaleExists');
			const states = new Map((await database.credits.list({ storeId: STORE })).map(({ creditId, state, stateReason }) => [creditId, [state, stateReason]]));
			for (const id of ['1 canceled', '2 canceled']) if (id !== done) expect(states.get(id)).toEqual(['skipped', `The log entry of its daily sale ${SALE} was deleted`]);
			expect(states.get(done ?? '')).toEqual(['processed', undefined]);
			if (done !== 'r') expect(states.get('r')).toEqual(['pending', undefined]);
		});

		test('S119: their units are reserved until Cin7 Core has allocated those of the sale', async () => {
			const all = await closeWith(await bench(), '1', '2');
			const { database } = all;
			expect(await database.orders.reservedUnits([STORE])).toEqual(new Map([['MUG-RED', 4]]));
			await claimSale(all, 'writer');
			await database.dailySales.recordProgress(SALE, 'writer', { done: ['customer', 'sale', 'order'] }, MINUTE);
			expect(await database.orders.reservedUnits([STORE])).toEqual(new Map());
		});
	});
}

function writingTests(bench: () => Promise<Bench>): void {
	describe('writing a daily sale', () => {
		test('the oldest open sale is claimed, by one owner, until its claim runs out', async () => {
			const all = await closeWith(await bench(), '1');
			const { database, clock } = all;
			await database.stores.save(makeStore('other'));
			await database.orders.capture([decision(makeOrder('0'))]);
			const before = `${STORE}|2026-02-19|1`;
			await database.dailySales.close(STORE, '2026-02-19', [makeSale(['0'], { day: '2026-02-19' })], await revisionsOf(all));
			expect(await database.dailySales.claim('other', { owner: 'one', ttlMs: MINUTE })).toBeUndefined();
			expect(await claimSale(all, 'one', [before])).toBe(SALE);
			expect(await claimSale(all, 'two')).toBe(before);
			expect(await claimSale(all, 'three')).toBeUndefined();
			clock.advance(MINUTE - 1);
			await database.dailySales.recordProgress(SALE, 'one', { begun: 'customer', done: [] }, MINUTE);
			clock.advance(MINUTE - 1);
			expect([await claimSale(all, 'three'), await claimSale(all, 'three')]).toEqual([before, undefined]);
			clock.advance(MINUTE);
			expect((await database.dailySales.claim(STORE, { owner: 'four', ttlMs: MINUTE, exclude: [before] }))?.progress).toEqual({ begun: 'customer', done: [] });
			expect((await database.dailySales.list(STORE, { limit: 9 })).map(({ saleKey }) => saleKey)).toEqual([SALE, before]);
			expect(await database.dailySales.list(STORE, { limit: 9, states: ['done'] })).toEqual([]);
		});

		test('whoever lost the claim can write nothing any more', async () => {
			const all = await closeWith(await bench(), '1');
			const { database: { dailySales, orders }, clock } = all;
			await claimSale(all, 'slow');
			clock.advance(MINUTE);
			await claimSale(all, 'next');
			const before = await dailySales.find(SALE);
			await expect(dailySales.recordProgress(SALE, 'slow', { done: ['sale'] }, MINUTE)).rejects.toThrow(ClaimLost);
			await expect(dailySales.hold(SALE, 'slow', [])).rejects.toThrow(ClaimLost);
			await expect(dailySales.takeOut(SALE, 'slow', ['1'], 'x')).rejects.toThrow(ClaimLost);
			await expect(dailySales.complete(SALE, 'slow', { done: ['sale'] })).rejects.toThrow(`daily sale ${SALE} was taken over`);
			await expect(dailySales.completeEmpty(SALE, 'slow')).rejects.toThrow(ClaimLost);
			await dailySales.release(SALE, 'slow');
			expect(await dailySales.find(SALE)).toEqual(before);
			expect((await orders.find(key('1')))?.state).toBe('pending');
			expect(await claimSale(all, 'third')).toBeUndefined();
		});

		test('N23: a held sale is claimed again; a released one, and that of a dead owner, at once', async () => {
			const all = await closeWith(await bench(), '1');
			const { dailySales } = all.database;
			const issue = { code: 'sale.x', message: 'x', hint: 'x', blocking: true };
			await claimSale(all, 'one');
			await dailySales.hold(SALE, 'one', [issue]);
			expect((await dailySales.find(SALE))?.holds).toEqual([issue]);
			expect(await claimSale(all, 'two')).toBe(SALE);
			await dailySales.release(SALE, 'two');
			expect(await claimSale(all, 'dead')).toBe(SALE);
			expect(await dailySales.releaseDead((owner) => owner === 'alive')).toBe(0);
			expect(await dailySales.releaseDead((owner) => owner === 'dead')).toBe(1);
			expect(await claimSale(all, 'three')).toBe(SALE);
		});

		test('when it exists all its orders are processed with its progress, and their buyers are forgotten', async () => {
			const all = await closeWith(await bench(), '1', '2');
			const { database } = all;
			await claimSale(all, 'writer');
			await database.orders.capture([canceled('2')]);
			const progress = { done: ['sale', 'order', 'invoice'] as const, saleId: 'sale-1' };
			await database.dailySales.complete(SALE, 'writer', progress);
			expect(await database.dailySales.find(SALE)).toMatchObject({ state: 'done', progress, doneAt: START, holds: [] });
			expect(await database.orders.find(key('1'))).toMatchObject({ state: 'processed', progress, processedAt: START, hasBuyerData: false, saleKey: SALE, part: makePart('1'), mustVoid: false });
			expect(await claimSale(all, 'next')).toBeUndefined();
			const left = await database.orders.claim(STORE, { owner: 'next', ttlMs: MINUTE, limit: 9 });
			expect(left).toMatchObject([{ orderId: '2', state: 'processed', mustVoid: true, saleKey: SALE }]);
		});

		test('S157: a done sale of some value is unpaid until its payment is there; its orders are not asked about one by one', async () => {
			const all = await completeSale(await bench(), '1', '2');
			const { dailySales, orders } = all.database;
			expect((await dailySales.unpaid(STORE, 9)).map(({ saleKey }) => saleKey)).toEqual([SALE]);
			expect(await dailySales.unpaid('other', 9)).toEqual([]);
			expect(await orders.unpaid(STORE, 9)).toEqual([]);
			await dailySales.markPaid(SALE);
			expect(await dailySales.unpaid(STORE, 9)).toEqual([]);
			expect((await dailySales.find(SALE))?.progress).toMatchObject({ paid: true, saleId: 'sale-1' });
			expect((await orders.find(key('1')))?.progress.paid).toBe(true);
		});

		test.each([[{ payable: '0' }, false], [{ payable: '20' }, true]])('S157: with parts %p paid already: %p, it is not unpaid', async (part, paid) => {
			const all = await bench();
			await all.database.orders.capture([decision(makeOrder('1'))]);
			await all.database.dailySales.close(STORE, DAY, [makeSale([], { parts: [makePart('1', part)] })], await revisionsOf(all));
			await claimSale(all, 'writer');
			await all.database.dailySales.complete(SALE, 'writer', { done: ['sale'], paid });
			expect(await all.database.dailySales.unpaid(STORE, 9)).toEqual([]);
		});

		test('a day of 5,000 orders is closed and completed within seconds, beside captures of the same orders', async () => {
			const all = await bench();
			const { database } = all;
			const orderIds = Array.from({ length: 5000 }, (_, index) => `order-${String(index).padStart(4, '0')}`);
			for (let start = 0; start < 5000; start += 500) await database.orders.capture(orderIds.slice(start, start + 500).map((id) => decision(makeOrder(id))));
			const revisions = await revisionsOf(all);
			const issue = { code: 'order.x', message: 'x', hint: 'x', blocking: true };
			const started = performance.now();
			await database.orders.holdUnclaimed(STORE, new Map(orderIds.map((id) => [id, [issue]])));
			expect(await database.dailySales.close(STORE, DAY, [makeSale(orderIds)], revisions)).toBe(true);
			await claimSale(all, 'writer');
			const news = orderIds.slice(4000, 4100).reverse().map((id) => decision(makeOrder(id, { lastUpdatedTime: NEWER })));
			await Promise.all([database.dailySales.complete(SALE, 'writer', { done: ['sale'] }), database.orders.capture(news), database.orders.eraseBuyerData({ storeId: STORE })]);
			expect(performance.now() - started).toBeLessThan(10_000);
			expect(await database.orders.countByState(STORE)).toMatchObject({ pending: 0, processed: 5000 });
			expect(await database.dailySales.members(SALE)).toHaveLength(5000);
		}, 60_000);
	});
}

export function dailySaleTests(bench: () => Promise<Bench>): void {
	closingTests(bench);
	memberTests(bench);
	writingTests(bench);
}
