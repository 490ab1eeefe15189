import type { CapturedOrder, FulfillmentChannel, OrderStatus } from '../../domain/orders/order';
import type { AmazonRefund } from '../../domain/orders/refund';
import type { CatalogItem, Listing } from '../../domain/catalog/listing';
import type { Region } from '../../domain/marketplaces';
import type { Amount } from '../../domain/money';

/** One page of orders of a window. All fields of a window stay the same from page to page; only pageToken changes. */
export interface OrderSearch {
	readonly marketplaceIds: readonly string[];
	/** Which time the window is about. */
	readonly by: 'lastUpdated' | 'created';
	/** ISO 8601 instants, UTC. `before` is at least two minutes in the past (P29). */
	readonly after: string;
	readonly before?: string;
	readonly statuses?: readonly OrderStatus[];
	readonly fulfillmentChannels?: readonly FulfillmentChannel[];
	readonly pageToken?: string;
	/** Asks only for what needs no restricted role. */
	readonly reducedData?: boolean;
}

export interface OrderPage {
	readonly orders: readonly CapturedOrder[];
	readonly nextPageToken?: string;
	/** The end of the window as Amazon took it: the next watermark. */
	readonly until?: string;
	/** True: Amazon refused the buyer's data, so a smaller request was made (N4). Go on with it for the next pages. */
	readonly reducedData: boolean;
	/** Orders of this page that do not fit Amazon's model. The others are complete; these are missing and must be told. */
	readonly unreadable: readonly UnreadableOrder[];
}

/** `reason` names fields, never their content. */
export interface UnreadableOrder {
	readonly orderId?: string;
	readonly reason: string;
}

export interface MarketplaceParticipation {
	readonly marketplaceId: string;
	readonly countryCode: string;
	readonly currency: string;
	readonly domain: string;
	readonly storeName?: string;
	readonly participating: boolean;
	readonly suspendedListings: boolean;
}

export interface SellerAccount {
	/** Amazon's word: PROFESSIONAL or INDIVIDUAL (sellers.json, Account.sellingPlan). */
	readonly sellingPlan?: string;
	readonly businessType?: string;
}

/** One page of a marketplace's listings. */
export interface ListingSearch {
	readonly marketplaceId: string;
	/** Only these seller SKUs, at most 20; each goes through percent-encoded. */
	readonly sellerSkus?: readonly string[];
	/** Window of creation time, ISO 8601. Amazon counts both ends in: a listing of the instant at which two windows meet comes in both. */
	readonly createdAfter?: string;
	readonly createdBefore?: string;
	readonly pageToken?: string;
}

export interface ListingPage {
	readonly listings: readonly Listing[];
	readonly nextPageToken?: string;
	/** How many listings the search has in all; above 1,000 Amazon gives the first 1,000 only. */
	readonly total: number;
	/** Listings that do not fit Amazon's model: the others are complete. */
	readonly unreadable: readonly { readonly sellerSku?: string; readonly reason: string }[];
}

export type ReportState =
	| { readonly state: 'waiting' }
	| { readonly state: 'done'; readonly documentId: string }
	/** CANCELLED: no data (P63). */
	| { readonly state: 'noData' }
	/** FATAL, with Amazon's own text where it gives one (P63). */
	| { readonly state: 'failed'; readonly text?: string };

/** What a listings report gives, row by row. `line` counts from 1, the header's line. */
export interface ReportedListing {
	readonly line: number;
	readonly listing?: Listing;
	/** Instead of `listing`: why the row could not be read. No content of the row but its SKU. */
	readonly refused?: string;
	readonly sellerSku?: string;
}

/** A window of transactions, or those of one order. All fields stay the same from page to page; only pageToken changes. */
export interface RefundSearch {
	/** Posted in [after, before), ISO 8601; at most 180 days, both more than two minutes ago. */
	readonly after: string;
	readonly before: string;
	readonly pageToken?: string;
}

export interface RefundPage {
	/** Refunds, guarantee claims and chargebacks of every status; other transactions are left out. */
	readonly refunds: readonly AmazonRefund[];
	readonly nextPageToken?: string;
	/** Transactions of these types that do not fit Amazon's model. `reason` names fields, never their content. */
	readonly unreadable: readonly { readonly transactionId?: string; readonly orderId?: string; readonly reason: string }[];
}

/** An order as a row of Amazon's order report tells it: enough to know that it exists. */
export interface ReportedOrder {
	readonly orderId: string;
	/** ISO 8601, UTC. */
	readonly purchasedAt: string;
	/** Amazon's word, such as 'Shipped' or 'Cancelled'. */
	readonly status: string;
	/** Amazon's domain, such as 'Amazon.de'. */
	readonly salesChannel: string;
}

/** A call of anything that this package does not cover (P68). */
export interface RawCall {
	readonly method: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE';
	/** Begins with a slash. */
	readonly path: string;
	readonly query?: Readonly<Record<string, string>>;
	readonly body?: unknown;
}

/** A settlement report that Amazon made. One settlement may be in several, and a report of another currency or marketplace of the account is among them. */
export interface SettlementReport {
	readonly reportId: string;
	readonly documentId: string;
	/** When Amazon made it, ISO 8601. */
	readonly createdAt: string;
	readonly marketplaceIds: readonly string[];
}

