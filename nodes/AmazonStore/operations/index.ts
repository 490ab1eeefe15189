import type { INodeProperties } from 'n8n-workflow';
import * as checkSetUp from './checkSetUp';
import * as disconnect from './disconnect';
import * as eraseBuyerData from './eraseBuyerData';
import * as getOperationsLog from './getOperationsLog';
import * as saveSettings from './saveSettings';
import { settingsProperties } from './settingsProperties';

export const operations = {
	checkSetUp: checkSetUp.run,
	disconnect: disconnect.run,
	eraseBuyerData: eraseBuyerData.run,
	getOperationsLog: getOperationsLog.run,
	saveSettings: saveSettings.run,
};

export const properties: INodeProperties[] = [
	{
		displayName: 'Operation',
		name: 'operation',
		type: 'options',
		noDataExpression: true,
		default: 'saveSettings',
		options: [
			{ name: 'Check Set-Up', value: 'checkSetUp', action: 'Check the set up', description: 'Tells what works and what is still missing, and changes nothing' },
			{ name: 'Connect or Save Settings', value: 'saveSettings', action: 'Connect a store or save its settings', description: 'Connects one Amazon store with Cin7 Core; run it again after each change' },
			{ name: 'Disconnect', value: 'disconnect', action: 'Disconnect a store', description: 'Removes all links between Cin7 Core and the store, its log and pending orders; sales and products in Cin7 Core stay' },
			{ name: 'Erase Buyer Data', value: 'eraseBuyerData', action: 'Erase buyer data', description: 'Removes names and addresses from the sync database' },
			{ name: 'Get Operations Log', value: 'getOperationsLog', action: 'Get the operations log', description: 'Every load and every processing, with its counts' },
		],
	},
	...settingsProperties,
	...checkSetUp.description,
	...eraseBuyerData.description,
	...getOperationsLog.description,
	...disconnect.description,
];
