import type { INodeProperties } from 'n8n-workflow';
import * as deleteLogEntry from './deleteLogEntry';
import * as getDailySales from './getDailySales';
import * as getLog from './getLog';
import * as getPending from './getPending';
import * as getRefunds from './getRefunds';
import * as loadOrders from './loadOrders';
import * as loadRefunds from './loadRefunds';
import * as previewRefunds from './previewRefunds';
import * as previewSales from './previewSales';
import * as processPendingOrders from './processPendingOrders';
import * as processRefunds from './processRefunds';
import * as recoverOrder from './recoverOrder';
import * as skipRefunds from './skipRefunds';

export const operations = {
	deleteLogEntry: deleteLogEntry.run,
	getDailySales: getDailySales.run,
	getLog: getLog.run,
	getPending: getPending.run,
	getRefunds: getRefunds.run,
	loadOrders: loadOrders.run,
	loadRefunds: loadRefunds.run,
	previewRefunds: previewRefunds.run,
	previewSales: previewSales.run,
	processPendingOrders: processPendingOrders.run,
	processRefunds: processRefunds.run,
	recoverOrder: recoverOrder.run,
	skipRefunds: skipRefunds.run,
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
			{ name: 'Get Daily Sales', value: 'getDailySales', action: 'Get daily sales', description: 'Which orders are in the sale of a day, with lines and amounts' },
			{ name: 'Get Log', value: 'getLog', action: 'Get the log', description: 'Which sale reflects which Amazon order, and its state' },
			{ name: 'Get Pending', value: 'getPending', action: 'Get pending orders', description: 'Orders that are loaded and not processed yet, with what holds them' },
			{ name: 'Get Refunds', value: 'getRefunds', action: 'Get refunds', description: 'Refunds that are loaded, what became of them, and what holds them' },
			{ name: 'Load Orders', value: 'loadOrders', action: 'Load orders', description: 'Loads new and changed orders from Amazon, or all since a date' },
			{ name: 'Load Refunds', value: 'loadRefunds', action: 'Load refunds', description: 'Loads the refunds that Amazon completed since the last load, or since a date' },
			{ name: 'Preview Refunds', value: 'previewRefunds', action: 'Preview refunds', description: 'Shows what Process Refunds would write, and writes nothing' },
			{ name: 'Preview Sales', value: 'previewSales', action: 'Preview sales', description: 'Shows what Process Pending Orders would write, and writes nothing' },
			{ name: 'Process Pending Orders', value: 'processPendingOrders', action: 'Process pending orders', description: 'Turns pending orders into Cin7 Core sales, one each or one a day, and voids canceled ones' },
			{ name: 'Process Refunds', value: 'processRefunds', action: 'Process refunds', description: 'Turns refunds into credit notes on the right sales, once these are authorised and fulfilled' },
			{ name: 'Recover Order', value: 'recoverOrder', action: 'Recover an order', description: 'Loads one order by its Amazon order ID' },
			{ name: 'Skip Refunds', value: 'skipRefunds', action: 'Skip refunds', description: 'Takes refunds that were booked by hand out of what is to be processed' },
		],
	},
	// First: the order's ID is above what Delete Log Entry asks about it.
	...recoverOrder.description,
	...deleteLogEntry.description,
	...getDailySales.description,
	...getLog.description,
	...getPending.description,
	...getRefunds.description,
	...loadOrders.description,
	...loadRefunds.description,
	...previewRefunds.description,
	...previewSales.description,
	...processPendingOrders.description,
	...processRefunds.description,
	...skipRefunds.description,
];
