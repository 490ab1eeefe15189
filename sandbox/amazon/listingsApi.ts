import { type Answer, accessDenied, invalidInput, notFound } from './answers';
import { present } from './json';
import { fnSkuOf, type ListingDataSet, listingDataSets, listingDocument, type ListingHere, statusOf } from './listingDocument';
import type { ShelvedListing } from './listingShelf';
import type { MarketplaceEntry } from './marketplaceEntries';
import { PageTokens } from './pageTokens';
import { fingerprintOf, instantOf, listOf, marketplacesOf, pageSizeOf, refuseUnknown, wordOf } from './queryRules';
import type { SellerWorld } from './sellerWorld';
import type { AmazonSwitches } from './switches';

/** A search gives no more than its first thousand listings (listingsItems_2021-08-01.json, searchListingsItems). */
const REACHABLE = 1000;
const searchParameters = [
	'marketplaceIds', 'issueLocale', 'includedData', 'identifiers', 'identifiersType', 'variationParentSku', 'packageHierarchySku', 'createdAfter', 'createdBefore',
	'lastUpdatedAfter', 'lastUpdatedBefore', 'withIssueSeverity', 'withStatus', 'withoutStatus', 'sortBy', 'sortOrder', 'pageSize', 'pageToken',
];
const identifierTypes = ['ASIN', 'EAN', 'FNSKU', 'GTIN', 'ISBN', 'JAN', 'MINSAN', 'SKU', 'UPC'] as const;
const statuses = ['BUYABLE', 'DISCOVERABLE'] as const;

type Wanted = (listing: ShelvedListing) => boolean;

/** Listings Items 2021-08-01: searchListingsItems and getListingsItem (listingsItems_2021-08-01.json). */
export class ListingsApi {
	private readonly tokens = new PageTokens<string>();
	private latest: { readonly request: string; readonly version: number; readonly skus: readonly string[] } | undefined;

	constructor(private readonly switches: AmazonSwitches) {}

	searchListingsItems(account: SellerWorld, sellerId: string, query: URLSearchParams): Answer {
		refuseUnknown(query, searchParameters);
		admit(account, sellerId);
		const entries = marketplacesOf(account, query, Infinity);
		const included = includedData(query);
		const size = pageSizeOf(query, { name: 'pageSize', most: 20, usual: 10 });
		const wanted = filterOf(account, query);
		const order = orderOf(query);
		const request = fingerprintOf(account, query, 'pageToken');
		const search = (): readonly string[] => this.found(account, request, () => find(account, entries, { query, wanted, order }));
		const { keys, total, pagination } = this.tokens.page(search, { token: query.get('pageToken'), request, size, most: REACHABLE }, this.switches.listingPaging === 'kept');
		const items = keys.map((sku) => here(account, entries, sku)).filter((one) => one.length > 0);
		return { status: 200, body: present({ numberOfResults: total, pagination, items: items.map((one) => listingDocument(account.shelf, one, included)) }) };
	}

	getListingsItem(account: SellerWorld, sellerId: string, sku: string, query: URLSearchParams): Answer {
		refuseUnknown(query, ['marketplaceIds', 'issueLocale', 'includedData']);
		admit(account, sellerId);
		const entries = marketplacesOf(account, query, Infinity);
		const included = includedData(query);
		const found = here(account, entries, sku);
		if (found.length === 0) throw notFound(`SKU '${sku}' not found in marketplace ${entries.map(({ id }) => id).join(', ')}`);
		return { status: 200, body: listingDocument(account.shelf, found, included) };
	}

	/** Pages of one search, asked for one after the other, do not search tens of thousands of listings each. */
	private found(account: SellerWorld, request: string, search: () => readonly string[]): readonly string[] {
		const { version } = account.shelf;
		if (this.latest?.request !== request || this.latest.version !== version) this.latest = { request, version, skus: search() };
		return this.latest.skus;
	}
}

/** The token says who calls; the path must say the same. */
function admit(account: SellerWorld, sellerId: string): void {
	if (!account.roles.has('productListing') || sellerId !== account.seed.merchantToken) throw accessDenied();
}

const includedData = (query: URLSearchParams): ReadonlySet<ListingDataSet> => new Set(listOf(query, 'includedData', listingDataSets) ?? ['summaries']);

const here = (account: SellerWorld, entries: readonly MarketplaceEntry[], sku: string): readonly ListingHere[] =>
	entries.flatMap((entry) => {
		const listing = account.shelf.listing(entry.id, sku);
		return listing ? [{ listing, entry }] : [];
	});

interface Order {
	readonly by: 'sku' | 'created' | 'updated';
	readonly descending: boolean;
}

