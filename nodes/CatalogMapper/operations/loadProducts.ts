import type { INodeProperties } from 'n8n-workflow';
import { attentionOption } from '../../../src/n8n/attentionOption';
import { attentionItems } from '../../../src/n8n/saleItems';
import { catalogRunItem } from '../../../src/n8n/catalogItems';
import { itemsOf } from '../../../src/n8n/itemGroups';
import { operation } from '../../../src/n8n/runOperation';
import { amazonOf, cin7Of, clock, freeDeadClaims, newRun, startedBy } from '../../../src/n8n/services';
import { storeIdParameter, storeParameter, storesFor } from '../../../src/n8n/stores';
import { loadProducts } from '../../../src/processes/catalog/loadProducts';
import { tellOnce } from '../../../src/processes/problems';

const show = { operation: ['loadProducts'] };

export const description: INodeProperties[] = [
	storeParameter({ all: true, show }),
	{
		displayName: 'Options',
		name: 'loadOptions',
		type: 'collection',
		placeholder: 'Add option',
		default: {},
		displayOptions: { show },
		options: [
			{ displayName: 'Cancel Missing Listings Anyway', name: 'cancelAnyway', type: 'boolean', default: false, description: 'Whether listings that are missing at Amazon become canceled even if they are more than the store\'s limit. Use it by hand, after a look into Seller Central.' },
			attentionOption,
			{ displayName: 'Time Limit (Minutes)', name: 'minutes', type: 'number', typeOptions: { minValue: 1 }, default: 30, description: 'How long this run may wait for the limits of Amazon and Cin7 Core; what is left goes on with the next run' },
		],
	},
];

interface Request {
	readonly storeId: string;
	readonly options: { readonly cancelAnyway?: boolean; readonly attention?: 'all' | 'new'; readonly minutes?: number };
}

export const run = operation<Request>({
	read: (context, itemIndex) => ({ storeId: storeIdParameter(context, itemIndex), options: context.getNodeParameter('loadOptions', itemIndex, {}) as Request['options'] }),
	async run(context, database, { request, itemIndexes }) {
		const { cancelAnyway = false, attention = 'new', minutes = 30 } = request.options;
		const patienceMs = minutes * 60_000;
		const amazon = await amazonOf(context, database, patienceMs);
		const cin7 = await cin7Of(context, database, patienceMs);
		const stores = await storesFor(context, database, request.storeId, { accountKey: amazon.accountKey, tenantKey: cin7.tenantKey });
		await freeDeadClaims(database);
		const results = [];
		for (const store of stores) results.push(await loadProducts({ amazon, cin7, database, clock, owner: newRun() }, { store, startedBy: startedBy(context), cancelAnyway, patienceMs }));
		const problems = results.flatMap((result) => [...result.load.problems, ...result.mapping.problems]);
		const digest = attentionItems(attention === 'new' ? await tellOnce(database.orders, problems, { run: 'catalog', storeIds: stores.map((store) => store.storeId) }) : problems, problems.length);
		return { processed: itemsOf(results.map(catalogRunItem), itemIndexes), attention: itemsOf(digest, itemIndexes) };
	},
});
