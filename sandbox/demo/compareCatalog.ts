import { equals } from '../../src/domain/money';
import type { Family, Product } from '../cin7/model';
import type { Check } from './compareSales';
import { type ExpectedListing, expectedListings } from './expectedCatalog';
import { type ExpectedFamily, expectedFamilies, type ExpectedProduct, expectedProducts } from './expectedProducts';
import type { DemoMarketplace } from './stores';
import { demoTenant } from './tenant';

/** What the catalog shows of a listing. */
export interface CatalogLine {
	readonly marketplace: DemoMarketplace;
	readonly sellerSku: string;
	/** SKU of the linked product. */
	readonly productSku?: string;
	/** Codes of its issues. */
	readonly issues: readonly string[];
}

/** Holds the catalogs of the loaded stores against what must come of each listing: its product, or why there is none. One check a listing. */
export function compareListings(loaded: readonly DemoMarketplace[], lines: readonly CatalogLine[]): readonly Check[] {
	return expectedListings.filter(({ marketplace }) => loaded.includes(marketplace)).map((expected) => ({
		title: `${expected.marketplace} listing ${expected.sellerSku}: ${expected.outcome.kind}`,
		wrong: compareListing(expected, lines.filter(({ marketplace, sellerSku }) => marketplace === expected.marketplace && sellerSku === expected.sellerSku)),
	}));
}

function compareListing({ outcome }: ExpectedListing, lines: readonly CatalogLine[]): readonly string[] {
	// The parent of a family is the family, and no row of its own.
	if (outcome.kind === 'notGoods' && outcome.why === 'parent') return lines.length === 0 ? [] : [`${lines.length} rows instead of none`];
	const [line] = lines;
	if (line === undefined || lines.length > 1) return [`${lines.length} rows instead of 1`];
	const product = 'sku' in outcome ? outcome.sku : undefined;
	const reason = outcome.kind === 'held' ? outcome.reason : outcome.kind === 'created' ? outcome.note : undefined;
	return [
		...(line.productSku === product ? [] : [`linked to ${line.productSku ?? 'nothing'} instead of ${product ?? 'nothing'}`]),
		...(reason === undefined || line.issues.includes(reason) ? [] : [`told ${line.issues.join(', ') || 'nothing'} instead of ${reason}`]),
	];
}

/** The tenant as the simulator keeps it, and the tier in which each loaded store keeps its prices. */
export interface ComparedTenant {
	readonly products: Iterable<Product>;
	readonly families: Iterable<Family>;
	/** Names of all price tiers, in their order. */
	readonly priceTiers: readonly string[];
	readonly tiers: { readonly [marketplace in DemoMarketplace]?: string };
}

/** Holds Cin7 Core's products and families against what the loaded stores must have made of them: nothing missing, nothing doubled, nothing else. */
export function compareProducts(tenant: ComparedTenant): readonly Check[] {
	const [products, families] = [[...tenant.products], [...tenant.families]];
	const made = expectedProducts.filter(({ from }) => tenant.tiers[from] !== undefined);
	const skus = new Set([...demoTenant().products, ...made].map(({ sku }) => sku));
	const strangers = products.filter(({ sku }) => !skus.has(sku)).map(({ sku }) => sku);
	const skuById = new Map(products.map(({ id, sku }) => [id, sku]));
	const grown = expectedFamilies.filter(({ members }) => made.some(({ sku }) => sku in members));
	const familySkus = new Set([...(demoTenant().families ?? []), ...grown].map(({ sku }) => sku));
	return [
		...made.map((expected) => ({ title: `Product ${expected.sku}`, wrong: compareProduct(expected, products.filter(({ sku }) => sku === expected.sku), tenant) })),
		...grown.map((expected) => ({ title: `Product family ${expected.name}`, wrong: compareFamily(expected, families.filter(({ sku }) => sku === expected.sku), skuById) })),
		{ title: 'Products that were there are as they were', wrong: changes(products) },
		{ title: 'No other product or family was made', wrong: [...strangers, ...families.filter(({ sku }) => !familySkus.has(sku)).map(({ sku }) => sku)] },
	];
}

function compareProduct(expected: ExpectedProduct, found: readonly Product[], { priceTiers, tiers }: ComparedTenant): readonly string[] {
	const [product] = found;
	if (product === undefined || found.length > 1) return [`${found.length} products instead of 1`];
	const [length, width, height] = expected.size ?? [];
	const tier = tiers[expected.from] ?? '';
	return [
		...(['name', 'category'] as const).flatMap((field) => different(field, product[field], expected[field])),
		...(['brand', 'barcode'] as const).flatMap((field) => different(field, product[field] ?? '', expected[field] ?? '')),
		...differentAmounts({ weight: product.weight, length: product.length, width: product.width, height: product.height }, { weight: expected.weight, length, width, height }),
		...priceTiers.flatMap((name, index) => differentAmounts({ [`price in ${name}`]: product.prices[index] }, { [`price in ${name}`]: name === tier ? expected.price : '0' })),
	];
}

function compareFamily(expected: ExpectedFamily, found: readonly Family[], skuById: ReadonlyMap<string, string>): readonly string[] {
	const [family] = found;
	if (family === undefined || found.length > 1) return [`${found.length} families instead of 1`];
	const members = family.products.map(({ productId, options }) => `${skuById.get(productId)}: ${options.filter(Boolean).join(', ')}`).sort();
	return [
		...different('name', family.name, expected.name),
		...different('options', family.optionNames.filter(Boolean).join(', '), expected.optionNames.join(', ')),
		...different('products', members.join('; '), Object.entries(expected.members).map(([sku, options]) => `${sku}: ${options.join(', ')}`).sort().join('; ')),
	];
}

/** Amazon is not the master source here: names and prices stay Cin7 Core's (S48). */
function changes(products: readonly Product[]): readonly string[] {
	const bySku = new Map(products.map((product) => [product.sku, product]));
	return demoTenant().products.flatMap(({ sku, name, category, price }) => {
		const product = bySku.get(sku);
		if (product === undefined) return [`${sku} is gone`];
		return [...different('name', product.name, name), ...different('category', product.category, category), ...differentAmounts({ price: product.prices[0] }, { price })].map((difference) => `${sku}: ${difference}`);
	});
}

const different = (what: string, is: string, must: string): readonly string[] => (is === must ? [] : [`${what} "${is}" instead of "${must}"`]);

/** What Amazon does not give is 0 in Cin7 Core. */
const differentAmounts = (is: Readonly<Record<string, string | undefined>>, must: Readonly<Record<string, string | null | undefined>>): readonly string[] =>
	Object.entries(must).flatMap(([what, amount]) => (equals(is[what] ?? '0', amount ?? '0') ? [] : [`${what} ${is[what] ?? 'missing'} instead of ${amount ?? '0'}`]));
