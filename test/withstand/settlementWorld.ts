import type { SettlementSeed } from '../../sandbox/amazon/settlements/settlementDesk';
import type { SettlementRow } from '../../sandbox/amazon/settlements/settlementModel';
import type { SettlementSettings } from '../../src/domain/settings';
import { DemoWorld, expectGreen, type DemoWorldOptions, type NodeRun } from '../nodes/demoWorld';
import { hurry } from './hurry';
import { inDatabase } from './refundsOfWorld';
import { furtherRows, ledgerOf, mugRows, saveSettlementSettings, settlementsKept, settlementSeed, settlementSettings, settlementTasks } from './settlementGoods';

/** A connected store with one processed order, and settlements of it. */
export class SettlementWorld {
	private count = 0;

	private constructor(readonly world: DemoWorld, readonly orderId: string) {}

	static async open(options: DemoWorldOptions = {}): Promise<SettlementWorld> {
		const world = await DemoWorld.open({ noOrders: true, ...options });
		hurry(world);
		await world.ready('US');
		const made = new SettlementWorld(world, await world.placeAndProcess());
		await made.saveSettings();
		return made;
	}

	async close(): Promise<void> {
		await this.world.close();
	}

	/** Settings of settlements, changed where wanted. */
	async saveSettings(over: Partial<SettlementSettings> = {}): Promise<void> {
		await inDatabase(this.world, async (engine) => await saveSettlementSettings(engine, { ...settlementSettings, ...over }));
	}

	/** Amazon makes the report of a new settlement of the order and of further money, or of what is given, just now. */
	addSettlement(rows: readonly SettlementRow[] = [...mugRows(this.orderId), ...furtherRows], over: Partial<SettlementSeed> = {}): string {
		const settlementId = `9000000${String(++this.count).padStart(4, '0')}`;
		this.world.account('US').addSettlement(settlementSeed(settlementId, rows, { createdTime: new Date(Date.now()).toISOString(), ...over }));
		this.world.pass(60_000);
		return settlementId;
	}

	async load(): Promise<NodeRun> {
		return await this.world.run('settlementJournalBuilder', settlementTasks.load.parameters);
	}

	async post(): Promise<NodeRun> {
		return await this.world.run('settlementJournalBuilder', settlementTasks.post.parameters);
	}

	async undo(settlementId: string): Promise<NodeRun> {
		return await this.world.run('settlementJournalBuilder', settlementTasks.undo(settlementId).parameters);
	}

	async postAgain(settlementId: string): Promise<NodeRun> {
		return await this.world.run('settlementJournalBuilder', settlementTasks.postAgain(settlementId).parameters);
	}

	/** A settlement that is loaded and not posted. */
	async loaded(rows?: readonly SettlementRow[]): Promise<string> {
		const settlementId = this.addSettlement(rows);
		expectGreen(await this.load());
		return settlementId;
	}

	/** What stands in Cin7 Core of one settlement: documents that are not voided, with their amounts. */
	standing(settlementId: string) {
		const { journals, moneyTasks, saleJournals } = ledgerOf(this.world.cin7.world);
		const of = (entries: readonly (readonly unknown[])[]) => entries.filter((entry) => JSON.stringify(entry).includes(`|${settlementId}|`) && entry[0] !== 'VOIDED');
		return {
			journals: of(journals).map(([status, , date, , lines]) => [status, date, lines]),
			moneyTasks: of(moneyTasks).map(([status, type, , bank, date, amount]) => [status, type, bank, date, amount]),
			saleLines: saleJournals.flatMap(([, , lines]) => (lines as readonly string[]).filter((line) => line.includes(`|${settlementId}|`)).map((line) => line.split(' ').slice(0, 3).join(' '))),
		};
	}

	async kept(settlementId: string) {
		const { settlements } = await inDatabase(this.world, settlementsKept);
		return settlements.find((each) => each.settlementId === settlementId);
	}
}
