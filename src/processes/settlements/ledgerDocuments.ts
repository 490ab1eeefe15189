import { equals } from '../../domain/money';
import type { JournalPair, PlannedDocument, PlannedJournal, PlannedMoneyTask, PlannedSaleJournal } from '../../domain/settlement/settlementPlan';
import type { Cin7Port } from '../ports/cin7';
import type { JournalDocument, JournalSnapshot, MoneyTaskDocument, MoneyTaskSnapshot, SaleJournalLine } from '../ports/ledger';
import type { PostedDocument } from '../ports/settlements';
import { SaleHeld } from '../saleWriting';

/** One planned document of a settlement and its counterpart in Cin7 Core. Failures are TransportError. */
export interface LedgerDocument {
	readonly planned: PlannedDocument;
	/** Found again by its marker; voided ones do not count. Throws SaleHeld when several bear it. */
	find(): Promise<PostedDocument | undefined>;
	draft(): Promise<PostedDocument>;
	/** Whether the books hold exactly what is planned. */
	agrees(id: string): Promise<boolean>;
	/** The document, when it is completed already. */
	completed(id: string): Promise<PostedDocument | undefined>;
	complete(id: string): Promise<PostedDocument>;
	/** Takes a draft away that is not what was planned; one that is completed is left. */
	discard(id: string): Promise<void>;
}

export function ledgerDocument(cin7: Cin7Port, planned: PlannedDocument): LedgerDocument {
	switch (planned.kind) {
		case 'journal':
			return journalDocument(cin7, planned);
		case 'money':
			return moneyDocument(cin7, planned);
		case 'saleJournal':
			return saleJournalDocument(cin7, planned);
	}
}

const is = (status: string, wanted: string): boolean => status.toUpperCase() === wanted;
const stands = ({ status }: { readonly status: string }): boolean => !is(status, 'VOIDED');

/** Pairs in any order; references are words for people and do not count. */
function samePairs(a: readonly JournalPair[], b: readonly JournalPair[]): boolean {
	const text = (pairs: readonly JournalPair[]): string[] => pairs.map(({ debit, credit, amount }) => JSON.stringify([debit, credit, Number(amount)])).sort();
	return a.length === b.length && JSON.stringify(text(a)) === JSON.stringify(text(b));
}

const only = <T>(found: readonly T[], marker: string): T | undefined => {
	if (found.length <= 1) return found[0];
	throw new SaleHeld({ code: 'settlement.severalDocuments', message: `Cin7 Core has ${found.length} documents that bear ${marker}`, hint: 'Void all of them but one in Cin7 Core, then post again.', blocking: true });
};

function journalDocument(cin7: Cin7Port, planned: PlannedJournal): LedgerDocument {
	const document: JournalDocument = { narration: planned.narration, date: planned.date, currency: planned.currency, rate: planned.rate, pairs: planned.pairs };
	const posted = ({ taskId, number, status }: JournalSnapshot): PostedDocument => ({ kind: 'journal', id: taskId, ...(number ? { number } : {}), marker: planned.marker, status: is(status, 'COMPLETED') ? 'completed' : 'draft' });
	return {
		planned,
		find: async () => {
			const found = only((await cin7.journalsByMarker(planned.marker)).filter((each) => stands(each) && bears(each.narration, planned.marker)), planned.marker);
			return found && posted(found);
		},
		draft: async () => posted(await cin7.draftJournal(document)),
		agrees: async (id) => {
			const found = await cin7.journal(id);
			return found !== undefined && stands(found) && found.currency === planned.currency && found.date === planned.date && samePairs(found.pairs, planned.pairs);
		},
		completed: async (id) => {
			const found = await cin7.journal(id);
			return found && is(found.status, 'COMPLETED') ? posted(found) : undefined;
		},
		complete: async (id) => posted(await cin7.completeJournal(id, document)),
		discard: async (id) => {
			const found = await cin7.journal(id);
			if (found && is(found.status, 'DRAFT')) await cin7.voidJournal(id);
		},
	};
}

