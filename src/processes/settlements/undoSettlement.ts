import type { Cin7Port } from '../ports/cin7';
import type { PostedDocument, SettlementProgress, SettlementRecord, SettlementRepository } from '../ports/settlements';
import { StepRecord, writeThroughLostAnswers } from '../stepRecord';
import { removeSaleLines } from './ledgerDocuments';
import { SETTLEMENT_CLAIM_MS } from './settlementServices';

interface Services {
	readonly cin7: Cin7Port;
	readonly settlements: SettlementRepository;
	readonly owner: string;
}

/**
 * Takes the documents of a settlement back, the last one first (P21): journals and money tasks are voided, so that
 * Cin7 Core keeps them for its records, and its lines leave the journals of sales. What is voided already is left. A
 * document that somebody removed counts as taken back. Throws TransportError when Cin7 Core refuses, such as in a locked
 * period; what is undone until then stays recorded. Answers the progress with all documents undone.
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
		settlement: SettlementRecord,
	) {
		super(settlement.progress, async (progress) => await services.settlements.recordProgress(settlement, services.owner, progress, SETTLEMENT_CLAIM_MS));
	}

	async undoAll(): Promise<SettlementProgress> {
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

	private async undo({ kind, id, marker, saleId }: PostedDocument): Promise<void> {
		const { cin7 } = this.services;
		if (kind === 'saleJournal') return await removeSaleLines(cin7, saleId ?? id, marker);
		const found = kind === 'money' ? await cin7.moneyTask(id) : await cin7.journal(id);
		if (!found || found.status.toUpperCase() === 'VOIDED') return;
		await (kind === 'money' ? cin7.voidMoneyTask(id) : cin7.voidJournal(id));
	}
}
