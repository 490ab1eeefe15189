import { multiply, toJsonNumber, type Amount } from '../../src/domain/money';
import type { Account, BankAccount, CompanyContact, Customer, CustomerAddress, CustomerContact, Location, PaymentTerm, Product, StockRow, TaxRule } from './model';
import type { Cin7World } from './world';

/** An object of a JSON answer. */
export type Json = Record<string, unknown>;

export const number = (amount: Amount): number => toJsonNumber(amount);

/** Ten numbered keys: AdditionalAttribute1..10 and the like. */
export const ten = (prefix: string, value: (index: number) => unknown): Json =>
	Object.fromEntries(Array.from({ length: 10 }, (_, index) => [`${prefix}${index + 1}`, value(index)]));

export const renderAccount = (account: Account): Json => ({
	Code: account.code, Name: account.name, Type: account.type, Status: account.status, Description: account.description, Class: account.class,
	SystemAccount: account.systemAccount, ForPayments: account.forPayments, DisplayName: `${account.code}: ${account.name}`, OldCode: null,
	BankAccountNumber: null, BankAccountId: null, Currency: account.currency,
});

export const renderBankAccount = (bank: BankAccount): Json => ({
	AccountID: bank.id, Bank: bank.bank, AccountName: bank.name, AccountNumber: bank.accountNumber, AccountCode: bank.accountCode, Currency: bank.currency,
	StatementBalance: 0, BalanceInDear: 0, InitialBalance: 0,
});

/** Component numbers arrive as strings with ten decimals, as in the published sample. */
export const renderTaxRule = (rule: TaxRule): Json => ({
	ID: rule.id, Name: rule.name, Account: rule.account, IsActive: rule.active, TaxInclusive: rule.inclusive, TaxPercent: number(rule.percent),
	IsTaxForSale: rule.forSale, IsTaxForPurchase: rule.forPurchase,
	Components: [{ ID: rule.componentId, Name: rule.name, Percent: number(rule.percent).toFixed(10), AccountCode: rule.account, Compound: '0', ComponentOrder: '1' }],
});

export const renderLocation = (location: Location, all: readonly Location[]): Json => ({
	ID: location.id, Name: location.name, IsDefault: location.isDefault, IsDeprecated: location.deprecated,
	Bins: location.parentId !== null ? null : all.filter((bin) => bin.parentId === location.id)
		.map((bin) => ({ ID: bin.id, Name: bin.name, IsDeprecated: bin.deprecated, IsStaging: false })),
	FixedAssetsLocation: false, ParentID: location.parentId, ParentName: location.parentName, ReferenceCount: 0,
	AddressLine1: '', AddressLine2: '', AddressCitySuburb: '', AddressStateProvince: '', AddressZipPostCode: '', AddressCountry: '',
	PickZones: null, IsShopfloor: false, IsCoMan: false, IsStaging: false,
});

export const renderPaymentTerm = (term: PaymentTerm): Json => ({
	ID: term.id, Name: term.name, Duration: term.duration, Method: term.method, IsActive: term.active, IsDefault: term.isDefault,
});

export const renderCompanyContact = (contact: CompanyContact): Json => ({
	ContactID: contact.id, Type: contact.type, Name: contact.name, Phone: contact.phone, Fax: contact.fax, Email: contact.email,
	Website: contact.website, Comment: contact.comment, DefaultForType: contact.defaultForType,
});

export const renderCompany = (world: Cin7World): Json => ({
	Company: world.company.name, Currency: world.company.currency, TimeZone: world.company.timeZone,
	DefaultWeightUnits: world.company.weightUnits ?? 'kg', DefaultDimensionsUnits: world.company.dimensionsUnits ?? 'cm',
	LockDate: world.company.lockDate === undefined ? null : `${world.company.lockDate}T00:00:00`,
	OpeningBalanceDate: `${world.company.openingBalanceDate}T00:00:00`, TaxCalculationMethod: world.company.taxCalculationMethod,
	DefaultSaleTaxRuleId: world.taxRules.find((rule) => rule.name === world.company.defaultSaleTaxRule)?.id ?? null,
	DefaultSaleTaxRuleName: world.company.defaultSaleTaxRule, MaximumDecimalPlacesInQuantity: 'N2', ApplyCustomerDiscountsAfterOtherDiscounts: true,
	DiscountRule: 'Discount', AutomaticallyApplyDiscounts: false,
	RoundingTable: [{ RangeTo: 10, RoundToNearest: 0.01, AdjustmentRule: 'N', AdjustmentValue: 0 }],
});

const renderAddress = (address: CustomerAddress): Json => ({
	ID: address.id, Line1: address.line1, Line2: address.line2, City: address.city, State: address.state, Postcode: address.postcode,
	Country: address.country, Type: address.type, DefaultForType: address.defaultForType,
});

const renderContact = (contact: CustomerContact): Json => ({
	ID: contact.id, Name: contact.name, JobTitle: contact.jobTitle, Phone: contact.phone, MobilePhone: contact.mobilePhone, Fax: contact.fax,
	Email: contact.email, Website: contact.website, Default: contact.isDefault, Comment: contact.comment, IncludeInEmail: contact.includeInEmail,
	MarketingConsent: contact.marketingConsent,
});

export const renderCustomer = (customer: Customer): Json => ({
	ID: customer.id, Name: customer.name, DisplayName: customer.displayName, Currency: customer.currency, PaymentTerm: customer.paymentTerm,
	Discount: number(customer.discount), TaxRule: customer.taxRule, Carrier: customer.carrier, SalesRepresentative: customer.salesRepresentative,
	Location: customer.location, Comments: customer.comments, AccountReceivable: customer.accountReceivable, RevenueAccount: customer.revenueAccount,
	PriceTier: customer.priceTier, TaxNumber: customer.taxNumber, ...ten('AdditionalAttribute', () => null), AttributeSet: null, Tags: customer.tags,
	Status: customer.status, CreditLimit: number(customer.creditLimit), IsOnCreditHold: customer.isOnCreditHold, LastModifiedOn: customer.lastModified,
	Addresses: customer.addresses.map(renderAddress), Contacts: customer.contacts.map(renderContact),
});

/** StockOnHand is a value in base currency, not a quantity (live report; the webhook sample agrees). */
export function renderAvailability(row: StockRow, product: Product, world: Cin7World): Json {
	return {
		ID: product.id, SKU: product.sku, Name: product.name, Barcode: product.barcode, Location: row.location, Bin: row.bin, Batch: null, ExpiryDate: null,
		OnHand: number(row.onHand), Allocated: number(row.allocated), Available: number(world.stock.available(row)), OnOrder: number(row.onOrder),
		StockOnHand: number(multiply(row.onHand, product.averageCost)), InTransit: number(row.inTransit),
	};
}
