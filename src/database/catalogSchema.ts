import type { ListingStatus } from '../domain/catalog/listing';
import type { ListingChoice, ProductLink } from '../processes/ports/catalog';

/* Tables of the catalog and of the tenant's products; values as in schema.ts. */

export interface ListingTable {
	store_id: string;
	seller_sku: string;
	asin: string | null;
	condition: string | null;
	status: ListingStatus;
	choice: ListingChoice;
	alias: string | null;
	/** AsinChange. */
	asin_change: string | null;
	/** Issue[]. */
	issues: string;
	enriched: number;
	undecided: number;
	/** How often the row became one to be decided again. */
	revision: number;
	/** 0: known by its link only, never seen at Amazon. */
	at_amazon: number;
	/** The load that last saw the listing. */
	seen_load: number | null;
	first_seen_at: number;
	last_seen_at: number;
	/** SKU, ASIN, title and alias, folded, a line each. */
	search_text: string;
	/** Listing. */
	listing: string;
}

export interface CatalogLoadTable {
	store_id: string;
	last_load_id: number;
	/** CatalogLoad, while one is under way. */
	load: string | null;
}

export interface CatalogItemTable {
	store_id: string;
	asin: string;
	parent_asin: string | null;
	/** CatalogItem; null where Amazon was asked and has none. */
	item: string | null;
}

export interface FamilyLinkTable {
	store_id: string;
	parent_asin: string;
	family_id: string;
	family_sku: string;
	family_name: string;
	linked_at: number;
}

export interface ProductLinkTable {
	store_id: string;
	seller_sku: string;
	asin: string | null;
	product_id: string;
	product_sku: string;
	product_name: string;
	linked_by: ProductLink['linkedBy'];
	linked_at: number;
	/** Partial ProductFields. */
	written: string | null;
}

export interface ProductIndexTable {
	tenant_key: string;
	current_at: number | null;
	complete_at: number | null;
}

/** A tenant's product; the folded and loose columns are what it is looked up by. */
export interface ProductTable {
	tenant_key: string;
	product_id: string;
	sku: string;
	folded_sku: string;
	loose_sku: string;
	name: string;
	folded_name: string;
	barcode: string | null;
	folded_barcode: string | null;
	active: number;
	sale_tax_rule: string | null;
	/** KnownProduct's assembly. */
	assembly: string | null;
}

export interface FamilyTable {
	tenant_key: string;
	family_id: string;
	folded_sku: string;
	folded_name: string;
	/** KnownFamily. */
	family: string;
}
