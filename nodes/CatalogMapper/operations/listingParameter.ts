import type { IExecuteFunctions, INodeProperties } from 'n8n-workflow';
import { storeIdParameter, storeParameter } from '../../../src/n8n/stores';

const show = { operation: ['link', 'unlink', 'createProduct', 'setAlias', 'confirmAsin'] };

/** Store and listing, as operations on a row of the catalog have them. */
export const listingProperties: INodeProperties[] = [
	storeParameter({ all: false, show }),
	{
		displayName: 'Listing',
		name: 'listing',
		type: 'resourceLocator',
		default: { mode: 'list', value: '' },
		required: true,
		description: 'The Amazon listing, by its seller SKU',
		modes: [
			{ displayName: 'From List', name: 'list', type: 'list', typeOptions: { searchListMethod: 'searchListings', searchable: true } },
			{ displayName: 'By Seller SKU', name: 'sku', type: 'string', placeholder: 'e.g. AMZ-MUG-SLATE' },
		],
		displayOptions: { show },
	},
];

export interface ListingRequest {
	readonly storeId: string;
	/** Byte for byte: blanks at its ends belong to it (P57). */
	readonly sellerSku: string;
}

export const listingRequest = (context: IExecuteFunctions, itemIndex: number): ListingRequest => ({
	storeId: storeIdParameter(context, itemIndex),
	sellerSku: String(context.getNodeParameter('listing', itemIndex, '', { extractValue: true })),
});
