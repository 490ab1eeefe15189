import type { INodeProperties } from 'n8n-workflow';
import { problem } from '../../../src/processes/problems';
import { previewRefunds } from '../../../src/processes/refunds/refundViews';
import { creditItem, creditPreviewItem } from '../../../src/n8n/creditItems';
import { itemsOf } from '../../../src/n8n/itemGroups';
import { operation } from '../../../src/n8n/runOperation';
import { attentionItems } from '../../../src/n8n/saleItems';
import { cin7Of } from '../../../src/n8n/services';
import { storeIdParameter, storeParameter, storesFor } from '../../../src/n8n/stores';

const show = { operation: ['previewRefunds'] };

export const description: INodeProperties[] = [
	storeParameter({ all: true, show }),
	{ displayName: 'Limit', name: 'previewRefundsLimit', type: 'number', typeOptions: { minValue: 1 }, default: 50, description: 'Max number of results to return', displayOptions: { show } },
];

// A preview is looked at by a person who waits for it.
const PATIENCE_MS = 120_000;

export const run = operation({
	read: (context, itemIndex) => ({ storeId: storeIdParameter(context, itemIndex), limit: context.getNodeParameter('previewRefundsLimit', itemIndex, 50) as number }),
	async run(context, database, { request, itemIndexes }) {
		const cin7 = await cin7Of(context, database, PATIENCE_MS);
		const stores = await storesFor(context, database, request.storeId, { tenantKey: cin7.tenantKey });
		const previews = await previewRefunds({ cin7, database }, stores, request.limit);
		const shown = previews.flatMap(({ credit, prepared }) => {
			if (prepared.kind === 'ready') return [creditPreviewItem(credit, prepared.plan, prepared.sale.snapshot.orderNumber)];
			if (prepared.kind === 'waits') return [{ ...creditItem(credit), outcome: 'waits', reason: prepared.issue.message }];
			return prepared.kind === 'settled' ? [{ ...creditItem(credit), outcome: prepared.state, reason: prepared.reason }] : [];
		});
		const problems = previews.flatMap(({ credit, prepared }) => (prepared.kind === 'held' ? prepared.issues.map((issue) => problem(credit.storeId, credit.orderId, issue)) : []));
		return { processed: itemsOf(shown, itemIndexes), attention: itemsOf(attentionItems(problems, problems.length), itemIndexes) };
	},
});
