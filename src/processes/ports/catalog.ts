import type { AsinChange, CatalogItem, Listing, ListingStatus } from '../../domain/catalog/listing';
import type { KnownFamily, KnownProduct, ProductFields } from '../../domain/catalog/product';
import type { Issue } from '../../domain/issues';

/** What the user decided for a row (S115). automatic: what the settings say. */
export type ListingChoice = 'automatic' | 'leaveBlank';

/** The link of a seller SKU to a product of Cin7 Core (S92). */
export interface ProductLink {
	readonly sellerSku: string;
	/** The ASIN that the SKU stood for when it was linked, where it was known. */
	readonly asin?: string;
	readonly productId: string;
	readonly productSku: string;
	readonly productName: string;
	/** user: by hand or by import; wins over matching and survives every download (S45). */
	readonly linkedBy: 'user' | 'match' | 'created';
	readonly linkedAt: string;
	/** What was last written to the product from Amazon's data; absent when nothing was. Master source writes what differs from it. */
	readonly written?: Partial<ProductFields>;
}

/** A family of Amazon (parent ASIN) and its product family in Cin7 Core. */
export interface FamilyLink {
	readonly parentAsin: string;
	readonly familyId: string;
	readonly familySku: string;
	readonly familyName: string;
	readonly linkedAt: string;
}

/** A row of the catalog: a seller SKU of a store with everything that is known of it. */
export interface CatalogRow {
	readonly storeId: string;
	readonly listing: Listing;
	readonly status: ListingStatus;
	/** Absent until the ASIN was read from Amazon's catalog, or where Amazon has none. */
	readonly item?: CatalogItem;
	readonly choice: ListingChoice;
	/** Name that the catalog shows instead of the product's (S114). */
	readonly alias?: string;
	readonly link?: ProductLink;
	/** Set while the SKU stands for another ASIN than its link was made for (N25). */
	readonly asinChange?: AsinChange;
	/** Why nothing could be linked, created or updated, and what is worth a look; empty when all is well. */
	readonly issues: readonly Issue[];
	/** True once the listing needs no more reading: its ASIN has been asked for since it last changed. */
	readonly enriched: boolean;
	/** Counts up whenever the row is to be decided again; handed back to markDecided, it tells a decision on what was true before. */
	readonly revision: number;
	readonly firstSeenAt: string;
	readonly lastSeenAt: string;
}

/** A load of a store's listings that is under way; kept so that the next run goes on where this one ended. */
export interface CatalogLoad {
	/** Counts up by store; rows remember the load that last saw them. */
	readonly loadId: number;
	readonly source: 'listingsApi' | 'listingsReport';
	readonly startedAt: string;
	/** Report source: the report asked for, and how often it was asked anew (S15). */
	readonly report?: { readonly reportId?: string; readonly requestedAt: string; readonly attempts: number };
	/** API source: windows of creation time that are still to be read, the next one last. Absent ends: unbounded. */
	readonly windows?: readonly ListingWindow[];
	/** Listings received so far in this load. */
	readonly received: number;
	/** Set when something is known to be missing: such a load cancels nothing. In words for the user. */
	readonly partial?: string;
}

export interface ListingWindow {
	readonly createdAfter?: string;
	readonly createdBefore?: string;
	readonly pageToken?: string;
	/** Listings of this window read so far, unreadable ones counted in. */
	readonly read?: number;
	/** How many listings the window had when its first page came. */
	readonly total?: number;
}

/** How one listing of a download differed from what was kept. */
export type ListingOutcome = 'new' | 'changed' | 'unchanged';

