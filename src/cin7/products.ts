import type { Cin7Port, Product } from '../processes/ports/cin7';
import type { Caller } from './calls';
import { CHOICES } from './customers';
import { findRow, readPage, readRows, sameName, type List } from './lists';
import { product, productCategory } from './wire/product';

const productList: List<Product> = { path: '/product', key: 'Products', row: product, about: 'reading products' };
const categoryList: List<{ readonly id: string; readonly sku: string; readonly category: string }> = { path: '/product', key: 'Products', row: productCategory, about: 'reading the categories of products' };

type Products = Pick<Cin7Port, 'productBySku' | 'searchProducts' | 'products' | 'productCategories'>;

/** Products of the tenant. A deprecated one is found by its SKU too, so that it can be told why it does not serve. */
export function createProducts(call: Caller): Products {
	return {
		// The reference calls the filter 'starts with' in one place and 'contains' in another.
		productBySku: async (sku) => await findRow(call, productList, { Sku: sku.trim(), IncludeDeprecated: true }, (row) => sameName(row.sku, sku)),
		searchProducts: async (text, page) => await search(call, text.trim(), page),
		products: async function* () {
			for await (const row of readRows(call, productList)) if (row.active) yield row;
		},
		productCategories: () => readRows(call, categoryList, { IncludeDeprecated: true }),
	};
}

/** The text may be part of a SKU or of a name; the API has one filter for each. */
async function search(call: Caller, text: string, page: number): ReturnType<Products['searchProducts']> {
	const pages = text === ''
		? [await readPage(call, productList, page, {}, CHOICES)]
		: [await readPage(call, productList, page, { Sku: text }, CHOICES), await readPage(call, productList, page, { Name: text }, CHOICES)];
	const rows = [...new Map(pages.flat().map((row) => [row.id, row])).values()];
	return { rows, ...(pages.some((each) => each.length === CHOICES) ? { nextPage: page + 1 } : {}) };
}
