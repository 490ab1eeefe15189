import { format, sum } from '../../domain/money';
import type { AmazonRefund } from '../../domain/orders/refund';

/**
 * What of a loaded refund is not in the credits that its items came in so far, as a refund of its own: the items whose
 * adjustmentId is new. Undefined when there is none. Items without adjustmentId cannot be told from known ones.
 */
export function newItemsOf(refund: AmazonRefund, known: readonly AmazonRefund[]): AmazonRefund | undefined {
	const knownIds = new Set(known.flatMap(({ items }) => items.map(({ adjustmentId }) => adjustmentId)));
	const items = refund.items.filter(({ adjustmentId }) => adjustmentId !== undefined && !knownIds.has(adjustmentId));
	const first = items[0]?.adjustmentId;
	if (first === undefined) return undefined;
	const { currency } = refund.total;
	return { ...refund, refundId: `${refund.refundId}+${first}`, items, total: { amount: format(sum(items.map(({ total }) => total)), currency), currency } };
}
