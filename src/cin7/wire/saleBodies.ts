import type { AdditionalCharge, CreditNoteDocument, RestockLine, SaleAddress, SaleHeader, SaleInvoiceDocument, SaleLine, SaleOrderDocument, SalePayment } from '../../domain/accounting/sale';
import { toJsonNumber } from '../../domain/money';

type Body = Readonly<Record<string, unknown>>;

/** Greatest lengths of free texts (API reference, tables of Sale, Sale Order, Sale Invoice and Sale Credit Note). Names that refer to something are sent whole: cut, they would refer to nothing. */
const LENGTH = { note: 1024, lineName: 1024, lineComment: 256, chargeComment: 1024, contact: 256, company: 128, shippingContact: 512 };

/** A task that does not exist yet (API reference, Sale Invoice and Sale Credit Note, POST). */
const NEW_TASK = '00000000-0000-0000-0000-000000000000';

/** The text with at most that many UTF-16 units, an ellipsis where something is left out; no letter is torn. */
export function cut(text: string, length: number): string {
	if (text.length <= length) return text;
	return `${text.slice(0, length - 1).replace(/[\uD800-\uDBFF]$/, '')}…`;
}

/** A calendar day as the API reference's examples write it, without a zone: with one it could become the day before. */
export const dateOf = (day: string): string => `${day}T00:00:00`;

/** Body of POST /sale: a Simple Sale. */
export function saleBody(header: SaleHeader): Body {
	return {
		CustomerID: header.customerId,
		...optional('Contact', header.contact && cut(header.contact, LENGTH.contact)),
		...optional('Phone', header.phone),
		...optional('Email', header.email),
		...optional('DefaultAccount', header.defaultAccount),
		SkipQuote: header.skipQuote,
		...optional('BillingAddress', header.billingAddress && addressBody(header.billingAddress)),
		...optional('ShippingAddress', header.shippingAddress && shippingAddressBody(header.shippingAddress)),
		...optional('ShippingNotes', header.shippingNotes && cut(header.shippingNotes, LENGTH.note)),
		TaxRule: header.taxRule,
		TaxInclusive: header.taxInclusive,
		Terms: header.terms,
		...optional('PriceTier', header.priceTier),
		...optional('ShipBy', header.requiredBy && dateOf(header.requiredBy)),
		Location: header.location,
		SaleOrderDate: dateOf(header.saleOrderDate),
		...optional('Note', header.note && cut(header.note, LENGTH.note)),
		CustomerReference: header.customerReference,
		CurrencyRate: toJsonNumber(header.currencyRate),
		...optional('SalesRepresentative', header.salesRepresentative),
		...optional('Carrier', header.carrier),
		ExternalID: header.externalId,
		SaleType: 'Simple',
	};
}

const addressBody = (address: SaleAddress): Body => ({
	Line1: address.line1,
	...optional('Line2', address.line2),
	...optional('City', address.city),
	...optional('State', address.state),
	...optional('Postcode', address.postcode),
	Country: address.country,
});

const shippingAddressBody = (address: SaleAddress): Body => ({
	...addressBody(address),
	...optional('Company', address.company && cut(address.company, LENGTH.company)),
	...optional('Contact', address.contact && cut(address.contact, LENGTH.shippingContact)),
	// With false Cin7 Core adds the address to the customer's card, where it would outlive the sale.
	ShipToOther: true,
});

/** Body of POST /sale/order. */
export function saleOrderBody(document: SaleOrderDocument): Body {
	const { totals } = document;
	return {
		SaleID: document.saleId,
		CombineAdditionalCharges: false,
		Memo: memoOf(document),
		Status: document.status,
		AutoPickPackShipMode: document.autoPickPackShipMode,
		// DropShip is asked for where a product may be drop shipped, and ignored elsewhere.
		Lines: document.lines.map((line) => ({ ...lineBody(line), DropShip: false })),
		AdditionalCharges: document.charges.map(chargeBody),
		TotalBeforeTax: toJsonNumber(totals.beforeTax),
		Tax: toJsonNumber(totals.tax),
		Total: toJsonNumber(totals.total),
	};
}

