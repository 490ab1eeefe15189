import type { TransactionType } from './settlement';

/** How the Principal lines of a settlement entry are told apart (S62). */
export type PrincipalGrouping = 'all' | 'product' | 'category';

/** Where a SKU belongs that is linked to no product, or a product without category; and a row that names no SKU. */
export const OTHER_PRODUCTS = 'Other';

/** True for what a buyer paid, or got back, for goods: amount description Principal, whatever transaction it is of (S62). */
export const isPrincipal = ({ amountDescription }: Pick<TransactionType, 'amountDescription'>): boolean => amountDescription.trim().toLowerCase() === 'principal';

/**
 * Name under which rows of this group stand apart: that of the product or category of its SKU, or Other; undefined for
 * everything that is not told apart, which with 'all' is everything (S62). `nameOfSku` holds names of products with
 * 'product', and names of categories with 'category'.
 */
export function principalGroupOf(group: TransactionType & { readonly sku?: string }, grouping: PrincipalGrouping, nameOfSku: ReadonlyMap<string, string>): string | undefined {
	if (grouping === 'all' || !isPrincipal(group)) return undefined;
	const name = group.sku === undefined ? undefined : nameOfSku.get(group.sku)?.trim();
	return name === undefined || name === '' ? OTHER_PRODUCTS : name;
}
