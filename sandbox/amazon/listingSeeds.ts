/** A seller SKU in one marketplace, as a test or the demo sets it up. Prices are decimal text in the marketplace's currency. */
export interface ListingSeed {
	readonly sellerSku: string;
	readonly marketplaceId: string;
	/** Absent: a draft that Amazon has not matched to its catalog. */
	readonly asin?: string;
	readonly title: string;
	readonly price?: string;
	/** Absent: the parent of a family, which nobody fulfills. */
	readonly fulfilledBy?: 'AMAZON' | 'MERCHANT';
	/** Units of a merchant-fulfilled listing. */
	readonly quantity?: number;
	/** Default: active. */
	readonly state?: 'active' | 'inactive' | 'incomplete';
	/** Default: new_new. */
	readonly condition?: string;
	readonly description?: string;
	/** What the listing was made with. */
	readonly identifier?: { readonly type: 'EAN' | 'UPC' | 'ISBN' | 'ASIN'; readonly value: string };
	readonly parentSku?: string;
	/** ISO 8601 instants. */
	readonly createdTime: string;
	readonly lastUpdatedTime?: string;
}

/** An ASIN in one marketplace. */
export interface CatalogItemSeed {
	readonly asin: string;
	readonly marketplaceId: string;
	readonly title: string;
	readonly brand?: string;
	readonly description?: string;
	/** From the topmost category down. */
	readonly categories?: readonly string[];
	readonly kind?: 'BASE_PRODUCT' | 'VARIATION_PARENT' | 'PRODUCT_BUNDLE' | 'OTHER';
	readonly parentAsin?: string;
	readonly childAsins?: readonly string[];
	/** Of a family's parent and children alike: attribute names in Amazon's order, such as ['color', 'size']. */
	readonly variationTheme?: { readonly theme: string; readonly attributes: readonly string[] };
	/** Values of attributes by name, such as { color: 'Slate' }. */
	readonly attributes?: { readonly [name: string]: string };
	readonly identifiers?: readonly { readonly type: 'EAN' | 'UPC' | 'GTIN' | 'ISBN' | 'JAN'; readonly value: string }[];
	readonly item?: Dimensions;
	readonly package?: Dimensions;
	/** Default: a picture MAIN in three sizes. An empty list: no picture. */
	readonly images?: readonly { readonly variant: string; readonly link: string; readonly height: number; readonly width: number }[];
}

export interface Dimensions {
	readonly weight?: { readonly unit: string; readonly value: number };
	readonly length?: { readonly unit: string; readonly value: number };
	readonly width?: { readonly unit: string; readonly value: number };
	readonly height?: { readonly unit: string; readonly value: number };
}
