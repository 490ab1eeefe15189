import type { CatalogItem, Listing, VariationOption } from './listing';

/** Longest name of a product or family in Cin7 Core (API reference: Name, 256). */
const LONGEST_NAME = 256;
/** Cin7 Core knows three options of a family; those beyond are left out (S90). */
export const MOST_OPTIONS = 3;

/** Two names that Cin7 Core takes for one (S97). */
export const foldedName = (name: string): string => name.normalize('NFC').trim().toLowerCase();

/** The title as a name: one line, no double blanks. undefined when there is none. */
export const titleAsName = (title: string | undefined): string | undefined => title?.replace(/\s+/g, ' ').trim() || undefined;

/**
 * S101: the title. The listing's own goes before the item's: it comes with every load, the item only after a change.
 * Not yet cut to the longest name.
 */
export const titleOf = (listing: Listing, item?: CatalogItem): string | undefined => titleAsName(listing.title) ?? titleAsName(item?.title);

/** Cuts a name to what Cin7 Core takes, and not through the middle of a character. */
export const fitName = (name: string, longest = LONGEST_NAME): string =>
	name.length <= longest ? name : `${name.slice(0, longest - 1).replace(/[\uD800-\uDBFF]$/, '').trimEnd()}…`;

/**
 * S97: 'Family (Option1Value, Option2Value, Option3Value)', the first three only (S90). A name that is too long loses the
 * end of the family's name, so that variants stay apart.
 */
export function variantName(familyName: string, options: readonly Pick<VariationOption, 'value'>[]): string {
	const values = options.slice(0, MOST_OPTIONS).map(({ value }) => value);
	if (values.length === 0) return fitName(familyName);
	const suffix = ` (${values.join(', ')})`;
	return suffix.length >= LONGEST_NAME ? fitName(familyName + suffix) : fitName(familyName, LONGEST_NAME - suffix.length) + suffix;
}
