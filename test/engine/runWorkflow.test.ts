import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { INode } from 'n8n-workflow';
import { loadOptions, mapperFields, searchList, testCredential } from './editor';
import type { WorkflowJson } from './engine';
import { parcelApi, ParcelScale, ParcelTrigger, scaleApi } from './madeUpNodes';
import { runPoll, runWorkflow, type RunOptions } from './runWorkflow';

const seen: { url?: string; key?: unknown }[] = [];
let server: Server;
let options: RunOptions;

beforeAll(async () => {
	server = createServer((request, response) => {
		seen.push({ url: request.url, key: request.headers['x-key'] });
		const weight = /^\/weigh\/p(\d+)$/.exec(request.url ?? '')?.[1];
		const status = request.headers['x-key'] !== 'k1' ? 403 : weight || request.url === '/me' ? 200 : 404;
		response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify({ weight: Number(weight) }));
	});
	await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
	options = {
		nodeTypes: { 'parcels.scale': new ParcelScale(), 'parcels.trigger': new ParcelTrigger() },
		credentialTypes: [parcelApi, scaleApi],
		credentials: { parcelApi: { key: 'k1', baseUrl: `http://127.0.0.1:${(server.address() as AddressInfo).port}` } },
	};
});

afterAll(async () => await new Promise((resolve) => server.close(resolve)));

beforeEach(() => void seen.splice(0));

const node = (name: string, type: string, rest: Partial<INode> = {}): INode => ({ id: name, name, type, typeVersion: 1, position: [0, 0], parameters: {}, ...rest });
const scale = (rest: Partial<INode> = {}) =>
	node('Scale', 'parcels.scale', { parameters: { parcel: '={{ $json.parcel }}' }, credentials: { parcelApi: { id: 'c1', name: 'Parcels' } }, ...rest });
const to = (...names: string[]) => names.map((name) => ({ node: name, type: 'main' as const, index: 0 }));
const workflow = (scaleNode = scale()): WorkflowJson => ({
	nodes: [node('Note', 'n8n-nodes-base.stickyNote'), node('Start', 'n8n-nodes-base.manualTrigger'), scaleNode, node('Light', 'n8n-nodes-base.noOp'), node('Heavy', 'n8n-nodes-base.noOp', { position: [0, 100] })],
	connections: { Start: { main: [to('Scale')] }, Scale: { main: [to('Light'), to('Heavy')] } },
});
const parcels = (...names: string[]) => ({ Start: names.map((parcel) => ({ json: { parcel } })) });

describe('a workflow run', () => {
	it('sends pinned items through expressions, credentials and both outputs', async () => {
		const run = await runWorkflow(workflow(), { ...options, pinData: parcels('p3', 'p40', 'p5') });
		expect(run.error).toBeUndefined();
		expect(run.status).toBe('success');
		expect(run.json('Light')).toEqual([{ parcel: 'p3', weight: '3 kg' }, { parcel: 'p5', weight: '5 kg' }]);
		expect(run.json('Scale', 1)).toEqual([{ parcel: 'p40', weight: '40 kg' }]);
		expect(run.items('Scale', 1)[0].pairedItem).toEqual({ item: 1 });
		expect(run.executed).toEqual(['Start', 'Scale', 'Light', 'Heavy']);
		expect(seen).toEqual([{ url: '/weigh/p3', key: 'k1' }, { url: '/weigh/p40', key: 'k1' }, { url: '/weigh/p5', key: 'k1' }]);
	});

	it('leaves the workflow given as it was', async () => {
		const json = workflow();
		const before = structuredClone(json);
		await runWorkflow(json, { ...options, pinData: parcels('p3') });
		expect(json).toEqual(before);
	});

	it('stops at a failing item and names it', async () => {
		const run = await runWorkflow(workflow(), { ...options, pinData: parcels('p3', '') });
		expect(run.status).toBe('error');
		expect(run.error?.message).toBe('There is no parcel');
		expect(run.errorOf('Scale')).toMatchObject({ context: { itemIndex: 1 } });
		expect(run.executed).not.toContain('Light');
	});

	it('goes on after a failing item where the node is set so', async () => {
		const run = await runWorkflow(workflow(scale({ onError: 'continueRegularOutput' })), { ...options, pinData: parcels('', 'unknown', 'p3') });
		expect(run.status).toBe('success');
		expect(run.json('Light')).toEqual([{ error: 'There is no parcel' }, { error: expect.any(String) }, { parcel: 'p3', weight: '3 kg' }]);
	});

	it('does not reach the service with a credential that is missing or not shared', async () => {
		const missing = await runWorkflow(workflow(), { ...options, credentials: {}, pinData: parcels('p3') });
		expect(missing.error?.message).toBe('Credential with ID "c1" does not exist for type "parcelApi".');
		const notShared = await runWorkflow(workflow(), { ...options, credentials: { c1: 'notShared' }, pinData: parcels('p3') });
		expect(notShared.error?.message).toContain('does not have access to the credential');
		const notSet = await runWorkflow(workflow(scale({ credentials: undefined })), { ...options, pinData: parcels('p3') });
		expect(notSet.error?.message).toBe('Node does not have any credentials set');
		expect(seen).toEqual([]);
	});

	it('takes the credential with the id that the node names before one of its type', async () => {
		const credentials = { parcelApi: { key: 'wrong' }, c1: options.credentials?.parcelApi ?? {} };
		const run = await runWorkflow(workflow(), { ...options, credentials, pinData: parcels('p3') });
		expect(run.json('Light')).toHaveLength(1);
	});

	it('refuses a node type that is not installed', async () => {
		await expect(runWorkflow({ nodes: [node('X', 'parcels.unknown')], connections: {} }, options)).rejects.toThrow('Unrecognized node type: parcels.unknown');
	});
});