function moneyDocument(cin7: Cin7Port, planned: PlannedMoneyTask): LedgerDocument {
	const { type, bankAccount, account, amount, rate, date, taxRule, note, marker } = planned;
	const document: MoneyTaskDocument = { type, bankAccount, account, amount, rate, date, taxRule, note, reference: marker };
	const posted = ({ taskId, number, status }: MoneyTaskSnapshot): PostedDocument => ({ kind: 'money', id: taskId, ...(number ? { number } : {}), marker, status: is(status, 'COMPLETED') ? 'completed' : 'draft' });
	return {
		planned,
		find: async () => {
			const found = only((await cin7.moneyTasksByReference(marker)).filter(stands), marker);
			return found && posted(found);
		},
		draft: async () => posted(await cin7.draftMoneyTask(document)),
		agrees: async (id) => {
			const found = await cin7.moneyTask(id);
			return found !== undefined && stands(found) && found.type === type && found.bankAccount === bankAccount && found.date === date && equals(found.amount, amount) && found.accounts.length === 1 && found.accounts[0] === account;
		},
		completed: async (id) => {
			const found = await cin7.moneyTask(id);
			return found && is(found.status, 'COMPLETED') ? posted(found) : undefined;
		},
		complete: async (id) => posted(await cin7.completeMoneyTask(id, document)),
		discard: async (id) => {
			const found = await cin7.moneyTask(id);
			if (found && is(found.status, 'DRAFT')) await cin7.voidMoneyTask(id);
		},
	};
}

/**
 * The one journal of a sale takes what this settlement adds, and keeps what is in it (D4). It has no draft of its own:
 * its lines are known by their marker, and writing them again changes nothing.
 */
function saleJournalDocument(cin7: Cin7Port, planned: PlannedSaleJournal): LedgerDocument {
	const { saleId, marker } = planned;
	const lines = planned.pairs.map((pair): SaleJournalLine => ({ ...pair, reference: `${marker} ${pair.reference}`.slice(0, 256), date: planned.date }));
	const posted = (status: PostedDocument['status']): PostedDocument => ({ kind: 'saleJournal', id: saleId, marker, saleId, status });
	const ours = async (): Promise<readonly SaleJournalLine[]> => ((await cin7.saleJournal(saleId))?.lines ?? []).filter((line) => isOurs(line, marker));
	const write = async (): Promise<PostedDocument> => {
		const kept = ((await cin7.saleJournal(saleId))?.lines ?? []).filter((line) => !isOurs(line, marker));
		await cin7.writeSaleJournal(saleId, { status: 'AUTHORISED', lines: [...kept, ...lines] });
		return posted('completed');
	};
	return {
		planned,
		find: async () => ((await ours()).length > 0 ? posted('draft') : undefined),
		draft: write,
		agrees: async () => samePairs(await ours(), planned.pairs),
		completed: async () => posted('completed'),
		complete: async () => await Promise.resolve(posted('completed')),
		discard: async () => await removeSaleLines(cin7, saleId, marker),
	};
}

/** The marker ends with a blank or the text: that of posting 1 begins that of posting 10. */
const bears = (text: string, marker: string): boolean => text === marker || text.startsWith(`${marker} `);

const isOurs = ({ reference }: SaleJournalLine, marker: string): boolean => bears(reference, marker);

/** Takes this settlement's lines out of the journal of a sale; all others stay. */
export async function removeSaleLines(cin7: Cin7Port, saleId: string, marker: string): Promise<void> {
	const { lines = [] } = (await cin7.saleJournal(saleId)) ?? {};
	const kept = lines.filter((line) => !isOurs(line, marker));
	if (kept.length < lines.length) await cin7.writeSaleJournal(saleId, { status: kept.length > 0 ? 'AUTHORISED' : 'DRAFT', lines: kept });
}

/** Numbers of journals in the books that belong to the same settlement and to none of these documents. */
export async function findForeignDocuments(cin7: Cin7Port, documents: readonly PlannedDocument[]): Promise<readonly string[]> {
	const [first] = documents;
	if (!first) return [];
	const markers = new Set(documents.map(({ marker }) => marker));
	const ofSettlement = `${first.marker.split('|').slice(0, 3).join('|')}|`;
	const journals = (await cin7.journalsByMarker(ofSettlement)).filter(stands);
	return journals.filter(({ narration }) => ![...markers].some((marker) => bears(narration, marker))).map(({ number, taskId }) => number ?? taskId);
}
