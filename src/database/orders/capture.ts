import type { AmazonOrder, BuyerDetails } from '../../domain/orders/order';
import type { CaptureDecision, CaptureOutcome, OrderCursor, OrderEvent, OrderKey, OrderRepository, OrderState } from '../../processes/ports/repositories';
import { among, inChunks, type SqlEngine, type WriteTransaction } from '../engines/engine';
import { isClaimed } from '../claimed';
import { toMilliseconds } from '../instants';
import type { OrderRow } from '../schema';
import { lockStores } from '../storeLock';
import type { OrderContext } from './context';
import { decideTransition, isNews, type KeptOrder, type Transition } from './captureRules';
import { byStore, hasBegun, toKey } from './rows';

interface Captured {
	readonly key: OrderKey;
	readonly outcome: CaptureOutcome;
	readonly state: OrderState;
}

/** What is known of an order whose log entry was deleted. */
type Deleted = Pick<OrderRow, 'look_first' | 'look_for'>;

/** The rows that a capture works on, as they stand after the decisions so far, and what is to be written. */
interface Capture extends OrderContext {
	readonly now: number;
	readonly rows: Map<string, OrderRow>;
	readonly deleted: ReadonlyMap<string, Deleted>;
	readonly changed: Set<string>;
	readonly events: { key: OrderKey; kind: OrderEvent['kind'] }[];
}

/** See OrderRepository.capture. Throws when a decision is for a store that is not connected. */
export async function captureOrders(context: OrderContext, decisions: readonly CaptureDecision[], cursor?: { accountKey: string; cursor: OrderCursor }): Promise<Awaited<ReturnType<OrderRepository['capture']>>> {
	const { engine } = context;
	return await engine.write(async (transaction) => {
		const keys = decisions.map(({ storeId, captured }) => ({ storeId, orderId: captured.order.orderId }));
		await lockStores(engine.kind, transaction, [...byStore(keys).keys()], 'orders');
		const kept = await readKept(engine, transaction, keys);
		const capture: Capture = { ...context, now: context.clock.now(), ...kept, changed: new Set(), events: [] };
		const results = decisions.map((decision) => take(capture, decision));
		await writeRows(transaction, [...capture.changed].flatMap((id) => capture.rows.get(id) ?? []));
		await writeEvents(transaction, capture);
		await forgetDeletions(engine, transaction, keys, capture.deleted);
		if (cursor) await writeCursor(transaction, cursor.accountKey, cursor.cursor);
		return results;
	});
}

async function readKept(engine: SqlEngine, transaction: WriteTransaction, keys: readonly OrderKey[]): Promise<Pick<Capture, 'rows' | 'deleted'>> {
	const rows = new Map<string, OrderRow>();
	const deleted = new Map<string, Deleted>();
	for (const [storeId, orderIds] of byStore(keys)) {
		const found = await transaction
			.selectFrom('amazon_order')
			.selectAll()
			.where('store_id', '=', storeId)
			.where(among(engine.kind, 'order_id', orderIds))
			.orderBy('order_id')
			.$if(engine.kind === 'postgres', (query) => query.forUpdate())
			.execute();
		for (const row of found) rows.set(idOf(toKey(row)), row);
		const entries = await transaction.selectFrom('deleted_log_entry').selectAll().where('store_id', '=', storeId).where(among(engine.kind, 'order_id', orderIds)).execute();
		for (const entry of entries) deleted.set(idOf(toKey(entry)), { look_first: entry.look_first, look_for: entry.look_for });
	}
	return { rows, deleted };
}

/** Buyer data are needed for a sale that is still to be written, and for nothing else. */
export const mayKeepBuyerData = (state: OrderState, mustVoid: boolean): boolean => (state === 'waiting' || state === 'pending') && !mustVoid;

/** Part of it was canceled: its sale is voided, and what is left gets another one, of the same buyer (N21). */
const isMadeAnew = ({ sale_key }: Pick<OrderRow, 'sale_key'>, { order, state, mustVoid }: { readonly order: AmazonOrder } & Pick<Transition, 'state' | 'mustVoid'>): boolean => state === 'processed' && mustVoid && order.status !== 'CANCELLED' && sale_key === null;

const idOf = ({ storeId, orderId }: OrderKey): string => JSON.stringify([storeId, orderId]);

function take(capture: Capture, decision: CaptureDecision): Captured {
	const key = { storeId: decision.storeId, orderId: decision.captured.order.orderId };
	const row = capture.rows.get(idOf(key));
	const kept = row && toKept(row, capture.now);
	if (row && kept && !isNews(kept, decision)) return { key, outcome: 'unchanged', state: row.state };
	const transition = decideTransition(kept, decision);
	const next = nextRow(capture, key, decision, transition);
	if (row && isSame(row, next)) return { key, outcome: 'unchanged', state: row.state };
	capture.rows.set(idOf(key), next);
	capture.changed.add(idOf(key));
	if (transition.event) capture.events.push({ key, kind: transition.event });
	return { key, outcome: row ? 'updated' : 'new', state: next.state };
}

function toKept(row: OrderRow, now: number): KeptOrder {
	return {
		state: row.state,
		...(row.state_reason === null ? {} : { stateReason: row.state_reason }),
		status: row.status,
		lastUpdatedAt: row.last_updated_at,
		proceedsWithheld: (JSON.parse(row.amazon_order) as AmazonOrder).proceedsWithheld === true,
		mustVoid: row.must_void === 1,
		begun: hasBegun(row),
		claimed: isClaimed(row, now),
		ofDailySale: row.sale_key !== null,
	};
}

