import { NodeOperationError, type INodeProperties } from 'n8n-workflow';
import { recoverOrder } from '../../../src/processes/recoverOrder';
import { itemsOf } from '../../../src/n8n/itemGroups';
import { operation } from '../../../src/n8n/runOperation';
import { amazonOf } from '../../../src/n8n/services';
import { ALL_STORES, storesFor } from '../../../src/n8n/stores';

export const description: INodeProperties[] = [
	{
		displayName: 'Amazon Order ID',
		name: 'orderId',
		type: 'string',
		default: '',
		required: true,
		placeholder: 'e.g. 111-1234567-1234567',
		displayOptions: { show: { operation: ['recoverOrder', 'deleteLogEntry'] } },
	},
];

const PATIENCE_MS = 120_000;

export const run = operation({
	read: (context, itemIndex) => ({ orderId: String(context.getNodeParameter('orderId', itemIndex)).trim() }),
	async run(context, database, { request, itemIndexes }) {
		const amazon = await amazonOf(context, database, PATIENCE_MS);
		const stores = await storesFor(context, database, ALL_STORES, { accountKey: amazon.accountKey });
		const outcome = await recoverOrder({ amazon, database }, stores, request.orderId);
		if (outcome.kind === 'unknown') throw new NodeOperationError(context.getNode(), 'Amazon knows no such order in this account', { description: `Order ID: ${request.orderId}. Look whether it belongs to another seller account or region.`, itemIndex: itemIndexes[0] ?? 0 });
		const { kind, ...fields } = outcome;
		const note = kind === 'alreadyInLog' ? 'Skipped: the order is in the log already. Delete its log entry first to load it again.' : null;
		return { processed: itemsOf([{ orderId: request.orderId, outcome: kind, ...fields, note }], itemIndexes) };
	},
});
