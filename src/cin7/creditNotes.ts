import { z } from 'zod';
import type { Cin7Port } from '../processes/ports/cin7';
import type { Caller } from './calls';
import { emptyFulfillments, payments } from './wire/sale';
import { creditNoteBody, paymentBody } from './wire/saleBodies';
import { saleCreditNotes } from './wire/saleDocuments';

type CreditNotes = Pick<Cin7Port, 'writeCreditNote' | 'createRefund' | 'addFulfillment' | 'voidFulfillment'>;

/**
 * Credit notes and what is given back on them (API reference, Sale Credit Note and Sale Payments; S171), and the
 * fulfillment that lets a sale have several of them (Sale Fulfilment). The invoice has to be authorized, and the credit
 * note before its refund.
 */
export function createCreditNotes(call: Caller): CreditNotes {
	return {
		writeCreditNote: async (document) => await call({ method: 'POST', path: '/sale/creditnote', body: creditNoteBody(document), about: 'writing the credit note', answer: saleCreditNotes(document) }),
		createRefund: async (payment) => await call({ method: 'POST', path: '/sale/payment', body: paymentBody(payment, 'Refund'), about: 'writing the refund', answer: payments }),
		addFulfillment: async (saleId) => await call({ method: 'POST', path: '/sale/fulfilment', body: { SaleID: saleId }, about: 'adding a fulfillment', answer: emptyFulfillments }),
		// Void=false, the API's default, would leave it as a draft.
		voidFulfillment: async (taskId) => {
			await call({ method: 'DELETE', path: '/sale/fulfilment', query: { TaskID: taskId, Void: true }, about: 'taking a fulfillment away again', answer: z.unknown() });
		},
	};
}
