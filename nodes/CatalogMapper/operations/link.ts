import type { INodeProperties } from 'n8n-workflow';
import { linkItem } from '../../../src/n8n/catalogItems';
import { itemsOf } from '../../../src/n8n/itemGroups';
import { operation } from '../../../src/n8n/runOperation';
import { cin7Of, clock } from '../../../src/n8n/services';
import { storesFor } from '../../../src/n8n/stores';
import { linkListing } from '../../../src/processes/catalog/manageLinks';
import { listingRequest, type ListingRequest } from './listingParameter';

export const description: INodeProperties[] = [
	{
		displayName: 'Product',
		name: 'product',
		type: 'resourceLocator',
		default: { mode: 'list', value: '' },
		required: true,
		description: 'The Cin7 Core product, by its SKU',
		modes: [
			{ displayName: 'From List', name: 'list', type: 'list', typeOptions: { searchListMethod: 'searchProducts', searchable: true } },
			{ displayName: 'By SKU', name: 'sku', type: 'string', placeholder: 'e.g. MUG-SLATE' },
		],
		displayOptions: { show: { operation: ['link'] } },
	},
];

const PATIENCE_MS = 120_000;

export const run = operation<ListingRequest & { readonly productSku: string }>({
	read: (context, itemIndex) => ({ ...listingRequest(context, itemIndex), productSku: String(context.getNodeParameter('product', itemIndex, '', { extractValue: true })) }),
	async run(context, database, { request, itemIndexes }) {
		const cin7 = await cin7Of(context, database, PATIENCE_MS);
		const [store] = await storesFor(context, database, request.storeId, { tenantKey: cin7.tenantKey });
		const link = await linkListing({ cin7, database, clock }, { storeId: store?.storeId ?? '', sellerSku: request.sellerSku, productSku: request.productSku });
		return { processed: itemsOf([linkItem(request.storeId, link)], itemIndexes) };
	},
});
