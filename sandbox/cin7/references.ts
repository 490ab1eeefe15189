import { emptyGuid } from './planting';
import type { Account, Location, NamedRow, Product, TaxRule } from './model';
import { Cin7Rejection, reject } from './rejection';
import { sameName, type Cin7World } from './world';

const named = (rows: readonly NamedRow[], name: string): string | undefined => rows.find((row) => sameName(row.name, name))?.name;

const notFound = (message: string): never => {
	throw new Cin7Rejection(message, 404);
};

/** Looks names up in the reference books, as the API does for documents: what is not there is refused, never created (R1). */
export class References {
	private readonly world: Cin7World;

	constructor(world: Cin7World) {
		this.world = world;
	}

	taxRuleForSale(name: string): TaxRule {
		const rule = this.world.taxRules.find((entry) => sameName(entry.name, name)) ?? reject(`Tax Rule '${name}' was not found in reference book`);
		if (!rule.active) reject(`Tax Rule '${name}' is not active`);
		if (!rule.forSale) reject(`Tax Rule '${name}' is not applicable for sales`);
		return rule;
	}

	taxRuleForPurchase(name: string): string {
		const rule = this.world.taxRules.find((entry) => sameName(entry.name, name)) ?? reject(`Tax Rule '${name}' was not found in reference book`);
		if (!rule.active) reject(`Tax Rule '${name}' is not active`);
		return rule.forPurchase ? rule.name : reject(`Tax Rule '${name}' is not applicable for purchases`);
	}

	/** Status and words are a live report. */
	category(name: string): string {
		return named(this.world.categories, name) ?? notFound('Category not found.');
	}

	/** The wording of the refusal is a live report. */
	brand(name: string): string {
		return named(this.world.brands, name) ?? reject(`Brand '${name}' was not found in reference book`);
	}

	unit(name: string): string {
		return named(this.world.units, name) ?? reject(`Unit of Measure '${name}' was not found in reference book`);
	}

	carrier(name: string): string {
		const carrier = this.world.carriers.find((entry) => sameName(entry.description, name));
		return (carrier ?? reject(`Carrier '${name}' was not found in reference book`)).description;
	}

	/** Inactive terms are listed, and refused on use (live report). */
	paymentTerm(name: string): string {
		const term = this.world.paymentTerms.find((entry) => sameName(entry.name, name)) ?? reject(`Payment Term '${name}' was not found in reference book`);
		if (!term.active) reject(`Payment Term '${name}' is not active`);
		return term.name;
	}

	priceTier(name: string): string {
		return this.world.priceTiers.find((tier) => sameName(tier, name)) ?? reject(`Price Tier '${name}' was not found in reference book`);
	}

	/** The wording of the refusal is a live report. */
	salesRepresentative(name: string): string {
		const contact = this.world.contacts.find((entry) => sameName(entry.name, name));
		return (contact ?? reject(`Sales Representative '${name}' was not found in Company Contacts reference book`)).name;
	}

	location(name: string): Location {
		const location = this.world.locations.find((entry) => sameName(entry.name, name)) ?? reject(`Location '${name}' was not found in reference book`);
		if (location.deprecated) reject(`Location '${name}' is deprecated`);
		if (location.parentId !== null && this.world.switches.binAsSaleLocation === 'refused') reject(`'${name}' is a bin, not a location`);
		return location;
	}

	activeAccount(code: string): Account {
		const account = this.world.account(code) ?? reject(`Account '${code}' was not found in Chart of Accounts`);
		if (account.status !== 'ACTIVE') reject(`Account '${code}' is not active`);
		return account;
	}

	revenueAccount(code: string): string {
		const account = this.activeAccount(code);
		const allowed = this.world.switches.revenueAccountClasses;
		if (allowed.length > 0 && !allowed.includes(account.class)) reject(`Account '${code}' cannot be used as a revenue account`);
		return account.code;
	}

	/** Code of an active account of that class, and of none of those types. */
	accountOf(code: string, accountClass: string, exceptTypes: readonly string[] = []): string {
		const account = this.activeAccount(code);
		return account.class === accountClass && !exceptTypes.includes(account.type) ? account.code : reject(`Account '${code}' is not an account of class ${accountClass} that can be used here`);
	}

	receivableAccount(code: string): string {
		const account = this.activeAccount(code);
		if (account.systemAccount !== 'DEBTORS') reject(`Account '${code}' is not an Accounts Receivable account`);
		return account.code;
	}

	paymentAccount(code: string): string {
		const account = this.activeAccount(code);
		if (!this.world.takesPayments(account)) reject(`Account '${code}' is neither a bank account nor enabled for payments`);
		return account.code;
	}

	/** A location by id where one is given, else by name. */
	locationByIdOrName(id: string | undefined, name: string | undefined): Location {
		if (id === undefined || id === emptyGuid) return this.location(name ?? reject('Either Location or LocationID is required'));
		return this.location((this.world.locations.find((entry) => entry.id === id.toLowerCase()) ?? reject(`Location with ID '${id}' was not found`)).name);
	}

	/** A bin of the location; null where neither id nor name is given. */
	bin(location: Location, id: string | undefined, name: string | undefined): Location | null {
		if (id === undefined && name === undefined) return null;
		const bins = this.world.locations.filter((entry) => entry.parentId === location.id);
		const bin = bins.find((entry) => (id === undefined ? sameName(entry.name, name ?? '') : entry.id === id.toLowerCase()));
		return bin ?? reject(`Bin '${id ?? name}' was not found at location '${location.name}'`);
	}

	/** Code of an active account that assemblies may use. */
	assemblyAccount(code: string): string {
		const account = this.activeAccount(code);
		const allowed = this.world.switches.assemblyAccountClasses;
		return allowed.length === 0 || allowed.includes(account.class) ? account.code : reject(`Account '${code}' cannot be used for Finished Goods`);
	}

	/** By id where one is given, else by SKU. */
	product(id: string | undefined, sku: string | undefined): Product {
		const byId = id !== undefined && id !== emptyGuid ? this.world.products.get(id.toLowerCase()) ?? reject(`Product with ID '${id}' was not found`) : undefined;
		const product = byId ?? (sku === undefined ? reject('Either ProductID or SKU is required') : this.world.productBySku(sku)) ?? reject(`Product with SKU '${sku}' was not found`);
		if (product.status === 'Deprecated' && this.world.switches.deprecatedProducts === 'refused') reject(`Product '${product.sku}' is deprecated`);
		return product;
	}
}
