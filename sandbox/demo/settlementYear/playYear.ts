import { setTimeout as wait } from 'node:timers/promises';
import { itemsOf, type Execution } from '../../n8n/client';
import type { Check } from '../compareSales';
import { compareSettled, settleFortnight } from '../fortnight/settlement';
import { fortnightNodes, fortnightRefundsWorkflow } from '../fortnight/workflows';
import { checkOf, triggeredExecutions, type Demo } from '../playDemo';
import { compareYear } from './compareYear';
import { type YearStore, yearStoreNames, yearStores } from './stores';
import { yearAddFileWorkflow, yearMapFeesWorkflow, yearNodes, yearSettlementsWorkflow, yearSetUpWorkflow } from './workflows';
import type { YearSettlement } from './year';

export interface YearRun {
	readonly checks: readonly Check[];
	/** What came out of *Needs Attention*, over all executions. */
	readonly attention: readonly Readonly<Record<string, unknown>>[];
}

/** The outlets' year in real n8n: set-up, the template by its triggers, a fee that has to be mapped, a file given by hand, a correction, and the trial balance after each. */
export async function playYear(demo: Demo, tell: (line: string) => void): Promise<YearRun> {
	const play = new YearPlay(demo);
	tell(`A year of four outlets: ${demo.year.settlements.length} settlements, which hold the revenue too`);
	await play.setUp();
	await play.postAll();
	tell('The bookkeeper maps the fee that Amazon invented, and gives an old file by hand');
	await play.mapTheFee();
	await play.addTheFile();
	tell('Amazon corrects a settlement that is posted');
	await play.correct();
	return { checks: play.checks, attention: play.attention };
}

/** Amazon settles the fortnight of the two other stores, whose orders are in Cin7 Core: the same template posts it beside their sales. */
export async function playFortnightSettlement(demo: Demo, tell: (line: string) => void): Promise<YearRun> {
	const play = new YearPlay(demo);
	tell('Amazon settles the fortnight, whose revenue the sales hold');
	await play.settleFortnight();
	return { checks: play.checks, attention: play.attention };
}

class YearPlay {
	readonly checks: Check[] = [];
	readonly attention: Readonly<Record<string, unknown>>[] = [];
	private readonly settlements = yearSettlementsWorkflow();

	constructor(private readonly demo: Demo) {}

	async setUp(): Promise<void> {
		const { client, year } = this.demo;
		for (const store of yearStoreNames) {
			const { id, name } = yearSetUpWorkflow(store, year);
			this.checks.push(checkOf(`Workflow "${name}"`, await client.runManually(id, yearNodes.byHand)));
		}
	}

	async postAll(): Promise<void> {
		const { settlements, withNewFee } = this.demo.year;
		// Each trigger of an outlet has something to give, and starts an execution.
		await this.poll(yearStoreNames.length);
		await this.runByHand();
		this.compare('The year', settlements.filter((each) => each !== withNewFee));
		const { settlementId } = withNewFee.settlement;
		const isTold = this.attention.some(({ message }) => String(message).includes(settlementId));
		this.checks.push({ title: `Settlement ${settlementId} waits for the account of a fee that nobody knew, and says so`, wrong: isTold ? [] : ['nobody was told'] });
	}

	async mapTheFee(): Promise<void> {
		const { client, year } = this.demo;
		const { id, name } = yearMapFeesWorkflow();
		this.checks.push(checkOf(`Workflow "${name}"`, await client.runManually(id, yearNodes.byHand)));
		await this.runByHand();
		this.compare('Once the fee is mapped', year.settlements);
	}

	async addTheFile(): Promise<void> {
		const { client, year } = this.demo;
		const { id, name } = yearAddFileWorkflow(year);
		const execution = await client.runManually(id, yearNodes.byHand);
		const outcomes = itemsOf(execution, yearNodes.addFile).map(({ outcome }) => String(outcome));
		this.checks.push(checkOf(`Workflow "${name}"`, execution), { title: 'The old file is of a settlement that is known', wrong: outcomes.join() === 'unchanged' ? [] : [`${outcomes.join(', ') || 'nothing'} came of it`] });
		await this.runByHand();
		this.compare('After the old file', year.settlements);
	}

	async correct(): Promise<void> {
		const { amazon, year } = this.demo;
		year.correctAtAmazon(amazon);
		// Nothing new for the trigger, which loads it all the same.
		await this.poll(0);
		await this.runByHand();
		this.compare('After the correction', year.settlements.map((each) => (each.settlement.settlementId === year.corrected.settlement.settlementId ? year.corrected : each)));
	}

	async settleFortnight(): Promise<void> {
		const { amazon, cin7, client, fortnight } = this.demo;
		const refunds = fortnightRefundsWorkflow();
		// A settlement with refunds waits until refunds are loaded up to its end.
		this.checks.push(checkOf(`Workflow "${refunds.name}"`, await client.runManually(refunds.id, fortnightNodes.hourly)));
		const settlements = settleFortnight(amazon, fortnight);
		await this.poll(settlements.size);
		await this.runByHand();
		this.checks.push(...compareSettled(settlements, fortnight, amazon, cin7.world));
	}

	/** Publishes the template, whose triggers then poll, and waits for the executions that they start. */
	private async poll(started: number): Promise<void> {
		const { client } = this.demo;
		const { id } = this.settlements;
		const before = new Set((await client.executions(id)).map((execution) => String(execution.id)));
		await client.publish(id);
		if (started === 0) await wait(POLLED_MS);
		this.take(await triggeredExecutions(client, id, started, before));
		await client.unpublish(id);
	}

	/** The template's own schedule, started by hand. */
	private async runByHand(): Promise<void> {
		this.take([await this.demo.client.runManually(this.settlements.id, yearNodes.daily)]);
	}

	private take(executions: readonly Execution[]): void {
		this.checks.push(...executions.map((execution) => checkOf(`Execution ${execution.id} of "${this.settlements.name}" (${execution.mode})`, execution)));
		this.attention.push(...executions.flatMap((execution) => itemsOf(execution, yearNodes.post, 1)));
	}

	private compare(when: string, settlements: readonly YearSettlement[]): void {
		this.checks.push(...compareYear(settlements, this.demo.cin7.world).map(({ title, wrong }) => ({ title: `${when}: ${title}`, wrong })));
	}
}

/** The triggers have polled by then. */
const POLLED_MS = 15_000;

/** What is in the books of a store, in words. */
export function describeYear(store: YearStore, { year, cin7 }: Pick<Demo, 'year' | 'cin7'>): string {
	const { storeName, currency, merchantToken } = yearStores[store];
	const of = (marker: string): boolean => marker.startsWith(`AMZ|${merchantToken}-${store}|`);
	const journals = [...cin7.world.journals.values()].filter(({ status, narration }) => status === 'COMPLETED' && of(narration)).length;
	const deposits = [...cin7.world.moneyTasks.values()].filter(({ status, type, reference }) => status === 'COMPLETED' && type === 'Receive Money' && of(reference)).length;
	const count = year.settlements.filter((each) => each.store === store).length;
	return `  ${storeName.padEnd(24)}${count} settlements in ${currency}: ${journals} journals, ${deposits} deposits`;
}
