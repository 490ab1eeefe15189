import type { Amount } from '../money';
import type { FulfillmentChannel } from '../orders/order';

/** What Amazon says of one seller SKU in one marketplace, whichever source it came from (D11). */
export interface Listing {
	/** The seller's own key, byte for byte as Amazon has it: never trimmed, never changed in case (P57). */
	readonly sellerSku: string;
	/** Absent on a draft that Amazon has not matched to its catalog. */
	readonly asin?: string;
	readonly title?: string;
	/** inactive: kept, and not for sale now (out of stock, closed). incomplete: a draft. */
	readonly availability: 'active' | 'inactive' | 'incomplete';
	/** Absent where Amazon does not say, as on the parent of a family. */
	readonly fulfillmentChannel?: FulfillmentChannel;
	readonly price?: { readonly amount: Amount; readonly currency: string };
	/** Units that Amazon shows. For the eye only: no quantity is ever written to Cin7 Core (S12). Absent on AFN listings. */
	readonly quantity?: number;
	/** Amazon's word, such as 'new_new'. Listings of one ASIN in different conditions are different goods. */
	readonly condition?: string;
	readonly description?: string;
	/** EAN, UPC, ISBN or GTIN that the listing was made with. */
	readonly identifier?: ProductIdentifier;
	readonly imageUrl?: string;
	/** SKU of the family's parent, where Amazon gives it. */
	readonly parentSku?: string;
	readonly createdAt?: string;
}

export interface ProductIdentifier {
	readonly type: 'EAN' | 'UPC' | 'GTIN' | 'ISBN' | 'ASIN' | 'JAN';
	readonly value: string;
}

/** A measured length or weight in Amazon's own unit, such as 'pounds', 'ounces', 'grams', 'inches', 'centimeters'. */
export interface Measure {
	readonly value: Amount;
	readonly unit: string;
}

/** One option of a variation, in the order of Amazon's variation theme: { name: 'Color', value: 'Slate' }. */
export interface VariationOption {
	readonly name: string;
	readonly value: string;
}

/** An ASIN in one marketplace (Catalog Items API 2022-04-01). */
export interface CatalogItem {
	readonly asin: string;
	readonly title?: string;
	readonly brand?: string;
	readonly description?: string;
	/** First (topmost) category of Amazon's hierarchy (S93). */
	readonly topCategory?: string;
	/** True for the parent of a family, which cannot be bought itself. */
	readonly variationParent: boolean;
	readonly parentAsin?: string;
	/** All options, also beyond the three that Cin7 Core knows (S90). */
	readonly options: readonly VariationOption[];
	readonly identifiers: readonly ProductIdentifier[];
	/** Of the item itself, else of its package. */
	readonly weight?: Measure;
	readonly length?: Measure;
	readonly width?: Measure;
	readonly height?: Measure;
	/** The smallest picture of the variant MAIN (S105). */
	readonly smallImageUrl?: string;
}

/** notListed: known here by a link or an order, and Amazon has no ASIN for it. canceled: removed from Amazon (S108). */
export type ListingStatus = 'notListed' | 'listed' | 'canceled';

/** A change of what a seller SKU stands for: its link stops until a person confirms (N25). */
export interface AsinChange {
	readonly from: string;
	readonly to: string;
	readonly seenAt: string;
}
