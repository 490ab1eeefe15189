import type { CatalogItemSeed, ListingSeed } from '../../sandbox/amazon/listingSeeds';
import { accountListings } from '../../sandbox/demo/listings';
import { demoMarketplaces, type DemoMarketplace } from '../../sandbox/demo/stores';
import { sum } from '../../src/domain/money';
import type { Cin7World } from '../../sandbox/cin7/world';
import type { Place } from './place';

export interface Goods {
	readonly listings: readonly ListingSeed[];
	readonly catalogItems: readonly CatalogItemSeed[];
}

const COLORS = ['Amber', 'Indigo', 'Moss'] as const;
export const LAMPS = COLORS.map((color) => `WS-LAMP-${color.toUpperCase()}`);
export const LAMP_FAMILY = 'WS-LAMP';
export const BELL = 'WS-BELL';
export const NEW_CATEGORY = 'Ship Lighting';
export const NEW_BRAND = 'Breakwater Foundry';

export interface GoodsOptions {
	readonly marketplace?: DemoMarketplace;
	/** Sets goods apart from others: stands in their SKUs, titles, category and brand. Up to six characters. */
	readonly tag?: string;
	readonly title?: string;
	readonly variants?: number;
}

/** A family of three variants and a single product, all new to Cin7 Core, of a category and a brand that it does not know. */
export function newGoods({ marketplace = 'US', tag = '', title = `Breakwater Cabin Lamp ${tag}`.trim(), variants = COLORS.length }: GoodsOptions = {}): Goods {
	const { marketplaceId } = demoMarketplaces[marketplace];
	const shared = { marketplaceId, fulfilledBy: 'MERCHANT', quantity: 5, createdTime: '2025-05-01T00:00:00.000Z' } as const;
	const asinOf = (index: number): string => asinOfGoods(tag, index);
	const family = { parentAsin: asinOf(0), variationTheme: { theme: 'COLOR', attributes: ['color'] } } as const;
	const kept = { marketplaceId, brand: `${NEW_BRAND} ${tag}`.trim(), categories: [`${NEW_CATEGORY} ${tag}`.trim(), 'Lamps'] } as const;
	const colors = COLORS.slice(0, variants);
	const bell = { asin: asinOf(9), title: `Ship Bell of Brass (${marketplace}) ${tag}`.trim() };
	return {
		listings: [
			{ sellerSku: `WS${tag}-LAMP`, marketplaceId, asin: asinOf(0), title, createdTime: shared.createdTime },
			...colors.map((color, index): ListingSeed => ({ ...shared, sellerSku: `WS${tag}-LAMP-${color.toUpperCase()}`, asin: asinOf(index + 1), title: `${title}, ${color}`, price: '39.00', parentSku: `WS${tag}-LAMP` })),
			{ ...shared, ...bell, sellerSku: `WS${tag}-BELL`, price: '64.00' },
		],
		catalogItems: [
			{ ...kept, asin: asinOf(0), title, kind: 'VARIATION_PARENT', variationTheme: family.variationTheme, childAsins: colors.map((_color, index) => asinOf(index + 1)) },
			...colors.map((color, index): CatalogItemSeed => ({ ...kept, ...family, asin: asinOf(index + 1), title: `${title}, ${color}`, attributes: { color } })),
			{ ...kept, ...bell },
		],
	};
}

const asinOfGoods = (tag: string, index: number): string => `B0L${tag.padStart(6, '0')}${index}`;
/** Of the goods of a tag. */
export const lampFamilyAsin = (tag: string): string => asinOfGoods(tag, 0);

/** The demo seller's aprons: Cin7 Core has a family with two of them, and the third is to come into it. */
export function aprons(): Goods {
	const { listings = [], catalogItems = [] } = accountListings('A1HARBORPINE');
	const isApron = ({ marketplaceId, asin = '' }: { marketplaceId: string; asin?: string }): boolean => marketplaceId === demoMarketplaces.US.marketplaceId && asin.startsWith('B0DEMOF10');
	return { listings: listings.filter(isApron), catalogItems: catalogItems.filter(isApron) };
}

export const together = (...goods: readonly Goods[]): Goods => ({ listings: goods.flatMap(({ listings }) => listings), catalogItems: goods.flatMap(({ catalogItems }) => catalogItems) });

/** What Cin7 Core holds of goods, without ids: equal for two runs that did the same work. `skus`: names of those that are looked at begin so. */
export function shelves(world: Cin7World, skus = /^(WS|HP-APRON)/) {
	const products = [...world.products.values()];
	const skuOf = (id: string): string | undefined => world.products.get(id)?.sku;
	return {
		count: products.length,
		products: products.filter(({ sku }) => skus.test(sku)).map(({ sku, name, category, brand, prices, attachments }) => ({ sku, name, category, brand, prices: prices.map((price) => sum([price])), pictures: attachments.map(({ url }) => url) })).sort(bySku),
		families: [...world.families.values()].map(({ sku, name, optionNames, products: members }) => ({ sku, name, optionNames, members: members.map(({ productId, options }) => `${skuOf(productId) ?? ''}: ${options.join(', ')}`).sort() })).sort(bySku),
		categories: world.categories.map(({ name }) => name).sort(),
		brands: world.brands.map(({ name }) => name).sort(),
		units: world.units.map(({ name }) => name).sort(),
		stock: world.stock.all().filter(({ productId }) => skus.test(skuOf(productId) ?? '')).map(({ onHand }) => sum([onHand])),
	};
}

const bySku = (a: { readonly sku: string }, b: { readonly sku: string }): number => (a.sku < b.sku ? -1 : a.sku > b.sku ? 1 : 0);

/** What the sync database holds of the catalog, beneath the repositories. */
export const keptCatalog = async (place: Pick<Place, 'inDatabase'>, postgres?: Parameters<Place['inDatabase']>[1]) => await place.inDatabase(async ({ query }) => ({
	listings: (await query.selectFrom('listing').selectAll().orderBy('store_id').orderBy('seller_sku').execute()).map((row) => ({ sku: row.seller_sku, status: row.status, undecided: row.undecided, issues: JSON.parse(row.issues) as unknown })),
	links: (await query.selectFrom('product_link').selectAll().orderBy('store_id').orderBy('seller_sku').execute()).map((row) => `${row.seller_sku} > ${row.product_sku} (${row.linked_by})`),
	families: (await query.selectFrom('family_link').selectAll().orderBy('store_id').orderBy('parent_asin').execute()).map((row) => `${row.parent_asin} > ${row.family_sku}`),
	leases: (await query.selectFrom('lease').selectAll().execute()).map((row) => row.lease_key),
}), postgres);
