import { NodeConnectionTypes, type INodeExecutionData, type INodeType, type INodeTypeDescription, type IPollFunctions } from 'n8n-workflow';
import { testAmazon, testDatabase } from '../../src/n8n/credentialTests';
import { searchStores, searchStoresOrAll } from '../../src/n8n/listSearch';
import { storeParameter } from '../../src/n8n/stores';
import { pollEvents } from './pollEvents';

export class AmazonTrigger implements INodeType {
	description: INodeTypeDescription = {
		displayName: 'Amazon Trigger',
		name: 'amazonTrigger',
		icon: { light: 'file:amazonTrigger.light.svg', dark: 'file:amazonTrigger.dark.svg' },
		group: ['trigger'],
		version: 1,
		subtitle: '={{ $parameter.events.map((event) => ({ orderCaptured: "captured", orderCanceled: "canceled", refundCompleted: "refund completed", settlementAvailable: "settlement available", needsAttention: "needs attention" })[event]).join(", ") }}',
		description: 'Loads Amazon orders, refunds and settlements and starts a workflow when something happened to them',
		eventTriggerDescription: '',
		defaults: { name: 'Amazon Trigger' },
		polling: true,
		inputs: [],
		outputs: [NodeConnectionTypes.Main],
		credentials: [
			{ name: 'amazonSellingPartnerApi', required: true, testedBy: 'testAmazon' },
			{ name: 'amazonCin7Database', required: false, testedBy: 'testDatabase' },
		],
		properties: [
			{
				displayName: 'Orders are loaded for every store of this Amazon account that is connected with the Amazon Store node. Amazon allows about 20 calls an hour for this, with 100 orders each: poll every hour.',
				name: 'notice',
				type: 'notice',
				default: '',
			},
			storeParameter({ all: true }),
			{
				displayName: 'Events',
				name: 'events',
				type: 'multiOptions',
				default: ['orderCaptured', 'orderCanceled'],
				required: true,
				options: [
					{ name: 'Needs Attention', value: 'needsAttention', description: 'A run of any node found a problem that is new; one message for all of a run' },
					{ name: 'Order Canceled', value: 'orderCanceled', description: 'Amazon canceled an order that was pending or processed' },
					{ name: 'Order Captured', value: 'orderCaptured', description: 'An order entered Pending Orders' },
					{ name: 'Refund Completed', value: 'refundCompleted', description: 'Amazon completed a refund; refunds are loaded with each poll then' },
					{ name: 'Settlement Available', value: 'settlementAvailable', description: 'Amazon made a settlement; settlements are loaded with each poll then' },
				],
			},
		],
	};

	methods = { credentialTest: { testAmazon, testDatabase }, listSearch: { searchStores, searchStoresOrAll } };

	async poll(this: IPollFunctions): Promise<INodeExecutionData[][] | null> {
		return await pollEvents(this);
	}
}
