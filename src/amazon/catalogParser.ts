import type { CatalogItem, Measure, ProductIdentifier, VariationOption } from '../domain/catalog/listing';
import { fromJsonNumber } from '../domain/money';
import { wireCatalogItem, type WireCatalogItem, type WireClassification } from './catalogWire';

type OfMarketplace = { readonly marketplaceId: string };

const inMarketplace = <T extends OfMarketplace>(entries: readonly (T | null)[] | null | undefined, marketplaceId: string): T | undefined =>
	entries?.find((entry): entry is T => entry?.marketplaceId === marketplaceId);

const present = <T>(entries: readonly (T | null)[] | null | undefined): T[] => (entries ?? []).filter((entry): entry is T => entry !== null);

/** Reads one item of catalog items 2022-04-01 as it is in that marketplace; undefined for something without an ASIN. */
export function parseCatalogItem(wire: unknown, marketplaceId: string): CatalogItem | undefined {
	const checked = wireCatalogItem.safeParse(wire);
	if (!checked.success) return undefined;
	const item = checked.data;
	const summary = inMarketplace(item.summaries, marketplaceId);
	const variations = present(inMarketplace(item.relationships, marketplaceId)?.relationships).filter(({ type }) => type === 'VARIATION');
	const parentAsin = variations.flatMap(({ parentAsins }) => present(parentAsins))[0];
	const topCategory = rootOf(present(inMarketplace(item.classifications, marketplaceId)?.classifications)[0]);
	const smallImageUrl = smallImageOf(item, marketplaceId);
	const description = descriptionOf(item.attributes ?? {}, marketplaceId);
	return {
		asin: item.asin,
		variationParent: summary?.itemClassification === 'VARIATION_PARENT' || variations.some(({ childAsins }) => present(childAsins).length > 0),
		options: optionsOf(item, variations.flatMap(({ variationTheme }) => present(variationTheme?.attributes)), marketplaceId),
		identifiers: identifiersOf(item, marketplaceId),
		...(summary?.itemName && { title: summary.itemName }),
		...(summary?.brand && { brand: summary.brand }),
		...(description !== undefined && { description }),
		...(topCategory !== undefined && { topCategory }),
		...(parentAsin !== undefined && { parentAsin }),
		...measuresOf(item, marketplaceId),
		...(smallImageUrl !== undefined && { smallImageUrl }),
	};
}

/** The topmost category of the chain (S93). */
function rootOf(category: WireClassification | undefined): string | undefined {
	let root = category;
	while (root?.parent) root = root.parent;
	return root?.displayName || undefined;
}

const identifierTypes: ReadonlySet<string> = new Set<ProductIdentifier['type']>(['EAN', 'UPC', 'GTIN', 'ISBN', 'JAN']);
const isIdentifierType = (type: string): type is ProductIdentifier['type'] => identifierTypes.has(type);

function identifiersOf(item: WireCatalogItem, marketplaceId: string): readonly ProductIdentifier[] {
	return present(inMarketplace(item.identifiers, marketplaceId)?.identifiers).flatMap(({ identifierType, identifier }) => {
		const type = identifierType.toUpperCase();
		return isIdentifierType(type) ? [{ type, value: identifier }] : [];
	});
}

type Measures = Pick<CatalogItem, 'weight' | 'length' | 'width' | 'height'>;
const sides = ['length', 'width', 'height'] as const;

/** Of the item, else of its package; the three sides are never taken from both, for together they are one box. */
function measuresOf(item: WireCatalogItem, marketplaceId: string): Measures {
	const found = inMarketplace(item.dimensions, marketplaceId);
	const weight = measureOf(found?.item?.weight ?? found?.package?.weight);
	const box = sides.some((side) => found?.item?.[side]) ? found?.item : found?.package;
	const measured = sides.flatMap((side) => {
		const measure = measureOf(box?.[side]);
		return measure === undefined ? [] : [[side, measure] as const];
	});
	return { ...(weight !== undefined && { weight }), ...Object.fromEntries(measured) };
}

const measureOf = (measure: { value: number; unit: string } | null | undefined): Measure | undefined =>
	measure ? { value: fromJsonNumber(measure.value), unit: measure.unit } : undefined;

/** The smallest picture of the variant MAIN (S105). */
function smallImageOf(item: WireCatalogItem, marketplaceId: string): string | undefined {
	const main = present(inMarketplace(item.images, marketplaceId)?.images).filter(({ variant }) => variant === 'MAIN');
	return main.sort((a, b) => a.height * a.width - b.height * b.width)[0]?.link;
}

type Attributes = Readonly<Record<string, unknown>>;

function descriptionOf(attributes: Attributes, marketplaceId: string): string | undefined {
	const whole = valuesOf(attributes.product_description, marketplaceId)[0];
	return whole ?? (valuesOf(attributes.bullet_point, marketplaceId).join('\n') || undefined);
}

/** Attributes are lists of { value, language_tag, marketplace_id }; some nest the text once more, some give a number with a unit. */
function valuesOf(attribute: unknown, marketplaceId: string): readonly string[] {
	if (!Array.isArray(attribute)) return [];
	const entries = attribute.map(asRecord).filter(({ marketplace_id: of }) => of === undefined || of === marketplaceId);
	return entries.flatMap((entry) => {
		const value = textOf(entry.value) ?? textOf(asRecord(Array.isArray(entry.value) ? entry.value[0] : entry.value).value) ?? textOf(entry.name) ?? textOf(entry.size);
		const unit = typeof entry.value === 'number' ? textOf(entry.unit) : undefined;
		return value === undefined ? [] : [unit === undefined ? value : `${value} ${unit}`];
	});
}

const asRecord = (value: unknown): Attributes => (typeof value === 'object' && value !== null ? { ...value } : {});

function textOf(value: unknown): string | undefined {
	if (typeof value === 'number' && Number.isFinite(value)) return String(value);
	return typeof value === 'string' && value.trim() !== '' ? value.trim() : undefined;
}

/** Options in the order of the theme; an attribute without a value here, as on the parent of a family, is left out. */
function optionsOf(item: WireCatalogItem, names: readonly string[], marketplaceId: string): readonly VariationOption[] {
	return [...new Set(names)].flatMap((name) => {
		const value = optionValueOf(item, name, marketplaceId);
		return value === undefined ? [] : [{ name: titleOf(name), value }];
	});
}

// Themes say 'color' or 'color_name' where attributes say the other.
const withoutName = (name: string): string => name.toLowerCase().replace(/_name$/, '');

function optionValueOf(item: WireCatalogItem, name: string, marketplaceId: string): string | undefined {
	const attributes = item.attributes ?? {};
	const bare = withoutName(name);
	for (const spelling of [name, bare, `${bare}_name`]) {
		const value = Object.hasOwn(attributes, spelling) ? valuesOf(attributes[spelling], marketplaceId)[0] : undefined;
		if (value !== undefined) return value;
	}
	const summary = inMarketplace(item.summaries, marketplaceId);
	return textOf(bare === 'color' ? summary?.color : bare === 'size' ? summary?.size : bare === 'style' ? summary?.style : undefined);
}

/** 'size_name' -> 'Size', 'item_package_quantity' -> 'Item Package Quantity'. */
const titleOf = (name: string): string =>
	withoutName(name).split(/[_\s]+/).filter((word) => word !== '').map((word) => word.charAt(0).toUpperCase() + word.slice(1)).join(' ');
