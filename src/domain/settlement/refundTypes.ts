import { folded } from './typePattern';

/** Transaction types by which money goes back to a buyer: what loading refunds makes credit notes of. */
const REFUND_TYPES: ReadonlySet<string> = new Set(['refund', 'a-to-z guarantee refund', 'chargeback refund']);

export const isRefundType = (transactionType: string): boolean => REFUND_TYPES.has(folded(transactionType));
