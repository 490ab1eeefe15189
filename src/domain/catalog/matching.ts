import type { Issue } from '../issues';
import type { CatalogSettings } from '../settings';
import { barcodesToFind } from './barcodes';
import { hold, note } from './catalogIssues';
import type { CatalogItem, Listing } from './listing';
import type { KnownProduct } from './product';
import { foldedSku, hasHiddenCharacters } from './skuForms';
import { skuDifferences } from './skuLikeness';

/** What one listing is matched with. Values only: same input, same decision. */
export interface MatchInput {
	readonly listing: Listing;
	readonly item?: CatalogItem;
	readonly settings: CatalogSettings;
	/** Products that other listings of this ASIN and condition are linked with, here and in the seller's other stores (S95). */
	readonly sameAsin: readonly KnownProduct[];
	/** Products with the SKU (folded), deprecated ones too, and those found by the field that the user chose (P56): ASIN in SKU or barcode, or barcode. */
	readonly candidates: readonly KnownProduct[];
	/** Products whose SKU is alike without being equal (`looseSku`); for the warning only (P57). */
	readonly alike: readonly KnownProduct[];
}

export type MatchDecision =
	| { readonly kind: 'match'; readonly product: KnownProduct; readonly issues: readonly Issue[] }
	/** No product: one is to be created when `mayCreate`: the settings want it (S46), and no product has the SKU (S115). */
	| { readonly kind: 'none'; readonly mayCreate: boolean; readonly issues: readonly Issue[] };

const none = (issues: readonly Issue[] = [], mayCreate = false): MatchDecision => ({ kind: 'none', mayCreate, issues });

/**
 * Decides which product a listing stands for, in the vendor's order: by Amazon's id first (S95), then by the field that
 * the user chose (S96, P56). Likeness is told, never taken for a match (P57). What a user linked by hand is not asked for
 * here: it stands above all matching (S45). Parents of families and drafts are no goods: no product is made of them.
 */
export function decideMatch(input: MatchInput): MatchDecision {
	const { listing, item, settings } = input;
	if (item?.variationParent) return none();
	const noGoods = listing.availability === 'incomplete' || listing.asin === undefined;
	if (settings.matchManually) return none([...(noGoods ? [withoutAsin(listing)] : []), ...warnings(input)]);
	// D1: the SKU of an order line finds its product also where Amazon no longer knows the listing.
	if (noGoods) return byChosenField(input) ?? none([withoutAsin(listing), ...warnings(input)]);
	return byAmazonId(input) ?? byChosenField(input) ?? none(warnings(input), mayCreate(input));
}

/** S115: what the catalog offers by hand, too: true when no product has this SKU as Cin7 Core compares them, deprecated ones included. */
export function isSkuFree(sku: string, products: readonly KnownProduct[]): boolean {
	const folded = foldedSku(sku);
	return !products.some((product) => foldedSku(product.sku) === folded);
}

function mayCreate({ listing, item, settings, candidates }: MatchInput): boolean {
	if (!settings.createProducts) return false;
	// Without an item and without a channel it may be the parent of a family, which is no goods.
	const isGoods = item !== undefined || listing.fulfillmentChannel !== undefined;
	return isGoods && isSkuFree(listing.sellerSku, candidates);
}

const withoutAsin = ({ sellerSku }: Listing): Issue =>
	note('catalog.listingIncomplete', `Amazon has no complete listing with the SKU ${sellerSku}: it is a draft, or was removed`, 'Complete the listing in Seller Central, and it is matched by itself; or link the SKU by hand in the Amazon Catalog Mapper node.');

function byAmazonId({ listing, sameAsin }: MatchInput): MatchDecision | undefined {
	const products = distinct(sameAsin.filter(({ active }) => active));
	const [product] = products;
	if (!product) return undefined;
	if (products.length === 1) return { kind: 'match', product, issues: [] };
	return none([hold('catalog.ambiguousAsin', `Listing ${listing.sellerSku} is ASIN ${listing.asin ?? ''}, whose other listings are linked to different products: ${skusOf(products)}`, 'Link the listing by hand in the Amazon Catalog Mapper node.')]);
}

