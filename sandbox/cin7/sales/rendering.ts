import { sum } from '../../../src/domain/money';
import { renderSaleJournal } from '../finance/saleJournals';
import { number, ten, type Json } from '../rendering';
import type { CreditNote, DocumentCharge, DocumentContent, DocumentLine, Fulfillment, FulfillmentLine, Invoice, LedgerEntry, Payment, RestockLine, Sale, SaleAddress, ShippingAddress } from '../model';
import type { Cin7World } from '../world';
import type { PaymentPlace } from './payments';
import { boxOf } from './shipping';
import { balanceOf, combinedFulfillment, combinedInvoice, combinedPayment, combinedStage, creditNoteStatus, fulfillmentStatus, liveCreditNotes, liveFulfillments, paidOn, quoteStatus, saleAmounts, saleStatus } from './statuses';

/** In GET /sale everything with a ProductID carries these; elsewhere it does not (published examples). */
const productInfo: Json = {
	ProductLength: 0, ProductWidth: 0, ProductHeight: 0, ProductWeight: 0, WeightUnits: '', DimensionsUnits: '', ...ten('ProductCustomField', () => null),
};

const prices = (row: DocumentLine | DocumentCharge): Json => ({
	Quantity: number(row.quantity), Price: number(row.price), Discount: number(row.discount), Tax: number(row.tax), TaxRule: row.taxRule,
	Total: number(row.total), Comment: row.comment,
});
const lineHead = (line: DocumentLine): Json => ({ ProductID: line.productId, SKU: line.sku, Name: line.name, AverageCost: number(line.averageCost) });
const orderLine = (line: DocumentLine): Json => ({
	...lineHead(line), ...prices(line), DropShip: line.dropShip, BackorderQuantity: number(line.backorderQuantity),
});
const invoiceLine = (line: DocumentLine): Json => ({ ...lineHead(line), ...prices(line), Account: line.account });
const orderCharge = (charge: DocumentCharge): Json => ({ Description: charge.description, ...prices(charge) });
const invoiceCharge = (charge: DocumentCharge): Json => ({ ...orderCharge(charge), Account: charge.account });
const totals = (document: DocumentContent): Json => ({
	TotalBeforeTax: number(document.totals.beforeTax), Tax: number(document.totals.tax), Total: number(document.totals.total),
});

/** CombineAdditionalCharges: charges appear among the lines, under their description. */
function contentOf(document: DocumentContent, combine: boolean, line: (entry: DocumentLine) => Json, charge: (entry: DocumentCharge) => Json): Json {
	const lines = document.lines.map(line);
	const charges = document.charges.map(charge);
	if (!combine) return { Lines: lines, AdditionalCharges: charges };
	const asLines = charges.map(({ Description, ...rest }) => ({ ProductID: null, SKU: null, Name: Description, ...rest }));
	return { Lines: [...lines, ...asLines], AdditionalCharges: [] };
}

/** The answer of /sale/order. */
export const renderOrder = (sale: Sale, combine: boolean): Json => ({
	SaleID: sale.id, SaleOrderNumber: sale.order.number, Memo: sale.order.memo, Status: sale.order.status,
	...contentOf(sale.order, combine, orderLine, orderCharge), ...totals(sale.order),
});

const invoiceHead = (invoice: Invoice): Json => ({
	TaskID: invoice.taskId, InvoiceNumber: invoice.number, Memo: invoice.memo, Status: invoice.status, InvoiceDate: invoice.invoiceDate,
	InvoiceDueDate: invoice.dueDate, CurrencyConversionRate: number(invoice.currencyRate), BillingAddressLine1: invoice.billingLine1,
	BillingAddressLine2: invoice.billingLine2, LinkedFulfillmentNumber: invoice.linkedFulfillmentNumber,
});

