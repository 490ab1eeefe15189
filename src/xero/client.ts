import { z } from 'zod';
import type { BooksPort, SettlementEntry, WrittenEntry } from '../processes/ports/bookkeeping';
import { refusedHere, type JsonServices } from '../transport/jsonService';
import { createXeroCaller, type XeroCall, type XeroCaller } from './calls';
import type { XeroConnection } from './connection';
import { documentKind, invoiceAnswer, invoiceBody, journalAnswer, journalBody, narrationBeginning, writtenInvoice, writtenJournal } from './entries';

export type { XeroConnection } from './connection';

const organizations = z.object({ Organisations: z.array(z.object({ BaseCurrency: z.string().min(3) })).min(1) });
const accountList = z.object({ Accounts: z.array(z.object({ Code: z.string().optional(), Name: z.string(), Type: z.string() })) });

/** Digits that unit prices may have: Xero rounds to two where it is not asked for four (vendor's Invoices reference). */
const fourDigits = { unitdp: 4 };
/** Invoices and journals on a page; with a page asked for, Xero sends their lines too. */
const firstPage = { page: 1 };

const quoted = (text: string): string => text.replace(/[\\"]/g, (sign) => `\\${sign}`);

/** Xero's Accounting API as the processes need it, for one run (S60). Everything that goes wrong is a TransportError. */
export function createXeroBooks(connection: XeroConnection, services: JsonServices): BooksPort {
	const call = createXeroCaller(connection, services);
	let currency: Promise<string> | undefined;
	const baseCurrency = async () => {
		currency ??= call({ method: 'GET', path: '/Organisation', about: 'reading the organization', answer: organizations }).then(({ Organisations }) => Organisations[0].BaseCurrency);
		try {
			return await currency;
		} catch (error) {
			currency = undefined;
			throw error;
		}
	};
	return {
		service: 'Xero',
		booksId: connection.tenantId,
		baseCurrency,
		entriesByNumber: async (number, as) => await entriesByNumber(call, number, as),
		writeEntry: async (entry, as, status) => {
			if (as === 'document') return await writeInvoice(call, entry, status);
			const base = await baseCurrency();
			if (base !== entry.currency) throw refusedHere({ service: 'Xero' }, 'PUT /ManualJournals', `Manual journals of Xero are in ${base} only, and settlement entry ${entry.number} is in ${entry.currency}. Post it as an invoice instead.`);
			return await writeJournal(call, entry, status);
		},
		voidEntry: async (written) => await voidEntry(call, written),
		accounts: async () => {
			const { Accounts } = await call({ method: 'GET', path: '/Accounts', query: { where: 'Status=="ACTIVE"' }, about: 'reading the accounts', answer: accountList });
			// Bank accounts may have no code, and then nothing can be posted by it.
			return Accounts.flatMap(({ Code, Name, Type }) => (Code ? [{ code: Code, name: Name, kind: Type }] : []));
		},
	};
}

async function entriesByNumber(call: XeroCaller, number: string, as: WrittenEntry['kind']): Promise<readonly WrittenEntry[]> {
	const about = `looking for entry ${number}`;
	if (as === 'journal') {
		const where = `Narration.StartsWith("${quoted(narrationBeginning(number))}")`;
		const { ManualJournals } = await call({ method: 'GET', path: '/ManualJournals', query: { where, ...firstPage }, about, answer: journalAnswer });
		return ManualJournals.map(writtenJournal).filter((written) => written.number === number);
	}
	const where = `Type=="${as === 'bill' ? 'ACCPAY' : 'ACCREC'}" AND InvoiceNumber=="${quoted(number)}"`;
	const { Invoices } = await call({ method: 'GET', path: '/Invoices', query: { where, ...firstPage, ...fourDigits }, about, answer: invoiceAnswer });
	return Invoices.map(writtenInvoice).filter((written) => written.number === number && written.kind === as);
}

/** PUT, never POST: a POST with a number that is there already would overwrite that invoice. */
async function writeInvoice(call: XeroCaller, entry: SettlementEntry, status: 'draft' | 'final'): Promise<WrittenEntry> {
	const answer = z.object({ Invoices: invoiceAnswer.shape.Invoices.min(1) });
	const { Invoices } = await call({ method: 'PUT', path: '/Invoices', query: fourDigits, body: invoiceBody(entry, status), idempotencyKey: entry.idempotencyKey, about: `writing the ${documentKind(entry)} ${entry.number}`, answer });
	return writtenInvoice(Invoices[0]);
}

async function writeJournal(call: XeroCaller, entry: SettlementEntry, status: 'draft' | 'final'): Promise<WrittenEntry> {
	const answer = z.object({ ManualJournals: journalAnswer.shape.ManualJournals.min(1) });
	const { ManualJournals } = await call({ method: 'PUT', path: '/ManualJournals', body: journalBody(entry, status), idempotencyKey: entry.idempotencyKey, about: `writing the manual journal ${entry.number}`, answer });
	return writtenJournal(ManualJournals[0]);
}

/** What is approved or posted is voided, a draft deleted; what is so already stays (P21). */
async function voidEntry(call: XeroCaller, { kind, id }: Pick<WrittenEntry, 'kind' | 'id'>): Promise<void> {
	const [list, idField] = kind === 'journal' ? ['ManualJournals', 'ManualJournalID'] : ['Invoices', 'InvoiceID'];
	const answer = z.object({ [list]: z.array(z.object({ Status: z.string() })).min(1) }) as unknown as z.ZodType<Record<string, { Status: string }[]>, z.ZodTypeDef, unknown>;
	const common: Pick<XeroCall<unknown>, 'path' | 'about'> = { path: `/${list}/${encodeURIComponent(id)}`, about: `voiding the ${kind} of a settlement` };
	const found = await call({ ...common, method: 'GET', operation: `GET /${list}/{id}`, answer });
	const { Status } = found[list][0];
	if (Status === 'VOIDED' || Status === 'DELETED') return;
	const next = Status === 'AUTHORISED' || Status === 'POSTED' ? 'VOIDED' : 'DELETED';
	await call({ ...common, method: 'POST', operation: `POST /${list}/{id}`, body: { [list]: [{ [idField]: id, Status: next }] }, answer });
}
