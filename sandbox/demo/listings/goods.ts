import type { CatalogItemSeed, Dimensions, ListingSeed } from '../../amazon/listingSeeds';
import type { DemoMarketplace, DemoStoreFacts } from '../stores';
import type { CategoryName } from './categories';

/** Text of each marketplace in its language; where there is none, the thing is not there. */
export type LocalText = { readonly [marketplace in DemoMarketplace]?: string };
/** Decimal text by currency. */
export type LocalPrices = { readonly [currency in DemoStoreFacts['currency']]?: string };

/** Another listing of the same ASIN: by Amazon beside the merchant's, or in another condition. */
export interface FurtherListing {
	readonly sellerSku: string;
	readonly fulfilledBy: 'AMAZON' | 'MERCHANT';
	readonly condition?: string;
	/** Price by currency, where it differs. */
	readonly prices?: LocalPrices;
	/** Default: wherever the ASIN is listed. */
	readonly only?: readonly DemoMarketplace[];
}

/** What the seller offers and the ASIN that it is offered on. */
export interface DemoGoods {
	readonly sellerSku: string;
	/** Absent: a draft that Amazon has not matched to its catalog. */
	readonly asin?: string;
	readonly titles: LocalText;
	/** Default: those of catalog.json. */
	readonly prices?: LocalPrices;
	readonly category?: CategoryName;
	readonly brand?: string;
	readonly descriptions?: LocalText;
	readonly identifiers?: CatalogItemSeed['identifiers'];
	readonly item?: Dimensions;
	readonly package?: Dimensions;
	/** Default: MERCHANT, with a quantity. */
	readonly fulfilledBy?: 'AMAZON' | 'MERCHANT';
	readonly state?: ListingSeed['state'];
	readonly also?: readonly FurtherListing[];
}

/** A variation: goods whose title is the family's with the values of their options behind it. */
export interface DemoVariant extends Omit<DemoGoods, 'titles' | 'category' | 'brand'> {
	/** A value for each of the family's attributes; in marketplaces without own ones those of the United States. */
	readonly options: { readonly [marketplace in DemoMarketplace]?: readonly string[] };
}

/** A family: a parent that nobody can buy, and its variants. */
export interface DemoFamily {
	readonly parentAsin: string;
	/** Absent: the seller has no listing of the parent. */
	readonly parentSku?: string;
	readonly titles: LocalText;
	readonly category: CategoryName;
	readonly brand?: string;
	readonly theme: string;
	/** Names of Amazon's attributes, in the order of the theme. */
	readonly attributes: readonly string[];
	readonly variants: readonly DemoVariant[];
}
