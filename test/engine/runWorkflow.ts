import { PollContext, WorkflowExecute } from 'n8n-core';
import type {
	ExecutionError,
	ExecutionStatus,
	IDataObject,
	INode,
	INodeExecutionData,
	IPinData,
	IRun,
	Workflow,
	WorkflowExecuteMode,
} from 'n8n-workflow';
import { createAdditionalData, createWorkflow, recordOrder, type Installation, type WorkflowJson } from './engine';

export interface RunOptions extends Installation {
	/** 'trigger': as the published workflow runs. 'manual': as from the editor, where a polling trigger polls in the run. */
	readonly mode?: Extract<WorkflowExecuteMode, 'trigger' | 'manual'>;
	/** Name of the node to start from; the first trigger, else the first node. */
	readonly startNode?: string;
	/** Outputs by node name, in place of running the node; added to those of the workflow. */
	readonly pinData?: IPinData;
	/** What earlier runs left in the workflow's static data. */
	readonly staticData?: IDataObject;
}

export interface RunResult {
	/** 'notStarted': a polling trigger had nothing to say, so n8n started no execution. */
	readonly status: ExecutionStatus | 'notStarted';
	/** What stopped the execution. */
	readonly error?: ExecutionError;
	/** What a node failed with, also where the workflow went on. */
	errorOf(node: string): ExecutionError | undefined;
	/** Items that a node put out there, over all its runs; empty for a node that did not run. */
	items(node: string, output?: number): readonly INodeExecutionData[];
	/** The `json` of those items. */
	json(node: string, output?: number): readonly IDataObject[];
	/** Node names in the order in which they ran. */
	readonly executed: readonly string[];
	/** What n8n would save for the next run. */
	readonly staticData: IDataObject;
}

/** Runs a workflow through n8n-core's own engine with these node types, as n8n 2.41 would. */
export async function runWorkflow(json: WorkflowJson, options: RunOptions): Promise<RunResult> {
	const mode = options.mode ?? 'trigger';
	const workflow = createWorkflow(json, options, options.staticData);
	const startNode = findStartNode(workflow, json, options.startNode);
	const pinData = { ...json.pinData, ...options.pinData };
	const executed: string[] = [];

	const polls = mode === 'trigger' && !pinData[startNode.name] && workflow.nodeTypes.getByNameAndVersion(startNode.type).poll !== undefined;
	const polled = polls ? await poll(workflow, startNode, options, 'trigger') : undefined;
	if (polled === null) return describeRun(undefined, executed, workflow);

	const additionalData = createAdditionalData(options, recordOrder(workflow, mode, executed));
	const run = await new WorkflowExecute(additionalData, mode).run({
		workflow,
		startNode,
		pinData,
		triggerToStartFrom: polled && { name: startNode.name, data: { data: { main: polled }, startTime: 0, executionTime: 0, executionIndex: 0, source: [] } },
	});
	return describeRun(run, executed, workflow);
}

export interface PollResult {
	/** Items by output; null when there was nothing new, which starts no execution. */
	readonly output: INodeExecutionData[][] | null;
	readonly staticData: IDataObject;
}

/**
 * One poll of a trigger node in n8n-core's own PollContext. Give the static data of the last poll to the next one, as
 * n8n's database does. 'manual' is what "Fetch Test Event" in the editor does.
 */
export async function runPoll(node: INode, options: Installation & { readonly staticData?: IDataObject; readonly mode?: 'trigger' | 'manual' }): Promise<PollResult> {
	const workflow = createWorkflow({ nodes: [node], connections: {} }, options, options.staticData);
	const output = await poll(workflow, workflow.nodes[node.name], options, options.mode ?? 'trigger');
	return { output, staticData: savedStaticData(workflow) };
}

async function poll(workflow: Workflow, node: INode, installation: Installation, mode: 'trigger' | 'manual'): Promise<INodeExecutionData[][] | null> {
	const type = workflow.nodeTypes.getByNameAndVersion(node.type);
	if (!type.poll) throw new Error(`${node.type} is not a polling trigger`);
	return await type.poll.call(new PollContext(workflow, node, createAdditionalData(installation), mode, mode === 'manual' ? 'manual' : 'activate'));
}

function findStartNode(workflow: Workflow, json: WorkflowJson, name?: string): INode {
	const isTrigger = (node: INode) => workflow.nodeTypes.getByNameAndVersion(node.type).description.group.includes('trigger');
	const found = name ? workflow.getNode(name) : (Object.values(workflow.nodes).find((node) => !node.disabled && isTrigger(node)) ?? workflow.nodes[json.nodes[0].name]);
	if (!found) throw new Error(`The workflow has no node "${name}"`);
	return found;
}

function describeRun(run: IRun | undefined, executed: readonly string[], workflow: Workflow): RunResult {
	const { runData, error } = run?.data.resultData ?? { runData: {} };
	const items = (node: string, output = 0) => (runData[node] ?? []).flatMap((one) => one.data?.main[output] ?? []);
	return {
		status: run?.status ?? 'notStarted',
		error,
		errorOf: (node) => runData[node]?.find((one) => one.error)?.error,
		items,
		json: (node, output) => items(node, output).map((item) => item.json),
		executed,
		staticData: savedStaticData(workflow),
	};
}

/** Static data goes through the database as JSON: what does not survive that is lost in n8n too. */
const savedStaticData = (workflow: Workflow): IDataObject => JSON.parse(JSON.stringify(workflow.staticData)) as IDataObject;
