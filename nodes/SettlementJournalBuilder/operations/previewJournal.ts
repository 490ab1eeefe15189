import type { INodeProperties } from 'n8n-workflow';
import { itemsOf } from '../../../src/n8n/itemGroups';
import { operation } from '../../../src/n8n/runOperation';
import { attentionItems } from '../../../src/n8n/saleItems';
import { cin7Of } from '../../../src/n8n/services';
import { settlementPlanItem } from '../../../src/n8n/settlementItems';
import { settlementIdsParameter, settlementParameter } from '../../../src/n8n/settlementSearch';
import { storeIdParameter, storeParameter, storesFor } from '../../../src/n8n/stores';
import { settlementProblem } from '../../../src/processes/problems';
import { previewSettlements } from '../../../src/processes/settlements/settlementViews';

const show = { operation: ['previewJournal'] };

export const description: INodeProperties[] = [
	storeParameter({ all: true, show }),
	{
		displayName: 'Settlements',
		name: 'previewWhich',
		type: 'options',
		default: 'ready',
		options: [
			{ name: 'All That Are Not Posted', value: 'ready' },
			{ name: 'Chosen Ones', value: 'chosen' },
		],
		displayOptions: { show },
	},
	settlementParameter({ ...show, previewWhich: ['chosen'] }),
	{ displayName: 'Limit', name: 'previewSettlementsLimit', type: 'number', typeOptions: { minValue: 1 }, default: 50, description: 'Max number of results to return', displayOptions: { show } },
];

const PATIENCE_MS = 5 * 60_000;

export const run = operation({
	read: (context, itemIndex) => ({
		storeId: storeIdParameter(context, itemIndex),
		which: context.getNodeParameter('previewWhich', itemIndex, 'ready') === 'chosen' ? settlementIdsParameter(context, itemIndex) : ('ready' as const),
		limit: context.getNodeParameter('previewSettlementsLimit', itemIndex, 50) as number,
	}),
	async run(context, database, { request, itemIndexes }) {
		const cin7 = await cin7Of(context, database, PATIENCE_MS);
		const stores = await storesFor(context, database, request.storeId, { tenantKey: cin7.tenantKey });
		const previews = await previewSettlements({ cin7, database }, stores, request.which, request.limit);
		const problems = previews.flatMap(({ record, plan }) => plan.issues.map((issue) => settlementProblem(record.storeId ?? '', record.settlementId, issue)));
		return {
			processed: itemsOf(previews.map(({ record, plan }) => settlementPlanItem(record, plan)), itemIndexes),
			attention: itemsOf(attentionItems(problems, problems.length), itemIndexes),
		};
	},
});
