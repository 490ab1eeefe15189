import type { INodeProperties } from 'n8n-workflow';
import { callAmazon, callCin7, description as callDescription } from './callService';
import * as checkSetUp from './checkSetUp';
import * as copyMappings from './copyMappings';
import * as disconnect from './disconnect';
import * as eraseBuyerData from './eraseBuyerData';
import * as getOperationsLog from './getOperationsLog';
import * as mapTransactionFees from './mapTransactionFees';
import * as saveSettings from './saveSettings';
import { settingsProperties } from './settingsProperties';

export const operations = {
	callAmazon,
	callCin7,
	checkSetUp: checkSetUp.run,
	copyMappings: copyMappings.run,
	disconnect: disconnect.run,
	eraseBuyerData: eraseBuyerData.run,
	getOperationsLog: getOperationsLog.run,
	mapTransactionFees: mapTransactionFees.run,
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
			{ name: 'Call Amazon', value: 'callAmazon', action: 'Make a raw marketplace call', description: 'Any call of the Selling Partner API that no other node makes, with the limits and the login of this package' },
			{ name: 'Call Cin7 Core', value: 'callCin7', action: 'Make a raw inventory call', description: 'Any call of the Cin7 Core API that no other node makes, within its limit of calls' },
			{ name: 'Check Set-Up', value: 'checkSetUp', action: 'Check the set up', description: 'Tells what works and what is still missing, and changes nothing' },
			{ name: 'Connect or Save Settings', value: 'saveSettings', action: 'Connect a store or save its settings', description: 'Connects one Amazon store with Cin7 Core; run it again after each change' },
			{ name: 'Copy Mappings', value: 'copyMappings', action: 'Copy the mappings of another store', description: 'Copies the accounts of transaction types from one store to another' },
			{ name: 'Disconnect', value: 'disconnect', action: 'Disconnect a store', description: 'Removes all links between Cin7 Core and the store, its log and pending orders; sales and products in Cin7 Core stay' },
			{ name: 'Erase Buyer Data', value: 'eraseBuyerData', action: 'Erase buyer data', description: 'Removes names and addresses from the sync database' },
			{ name: 'Get Operations Log', value: 'getOperationsLog', action: 'Get the operations log', description: 'Every load and every processing, with its counts' },
			{ name: 'Map Transaction Fees', value: 'mapTransactionFees', action: 'Map transaction fees', description: 'Which account each transaction type of the settlements goes to' },
		],
	},
	...settingsProperties,
	...callDescription,
	...checkSetUp.description,
	...copyMappings.description,
	...eraseBuyerData.description,
	...getOperationsLog.description,
	...mapTransactionFees.description,
	...disconnect.description,
];
