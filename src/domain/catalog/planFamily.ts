import type { Issue } from '../issues';
import type { CatalogSettings } from '../settings';
import { hold, note } from './catalogIssues';
import { familyName, familySku, optionNames, type Family, type FamilyRow, type FamilyVariant } from './families';
import type { VariationOption } from './listing';
import { DEFAULT_CATEGORY } from './newProduct';
import type { FamilyMember, KnownFamily, NewFamily } from './product';
import { LONGEST_REFERENCE_NAME } from './productFields';
import { fitName, foldedName, MOST_OPTIONS, variantName } from './productNames';
import { foldedSku } from './skuForms';

export interface FamilyContext {
	/** The family that an earlier run linked (S91). */
	readonly linked?: KnownFamily;
	/** Families of Cin7 Core with the name (S94) or the SKU of this one, and any others. */
	readonly candidates: readonly KnownFamily[];
	readonly settings: Pick<CatalogSettings, 'amazonIsMaster' | 'unitOfMeasure' | 'costingMethod'>;
	/** Location that a new family gets. */
	readonly defaultLocation: string;
}

export interface PlannedVariant<Row extends FamilyRow = FamilyRow> extends Pick<FamilyVariant<Row>, 'asin' | 'rows' | 'productId'> {
	/** S97: name of its product. */
	readonly name: string;
	/** One for each option of the family, in the family's order. */
	readonly options: readonly VariationOption[];
	/**
	 * member: in the family, nothing to do. toChange: a member whose options changed at Amazon (S48). toAdd: its product
	 * exists and comes into the family. toCreate: it has no product. held: see `issues`.
	 */
	readonly state: 'member' | 'toChange' | 'toAdd' | 'toCreate' | 'held';
	readonly issues: readonly Issue[];
}

export type FamilyPlan<Row extends FamilyRow = FamilyRow> =
	| {
			readonly kind: 'family';
			/** Name of the family once the plan is carried out. */
			readonly name: string;
			readonly existing?: KnownFamily;
			/** Set where the family is to be created. */
			readonly create?: Omit<NewFamily, 'products'>;
			/** Master source: the family's new name (S48). */
			readonly rename?: string;
			readonly variants: readonly PlannedVariant<Row>[];
	  }
	/** Nothing of the family is created, added or renamed. */
	| { readonly kind: 'held'; readonly issues: readonly Issue[] };

/** What a family of Amazon needs in Cin7 Core (S89-S91, S94, S97, S107). Members are never removed. */
export function planFamily<Row extends FamilyRow>(family: Family<Row>, context: FamilyContext): FamilyPlan<Row> {
	const title = familyName(family);
	const found = findFamily(family, title, context);
	if (found.length > 1) return held('catalog.ambiguousFamily', `Cin7 Core has several product families for ${title ?? family.parentAsin}: ${found.map(({ sku }) => sku).join(', ')}`, 'Rename all but one of them in Cin7 Core.');
	const [existing] = found;
	const name = existing && !context.settings.amazonIsMaster ? existing.name : title ?? existing?.name;
	if (name === undefined) return held('catalog.familyUnnamed', `Amazon gives no title for ${family.parentAsin}, the parent of ${skusOf(family.variants)}`, 'Complete the parent in Seller Central, or link the listings by hand in the Amazon Catalog Mapper node.');
	const wanted = optionNames(family);
	const names = existing ? ownNames(existing, wanted, family) : wanted;
	if (names === undefined) return held('catalog.familyOptionsDiffer', `Product family ${existing?.sku ?? ''} has the options ${existing?.optionNames.join(', ') ?? ''}, and Amazon's family ${family.parentAsin} has ${wanted.join(', ')}`, 'Name the options in Cin7 Core as Amazon does, or add the variants to the family by hand and link them.');
	const variants = planVariants(family, { name, names, existing, isMaster: context.settings.amazonIsMaster });
	if (!existing) return { kind: 'family', name, create: newFamily(family, name, names, context), variants };
	return { kind: 'family', name, existing, ...(name === existing.name ? {} : { rename: name }), variants };
}

/** The product as a member of the family. */
export const familyMember = ({ options }: PlannedVariant, id: string): FamilyMember => ({ id, options: options.map(({ value }) => value) });

const held = (code: string, message: string, hint: string): FamilyPlan<never> => ({ kind: 'held', issues: [hold(code, message, hint)] });

/** S91 before S94; a family with the very SKU is one that an earlier run made. */
function findFamily(family: Family, title: string | undefined, { linked, candidates }: FamilyContext): readonly KnownFamily[] {
	if (linked) return [linked];
	const distinct = [...new Map(candidates.map((candidate) => [candidate.id, candidate])).values()];
	const named = title === undefined ? [] : distinct.filter(({ name }) => foldedName(name) === foldedName(title));
	const sku = foldedSku(familySku(family));
	const own = distinct.find((candidate) => foldedSku(candidate.sku) === sku);
	return own && (named.length === 0 || named.includes(own)) ? [own] : named;
}

const sameName = (a: string, b: string): boolean => foldedName(a) === foldedName(b);

/**
 * The options of an existing family, in its order and words, where each is one of Amazon's; a single option whatever its
 * name. undefined where they do not correspond: values in wrong columns would be worse than none.
 */
function ownNames({ optionNames: own }: KnownFamily, wanted: readonly string[], { variants }: Family): readonly string[] | undefined {
	const known = variants.flatMap(({ options }) => options.map(({ name }) => name));
	const correspond = own.length > 0 && own.every((name) => known.some((option) => sameName(option, name)));
	return correspond || (own.length === 1 && wanted.length === 1) ? own : undefined;
}

