import { Kysely, PostgresDialect } from 'kysely';
import { Pool, types, type CustomTypesConfig } from 'pg';
import type { Tables } from '../schema';
import { DatabaseError, withRepeats, type SqlEngine } from './engine';

export interface PostgresConfig {
	readonly host: string;
	readonly port: number;
	readonly database: string;
	readonly user: string;
	readonly password: string;
	/** disable: no encryption. require: encrypted, any certificate. verify: encrypted, certificate checked. */
	readonly ssl: 'disable' | 'require' | 'verify';
	/** Schema for the tables; made when it is missing. Without it the user's own search path decides. */
	readonly schema?: string;
}

// Each n8n worker has a pool of its own, and PostgreSQL takes 100 connections in all by default.
const MAX_CONNECTIONS = 4;
const CONNECT_TIMEOUT_MS = 10_000;
// No statement here takes seconds; one that hangs must not hold its locks, and all other workers, for ever.
const STATEMENT_TIMEOUT_MS = 60_000;

/** Opens the pool and makes a first connection. Throws DatabaseError when the server cannot be used. */
export async function openPostgres(config: PostgresConfig): Promise<SqlEngine> {
	const pool = createPool(config);
	try {
		(await pool.connect()).release();
	} catch (error) {
		await pool.end();
		throw new DatabaseError(`PostgreSQL at ${config.host}:${config.port}, database ${config.database}, cannot be used: ${reasonOf(error)}. Check the Amazon Cin7 Sync Database credential.`);
	}
	const kysely = new Kysely<Tables>({ dialect: new PostgresDialect({ pool }) });
	const query = config.schema ? kysely.withSchema(config.schema) : kysely;
	return {
		kind: 'postgres',
		query,
		write: async (act) => await withRepeats(async () => await query.transaction().execute(act), isConflict),
		destroy: async () => {
			await kysely.destroy();
			if (!pool.ended) await pool.end();
		},
	};
}

function createPool({ host, port, database, user, password, ssl }: PostgresConfig): Pool {
	const pool = new Pool({
		host,
		port,
		database,
		user,
		password,
		ssl: ssl === 'disable' ? false : { rejectUnauthorized: ssl === 'verify' },
		max: MAX_CONNECTIONS,
		allowExitOnIdle: true,
		connectionTimeoutMillis: CONNECT_TIMEOUT_MS,
		statement_timeout: STATEMENT_TIMEOUT_MS,
		idle_in_transaction_session_timeout: STATEMENT_TIMEOUT_MS,
		application_name: 'n8n-nodes-amazon-cin7',
		types: exactTypes,
	});
	// An idle connection that the server closes would otherwise end the n8n process; the pool opens a new one when needed.
	pool.on('error', () => undefined);
	return pool;
}

const exactTypes: CustomTypesConfig = {
	getTypeParser: (oid, format) => {
		if (oid === types.builtins.INT8) return parseInteger;
		if (oid === types.builtins.NUMERIC) return String;
		return types.getTypeParser(oid, format);
	},
};

function parseInteger(text: string): number {
	const value = Number(text);
	if (!Number.isSafeInteger(value)) throw new RangeError('The database holds an integer that is too large');
	return value;
}

/** PostgreSQL gave the transaction up because of another one: serialization_failure, deadlock_detected. */
const isConflict = (error: unknown): boolean => ['40001', '40P01'].includes(String((error as { code?: unknown }).code));

function reasonOf(error: unknown): string {
	// A host name with several addresses gives one error for each of them, and no text of its own.
	if (error instanceof AggregateError) return error.errors.map((each) => (each as Error).message).join('; ');
	return (error as Error).message;
}
