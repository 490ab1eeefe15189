import type { Store } from '../../domain/settings';
import { TransportError } from '../../transport/errors';
import { SAFETY_END_MS } from '../orderWindow';
import type { AmazonPort, RefundPage } from '../ports/amazon';
import type { RefundCursor } from '../ports/credits';

export type RefundWindow = NonNullable<RefundCursor['open']>;

// finances_2024-06-19.json, listTransactions: a transaction may take 48 hours to appear, and a window 180 days at most.
const LAG_MS = 48 * 3600_000;
const LONGEST_MS = 179 * 24 * 3600_000;
// How long a page token lives is not documented for this operation; orders' live a day.
const PAGE_TOKEN_MS = 12 * 3600_000;
// So much may be left to the next run.
const TOLERANCE_MS = 3600_000;
// A deferred transaction may keep its posted date when it is released, weeks later (finances_2024-06-19.json,
// transactionStatus); reading so far back every hour would be much for nothing.
const DEFERRED_EVERY_MS = 24 * 3600_000;

export interface RefundWindowRequest {
	readonly stores: readonly Store[];
	/** Milliseconds since 1970. */
	readonly now: number;
	/** Posted since this instant, beside the running stream. */
	readonly from?: string;
	/** The first window of a run. */
	readonly fresh: boolean;
}

/** A window to read, and the cursor while it is read, but for the window itself. */
export interface NextRefundWindow {
	readonly window: RefundWindow;
	readonly closed: RefundCursor;
	/** Another window follows. */
	readonly more: boolean;
}

/**
 * The window of transactions to read next, pure: an open one is gone on with, unless its page token is too old; else from
 * 48 hours before the watermark, at most 179 days at once. For a marketplace that was connected later everything is read
 * again from its store's first order on: Amazon's transactions come for all marketplaces together. Once a day a run begins
 * at the oldest refund that Amazon had not completed.
 */
export function nextRefundWindow(known: RefundCursor | undefined, request: RefundWindowRequest): NextRefundWindow {
	const end = request.now - SAFETY_END_MS;
	// Asked for a date once more: all of it is read again, unless the last such reading was cut short.
	const cursor = request.from && request.fresh && !known?.open ? undefined : known;
	if (cursor?.open) {
		const { open, ...closed } = cursor;
		return { window: freshest(open, request.now), closed, more: Date.parse(open.before) < end - TOLERANCE_MS };
	}
	const late = cursor && !request.from ? request.stores.filter((store) => isLate(store, cursor)) : [];
	const watermark = late.length > 0 ? firstWanted(late) : (cursor?.watermark ?? request.from ?? firstWanted(request.stores));
	const deferred = request.fresh && isDue(cursor?.deferred, request.now) ? cursor?.deferred : undefined;
	// Nothing was read before the first window, so that nothing of it can have come late.
	const after = Math.min(Date.parse(watermark), end - 1000, ...(cursor ? [Date.parse(cursor.watermark) - LAG_MS] : []), ...(deferred ? [Math.max(Date.parse(deferred.oldest), end - LONGEST_MS)] : []));
	const before = Math.min(end, after + LONGEST_MS);
	const covered = [...new Set(request.stores.map((store) => store.marketplaceId))].sort();
	// What is still deferred comes again in a window that begins there.
	const kept = deferred || !cursor?.deferred ? {} : { deferred: cursor.deferred };
	return { window: { after: iso(after), before: iso(before) }, closed: { watermark, covered, ...kept }, more: before < end };
}

const isDue = (deferred: RefundCursor['deferred'], now: number): boolean => deferred !== undefined && now - Date.parse(deferred.readAt) >= DEFERRED_EVERY_MS;

/** The cursor with refunds in it that Amazon has not completed yet. */
export function withDeferred(cursor: RefundCursor, refunds: readonly { readonly postedDate: string }[], readAt: string): RefundCursor {
	if (refunds.length === 0) return cursor;
	const times = refunds.map(({ postedDate }) => Date.parse(postedDate));
	if (cursor.deferred) times.push(Date.parse(cursor.deferred.oldest));
	return { ...cursor, deferred: { oldest: iso(Math.min(...times)), readAt: cursor.deferred?.readAt ?? readAt } };
}

/** Whether refunds of a store from before the watermark were passed by, because it was not connected then. */
const isLate = ({ marketplaceId, settings }: Store, { covered = [], watermark }: RefundCursor): boolean =>
	!covered.includes(marketplaceId) && Date.parse(settings.ignoreOrdersBefore) < Date.parse(watermark);

const firstWanted = (stores: readonly Store[]): string => iso(Math.min(...stores.map(({ settings }) => Date.parse(settings.ignoreOrdersBefore))));

function freshest(open: RefundWindow, now: number): RefundWindow {
	if (!open.pageTokenAt || now - Date.parse(open.pageTokenAt) < PAGE_TOKEN_MS) return open;
	return { after: open.after, before: open.before };
}

/** One page; undefined when Amazon knows the page token no more. */
export async function readPage(amazon: AmazonPort, { after, before, pageToken }: RefundWindow): Promise<RefundPage | undefined> {
	try {
		return await amazon.refundTransactions({ after, before, ...(pageToken ? { pageToken } : {}) });
	} catch (error) {
		if (pageToken && error instanceof TransportError && error.kind === 'rejected' && error.code === 'PageTokenExpired') return undefined;
		throw error;
	}
}

const iso = (milliseconds: number): string => new Date(milliseconds).toISOString();
