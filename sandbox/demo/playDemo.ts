import { writeFileSync, rmSync } from 'node:fs';
import path from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { startAmazonSimulator, type AmazonSimulator } from '../amazon/amazonSimulator';
import { startCin7Simulator, type Cin7Simulator } from '../cin7/server';
import { itemsOf, N8nClient, type Execution } from '../n8n/client';
import { installPackage, packPackage } from '../n8n/install';
import { runN8nCommand, startN8n, type N8nProcess } from '../n8n/server';
import type { Check } from './compareSales';
import { fortnightWithClockChange } from './fortnight/calendar';
import { demoFortnight, type DemoFortnight } from './fortnight/fortnight';
import { fortnightAmazonCredential, fortnightAmazonCredentialReference } from './fortnight/setUp';
import { fortnightStoreNames } from './fortnight/stores';
import { fortnightWorkflows } from './fortnight/workflows';
import { demoHistory } from './history';
import { demoSeller, type DemoSeller } from './seller';
import { demoAmazonCredential, demoCin7Credential } from './setUp';
import { yearAmazonCredential } from './settlementYear/setUp';
import { yearCredentialReference, yearStoreNames } from './settlementYear/stores';
import { yearTenant } from './settlementYear/tenant';
import { yearWorkflows } from './settlementYear/workflows';
import { settlementYear, type SettlementYear } from './settlementYear/year';
import type { DemoChoices } from './setUp';
import { demoMarketplaceNames } from './stores';
import { demoAmazonCredentialReference, demoCatalogLook, demoCatalogWorkflow, demoCin7CredentialReference, demoNodes, demoOrdersWorkflow, demoSetUpWorkflow, demoStoreNames } from './workflows';

/** Far above Cin7 Core's 60, so that the demo does not wait for minutes to pass. */
const callsPerMinute = 6000;

/** Both services and real n8n with the package, running. */
export interface Demo {
	readonly day: string;
	readonly seller: DemoSeller;
	/** Two more stores, with daily sales and refunds. */
	readonly fortnight: DemoFortnight;
	/** Four outlets, whose settlements of a year are posted. */
	readonly year: SettlementYear;
	readonly amazon: AmazonSimulator;
	readonly cin7: Cin7Simulator;
	readonly n8n: N8nProcess;
	readonly client: N8nClient;
	stop(): Promise<void>;
}

export interface DemoOptions {
	/** n8n user folder; emptied first. */
	readonly folder: string;
	/** Day of the demo seller's orders, in the past: yyyy-mm-dd. */
	readonly day: string;
	readonly port?: number;
	/** Told what is going on, a line at a time. */
	tell(line: string): void;
}

/** Starts everything from nothing: simulators, n8n with the packed package, credentials and templates. */
export async function startDemo({ folder, day, port, tell }: DemoOptions): Promise<Demo> {
	rmSync(folder, { recursive: true, force: true });
	const seller = demoSeller(day);
	const fortnight = demoFortnight(fortnightWithClockChange(day)[0] ?? day);
	const year = settlementYear(day);
	const history = demoHistory(day);
	// The stores want nothing from before the demo day; the two years are there for "Load Orders" since a date.
	const accounts = seller.accounts.map((account, index) => ({ ...account, orders: [...(history.get(demoStoreNames[index]) ?? []), ...account.orders] }));
	// Nobody who watches wants to wait for Amazon's reports as long as usual, nor a minute for each settlement file.
	const plans = new Map(['getReports', 'getReportDocument'].map((operation) => [operation, { rate: 100, burst: 100 }]));
	const amazon = await startAmazonSimulator({ accounts: [...accounts, ...fortnight.accounts, ...year.accounts], switches: { reportQueueTime: 5, reportProcessingTime: 10, plans } });
	const cin7 = await startCin7Simulator({ tenant: yearTenant(), switches: { callsPerWindow: callsPerMinute } });
	const closeServices = async () => void (await Promise.all([amazon.close(), cin7.close()]));
	try {
		tell('Installing the package into a new n8n');
		await installPackage(await packPackage(folder), folder);
		await importFile(folder, 'import:credentials', credentialsFor(amazon, cin7));
		await importFile(folder, 'import:workflow', [...setUpWorkflows(day), demoOrdersWorkflow(), demoCatalogWorkflow(), demoCatalogLook(), ...fortnightWorkflows(fortnight), ...yearWorkflows(year)]);
		tell('Starting n8n');
		const n8n = await startN8n({ folder, port });
		const stop = async () => {
			await n8n.stop();
			await closeServices();
		};
		return { day, seller, fortnight, year, amazon, cin7, n8n, client: await N8nClient.logIn(n8n.url), stop };
	} catch (error) {
		await closeServices();
		throw error;
	}
}

