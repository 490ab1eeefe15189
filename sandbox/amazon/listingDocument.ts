import { createHash } from 'node:crypto';
import { type Json, type JsonObject, present } from './json';
import type { ListingSeed } from './listingSeeds';
import { isParent, type ListingShelf, type ShelvedListing } from './listingShelf';
import type { MarketplaceEntry } from './marketplaceEntries';

export const listingDataSets = ['summaries', 'attributes', 'issues', 'offers', 'fulfillmentAvailability', 'procurement', 'relationships', 'productTypes'] as const;
export type ListingDataSet = (typeof listingDataSets)[number];

/** A seller SKU in one of the marketplaces that were asked for. */
export interface ListingHere {
	readonly listing: ShelvedListing;
	readonly entry: MarketplaceEntry;
}

/** The product type of everything in the simulated world, for listings and catalog items alike. */
export const PRODUCT_TYPE = 'PRODUCT';

const ownNetworks = new Map([['JP', 'AMAZON_JP'], ['AU', 'AMAZON_AU'], ['SG', 'AMAZON_SG'], ['IN', 'AMAZON_IN']]);

/** Code of the channel that fulfills in a marketplace: 'DEFAULT', or Amazon's network there; undefined: nobody fulfills it. */
export function channelCode(seed: ListingSeed, { countryCode, european }: MarketplaceEntry): string | undefined {
	if (seed.fulfilledBy !== 'AMAZON') return seed.fulfilledBy && 'DEFAULT';
	const own = ownNetworks.get(countryCode);
	if (own !== undefined) return own;
	return european || !americas.has(countryCode) ? 'AMAZON_EU' : 'AMAZON_NA';
}
const americas = new Set(['US', 'CA', 'MX', 'BR']);

/** BUYABLE: for sale now. DISCOVERABLE: found in searches. A draft is neither, a parent of a family only found. */
export function statusOf(seed: ListingSeed): readonly ('BUYABLE' | 'DISCOVERABLE')[] {
	if (seed.state === 'incomplete') return [];
	return seed.state === 'inactive' || isParent(seed) ? ['DISCOVERABLE'] : ['BUYABLE', 'DISCOVERABLE'];
}

/** Amazon's own number of the units in its warehouses. */
export const fnSkuOf = (seed: ListingSeed): string | undefined =>
	seed.fulfilledBy === 'AMAZON' ? `X0${createHash('sha256').update(seed.sellerSku).digest('hex').slice(0, 8).toUpperCase()}` : undefined;

/** An Item of listingsItems_2021-08-01.json. `here` is one SKU, once for each marketplace that has it. */
export function listingDocument(shelf: ListingShelf, here: readonly ListingHere[], included: ReadonlySet<ListingDataSet>): JsonObject {
	const make: { readonly [dataSet in ListingDataSet]: () => Json } = {
		summaries: () => here.map((one) => summary(shelf, one)),
		attributes: () => attributes(here),
		issues: () => here.flatMap(issues),
		offers: () => here.flatMap(offers),
		fulfillmentAvailability: () => availability(here),
		procurement: () => [],
		relationships: () => here.map((one) => ({ marketplaceId: one.entry.id, relationships: relationships(shelf, one.listing.seed) })),
		productTypes: () => here.map(({ entry }) => ({ marketplaceId: entry.id, productType: PRODUCT_TYPE })),
	};
	const sku = here[0]?.listing.seed.sellerSku ?? '';
	return { sku, ...Object.fromEntries(listingDataSets.filter((dataSet) => included.has(dataSet)).map((dataSet) => [dataSet, make[dataSet]()])) };
}

function summary(shelf: ListingShelf, { listing: { seed, created, updated }, entry }: ListingHere): JsonObject {
	return present({
		marketplaceId: entry.id,
		asin: seed.asin,
		productType: PRODUCT_TYPE,
		conditionType: isParent(seed) ? undefined : seed.condition ?? 'new_new',
		status: statusOf(seed),
		fnSku: fnSkuOf(seed),
		itemName: seed.title,
		createdDate: new Date(created).toISOString(),
		lastUpdatedDate: new Date(updated).toISOString(),
		mainImage: mainImage(shelf, seed),
	});
}

