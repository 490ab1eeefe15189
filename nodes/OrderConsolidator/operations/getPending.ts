import type { INodeProperties } from 'n8n-workflow';
import { itemsOf } from '../../../src/n8n/itemGroups';
import { operation } from '../../../src/n8n/runOperation';
import { orderItem } from '../../../src/n8n/saleItems';
import { storeIdParameter, storeParameter, storesFor } from '../../../src/n8n/stores';

const show = { operation: ['getPending'] };

export const description: INodeProperties[] = [
	storeParameter({ all: true, show }),
	{
		displayName: 'Show',
		name: 'pendingShow',
		type: 'options',
		default: 'pending',
		options: [
			{ name: 'Held Orders', value: 'held', description: 'Pending orders that wait for something to be done' },
			{ name: 'Pending Orders', value: 'pending' },
			{ name: 'Pending, and Waiting at Amazon', value: 'waiting', description: 'Also orders that are not paid or not shipped yet, and orders skipped because the tax mapping is unfinished' },
			{ name: 'Reserved Units', value: 'reserved', description: 'Units of pending merchant-fulfilled orders by seller SKU, which Cin7 Core has not allocated yet' },
		],
		displayOptions: { show },
	},
];

export const run = operation({
	read: (context, itemIndex) => ({ storeId: storeIdParameter(context, itemIndex), shown: String(context.getNodeParameter('pendingShow', itemIndex, 'pending')) }),
	async run(context, database, { request, itemIndexes }) {
		const stores = await storesFor(context, database, request.storeId, {});
		if (request.shown === 'reserved') {
			const units = await database.orders.reservedUnits(stores.map((store) => store.storeId));
			return { processed: itemsOf([...units].map(([sellerSku, reserved]) => ({ sellerSku, reserved })), itemIndexes) };
		}
		const records = [];
		for (const { storeId } of stores) {
			records.push(...(await database.orders.list({ storeId, states: request.shown === 'waiting' ? ['pending', 'waiting'] : ['pending'], heldOnly: request.shown === 'held' })));
		}
		return { processed: itemsOf(records.map(orderItem), itemIndexes) };
	},
});
