import type { FamilyMember, NewFamily, NewProduct, ProductFields } from '../../domain/catalog/product';
import { toJsonNumber, type Amount } from '../../domain/money';

type Body = Readonly<Record<string, unknown>>;

/** Fields of a product as POST and PUT /product take them; what is not given is not sent, which leaves it as it is. The picture goes another way. */
export const productFieldsBody = (fields: Partial<ProductFields>): Body => ({
	...given('Name', fields.name),
	...given('Category', fields.category),
	...given('Brand', fields.brand),
	...given('Barcode', fields.barcode),
	...given('Description', fields.description),
	...given('Weight', numberOf(fields.weight)),
	...given('WeightUnits', fields.weightUnits),
	...given('Length', numberOf(fields.length)),
	...given('Width', numberOf(fields.width)),
	...given('Height', numberOf(fields.height)),
	...given('DimensionsUnits', fields.dimensionsUnits),
	// By name: prices of other tiers are not in the body, so they stay (S29).
	...given('PriceTiers', fields.price && { [fields.price.tier]: toJsonNumber(fields.price.amount) }),
	...given('SaleTaxRule', fields.saleTaxRule),
});

/** Body of POST /product. A product is made without stock, costs and suppliers (S12). */
export const productBody = (product: NewProduct): Body => ({
	SKU: product.sku,
	...productFieldsBody(product),
	Type: 'Stock',
	CostingMethod: product.costingMethod,
	UOM: product.unitOfMeasure,
	Status: 'Active',
});

/** Body of POST /productFamily. */
export const familyBody = (family: NewFamily): Body => ({
	SKU: family.sku,
	Name: family.name,
	Category: family.category,
	...given('Brand', family.brand),
	CostingMethod: family.costingMethod,
	DefaultLocation: family.defaultLocation,
	UOM: family.unitOfMeasure,
	...Object.fromEntries(family.optionNames.map((name, index) => [`Option${index + 1}Name`, name])),
	Products: family.products.map(memberBody),
});

/** Products of a family are named by their id; their SKU and name are ignored in writing (API reference, Product Family Product Line Model). */
export const memberBody = ({ id, options }: FamilyMember): Body => ({
	ID: id,
	...Object.fromEntries(options.map((value, index) => [`Option${index + 1}`, value])),
});

/** Body of POST /product/attachments: a picture that Cin7 Core fetches itself, to be shown as the product's. */
export const pictureBody = (productId: string, url: string): Body => ({ ProductID: productId, FileName: pictureName(url) ?? 'picture.jpg', FileDownloadUrl: url, IsDefault: true });

/** Name at the end of the address; undefined where it has none that says what kind of picture it is. */
export const pictureName = (url: string): string | undefined => /\/([^/?#]+\.\w{3,4})(?:[?#]|$)/.exec(url.replace(/^\w+:\/\/[^/]*/, ''))?.[1];

const numberOf = (amount: Amount | undefined): number | undefined => (amount === undefined ? undefined : toJsonNumber(amount));
const given = (key: string, value: unknown): Body => (value === undefined ? {} : { [key]: value });
