import { readListings } from '../src/amazon/listingsReport/readListings';
import type { Listing } from '../src/domain/catalog/listing';
import { decideMatch } from '../src/domain/catalog/matching';
import type { KnownProduct } from '../src/domain/catalog/product';
import { foldedSku, looseSku } from '../src/domain/catalog/skuForms';
import { storeSettings } from '../src/domain/settings';
import { bytesOf, NUMBERS_A_PRODUCT, skuOf, type Read } from './reportRows';

const setting = { currency: 'EUR', country: 'DE', charset: 'Cp1252' } as const;
const settings = storeSettings.shape.catalog.parse({});
const NONE: readonly KnownProduct[] = [];

/** Reads a report listing by listing and keeps none. */
export const readAll = () => async (file: string): Promise<Read> => await each(file, () => false);

/** The same, and decides for each listing which of the products it stands for, by SKU. */
export function matchAll(products: number): (file: string) => Promise<Read> {
	const known = Array.from({ length: products }, (_, index): KnownProduct => ({ id: `product ${index}`, sku: skuOf(index * NUMBERS_A_PRODUCT), name: `Product ${index}`, active: true }));
	const [bySku, byLooseSku] = [indexed(known, foldedSku), indexed(known, looseSku)];
	return async (file) =>
		await each(file, (listing) => {
			const candidates = bySku.get(foldedSku(listing.sellerSku)) ?? NONE;
			const alike = byLooseSku.get(looseSku(listing.sellerSku)) ?? NONE;
			return decideMatch({ listing, settings, candidates, alike, sameAsin: NONE }).kind === 'match';
		});
}

async function each(file: string, isMatched: (listing: Listing) => boolean): Promise<Read> {
	let rows = 0;
	let matched = 0;
	for await (const { line, listing, refused } of readListings(bytesOf(file), setting)) {
		if (!listing) throw new Error(`Line ${line} was refused: ${refused ?? ''}`);
		rows += 1;
		if (isMatched(listing)) matched += 1;
	}
	return { rows, matched };
}

function indexed(products: readonly KnownProduct[], key: (sku: string) => string): ReadonlyMap<string, readonly KnownProduct[]> {
	return new Map(products.map((product) => [key(product.sku), [product]]));
}
