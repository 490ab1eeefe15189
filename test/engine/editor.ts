import { CredentialTestContext, ExecuteContext, LoadOptionsContext, RoutingNode } from 'n8n-core';
import {
	createEmptyRunExecutionData,
	NodeConnectionTypes,
	type ICredentialDataDecryptedObject,
	type ICredentialType,
	type INode,
	type INodeCredentialTestResult,
	type INodeListSearchResult,
	type INodePropertyOptions,
	type INodeType,
	type ResourceMapperFields,
} from 'n8n-workflow';
import { TestCredentialsHelper } from './credentials';
import { createAdditionalData, createWorkflow, InstalledTypes, type Installation } from './engine';

/** The entries that the editor shows in a drop-down: the node's `methods.loadOptions[method]`. */
export async function loadOptions(node: INode, method: string, installation: Installation): Promise<INodePropertyOptions[]> {
	const load = nodeTypeOf(node, installation).methods?.loadOptions?.[method];
	if (!load) throw new Error(`${node.type} has no loadOptions method "${method}"`);
	return await load.call(editorContext(node, installation));
}

/** What a resource locator's "From list" shows: the node's `methods.listSearch[method]`. */
export async function searchList(node: INode, method: string, installation: Installation, filter?: string, paginationToken?: string): Promise<INodeListSearchResult> {
	const search = nodeTypeOf(node, installation).methods?.listSearch?.[method];
	if (!search) throw new Error(`${node.type} has no listSearch method "${method}"`);
	return await search.call(editorContext(node, installation), filter, paginationToken);
}

/** The rows of a resource mapper: the node's `methods.resourceMapping[method]`. */
export async function mapperFields(node: INode, method: string, installation: Installation): Promise<ResourceMapperFields> {
	const fields = nodeTypeOf(node, installation).methods?.resourceMapping?.[method];
	if (!fields) throw new Error(`${node.type} has no resourceMapping method "${method}"`);
	return await fields.call(editorContext(node, installation));
}

/** What the credential dialog's test says: the type's own test request, else the test function of a node that names one. */
export async function testCredential(type: ICredentialType, entered: ICredentialDataDecryptedObject, installation: Installation): Promise<INodeCredentialTestResult> {
	const withType = { ...installation, credentialTypes: [type], credentials: { [type.name]: entered } };
	const data = new TestCredentialsHelper([type], {}).withDefaults(type.name, entered);
	if (type.test) return await requestTest(type, data, withType);
	for (const node of Object.values(installation.nodeTypes)) {
		const testedBy = node.description.credentials?.find(({ name }) => name === type.name)?.testedBy;
		const test = typeof testedBy === 'string' ? node.methods?.credentialTest?.[testedBy] : undefined;
		if (test) return await test.call(new CredentialTestContext(createAdditionalData(withType)), { id: '1', name: type.displayName, type: type.name, data });
	}
	return { status: 'Error', message: 'No testing function found for this credential.' };
}

function nodeTypeOf(node: INode, installation: Installation): INodeType {
	return new InstalledTypes(installation.nodeTypes).getByNameAndVersion(node.type);
}

function editorContext(node: INode, installation: Installation): LoadOptionsContext {
	const workflow = createWorkflow({ nodes: [node], connections: {} }, installation);
	const added = workflow.nodes[node.name];
	return new LoadOptionsContext(workflow, added, { ...createAdditionalData(installation), currentNodeParameters: added.parameters }, '');
}

/** As n8n does it: a made-up node whose one parameter sends the test request, with the credential's authentication. */
async function requestTest(type: ICredentialType, data: ICredentialDataDecryptedObject, installation: Installation): Promise<INodeCredentialTestResult> {
	const probe: INodeType = {
		description: {
			displayName: 'Test',
			name: 'test',
			group: ['transform'],
			version: 1,
			description: 'Test',
			defaults: { name: 'Test' },
			inputs: [NodeConnectionTypes.Main],
			outputs: [NodeConnectionTypes.Main],
			credentials: [{ name: type.name, required: true }],
			properties: [{ displayName: 'Temp', name: 'temp', type: 'string', default: '', routing: { request: type.test?.request } }],
		},
	};
	const reference = { id: '1', name: type.displayName };
	const node: INode = { id: '1', name: 'Test', type: 'test', typeVersion: 1, position: [0, 0], parameters: {}, credentials: { [type.name]: reference } };
	const workflow = createWorkflow({ nodes: [node], connections: {} }, { ...installation, nodeTypes: { test: probe } });
	const probeNode = workflow.nodes[node.name];
	const input = { main: [[{ json: {} }]] };
	const context = new ExecuteContext(workflow, probeNode, createAdditionalData(installation), 'internal', createEmptyRunExecutionData(), 0, [], input, { node: probeNode, data: {}, source: null }, []);
	try {
		const response = await new RoutingNode(context, probe, { ...reference, type: type.name, data }).runNode();
		const wrongBody = type.test?.rules?.find((rule) => rule.type === 'responseSuccessBody' && response?.[0][0].json[rule.properties.key] === rule.properties.value);
		return wrongBody ? { status: 'Error', message: String(wrongBody.properties.message) } : { status: 'OK', message: 'Connection successful!' };
	} catch (error) {
		return { status: 'Error', message: explain(type, error as RequestFailure) };
	}
}

interface RequestFailure extends Error {
	readonly cause?: { readonly code?: string; readonly response?: { readonly status: number; readonly statusText: string } };
}

function explain(type: ICredentialType, { cause, message }: RequestFailure): string {
	const response = cause?.response;
	if (!response) return cause?.code ?? message;
	const rule = type.test?.rules?.find(({ type: kind, properties }) => kind === 'responseCode' && properties.value === response.status);
	return rule ? String(rule.properties.message) : response.statusText || `Received HTTP status code: ${response.status}`;
}
