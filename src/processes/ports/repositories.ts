import type { BuyerDetails, CapturedOrder, AmazonOrder } from '../../domain/orders/order';
import type { Issue } from '../../domain/issues';
import type { Store, StoreSettings } from '../../domain/settings';
import type { CatalogRepository, ProductIndex } from './catalog';
import type { TenantReference } from './cin7';

/**
 * Where an order stands here.
 * waiting: known, but not (yet) what the store loads, such as an unpaid order. pending: in Pending Orders.
 * processed: its sale exists. canceled: taken out, or its sale voided. skipped: the store does not take it.
 */
export type OrderState = 'waiting' | 'pending' | 'processed' | 'canceled' | 'skipped';

/** Writing steps of a single sale, in order. 'void' is the only step of a canceled order. */
export type SaleStep = 'customer' | 'sale' | 'order' | 'invoice' | 'payment' | 'void';

/** How far the writing of an order's sale got. A step is recorded as begun before its call and as done after its answer. */
export interface SaleProgress {
	readonly begun?: SaleStep;
	readonly done: readonly SaleStep[];
	readonly customerId?: string;
	readonly saleId?: string;
	readonly saleNumber?: string;
	readonly invoiceTaskId?: string;
	readonly invoiceNumber?: string;
	readonly orderStatus?: string;
	readonly invoiceStatus?: string;
	readonly paid?: boolean;
}

export interface OrderKey { readonly storeId: string; readonly orderId: string }

/** An order as the sync database keeps it. */
export interface OrderRecord extends OrderKey {
	readonly order: AmazonOrder;
	readonly state: OrderState;
	/** Why it is in this state, in words for the user; for skipped and canceled. */
	readonly stateReason?: string;
	/** Why a pending order is held, with what to do; empty when nothing holds it. */
	readonly holds: readonly Issue[];
	readonly progress: SaleProgress;
	/** Amazon canceled it and its sale is not voided yet. */
	readonly mustVoid: boolean;
	/** Before writing, look for a sale of this order in Cin7 Core: its log entry was deleted (S164). */
	readonly lookFirst: 'no' | 'holdWhileSaleExists' | 'createAnother';
	readonly capturedAt: string;
	readonly processedAt?: string;
	/** True while buyer data is stored. */
	readonly hasBuyerData: boolean;
}

/** A claimed order, with what is needed to write its sale. */
export interface ClaimedOrder extends OrderRecord {
	readonly buyer?: BuyerDetails;
}

/** How one loaded order is to be kept: decided by the caller, pure. */
export interface CaptureDecision {
	readonly storeId: string;
	readonly captured: CapturedOrder;
	readonly state: OrderState;
	readonly stateReason?: string;
	readonly mustVoid?: boolean;
}

export type CaptureOutcome = 'new' | 'updated' | 'unchanged';

/** The position in an account's stream of order updates. */
export interface OrderCursor {
	/** Everything updated before this instant has been captured. */
	readonly watermark: string;
	/** Marketplaces whose orders have been captured up to the watermark; one connected later is caught up first. */
	readonly covered: readonly string[];
	/** A window that has been begun and not finished: to be gone on with, page by page. */
	readonly open?: OrderWindow;
}
export interface OrderWindow {
	readonly by: 'lastUpdated' | 'created';
	readonly after: string;
	readonly before: string;
	readonly marketplaceIds: readonly string[];
	/** Set on a window that catches marketplaces up: the watermark stays there when it is read. */
	readonly catchesUpTo?: string;
	readonly pageToken?: string;
	readonly pageTokenAt?: string;
	readonly pagesRead: number;
	readonly ordersRead: number;
	/** Time of the newest order read so far, on the window's axis. */
	readonly readUntil?: string;
	readonly reducedData: boolean;
}

export interface OrderEvent {
	readonly eventId: number;
	readonly storeId: string;
	readonly orderId: string;
	readonly kind: 'orderCaptured' | 'orderCanceled';
	readonly at: string;
}

