import type { INodeProperties } from 'n8n-workflow';
import * as confirmAsin from './confirmAsin';
import * as createProduct from './createProduct';
import * as exportLinks from './exportLinks';
import * as getMany from './getMany';
import * as importLinks from './importLinks';
import * as link from './link';
import { listingProperties } from './listingParameter';
import * as loadProducts from './loadProducts';
import * as previewProducts from './previewProducts';
import * as setAlias from './setAlias';
import * as unlink from './unlink';

export const operations = {
	confirmAsin: confirmAsin.run,
	createProduct: createProduct.run,
	exportLinks: exportLinks.run,
	getMany: getMany.run,
	importLinks: importLinks.run,
	link: link.run,
	loadProducts: loadProducts.run,
	previewProducts: previewProducts.run,
	setAlias: setAlias.run,
	unlink: unlink.run,
};

export const properties: INodeProperties[] = [
	{
		displayName: 'Operation',
		name: 'operation',
		type: 'options',
		noDataExpression: true,
		default: 'loadProducts',
		options: [
			{ name: 'Confirm ASIN', value: 'confirmAsin', action: 'Confirm a new ASIN', description: 'A seller SKU that stands for another ASIN than before keeps its link' },
			{ name: 'Create Product', value: 'createProduct', action: 'Create a product', description: 'Builds a Cin7 Core product from a listing, with its family' },
			{ name: 'Export Links', value: 'exportLinks', action: 'Export links', description: 'Gives all links of a store as a CSV file' },
			{ name: 'Get Many', value: 'getMany', action: 'Get many listings', description: 'The catalog: listings, their products and what they need' },
			{ name: 'Import Links', value: 'importLinks', action: 'Import links', description: 'Links listings to products by a CSV file or a list' },
			{ name: 'Link', value: 'link', action: 'Link a listing to a product' },
			{ name: 'Load Products', value: 'loadProducts', action: 'Load products', description: 'Loads listings from Amazon, links them to products, and builds or updates products as the settings say' },
			{ name: 'Preview Products', value: 'previewProducts', action: 'Preview products', description: 'Shows what Load Products would link, create and update in Cin7 Core, and writes nothing' },
			{ name: 'Set Alias', value: 'setAlias', action: 'Set an alias', description: 'Gives a listing a name of its own in the catalog' },
			{ name: 'Unlink', value: 'unlink', action: 'Unlink a listing', description: 'Takes the link to the product away; sales made before keep their product' },
		],
	},
	...loadProducts.description,
	...previewProducts.description,
	...getMany.description,
	...exportLinks.description,
	...importLinks.description,
	...listingProperties,
	...link.description,
	...unlink.description,
	...setAlias.description,
];
