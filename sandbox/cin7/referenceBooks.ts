import type { Fields } from './fields';
import type { CompanyContact } from './model';
import { matchesGoods } from './products/products';
import { envelope, single, startsWith, type Query } from './query';
import { reject } from './rejection';
import { number, renderAccount, renderAvailability, renderBankAccount, renderCompanyContact, renderLocation, renderPaymentTerm, renderTaxRule, type Json } from './rendering';
import { sameName, type Cin7World } from './world';

/** True where the filter is absent, or fits. */
const fits = <T>(wanted: T | undefined, test: (value: T) => boolean): boolean => wanted === undefined || test(wanted);
const prefix = (query: Query, name: string, text: string): boolean => fits(query.text(name), (value) => startsWith(text, value));
const exact = (query: Query, name: string, text: string): boolean => fits(query.text(name), (value) => sameName(text, value));
const flag = (query: Query, name: string, value: boolean): boolean => fits(query.boolean(name), (wanted) => wanted === value);

export function listContacts(world: Cin7World, query: Query): Json {
	const rows = world.contacts.filter((contact) => exact(query, 'ID', contact.id) && prefix(query, 'Name', contact.name) && exact(query, 'Type', contact.type)
		&& flag(query, 'DefaultForType', contact.defaultForType) && exact(query, 'Email', contact.email ?? '') && exact(query, 'Phone', contact.phone ?? ''));
	return envelope('MeContactsList', rows, query, world.switches, renderCompanyContact);
}

const contactTypes = ['Billing', 'Business', 'Sale', 'Shipping', 'Employee'];

export function createContact(world: Cin7World, body: Fields): Json {
	const given = body.optionalText('Type', 50) ?? 'Business';
	const type = contactTypes.find((entry) => sameName(entry, given)) ?? reject(`'Type' must be one of ${contactTypes.join(', ')}`);
	const name = body.text('Name');
	if (world.contacts.some((contact) => sameName(contact.name, name) && contact.type === type)) reject(`Contact '${name}' already exists`);
	const contact: CompanyContact = {
		id: world.guids.next(), name, type, phone: body.optionalText('Phone', 50) ?? null, fax: body.optionalText('Fax', 50) ?? null,
		email: body.optionalText('Email') ?? null, website: body.optionalText('Website') ?? null, comment: body.optionalText('Comment') ?? null,
		defaultForType: body.boolean('DefaultForType') ?? false,
	};
	world.contacts.push(contact);
	return single('MeContactsList', renderCompanyContact(contact));
}

/** R3: a Code that nobody has is refused, instead of giving an empty list (live report, its wording too). */
export function listAccounts(world: Cin7World, query: Query): Json {
	const code = query.text('Code');
	if (code !== undefined && !world.account(code)) reject('Account with specified ID not found');
	const rows = world.accounts.filter((account) => exact(query, 'Code', account.code) && prefix(query, 'Name', account.name)
		&& exact(query, 'Type', account.type) && exact(query, 'Status', account.status));
	return envelope('AccountsList', rows, query, world.switches, renderAccount);
}

export function listBankAccounts(world: Cin7World, query: Query): Json {
	const rows = world.bankAccounts.filter((bank) => exact(query, 'ID', bank.id) && prefix(query, 'Name', bank.name) && exact(query, 'Bank', bank.bank));
	return envelope('BankAccountsList', rows, query, world.switches, renderBankAccount);
}

export function listTaxRules(world: Cin7World, query: Query): Json {
	const rows = world.taxRules.filter((rule) => exact(query, 'ID', rule.id) && prefix(query, 'Name', rule.name) && flag(query, 'IsActive', rule.active)
		&& flag(query, 'IsTaxForSale', rule.forSale) && flag(query, 'IsTaxForPurchase', rule.forPurchase) && exact(query, 'Account', rule.account));
	return envelope('TaxRuleList', rows, query, world.switches, renderTaxRule);
}

export function listLocations(world: Cin7World, query: Query): Json {
	const rows = world.locations.filter((location) => exact(query, 'ID', location.id) && prefix(query, 'Name', location.name)
		&& flag(query, 'Deprecated', location.deprecated));
	return envelope('LocationList', rows, query, world.switches, (location) => renderLocation(location, world.locations));
}

export function listCarriers(world: Cin7World, query: Query): Json {
	const rows = world.carriers.filter((carrier) => exact(query, 'CarrierID', carrier.id) && prefix(query, 'Description', carrier.description));
	return envelope('CarrierList', rows, query, world.switches, (carrier) => ({ CarrierID: carrier.id, Description: carrier.description }));
}

/** R2: names are unique without regard to case. */
export function createCarrier(world: Cin7World, body: Fields): Json {
	const description = body.text('Description');
	if (world.carriers.some((carrier) => sameName(carrier.description, description))) reject('This carrier already exists. Carrier description must be unique.');
	const carrier = { id: world.guids.next(), description };
	world.carriers.push(carrier);
	return single('CarrierList', { CarrierID: carrier.id, Description: carrier.description });
}

export function listPaymentTerms(world: Cin7World, query: Query): Json {
	const rows = world.paymentTerms.filter((term) => exact(query, 'ID', term.id) && prefix(query, 'Name', term.name) && exact(query, 'Method', term.method)
		&& flag(query, 'IsActive', term.active) && flag(query, 'IsDefault', term.isDefault));
	return envelope('PaymentTermList', rows, query, world.switches, renderPaymentTerm);
}

/** Without Total and Page, as published. */
export const listPriceTiers = (world: Cin7World): Json => ({ PriceTiers: world.priceTiers.map((name, index) => ({ Code: index + 1, Name: name })) });

export function listAvailability(world: Cin7World, query: Query): Json {
	const rows = world.stock.all().flatMap((row) => {
		const product = world.products.get(row.productId);
		const wanted = product && exact(query, 'ID', product.id) && exact(query, 'Location', row.location) && exact(query, 'Category', product.category)
			&& query.text('Batch') === undefined && matchesGoods(world, query, product);
		return wanted ? [{ row, product }] : [];
	});
	return envelope('ProductAvailabilityList', rows, query, world.switches, ({ row, product }) => renderAvailability(row, product, world));
}

/** Postings between the two dates, of one account where it is named. */
export function listTransactions(world: Cin7World, query: Query): Json {
	const from = query.text('FromDate')?.slice(0, 10) ?? '';
	const to = query.text('ToDate')?.slice(0, 10) ?? '9999';
	const account = query.text('Account');
	const open = world.switches.transactionDates === 'exclusive';
	const between = (day: string): boolean => day >= from && day <= to && !(open && (day === from || day === to));
	const rows = world.ledger.entries.filter((entry) => between(entry.effectiveDate.slice(0, 10))
		&& (account === undefined || entry.debit === account || entry.credit === account));
	return envelope('Transactions', rows, query, world.switches, (entry) => ({
		TaskID: entry.taskId, DebitAccountCode: entry.debit, CreditAccountCode: entry.credit, Amount: number(entry.amount),
		EffectiveDate: entry.effectiveDate, Reference: entry.reference, Transaction: entry.description, Type: entry.type,
	}));
}
