import type { SqlEngine } from '../../../src/database/engines/engine';
import { openPostgres } from '../../../src/database/engines/postgres';
import { openSqlite } from '../../../src/database/engines/sqlite';
import type { DatabaseConfig } from '../../../src/database/open';

/** A second connection to a test's database, beneath the repositories and without migrations. */
export const openRaw = async (config: DatabaseConfig): Promise<SqlEngine> => (config.engine === 'sqlite' ? await openSqlite(config.file) : await openPostgres(config));
