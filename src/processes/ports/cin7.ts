import type { Assembly, AssemblySnapshot, CreditNoteDocument, SaleHeader, SaleInvoiceDocument, SaleOrderDocument, SalePayment, SaleSnapshot, SaleSummary } from '../../domain/accounting/sale';
import type { FamilyMember, KnownFamily, KnownProduct, NewFamily, NewProduct, ProductFields } from '../../domain/catalog/product';
import type { Amount } from '../../domain/money';
import type { RawCall } from './amazon';
import type { Cin7Ledger } from './ledger';

export interface Company {
	readonly name: string;
	readonly currency: string;
	/** IANA name. */
	readonly timeZone: string;
	/** Nothing may be dated on or before this day, yyyy-mm-dd. */
	readonly lockDate?: string;
	/** Units in which the tenant keeps products, such as 'kg' and 'cm'; absent: kg and cm. */
	readonly weightUnits?: string;
	readonly dimensionsUnits?: string;
}

export interface Account {
	readonly code: string;
	readonly name: string;
	readonly type: string;
	readonly class: string;
	readonly active: boolean;
	/** Able to receive payments although it is no bank account. */
	readonly forPayments: boolean;
	readonly bank: boolean;
	readonly systemAccount?: string;
	readonly currency?: string;
}

export interface TaxRule {
	readonly id: string;
	readonly name: string;
	readonly active: boolean;
	readonly forSale: boolean;
	readonly inclusive: boolean;
	/** Percent, '20' or '8.875'. */
	readonly percent: Amount;
	/** Account code on which its tax stands; of its first component where it has several. */
	readonly account?: string;
}

export interface Location { readonly id: string; readonly name: string; readonly isDefault: boolean; readonly deprecated: boolean; readonly parentId?: string }
export interface Carrier { readonly id: string; readonly name: string }
export interface PaymentTerm {
	readonly id: string;
	readonly name: string;
	readonly duration: number;
	/** 'number of days', 'day of next month', 'last day of next month', 'days since the end of the month'. */
	readonly method: string;
	readonly active: boolean;
	readonly isDefault: boolean;
}
export interface PriceTier { readonly code: number; readonly name: string }
export interface CompanyContact { readonly id: string; readonly name: string; readonly type: string }

/** The tenant's reference books; read together and cached. */
export interface TenantReference {
	readonly company: Company;
	readonly accounts: readonly Account[];
	readonly taxRules: readonly TaxRule[];
	readonly locations: readonly Location[];
	readonly carriers: readonly Carrier[];
	readonly paymentTerms: readonly PaymentTerm[];
	readonly priceTiers: readonly PriceTier[];
	/** Names allowed as sales representative. */
	readonly contacts: readonly CompanyContact[];
}

export interface Customer {
	readonly id: string;
	readonly name: string;
	readonly active: boolean;
	readonly currency: string;
	readonly paymentTerm: string;
	readonly accountReceivable: string;
	readonly revenueAccount: string;
	readonly taxRule: string;
	readonly addresses: readonly CustomerAddress[];
}
export interface CustomerAddress {
	readonly line1: string;
	readonly line2?: string;
	readonly city?: string;
	readonly state?: string;
	readonly postcode?: string;
	readonly country: string;
	readonly type: string;
	readonly isDefault: boolean;
}
export interface NewCustomer {
	readonly name: string;
	readonly currency: string;
	readonly paymentTerm: string;
	readonly accountReceivable: string;
	readonly revenueAccount: string;
	readonly taxRule: string;
	readonly priceTier?: string;
	readonly contact?: { readonly name: string; readonly email?: string; readonly phone?: string };
}
export interface Product { readonly id: string; readonly sku: string; readonly name: string; readonly active: boolean; readonly type: string }
export interface Page<T> { readonly rows: readonly T[]; readonly nextPage?: number }

/**
 * Cin7 Core's API v2, as the processes need it. Failures are TransportError; a write that may have been done although
 * no good answer came has `ambiguous`, and is never repeated by the adapter itself.
 */
