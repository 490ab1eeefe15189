import type { Fields } from './fields';
import type { Customer, CustomerAddress, CustomerContact } from './model';
import { bareContact } from './planting';
import { envelope, single, startsWith, type Query } from './query';
import type { References } from './references';
import { reject } from './rejection';
import { renderCustomer, type Json } from './rendering';
import { sameName, type Cin7World } from './world';

/** GET, POST and PUT /customer. */
export class Customers {
	private readonly world: Cin7World;
	private readonly references: References;

	constructor(world: Cin7World, references: References) {
		this.world = world;
		this.references = references;
	}

	list(query: Query): Json {
		const since = query.instant('ModifiedSince') ?? -Infinity;
		const deprecated = query.boolean('IncludeDeprecated') ?? false;
		const [id, name, contact] = [query.text('ID'), query.text('Name'), query.text('ContactFilter')];
		const rows = [...this.world.customers.values()].filter((customer) => (id === undefined || sameName(customer.id, id))
			&& (name === undefined || startsWith(customer.name, name)) && (deprecated || customer.status !== 'Deprecated')
			&& Date.parse(customer.lastModified) >= since && (contact === undefined || this.hasContact(customer, contact)));
		return envelope('CustomerList', rows, query, this.world.switches, renderCustomer);
	}

	create(body: Fields): Json {
		const name = body.text('Name');
		this.rejectTaken(name, undefined);
		const customer: Customer = { id: this.world.guids.next(), name, ...this.required(body, undefined), ...this.optional(body, undefined), ...this.nested(body, undefined) };
		this.world.addCustomer(customer);
		return single('CustomerList', renderCustomer(customer));
	}

	/** Partial; nested rows are matched by ID, others are added (API reference). */
	update(body: Fields): Json {
		const id = body.text('ID').toLowerCase();
		const customer = this.world.customers.get(id) ?? reject(`Customer with ID '${id}' was not found`);
		const name = body.optionalText('Name');
		this.rejectTaken(name, customer);
		Object.assign(customer, this.required(body, customer), this.optional(body, customer), this.nested(body, customer));
		if (name !== undefined) this.world.renameCustomer(customer, name);
		return single('CustomerList', renderCustomer(customer));
	}

	private hasContact(customer: Customer, filter: string): boolean {
		return customer.contacts.some((contact) => startsWith(contact.name, filter) || (contact.email !== null && sameName(contact.email, filter)));
	}

	/** R2. */
	private rejectTaken(name: string | undefined, self: Customer | undefined): void {
		const other = name === undefined ? undefined : this.world.customerByName(name);
		if (other && other !== self) reject(`Customer with name '${name}' already exists`);
	}

	private required(body: Fields, before: Customer | undefined): Pick<Customer, 'status' | 'currency' | 'paymentTerm' | 'accountReceivable' | 'revenueAccount' | 'taxRule'> {
		const need = (name: string, old: string | undefined): string => body.optionalText(name) ?? old ?? body.text(name);
		const status = need('Status', before?.status);
		const currency = need('Currency', before?.currency).toUpperCase();
		if (!/^[A-Z]{3}$/.test(currency)) reject(`Currency '${currency}' is not a 3 character currency code`);
		return {
			status: ['Active', 'Deprecated'].find((entry) => sameName(entry, status)) ?? reject("'Status' must be Active or Deprecated"),
			currency,
			paymentTerm: this.references.paymentTerm(need('PaymentTerm', before?.paymentTerm)),
			accountReceivable: this.references.receivableAccount(need('AccountReceivable', before?.accountReceivable)),
			revenueAccount: this.references.revenueAccount(need('RevenueAccount', before?.revenueAccount)),
			taxRule: this.references.taxRuleForSale(need('TaxRule', before?.taxRule)).name,
		};
	}

	private optional(body: Fields, before: Customer | undefined): Omit<Customer, 'id' | 'name' | 'addresses' | 'contacts' | keyof ReturnType<Customers['required']>> {
		const text = (name: string, old: string | null | undefined, maximum?: number): string | null => body.optionalText(name, maximum) ?? old ?? null;
		const checked = (name: string, old: string | null | undefined, check: (value: string) => string): string | null => {
			const given = body.optionalText(name);
			return given === undefined ? old ?? null : check(given);
		};
		return {
			displayName: text('DisplayName', before?.displayName),
			priceTier: checked('PriceTier', before?.priceTier, (value) => this.references.priceTier(value)) ?? this.world.priceTiers[0],
			carrier: checked('Carrier', before?.carrier, (value) => this.references.carrier(value)),
			salesRepresentative: checked('SalesRepresentative', before?.salesRepresentative, (value) => this.references.salesRepresentative(value)),
			location: checked('Location', before?.location, (value) => this.references.location(value).name),
			discount: body.amount('Discount', 2, 'refused') ?? before?.discount ?? '0',
			comments: text('Comments', before?.comments, 2000),
			taxNumber: text('TaxNumber', before?.taxNumber),
			creditLimit: body.amount('CreditLimit', 2, 'refused') ?? before?.creditLimit ?? '0',
			tags: text('Tags', before?.tags),
			isOnCreditHold: body.boolean('IsOnCreditHold') ?? before?.isOnCreditHold ?? false,
			lastModified: this.world.instant(),
		};
	}

	private nested(body: Fields, before: Customer | undefined): Pick<Customer, 'addresses' | 'contacts'> {
		return {
			addresses: this.merge(before?.addresses ?? [], body.rows('Addresses'), (row) => this.address(row)),
			contacts: this.merge(before?.contacts ?? [], body.rows('Contacts'), (row) => this.contact(row)),
		};
	}

	private merge<T extends { id: string }>(old: readonly T[], rows: readonly Fields[] | undefined, read: (row: Fields) => T): T[] {
		const merged = [...old];
		for (const row of rows ?? []) {
			const entry = read(row);
			const at = merged.findIndex((other) => other.id === row.optionalText('ID')?.toLowerCase());
			if (at < 0) merged.push(entry);
			else merged[at] = { ...entry, id: merged[at].id };
		}
		return merged;
	}

	private address(row: Fields): CustomerAddress {
		const type = row.text('Type');
		return {
			id: this.world.guids.next(), line1: row.text('Line1'), line2: row.optionalText('Line2') ?? '', city: row.optionalText('City') ?? '',
			state: row.optionalText('State') ?? '', postcode: row.optionalText('Postcode', 20) ?? '', country: row.text('Country'),
			type: ['Billing', 'Business', 'Shipping'].find((entry) => sameName(entry, type)) ?? reject("Address 'Type' must be Billing, Business or Shipping"),
			defaultForType: row.boolean('DefaultForType') ?? false,
		};
	}

	private contact(row: Fields): CustomerContact {
		const text = (name: string, maximum?: number): string | null => row.optionalText(name, maximum) ?? null;
		return {
			...bareContact(this.world.guids.next(), row.text('Name')), jobTitle: text('JobTitle'), phone: text('Phone', 50), mobilePhone: text('MobilePhone', 50),
			fax: text('Fax', 50), email: text('Email'), website: text('Website'), comment: text('Comment'), isDefault: row.boolean('Default') ?? false,
			includeInEmail: row.boolean('IncludeInEmail') ?? false,
			marketingConsent: Number(row.amount('MarketingConsent', 0, 'refused') ?? '1'),
		};
	}
}
