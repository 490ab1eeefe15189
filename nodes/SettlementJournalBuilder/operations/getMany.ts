import type { INodeProperties } from 'n8n-workflow';
import { itemsOf } from '../../../src/n8n/itemGroups';
import { operation } from '../../../src/n8n/runOperation';
import { settlementItem } from '../../../src/n8n/settlementItems';
import { storeIdParameter, storeParameter, storesFor } from '../../../src/n8n/stores';
import type { SettlementState } from '../../../src/processes/ports/settlements';
import { earningsOf } from '../../../src/processes/settlements/settlementViews';

const show = { operation: ['getMany'] };

export const description: INodeProperties[] = [
	storeParameter({ all: true, show }),
	{
		displayName: 'Show',
		name: 'settlementsShow',
		type: 'options',
		default: 'all',
		options: [
			{ name: 'All Settlements', value: 'all' },
			{ name: 'Not Posted', value: 'loaded', description: 'With what holds them' },
			{ name: 'Posted', value: 'posted', description: 'With their documents in Cin7 Core' },
			{ name: 'Skipped', value: 'skipped' },
			{ name: 'Undone', value: 'undone' },
		],
		displayOptions: { show },
	},
	{ displayName: 'Limit', name: 'settlementsLimit', type: 'number', typeOptions: { minValue: 1 }, default: 50, description: 'Max number of results to return', displayOptions: { show } },
];

export const run = operation({
	read: (context, itemIndex) => ({
		storeId: storeIdParameter(context, itemIndex),
		shown: String(context.getNodeParameter('settlementsShow', itemIndex, 'all')),
		limit: context.getNodeParameter('settlementsLimit', itemIndex, 50) as number,
	}),
	async run(context, database, { request, itemIndexes }) {
		const rows = [];
		for (const { storeId } of await storesFor(context, database, request.storeId, {})) {
			for (const record of await database.settlements.list({ storeIds: [storeId], limit: request.limit, ...(request.shown === 'all' ? {} : { states: [request.shown as SettlementState] }) })) {
				rows.push(settlementItem(record, earningsOf(await database.settlements.typesOf(record), record.statement.total)));
			}
		}
		return { processed: itemsOf(rows, itemIndexes) };
	},
});
