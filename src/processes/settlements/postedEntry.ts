import type { BooksPort, WrittenEntry } from '../ports/bookkeeping';
import type { PostedDocument } from '../ports/settlements';

/** An entry in other books, as it is remembered of a settlement. */
export interface PostedEntry {
	readonly service: BooksPort['service'];
	readonly kind: WrittenEntry['kind'];
	/** Organization or company in which it stands. */
	readonly booksId: string;
	readonly number: string;
}

const kinds: Readonly<Partial<Record<PostedDocument['kind'], Pick<PostedEntry, 'service' | 'kind'>>>> = {
	xeroInvoice: { service: 'Xero', kind: 'invoice' },
	xeroBill: { service: 'Xero', kind: 'bill' },
	xeroJournal: { service: 'Xero', kind: 'journal' },
	quickBooksJournal: { service: 'QuickBooks', kind: 'journal' },
};

const SEPARATOR = '|';

/** True for what stands in Xero or QuickBooks, and not in Cin7 Core. */
export const isEntry = ({ kind }: Pick<PostedDocument, 'kind'>): boolean => kinds[kind] !== undefined;

/** Throws RangeError on a document of Cin7 Core. */
export function entryOf({ kind, marker }: PostedDocument): PostedEntry {
	const found = kinds[kind];
	if (!found) throw new RangeError(`A ${kind} is no entry in other books`);
	const at = marker.lastIndexOf(SEPARATOR);
	return { ...found, booksId: marker.slice(0, at), number: marker.slice(at + SEPARATOR.length) };
}

/** A written entry as it is remembered: a draft stays one until a person approves it in the other books. */
export function postedDocument({ service, booksId }: Pick<BooksPort, 'service' | 'booksId'>, { kind, id, number, status }: WrittenEntry): PostedDocument {
	const found = (Object.entries(kinds) as [PostedDocument['kind'], Pick<PostedEntry, 'service' | 'kind'>][]).find(([, each]) => each.service === service && each.kind === kind);
	if (!found) throw new RangeError(`${service} has no ${kind} of a settlement`);
	return { kind: found[0], id, number, marker: `${booksId}${SEPARATOR}${number}`, status: status.toUpperCase() === 'DRAFT' ? 'draft' : 'completed' };
}
