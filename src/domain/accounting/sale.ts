import type { Amount } from '../money';
import type { ChargeKind } from '../orders/amounts';

/** Cin7 Core's AutoPickPackShipMode (API reference, Sale Order). */
export type AutoPickPackShipMode = 'NOPICK' | 'AUTOPICK' | 'AUTOPICKPACK' | 'AUTOPICKPACKSHIP';

export type DocumentStatus = 'DRAFT' | 'AUTHORISED';

/** A postal address as Cin7 Core writes it on a sale. Country is a name or code; line1 and country are required there. */
export interface SaleAddress {
	readonly line1: string;
	readonly line2?: string;
	readonly city?: string;
	readonly state?: string;
	readonly postcode?: string;
	readonly country: string;
	readonly company?: string;
	readonly contact?: string;
}

/** Header of a Cin7 Core sale. Dates are calendar days, yyyy-mm-dd. */
export interface SaleHeader {
	readonly customerId: string;
	readonly contact?: string;
	readonly phone?: string;
	readonly email?: string;
	/** Revenue account code. */
	readonly defaultAccount?: string;
	readonly billingAddress?: SaleAddress;
	readonly shippingAddress?: SaleAddress;
	readonly shippingNotes?: string;
	readonly taxRule: string;
	readonly taxInclusive: boolean;
	readonly terms: string;
	readonly priceTier?: string;
	readonly requiredBy?: string;
	readonly location: string;
	readonly saleOrderDate: string;
	readonly note?: string;
	readonly customerReference: string;
	/** Units of the tenant's base currency for one unit of the sale's currency; 1 for the base currency. */
	readonly currencyRate: Amount;
	readonly salesRepresentative?: string;
	readonly carrier?: string;
	/** The anchor by which the sale is found again: the Amazon order id, or store and day of a daily sale. */
	readonly externalId: string;
	readonly skipQuote: boolean;
}

/** A product line. total = quantity x price at 4 decimals, exact; tax is the tax on the whole line, never recalculated. */
export interface SaleLine {
	readonly productId: string;
	readonly sku: string;
	readonly name: string;
	readonly quantity: number;
	readonly price: Amount;
	readonly tax: Amount;
	readonly taxRule: string;
	readonly total: Amount;
	readonly comment?: string;
	/** Revenue account code; on invoice lines only. */
	readonly account?: string;
	/** Amazon's SKU of the goods; not written to Cin7 Core. A refund finds its line by it. */
	readonly sellerSku?: string;
}

/** What a charge on a sale or a credit note is for; 'goods': a line without a product (D1), 'refundFee': S172. */
export type SaleChargeKind = ChargeKind | 'goods' | 'refundFee';

/** A charge on the sale: shipping, gift wrap, discount (negative price), each of quantity 1; or a line of goods without a product (D1). total = quantity x price, exact. */
export interface AdditionalCharge {
	readonly description: string;
	readonly quantity: number;
	readonly price: Amount;
	readonly tax: Amount;
	readonly taxRule: string;
	readonly total: Amount;
	readonly comment?: string;
	readonly account?: string;
	/** Not written to Cin7 Core. */
	readonly kind?: SaleChargeKind;
	/** Of goods without a product; not written to Cin7 Core. */
	readonly sellerSku?: string;
}

export interface SaleTotals {
	readonly currency: string;
	readonly beforeTax: Amount;
	readonly tax: Amount;
	readonly total: Amount;
}

export interface SaleOrderDocument {
	readonly saleId: string;
	readonly status: DocumentStatus;
	readonly autoPickPackShipMode: AutoPickPackShipMode;
	readonly memo: string;
	readonly lines: readonly SaleLine[];
	readonly charges: readonly AdditionalCharge[];
	readonly totals: SaleTotals;
}

