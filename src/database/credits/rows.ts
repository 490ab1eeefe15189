import type { Selectable } from 'kysely';
import type { SalePart } from '../../domain/accounting/salePart';
import type { Issue } from '../../domain/issues';
import type { AmazonRefund } from '../../domain/orders/refund';
import type { CreditProgress, CreditRecord } from '../../processes/ports/credits';
import { toInstant } from '../instants';
import type { CreditTable } from '../schema';

export type CreditRow = Selectable<CreditTable>;
export type CreditKey = Pick<CreditRecord, 'storeId' | 'creditId'>;

/** A first call to Cin7 Core was made for the credit, or may have been. */
export function hasBegun(row: Pick<CreditRow, 'progress'>): boolean {
	const { begun, done } = JSON.parse(row.progress) as CreditProgress;
	return begun !== undefined || done.length > 0;
}

export const toCredit = (row: CreditRow): CreditRecord => ({
	storeId: row.store_id,
	creditId: row.credit_id,
	kind: row.kind,
	...(row.order_id === null ? {} : { orderId: row.order_id }),
	...(row.refund === null ? {} : { refund: JSON.parse(row.refund) as AmazonRefund }),
	...(row.part === null ? {} : { part: JSON.parse(row.part) as SalePart }),
	state: row.state,
	...(row.state_reason === null ? {} : { stateReason: row.state_reason }),
	holds: JSON.parse(row.holds) as readonly Issue[],
	progress: JSON.parse(row.progress) as CreditProgress,
	postedAt: toInstant(row.posted_at),
	capturedAt: toInstant(row.captured_at),
	...(row.processed_at === null ? {} : { processedAt: toInstant(row.processed_at) }),
});
