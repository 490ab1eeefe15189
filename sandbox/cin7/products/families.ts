import type { Fields } from '../fields';
import type { Family, FamilyProduct, Product } from '../model';
import { envelope, single, type Query } from '../query';
import type { References } from '../references';
import { reject } from '../rejection';
import type { Json } from '../rendering';
import { sameName, type Cin7World } from '../world';
import { optional, readGoods, readPrices, required } from './goods';
import { matchesGoods } from './products';
import { renderFamily } from './rendering';

const options = [0, 1, 2] as const;
type Options = FamilyProduct['options'];

/** GET, POST and PUT /productFamily. Three options at most; products are added or changed and never removed (R7). */
export class Families {
	private readonly world: Cin7World;
	private readonly references: References;

	constructor(world: Cin7World, references: References) {
		this.world = world;
		this.references = references;
	}

	/** Families have no status: IncludeDeprecated is a key that this list does not know. */
	list(query: Query): Json {
		const since = query.instant('ModifiedSince') ?? -Infinity;
		const id = query.text('ID');
		const rows = [...this.world.families.values()].filter((family) => (id === undefined || sameName(family.id, id)) && Date.parse(family.lastModified) >= since && matchesGoods(this.world, query, family));
		return envelope('ProductFamilies', rows, query, this.world.switches, (family) => renderFamily(family, this.world));
	}

	create(body: Fields): Json {
		const family: Family = { id: this.world.guids.next(), ...this.read(body, undefined) };
		this.world.addFamily(family);
		this.nameProducts(family);
		return single('ProductFamilies', renderFamily(family, this.world));
	}

	update(body: Fields): Json {
		const id = body.text('ID').toLowerCase();
		const family = this.world.families.get(id) ?? reject(`Product Family with ID '${id}' was not found`);
		const before = this.world.switches.familyPutOmitted === 'kept' ? family : undefined;
		Object.assign(family, this.read(body, before, family));
		this.nameProducts(family);
		return single('ProductFamilies', renderFamily(family, this.world));
	}

	/** `before` is what omitted fields keep; `self` the family that is changed. */
	private read(body: Fields, before: Family | undefined, self: Family | undefined = before): Omit<Family, 'id'> {
		const sku = required(body, 'SKU', before?.sku, undefined, 45);
		if ([...this.world.families.values()].some((other) => other !== self && sameName(other.sku, sku))) reject(`Product Family with SKU '${sku}' already exists`);
		if (body.has('Option4Name')) reject('A Product Family has three options at most');
		const given: Options = [
			required(body, 'Option1Name', before?.optionNames[0], undefined, 50), ...([1, 2] as const).map((index) => optional(body, `Option${index + 1}Name`, before?.optionNames[index], undefined, 50) ?? ''),
		] as Options;
		const products = this.products(body, self);
		return {
			sku, name: required(body, 'Name', before?.name), ...readGoods(this.world, this.references, body, before),
			defaultLocation: required(body, 'DefaultLocation', before?.defaultLocation, (name) => this.references.location(name).name),
			prices: readPrices(this.world, this.references, body, before?.prices),
			optionNames: this.optionNames(given, products), products, lastModified: this.world.instant(),
		};
	}

	private optionNames(given: Options, products: readonly FamilyProduct[]): Options {
		const always = this.world.switches.familyOptionDefaults === 'always';
		return given.map((name, index) => {
			const used = always || products.some((row) => row.options[index] !== '');
			return name === '' && used ? `Option ${index + 1}` : name;
		}) as Options;
	}

	private products(body: Fields, self: Family | undefined): FamilyProduct[] {
		const rows = new Map((self?.products ?? []).map((row) => [row.productId, row]));
		for (const row of body.rows('Products') ?? []) {
			const product = this.product(row.text('ID'), self);
			const values = options.map((index) => (index === 0 ? row.text('Option1') : row.optionalText(`Option${index + 1}`) ?? '')) as Options;
			rows.set(product.id, { productId: product.id, options: values });
		}
		const combinations = new Set([...rows.values()].map((row) => row.options.join('\n').toLowerCase()));
		if (this.world.switches.sameOptionsInFamily === 'refused' && combinations.size < rows.size) reject('Two products of the family have the same options');
		return [...rows.values()];
	}

	private product(id: string, self: Family | undefined): Product {
		const product = this.world.products.get(id.toLowerCase()) ?? reject(`Product with ID '${id}' was not found`);
		const family = this.world.familyOf(product.id);
		if (family && family !== self && this.world.switches.productInTwoFamilies === 'refused') reject(`Product '${product.sku}' is in Product Family '${family.sku}' already`);
		return product;
	}

	private nameProducts(family: Family): void {
		if (!this.world.switches.familyNamesProducts) return;
		for (const row of family.products) {
			const product = this.world.products.get(row.productId);
			if (product) this.world.renameProduct(product, product.sku, `${family.name} (${row.options.filter((value) => value !== '').join(', ')})`);
		}
	}
}
