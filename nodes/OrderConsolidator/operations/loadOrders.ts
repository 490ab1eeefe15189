import { NodeOperationError, type INodeProperties } from 'n8n-workflow';
import { loadHistory } from '../../../src/processes/loadHistory';
import { loadOrders, refuseLoadFrom } from '../../../src/processes/loadOrders';
import { attentionDigest } from '../../../src/n8n/attentionDigest';
import { itemsOf } from '../../../src/n8n/itemGroups';
import { historyItem, loadItem } from '../../../src/n8n/loadItem';
import { operation } from '../../../src/n8n/runOperation';
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
	{ displayName: 'Ordered Since', name: 'from', type: 'dateTime', default: '', required: true, description: 'At most one year back', displayOptions: { show: { ...show, load: ['from'] } } },
	{
		displayName: 'Find Orders By',
		name: 'findBy',
		type: 'options',
		default: 'ordersApi',
		options: [
			{ name: 'Order Reports', value: 'orderReports', description: 'For more than about 2,000 orders: Amazon\'s reports tell which orders there are, and the orders come by two ways at once, nearly twice as fast' },
			{ name: 'Orders API', value: 'ordersApi', description: 'About 2,000 orders an hour' },
		],
		displayOptions: { show: { ...show, load: ['from'] } },
	},
	{ displayName: 'Time Limit (Minutes)', name: 'loadMinutes', type: 'number', typeOptions: { minValue: 1 }, default: 10, description: 'How long this run may wait for the limits of Amazon; what is left goes on with the next run', displayOptions: { show } },
];

export const run = operation({
	read: (context, itemIndex) => ({
		from: context.getNodeParameter('load', itemIndex, 'changes') === 'from' ? String(context.getNodeParameter('from', itemIndex, '')) : undefined,
		findBy: String(context.getNodeParameter('findBy', itemIndex, 'ordersApi')),
		minutes: context.getNodeParameter('loadMinutes', itemIndex, 10) as number,
	}),
	async run(context, database, { request, itemIndexes }) {
		const refusal = request.from === undefined ? undefined : refuseLoadFrom(request.from, clock.now());
		if (refusal) throw new NodeOperationError(context.getNode(), `${refusal}. Choose another date in Ordered Since`, { itemIndex: itemIndexes[0] ?? 0 });
		const amazon = await amazonOf(context, database, request.minutes * 60_000);
		const stores = await storesFor(context, database, ALL_STORES, { accountKey: amazon.accountKey });
		await freeDeadClaims(database);
		const services = { amazon, database, clock, owner: newRun() };
		const storeIds = stores.map((store) => store.storeId);
		const from = request.from === undefined ? undefined : new Date(request.from).toISOString();
		if (from !== undefined && request.findBy === 'orderReports') {
			const result = await loadHistory(services, { stores, startedBy: startedBy(context), from, deadline: clock.now() + request.minutes * 60_000 });
			const digest = await attentionDigest(database, result.problems, { run: 'history', storeIds });
			return { processed: itemsOf([historyItem(amazon.accountKey, result)], itemIndexes), attention: itemsOf(digest, itemIndexes) };
		}
		const result = await loadOrders(services, { stores, startedBy: startedBy(context), ...(from === undefined ? {} : { from }) });
		const digest = await attentionDigest(database, result.problems, { run: 'load', storeIds });
		return { processed: itemsOf([loadItem(amazon.accountKey, result)], itemIndexes), attention: itemsOf(digest, itemIndexes) };
	},
});