/** Each store's set-up twice: as it is connected, and as its user changes it after a look at the catalog. */
const setUpWorkflows = (day: string): readonly object[] =>
	[{}, { createProducts: true }].flatMap((choices) => demoMarketplaceNames.map((store) => demoSetUpWorkflow(store, `${day}T00:00:00.000Z`, choices)));

function credentialsFor(amazon: AmazonSimulator, cin7: Cin7Simulator): readonly object[] {
	return [
		...demoStoreNames.map((store) => ({ ...demoAmazonCredentialReference(store), type: 'amazonSellingPartnerApi', data: demoAmazonCredential(store, amazon.url) })),
		...fortnightStoreNames.map((store) => ({ ...fortnightAmazonCredentialReference(store), type: 'amazonSellingPartnerApi', data: fortnightAmazonCredential(store, amazon.url) })),
		...yearStoreNames.map((store) => ({ ...yearCredentialReference(store), type: 'amazonSellingPartnerApi', data: yearAmazonCredential(store, amazon.url) })),
		{ ...demoCin7CredentialReference, type: 'cin7CoreApi', data: demoCin7Credential(cin7.url, callsPerMinute) },
	];
}

async function importFile(folder: string, command: string, content: readonly object[]): Promise<void> {
	const file = path.join(folder, 'import.json');
	writeFileSync(file, JSON.stringify(content));
	await runN8nCommand({ folder }, command, `--input=${file}`);
	rmSync(file);
}

/** Sets the demo stores up by executing their workflows, as a user would. */
export async function setUpStores({ client }: Demo, choices: DemoChoices = {}): Promise<readonly Check[]> {
	const checks: Check[] = [];
	for (const store of demoMarketplaceNames) {
		const { id, name } = demoSetUpWorkflow(store, '', choices);
		checks.push(checkOf(`Workflow "${name}"`, await client.runManually(id, demoNodes.setUpTrigger)));
	}
	return checks;
}

export interface OrdersRun {
	readonly checks: readonly Check[];
	/** What came out of *Needs Attention*, over all executions. */
	readonly attention: readonly Readonly<Record<string, unknown>>[];
}

/** Publishes the orders workflow, whose triggers then poll, and lets it run until nothing is left to process. */
export async function runOrders({ client }: Demo): Promise<OrdersRun> {
	const { id } = demoOrdersWorkflow();
	await client.publish(id);
	const executions = [...(await triggeredExecutions(client, id, demoStoreNames.length))];
	// A run processes 50 orders at most; the hourly trigger of the template takes up what is left.
	for (let again = 0; again < 5; again++) {
		const execution = await client.runManually(id, demoNodes.retryTrigger);
		executions.push(execution);
		if (itemsOf(execution, demoNodes.process).length === 0) break;
	}
	return {
		checks: executions.map((execution) => checkOf(`Execution ${execution.id} of the orders workflow (${execution.mode})`, execution)),
		attention: executions.flatMap((execution) => itemsOf(execution, demoNodes.process, 1)),
	};
}

/** What is pending is processed again, as the template does each hour. */
export async function processAgain({ client }: Demo): Promise<readonly Check[]> {
	return [checkOf('The next run of the orders workflow', await client.runManually(demoOrdersWorkflow().id, demoNodes.retryTrigger))];
}

/** The executions that the triggers started, each account one, when all have ended; those that were there before are left out. */
export async function triggeredExecutions(client: N8nClient, workflowId: string, count: number, before: ReadonlySet<string> = new Set()): Promise<readonly Execution[]> {
	const started = async (): Promise<readonly Execution[]> => (await client.executions(workflowId)).filter(({ id, mode }) => mode === 'trigger' && !before.has(String(id)));
	for (let attempt = 0; attempt < 300; attempt++, await wait(1000)) {
		const ended = (await started()).filter(({ status }) => !['new', 'running', 'waiting'].includes(status));
		if (ended.length >= count) return ended;
	}
	return await started();
}

export const checkOf = (title: string, { status, data }: Execution): Check => ({ title, wrong: status === 'success' ? [] : [`${status}: ${data.resultData.error?.message ?? 'no message'}`] });
