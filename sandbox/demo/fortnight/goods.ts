import type { CatalogItemSeed, ListingSeed } from '../../amazon/listingSeeds';
import type { OrderItemSeed } from '../../amazon/seeds';
import { fromCoins, toCoins } from '../../amazon/minorUnits';
import { type FortnightStore, fortnightStores } from './stores';

/** A product of the tenant that the two stores sell under its own SKU, so that matching by SKU links it. */
export interface FortnightGoods {
	readonly sku: string;
	readonly title: string;
	readonly prices: { readonly [store in FortnightStore]: string };
	/** Food, on which there is no tax: zero-rated in Canada, and its product has a tax-free rule of its own in Cin7 Core. */
	readonly taxFree?: boolean;
}

export const fortnightGoods: readonly FortnightGoods[] = [
	{ sku: 'HP-MUG-SLATE', title: 'Harbor Stoneware Mug, 350 ml, Slate', prices: { CA: '19.99', UK: '13.99' } },
	{ sku: 'HP-MUG-SAND', title: 'Harbor Stoneware Mug, 350 ml, Sand', prices: { CA: '19.99', UK: '13.99' } },
	{ sku: 'HP-BOARD-40', title: 'Pine Serving Board, 40 cm', prices: { CA: '49.00', UK: '32.40' } },
	{ sku: 'HP-TOWEL-3', title: 'Linen Tea Towel, Set of 3', prices: { CA: '31.50', UK: '19.95' } },
	{ sku: 'HP-CANDLE-12', title: 'Beeswax Candle, 12 cm', prices: { CA: '12.99', UK: '7.50' } },
	{ sku: 'HP-TRIVET', title: 'Cast Iron Trivet', prices: { CA: '24.75', UK: '15.60' } },
	{ sku: 'HP-TEAPOT-12', title: 'Teapot »Brise«, 1.2 l', prices: { CA: '59.00', UK: '36.00' } },
	{ sku: 'HP-BASKET-BF', title: 'Gift Basket, Breakfast', prices: { CA: '76.00', UK: '48.00' } },
	{ sku: 'HP-COASTER-6', title: 'Felt Coasters, Set of 6', prices: { CA: '13.00', UK: '8.40' } },
	{ sku: 'HP-HONEY-500', title: 'Organic Honey, 500 g', prices: { CA: '15.00', UK: '8.95' }, taxFree: true },
];

export type FortnightSku = 'HP-MUG-SLATE' | 'HP-MUG-SAND' | 'HP-BOARD-40' | 'HP-TOWEL-3' | 'HP-CANDLE-12' | 'HP-TRIVET' | 'HP-TEAPOT-12' | 'HP-BASKET-BF' | 'HP-COASTER-6' | 'HP-HONEY-500';

const bySku = new Map(fortnightGoods.map((goods) => [goods.sku, goods]));

export function goodsOf(sku: string): FortnightGoods {
	const goods = bySku.get(sku);
	if (goods === undefined) throw new Error(`The fortnight does not sell ${sku}`);
	return goods;
}

/** ASINs of their own: no listing of the demo day is on them. */
const asinOf = (sku: string): string => `B0DEMO09${String(fortnightGoods.findIndex((goods) => goods.sku === sku) + 1).padStart(2, '0')}`;

/** A line at the store's price, with what is different about it. */
export function soldItem(store: FortnightStore, sku: FortnightSku, quantity: number, over: Partial<OrderItemSeed> = {}): OrderItemSeed {
	const { title, prices } = goodsOf(sku);
	const { currency } = fortnightStores[store];
	return { asin: asinOf(sku), sku, title, quantity, unitPrice: prices[store], item: fromCoins(toCoins(prices[store], currency) * quantity, currency), ...over };
}

/** The listings of a store and the catalog items that they are on, made long before any fortnight. */
export function fortnightListings(store: FortnightStore): { readonly listings: readonly ListingSeed[]; readonly catalogItems: readonly CatalogItemSeed[] } {
	const { marketplaceId } = fortnightStores[store];
	return {
		listings: fortnightGoods.map(({ sku, title, prices }, index) => ({
			sellerSku: sku, marketplaceId, asin: asinOf(sku), title, price: prices[store], createdTime: new Date(Date.UTC(2023, 1, 1 + index)).toISOString(),
			...(index % 2 === 0 ? { fulfilledBy: 'AMAZON' as const } : { fulfilledBy: 'MERCHANT' as const, quantity: 20 + index }),
		})),
		catalogItems: fortnightGoods.map(({ sku, title }) => ({ asin: asinOf(sku), marketplaceId, title, brand: 'Harbor & Pine', categories: ['Home & Kitchen'] })),
	};
}
