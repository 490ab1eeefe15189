import type { IDataObject, INode } from 'n8n-workflow';
import { demoAmazonCredential, demoCin7Credential } from '../../sandbox/demo/setUp';
import type { DemoStore } from '../../sandbox/demo/stores';
import { installPackage } from '../engine/package';
import { runPoll, runWorkflow } from '../engine/runWorkflow';

/** Where a node finds its services; plain data, so that it can be handed to another process. */
export interface Surroundings {
	readonly amazonUrl: string;
	readonly cin7Url: string;
	/** The n8n user folder, which holds the embedded sync database. */
	readonly userFolder: string;
	/** Milliseconds by which the clock of the services is ahead of this machine's. */
	readonly clockOffset: number;
	/** Values of the database credential; the embedded database where it is left out. */
	readonly database?: IDataObject;
}

/** One execution of a node, or one poll of the trigger. */
export interface NodeTask {
	readonly node: 'amazonStore' | 'orderConsolidator' | 'catalogMapper' | 'settlementJournalBuilder' | 'amazonTrigger';
	readonly parameters: IDataObject;
	readonly store?: DemoStore;
}

export interface NodeOutcome {
	readonly status: string;
	/** First output: for a poll, its items. */
	readonly processed: readonly IDataObject[];
	readonly attention: readonly IDataObject[];
	readonly error?: string;
}

// Far above what any test calls, so that nothing waits for a minute to pass.
const CALLS_PER_MINUTE = 100_000;

/** Runs the node through n8n's engine, or its trigger through n8n's poll context, in this process. */
export async function runNode(task: NodeTask, around: Surroundings): Promise<NodeOutcome> {
	const { store = 'US', node: type, parameters } = task;
	const node = nodeOf(type, parameters, around.database !== undefined);
	const installation = installPackage({
		amazonSellingPartnerApi: demoAmazonCredential(store, around.amazonUrl),
		cin7CoreApi: demoCin7Credential(around.cin7Url, CALLS_PER_MINUTE),
		...(around.database ? { amazonCin7Database: around.database as Record<string, string> } : {}),
	});
	if (type === 'amazonTrigger') {
		const { output } = await runPoll(node, installation);
		return { status: output === null ? 'nothing' : 'success', processed: (output ?? []).flat().map(({ json }) => json), attention: [] };
	}
	const start: INode = { id: '0', name: 'Start', type: 'n8n-nodes-base.manualTrigger', typeVersion: 1, position: [0, 0], parameters: {} };
	const connections = { Start: { main: [[{ node: node.name, type: 'main' as const, index: 0 }]] } };
	const run = await runWorkflow({ nodes: [start, node], connections }, { ...installation, pinData: { Start: [{ json: {} }] } });
	const error = run.errorOf(node.name) ?? run.error;
	return { status: run.status, processed: run.json(node.name, 0), attention: run.json(node.name, 1), ...(error ? { error: error.message } : {}) };
}

function nodeOf(type: string, parameters: IDataObject, withDatabase: boolean): INode {
	const credentials = { amazonSellingPartnerApi: { id: '1', name: 'Amazon' }, cin7CoreApi: { id: '2', name: 'Cin7' }, ...(withDatabase ? { amazonCin7Database: { id: '3', name: 'Database' } } : {}) };
	return { id: '1', name: 'Node', type: `n8n-nodes-amazon-cin7.${type}`, typeVersion: 1, position: [200, 0], parameters: parameters as INode['parameters'], credentials };
}
