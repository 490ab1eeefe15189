import type { Issue } from '../../domain/issues';
import type { Amount } from '../../domain/money';
import type { SettledOrder, SettlementStatement, TransactionType } from '../../domain/settlement/settlement';
import type { SettlementArithmetic } from '../../domain/settlement/settlementPlan';

/**
 * loaded: known, and not posted. posted: its documents are complete. undone: a person took the posting back; posted
 * again only by a person. skipped: nothing is to be posted; see the reason. A posted one with `reissue` is to be undone
 * and posted anew (P18).
 */
export type SettlementState = 'loaded' | 'posted' | 'undone' | 'skipped';

/** A document that posting made. */
export interface PostedDocument {
	readonly kind: 'journal' | 'money' | 'saleJournal' | 'xeroInvoice' | 'xeroBill' | 'xeroJournal' | 'quickBooksJournal';
	/** Task id in Cin7 Core, or the id in the other books. */
	readonly id: string;
	/** As people see it: JR-00012. */
	readonly number?: string;
	readonly marker: string;
	readonly saleId?: string;
	/** What was agreed by reading back; `completed` only in the final state. */
	readonly status: 'draft' | 'completed' | 'undone';
}

/** How far posting got; a step is recorded as begun before its call and as done after its answer. Steps: '<document key> draft', '<document key> complete', '<document key> undo'. */
export interface SettlementProgress {
	readonly begun?: string;
	readonly done: readonly string[];
	/** By document key. */
	readonly documents: Readonly<Record<string, PostedDocument>>;
	/** Counts up with each posting after an undo: part of the markers, so that documents of an earlier posting are never taken for those of this one. */
	readonly posting: number;
	/** Undoing has begun; it is finished before anything else is done. */
	readonly undoing?: boolean;
}

/** What two settlements that follow each other must agree on (P7, P8). Signed as Amazon's. */
export interface SettlementChain {
	readonly payableToAmazon: Amount;
	readonly successfulCharge: Amount;
	readonly reserveHeld: Amount;
	readonly reserveReleased: Amount;
}

/** A transaction type as it occurred in a settlement, over all its rows. */
export interface SeenType extends TransactionType {
	readonly sum: Amount;
	readonly rows: number;
	readonly currency: string;
	/** ISO 8601. */
	readonly firstPostedAt?: string;
}

/** What is known of a settlement file that was read to its end. */
export interface CapturedSettlement {
	readonly statement: SettlementStatement;
	readonly fingerprint: string;
	readonly version: 'V1' | 'V2';
	readonly rows: number;
	readonly chain: SettlementChain;
	readonly orders: ReadonlyMap<string, SettledOrder>;
	readonly types: readonly SeenType[];
	/** Of the stored document. */
	readonly documentId: string;
	/** 'report <id>' or 'file <name>'. */
	readonly source: string;
}

export interface SettlementRecord {
	readonly accountKey: string;
	readonly settlementId: string;
	/** The store whose settings and accounts it is posted by; absent while no store of the account has its currency. */
	readonly storeId?: string;
	readonly statement: SettlementStatement;
	readonly fingerprint: string;
	readonly version: 'V1' | 'V2';
	readonly rows: number;
	readonly chain: SettlementChain;
	readonly documentId: string;
	/** All documents that carried it. */
	readonly sources: readonly string[];
	readonly state: SettlementState;
	readonly stateReason?: string;
	readonly holds: readonly Issue[];
	readonly progress: SettlementProgress;
	/** As it was posted. */
	readonly arithmetic?: SettlementArithmetic;
	readonly capturedAt: string;
	readonly postedAt?: string;
	/** A corrected version that came after this one was posted (P18). */
	readonly reissue?: Omit<CapturedSettlement, 'orders' | 'types'>;
}

export type SettlementKey = Pick<SettlementRecord, 'accountKey' | 'settlementId'>;

/** Position in an account's list of settlement reports. */
export interface SettlementCursor {
	/** Reports made before this instant were all read. */
	readonly watermark: string;
}

/** Each of the writing methods that take an owner throws ClaimLost when that owner does not hold the settlement any more. */
export interface SettlementRepository {
	/** Keeps a document, compressed, and answers its id. Written piece by piece: memory does not grow with it. */
	storeDocument(bytes: AsyncIterable<Uint8Array>): Promise<string>;
	/** The bytes that were stored. Throws when there is no such document. */
	readDocument(documentId: string): AsyncIterable<Uint8Array>;
	/** Removes documents that no settlement refers to and that were stored before that instant. */
	removeOrphans(before: string): Promise<number>;

