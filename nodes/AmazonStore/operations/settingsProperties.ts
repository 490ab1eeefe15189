import type { INodeProperties } from 'n8n-workflow';
import { marketplaces } from '../../../src/domain/marketplaces';
import { catalogProperties, moreCatalogProperties } from './catalogProperties';

const show = { operation: ['saveSettings'] };

/** A value picked from the tenant's live list, or typed in. */
function fromCin7(displayName: string, name: string, searchListMethod: string, more: Partial<INodeProperties> & { by?: string } = {}): INodeProperties {
	const { by = 'Name', displayOptions, ...rest } = more;
	return {
		displayName,
		name,
		type: 'resourceLocator',
		default: { mode: 'list', value: '' },
		modes: [
			{ displayName: 'From List', name: 'list', type: 'list', typeOptions: { searchListMethod, searchable: true } },
			{ displayName: `By ${by}`, name: by.toLowerCase(), type: 'string' },
		],
		displayOptions: displayOptions ?? { show },
		...rest,
	};
}

/** The same inside a collection, where n8n has a dropdown for it. */
const fromLiveList = (what: string, name: string, loadOptionsMethod: string): INodeProperties => ({
	displayName: `${what} Name or ID`,
	name,
	type: 'options',
	typeOptions: { loadOptionsMethod },
	default: '',
	description: 'Choose from the list, or specify an ID using an <a href="https://docs.n8n.io/code/expressions/">expression</a>',
});

