import { add, compare, divide, multiply, round, type Amount } from '../../src/domain/money';
import type { Clock } from '../../src/transport/clock';
import type { Journal, MoneyTask } from './finance/model';
import { Ledger } from './ledger';
import type { Account, Assembly, BankAccount, Carrier, CompanyContact, CreditNote, Customer, Family, Location, NamedRow, PaymentTerm, Product, Sale, StockRow, TaxRule } from './model';
import { Guids, accountFromSeed, bankAccountFromSeed, customerFromSeed, referenceBooksFromSeed } from './planting';
import { billFromSeed, familyFromSeed, namesFromSeed, productFromSeed } from './products/planting';
import { ProductShelf } from './products/shelf';
import { reject } from './rejection';
import { shipSale } from './sales/fulfillments';
import type { AccountSeed, BankAccountSeed, CompanySeed, TenantSeed } from './seed';
import { Stock } from './stock';
import type { Cin7Switches } from './switches';

/** The names by which the reference books are compared: Cin7 Core ignores case. */
export const sameName = (a: string, b: string): boolean => a.toLowerCase() === b.toLowerCase();

/** Everything that the tenant holds, open to tests. Tests may read it and change it; the server reads it afresh at every request. */
export class Cin7World {
	readonly guids = new Guids();
	readonly switches: Cin7Switches;
	readonly clock: Clock;
	readonly company: { -readonly [Key in keyof CompanySeed]: CompanySeed[Key] };
	readonly priceTiers: readonly string[];
	readonly accounts: Account[];
	readonly bankAccounts: BankAccount[];
	readonly taxRules: TaxRule[];
	readonly locations: Location[];
	readonly carriers: Carrier[];
	readonly paymentTerms: PaymentTerm[];
	readonly contacts: CompanyContact[];
	readonly categories: NamedRow[];
	readonly brands: NamedRow[];
	readonly units: NamedRow[];
	readonly customers = new Map<string, Customer>();
	readonly families = new Map<string, Family>();
	readonly sales = new Map<string, Sale>();
	/** Assemblies by TaskID, also those that orders made. */
	readonly assemblies = new Map<string, Assembly>();
	readonly journals = new Map<string, Journal>();
	/** Receive Money and Spend Money by TaskID. */
	readonly moneyTasks = new Map<string, MoneyTask>();
	readonly stock: Stock;
	readonly ledger: Ledger;
	/** Sales by ExternalID, exactly as it was sent. */
	readonly salesByExternalId = new Map<string, Sale[]>();
	/** Sales by the TaskID of their invoices and credit notes. */
	readonly salesByTask = new Map<string, Sale>();
	private readonly customersByName = new Map<string, Customer>();
	private readonly shelf = new ProductShelf();
	readonly products: Map<string, Product> = this.shelf.products;
	private saleCount = 0;
	private invoiceCount = 0;
	private creditNoteCount = 0;
	private assemblyCount = 0;
	private journalCount = 0;

	constructor(seed: TenantSeed, clock: Clock, switches: Cin7Switches) {
		this.clock = clock;
		this.switches = switches;
		this.company = { ...seed.company };
		this.priceTiers = seed.priceTiers;
		const books = referenceBooksFromSeed(seed, this.guids);
		this.accounts = books.accounts;
		this.bankAccounts = books.bankAccounts;
		this.taxRules = books.taxRules;
		this.locations = books.locations;
		this.carriers = books.carriers;
		this.paymentTerms = books.paymentTerms;
		this.contacts = books.contacts;
		for (const customer of seed.customers) this.addCustomer(customerFromSeed(customer, seed, this.guids, this.instant()));
		for (const product of seed.products) this.addProduct(productFromSeed(product, seed, this));
		for (const product of seed.products) if (product.billOfMaterials) (this.productBySku(product.sku) as Product).bill = billFromSeed(product, this);
		this.stock = new Stock(this.switches, seed.stock.map((row) => this.stockRow(row)));
		this.ledger = new Ledger(this.guids, this.switches);
		for (const family of seed.families ?? []) this.addFamily(familyFromSeed(family, this));
		const names = namesFromSeed(seed, this.guids);
		this.categories = names.categories;
		this.brands = names.brands;
		this.units = names.units;
	}

	/** Now, as LastModifiedOn writes it. */
	instant(): string {
		return new Date(this.clock.now()).toISOString();
	}

	addCustomer(customer: Customer): void {
		this.customers.set(customer.id, customer);
		this.customersByName.set(customer.name.toLowerCase(), customer);
	}

	renameCustomer(customer: Customer, name: string): void {
		this.customersByName.delete(customer.name.toLowerCase());
		customer.name = name;
		this.customersByName.set(name.toLowerCase(), customer);
	}

	customerByName(name: string): Customer | undefined {
		return this.customersByName.get(name.toLowerCase());
	}

	addProduct(product: Product): void {
		this.shelf.add(product);
	}

	/** Gives a product another SKU or name; both may be what they were. */
	renameProduct(product: Product, sku: string, name: string): void {
		this.shelf.rename(product, sku, name);
	}

	productBySku(sku: string): Product | undefined {
		return this.shelf.bySku(sku);
	}

	productByName(name: string): Product | undefined {
		return this.shelf.byName(name);
	}

	addFamily(family: Family): void {
		this.families.set(family.id, family);
	}

