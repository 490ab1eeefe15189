import { setTimeout as wait } from 'node:timers/promises';
import { itemsOf, type Execution } from '../../n8n/client';
import type { Check } from '../compareSales';
import { checkOf, triggeredExecutions, type Demo } from '../playDemo';
import type { Template } from '../templates';
import { compareFortnight } from './compareFortnight';
import { fortnightStoreNames } from './stores';
import type { FortnightStage } from './story';
import { fortnightNodes, fortnightOrdersWorkflow, fortnightRefundsWorkflow, fortnightSetUpWorkflow } from './workflows';

export interface FortnightRun {
	readonly checks: readonly Check[];
	/** What came out of *Needs Attention*, over all executions. */
	readonly attention: readonly Readonly<Record<string, unknown>>[];
}

/** Amazon lets nothing of the last two minutes be asked for, and the nodes leave ten seconds more for clocks that differ. */
const AMAZON_SETTLES_MS = 140_000;

/** The fortnight in real n8n: set-up, both templates, what happens at Amazon afterwards, both templates again, and the trial balance. */
export async function playFortnight(demo: Demo, tell: (line: string) => void): Promise<FortnightRun> {
	const play = new FortnightPlay(demo);
	tell(`A fortnight of two more stores, from ${demo.fortnight.days[0] ?? ''} on: ${demo.fortnight.orders.length} orders, one sale a day in Canada`);
	await play.setUp();
	await play.processAll('first');
	tell('Orders are canceled, changed and refunded at Amazon, which shows such changes after two minutes');
	demo.fortnight.laterAtAmazon(demo.amazon);
	await wait(AMAZON_SETTLES_MS);
	await play.processAll('second');
	return { checks: play.checks, attention: play.attention };
}

class FortnightPlay {
	readonly checks: Check[] = [];
	readonly attention: Readonly<Record<string, unknown>>[] = [];

	constructor(private readonly demo: Demo) {}

	async setUp(): Promise<void> {
		const { client, fortnight } = this.demo;
		for (const store of fortnightStoreNames) {
			const { id, name } = fortnightSetUpWorkflow(store, fortnight.days[0] ?? '');
			this.checks.push(checkOf(`Workflow "${name}"`, await client.runManually(id, fortnightNodes.setUpTrigger)));
		}
	}

	/** Orders, then refunds, until nothing is left; then the books are compared. */
	async processAll(stage: FortnightStage): Promise<void> {
		await this.run(fortnightOrdersWorkflow(), fortnightNodes.daily, fortnightNodes.process);
		await this.run(fortnightRefundsWorkflow(), fortnightNodes.hourly, fortnightNodes.refunds);
		this.checks.push(...compareFortnight(this.demo.fortnight.expected(stage), this.demo.cin7.world).map(({ title, wrong }) => ({ title: `${stage === 'first' ? 'First' : 'Second'} processing: ${title}`, wrong })));
	}

	/** Publishes a workflow, whose triggers then poll, and starts it by its schedule until a run makes nothing. */
	private async run(workflow: Template, schedule: string, node: string): Promise<void> {
		const { client } = this.demo;
		const before = new Set((await client.executions(workflow.id)).map(({ id }) => String(id)));
		await client.publish(workflow.id);
		const executions: Execution[] = [];
		// A trigger that has nothing to give starts nothing; the schedule does.
		await wait(POLLED_MS);
		executions.push(...(await triggeredExecutions(client, workflow.id, 0, before)));
		for (let again = 0; again < 20; again++) {
			const execution = await client.runManually(workflow.id, schedule);
			executions.push(execution);
			if (itemsOf(execution, node).length === 0) break;
		}
		executions.push(...(await triggeredExecutions(client, workflow.id, 0, new Set([...before, ...executions.map(({ id }) => String(id))]))));
		await client.unpublish(workflow.id);
		this.checks.push(...executions.map((execution) => checkOf(`Execution ${execution.id} of "${workflow.name}" (${execution.mode})`, execution)));
		this.attention.push(...executions.flatMap((execution) => itemsOf(execution, node, 1)));
	}
}

/** Both triggers have polled by then: the fortnight is a few calls to the simulators. */
const POLLED_MS = 15_000;
