import type { IDataObject } from 'n8n-workflow';
import { findPostgresBinaries, startPostgres, type PostgresServer } from '../database/postgresServer';
import { NodeProcess } from './nodeProcess';
import type { NodeOutcome, NodeTask } from './nodeRun';
import type { Place } from './place';

/** Two processes, as two n8n workers are, on the same sync database. */
export class TwoWorkers {
	constructor(readonly place: Place, readonly processes: readonly [NodeProcess, NodeProcess] = [new NodeProcess(), new NodeProcess()]) {}

	async one(task: NodeTask): Promise<NodeOutcome> {
		return await this.processes[0].run(task, this.place.around);
	}

	/** The same in both, at the same moment. */
	async both(task: NodeTask): Promise<readonly NodeOutcome[]> {
		return await this.each(task, task);
	}

	/** One task for each, at the same moment; `ended` is called when one has ended. Outcomes as they end. */
	async each(first: NodeTask, second: NodeTask, ended: () => void = () => undefined): Promise<readonly NodeOutcome[]> {
		const outcomes: NodeOutcome[] = [];
		const run = async (process: NodeProcess, task: NodeTask): Promise<void> => {
			outcomes.push(await process.run(task, this.place.around));
			ended();
		};
		await Promise.all([run(this.processes[0], first), run(this.processes[1], second)]);
		return outcomes;
	}

	async close(): Promise<void> {
		await Promise.all(this.processes.map(async (process) => await process.kill()));
		await this.place.close();
	}
}

/** Describes the same for the embedded database and for PostgreSQL, with a schema of its own for each test there. */
export function onBothDatabases(battery: (database: () => IDataObject | undefined) => void): void {
	describe('on the embedded database', () => battery(() => undefined));

	const withPostgres = findPostgresBinaries() === undefined ? describe.skip : describe;
	withPostgres(`on PostgreSQL${findPostgresBinaries() === undefined ? ' (skipped: its server binaries are not installed)' : ''}`, () => {
		let server: PostgresServer;
		let count = 0;
		let current: IDataObject;
		beforeAll(async () => { server = await startPostgres(); }, 60_000);
		afterAll(async () => await server.stop());
		beforeEach(() => {
			const { host, port, database, user, password } = server;
			current = { host, port, database, user, password, ssl: 'disable', schema: `withstand_${++count}`, buyerDataPassphrase: 'a long passphrase for tests' };
		});
		battery(() => current);
	});
}
