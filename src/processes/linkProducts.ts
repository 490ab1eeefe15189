import type { Cin7Port, Product } from './ports/cin7';
import type { LinkRepository, ProductLink } from './ports/repositories';

export interface LinkReport {
	readonly linked: readonly ProductLink[];
	/** Every line that was not taken, and why. */
	readonly refused: readonly { readonly line: number; readonly text: string; readonly reason: string }[];
}

// From here on one reading of all products (1,000 a call) costs fewer calls than one call per SKU.
const READ_ALL_FROM = 10;

/**
 * Links Amazon seller SKUs to Cin7 Core products by a plain list: one pair a line, seller SKU and product SKU separated
 * by a tab (as pasted from a spreadsheet), a semicolon or ' => '; a line with one SKU links equal SKUs. A bad line is
 * reported and does not stop the others.
 */
export async function linkProducts(services: { cin7: Cin7Port; links: LinkRepository; now: string }, storeId: string, text: string): Promise<LinkReport> {
	const lines = text.split(/\r?\n/).map((line, index) => ({ line: index + 1, text: line.trim() })).filter((line) => line.text !== '');
	const pairs = lines.map((line) => ({ ...line, pair: parsePair(line.text) }));
	const products = await findProducts(services.cin7, pairs.flatMap(({ pair }) => (pair ? [pair.productSku] : [])));
	const linked = new Map<string, ProductLink>();
	const refused: LinkReport['refused'][number][] = [];
	for (const { line, text: original, pair } of pairs) {
		const product = pair && products.get(pair.productSku.toLowerCase());
		const reason = refusal(pair, product, linked);
		if (pair && product && !reason) linked.set(pair.sellerSku, { sellerSku: pair.sellerSku, productId: product.id, productSku: product.sku, productName: product.name, linkedAt: services.now });
		else refused.push({ line, text: original, reason: reason ?? 'Not understood' });
	}
	await services.links.save(storeId, [...linked.values()]);
	return { linked: [...linked.values()], refused };
}

interface Pair {
	readonly sellerSku: string;
	readonly productSku: string;
}

function parsePair(text: string): Pair | undefined {
	const parts = text.split(/\t|;| => /).map((part) => part.trim());
	const [sellerSku, productSku = sellerSku] = parts;
	return sellerSku && productSku && parts.length <= 2 ? { sellerSku, productSku } : undefined;
}

function refusal(pair: Pair | undefined, product: Product | undefined, linked: ReadonlyMap<string, ProductLink>): string | undefined {
	if (!pair) return 'A line is a seller SKU, a tab, and a product SKU';
	if (!product) return `Cin7 Core has no product with the SKU ${pair.productSku}`;
	if (!product.active) return `The product ${pair.productSku} is deprecated in Cin7 Core`;
	const before = linked.get(pair.sellerSku);
	return before && before.productId !== product.id ? `The seller SKU ${pair.sellerSku} is linked to ${before.productSku} further up` : undefined;
}

async function findProducts(cin7: Cin7Port, skus: readonly string[]): Promise<ReadonlyMap<string, Product>> {
	const wanted = new Set(skus.map((sku) => sku.toLowerCase()));
	const found = new Map<string, Product>();
	if (wanted.size >= READ_ALL_FROM) {
		for await (const product of cin7.products()) if (wanted.has(product.sku.toLowerCase())) found.set(product.sku.toLowerCase(), product);
		return found;
	}
	for (const sku of wanted) {
		const product = await cin7.productBySku(sku);
		if (product) found.set(sku, product);
	}
	return found;
}
