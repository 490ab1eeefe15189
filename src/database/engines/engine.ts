import { sql, type Kysely, type RawBuilder, type Transaction } from 'kysely';
import type { Tables } from '../schema';

export type EngineKind = 'sqlite' | 'postgres';
export type Query = Kysely<Tables>;
export type WriteTransaction = Transaction<Tables>;

/** The sync database cannot be used: what is wrong, where, and what to do. */
export class DatabaseError extends Error {
	constructor(message: string) {
		super(message);
		this.name = 'DatabaseError';
	}
}

/** An open database of either kind: where the two differ, and nothing else. */
export interface SqlEngine {
	readonly kind: EngineKind;
	/** For single statements. */
	readonly query: Query;
	/**
	 * Runs `act` in one transaction that no other writer's changes come in between, on rows it has locked. Runs it again
	 * when the engine gave up on it because of another writer, so `act` must do nothing but work on the transaction.
	 */
	write<T>(act: (transaction: WriteTransaction) => Promise<T>): Promise<T>;
	destroy(): Promise<void>;
}

const ATTEMPTS = 4;

/** Runs a transaction again when `isConflict` says that it failed only because of another writer. */
export async function withRepeats<T>(run: () => Promise<T>, isConflict: (error: unknown) => boolean): Promise<T> {
	for (let attempt = 1; ; attempt++) {
		try {
			return await run();
		} catch (error) {
			if (attempt === ATTEMPTS || !isConflict(error)) throw error;
		}
	}
}

/** `column in (values)`, whatever their number: one parameter, where a list of parameters would meet the engine's limit. */
export function among(kind: EngineKind, column: string, values: readonly string[]): RawBuilder<boolean> {
	const reference = sql.ref(column);
	return kind === 'sqlite' ? sql<boolean>`${reference} in (select value from json_each(${JSON.stringify(values)}))` : sql<boolean>`${reference} = any(${values}::text[])`;
}

/** `column not in (values)`. */
export const notAmong = (kind: EngineKind, column: string, values: readonly string[]): RawBuilder<boolean> => sql<boolean>`not (${among(kind, column, values)})`;

/**
 * A table of two text columns for one statement, of any number of rows: to be named with `as`. The limit lets SQLite read
 * it once and look up each row by index; without, it reads the whole table anew for every row that it is joined to.
 */
export function textPairs(kind: EngineKind, pairs: readonly (readonly [id: string, content: string])[]): RawBuilder<{ id: string; content: string }> {
	if (kind === 'sqlite') return sql`(select json_extract(value, '$[0]') as id, json_extract(value, '$[1]') as content from json_each(${JSON.stringify(pairs)}) limit -1)`;
	return sql`(select id, content from unnest(${pairs.map(([id]) => id)}::text[], ${pairs.map(([, content]) => content)}::text[]) as pair(id, content))`;
}

/**
 * Keeps others that lock the same name out until the transaction ends. SQLite's write transactions keep everybody out
 * anyway.
 */
export async function lockName(kind: EngineKind, transaction: WriteTransaction, name: string): Promise<void> {
	if (kind === 'postgres') await sql`select pg_advisory_xact_lock(hashtextextended(${name}, 0))`.execute(transaction);
}

/** Splits rows so that a statement stays well below the engines' limits of parameters (32,766 and 65,535). */
export function* inChunks<T>(rows: readonly T[], size = 250): Generator<readonly T[]> {
	for (let start = 0; start < rows.length; start += size) yield rows.slice(start, start + size);
}
