import { add, isNegative, type Amount } from '../../../src/domain/money';
import type { Fields } from '../fields';
import type { Family, Product, ProductTexts } from '../model';
import type { References } from '../references';
import { reject } from '../rejection';
import { sameName, type Cin7World } from '../world';

type Check = (value: string) => string;
const asIs: Check = (value) => value;

/** A field as a body leaves it: cleared by an empty text, changed by another, else what it was (R6). */
export function optional(body: Fields, name: string, before: string | null | undefined, check = asIs, maximum = 256): string | null {
	if (body.clears(name)) return null;
	const given = body.optionalText(name, maximum);
	return given === undefined ? before ?? null : check(given);
}

/** The same for a field that cannot be empty. */
export const required = (body: Fields, name: string, before: string | undefined, check = asIs, maximum = 256): string =>
	(before !== undefined && !body.has(name) ? before : check(body.text(name, maximum)));

export function oneOf(values: readonly string[], name: string): Check {
	return (given) => values.find((value) => sameName(value, given)) ?? reject(`'${name}' must be one of ${values.join(', ')}`);
}

/** Not negative, at most four decimals, without zeros at its end; an empty text is 0. */
export function measure(world: Cin7World, body: Fields, name: string, before: Amount | undefined): Amount {
	const given = body.clears(name) ? '0' : body.amount(name, 4, world.switches.excessDecimals);
	return given !== undefined && isNegative(given) ? reject(`'${name}' must not be negative`) : add(given ?? before ?? '0', '0');
}

const costingMethods = ['FIFO', 'Special - Batch', 'Special - Serial Number', 'FIFO - Serial Number', 'FIFO - Batch', 'FEFO - Batch', 'FEFO - Serial Number'];
const dropShipModes = ['No Drop Ship', 'Optional Drop Ship', 'Always Drop Ship'];

/** Greatest lengths of the texts that are only kept (API reference, Available Fields for Product). */
const textLengths: ReadonlyMap<string, number> = new Map([
	['ShortDescription', 500], ['Description', Infinity], ['InternalNote', 4000], ['Tags', 256], ['StockLocator', 256], ['PickZones', 256], ['HSCode', 200], ['CountryOfOrigin', 256],
]);

type Goods = Pick<Product & Family, 'category' | 'brand' | 'costingMethod' | 'dropShipMode' | 'unit' | 'minimumBeforeReorder' | 'reorderQuantity' | 'cogsAccount' | 'revenueAccount'
	| 'inventoryAccount' | 'purchaseTaxRule' | 'saleTaxRule' | 'texts'>;

/**
 * What products and families have in common, as a body leaves it. Sets of additional attributes and discounts are in no
 * book here, so that naming one is refused; an attribute without its set is dropped silently, as a live report says (R5).
 */
export function readGoods(world: Cin7World, references: References, body: Fields, before: Goods | undefined): Goods {
	for (const name of ['AttributeSet', 'DiscountRule']) {
		const given = body.optionalText(name);
		if (given !== undefined) reject(`${name} '${given}' was not found in reference book`);
	}
	return {
		category: required(body, 'Category', before?.category, (name) => references.category(name)),
		brand: optional(body, 'Brand', before?.brand, (name) => references.brand(name)),
		costingMethod: required(body, 'CostingMethod', before?.costingMethod, oneOf(costingMethods, 'CostingMethod')),
		dropShipMode: optional(body, 'DropShipMode', before?.dropShipMode, oneOf(dropShipModes, 'DropShipMode')) ?? 'No Drop Ship',
		unit: required(body, 'UOM', before?.unit, (name) => references.unit(name)),
		minimumBeforeReorder: measure(world, body, 'MinimumBeforeReorder', before?.minimumBeforeReorder),
		reorderQuantity: measure(world, body, 'ReorderQuantity', before?.reorderQuantity),
		cogsAccount: optional(body, 'COGSAccount', before?.cogsAccount, (code) => references.accountOf(code, 'EXPENSE')),
		revenueAccount: optional(body, 'RevenueAccount', before?.revenueAccount, (code) => references.accountOf(code, 'REVENUE')),
		inventoryAccount: optional(body, 'InventoryAccount', before?.inventoryAccount, (code) => references.accountOf(code, 'ASSET', ['FIXED', 'BANK'])),
		purchaseTaxRule: optional(body, 'PurchaseTaxRule', before?.purchaseTaxRule, (name) => references.taxRuleForPurchase(name)),
		saleTaxRule: optional(body, 'SaleTaxRule', before?.saleTaxRule, (name) => references.taxRuleForSale(name).name),
		texts: readTexts(body, before?.texts ?? {}),
	};
}

const readTexts = (body: Fields, before: ProductTexts): ProductTexts =>
	Object.fromEntries([...textLengths].map(([name, maximum]) => [name, optional(body, name, before[name], asIs, maximum)]));

/** PriceTier1..10 first, then PriceTiers by the tenant's own names, which counts for nothing when two tiers share a name. */
export function readPrices(world: Cin7World, references: References, body: Fields, before: readonly Amount[] | undefined): Amount[] {
	const prices = Array.from({ length: 10 }, (_, index) => measure(world, body, `PriceTier${index + 1}`, before?.[index]));
	const named = world.tierNamesDiffer() ? body.object('PriceTiers') : undefined;
	for (const tier of named?.keys() ?? []) {
		const index = world.priceTiers.indexOf(references.priceTier(tier));
		prices[index] = measure(world, named as Fields, tier, prices[index]);
	}
	return prices;
}
