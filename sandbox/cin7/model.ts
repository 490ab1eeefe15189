import type { Amount } from '../../src/domain/money';
import type { SaleJournal } from './finance/model';

/** A day or instant as Cin7 Core writes it: 2026-03-01T00:00:00 without zone for days, ...Z for instants. */
export type Cin7Date = string;

export interface Account { code: string; name: string; type: string; class: string; status: string; description: string | null; systemAccount: string | null; forPayments: boolean; currency: string | null }
export interface BankAccount { id: string; accountCode: string; name: string; bank: string; accountNumber: string; currency: string }
export interface TaxRule { id: string; componentId: string; name: string; percent: Amount; account: string; inclusive: boolean; active: boolean; forSale: boolean; forPurchase: boolean }
export interface Location { id: string; name: string; isDefault: boolean; deprecated: boolean; parentId: string | null; parentName: string | null }
export interface Carrier { id: string; description: string }
export interface PaymentTerm { id: string; name: string; duration: number; method: string; active: boolean; isDefault: boolean }
export interface CompanyContact { id: string; name: string; type: string; phone: string | null; fax: string | null; email: string | null; website: string | null; comment: string | null; defaultForType: boolean }

export interface CustomerAddress { id: string; line1: string; line2: string; city: string; state: string; postcode: string; country: string; type: string; defaultForType: boolean }
export interface CustomerContact {
	id: string; name: string; jobTitle: string | null; phone: string | null; mobilePhone: string | null; fax: string | null; email: string | null;
	website: string | null; comment: string | null; isDefault: boolean; includeInEmail: boolean; marketingConsent: number;
}
export interface Customer {
	id: string; name: string; displayName: string | null; status: string; currency: string; paymentTerm: string; accountReceivable: string; revenueAccount: string;
	taxRule: string; priceTier: string; carrier: string | null; salesRepresentative: string | null; location: string | null; discount: Amount;
	comments: string | null; taxNumber: string | null; creditLimit: Amount; tags: string | null; isOnCreditHold: boolean;
	addresses: CustomerAddress[]; contacts: CustomerContact[]; lastModified: Cin7Date;
}

/** A row of the reference books of categories, brands and units. */
export interface NamedRow { id: string; name: string }

export interface Attachment { id: string; fileName: string; contentType: string; isDefault: boolean; url: string }
export interface CustomPrice { customerId: string; customer: string; price: Amount }
/** A tier whose price is computed from the cost; the API cannot read or write it. */
export interface Markup { tier: number; percent: Amount }

/** A component of a bill of materials: the quantity for `quantityToProduce` products. One of the two wastages is '0'. */
export interface BillComponent { productId: string; quantity: Amount; wastagePercent: Amount; wastageQuantity: Amount; costPercentage: Amount }
export interface BillOfMaterials { components: BillComponent[]; quantityToProduce: Amount; autoAssembly: boolean; type: 'Assembly' | 'Production' | 'Make to Order' }

/** Texts that the simulator keeps and does nothing with, by the API's names. */
export type ProductTexts = Record<string, string | null>;

export interface Product {
	id: string; sku: string; name: string; category: string; brand: string | null; type: 'Stock' | 'Service'; status: string; barcode: string | null;
	costingMethod: string; dropShipMode: string; defaultLocation: string | null; unit: string;
	length: Amount; width: Amount; height: Amount; weight: Amount; weightUnits: string | null; dimensionsUnits: string | null;
	minimumBeforeReorder: Amount; reorderQuantity: Amount;
	/** Of the ten tiers, in their order. */
	prices: Amount[];
	averageCost: Amount; cogsAccount: string | null; revenueAccount: string | null; expenseAccount: string | null; inventoryAccount: string | null;
	purchaseTaxRule: string | null; saleTaxRule: string | null; sellable: boolean; texts: ProductTexts; lastModified: Cin7Date;
	attachments: Attachment[]; customPrices: CustomPrice[]; markups: Markup[];
	/** Null where it is not put together from components. */
	bill: BillOfMaterials | null;
}

/** A product of a family with its option values, '' where it has none. */
export interface FamilyProduct { productId: string; options: [string, string, string] }
export interface Family {
	id: string; sku: string; name: string; category: string; brand: string | null; costingMethod: string; dropShipMode: string; defaultLocation: string; unit: string;
	minimumBeforeReorder: Amount; reorderQuantity: Amount; prices: Amount[];
	cogsAccount: string | null; revenueAccount: string | null; inventoryAccount: string | null; purchaseTaxRule: string | null; saleTaxRule: string | null;
	texts: ProductTexts; optionNames: [string, string, string]; products: FamilyProduct[]; lastModified: Cin7Date;
}

/** One row of availability: product x location x bin. */
export interface StockRow { productId: string; locationId: string; location: string; bin: string | null; onHand: Amount; allocated: Amount; onOrder: Amount; inTransit: Amount }

/** A posting: one amount in base currency, from the credit to the debit account. */
export interface LedgerEntry {
	/** `saleId` is null for what is of no sale, and for an assembly, also one of a sale. */
	transactionId: string; taskId: string; saleId: string | null; debit: string; credit: string; amount: Amount; effectiveDate: Cin7Date;
	reference: string; description: string; type: 'Sale' | 'FinishedGoods' | 'Journal' | 'MoneyReceive' | 'MoneySpend';
	/** What was posted: the document's task with its kind, or the id of the payment. */
	source: string;
	/** True for a posting that was reversed, and for its reversal. */
	reversed: boolean;
}

