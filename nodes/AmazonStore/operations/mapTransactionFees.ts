import { NodeOperationError, type IDataObject, type IExecuteFunctions, type INodeProperties } from 'n8n-workflow';
import { format } from '../../../src/domain/money';
import type { FeeMapping } from '../../../src/domain/settings';
import { itemsOf } from '../../../src/n8n/itemGroups';
import { operation } from '../../../src/n8n/runOperation';
import { cin7Of, clock, startedBy } from '../../../src/n8n/services';
import { storeIdParameter, storeParameter, storesFor } from '../../../src/n8n/stores';
import { BY_CLASS, SKIP, typeOfField } from '../../../src/n8n/transactionFees';
import { MappingRefused, saveFeeMappings, type FeeChoice, type MappedFee } from '../../../src/processes/settlements/feeMappings';
import { fromLiveList } from './settingFields';

const show = { operation: ['mapTransactionFees'] };

const mapper = (displayName: string, name: string, resourceMapperMethod: string, valuesLabel: string, displayOptions: INodeProperties['displayOptions']): INodeProperties => ({
	displayName,
	name,
	type: 'resourceMapper',
	noDataExpression: true,
	default: { mappingMode: 'defineBelow', value: null },
	typeOptions: {
		loadOptionsDependsOn: ['store.value', 'showAllTypes'],
		resourceMapper: { resourceMapperMethod, mode: 'add', valuesLabel, fieldWords: { singular: 'transaction type', plural: 'transaction types' }, addAllFields: true, supportAutoMap: false, refreshStaleSchemaOnOpen: true },
	},
	...(displayOptions ? { displayOptions } : {}),
});

export const description: INodeProperties[] = [
	storeParameter({ all: false, show }),
	{ displayName: 'Show All Known Types', name: 'showAllTypes', type: 'boolean', default: false, description: 'Whether to list every published transaction type; if not, those that the store\'s settlements have had', displayOptions: { show } },
	mapper('Accounts', 'transactionFees', 'getTransactionFees', 'Account of each transaction type', { show }),
	{ displayName: 'Edit Tax Rules', name: 'editFeeTaxRules', type: 'boolean', default: false, description: 'Whether to choose tax rules for single types; if not, fees bear Default Tax Lines', displayOptions: { show } },
	mapper('Tax Rules', 'feeTaxRules', 'getFeeTaxRules', 'Tax rule of each transaction type', { show: { ...show, editFeeTaxRules: [true] } }),
	{
		displayName: 'Special Mappings',
		name: 'specialMappings',
		type: 'options',
		default: 'keep',
		options: [
			{ name: 'Keep Saved Ones', value: 'keep' },
			{ name: 'Replace by Those Below', value: 'replace' },
		],
		description: 'For rows of one fulfillment channel or marketplace, and for names that change, such as those of coupons',
		displayOptions: { show },
	},
	{
		displayName: 'Special Mapping',
		name: 'specialRules',
		type: 'fixedCollection',
		typeOptions: { multipleValues: true, sortable: true },
		placeholder: 'Add special mapping',
		default: {},
		description: 'The most special one that fits wins over the accounts above. In names, * stands for any text.',
		displayOptions: { show: { ...show, specialMappings: ['replace'] } },
		options: [
			{
				displayName: 'Special Mapping',
				name: 'rules',
				values: [
					fromLiveList('Account', 'account', 'getLedgerAccounts', 'Empty: the rows are skipped'),
					{ displayName: 'Amount Description', name: 'amountDescription', type: 'string', default: '*', placeholder: 'e.g. Commission' },
					{ displayName: 'Amount Type', name: 'amountType', type: 'string', default: '*', placeholder: 'e.g. ItemFees' },
					{
						displayName: 'Fulfillment Channel',
						name: 'channel',
						type: 'options',
						default: '',
						options: [
							{ name: 'Amazon', value: 'AFN' },
							{ name: 'Any', value: '' },
							{ name: 'Merchant', value: 'MFN' },
							{ name: 'Multi-Channel', value: 'MCF' },
						],
					},
					{ displayName: 'Marketplace', name: 'marketplaceName', type: 'string', default: '', placeholder: 'e.g. Amazon.de', description: 'As the settlement spells it. Empty: any.' },
					fromLiveList('Tax Rule', 'taxRule', 'getTaxRules', 'Empty: Default Tax Lines for fees'),
					{ displayName: 'Transaction Type', name: 'transactionType', type: 'string', default: '*', placeholder: 'e.g. Order' },
				],
			},
		],
	},
];

const PATIENCE_MS = 120_000;

interface Request {
	readonly storeId: string;
	readonly choices: readonly FeeChoice[];
	readonly special?: readonly FeeMapping[];
}

