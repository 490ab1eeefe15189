import type { ListingPage, ListingSearch } from '../ports/amazon';
import type { ListingWindow } from '../ports/catalog';

/** Amazon gives the first 1,000 listings of a search and no more (listings items 2021-08-01, searchListingsItems). */
const MOST = 1000;
// Before Amazon had a marketplace.
const BEGINNING = Date.parse('1995-01-01T00:00:00.000Z');
/** Whether the ends of a window belong to it is not documented: halves overlap, and what comes twice counts once. */
const OVERLAP_MS = 1000;
const SHORTEST_MS = 4 * OVERLAP_MS;

export const searchOf = (marketplaceId: string, { createdAfter, createdBefore, pageToken }: ListingWindow): ListingSearch => ({
	marketplaceId,
	...(createdAfter ? { createdAfter } : {}),
	...(createdBefore ? { createdBefore } : {}),
	...(pageToken ? { pageToken } : {}),
});

export interface WindowStep {
	/** Windows left to be read, the next one last. */
	readonly windows: readonly ListingWindow[];
	/** False: the page belongs to a window that was split and will come again. */
	readonly take: boolean;
	/** Why the load will miss listings, in words for the user. */
	readonly partial?: string;
}

/**
 * What is left to be read after a page of the last window. A window that holds more than Amazon gives is split in two by
 * creation time; one that cannot be split any more, or ends before its total is reached, makes the load partial. So does one whose total
 * changed between its pages: a listing that goes from an earlier page moves another one past the next page's beginning.
 * @param now end of a window that has none, milliseconds
 */
export function afterPage(windows: readonly ListingWindow[], page: ListingPage, now: number): WindowStep {
	const rest = windows.slice(0, -1);
	const window = windows.at(-1) ?? {};
	if (!window.pageToken && page.total > MOST) {
		const halves = split(window, now);
		if (halves) return { windows: [...rest, ...halves], take: false };
	}
	const read = (window.read ?? 0) + page.listings.length + page.unreadable.length;
	const total = window.total ?? page.total;
	if (page.nextPageToken && read < MOST) return { windows: [...rest, { ...window, pageToken: page.nextPageToken, read, total }], take: true };
	const partial = read < page.total ? `Amazon gave ${read} of ${page.total} listings${created(window)}` : total === page.total ? undefined : `listings${created(window)} came or went while they were read`;
	return { windows: rest, take: true, ...(partial ? { partial } : {}) };
}

function split({ createdAfter, createdBefore }: ListingWindow, now: number): readonly ListingWindow[] | undefined {
	const from = createdAfter ? Date.parse(createdAfter) : BEGINNING;
	const until = createdBefore ? Date.parse(createdBefore) : now;
	if (until - from < SHORTEST_MS) return undefined;
	const middle = Math.floor((from + until) / 2);
	const at = (instant: number): string => new Date(instant).toISOString();
	return [
		{ createdAfter: at(middle - OVERLAP_MS), ...(createdBefore ? { createdBefore } : {}) },
		{ ...(createdAfter ? { createdAfter } : {}), createdBefore: at(middle) },
	];
}

const created = ({ createdAfter, createdBefore }: ListingWindow): string =>
	createdAfter || createdBefore ? ` created ${createdAfter ? `from ${createdAfter} ` : ''}until ${createdBefore ?? 'now'}` : '';
