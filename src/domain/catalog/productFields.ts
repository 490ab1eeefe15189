import type { Issue } from '../issues';
import { marketplaceById } from '../marketplaces';
import { isAmount, isNegative, isZero } from '../money';
import type { Store } from '../settings';
import { barcodeIdentifiers, validBarcode } from './barcodes';
import { note } from './catalogIssues';
import type { CatalogItem, Listing, VariationOption } from './listing';
import type { ProductFields } from './product';
import { fitName, titleOf, variantName } from './productNames';
import { convert } from './units';

/** What of the store and the tenant decides how a product's fields are written. */
export interface ProductContext {
	readonly store: Pick<Store, 'marketplaceId' | 'settings'>;
	/** Units of the tenant; absent: kg and cm (S102, D10). */
	readonly tenant: { readonly weightUnits?: string; readonly dimensionsUnits?: string };
	/** Name of the tier that takes the store's prices (S104); absent: no price is written (S30). */
	readonly priceTier?: string;
	/** Set where the listing is a variant of a product family: the family's name and the variant's options. */
	readonly family?: { readonly name: string; readonly options: readonly VariationOption[] };
}

/** API reference: names of categories and brands, 50 characters. */
export const LONGEST_REFERENCE_NAME = 50;

/** Fields that Amazon gives, and what was left out of them and why. */
export interface FieldsFromAmazon {
	/** Only what Amazon gives: a field that is missing is not to be written, and never cleared. */
	readonly fields: Partial<ProductFields>;
	readonly notes: readonly Issue[];
}

/**
 * A product's fields from Amazon's data (S100-S106, D10): of the listing where it has them, else of its item. Nothing
 * here is a default: a new product gets those in `newProduct`.
 */
export function productFields(listing: Listing, item: CatalogItem | undefined, context: ProductContext): FieldsFromAmazon {
	const parts = [texts(listing, item, context), barcode(listing, item), measures(listing, item, context), price(listing, context)];
	return { fields: Object.assign({}, ...parts.map(({ fields }) => fields)) as Partial<ProductFields>, notes: parts.flatMap(({ notes }) => notes) };
}

function texts(listing: Listing, item: CatalogItem | undefined, { store, family }: ProductContext): FieldsFromAmazon {
	const title = titleOf(listing, item);
	const full = family ? variantName(family.name, family.options) : title;
	const name = full && fitName(full);
	const description = listing.description?.trim() || item?.description?.trim();
	const pictureUrl = item?.smallImageUrl ?? listing.imageUrl;
	// S106.
	const saleTaxRule = store.settings.taxRules.lines || store.settings.taxRules.taxFree;
	return {
		fields: {
			...(name ? { name } : {}),
			...(item?.topCategory ? { category: fitName(item.topCategory, LONGEST_REFERENCE_NAME) } : {}),
			...(item?.brand ? { brand: fitName(item.brand, LONGEST_REFERENCE_NAME) } : {}),
			...(description ? { description } : {}),
			...(saleTaxRule ? { saleTaxRule } : {}),
			...(pictureUrl ? { pictureUrl } : {}),
		},
		notes: name !== undefined && !name.startsWith(family?.name ?? title ?? '') ? [note('catalog.nameShortened', `The title of listing ${listing.sellerSku} is longer than the 256 characters of a name in Cin7 Core and was shortened`, 'Nothing to do, unless you want to shorten the title in Seller Central yourself.')] : [],
	};
}

/** D10: EAN, else UPC, GTIN, JAN, ISBN; the first whose check digit is right. */
function barcode(listing: Listing, item: CatalogItem | undefined): FieldsFromAmazon {
	const identifiers = barcodeIdentifiers(listing, item);
	const valid = identifiers.map(({ value }) => validBarcode(value)).find((value) => value !== undefined);
	if (valid !== undefined) return { fields: { barcode: valid }, notes: [] };
	const [wrong] = identifiers;
	if (!wrong) return { fields: {}, notes: [] };
	return { fields: {}, notes: [note('catalog.barcodeInvalid', `The ${wrong.type} ${wrong.value} of listing ${listing.sellerSku} has a wrong check digit and was left out`, 'Correct it in Seller Central, or enter the barcode in Cin7 Core.')] };
}

/** S102, D10: weight and dimensions in the tenant's units, which go with them. */
function measures({ sellerSku }: Listing, item: CatalogItem | undefined, { tenant }: ProductContext): FieldsFromAmazon {
	const { weightUnits = 'kg', dimensionsUnits = 'cm' } = tenant;
	const fields: Record<string, string> = {};
	const notes: Issue[] = [];
	for (const name of ['weight', 'length', 'width', 'height'] as const) {
		const isWeight = name === 'weight';
		const converted = convert(item?.[name], isWeight ? 'weight' : 'length', isWeight ? weightUnits : dimensionsUnits);
		if (converted.kind === 'unknown') notes.push(note('catalog.measureUnknown', `The ${name} of listing ${sellerSku} was left out: its ${converted.what} is not understood`, `Enter the ${name} in Cin7 Core, or correct it in Seller Central.`));
		if (converted.kind !== 'value') continue;
		fields[name] = converted.value;
		fields[isWeight ? 'weightUnits' : 'dimensionsUnits'] = isWeight ? weightUnits : dimensionsUnits;
	}
	return { fields, notes };
}

/** S29: the price goes to the store's tier and to no other, in the store's own currency or not at all. */
function price({ sellerSku, price: listed }: Listing, { store, priceTier }: ProductContext): FieldsFromAmazon {
	if (!priceTier || !listed || !isAmount(listed.amount) || isZero(listed.amount) || isNegative(listed.amount)) return { fields: {}, notes: [] };
	const currency = marketplaceById(store.marketplaceId)?.currency;
	if (listed.currency === currency) return { fields: { price: { tier: priceTier, amount: listed.amount } }, notes: [] };
	return { fields: {}, notes: [note('catalog.priceCurrency', `The price of listing ${sellerSku} is in ${listed.currency} and was left out: store ${store.settings.storeName} sells in ${currency ?? 'an unknown currency'}`, 'Look at the listing in Seller Central.')] };
}
