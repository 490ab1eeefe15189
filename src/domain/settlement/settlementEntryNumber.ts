import { createHash } from 'node:crypto';

/** What tells the entries of one store apart. `period` is the month, '2026-06', where a settlement is split by months. */
export interface EntryIdentity {
	readonly settlementId: string;
	readonly period?: string;
	/** 1 at first; one more after every undoing. */
	readonly posting: number;
}

/** QuickBooks' limit of DocNumber (vendor's JournalEntry model). */
const LONGEST_NUMBER = 21;
const PREFIX = 'AMZ-';

/**
 * Number of an entry in other books: 'AMZ-12345678901', 'AMZ-12345678901-2606' of June 2026, 'AMZ-12345678901-2606B' when
 * posted for the second time. At most 21 characters: of a settlement id that is too long a fingerprint stands instead.
 * Throws RangeError on a posting below 1.
 */
export function entryNumber({ settlementId, period, posting }: EntryIdentity): string {
	const suffix = `${period === undefined ? '' : `-${period.slice(2, 4)}${period.slice(5, 7)}`}${postingSign(posting)}`;
	const room = LONGEST_NUMBER - PREFIX.length - suffix.length;
	const name = settlementId.length <= room ? settlementId : digest(settlementId).slice(0, room);
	return `${PREFIX}${name}${suffix}`;
}

/** Key under which services know a repeated call: 64 characters, another one for every store, settlement, month and posting (N47). */
export const entryKey = ({ storeId, settlementId, period = '', posting }: EntryIdentity & { readonly storeId: string }): string =>
	digest(JSON.stringify([storeId, settlementId, period, posting]));

const digest = (text: string): string => createHash('sha256').update(text).digest('hex');

/** '' for the first posting, then 'B' to 'Z', then '.27' and so on. */
function postingSign(posting: number): string {
	if (!Number.isInteger(posting) || posting < 1) throw new RangeError('Postings are counted from 1');
	if (posting === 1) return '';
	return posting <= 26 ? String.fromCharCode('A'.charCodeAt(0) + posting - 1) : `.${posting}`;
}
