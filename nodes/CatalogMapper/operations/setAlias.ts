import { NodeOperationError, type INodeProperties } from 'n8n-workflow';
import { itemsOf } from '../../../src/n8n/itemGroups';
import { operation } from '../../../src/n8n/runOperation';
import { storesFor } from '../../../src/n8n/stores';
import { listingRequest, type ListingRequest } from './listingParameter';

export const description: INodeProperties[] = [
	{ displayName: 'Alias', name: 'alias', type: 'string', default: '', description: 'Name that the catalog shows for this listing instead of the product\'s. Empty: the product\'s name.', displayOptions: { show: { operation: ['setAlias'] } } },
];

export const run = operation<ListingRequest & { readonly alias: string }>({
	read: (context, itemIndex) => ({ ...listingRequest(context, itemIndex), alias: String(context.getNodeParameter('alias', itemIndex, '')).trim() }),
	async run(context, database, { request, itemIndexes }) {
		const { storeId, sellerSku, alias } = request;
		await storesFor(context, database, storeId, {});
		const done = await database.catalog.setAlias(storeId, sellerSku, alias === '' ? undefined : alias);
		if (!done) throw new NodeOperationError(context.getNode(), 'The catalog has no such listing', { description: `Seller SKU: ${sellerSku}. Choose it from the list.`, itemIndex: itemIndexes[0] ?? 0 });
		return { processed: itemsOf([{ storeId, sellerSku, alias: alias === '' ? null : alias }], itemIndexes) };
	},
});