function orderOf(query: URLSearchParams): Order {
	const by = wordOf(query, 'sortBy', ['sku', 'createdDate', 'lastUpdatedDate']) ?? 'lastUpdatedDate';
	const descending = (wordOf(query, 'sortOrder', ['ASC', 'DESC']) ?? 'DESC') === 'DESC';
	return { by: by === 'sku' ? 'sku' : by === 'createdDate' ? 'created' : 'updated', descending };
}

/** SKUs in the order asked for; a SKU of several marketplaces stands once, by its latest time. */
function find(account: SellerWorld, entries: readonly MarketplaceEntry[], { query, wanted, order }: { query: URLSearchParams; wanted: Wanted; order: Order }): readonly string[] {
	const times = new Map<string, number>();
	for (const { id } of entries) {
		for (const listing of candidates(account, id, query)) {
			if (!wanted(listing)) continue;
			const { sellerSku } = listing.seed;
			times.set(sellerSku, Math.max(order.by === 'sku' ? 0 : listing[order.by], times.get(sellerSku) ?? -Infinity));
		}
	}
	const bySku = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);
	const compare = order.by === 'sku' ? bySku : (a: string, b: string) => (times.get(a) ?? 0) - (times.get(b) ?? 0) || bySku(a, b);
	return [...times.keys()].sort(order.descending ? (a, b) => compare(b, a) : compare);
}

function candidates(account: SellerWorld, marketplaceId: string, query: URLSearchParams): Iterable<ShelvedListing> {
	const asked = query.get('identifiersType') === 'SKU' ? listOf(query, 'identifiers') : undefined;
	return asked?.flatMap((sku) => account.shelf.listing(marketplaceId, sku) ?? []) ?? account.shelf.listings(marketplaceId);
}

function filterOf(account: SellerWorld, query: URLSearchParams): Wanted {
	const parent = query.get('variationParentSku');
	const severities = listOf(query, 'withIssueSeverity', ['WARNING', 'ERROR']);
	const withStatus = listOf(query, 'withStatus', statuses);
	const withoutStatus = listOf(query, 'withoutStatus', statuses);
	const created = windowOf(query, 'created');
	const updated = windowOf(query, 'lastUpdated');
	const identified = identifierFilter(account, query);
	// Nothing in the simulated world is a package of something else.
	const packages = query.has('packageHierarchySku');
	return (listing) =>
		!packages &&
		(parent === null || listing.seed.parentSku === parent) &&
		(severities === undefined || (severities.includes('ERROR') && listing.seed.state === 'incomplete')) &&
		(withStatus === undefined || statusOf(listing.seed).some((status) => withStatus.includes(status))) &&
		(withoutStatus === undefined || !statusOf(listing.seed).some((status) => withoutStatus.includes(status))) &&
		created(listing.created) &&
		updated(listing.updated) &&
		identified(listing);
}

/** Both ends belong to the window. */
function windowOf(query: URLSearchParams, by: 'created' | 'lastUpdated'): (time: number) => boolean {
	const after = instantOf(query, `${by}After`) ?? -Infinity;
	const before = instantOf(query, `${by}Before`) ?? Infinity;
	if (before < after) throw invalidInput(`${by}Before must be equal to or after ${by}After.`);
	return (time) => time >= after && time <= before;
}

/** A comma parts identifiers, also one that belongs to a SKU: such a SKU is never found by this search. */
function identifierFilter(account: SellerWorld, query: URLSearchParams): Wanted {
	const identifiers = listOf(query, 'identifiers');
	const type = wordOf(query, 'identifiersType', identifierTypes);
	if ((identifiers === undefined) !== (type === undefined)) throw invalidInput('identifiers and identifiersType must be provided together.');
	if ([identifiers !== undefined, query.has('variationParentSku'), query.has('packageHierarchySku')].filter(Boolean).length > 1) throw invalidInput('Only one of identifiers, variationParentSku and packageHierarchySku may be provided.');
	if (identifiers === undefined || type === undefined) return () => true;
	if (identifiers.length > 20) throw invalidInput('identifiers has more than 20 items.');
	const asked = new Set(identifiers);
	return ({ seed }) => {
		if (type === 'SKU') return asked.has(seed.sellerSku);
		if (type === 'ASIN') return asked.has(seed.asin ?? '');
		if (type === 'FNSKU') return asked.has(fnSkuOf(seed) ?? '');
		const known = [...(seed.identifier ? [seed.identifier] : []), ...(account.shelf.item(seed.marketplaceId, seed.asin)?.identifiers ?? [])];
		return known.some((identifier) => identifier.type === type && asked.has(identifier.value));
	};
}
