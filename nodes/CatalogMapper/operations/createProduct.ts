import { NodeOperationError } from 'n8n-workflow';
import { mappingItems } from '../../../src/n8n/catalogItems';
import { itemsOf } from '../../../src/n8n/itemGroups';
import { operation } from '../../../src/n8n/runOperation';
import { attentionItems } from '../../../src/n8n/saleItems';
import { cin7Of, clock, freeDeadClaims, newRun } from '../../../src/n8n/services';
import { storesFor } from '../../../src/n8n/stores';
import { mapCatalog } from '../../../src/processes/catalog/mapCatalog';
import { listingRequest, type ListingRequest } from './listingParameter';

const PATIENCE_MS = 5 * 60_000;

/** S47, S115: at any time, whatever the settings say of automatic matching and creating. */
export const run = operation<ListingRequest>({
	read: listingRequest,
	async run(context, database, { request, itemIndexes }) {
		const cin7 = await cin7Of(context, database, PATIENCE_MS);
		const stores = await storesFor(context, database, request.storeId, { tenantKey: cin7.tenantKey });
		const refuse = (why: string, hint: string): NodeOperationError => new NodeOperationError(context.getNode(), why, { description: `Seller SKU: ${request.sellerSku}. ${hint}`, itemIndex: itemIndexes[0] ?? 0 });
		const [row] = await database.catalog.list(request.storeId, { sellerSkus: [request.sellerSku] });
		if (!row) throw refuse('The catalog has no such listing', 'Load the products, or choose the listing from the list.');
		if (row.link) throw refuse('The listing has a product already', `It is linked to ${row.link.productSku}; unlink it first to create another one.`);
		await freeDeadClaims(database);
		const rows = [];
		const problems = [];
		for (const store of stores) {
			const result = await mapCatalog({ cin7, database, clock, owner: newRun() }, { store, sellerSkus: [request.sellerSku], createByHand: true });
			if (result.busy) throw refuse('Another run is writing products now', 'Nothing was created. Execute again when it has ended.');
			rows.push(...mappingItems(store, result));
			problems.push(...result.problems);
		}
		return { processed: itemsOf(rows, itemIndexes), attention: itemsOf(attentionItems(problems, problems.length), itemIndexes) };
	},
});