/** The answer of /sale/invoice. */
export const renderInvoices = (sale: Sale, combine: boolean): Json => ({
	SaleID: sale.id,
	Invoices: sale.invoices.map((invoice) => ({
		...invoiceHead(invoice), CombineAdditionalCharges: combine, ...contentOf(invoice, combine, invoiceLine, invoiceCharge),
	})),
});

const creditNoteHead = (note: CreditNote): Json => ({
	TaskID: note.taskId, CreditNoteInvoiceNumber: note.invoiceNumber, Memo: note.memo, Status: note.status, CreditNoteDate: note.date,
	CreditNoteNumber: note.number, CreditNoteConversionRate: number(note.currencyRate),
});

/** The answer of /sale/creditnote. Balance and refunds come with IncludePaymentInfo only. */
export const renderCreditNotes = (sale: Sale, combine: boolean, payments = false): Json => ({
	SaleID: sale.id,
	CreditNotes: sale.creditNotes.map((note) => ({
		...creditNoteHead(note), CombineAdditionalCharges: combine, ...contentOf(note, combine, invoiceLine, invoiceCharge),
		Restock: note.restock.map((line) => ({ ...pickLine(line), RestockLocation: line.restockLocation, RestockLocationID: line.restockLocationId })),
		...(payments ? { CreditNoteBalance: number(balanceOf(note)), Payments: note.payments.map((payment) => refundInfo(sale, note, payment)) } : {}),
	})),
});

function refundInfo(sale: Sale, document: CreditNote, payment: Payment): Json {
	const { SaleID: _, TaskID: __, ...info } = renderPayment({ sale, type: 'Refund', document, payment });
	return info;
}

const paymentLine = (payment: Payment): Json => ({
	ID: payment.id, Reference: payment.reference, Amount: number(payment.amount), DatePaid: payment.datePaid, Account: payment.account,
	CurrencyRate: number(payment.currencyRate), DateCreated: payment.dateCreated,
});

/** The answer of /sale/payment. */
export const renderPayment = ({ sale, type, document, payment }: PaymentPlace): Json => ({
	...paymentLine(payment), SaleID: sale.id, TaskID: payment.taskId, SaleOrderNumber: sale.order.number,
	InvoiceNumber: type === 'Payment' ? document.number : null, CreditNoteNumber: type === 'Refund' ? document.number : null, Type: type, CreditID: null,
});

const pickLine = (line: FulfillmentLine | RestockLine): Json => ({
	ProductID: line.productId, SKU: line.sku, Name: line.name, Location: line.location, LocationID: line.locationId, Quantity: number(line.quantity),
	BatchSN: null, ExpiryDate: null,
});
const packLine = (line: FulfillmentLine): Json => ({ ...pickLine(line), Box: boxOf(line) });

export const renderPick = (task: Fulfillment): Json => ({
	TaskID: task.taskId, Status: task.pick.status, Lines: task.pick.lines.map((line) => ({ ...pickLine(line), NonInventory: false })),
});
export const renderPack = (task: Fulfillment): Json => ({
	TaskID: task.taskId, Status: task.pack.status,
	Lines: task.pack.lines.map((line) => ({ ...packLine(line), NonInventory: false, WarrantyRegistrationNumber: null })),
});
export const renderShip = (task: Fulfillment, sale: Sale): Json => ({
	TaskID: task.taskId, Status: task.ship.status, RequireBy: sale.shipBy, ShippingAddress: shippingAddress(sale.shippingAddress),
	ShippingNotes: sale.shippingNotes,
	Lines: task.ship.lines.map((shipment) => ({
		ID: shipment.id, ShipmentDate: shipment.date, Carrier: shipment.carrier, Boxes: shipment.boxes, TrackingNumber: shipment.trackingNumber,
		TrackingURL: '', IsShipped: shipment.isShipped,
	})),
});

