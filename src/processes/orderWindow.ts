import type { Store } from '../domain/settings';
import type { OrderPage } from './ports/amazon';
import type { OrderCursor, OrderWindow } from './ports/repositories';

// Amazon may show an update some time after the instant that it bears (P29); five minutes cover what was seen.
const LOOK_BACK_MS = 5 * 60_000;
// Amazon refuses a window that ends less than two minutes ago; some seconds more for clocks that differ.
export const SAFETY_END_MS = 2 * 60_000 + 10_000;
// Amazon's page tokens live for 24 hours (N5); one that is nearly so old is not tried any more.
const PAGE_TOKEN_MS = 23 * 3600_000;

/** A window to read, and the cursor while and after it is read. */
export interface NextWindow {
	readonly window: OrderWindow;
	/** Cursor while the window is open, but for the window itself. */
	readonly closed: OrderCursor;
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
 * watermark; else from the watermark, with a look-back, to two minutes ago. Only marketplaces of the window itself count
 * as covered afterwards, so that one connected while a window is open is not passed by.
 */
export function nextWindow(cursor: OrderCursor | undefined, request: WindowRequest): NextWindow {
	const connected = marketplacesOf(request.stores);
	const covered = cursor?.covered ?? [];
	const window = freshest(cursor?.open, request.now) ?? newWindow(cursor, request, connected);
	const coveredThen = new Set([...covered, ...window.marketplaceIds]);
	return {
		window,
		closed: { watermark: cursor?.watermark ?? window.after, covered },
		more: window.catchesUpTo !== undefined || connected.some((id) => !coveredThen.has(id)),
	};
}

function newWindow(cursor: OrderCursor | undefined, request: WindowRequest, connected: readonly string[]): OrderWindow {
	const { from, now, stores } = request;
	const fresh = { pagesRead: 0, ordersRead: 0, reducedData: false };
	const before = iso(now - SAFETY_END_MS);
	if (from) return { by: 'created', after: from, before, marketplaceIds: connected, ...fresh };
	const late = cursor && cursor.covered.length > 0 ? stores.filter((store) => isLate(store, cursor)) : [];
	if (cursor && late.length > 0) {
		return { by: 'lastUpdated', after: firstWanted(late), before: cursor.watermark, marketplaceIds: marketplacesOf(late), catchesUpTo: cursor.watermark, ...fresh };
	}
	const start = Date.parse(cursor?.watermark ?? firstWanted(stores)) - LOOK_BACK_MS;
	return { by: 'lastUpdated', after: iso(Math.min(start, now - SAFETY_END_MS - 1000)), before, marketplaceIds: connected, ...fresh };
}

/** Whether a store wants orders from before the watermark that were never asked for; a store that wants none needs no catching up. */
const isLate = (store: Store, { covered, watermark }: OrderCursor): boolean =>
	!covered.includes(store.marketplaceId) && Date.parse(store.settings.ignoreOrdersBefore) < Date.parse(watermark);

const marketplacesOf = (stores: readonly Store[]): readonly string[] => [...new Set(stores.map((store) => store.marketplaceId))].sort();

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
export function closeWindow({ closed, window }: NextWindow, until: string | undefined): OrderCursor {
	const covered = [...new Set([...closed.covered, ...window.marketplaceIds])].sort();
	return { watermark: window.catchesUpTo ?? until ?? window.before, covered };
}

const iso = (milliseconds: number): string => new Date(milliseconds).toISOString();
