import { NodeOperationError, type INodeProperties } from 'n8n-workflow';
import { processPendingOrders } from '../../../src/processes/processPendingOrders';
import { attentionDigest } from '../../../src/n8n/attentionDigest';
import { attentionOption } from '../../../src/n8n/attentionOption';
import { itemsOf } from '../../../src/n8n/itemGroups';
import { orderIdList } from '../../../src/n8n/orderIds';
import { operation } from '../../../src/n8n/runOperation';
import { dailySaleItem, processedItem } from '../../../src/n8n/saleItems';
import { cin7Of, clock, freeDeadClaims, newRun, startedBy } from '../../../src/n8n/services';
import { storeIdParameter, storeParameter, storesFor } from '../../../src/n8n/stores';

const show = { operation: ['processPendingOrders'] };

export const description: INodeProperties[] = [
	storeParameter({ all: true, show }),
	{
		displayName: 'Options',
		name: 'processOptions',
		type: 'collection',
		placeholder: 'Add option',
		default: {},
		displayOptions: { show },
		options: [
			{ displayName: 'Amazon Order IDs', name: 'orderIds', type: 'string', default: '', placeholder: 'e.g. 111-1234567-1234567, 111-7654321-7654321', description: 'Process only these orders, separated by commas' },
			{ displayName: 'Close the Day Now', name: 'closeDayNow', type: 'boolean', default: false, description: 'Whether stores with Daily Consolidation make the sale of the day that is not over yet, too. What is ordered later that day goes into the next sale.' },
			{ displayName: 'Limit', name: 'limit', type: 'number', typeOptions: { minValue: 1 }, default: 50, description: 'Max number of results to return' },
			attentionOption,
			{ displayName: 'Time Limit (Minutes)', name: 'minutes', type: 'number', typeOptions: { minValue: 1 }, default: 50, description: 'How long this run may wait for the limits of Cin7 Core; what is left goes on with the next run' },
		],
	},
];

interface Request {
	readonly storeId: string;
	readonly options: { readonly orderIds?: string; readonly limit?: number; readonly attention?: 'all' | 'new'; readonly minutes?: number; readonly closeDayNow?: boolean };
}

export const run = operation<Request>({
	read: (context, itemIndex) => ({ storeId: storeIdParameter(context, itemIndex), options: context.getNodeParameter('processOptions', itemIndex, {}) as Request['options'] }),
	async run(context, database, { request, itemIndexes }) {
		const { orderIds = '', limit, attention = 'new', minutes = 50, closeDayNow = false } = request.options;
		const cin7 = await cin7Of(context, database, minutes * 60_000);
		const stores = await storesFor(context, database, request.storeId, { tenantKey: cin7.tenantKey });
		await freeDeadClaims(database);
		const ids = orderIdList(orderIds);
		const result = await processPendingOrders({ cin7, database, clock, owner: newRun() }, { stores, startedBy: startedBy(context), ...(ids.length > 0 ? { orderIds: ids } : {}), ...(limit ? { limit } : {}), ...(closeDayNow ? { closeDayNow } : {}) });
		const [refusal] = result.refusals;
		if (refusal && result.refusals.length === stores.length) throw new NodeOperationError(context.getNode(), refusal.message, { description: refusal.hint, itemIndex: itemIndexes[0] ?? 0 });
		const problems = [...result.refusals, ...result.problems];
		const digest = await attentionDigest(database, problems, { run: 'process', storeIds: stores.map((store) => store.storeId) }, attention);
		return { processed: itemsOf([...result.dailySales.map(dailySaleItem), ...result.processed.map(processedItem)], itemIndexes), attention: itemsOf(digest, itemIndexes) };
	},
});