/** Whether nothing is told that is not known; buyer data stay the same text only when nothing new was told. */
function isSame(row: OrderRow, next: OrderRow): boolean {
	return row.amazon_order === next.amazon_order && row.state === next.state && row.state_reason === next.state_reason && row.must_void === next.must_void && row.buyer_data === next.buyer_data;
}

function nextRow(capture: Capture, key: OrderKey, { captured: { order, buyer } }: CaptureDecision, { state, stateReason, mustVoid }: Transition): OrderRow {
	const row = capture.rows.get(idOf(key)) ?? emptyRow(capture, key);
	const entersPending = state === 'pending' && row.state !== 'pending';
	const staysClaimed = state === row.state;
	return {
		...row,
		state,
		state_reason: stateReason ?? null,
		amazon_order: JSON.stringify(order),
		revision: row.revision + 1,
		status: order.status,
		fulfillment_channel: order.fulfillmentChannel ?? null,
		created_at: toMilliseconds(order.createdTime),
		last_updated_at: Math.max(row.last_updated_at, toMilliseconds(order.lastUpdatedTime)),
		shipped_at: order.status === 'SHIPPED' ? shippedAt(order, row.shipped_at) : row.shipped_at,
		captured_at: entersPending ? capture.now : row.captured_at,
		checked_at: capture.now,
		must_void: mustVoid ? 1 : 0,
		holds: state === row.state ? row.holds : '[]',
		buyer_data: mayKeepBuyerData(state, mustVoid) || isMadeAnew(row, { order, state, mustVoid }) ? nextBuyerData(capture, key, buyer, row.buyer_data) : null,
		claim_owner: staysClaimed ? row.claim_owner : null,
		claim_until: staysClaimed ? row.claim_until : null,
	};
}

function emptyRow({ now, deleted }: Capture, key: OrderKey): OrderRow {
	return {
		store_id: key.storeId,
		order_id: key.orderId,
		state: 'waiting',
		state_reason: null,
		amazon_order: '',
		revision: 0,
		status: 'UNKNOWN',
		fulfillment_channel: null,
		created_at: 0,
		last_updated_at: 0,
		shipped_at: null,
		captured_at: now,
		processed_at: null,
		checked_at: now,
		must_void: 0,
		...(deleted.get(idOf(key)) ?? { look_first: 'no', look_for: null }),
		holds: '[]',
		progress: JSON.stringify({ done: [] }),
		buyer_data: null,
		sale_key: null,
		sale_part: null,
		unpaid: 0,
		claim_owner: null,
		claim_until: null,
	};
}

/** The last parcel's time where Amazon tells it (merchant-fulfilled orders), else when Amazon first said that it is shipped. */
function shippedAt(order: AmazonOrder, known: number | null): number {
	const times = order.packages.flatMap(({ shipTime }) => (shipTime === undefined ? [] : [toMilliseconds(shipTime)]));
	return times.length > 0 ? Math.max(...times) : (known ?? toMilliseconds(order.lastUpdatedTime));
}

/** Amazon telling less than before does not delete what is stored; telling the same does not write it anew. */
function nextBuyerData({ cipher }: Capture, key: OrderKey, buyer: BuyerDetails | undefined, stored: string | null): string | null {
	const told = JSON.stringify(buyer ?? {});
	if (buyer === undefined || told === '{}') return stored;
	const known = stored === null ? undefined : cipher.decrypt(key, stored);
	return stored !== null && known !== undefined && JSON.stringify(known) === told ? stored : cipher.encrypt(key, buyer);
}

async function writeRows(transaction: WriteTransaction, rows: readonly OrderRow[]): Promise<void> {
	for (const chunk of inChunks(rows)) {
		await transaction
			.insertInto('amazon_order')
			.values(chunk)
			.onConflict((conflict) =>
				conflict.columns(['store_id', 'order_id']).doUpdateSet(({ ref }) => ({
					state: ref('excluded.state'),
					state_reason: ref('excluded.state_reason'),
					amazon_order: ref('excluded.amazon_order'),
					revision: ref('excluded.revision'),
					status: ref('excluded.status'),
					fulfillment_channel: ref('excluded.fulfillment_channel'),
					created_at: ref('excluded.created_at'),
					last_updated_at: ref('excluded.last_updated_at'),
					shipped_at: ref('excluded.shipped_at'),
					captured_at: ref('excluded.captured_at'),
					checked_at: ref('excluded.checked_at'),
					must_void: ref('excluded.must_void'),
					holds: ref('excluded.holds'),
					buyer_data: ref('excluded.buyer_data'),
					claim_owner: ref('excluded.claim_owner'),
					claim_until: ref('excluded.claim_until'),
				})),
			)
			.execute();
	}
}

async function writeEvents(transaction: WriteTransaction, { events, now }: Capture): Promise<void> {
	for (const chunk of inChunks(events)) {
		await transaction
			.insertInto('order_event')
			.values(chunk.map(({ key, kind }) => ({ store_id: key.storeId, order_id: key.orderId, kind, at: now })))
			.execute();
	}
}

/** The order itself now remembers that its log entry was deleted. */
async function forgetDeletions(engine: SqlEngine, transaction: WriteTransaction, keys: readonly OrderKey[], deleted: Capture['deleted']): Promise<void> {
	if (deleted.size === 0) return;
	for (const [storeId, orderIds] of byStore(keys)) {
		await transaction.deleteFrom('deleted_log_entry').where('store_id', '=', storeId).where(among(engine.kind, 'order_id', orderIds)).execute();
	}
}

export async function writeCursor(query: SqlEngine['query'], accountKey: string, cursor: OrderCursor): Promise<void> {
	const position = JSON.stringify(cursor);
	await query
		.insertInto('order_cursor')
		.values({ account_key: accountKey, position })
		.onConflict((conflict) => conflict.column('account_key').doUpdateSet({ position }))
		.execute();
}
