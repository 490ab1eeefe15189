import { itemsOf } from '../../../src/n8n/itemGroups';
import { operation } from '../../../src/n8n/runOperation';
import { storesFor } from '../../../src/n8n/stores';
import { listingRequest, type ListingRequest } from './listingParameter';

/** N25: the seller SKU rightly stands for another ASIN now, so its link goes on. */
export const run = operation<ListingRequest>({
	read: listingRequest,
	async run(context, database, { request, itemIndexes }) {
		const { storeId, sellerSku } = request;
		await storesFor(context, database, storeId, {});
		const [row] = await database.catalog.list(storeId, { sellerSkus: [sellerSku] });
		const confirmed = await database.catalog.confirmAsin(storeId, [sellerSku]);
		return { processed: itemsOf(confirmed.length > 0 ? [{ storeId, sellerSku, confirmed: true, asinBefore: row?.asinChange?.from ?? null, asin: row?.asinChange?.to ?? null, productSku: row?.link?.productSku ?? null }] : [], itemIndexes) };
	},
});
