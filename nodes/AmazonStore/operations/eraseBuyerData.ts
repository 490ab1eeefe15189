import type { INodeProperties } from 'n8n-workflow';
import { itemsOf } from '../../../src/n8n/itemGroups';
import { orderIdList } from '../../../src/n8n/orderIds';
import { operation } from '../../../src/n8n/runOperation';
import { clock } from '../../../src/n8n/services';
import { storeIdParameter, storeParameter, storesFor } from '../../../src/n8n/stores';

const show = { operation: ['eraseBuyerData'] };

export const description: INodeProperties[] = [
	storeParameter({ all: true, show }),
	{
		displayName: 'Erase',
		name: 'erase',
		type: 'options',
		default: 'old',
		options: [
			{ name: 'Orders Shipped Long Ago', value: 'old', description: 'Buyer data of orders shipped more than so many days ago. This also happens by itself with each load.' },
			{ name: 'These Orders', value: 'orders', description: 'For a buyer who asks to be forgotten' },
		],
		displayOptions: { show },
	},
	{ displayName: 'Days', name: 'days', type: 'number', typeOptions: { minValue: 0 }, default: 30, displayOptions: { show: { ...show, erase: ['old'] } } },
	{ displayName: 'Amazon Order IDs', name: 'orderIds', type: 'string', default: '', required: true, placeholder: 'e.g. 111-1234567-1234567', description: 'Separated by commas', displayOptions: { show: { ...show, erase: ['orders'] } } },
];

const DAY_MS = 24 * 3600_000;

export const run = operation({
	read: (context, itemIndex) => ({
		storeId: storeIdParameter(context, itemIndex),
		orderIds: context.getNodeParameter('erase', itemIndex) === 'orders' ? orderIdList(String(context.getNodeParameter('orderIds', itemIndex))) : undefined,
		days: Number(context.getNodeParameter('days', itemIndex, 30)),
	}),
	async run(context, database, { request, itemIndexes }) {
		const rows = [];
		for (const { storeId } of await storesFor(context, database, request.storeId, {})) {
			const which = request.orderIds ? { orderIds: request.orderIds } : { before: new Date(clock.now() - request.days * DAY_MS).toISOString() };
			rows.push({ storeId, erased: await database.orders.eraseBuyerData({ storeId, ...which }) });
		}
		return { processed: itemsOf(rows, itemIndexes) };
	},
});
