import { spawn, type ChildProcess } from 'node:child_process';
import path from 'node:path';
import { createInterface } from 'node:readline';
import { createOwner, isDeadOwner } from '../../../src/database/owner';
import { openDatabase, type DatabaseConfig } from '../../../src/database/open';
import { systemClock } from '../../../src/transport/clock';
import type { Bench } from './battery';
import { decision, makeOrder, MINUTE, STORE } from './fixtures';
import { closeWith, credit, makeRefund, SALE } from './sales';
import type { Task } from './worker';

interface Worker {
	readonly child: ChildProcess;
	/** The next line that it tells. */
	next(): Promise<unknown>;
	go(): void;
}

const running = new Set<ChildProcess>();

function startWorker(name: Task['name'], ...given: readonly DatabaseConfig[]): Worker {
	const configs = given.map(({ buyerDataKey: _key, ...config }) => config);
	const root = path.resolve(__dirname, '../../..');
	const child = spawn(process.execPath, ['-r', '@swc-node/register', path.join(__dirname, 'worker.ts'), JSON.stringify({ name, configs } satisfies Task)], { cwd: root, stdio: ['pipe', 'pipe', 'pipe'] });
	running.add(child);
	let errors = '';
	child.stderr.on('data', (chunk: Buffer) => (errors += chunk.toString('utf8')));
	const lines = createInterface({ input: child.stdout })[Symbol.asyncIterator]();
	return {
		child,
		next: async () => {
			const { value, done } = await lines.next();
			if (done === true) throw new Error(`The child process ended: ${errors}`);
			return JSON.parse(value) as unknown;
		},
		go: () => void child.stdin.write('go\n'),
	};
}

/** Starts two processes, lets them go at the same moment as often as they wait for it, and answers what each tells. */
async function runTwo(name: Task['name'], configs: readonly DatabaseConfig[], meetings = 1): Promise<readonly unknown[]> {
	const workers = [startWorker(name, ...configs), startWorker(name, ...configs)];
	for (let meeting = 0; meeting < meetings; meeting++) {
		await Promise.all(workers.map(async (worker) => await worker.next()));
		for (const worker of workers) worker.go();
	}
	return await Promise.all(workers.map(async (worker) => await worker.next()));
}

