import type { Generated, Selectable } from 'kysely';
import type { OrderStatus } from '../domain/orders/order';
import type { CreditRecord, CreditState } from '../processes/ports/credits';
import type { DailySaleRecord } from '../processes/ports/dailySales';
import type { OrderEvent, OrderRecord, OrderState } from '../processes/ports/repositories';
import type { SettlementRecord, SettlementState } from '../processes/ports/settlements';
import type { CatalogItemTable, CatalogLoadTable, FamilyLinkTable, FamilyTable, ListingTable, ProductIndexTable, ProductLinkTable, ProductTable } from './catalogSchema';

/*
 * One schema for both engines. Every time is an integer: milliseconds since 1970, UTC (`bigint` in PostgreSQL). Truth
 * values are 0 or 1. Structured values are JSON as text, never searched by the database; what queries need has a column.
 */

export interface StoreTable {
	store_id: string;
	account_key: string;
	tenant_key: string;
	marketplace_id: string;
	/** StoreSettings. */
	settings: string;
	connected_at: number;
}

export interface OrderTable {
	store_id: string;
	order_id: string;
	state: OrderState;
	state_reason: string | null;
	/** AmazonOrder. */
	amazon_order: string;
	/** How often Amazon's data of this order were replaced. */
	revision: number;
	status: OrderStatus;
	fulfillment_channel: string | null;
	created_at: number;
	last_updated_at: number;
	shipped_at: number | null;
	captured_at: number;
	processed_at: number | null;
	/** When Amazon was last asked about the order. */
	checked_at: number;
	must_void: number;
	look_first: OrderRecord['lookFirst'];
	/** The daily sale that is to be looked for; null: the order's own sale. */
	look_for: string | null;
	/** Issue[]. */
	holds: string;
	/** SaleProgress. */
	progress: string;
	/** BuyerDetails, encrypted. */
	buyer_data: string | null;
	/** The daily sale that the order is part of. It stays as long as the order, so with sale_part it is the table order -> lines -> amounts (N8). */
	sale_key: string | null;
	/** SalePart. */
	sale_part: string | null;
	/** 1: processed, of no daily sale, and its payment is still to be added. */
	unpaid: number;
	claim_owner: string | null;
	claim_until: number | null;
}

export interface DailySaleTable {
	sale_key: string;
	store_id: string;
	/** yyyy-mm-dd. */
	day: string;
	number: number;
	state: DailySaleRecord['state'];
	/** DailySaleFrame. */
	frame: string;
	look_first: DailySaleRecord['lookFirst'];
	/** Issue[]. */
	holds: string;
	/** SaleProgress. */
	progress: string;
	/** 1: done, and its payment is still to be added. */
	unpaid: number;
	created_at: number;
	done_at: number | null;
	claim_owner: string | null;
	claim_until: number | null;
}

export interface CreditTable {
	store_id: string;
	credit_id: string;
	kind: CreditRecord['kind'];
	order_id: string | null;
	/** Amazon's id of the refund: the same for all credits that its items came in. */
	refund_id: string | null;
	/** AmazonRefund. */
	refund: string | null;
	/** SalePart. */
	part: string | null;
	state: CreditState;
	state_reason: string | null;
	/** Issue[]. */
	holds: string;
	/** CreditProgress. */
	progress: string;
	posted_at: number;
	captured_at: number;
	processed_at: number | null;
	claim_owner: string | null;
	claim_until: number | null;
}

export interface RefundCursorTable {
	account_key: string;
	/** RefundCursor. */
	position: string;
}

/** A file that settlements are read from, compressed by gzip and cut into pieces. */
export interface SettlementDocumentTable {
	document_id: Generated<number>;
	stored_at: number;
	/** Once all of it is stored; null while it is being written, or since writing was broken off. */
	pieces: number | null;
}

export interface SettlementDocumentPieceTable {
	document_id: number;
	/** Counts up from 0. */
	piece: number;
	bytes: Uint8Array;
}

export interface SettlementTable {
	account_key: string;
	settlement_id: string;
	store_id: string | null;
	/** SettlementStatement. */
	statement: string;
	starts_at: number;
	ends_at: number;
	currency: string;
	fingerprint: string;
	version: SettlementRecord['version'];
	money_rows: number;
	/** SettlementChain. */
	chain: string;
	document_id: number;
	/** string[]. */
	sources: string;
	state: SettlementState;
	state_reason: string | null;
	/** Issue[]. */
	holds: string;
	/** SettlementProgress. */
	progress: string;
	/** SettlementArithmetic. */
	arithmetic: string | null;
	captured_at: number;
	posted_at: number | null;
	/** SettlementRecord's reissue. */
	reissue: string | null;
	reissue_document_id: number | null;
	claim_owner: string | null;
	claim_until: number | null;
}

