import { NodeOperationError, type INodeProperties } from 'n8n-workflow';
import { itemsOf } from '../../../src/n8n/itemGroups';
import { operation } from '../../../src/n8n/runOperation';
import { storeIdParameter, storeParameter, storesFor } from '../../../src/n8n/stores';

const show = { operation: ['deleteLogEntry'] };

export const description: INodeProperties[] = [
	storeParameter({ all: true, show }),
	{
		displayName: 'If Its Sale Still Exists',
		name: 'ifSaleExists',
		type: 'options',
		default: 'holdWhileSaleExists',
		options: [
			{ name: 'Create Another Sale', value: 'createAnother', description: 'Processing the order again makes a second sale beside the first' },
			{ name: 'Hold the Order Until It Is Voided', value: 'holdWhileSaleExists', description: 'Processing the order again waits until the first sale is voided in Cin7 Core' },
		],
		description: 'The sale itself is neither voided nor deleted. The entry of an order that is in a daily sale goes with those of all orders in it.',
		displayOptions: { show },
	},
];

export const run = operation({
	read: (context, itemIndex) => ({
		storeId: storeIdParameter(context, itemIndex),
		orderId: String(context.getNodeParameter('orderId', itemIndex)).trim(),
		then: context.getNodeParameter('ifSaleExists', itemIndex) === 'createAnother' ? ('createAnother' as const) : ('holdWhileSaleExists' as const),
	}),
	async run(context, database, { request, itemIndexes }) {
		const { orderId, then } = request;
		for (const { storeId } of await storesFor(context, database, request.storeId, {})) {
			const orderIds = await database.orders.deleteLogEntry({ storeId, orderId }, then);
			if (orderIds.length > 0) return { processed: itemsOf([{ storeId, orderId, deleted: true, orderIds: [...orderIds] }], itemIndexes) };
		}
		throw new NodeOperationError(context.getNode(), 'There is no log entry for this order', { description: `Order ID: ${orderId}`, itemIndex: itemIndexes[0] ?? 0 });
	},
});
