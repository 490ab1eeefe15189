import type { IDataObject, IExecuteFunctions, INodeProperties } from 'n8n-workflow';
import { attentionOption } from '../../../src/n8n/attentionOption';
import { settlementIdsParameter, settlementParameter } from '../../../src/n8n/settlementSearch';
import { storeIdParameter, storeParameter } from '../../../src/n8n/stores';

type Service = 'Xero' | 'QuickBooks';

const rows = (displayName: string, name: string, placeholder: string, description: string, values: INodeProperties[]): INodeProperties => ({
	displayName, name, type: 'fixedCollection', typeOptions: { multipleValues: true }, placeholder, default: {}, description, options: [{ displayName: displayName.replace(/s$/, ''), name: 'rows', values }],
});

const text = (displayName: string, name: string, description = ''): INodeProperties => ({ displayName, name, type: 'string', default: '', description });

/** Organization of Xero: by its name, or empty where the credential reaches one alone. */
export const organizationParameter = (show: Record<string, string[]>): INodeProperties => ({
	displayName: 'Organization',
	name: 'organization',
	type: 'resourceLocator',
	default: { mode: 'list', value: '' },
	description: 'Organization of Xero. Empty: the only one that the credential reaches.',
	modes: [
		{ displayName: 'From List', name: 'list', type: 'list', typeOptions: { searchListMethod: 'searchXeroOrganizations', searchable: true } },
		{ displayName: 'By ID', name: 'id', type: 'string' },
	],
	displayOptions: { show },
});

export const apiBaseUrlOption = (service: Service): INodeProperties => text('API Base URL', 'apiBaseUrl', `Replaces the address of ${service}, such as for a proxy; leave it empty otherwise`);

/** Parameters of Post to Xero and Post to QuickBooks. */
export function booksProperties(service: Service, operation: string): INodeProperties[] {
	const show = { operation: [operation] };
	const xero = service === 'Xero';
	const [code, path] = xero ? ['Code', 'code'] : ['ID', 'id'];
	return [
		storeParameter({ all: true, show }),
		{
			displayName: `For stores whose setting Xero Mode is Consolidate as Settlement Report. Their sales must not be synced to ${service} by Cin7 Core as well: switch that off in Cin7 Core, or every sale is booked twice.`,
			name: `${operation}Notice`, type: 'notice', default: '', displayOptions: { show },
		},
		{
			displayName: 'Settlements',
			name: 'booksWhich',
			type: 'options',
			default: 'automatic',
			options: [
				{ name: 'All That Are Not Posted', value: 'ready', description: 'Of all chosen stores, whatever their settings say' },
				{ name: 'Chosen Ones', value: 'chosen', description: 'Also such as were undone or skipped' },
				{ name: 'Of Stores That Process Them Automatically', value: 'automatic', description: 'By the settings Process Amazon Settlements Report and Xero Mode of each store' },
			],
			displayOptions: { show },
		},
		settlementParameter({ ...show, booksWhich: ['chosen'] }),
		{ displayName: 'Preview Only', name: 'previewOnly', type: 'boolean', default: false, description: 'Whether to show what would be posted, and write nothing', displayOptions: { show } },
		...(xero ? [organizationParameter(show), ...xeroDocument(show)] : []),
		{
			displayName: 'Group Sales By',
			name: 'grouping',
			type: 'options',
			default: 'all',
			options: [
				{ name: 'All Sales', value: 'all' },
				{ name: 'Product', value: 'product' },
				{ name: 'Product Category', value: 'category' },
			],
			description: 'How the lines of Principal are told apart; the sums are the same. SKUs without a product go to Other.',
			displayOptions: { show },
		},
		{
			displayName: 'Options',
			name: 'booksOptions',
			type: 'collection',
			placeholder: 'Add option',
			default: {},
			displayOptions: { show },
			options: [
				rows('Accounts', 'accounts', 'Add account', `Accounts of Cin7 Core that stand in ${service} under another ${xero ? 'code' : 'name'}. All others are found by their ${xero ? 'code' : 'name'}.`, [
					text('Account in Cin7 Core', 'from', 'Its code'), text(`${code} in ${service}`, 'to'),
				]),
				apiBaseUrlOption(service),
				text('Clearing Account', 'clearingAccount', `The other side of a journal: ${path} of the account in ${service} into which Amazon pays. Empty: the one that stands for the store's Payment Account.`),
				...(xero ? [text('Contact', 'contact', 'Name on the invoice or bill. Empty: Amazon with the country of the store.')] : []),
				attentionOption,
				rows('Tax Codes', 'taxCodes', 'Add tax code', `Tax ${xero ? 'types' : 'codes'} of ${service} for tax rules of Cin7 Core. None: the entries bear no tax.`, [
					text(xero ? 'Tax Type in Xero' : 'Tax Code ID in QuickBooks', 'code'), text('Tax Rule in Cin7 Core', 'taxRule'),
				]),
				{ displayName: 'Time Limit (Minutes)', name: 'minutes', type: 'number', typeOptions: { minValue: 1 }, default: 50, description: `How long this run may wait for the limits of Cin7 Core and ${service}; what is left goes on with the next run` },
				rows('Tracking', 'tracking', 'Add tracking', xero ? 'Tracking category and option of the lines of a marketplace; two at most' : 'Class or location of the lines of a marketplace, by its ID', [
					xero ? text('Category', 'category', 'Name of the tracking category') : { displayName: 'Category', name: 'category', type: 'options', default: 'Class', options: [{ name: 'Class', value: 'Class' }, { name: 'Location', value: 'Location' }] },
					text('Marketplace', 'marketplaceName', 'As the settlement spells it: Amazon.com. Empty: lines of all marketplaces that are not named, and of none.'),
					text(xero ? 'Option' : 'ID', 'option'),
				]),
			],
		},
	];
}