export function processTests(bench: () => Promise<Bench>, freshConfig: () => DatabaseConfig): void {
	describe('several processes', () => {
		afterEach(() => {
			for (const child of running) child.kill('SIGKILL');
			running.clear();
		});

		test('two that open empty databases at once both succeed', async () => {
			const configs = Array.from({ length: 12 }, freshConfig);
			expect(await runTwo('migrate', configs)).toEqual([12, 12]);
		}, 60_000);

		test('two that claim 500 orders at once get each of them exactly once', async () => {
			const { database, config } = await bench();
			const orderIds = Array.from({ length: 500 }, (_, index) => `order-${String(index).padStart(3, '0')}`);
			await database.orders.capture(orderIds.map((id) => decision(makeOrder(id))));
			const [first = [], second = []] = (await runTwo('claimAll', [config], 2)) as readonly string[][];
			expect([...first, ...second].sort()).toEqual(orderIds);
			expect(Math.min(first.length, second.length)).toBeGreaterThanOrEqual(7);
		}, 60_000);

		test('D14: two that close the same days at once close each of them once', async () => {
			const { database, config } = await bench();
			const days = Array.from({ length: 12 }, (_, index) => 10 + index);
			await database.orders.capture(days.flatMap((day) => Array.from({ length: 20 }, (_, index) => decision(makeOrder(`${day}-${index}`)))));
			const [first = 0, second = 0] = (await runTwo('closeDays', [config])) as readonly number[];
			expect(first + second).toBe(12);
			const sales = await database.dailySales.list(STORE, { limit: 99 });
			expect(sales).toHaveLength(12);
			for (const { saleKey } of sales) expect(await database.dailySales.members(saleKey)).toHaveLength(20);
		}, 60_000);

		test('two that write the credits of few orders at once write each once, and never two of one order at a time', async () => {
			const { database, config } = await bench();
			const creditIds = Array.from({ length: 60 }, (_, index) => `r${String(index).padStart(2, '0')}`);
			await database.credits.capture(creditIds.map((id, index) => credit(makeRefund(id, { orderId: String(index % 4) }))));
			const told = (await runTwo('claimCredits', [config])) as readonly (readonly string[])[];
			expect(told.flat().sort()).toEqual(creditIds);
			expect(await database.events.peek({ storeIds: [STORE], kinds: ['refundCompleted'], limit: 99 })).toHaveLength(60);
		}, 60_000);

		test('a daily sale and credits that a killed one held are freed at once', async () => {
			const all = await closeWith(await bench(), '1');
			const { database, config, clock } = all;
			await database.credits.capture([credit(makeRefund('r1', { orderId: '9' }))]);
			clock.advance(systemClock.now() - clock.now());
			const worker = startWorker('holdAndWait', config);
			await worker.next();
			worker.go();
			expect(await worker.next()).toEqual([SALE, ['r1']]);
			const ended = new Promise((resolve) => worker.child.once('exit', resolve));
			worker.child.kill('SIGKILL');
			await ended;
			const self = createOwner();
			const claim = { owner: self, ttlMs: MINUTE, limit: 9 };
			const holds = async (): Promise<readonly unknown[]> => [(await database.dailySales.claim(STORE, claim))?.saleKey, (await database.credits.claim(STORE, claim)).map(({ creditId }) => creditId)];
			expect(await holds()).toEqual([undefined, []]);
			for (const held of [database.dailySales, database.credits]) expect(await held.releaseDead((owner) => isDeadOwner(owner, self))).toBe(1);
			expect(await holds()).toEqual([SALE, ['r1']]);
		}, 60_000);

		test('two that capture and link one catalog at once leave rows and links that agree', async () => {
			const { database, config } = await bench();
			const told = (await runTwo('keepCatalog', [config])) as readonly { readonly created: number; readonly linked: readonly string[] }[];
			expect(told.map(({ linked }) => linked.length)).toEqual([600, 600]);
			expect(told.reduce((sum, { created }) => sum + created, 0)).toBe(600);
			const rows = await database.catalog.list(STORE);
			expect(rows).toHaveLength(600);
			expect(await database.catalog.count(STORE)).toMatchObject({ total: 600, listed: 600, linked: 600 });
			for (const { listing, link, asinChange } of rows) {
				expect([link?.linkedBy, link?.asin, listing.asin]).toEqual([Number(listing.sellerSku.slice(4)) % 2 === 0 ? 'user' : 'match', expect.any(String), expect.any(String)]);
				expect(asinChange && [asinChange.from, asinChange.to]).toEqual(link?.asin === listing.asin ? undefined : [link?.asin, listing.asin]);
			}
		}, 60_000);

		test('N46: two that take from one bucket never get more than it holds', async () => {
			const { config } = await bench();
			const [first = 0, second = 0] = (await runTwo('takeTokens', [config])) as readonly number[];
			expect(first + second).toBe(100);
		}, 60_000);

		test('what a killed one held is freed at once', async () => {
			const { database, config, clock } = await bench();
			await database.orders.capture(['1', '2', '3', '4', '5'].map((id) => decision(makeOrder(id))));
			clock.advance(systemClock.now() - clock.now());
			const worker = startWorker('claimAndWait', config);
			await worker.next();
			worker.go();
			expect(await worker.next()).toEqual(['1', '2', '3', '4', '5']);
			const self = createOwner();
			expect(await database.orders.releaseDead((owner) => isDeadOwner(owner, self))).toBe(0);
			const ended = new Promise((resolve) => worker.child.once('exit', resolve));
			worker.child.kill('SIGKILL');
			await ended;
			expect(await database.orders.claim(STORE, { owner: self, ttlMs: MINUTE, limit: 9 })).toEqual([]);
			expect(await database.orders.releaseDead((owner) => isDeadOwner(owner, self))).toBe(5);
			expect(await database.orders.claim(STORE, { owner: self, ttlMs: MINUTE, limit: 9 })).toHaveLength(5);
		}, 60_000);

		test('users of one configuration in a process share the database, and one may close it without the other', async () => {
			const { database, config, clock } = await bench();
			const other = await openDatabase(config, clock);
			await database.close();
			await database.close();
			expect(await other.stores.find(STORE)).toBeDefined();
			await other.close();
			expect(await (await openDatabase(config, clock)).stores.find(STORE)).toBeDefined();
		});
	});
}
