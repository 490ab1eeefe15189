import type { INodeProperties } from 'n8n-workflow';
import * as deleteLogEntry from './deleteLogEntry';
import * as getLog from './getLog';
import * as getPending from './getPending';
import * as loadOrders from './loadOrders';
import * as previewSales from './previewSales';
import * as processPendingOrders from './processPendingOrders';
import * as recoverOrder from './recoverOrder';

export const operations = {
	deleteLogEntry: deleteLogEntry.run,
	getLog: getLog.run,
	getPending: getPending.run,
	loadOrders: loadOrders.run,
	previewSales: previewSales.run,
	processPendingOrders: processPendingOrders.run,
	recoverOrder: recoverOrder.run,
};

export const properties: INodeProperties[] = [
	{
		displayName: 'Operation',
		name: 'operation',
		type: 'options',
		noDataExpression: true,
		default: 'processPendingOrders',
		options: [
			{ name: 'Delete Log Entry', value: 'deleteLogEntry', action: 'Delete a log entry', description: 'Lets an order be loaded and processed again; its sale is left alone' },
			{ name: 'Get Log', value: 'getLog', action: 'Get the log', description: 'Which sale reflects which Amazon order, and its state' },
			{ name: 'Get Pending', value: 'getPending', action: 'Get pending orders', description: 'Orders that are loaded and not processed yet, with what holds them' },
			{ name: 'Load Orders', value: 'loadOrders', action: 'Load orders', description: 'Loads new and changed orders from Amazon, or all since a date' },
			{ name: 'Preview Sales', value: 'previewSales', action: 'Preview sales', description: 'Shows what Process Pending Orders would write, and writes nothing' },
			{ name: 'Process Pending Orders', value: 'processPendingOrders', action: 'Process pending orders', description: 'Turns pending orders into Cin7 Core sales and voids canceled ones' },
			{ name: 'Recover Order', value: 'recoverOrder', action: 'Recover an order', description: 'Loads one order by its Amazon order ID' },
		],
	},
	...deleteLogEntry.description,
	...getLog.description,
	...getPending.description,
	...loadOrders.description,
	...previewSales.description,
	...processPendingOrders.description,
	...recoverOrder.description,
];
