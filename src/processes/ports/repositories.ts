import type { BuyerDetails, CapturedOrder, AmazonOrder } from '../../domain/orders/order';
import type { Issue } from '../../domain/issues';
import type { Amount } from '../../domain/money';
import type { Store, StoreSettings } from '../../domain/settings';
import type { SalePart } from '../../domain/accounting/salePart';
import type { CatalogRepository, ProductIndex } from './catalog';
import type { CreditRepository } from './credits';
import type { DailySaleRepository } from './dailySales';
import type { SettlementRepository } from './settlements';
import type { TenantReference } from './cin7';

/**
 * Where an order stands here.
 * waiting: known, but not (yet) what the store loads, such as an unpaid order. pending: in Pending Orders.
 * processed: its sale exists. canceled: taken out, or its sale voided. skipped: the store does not take it.
 */
export type OrderState = 'waiting' | 'pending' | 'processed' | 'canceled' | 'skipped';

/** Writing steps of a sale, in order. 'void' is the only step of a canceled order. */
export type SaleStep = 'customer' | 'sale' | 'assembly' | 'order' | 'invoice' | 'payment' | 'void';

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
	/** Assemblies that the sale needs, decided before the first was made; `done` once Cin7 Core answered or shows it. */
	readonly assemblies?: readonly { readonly productId: string; readonly sku: string; readonly quantity: number; readonly account: string; readonly workInProgressAccount: string; readonly done?: boolean; readonly errors?: readonly string[] }[];
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
	/** The daily sale that it was on, to be looked for in place of a sale of its own. */
	readonly lookFor?: string;
	readonly capturedAt: string;
	readonly processedAt?: string;
	/** Counts up with every change of Amazon's data. */
	readonly revision: number;
	/** The daily sale that the order is part of. */
	readonly saleKey?: string;
	/** What of the order is on its sale; absent before it is planned for writing. */
	readonly part?: SalePart;
	/** True while buyer data is stored. */
	readonly hasBuyerData: boolean;
}

/** What settlements have to know of an order. */
export interface OrderStanding {
	readonly storeId: string;
	readonly state: OrderState;
	/** Of its own sale; absent where it is on a daily one, or has none yet. */
	readonly saleId?: string;
	readonly saleNumber?: string;
	readonly invoiceStatus?: string;
	/** It is on a daily sale. */
	readonly daily: boolean;
	/** What of the order is on its sale, tax included; absent before it is planned for writing. */
	readonly invoiced?: Amount;
	/** Tax within `invoiced`, and whether the prices on its sale contain it; absent as `invoiced` is. */
	readonly tax?: Amount;
	readonly taxInclusive?: boolean;
	readonly currency?: string;
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
	readonly kind: 'orderCaptured' | 'orderCanceled' | 'refundCompleted' | 'settlementAvailable' | 'needsAttention';
	readonly at: string;
	/** refundCompleted: the credit's id. settlementAvailable: the settlement's id. needsAttention: the problems that were new in a run. */
	readonly details?: { readonly creditId?: string; readonly settlementId?: string; readonly problems?: readonly ToldProblem[] };
}

/** A problem as it was told. */
export interface ToldProblem {
	readonly storeId: string;
	readonly orderId?: string;
	readonly sellerSku?: string;
	readonly settlementId?: string;
	readonly code: string;
	readonly message: string;
	readonly hint: string;
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
	/** Orders of a store that have a sale of their own, with its tasks in Cin7 Core: those after this order id, by it. */
	saleTasks(storeId: string, page: { readonly after: string; readonly limit: number }): Promise<readonly { readonly orderId: string; readonly saleId: string; readonly invoiceTaskId?: string }[]>;
	/** Where many orders stand, by order id; only of those that are known to these stores. */
	standings(storeIds: readonly string[], orderIds: readonly string[]): Promise<ReadonlyMap<string, OrderStanding>>;

	/**
	 * Claims up to `limit` orders of a store for this owner until now + ttl: pending ones, and processed ones that must be
	 * voided. Orders of a daily sale only when they must be voided and their sale is done. No order is claimed by two
	 * owners at once, in any process, on either engine. Oldest first. Orders in `exclude` are left out. `canceledOnly`
	 * leaves out those that are to be written.
	 */
	claim(storeId: string, claim: { owner: string; ttlMs: number; limit: number; exclude?: readonly string[]; orderIds?: readonly string[]; canceledOnly?: boolean }): Promise<readonly ClaimedOrder[]>;
	/** Frees what a dead owner holds. `isDead` is asked once per owner. */
	releaseDead(isDead: (owner: string) => boolean): Promise<number>;
	/** Gives claims back. */
	release(keys: readonly OrderKey[], owner: string): Promise<void>;

