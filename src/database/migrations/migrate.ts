import { sql, type Kysely } from 'kysely';
import { DatabaseError, lockName, type EngineKind, type SqlEngine, type WriteTransaction } from '../engines/engine';
import { firstTables } from './0001FirstTables';
import { catalog } from './0002Catalog';
import { wholeOrders } from './0003WholeOrders';
import { settlements } from './0004Settlements';
import type { Migration, SchemaSource } from './migration';

export const migrations: readonly Migration[] = [firstTables, catalog, wholeOrders, settlements];

export interface MigrationOptions {
	/** PostgreSQL only. */
	readonly schema?: string;
	readonly now: number;
	readonly migrations?: readonly Migration[];
}

/**
 * Brings the database to this version's schema, all steps in one transaction that other processes wait for. Throws
 * DatabaseError, with nothing touched, when a newer version of this package has been at the database.
 */
export async function migrate(engine: SqlEngine, { schema, now, migrations: steps = migrations }: MigrationOptions): Promise<void> {
	await engine.write(async (transaction) => {
		await lockName(engine.kind, transaction, `n8n-nodes-amazon-cin7 schema ${schema ?? ''}`);
		const reached = await versionOf(engine.kind, transaction, schema);
		const latest = steps.at(-1)?.number ?? 0;
		if (reached > latest) {
			throw new DatabaseError(`The sync database was made by a newer version of n8n-nodes-amazon-cin7 (its schema is ${reached}, this version knows ${latest}). Nothing was changed. Update the package on this n8n instance.`);
		}
		for (const step of steps.filter(({ number }) => number > reached)) {
			await step.apply(withoutTypes(transaction), engine.kind);
			await transaction.insertInto('schema_migration').values({ number: step.number, name: step.name, applied_at: now }).execute();
		}
	});
}

const withoutTypes = (transaction: WriteTransaction): SchemaSource => ({ schema: transaction.schema, withTables: <T>() => transaction as unknown as Kysely<T> });

/** The number of the last step applied; 0 for an empty database, in which the list of steps is begun. */
async function versionOf(kind: EngineKind, transaction: WriteTransaction, schema: string | undefined): Promise<number> {
	if (await hasMigrationTable(kind, transaction, schema)) {
		const row = await transaction.selectFrom('schema_migration').select(({ fn }) => fn.max('number').as('number')).executeTakeFirst();
		return Number(row?.number ?? 0);
	}
	if (schema && !(await hasSchema(transaction, schema))) await transaction.schema.createSchema(schema).execute();
	await transaction.schema.createTable('schema_migration')
		.addColumn('number', 'integer', (column) => column.primaryKey())
		.addColumn('name', 'text', (column) => column.notNull())
		.addColumn('applied_at', 'bigint', (column) => column.notNull())
		.execute();
	return 0;
}

async function hasMigrationTable(kind: EngineKind, transaction: WriteTransaction, schema: string | undefined): Promise<boolean> {
	const found =
		kind === 'sqlite'
			? await sql`select 1 from sqlite_master where type = 'table' and name = 'schema_migration'`.execute(transaction)
			: await sql`select 1 from pg_tables where tablename = 'schema_migration' and schemaname = coalesce(${schema ?? null}::text, current_schema())`.execute(transaction);
	return found.rows.length > 0;
}

// Asked first, because CREATE SCHEMA IF NOT EXISTS needs the right to create one even where it exists.
async function hasSchema(transaction: WriteTransaction, schema: string): Promise<boolean> {
	const found = await sql`select 1 from pg_namespace where nspname = ${schema}`.execute(transaction);
	return found.rows.length > 0;
}