function renderFulfillment(task: Fulfillment, sale: Sale, info: Json): Json {
	const { TaskID: _, ...ship } = renderShip(task, sale);
	return {
		TaskID: task.taskId, FulfillmentNumber: task.number, LinkedInvoiceNumber: (task.number === 1 ? sale.invoices[0]?.number : undefined) ?? null, FulFilmentStatus: fulfillmentStatus(task),
		Pick: { Status: task.pick.status, Lines: task.pick.lines.map((line) => ({ ...pickLine(line), ...info })) },
		Pack: { Status: task.pack.status, Lines: task.pack.lines.map((line) => ({ ...packLine(line), ...info })) },
		Ship: ship,
	};
}

/** The answer of /sale/fulfilment. */
export const renderFulfillments = (sale: Sale): Json => ({ SaleID: sale.id, Fulfilments: sale.fulfillments.map((task) => renderFulfillment(task, sale, {})) });

const addressBody = (address: SaleAddress): Json => ({
	DisplayAddressLine1: [address.line1, address.line2].filter((part) => part !== '').join(' '),
	DisplayAddressLine2: [address.city, address.state, address.postcode, address.country].filter((part) => part !== '').join(' '),
	Line1: address.line1, Line2: address.line2, City: address.city, State: address.state, Postcode: address.postcode, Country: address.country,
});
const shippingAddress = (address: ShippingAddress | null): Json | null =>
	address && { ...addressBody(address), Company: address.company, Contact: address.contact, ShipToOther: address.shipToOther };

const renderTransaction = (entry: LedgerEntry): Json => ({
	TaskID: entry.taskId, TransactionID: entry.transactionId, Debit: entry.debit, Credit: entry.credit, Description: entry.description,
	Amount: number(entry.amount), EffectiveDate: entry.effectiveDate,
});

export interface SaleRenderOptions { readonly combine?: boolean; readonly hideMovements?: boolean; readonly transactions?: boolean }

/** The answer of /sale: header and all documents. TaxInclusive is read back as TaxCalculation. */
export function renderSale(sale: Sale, world: Cin7World, options: SaleRenderOptions = {}): Json {
	const combine = options.combine ?? false;
	return {
		...renderHeader(sale, world),
		Quote: { Memo: '', Status: quoteStatus(sale), Prepayments: [], Lines: [], AdditionalCharges: [], TotalBeforeTax: 0, Tax: 0, Total: 0 },
		Order: {
			SaleOrderNumber: sale.order.number, Memo: sale.order.memo, Status: sale.order.status, ...totals(sale.order),
			...contentOf(sale.order, combine, (line) => ({ ...orderLine(line), Backorder: line.backorderQuantity !== '0', ...productInfo }), orderCharge),
		},
		Fulfilments: sale.fulfillments.map((task) => renderFulfillment(task, sale, productInfo)),
		Invoices: sale.invoices.map((invoice) => ({
			...invoiceHead(invoice), ...contentOf(invoice, combine, (line) => ({ ...invoiceLine(line), ...productInfo }), invoiceCharge),
			Payments: invoice.payments.map(paymentLine), ...totals(invoice), Paid: number(paidOn(invoice)),
		})),
		CreditNotes: sale.creditNotes.map((note) => ({
			...creditNoteHead(note), ...contentOf(note, combine, (line) => ({ ...invoiceLine(line), ...productInfo }), invoiceCharge),
			Refunds: note.payments.map(paymentLine), Restock: note.restock.map(pickLine), ...totals(note),
		})),
		ManualJournals: renderSaleJournal(sale),
		AdditionalAttributes: ten('AdditionalAttribute', (index) => sale.additionalAttributes[index]), Attachments: [],
		InventoryMovements: options.hideMovements ? [] : sale.movements.map((movement) => ({
			TaskID: movement.taskId, ProductID: movement.productId, Date: movement.date, COGS: number(movement.cost), ...productInfo,
		})),
		...(options.transactions ? { Transactions: world.ledger.of(sale.id).map(renderTransaction) } : {}),
	};
}