	/** Each of these throws ClaimLost when `owner` does not hold the claim any more. recordProgress also extends the claim. */
	recordProgress(key: OrderKey, owner: string, progress: SaleProgress, ttlMs: number): Promise<void>;
	/** Keeps what of the order goes on its sale, before the first call. */
	keepPart(key: OrderKey, owner: string, part: SalePart): Promise<void>;
	hold(key: OrderKey, owner: string, holds: readonly Issue[]): Promise<void>;
	/** Sale exists: buyer data is erased in the same transaction. */
	complete(key: OrderKey, owner: string, progress: SaleProgress): Promise<void>;
	cancel(key: OrderKey, owner: string, reason: string, progress: SaleProgress): Promise<void>;
	skip(key: OrderKey, owner: string, reason: string): Promise<void>;
	/** Its sale was voided although the order goes on (N21): pending again as if nothing had been written, without mustVoid, part and claim; lookFirst becomes createAnother. */
	reopen(key: OrderKey, owner: string): Promise<void>;
	/** Keeps why pending orders, claimed by nobody, are not in a daily sale; an empty list of holds takes that back. */
	holdUnclaimed(storeId: string, holds: ReadonlyMap<string, readonly Issue[]>): Promise<void>;

	/** Processed orders of no daily sale whose payment is still to be added: paid at Amazon, of some value, not marked as paid. Oldest first. */
	unpaid(storeId: string, limit: number): Promise<readonly OrderRecord[]>;
	/** Marks the payment of a processed order as there. */
	markPaid(key: OrderKey): Promise<void>;

	/**
	 * The order may be captured and processed again; its sale is left alone (S164). That of an order of a daily sale goes
	 * with the entries of all its orders, and the day is open again. Answers the orders whose entries are gone: none when
	 * there was no such entry.
	 */
	deleteLogEntry(key: OrderKey, then: 'holdWhileSaleExists' | 'createAnother'): Promise<readonly string[]>;
	/** Erases buyer data: of one order, or of every order shipped (or, not shipped, last updated) before that instant. Answers how many. */
	eraseBuyerData(filter: { storeId?: string; orderIds?: readonly string[]; before?: string }): Promise<number>;
	/** Fingerprints of problems already told, by order; and the recording of what is told now (N53). */
	alreadyTold(storeId: string, orderIds: readonly string[]): Promise<ReadonlyMap<string, string>>;
	/** With `untold`, the event needsAttention is written in the same transaction. */
	recordTold(storeId: string, told: ReadonlyMap<string, string>, untold?: readonly ToldProblem[]): Promise<void>;
	/** Units by seller SKU of pending merchant-fulfilled orders that Cin7 Core has not allocated yet (S119, D16). */
	reservedUnits(storeIds: readonly string[]): Promise<ReadonlyMap<string, number>>;
}

/** Order ids of the past that are known to exist and whose orders are still to be asked for, one by one (P39). Kept by load: account and date. */
export interface OrderHistory {
	state(loadKey: string): Promise<HistoryLoad | undefined>;
	saveState(loadKey: string, load: HistoryLoad): Promise<void>;
	/** Adds ids that are not there yet. */
	add(loadKey: string, orders: readonly { readonly orderId: string; readonly purchasedAt: string }[]): Promise<void>;
	/** Newest first. */
	next(loadKey: string, limit: number): Promise<readonly string[]>;
	remove(loadKey: string, orderIds: readonly string[]): Promise<void>;
	count(loadKey: string): Promise<number>;
	/** Removes the load and what is left of its ids. */
	end(loadKey: string): Promise<void>;
}

/** A load of history that is under way: windows of its reports that are still to be read, the next one first. */
export interface HistoryLoad {
	readonly from: string;
	readonly until: string;
	readonly windows: readonly { readonly from: string; readonly until: string; readonly reportId?: string; readonly requestedAt?: string }[];
	/** Orders found in reports so far. */
	readonly found: number;
	/** Orders that are still on the list although Amazon refused or garbled them, and in how many loads it did (P27). */
	readonly failed?: readonly FailedOrder[];
}

export interface FailedOrder {
	readonly orderId: string;
	readonly times: number;
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

/** Another run holds this order, or this settlement, now; leave it alone. */
export class ClaimLost extends Error {
	constructor(key: OrderKey | { readonly settlementId: string }) {
		super(`${'settlementId' in key ? `Settlement ${key.settlementId}` : `Order ${key.orderId}`} was taken over by another run`);
		this.name = 'ClaimLost';
	}
}

export interface SyncDatabase {
	readonly stores: StoreRepository;
	readonly orders: OrderRepository;
	readonly events: EventRepository;
	readonly dailySales: DailySaleRepository;
	readonly credits: CreditRepository;
	readonly history: OrderHistory;
	readonly settlements: SettlementRepository;
	readonly catalog: CatalogRepository;
	readonly products: ProductIndex;
	readonly customers: CustomerDirectory;
	readonly referenceCache: ReferenceCache;
	readonly operations: OperationsLog;
	readonly leases: Leases;
	readonly budgets: RateBudgets;
}
