import type { ILoadOptionsFunctions, INodeListSearchResult } from 'n8n-workflow';
import { withDatabase } from './database';
import { withCin7 } from './listSearch';

const CHOICES = 100;

/** Listings of the store that the node has chosen, by SKU, ASIN, title or alias; those without a product say so. */
export async function searchListings(this: ILoadOptionsFunctions, filter?: string, after?: string): Promise<INodeListSearchResult> {
	const store: unknown = this.getCurrentNodeParameter('store', { extractValue: true });
	const storeId = typeof store === 'string' ? store : '';
	const rows = await withDatabase(this, async (database) => await database.catalog.list(storeId, { limit: CHOICES, ...(filter ? { search: filter } : {}), ...(after ? { after } : {}) }));
	const results = rows.map(({ listing, alias, link, status }) => ({
		name: `${listing.sellerSku}${listing.title || alias ? `: ${alias ?? listing.title}` : ''}${link ? '' : ' (not linked)'}${status === 'canceled' ? ' (canceled)' : ''}`,
		value: listing.sellerSku,
	}));
	const last = rows.at(-1)?.listing.sellerSku;
	return { results, ...(rows.length === CHOICES && last ? { paginationToken: last } : {}) };
}

/** Active products of Cin7 Core by part of SKU or name. */
export async function searchProducts(this: ILoadOptionsFunctions, filter?: string, page?: string): Promise<INodeListSearchResult> {
	const found = await withCin7(this, async (cin7) => await cin7.searchProducts(filter ?? '', page ? Number(page) : 1));
	const results = found.rows.filter((product) => product.active).map(({ sku, name }) => ({ name: `${sku}: ${name}`, value: sku }));
	return { results, ...(found.nextPage ? { paginationToken: String(found.nextPage) } : {}) };
}
