import { groupBy } from '../groupBy';
import type { CatalogItem, Listing, ListingStatus, VariationOption } from './listing';
import { fitName, MOST_OPTIONS, titleAsName } from './productNames';
import { foldedSku } from './skuForms';

/** API reference: SKU of a product family, 45 characters; option names, 50. */
const LONGEST_FAMILY_SKU = 45;
const LONGEST_OPTION_NAME = 50;

/** A row of the catalog, as far as families look at it. */
export interface FamilyRow {
	readonly listing: Listing;
	readonly item?: CatalogItem;
	readonly status: ListingStatus;
	readonly link?: { readonly productId: string };
}

/** One variant: an ASIN with all its listings, such as its AFN and MFN twins. They are one product. */
export interface FamilyVariant<Row extends FamilyRow = FamilyRow> {
	readonly asin: string;
	/** By seller SKU, in code point order. */
	readonly rows: readonly Row[];
	/** All options that Amazon names, in its order; those without a value are left out. */
	readonly options: readonly VariationOption[];
	/** The product that one of the listings is linked to. */
	readonly productId?: string;
}

/** A family at Amazon: the listings of one parent ASIN (S89). */
export interface Family<Row extends FamilyRow = FamilyRow> {
	readonly parentAsin: string;
	readonly parent?: CatalogItem;
	readonly parentSku?: string;
	readonly variants: readonly FamilyVariant<Row>[];
}

export interface GroupedRows<Row extends FamilyRow> {
	readonly families: readonly Family<Row>[];
	/** Rows that are products by themselves: without parent, without options, or in another condition than the family's. */
	readonly single: readonly Row[];
}

/**
 * Sorts rows into families by parent ASIN (S89). Parents are no goods and canceled rows no variants: both are left out. A
 * listing in another condition than its ASIN's new one is another good, and would have the same options: it is single.
 * @param parents items of the parents, as far as they are known
 */
export function groupFamilies<Row extends FamilyRow>(rows: readonly Row[], parents: ReadonlyMap<string, CatalogItem>): GroupedRows<Row> {
	const goods = [...rows].sort(bySellerSku).filter(({ item, status }) => status !== 'canceled' && item?.variationParent !== true);
	const single = goods.filter((row) => !isVariant(row));
	const byParent = groupBy(goods.filter(isVariant), ({ item }) => item?.parentAsin ?? '');
	const families = [...byParent].map(([parentAsin, members]) => {
		const byAsin = [...groupBy(members, ({ item }) => item?.asin ?? '').values()].map(inOneCondition);
		single.push(...byAsin.flatMap(({ others }) => others));
		const parent = parents.get(parentAsin);
		const parentSku = parentSkuOf(parentAsin, members, rows);
		return { parentAsin, ...(parent ? { parent } : {}), ...(parentSku === undefined ? {} : { parentSku }), variants: byAsin.map(({ first, twins }) => variant(first, twins)) };
	});
	return { families, single: single.sort(bySellerSku) };
}

const isVariant = ({ item }: FamilyRow): boolean => item?.parentAsin !== undefined && item.options.some(({ value }) => value.trim() !== '');

const bySellerSku = (a: FamilyRow, b: FamilyRow): number => (a.listing.sellerSku < b.listing.sellerSku ? -1 : a.listing.sellerSku > b.listing.sellerSku ? 1 : 0);

const condition = ({ listing }: FamilyRow): string => (listing.condition ?? 'new_new').toLowerCase();

/** The listings of an ASIN in new condition, else in that of its first; and the others. There is at least one row. */
function inOneCondition<Row extends FamilyRow>(rows: readonly Row[]): { readonly first: Row; readonly twins: readonly Row[]; readonly others: readonly Row[] } {
	const first = rows.find((row) => condition(row).startsWith('new')) ?? (rows[0] as Row);
	return { first, twins: rows.filter((row) => condition(row) === condition(first)), others: rows.filter((row) => condition(row) !== condition(first)) };
}

function variant<Row extends FamilyRow>(first: Row, rows: readonly Row[]): FamilyVariant<Row> {
	const options = (first.item?.options ?? []).map(({ name, value }) => ({ name: name.trim().slice(0, LONGEST_OPTION_NAME), value: value.replace(/\s+/g, ' ').trim() })).filter(({ value }) => value !== '');
	const productId = rows.find(({ link }) => link !== undefined)?.link?.productId;
	return { asin: first.item?.asin ?? '', rows, options, ...(productId === undefined ? {} : { productId }) };
}

function parentSkuOf(parentAsin: string, members: readonly FamilyRow[], rows: readonly FamilyRow[]): string | undefined {
	const ofParent = rows.find(({ listing, item }) => listing.asin === parentAsin && item?.variationParent === true)?.listing.sellerSku;
	return ofParent ?? members.find(({ listing }) => listing.parentSku !== undefined)?.listing.parentSku;
}

/** S94: the parent's title at Amazon as the family's name; undefined where it is not known. */
export function familyName({ parent }: Family): string | undefined {
	const title = titleAsName(parent?.title);
	return title && fitName(title);
}

/** SKU of a family: the parent's seller SKU where it is known and short enough, else the parent ASIN. */
export const familySku = ({ parentSku, parentAsin }: Family): string =>
	parentSku !== undefined && foldedSku(parentSku) !== '' && parentSku.length <= LONGEST_FAMILY_SKU ? parentSku : parentAsin;

/** S90, S107: names of the first three options of Amazon's theme, by the variant that has the most. */
export function optionNames({ variants }: Family): readonly string[] {
	const most = variants.reduce<readonly VariationOption[]>((found, { options }) => (options.length > found.length ? options : found), []);
	return [...new Set(most.map(({ name }) => name))].slice(0, MOST_OPTIONS);
}
