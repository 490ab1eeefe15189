import { createHash } from 'node:crypto';
import type { Clock } from '../../src/transport/clock';
import { type Answer, accessDenied, invalidInput, notFound } from './answers';
import { type JsonObject, present } from './json';
import { type DataSet, dataSets, orderDocument, type OrderView } from './orderDocument';
import type { IndexKey } from './orderIndex';
import { fingerprintOf, instantOf, listOf, pageSizeOf, refuseUnknown } from './queryRules';
import { creationKey, type SellerWorld } from './sellerWorld';
import type { FulfillmentStatus, OrderSeed } from './seeds';
import type { AmazonSwitches } from './switches';

const TWO_MINUTES = 120_000;
const DAY = 24 * 3600 * 1000;
const statuses: readonly FulfillmentStatus[] = ['PENDING_AVAILABILITY', 'PENDING', 'UNSHIPPED', 'PARTIALLY_SHIPPED', 'SHIPPED', 'CANCELLED', 'UNFULFILLABLE'];
const searchParameters = ['createdAfter', 'createdBefore', 'lastUpdatedAfter', 'lastUpdatedBefore', 'fulfillmentStatuses', 'marketplaceIds', 'fulfilledBy', 'maxResultsPerPage', 'paginationToken', 'includedData'];
// These marketplaces keep orders since 2016, the others for two years (orders_2026-01-01.json, description).
const longMemory = new Set(['A1VC38T7YXB528', 'A39IBJ37TRP1C6', 'A19VAU5U5O7RUS']);

interface Window {
	readonly by: 'created' | 'lastUpdated';
	/** Milliseconds since 1970; both ends belong to the window. */
	readonly after: number;
	readonly before: number;
}

/** What a pagination token stands for. */
interface Bookmark {
	readonly request: string;
	readonly issuedAt: number;
	readonly before: number;
	readonly next: IndexKey;
}

/** Orders 2026-01-01: searchOrders and getOrder (orders_2026-01-01.json). */
export class OrdersApi {
	private readonly bookmarks = new Map<string, Bookmark>();

	constructor(private readonly clock: Clock, private readonly switches: AmazonSwitches) {}

	searchOrders(account: SellerWorld, query: URLSearchParams): Answer {
		refuseUnknown(query, searchParameters);
		const included = this.includedData(account, query);
		const wanted = this.filter(account, query);
		const size = pageSizeOf(query, { name: 'maxResultsPerPage', most: 100, usual: 100 });
		const window = this.window(query);
		const fingerprint = fingerprintOf(account, query, 'paginationToken');
		const bookmark = this.bookmark(query.get('paginationToken'), fingerprint);
		const before = bookmark?.before ?? window.before;
		const view = this.view(account, included);
		const index = window.by === 'created' ? account.byCreation : account.byUpdate;
		const orders: JsonObject[] = [];
		let next: IndexKey | undefined;
		for (const key of index.from(bookmark?.next ?? { time: window.after, orderId: '' }, before)) {
			const order = account.order(key.orderId);
			if (order === undefined || !wanted(order)) continue;
			if (orders.length === size) {
				next = key;
				break;
			}
			orders.push(this.document(account, order, view));
		}
		const pagination = next && { nextToken: this.remember({ request: fingerprint, issuedAt: this.clock.now(), before, next }) };
		return { status: 200, body: present({ orders, pagination, [`${window.by}Before`]: new Date(before).toISOString() }) };
	}

	getOrder(account: SellerWorld, orderId: string, query: URLSearchParams): Answer {
		refuseUnknown(query, ['includedData']);
		const included = this.includedData(account, query);
		const order = account.order(orderId);
		if (order === undefined || !account.marketplaces.get(order.marketplaceId)?.isAmazon || !this.isKept(order)) throw notFound(`The requested order ${orderId} was not found.`);
		return { status: 200, body: { order: this.document(account, order, this.view(account, included)) } };
	}

