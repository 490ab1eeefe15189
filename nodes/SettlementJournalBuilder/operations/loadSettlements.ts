import { NodeOperationError, type INodeProperties } from 'n8n-workflow';
import { attentionDigest } from '../../../src/n8n/attentionDigest';
import { itemsOf } from '../../../src/n8n/itemGroups';
import { operation } from '../../../src/n8n/runOperation';
import { amazonOf, clock, freeDeadClaims, newRun, startedBy } from '../../../src/n8n/services';
import { settlementLoadItem } from '../../../src/n8n/settlementItems';
import { ALL_STORES, storesFor } from '../../../src/n8n/stores';
import { loadSettlements } from '../../../src/processes/settlements/loadSettlements';

const show = { operation: ['loadSettlements'] };

export const description: INodeProperties[] = [
	{
		displayName: 'Load',
		name: 'loadSettlementsOf',
		type: 'options',
		default: 'new',
		options: [
			{ name: 'All of the Last 90 Days', value: 'all', description: 'Looks at every report that Amazon still keeps; what is known stays as it is' },
			{ name: 'New Settlements', value: 'new', description: 'Those that Amazon made since the last load, for all stores of this Amazon account. Older than 90 days: request them in Seller Central under Payments, Reports Repository; they are loaded then.' },
		],
		displayOptions: { show },
	},
	{ displayName: 'Time Limit (Minutes)', name: 'loadSettlementsMinutes', type: 'number', typeOptions: { minValue: 1 }, default: 10, description: 'How long this run may wait for the limits of Amazon; what is left goes on with the next run', displayOptions: { show } },
];

const KEPT_MS = 90 * 24 * 3_600_000;

export const run = operation({
	read: (context, itemIndex) => ({
		all: context.getNodeParameter('loadSettlementsOf', itemIndex, 'new') === 'all',
		minutes: context.getNodeParameter('loadSettlementsMinutes', itemIndex, 10) as number,
	}),
	async run(context, database, { request, itemIndexes }) {
		if (!(request.minutes > 0)) throw new NodeOperationError(context.getNode(), 'Time Limit (Minutes) must be more than 0', { itemIndex: itemIndexes[0] ?? 0 });
		const amazon = await amazonOf(context, database, request.minutes * 60_000);
		const stores = await storesFor(context, database, ALL_STORES, { accountKey: amazon.accountKey });
		await freeDeadClaims(database);
		const from = request.all ? { from: new Date(clock.now() - KEPT_MS).toISOString() } : {};
		const result = await loadSettlements({ amazon, database, clock, owner: newRun() }, { stores, startedBy: startedBy(context), ...from });
		const digest = await attentionDigest(database, result.problems, { run: 'load settlements', storeIds: stores.map((store) => store.storeId) });
		return { processed: itemsOf([settlementLoadItem(amazon.accountKey, result)], itemIndexes), attention: itemsOf(digest, itemIndexes) };
	},
});
