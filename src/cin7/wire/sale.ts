import { z } from 'zod';
import type { InvoiceSnapshot, SaleInvoiceDocument, SaleSnapshot, SaleSummary } from '../../domain/accounting/sale';
import { add, equals, sum, type Amount } from '../../domain/money';
import { anyText, decimal, isStatus, listOf, optionalDecimal, optionalText, requiredText } from './fields';

const stage = z.object({ Status: optionalText }).nullish();
const fulfillment = z.object({ Pick: stage, Pack: stage, Ship: stage });
const payment = z.object({ ID: optionalText, Reference: optionalText, Amount: decimal });
const row = z.object({ Total: optionalDecimal, Tax: optionalDecimal });

// GET /sale has Total and Payments; the answer of POST /sale/invoice has neither.
const invoice = z.object({
	TaskID: requiredText,
	InvoiceNumber: optionalText,
	Status: anyText,
	Total: optionalDecimal,
	Payments: listOf(payment),
	Lines: listOf(row),
	AdditionalCharges: listOf(row),
});
type WireInvoice = z.output<typeof invoice>;

/** A sale's tax is inside its line totals, or comes on top of them (GET /sale, TaxCalculation). */
type TaxCalculation = 'inclusive' | 'exclusive';

function invoiceSnapshot(found: WireInvoice, tax: TaxCalculation): InvoiceSnapshot {
	return {
		taskId: found.TaskID,
		...(found.InvoiceNumber ? { invoiceNumber: found.InvoiceNumber } : {}),
		status: found.Status,
		total: found.Total ?? totalOfRows(found, tax),
		payments: found.Payments.map(({ ID, Reference, Amount }) => ({ ...(ID ? { id: ID } : {}), ...(Reference ? { reference: Reference } : {}), amount: Amount })),
	};
}

function totalOfRows({ Lines, AdditionalCharges }: WireInvoice, tax: TaxCalculation): Amount {
	const rows = [...Lines, ...AdditionalCharges];
	const totals = sum(rows.map(({ Total }) => Total ?? '0'));
	return tax === 'inclusive' ? totals : add(totals, sum(rows.map(({ Tax }) => Tax ?? '0')));
}

/** Voided invoices stay in the list of their sale. */
const notVoided = ({ Status }: WireInvoice): boolean => !isStatus(Status, 'VOIDED');

/** GET /sale, and the answer of every other verb of /sale. */
export const saleSnapshot = z
	.object({
		ID: requiredText,
		Status: requiredText,
		TaxCalculation: optionalText,
		ExternalID: optionalText,
		CustomerReference: optionalText,
		CustomerID: optionalText,
		CombinedPickingStatus: optionalText,
		CombinedPackingStatus: optionalText,
		CombinedShippingStatus: optionalText,
		Order: z.object({ SaleOrderNumber: optionalText, Status: optionalText }).nullish(),
		Fulfilments: listOf(fulfillment),
		Invoices: listOf(invoice),
	})
	.transform((sale): SaleSnapshot => {
		// One fulfillment tells its own stages (DRAFT, AUTHORISED); of several only the sum is a statement about the sale.
		const only = sale.Fulfilments.length === 1 ? sale.Fulfilments[0] : undefined;
		const tax = isStatus(sale.TaxCalculation, 'INCLUSIVE') ? 'inclusive' : 'exclusive';
		return withoutAbsent({
			saleId: sale.ID,
			status: sale.Status,
			externalId: sale.ExternalID,
			customerReference: sale.CustomerReference,
			customerId: sale.CustomerID,
			orderNumber: sale.Order?.SaleOrderNumber,
			orderStatus: sale.Order?.Status,
			pickStatus: only?.Pick?.Status ?? sale.CombinedPickingStatus,
			packStatus: only?.Pack?.Status ?? sale.CombinedPackingStatus,
			shipStatus: only?.Ship?.Status ?? sale.CombinedShippingStatus,
			invoices: sale.Invoices.filter(notVoided).map((found) => invoiceSnapshot(found, tax)),
		});
	});

/** Row of GET /saleList. */
export const saleSummary = z
	.object({ SaleID: requiredText, OrderNumber: optionalText, Status: requiredText, ExternalID: optionalText })
	.transform((found): SaleSummary => withoutAbsent({ saleId: found.SaleID, orderNumber: found.OrderNumber, status: found.Status, externalId: found.ExternalID }));

/** Answer of POST /sale/order. */
export const saleOrder = z
	.object({ SaleOrderNumber: optionalText, Status: requiredText })
	.transform(({ SaleOrderNumber, Status }) => ({ status: Status, ...(SaleOrderNumber ? { orderNumber: SaleOrderNumber } : {}) }));

/**
 * Answer of POST /sale/invoice to this document: invoices that are not voided, the document's own first. Their totals are
 * added up from the rows that Cin7 Core answers, so that they tell what it has, not what was sent.
 */
export const saleInvoices = (document: SaleInvoiceDocument) =>
	z.object({ Invoices: z.array(invoice).min(1) }).transform(({ Invoices }): { readonly invoices: readonly InvoiceSnapshot[] } => {
		const rows = sum([...document.lines, ...document.charges].map(({ total }) => total));
		const tax = equals(rows, document.totals.total) ? 'inclusive' : 'exclusive';
		const isDocument = ({ taskId }: InvoiceSnapshot): boolean => taskId.toLowerCase() === document.taskId.toLowerCase();
		const invoices = Invoices.filter(notVoided).map((found) => invoiceSnapshot(found, tax));
		return { invoices: [...invoices.filter(isDocument), ...invoices.filter((each) => !isDocument(each))] };
	});

/** Answer of POST /sale/payment. */
export const payments = z.object({ ID: optionalText }).transform(({ ID }) => (ID ? { id: ID } : {}));

/** The object without its undefined fields. */
function withoutAbsent<T extends object>(value: { [Field in keyof T]: T[Field] | undefined }): T {
	return Object.fromEntries(Object.entries(value).filter(([, field]) => field !== undefined)) as T;
}
