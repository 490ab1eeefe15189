import type { Account, BankAccount, Carrier, CompanyContact, Customer, CustomerContact, Location, PaymentTerm, TaxRule } from './model';
import type { AccountSeed, BankAccountSeed, CustomerSeed, TenantSeed } from './seed';

/** GUIDs in the order in which they are asked for, so that a run can be repeated. */
export class Guids {
	private count = 0;

	next(): string {
		return `c1700000-0000-4000-8000-${(++this.count).toString(16).padStart(12, '0')}`;
	}
}

export const emptyGuid = '00000000-0000-0000-0000-000000000000';

export interface ReferenceBooks {
	readonly accounts: Account[];
	readonly bankAccounts: BankAccount[];
	readonly taxRules: TaxRule[];
	readonly locations: Location[];
	readonly carriers: Carrier[];
	readonly paymentTerms: PaymentTerm[];
	readonly contacts: CompanyContact[];
}

export const accountFromSeed = (account: AccountSeed): Account => ({
	code: account.code, name: account.name, type: account.type, class: account.class, status: account.status ?? 'ACTIVE',
	description: account.description ?? null, systemAccount: account.systemAccount ?? null, forPayments: account.forPayments ?? false,
	currency: account.currency ?? null,
});

/** Throws where its ledger account is missing. */
export function bankAccountFromSeed(bank: BankAccountSeed, accounts: readonly Account[], guids: Guids): BankAccount {
	const account = accounts.find((entry) => entry.code === bank.accountCode);
	if (!account) throw new Error(`Seed: bank account ${bank.accountCode} is not in the chart of accounts`);
	return { ...bank, id: guids.next(), name: account.name };
}

/** The reference books that a seed describes. Throws where a bin's parent or a bank account's ledger account is missing. */
export function referenceBooksFromSeed(seed: TenantSeed, guids: Guids): ReferenceBooks {
	const accounts = seed.accounts.map(accountFromSeed);
	return {
		accounts,
		bankAccounts: seed.bankAccounts.map((bank) => bankAccountFromSeed(bank, accounts, guids)),
		taxRules: seed.taxRules.map((rule) => ({
			id: guids.next(), componentId: guids.next(), name: rule.name, percent: rule.percent, account: rule.account,
			inclusive: rule.inclusive ?? false, active: rule.active ?? true, forSale: rule.forSale ?? true, forPurchase: rule.forPurchase ?? false,
		})),
		locations: locationsFromSeed(seed, guids),
		carriers: seed.carriers.map((description) => ({ id: guids.next(), description })),
		paymentTerms: seed.paymentTerms.map((term) => ({
			id: guids.next(), name: term.name, duration: term.duration, method: term.method, active: term.active ?? true, isDefault: term.isDefault ?? false,
		})),
		contacts: seed.contacts.map((contact) => ({
			id: guids.next(), name: contact.name, type: contact.type, phone: contact.phone ?? null, fax: null, email: contact.email ?? null,
			website: null, comment: null, defaultForType: contact.defaultForType ?? false,
		})),
	};
}

function locationsFromSeed(seed: TenantSeed, guids: Guids): Location[] {
	const locations = seed.locations.map((location): Location => ({
		id: guids.next(), name: location.name, isDefault: location.isDefault ?? false, deprecated: location.deprecated ?? false, parentId: null, parentName: null,
	}));
	seed.locations.forEach((location, index) => {
		if (location.parent === undefined) return;
		const parent = locations.find((entry) => entry.name === location.parent);
		if (!parent) throw new Error(`Seed: bin ${location.name} has no location ${location.parent}`);
		locations[index].parentId = parent.id;
		locations[index].parentName = parent.name;
	});
	return locations;
}

/** A contact person with nothing known but the name. */
export const bareContact = (id: string, name: string): CustomerContact => ({
	id, name, jobTitle: null, phone: null, mobilePhone: null, fax: null, email: null, website: null, comment: null,
	isDefault: false, includeInEmail: false, marketingConsent: 1,
});

export function customerFromSeed(customer: CustomerSeed, seed: TenantSeed, guids: Guids, now: string): Customer {
	return {
		id: customer.id ?? guids.next(), name: customer.name, displayName: null, status: customer.status ?? 'Active', currency: customer.currency,
		paymentTerm: customer.paymentTerm, accountReceivable: customer.accountReceivable, revenueAccount: customer.revenueAccount, taxRule: customer.taxRule,
		priceTier: customer.priceTier ?? seed.priceTiers[0], carrier: customer.carrier ?? null, salesRepresentative: null, location: customer.location ?? null,
		discount: '0', comments: null, taxNumber: null, creditLimit: '0', tags: null, isOnCreditHold: false, lastModified: now,
		addresses: (customer.addresses ?? []).map((address) => ({
			id: guids.next(), line1: address.line1, line2: address.line2 ?? '', city: address.city ?? '', state: address.state ?? '',
			postcode: address.postcode ?? '', country: address.country, type: address.type, defaultForType: address.isDefault ?? false,
		})),
		contacts: (customer.contacts ?? []).map((contact, index) => ({
			...bareContact(guids.next(), contact.name), email: contact.email ?? null, phone: contact.phone ?? null, isDefault: index === 0,
		})),
	};
}
