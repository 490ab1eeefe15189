import { randomBytes } from 'node:crypto';
import { sql } from 'kysely';
import { openPostgres } from '../../src/database/engines/postgres';
import { closeAllDatabases, openDatabase, type DatabaseConfig } from '../../src/database/open';
import { systemClock } from '../../src/transport/clock';
import { runBattery, type Bench } from './battery/battery';
import { makeStore, STORE } from './battery/fixtures';
import { makeLink, makeListing, makeLoad, skusOf } from './battery/listings';
import { openRaw } from './battery/raw';
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

function serverTests(bench: () => Promise<Bench>): void {
	describe('the server', () => {
		test('connections that it closes are opened again, and end nothing', async () => {
			const { database, config } = await bench();
			await Promise.all([1, 2, 3].map(async () => await database.stores.list()));
			const raw = await openRaw(config);
			await sql`select pg_terminate_backend(pid) from pg_stat_activity where application_name = 'n8n-nodes-amazon-cin7' and pid <> pg_backend_pid()`.execute(raw.query);
			await new Promise((resolve) => setTimeout(resolve, 200));
			expect(await database.stores.list()).toHaveLength(1);
			await raw.destroy();
		});

		test('a transaction that it gives up because of a deadlock is run again', async () => {
			const { database, config } = await bench();
			await database.stores.save(makeStore('other'));
			const raw = await openRaw(config);
			let attempts = 0;
			let arrived = 0;
			let letBothIn: () => void = () => undefined;
			const bothIn = new Promise<void>((resolve) => (letBothIn = resolve));
			const crosswise = async (first: string, second: string): Promise<void> =>
				await raw.write(async (transaction) => {
					attempts++;
					const touch = async (storeId: string): Promise<unknown> => await transaction.updateTable('store').set({ tenant_key: first }).where('store_id', '=', storeId).execute();
					await touch(first);
					if (++arrived === 2) letBothIn();
					await bothIn;
					await touch(second);
				});
			await Promise.all([crosswise(STORE, 'other'), crosswise('other', STORE)]);
			expect(attempts).toBe(3);
			const tenants = (await database.stores.list()).map((store) => store.tenantKey);
			expect(new Set(tenants).size).toBe(1);
			await raw.destroy();
		});

		test('a wrong password is refused, and not told', async () => {
			const { config } = await bench();
			if (config.engine !== 'postgres') throw new Error('Not PostgreSQL');
			const opening = openDatabase({ ...config, password: 'hush-hush' }, systemClock);
			await expect(opening).rejects.toThrow(/password authentication failed.*Check the Amazon Cin7 Sync Database credential/);
			await expect(opening).rejects.not.toThrow('hush-hush');
		});

		test('seller SKUs are in the order of their code points in a database made for another order', async () => {
			const { config } = await bench();
			if (config.engine !== 'postgres') throw new Error('Not PostgreSQL');
			const { schema, ...withoutSchema } = config;
			const admin = await openPostgres(withoutSchema);
			const database = `${schema}_sorted`;
			await sql`create database ${sql.ref(database)} template template0 encoding 'UTF8' locale_provider icu icu_locale 'en-US' locale 'C'`.execute(admin.query);
			try {
				const opened = await openDatabase({ ...withoutSchema, database }, systemClock);
				await opened.stores.save(makeStore());
				await opened.catalog.link(STORE, ['b', 'A', 'a', 'Z', '_'].map((sku) => makeLink(sku)));
				await opened.catalog.capture(STORE, ['b', 'Z'].map((sku) => makeListing(sku)), makeLoad(1));
				expect(await skusOf(opened, { linked: true })).toEqual(['A', 'Z', '_', 'a', 'b']);
				expect(await skusOf(opened, { after: 'Z', limit: 2 })).toEqual(['_', 'a']);
				await closeAllDatabases();
			} finally {
				await sql`drop database ${sql.ref(database)} with (force)`.execute(admin.query);
				await admin.destroy();
			}
		});

		test('without a schema the tables lie where the user looks by default', async () => {
			const { config } = await bench();
			if (config.engine !== 'postgres') throw new Error('Not PostgreSQL');
			const { schema, ...withoutSchema } = config;
			const admin = await openPostgres(withoutSchema);
			const database = `${schema}_database`;
			await sql`create database ${sql.ref(database)}`.execute(admin.query);
			try {
				const opened = await openDatabase({ ...withoutSchema, database }, systemClock);
				await opened.stores.save(makeStore());
				const raw = await openPostgres({ ...withoutSchema, database, schema: 'public' });
				expect(await raw.query.selectFrom('store').select('store_id').execute()).toEqual([{ store_id: STORE }]);
				await raw.destroy();
				await closeAllDatabases();
			} finally {
				await sql`drop database ${sql.ref(database)} with (force)`.execute(admin.query);
				await admin.destroy();
			}
		});
	});
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
	}, serverTests);
} else {
	describe.skip('PostgreSQL battery skipped: no server binaries here', () => {
		test('runs where the Debian package postgresql is installed or TEST_POSTGRES_URL is set', () => undefined);
	});
}
