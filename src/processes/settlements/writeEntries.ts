import { equals, isNegative } from '../../domain/money';
import type { SettlementEntry } from '../../domain/settlement/settlementEntry';
import { entryNumber } from '../../domain/settlement/settlementEntryNumber';
import type { BooksPort, WrittenEntry } from '../ports/bookkeeping';
import type { SettlementProgress, SettlementRecord, SettlementRepository } from '../ports/settlements';
import { SaleHeld } from '../saleWriting';
import { StepRecord, writeThroughLostAnswers } from '../stepRecord';
import { postedDocument } from './postedEntry';
import { SETTLEMENT_CLAIM_MS } from './settlementServices';

interface Services {
	readonly books: BooksPort;
	readonly settlements: SettlementRepository;
	readonly owner: string;
}

export interface WritingOptions {
	readonly as: 'document' | 'journal';
	readonly status: 'draft' | 'final';
	/** Months of the settlement, '2026-06', whether it is split by them or not. */
	readonly periods: readonly string[];
}

/** Of QuickBooks, which forgets what was deleted: so many later postings are looked for, when this database knows of none. */
const POSTINGS_AHEAD = 3;
const MOST_POSTINGS = 20;

/**
 * The posting by which a settlement gets its numbers. A database that knows nothing of an earlier posting goes on behind
 * the ones that were voided, so that no number is used twice. Throws SaleHeld when the settlement stands in the books in
 * another form: as another kind of entry, or by months where it is whole now.
 */
export async function postingToUse({ books }: Pick<Services, 'books'>, { settlementId, progress }: SettlementRecord, entries: readonly SettlementEntry[], { as, periods }: WritingOptions): Promise<number> {
	if (progress.begun !== undefined || progress.done.length > 0) return progress.posting;
	const own = kindsOf(books, as);
	const numberOf = (posting: number) => (period: string | undefined): string => entryNumber({ settlementId, posting, ...(period === undefined ? {} : { period }) });
	const parts = [undefined, ...periods];
	const isOwn = (period: string | undefined): boolean => entries.some(({ number }) => number === numberOf(progress.posting)(period));
	for (let posting = progress.posting; posting < progress.posting + MOST_POSTINGS; posting++) {
		const numbers = parts.filter(isOwn).map(numberOf(posting));
		const otherNumbers = parts.filter((period) => !isOwn(period)).map(numberOf(posting));
		const otherKinds = allKinds(books).filter((kind) => !own.includes(kind));
		const later = books.service === 'QuickBooks' ? Array.from({ length: POSTINGS_AHEAD }, (_, at) => parts.map(numberOf(posting + at + 1))).flat() : [];
		const foreign = [...(await standing(books, [...otherNumbers, ...later], allKinds(books))), ...(await standing(books, numbers, otherKinds))];
		if (foreign.length > 0) throw new SaleHeld(standsAlready(books, settlementId, foreign));
		const found = await entriesOf(books, numbers, own);
		if (!found.some(isVoided) || found.some((entry) => !isVoided(entry))) return posting;
	}
	throw new SaleHeld(standsAlready(books, settlementId, []));
}

/**
 * Writes the entries of a settlement. Each is looked for by its number first, so that a crash or a lost answer never
 * leaves two (N47): one that stands there with the same total is taken for it. Throws SaleHeld when the books hold
 * something else than is planned; TransportError, ClaimLost.
 */
export async function writeEntries(services: Services, record: SettlementRecord, entries: readonly SettlementEntry[], options: WritingOptions): Promise<SettlementProgress> {
	const writing = new EntryWriting(services, record, options);
	// The next attempt looks for each number before it writes.
	return await writeThroughLostAnswers(async () => await writing.writeAll(entries), async () => undefined);
}

class EntryWriting extends StepRecord<string, SettlementProgress> {
	constructor(
		private readonly services: Services,
		private readonly settlement: SettlementRecord,
		private readonly options: WritingOptions,
	) {
		super(settlement.progress, async (progress) => await services.settlements.recordProgress(settlement, services.owner, progress, SETTLEMENT_CLAIM_MS));
	}

