import type { Amount } from '../../src/domain/money';

/** A tenant of Cin7 Core as a test or the demo sets it up. Ids are GUIDs; the simulator gives one where it is left out. */
export interface TenantSeed {
	readonly accountId: string;
	/** Keys of the tenant's API applications; each has its own rate limit. */
	readonly applicationKeys: readonly string[];
	readonly company: CompanySeed;
	readonly accounts: readonly AccountSeed[];
	readonly bankAccounts: readonly BankAccountSeed[];
	readonly taxRules: readonly TaxRuleSeed[];
	readonly locations: readonly LocationSeed[];
	/** Descriptions, which are the names of carriers. */
	readonly carriers: readonly string[];
	readonly paymentTerms: readonly PaymentTermSeed[];
	/** Names of the price tiers, ten of them. */
	readonly priceTiers: readonly string[];
	readonly contacts: readonly ContactSeed[];
	readonly customers: readonly CustomerSeed[];
	readonly products: readonly ProductSeed[];
	readonly stock: readonly StockSeed[];
	readonly families?: readonly FamilySeed[];
	/** Names beyond those that products and families have, which exist without being listed here. */
	readonly categories?: readonly string[];
	readonly brands?: readonly string[];
	/** Names beyond those that products have, and 'Item', which always exists. */
	readonly units?: readonly string[];
}

export interface CompanySeed {
	readonly name: string;
	readonly currency: string;
	/** IANA name. */
	readonly timeZone: string;
	/** yyyy-mm-dd; nothing may be dated on or before it. */
	readonly lockDate?: string;
	readonly openingBalanceDate: string;
	readonly taxCalculationMethod: 'Row Total' | 'Total';
	readonly defaultSaleTaxRule: string;
	/** Ledger accounts that the simulator posts to when a product names none. */
	readonly inventoryAccount: string;
	readonly costOfGoodsSoldAccount: string;
	/** Of automatic assemblies; the inventory account where it is left out. */
	readonly workInProgressAccount?: string;
	/** kg and cm where they are left out. */
	readonly weightUnits?: string;
	readonly dimensionsUnits?: string;
}

export interface AccountSeed {
	readonly code: string;
	readonly name: string;
	readonly type: string;
	readonly class: 'ASSET' | 'LIABILITY' | 'EXPENSE' | 'EQUITY' | 'REVENUE';
	readonly status?: 'ACTIVE' | 'ARCHIVED';
	readonly description?: string;
	/** DEBTORS for accounts receivable, as the published sample shows it. */
	readonly systemAccount?: string;
	readonly forPayments?: boolean;
	readonly currency?: string;
}

export interface BankAccountSeed {
	readonly accountCode: string;
	readonly bank: string;
	readonly accountNumber: string;
	readonly currency: string;
}

export interface TaxRuleSeed {
	readonly name: string;
	readonly percent: Amount;
	readonly account: string;
	readonly inclusive?: boolean;
	readonly active?: boolean;
	readonly forSale?: boolean;
	readonly forPurchase?: boolean;
}

export interface LocationSeed {
	readonly name: string;
	readonly isDefault?: boolean;
	readonly deprecated?: boolean;
	/** Name of the location that this bin belongs to. */
	readonly parent?: string;
}

export interface PaymentTermSeed {
	readonly name: string;
	readonly duration: number;
	readonly method: string;
	readonly active?: boolean;
	readonly isDefault?: boolean;
}

export interface ContactSeed {
	readonly name: string;
	readonly type: 'Billing' | 'Business' | 'Sale' | 'Shipping' | 'Employee';
	readonly email?: string;
	readonly phone?: string;
	readonly defaultForType?: boolean;
}

export interface AddressSeed {
	readonly line1: string;
	readonly line2?: string;
	readonly city?: string;
	readonly state?: string;
	readonly postcode?: string;
	readonly country: string;
	readonly type: 'Billing' | 'Business' | 'Shipping';
	readonly isDefault?: boolean;
}

export interface CustomerSeed {
	readonly id?: string;
	readonly name: string;
	readonly currency: string;
	readonly paymentTerm: string;
	readonly accountReceivable: string;
	readonly revenueAccount: string;
	readonly taxRule: string;
	readonly priceTier?: string;
	readonly location?: string;
	readonly carrier?: string;
	readonly status?: 'Active' | 'Deprecated';
	readonly addresses?: readonly AddressSeed[];
	readonly contacts?: readonly { readonly name: string; readonly email?: string; readonly phone?: string }[];
}

export interface ProductSeed {
	readonly id?: string;
	readonly sku: string;
	readonly name: string;
	readonly category: string;
	readonly brand?: string;
	readonly type?: 'Stock' | 'Service';
	readonly status?: 'Active' | 'Deprecated';
	readonly barcode?: string;
	/** Price of the first tier, in base currency. */
	readonly price: Amount;
	/** Cost of one unit in base currency. */
	readonly averageCost: Amount;
	readonly revenueAccount?: string;
	/** The company's where they are left out. */
	readonly inventoryAccount?: string;
	readonly costOfGoodsSoldAccount?: string;
	readonly saleTaxRule?: string;
	readonly billOfMaterials?: BillOfMaterialsSeed;
	/** Prices by name of the tier, beyond that of the first. */
	readonly priceTiers?: Readonly<Record<string, Amount>>;
	readonly description?: string;
	/** Name of its unit of measure; 'Item' where it is left out. */
	readonly unit?: string;
	/** FIFO where it is left out. */
	readonly costingMethod?: string;
	/** In weightUnits and dimensionsUnits, which are the company's where they are left out. */
	readonly weight?: Amount;
	readonly length?: Amount;
	readonly width?: Amount;
	readonly height?: Amount;
	readonly weightUnits?: string;
	readonly dimensionsUnits?: string;
	readonly attachments?: readonly { readonly fileName: string; readonly url: string; readonly isDefault?: boolean }[];
	/** Prices of single customers, by the customer's name. */
	readonly customPrices?: readonly { readonly customer: string; readonly price: Amount }[];
	/** Tiers whose price Cin7 Core computes from the cost; `percent` is added to the average cost. */
	readonly markups?: readonly { readonly tier: string; readonly percent: Amount }[];
}

export interface BillOfMaterialsSeed {
	/** Other products of the seed, by SKU, in whatever order. Of the two wastages at most one. */
	readonly components: readonly { readonly sku: string; readonly quantity: Amount; readonly wastagePercent?: Amount; readonly wastageQuantity?: Amount }[];
	/** How many products those quantities make; 1 where it is left out. */
	readonly quantityToProduce?: Amount;
	/** Whether the authorisation of a sale order assembles it; false where it is left out. */
	readonly autoAssembly?: boolean;
	/** Assembly where it is left out. */
	readonly type?: 'Assembly' | 'Production' | 'Make to Order';
}

export interface FamilySeed {
	readonly id?: string;
	readonly sku: string;
	readonly name: string;
	readonly category: string;
	readonly brand?: string;
	/** One to three. */
	readonly optionNames: readonly string[];
	/** By SKU, with a value for each option. */
	readonly products: readonly { readonly sku: string; readonly options: readonly string[] }[];
}

export interface StockSeed {
	readonly sku: string;
	readonly location: string;
	readonly bin?: string;
	readonly onHand: Amount;
	readonly onOrder?: Amount;
	readonly inTransit?: Amount;
}
