import type { INodeProperties } from 'n8n-workflow';
import { itemsOf } from '../../../src/n8n/itemGroups';
import { operation } from '../../../src/n8n/runOperation';
import { reconciledItem } from '../../../src/n8n/settlementItems';
import { settlementIdsParameter, settlementParameter } from '../../../src/n8n/settlementSearch';
import { storeIdParameter, storeParameter, storesFor } from '../../../src/n8n/stores';
import { reconcileOrders } from '../../../src/processes/settlements/reconcileOrders';

const show = { operation: ['reconcileOrders'] };

export const description: INodeProperties[] = [
	storeParameter({ all: false, show }),
	settlementParameter(show),
	{
		displayName: 'Show',
		name: 'reconcileShow',
		type: 'options',
		default: 'open',
		options: [
			{ name: 'All Orders', value: 'all' },
			{ name: 'Orders That Do Not Match', value: 'open', description: 'With a variance, or without an invoice' },
		],
		displayOptions: { show },
	},
	{ displayName: 'Limit', name: 'reconcileLimit', type: 'number', typeOptions: { minValue: 1 }, default: 50, description: 'Max number of results to return', displayOptions: { show } },
];

export const run = operation({
	read: (context, itemIndex) => ({
		storeId: storeIdParameter(context, itemIndex),
		settlementIds: settlementIdsParameter(context, itemIndex),
		all: context.getNodeParameter('reconcileShow', itemIndex, 'open') === 'all',
		limit: context.getNodeParameter('reconcileLimit', itemIndex, 50) as number,
	}),
	async run(context, database, { request, itemIndexes }) {
		const [store] = await storesFor(context, database, request.storeId, {});
		const ofAccount = store ? await database.stores.list({ accountKey: store.accountKey }) : [];
		const rows = [];
		for (const record of await database.settlements.list({ storeIds: [request.storeId], settlementIds: request.settlementIds })) {
			for await (const order of reconcileOrders(database, record, ofAccount)) {
				if (rows.length === request.limit) break;
				if (request.all || order.outcome !== 'matched') rows.push(reconciledItem(record, order));
			}
		}
		return { processed: itemsOf(rows, itemIndexes) };
	},
});
