import type { Store } from '../domain/settings';
import type { OrderPage } from './ports/amazon';
import type { OrderCursor, OrderWindow } from './ports/repositories';

// Amazon may show an update some time after the instant that it bears (P29); five minutes cover what was seen.
const LOOK_BACK_MS = 5 * 60_000;
// Amazon refuses a window that ends less than two minutes ago; some seconds more for clocks that differ.
const SAFETY_END_MS = 2 * 60_000 + 10_000;
// Amazon's page tokens live for 24 hours (N5); one that is nearly so old is not tried any more.
const PAGE_TOKEN_MS = 23 * 3600_000;

/** What the cursor becomes when a window is read to its end. */
export interface Closing {
	/** Watermark while the window is open. */
	readonly from: string;
	/** Watermark when it is closed; absent: the end of the window as Amazon states it. */
	readonly to?: string;
	readonly coveredBefore: readonly string[];
	readonly coveredAfter: readonly string[];
}

export interface NextWindow {
	readonly window: OrderWindow;
	readonly closing: Closing;
	/** Another window follows when this one is read. */
	readonly more: boolean;
}

export interface WindowRequest {
	readonly stores: readonly Store[];
	/** Milliseconds since 1970. */
	readonly now: number;
	/** Load by creation time since this instant, beside the running stream of updates. */
	readonly from?: string;
}

/**
 * The window to read next, pure: an open one is gone on with; a marketplace connected later is first caught up to the
 * watermark; else from the watermark, with a look-back, to two minutes ago.
 */
export function nextWindow(cursor: OrderCursor | undefined, request: WindowRequest): NextWindow {
	const marketplaceIds = [...new Set(request.stores.map((store) => store.marketplaceId))].sort();
	const end = iso(request.now - SAFETY_END_MS);
	const covered = cursor?.covered ?? [];
	const uncovered = marketplaceIds.filter((id) => !covered.includes(id));
	const catchingUp = cursor !== undefined && !request.from && covered.length > 0 && uncovered.length > 0;
	const start = catchingUp ? firstWanted(request.stores.filter((store) => uncovered.includes(store.marketplaceId))) : startOf(cursor, request);
	const closing: Closing = {
		from: cursor?.watermark ?? start,
		...(catchingUp ? { to: cursor.watermark } : {}),
		coveredBefore: covered,
		coveredAfter: [...new Set([...covered, ...marketplaceIds])].sort(),
	};
	const window = freshest(cursor?.open, request.now) ?? {
		by: request.from ? ('created' as const) : ('lastUpdated' as const),
		after: catchingUp || request.from ? start : iso(Math.min(Date.parse(start) - LOOK_BACK_MS, request.now - SAFETY_END_MS - 1000)),
		before: catchingUp ? cursor.watermark : end,
		marketplaceIds: catchingUp ? uncovered : marketplaceIds,
		pagesRead: 0,
		ordersRead: 0,
		reducedData: false,
	};
	return { window, closing, more: catchingUp };
}

const startOf = (cursor: OrderCursor | undefined, { from, stores }: WindowRequest): string => from ?? cursor?.watermark ?? firstWanted(stores);

const firstWanted = (stores: readonly Store[]): string => iso(Math.min(...stores.map((store) => Date.parse(store.settings.ignoreOrdersBefore))));

/** An open window, from its start when its page token is too old. */
function freshest(open: OrderWindow | undefined, now: number): OrderWindow | undefined {
	if (!open?.pageToken || !open.pageTokenAt || now - Date.parse(open.pageTokenAt) < PAGE_TOKEN_MS) return open;
	const { pageToken: _token, pageTokenAt: _at, readUntil: _until, ...window } = open;
	return { ...window, pagesRead: 0, ordersRead: 0 };
}

/** The window after a page: with the next page's token, or undefined at the end. */
export function withPage(window: OrderWindow, page: OrderPage, readAt: string): OrderWindow | undefined {
	if (!page.nextPageToken) return undefined;
	const times = page.orders.map(({ order }) => (window.by === 'created' ? order.createdTime : order.lastUpdatedTime));
	const readUntil = times.reduce((latest, time) => (time > latest ? time : latest), window.readUntil ?? window.after);
	return { ...window, pageToken: page.nextPageToken, pageTokenAt: readAt, pagesRead: window.pagesRead + 1, ordersRead: window.ordersRead + page.orders.length, readUntil, reducedData: page.reducedData };
}

/** The cursor after the last page. Amazon's own end of the window is the next watermark, never the clock of this machine. */
export function closeWindow(closing: Closing, window: OrderWindow, until: string | undefined): OrderCursor {
	return { watermark: closing.to ?? until ?? window.before, covered: closing.coveredAfter };
}

const iso = (milliseconds: number): string => new Date(milliseconds).toISOString();
