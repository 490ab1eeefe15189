import { VirtualClock } from '../../sandbox/clock';
import { loadHistory, type HistoryRequest, type HistoryResult } from '../../src/processes/loadHistory';
import type { LoadServices } from '../../src/processes/loadOrders';
import type { AmazonPort, OrderPage, ReportedOrder } from '../../src/processes/ports/amazon';
import type { HistoryLoad, OrderCursor } from '../../src/processes/ports/repositories';
import { TransportError } from '../../src/transport/errors';
import { order, store } from '../domain/orderExamples';

const NOW = '2026-03-11T12:00:00.000Z';
const FROM = '2026-03-01T00:00:00.000Z';
const DAY = 24 * 3600_000;
const limited = (): TransportError => new TransportError({ service: 'Amazon', kind: 'budgetExhausted', operation: 'x', message: 'limit' });
const failure = (kind: TransportError['kind']): TransportError => new TransportError({ service: 'Amazon', kind, operation: 'x', message: `Amazon says ${kind}` });

/** Amazon with these orders; each of `given` answers in place of it. */
class Desk {
	readonly calls: string[] = [];
	readonly clock = new VirtualClock(NOW);
	readonly log = new Map<string, string>();
	ids: { orderId: string; purchasedAt: string }[] = [];
	state?: HistoryLoad;
	cursor?: OrderCursor;
	lease?: string;
	waits = { searchOrders: 0, getOrder: 0 };

	constructor(private readonly reported: readonly ReportedOrder[], private readonly given: Partial<AmazonPort> = {}) {}

	async load(over: Partial<HistoryRequest> = {}): Promise<HistoryResult> {
		return await loadHistory(this.services, { stores: [store()], startedBy: 'user', from: FROM, deadline: Date.parse(NOW) + DAY, ...over });
	}

	get services(): LoadServices {
		const { calls, log } = this;
		const called = <Arguments extends unknown[], T>(name: string, act: (...args: Arguments) => Promise<T>) => async (...args: Arguments): Promise<T> => {
			calls.push(name);
			return await act(...args);
		};
		const amazon: Partial<AmazonPort> = {
			accountKey: 'A1@na',
			expectedWait: async (operation, count) => await Promise.resolve(this.waits[operation as 'getOrder'] * count),
			requestOrderReport: async ({ from, until }) => await Promise.resolve({ reportId: `${from} ${until}` }),
			report: async (reportId) => await Promise.resolve({ state: 'done', documentId: reportId }),
			readOrderReport: (documentId) => this.rows(documentId),
			getOrder: async (orderId) => await Promise.resolve({ order: order({ orderId }) }),
			searchOrders: async () => await Promise.resolve({ orders: [], unreadable: [], reducedData: false } as OrderPage),
			...this.given,
		};
		for (const name of ['requestOrderReport', 'report', 'getOrder', 'searchOrders'] as const) Object.assign(amazon, { [name]: called(name, amazon[name] as never) });
		const database = {
			leases: { acquire: async (_key: string, owner: string) => await Promise.resolve((this.lease ??= owner) === owner), release: async () => await Promise.resolve() },
			operations: { append: async () => await Promise.resolve() },
			orders: {
				cursor: async () => await Promise.resolve(this.cursor),
				list: async ({ orderIds = [] }: { orderIds?: readonly string[] }) => await Promise.resolve(orderIds.filter((id) => log.has(id)).map((orderId) => ({ orderId }))),
				capture: async (decisions: readonly { captured: { order: { orderId: string } } }[], moved?: { cursor: OrderCursor }) => {
					if (moved) this.cursor = moved.cursor;
					for (const { captured } of decisions) log.set(captured.order.orderId, 'pending');
					return await Promise.resolve([]);
				},
			},
			history: {
				state: async () => await Promise.resolve(this.state),
				saveState: async (_key: string, state: HistoryLoad) => void (this.state = await Promise.resolve(state)),
				add: async (_key: string, orders: readonly { orderId: string; purchasedAt: string }[]) => void this.ids.push(...(await Promise.resolve(orders))),
				next: async (_key: string, limit: number) => await Promise.resolve([...this.ids].sort((a, b) => (a.purchasedAt < b.purchasedAt ? 1 : -1)).slice(0, limit).map(({ orderId }) => orderId)),
				remove: async (_key: string, orderIds: readonly string[]) => void (this.ids = await Promise.resolve(this.ids.filter(({ orderId }) => !orderIds.includes(orderId)))),
				count: async () => await Promise.resolve(this.ids.length),
				end: async () => void (this.state = await Promise.resolve(undefined)),
			},
		};
		return { amazon: amazon as AmazonPort, database: database as unknown as LoadServices['database'], clock: this.clock, owner: 'one' };
	}

	private async *rows(documentId: string): AsyncGenerator<ReportedOrder> {
		const [from = '', until = ''] = documentId.split(' ');
		yield* await Promise.resolve(this.reported.filter(({ purchasedAt }) => purchasedAt >= from && purchasedAt < until));
	}

