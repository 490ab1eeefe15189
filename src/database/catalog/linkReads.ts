import type { AsinChange } from '../../domain/catalog/listing';
import type { FamilyLink, ProductLink } from '../../processes/ports/catalog';
import { among } from '../engines/engine';
import { toMilliseconds } from '../instants';
import type { CatalogContext } from './context';
import { toAsinChange, toFamilyLink, toLink } from './rows';

const linksWithRows = ({ engine }: CatalogContext) =>
	engine.query
		.selectFrom('product_link')
		.leftJoin('listing', (join) => join.onRef('listing.store_id', '=', 'product_link.store_id').onRef('listing.seller_sku', '=', 'product_link.seller_sku'))
		.selectAll('product_link')
		.select(['listing.asin_change', 'listing.condition'])
		.orderBy('product_link.store_id')
		.orderBy('product_link.seller_sku');

export async function findLinks(context: CatalogContext, storeId: string, sellerSkus: readonly string[]): Promise<ReadonlyMap<string, ProductLink & { readonly asinChange?: AsinChange }>> {
	const rows = await linksWithRows(context).where('product_link.store_id', '=', storeId).where(among(context.engine.kind, 'product_link.seller_sku', sellerSkus)).execute();
	return new Map(rows.map((row) => [row.seller_sku, { ...toLink(row), ...(row.asin_change === null ? {} : { asinChange: toAsinChange(row.asin_change) }) }]));
}

export async function findLinksByAsin(context: CatalogContext, storeIds: readonly string[], asins: readonly string[]): Promise<readonly (ProductLink & { readonly storeId: string; readonly condition?: string })[]> {
	const { kind } = context.engine;
	const rows = await linksWithRows(context).where(among(kind, 'product_link.store_id', storeIds)).where(among(kind, 'product_link.asin', asins)).execute();
	return rows.map((row) => ({ ...toLink(row), storeId: row.store_id, ...(row.condition === null ? {} : { condition: row.condition }) }));
}

export async function findLinksByProduct({ engine }: CatalogContext, storeIds: readonly string[], productIds: readonly string[]): Promise<readonly (ProductLink & { readonly storeId: string })[]> {
	const rows = await engine.query
		.selectFrom('product_link')
		.selectAll()
		.where(among(engine.kind, 'store_id', storeIds))
		.where(among(engine.kind, 'product_id', productIds))
		.orderBy('store_id')
		.orderBy('seller_sku')
		.execute();
	return rows.map((row) => ({ ...toLink(row), storeId: row.store_id }));
}

export async function findFamilyLinks({ engine }: CatalogContext, storeId: string, parentAsins: readonly string[]): Promise<ReadonlyMap<string, FamilyLink>> {
	const rows = await engine.query.selectFrom('family_link').selectAll().where('store_id', '=', storeId).where(among(engine.kind, 'parent_asin', parentAsins)).execute();
	return new Map(rows.map((row) => [row.parent_asin, toFamilyLink(row)]));
}

export async function linkFamily({ engine }: CatalogContext, storeId: string, link: FamilyLink): Promise<void> {
	const replaced = { family_id: link.familyId, family_sku: link.familySku, family_name: link.familyName, linked_at: toMilliseconds(link.linkedAt) };
	await engine.query
		.insertInto('family_link')
		.values({ store_id: storeId, parent_asin: link.parentAsin, ...replaced })
		.onConflict((conflict) => conflict.columns(['store_id', 'parent_asin']).doUpdateSet(replaced))
		.execute();
}
