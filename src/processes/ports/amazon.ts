import type { CapturedOrder, FulfillmentChannel, OrderStatus } from '../../domain/orders/order';
import type { Region } from '../../domain/marketplaces';

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
	expectedWait(operation: 'searchOrders' | 'getOrder', calls: number): Promise<number>;
}