	private document(account: SellerWorld, order: OrderSeed, view: OrderView): JsonObject {
		const entry = account.marketplaces.get(order.marketplaceId);
		if (entry === undefined) throw new Error(`The account has no marketplace ${order.marketplaceId}`);
		return orderDocument(order, entry, view);
	}

	private view(account: SellerWorld, included: ReadonlySet<DataSet>): OrderView {
		return { included, roles: account.roles, now: this.clock.now(), switches: this.switches };
	}

	private includedData(account: SellerWorld, query: URLSearchParams): ReadonlySet<DataSet> {
		if (!account.roles.has('inventoryAndOrderTracking')) throw accessDenied();
		const included = new Set(listOf(query, 'includedData', dataSets) ?? []);
		const restricted = included.has('BUYER') || included.has('RECIPIENT') || included.has('TAX');
		const { restrictedIncludedData } = this.switches;
		if ((restrictedIncludedData === 'refused' && restricted) || (restrictedIncludedData === 'anyRefused' && included.size > 0)) throw accessDenied();
		return included;
	}

	private filter(account: SellerWorld, query: URLSearchParams): (order: OrderSeed) => boolean {
		const wantedStatuses = listOf(query, 'fulfillmentStatuses', statuses);
		const fulfilledBy = listOf(query, 'fulfilledBy', ['MERCHANT', 'AMAZON'] as const);
		const asked = listOf(query, 'marketplaceIds');
		if (asked !== undefined && asked.length > 50) throw invalidInput('marketplaceIds has more than 50 items.');
		const open = new Set([...account.marketplaces.values()].filter((entry) => entry.isAmazon && entry.participating).map((entry) => entry.id));
		if (asked?.some((id) => !open.has(id))) throw accessDenied();
		const marketplaces = asked === undefined ? open : new Set(asked);
		return (order) =>
			marketplaces.has(order.marketplaceId) &&
			(wantedStatuses?.includes(order.status) ?? true) &&
			(fulfilledBy?.includes(order.fulfilledBy) ?? true) &&
			this.isKept(order);
	}

	private isKept(order: OrderSeed): boolean {
		return longMemory.has(order.marketplaceId) || creationKey(order).time > this.clock.now() - 2 * 365 * DAY;
	}

	private window(query: URLSearchParams): Window {
		const has = (name: string): boolean => query.has(name);
		if (has('createdAfter') === has('lastUpdatedAfter')) throw invalidInput('Exactly one of createdAfter and lastUpdatedAfter must be provided.');
		const by = has('createdAfter') ? 'created' : 'lastUpdated';
		if (by === 'created' ? has('lastUpdatedBefore') : has('createdBefore')) throw invalidInput('Created and last updated times cannot be combined.');
		const after = instantOf(query, `${by}After`) ?? 0;
		const latest = this.clock.now() - TWO_MINUTES;
		const before = instantOf(query, `${by}Before`);
		if (before !== undefined && before > latest) throw invalidInput(`${by}Before must be at least two minutes before the time of the request.`);
		if (before !== undefined && before < after) throw invalidInput(`${by}Before must be equal to or after ${by}After.`);
		return { by, after, before: before ?? latest };
	}

	private bookmark(token: string | null, fingerprint: string): Bookmark | undefined {
		if (token === null) return undefined;
		const bookmark = this.bookmarks.get(token);
		if (bookmark === undefined) throw invalidInput('The provided paginationToken is invalid.');
		if (this.clock.now() - bookmark.issuedAt >= DAY) throw invalidInput('The provided paginationToken has expired.');
		if (bookmark.request !== fingerprint) throw invalidInput('The provided paginationToken does not belong to these parameters.');
		return bookmark;
	}

	/** Tokens are not used up: the same page can be asked for again. */
	private remember(bookmark: Bookmark): string {
		const token = createHash('sha256').update(JSON.stringify(bookmark)).digest('base64url');
		this.bookmarks.set(token, bookmark);
		return token;
	}
}
