import type { INodeProperties } from 'n8n-workflow';
import { catalogRowItem } from '../../../src/n8n/catalogItems';
import { itemsOf } from '../../../src/n8n/itemGroups';
import { operation } from '../../../src/n8n/runOperation';
import { storeIdParameter, storeParameter, storesFor } from '../../../src/n8n/stores';
import { readCatalog, type CatalogEntry } from '../../../src/processes/catalog/catalogViews';

const show = { operation: ['getMany'] };

export const description: INodeProperties[] = [
	storeParameter({ all: true, show }),
	{ displayName: 'Show Only Active', name: 'onlyActive', type: 'boolean', default: true, description: 'Whether to leave listings out that were removed from Amazon (Canceled)', displayOptions: { show } },
	{ displayName: 'Show Variations Separately', name: 'variationsSeparately', type: 'boolean', default: false, description: 'Whether each variation is a row of its own; if not, a product family is one row', displayOptions: { show } },
	{
		displayName: 'Return All',
		name: 'returnAll',
		type: 'boolean',
		default: false,
		description: 'Whether to return all results or only up to a given limit',
		displayOptions: { show },
	},
	{ displayName: 'Limit', name: 'limit', type: 'number', typeOptions: { minValue: 1 }, default: 50, description: 'Max number of results to return', displayOptions: { show: { ...show, returnAll: [false] } } },
	{
		displayName: 'Filters',
		name: 'filters',
		type: 'collection',
		placeholder: 'Add filter',
		default: {},
		displayOptions: { show },
		options: [
			{
				displayName: 'Links',
				name: 'links',
				type: 'options',
				default: 'all',
				options: [
					{ name: 'All Listings', value: 'all' },
					{ name: 'Linked', value: 'linked' },
					{ name: 'Not Linked', value: 'unlinked' },
				],
			},
			{ displayName: 'Only What Needs Attention', name: 'withIssues', type: 'boolean', default: false, description: 'Whether to return only listings that need something' },
			{ displayName: 'Search', name: 'search', type: 'string', default: '', placeholder: 'e.g. MUG', description: 'Part of a seller SKU, an ASIN, a title or an alias' },
		],
	},
];

interface Request {
	readonly storeId: string;
	readonly onlyActive: boolean;
	readonly variationsSeparately: boolean;
	readonly limit?: number;
	readonly filters: { readonly links?: 'all' | 'linked' | 'unlinked'; readonly withIssues?: boolean; readonly search?: string };
}

export const run = operation<Request>({
	read: (context, itemIndex) => ({
		storeId: storeIdParameter(context, itemIndex),
		onlyActive: context.getNodeParameter('onlyActive', itemIndex, true) as boolean,
		variationsSeparately: context.getNodeParameter('variationsSeparately', itemIndex, false) as boolean,
		...(context.getNodeParameter('returnAll', itemIndex, false) ? {} : { limit: context.getNodeParameter('limit', itemIndex, 50) as number }),
		filters: context.getNodeParameter('filters', itemIndex, {}) as Request['filters'],
	}),
	async run(context, database, { request, itemIndexes }) {
		const { storeId, filters, limit, ...view } = request;
		const linked = filters.links === 'linked' ? true : filters.links === 'unlinked' ? false : undefined;
		const rows: CatalogEntry[] = [];
		for (const store of await storesFor(context, database, storeId, {})) {
			const left: number | undefined = limit === undefined ? undefined : limit - rows.length;
			if (left === 0) break;
			rows.push(...(await readCatalog(database, store, { ...view, ...(linked === undefined ? {} : { linked }), ...(filters.withIssues ? { withIssues: true } : {}), ...(filters.search ? { search: filters.search } : {}), ...(left === undefined ? {} : { limit: left }) })));
		}
		return { processed: itemsOf(rows.map(catalogRowItem), itemIndexes) };
	},
});