	count(name: string): number {
		return this.calls.filter((call) => call === name).length;
	}
}

const row = (orderId: string, over: Partial<ReportedOrder> = {}): ReportedOrder => ({ orderId, purchasedAt: '2026-03-05T10:00:00.000Z', status: 'Shipped', salesChannel: 'Amazon.com', ...over });
const rows = (count: number): ReportedOrder[] => Array.from({ length: count }, (_, index) => row(`o-${index}`, { purchasedAt: new Date(Date.parse(FROM) + index * 60_000).toISOString() }));
const noSearch: Partial<AmazonPort> = { searchOrders: async () => await Promise.reject(failure('rejected')) };

test('P39: reports of at most 30 days reach from the date to now without a gap, and all are asked for before the first is waited for', async () => {
	const pairs: string[][] = [];
	const desk = new Desk([], { requestOrderReport: async ({ from, until }) => (pairs.push([from, until]), await Promise.resolve({ reportId: `${from} ${until}` })) });
	await desk.load({ from: '2025-12-15T00:00:00.000Z' });
	expect(pairs).toHaveLength(3);
	expect([pairs[0]?.[1], pairs.at(-1)?.[0]]).toEqual(['2026-03-11T11:57:50.000Z', '2025-12-15T00:00:00.000Z']);
	for (const [index, [from = '', until = '']] of pairs.entries()) {
		expect(Date.parse(until) - Date.parse(from)).toBeLessThanOrEqual(30 * DAY);
		if (index > 0) expect(until).toBe(pairs[index - 1]?.[0]);
	}
	const firstLook = desk.calls.indexOf('report');
	expect(desk.calls.slice(0, firstLook).filter((call) => call === 'requestOrderReport')).toHaveLength(3);
});

test('P39: canceled orders, other channels and orders in the log are left out; the newest are asked for first', async () => {
	const asked: string[] = [];
	const desk = new Desk([...rows(3), row('gone', { status: 'Cancelled' }), row('shop', { salesChannel: 'Non-Amazon' }), row('ca', { salesChannel: 'Amazon.ca' }), row('known')], {
		...noSearch, getOrder: async (orderId) => { asked.push(orderId); return await Promise.resolve({ order: order({ orderId }) }); },
	});
	desk.log.set('known', 'processed');
	expect(await desk.load()).toMatchObject({ complete: true, found: 4, loaded: 3, left: 0 });
	expect(asked).toEqual(['o-2', 'o-1', 'o-0']);
});

test('P39: a search that is limited after all leaves the rest to getOrder, in the same run', async () => {
	const desk = new Desk(rows(5), { searchOrders: async () => await Promise.reject(limited()) });
	expect(await desk.load()).toMatchObject({ complete: true, loaded: 5, left: 0, problems: [] });
});

test('P39: a limit of getOrder ends the run without a problem, and the next one goes on with what is left', async () => {
	let allowed = 3;
	const desk = new Desk(rows(5), { ...noSearch, getOrder: async (orderId) => (allowed-- > 0 ? await Promise.resolve({ order: order({ orderId }) }) : await Promise.reject(limited())) });
	expect(await desk.load()).toMatchObject({ complete: false, found: 5, loaded: 3, left: 2, problems: [] });
	allowed = 9;
	expect(await desk.load()).toMatchObject({ complete: true, loaded: 2, left: 0 });
	expect([desk.count('requestOrderReport'), desk.state]).toEqual([1, undefined]);
});

test('P39: the time that is left counts both ways', async () => {
	const desk = new Desk(rows(200), { searchOrders: async () => await Promise.reject(limited()), getOrder: async () => await Promise.reject(limited()) });
	desk.waits = { searchOrders: 0, getOrder: 2000 };
	expect((await desk.load()).expectedWaitMs).toBe(0);
	desk.waits = { searchOrders: 200_000, getOrder: 2000 };
	expect((await desk.load()).expectedWaitMs).toBe(200_000);
});

test('P39: a report that failed is asked for anew by the next run; one that is in the making is not', async () => {
	let state: 'failed' | 'inProgress' = 'failed';
	const desk = new Desk([], { report: async () => await Promise.resolve(state === 'failed' ? { state, text: 'No way' } : { state }) as Awaited<ReturnType<AmazonPort['report']>> });
	const failed = await desk.load();
	expect([failed.complete, failed.problems.map(({ message }) => message)]).toEqual([false, [expect.stringContaining('No way')]]);
	state = 'inProgress';
	for (let run = 0; run < 2; run++) expect(await desk.load({ deadline: Date.parse(NOW) })).toMatchObject({ complete: false, problems: [] });
	expect(desk.count('requestOrderReport')).toBe(2);
});

test('P39: an order that Amazon gives no more is told by its id and holds nothing up', async () => {
	const desk = new Desk(rows(3), { ...noSearch, getOrder: async (orderId) => await Promise.resolve(orderId === 'o-2' ? undefined : { order: order({ orderId }) }) });
	const result = await desk.load();
	expect([result.complete, result.loaded, result.problems.map(({ orderId, code }) => [orderId, code])]).toEqual([true, 2, [['o-2', 'amazon.orderGone']]]);
});

