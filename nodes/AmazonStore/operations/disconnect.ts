import { NodeOperationError, type INodeProperties } from 'n8n-workflow';
import { itemsOf } from '../../../src/n8n/itemGroups';
import { operation } from '../../../src/n8n/runOperation';
import { storeIdParameter, storeParameter, storesFor } from '../../../src/n8n/stores';

const show = { operation: ['disconnect'] };

export const description: INodeProperties[] = [
	storeParameter({ all: false, show }),
	{
		displayName: 'Confirm',
		name: 'confirm',
		type: 'boolean',
		default: false,
		description: 'Whether to really remove the store with its links, pending orders and log. Sales and products in Cin7 Core stay.',
		displayOptions: { show },
	},
];

export const run = operation({
	read: (context, itemIndex) => ({ storeId: storeIdParameter(context, itemIndex), confirmed: context.getNodeParameter('confirm', itemIndex, false) as boolean }),
	async run(context, database, { request, itemIndexes }) {
		if (!request.confirmed) throw new NodeOperationError(context.getNode(), 'Nothing was removed, because Confirm is off', { description: 'Switch Confirm on to disconnect this store.', itemIndex: itemIndexes[0] ?? 0 });
		const [store] = await storesFor(context, database, request.storeId, {});
		const removed = await database.stores.remove(request.storeId);
		return { processed: itemsOf([{ storeId: request.storeId, storeName: store?.settings.storeName ?? null, disconnected: true, removed: { ...removed } }], itemIndexes) };
	},
});