function newFamily(family: Family, name: string, names: readonly string[], { settings, defaultLocation }: FamilyContext): Omit<NewFamily, 'products'> {
	const items = [family.parent, ...family.variants.flatMap(({ rows }) => rows.map(({ item }) => item))];
	const brand = items.find((item) => item?.brand)?.brand;
	const { unitOfMeasure, costingMethod } = settings;
	return { sku: familySku(family), name, category: fitName(items.find((item) => item?.topCategory)?.topCategory ?? DEFAULT_CATEGORY, LONGEST_REFERENCE_NAME), ...(brand ? { brand: fitName(brand, LONGEST_REFERENCE_NAME) } : {}), unitOfMeasure, costingMethod, defaultLocation, optionNames: names };
}

interface Frame {
	readonly name: string;
	readonly names: readonly string[];
	readonly existing: KnownFamily | undefined;
	readonly isMaster: boolean;
}

function planVariants<Row extends FamilyRow>(family: Family<Row>, frame: Frame): readonly PlannedVariant<Row>[] {
	const { existing, name, names } = frame;
	const ours = new Set(family.variants.map(({ productId }) => productId));
	const others = new Map((existing?.products ?? []).filter(({ id }) => !ours.has(id)).map(({ id, options }) => [foldedName(variantName(name, options.map((value) => ({ value })))), id]));
	const drafts = family.variants.map((variant) => ({ variant, options: optionsOf(variant, names) })).map((draft) => ({ ...draft, full: variantName(name, draft.options) }));
	const taken = new Set<string | undefined>();
	return drafts.map(({ variant, options, full }) => {
		const alike = drafts.filter((each) => sameName(each.full, full)).map((each) => each.variant);
		const reasons = [...missingOptions(variant, options, names), ...(alike.length > 1 ? [fallTogether(variant, alike, full)] : []), ...(others.has(foldedName(full)) ? [alreadyThere(variant, full)] : [])];
		const state = stateOf(variant, options, frame, reasons.length > 0, taken.has(variant.productId));
		if (variant.productId !== undefined) taken.add(variant.productId);
		const { asin, rows, productId } = variant;
		return { asin, rows, ...(productId === undefined ? {} : { productId }), name: full, options, state, issues: [...(state === 'held' ? reasons : []), ...tooManyOptions(variant)] };
	});
}

/** @param twice the product is in the family by another variant that a user linked to it */
function stateOf({ productId }: FamilyVariant, options: readonly VariationOption[], { existing, isMaster }: Frame, isHeld: boolean, twice: boolean): PlannedVariant['state'] {
	const member = existing?.products.find(({ id }) => id === productId);
	if (productId !== undefined && twice) return 'member';
	if (member && (isHeld || !isMaster || options.every(({ value }, at) => member.options[at] === value))) return 'member';
	if (isHeld) return 'held';
	if (member) return 'toChange';
	return productId === undefined ? 'toCreate' : 'toAdd';
}

/** The variant's value of each option of the family; '' where Amazon gives none. A family's single option takes the first. */
function optionsOf({ options }: FamilyVariant, names: readonly string[]): readonly VariationOption[] {
	const only = names.length === 1 ? options[0] : undefined;
	return names.map((name) => ({ name, value: (options.find((option) => sameName(option.name, name)) ?? only)?.value ?? '' }));
}

const skuOf = ({ rows }: FamilyVariant): string => rows.map(({ listing }) => listing.sellerSku).join(', ');
const skusOf = (variants: readonly FamilyVariant[]): string => variants.map(skuOf).join(', ');

function missingOptions(variant: FamilyVariant, options: readonly VariationOption[], names: readonly string[]): readonly Issue[] {
	const missing = names.filter((_name, at) => options[at]?.value === '');
	if (missing.length === 0) return [];
	return [hold('catalog.optionMissing', `Listing ${skuOf(variant)} is a variant without a value for ${missing.join(', ')}`, 'Complete the variant in Seller Central, or link it by hand in the Amazon Catalog Mapper node.')];
}

/** S90: what differs only in a fourth option would be one and the same product. */
const fallTogether = (variant: FamilyVariant, alike: readonly FamilyVariant[], name: string): Issue =>
	hold('catalog.variantsFallTogether', `Listing ${skuOf(variant)} cannot be told from others of its family by the first ${MOST_OPTIONS} options: ${skusOf(alike)} would all be ${name}`, 'Create their products in Cin7 Core by hand and link them in the Amazon Catalog Mapper node.');

const alreadyThere = (variant: FamilyVariant, name: string): Issue =>
	hold('catalog.variantTaken', `The product family in Cin7 Core already has a product for ${name}, and listing ${skuOf(variant)} is not linked to it`, 'If it is the same product, link the listing to it in the Amazon Catalog Mapper node.');

function tooManyOptions(variant: FamilyVariant): readonly Issue[] {
	const left = variant.options.slice(MOST_OPTIONS).map(({ name }) => name);
	if (left.length === 0) return [];
	return [note('catalog.moreThanThreeOptions', `Listing ${skuOf(variant)} has ${variant.options.length} options at Amazon and Cin7 Core knows ${MOST_OPTIONS}: ${left.join(', ')} ${left.length === 1 ? 'is' : 'are'} left out`, 'Nothing to do.')];
}