const xeroDocument = (show: Record<string, string[]>): INodeProperties[] => [
	{
		displayName: 'Document',
		name: 'document',
		type: 'options',
		default: 'document',
		options: [
			{ name: 'Invoice', value: 'document', description: 'A bill where the settlement is below zero; the deposit then pays it' },
			{ name: 'Manual Journal', value: 'journal', description: 'In the base currency only, and on no bank account' },
		],
		displayOptions: { show },
	},
	{
		displayName: 'Status',
		name: 'status',
		type: 'options',
		default: 'draft',
		options: [
			{ name: 'Authorised', value: 'final' },
			{ name: 'Draft', value: 'draft', description: 'You approve it in Xero' },
		],
		displayOptions: { show },
	},
];

const words = (value: unknown): string => (typeof value === 'string' || typeof value === 'number' ? String(value).trim() : '');
const rowsOf = (collection: unknown): readonly IDataObject[] => ((collection ?? {}) as { rows?: IDataObject[] }).rows ?? [];
const pairs = (collection: unknown, from: string, to: string): readonly (readonly [string, string])[] => rowsOf(collection).map((row) => [words(row[from]), words(row[to])] as const).filter(([a, b]) => a !== '' && b !== '');

/** What one item asks for. Plain data: equal requests of several items are carried out once. */
export function readBooksRequest(context: IExecuteFunctions, itemIndex: number, service: Service) {
	const which = String(context.getNodeParameter('booksWhich', itemIndex, 'automatic'));
	const options = context.getNodeParameter('booksOptions', itemIndex, {}) as IDataObject;
	return {
		storeId: storeIdParameter(context, itemIndex),
		which: which === 'chosen' ? settlementIdsParameter(context, itemIndex) : which === 'ready' ? ('ready' as const) : ('automatic' as const),
		previewOnly: context.getNodeParameter('previewOnly', itemIndex, false) === true,
		organization: service === 'Xero' ? words(context.getNodeParameter('organization', itemIndex, '', { extractValue: true })) : '',
		// QuickBooks takes journals, and has no drafts of them.
		as: service === 'Xero' && context.getNodeParameter('document', itemIndex, 'document') === 'document' ? ('document' as const) : ('journal' as const),
		status: service === 'Xero' && context.getNodeParameter('status', itemIndex, 'draft') === 'draft' ? ('draft' as const) : ('final' as const),
		grouping: groupingOf(context.getNodeParameter('grouping', itemIndex, 'all')),
		apiBaseUrl: words(options.apiBaseUrl),
		attention: words(options.attention) || 'new',
		minutes: typeof options.minutes === 'number' ? options.minutes : 50,
		contact: words(options.contact),
		clearingAccount: words(options.clearingAccount),
		accounts: pairs(options.accounts, 'from', 'to'),
		taxCodes: pairs(options.taxCodes, 'taxRule', 'code'),
		tracking: rowsOf(options.tracking).map((row) => ({ marketplaceName: words(row.marketplaceName), category: words(row.category), option: words(row.option) })).filter(({ category, option }) => category !== '' && option !== ''),
	};
}

const groupingOf = (value: unknown): 'all' | 'product' | 'category' => (value === 'product' || value === 'category' ? value : 'all');

export type BooksRequest = ReturnType<typeof readBooksRequest>;
