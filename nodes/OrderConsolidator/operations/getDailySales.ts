import type { INodeProperties } from 'n8n-workflow';
import { readDailySales, type DailySaleEntry } from '../../../src/processes/orderViews';
import { itemsOf } from '../../../src/n8n/itemGroups';
import { operation } from '../../../src/n8n/runOperation';
import { dailySaleEntryItem } from '../../../src/n8n/saleItems';
import { storeIdParameter, storeParameter, storesFor } from '../../../src/n8n/stores';

const show = { operation: ['getDailySales'] };

export const description: INodeProperties[] = [
	storeParameter({ all: true, show }),
	{ displayName: 'Limit', name: 'dailySalesLimit', type: 'number', typeOptions: { minValue: 1 }, default: 50, description: 'Max number of results to return', displayOptions: { show } },
];

export const run = operation({
	read: (context, itemIndex) => ({ storeId: storeIdParameter(context, itemIndex), limit: context.getNodeParameter('dailySalesLimit', itemIndex, 50) as number }),
	async run(context, database, { request, itemIndexes }) {
		const entries: DailySaleEntry[] = [];
		for (const { storeId } of await storesFor(context, database, request.storeId, {})) entries.push(...(await readDailySales(database, storeId, request.limit)));
		return { processed: itemsOf(entries.map(dailySaleEntryItem), itemIndexes) };
	},
});
