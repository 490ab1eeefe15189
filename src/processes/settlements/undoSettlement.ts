import type { BooksPort } from '../ports/bookkeeping';
import type { Cin7Port } from '../ports/cin7';
import type { PostedDocument, SettlementProgress, SettlementRecord, SettlementRepository } from '../ports/settlements';
import { SaleHeld } from '../saleWriting';
import { StepRecord, writeThroughLostAnswers } from '../stepRecord';
import { entryOf, isEntry } from './postedEntry';
import { removeSaleLines } from './ledgerDocuments';
import { SETTLEMENT_CLAIM_MS } from './settlementServices';

interface Services {
	readonly cin7: Cin7Port;
	readonly books?: BooksPort;
	readonly settlements: SettlementRepository;
	readonly owner: string;
}

/**
 * Takes the documents of a settlement back, the last one first (P21): journals and money tasks are voided, so that
 * Cin7 Core keeps them for its records, and its lines leave the journals of sales. What is voided already is left. A
 * document that somebody removed counts as taken back. Entries in Xero or QuickBooks are voided there, and only in the
 * organization in which they stand. Throws SaleHeld, with nothing undone, where those books are not the ones given;
 * TransportError when a service refuses, such as in a locked period; what is undone until then stays recorded. Answers
 * the progress with all documents undone.
 */
export async function undoSettlement(services: Services, record: SettlementRecord): Promise<SettlementProgress> {
	const undoing = new SettlementUndoing(services, record);
	return await writeThroughLostAnswers(
		async () => await undoing.undoAll(),
		// The next attempt looks at each document first.
		async () => undefined,
	);
}

class SettlementUndoing extends StepRecord<string, SettlementProgress> {
	constructor(
		private readonly services: Services,
		private readonly settlement: SettlementRecord,
	) {
		super(settlement.progress, async (progress) => await services.settlements.recordProgress(settlement, services.owner, progress, SETTLEMENT_CLAIM_MS));
	}

	async undoAll(): Promise<SettlementProgress> {
		this.checkBooks();
		if (!this.state.undoing) await this.record({ ...this.state, undoing: true });
		for (const [key, document] of Object.entries(this.state.documents).reverse()) {
			if (document.status === 'undone') continue;
			await this.step(`${key} undo`, async () => {
				await this.undo(document);
				return { documents: { ...this.state.documents, [key]: { ...document, status: 'undone' } } };
			});
		}
		return this.state;
	}

	/** Before anything is undone: with other books nothing could be looked up, and an entry would be left standing. */
	private checkBooks(): void {
		const { books } = this.services;
		for (const document of Object.values(this.state.documents)) {
			if (document.status === 'undone' || !isEntry(document)) continue;
			const { service, booksId } = entryOf(document);
			if (service !== books?.service) throw new SaleHeld(standsElsewhere(this.settlement, document, service));
			if (booksId !== books.booksId) throw new SaleHeld(otherOrganization(this.settlement, document, service));
		}
	}

	private async undo(document: PostedDocument): Promise<void> {
		const { cin7, books } = this.services;
		const { kind, id, marker, saleId } = document;
		if (isEntry(document)) return await books?.voidEntry({ kind: entryOf(document).kind, id });
		if (kind === 'saleJournal') return await removeSaleLines(cin7, saleId ?? id, marker);
		const found = kind === 'money' ? await cin7.moneyTask(id) : await cin7.journal(id);
		if (!found || found.status.toUpperCase() === 'VOIDED') return;
		await (kind === 'money' ? cin7.voidMoneyTask(id) : cin7.voidJournal(id));
	}
}

const standsElsewhere = ({ settlementId }: SettlementRecord, { number, id }: PostedDocument, service: string) => ({
	code: 'settlement.standsElsewhere',
	message: `Settlement ${settlementId} stands in ${service} as ${number ?? id}`,
	hint: `Take it back with Undo in ${service}; a corrected settlement is posted anew with Post to ${service}.`,
	blocking: true,
});

const otherOrganization = ({ settlementId }: SettlementRecord, { number, id }: PostedDocument, service: string) => ({
	code: 'settlement.otherOrganization',
	message: `Settlement ${settlementId} stands as ${number ?? id} in another ${service === 'Xero' ? 'organization of Xero' : 'company of QuickBooks'} than the one chosen`,
	hint: `Choose the ${service === 'Xero' ? 'organization' : 'credential of the company'} in which it was posted.`,
	blocking: true,
});
