import { NodeConnectionTypes, type IExecuteFunctions, type INodeExecutionData, type INodeType, type INodeTypeDescription } from 'n8n-workflow';
import { QUICKBOOKS_CREDENTIAL, searchXeroOrganizations, XERO_CREDENTIAL } from '../../src/n8n/books';
import { testAmazon, testCin7, testDatabase } from '../../src/n8n/credentialTests';
import { searchStores, searchStoresOrAll } from '../../src/n8n/listSearch';
import { executeOperation } from '../../src/n8n/runOperation';
import { searchSettlements } from '../../src/n8n/settlementSearch';
import { operations, properties } from './operations';

export class SettlementJournalBuilder implements INodeType {
	description: INodeTypeDescription = {
		displayName: 'Amazon Settlement Journal Builder',
		name: 'settlementJournalBuilder',
		icon: { light: 'file:settlementJournalBuilder.light.svg', dark: 'file:settlementJournalBuilder.dark.svg' },
		group: ['transform'],
		version: 1,
		subtitle: '={{ ({ loadSettlements: "load settlements", addSettlementFile: "add settlement file", checkClearingAccount: "check clearing account", getMany: "get many settlements", review: "review transactions", previewJournal: "preview journal", postJournal: "post journal", postToQuickBooks: "post to QuickBooks", postToXero: "post to Xero", undo: "undo", undoInQuickBooks: "undo in QuickBooks", undoInXero: "undo in Xero", skip: "skip", reconcileOrders: "reconcile orders", getNotYetSettled: "get not yet settled" })[$parameter.operation] }}',
		description: 'Loads Amazon settlements, proves them to the cent, and posts them to Cin7 Core',
		defaults: { name: 'Amazon Settlement Journal Builder' },
		usableAsTool: true,
		inputs: [NodeConnectionTypes.Main],
		outputs: [NodeConnectionTypes.Main, NodeConnectionTypes.Main],
		outputNames: ['Processed', 'Needs Attention'],
		credentials: [
			{ name: 'amazonSellingPartnerApi', required: true, testedBy: 'testAmazon', displayOptions: { show: { operation: ['loadSettlements', 'getNotYetSettled'] } } },
			{ name: 'cin7CoreApi', required: true, testedBy: 'testCin7', displayOptions: { show: { operation: ['checkClearingAccount', 'review', 'previewJournal', 'postJournal', 'undo', 'postToQuickBooks', 'postToXero', 'undoInQuickBooks', 'undoInXero'] } } },
			{ name: XERO_CREDENTIAL, required: true, displayOptions: { show: { operation: ['postToXero', 'undoInXero'] } } },
			{ name: QUICKBOOKS_CREDENTIAL, required: true, displayOptions: { show: { operation: ['postToQuickBooks', 'undoInQuickBooks'] } } },
			{ name: 'amazonCin7Database', required: false, testedBy: 'testDatabase' },
		],
		properties,
	};

	methods = { credentialTest: { testAmazon, testCin7, testDatabase }, listSearch: { searchStores, searchStoresOrAll, searchSettlements, searchXeroOrganizations } };

	async execute(this: IExecuteFunctions): Promise<INodeExecutionData[][]> {
		return await executeOperation(this, operations, 2);
	}
}
