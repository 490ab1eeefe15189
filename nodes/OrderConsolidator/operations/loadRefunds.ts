import { NodeOperationError, type INodeProperties } from 'n8n-workflow';
import { refuseLoadFrom } from '../../../src/processes/loadOrders';
import { loadRefunds } from '../../../src/processes/refunds/loadRefunds';
import { attentionDigest } from '../../../src/n8n/attentionDigest';
import { itemsOf } from '../../../src/n8n/itemGroups';
import { refundLoadItem } from '../../../src/n8n/loadItem';
import { operation } from '../../../src/n8n/runOperation';
import { amazonOf, clock, freeDeadClaims, newRun, startedBy } from '../../../src/n8n/services';
import { ALL_STORES, storesFor } from '../../../src/n8n/stores';

const show = { operation: ['loadRefunds'] };

export const description: INodeProperties[] = [
	{
		displayName: 'Load',
		name: 'loadRefundsOf',
		type: 'options',
		default: 'changes',
		options: [
			{ name: 'New Refunds', value: 'changes', description: 'Everything that Amazon completed since the last load, for all stores of this Amazon account' },
			{ name: 'Refunds Since a Date', value: 'from', description: 'Everything posted since a date, at most one year back. Refunds that are known already stay as they are.' },
		],
		displayOptions: { show },
	},
	{ displayName: 'Posted Since', name: 'refundsFrom', type: 'dateTime', default: '', required: true, displayOptions: { show: { ...show, loadRefundsOf: ['from'] } } },
	{ displayName: 'Time Limit (Minutes)', name: 'loadRefundsMinutes', type: 'number', typeOptions: { minValue: 1 }, default: 10, description: 'How long this run may wait for the limits of Amazon; what is left goes on with the next run', displayOptions: { show } },
];

export const run = operation({
	read: (context, itemIndex) => ({
		from: context.getNodeParameter('loadRefundsOf', itemIndex, 'changes') === 'from' ? String(context.getNodeParameter('refundsFrom', itemIndex, '')) : undefined,
		minutes: context.getNodeParameter('loadRefundsMinutes', itemIndex, 10) as number,
	}),
	async run(context, database, { request, itemIndexes }) {
		const refusal = request.from === undefined ? undefined : refuseLoadFrom(request.from, clock.now());
		if (refusal) throw new NodeOperationError(context.getNode(), `${refusal}. Choose another date in Posted Since`, { itemIndex: itemIndexes[0] ?? 0 });
		const amazon = await amazonOf(context, database, request.minutes * 60_000);
		const stores = await storesFor(context, database, ALL_STORES, { accountKey: amazon.accountKey });
		await freeDeadClaims(database);
		const from = request.from === undefined ? {} : { from: new Date(request.from).toISOString() };
		const result = await loadRefunds({ amazon, database, clock, owner: newRun() }, { stores, startedBy: startedBy(context), ...from });
		const digest = await attentionDigest(database, result.problems, { run: 'load refunds', storeIds: stores.map((store) => store.storeId) });
		return { processed: itemsOf([refundLoadItem(amazon.accountKey, result)], itemIndexes), attention: itemsOf(digest, itemIndexes) };
	},
});