export const run = operation<Request>({
	read: (context, itemIndex) => ({ storeId: storeIdParameter(context, itemIndex), choices: choicesOf(context, itemIndex), ...specialOf(context, itemIndex) }),
	async run(context, database, { request, itemIndexes }) {
		const startedAt = new Date(clock.now()).toISOString();
		const cin7 = await cin7Of(context, database, PATIENCE_MS);
		const [store] = await storesFor(context, database, request.storeId, { tenantKey: cin7.tenantKey });
		if (!store) throw new NodeOperationError(context.getNode(), 'Choose the store', { itemIndex: itemIndexes[0] ?? 0 });
		const fees = await saveFeeMappings({ cin7, database }, store, request).catch((error: unknown) => {
			if (error instanceof MappingRefused) throw new NodeOperationError(context.getNode(), error.message, { description: 'Nothing was saved. Choose another one, or change it in Cin7 Core.', itemIndex: itemIndexes[0] ?? 0 });
			throw error;
		});
		const count = (kind: string): number => fees.filter(({ mapped }) => mapped.kind === kind).length;
		await database.operations.append({
			storeId: store.storeId, operation: 'Map Transaction Fees', startedBy: startedBy(context), startedAt, finishedAt: new Date(clock.now()).toISOString(),
			counts: { changed: request.choices.length, mapped: count('account'), skipped: count('skip'), unmapped: count('unmapped') }, notes: [],
		});
		return { processed: itemsOf(fees.map((fee) => feeItem(store.storeId, fee)), itemIndexes) };
	},
});

/** Where a transaction type goes, as an item. */
export function feeItem(storeId: string, { type, mapped }: MappedFee): IDataObject {
	const { transactionType, amountType, amountDescription, sum, currency, rows, firstPostedAt } = type;
	return {
		storeId, transactionType, amountType, amountDescription,
		state: mapped.kind === 'account' ? 'mapped' : mapped.kind === 'skip' ? 'skipped' : 'unmapped',
		class: mapped.accountClass?.title ?? null,
		account: mapped.kind === 'account' ? mapped.account : null,
		taxRule: mapped.kind === 'account' ? (mapped.taxRule ?? null) : null,
		sum: format(sum, currency), currency, rows, firstPostedAt: firstPostedAt ?? null,
	};
}

const text = (value: unknown): string => (typeof value === 'string' ? value.trim() : '');

function mapperValue(context: IExecuteFunctions, itemIndex: number, name: string): Readonly<Record<string, unknown>> {
	const parameter = context.getNodeParameter(name, itemIndex, {}) as { value?: Record<string, unknown> | null };
	return parameter.value ?? {};
}

/** One choice for each row of the screen. A row that was left alone says nothing of its type. */
function choicesOf(context: IExecuteFunctions, itemIndex: number): readonly FeeChoice[] {
	const accounts = mapperValue(context, itemIndex, 'transactionFees');
	const rules = context.getNodeParameter('editFeeTaxRules', itemIndex, false) === true ? mapperValue(context, itemIndex, 'feeTaxRules') : {};
	return [...new Set([...Object.keys(accounts), ...Object.keys(rules)])].flatMap((fieldId): FeeChoice[] => {
		const type = typeOfField(fieldId);
		const [account, rule] = [text(accounts[fieldId]), text(rules[fieldId])];
		if (!type || (account === '' && rule === '')) return [];
		const taxRule = rule === '' || rule === BY_CLASS ? {} : { taxRule: rule };
		if (account === SKIP) return [{ type, skip: true }];
		return [{ type, ...(account === '' || account === BY_CLASS ? {} : { account }), ...taxRule }];
	});
}

function specialOf(context: IExecuteFunctions, itemIndex: number): { special?: readonly FeeMapping[] } {
	if (context.getNodeParameter('specialMappings', itemIndex, 'keep') !== 'replace') return {};
	const { rules = [] } = context.getNodeParameter('specialRules', itemIndex, {}) as { rules?: IDataObject[] };
	return {
		special: rules.map((rule): FeeMapping => {
			const [account, channel, marketplaceName, taxRule] = [text(rule.account), text(rule.channel), text(rule.marketplaceName), text(rule.taxRule)];
			return {
				transactionType: text(rule.transactionType) || '*', amountType: text(rule.amountType) || '*', amountDescription: text(rule.amountDescription) || '*',
				...(channel === 'AFN' || channel === 'MFN' || channel === 'MCF' ? { channel } : {}),
				...(marketplaceName ? { marketplaceName } : {}),
				...(account ? { account, skip: false } : { skip: true }),
				...(account && taxRule ? { taxRule } : {}),
			};
		}),
	};
}