function byChosenField(input: MatchInput): MatchDecision | undefined {
	const { listing, settings } = input;
	const found = distinct(fitting[settings.matchBy](input));
	const active = found.filter((product) => product.active);
	const [product] = active;
	if (product && active.length === 1) return { kind: 'match', product, issues: [] };
	if (product) return none([hold('catalog.ambiguousMatch', `Listing ${listing.sellerSku} fits several products by ${fieldNames[settings.matchBy]}: ${skusOf(active)}`, 'Link the listing by hand in the Amazon Catalog Mapper node, or make the field unique in Cin7 Core.')]);
	if (found.length === 0) return undefined;
	return none([hold('catalog.productDeprecated', `Listing ${listing.sellerSku} fits product ${skusOf(found)}, which is deprecated in Cin7 Core`, 'Make the product active again in Cin7 Core, or link the listing to another product in the Amazon Catalog Mapper node.')]);
}

const fieldNames: Readonly<Record<CatalogSettings['matchBy'], string>> = { sku: 'SKU', asin: 'ASIN', barcode: 'barcode' };

/** The candidates that have the listing's value in the chosen field. */
const fitting: Readonly<Record<CatalogSettings['matchBy'], (input: MatchInput) => readonly KnownProduct[]>> = {
	sku: ({ listing, settings, candidates }) => {
		const exact = candidates.filter(({ sku }) => sku === listing.sellerSku);
		return exact.length > 0 || !settings.ignoreSkuCase ? exact : candidates.filter(({ sku }) => differInCase(sku, listing.sellerSku));
	},
	asin: ({ listing, candidates }) => candidates.filter(({ sku, barcode }) => listing.asin !== undefined && [sku, barcode].includes(listing.asin)),
	barcode: ({ listing, item, candidates }) => {
		if (candidates.length === 0) return [];
		const barcodes = new Set(barcodesToFind(listing, item));
		return candidates.filter(({ barcode }) => barcode !== undefined && barcodes.has(barcode.trim()));
	},
};

const differInCase = (a: string, b: string): boolean => a !== b && a.toLowerCase() === b.toLowerCase();

/** P57: what an eye would take for the listing's SKU. Nothing where a product has exactly this SKU. */
function warnings({ listing, settings, candidates, alike }: MatchInput): readonly Issue[] {
	const { sellerSku } = listing;
	const others = distinct([...candidates, ...alike]);
	if (settings.matchBy !== 'sku' || others.some(({ sku }) => sku === sellerSku)) return [];
	const inCase = others.filter(({ sku }) => differInCase(sku, sellerSku));
	const shown = settings.ignoreSkuCase ? [] : inCase.map(({ sku }) => note('catalog.skuDiffersInCase', `Listing ${sellerSku} and product ${sku} differ in upper and lower case alone`, 'If they are the same goods, link them by hand, or switch on Ignore Case of SKUs in the Amazon Store node.'));
	const looks = others.filter((product) => !inCase.includes(product)).map(({ sku }) => note('catalog.skuLooksAlike', `Listing ${sellerSku} looks like product ${sku}, but differs in: ${skuDifferences(sellerSku, sku).join(', ')}`, 'If they are the same goods, link them by hand in the Amazon Catalog Mapper node; otherwise there is nothing to do.'));
	const hidden = looks.length === 0 && hasHiddenCharacters(sellerSku) ? [note('catalog.skuHasHiddenCharacters', `The SKU of listing ${sellerSku} holds blanks at its ends or characters that cannot be seen`, 'Look at the SKU in Seller Central. If the product has it without them, link the two by hand.')] : [];
	return [...shown, ...looks, ...hidden];
}

function distinct(products: readonly KnownProduct[]): readonly KnownProduct[] {
	return products.length < 2 ? products : [...new Map(products.map((product) => [product.id, product])).values()];
}

const skusOf = (products: readonly KnownProduct[]): string => products.map(({ sku }) => sku).join(', ');
