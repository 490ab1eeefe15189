import type { Issue } from '../../domain/issues';
import type { PlannedEntries } from '../../domain/settlement/planEntries';
import type { Store } from '../../domain/settings';
import type { BooksPort } from '../ports/bookkeeping';
import type { SettlementProgress, SettlementRecord } from '../ports/settlements';
import type { Failure } from '../serviceRun';
import { prepareEntries, readBothBooks, type BothBooks, type EntryRequest } from './prepareEntries';
import { runSettlements, type Posted, type ProcessSettlementRequest, type SettlementPoster, type SettlementRunResult } from './settlementRun';
import type { PostSettlementServices } from './settlementServices';
import { postingToUse, writeEntries } from './writeEntries';

/** How settlements go to Xero or QuickBooks in one run. */
export interface PostEntriesRequest extends ProcessSettlementRequest {
	readonly entries: EntryRequest;
	/** A draft is approved by a person in the other books; QuickBooks has none of journals. */
	readonly status: 'draft' | 'final';
}

export interface PostedEntries {
	readonly record: SettlementRecord;
	readonly progress: SettlementProgress;
	readonly planned: PlannedEntries;
}

type BooksServices = PostSettlementServices & { readonly books: BooksPort };

/**
 * Posts settlements to Xero or QuickBooks, one entry for each, or for each of its months (S60-S62, P6, P7, P24); see
 * `runSettlements`. Only of stores that consolidate settlements there (S61).
 */
export async function postEntries(services: BooksServices, request: PostEntriesRequest): Promise<SettlementRunResult<PostedEntries>> {
	return await runSettlements(services, request, new EntryPoster(services, request));
}

class EntryPoster implements SettlementPoster<PostedEntries> {
	readonly operation: string;
	private both?: BothBooks;

	constructor(
		private readonly services: BooksServices,
		private readonly request: PostEntriesRequest,
	) {
		this.operation = `Post to ${services.books.service}`;
	}

	refusal(store: Store, record: SettlementRecord): Issue | undefined {
		return refusalOf(this.services.books, store, record);
	}

	async prepare(): Promise<void> {
		this.both ??= await readBothBooks(this.services, this.request.entries.grouping);
	}

	async post(store: Store, claimed: SettlementRecord): Promise<Posted<PostedEntries> | Failure> {
		const { books, database: { settlements }, owner } = this.services;
		const { entries: wanted, status } = this.request;
		const foreign = inCin7(claimed, books);
		if (foreign) return { kind: 'held', issues: [foreign] };
		this.both ??= await readBothBooks(this.services, wanted.grouping);
		const both = this.both;
		const planOf = async (record: SettlementRecord): Promise<PlannedEntries> => await prepareEntries(this.services, store, record, both, wanted);
		const first = await planOf(claimed);
		const blocking = first.issues.filter((issue) => issue.blocking);
		if (blocking.length > 0) return { kind: 'held', issues: blocking };
		const options = { as: wanted.as, status, periods: periodsOf(first) };
		const posting = await postingToUse({ books }, claimed, first.entries, options);
		const record = posting === claimed.progress.posting ? claimed : withPosting(claimed, posting);
		const planned = record === claimed ? first : await planOf(record);
		const progress = await writeEntries({ books, settlements, owner }, record, planned.entries, options);
		await settlements.complete(record, owner, { progress, arithmetic: planned.plan.arithmetic });
		return { kind: 'posted', posted: { record, progress, planned }, notices: planned.issues };
	}
}

const withPosting = (record: SettlementRecord, posting: number): SettlementRecord => ({ ...record, progress: { ...record.progress, posting } });

const periodsOf = ({ plan }: PlannedEntries): readonly string[] => [...new Set(plan.groups.map(({ group }) => group.period))].sort();

/** Posted to Cin7 Core in part: that is taken back first, and never mixed with entries. */
function inCin7({ settlementId, progress }: SettlementRecord, { service }: BooksPort): Issue | undefined {
	if (Object.values(progress.documents).every(({ kind }) => kind.startsWith(service === 'Xero' ? 'xero' : 'quickBooks'))) return undefined;
	return { code: 'settlement.halfPostedElsewhere', message: `Settlement ${settlementId} is posted in part, and not to ${service}`, hint: 'Take it back with Undo where it stands, then post it again.', blocking: true };
}

/** S60, S61: with Individual Sales Cin7 Core syncs each sale by itself, and an entry for the settlement would book them twice. */
function refusalOf({ service }: BooksPort, { settings }: Store, { settlementId }: SettlementRecord): Issue | undefined {
	if (settings.settlement.xeroMode === 'settlement') return undefined;
	return {
		code: 'settlement.individualSales',
		message: `Settlement ${settlementId} is of a store whose sales Cin7 Core syncs to ${service} one by one: an entry for the settlement would book them twice`,
		hint: 'Use Post Journal; or set Settlement: Xero Mode to Consolidate as Settlement Report in the Setup of the store, and switch the sync of its sales off in Cin7 Core.',
		blocking: true,
	};
}

export interface PreviewedEntries {
	readonly record: SettlementRecord;
	readonly planned: PlannedEntries;
}

/** What posting these settlements would write, by the same code, without a write anywhere (N49, P21). Throws UnreadableSettlement, TransportError. */
export async function previewEntries(services: BooksServices, request: Pick<PostEntriesRequest, 'stores' | 'which' | 'entries'>): Promise<readonly PreviewedEntries[]> {
	const { books, database: { settlements } } = services;
	const { stores, which, entries } = request;
	const previews: PreviewedEntries[] = [];
	let both: BothBooks | undefined;
	for (const store of stores) {
		if (which === 'automatic' && store.settings.settlement.process !== 'automatically') continue;
		const chosen = await settlements.list({ storeIds: [store.storeId], oldestFirst: true, ...(typeof which === 'string' ? { states: ['loaded'] } : { settlementIds: which }) });
		for (const record of chosen) {
			const refusal = refusalOf(books, store, record);
			if (which === 'automatic' && refusal) continue;
			both ??= await readBothBooks(services, entries.grouping);
			const planned = await prepareEntries(services, store, record, both, entries);
			previews.push({ record, planned: refusal ? { ...planned, entries: [], issues: [refusal, ...planned.issues] } : planned });
		}
	}
	return previews;
}
