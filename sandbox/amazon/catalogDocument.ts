import { createHash } from 'node:crypto';
import { type Json, type JsonObject, present } from './json';
import { PRODUCT_TYPE } from './listingDocument';
import type { CatalogItemSeed, Dimensions } from './listingSeeds';
import type { MarketplaceEntry } from './marketplaceEntries';

export const catalogDataSets = ['attributes', 'classifications', 'dimensions', 'identifiers', 'images', 'productTypes', 'relationships', 'salesRanks', 'summaries', 'vendorDetails'] as const;
export type CatalogDataSet = (typeof catalogDataSets)[number];

/** A catalog item in one of the marketplaces that were asked for. */
export interface ItemHere {
	readonly item: CatalogItemSeed;
	readonly entry: MarketplaceEntry;
}

/** An Item of catalogItems_2022-04-01.json. `here` is one ASIN, once for each marketplace that has it. */
export function catalogDocument(asin: string, here: readonly ItemHere[], included: ReadonlySet<CatalogDataSet>): JsonObject {
	const each = (make: (item: CatalogItemSeed) => { readonly [field: string]: Json | undefined }): Json => here.map(({ item, entry }) => present({ marketplaceId: entry.id, ...make(item) }));
	const make: { readonly [dataSet in CatalogDataSet]: () => Json } = {
		attributes: () => attributes(here),
		classifications: () => each((item) => ({ classifications: classification(item.categories ?? []) ?? [] })),
		dimensions: () => each((item) => ({ item: item.item && dimensions(item.item), package: item.package && dimensions(item.package) })),
		identifiers: () => each(({ identifiers = [] }) => ({ identifiers: identifiers.map(({ type, value }) => ({ identifierType: type, identifier: value })) })),
		images: () => each((item) => ({ images: imagesOf(item).map(({ variant, link, height, width }) => ({ variant, link, height, width })) })),
		productTypes: () => each(() => ({ productType: PRODUCT_TYPE })),
		relationships: () => each((item) => ({ relationships: relationships(item) })),
		salesRanks: () => each(() => ({ classificationRanks: [], displayGroupRanks: [] })),
		summaries: () => each(summary),
		vendorDetails: () => [],
	};
	return { asin, ...Object.fromEntries(catalogDataSets.filter((dataSet) => included.has(dataSet)).map((dataSet) => [dataSet, make[dataSet]()])) };
}

/** The lowest category with its parents inside each other: the root is the topmost. */
function classification(fromTop: readonly string[]): readonly JsonObject[] | undefined {
	let chain: JsonObject | undefined;
	for (const [depth, displayName] of fromTop.entries()) {
		const path = fromTop.slice(0, depth + 1).join('/');
		const classificationId = String(parseInt(createHash('sha256').update(path).digest('hex').slice(0, 10), 16));
		chain = present({ displayName, classificationId, parent: chain });
	}
	return chain && [chain];
}

const dimensions = ({ height, length, weight, width }: Dimensions): JsonObject =>
	present({ height: height && { ...height }, length: length && { ...length }, weight: weight && { ...weight }, width: width && { ...width } });

/** Amazon gives each picture in several sizes. */
function imagesOf(item: CatalogItemSeed): NonNullable<CatalogItemSeed['images']> {
	const link = (size: string): string => `https://m.media-amazon.com/images/I/${item.asin}${size}.jpg`;
	return item.images ?? [
		{ variant: 'MAIN', link: link(''), height: 2000, width: 2000 },
		{ variant: 'MAIN', link: link('._SL500_'), height: 500, width: 500 },
		{ variant: 'MAIN', link: link('._SL75_'), height: 75, width: 75 },
	];
}

function relationships({ parentAsin, childAsins, variationTheme }: CatalogItemSeed): readonly JsonObject[] {
	if (parentAsin === undefined && childAsins === undefined) return [];
	return [present({ type: 'VARIATION', parentAsins: parentAsin === undefined ? undefined : [parentAsin], childAsins, variationTheme: variationTheme && { attributes: variationTheme.attributes, theme: variationTheme.theme } })];
}

function summary(item: CatalogItemSeed): { readonly [field: string]: Json | undefined } {
	const { attributes: values = {}, categories = [] } = item;
	const [lowest] = classification(categories) ?? [];
	return {
		adultProduct: false,
		autographed: false,
		brand: item.brand,
		browseClassification: lowest && { displayName: lowest['displayName'] ?? '', classificationId: lowest['classificationId'] ?? '' },
		color: values['color'],
		itemClassification: item.kind ?? 'BASE_PRODUCT',
		itemName: item.title,
		manufacturer: values['manufacturer'] ?? item.brand,
		memorabilia: false,
		modelNumber: values['model_number'],
		partNumber: values['part_number'],
		size: values['size'],
		style: values['style'],
		tradeInEligible: false,
	};
}

function attributes(here: readonly ItemHere[]): JsonObject {
	const lists = new Map<string, Json[]>();
	for (const { item, entry } of here) {
		const texts = { ...item.attributes, item_name: item.title, brand: item.brand, product_description: item.description };
		for (const [name, value] of Object.entries(texts)) {
			if (value !== undefined) lists.set(name, [...(lists.get(name) ?? []), { value, language_tag: entry.language, marketplace_id: entry.id }]);
		}
		for (const { type, value } of item.identifiers ?? []) {
			lists.set('externally_assigned_product_identifier', [...(lists.get('externally_assigned_product_identifier') ?? []), { type: type.toLowerCase(), value, marketplace_id: entry.id }]);
		}
	}
	return Object.fromEntries(lists);
}
