import { z } from 'zod';
import type { SaleSummary } from '../domain/accounting/sale';
import type { Cin7Port } from '../processes/ports/cin7';
import { unlessUnknown } from './answers';
import type { Caller } from './calls';
import { instantOf, readRows, type List } from './lists';
import { payments, saleOrder, saleSnapshot, saleSummary } from './wire/sale';
import { paymentBody, saleBody, saleInvoiceBody, saleOrderBody } from './wire/saleBodies';
import { saleInvoices } from './wire/saleDocuments';

const saleList: List<SaleSummary> = { path: '/saleList', key: 'SaleList', row: saleSummary, about: 'looking for the sale of an order' };

type Sales = Pick<Cin7Port, 'createSale' | 'writeSaleOrder' | 'writeSaleInvoice' | 'createPayment' | 'sale' | 'salesByExternalId' | 'salesUpdatedSince' | 'voidSale'>;

/** Sales of the tenant, stage by stage (API reference, group Sale). */
export function createSales(call: Caller): Sales {
	return {
		createSale: async (header) => await call({ method: 'POST', path: '/sale', body: saleBody(header), about: 'writing the sale', answer: saleSnapshot }),
		writeSaleOrder: async (document) => await call({ method: 'POST', path: '/sale/order', body: saleOrderBody(document), about: 'writing the lines of the sale', answer: saleOrder }),
		writeSaleInvoice: async (document) => await call({ method: 'POST', path: '/sale/invoice', body: saleInvoiceBody(document), about: 'writing the invoice', answer: saleInvoices(document) }),
		createPayment: async (payment) => await call({ method: 'POST', path: '/sale/payment', body: paymentBody(payment), about: 'writing the payment', answer: payments }),
		sale: async (saleId) => await unlessUnknown(async () => await call({ method: 'GET', path: '/sale', query: { ID: saleId, HideInventoryMovements: true }, about: 'reading a sale', answer: saleSnapshot })),
		salesByExternalId: async (externalId) => {
			const found: SaleSummary[] = [];
			for await (const row of readRows(call, saleList, { ExternalID: externalId })) if (row.externalId === externalId) found.push(row);
			return found;
		},
		salesUpdatedSince: (instant) => readRows(call, { ...saleList, about: 'reading the sales that changed' }, { UpdatedSince: instantOf(instant) }),
		// Void=false, the API's default, would undo the sale to a draft.
		voidSale: async (saleId) => {
			await call({ method: 'DELETE', path: '/sale', query: { ID: saleId, Void: true }, about: 'voiding the sale', answer: z.unknown() });
		},
	};
}
