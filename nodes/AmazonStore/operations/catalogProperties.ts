import type { INodeProperties } from 'n8n-workflow';

const show = { operation: ['saveSettings'] };

/** Product matching in the Setup tab (S43-S49), and what becomes of an order line without a product (D1). */
export const catalogProperties: INodeProperties[] = [
	{ displayName: 'Match Products Manually', name: 'matchManually', type: 'boolean', default: false, description: 'Whether listings are linked to products by hand only, with the Amazon Catalog Mapper. Links by hand win in any case.', displayOptions: { show } },
	{
		displayName: 'Match Products By',
		name: 'matchBy',
		type: 'options',
		default: 'sku',
		options: [
			{ name: 'ASIN', value: 'asin', description: 'The product whose SKU or barcode is the ASIN' },
			{ name: 'Barcode', value: 'barcode', description: 'The product that bears an EAN, UPC, GTIN or ISBN of the listing' },
			{ name: 'SKU', value: 'sku', description: 'The product with the SKU of the listing' },
		],
		displayOptions: { show: { ...show, matchManually: [false] } },
	},
	{ displayName: 'Create New Products', name: 'createProducts', type: 'boolean', default: false, description: 'Whether a listing for which no product is found by SKU becomes a product in Cin7 Core, with its family. It has no stock.', displayOptions: { show: { ...show, matchManually: [false], matchBy: ['sku'] } } },
	{ displayName: 'Use Amazon as Master Source', name: 'amazonIsMaster', type: 'boolean', default: false, description: 'Whether changes at Amazon (price, name, weight, size, picture and other data) overwrite the linked products. The SKU is never changed.', displayOptions: { show } },
	{
		displayName: 'Be aware: this can damage your product data in Cin7 Core. With the next load, names, prices, weights, categories and pictures of all linked products become Amazon\'s. Look at them first with Amazon Catalog Mapper, Preview Products.',
		name: 'masterSourceWarning',
		type: 'notice',
		default: '',
		displayOptions: { show: { ...show, amazonIsMaster: [true] } },
	},
	{
		displayName: 'When a Product Is Not Mapped',
		name: 'whenProductIsNotMapped',
		type: 'options',
		default: 'hold',
		options: [
			{ name: 'Hold the Order', value: 'hold', description: 'It goes on by itself once its SKU is linked' },
			{ name: 'Use a Service Line', value: 'serviceLine', description: 'The line becomes an additional charge with its quantity, total and tax. No stock is moved.' },
		],
		description: 'What becomes of an order with a SKU that no product is linked to, after its listing was looked for at Amazon',
		displayOptions: { show },
	},
];

/** What few users change. */
export const moreCatalogProperties: INodeProperties[] = [
	{
		displayName: 'Catalog Source',
		name: 'catalogSource',
		type: 'options',
		default: 'listingsApi',
		options: [
			{ name: 'Listings API', value: 'listingsApi', description: 'Without any mail from Amazon' },
			{ name: 'Listings Report', value: 'listingsReport', description: 'For large catalogs. Amazon sends a mail for each report, unless you switch it off in Seller Central: Settings, Notification Preferences, Open Listings Report.' },
		],
		description: 'Where listings are loaded from',
	},
	{ displayName: 'Costing Method', name: 'costingMethod', type: 'string', default: 'FIFO', description: 'Costing method of products that are created' },
	{ displayName: 'Ignore SKU Case', name: 'ignoreSkuCase', type: 'boolean', default: false, description: 'Whether SKUs that differ in upper and lower case alone are the same. If not, they are told, and linked by hand.' },
	{ displayName: 'Stop Above Canceled (%)', name: 'cancelLimitPercent', type: 'number', typeOptions: { minValue: 0, maxValue: 100 }, default: 20, description: 'A load in which more than this share of the listings is missing cancels none and asks' },
	{ displayName: 'Unit of Measure', name: 'unitOfMeasure', type: 'string', default: 'Item', description: 'Unit of products that are created' },
];
