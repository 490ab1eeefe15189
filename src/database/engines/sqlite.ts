import { chmodSync, closeSync, existsSync, mkdirSync, openSync } from 'node:fs';
import path from 'node:path';
import { DatabaseSync, type SQLInputValue } from 'node:sqlite';
import { setTimeout as pause } from 'node:timers/promises';
import { CompiledQuery, Kysely, SqliteDialect, SqliteDriver, type DatabaseConnection, type Driver, type SqliteDatabase, type SqliteStatement } from 'kysely';
import type { Tables } from '../schema';
import { DatabaseError, withRepeats, type SqlEngine } from './engine';

const BUSY_TIMEOUT_MS = 5000;
const SQLITE_BUSY = 5;

/**
 * Opens the embedded database, making the file (readable by its owner only) and its folder where they are missing.
 * Throws DatabaseError when the file cannot be used.
 */
export async function openSqlite(file: string): Promise<SqlEngine> {
	const database = await openFile(file);
	const kysely = new Kysely<Tables>({ dialect: new NodeSqliteDialect(database) });
	return {
		kind: 'sqlite',
		query: kysely,
		write: async (act) => await withRepeats(async () => await kysely.transaction().execute(act), isBusy),
		destroy: async () => {
			await kysely.destroy();
			// Kysely closes only what it has used.
			if (database.isOpen) database.close();
		},
	};
}

async function openFile(file: string): Promise<DatabaseSync> {
	let database: DatabaseSync | undefined;
	try {
		createFile(file);
		database = new DatabaseSync(file, { timeout: BUSY_TIMEOUT_MS, enableForeignKeyConstraints: true });
		await setUp(database);
		return database;
	} catch (error) {
		if (database?.isOpen) database.close();
		if (error instanceof DatabaseError) throw error;
		throw new DatabaseError(`The sync database file ${file} cannot be opened: ${(error as Error).message}. Check that n8n may read and write the file and its folder.`);
	}
}

function createFile(file: string): void {
	if (existsSync(file)) return;
	mkdirSync(path.dirname(file), { recursive: true, mode: 0o700 });
	// SQLite gives its -wal and -shm files the permissions of the database file.
	closeSync(openSync(file, 'a', 0o600));
	chmodSync(file, 0o600);
}

async function setUp(database: DatabaseSync): Promise<void> {
	const mode = await switchToWal(database);
	if (mode !== 'wal') throw new DatabaseError(`The sync database lies on a file system that cannot share it safely (journal mode ${mode}). Move the n8n user folder to a local disk, or use PostgreSQL.`);
	// FULL: a step that was recorded stays recorded after a power failure. secure_delete: erased buyer data are overwritten.
	database.exec('PRAGMA synchronous = FULL; PRAGMA secure_delete = ON');
}

/** The change to WAL needs the file for itself for a moment, and does not wait for it by the busy timeout. */
async function switchToWal(database: DatabaseSync): Promise<string> {
	for (let waited = 0; ; waited += 20) {
		try {
			return String(database.prepare('PRAGMA journal_mode = WAL').get()?.journal_mode);
		} catch (error) {
			if (!isBusy(error) || waited >= BUSY_TIMEOUT_MS) throw error;
			await pause(20);
		}
	}
}

function isBusy(error: unknown): boolean {
	const code = (error as { errcode?: unknown }).errcode;
	return typeof code === 'number' && (code & 0xff) === SQLITE_BUSY;
}

class NodeSqliteDialect extends SqliteDialect {
	constructor(private readonly database: DatabaseSync) {
		super({ database: forKysely(database) });
	}

	override createDriver(): Driver {
		return new ImmediateSqliteDriver(this.database);
	}
}

/**
 * Begins every transaction as a writer: one that reads first and writes later fails at once, whatever the timeout, when
 * another process wrote in between (https://sqlite.org/lang_transaction.html, SQLITE_BUSY_SNAPSHOT).
 */
class ImmediateSqliteDriver extends SqliteDriver {
	constructor(private readonly database: DatabaseSync) {
		super({ database: forKysely(database) });
	}

	override async beginTransaction(connection: DatabaseConnection): Promise<void> {
		await connection.executeQuery(CompiledQuery.raw('begin immediate'));
	}

	override async rollbackTransaction(connection: DatabaseConnection): Promise<void> {
		// After some errors (disk full) SQLite has rolled back by itself; a second rollback would hide that error.
		if (this.database.isTransaction) await super.rollbackTransaction(connection);
	}
}

const forKysely = (database: DatabaseSync): SqliteDatabase => ({
	close: () => database.close(),
	prepare: (text) => prepare(database, text),
});

function prepare(database: DatabaseSync, text: string): SqliteStatement {
	const statement = database.prepare(text);
	const values = (parameters: readonly unknown[]): SQLInputValue[] => parameters as SQLInputValue[];
	return {
		reader: statement.columns().length > 0,
		all: (parameters) => statement.all(...values(parameters)),
		run: (parameters) => statement.run(...values(parameters)),
		iterate: (parameters) => statement.iterate(...values(parameters)),
	};
}
