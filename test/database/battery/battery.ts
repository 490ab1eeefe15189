import { closeAllDatabases, openDatabase, type DatabaseConfig, type OpenDatabase } from '../../../src/database/open';
import { VirtualClock } from '../../../sandbox/clock';
import { budgetTests } from './budgets';
import { captureTests } from './capture';
import { catalogCaptureTests } from './catalogCapture';
import { catalogLinkTests } from './catalogLinks';
import { catalogReadTests } from './catalogReads';
import { claimTests } from './claims';
import { creditTests } from './credits';
import { dailySaleTests } from './dailySales';
import { eventTests } from './events';
import { makeStore, START, type BatteryEngine } from './fixtures';
import { migrationTests } from './migrations';
import { privacyTests } from './privacy';
import { processTests } from './processes';
import { productTests } from './products';
import { settlementTests } from './settlements';
import { storeTests } from './stores';
import { wholeOrderTests } from './wholeOrders';

/** A database of its own with one store connected, made for each test. */
export interface Bench {
	readonly config: DatabaseConfig;
	readonly clock: VirtualClock;
	readonly database: OpenDatabase;
}

/** Every test of the sync database, run on one engine; `more` are those that only that engine needs. */
export function runBattery(engine: BatteryEngine, more?: (bench: () => Promise<Bench>) => void): void {
	describe(`sync database on ${engine.name}`, () => {
		beforeAll(async () => await engine.start());
		afterAll(async () => {
			await closeAllDatabases();
			await engine.stop();
		});
		afterEach(async () => await closeAllDatabases());

		const bench = async (): Promise<Bench> => {
			const config = engine.freshConfig();
			const clock = new VirtualClock(START);
			const database = await openDatabase(config, clock);
			await database.stores.save(makeStore());
			return { config, clock, database };
		};
		storeTests(bench);
		captureTests(bench);
		claimTests(bench);
		wholeOrderTests(bench);
		dailySaleTests(bench);
		creditTests(bench);
		settlementTests(bench);
		eventTests(bench);
		catalogCaptureTests(bench);
		catalogLinkTests(bench);
		catalogReadTests(bench);
		productTests(bench);
		budgetTests(bench);
		privacyTests(bench);
		migrationTests(() => engine.freshConfig());
		processTests(bench, () => engine.freshConfig());
		more?.(bench);
	});
}
