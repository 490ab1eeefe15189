import type { AmazonRefund } from '../domain/orders/refund';
import type { AmazonPort, RefundPage } from '../processes/ports/amazon';
import type { Caller } from './caller';
import { wireTransactionPage } from './financesWire';
import { parseTransaction } from './refundParser';
import { fitting } from './wireFit';

/**
 * Finances 2024-06-19 listTransactions for one client. Of every status in one call: it is the status that tells a refund
 * that is complete from one that is not (S168).
 */
export function createRefundCalls(call: Caller): Pick<AmazonPort, 'refundTransactions'> {
	return {
		refundTransactions: async ({ after, before, pageToken }) => {
			// The same arguments with the token of every further page (finances_2024-06-19.json, nextToken).
			const query = { postedAfter: after, postedBefore: before, ...(pageToken !== undefined && { nextToken: pageToken }) };
			return readPage(await call({ operation: 'listTransactions', query }));
		},
	};
}

function readPage(body: unknown): RefundPage {
	const { payload } = fitting(wireTransactionPage, body, 'listTransactions');
	const refunds: AmazonRefund[] = [];
	const unreadable: RefundPage['unreadable'][number][] = [];
	for (const wire of payload.transactions ?? []) {
		const parsed = parseTransaction(wire);
		if (parsed.kind === 'refund') refunds.push(parsed.refund);
		if (parsed.kind === 'unreadable') unreadable.push(parsed.fault);
	}
	const nextPageToken = payload.nextToken || undefined;
	return { refunds, unreadable, ...(nextPageToken !== undefined && { nextPageToken }) };
}
