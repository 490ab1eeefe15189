import { ClaimLost } from '../../../src/processes/ports/repositories';
import type { RefundCursor } from '../../../src/processes/ports/credits';
import type { Bench } from './battery';
import { decision, eventsOf, key, makeOrder, makeStore, MINUTE, START, STORE } from './fixtures';
import { completeSale, credit, makePart, makeRefund, SALE } from './sales';

const of = (creditId: string): { storeId: string; creditId: string } => ({ storeId: STORE, creditId });
const item = (adjustmentId: string | undefined, total = '-5'): ReturnType<typeof makeRefund>['items'][number] => ({ ...(adjustmentId === undefined ? {} : { adjustmentId }), sellerSku: 'MUG-RED', total, amounts: [] });

async function claim({ database }: Pick<Bench, 'database'>, owner: string, overrides: { limit?: number; exclude?: readonly string[] } = {}): Promise<readonly string[]> {
	return (await database.credits.claim(STORE, { owner, ttlMs: MINUTE, limit: 9, ...overrides })).map(({ creditId }) => creditId);
}

function captureTests(bench: () => Promise<Bench>): void {
	describe('capture of refunds', () => {
		test('a refund is kept exactly as it was loaded, once', async () => {
			const { database: { credits } } = await bench();
			const refund = makeRefund('r1');
			expect(await credits.capture([credit(refund), credit(refund)])).toEqual([{ ...of('r1'), outcome: 'new', state: 'pending' }, { ...of('r1'), outcome: 'unchanged', state: 'pending' }]);
			expect(await credits.find(STORE, 'r1')).toEqual({ ...of('r1'), kind: 'refund', orderId: '1', refund, state: 'pending', holds: [], progress: { done: [] }, postedAt: refund.postedDate, capturedAt: START });
			expect(await credits.capture([credit(refund)])).toMatchObject([{ outcome: 'unchanged' }]);
			expect(await credits.countByState(STORE)).toEqual({ pending: 1, processed: 0, settlement: 0, skipped: 0 });
		});

		test('one that is pending and not begun is decided anew, any other stays', async () => {
			const { database: { credits }, clock } = await bench();
			const [open, claimed, begun, settled] = ['open', 'claimed', 'begun', 'settled'].map((id) => makeRefund(id, { orderId: id }));
			if (!open || !claimed || !begun || !settled) throw new Error('Four are made');
			await credits.capture([credit(begun)]);
			await claim({ database: { credits } } as Bench, 'writer');
			await credits.recordProgress(of('begun'), 'writer', { begun: 'creditNote', done: [] }, MINUTE);
			await credits.release([of('begun')], 'writer');
			await credits.capture([credit(claimed)]);
			await credits.claim(STORE, { owner: 'writer', ttlMs: MINUTE, limit: 1, exclude: ['begun'] });
			await credits.capture([credit(open), credit(settled, 'settlement', { stateReason: 'Unknown order' })]);
			await credits.capture([open, claimed, begun, settled].map((refund) => credit(refund, 'skipped', { stateReason: 'By the settings' })));
			const states = await credits.list({ storeId: STORE });
			expect(new Map(states.map(({ creditId, state, stateReason }) => [creditId, [state, stateReason]]))).toEqual(new Map([
				['begun', ['pending', undefined]],
				['claimed', ['pending', undefined]],
				['open', ['skipped', 'By the settings']],
				['settled', ['settlement', 'Unknown order']],
			]));
			clock.advance(MINUTE);
			expect(await credits.capture([credit(claimed, 'skipped', { stateReason: 'x' })])).toEqual([{ ...of('claimed'), outcome: 'updated', state: 'skipped' }]);
			await expect(credits.recordProgress(of('claimed'), 'writer', { done: [] }, MINUTE)).rejects.toThrow(ClaimLost);
		});

		test('S172: items of a known refund that are new are a refund of their own, with their own total', async () => {
			const { database: { credits } } = await bench();
			const first = makeRefund('r1', { items: [item('a1')], total: { amount: '-5.00', currency: 'USD' } });
			const second = makeRefund('r1', { items: [item('a1'), item('a2', '-2.5'), item('a3', '-1'), item(undefined, '-9')], total: { amount: '-17.50', currency: 'USD' } });
			await credits.capture([credit(first)]);
			expect(await credits.capture([credit(second)])).toEqual([{ ...of('r1+a2'), outcome: 'new', state: 'pending' }]);
			expect((await credits.find(STORE, 'r1+a2'))?.refund).toEqual({ ...second, refundId: 'r1+a2', items: [item('a2', '-2.5'), item('a3', '-1')], total: { amount: '-3.50', currency: 'USD' } });
			expect((await credits.find(STORE, 'r1'))?.refund).toEqual(first);
			expect(await credits.capture([credit(second), credit(first)])).toMatchObject([{ creditId: 'r1', outcome: 'unchanged' }, { creditId: 'r1', outcome: 'unchanged' }]);
			const third = makeRefund('r1', { items: [item('a4')] });
			expect(await credits.capture([credit(third), credit(third)])).toMatchObject([{ creditId: 'r1+a4', outcome: 'new' }, { creditId: 'r1', outcome: 'unchanged' }]);
		});

		test('each store has its own; one that is not connected is refused, and the position stays with what is kept', async () => {
			const { database: { credits, stores } } = await bench();
			await stores.save(makeStore('other'));
			const cursor: RefundCursor = { watermark: START, open: { after: START, before: START, pageToken: 'p' } };
			await credits.capture([credit(makeRefund('r1')), credit(makeRefund('r1'), 'skipped', { storeId: 'other' })], { accountKey: 'A', cursor });
			expect([(await credits.find(STORE, 'r1'))?.state, (await credits.find('other', 'r1'))?.state]).toEqual(['pending', 'skipped']);
			expect(await credits.cursor('A')).toEqual(cursor);
			const unknown = credit(makeRefund('r2'), 'pending', { storeId: 'unknown' });
			await expect(credits.capture([credit(makeRefund('r3')), unknown], { accountKey: 'A', cursor: { watermark: 'x' } })).rejects.toThrow('Store unknown is not connected, so its refunds cannot be kept');
			expect(await credits.find(STORE, 'r3')).toBeUndefined();
			expect(await credits.cursor('A')).toEqual(cursor);
			expect(await credits.cursor('B')).toBeUndefined();
		});

		test('credits are listed by posted date and filtered', async () => {
			const { database: { credits } } = await bench();
			const posted = (id: string, day: number, orderId: string): ReturnType<typeof credit> => credit(makeRefund(id, { orderId, postedDate: `2026-02-0${day}T00:00:00Z` }), id === 'c' ? 'settlement' : 'pending');
			await credits.capture([posted('b', 2, '1'), posted('a', 3, '2'), posted('c', 1, '1')]);
			const list = async (filter: object): Promise<readonly string[]> => (await credits.list({ storeId: STORE, ...filter })).map(({ creditId }) => creditId);
			expect(await list({})).toEqual(['c', 'b', 'a']);
			expect(await list({ newestFirst: true, limit: 2 })).toEqual(['a', 'b']);
			expect(await list({ states: ['pending'], orderIds: ['1'] })).toEqual(['b']);
			expect(await list({ creditIds: ['a', 'x'] })).toEqual(['a']);
			expect(await list({ storeId: 'other' })).toEqual([]);
		});

		test('two captures of the same refunds at the same moment keep each once', async () => {
			const { database: { credits } } = await bench();
			const refunds = Array.from({ length: 60 }, (_, index) => credit(makeRefund(`r${index}`)));
			const outcomes = (await Promise.all([1, 2, 3, 4].map(async () => await credits.capture(refunds)))).flat();
			expect(outcomes.filter(({ outcome }) => outcome === 'new')).toHaveLength(60);
		});
	});
}