/** The Setup tab. Names and order follow Cin7 Core's integration settings. */
export const settingsProperties: INodeProperties[] = [
	{
		displayName: 'Before you start: an Amazon Professional selling account, a private application authorized in Seller Central, and in Cin7 Core a customer for Amazon sales in the store\'s currency. Each store counts as one external integration of your Cin7 Core plan.',
		name: 'beforeYouStart',
		type: 'notice',
		default: '',
		displayOptions: { show },
	},
	{
		displayName: 'Amazon Marketplace',
		name: 'marketplaceId',
		type: 'options',
		noDataExpression: true,
		required: true,
		default: 'ATVPDKIKX0DER',
		options: marketplaces.map(({ name, id }) => ({ name, value: id })),
		displayOptions: { show },
	},
	{ displayName: 'Store Name', name: 'storeName', type: 'string', default: 'Amazon US', required: true, description: 'As you want to see it in lists and on sales', displayOptions: { show } },
	{
		displayName: 'Load From Amazon',
		name: 'loadFrom',
		type: 'options',
		default: 'paid',
		options: [
			{ name: 'Paid Orders', value: 'paid', description: 'Merchant-fulfilled orders as soon as they can be shipped, Amazon-fulfilled orders when Amazon has shipped them' },
			{ name: 'Fully Shipped Orders', value: 'fullyShipped', description: 'Orders of which every unit is shipped' },
		],
		displayOptions: { show },
	},
	{
		displayName: 'Consolidate Orders',
		name: 'consolidation',
		type: 'options',
		default: 'none',
		options: [
			{ name: 'Daily Consolidation', value: 'daily', description: 'All orders of a day become one sale of the default customer' },
			{ name: 'No Consolidation', value: 'none', description: 'Each order becomes one sale' },
		],
		displayOptions: { show },
	},
	{
		displayName: 'Consolidation Time',
		name: 'consolidationTime',
		type: 'string',
		default: '00:00',
		placeholder: 'e.g. 18:00',
		description: 'Local time of the store, HH:mm, at which a day ends and its sale is made; 00:00 is the end of the calendar day. What arrives later goes into the next sale.',
		displayOptions: { show: { ...show, consolidation: ['daily'] } },
	},
	fromCin7('Default Customer', 'defaultCustomer', 'searchCustomers', { by: 'ID', description: 'The search finds names by their beginning. Takes orders that name no buyer; new customers get its terms, accounts and tax rule. Its currency must be the store\'s.' }),
	{ displayName: 'Use Company as Customer', name: 'useCompanyAsCustomer', type: 'boolean', default: true, description: 'Whether an order of a company is booked on the company, with the person as contact', displayOptions: { show } },
	{ displayName: 'Shop Name as Sales Rep', name: 'shopNameAsSalesRep', type: 'boolean', default: true, description: 'Whether sales bear the name below; if not, they bear the marketplace, such as Amazon_US', displayOptions: { show } },
	{ displayName: 'Shop Representative Name', name: 'shopRepresentativeName', type: 'string', default: '={{ $parameter.storeName }}', displayOptions: { show: { ...show, shopNameAsSalesRep: [true] } } },
	fromCin7('Price Tier', 'priceTier', 'searchPriceTiers', { description: 'Price tier of the sales, and the one that takes the prices of listings. Use a tier of its own for each marketplace.' }),
	...catalogProperties,
	fromCin7('Location for Merchant Fulfilled Orders', 'merchantLocation', 'searchLocations', { description: 'Empty: the default location of Cin7 Core' }),
	{ displayName: 'Process Amazon Fulfilled Orders', name: 'processAmazonFulfilled', type: 'boolean', default: true, description: 'Whether orders that Amazon ships become sales; if not, they are skipped and counted', displayOptions: { show } },
	fromCin7('Location for Amazon Fulfilled Orders', 'amazonLocation', 'searchLocations', { displayOptions: { show: { ...show, processAmazonFulfilled: [true] } } }),
	{
		displayName: 'Pick, Pack and Ship',
		name: 'autoPickPackShip',
		type: 'options',
		default: 'NOPICK',
		options: [
			{ name: 'Auto Pick', value: 'AUTOPICK' },
			{ name: 'Auto Pick and Pack', value: 'AUTOPICKPACK' },
			{ name: 'Auto Pick, Pack and Ship', value: 'AUTOPICKPACKSHIP', description: 'Shipments are then not reported to Amazon' },
			{ name: 'By Hand', value: 'NOPICK' },
		],
		description: 'What Cin7 Core tries with a new sale. Without enough stock the pick stays a draft.',
		displayOptions: { show },
	},
	{
		displayName: 'Auto-Assembly',
		name: 'autoAssembly',
		type: 'options',
		default: 'none',
		options: [
			{ name: 'For Minimum Quantity', value: 'minimumQuantity', description: 'What the location lacks for the sale; less than nothing available is made good too' },
			{ name: 'For Ordered Quantity', value: 'orderedQuantity', description: 'Everything ordered, without a look at the stock' },
			{ name: 'None', value: 'none' },
		],
		description: 'Assembles products that have a bill of materials before their sale takes the stock. Products with Auto-Assembly in Cin7 Core itself are left to it.',
		displayOptions: { show },
	},
	{
		displayName: 'Invoice Status',
		name: 'invoiceStatus',
		type: 'options',
		default: 'DRAFT',
		options: [
			{ name: 'Authorised', value: 'AUTHORISED', description: 'Queued for your accounting application at once' },
			{ name: 'Draft', value: 'DRAFT', description: 'Can be changed and waits to be authorised; payments wait too' },
		],
		displayOptions: { show },
	},
	fromCin7('Default Tax Lines', 'taxLines', 'searchTaxRules', { description: 'Tax rule of product lines. It is a label: the amount is Amazon\'s.' }),
	fromCin7('Default Additional Charges Tax Lines', 'taxCharges', 'searchTaxRules', { description: 'Tax rule of shipping, gift wrap and other charges' }),
	fromCin7('Tax Free', 'taxFree', 'searchTaxRules', { description: 'Tax rule of lines without tax. Not used for European marketplaces, needed for all others.' }),
	{ displayName: 'Ignore Amazon Taxes', name: 'ignoreAmazonTaxes', type: 'boolean', default: false, description: 'Whether to leave Amazon\'s tax amounts off the sales', displayOptions: { show } },
	{
		displayName: 'Tax Rules by Destination',
		name: 'taxByCountry',
		type: 'fixedCollection',
		typeOptions: { multipleValues: true, sortable: true },
		placeholder: 'Add country',
		default: {},
		description: 'For European marketplaces: tax rule by the country that an order goes to, where the product has none of its own or the country lies outside Europe',
		displayOptions: { show },
		options: [
			{
				displayName: 'Country',
				name: 'rules',
				values: [
					{ displayName: 'Country', name: 'country', type: 'string', default: '', required: true, placeholder: 'e.g. FR', description: 'Two-letter code' },
					fromLiveList('Tax Rule', 'taxRule', 'getTaxRules'),
				],
			},
		],
	},
	fromCin7('Payment Account', 'paymentAccount', 'searchPaymentAccounts', { by: 'Code', description: 'Account that takes the buyers\' payments; a dedicated accrual account is recommended, not a bank account. Empty: no payments are added.' }),
	fromCin7('Optional Revenue Account', 'revenueAccount', 'searchRevenueAccounts', { by: 'Code', description: 'Used on all Amazon sales, over product, customer and any other mapping' }),
	fromCin7('Payment Terms', 'terms', 'searchPaymentTerms', { description: 'Empty: the default payment terms of Cin7 Core' }),
	fromCin7('Carrier When Amazon Names None', 'carrierWhenNone', 'searchCarriers', { default: { mode: 'name', value: 'Free Shipping' }, description: 'Added to the carriers of Cin7 Core when it is not there' }),
	{
		displayName: 'Order Routing',
		name: 'orderRouting',
		type: 'fixedCollection',
		typeOptions: { multipleValues: true, sortable: true },
		placeholder: 'Add rule',
		default: {},
		description: 'Location by where an order goes; the first rule that fits wins over the locations above',
		displayOptions: { show },
		options: [
			{
				displayName: 'Rule',
				name: 'rules',
				values: [
					{ displayName: 'Country', name: 'country', type: 'string', default: '', required: true, placeholder: 'e.g. US', description: 'Two-letter code, as Amazon writes it (GB for the United Kingdom)' },
					fromLiveList('Location', 'location', 'getLocations'),
					{ displayName: 'State', name: 'state', type: 'string', default: '', placeholder: 'e.g. CA', description: 'Empty: the whole country' },
				],
			},
		],
	},
	{
		displayName: 'More Settings',
		name: 'more',
		type: 'collection',
		placeholder: 'Add setting',
		default: {},
		displayOptions: { show },
		options: [
			...moreCatalogProperties,
			{ displayName: 'Currency Rate', name: 'currencyRate', type: 'string', default: '', placeholder: 'e.g. 1.0842', description: 'Units of your base currency for 1 unit of the store\'s currency, where the two differ' },
			{
				displayName: 'Date Form of Daily Sales',
				name: 'dateFormat',
				type: 'options',
				default: 'dd/MM/yyyy',
				options: [
					{ name: '05/28/2020', value: 'MM/dd/yyyy' },
					{ name: '2020-05-28', value: 'yyyy-MM-dd' },
					{ name: '28.05.2020', value: 'dd.MM.yyyy' },
					{ name: '28/05/2020', value: 'dd/MM/yyyy' },
				],
				description: 'In the reference Amazon Sales for 28/05/2020',
			},
			{ displayName: 'Discount Product', name: 'discountProduct', type: 'string', default: '', placeholder: 'e.g. Discount', description: 'Name of the service product that discounts bear' },
			fromLiveList('Discount Tax Rule', 'taxDiscount', 'getTaxRules'),
			{
				displayName: 'Discounts',
				name: 'discounts',
				type: 'options',
				default: 'additionalCharge',
				options: [
					{ name: 'As an Additional Charge', value: 'additionalCharge', description: 'A negative charge on the whole order' },
					{ name: 'Inside the Line Prices', value: 'lineDiscount', description: 'For tenants that refuse negative charges; refund fees are then left to the settlement' },
				],
			},
			{ displayName: 'Erase Buyer Data After (Days)', name: 'eraseBuyerDataAfterDays', type: 'number', typeOptions: { minValue: 0, maxValue: 30 }, default: 30, description: 'Days after shipment. Data of a processed order is erased at once.' },
			{ displayName: 'Gift Wrap Product', name: 'giftWrapProduct', type: 'string', default: '', placeholder: 'e.g. Gift Wrap', description: 'Name of the service product that gift wrap bears' },
			fromLiveList('Gift Wrap Tax Rule', 'taxGiftWrap', 'getTaxRules'),
			{ displayName: 'Ignore Orders Before', name: 'ignoreOrdersBefore', type: 'dateTime', default: '', description: 'Empty: the time of first connection' },
			fromLiveList('IOSS Tax Rule', 'taxIoss', 'getTaxRules'),
			fromLiveList('Marketplace Facilitator Tax Rule', 'taxMarketplaceFacilitator', 'getTaxRules'),
			{ displayName: 'Maximum Lines of a Daily Sale', name: 'maximumSaleLines', type: 'number', typeOptions: { minValue: 1, maxValue: 5000 }, default: 500, description: 'A day of more lines is split into several sales' },
			fromLiveList('Refund Fee Account', 'refundFeeAccount', 'getFeeAccounts'),
			{ displayName: 'Refund Fee Product', name: 'refundFeeProduct', type: 'string', default: '', placeholder: 'e.g. Amazon Fees', description: 'Name of the service product that refund fees on credit notes bear' },
			{
				displayName: 'Sale Date',
				name: 'saleDate',
				type: 'options',
				default: 'ordered',
				options: [
					{ name: 'Day of Loading', value: 'loaded' },
					{ name: 'Day of the Order', value: 'ordered' },
				],
				description: 'Day that sale and invoice bear, in the time zone of the store',
			},
			{ displayName: 'Shipping Product', name: 'shippingProduct', type: 'string', default: '', placeholder: 'e.g. Shipping', description: 'Name of the service product that shipping bears' },
			fromLiveList('Shipping Tax Rule', 'taxShipping', 'getTaxRules'),
			{ displayName: 'Time Zone', name: 'timeZone', type: 'string', default: '', placeholder: 'e.g. America/New_York', description: 'In which days begin. Empty: the time zone of Cin7 Core.' },
			fromLiveList('UOSS Tax Rule', 'taxUoss', 'getTaxRules'),
			{
				displayName: 'When an Address Is Missing',
				name: 'whenAddressIsMissing',
				type: 'options',
				default: 'hold',
				options: [
					{ name: 'Hold the Order', value: 'hold' },
					{ name: 'Use the Default Customer', value: 'useDefaultCustomer' },
				],
				description: 'For orders that you still have to ship',
			},
			{
				displayName: 'When an Order Has No Value',
				name: 'whenOrderHasNoValue',
				type: 'options',
				default: 'hold',
				options: [
					{ name: 'Hold the Order', value: 'hold' },
					{ name: 'Process', value: 'process' },
				],
				description: 'For orders with a total of 0 that replace no other order',
			},
			fromLiveList('Work in Progress Account', 'workInProgressAccount', 'getAssetAccounts'),
		],
	},
];
