import type { INodeProperties } from 'n8n-workflow';
import { accountClasses } from '../../../src/domain/settlement/accountClasses';
import { fromCin7, fromLiveList } from './settingFields';

const show = { operation: ['saveSettings'] };

/** How settlements are posted; the words are those of Cin7 Core's integration settings where it has the setting. */
export const settlementProperties: INodeProperties[] = [
	{
		displayName: 'Process Amazon Settlements Report',
		name: 'settlementProcess',
		type: 'options',
		default: 'manually',
		options: [
			{ name: 'Automatically', value: 'automatically', description: 'A settlement of which every transaction type has an account is posted by the template that runs by itself' },
			{ name: 'Manually', value: 'manually', description: 'Nothing is posted until you ask for it' },
		],
		displayOptions: { show },
	},
	{
		displayName: 'Revenue Comes From',
		name: 'settlementRevenue',
		type: 'options',
		default: 'orders',
		options: [
			{ name: 'Orders', value: 'orders', description: 'The sales in Cin7 Core hold the revenue; the settlement adds fees, taxes withheld, reserves and all else' },
			{ name: 'Settlements', value: 'summary', description: 'For stores whose orders are not processed into Cin7 Core: the settlement holds the revenue too. A settlement with an order that is in Cin7 Core is then held, because its revenue would be booked twice.' },
		],
		displayOptions: { show },
	},
	fromCin7('Money Settlement Bank Account', 'settlementBankAccount', 'searchBankAccounts', { by: 'Code', description: 'Takes the deposits, as money received from the payment account. Its currency must be that of the settlements. Empty: the deposits stay on the payment account.' }),
	{
		displayName: 'Accounts of Settlements',
		name: 'settlementClassAccounts',
		type: 'fixedCollection',
		typeOptions: { multipleValues: true, sortable: true },
		placeholder: 'Add account',
		default: {},
		description: 'One account for all transaction types of a kind. Single types are linked to other accounts, or skipped, with Map Transaction Fees.',
		displayOptions: { show },
		options: [
			{
				displayName: 'Account',
				name: 'accounts',
				values: [
					fromLiveList('Account', 'account', 'getLedgerAccounts'),
					{ displayName: 'Kind', name: 'class', type: 'options', default: 'sellingFees', options: accountClasses.map(({ name, title }) => ({ name: title, value: name })).sort((a, b) => (a.name < b.name ? -1 : 1)) },
				],
			},
		],
	},
];

/** The less usual ones, in the collection More Settings. */
export const moreSettlementProperties: INodeProperties[] = [
	fromLiveList('Settlement: Account Owed to Amazon', 'settlementPayableAccount', 'getLiabilityAccounts', 'Liability account for what you owe after a negative settlement'),
	fromLiveList('Settlement: Carried Forward Account', 'settlementCarriedForwardAccount', 'getLedgerAccounts', 'Takes the balance of a month over to the next, where a settlement is split by months'),
	{
		displayName: 'Settlement: Post Order Fees',
		name: 'settlementPostOrderFees',
		type: 'options',
		default: 'journal',
		options: [
			{ name: 'In the Settlement Journal', value: 'journal', description: 'One journal for all' },
			{ name: 'On Each Sale', value: 'sale', description: 'Fees of an order as a journal of its sale, two calls for each order; what belongs to no sale in the settlement journal' },
		],
	},
	{ displayName: 'Settlement: Split Months', name: 'settlementSplitMonths', type: 'boolean', default: false, description: 'Whether a settlement that crosses the end of a month is posted as one journal for each month. Needs the carried forward account.' },
	{ displayName: 'Settlement: Tax on Fees', name: 'settlementTaxOnFees', type: 'boolean', default: false, description: 'Whether to book the tax that the tax rule of a fee holds on the account of that rule; if not, fees are booked as Amazon charged them' },
	{
		displayName: 'Settlement: When the Period Is Locked',
		name: 'settlementWhenLocked',
		type: 'options',
		default: 'hold',
		options: [
			{ name: 'Date It on the First Open Day', value: 'firstOpenDay' },
			{ name: 'Hold It', value: 'hold' },
		],
	},
	{
		displayName: 'Settlement: Xero Mode',
		name: 'settlementXeroMode',
		type: 'options',
		default: 'individual',
		options: [
			{ name: 'Consolidate as Settlement Report', value: 'settlement', description: 'One entry for each settlement is posted to Xero or QuickBooks with Post to Xero or Post to QuickBooks, and none to Cin7 Core. Switch the sync of this store\'s sales off in Cin7 Core, its own consolidation included: they would be booked twice.' },
			{ name: 'Individual Sales', value: 'individual', description: 'Cin7 Core syncs each sale to Xero or QuickBooks by itself, as its own settings say, and settlements are posted to Cin7 Core' },
		],
		description: 'For tenants that are linked to Xero or QuickBooks. Leave it as it is where Cin7 Core keeps the books alone.',
	},
];