export interface SaleAddress { line1: string; line2: string; city: string; state: string; postcode: string; country: string }
export interface ShippingAddress extends SaleAddress { company: string; contact: string; shipToOther: boolean }

export interface DocumentLine {
	productId: string; sku: string; name: string; quantity: Amount; price: Amount; discount: Amount; tax: Amount; taxRule: string; total: Amount;
	comment: string; averageCost: Amount; dropShip: boolean; backorderQuantity: Amount; account: string | null;
}
export interface DocumentCharge { description: string; quantity: Amount; price: Amount; discount: Amount; tax: Amount; taxRule: string; total: Amount; comment: string; account: string | null }
export interface DocumentTotals { beforeTax: Amount; tax: Amount; total: Amount }
/** What orders, invoices and credit notes have in common. */
export interface DocumentContent { memo: string; lines: DocumentLine[]; charges: DocumentCharge[]; totals: DocumentTotals }

export type StageStatus = 'NOT AVAILABLE' | 'DRAFT' | 'AUTHORISED' | 'VOIDED';
export interface SaleOrder extends DocumentContent { status: StageStatus; number: string }
export interface Payment { id: string; taskId: string; reference: string; amount: Amount; datePaid: Cin7Date; account: string; currencyRate: Amount; dateCreated: Cin7Date }
export interface Invoice extends DocumentContent {
	taskId: string; number: string; status: 'DRAFT' | 'AUTHORISED' | 'PAID' | 'VOIDED'; invoiceDate: Cin7Date; dueDate: Cin7Date; currencyRate: Amount;
	combineCharges: boolean; billingLine1: string; billingLine2: string; linkedFulfillmentNumber: string | null; payments: Payment[];
}
/** Goods that a credit note puts back: `location` is where they were taken from, restockLocation where they go. */
export interface RestockLine { productId: string; sku: string; name: string; locationId: string; location: string; quantity: Amount; restockLocationId: string; restockLocation: string }
export interface CreditNote extends DocumentContent {
	taskId: string; number: string; status: 'DRAFT' | 'AUTHORISED' | 'VOIDED'; invoiceTaskId: string; invoiceNumber: string; date: Cin7Date; currencyRate: Amount;
	combineCharges: boolean; restock: RestockLine[];
	/** Refunds. */
	payments: Payment[];
}
/** `box` is of packed goods only. */
export interface FulfillmentLine { productId: string; sku: string; name: string; locationId: string; location: string; quantity: Amount; box?: string }
export interface Shipment { id: string; date: Cin7Date; carrier: string; boxes: string; trackingNumber: string; isShipped: boolean }
export interface Fulfillment {
	taskId: string; number: number;
	pick: { status: StageStatus; lines: FulfillmentLine[] };
	pack: { status: StageStatus; lines: FulfillmentLine[] };
	ship: { status: StageStatus | 'PARTIALLY AUTHORISED'; lines: Shipment[] };
}
/** `taskId` is the fulfillment that picked the goods; null while none has. */
export interface Allocation { row: StockRow; productId: string; quantity: Amount; shipped: boolean; taskId: string | null }
/** `cost` is negative where goods come back; `source` is that of the posting. */
export interface InventoryMovement { taskId: string; productId: string; date: Cin7Date; cost: Amount; source: string }

/** What an assembly takes of a component: the quantity of the bill, the wastage, and both together. */
export interface AssemblyLine { productId: string; quantity: Amount; wastagePercent: Amount; wastageQuantity: Amount; totalQuantity: Amount; unitCost: Amount }
/** A task of finished goods: components of a location become a product there. */
export interface Assembly {
	id: string; number: string; status: 'DRAFT' | 'AUTHORISED' | 'IN PROGRESS' | 'COMPLETED' | 'VOIDED'; productId: string; quantity: Amount;
	location: string; locationId: string; bin: string | null; binId: string | null; wipAccount: string; wipDate: Cin7Date | null; account: string; completionDate: Cin7Date | null;
	batch: string | null; expiryDate: Cin7Date | null; notes: string; customFields: string[]; created: Cin7Date;
	/** The sale whose order made it; null for one that was asked for. */
	saleId: string | null;
	lines: AssemblyLine[]; picks: Allocation[]; unitCost: Amount;
}

export interface Sale {
	id: string; type: 'Simple Sale' | 'Advanced Sale' | 'Service Sale'; voided: boolean;
	/** Set by a test: the sale is in an accounting system, which forbids undo. */
	exported: boolean;
	customerId: string; customer: string; customerCurrency: string; baseCurrency: string; currencyRate: Amount;
	contact: string; phone: string; email: string; defaultAccount: string; skipQuote: boolean;
	billingAddress: SaleAddress | null; shippingAddress: ShippingAddress | null; shippingNotes: string;
	taxRule: string; taxInclusive: boolean; terms: string; priceTier: string; shipBy: Cin7Date | null; location: string; locationId: string;
	saleOrderDate: Cin7Date; note: string; customerReference: string; salesRepresentative: string; carrier: string; externalId: string | null;
	additionalAttributes: string[]; created: number; updated: number;
	order: SaleOrder; fulfillments: Fulfillment[]; invoices: Invoice[]; creditNotes: CreditNote[]; manualJournal: SaleJournal; allocations: Allocation[]; movements: InventoryMovement[];
}
