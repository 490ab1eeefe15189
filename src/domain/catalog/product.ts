import type { Amount } from '../money';

/** A product of Cin7 Core as matching sees it. */
export interface KnownProduct {
	readonly id: string;
	readonly sku: string;
	readonly name: string;
	readonly barcode?: string;
	readonly active: boolean;
	/** Name of its sale tax rule, where it has one (S68). */
	readonly saleTaxRule?: string;
	/** Set on a product that is assembled from a bill of materials and that Cin7 Core does not assemble by itself (S38). */
	readonly assembly?: { readonly inventoryAccount?: string };
}

/** A product family of Cin7 Core as matching sees it. */
export interface KnownFamily {
	readonly id: string;
	readonly sku: string;
	readonly name: string;
	readonly optionNames: readonly string[];
	readonly products: readonly { readonly id: string; readonly options: readonly string[] }[];
}

/** Fields of a product that come from Amazon; everything that master source may overwrite (S48). The SKU is not among them. */
export interface ProductFields {
	readonly name: string;
	readonly category: string;
	readonly brand?: string;
	readonly barcode?: string;
	readonly description?: string;
	/** In `weightUnits` and `dimensionsUnits`, the tenant's own. */
	readonly weight?: Amount;
	readonly weightUnits?: string;
	readonly length?: Amount;
	readonly width?: Amount;
	readonly height?: Amount;
	readonly dimensionsUnits?: string;
	/** Price of the store's tier, and of no other (S29). */
	readonly price?: { readonly tier: string; readonly amount: Amount };
	readonly saleTaxRule?: string;
	readonly pictureUrl?: string;
}

/** A product to be created. */
export interface NewProduct extends ProductFields {
	readonly sku: string;
	/** Name of a unit of Cin7 Core's reference book. */
	readonly unitOfMeasure: string;
	readonly costingMethod: string;
}

/** A family to be created; its products exist by then. */
export interface NewFamily {
	readonly sku: string;
	readonly name: string;
	readonly category: string;
	readonly brand?: string;
	readonly unitOfMeasure: string;
	readonly costingMethod: string;
	readonly defaultLocation: string;
	/** One to three (S90). */
	readonly optionNames: readonly string[];
	readonly products: readonly FamilyMember[];
}

/** A product of a family; `options` has one value for each of the family's option names. */
export interface FamilyMember {
	readonly id: string;
	readonly options: readonly string[];
}
