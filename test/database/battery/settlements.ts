import { randomBytes } from 'node:crypto';
import { ClaimLost } from '../../../src/processes/ports/repositories';
import type { CapturedSettlement, SettlementProgress } from '../../../src/processes/ports/settlements';
import type { SettlementArithmetic } from '../../../src/domain/settlement/settlementPlan';
import type { OpenDatabase } from '../../../src/database/open';
import type { Bench } from './battery';
import { makeStore, MINUTE, START, STORE } from './fixtures';
import { openRaw } from './raw';

const ACCOUNT = 'A1SELLER@na';
const KEY = { accountKey: ACCOUNT, settlementId: '100' };
const LOADED = { storeId: STORE, state: 'loaded' } as const;
const arithmetic: SettlementArithmetic = { total: '10.5', sum: '10.5', matched: '0', posted: '10.5', skipped: '0', unmapped: '0', difference: '0', skippedByType: [], clearingAfter: '0' };
const fresh = (posting = 1): SettlementProgress => ({ done: [], documents: {}, posting });
const begun: SettlementProgress = { ...fresh(), begun: 'deposit draft' };

async function* pieces(...parts: readonly (Uint8Array | string)[]): AsyncGenerator<Uint8Array> {
	for (const part of parts) yield await Promise.resolve(typeof part === 'string' ? Buffer.from(part) : part);
}

async function bytesOf({ settlements }: OpenDatabase, documentId: string): Promise<Buffer> {
	const parts: Uint8Array[] = [];
	for await (const part of settlements.readDocument(documentId)) parts.push(part);
	return Buffer.concat(parts);
}

interface Wanted { readonly id?: string; readonly total?: string; readonly overrides?: Partial<CapturedSettlement> }

async function makeSettlement({ settlements }: OpenDatabase, fingerprint: string, { id = '100', total = '10.5', overrides = {} }: Wanted = {}): Promise<CapturedSettlement> {
	const documentId = await settlements.storeDocument(pieces(`${id} ${fingerprint}`));
	return {
		statement: { settlementId: id, startsAt: '2026-02-01T00:00:00.000Z', endsAt: '2026-02-15T00:00:00.000Z', total, currency: 'USD' },
		fingerprint, version: 'V2', rows: 3, documentId, source: `report ${documentId}`,
		chain: { payableToAmazon: '0', successfulCharge: '0', reserveHeld: '0', reserveReleased: '0' },
		orders: new Map([['o-1', { principal: '10.1', charged: '11.2', tax: '1.1', refunded: '0' }], [`o-${fingerprint}`, { principal: '1', charged: '1', tax: '0', refunded: '-1' }]]),
		types: [{ transactionType: 'Order', amountType: 'ItemPrice', amountDescription: 'Principal', sum: '0.1', rows: 2, currency: 'USD', firstPostedAt: '2026-02-03T00:00:00.000Z' }],
		...overrides,
	};
}

/** Captures it, claims it for 'me' and posts it. */
async function post({ settlements }: OpenDatabase): Promise<void> {
	await settlements.claim(KEY, 'me', MINUTE);
	await settlements.complete(KEY, 'me', { progress: { ...fresh(), done: ['deposit complete'] }, arithmetic });
}

const idsOf = (records: readonly { readonly settlementId: string }[]): readonly string[] => records.map(({ settlementId }) => settlementId);

