import type { Attachment, Family, Product } from '../model';
import { number, ten, type Json } from '../rendering';
import type { Cin7World } from '../world';

/** What a list shows only when it is asked to (IncludeAttachments, IncludeCustomPrices, IncludeBOM). */
export interface ProductExtras { readonly attachments?: boolean; readonly customPrices?: boolean; readonly bill?: boolean }

const downloadUrl = ({ id, contentType, fileName }: Attachment): string =>
	`https://inventory.dearsystems.com/Attachment/Download?ID=${id}&ContentType=${contentType}&FileName=${fileName}&isPublic=True`;

/** IsDefault is a text here, as published, and is shown by this endpoint only. */
export const renderAttachment = (attachment: Attachment): Json => ({
	ID: attachment.id, ContentType: attachment.contentType, IsDefault: String(attachment.isDefault), FileName: attachment.fileName, DownloadUrl: downloadUrl(attachment),
});

const renderAttachmentLine = (attachment: Attachment): Json => ({
	ID: attachment.id, ContentType: attachment.contentType, FileName: attachment.fileName, DownloadUrl: downloadUrl(attachment),
});

/** Prices by the tenant's own names; not there when two tiers share a name (API reference, PriceTiers). */
const pricesByName = (product: Product, world: Cin7World): Json =>
	(world.tierNamesDiffer() ? { PriceTiers: Object.fromEntries(world.priceTiers.map((tier, index) => [tier, number(product.prices[index])])) } : {});

export function renderProduct(product: Product, world: Cin7World, extras: ProductExtras = {}): Json {
	const text = (name: string): string | null => product.texts[name] ?? null;
	return {
		ID: product.id, SKU: product.sku, Name: product.name, Category: product.category, Brand: product.brand, Type: product.type,
		CostingMethod: product.costingMethod, DropShipMode: product.dropShipMode, DefaultLocation: product.defaultLocation,
		Length: number(product.length), Width: number(product.width), Height: number(product.height), Weight: number(product.weight),
		CartonLength: 0, CartonWidth: 0, CartonHeight: 0, CartonQuantity: 0, CartonInnerQuantity: 0, UOM: product.unit,
		WeightUnits: product.weightUnits, DimensionsUnits: product.dimensionsUnits, Barcode: product.barcode,
		MinimumBeforeReorder: number(product.minimumBeforeReorder), ReorderQuantity: number(product.reorderQuantity),
		...ten('PriceTier', (index) => number(product.prices[index])), ...pricesByName(product, world),
		AverageCost: number(product.averageCost), ShortDescription: text('ShortDescription'), InternalNote: text('InternalNote') ?? '', Description: text('Description'),
		...ten('AdditionalAttribute', () => null), AttributeSet: null, DiscountRule: null, Tags: text('Tags') ?? '', Status: product.status, StockLocator: text('StockLocator'),
		COGSAccount: product.cogsAccount, RevenueAccount: product.revenueAccount, ExpenseAccount: product.expenseAccount, InventoryAccount: product.inventoryAccount,
		PurchaseTaxRule: product.purchaseTaxRule, SaleTaxRule: product.saleTaxRule, LastModifiedOn: product.lastModified,
		Sellable: product.sellable, PickZones: text('PickZones'), ...renderBill(product), HSCode: text('HSCode'), CountryOfOrigin: text('CountryOfOrigin'), CountryOfOriginCode: null,
		Suppliers: [], ReorderLevels: [], BillOfMaterialsProducts: extras.bill ? renderComponents(product, world) : [], BillOfMaterialsServices: [], Movements: [],
		Attachments: extras.attachments ? product.attachments.map(renderAttachmentLine) : [],
		...(extras.customPrices ? { CustomPrices: renderCustomPrices(product) } : {}),
	};
}

/** BOMType is of the field table; the older examples do not have it. */
const renderBill = ({ bill }: Product): Json => ({
	BillOfMaterial: bill !== null, AutoAssembly: bill?.autoAssembly ?? false, AutoDisassembly: false, QuantityToProduce: number(bill?.quantityToProduce ?? '0'),
	AssemblyInstructionURL: null, AssemblyCostEstimationMethod: bill === null ? null : 'Average Cost', BOMType: bill?.type ?? 'None',
});

const renderComponents = ({ bill }: Product, world: Cin7World): Json[] => (bill?.components ?? []).map((component) => {
	const product = world.products.get(component.productId);
	return {
		ComponentProductID: component.productId, ProductCode: product?.sku ?? '', Name: product?.name ?? '', Quantity: number(component.quantity),
		WastagePercent: number(component.wastagePercent), WastageQuantity: number(component.wastageQuantity), CostPercentage: number(component.costPercentage),
	};
});

const renderCustomPrices = (product: Product): Json[] => product.customPrices.map(({ customerId, customer, price }) => ({
	ProductID: product.id, ProductName: product.name, ProductSKU: product.sku, CustomerID: customerId, CustomerName: customer, Price: number(price),
}));

export function renderFamily(family: Family, world: Cin7World): Json {
	const text = (name: string): string | null => family.texts[name] ?? null;
	const options = [0, 1, 2] as const;
	return {
		Products: family.products.map(({ productId, options: [Option1, Option2, Option3] }) => {
			const product = world.products.get(productId);
			return { ID: productId, SKU: product?.sku ?? '', Name: product?.name ?? '', Option1, Option2, Option3 };
		}),
		ID: family.id, SKU: family.sku, Name: family.name, Category: family.category, DefaultLocation: family.defaultLocation, Brand: family.brand,
		CostingMethod: family.costingMethod, UOM: family.unit, MinimumBeforeReorder: number(family.minimumBeforeReorder), ReorderQuantity: number(family.reorderQuantity),
		...ten('PriceTier', (index) => number(family.prices[index])), ShortDescription: text('ShortDescription'), Description: text('Description'),
		AttributeSet: null, DiscountRule: null, Tags: text('Tags') ?? '', COGSAccount: family.cogsAccount, RevenueAccount: family.revenueAccount,
		InventoryAccount: family.inventoryAccount, PurchaseTaxRule: family.purchaseTaxRule, SaleTaxRule: family.saleTaxRule, DropShipMode: family.dropShipMode,
		...Object.fromEntries(options.map((index) => [`Option${index + 1}Name`, family.optionNames[index]])),
		...Object.fromEntries(options.map((index) => [`Option${index + 1}Values`, valuesOf(family, index)])),
		LastModifiedOn: family.lastModified, Attachments: [], HSCode: text('HSCode'), CountryOfOrigin: text('CountryOfOrigin'), CountryOfOriginCode: null,
	};
}

/** Each value once, in order, as in the sample of PUT. */
const valuesOf = (family: Family, index: 0 | 1 | 2): string =>
	[...new Set(family.products.map(({ options }) => options[index]).filter((value) => value !== ''))].sort().join(',');
