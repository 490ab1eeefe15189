import { NodeOperationError, type IDataObject, type INodeProperties } from 'n8n-workflow';
import { itemsOf } from '../../../src/n8n/itemGroups';
import { operation } from '../../../src/n8n/runOperation';
import { storeIdParameter, storeParameter, storesFor } from '../../../src/n8n/stores';

const show = { operation: ['skipRefunds'] };

export const description: INodeProperties[] = [
	storeParameter({ all: true, show }),
	{ displayName: 'Refund IDs', name: 'refundIds', type: 'string', default: '', required: true, description: 'As Get Refunds shows them, separated by commas', displayOptions: { show } },
	{ displayName: 'Reason', name: 'skipReason', type: 'string', default: 'Booked by hand', description: 'Kept with the refund', displayOptions: { show } },
];

export const run = operation({
	read: (context, itemIndex) => ({
		storeId: storeIdParameter(context, itemIndex),
		refundIds: String(context.getNodeParameter('refundIds', itemIndex, '')).split(/[,;\n]+/).map((id) => id.trim()).filter(Boolean),
		reason: String(context.getNodeParameter('skipReason', itemIndex, '')).trim() || 'Booked by hand',
	}),
	async run(context, database, { request, itemIndexes }) {
		const skipped: IDataObject[] = [];
		for (const { storeId } of await storesFor(context, database, request.storeId, {})) {
			for (const refundId of await database.credits.skipByHand(storeId, request.refundIds, request.reason)) skipped.push({ storeId, refundId, skipped: true, reason: request.reason });
		}
		const missing = request.refundIds.filter((refundId) => !skipped.some((each) => each.refundId === refundId));
		if (missing.length > 0) throw new NodeOperationError(context.getNode(), 'Some of these refunds are not pending, or are being processed now', { description: `Refund IDs: ${missing.join(', ')}. The others were skipped.`, itemIndex: itemIndexes[0] ?? 0 });
		return { processed: itemsOf(skipped, itemIndexes) };
	},
});
