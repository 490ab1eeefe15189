import { existsSync, mkdirSync, mkdtempSync, readdirSync, readlinkSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { closeAllDatabases, openDatabase, type DatabaseConfig } from '../../src/database/open';
import { openSqlite } from '../../src/database/engines/sqlite';
import { systemClock } from '../../src/transport/clock';
import { makeStore, STORE } from './battery/fixtures';

const buyerDataKey = new Uint8Array(32).fill(1);

describe('opening the sync database', () => {
	let folder = '';
	beforeEach(() => {
		folder = mkdtempSync(path.join(tmpdir(), 'amazon-cin7-open-'));
	});
	afterEach(async () => {
		await closeAllDatabases();
		rmSync(folder, { recursive: true, force: true });
	});
	const configOf = (file: string): DatabaseConfig => ({ engine: 'sqlite', file, buyerDataKey });

	test('the embedded file and its folder are made for their owner alone', async () => {
		const file = path.join(folder, 'n8n', 'amazon', 'sync.sqlite');
		await openDatabase(configOf(file), systemClock);
		expect(statSync(path.dirname(file)).mode & 0o777).toBe(0o700);
		for (const name of readdirSync(path.dirname(file))) expect([name, statSync(path.join(path.dirname(file), name)).mode & 0o777]).toEqual([name, 0o600]);
		expect(existsSync(`${file}-wal`)).toBe(true);
	});

	test.each([
		['journal_mode', 'wal'],
		['synchronous', 2],
		['foreign_keys', 1],
		['timeout', 5000],
		['secure_delete', 1],
	])('the embedded engine runs with %s %s', async (pragma, value) => {
		const engine = await openSqlite(path.join(folder, 'sync.sqlite'));
		const { sql } = await import('kysely');
		const { rows } = await sql.raw<Record<string, unknown>>(`pragma ${pragma === 'timeout' ? 'busy_timeout' : pragma}`).execute(engine.query);
		expect(rows).toEqual([expect.objectContaining({ [pragma]: value })]);
		await engine.destroy();
	});

	test('a transaction that reads first and writes later waits for another writer and does not fail', async () => {
		const file = path.join(folder, 'sync.sqlite');
		const database = await openDatabase(configOf(file), systemClock);
		await database.stores.save(makeStore());
		const engine = await openSqlite(file);
		const other = new DatabaseSync(file, { timeout: 0 });
		await engine.write(async (transaction) => {
			await transaction.selectFrom('store').selectAll().execute();
			expect(() => other.exec("update store set tenant_key = 'other'")).toThrow('locked');
			await transaction.updateTable('store').set({ tenant_key: 'mine' }).execute();
		});
		expect((await database.stores.find(STORE))?.tenantKey).toBe('mine');
		other.close();
		await engine.destroy();
	});

	test('a failed transaction leaves nothing behind, and the next one works', async () => {
		const engine = await openSqlite(path.join(folder, 'sync.sqlite'));
		await expect(engine.write(async (transaction) => {
			await transaction.schema.createTable('half').addColumn('id', 'integer').execute();
			throw new Error('No more');
		})).rejects.toThrow('No more');
		await engine.write(async (transaction) => await transaction.schema.createTable('half').addColumn('id', 'integer').execute());
		await engine.destroy();
	});

	test('a file that is no database is refused with its place, and not changed', async () => {
		const file = path.join(folder, 'sync.sqlite');
		writeFileSync(file, 'Dear diary, today I kept a ledger. '.repeat(100));
		await expect(openDatabase(configOf(file), systemClock)).rejects.toThrow(`The sync database file ${file} cannot be opened`);
		expect(statSync(file).size).toBe(3500);
	});

	test('a place that cannot be written is refused with what to do, and can be opened once that is mended', async () => {
		const file = path.join(folder, 'blocked', 'sync.sqlite');
		writeFileSync(path.join(folder, 'blocked'), '');
		await expect(openDatabase(configOf(file), systemClock)).rejects.toThrow('Check that n8n may read and write');
		rmSync(path.join(folder, 'blocked'));
		mkdirSync(path.join(folder, 'blocked'));
		await expect(openDatabase(configOf(file), systemClock)).resolves.toBeDefined();
	});

	test('a key of the wrong length is refused', async () => {
		await expect(openDatabase({ engine: 'sqlite', file: path.join(folder, 'sync.sqlite'), buyerDataKey: new Uint8Array(16) }, systemClock)).rejects.toThrow('32 bytes');
	});

	test('a PostgreSQL server that cannot be reached is told with its place, without the password', async () => {
		const opening = openDatabase({ engine: 'postgres', host: '127.0.0.1', port: 1, database: 'books', user: 'u', password: 'hush-hush', ssl: 'disable', buyerDataKey }, systemClock);
		await expect(opening).rejects.toThrow(/PostgreSQL at 127\.0\.0\.1:1, database books, cannot be used.*credential/);
		await expect(opening).rejects.not.toThrow('hush-hush');
	});

	const openFiles = (file: string): number =>
		readdirSync('/proc/self/fd').filter((descriptor) => {
			try {
				return readlinkSync(`/proc/self/fd/${descriptor}`) === file;
			} catch {
				return false;
			}
		}).length;

	(existsSync('/proc/self/fd') ? test : test.skip)('the file is opened once for all users, and closed a while after the last one', async () => {
		const file = path.join(folder, 'sync.sqlite');
		jest.useFakeTimers({ doNotFake: ['nextTick', 'setImmediate', 'queueMicrotask', 'Date', 'hrtime', 'performance'] });
		try {
			const [first, second] = await Promise.all([openDatabase(configOf(file), systemClock), openDatabase(configOf(file), systemClock)]);
			expect(openFiles(file)).toBe(1);
			await first.close();
			await first.close();
			await jest.advanceTimersByTimeAsync(60_000);
			expect((await second.stores.list()).length).toBe(0);
			await second.close();
			const third = await openDatabase(configOf(file), systemClock);
			await jest.advanceTimersByTimeAsync(60_000);
			expect((await third.stores.list()).length).toBe(0);
			await third.close();
			expect(openFiles(file)).toBe(1);
			await jest.advanceTimersByTimeAsync(60_000);
			expect(openFiles(file)).toBe(0);
			await expect((await openDatabase(configOf(file), systemClock)).stores.list()).resolves.toEqual([]);
		} finally {
			jest.useRealTimers();
		}
	});
});