describe('a polling trigger', () => {
	const polled: WorkflowJson = { nodes: [node('Trigger', 'parcels.trigger'), scale()], connections: { Trigger: { main: [to('Scale')] } } };

	it('keeps its static data from poll to poll', async () => {
		const first = await runPoll(node('Trigger', 'parcels.trigger'), options);
		const second = await runPoll(node('Trigger', 'parcels.trigger'), { ...options, staticData: first.staticData });
		const third = await runPoll(node('Trigger', 'parcels.trigger'), { ...options, staticData: second.staticData });
		expect(first.output?.[0][0].json).toEqual({ parcel: 'p1', mode: 'trigger', activation: 'activate' });
		expect(second.output).toBeNull();
		expect(third.output?.[0][0].json.parcel).toBe('p3');
		expect(first.staticData).toEqual({ 'node:Trigger': { count: 1 } });
	});

	it('starts an execution with what it found, and none when it found nothing', async () => {
		const first = await runWorkflow(polled, options);
		expect(first.json('Scale')).toEqual([{ parcel: 'p1', weight: '1 kg' }]);
		const second = await runWorkflow(polled, { ...options, staticData: first.staticData });
		expect(second).toMatchObject({ status: 'notStarted', executed: [], staticData: { 'node:Trigger': { count: 2 } } });
	});

	it('polls inside a manual run', async () => {
		const run = await runWorkflow(polled, { ...options, mode: 'manual' });
		expect(run.json('Trigger')).toEqual([{ parcel: 'p1', mode: 'manual', activation: 'manual' }]);
		expect(run.executed).toEqual(['Trigger', 'Scale']);
	});
});

describe('the editor', () => {
	it('fills drop-downs from credentials and the current parameters', async () => {
		expect(await loadOptions(scale(), 'getUnits', options)).toEqual([{ name: 'kg up to 10', value: 'kg' }]);
	});

	it('searches lists page by page', async () => {
		expect(await searchList(scale(), 'findParcels', options, 'big', '2')).toEqual({ results: [{ name: 'big 2', value: 'p1' }], paginationToken: 'next' });
	});

	it('asks for the rows of a mapping table', async () => {
		expect((await mapperFields(scale(), 'getFields', options)).fields.map(({ id }) => id)).toEqual(['a']);
	});

	it('names a method that a node does not have', async () => {
		await expect(loadOptions(scale(), 'getNothing', options)).rejects.toThrow('no loadOptions method "getNothing"');
	});

	it('tests a credential by its request, with the words of its rules', async () => {
		const { baseUrl } = options.credentials?.parcelApi as { baseUrl: string };
		expect(await testCredential(parcelApi, { key: 'k1', baseUrl }, options)).toEqual({ status: 'OK', message: 'Connection successful!' });
		expect(await testCredential(parcelApi, { key: 'k2', baseUrl }, options)).toEqual({ status: 'Error', message: 'The key is not known' });
		expect(await testCredential(parcelApi, { key: 'k1', baseUrl: 'http://127.0.0.1:1' }, options)).toEqual({ status: 'Error', message: 'ECONNREFUSED' });
		expect(seen.map(({ url }) => url)).toEqual(['/me', '/me']);
	});

	it('tests a credential by the function of a node', async () => {
		expect(await testCredential(scaleApi, { pin: '1234' }, options)).toEqual({ status: 'OK', message: 'It weighs' });
		expect(await testCredential(scaleApi, { pin: '1' }, options)).toEqual({ status: 'Error', message: 'Wrong pin' });
	});
});
