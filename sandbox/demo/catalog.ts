import products from './catalog.json';

/** A product of the demo seller. Prices are decimal text by currency. */
export interface DemoProduct {
	readonly asin: string;
	readonly title: string;
	readonly category: string;
	readonly brand: string;
	readonly sellerSku: string;
	/** null: Cin7 Core has no such product yet. */
	readonly cin7Sku: string | null;
	readonly prices: { readonly USD: string; readonly EUR: string; readonly JPY: string };
}

export const demoCatalog: readonly DemoProduct[] = products;

const bySku = new Map(demoCatalog.map((product) => [product.sellerSku, product]));

export function demoProduct(sellerSku: string): DemoProduct {
	const product = bySku.get(sellerSku);
	if (product === undefined) throw new Error(`The demo catalog has no ${sellerSku}`);
	return product;
}
