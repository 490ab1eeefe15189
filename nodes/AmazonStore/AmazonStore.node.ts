import { NodeConnectionTypes, type IExecuteFunctions, type INodeExecutionData, type INodeType, type INodeTypeDescription } from 'n8n-workflow';
import { testAmazon, testCin7, testDatabase } from '../../src/n8n/credentialTests';
import * as lists from '../../src/n8n/listSearch';
import { executeOperation } from '../../src/n8n/runOperation';
import { getFeeTaxRules, getTransactionFees } from '../../src/n8n/transactionFees';
import { operations, properties } from './operations';

export class AmazonStore implements INodeType {
	description: INodeTypeDescription = {
		displayName: 'Amazon Store',
		name: 'amazonStore',
		icon: { light: 'file:amazonStore.light.svg', dark: 'file:amazonStore.dark.svg' },
		group: ['transform'],
		version: 1,
		subtitle: '={{ ({ saveSettings: "connect or save settings", checkSetUp: "check set-up", mapTransactionFees: "map transaction fees", copyMappings: "copy mappings", eraseBuyerData: "erase buyer data", getOperationsLog: "operations log", disconnect: "disconnect", callAmazon: "call Amazon", callCin7: "call Cin7 Core" })[$parameter.operation] }}',
		description: 'Connects an Amazon store with Cin7 Core and keeps its settings, which every other node reads',
		defaults: { name: 'Amazon Store' },
		usableAsTool: true,
		inputs: [NodeConnectionTypes.Main],
		outputs: [NodeConnectionTypes.Main],
		credentials: [
			{ name: 'amazonSellingPartnerApi', required: true, testedBy: 'testAmazon', displayOptions: { show: { operation: ['saveSettings', 'checkSetUp', 'callAmazon'] } } },
			{ name: 'cin7CoreApi', required: true, testedBy: 'testCin7', displayOptions: { show: { operation: ['saveSettings', 'checkSetUp', 'mapTransactionFees', 'copyMappings', 'callCin7'] } } },
			{ name: 'amazonCin7Database', required: false, testedBy: 'testDatabase' },
		],
		properties,
	};

	methods = {
		credentialTest: { testAmazon, testCin7, testDatabase },
		listSearch: {
			searchStores: lists.searchStores,
			searchStoresOrAll: lists.searchStoresOrAll,
			searchCustomers: lists.searchCustomers,
			searchTaxRules: lists.searchTaxRules,
			searchLocations: lists.searchLocations,
			searchPriceTiers: lists.searchPriceTiers,
			searchPaymentTerms: lists.searchPaymentTerms,
			searchCarriers: lists.searchCarriers,
			searchPaymentAccounts: lists.searchPaymentAccounts,
			searchRevenueAccounts: lists.searchRevenueAccounts,
			searchBankAccounts: lists.searchBankAccounts,
		},
		loadOptions: { getTaxRules: lists.getTaxRules, getLocations: lists.getLocations, getFeeAccounts: lists.getFeeAccounts, getAssetAccounts: lists.getAssetAccounts, getLiabilityAccounts: lists.getLiabilityAccounts, getLedgerAccounts: lists.getLedgerAccounts },
		resourceMapping: { getTransactionFees, getFeeTaxRules },
	};

	async execute(this: IExecuteFunctions): Promise<INodeExecutionData[][]> {
		return await executeOperation(this, operations, 1);
	}
}