function claimTests(bench: () => Promise<Bench>): void {
	describe('claims of credits', () => {
		test('one of each order at a time, oldest first', async () => {
			const all = await bench();
			const { credits } = all.database;
			const at = (id: string, orderId: string | undefined, day: number): ReturnType<typeof credit> => credit(makeRefund(id, { orderId, postedDate: `2026-02-0${day}T00:00:00Z` }));
			await credits.capture([at('x2', 'x', 2), at('x1', 'x', 1), at('y1', 'y', 3), at('n1', undefined, 4), at('n2', undefined, 5)]);
			expect(await claim(all, 'one', { limit: 1 })).toEqual(['x1']);
			expect(await claim(all, 'two', { exclude: ['n1'] })).toEqual(['y1', 'n2']);
			expect(await claim(all, 'three')).toEqual(['n1']);
			await credits.complete(of('x1'), 'one', { done: ['creditNote'] });
			expect(await claim(all, 'one')).toEqual(['x2']);
		});

		test('N9: two credits of one daily sale are never held at once, whatever their orders', async () => {
			const all = await completeSale(await bench(), '1', '2');
			await all.database.credits.capture([credit(makeRefund('r1', { orderId: '1' })), credit(makeRefund('r2', { orderId: '2' })), credit(makeRefund('r3', { orderId: '3' }))]);
			expect(await claim(all, 'one')).toEqual(['r1', 'r3']);
			expect(await claim(all, 'two')).toEqual([]);
			await all.database.credits.hold(of('r1'), 'one', []);
			expect(await claim(all, 'two', { exclude: ['r1'] })).toEqual(['r2']);
			all.clock.advance(MINUTE);
			expect(await claim(all, 'three')).toEqual(['r1', 'r3']);
		});

		test('four that claim at the same moment get each credit once, and never two of one order', async () => {
			const all = await bench();
			await all.database.credits.capture(Array.from({ length: 40 }, (_, index) => credit(makeRefund(`r${index}`, { orderId: `order-${index % 10}` }))));
			const claimed = (await Promise.all(['a', 'b', 'c', 'd'].map(async (owner) => await all.database.credits.claim(STORE, { owner, ttlMs: MINUTE, limit: 4 })))).flat();
			expect(claimed).toHaveLength(10);
			expect(new Set(claimed.map(({ orderId }) => orderId)).size).toBe(10);
		});

		test('whoever lost the claim can write nothing any more; progress extends it', async () => {
			const all = await bench();
			const { database: { credits }, clock } = all;
			await credits.capture([credit(makeRefund('r1'))]);
			await claim(all, 'slow');
			clock.advance(MINUTE - 1);
			await credits.recordProgress(of('r1'), 'slow', { begun: 'creditNote', done: ['advance'] }, MINUTE);
			clock.advance(MINUTE - 1);
			expect(await claim(all, 'next')).toEqual([]);
			clock.advance(1);
			expect(await claim(all, 'next')).toEqual(['r1']);
			const before = await credits.find(STORE, 'r1');
			expect(before?.progress).toEqual({ begun: 'creditNote', done: ['advance'] });
			await expect(credits.recordProgress(of('r1'), 'slow', { done: [] }, MINUTE)).rejects.toThrow(ClaimLost);
			await expect(credits.hold(of('r1'), 'slow', [])).rejects.toThrow(ClaimLost);
			await expect(credits.complete(of('r1'), 'slow', { done: [] })).rejects.toThrow('credit r1 was taken over');
			await expect(credits.settle(of('r1'), 'slow', 'settlement', 'x')).rejects.toThrow(ClaimLost);
			await credits.release([of('r1')], 'slow');
			expect(await credits.find(STORE, 'r1')).toEqual(before);
			expect(await claim(all, 'third')).toEqual([]);
		});

		test('held, released and dead ones are claimed again', async () => {
			const all = await bench();
			const { credits } = all.database;
			const issue = { code: 'credit.x', message: 'x', hint: 'x', blocking: true };
			await credits.capture([credit(makeRefund('r1'))]);
			await claim(all, 'one');
			await credits.hold(of('r1'), 'one', [issue]);
			expect((await credits.find(STORE, 'r1'))?.holds).toEqual([issue]);
			expect(await claim(all, 'two')).toEqual(['r1']);
			await credits.release([of('r1'), of('unknown')], 'two');
			expect(await claim(all, 'dead')).toEqual(['r1']);
			expect(await credits.releaseDead((owner) => owner === 'dead')).toBe(1);
			expect(await claim(all, 'three')).toEqual(['r1']);
		});

		test('S167: a refund is told once when it is loaded, whatever becomes of it, but one that is skipped', async () => {
			const all = await bench();
			const { credits, events } = all.database;
			const loaded = [credit(makeRefund('r1')), credit(makeRefund('r2', { orderId: undefined })), credit(makeRefund('r3'), 'skipped')];
			await credits.capture(loaded);
			await credits.capture(loaded);
			await claim(all, 'one');
			const progress = { done: ['creditNote', 'refund'] as const, creditNoteNumber: 'CR-1', total: '20' };
			await credits.complete(of('r1'), 'one', progress);
			await credits.settle(of('r2'), 'one', 'settlement', 'No order');
			expect(await credits.find(STORE, 'r1')).toMatchObject({ state: 'processed', processedAt: START, progress });
			expect(await credits.find(STORE, 'r2')).toMatchObject({ state: 'settlement', stateReason: 'No order' });
			expect(await events.take('workflow', 'host-a:1:x', { storeIds: [STORE], kinds: ['refundCompleted'], limit: 9 })).toEqual([
				{ eventId: expect.any(Number), ...key('1'), kind: 'refundCompleted', at: START, details: { creditId: 'r1' } },
				{ eventId: expect.any(Number), ...key(''), kind: 'refundCompleted', at: START, details: { creditId: 'r2' } },
			]);
			expect(await claim(all, 'two')).toEqual([]);
		});

		test('by hand, pending ones that nobody holds are skipped', async () => {
			const all = await bench();
			const { credits } = all.database;
			await credits.capture([credit(makeRefund('r1')), credit(makeRefund('r2', { orderId: '2' })), credit(makeRefund('r3', { orderId: '3' }), 'settlement')]);
			await credits.claim(STORE, { owner: 'one', ttlMs: MINUTE, limit: 1 });
			expect(await credits.skipByHand(STORE, ['r3', 'r2', 'r1', 'r2', 'unknown'], 'Done by hand')).toEqual(['r2']);
			expect(await credits.find(STORE, 'r2')).toMatchObject({ state: 'skipped', stateReason: 'Done by hand' });
			expect((await credits.find(STORE, 'r1'))?.state).toBe('pending');
			all.clock.advance(MINUTE);
			expect(await credits.skipByHand(STORE, ['r1'], 'Done by hand')).toEqual(['r1']);
			await expect(credits.complete(of('r1'), 'one', { done: [] })).rejects.toThrow(ClaimLost);
		});
	});
}

