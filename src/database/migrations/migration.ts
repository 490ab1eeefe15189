import type { Kysely, SchemaModule } from 'kysely';
import type { EngineKind } from '../engines/engine';

/** What a migration works with: never today's table types, which later steps change. */
export interface SchemaSource {
	readonly schema: SchemaModule;
	/** For steps that move data: the tables as they are at that step. */
	withTables<T>(): Kysely<T>;
}

/** One step of the schema. Numbers count up from 1 without gaps; a published one is never changed. */
export interface Migration {
	readonly number: number;
	readonly name: string;
	apply(database: SchemaSource, kind: EngineKind): Promise<void>;
}
