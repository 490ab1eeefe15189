import type { Issue } from '../issues';
import { hold } from './catalogIssues';

export interface FinishedLoad {
	readonly storeName: string;
	/** Rows that are listed, the missing ones among them. */
	readonly listed: number;
	/** Rows that are listed and did not come with this load. */
	readonly missing: number;
	/** Listings that came. */
	readonly received: number;
	/** Share of the listed rows above which nothing is canceled. */
	readonly limitPercent: number;
}

/** So few may always be missing: of three listings one may go (S118), and that is a third. */
const FEW = 10;

/**
 * Why a finished load must not cancel the rows that it did not see; undefined when it may (S118). An empty download
 * cancels nothing: Amazon gives an empty answer more often than a seller empties a shop (N26).
 */
export function cancelGuard({ storeName, listed, missing, received, limitPercent }: FinishedLoad): Issue | undefined {
	if (missing === 0) return undefined;
	const nothingCame = received === 0;
	if (!nothingCame && (missing <= FEW || missing * 100 <= listed * limitPercent)) return undefined;
	const share = `${missing} of ${listed} listings of store ${storeName} are missing`;
	const why = nothingCame ? `Amazon gave no listings at all, so ${share}` : `${share} in what Amazon gave (${received} came): that is more than ${limitPercent} %`;
	return hold('catalog.tooManyMissing', `${why}. None was canceled`, 'Compare with Manage All Inventory in Seller Central. If they are really gone, load again with Cancel Missing Listings Anyway; otherwise the next load puts it right.');
}
