import { NodeConnectionTypes, type IExecuteFunctions, type INodeExecutionData, type INodeType, type INodeTypeDescription } from 'n8n-workflow';
import { searchListings, searchProducts } from '../../src/n8n/catalogSearch';
import { testAmazon, testCin7, testDatabase } from '../../src/n8n/credentialTests';
import { searchStores, searchStoresOrAll } from '../../src/n8n/listSearch';
import { executeOperation } from '../../src/n8n/runOperation';
import { operations, properties } from './operations';

export class CatalogMapper implements INodeType {
	description: INodeTypeDescription = {
		displayName: 'Amazon Catalog Mapper',
		name: 'catalogMapper',
		icon: { light: 'file:catalogMapper.light.svg', dark: 'file:catalogMapper.dark.svg' },
		group: ['transform'],
		version: 1,
		subtitle: '={{ ({ loadProducts: "load products", previewProducts: "preview products", getMany: "get many", link: "link", unlink: "unlink", createProduct: "create product", setAlias: "set alias", confirmAsin: "confirm ASIN", exportLinks: "export links", importLinks: "import links" })[$parameter.operation] }}',
		description: 'Matches Amazon listings with Cin7 Core products, and builds products from listings',
		defaults: { name: 'Amazon Catalog Mapper' },
		usableAsTool: true,
		inputs: [NodeConnectionTypes.Main],
		outputs: [NodeConnectionTypes.Main, NodeConnectionTypes.Main],
		outputNames: ['Processed', 'Needs Attention'],
		credentials: [
			{ name: 'amazonSellingPartnerApi', required: true, testedBy: 'testAmazon', displayOptions: { show: { operation: ['loadProducts'] } } },
			{ name: 'cin7CoreApi', required: true, testedBy: 'testCin7', displayOptions: { show: { operation: ['loadProducts', 'previewProducts', 'link', 'createProduct', 'importLinks'] } } },
			{ name: 'amazonCin7Database', required: false, testedBy: 'testDatabase' },
		],
		properties,
	};

	methods = { credentialTest: { testAmazon, testCin7, testDatabase }, listSearch: { searchStores, searchStoresOrAll, searchListings, searchProducts } };

	async execute(this: IExecuteFunctions): Promise<INodeExecutionData[][]> {
		return await executeOperation(this, operations, 2);
	}
}
