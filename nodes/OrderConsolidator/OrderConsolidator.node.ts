import { NodeConnectionTypes, type IExecuteFunctions, type INodeExecutionData, type INodeType, type INodeTypeDescription } from 'n8n-workflow';
import { testAmazon, testCin7, testDatabase } from '../../src/n8n/credentialTests';
import { searchStores, searchStoresOrAll } from '../../src/n8n/listSearch';
import { executeOperation } from '../../src/n8n/runOperation';
import { operations, properties } from './operations';

export class OrderConsolidator implements INodeType {
	description: INodeTypeDescription = {
		displayName: 'Amazon Order Consolidator',
		name: 'orderConsolidator',
		icon: { light: 'file:orderConsolidator.light.svg', dark: 'file:orderConsolidator.dark.svg' },
		group: ['transform'],
		version: 1,
		subtitle: '={{ ({ loadOrders: "load orders", recoverOrder: "recover order", previewSales: "preview sales", processPendingOrders: "process pending orders", getPending: "get pending", getLog: "get log", getDailySales: "get daily sales", deleteLogEntry: "delete log entry", loadRefunds: "load refunds", previewRefunds: "preview refunds", processRefunds: "process refunds", getRefunds: "get refunds", skipRefunds: "skip refunds" })[$parameter.operation] }}',
		description: 'Loads Amazon orders and refunds and turns them into Cin7 Core sales and credit notes',
		defaults: { name: 'Amazon Order Consolidator' },
		usableAsTool: true,
		inputs: [NodeConnectionTypes.Main],
		outputs: [NodeConnectionTypes.Main, NodeConnectionTypes.Main],
		outputNames: ['Processed', 'Needs Attention'],
		credentials: [
			{ name: 'amazonSellingPartnerApi', required: true, testedBy: 'testAmazon', displayOptions: { show: { operation: ['loadOrders', 'recoverOrder', 'loadRefunds'] } } },
			{ name: 'cin7CoreApi', required: true, testedBy: 'testCin7', displayOptions: { show: { operation: ['previewSales', 'processPendingOrders', 'getLog', 'previewRefunds', 'processRefunds'] } } },
			{ name: 'amazonCin7Database', required: false, testedBy: 'testDatabase' },
		],
		properties,
	};

	methods = { credentialTest: { testAmazon, testCin7, testDatabase }, listSearch: { searchStores, searchStoresOrAll } };

	async execute(this: IExecuteFunctions): Promise<INodeExecutionData[][]> {
		return await executeOperation(this, operations, 2);
	}
}
