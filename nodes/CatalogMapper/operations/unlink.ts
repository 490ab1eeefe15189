import { NodeOperationError, type INodeProperties } from 'n8n-workflow';
import { itemsOf } from '../../../src/n8n/itemGroups';
import { operation } from '../../../src/n8n/runOperation';
import { storesFor } from '../../../src/n8n/stores';
import { listingRequest, type ListingRequest } from './listingParameter';

export const description: INodeProperties[] = [
	{
		displayName: 'Afterwards',
		name: 'afterwards',
		type: 'options',
		default: 'leaveBlank',
		options: [
			{ name: 'Leave Blank', value: 'leaveBlank', description: 'The listing stays without a product until you link it by hand' },
			{ name: 'Match Again', value: 'automatic', description: 'The next load may link it as the settings say' },
		],
		displayOptions: { show: { operation: ['unlink'] } },
	},
];

export const run = operation<ListingRequest & { readonly afterwards: 'leaveBlank' | 'automatic' }>({
	read: (context, itemIndex) => ({ ...listingRequest(context, itemIndex), afterwards: context.getNodeParameter('afterwards', itemIndex, 'leaveBlank') as 'leaveBlank' | 'automatic' }),
	async run(context, database, { request, itemIndexes }) {
		const { storeId, sellerSku, afterwards } = request;
		await storesFor(context, database, storeId, {});
		const [row] = await database.catalog.list(storeId, { sellerSkus: [sellerSku] });
		if (!row) throw new NodeOperationError(context.getNode(), 'The catalog has no such listing', { description: `Seller SKU: ${sellerSku}. Choose it from the list.`, itemIndex: itemIndexes[0] ?? 0 });
		const unlinked = await database.catalog.unlink(storeId, [sellerSku], afterwards);
		return { processed: itemsOf([{ storeId, sellerSku, unlinked: unlinked.length > 0, choice: afterwards, productSku: row.link?.productSku ?? null }], itemIndexes) };
	},
});
