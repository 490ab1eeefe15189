import { canceledUnits } from '../domain/accounting/canceledUnits';
import { BUYER_ASKED_TO_CANCEL } from '../domain/accounting/holds';
import { groupBy } from '../domain/groupBy';
import type { CreditRecord } from './ports/credits';
import type { CaptureDecision, OrderRecord, SyncDatabase } from './ports/repositories';
import type { Problem } from './problems';

type Database = Pick<SyncDatabase, 'orders' | 'credits'>;

/**
 * What loaded orders mean for the sales that were already made of them. Units that were canceled since (N21): the order is
 * marked, and processing voids its sale and makes one of what is left, or credits them on the daily sale. A buyer who asks
 * to cancel (N22): told, because pick and ship are in the seller's hands by then.
 */
export async function compareWithSales(database: Database, decisions: readonly CaptureDecision[]): Promise<{ readonly decisions: readonly CaptureDecision[]; readonly problems: readonly Problem[] }> {
	const problems: Problem[] = [];
	const changed: CaptureDecision[] = [];
	for (const [storeId, ofStore] of groupBy(decisions, (decision) => decision.storeId)) {
		const orderIds = ofStore.map(({ captured }) => captured.order.orderId);
		// Pending ones too: their sale may be completed while this is decided. As long as it is not, the mark counts for nothing.
		const records = new Map((await database.orders.list({ storeId, states: ['processed', 'pending'], orderIds })).map((record) => [record.orderId, record]));
		for (const decision of ofStore) {
			const record = records.get(decision.captured.order.orderId);
			const canceled = record !== undefined && (await hasCanceledUnits(database, record, decision));
			changed.push(canceled ? { ...decision, mustVoid: true } : decision);
			if (record?.state === 'processed') problems.push(...cancelRequest(decision));
		}
	}
	return { decisions: changed, problems };
}

async function hasCanceledUnits({ credits }: Database, record: OrderRecord, { captured: { order } }: CaptureDecision): Promise<boolean> {
	const { part, storeId, orderId } = record;
	if (!part || order.status === 'CANCELLED' || !canceledUnits(part, order, [])) return false;
	const credited = (await credits.list({ storeId, orderIds: [orderId] })).flatMap((credit) => (credit.kind === 'cancellation' && credit.part && isOfSale(credit, record) ? [credit.part] : []));
	return canceledUnits(part, order, credited) !== undefined;
}

/** Whether a cancellation was of the order's present sale: after its log entry was deleted it has another one. */
export const isOfSale = ({ capturedAt }: Pick<CreditRecord, 'capturedAt'>, { processedAt }: Pick<OrderRecord, 'processedAt'>): boolean => processedAt === undefined || capturedAt >= processedAt;

function cancelRequest({ storeId, captured: { order } }: CaptureDecision): Problem[] {
	const isOpen = order.fulfillmentChannel === 'MFN' && (order.status === 'UNSHIPPED' || order.status === 'PARTIALLY_SHIPPED');
	if (!isOpen || !order.items.some((item) => item.buyerAskedToCancel)) return [];
	return [{
		storeId,
		orderId: order.orderId,
		code: BUYER_ASKED_TO_CANCEL,
		message: `The buyer of order ${order.orderId} asks to cancel it, and its sale is already made`,
		hint: 'Do not ship it before you have decided. Cancel it in Seller Central, and the sale is voided or credited by itself; or ship it.',
	}];
}
