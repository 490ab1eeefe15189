import type { Store } from '../domain/settings';
import { decideAll } from './loadCounts';
import type { AmazonPort } from './ports/amazon';
import type { OrderState, SyncDatabase } from './ports/repositories';

export type RecoverOutcome =
	| { readonly kind: 'unknown' }
	| { readonly kind: 'alreadyInLog'; readonly storeId: string; readonly state: OrderState; readonly saleNumber?: string }
	| { readonly kind: 'captured'; readonly storeId: string; readonly state: OrderState; readonly reason?: string };

/**
 * Loads one order by its id (P28, N3). An order that is in the log already is skipped (S151): its log entry has to be
 * deleted first.
 */
export async function recoverOrder(services: { amazon: AmazonPort; database: SyncDatabase }, stores: readonly Store[], orderId: string): Promise<RecoverOutcome> {
	const { orders } = services.database;
	for (const { storeId } of stores) {
		const record = await orders.find({ storeId, orderId });
		if (record?.state === 'processed') return { kind: 'alreadyInLog', storeId, state: record.state, ...(record.progress.saleNumber ? { saleNumber: record.progress.saleNumber } : {}) };
	}
	const captured = await services.amazon.getOrder(orderId);
	if (!captured) return { kind: 'unknown' };
	const decisions = decideAll([captured], stores);
	const [result] = await orders.capture(decisions);
	if (!result) return { kind: 'unknown' };
	const reason = decisions[0]?.stateReason;
	return { kind: 'captured', storeId: result.key.storeId, state: result.state, ...(reason ? { reason } : {}) };
}
