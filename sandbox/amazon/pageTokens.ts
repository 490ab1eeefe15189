import { createHash } from 'node:crypto';
import { invalidInput } from './answers';
import { type JsonObject, present } from './json';

interface Bookmark<Key> {
	/** All parameters of the request but the token. */
	readonly request: string;
	readonly offset: number;
	/** What the search had found when its first page was given; absent: every page looks anew. */
	readonly found?: readonly Key[];
}

export interface PageRequest {
	readonly token: string | null;
	readonly request: string;
	readonly size: number;
	/** Further results cannot be reached. */
	readonly most?: number;
}

/** Tokens of searches that page by position. They are not used up: the same page can be asked for again. */
export class PageTokens<Key> {
	private readonly bookmarks = new Map<string, Bookmark<Key>>();

	/**
	 * A page of what `search` finds. `kept`: later pages are of what was found at first; else each page searches anew, and
	 * what has come or gone meanwhile moves the rest. Throws 400 for a token that is made up or of other parameters.
	 */
	page(search: () => readonly Key[], { token, request, size, most = Infinity }: PageRequest, kept: boolean): { keys: readonly Key[]; total: number; pagination: JsonObject | undefined } {
		const bookmark = token === null ? undefined : this.bookmarks.get(token);
		if (token !== null && bookmark?.request !== request) throw invalidInput('The provided pageToken is invalid or does not belong to these parameters.');
		const found = bookmark?.found ?? search();
		const offset = bookmark?.offset ?? 0;
		const end = Math.min(offset + size, found.length, most);
		const tokenAt = (at: number): string => this.remember({ request, offset: at, ...(kept ? { found } : {}) });
		const pagination = present({
			nextToken: end < Math.min(found.length, most) ? tokenAt(end) : undefined,
			previousToken: offset > 0 ? tokenAt(Math.max(0, offset - size)) : undefined,
		});
		return { keys: found.slice(offset, end), total: found.length, pagination: Object.keys(pagination).length > 0 ? pagination : undefined };
	}

	private remember(bookmark: Bookmark<Key>): string {
		// Opaque, and no two alike: what was found under the same parameters may differ.
		const token = createHash('sha256').update(`${this.bookmarks.size} ${bookmark.request}`).digest('base64url');
		this.bookmarks.set(token, bookmark);
		return token;
	}
}
