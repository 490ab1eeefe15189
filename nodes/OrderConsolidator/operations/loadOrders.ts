import { NodeOperationError, type INodeProperties } from 'n8n-workflow';
import { loadOrders, refuseLoadFrom } from '../../../src/processes/loadOrders';
import { tellOnce } from '../../../src/processes/problems';
import { itemsOf } from '../../../src/n8n/itemGroups';
import { loadItem } from '../../../src/n8n/loadItem';
import { operation } from '../../../src/n8n/runOperation';
import { attentionItems } from '../../../src/n8n/saleItems';
import { amazonOf, clock, freeDeadClaims, newRun, startedBy } from '../../../src/n8n/services';
import { ALL_STORES, storesFor } from '../../../src/n8n/stores';

const show = { operation: ['loadOrders'] };

export const description: INodeProperties[] = [
	{
		displayName: 'Load',
		name: 'load',
		type: 'options',
		default: 'changes',
		options: [
			{ name: 'New and Changed Orders', value: 'changes', description: 'Everything that Amazon updated since the last load, for all stores of this Amazon account' },
			{ name: 'Orders Since a Date', value: 'from', description: 'Everything ordered since a date, at most one year back. Orders already in the log are skipped.' },
		],
		displayOptions: { show },
	},
	{ displayName: 'Ordered Since', name: 'from', type: 'dateTime', default: '', required: true, displayOptions: { show: { ...show, load: ['from'] } } },
	{ displayName: 'Time Limit (Minutes)', name: 'loadMinutes', type: 'number', typeOptions: { minValue: 1 }, default: 10, description: 'How long this run may wait for the limits of Amazon; what is left goes on with the next run', displayOptions: { show } },
];

export const run = operation({
	read: (context, itemIndex) => ({
		from: context.getNodeParameter('load', itemIndex, 'changes') === 'from' ? String(context.getNodeParameter('from', itemIndex, '')) : undefined,
		minutes: context.getNodeParameter('loadMinutes', itemIndex, 10) as number,
	}),
	async run(context, database, { request, itemIndexes }) {
		const refusal = request.from === undefined ? undefined : refuseLoadFrom(request.from, clock.now());
		if (refusal) throw new NodeOperationError(context.getNode(), `${refusal}. Choose another date in Ordered Since`, { itemIndex: itemIndexes[0] ?? 0 });
		const amazon = await amazonOf(context, database, request.minutes * 60_000);
		const stores = await storesFor(context, database, ALL_STORES, { accountKey: amazon.accountKey });
		await freeDeadClaims(database);
		const from = request.from === undefined ? {} : { from: new Date(request.from).toISOString() };
		const result = await loadOrders({ amazon, database, clock, owner: newRun() }, { stores, startedBy: startedBy(context), ...from });
		const digest = attentionItems(await tellOnce(database.orders, result.problems, { run: 'load', storeIds: stores.map((store) => store.storeId) }), result.problems.length);
		return { processed: itemsOf([loadItem(amazon.accountKey, result)], itemIndexes), attention: itemsOf(digest, itemIndexes) };
	},
});
