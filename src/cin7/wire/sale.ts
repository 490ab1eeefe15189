import { z } from 'zod';
import type { SaleSnapshot, SaleSummary } from '../../domain/accounting/sale';
import { isStatus, listOf, optionalText, requiredText } from './fields';
import { creditNote, creditNoteSnapshots, invoice, invoiceSnapshots } from './saleDocuments';

const stage = z.object({ Status: optionalText }).nullish();
const filled = z.object({ Status: optionalText, Lines: listOf(z.unknown()) });
const fulfillment = z.object({ TaskID: optionalText, Pick: filled.nullish(), Pack: stage, Ship: stage });

/** GET /sale, and the answer of every other verb of /sale. */
export const saleSnapshot = z
	.object({
		ID: requiredText,
		Status: requiredText,
		Type: optionalText,
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
		CreditNotes: listOf(creditNote),
	})
	.transform((sale): SaleSnapshot => {
		// One fulfillment tells its own stages (DRAFT, AUTHORISED); of several only the sum is a statement about the sale.
		const only = sale.Fulfilments.length === 1 ? sale.Fulfilments[0] : undefined;
		const empty = sale.Fulfilments.flatMap(({ TaskID, Pick }) => (TaskID && isEmpty(Pick) ? [TaskID] : []));
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
			type: sale.Type,
			emptyFulfillments: empty.length > 0 ? empty : undefined,
			invoices: invoiceSnapshots(sale.Invoices, tax),
			creditNotes: creditNoteSnapshots(sale.CreditNotes, tax),
		});
	});

/** Row of GET /saleList. */
export const saleSummary = z
	.object({ SaleID: requiredText, OrderNumber: optionalText, Status: requiredText, ExternalID: optionalText, CombinedInvoiceStatus: optionalText, CombinedShippingStatus: optionalText })
	.transform((found): SaleSummary => withoutAbsent({
		saleId: found.SaleID,
		orderNumber: found.OrderNumber,
		status: found.Status,
		externalId: found.ExternalID,
		invoiceStatus: found.CombinedInvoiceStatus,
		shippingStatus: found.CombinedShippingStatus,
	}));

/** Answer of POST /sale/order. */
export const saleOrder = z
	.object({ SaleOrderNumber: optionalText, Status: requiredText })
	.transform(({ SaleOrderNumber, Status }) => ({ status: Status, ...(SaleOrderNumber ? { orderNumber: SaleOrderNumber } : {}) }));

/** Answer of POST /sale/payment. */
export const payments = z.object({ ID: optionalText }).transform(({ ID }) => (ID ? { id: ID } : {}));

/**
 * Answer of POST /sale/fulfilment: tasks of the fulfillments that hold nothing, the new one among them. One with goods is
 * never named: who takes it away again would take back a shipment.
 */
export const emptyFulfillments = z
	.object({ Fulfilments: z.array(z.object({ TaskID: requiredText, Pick: filled.nullish() })) })
	.transform(({ Fulfilments }) => ({ taskIds: Fulfilments.filter(({ Pick }) => isEmpty(Pick)).map(({ TaskID }) => TaskID) }));

const isEmpty = (pick: z.output<typeof filled> | null | undefined): boolean =>
	pick !== null && pick !== undefined && pick.Lines.length === 0 && !isStatus(pick.Status, 'AUTHORISED') && !isStatus(pick.Status, 'VOIDED');

/** The object without its undefined fields. */
function withoutAbsent<T extends object>(value: { [Field in keyof T]: T[Field] | undefined }): T {
	return Object.fromEntries(Object.entries(value).filter(([, field]) => field !== undefined)) as T;
}
