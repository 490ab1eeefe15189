import { add, divide, multiply, type Amount } from '../../../src/domain/money';
import type { BillOfMaterials, Family, Markup, NamedRow, Product } from '../model';
import type { Guids } from '../planting';
import type { FamilySeed, ProductSeed, TenantSeed } from '../seed';
import { sameName, type Cin7World } from '../world';

const tierNamed = (tier: string, seed: Pick<TenantSeed, 'priceTiers'>): number => {
	const index = seed.priceTiers.findIndex((name) => sameName(name, tier));
	if (index < 0) throw new Error(`Seed: there is no price tier ${tier}`);
	return index;
};

/** What Cin7 Core computes for a tier with a markup. */
export const markedUp = (averageCost: Amount, { percent }: Pick<Markup, 'percent'>): Amount => multiply(averageCost, add('1', divide(percent, '100')));

function pricesFromSeed(product: ProductSeed, seed: TenantSeed, markups: readonly Markup[]): Amount[] {
	const prices = Array.from({ length: 10 }, (_, index): Amount => (index === 0 ? product.price : '0'));
	for (const [tier, price] of Object.entries(product.priceTiers ?? {})) prices[tierNamed(tier, seed)] = price;
	for (const markup of markups) prices[markup.tier] = markedUp(product.averageCost, markup);
	return prices;
}

/** Throws where a price tier or a customer does not exist. */
export function productFromSeed(product: ProductSeed, seed: TenantSeed, world: Cin7World): Product {
	const markups = (product.markups ?? []).map(({ tier, percent }): Markup => ({ tier: tierNamed(tier, seed), percent }));
	return {
		id: product.id ?? world.guids.next(), sku: product.sku, name: product.name, category: product.category, brand: product.brand ?? null,
		type: product.type ?? 'Stock', status: product.status ?? 'Active', barcode: product.barcode ?? null, costingMethod: product.costingMethod ?? 'FIFO',
		dropShipMode: 'No Drop Ship', defaultLocation: world.locations.find((location) => location.isDefault)?.name ?? null, unit: product.unit ?? 'Item',
		length: product.length ?? '0', width: product.width ?? '0', height: product.height ?? '0', weight: product.weight ?? '0',
		weightUnits: product.weightUnits ?? null, dimensionsUnits: product.dimensionsUnits ?? null, minimumBeforeReorder: '0', reorderQuantity: '0',
		prices: pricesFromSeed(product, seed, markups), averageCost: product.averageCost, cogsAccount: product.costOfGoodsSoldAccount ?? null, revenueAccount: product.revenueAccount ?? null,
		expenseAccount: null, inventoryAccount: product.inventoryAccount ?? null, purchaseTaxRule: null, saleTaxRule: product.saleTaxRule ?? null, sellable: true,
		texts: product.description === undefined ? {} : { Description: product.description }, lastModified: world.instant(),
		attachments: (product.attachments ?? []).map(({ fileName, url, isDefault }) => ({ id: world.guids.next(), fileName, url, isDefault: isDefault ?? false, contentType: contentTypeOf(fileName) })),
		customPrices: (product.customPrices ?? []).map(({ customer, price }) => ({ ...customerNamed(customer, world), price })),
		markups, bill: null,
	};
}

/** Once all products are there. Throws where a component is none of them. */
export function billFromSeed({ sku, billOfMaterials }: ProductSeed, world: Cin7World): BillOfMaterials | null {
	if (billOfMaterials === undefined) return null;
	const { components, quantityToProduce, autoAssembly, type } = billOfMaterials;
	return {
		quantityToProduce: quantityToProduce ?? '1', autoAssembly: autoAssembly ?? false, type: type ?? 'Assembly',
		components: components.map((component) => {
			const product = world.productBySku(component.sku);
			if (!product) throw new Error(`Seed: there is no product ${component.sku} for the bill of materials of ${sku}`);
			const { quantity, wastagePercent, wastageQuantity } = component;
			return { productId: product.id, quantity, wastagePercent: wastagePercent ?? '0', wastageQuantity: wastageQuantity ?? '0', costPercentage: '0' };
		}),
	};
}

function customerNamed(name: string, world: Cin7World): { customerId: string; customer: string } {
	const customer = world.customerByName(name);
	if (!customer) throw new Error(`Seed: there is no customer ${name} for a custom price`);
	return { customerId: customer.id, customer: customer.name };
}

const contentTypes: ReadonlyMap<string, string> = new Map([['jpg', 'image/jpeg'], ['jpeg', 'image/jpeg'], ['png', 'image/png'], ['gif', 'image/gif'], ['webp', 'image/webp']]);

export const contentTypeOf = (fileName: string): string => contentTypes.get(fileName.split('.').pop()?.toLowerCase() ?? '') ?? 'application/octet-stream';

export function familyFromSeed(family: FamilySeed, world: Cin7World): Family {
	const option = (values: readonly string[]): [string, string, string] => [values[0] ?? '', values[1] ?? '', values[2] ?? ''];
	return {
		id: family.id ?? world.guids.next(), sku: family.sku, name: family.name, category: family.category, brand: family.brand ?? null, costingMethod: 'FIFO',
		dropShipMode: 'No Drop Ship', defaultLocation: world.locations.find((location) => location.isDefault)?.name ?? '', unit: 'Item', minimumBeforeReorder: '0', reorderQuantity: '0',
		prices: Array.from({ length: 10 }, () => '0'), cogsAccount: null, revenueAccount: null, inventoryAccount: null, purchaseTaxRule: null, saleTaxRule: null,
		texts: {}, optionNames: option(family.optionNames), lastModified: world.instant(),
		products: family.products.map(({ sku, options }) => {
			const product = world.productBySku(sku);
			if (!product) throw new Error(`Seed: there is no product ${sku} for the family ${family.sku}`);
			return { productId: product.id, options: option(options) };
		}),
	};
}

/** Reference books of names: those that the seed lists, and those that its products and families have. */
export function namesFromSeed(seed: TenantSeed, guids: Guids): { categories: NamedRow[]; brands: NamedRow[]; units: NamedRow[] } {
	const goods = [...seed.products, ...(seed.families ?? [])];
	return {
		categories: rowsOf([...(seed.categories ?? []), ...goods.map(({ category }) => category)], guids),
		brands: rowsOf([...(seed.brands ?? []), ...goods.flatMap(({ brand }) => (brand === undefined ? [] : [brand]))], guids),
		units: rowsOf(['Item', ...(seed.units ?? []), ...seed.products.flatMap(({ unit }) => (unit === undefined ? [] : [unit]))], guids),
	};
}

function rowsOf(names: readonly string[], guids: Guids): NamedRow[] {
	const distinct = new Map(names.map((name) => [name.toLowerCase(), name]));
	return [...distinct.values()].map((name) => ({ id: guids.next(), name }));
}
