import type { StoreSettings } from '../settings';
import type { AmazonOrder } from './order';
import type { AmazonRefund } from './refund';

/** What is known here of the order that a refund is about. */
export interface RefundedOrder {
	readonly order: Pick<AmazonOrder, 'createdTime'>;
	readonly state: 'waiting' | 'pending' | 'processed' | 'canceled' | 'skipped';
	readonly stateReason?: string;
}

/**
 * What becomes of a completed refund, pure. pending: a credit note is to be written; an order that is not known yet is
 * asked for first. settlement: its order is older than the integration, so that the settlement journal posts it against
 * the payment account and the old order stays as it is (S175, D13).
 */
export function decideRefund(refund: AmazonRefund, known: RefundedOrder | undefined, { ignoreOrdersBefore }: Pick<StoreSettings, 'ignoreOrdersBefore'>): { readonly state: 'pending' | 'settlement' | 'skipped'; readonly stateReason?: string } {
	if (!refund.orderId && refund.transactionType !== 'UNREADABLE') return { state: 'settlement', stateReason: 'Amazon names no order for it; the settlement journal posts it' };
	if (known?.state !== 'skipped') return { state: 'pending' };
	if (Date.parse(known.order.createdTime) < Date.parse(ignoreOrdersBefore)) return { state: 'settlement', stateReason: 'Its order is older than the integration; the settlement journal posts the refund against the payment account, and the old order stays as it is' };
	return { state: 'skipped', stateReason: `Its order was skipped: ${known.stateReason ?? 'by the settings of the store'}` };
}
