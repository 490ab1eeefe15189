import type { INodeProperties } from 'n8n-workflow';
import { itemsOf } from '../../../src/n8n/itemGroups';
import { operation } from '../../../src/n8n/runOperation';
import { ALL_STORES, storeIdParameter, storeParameter } from '../../../src/n8n/stores';

const show = { operation: ['getOperationsLog'] };

export const description: INodeProperties[] = [
	storeParameter({ all: true, show }),
	{ displayName: 'Limit', name: 'limit', type: 'number', typeOptions: { minValue: 1 }, default: 50, description: 'Max number of results to return', displayOptions: { show } },
];

export const run = operation({
	read: (context, itemIndex) => ({ storeId: storeIdParameter(context, itemIndex), limit: context.getNodeParameter('limit', itemIndex, 50) as number }),
	async run(_context, database, { request, itemIndexes }) {
		const { storeId, limit } = request;
		const records = await database.operations.list({ limit, ...(storeId === ALL_STORES ? {} : { storeId }) });
		return { processed: itemsOf(records.map((record) => ({ ...record, counts: { ...record.counts }, notes: [...record.notes] })), itemIndexes) };
	},
});