export interface Cin7Port extends Cin7Ledger {
	/** Account id of the tenant (from the credential). */
	readonly tenantKey: string;
	company(): Promise<Company>;
	/** All reference books; from the cache while it is fresh, unless `fresh` is asked for. */
	reference(options?: { fresh?: boolean }): Promise<TenantReference>;
	customerById(id: string): Promise<Customer | undefined>;
	/** Exact match of the name, as Cin7 Core compares them (case-insensitive). */
	customerByName(name: string): Promise<Customer | undefined>;
	searchCustomers(text: string, page: number): Promise<Page<Customer>>;
	createCustomer(customer: NewCustomer): Promise<Customer>;
	/** Exact, case-insensitive match of the SKU. */
	productBySku(sku: string): Promise<Product | undefined>;
	searchProducts(text: string, page: number): Promise<Page<Product>>;
	/** All active products, 1,000 a call. */
	products(): AsyncIterable<Product>;
	/** Products changed since an instant, or all of them; deprecated ones too, 1,000 a call. */
	productsSince(modifiedSince?: string): AsyncIterable<KnownProduct>;
	/** The category of every product, deprecated ones too, 1,000 a call. */
	productCategories(): AsyncIterable<{ readonly id: string; readonly sku: string; readonly category: string }>;
	/** The same for product families. */
	familiesSince(modifiedSince?: string): AsyncIterable<KnownFamily>;
	/** The product with exactly this SKU as Cin7 Core compares them, deprecated or not. */
	knownProductBySku(sku: string): Promise<KnownProduct | undefined>;
	familyBySku(sku: string): Promise<KnownFamily | undefined>;
	/** Creates the product, without stock (S12). Writes what `product` has and nothing else. */
	createProduct(product: NewProduct): Promise<KnownProduct>;
	/** Overwrites these fields of a product and leaves all others as they are; SKU, stock, markups and customer prices never (S31, S48). */
	updateProduct(productId: string, fields: Partial<ProductFields>): Promise<void>;
	/** Whether a picture of the name in this address is attached to the product. False where the address names none. */
	hasProductPicture(productId: string, url: string): Promise<boolean>;
	/** Attaches a picture by its address (product/attachments). */
	addProductPicture(productId: string, url: string): Promise<void>;
	createFamily(family: NewFamily): Promise<KnownFamily>;
	/** Adds or changes members and the name; never removes a member. */
	updateFamily(familyId: string, change: { readonly name?: string; readonly products?: readonly FamilyMember[] }): Promise<void>;
	/** Names in the reference books of categories, brands and units; read once a run. */
	productNames(): Promise<{ readonly categories: readonly string[]; readonly brands: readonly string[]; readonly units: readonly string[] }>;
	/** Adds a name to a reference book; one that exists already (compared without regard to case) is no failure. */
	createCategory(name: string): Promise<void>;
	createBrand(name: string): Promise<void>;
	createUnit(name: string): Promise<void>;
	createCarrier(name: string): Promise<Carrier>;
	/** Adds a company contact of type Sale, so that it can be a sales representative. */
	createSalesRepresentative(name: string): Promise<CompanyContact>;
	createSale(header: SaleHeader): Promise<SaleSnapshot>;
	/** POST /sale/order: lines, charges and status; authorizing allocates stock. */
	writeSaleOrder(document: SaleOrderDocument): Promise<{ readonly orderNumber?: string; readonly status: string }>;
	writeSaleInvoice(document: SaleInvoiceDocument): Promise<{ readonly invoices: SaleSnapshot['invoices'] }>;
	createPayment(payment: SalePayment): Promise<{ readonly id?: string }>;
	/** undefined when there is no such sale. */
	sale(saleId: string): Promise<SaleSnapshot | undefined>;
	/** Sales that bear exactly this ExternalID, voided ones too. */
	salesByExternalId(externalId: string): Promise<readonly SaleSummary[]>;
	voidSale(saleId: string): Promise<void>;
	/** Sales that changed since an instant, 1,000 a call (saleList, UpdatedSince). */
	salesUpdatedSince(instant: string): AsyncIterable<SaleSummary>;
	/** POST /sale/creditnote. Answers the credit notes of the sale that are not voided, the new one first. */
	writeCreditNote(document: CreditNoteDocument): Promise<{ readonly creditNotes: SaleSnapshot['creditNotes'] }>;
	/** POST /sale/payment with type Refund: what was given back on a credit note. */
	createRefund(payment: SalePayment): Promise<{ readonly id?: string }>;
	/** POST /sale/fulfilment: another fulfillment, which makes a Simple Sale an Advanced Sale. Its order must be picked. */
	addFulfillment(saleId: string): Promise<{ readonly taskIds: readonly string[] }>;
	/** Takes an empty fulfillment away again (DELETE /sale/fulfilment, Void); Advanced Sales only. */
	voidFulfillment(taskId: string): Promise<void>;
	/** Available units of a product at a location, all its bins and batches; what is on order does not count (S42). May be negative. */
	available(sku: string, location: string): Promise<Amount>;
	/** POST /finishedGoods with status COMPLETED. What could not be done stands in `errors`; the task exists then all the same. */
	assemble(assembly: Assembly): Promise<AssemblySnapshot>;
	/** Assemblies that are not voided and whose notes are exactly these. */
	assembliesByNotes(notes: string): Promise<readonly AssemblySnapshot[]>;
	/** P68. Answers the JSON of a good answer. Never repeated by itself unless it is a GET. Failures are TransportError. */
	call(request: RawCall): Promise<unknown>;
}
