import type { INodeProperties } from 'n8n-workflow';
import { processRefunds } from '../../../src/processes/refunds/processRefunds';
import { attentionDigest } from '../../../src/n8n/attentionDigest';
import { attentionOption } from '../../../src/n8n/attentionOption';
import { creditItem } from '../../../src/n8n/creditItems';
import { itemsOf } from '../../../src/n8n/itemGroups';
import { operation } from '../../../src/n8n/runOperation';
import { cin7Of, clock, freeDeadClaims, newRun, startedBy } from '../../../src/n8n/services';
import { storeIdParameter, storeParameter, storesFor } from '../../../src/n8n/stores';

const show = { operation: ['processRefunds'] };

export const description: INodeProperties[] = [
	storeParameter({ all: true, show }),
	{
		displayName: 'Options',
		name: 'refundOptions',
		type: 'collection',
		placeholder: 'Add option',
		default: {},
		displayOptions: { show },
		options: [
			{ displayName: 'Limit', name: 'limit', type: 'number', typeOptions: { minValue: 1 }, default: 50, description: 'Max number of results to return' },
			attentionOption,
			{ displayName: 'Time Limit (Minutes)', name: 'minutes', type: 'number', typeOptions: { minValue: 1 }, default: 50, description: 'How long this run may wait for the limits of Cin7 Core; what is left goes on with the next run' },
		],
	},
];

interface Request {
	readonly storeId: string;
	readonly options: { readonly limit?: number; readonly attention?: 'all' | 'new'; readonly minutes?: number };
}

export const run = operation<Request>({
	read: (context, itemIndex) => ({ storeId: storeIdParameter(context, itemIndex), options: context.getNodeParameter('refundOptions', itemIndex, {}) as Request['options'] }),
	async run(context, database, { request, itemIndexes }) {
		const { limit, attention = 'new', minutes = 50 } = request.options;
		const cin7 = await cin7Of(context, database, minutes * 60_000);
		const stores = await storesFor(context, database, request.storeId, { tenantKey: cin7.tenantKey });
		await freeDeadClaims(database);
		const result = await processRefunds({ cin7, database, clock, owner: newRun() }, { stores, startedBy: startedBy(context), ...(limit ? { limit } : {}) });
		const digest = await attentionDigest(database, result.problems, { run: 'refunds', storeIds: stores.map((store) => store.storeId) }, attention);
		const credited = result.processed.map(({ credit, progress, plan }) => ({ ...creditItem(credit, progress), state: 'processed', outcome: 'credited', holds: [], notices: plan.notices.map((notice) => notice.message) }));
		const settled = result.settled.map(({ credit, state, reason }) => ({ ...creditItem(credit), state, outcome: state, reason, holds: [] }));
		return { processed: itemsOf([...credited, ...settled], itemIndexes), attention: itemsOf(digest, itemIndexes) };
	},
});
