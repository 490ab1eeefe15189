import type { SalePart } from '../../domain/accounting/salePart';
import type { Issue } from '../../domain/issues';
import type { Amount } from '../../domain/money';
import type { AmazonRefund } from '../../domain/orders/refund';
import type { OrderKey } from './repositories';

/**
 * pending: its credit note is to be written. processed: it exists. settlement: left to the settlement journal (D13).
 * skipped: nothing is to be done about it.
 */
export type CreditState = 'pending' | 'processed' | 'settlement' | 'skipped';

/** Writing steps of a credit, in order. advance: the sale is made an Advanced Sale, because it has a credit note already. */
export type CreditStep = 'advance' | 'creditNote' | 'refund';

/** How far the writing of a credit got; recorded as SaleProgress is. */
export interface CreditProgress {
	readonly begun?: CreditStep;
	readonly done: readonly CreditStep[];
	readonly saleId?: string;
	readonly saleNumber?: string;
	readonly creditTaskId?: string;
	readonly creditNoteNumber?: string;
	readonly currency?: string;
	/** Total of the credit note, positive. */
	readonly total?: Amount;
	readonly tax?: Amount;
	/** Fees on it: negative where they lessen what is given back. */
	readonly fees?: Amount;
	readonly refunded?: boolean;
	/** Whether the sale was fulfilled when `advance` began: the empty fulfillment that it adds hides it meanwhile. */
	readonly fulfilled?: boolean;
}

/** Why an order is credited: Amazon refunded it, or canceled it after its daily sale was made (N9). */
export interface CreditRecord {
	readonly storeId: string;
	/** The refund's id, or '<order> canceled', '<order> canceled 2' where only units of it were. */
	readonly creditId: string;
	readonly kind: 'refund' | 'cancellation';
	readonly orderId?: string;
	/** Of kind refund. */
	readonly refund?: AmazonRefund;
	/** Of kind cancellation: what is to be credited. */
	readonly part?: SalePart;
	readonly state: CreditState;
	/** In words for the user; of settlement and skipped. */
	readonly stateReason?: string;
	readonly holds: readonly Issue[];
	readonly progress: CreditProgress;
	readonly postedAt: string;
	readonly capturedAt: string;
	readonly processedAt?: string;
}

/** How one loaded refund is to be kept: decided by the caller, pure. */
export interface CreditDecision {
	readonly storeId: string;
	readonly refund: AmazonRefund;
	readonly state: CreditState;
	readonly stateReason?: string;
}

/** The position in an account's stream of transactions. */
export interface RefundCursor {
	/** Everything posted before this instant has been captured. */
	readonly watermark: string;
	/** Marketplaces of which that is true; absent: of none. One that is connected later is caught up with. */
	readonly covered?: readonly string[];
	/** The oldest refund that Amazon had not completed, by its posted date, and since when it was not looked for again. */
	readonly deferred?: { readonly oldest: string; readonly readAt: string };
	/** A window that has been begun and not finished. */
	readonly open?: { readonly after: string; readonly before: string; readonly pageToken?: string; readonly pageTokenAt?: string };
}

/** Each of the writing methods throws ClaimLost when `owner` does not hold the credit any more. */
export interface CreditRepository {
	/**
	 * Keeps loaded refunds and moves the cursor in one transaction. A refund that is known stays as it is, but for one
	 * that is pending, unclaimed and not begun: its state is decided anew. A refund of a known id with items whose
	 * adjustmentId is not known yet is another refund with the id '<refund>+<first new adjustmentId>' of those items alone.
	 * A new one writes the event refundCompleted, whatever its state, but skipped.
	 */
	capture(decisions: readonly CreditDecision[], cursor?: { readonly accountKey: string; readonly cursor: RefundCursor }): Promise<readonly { readonly storeId: string; readonly creditId: string; readonly outcome: 'new' | 'updated' | 'unchanged'; readonly state: CreditState }[]>;
	cursor(accountKey: string): Promise<RefundCursor | undefined>;
	/**
	 * A processed order of a daily sale, or units of it, was canceled: that part is to be credited. Takes the order's
	 * mustVoid mark and claim away and gives it the state, in one transaction; `owner` holds the order. Adding a creditId
	 * twice changes nothing of the credit.
	 */
	addCancellation(order: OrderKey, owner: string, cancellation: { readonly creditId: string; readonly part: SalePart; readonly orderState: 'canceled' | 'processed'; readonly reason: string }): Promise<void>;
	find(storeId: string, creditId: string): Promise<CreditRecord | undefined>;
	/** By posted date, oldest first unless told otherwise. */
	list(filter: { readonly storeId: string; readonly states?: readonly CreditState[]; readonly orderIds?: readonly string[]; readonly creditIds?: readonly string[]; readonly newestFirst?: boolean; readonly limit?: number }): Promise<readonly CreditRecord[]>;
	countByState(storeId: string): Promise<Readonly<Record<CreditState, number>>>;
	/** Claims pending credits, oldest first; never two of one order at once, and never one whose sale's other credit is claimed. */
	claim(storeId: string, claim: { readonly owner: string; readonly ttlMs: number; readonly limit: number; readonly exclude?: readonly string[] }): Promise<readonly CreditRecord[]>;
	recordProgress(credit: Pick<CreditRecord, 'storeId' | 'creditId'>, owner: string, progress: CreditProgress, ttlMs: number): Promise<void>;
	hold(credit: Pick<CreditRecord, 'storeId' | 'creditId'>, owner: string, holds: readonly Issue[]): Promise<void>;
	release(credits: readonly Pick<CreditRecord, 'storeId' | 'creditId'>[], owner: string): Promise<void>;
	/** The credit note exists. */
	complete(credit: Pick<CreditRecord, 'storeId' | 'creditId'>, owner: string, progress: CreditProgress): Promise<void>;
	/** Ends it without a credit note. */
	settle(credit: Pick<CreditRecord, 'storeId' | 'creditId'>, owner: string, state: 'settlement' | 'skipped', reason: string): Promise<void>;
	/** A person says that nothing is to be done: pending ones that nobody holds become skipped, with that reason. Answers their ids. */
	skipByHand(storeId: string, creditIds: readonly string[], reason: string): Promise<readonly string[]>;
	releaseDead(isDead: (owner: string) => boolean): Promise<number>;
}