/** What a document holds of one order. Amounts are exact decimals. */
export interface SettledOrderTable {
	document_id: number;
	order_id: string;
	principal: string;
	charged: string;
	tax: string;
	refunded: string;
}

/** What a document holds of one transaction type. */
export interface SettlementTypeTable {
	document_id: number;
	transaction_type: string;
	amount_type: string;
	amount_description: string;
	currency: string;
	sum: string;
	money_rows: number;
	first_posted_at: number | null;
}

/** A report that was read, or could not be. */
export interface SettlementReportTable {
	account_key: string;
	report_id: string;
	/** Null where it could not be read. */
	settlement_id: string | null;
	/** Issue. */
	problem: string | null;
}

export interface SettlementCursorTable {
	account_key: string;
	/** SettlementCursor. */
	position: string;
}

export interface HistoryLoadTable {
	load_key: string;
	/** HistoryLoad. */
	state: string;
}

/** An order of the past that is still to be asked for. */
export interface HistoryOrderTable {
	load_key: string;
	order_id: string;
	purchased_at: number;
}

/** A log entry that was deleted, until its order is captured, or its daily sale closed, again. */
export interface DeletedLogEntryTable {
	store_id: string;
	/** Of a daily sale its key. */
	order_id: string;
	look_first: Exclude<OrderRecord['lookFirst'], 'no'>;
	/** The daily sale that the order was part of. */
	look_for: string | null;
	deleted_at: number;
}

export interface OrderCursorTable {
	account_key: string;
	/** OrderCursor. */
	position: string;
}

export interface ToldProblemTable {
	store_id: string;
	order_id: string;
	fingerprint: string;
}

export interface OrderEventTable {
	event_id: Generated<number>;
	store_id: string;
	order_id: string;
	kind: OrderEvent['kind'];
	at: number;
	/** OrderEvent's details. */
	details: string | null;
}

/** That a subscriber was given an event, and by which of its instances. */
export interface EventDeliveryTable {
	subscriber: string;
	event_id: number;
	instance: string;
	given_at: number;
	confirmed: number;
}

export interface CustomerTable {
	tenant_key: string;
	/** HMAC-SHA256 of the normalized name. */
	name_hash: string;
	customer_id: string;
}

export interface ReferenceCacheTable {
	tenant_key: string;
	/** TenantReference. */
	reference: string;
	read_at: number;
}

export interface OperationTable {
	operation_id: Generated<number>;
	store_id: string;
	operation: string;
	started_by: 'user' | 'schedule';
	started_at: number;
	finished_at: number;
	/** Record of counts. */
	counts: string;
	/** string[]. */
	notes: string;
}

export interface LeaseTable {
	lease_key: string;
	owner: string;
	held_until: number;
}

export interface RateBudgetTable {
	bucket_key: string;
	/** Absent while nothing was taken: the bucket is full. */
	tokens: number | null;
	tokens_at: number;
	/** Tokens per second as the service stated them; absent while it did not. */
	learned_rate: number | null;
}

export interface SchemaMigrationTable {
	number: number;
	name: string;
	applied_at: number;
}

export interface Tables {
	store: StoreTable;
	amazon_order: OrderTable;
	deleted_log_entry: DeletedLogEntryTable;
	order_cursor: OrderCursorTable;
	told_problem: ToldProblemTable;
	order_event: OrderEventTable;
	event_delivery: EventDeliveryTable;
	daily_sale: DailySaleTable;
	credit: CreditTable;
	refund_cursor: RefundCursorTable;
	settlement_document: SettlementDocumentTable;
	settlement_document_piece: SettlementDocumentPieceTable;
	settlement: SettlementTable;
	settled_order: SettledOrderTable;
	settlement_type: SettlementTypeTable;
	settlement_report: SettlementReportTable;
	settlement_cursor: SettlementCursorTable;
	history_load: HistoryLoadTable;
	history_order: HistoryOrderTable;
	listing: ListingTable;
	catalog_load: CatalogLoadTable;
	catalog_item: CatalogItemTable;
	family_link: FamilyLinkTable;
	product_link: ProductLinkTable;
	product_index: ProductIndexTable;
	product: ProductTable;
	family: FamilyTable;
	customer: CustomerTable;
	reference_cache: ReferenceCacheTable;
	operation: OperationTable;
	lease: LeaseTable;
	rate_budget: RateBudgetTable;
	schema_migration: SchemaMigrationTable;
}

export type OrderRow = Selectable<OrderTable>;
