import { ExecutionLifecycleHooks } from 'n8n-core';
import {
	Workflow,
	type IConnections,
	type ICredentialType,
	type IDataObject,
	type INode,
	type INodeType,
	type INodeTypes,
	type IPinData,
	type IWorkflowExecuteAdditionalData,
	type IWorkflowSettings,
	type WorkflowExecuteMode,
} from 'n8n-workflow';
import { TestCredentialsHelper, type TestCredentials } from './credentials';
import { standIns } from './standIns';

// The engine writes failed runs to the console, which in a test of refusals is noise.
process.env.N8N_LOG_LEVEL ??= 'silent';

/** A workflow as n8n exports it; the parts that decide what runs. */
export interface WorkflowJson {
	readonly id?: string;
	readonly name?: string;
	readonly nodes: readonly INode[];
	readonly connections: IConnections;
	readonly settings?: IWorkflowSettings;
	readonly pinData?: IPinData;
}

/** What is installed in the n8n of the test, and what its user entered. */
export interface Installation {
	/** By full type name: 'n8n-nodes-amazon-cin7.amazonStore'. */
	readonly nodeTypes: Readonly<Record<string, INodeType>>;
	readonly credentialTypes?: readonly ICredentialType[];
	readonly credentials?: TestCredentials;
}

/** The node types of an installation, with stand-ins for the few of n8n's own that templates use. */
export class InstalledTypes implements INodeTypes {
	private readonly types: ReadonlyMap<string, INodeType>;

	constructor(nodeTypes: Installation['nodeTypes']) {
		this.types = new Map([...Object.entries(standIns), ...Object.entries(nodeTypes)]);
	}

	getByName(name: string): INodeType {
		return this.getByNameAndVersion(name);
	}

	getByNameAndVersion(name: string): INodeType {
		const type = this.types.get(name);
		if (!type) throw new Error(`Unrecognized node type: ${name}`);
		return type;
	}

	getKnownTypes(): IDataObject {
		return {};
	}
}

/** The workflow as the engine wants it. The JSON given stays as it is: n8n writes defaults into its own copy. */
export function createWorkflow(json: WorkflowJson, installation: Installation, staticData?: IDataObject): Workflow {
	const { nodes, connections, settings } = structuredClone({ nodes: [...json.nodes], connections: json.connections, settings: json.settings });
	return new Workflow({
		id: json.id ?? 'workflow',
		name: json.name ?? 'Workflow under test',
		nodes,
		connections,
		active: false,
		nodeTypes: new InstalledTypes(installation.nodeTypes),
		settings: { executionOrder: 'v1', ...settings },
		staticData: staticData && structuredClone(staticData),
	});
}

// n8n builds links from these when a node reads its first parameter, and an empty one is an "Invalid URL".
const url = 'http://127.0.0.1:5678/';
const urls = {
	restApiUrl: url,
	instanceBaseUrl: url,
	webhookBaseUrl: url,
	webhookWaitingBaseUrl: url,
	webhookTestBaseUrl: url,
	formBaseUrl: url,
	formWaitingBaseUrl: url,
	formTestBaseUrl: url,
	mcpBaseUrl: url,
	mcpTestBaseUrl: url,
};

/** The services that n8n's server hands to the engine. `hooks` is for runs; a poll or a list has none. */
export function createAdditionalData(installation: Installation, hooks?: ExecutionLifecycleHooks): IWorkflowExecuteAdditionalData {
	const needed: Partial<IWorkflowExecuteAdditionalData> = {
		...urls,
		credentialsHelper: new TestCredentialsHelper(installation.credentialTypes ?? [], installation.credentials ?? {}),
		executionId: '1',
		userId: 'user',
		variables: {},
		currentNodeExecutionIndex: 0,
		logAiEvent: () => {},
		hooks,
	};
	// What is left out belongs to sub-workflows, task runners and agents; a node that reached for it would fail loudly.
	return needed as IWorkflowExecuteAdditionalData;
}

/** Hooks that write down the names of the nodes in the order in which they finished. */
export function recordOrder(workflow: Workflow, mode: WorkflowExecuteMode, order: string[]): ExecutionLifecycleHooks {
	const now = new Date(0);
	const hooks = new ExecutionLifecycleHooks(mode, '1', {
		id: workflow.id,
		name: workflow.name ?? '',
		active: false,
		activeVersionId: null,
		isArchived: false,
		createdAt: now,
		updatedAt: now,
		nodes: Object.values(workflow.nodes),
		connections: workflow.connectionsBySourceNode,
	});
	hooks.addHandler('nodeExecuteAfter', (name) => void order.push(name));
	return hooks;
}