export interface OperationRecord {
	readonly storeId: string;
	readonly operation: string;
	readonly startedBy: 'user' | 'schedule';
	readonly startedAt: string;
	readonly finishedAt: string;
	/** Counts by word: loaded, new, updated, processed, skipped, canceled, held, failed, waiting. */
	readonly counts: Readonly<Record<string, number>>;
	readonly notes: readonly string[];
}

export interface StoreRepository {
	/** Creates or replaces; the time of first connection is kept. */
	save(store: Store): Promise<void>;
	find(storeId: string): Promise<Store | undefined>;
	list(filter?: { accountKey?: string; tenantKey?: string }): Promise<readonly Store[]>;
	saveSettings(storeId: string, settings: StoreSettings): Promise<void>;
	/** Removes the store with its orders, log, links, events and operations log (S80). Answers what was removed. */
	remove(storeId: string): Promise<Readonly<Record<string, number>>>;
}

export interface OrderRepository {
	/**
	 * Upserts loaded orders and moves the cursor in one transaction. An order already processed or canceled keeps its
	 * state; its Amazon data and mustVoid are updated. Older news than what is kept (lastUpdatedTime) is left out. Writes
	 * the events that follow: orderCaptured when an order enters pending, orderCanceled when one is canceled.
	 */
	capture(decisions: readonly CaptureDecision[], cursor?: { accountKey: string; cursor: OrderCursor }): Promise<readonly { key: OrderKey; outcome: CaptureOutcome; state: OrderState }[]>;
	cursor(accountKey: string): Promise<OrderCursor | undefined>;
	saveCursor(accountKey: string, cursor: OrderCursor): Promise<void>;

	find(key: OrderKey): Promise<OrderRecord | undefined>;
	/** Buyer data of an order while it is kept; undefined when erased or never given. */
	buyer(key: OrderKey): Promise<BuyerDetails | undefined>;
	/** Puts orders that are waiting, skipped or pending (not begun) into another state, with its event; their data is left alone. */
	changeState(changes: readonly { readonly key: OrderKey; readonly state: 'waiting' | 'pending' | 'skipped'; readonly stateReason?: string }[]): Promise<void>;
	/** By creation time at Amazon, oldest first unless told otherwise. */
	list(filter: { newestFirst?: boolean; storeId: string; states?: readonly OrderState[]; heldOnly?: boolean; limit?: number; offset?: number; orderIds?: readonly string[]; processedAfter?: string }): Promise<readonly OrderRecord[]>;
	/** Orders of these stores that are waiting because Amazon had not released them: their status has to be asked for (N15). */
	openAtAmazon(storeIds: readonly string[], options: { checkedBefore: string; limit: number }): Promise<readonly OrderKey[]>;
	markChecked(keys: readonly OrderKey[], at: string): Promise<void>;
	countByState(storeId: string): Promise<Readonly<Record<OrderState, number>>>;

	/**
	 * Claims up to `limit` orders of a store for this owner until now + ttl: pending ones, and processed ones that must be
	 * voided. No order is claimed by two owners at once, in any process, on either engine. Oldest first. Orders in
	 * `exclude` are left out.
	 */
	claim(storeId: string, claim: { owner: string; ttlMs: number; limit: number; exclude?: readonly string[]; orderIds?: readonly string[] }): Promise<readonly ClaimedOrder[]>;
	/** Frees what a dead owner holds. `isDead` is asked once per owner. */
	releaseDead(isDead: (owner: string) => boolean): Promise<number>;
	/** Gives claims back. */
	release(keys: readonly OrderKey[], owner: string): Promise<void>;

	/** Each of these throws ClaimLost when `owner` does not hold the claim any more. recordProgress also extends the claim. */
	recordProgress(key: OrderKey, owner: string, progress: SaleProgress, ttlMs: number): Promise<void>;
	hold(key: OrderKey, owner: string, holds: readonly Issue[]): Promise<void>;
	/** Sale exists: buyer data is erased in the same transaction. */
	complete(key: OrderKey, owner: string, progress: SaleProgress): Promise<void>;
	cancel(key: OrderKey, owner: string, reason: string, progress: SaleProgress): Promise<void>;
	skip(key: OrderKey, owner: string, reason: string): Promise<void>;