function mainImage(shelf: ListingShelf, seed: ListingSeed): JsonObject | undefined {
	const item = shelf.item(seed.marketplaceId, seed.asin);
	const [largest] = (item?.images ?? []).filter(({ variant }) => variant === 'MAIN').sort((a, b) => b.height - a.height);
	if (largest) return { link: largest.link, height: largest.height, width: largest.width };
	return item && item.images === undefined ? { link: `https://m.media-amazon.com/images/I/${item.asin}.jpg`, height: 2000, width: 2000 } : undefined;
}

/** As Amazon keeps what the seller sent; only what the world knows. With several marketplaces, a value for each. */
function attributes(here: readonly ListingHere[]): JsonObject {
	const lists = new Map<string, Json[]>();
	const add = (name: string, value: JsonObject | undefined): void => {
		if (value) lists.set(name, [...(lists.get(name) ?? []), value]);
	};
	for (const { listing: { seed }, entry } of here) {
		const marketplace = { marketplace_id: entry.id };
		const text = (value: string | undefined): JsonObject | undefined => (value === undefined ? undefined : { value, language_tag: entry.language, ...marketplace });
		add('item_name', text(seed.title));
		add('product_description', text(seed.description));
		if (!isParent(seed)) add('condition_type', { value: seed.condition ?? 'new_new', ...marketplace });
		const { identifier } = seed;
		if (identifier?.type === 'ASIN') add('merchant_suggested_asin', { value: identifier.value, ...marketplace });
		else if (identifier) add('externally_assigned_product_identifier', { type: identifier.type.toLowerCase(), value: identifier.value, ...marketplace });
		if (seed.parentSku !== undefined) {
			add('child_parent_sku_relationship', { child_relationship_type: 'variation', parent_sku: seed.parentSku, ...marketplace });
			add('parentage_level', { value: 'child', ...marketplace });
		} else if (isParent(seed)) add('parentage_level', { value: 'parent', ...marketplace });
	}
	return Object.fromEntries(lists);
}

const issues = ({ listing: { seed }, entry }: ListingHere): readonly JsonObject[] =>
	seed.state === 'incomplete'
		? [{ code: '90220', message: "'brand' is required but not supplied.", severity: 'ERROR', attributeNames: ['brand'], categories: ['MISSING_ATTRIBUTE'], marketplaceIds: [entry.id] }]
		: [];

const offers = ({ listing: { seed }, entry }: ListingHere): readonly JsonObject[] =>
	isParent(seed) || seed.price === undefined
		? []
		: [{ marketplaceId: entry.id, offerType: 'B2C', price: { currencyCode: entry.currency, amount: seed.price }, audience: { value: 'ALL', displayName: 'Sell on Amazon' } }];

/** Amazon does not say of which marketplace a channel is, so that one channel stands once. It counts no units of its own warehouses here. */
function availability(here: readonly ListingHere[]): readonly JsonObject[] {
	const channels = new Map<string, JsonObject>();
	for (const { listing: { seed }, entry } of here) {
		const code = channelCode(seed, entry);
		if (code !== undefined && !channels.has(code)) channels.set(code, { fulfillmentChannelCode: code, ...(code === 'DEFAULT' ? { quantity: seed.quantity ?? 0 } : {}) });
	}
	return [...channels.values()];
}

function relationships(shelf: ListingShelf, seed: ListingSeed): readonly JsonObject[] {
	if (seed.parentSku !== undefined) {
		const theme = shelf.item(seed.marketplaceId, seed.asin)?.variationTheme;
		return [present({ type: 'VARIATION', parentSkus: [seed.parentSku], variationTheme: theme && { attributes: theme.attributes, theme: theme.theme } })];
	}
	return isParent(seed) ? [{ type: 'VARIATION', childSkus: shelf.childSkus(seed.marketplaceId, seed.sellerSku) }] : [];
}
