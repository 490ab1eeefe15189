import { startAmazonSimulator, type AmazonSimulator } from '../../sandbox/amazon/amazonSimulator';
import type { SellerAccountSeed } from '../../sandbox/amazon/seeds';
import type { AmazonSwitches } from '../../sandbox/amazon/switches';
import { VirtualClock } from '../../sandbox/clock';
import { createAmazonClient, type AmazonServices } from '../../src/amazon/client';
import type { AmazonPort } from '../../src/processes/ports/amazon';
import { seller } from '../sandbox/amazon/simulatorClient';
import { memoryBudgets } from './memoryBudgets';

export interface Setting {
	readonly amazon: AmazonSimulator;
	readonly clock: VirtualClock;
	readonly client: AmazonPort;
}

export interface SettingOptions {
	readonly switches?: Partial<AmazonSwitches>;
	readonly services?: Partial<AmazonServices>;
	readonly modelsFolder?: string;
}

let simulator: AmazonSimulator | undefined;

/** The simulated Amazon of one seller on a clock of its own, and the real client to it; closed after each test. */
export async function startSetting(seed: Partial<SellerAccountSeed> = {}, { switches = {}, services = {}, modelsFolder }: SettingOptions = {}): Promise<Setting> {
	const clock = new VirtualClock('2026-11-02T12:00:00Z');
	const account = seller(seed);
	simulator = await startAmazonSimulator({ clock, accounts: [account], switches, ...(modelsFolder ? { modelsFolder } : {}) });
	const client = createAmazonClient({
		clientId: account.clientId, clientSecret: account.clientSecret, refreshToken: account.refreshTokens[0] ?? '',
		merchantToken: account.merchantToken, region: account.region, environment: 'production', apiBaseUrl: simulator.url,
	}, { clock, budgets: memoryBudgets(clock), random: () => 0.5, deadlineMs: 3000, runBudgetMs: 600_000, ...services });
	return { amazon: simulator, clock, client };
}

afterEach(async () => {
	await simulator?.close();
	simulator = undefined;
});
