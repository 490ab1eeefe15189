import type { INodeProperties } from 'n8n-workflow';
import type { CreditState } from '../../../src/processes/ports/credits';
import { creditItem } from '../../../src/n8n/creditItems';
import { itemsOf } from '../../../src/n8n/itemGroups';
import { operation } from '../../../src/n8n/runOperation';
import { storeIdParameter, storeParameter, storesFor } from '../../../src/n8n/stores';

const show = { operation: ['getRefunds'] };

export const description: INodeProperties[] = [
	storeParameter({ all: true, show }),
	{
		displayName: 'Show',
		name: 'refundsShow',
		type: 'options',
		default: 'pending',
		options: [
			{ name: 'All Refunds', value: 'all' },
			{ name: 'Left to the Settlement', value: 'settlement', description: 'Refunds of orders older than the integration: the settlement journal posts them' },
			{ name: 'Pending Refunds', value: 'pending', description: 'With what they wait for, or what holds them' },
			{ name: 'Processed Refunds', value: 'processed', description: 'With their credit notes' },
			{ name: 'Skipped Refunds', value: 'skipped' },
		],
		displayOptions: { show },
	},
	{ displayName: 'Limit', name: 'refundsLimit', type: 'number', typeOptions: { minValue: 1 }, default: 50, description: 'Max number of results to return', displayOptions: { show } },
];

export const run = operation({
	read: (context, itemIndex) => ({
		storeId: storeIdParameter(context, itemIndex),
		shown: String(context.getNodeParameter('refundsShow', itemIndex, 'pending')),
		limit: context.getNodeParameter('refundsLimit', itemIndex, 50) as number,
	}),
	async run(context, database, { request, itemIndexes }) {
		const credits = [];
		for (const { storeId } of await storesFor(context, database, request.storeId, {})) {
			credits.push(...(await database.credits.list({ storeId, newestFirst: true, limit: request.limit, ...(request.shown === 'all' ? {} : { states: [request.shown as CreditState] }) })));
		}
		return { processed: itemsOf(credits.map((credit) => creditItem(credit)), itemIndexes) };
	},
});
