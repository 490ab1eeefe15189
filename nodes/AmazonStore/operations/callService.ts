import { NodeOperationError, type IDataObject, type IExecuteFunctions, type INodeProperties } from 'n8n-workflow';
import type { RawCall } from '../../../src/processes/ports/amazon';
import type { SyncDatabase } from '../../../src/processes/ports/repositories';
import { itemsOf } from '../../../src/n8n/itemGroups';
import { operation, type AnyOperation } from '../../../src/n8n/runOperation';
import { amazonOf, cin7Of } from '../../../src/n8n/services';

const show = { operation: ['callAmazon', 'callCin7'] };
const withBody = ['PATCH', 'POST', 'PUT'];

/** P68: calls that no other operation makes. */
export const description: INodeProperties[] = [
	{
		displayName: 'Method',
		name: 'method',
		type: 'options',
		noDataExpression: true,
		default: 'GET',
		options: ['DELETE', 'GET', 'PATCH', 'POST', 'PUT'].map((method) => ({ name: method, value: method })),
		displayOptions: { show },
	},
	{ displayName: 'Path', name: 'path', type: 'string', default: '', required: true, placeholder: 'e.g. /sellers/v1/account', description: 'With a slash in front, without the host. For Cin7 Core what follows after /ExternalApi/v2.', displayOptions: { show } },
	{
		displayName: 'Query',
		name: 'query',
		type: 'fixedCollection',
		typeOptions: { multipleValues: true },
		placeholder: 'Add parameter',
		default: {},
		displayOptions: { show },
		options: [{ displayName: 'Parameter', name: 'parameters', values: [{ displayName: 'Name', name: 'name', type: 'string', default: '' }, { displayName: 'Value', name: 'value', type: 'string', default: '' }] }],
	},
	{ displayName: 'Body', name: 'body', type: 'json', default: '{}', displayOptions: { show: { ...show, method: withBody } } },
];

const PATIENCE_MS = 120_000;

function readCall(context: IExecuteFunctions, itemIndex: number): RawCall {
	const method = context.getNodeParameter('method', itemIndex) as RawCall['method'];
	const { parameters = [] } = context.getNodeParameter('query', itemIndex, {}) as { parameters?: { name: string; value: string }[] };
	return {
		method,
		path: String(context.getNodeParameter('path', itemIndex)).trim(),
		query: Object.fromEntries(parameters.filter(({ name }) => name !== '').map(({ name, value }) => [name, String(value)])),
		...(withBody.includes(method) ? { body: bodyOf(context, itemIndex) } : {}),
	};
}

function bodyOf(context: IExecuteFunctions, itemIndex: number): unknown {
	const entered: unknown = context.getNodeParameter('body', itemIndex, {});
	if (typeof entered !== 'string') return entered;
	try {
		return JSON.parse(entered);
	} catch {
		throw new NodeOperationError(context.getNode(), 'The body is not valid JSON', { itemIndex });
	}
}

/** Each item is a call of its own, however alike two of them are: a write that is asked for twice is made twice. */
const callOperation = (call: (context: IExecuteFunctions, database: SyncDatabase, request: RawCall) => Promise<unknown>): AnyOperation =>
	operation({
		read: (context, itemIndex) => ({ itemIndex, call: readCall(context, itemIndex) }),
		async run(context, database, { request, itemIndexes }) {
			return { processed: itemsOf([itemOf(await call(context, database, request.call))], itemIndexes) };
		},
	});

const itemOf = (answer: unknown): IDataObject => (typeof answer === 'object' && answer !== null && !Array.isArray(answer) ? (answer as IDataObject) : { answer: answer as IDataObject[] });

export const callAmazon = callOperation(async (context, database, request) => await (await amazonOf(context, database, PATIENCE_MS)).call(request));
export const callCin7 = callOperation(async (context, database, request) => await (await cin7Of(context, database, PATIENCE_MS)).call(request));
