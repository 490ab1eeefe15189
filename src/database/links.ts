import type { LinkRepository, ProductLink } from '../processes/ports/repositories';
import { among, inChunks, type SqlEngine } from './engines/engine';
import { toInstant, toMilliseconds } from './instants';
import type { ProductLinkTable } from './schema';

export function createLinkRepository(engine: SqlEngine): LinkRepository {
	const ofStore = (storeId: string) => engine.query.selectFrom('product_link').selectAll().where('store_id', '=', storeId).orderBy('seller_sku');
	return {
		save: async (storeId, links) => await save(engine, storeId, links),
		forSkus: async (storeId, sellerSkus) => {
			const rows = await ofStore(storeId).where(among(engine.kind, 'seller_sku', sellerSkus)).execute();
			return new Map(rows.map((row) => [row.seller_sku, toLink(row)]));
		},
		list: async (storeId) => (await ofStore(storeId).execute()).map(toLink),
		remove: async (storeId, sellerSkus) => {
			const deleted = await engine.query.deleteFrom('product_link').where('store_id', '=', storeId).where(among(engine.kind, 'seller_sku', sellerSkus)).executeTakeFirstOrThrow();
			return Number(deleted.numDeletedRows);
		},
	};
}

async function save(engine: SqlEngine, storeId: string, links: readonly ProductLink[]): Promise<void> {
	// The last word on a SKU counts; one statement cannot write the same row twice.
	const rows = [...new Map(links.map((link) => [link.sellerSku, toRow(storeId, link)])).values()];
	await engine.write(async (transaction) => {
		for (const chunk of inChunks(rows)) {
			await transaction
				.insertInto('product_link')
				.values(chunk)
				.onConflict((conflict) =>
					conflict.columns(['store_id', 'seller_sku']).doUpdateSet(({ ref }) => ({
						product_id: ref('excluded.product_id'),
						product_sku: ref('excluded.product_sku'),
						product_name: ref('excluded.product_name'),
						linked_at: ref('excluded.linked_at'),
					})),
				)
				.execute();
		}
	});
}

const toRow = (storeId: string, link: ProductLink): ProductLinkTable => ({
	store_id: storeId,
	seller_sku: link.sellerSku,
	product_id: link.productId,
	product_sku: link.productSku,
	product_name: link.productName,
	linked_at: toMilliseconds(link.linkedAt),
});

const toLink = (row: ProductLinkTable): ProductLink => ({
	sellerSku: row.seller_sku,
	productId: row.product_id,
	productSku: row.product_sku,
	productName: row.product_name,
	linkedAt: toInstant(row.linked_at),
});