	/** Reports of the account that were read already, or could not be: their documents are not opened again. */
	knownReports(accountKey: string, reportIds: readonly string[]): Promise<ReadonlySet<string>>;
	/** A report whose document holds no readable settlement; `problem` is kept, and told by the caller. */
	recordUnreadable(accountKey: string, reportId: string, problem: Issue): Promise<void>;

	/**
	 * Keeps a settlement, once, whatever documents carry it (P4). 'unchanged': the same content, or the same settlement
	 * in the other file version with the same statement; the source is added. 'reissued': other content; taken at once
	 * where nothing is posted or half posted and no run holds it, else kept as `reissue` with its orders beside. One that
	 * waited for a run of which nothing came takes its place when the claim ends. Content that is again what was posted
	 * drops the `reissue`. A new one that is not skipped writes the event settlementAvailable when it has a store.
	 * Throws where the document is not stored whole, or the store is not connected.
	 */
	capture(accountKey: string, captured: CapturedSettlement, decision: { readonly storeId?: string; readonly state: 'loaded' | 'skipped'; readonly stateReason?: string }): Promise<{ readonly outcome: 'new' | 'unchanged' | 'reissued'; readonly record: SettlementRecord }>;
	/** A store was connected later: settlements without one get it, with the event settlementAvailable unless skipped. */
	assignStore(keys: readonly SettlementKey[], storeId: string): Promise<void>;
	cursor(accountKey: string): Promise<SettlementCursor | undefined>;
	saveCursor(accountKey: string, cursor: SettlementCursor): Promise<void>;

	find(key: SettlementKey): Promise<SettlementRecord | undefined>;
	/** By end, newest first unless told otherwise. `storeIds: []` lists none; absent: of the whole account. */
	list(filter: { readonly accountKey?: string; readonly storeIds?: readonly string[]; readonly withoutStore?: boolean; readonly states?: readonly SettlementState[]; readonly settlementIds?: readonly string[]; readonly oldestFirst?: boolean; readonly limit?: number }): Promise<readonly SettlementRecord[]>;
	/** The settlement of the account in the same currency that ends at the instant this one starts. */
	previous(record: SettlementRecord): Promise<SettlementRecord | undefined>;

	/** Claims one settlement for this owner until now + ttl; undefined when another holds it, or there is none. */
	claim(key: SettlementKey, owner: string, ttlMs: number): Promise<SettlementRecord | undefined>;
	release(key: SettlementKey, owner: string): Promise<void>;
	releaseDead(isDead: (owner: string) => boolean): Promise<number>;
	recordProgress(key: SettlementKey, owner: string, progress: SettlementProgress, ttlMs: number): Promise<void>;
	/** Keeps why it is not posted; the claim ends. */
	hold(key: SettlementKey, owner: string, holds: readonly Issue[]): Promise<void>;
	/** All its documents are complete; the claim ends. */
	complete(key: SettlementKey, owner: string, posted: { readonly progress: SettlementProgress; readonly arithmetic: SettlementArithmetic }): Promise<void>;
	/** All its documents are undone. 'byPerson': it is posted again only by a person. 'byReissue': the corrected version takes its place, state loaded. The claim ends. */
	undone(key: SettlementKey, owner: string, progress: SettlementProgress, why: 'byPerson' | 'byReissue'): Promise<void>;
	/** A person says that nothing is to be posted, or takes that back. Only of settlements that are loaded, undone or skipped, claimed by nobody and not half posted. Answers the keys that changed. */
	changeState(keys: readonly SettlementKey[], state: 'loaded' | 'skipped', reason?: string): Promise<readonly SettlementKey[]>;

	/** What these orders have in all settlements of the account, added up (P20). */
	settledOrders(accountKey: string, orderIds: readonly string[]): Promise<ReadonlyMap<string, SettledOrder & { readonly settlementIds: readonly string[] }>>;
	/** The same, settlement by settlement, the oldest first. */
	settledParts(accountKey: string, orderIds: readonly string[]): Promise<ReadonlyMap<string, readonly (SettledOrder & { readonly settlementId: string })[]>>;
	/** Types in the settlements of these stores, each once per currency, added up; sorted. */
	seenTypes(storeIds: readonly string[]): Promise<readonly SeenType[]>;
	/** The types of one settlement, sorted. */
	typesOf(key: SettlementKey): Promise<readonly SeenType[]>;
	/** Order ids of one settlement, sorted. */
	ordersOf(key: SettlementKey): Promise<readonly string[]>;
}
