import type { IDataObject, IExecuteFunctions, INodeProperties } from 'n8n-workflow';
import { quickBooksOf, xeroOf, type BooksChoice } from '../../../src/n8n/books';
import { itemsOf } from '../../../src/n8n/itemGroups';
import { operation, type AnyOperation } from '../../../src/n8n/runOperation';
import { attentionItems } from '../../../src/n8n/saleItems';
import { cin7Of, clock, freeDeadClaims, newRun, startedBy } from '../../../src/n8n/services';
import { undoneItem } from '../../../src/n8n/settlementItems';
import { settlementIdsParameter, settlementParameter } from '../../../src/n8n/settlementSearch';
import { storeIdParameter, storeParameter, storesFor } from '../../../src/n8n/stores';
import type { BooksPort } from '../../../src/processes/ports/bookkeeping';
import type { SyncDatabase } from '../../../src/processes/ports/repositories';
import { undoSettlements } from '../../../src/processes/settlements/processSettlements';
import { apiBaseUrlOption, organizationParameter } from './booksProperties';

const PATIENCE_MS = 50 * 60_000;
const asText = (value: unknown): string => (typeof value === 'string' ? value.trim() : '');

const properties = (service: 'Xero' | 'QuickBooks', name: string, notice: string): INodeProperties[] => {
	const show = { operation: [name] };
	return [
		storeParameter({ all: false, show }),
		settlementParameter(show),
		...(service === 'Xero' ? [organizationParameter(show)] : []),
		{ displayName: notice, name: `${name}Notice`, type: 'notice', default: '', displayOptions: { show } },
		{ displayName: 'Options', name: 'booksOptions', type: 'collection', placeholder: 'Add option', default: {}, displayOptions: { show }, options: [apiBaseUrlOption(service)] },
	];
};

type Open = (context: IExecuteFunctions, database: SyncDatabase, choice: BooksChoice) => Promise<BooksPort>;

const undoWith = (open: Open, hasOrganization: boolean): AnyOperation => operation({
	read: (context, itemIndex) => ({
		storeId: storeIdParameter(context, itemIndex),
		settlementIds: settlementIdsParameter(context, itemIndex),
		organization: hasOrganization ? asText(context.getNodeParameter('organization', itemIndex, '', { extractValue: true })) : '',
		apiBaseUrl: asText((context.getNodeParameter('booksOptions', itemIndex, {}) as IDataObject).apiBaseUrl),
	}),
	async run(context, database, { request, itemIndexes }) {
		const cin7 = await cin7Of(context, database, PATIENCE_MS);
		const stores = await storesFor(context, database, request.storeId, { tenantKey: cin7.tenantKey });
		const books = await open(context, database, { organization: request.organization, apiBaseUrl: request.apiBaseUrl, runBudgetMs: PATIENCE_MS });
		await freeDeadClaims(database);
		const { undone, problems } = await undoSettlements({ cin7, books, database, clock, owner: newRun() }, { stores, settlementIds: request.settlementIds, startedBy: startedBy(context) });
		return {
			processed: itemsOf(undone.map(undoneItem), itemIndexes),
			attention: itemsOf(attentionItems(problems, problems.length), itemIndexes),
		};
	},
});

export const description: INodeProperties[] = [
	...properties('Xero', 'undoInXero', 'Its invoices, bills and manual journals are voided in Xero, drafts deleted. It is posted again only when you choose it, under a new number.'),
	...properties('QuickBooks', 'undoInQuickBooks', 'Its journal entries are deleted in QuickBooks, which cannot void them. It is posted again only when you choose it, under a new number.'),
];

export const runInXero = undoWith(xeroOf, true);
export const runInQuickBooks = undoWith(quickBooksOf, false);
