import type { PlannedDocument, SettlementPlan } from '../../domain/settlement/settlementPlan';
import type { Cin7Port } from '../ports/cin7';
import type { PostedDocument, SettlementProgress, SettlementRecord, SettlementRepository } from '../ports/settlements';
import { SaleHeld } from '../saleWriting';
import { StepRecord, writeThroughLostAnswers } from '../stepRecord';
import { findForeignDocuments, ledgerDocument, type LedgerDocument } from './ledgerDocuments';
import { SETTLEMENT_CLAIM_MS } from './settlementServices';

interface Services {
	readonly cin7: Cin7Port;
	readonly settlements: SettlementRepository;
	readonly owner: string;
}

/**
 * Writes the documents of a settlement, one after the other: as a draft, read back and compared, then completed. Each
 * step is recorded as begun before its call and as done after its answer, and every document bears a marker by which it
 * is found again, so a crash or a lost answer leaves a draft that the next run goes on with, and nothing is written
 * twice (N47). Throws SaleHeld when the books hold something else than was planned; TransportError, ClaimLost.
 */
export async function writeSettlement(services: Services, record: SettlementRecord, plan: SettlementPlan): Promise<SettlementProgress> {
	const writing = new SettlementWriting(services, record);
	if (isFresh(record.progress)) await writing.lookForEarlierPosting(plan.documents);
	else await writing.compareWhatIsDone(plan.documents);
	return await writeThroughLostAnswers(
		async () => await writing.writeAll(plan.documents),
		// What was begun is looked for when the writing is tried again.
		async () => undefined,
	);
}

const isFresh = ({ begun, done }: SettlementProgress): boolean => begun === undefined && done.length === 0;

class SettlementWriting extends StepRecord<string, SettlementProgress> {
	constructor(
		private readonly services: Services,
		private readonly settlement: SettlementRecord,
	) {
		super(settlement.progress, async (progress) => await services.settlements.recordProgress(settlement, services.owner, progress, SETTLEMENT_CLAIM_MS));
	}

	async writeAll(documents: readonly PlannedDocument[]): Promise<SettlementProgress> {
		for (const planned of documents) await this.write(ledgerDocument(this.services.cin7, planned));
		return this.state;
	}

	/** A database that was lost, or a store that was disconnected and connected again, knows nothing of a posting that stands in the books. */
	async lookForEarlierPosting(documents: readonly PlannedDocument[]): Promise<void> {
		const { cin7 } = this.services;
		const foreign = await findForeignDocuments(cin7, documents);
		if (foreign.length > 0) throw new SaleHeld(alreadyInBooks(this.settlement.settlementId, foreign));
		const done: string[] = [];
		const found: Record<string, PostedDocument> = {};
		for (const planned of documents) {
			const document = ledgerDocument(cin7, planned);
			const posted = await document.find();
			if (!posted) continue;
			const isComplete = posted.status === 'completed';
			if (isComplete && !(await document.agrees(posted.id))) throw new SaleHeld(alreadyInBooks(this.settlement.settlementId, [nameOf(posted)]));
			found[planned.key] = posted;
			done.push(`${planned.key} draft`, ...(isComplete ? [`${planned.key} complete`] : []));
		}
		// All in one record: a run that was cut short between two would not look for the second one any more.
		if (done.length > 0) await this.record({ ...this.state, done: [...this.state.done, ...done], documents: { ...this.state.documents, ...found } });
	}

	/** What was written before the run was cut short must still be what is planned: the mapping may have changed meanwhile. */
	async compareWhatIsDone(documents: readonly PlannedDocument[]): Promise<void> {
		const planned = new Map(documents.map((each) => [each.key, each]));
		for (const [key, posted] of Object.entries(this.state.documents)) {
			if (posted.status !== 'completed') continue;
			const document = planned.get(key);
			if (!document || !(await ledgerDocument(this.services.cin7, document).agrees(posted.id))) throw new SaleHeld(changedWhilePosting(this.settlement.settlementId, posted));
		}
	}

	private async write(document: LedgerDocument): Promise<void> {
		const { key } = document.planned;
		await this.ensure(`${key} draft`, document, async () => await document.find(), async () => await document.draft());
		if (this.isDone(`${key} complete`)) return;
		const posted = this.state.documents[key];
		if (!posted) throw new RangeError(`The document ${key} was drafted and is not known`);
		if (!(await document.agrees(posted.id))) {
			await document.discard(posted.id);
			await this.forget(key);
			throw new SaleHeld(draftDiffers(this.settlement.settlementId, posted));
		}
		await this.ensure(`${key} complete`, document, async () => await document.completed(posted.id), async () => await document.complete(posted.id));
	}

	/** As if it had not been drafted. */
	private async forget(key: string): Promise<void> {
		const { [key]: _discarded, ...documents } = this.state.documents;
		await this.record({ ...this.state, done: this.state.done.filter((step) => step !== `${key} draft`), documents });
	}

	/** Where a step was begun and not answered, what became of it is looked at before it is made again. */
	private async ensure(step: string, document: LedgerDocument, look: () => Promise<PostedDocument | undefined>, act: () => Promise<PostedDocument>): Promise<void> {
		if (this.isDone(step)) return;
		const found = this.state.begun === step ? await look() : undefined;
		if (found) await this.adopt(step, document, found);
		else await this.step(step, async () => this.resultOf(document, await act()));
	}

	private async adopt(step: string, document: LedgerDocument, posted: PostedDocument): Promise<void> {
		await this.finish(step, this.resultOf(document, posted));
	}

	private resultOf({ planned }: LedgerDocument, posted: PostedDocument): Partial<SettlementProgress> {
		return { documents: { ...this.state.documents, [planned.key]: posted } };
	}
}

const nameOf = ({ number, id }: PostedDocument): string => number ?? id;

const alreadyInBooks = (settlementId: string, foreign: readonly string[]) => ({
	code: 'settlement.alreadyInBooks',
	message: `Settlement ${settlementId} stands in Cin7 Core already: ${foreign.join(', ')}`,
	hint: 'It was posted by an earlier connection of this store. Void it in Cin7 Core and post again, or set the settlement aside with Skip.',
	blocking: true,
});

const changedWhilePosting = (settlementId: string, posted: PostedDocument) => ({
	code: 'settlement.changedWhilePosting',
	message: `Settlement ${settlementId} is half posted, and ${nameOf(posted)} in Cin7 Core is not what would be posted now: the mapping or the settings changed meanwhile`,
	hint: 'Undo the settlement, then post it again.',
	blocking: true,
});

const draftDiffers = (settlementId: string, posted: PostedDocument) => ({
	code: 'settlement.draftDiffers',
	message: `The draft ${nameOf(posted)} of settlement ${settlementId} did not hold what was sent to Cin7 Core, and was discarded`,
	hint: 'Somebody may have changed it, or the mapping changed while it was being posted. The next run drafts it again; if it stays so, report it to the makers of the package.',
	blocking: true,
});
