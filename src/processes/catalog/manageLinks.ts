import { formatLinks, parseLinks } from '../../domain/catalog/linksCsv';
import type { KnownProduct } from '../../domain/catalog/product';
import { foldedSku } from '../../domain/catalog/skuForms';
import { catalogPages } from './catalogPages';
import type { CatalogWriteServices } from './catalogServices';
import { refreshProductIndex } from './productIndex';
import type { ProductLink } from '../ports/catalog';
import type { SyncDatabase } from '../ports/repositories';

type LinkServices = Omit<CatalogWriteServices, 'owner'>;

/** A link that cannot be made: the message says why, without a SKU in it, and `hint` what to do. */
export class LinkRefused extends Error {
	constructor(message: string, readonly hint: string) {
		super(message);
		this.name = 'LinkRefused';
	}
}

/** Links a listing to a product by hand (S111, S45, S112). Throws LinkRefused when there is no such listing, or no such active product. */
export async function linkListing({ cin7, database, clock }: LinkServices, request: { readonly storeId: string; readonly sellerSku: string; readonly productSku: string }): Promise<ProductLink> {
	const { storeId, sellerSku, productSku } = request;
	const [row] = await database.catalog.list(storeId, { sellerSkus: [sellerSku] });
	if (!row) throw new LinkRefused('The catalog has no such listing', `Seller SKU: ${sellerSku}. Load the products, or choose the listing from the list.`);
	const product = await cin7.knownProductBySku(productSku);
	if (!product) throw new LinkRefused('Cin7 Core has no such product', `SKU: ${productSku}. Choose the product from the list.`);
	if (!product.active) throw new LinkRefused('The product is deprecated in Cin7 Core', `SKU: ${product.sku}. Choose another product, or make this one active again.`);
	const link: ProductLink = { sellerSku, ...(row.listing.asin ? { asin: row.listing.asin } : {}), ...toProduct(product), linkedBy: 'user', linkedAt: new Date(clock.now()).toISOString() };
	await database.products.saveProducts(cin7.tenantKey, [product]);
	await database.catalog.link(storeId, [link]);
	return link;
}

export interface ImportReport {
	readonly linked: readonly ProductLink[];
	/** Every line that was not taken, and why. */
	readonly refused: readonly { readonly line: number; readonly text: string; readonly reason: string }[];
}

/** Links from a CSV file or a pasted list (P58). A bad line is reported and does not stop the others. */
export async function importLinks({ cin7, database, clock }: LinkServices, storeId: string, text: string): Promise<ImportReport> {
	const parsed = parseLinks(text);
	const refused: ImportReport['refused'][number][] = [...parsed.refused];
	const products = parsed.links.length > 0 ? await findProducts({ cin7, database, clock }, parsed.links.map(({ productSku }) => productSku)) : new Map<string, KnownProduct>();
	const linked = new Map<string, ProductLink>();
	const linkedAt = new Date(clock.now()).toISOString();
	for (const { line, sellerSku, productSku } of parsed.links) {
		const product = products.get(foldedSku(productSku));
		const reason = refusal(productSku, product, linked.get(sellerSku));
		if (product && reason === undefined) linked.set(sellerSku, { sellerSku, ...toProduct(product), linkedBy: 'user', linkedAt });
		else refused.push({ line, text: `${sellerSku}, ${productSku}`, reason: reason ?? 'Not understood' });
	}
	await database.catalog.link(storeId, [...linked.values()]);
	for (const { sellerSku, alias } of parsed.links) if (alias !== undefined && linked.has(sellerSku)) await database.catalog.setAlias(storeId, sellerSku, alias === '' ? undefined : alias);
	return { linked: [...linked.values()], refused: refused.sort((a, b) => a.line - b.line) };
}

function refusal(productSku: string, product: KnownProduct | undefined, before: ProductLink | undefined): string | undefined {
	if (!product) return `Cin7 Core has no product with the SKU ${productSku}`;
	if (!product.active) return `The product ${product.sku} is deprecated in Cin7 Core`;
	return before && before.productId !== product.id ? `The seller SKU ${before.sellerSku} is linked to ${before.productSku} further up` : undefined;
}

async function findProducts(services: LinkServices, skus: readonly string[]): Promise<ReadonlyMap<string, KnownProduct>> {
	await refreshProductIndex(services);
	const found = await services.database.products.bySku(services.cin7.tenantKey, [...new Set(skus)]);
	return new Map(found.map((product) => [foldedSku(product.sku), product]));
}

const toProduct = ({ id, sku, name }: KnownProduct) => ({ productId: id, productSku: sku, productName: name });

const ROWS_AT_ONCE = 1000;

/** All links of a store as CSV (P58). */
export async function exportLinks({ catalog }: Pick<SyncDatabase, 'catalog'>, storeId: string): Promise<{ readonly text: string; readonly links: number }> {
	const rows: { readonly sellerSku: string; readonly productSku: string; readonly alias?: string }[] = [];
	for await (const part of catalogPages(catalog, storeId, { linked: true }, ROWS_AT_ONCE)) {
		for (const { listing: { sellerSku }, link, alias } of part) if (link) rows.push({ sellerSku, productSku: link.productSku, ...(alias === undefined ? {} : { alias }) });
	}
	return { text: formatLinks(rows), links: rows.length };
}
