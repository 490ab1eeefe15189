import type { Generated, Selectable } from 'kysely';
import type { OrderStatus } from '../domain/orders/order';
import type { OrderEvent, OrderRecord, OrderState } from '../processes/ports/repositories';

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
	/** Issue[]. */
	holds: string;
	/** SaleProgress. */
	progress: string;
	/** BuyerDetails, encrypted. */
	buyer_data: string | null;
	claim_owner: string | null;
	claim_until: number | null;
}

/** A log entry that was deleted, until its order is captured again. */
export interface DeletedLogEntryTable {
	store_id: string;
	order_id: string;
	look_first: Exclude<OrderRecord['lookFirst'], 'no'>;
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
}

/** That a subscriber was given an event, and by which of its instances. */
export interface EventDeliveryTable {
	subscriber: string;
	event_id: number;
	instance: string;
	given_at: number;
	confirmed: number;
}

export interface ProductLinkTable {
	store_id: string;
	seller_sku: string;
	product_id: string;
	product_sku: string;
	product_name: string;
	linked_at: number;
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
	product_link: ProductLinkTable;
	customer: CustomerTable;
	reference_cache: ReferenceCacheTable;
	operation: OperationTable;
	lease: LeaseTable;
	rate_budget: RateBudgetTable;
	schema_migration: SchemaMigrationTable;
}

export type OrderRow = Selectable<OrderTable>;
