import type { INodeProperties } from 'n8n-workflow';
import { previewSales } from '../../../src/processes/orderViews';
import { problem } from '../../../src/processes/problems';
import { itemsOf } from '../../../src/n8n/itemGroups';
import { operation } from '../../../src/n8n/runOperation';
import { attentionItems, previewItem } from '../../../src/n8n/saleItems';
import { cin7Of, clock } from '../../../src/n8n/services';
import { storeIdParameter, storeParameter, storesFor } from '../../../src/n8n/stores';

const show = { operation: ['previewSales'] };

export const description: INodeProperties[] = [
	storeParameter({ all: true, show }),
	{ displayName: 'Limit', name: 'limit', type: 'number', typeOptions: { minValue: 1 }, default: 50, description: 'Max number of results to return', displayOptions: { show } },
	{
		displayName: 'Include Buyer Data',
		name: 'includeBuyerData',
		type: 'boolean',
		default: false,
		description: 'Whether to show names and addresses. n8n then keeps them with the execution, so prune executions in time.',
		displayOptions: { show },
	},
];

// A preview is looked at by a person who waits for it.
const PATIENCE_MS = 120_000;

export const run = operation({
	read: (context, itemIndex) => ({
		storeId: storeIdParameter(context, itemIndex),
		limit: context.getNodeParameter('limit', itemIndex, 50) as number,
		includeBuyerData: context.getNodeParameter('includeBuyerData', itemIndex, false) as boolean,
	}),
	async run(context, database, { request, itemIndexes }) {
		const cin7 = await cin7Of(context, database, PATIENCE_MS);
		const stores = await storesFor(context, database, request.storeId, { tenantKey: cin7.tenantKey });
		const { orders, dailySales, refusals } = await previewSales({ cin7, database, clock }, stores, request.limit);
		const plans = [...dailySales.map(({ plan }) => previewItem(plan, request.includeBuyerData)), ...orders.flatMap(({ planning }) => (planning.ok ? [previewItem(planning.plan, request.includeBuyerData)] : []))];
		const held = orders.flatMap(({ record, planning }) => (planning.ok ? [] : planning.issues.map((issue) => problem(record.storeId, record.orderId, issue))));
		const problems = [...refusals, ...held];
		const digest = attentionItems(problems, problems.length);
		return { processed: itemsOf(plans, itemIndexes), attention: itemsOf(digest, itemIndexes) };
	},
});