	/** The order may be captured and processed again; its sale is left alone (S164). False when there was no such entry. */
	deleteLogEntry(key: OrderKey, then: 'holdWhileSaleExists' | 'createAnother'): Promise<boolean>;
	/** Erases buyer data: of one order, or of every order shipped (or, not shipped, last updated) before that instant. Answers how many. */
	eraseBuyerData(filter: { storeId?: string; orderIds?: readonly string[]; before?: string }): Promise<number>;
	/** Fingerprints of problems already told, by order; and the recording of what is told now (N53). */
	alreadyTold(storeId: string, orderIds: readonly string[]): Promise<ReadonlyMap<string, string>>;
	recordTold(storeId: string, told: ReadonlyMap<string, string>): Promise<void>;
	/** Units by seller SKU of pending merchant-fulfilled orders that Cin7 Core has not allocated yet (S119, D16). */
	reservedUnits(storeIds: readonly string[]): Promise<ReadonlyMap<string, number>>;
}

export interface EventRepository {
	/**
	 * Events of these stores and kinds that this subscriber has not been given, or was given by another instance that
	 * never came back to confirm. Marks them as given by this instance; confirms what this instance was given before.
	 * So an event is given at least once, and twice only after a crash.
	 */
	take(subscriber: string, instance: string, filter: { storeIds: readonly string[]; kinds: readonly OrderEvent['kind'][]; limit: number }): Promise<readonly OrderEvent[]>;
	/** As `take`, without marking anything: for a manual test run of a trigger. */
	peek(filter: { storeIds: readonly string[]; kinds: readonly OrderEvent['kind'][]; limit: number }): Promise<readonly OrderEvent[]>;
}

export interface CustomerDirectory {
	/** Customer ids known by name, so that a known buyer costs no call. Names are kept only as a keyed hash. */
	find(tenantKey: string, name: string): Promise<string | undefined>;
	remember(tenantKey: string, name: string, customerId: string): Promise<void>;
	forget(tenantKey: string, name: string): Promise<void>;
}

export interface ReferenceCache {
	read(tenantKey: string, notOlderThan: string): Promise<TenantReference | undefined>;
	write(tenantKey: string, reference: TenantReference, at: string): Promise<void>;
	clear(tenantKey: string): Promise<void>;
}

export interface OperationsLog {
	append(record: OperationRecord): Promise<void>;
	/** Newest first. */
	list(filter: { storeId?: string; limit: number }): Promise<readonly OperationRecord[]>;
}

export interface Leases {
	/** True when the lease is now this owner's, until now + ttl. */
	acquire(key: string, owner: string, ttlMs: number): Promise<boolean>;
	release(key: string, owner: string): Promise<void>;
	releaseDead(isDead: (owner: string) => boolean): Promise<number>;
}

/** Token buckets shared by all workers (N46). */
export interface RateBudgets {
	/**
	 * Takes one token from the bucket, or tells how long to wait. Atomic between processes. A bucket seen for the first
	 * time is full. `rate` is tokens per second.
	 */
	take(key: string, bucket: { rate: number; burst: number }): Promise<{ readonly taken: true } | { readonly taken: false; readonly waitMs: number }>;
	/** The service stated another rate, or refused: the bucket is emptied until then. */
	learn(key: string, learned: { rate?: number; emptyUntil?: number }): Promise<void>;
	/** Tokens there now, and the rate in force. */
	state(key: string, bucket: { rate: number; burst: number }): Promise<{ readonly tokens: number; readonly rate: number }>;
}

/** Another run holds this order now; leave it alone. */
export class ClaimLost extends Error {
	constructor(key: OrderKey) {
		super(`Order ${key.orderId} was taken over by another run`);
		this.name = 'ClaimLost';
	}
}

export interface SyncDatabase {
	readonly stores: StoreRepository;
	readonly orders: OrderRepository;
	readonly events: EventRepository;
	readonly catalog: CatalogRepository;
	readonly products: ProductIndex;
	readonly customers: CustomerDirectory;
	readonly referenceCache: ReferenceCache;
	readonly operations: OperationsLog;
	readonly leases: Leases;
	readonly budgets: RateBudgets;
}
