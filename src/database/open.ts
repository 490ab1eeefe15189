import { createHash } from 'node:crypto';
import path from 'node:path';
import type { SyncDatabase } from '../processes/ports/repositories';
import type { Clock } from '../transport/clock';
import { createRateBudgets } from './budgets';
import { BuyerDataCipher } from './buyerDataCipher';
import { createCatalogRepository } from './catalog/catalogRepository';
import { createCreditRepository } from './credits/creditRepository';
import { createCustomerDirectory } from './customers';
import { createDailySaleRepository } from './dailySales/dailySaleRepository';
import type { SqlEngine } from './engines/engine';
import { openPostgres, type PostgresConfig } from './engines/postgres';
import { openSqlite } from './engines/sqlite';
import { createEventRepository } from './events';
import { createOrderHistory } from './history';
import { createLeases } from './leases';
import { migrate } from './migrations/migrate';
import { createOperationsLog } from './operations';
import { createOrderRepository } from './orders/orderRepository';
import { createProductIndex } from './productIndex';
import { createReferenceCache } from './referenceCache';
import { createSettlementRepository } from './settlements/settlementRepository';
import { createStoreRepository } from './stores';

interface SqliteConfig {
	readonly engine: 'sqlite';
	readonly file: string;
}

/** `buyerDataKey`: 32 bytes under which buyer data are encrypted; the same for all workers of one database. */
export type DatabaseConfig = (SqliteConfig | (PostgresConfig & { readonly engine: 'postgres' })) & { readonly buyerDataKey: Uint8Array };

export interface OpenDatabase extends SyncDatabase {
	/** Gives this use back. The connection is closed a little after the last one. */
	close(): Promise<void>;
}

interface SharedEngine {
	readonly key: string;
	readonly engine: Promise<SqlEngine>;
	users: number;
	idle?: NodeJS.Timeout;
}

// Executions follow each other: opening again for each would cost more than the connection that waits.
const IDLE_MS = 15_000;

const sharedEngines = new Map<string, SharedEngine>();

/**
 * Opens the sync database, making or migrating it where needed. All users of one configuration in this process share a
 * connection (or pool). Throws DatabaseError when it cannot be used: unreachable, not permitted, or of a newer version.
 */
export async function openDatabase(config: DatabaseConfig, clock: Clock): Promise<OpenDatabase> {
	const cipher = new BuyerDataCipher(config.buyerDataKey);
	const shared = share(config, clock);
	try {
		return toDatabase(await shared.engine, { cipher, clock, close: releaseOnce(shared) });
	} catch (error) {
		if (sharedEngines.get(shared.key) === shared) sharedEngines.delete(shared.key);
		throw error;
	}
}

/** Closes every connection of this process at once, in use or not: for the end of tests and programs. */
export async function closeAllDatabases(): Promise<void> {
	const all = [...sharedEngines.values()];
	sharedEngines.clear();
	for (const shared of all) {
		clearTimeout(shared.idle);
		await (await shared.engine).destroy();
	}
}

function share(config: DatabaseConfig, clock: Clock): SharedEngine {
	const key = keyOf(config);
	const shared = sharedEngines.get(key) ?? { key, engine: openEngine(config, clock), users: 0 };
	clearTimeout(shared.idle);
	shared.users++;
	sharedEngines.set(key, shared);
	return shared;
}

/** Tells configurations apart without keeping the password in memory for longer than needed. */
function keyOf(config: DatabaseConfig): string {
	const { buyerDataKey: _key, ...connection } = config;
	const where = connection.engine === 'sqlite' ? ['sqlite', path.resolve(connection.file)] : Object.entries(connection).sort(([a], [b]) => (a < b ? -1 : 1));
	return createHash('sha256').update(JSON.stringify(where)).digest('hex');
}

async function openEngine(config: DatabaseConfig, clock: Clock): Promise<SqlEngine> {
	const engine = config.engine === 'sqlite' ? await openSqlite(path.resolve(config.file)) : await openPostgres(config);
	try {
		const schema = config.engine === 'postgres' && config.schema ? { schema: config.schema } : {};
		await migrate(engine, { ...schema, now: clock.now() });
		return engine;
	} catch (error) {
		await engine.destroy();
		throw error;
	}
}

function releaseOnce(shared: SharedEngine): () => Promise<void> {
	let released = false;
	return async () => {
		if (released) return;
		released = true;
		shared.users--;
		if (shared.users > 0 || sharedEngines.get(shared.key) !== shared) return;
		shared.idle = setTimeout(() => void closeIdle(shared).catch(() => undefined), IDLE_MS).unref();
	};
}

async function closeIdle(shared: SharedEngine): Promise<void> {
	if (shared.users > 0 || sharedEngines.get(shared.key) !== shared) return;
	sharedEngines.delete(shared.key);
	await (await shared.engine).destroy();
}

function toDatabase(engine: SqlEngine, { cipher, clock, close }: { cipher: BuyerDataCipher; clock: Clock; close: () => Promise<void> }): OpenDatabase {
	return {
		stores: createStoreRepository(engine),
		orders: createOrderRepository({ engine, clock, cipher }),
		events: createEventRepository(engine, clock),
		dailySales: createDailySaleRepository({ engine, clock }),
		credits: createCreditRepository({ engine, clock }),
		history: createOrderHistory(engine),
		settlements: createSettlementRepository({ engine, clock }),
		catalog: createCatalogRepository({ engine, clock }),
		products: createProductIndex(engine),
		customers: createCustomerDirectory(engine, cipher),
		referenceCache: createReferenceCache(engine),
		operations: createOperationsLog(engine),
		leases: createLeases(engine, clock),
		budgets: createRateBudgets(engine, clock),
		close,
	};
}