	async writeAll(entries: readonly SettlementEntry[]): Promise<SettlementProgress> {
		const planned = new Set(entries.map(({ number }) => number));
		const other = Object.keys(this.state.documents).find((number) => !planned.has(number));
		if (other !== undefined) throw new SaleHeld(changedWhilePosting(this.services.books, this.settlement.settlementId, other));
		for (const entry of entries) await this.write(entry);
		return this.state;
	}

	private async write(entry: SettlementEntry): Promise<void> {
		const { books } = this.services;
		const { as, status } = this.options;
		const { number } = entry;
		const found = await entriesOf(books, [number], kindsOf(books, as));
		const [present, second] = found.filter((each) => !isVoided(each));
		if (second) throw new SaleHeld(severalEntries(books, number));
		if (present && !agrees(present, entry, as)) throw new SaleHeld(entryDiffers(books, this.settlement.settlementId, number));
		const known = this.isDone(stepOf(number));
		if (!present && (known || found.length > 0)) throw new SaleHeld(changedWhilePosting(books, this.settlement.settlementId, number));
		if (known) return;
		await this.step(stepOf(number), async () => {
			const written = present ?? (await books.writeEntry(entry, as, status));
			return { documents: { ...this.state.documents, [number]: postedDocument(books, written) } };
		});
	}
}

const stepOf = (number: string): string => `${number} complete`;

const isVoided = ({ status }: WrittenEntry): boolean => ['VOIDED', 'DELETED'].includes(status.toUpperCase());

/** Totals alone: the same number is the same settlement, and its lines are the mapping's, which a person may change there. */
const agrees = ({ kind, total }: WrittenEntry, entry: SettlementEntry, as: WritingOptions['as']): boolean =>
	equals(total, entry.total) && kind === (as === 'journal' ? 'journal' : isNegative(entry.total) ? 'bill' : 'invoice');

const allKinds = ({ service }: BooksPort): readonly WrittenEntry['kind'][] => (service === 'Xero' ? ['invoice', 'bill', 'journal'] : ['journal']);
const kindsOf = (books: BooksPort, as: WritingOptions['as']): readonly WrittenEntry['kind'][] => (as === 'journal' ? ['journal'] : allKinds(books).filter((kind) => kind !== 'journal'));

async function entriesOf(books: BooksPort, numbers: readonly string[], kinds: readonly WrittenEntry['kind'][]): Promise<readonly WrittenEntry[]> {
	const found: WrittenEntry[] = [];
	for (const number of numbers) for (const kind of kinds) found.push(...(await books.entriesByNumber(number, kind)));
	return found;
}

const standing = async (books: BooksPort, numbers: readonly string[], kinds: readonly WrittenEntry['kind'][]): Promise<readonly WrittenEntry[]> =>
	(await entriesOf(books, numbers, kinds)).filter((entry) => !isVoided(entry));

const standsAlready = ({ service }: BooksPort, settlementId: string, found: readonly WrittenEntry[]) => ({
	code: 'settlement.alreadyInBooks',
	message: `Settlement ${settlementId} stands in ${service} already${found.length > 0 ? `: ${found.map(({ kind, number }) => `${kind} ${number}`).join(', ')}` : ''}`,
	hint: `It was posted in another form, or by an earlier connection of this store. Void it in ${service} and post again, or set the settlement aside with Skip.`,
	blocking: true,
});

const severalEntries = ({ service }: BooksPort, number: string) => ({
	code: 'settlement.severalDocuments',
	message: `${service} has several entries of number ${number}`,
	hint: `Void all of them but one in ${service}, then post again.`,
	blocking: true,
});

const entryDiffers = ({ service }: BooksPort, settlementId: string, number: string) => ({
	code: 'settlement.entryDiffers',
	message: `Entry ${number} of settlement ${settlementId} stands in ${service} with another total than would be posted now`,
	hint: `Somebody changed it there, or the mapping changed after it was posted. Void it in ${service} and post again, or set the settlement aside with Skip.`,
	blocking: true,
});

const changedWhilePosting = ({ service }: BooksPort, settlementId: string, number: string) => ({
	code: 'settlement.changedWhilePosting',
	message: `Settlement ${settlementId} is half posted, and its entry ${number} in ${service} was voided or is not what would be posted now`,
	hint: 'Undo the settlement, then post it again.',
	blocking: true,
});