/** Body of POST /sale/invoice. */
export function saleInvoiceBody(document: SaleInvoiceDocument): Body {
	return {
		SaleID: document.saleId,
		TaskID: document.taskId,
		CombineAdditionalCharges: false,
		Memo: memoOf(document),
		Status: document.status,
		InvoiceDate: dateOf(document.invoiceDate),
		InvoiceDueDate: dateOf(document.dueDate),
		CurrencyConversionRate: toJsonNumber(document.currencyRate),
		...optional('BillingAddressLine1', document.billingLine1),
		...optional('BillingAddressLine2', document.billingLine2),
		Lines: document.lines.map(postedLineBody),
		AdditionalCharges: document.charges.map(postedChargeBody),
	};
}

/** A document's memo as it is written, and read again. */
export const memoOf = ({ memo }: { readonly memo: string }): string => cut(memo, LENGTH.note);

/** Body of POST /sale/creditnote. Amounts are positive where the customer gets money. */
export function creditNoteBody(document: CreditNoteDocument): Body {
	return {
		SaleID: document.saleId,
		TaskID: document.taskId ?? NEW_TASK,
		CombineAdditionalCharges: false,
		CreditNoteInvoiceNumber: document.invoiceNumber,
		Memo: memoOf(document),
		Status: document.status,
		CreditNoteDate: dateOf(document.date),
		CreditNoteConversionRate: toJsonNumber(document.currencyRate),
		Lines: document.lines.map(postedLineBody),
		AdditionalCharges: document.charges.map(postedChargeBody),
		// Sent when it is empty too, so that it is said that nothing goes back on the shelf (S173).
		Restock: document.restock.map(restockBody),
	};
}

/** Location is required, and where the goods were; RestockLocation is where they go. */
const restockBody = ({ productId, sku, quantity, location }: RestockLine): Body => ({
	ProductID: productId,
	SKU: sku,
	Quantity: quantity,
	Location: location,
	RestockLocation: location,
});

const lineBody = (line: SaleLine): Body => ({
	ProductID: line.productId,
	SKU: line.sku,
	Name: cut(line.name, LENGTH.lineName),
	Quantity: line.quantity,
	Price: toJsonNumber(line.price),
	Discount: 0,
	Tax: toJsonNumber(line.tax),
	TaxRule: line.taxRule,
	Comment: cut(line.comment ?? '', LENGTH.lineComment),
	Total: toJsonNumber(line.total),
});

const chargeBody = (charge: AdditionalCharge): Body => ({
	Description: charge.description,
	Price: toJsonNumber(charge.price),
	Quantity: charge.quantity,
	Discount: 0,
	Tax: toJsonNumber(charge.tax),
	Total: toJsonNumber(charge.total),
	TaxRule: charge.taxRule,
	Comment: cut(charge.comment ?? '', LENGTH.chargeComment),
});

/** Rows that are booked have a revenue account. */
const postedLineBody = (line: SaleLine): Body => ({ ...lineBody(line), ...optional('Account', line.account) });
const postedChargeBody = (charge: AdditionalCharge): Body => ({ ...chargeBody(charge), ...optional('Account', charge.account) });

/** Body of POST /sale/payment: what the buyer paid on an invoice, or was given back on a credit note. The amount is positive in both. */
export const paymentBody = (payment: SalePayment, type: 'Payment' | 'Refund' = 'Payment'): Body => ({
	TaskID: payment.taskId,
	Type: type,
	Reference: payment.reference,
	Amount: toJsonNumber(payment.amount),
	DatePaid: dateOf(payment.datePaid),
	Account: payment.account,
	CurrencyRate: toJsonNumber(payment.currencyRate),
});

const optional = (key: string, value: unknown): Body => (value === undefined || value === '' ? {} : { [key]: value });
