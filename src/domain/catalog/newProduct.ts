import type { Issue } from '../issues';
import { validBarcode } from './barcodes';
import { hold } from './catalogIssues';
import type { CatalogItem, Listing } from './listing';
import type { NewProduct } from './product';
import { productFields, type ProductContext } from './productFields';
import { foldedName } from './productNames';

/** API reference: SKU, 50 characters. */
const LONGEST_SKU = 50;
/** Category of a product for which Amazon names none; Cin7 Core demands one. */
export const DEFAULT_CATEGORY = 'Amazon';

export interface NewProductContext extends ProductContext {
	/** Folded names (`foldedName`) of products that exist, at least those that this listing may get. */
	readonly takenNames: ReadonlySet<string>;
}

export type NewProductPlan =
	| { readonly kind: 'product'; readonly product: NewProduct; readonly notes: readonly Issue[] }
	| { readonly kind: 'held'; readonly issues: readonly Issue[] };

/**
 * S100: the seller's own SKU wins, for books too, because order lines name it. Where a listing has none, Amazon's id
 * decides: the ISBN of a book, the ASIN of everything else. Hidden characters and blanks stay as they are (P57).
 */
export function productSku(listing: Listing, item: CatalogItem | undefined): string | undefined {
	if (listing.sellerSku.trim() !== '') return listing.sellerSku;
	const isbn = [...(listing.identifier ? [listing.identifier] : []), ...(item?.identifiers ?? [])].find(({ type, value }) => type === 'ISBN' && validBarcode(value) !== undefined);
	return isbn?.value ?? listing.asin;
}

/** The product that a listing becomes (S46, S47), or why it cannot: every reason at once. Stock is not among its fields (S12). */
export function newProduct(listing: Listing, item: CatalogItem | undefined, context: NewProductContext): NewProductPlan {
	const { fields, notes } = productFields(listing, item, context);
	const sku = productSku(listing, item);
	const { name } = fields;
	const issues = [...skuIssues(sku), ...nameIssues(listing, name, context)];
	if (issues.length > 0 || sku === undefined || name === undefined) return { kind: 'held', issues: [...issues, ...notes] };
	const { unitOfMeasure, costingMethod } = context.store.settings.catalog;
	return { kind: 'product', product: { category: DEFAULT_CATEGORY, ...fields, name, sku, unitOfMeasure, costingMethod }, notes };
}

function skuIssues(sku: string | undefined): readonly Issue[] {
	if (sku === undefined) return [hold('catalog.skuMissing', 'A listing has neither a seller SKU nor an ASIN', 'Complete the listing in Seller Central.')];
	if (sku.length <= LONGEST_SKU) return [];
	return [hold('catalog.skuTooLong', `The SKU of listing ${sku} has ${sku.length} characters, and Cin7 Core takes ${LONGEST_SKU}`, 'Create the product in Cin7 Core with a shorter SKU and link the listing to it in the Amazon Catalog Mapper node.')];
}

function nameIssues({ sellerSku }: Listing, name: string | undefined, { takenNames }: NewProductContext): readonly Issue[] {
	if (name === undefined) return [hold('catalog.titleMissing', `Amazon gives no title for listing ${sellerSku}`, 'Complete the listing in Seller Central, or link it by hand in the Amazon Catalog Mapper node.')];
	if (!takenNames.has(foldedName(name))) return [];
	return [hold('catalog.nameTaken', `Listing ${sellerSku} cannot become a product: another product of Cin7 Core is already named ${name}`, 'If it is the same product, link the listing to it in the Amazon Catalog Mapper node; otherwise change the title in Seller Central or the name in Cin7 Core.')];
}
