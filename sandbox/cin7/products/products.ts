import type { Fields } from '../fields';
import type { Product } from '../model';
import { envelope, single, type Query } from '../query';
import type { References } from '../references';
import { reject } from '../rejection';
import type { Json } from '../rendering';
import { sameName, type Cin7World } from '../world';
import { measure, oneOf, optional, readGoods, readPrices, required } from './goods';
import { renderProduct } from './rendering';

const weightUnits = ['oz', 'mg', 'kg', 'lb', 'g'];
const dimensionsUnits = ['m', 'cm', 'mi', 'mm', 'in', 'ft', 'yd', 'km'];

/**
 * GET, POST and PUT /product. Quantities, costs, custom prices and markups are not written here, whatever the body has.
 * Suppliers, reorder levels, bills of materials and carton sizes are taken and not kept.
 */
export class Products {
	private readonly world: Cin7World;
	private readonly references: References;

	constructor(world: Cin7World, references: References) {
		this.world = world;
		this.references = references;
	}

	list(query: Query): Json {
		const since = query.instant('ModifiedSince') ?? -Infinity;
		const deprecated = query.boolean('IncludeDeprecated') ?? false;
		const id = query.text('ID');
		const extras = { attachments: query.boolean('IncludeAttachments'), customPrices: query.boolean('IncludeCustomPrices'), bill: query.boolean('IncludeBOM') };
		const rows = [...this.world.products.values()].filter((product) => (id === undefined || sameName(product.id, id)) && (deprecated || product.status !== 'Deprecated')
			&& Date.parse(product.lastModified) >= since && matchesGoods(this.world, query, product));
		return envelope('Products', rows, query, this.world.switches, (product) => renderProduct(product, this.world, extras));
	}

	create(body: Fields): Json {
		const [sku, name] = [body.text('SKU', 50), body.text('Name')];
		this.rejectTaken(sku, name, undefined);
		const type = oneOf(['Stock', 'Service'], 'Type')(body.text('Type')) as Product['type'];
		const product: Product = {
			id: this.world.guids.next(), sku, name, type, averageCost: '0', attachments: [], customPrices: [], markups: [], bill: null, ...this.read(body, undefined),
		};
		this.world.addProduct(product);
		return single('Products', renderProduct(product, this.world, { bill: true }));
	}

	/** Partial: what the body does not have stays (R6). Type is read-only (API reference). */
	update(body: Fields): Json {
		const id = body.text('ID').toLowerCase();
		const product = this.world.products.get(id) ?? reject(`Product with ID '${id}' was not found`);
		const [sku, name] = [required(body, 'SKU', product.sku, undefined, 50), required(body, 'Name', product.name)];
		this.rejectTaken(sku, name, product);
		Object.assign(product, this.read(body, product));
		this.world.renameProduct(product, sku, name);
		return single('Products', renderProduct(product, this.world, { bill: true }));
	}

	/** R2. */
	private rejectTaken(sku: string, name: string, self: Product | undefined): void {
		const bySku = this.world.productBySku(sku);
		if (bySku && bySku !== self) reject(`Product with SKU '${sku}' already exists`);
		const byName = this.world.productByName(name);
		if (byName && byName !== self && this.world.switches.productNames === 'unique') reject(`Product with name '${name}' already exists`);
	}

	private read(body: Fields, before: Product | undefined): Omit<Product, 'id' | 'sku' | 'name' | 'type' | 'averageCost' | 'attachments' | 'customPrices' | 'markups' | 'bill'> {
		const { world, references } = this;
		return {
			...readGoods(world, references, body, before),
			status: required(body, 'Status', before?.status, oneOf(['Active', 'Setup required', 'Deprecated'], 'Status')),
			barcode: optional(body, 'Barcode', before?.barcode),
			defaultLocation: optional(body, 'DefaultLocation', before?.defaultLocation, (name) => references.location(name).name),
			length: measure(world, body, 'Length', before?.length), width: measure(world, body, 'Width', before?.width),
			height: measure(world, body, 'Height', before?.height), weight: measure(world, body, 'Weight', before?.weight),
			weightUnits: optional(body, 'WeightUnits', before?.weightUnits, oneOf(weightUnits, 'WeightUnits'), 10),
			dimensionsUnits: optional(body, 'DimensionsUnits', before?.dimensionsUnits, oneOf(dimensionsUnits, 'DimensionsUnits'), 10),
			prices: this.prices(body, before),
			expenseAccount: optional(body, 'ExpenseAccount', before?.expenseAccount, (code) => references.accountOf(code, 'EXPENSE')),
			sellable: body.boolean('Sellable') ?? before?.sellable ?? true,
			lastModified: world.instant(),
		};
	}

	private prices(body: Fields, before: Product | undefined): Product['prices'] {
		const prices = readPrices(this.world, this.references, body, before?.prices);
		if (before && this.world.switches.priceOfMarkupTier === 'kept') for (const { tier } of before.markups) prices[tier] = before.prices[tier];
		return prices;
	}
}

/** The filters Sku and Name, which products, families and availability have. */
export function matchesGoods(world: Cin7World, query: Query, goods: { readonly sku: string; readonly name: string }): boolean {
	const test = (text: string, wanted: string | undefined): boolean => {
		if (wanted === undefined) return true;
		const [where, what] = [text.toLowerCase(), wanted.toLowerCase()];
		return world.switches.productFilter === 'prefix' ? where.startsWith(what) : where.includes(what);
	};
	return test(goods.sku, query.text('Sku')) && test(goods.name, query.text('Name'));
}