describe('P27: an order that Amazon refuses or garbles', () => {
	const failing = (rest: number, fails: (orderId: string) => TransportError | undefined): Desk => new Desk(rows(rest), {
		...noSearch,
		getOrder: async (orderId) => {
			const error = fails(orderId);
			return await (error ? Promise.reject(error) : Promise.resolve({ order: order({ orderId }) }));
		},
	});

	test.each(['unreadable', 'rejected'] as const)('P27: %s: holds no other up, stays on the list, and the next load brings it', async (kind) => {
		let good = false;
		const desk = failing(3, (orderId) => (orderId === 'o-1' && !good ? failure(kind) : undefined));
		const first = await desk.load();
		expect(first).toMatchObject({ complete: false, found: 3, loaded: 2, left: 1, putAside: 0 });
		expect(first.problems.map(({ orderId, code }) => [orderId, code])).toEqual([['o-1', `amazon.${kind}`]]);
		good = true;
		expect(await desk.load()).toMatchObject({ complete: true, loaded: 1, left: 0, putAside: 0, problems: [] });
		expect([desk.state, desk.count('requestOrderReport'), desk.count('getOrder')]).toEqual([undefined, 1, 4]);
	});

	test('P27: is put aside by the third load in which it failed, told with what to do, and the load ends', async () => {
		const desk = failing(3, (orderId) => (orderId === 'o-1' ? failure('unreadable') : undefined));
		const results = [await desk.load(), await desk.load(), await desk.load()];
		expect(results.map(({ complete, left, putAside }) => [complete, left, putAside])).toEqual([[false, 1, 0], [false, 1, 0], [true, 0, 1]]);
		expect(desk.count('getOrder')).toBe(5);
		const [told, ...others] = results[2]?.problems ?? [];
		expect(others).toEqual([]);
		expect([told?.orderId, told?.code]).toEqual(['o-1', 'amazon.orderPutAside']);
		expect(told?.message).toMatch(/o-1.*Amazon says unreadable.*three loads/);
		expect(told?.hint).toContain('Recover Order');
		expect(desk.state).toBeUndefined();
	});

	test('P27: a load that a limit ended before its turn counts for nothing', async () => {
		let limit = false;
		const desk = failing(1, () => (limit ? limited() : failure('rejected')));
		await desk.load();
		limit = true;
		for (let run = 0; run < 4; run++) expect(await desk.load()).toMatchObject({ complete: false, left: 1, putAside: 0 });
		limit = false;
		expect([(await desk.load()).putAside, (await desk.load()).putAside]).toEqual([0, 1]);
	});

	test('P27: comes by the search after all: it is forgotten that it failed', async () => {
		const search = { given: false };
		const page = async (): Promise<OrderPage> => await (search.given ? Promise.resolve({ orders: [{ order: order({ orderId: 'o-0' }) }], unreadable: [], reducedData: false, until: NOW } as unknown as OrderPage) : Promise.reject(limited()));
		const desk = new Desk(rows(1), { searchOrders: page, getOrder: async () => await Promise.reject(failure('rejected')) });
		expect(await desk.load()).toMatchObject({ complete: false, left: 1 });
		search.given = true;
		expect(await desk.load()).toMatchObject({ complete: true, left: 0, loaded: 1, putAside: 0, problems: [] });
		expect(desk.count('getOrder')).toBe(1);
	});

	test('P27: is tried after those that did not fail yet', async () => {
		const asked: string[] = [];
		let allowed = 2;
		const desk = new Desk(rows(4), { ...noSearch, getOrder: async (orderId) => {
			if (allowed-- <= 0) throw limited();
			asked.push(orderId);
			return await (orderId === 'o-3' ? Promise.reject(failure('rejected')) : Promise.resolve({ order: order({ orderId }) }));
		} });
		await desk.load();
		allowed = 9;
		await desk.load();
		expect(asked).toEqual(['o-3', 'o-2', 'o-1', 'o-0', 'o-3']);
	});

	test('P27: when Amazon fails with each, a load asks for a bounded number, and the loads come to an end', async () => {
		const desk = failing(200, () => failure('unreadable'));
		const putAside: number[] = [];
		for (let run = 1; run <= 60; run++) {
			const before = desk.count('getOrder');
			const result = await desk.load();
			putAside.push(result.putAside);
			expect(desk.count('getOrder') - before).toBeLessThan(150);
			if (result.complete) break;
		}
		expect(putAside.length).toBeLessThan(20);
		expect([putAside.reduce((sum, each) => sum + each), desk.count('getOrder'), desk.state]).toEqual([200, 600, undefined]);
	});
});

test('P39: two loads of one account do not work at once', async () => {
	const desk = new Desk(rows(1));
	desk.lease = 'other';
	expect(await desk.load()).toMatchObject({ busy: true, complete: false, loaded: 0 });
	expect(desk.calls).toEqual([]);
});
