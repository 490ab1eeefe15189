import { randomBytes } from 'node:crypto';
import { openPostgres } from '../../src/database/engines/postgres';
import type { DatabaseConfig } from '../../src/database/open';
import { runBattery } from './battery/battery';
import { findPostgresBinaries, startPostgres, type PostgresServer } from './postgresServer';

const givenUrl = process.env.TEST_POSTGRES_URL;
const run = `test_${randomBytes(4).toString('hex')}`;
let server: PostgresServer | undefined;
let databases = 0;

function connection(): { host: string; port: number; database: string; user: string; password: string } {
	if (server) return server;
	const url = new URL(givenUrl ?? '');
	return { host: url.hostname, port: Number(url.port || 5432), database: url.pathname.slice(1), user: decodeURIComponent(url.username), password: decodeURIComponent(url.password) };
}

function freshConfig(): DatabaseConfig {
	const { host, port, database, user, password } = connection();
	return { engine: 'postgres', host, port, database, user, password, ssl: 'disable', schema: `${run}_${++databases}`, buyerDataKey: new Uint8Array(32).fill(7) };
}

/** A server that was given is left as it was. */
async function dropSchemas(): Promise<void> {
	const engine = await openPostgres({ ...connection(), ssl: 'disable' });
	for (let number = 1; number <= databases; number++) await engine.query.schema.dropSchema(`${run}_${number}`).ifExists().cascade().execute();
	await engine.destroy();
}

if (givenUrl !== undefined || findPostgresBinaries() !== undefined) {
	runBattery({
		name: 'PostgreSQL',
		start: async () => {
			if (givenUrl === undefined) server = await startPostgres();
		},
		stop: async () => {
			if (server) await server.stop();
			else await dropSchemas();
		},
		freshConfig,
	});
} else {
	describe.skip('PostgreSQL battery skipped: no server binaries here', () => {
		test('runs where the Debian package postgresql is installed or TEST_POSTGRES_URL is set', () => undefined);
	});
}