function cancellationTests(bench: () => Promise<Bench>): void {
	describe('credits for canceled orders', () => {
		const canceled = decision(makeOrder('1', { status: 'CANCELLED', lastUpdatedTime: '2026-02-21T09:00:00Z' }), 'canceled');
		const cancellation = { creditId: '1 canceled', part: makePart('1'), orderState: 'canceled' as const, reason: 'Canceled at Amazon' };
		const claimed = async (): Promise<Bench> => {
			const all = await completeSale(await bench(), '1', '2');
			await all.database.orders.capture([canceled]);
			expect(await all.database.orders.claim(STORE, { owner: 'writer', ttlMs: MINUTE, limit: 9 })).toHaveLength(1);
			return all;
		};

		test('N9: the order becomes canceled and its part is to be credited, in one step and once', async () => {
			const { database } = await claimed();
			await database.credits.addCancellation(key('1'), 'writer', cancellation);
			expect(await database.credits.find(STORE, '1 canceled')).toEqual({ ...of('1 canceled'), kind: 'cancellation', orderId: '1', part: makePart('1'), state: 'pending', holds: [], progress: { done: [] }, postedAt: START, capturedAt: START });
			expect(await database.orders.find(key('1'))).toMatchObject({ state: 'canceled', stateReason: 'Canceled at Amazon', mustVoid: false, saleKey: SALE, part: makePart('1') });
			expect((await database.dailySales.members(SALE)).map((member) => member.canceled)).toEqual([true, false]);
			await expect(database.credits.addCancellation(key('1'), 'writer', cancellation)).rejects.toThrow(ClaimLost);
			expect(await database.orders.claim(STORE, { owner: 'next', ttlMs: MINUTE, limit: 9 })).toEqual([]);
			expect(await eventsOf(database, 'orderCanceled')).toEqual(['1']);
			await claim({ database }, 'one');
			await database.credits.complete(of('1 canceled'), 'one', { done: ['creditNote'] });
			expect(await database.events.peek({ storeIds: [STORE], kinds: ['refundCompleted'], limit: 9 })).toEqual([]);
		});

		test('N9: of an order of which only units were canceled the rest stays processed; a credit that is known stays as it is', async () => {
			const { database } = await claimed();
			await database.credits.addCancellation(key('1'), 'writer', { ...cancellation, creditId: '1 canceled 2', orderState: 'processed' });
			expect(await database.orders.find(key('1'))).toMatchObject({ state: 'processed', mustVoid: false });
			await database.orders.capture([decision(makeOrder('1', { status: 'CANCELLED', lastUpdatedTime: '2026-02-22T09:00:00Z' }), 'canceled')]);
			await database.orders.claim(STORE, { owner: 'writer', ttlMs: MINUTE, limit: 9 });
			await database.credits.addCancellation(key('1'), 'writer', { ...cancellation, creditId: '1 canceled 2', part: makePart('1', { payable: '1' }) });
			expect(await database.credits.list({ storeId: STORE })).toMatchObject([{ creditId: '1 canceled 2', part: { payable: '20' } }]);
			expect((await database.orders.find(key('1')))?.state).toBe('canceled');
		});

		test('N9: without the claim nothing is kept', async () => {
			const { database } = await claimed();
			await expect(database.credits.addCancellation(key('1'), 'other', cancellation)).rejects.toThrow(ClaimLost);
			expect(await database.credits.list({ storeId: STORE })).toEqual([]);
			expect(await database.orders.find(key('1'))).toMatchObject({ state: 'processed', mustVoid: true });
		});
	});
}

export function creditTests(bench: () => Promise<Bench>): void {
	captureTests(bench);
	claimTests(bench);
	cancellationTests(bench);
}