	/** The family that the product is in. */
	familyOf(productId: string): Family | undefined {
		return [...this.families.values()].find((family) => family.products.some((row) => row.productId === productId));
	}

	/** Price tiers can be named in products as long as no two have the same name (API reference, PriceTiers). */
	tierNamesDiffer(): boolean {
		return new Set(this.priceTiers.map((tier) => tier.toLowerCase())).size === this.priceTiers.length;
	}

	account(code: string): Account | undefined {
		return this.accounts.find((account) => account.code === code);
	}

	/** Plants an account, with its bank account where it is one. */
	addAccount(account: AccountSeed, bank?: Omit<BankAccountSeed, 'accountCode'>): void {
		this.accounts.push(accountFromSeed(account));
		if (bank) this.bankAccounts.push(bankAccountFromSeed({ ...bank, accountCode: account.code }, this.accounts, this.guids));
	}

	/** Accounts that may take a payment: bank accounts and those marked ForPayments. */
	takesPayments(account: Account): boolean {
		return account.status === 'ACTIVE' && (account.forPayments || account.type === 'BANK');
	}

	addSale(sale: Sale): void {
		this.sales.set(sale.id, sale);
		this.indexExternalId(sale);
	}

	changeExternalId(sale: Sale, externalId: string | null): void {
		if (sale.externalId !== null) {
			const others = (this.salesByExternalId.get(sale.externalId) ?? []).filter((other) => other !== sale);
			this.salesByExternalId.set(sale.externalId, others);
		}
		sale.externalId = externalId;
		this.indexExternalId(sale);
	}

	nextSaleOrderNumber(): string {
		return `SO-${String(++this.saleCount).padStart(5, '0')}`;
	}

	nextInvoiceNumber(): string {
		return `INV-${String(++this.invoiceCount).padStart(5, '0')}`;
	}

	nextCreditNoteNumber(): string {
		return `CR-${String(++this.creditNoteCount).padStart(5, '0')}`;
	}

	nextAssemblyNumber(): string {
		return `FG-${String(++this.assemblyCount).padStart(5, '0')}`;
	}

	nextJournalNumber(): string {
		return `JR-${String(++this.journalCount).padStart(5, '0')}`;
	}

	/** Credit notes of a sale, voided ones too. */
	creditNotesOf(saleId: string): readonly CreditNote[] {
		return this.sales.get(saleId)?.creditNotes ?? [];
	}

	/** Picks, packs and ships what is left of a sale, as a person in the warehouse does. Throws where stock is too little. */
	shipSale(saleId: string): void {
		shipSale(this, saleId);
	}

	/** Cost of one unit at which goods move (K2). */
	unitCost(productId: string): Amount {
		return this.switches.costing === 'averageCost' ? this.products.get(productId)?.averageCost ?? '0' : '0';
	}

	/** New units come to the shelf at that cost: the average cost of the product moves. Call it before they are put there. */
	blendCost(productId: string, quantity: Amount, unitCost: Amount): void {
		const product = this.products.get(productId);
		if (!product || this.switches.costing === 'zero') return;
		const before = this.stock.onHand(productId);
		if (compare(before, '0') <= 0) product.averageCost = unitCost;
		else product.averageCost = round(divide(add(multiply(before, product.averageCost), multiply(quantity, unitCost)), add(before, quantity)), 4);
	}

	/** Account code of a product's stock: its own, or the company's. */
	inventoryAccount(productId: string): string {
		return this.products.get(productId)?.inventoryAccount ?? this.company.inventoryAccount;
	}

	costOfGoodsSoldAccount(productId: string): string {
		return this.products.get(productId)?.cogsAccount ?? this.company.costOfGoodsSoldAccount;
	}

	/** Today as documents write it. */
	today(): string {
		return `${this.instant().slice(0, 10)}T00:00:00`;
	}

	/** Moves LastModifiedOn, which UpdatedSince looks at. */
	touch(sale: Sale): void {
		sale.updated = this.clock.now();
	}

	/** True when the tenant's books are closed for that day (yyyy-mm-dd...). */
	locked(day: string): boolean {
		return this.switches.lockDate === 'enforced' && this.company.lockDate !== undefined && day.slice(0, 10) <= this.company.lockDate;
	}

	/** L5: void and undo post into the day of the document, where it is posted. */
	rejectTakingBack(posted: boolean, day: string): void {
		if (posted && this.switches.takeBackInLockedPeriod === 'refused' && this.locked(day)) reject(this.switches.lockDateText);
	}

	private indexExternalId(sale: Sale): void {
		if (sale.externalId === null) return;
		this.salesByExternalId.set(sale.externalId, [...(this.salesByExternalId.get(sale.externalId) ?? []), sale]);
	}

	private stockRow(seed: TenantSeed['stock'][number]): StockRow {
		const product = this.productBySku(seed.sku);
		const location = this.locations.find((entry) => entry.name === seed.location);
		if (!product || !location || compare(seed.onHand, '0') < 0) throw new Error(`Seed: stock of ${seed.sku} at ${seed.location} refers to nothing`);
		return {
			productId: product.id, locationId: location.id, location: location.name, bin: seed.bin ?? null,
			onHand: seed.onHand, allocated: '0', onOrder: seed.onOrder ?? '0', inTransit: seed.inTransit ?? '0',
		};
	}
}
