import type { KnownProduct, ProductFields } from '../../domain/catalog/product';
import type { Issue } from '../../domain/issues';
import type { Store } from '../../domain/settings';

export interface MappingRequest {
	readonly store: Store;
	/** Absent: no entry in the operations log. */
	readonly startedBy?: 'user' | 'schedule';
	/** Only these listings, decided already or not; absent: all that are to be decided. */
	readonly sellerSkus?: readonly string[];
	/** Creates the products of `sellerSkus` although the settings do not say so (S47). */
	readonly createByHand?: boolean;
	/** Runs up to the plan and writes nothing, neither to Cin7 Core nor to the catalog (N49). */
	readonly preview?: boolean;
}

/** What became, or in a preview would become, of one listing. */
export interface MappedListing {
	readonly sellerSku: string;
	readonly asin?: string;
	readonly title?: string;
	readonly outcome: 'linked' | 'created' | 'updated' | 'held' | 'withoutProduct';
	readonly product?: Pick<KnownProduct, 'sku' | 'name'>;
	/** Name of the product family that it belongs to. */
	readonly family?: string;
	/** What is written to the product. */
	readonly fields?: Partial<ProductFields>;
	readonly issues: readonly Issue[];
}

export interface MappedFamily {
	readonly name: string;
	readonly sku: string;
	readonly outcome: 'created' | 'extended' | 'renamed';
	readonly members: number;
}
