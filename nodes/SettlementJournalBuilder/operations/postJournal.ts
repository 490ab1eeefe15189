import type { INodeProperties } from 'n8n-workflow';
import { attentionDigest } from '../../../src/n8n/attentionDigest';
import { attentionOption } from '../../../src/n8n/attentionOption';
import { itemsOf } from '../../../src/n8n/itemGroups';
import { operation } from '../../../src/n8n/runOperation';
import { cin7Of, clock, freeDeadClaims, newRun, startedBy } from '../../../src/n8n/services';
import { arithmeticItem, documentItems, settlementItem } from '../../../src/n8n/settlementItems';
import { settlementIdsParameter, settlementParameter } from '../../../src/n8n/settlementSearch';
import { storeIdParameter, storeParameter, storesFor } from '../../../src/n8n/stores';
import { processSettlements, type PostedSettlement } from '../../../src/processes/settlements/processSettlements';

const show = { operation: ['postJournal'] };

export const description: INodeProperties[] = [
	storeParameter({ all: true, show }),
	{
		displayName: 'Settlements',
		name: 'postWhich',
		type: 'options',
		default: 'automatic',
		options: [
			{ name: 'All That Are Not Posted', value: 'ready', description: 'Of all chosen stores, whatever their settings say' },
			{ name: 'Chosen Ones', value: 'chosen', description: 'Also such as were undone or skipped' },
			{ name: 'Of Stores That Process Them Automatically', value: 'automatic', description: 'By the setting Process Amazon Settlements Report of each store' },
		],
		displayOptions: { show },
	},
	settlementParameter({ ...show, postWhich: ['chosen'] }),
	{
		displayName: 'Options',
		name: 'postOptions',
		type: 'collection',
		placeholder: 'Add option',
		default: {},
		displayOptions: { show },
		options: [
			attentionOption,
			{ displayName: 'Time Limit (Minutes)', name: 'minutes', type: 'number', typeOptions: { minValue: 1 }, default: 50, description: 'How long this run may wait for the limits of Cin7 Core; what is left goes on with the next run' },
		],
	},
];

interface Request {
	readonly storeId: string;
	readonly which: 'automatic' | 'ready' | readonly string[];
	readonly options: { readonly attention?: 'all' | 'new'; readonly minutes?: number };
}

export const run = operation<Request>({
	read: (context, itemIndex) => {
		const which = String(context.getNodeParameter('postWhich', itemIndex, 'automatic'));
		return {
			storeId: storeIdParameter(context, itemIndex),
			which: which === 'chosen' ? settlementIdsParameter(context, itemIndex) : which === 'ready' ? 'ready' : 'automatic',
			options: context.getNodeParameter('postOptions', itemIndex, {}) as Request['options'],
		};
	},
	async run(context, database, { request, itemIndexes }) {
		const { attention = 'new', minutes = 50 } = request.options;
		const cin7 = await cin7Of(context, database, minutes * 60_000);
		const stores = await storesFor(context, database, request.storeId, { tenantKey: cin7.tenantKey });
		await freeDeadClaims(database);
		const result = await processSettlements({ cin7, database, clock, owner: newRun() }, { stores, startedBy: startedBy(context), which: request.which });
		const digest = await attentionDigest(database, result.problems, { run: 'settlements', storeIds: stores.map((store) => store.storeId) }, attention);
		return { processed: itemsOf(result.posted.map(postedItem), itemIndexes), attention: itemsOf(digest, itemIndexes) };
	},
});

const postedItem = ({ record, progress, plan }: PostedSettlement) => ({
	...settlementItem(record),
	state: 'posted',
	outcome: 'posted',
	holds: [],
	documents: documentItems(progress),
	arithmetic: arithmeticItem(plan.arithmetic, plan.statement.currency),
	notices: plan.issues.map((issue) => issue.message),
});
