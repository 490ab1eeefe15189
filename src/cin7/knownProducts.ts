import { z } from 'zod';
import type { KnownProduct } from '../domain/catalog/product';
import type { Cin7Port } from '../processes/ports/cin7';
import { unreadable } from './answers';
import type { Caller } from './calls';
import { changedSince, findRow, readRows, sameName, type List } from './lists';
import { rowsUnder } from './wire/fields';
import { attachment, knownProduct } from './wire/product';
import { pictureBody, pictureName, productBody, productFieldsBody } from './wire/productBodies';

const products: List<KnownProduct> = { path: '/product', key: 'Products', row: knownProduct, about: 'reading products' };

type KnownProducts = Pick<Cin7Port, 'productsSince' | 'knownProductBySku' | 'createProduct' | 'updateProduct' | 'hasProductPicture' | 'addProductPicture'>;

/** Products of the tenant as the catalog sees and writes them (API reference, group Product). Deprecated ones are read too: their SKUs and names are taken. */
export function createKnownProducts(call: Caller): KnownProducts {
	return {
		productsSince: (modifiedSince) => readRows(call, products, { ...changedSince(modifiedSince), IncludeDeprecated: true }),
		knownProductBySku: async (sku) => await findRow(call, products, { Sku: sku.trim(), IncludeDeprecated: true }, (row) => sameName(row.sku, sku)),
		createProduct: async (wanted) => {
			const asked = { method: 'POST', path: products.path, body: productBody(wanted), about: 'adding a product' } as const;
			const rows = await call({ ...asked, answer: rowsUnder(products.key, products.row) });
			return rows.find((row) => sameName(row.sku, wanted.sku)) ?? notShown(asked, 'the product that was added');
		},
		updateProduct: async (productId, fields) => {
			const changes = productFieldsBody(fields);
			if (Object.keys(changes).length === 0) return;
			const asked = { method: 'PUT', path: products.path, body: { ID: productId, ...changes }, about: 'changing a product' } as const;
			const rows = await call({ ...asked, answer: rowsUnder(products.key, products.row) });
			if (!rows.some((row) => sameName(row.id, productId))) notShown(asked, 'the product that was changed');
		},
		hasProductPicture: async (productId, url) => {
			const name = pictureName(url);
			if (name === undefined) return false;
			const attached = await call({ method: 'GET', path: '/product/attachments', query: { ProductID: productId }, about: 'reading the pictures of a product', answer: z.array(attachment) });
			return attached.some((fileName) => sameName(fileName, name));
		},
		addProductPicture: async (productId, url) => {
			// All attachments of the product, in a list without an envelope.
			await call({ method: 'POST', path: '/product/attachments', body: pictureBody(productId, url), about: 'adding a picture to a product', answer: z.array(z.unknown()) });
		},
	};
}

function notShown(asked: Parameters<typeof unreadable>[0], what: string): never {
	throw unreadable(asked, `it does not show ${what}`);
}