export interface CatalogFilter {
	readonly sellerSkus?: readonly string[];
	readonly asins?: readonly string[];
	readonly parentAsins?: readonly string[];
	readonly statuses?: readonly ListingStatus[];
	readonly linked?: boolean;
	/** Only rows with issues. */
	readonly withIssues?: boolean;
	/** Only rows whose ASIN is still to be read from Amazon's catalog. */
	readonly toEnrich?: boolean;
	/** Only rows whose listing or item changed since their matching was last decided (see markDecided). */
	readonly undecided?: boolean;
	/** Part of SKU, ASIN, title or alias, without regard to case. */
	readonly search?: string;
	/** Rows after this seller SKU, in the order of the SKUs' code points: for reading in steps. */
	readonly after?: string;
	readonly limit?: number;
}

/** The catalog of a store: listings, links, choices. All instants ISO 8601, UTC. */
export interface CatalogRepository {
	load(storeId: string): Promise<CatalogLoad | undefined>;
	/** Stores where a load stands without listings; undefined ends it (nothing is canceled by that). */
	saveLoad(storeId: string, load: CatalogLoad | undefined): Promise<void>;
	/** Number of the last load that was begun; 0 before the first. */
	lastLoadId(storeId: string): Promise<number>;
	/**
	 * Upserts listings, marks them as seen by this load, and stores where the load stands, in one transaction. A canceled
	 * row that comes again is listed again (S118). A linked SKU whose ASIN differs from its link's gets an AsinChange (N25);
	 * one that comes back to its link's ASIN loses it. A changed listing is to be enriched again and decided again.
	 * A SKU that comes twice in one load counts once, its last row.
	 */
	capture(storeId: string, listings: readonly Listing[], load: CatalogLoad): Promise<Readonly<Record<ListingOutcome, number>>>;
	/** The same for single listings outside a load, such as those of an order (S156); nothing is ever canceled by it. */
	captureSingle(storeId: string, listings: readonly Listing[]): Promise<Readonly<Record<ListingOutcome, number>>>;
	/** How many rows are listed, and how many of these the load did not see. */
	countMissing(storeId: string, loadId: number): Promise<{ readonly listed: number; readonly missing: number }>;
	/** Ends the load: rows that it did not see become canceled when `cancelMissing`. Answers the SKUs canceled. */
	finishLoad(storeId: string, loadId: number, cancelMissing: boolean): Promise<readonly string[]>;

	/** Stores what Amazon's catalog says of these ASINs, and marks all of `asked` as enriched, given or not. Rows whose item changed are to be decided again. */
	saveItems(storeId: string, items: readonly CatalogItem[], asked: readonly string[]): Promise<void>;
	/** Parents of families that no item is kept of yet. */
	missingParents(storeId: string): Promise<readonly string[]>;
	items(storeId: string, asins: readonly string[]): Promise<ReadonlyMap<string, CatalogItem>>;

	/** By seller SKU, in code point order. */
	list(storeId: string, filter?: CatalogFilter): Promise<readonly CatalogRow[]>;
	count(storeId: string): Promise<{ readonly total: number; readonly listed: number; readonly notListed: number; readonly canceled: number; readonly linked: number; readonly withIssues: number }>;
	/**
	 * Records what matching has decided about these rows, with the issues it found (empty clears them). `again`: they are to
	 * be decided again all the same, because something was begun and is not known to be done. A row whose revision is
	 * another one by now than the one given stays as it is: it changed while it was decided about.
	 */
	markDecided(storeId: string, decided: readonly { readonly sellerSku: string; readonly issues: readonly Issue[]; readonly again?: boolean; readonly revision?: number }[]): Promise<void>;
	/** Every row of the store is to be decided again: settings or products changed. `unlinkedOnly` leaves linked rows alone. */
	reopen(storeId: string, options: { readonly unlinkedOnly: boolean }): Promise<void>;