function renderHeader(sale: Sale, world: Cin7World): Json {
	return {
		ID: sale.id, Customer: sale.customer, CustomerID: sale.customerId, Contact: sale.contact, Phone: sale.phone, Email: sale.email,
		DefaultAccount: sale.defaultAccount, SkipQuote: sale.skipQuote, BillingAddress: sale.billingAddress && addressBody(sale.billingAddress),
		ShippingAddress: shippingAddress(sale.shippingAddress), ShippingNotes: sale.shippingNotes, BaseCurrency: sale.baseCurrency,
		CustomerCurrency: sale.customerCurrency, TaxRule: sale.taxRule, TaxCalculation: sale.taxInclusive ? 'Inclusive' : 'Exclusive', Terms: sale.terms,
		PriceTier: sale.priceTier, ShipBy: sale.shipBy, Location: sale.location, SaleOrderDate: sale.saleOrderDate,
		LastModifiedOn: new Date(sale.updated).toISOString(), Note: sale.note, CustomerReference: sale.customerReference,
		COGSAmount: number(sum(sale.movements.map((movement) => movement.cost))), Status: saleStatus(sale, world.switches),
		CombinedPickingStatus: combinedStage(sale, 'pick'), CombinedPackingStatus: combinedStage(sale, 'pack'),
		CombinedShippingStatus: combinedStage(sale, 'ship'), FulFilmentStatus: combinedFulfillment(sale),
		CombinedInvoiceStatus: combinedInvoice(sale, world.switches), CombinedPaymentStatus: combinedPayment(sale), CombinedTrackingNumbers: trackingNumbers(sale),
		Carrier: sale.carrier, CurrencyRate: number(sale.currencyRate), SalesRepresentative: sale.salesRepresentative, Type: sale.type,
		// S15: nobody can write it through the API.
		SourceChannel: null, ExternalID: sale.externalId, ServiceOnly: sale.type === 'Service Sale',
	};
}

const trackingNumbers = (sale: Sale): string =>
	liveFulfillments(sale).flatMap((task) => task.ship.lines.map((shipment) => shipment.trackingNumber)).filter((text) => text !== '').join(', ');

/** A row of /saleList. Amounts are in the customer's currency; voided invoices do not count. */
export function renderSaleRow(sale: Sale, world: Cin7World): Json {
	const { invoiced, net, settled } = saleAmounts(sale);
	const shown = sale.invoices.find((invoice) => invoice.status !== 'VOIDED');
	return {
		SaleID: sale.id, OrderNumber: sale.order.number, Status: saleStatus(sale, world.switches), OrderDate: sale.saleOrderDate,
		InvoiceDate: shown?.invoiceDate ?? null, Customer: sale.customer, CustomerID: sale.customerId, InvoiceNumber: shown?.number ?? null,
		CustomerReference: sale.customerReference, InvoiceAmount: number(net), PaidAmount: number(settled), SaleInvoicesTotalAmount: number(invoiced),
		InvoiceDueDate: shown?.dueDate ?? null, ShipBy: sale.shipBy, BaseCurrency: sale.baseCurrency, CustomerCurrency: sale.customerCurrency,
		CreditNoteNumber: liveCreditNotes(sale)[0]?.number ?? null, Updated: new Date(sale.updated).toISOString(), QuoteStatus: quoteStatus(sale), OrderStatus: sale.order.status,
		CombinedPickingStatus: combinedStage(sale, 'pick'), CombinedPackingStatus: combinedStage(sale, 'pack'),
		CombinedShippingStatus: combinedStage(sale, 'ship'), FulFilmentStatus: combinedFulfillment(sale),
		CombinedInvoiceStatus: combinedInvoice(sale, world.switches), CreditNoteStatus: creditNoteStatus(sale), CombinedPaymentStatus: combinedPayment(sale),
		CombinedPaymentTotal: number(settled), Type: sale.type, CombinedTrackingNumbers: trackingNumbers(sale), SourceChannel: null, ExternalID: sale.externalId,
		OrderLocationID: sale.locationId,
	};
}
