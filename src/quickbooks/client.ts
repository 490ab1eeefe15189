import { z } from 'zod';
import type { BooksPort, SettlementEntry, WrittenEntry } from '../processes/ports/bookkeeping';
import { TransportError } from '../transport/errors';
import { refusedHere, type JsonServices } from '../transport/jsonService';
import { createQuickBooksCaller, type QuickBooksCaller } from './calls';
import type { QuickBooksConnection } from './connection';
import { journalEntry, journalEntryBody, unknownCategories, writtenJournalEntry } from './journalEntries';

export type { QuickBooksConnection } from './connection';

const preferences = z.object({ Preferences: z.object({ CurrencyPrefs: z.object({ HomeCurrency: z.object({ value: z.string().min(3) }) }) }) });
const entryAnswer = z.object({ JournalEntry: journalEntry });
const entriesFound = z.object({ QueryResponse: z.object({ JournalEntry: z.array(journalEntry).default([]) }) });
const accountsFound = z.object({ QueryResponse: z.object({ Account: z.array(z.object({ Id: z.string(), FullyQualifiedName: z.string().optional(), Name: z.string(), AccountType: z.string() })).default([]) }) });

/** Most records of one answer to a query (vendor's Query operations). */
const PAGE = 1000;

const refused = (operation: string, message: string): TransportError => refusedHere({ service: 'QuickBooks' }, operation, message);
const quoted = (text: string): string => text.replace(/[\\']/g, (sign) => `\\${sign}`);

/** QuickBooks Online's Accounting API as the processes need it, for one run. Everything that goes wrong is a TransportError. */
export function createQuickBooksBooks(connection: QuickBooksConnection, services: JsonServices): BooksPort {
	const call = createQuickBooksCaller(connection, services);
	return {
		service: 'QuickBooks',
		booksId: connection.realmId,
		baseCurrency: async () => (await call({ method: 'GET', path: '/preferences', about: 'reading the preferences', answer: preferences })).Preferences.CurrencyPrefs.HomeCurrency.value,
		entriesByNumber: async (number, as) => (as === 'journal' ? await entriesByNumber(call, number) : []),
		writeEntry: async (entry, _as, status) => await writeEntry(call, entry, status),
		voidEntry: async (written) => await deleteEntry(call, written),
		accounts: async () => await accounts(call),
	};
}

/** Entries that bear the number; those that were deleted are gone. */
async function entriesByNumber(call: QuickBooksCaller, number: string): Promise<readonly WrittenEntry[]> {
	const query = { query: `select * from JournalEntry where DocNumber = '${quoted(number)}'` };
	const { QueryResponse } = await call({ method: 'GET', path: '/query', query, about: `looking for journal entry ${number}`, answer: entriesFound });
	return QueryResponse.JournalEntry.map(writtenJournalEntry).filter((written) => written.number === number);
}

/** Always a journal entry: it takes a total of either sign (P7). There are no drafts of it. */
async function writeEntry(call: QuickBooksCaller, entry: SettlementEntry, status: 'draft' | 'final'): Promise<WrittenEntry> {
	const operation = 'POST /journalentry';
	if (status === 'draft') throw refused(operation, `QuickBooks keeps no drafts of journal entries. Post settlement entry ${entry.number} as final.`);
	const unknown = unknownCategories(entry);
	if (unknown.length > 0) throw refused(operation, `QuickBooks knows the categories Class and Location, not ${unknown.join(', ')}. Mend the tracking of the marketplaces in the store's settings.`);
	const { JournalEntry } = await call({ method: 'POST', path: '/journalentry', body: journalEntryBody(entry), idempotencyKey: entry.idempotencyKey, about: `writing the journal entry ${entry.number}`, answer: entryAnswer });
	return writtenJournalEntry(JournalEntry);
}

/** Journal entries cannot be voided, so it is deleted; one that is gone already stays so (P21). The token of its last change goes along. */
async function deleteEntry(call: QuickBooksCaller, { id }: Pick<WrittenEntry, 'id'>): Promise<void> {
	const about = 'deleting the journal entry of a settlement';
	const found = await unlessGone(async () => await call({ method: 'GET', path: `/journalentry/${encodeURIComponent(id)}`, operation: 'GET /journalentry/{id}', about, answer: entryAnswer }));
	if (found === undefined) return;
	const { Id, SyncToken } = found.JournalEntry;
	await call({ method: 'POST', path: '/journalentry', query: { operation: 'delete' }, body: { Id, SyncToken }, about, answer: z.unknown() });
}

/** Code of the fault "Object Not Found" (vendor's error codes). */
const NOT_FOUND = '610';

async function unlessGone<T>(read: () => Promise<T>): Promise<T | undefined> {
	try {
		return await read();
	} catch (error) {
		if (error instanceof TransportError && (error.kind === 'notFound' || error.code === NOT_FOUND)) return undefined;
		throw error;
	}
}

/** Page by page; the code of an account is its id, by which lines refer to it. */
async function accounts(call: QuickBooksCaller): ReturnType<BooksPort['accounts']> {
	const all: { code: string; name: string; kind: string }[] = [];
	for (;;) {
		const query = { query: `select * from Account where Active = true startposition ${all.length + 1} maxresults ${PAGE}` };
		const { QueryResponse } = await call({ method: 'GET', path: '/query', query, about: 'reading the accounts', answer: accountsFound });
		all.push(...QueryResponse.Account.map(({ Id, FullyQualifiedName, Name, AccountType }) => ({ code: Id, name: FullyQualifiedName ?? Name, kind: AccountType })));
		if (QueryResponse.Account.length < PAGE) return all;
	}
}