	/**
	 * Creates or replaces links; the choice of their rows becomes automatic, their AsinChange ends (the link takes the
	 * listing's present ASIN where it names none itself). A SKU without a row gets one of status notListed. A link of
	 * linkedBy 'match' or 'created' never replaces one of 'user', nor one of a row whose choice is leaveBlank: such a SKU is
	 * left out of the answer, which has the SKUs linked.
	 */
	link(storeId: string, links: readonly ProductLink[]): Promise<readonly string[]>;
	/** Removes links and sets the rows' choice. A row that only its link made known (notListed, never seen at Amazon) goes too. Answers the SKUs unlinked. */
	unlink(storeId: string, sellerSkus: readonly string[], then: ListingChoice): Promise<readonly string[]>;
	setChoice(storeId: string, sellerSkus: readonly string[], choice: ListingChoice): Promise<void>;
	/** undefined removes the alias. False when the store has no such SKU. */
	setAlias(storeId: string, sellerSku: string, alias: string | undefined): Promise<boolean>;
	/** The new ASIN is right: the link goes on with it (N25). Answers the SKUs that had a change. */
	confirmAsin(storeId: string, sellerSkus: readonly string[]): Promise<readonly string[]>;
	/** Records what was written to the linked product. */
	recordWritten(storeId: string, sellerSku: string, written: Partial<ProductFields>): Promise<void>;
	/** The links of these seller SKUs, with the change of ASIN that stops one (N25): what orders are planned with. */
	linksForSkus(storeId: string, sellerSkus: readonly string[]): Promise<ReadonlyMap<string, ProductLink & { readonly asinChange?: AsinChange }>>;
	/** Links of these stores that stand for one of these ASINs (as linked); for matching by Amazon's id (S95) and the global SKU (S113). */
	linksByAsin(storeIds: readonly string[], asins: readonly string[]): Promise<readonly (ProductLink & { readonly storeId: string; readonly condition?: string })[]>;
	/** Links of these stores to one of these products. */
	linksByProduct(storeIds: readonly string[], productIds: readonly string[]): Promise<readonly (ProductLink & { readonly storeId: string })[]>;

	familyLinks(storeId: string, parentAsins: readonly string[]): Promise<ReadonlyMap<string, FamilyLink>>;
	linkFamily(storeId: string, link: FamilyLink): Promise<void>;
}

/** What is kept of a tenant's products, so that they are not read with every load. */
export interface ProductIndexState {
	/** Everything changed before this instant is in the index: the next reading asks for what changed since. */
	readonly current?: string;
	/** When all products were last read from the beginning. */
	readonly completeAt?: string;
}

/** An index of a tenant's products and families. Keys are compared folded: NFC, trimmed, lower case. */
export interface ProductIndex {
	state(tenantKey: string): Promise<ProductIndexState>;
	saveState(tenantKey: string, state: ProductIndexState): Promise<void>;
	/** Upserts by id; deprecated ones too (active: false). */
	saveProducts(tenantKey: string, products: readonly KnownProduct[]): Promise<void>;
	saveFamilies(tenantKey: string, families: readonly KnownFamily[]): Promise<void>;
	/** Products whose folded SKU equals that of one of these. */
	bySku(tenantKey: string, skus: readonly string[]): Promise<readonly KnownProduct[]>;
	/** Products whose SKU equals one of these once hidden characters, blanks and leading zeros are left out (`looseSku`). */
	byLooseSku(tenantKey: string, looseSkus: readonly string[]): Promise<readonly KnownProduct[]>;
	byBarcode(tenantKey: string, barcodes: readonly string[]): Promise<readonly KnownProduct[]>;
	byName(tenantKey: string, names: readonly string[]): Promise<readonly KnownProduct[]>;
	byId(tenantKey: string, ids: readonly string[]): Promise<readonly KnownProduct[]>;
	familiesByName(tenantKey: string, names: readonly string[]): Promise<readonly KnownFamily[]>;
	familiesBySku(tenantKey: string, skus: readonly string[]): Promise<readonly KnownFamily[]>;
	familiesById(tenantKey: string, ids: readonly string[]): Promise<readonly KnownFamily[]>;
	count(tenantKey: string): Promise<{ readonly products: number; readonly families: number }>;
}