/** A report document as Amazon sent it, uncompressed. */
export interface DocumentBytes {
	readonly charset?: string;
	/** To be read once. Throws TransportError: unavailable when it breaks off, unreadable code 'TruncatedReport' when it is torn. */
	readonly bytes: AsyncIterable<Uint8Array>;
}

/** Money that Amazon holds back until later (N41), by kind of transaction. */
export interface DeferredMoney {
	readonly currency: string;
	readonly marketplaceId?: string;
	readonly transactionType: string;
	readonly count: number;
	/** Signed as Amazon's. */
	readonly total: Amount;
	/** Posted date of the oldest, ISO 8601. */
	readonly oldestPostedDate: string;
	readonly orderIds: readonly string[];
}

/** Amazon's Selling Partner API, as the processes need it. Failures are TransportError. */
export interface AmazonPort {
	readonly region: Region;
	readonly accountKey: string;
	/** orders 2026-01-01 searchOrders; the only way to list orders (N1). Throws TransportError kind 'rejected' with code 'PageTokenExpired' when the page token is too old (N5). */
	searchOrders(search: OrderSearch): Promise<OrderPage>;
	/** orders 2026-01-01 getOrder; undefined when Amazon knows no such order (N3). */
	getOrder(orderId: string): Promise<CapturedOrder | undefined>;
	marketplaceParticipations(): Promise<readonly MarketplaceParticipation[]>;
	sellerAccount(): Promise<SellerAccount>;
	/** Milliseconds until `calls` calls of that operation fit the rate budget; 0 when they fit at once (N2). */
	expectedWait(operation: 'searchOrders' | 'getOrder' | 'searchListingsItems' | 'searchCatalogItems' | 'listTransactions', calls: number): Promise<number>;

	/** listings items 2021-08-01 searchListingsItems, 20 a page; never more than the first 1,000 of a search. */
	searchListings(search: ListingSearch): Promise<ListingPage>;
	/** catalog items 2022-04-01 searchCatalogItems by ASIN, at most 20 a call; ASINs that Amazon does not know are missing in the answer. */
	catalogItems(marketplaceId: string, asins: readonly string[]): Promise<readonly CatalogItem[]>;
	/** reports 2021-06-30: asks for GET_MERCHANT_LISTINGS_ALL_DATA; after a lost answer the report of `since` or later is looked for and adopted. */
	requestListingsReport(marketplaceId: string, since: string): Promise<{ readonly reportId: string }>;
	/** The newest listings report of the marketplace made at that instant or later; undefined when there is none. */
	findListingsReport(marketplaceId: string, since: string): Promise<{ readonly reportId: string } | undefined>;
	/** State of any report. Throws TransportError kind 'notFound' when Amazon knows no such report. */
	report(reportId: string): Promise<ReportState>;
	/**
	 * Asks for the document's address, downloads it and reads it row by row; the address is asked for anew when it has
	 * expired (P62). Decoded as P64 says, headers in any language known (P65). Throws TransportError: kind 'unreadable',
	 * code 'UnknownReportHeader' for a header that is not understood, with its words; code 'TruncatedReport' for a torn document; kind
	 * 'notFound' or code 'ReportOutdated' when the document is not there (S15).
	 */
	readListingsReport(documentId: string, marketplaceId: string): AsyncIterable<ReportedListing>;

	/** finances 2024-06-19 listTransactions. Pages may be empty; go on until there is no next one. */
	refundTransactions(search: RefundSearch): Promise<RefundPage>;
	/**
	 * reports 2021-06-30: asks for GET_FLAT_FILE_ALL_ORDERS_DATA_BY_ORDER_DATE_GENERAL over a window of at most 30 days
	 * (P39); after a lost answer the report of the same window asked for since `since` is looked for and adopted.
	 */
	requestOrderReport(window: { readonly marketplaceIds: readonly string[]; readonly from: string; readonly until: string }, since: string): Promise<{ readonly reportId: string }>;
	/** The newest report of that window asked for since `since`: of a run that ended before it knew the id. */
	findOrderReport(window: { readonly marketplaceIds: readonly string[]; readonly from: string; readonly until: string }, since: string): Promise<{ readonly reportId: string } | undefined>;
	/** The orders of the report, each once. As readListingsReport otherwise. */
	readOrderReport(documentId: string): AsyncIterable<ReportedOrder>;
	/**
	 * reports 2021-06-30 getReports: settlement reports V2 that are done, made in [since, until), oldest first (N6: never
	 * V1 or XML, never asked to be made). Amazon keeps them for 90 days.
	 */
	settlementReports(window: { readonly since: string; readonly until?: string }): AsyncIterable<SettlementReport>;
	/** Opens the document; its address is asked for right before, and anew when it expired before the answer began (P62). */
	settlementDocument(documentId: string): Promise<DocumentBytes>;
	/** finances 2024-06-19 listTransactions of status DEFERRED posted in [after, before), at most 180 days, added up by currency, marketplace and kind. */
	deferredMoney(window: { readonly after: string; readonly before: string }): Promise<readonly DeferredMoney[]>;
	/** P68. Answers the JSON of a good answer. Never repeated by itself unless it is a GET. Failures are TransportError. */
	call(request: RawCall): Promise<unknown>;
}
