import type { Issue } from '../issues';
import type { Amount } from '../money';
import type { CreditNoteDocument, SalePayment } from './sale';

/** A credit note to write, complete but for what Cin7 Core gives. Amounts are positive where the customer gets money. */
export interface CreditNotePlan extends Omit<CreditNoteDocument, 'saleId' | 'taskId' | 'invoiceNumber'> {
	/** The refund of the whole note (S171); its reference is the credit's id. */
	readonly payment?: Omit<SalePayment, 'taskId'>;
	/** Fees within the total (S172): negative where they lessen what is given back. */
	readonly fees: Amount;
	/** Shown beside the credit note; nothing to be done. */
	readonly notices: readonly Issue[];
}

export type CreditPlanning = { readonly ok: true; readonly plan: CreditNotePlan } | { readonly ok: false; readonly issues: readonly Issue[] };

/** Which credit of which order. */
export interface CreditIdentity {
	readonly kind: 'refund' | 'cancellation';
	readonly creditId: string;
	readonly orderId: string;
}

/** The memo of a credit note, by which it is found again after a doubt: no other credit of any order has the same. */
export const creditMemo = ({ kind, creditId, orderId }: CreditIdentity): string => (kind === 'refund' ? `Amazon refund ${creditId} of order ${orderId}` : `Amazon cancellation of order ${orderId} (${creditId})`);
