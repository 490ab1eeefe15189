import { decide, TAX_MAPPING_UNFINISHED } from '../domain/orders/decide';
import type { CapturedOrder, OrderStatus } from '../domain/orders/order';
import type { Store } from '../domain/settings';
import { groupBy } from '../domain/groupBy';
import type { TransportError } from '../transport/errors';
import type { AmazonPort } from './ports/amazon';
import type { CaptureDecision, OrderCursor, OrderKey, OrderRepository } from './ports/repositories';

export interface LoadCounts {
	/** Different orders that Amazon gave in this run. */
	readonly loaded: number;
	readonly new: number;
	readonly updated: number;
	readonly unchanged: number;
	/** Of the loaded orders: how many by Amazon's status, and how many by where they stand here (N24). */
	readonly atAmazon: Readonly<Record<string, number>>;
	readonly here: Readonly<Record<string, number>>;
	/** True when every order that Amazon gave is kept here. */
	readonly accountedFor: boolean;
	/** Loaded orders that were skipped because the tax mapping is unfinished (S71). */
	readonly skippedForTaxMapping: readonly OrderKey[];
}

/**
 * Decides for each order, with the store of its marketplace. An order of a marketplace that is not connected goes to the
 * first store, where it is held and shown: it is not lost.
 */
export function decideAll(captured: readonly CapturedOrder[], stores: readonly Store[]): CaptureDecision[] {
	const [first] = stores;
	if (!first) return [];
	const byMarketplace = new Map(stores.map((store) => [store.marketplaceId, store]));
	return captured.map((each) => {
		const store = byMarketplace.get(each.order.marketplaceId ?? '') ?? first;
		const { state, reason } = decide(each.order, store);
		return { storeId: store.storeId, captured: each, state, ...(reason ? { stateReason: reason } : {}) };
	});
}

/** Of a loaded order: the store it is kept in, and Amazon's status. */
export interface LoadedOrder {
	readonly storeId: string;
	readonly status: OrderStatus;
}

/** N24: counts what Amazon gave, and what became of exactly these orders in the database. */
export async function countStates(
	orders: OrderRepository,
	loaded: ReadonlyMap<string, LoadedOrder>,
	outcomes: { readonly new: number; readonly updated: number; readonly unchanged: number },
): Promise<LoadCounts> {
	const here = new Map<string, number>();
	const skippedForTaxMapping: OrderKey[] = [];
	let kept = 0;
	for (const [storeId, ofStore] of groupBy([...loaded], ([, order]) => order.storeId)) {
		const records = await orders.list({ storeId, orderIds: ofStore.map(([orderId]) => orderId) });
		kept += records.length;
		for (const record of records) {
			here.set(record.state, (here.get(record.state) ?? 0) + 1);
			if (record.state === 'waiting' && record.stateReason?.startsWith(TAX_MAPPING_UNFINISHED)) skippedForTaxMapping.push({ storeId, orderId: record.orderId });
		}
	}
	const atAmazon = new Map<string, number>();
	for (const { status } of loaded.values()) atAmazon.set(status, (atAmazon.get(status) ?? 0) + 1);
	return { loaded: loaded.size, ...outcomes, atAmazon: Object.fromEntries(atAmazon), here: Object.fromEntries(here), accountedFor: kept === loaded.size, skippedForTaxMapping };
}

/** N2: whether anything is left to be asked for, and how long that will take under Amazon's limits. `interruption`: what ended the load early. */
export async function summarizeBacklog(amazon: AmazonPort, cursor: OrderCursor | undefined, interruption: TransportError | undefined): Promise<{ complete: boolean; expectedWaitMs: number }> {
	const open = cursor?.open;
	const waited = interruption?.retryAfter ?? 0;
	if (!open) return { complete: interruption === undefined, expectedWaitMs: waited };
	const read = Date.parse(open.readUntil ?? open.after) - Date.parse(open.after);
	const left = Date.parse(open.before) - Date.parse(open.readUntil ?? open.after);
	// Amazon does not say how many pages there are; the time read so far tells how many orders an hour brings.
	const pagesLeft = read > 0 ? Math.max(1, Math.ceil((open.pagesRead * left) / read)) : 1;
	return { complete: false, expectedWaitMs: Math.max(waited, await amazon.expectedWait('searchOrders', pagesLeft)) };
}
