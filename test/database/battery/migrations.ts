import { DatabaseError } from '../../../src/database/engines/engine';
import { migrate, migrations } from '../../../src/database/migrations/migrate';
import { openDatabase, type DatabaseConfig } from '../../../src/database/open';
import type { Migration } from '../../../src/database/migrations/migration';
import { systemClock } from '../../../src/transport/clock';
import { openRaw } from './raw';

const later: Migration = {
	number: migrations.length + 1,
	name: 'a later one',
	apply: async (database) => await database.schema.createTable('later').addColumn('id', 'integer').execute(),
};
const failing: Migration = {
	number: migrations.length + 1,
	name: 'one that fails',
	apply: async (database) => {
		await database.schema.createTable('half').addColumn('id', 'integer').execute();
		throw new Error('No more');
	},
};

const schemaOf = (config: DatabaseConfig): { schema?: string } => (config.engine === 'postgres' && config.schema !== undefined ? { schema: config.schema } : {});

export function migrationTests(freshConfig: () => DatabaseConfig): void {
	describe('migrations', () => {
		test('each is applied once, in order', async () => {
			const config = freshConfig();
			await openDatabase(config, systemClock);
			const raw = await openRaw(config);
			const numbers = async (): Promise<readonly number[]> => (await raw.query.selectFrom('schema_migration').select('number').orderBy('number').execute()).map((row) => row.number);
			expect(await numbers()).toEqual(migrations.map(({ number }) => number));
			for (let time = 0; time < 2; time++) await migrate(raw, { ...schemaOf(config), now: 0, migrations: [...migrations, later] });
			expect(await numbers()).toEqual([...migrations, later].map(({ number }) => number));
			await raw.destroy();
		});

		test('a database of a newer version is refused and not touched', async () => {
			const config = freshConfig();
			const raw = await openRaw(config);
			await migrate(raw, { ...schemaOf(config), now: 0, migrations: [later] });
			await expect(openDatabase(config, systemClock)).rejects.toThrow(DatabaseError);
			await expect(openDatabase(config, systemClock)).rejects.toThrow(/newer version.*Nothing was changed.*Update/);
			expect(await raw.query.selectFrom('schema_migration').selectAll().execute()).toEqual([{ number: later.number, name: later.name, applied_at: 0 }]);
			await expect(raw.query.selectFrom('store').selectAll().execute()).rejects.toThrow();
			await raw.destroy();
		});

		test('one that fails leaves the database as it was', async () => {
			const config = freshConfig();
			await openDatabase(config, systemClock);
			const raw = await openRaw(config);
			await expect(migrate(raw, { ...schemaOf(config), now: 0, migrations: [...migrations, failing] })).rejects.toThrow('No more');
			await migrate(raw, { ...schemaOf(config), now: 0 });
			await expect(raw.query.schema.createTable('half').addColumn('id', 'integer').execute()).resolves.toBeUndefined();
			await raw.destroy();
		});

		test('numbers count up from 1 without gaps', () => {
			expect(migrations.map(({ number }) => number)).toEqual(migrations.map((_, index) => index + 1));
		});
	});
}