export interface SaleInvoiceDocument {
	readonly saleId: string;
	/** Invoice task: the sale's own id for the first invoice of a Simple Sale. */
	readonly taskId: string;
	readonly status: DocumentStatus;
	readonly memo: string;
	readonly invoiceDate: string;
	readonly dueDate: string;
	readonly currencyRate: Amount;
	readonly billingLine1?: string;
	readonly billingLine2?: string;
	readonly lines: readonly SaleLine[];
	readonly charges: readonly AdditionalCharge[];
	readonly totals: SaleTotals;
}

export interface SalePayment {
	/** Invoice task. */
	readonly taskId: string;
	readonly reference: string;
	readonly amount: Amount;
	readonly datePaid: string;
	readonly account: string;
	readonly currencyRate: Amount;
}

/** How far a sale got, as Cin7 Core tells it: what a writer looks at after a doubt. */
export interface SaleSnapshot {
	readonly saleId: string;
	readonly status: string;
	readonly externalId?: string;
	readonly customerReference?: string;
	readonly customerId?: string;
	readonly orderNumber?: string;
	readonly orderStatus?: string;
	readonly pickStatus?: string;
	readonly packStatus?: string;
	readonly shipStatus?: string;
	/** 'Simple Sale', 'Advanced Sale', 'Service Sale'; an open list. */
	readonly type?: string;
	/** Tasks of fulfillments that hold nothing and are not voided; absent where there are none. */
	readonly emptyFulfillments?: readonly string[];
	/** Invoices that are not voided. */
	readonly invoices: readonly InvoiceSnapshot[];
	/** Credit notes that are not voided. */
	readonly creditNotes: readonly CreditNoteSnapshot[];
}

export interface CreditNoteSnapshot {
	readonly taskId: string;
	readonly creditNoteNumber?: string;
	readonly status: string;
	/** What this package wrote into it, and finds it again by. */
	readonly memo?: string;
	readonly total: Amount;
	/** Refunds paid on it. */
	readonly payments: readonly { readonly id?: string; readonly reference?: string; readonly amount: Amount }[];
}

export interface InvoiceSnapshot {
	readonly taskId: string;
	readonly invoiceNumber?: string;
	readonly status: string;
	readonly total: Amount;
	readonly payments: readonly { readonly id?: string; readonly reference?: string; readonly amount: Amount }[];
}

export interface SaleSummary {
	readonly saleId: string;
	readonly orderNumber?: string;
	readonly status: string;
	readonly externalId?: string;
	/** Cin7 Core's CombinedInvoiceStatus, CombinedShippingStatus; open lists. */
	readonly invoiceStatus?: string;
	readonly shippingStatus?: string;
}

/** Goods that a credit note puts back on the shelf. */
export interface RestockLine {
	readonly productId: string;
	readonly sku: string;
	readonly quantity: number;
	readonly location: string;
}

/** POST /sale/creditnote. Amounts are positive where the customer gets money. */
export interface CreditNoteDocument {
	readonly saleId: string;
	/** Undefined: a new credit note task. */
	readonly taskId?: string;
	/** Number of the invoice that is credited. */
	readonly invoiceNumber: string;
	readonly status: DocumentStatus;
	readonly memo: string;
	readonly date: string;
	readonly currencyRate: Amount;
	readonly lines: readonly SaleLine[];
	readonly charges: readonly AdditionalCharge[];
	readonly totals: SaleTotals;
	readonly restock: readonly RestockLine[];
}

/** POST /finishedGoods: an assembly of a product with a bill of materials. */
export interface Assembly {
	readonly productId: string;
	readonly quantity: number;
	readonly location: string;
	readonly date: string;
	readonly workInProgressAccount: string;
	readonly account: string;
	/** The anchor by which the assembly is found again. */
	readonly notes: string;
}

export interface AssemblySnapshot {
	readonly taskId: string;
	readonly status: string;
	readonly productId: string;
	readonly quantity: Amount;
	readonly notes: string;
	/** What Cin7 Core could not do of it, in its own words. */
	readonly errors: readonly string[];
}