export function settlementTests(bench: () => Promise<Bench>): void {
	describe('documents of settlements', () => {
		test('the bytes are those that were stored, over many pieces; nothing is too small', async () => {
			const { database, config } = await bench();
			const large = randomBytes(2_600_000);
			const documentId = await database.settlements.storeDocument(pieces('head', large, 'tail'));
			expect((await bytesOf(database, documentId)).equals(Buffer.concat([Buffer.from('head'), large, Buffer.from('tail')]))).toBe(true);
			const raw = await openRaw(config);
			const lengths = (await raw.query.selectFrom('settlement_document_piece').select('bytes').orderBy('piece').execute()).map(({ bytes }) => bytes.length);
			expect([lengths.length, Math.max(...lengths)]).toEqual([3, 1_048_576]);
			await raw.query.deleteFrom('settlement_document_piece').where('piece', '=', 2).execute();
			await raw.destroy();
			await expect(bytesOf(database, documentId)).rejects.toThrow(`Piece 3 of 3 of the stored settlement document ${documentId} is missing`);
			expect((await bytesOf(database, await database.settlements.storeDocument(pieces()))).length).toBe(0);
		});

		test('one that is not there, or was broken off, is told, and kept from use', async () => {
			const { database } = await bench();
			async function* failing(): AsyncGenerator<Uint8Array> {
				yield await Promise.resolve(Buffer.from('a'));
				throw new Error('torn');
			}
			await expect(database.settlements.storeDocument(failing())).rejects.toThrow('torn');
			for (const id of ['1', '99', 'x']) await expect(bytesOf(database, id)).rejects.toThrow(`There is no stored settlement document ${id}`);
			const captured = await makeSettlement(database, 'a');
			await expect(database.settlements.capture(ACCOUNT, { ...captured, documentId: '99' }, LOADED)).rejects.toThrow('There is no stored settlement document 99');
			expect(await database.settlements.find(KEY)).toBeUndefined();
		});

		test('orphans go once they are old; what a settlement or its correction refers to stays', async () => {
			const { database, clock } = await bench();
			const { settlements } = database;
			const first = await makeSettlement(database, 'a');
			await settlements.capture(ACCOUNT, first, LOADED);
			await post(database);
			const second = await makeSettlement(database, 'b');
			await settlements.capture(ACCOUNT, second, LOADED);
			const orphan = await settlements.storeDocument(pieces('x'));
			expect(await settlements.removeOrphans(START)).toBe(0);
			clock.advance(1);
			expect(await settlements.removeOrphans(new Date(clock.now()).toISOString())).toBe(1);
			await expect(bytesOf(database, orphan)).rejects.toThrow('no stored');
			expect((await bytesOf(database, first.documentId)).toString()).toBe('100 a');
			expect((await bytesOf(database, second.documentId)).toString()).toBe('100 b');
		});
	});

	describe('capture of settlements', () => {
		test('P4: a settlement is kept once, whatever documents carry it, with one event', async () => {
			const { database } = await bench();
			const { settlements } = database;
			const first = await makeSettlement(database, 'a');
			const { orders: _orders, types, source, ...kept } = first;
			expect(await settlements.capture(ACCOUNT, first, LOADED)).toEqual({ outcome: 'new', record: { ...KEY, ...kept, storeId: STORE, sources: [source], state: 'loaded', holds: [], progress: fresh(), capturedAt: START } });
			const again = await makeSettlement(database, 'a');
			expect((await settlements.capture(ACCOUNT, again, LOADED)).outcome).toBe('unchanged');
			const otherVersion = await makeSettlement(database, 'v1', { overrides: { version: 'V1', source: 'file old.txt' } });
			expect((await settlements.capture(ACCOUNT, otherVersion, LOADED)).outcome).toBe('unchanged');
			expect(await settlements.find(KEY)).toMatchObject({ fingerprint: 'a', documentId: first.documentId, sources: [source, again.source, 'file old.txt'] });
			expect(await settlements.ordersOf(KEY)).toEqual(['o-1', 'o-a']);
			expect(await settlements.typesOf(KEY)).toEqual(types);
			expect(await database.events.peek({ storeIds: [STORE], kinds: ['settlementAvailable'], limit: 9 })).toMatchObject([{ orderId: '', details: { settlementId: '100' } }]);
			expect(await settlements.knownReports(ACCOUNT, [first.documentId, again.documentId, 'unknown'])).toEqual(new Set([first.documentId, again.documentId]));
			expect(await settlements.knownReports('other', [first.documentId])).toEqual(new Set());
			await settlements.recordUnreadable(ACCOUNT, 'bad', { code: 'x', message: 'x', hint: 'x', blocking: true });
			expect(await settlements.knownReports(ACCOUNT, ['bad'])).toEqual(new Set(['bad']));
		});

		test('P18: other content is taken at once where nothing is posted', async () => {
			const { database } = await bench();
			const { settlements } = database;
			await settlements.capture(ACCOUNT, await makeSettlement(database, 'a'), LOADED);
			expect((await settlements.capture(ACCOUNT, await makeSettlement(database, 'b', { total: '9' }), LOADED)).outcome).toBe('reissued');
			const record = await settlements.find(KEY);
			expect([record?.fingerprint, record?.statement.total, record?.reissue]).toEqual(['b', '9', undefined]);
			expect(await settlements.ordersOf(KEY)).toEqual(['o-1', 'o-b']);
		});

		test('P18: a correction of a posted one waits, once, and takes its place when it is undone', async () => {
			const { database } = await bench();
			const { settlements } = database;
			await settlements.capture(ACCOUNT, await makeSettlement(database, 'a'), LOADED);
			await post(database);
			expect((await settlements.capture(ACCOUNT, await makeSettlement(database, 'b', { total: '9' }), LOADED)).outcome).toBe('reissued');
			expect((await settlements.capture(ACCOUNT, await makeSettlement(database, 'b', { total: '9' }), LOADED)).outcome).toBe('unchanged');
			expect(await settlements.find(KEY)).toMatchObject({ state: 'posted', fingerprint: 'a', arithmetic, postedAt: START, reissue: { fingerprint: 'b' } });
			expect([...(await settlements.settledOrders(ACCOUNT, ['o-1', 'o-a', 'o-b'])).keys()].sort()).toEqual(['o-1', 'o-a']);
			expect((await settlements.claim(KEY, 'me', MINUTE))?.reissue?.fingerprint).toBe('b');
			await settlements.undone(KEY, 'me', fresh(2), 'byReissue');
			const record = await settlements.find(KEY);
			expect(record).toMatchObject({ state: 'loaded', fingerprint: 'b', statement: { total: '9' }, progress: fresh(2) });
			expect([record?.reissue, record?.postedAt, record?.arithmetic]).toEqual([undefined, undefined, undefined]);
			expect(await settlements.ordersOf(KEY)).toEqual(['o-1', 'o-b']);
		});

		test('P18: a correction that is taken back is dropped; the document of before the correction says nothing', async () => {
			const { database } = await bench();
			const { settlements } = database;
			const first = await makeSettlement(database, 'a');
			await settlements.capture(ACCOUNT, first, LOADED);
			await post(database);
			await settlements.capture(ACCOUNT, await makeSettlement(database, 'b', { total: '9' }), LOADED);
			await settlements.capture(ACCOUNT, first, LOADED);
			expect((await settlements.find(KEY))?.reissue?.fingerprint).toBe('b');
			expect((await settlements.capture(ACCOUNT, await makeSettlement(database, 'a'), LOADED)).outcome).toBe('unchanged');
			expect((await settlements.find(KEY))?.reissue).toBeUndefined();
			expect(await settlements.ordersOf(KEY)).toEqual(['o-1', 'o-a']);
		});

		test('P18: a correction that comes while a run holds it, or half posted it, waits', async () => {
			const { database } = await bench();
			const { settlements } = database;
			await settlements.capture(ACCOUNT, await makeSettlement(database, 'a'), LOADED);
			await settlements.claim(KEY, 'me', MINUTE);
			await settlements.capture(ACCOUNT, await makeSettlement(database, 'b', { total: '9' }), LOADED);
			expect((await settlements.find(KEY))?.fingerprint).toBe('a');
			await settlements.release(KEY, 'me');
			expect(await settlements.find(KEY)).toMatchObject({ fingerprint: 'b', state: 'loaded' });
			await settlements.claim(KEY, 'me', MINUTE);
			await settlements.recordProgress(KEY, 'me', begun, MINUTE);
			await settlements.hold(KEY, 'me', []);
			await settlements.capture(ACCOUNT, await makeSettlement(database, 'c', { total: '8' }), LOADED);
			expect(await settlements.claim(KEY, 'me', MINUTE)).toMatchObject({ fingerprint: 'b', reissue: { fingerprint: 'c' } });
		});

		test('one without a store gets it later, with the event', async () => {
			const { database } = await bench();
			const { settlements } = database;
			await settlements.capture(ACCOUNT, await makeSettlement(database, 'a'), { state: 'loaded' });
			expect(idsOf(await settlements.list({ accountKey: ACCOUNT, withoutStore: true }))).toEqual(['100']);
			expect(await database.events.peek({ storeIds: [STORE], kinds: ['settlementAvailable'], limit: 9 })).toEqual([]);
			await settlements.assignStore([KEY], STORE);
			await settlements.assignStore([KEY], STORE);
			expect((await settlements.find(KEY))?.storeId).toBe(STORE);
			expect(await database.events.peek({ storeIds: [STORE], kinds: ['settlementAvailable'], limit: 9 })).toHaveLength(1);
			await expect(settlements.assignStore([KEY], 'unknown')).rejects.toThrow('Store unknown is not connected, so its settlements cannot be kept');
		});
	});

	describe('claims of settlements', () => {
		test('one is held by one owner, who alone may write, until it runs out or its owner is dead', async () => {
			const { database, clock } = await bench();
			const { settlements } = database;
			await settlements.capture(ACCOUNT, await makeSettlement(database, 'a'), LOADED);
			expect((await settlements.claim(KEY, 'me', MINUTE))?.settlementId).toBe('100');
			expect(await settlements.claim(KEY, 'you', MINUTE)).toBeUndefined();
			expect(await settlements.claim({ ...KEY, settlementId: '9' }, 'you', MINUTE)).toBeUndefined();
			expect(await settlements.changeState([KEY], 'skipped', 'x')).toEqual([]);
			await settlements.release(KEY, 'you');
			clock.advance(MINUTE);
			expect(await settlements.claim(KEY, 'you', MINUTE)).toBeDefined();
			const lost = [settlements.recordProgress(KEY, 'me', begun, MINUTE), settlements.hold(KEY, 'me', []), settlements.complete(KEY, 'me', { progress: fresh(), arithmetic }), settlements.undone(KEY, 'me', fresh(), 'byPerson')];
			for (const result of await Promise.allSettled(lost)) expect(result).toMatchObject({ status: 'rejected', reason: expect.any(ClaimLost) as unknown });
			await expect(settlements.hold(KEY, 'me', [])).rejects.toThrow('Settlement 100 was taken over by another run');
			expect(await settlements.releaseDead((owner) => owner === 'you')).toBe(1);
			expect(await settlements.claim(KEY, 'me', MINUTE)).toBeDefined();
		});

		test('P21: what a person undid, skips or takes back', async () => {
			const { database } = await bench();
			const { settlements } = database;
			await settlements.capture(ACCOUNT, await makeSettlement(database, 'a'), LOADED);
			await post(database);
			expect(await settlements.changeState([KEY], 'skipped', 'x')).toEqual([]);
			await settlements.claim(KEY, 'me', MINUTE);
			await settlements.undone(KEY, 'me', fresh(2), 'byPerson');
			expect((await settlements.find(KEY))?.state).toBe('undone');
			expect(await settlements.changeState([KEY, KEY], 'skipped', 'booked by hand')).toEqual([KEY]);
			expect(await settlements.find(KEY)).toMatchObject({ state: 'skipped', stateReason: 'booked by hand' });
			expect(await settlements.changeState([KEY], 'loaded')).toEqual([KEY]);
			expect((await settlements.find(KEY))?.stateReason).toBeUndefined();
			await settlements.claim(KEY, 'me', MINUTE);
			await settlements.recordProgress(KEY, 'me', begun, MINUTE);
			await settlements.release(KEY, 'me');
			expect(await settlements.changeState([KEY], 'skipped')).toEqual([]);
		});
	});

	describe('reading settlements', () => {
		test('P20: orders and types are added up over settlements, exactly', async () => {
			const { database } = await bench();
			const { settlements } = database;
			for (const id of ['100', '101']) {
				const starts = id === '100' ? {} : { statement: { settlementId: id, startsAt: '2026-02-15T00:00:00.000Z', endsAt: '2026-03-01T00:00:00.000Z', total: '10.5', currency: 'USD' } };
				await settlements.capture(ACCOUNT, await makeSettlement(database, id, { id, overrides: starts }), LOADED);
			}
			expect((await settlements.settledOrders(ACCOUNT, ['o-1', 'o-9'])).get('o-1')).toEqual({ principal: '20.2', charged: '22.4', tax: '2.2', refunded: '0', settlementIds: ['100', '101'] });
			expect((await settlements.settledOrders('other', ['o-1'])).size).toBe(0);
			expect(await settlements.seenTypes([STORE])).toMatchObject([{ sum: '0.2', rows: 4, firstPostedAt: '2026-02-03T00:00:00.000Z' }]);
			expect(await settlements.seenTypes([])).toEqual([]);
			expect(idsOf(await settlements.list({ storeIds: [STORE] }))).toEqual(['101', '100']);
			expect(idsOf(await settlements.list({ accountKey: ACCOUNT, oldestFirst: true, limit: 1 }))).toEqual(['100']);
			expect(idsOf(await settlements.list({ storeIds: [] }))).toEqual([]);
			expect(idsOf(await settlements.list({ states: ['posted'] }))).toEqual([]);
			const [last] = await settlements.list({ settlementIds: ['101'] });
			expect(last && (await settlements.previous(last))?.settlementId).toBe('100');
		});

		test('S80: a store that goes takes its settlements, their documents and the places in lists along', async () => {
			const { database } = await bench();
			const { settlements } = database;
			await database.stores.save(makeStore('A1SELLER-CA'));
			const mine = await makeSettlement(database, 'a');
			await settlements.capture(ACCOUNT, mine, LOADED);
			await settlements.capture(ACCOUNT, await makeSettlement(database, 'b', { id: '101' }), { state: 'loaded' });
			await settlements.saveCursor(ACCOUNT, { watermark: START });
			expect(await settlements.cursor(ACCOUNT)).toEqual({ watermark: START });
			for (const storeId of [STORE, 'A1SELLER-CA']) await database.orders.saveCursor(`payments ${storeId}`, { watermark: START, covered: [] });
			expect(await database.stores.remove(STORE)).toMatchObject({ settlements: 1 });
			await expect(bytesOf(database, mine.documentId)).rejects.toThrow('no stored');
			expect((await settlements.settledOrders(ACCOUNT, ['o-a'])).size).toBe(0);
			expect([await settlements.cursor(ACCOUNT), await settlements.knownReports(ACCOUNT, [mine.documentId])]).toEqual([undefined, new Set()]);
			expect([await database.orders.cursor(`payments ${STORE}`), await database.orders.cursor('payments A1SELLER-CA')]).toEqual([undefined, { watermark: START, covered: [] }]);
			expect(await database.stores.remove('A1SELLER-CA')).toMatchObject({ settlements: 1 });
			expect(await settlements.list({ accountKey: ACCOUNT })).toEqual([]);
		});
	});
}
