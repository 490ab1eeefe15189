import type { CreditNotePlan } from '../../domain/accounting/planCreditNote';
import type { CreditNoteSnapshot, SaleSnapshot } from '../../domain/accounting/sale';
import type { CreditProgress, CreditRecord, CreditRepository, CreditStep } from '../ports/credits';
import type { Cin7Port } from '../ports/cin7';
import { isAdvanced, isAuthorized } from '../saleStates';
import { CLAIM_MS } from '../saleWriting';
import { StepRecord, writeThroughLostAnswers } from '../stepRecord';

/** What a credit is written to: the sale as Cin7 Core shows it now, with the invoice that is credited. */
export interface CreditedSale {
	readonly snapshot: SaleSnapshot;
	readonly invoiceNumber: string;
	readonly fulfilled: boolean;
}

interface Services {
	readonly cin7: Cin7Port;
	readonly credits: CreditRepository;
	readonly owner: string;
}

/**
 * Writes a credit note and what was given back on it (S171), step by step as sales are written: each step is recorded as
 * begun before its call and as done after its answer. The credit note is found again by its memo, the refund by its
 * reference, so nothing is written twice. A sale that has a credit note already is made an Advanced Sale first, because
 * a Simple Sale takes one only. Throws TransportError, ClaimLost.
 */
export async function writeCredit(services: Services, credit: CreditRecord, sale: CreditedSale, plan: CreditNotePlan): Promise<CreditProgress> {
	const writing = new CreditWriting(services, credit, plan);
	await writing.resume(sale.snapshot);
	return await writeThroughLostAnswers(
		async () => await writing.writeMissingSteps(sale),
		async (error) => {
			const snapshot = await services.cin7.sale(sale.snapshot.saleId);
			if (!snapshot) throw error;
			await writing.resume(snapshot);
		},
	);
}

class CreditWriting extends StepRecord<CreditStep, CreditProgress> {
	constructor(
		private readonly services: Services,
		credit: CreditRecord,
		private readonly plan: CreditNotePlan,
	) {
		super(credit.progress, async (progress) => await services.credits.recordProgress(credit, services.owner, progress, CLAIM_MS));
	}

	/** Marks the steps that Cin7 Core shows as done, and ends an `advance` that was cut short. */
	async resume(snapshot: SaleSnapshot): Promise<void> {
		const written = this.find(snapshot.creditNotes);
		if (isAdvanced(snapshot) && this.state.begun === 'advance') {
			await takeAway(this.services.cin7, snapshot.saleId, snapshot.emptyFulfillments);
			await this.finish('advance', {});
		}
		if (!written || !isAuthorized(written.status)) return;
		if (!this.isDone('creditNote')) await this.finish('creditNote', progressOf(written));
		if (written.payments.some(({ reference }) => reference === this.plan.payment?.reference)) await this.finish('refund', { refunded: true });
	}

	async writeMissingSteps({ snapshot, invoiceNumber, fulfilled }: CreditedSale): Promise<CreditProgress> {
		const { cin7 } = this.services;
		const { plan } = this;
		const { saleId } = snapshot;
		const others = snapshot.creditNotes.filter((each) => each.memo !== plan.memo);
		if (others.length > 0 && !isAdvanced(snapshot) && !this.isDone('creditNote')) {
			await this.step('advance', async () => {
				const { taskIds } = await cin7.addFulfillment(saleId);
				await takeAway(cin7, saleId, taskIds);
				return {};
			}, { fulfilled });
		}
		await this.step('creditNote', async () => {
			const draft = this.find(snapshot.creditNotes);
			const { creditNotes } = await cin7.writeCreditNote({ ...plan, saleId, invoiceNumber, ...(draft ? { taskId: draft.taskId } : {}) });
			const written = this.find(creditNotes);
			return { ...(written ? progressOf(written) : {}), saleId, ...(snapshot.orderNumber ? { saleNumber: snapshot.orderNumber } : {}), currency: plan.totals.currency, total: plan.totals.total, tax: plan.totals.tax, fees: plan.fees };
		});
		const { payment } = plan;
		if (payment) {
			await this.step('refund', async () => {
				await cin7.createRefund({ ...payment, taskId: this.state.creditTaskId ?? '' });
				return { refunded: true };
			});
		}
		return this.state;
	}

	private find(creditNotes: readonly CreditNoteSnapshot[]): CreditNoteSnapshot | undefined {
		return creditNotes.find(({ memo }) => memo === this.plan.memo);
	}
}

const progressOf = ({ taskId, creditNoteNumber }: CreditNoteSnapshot): Partial<CreditProgress> => ({ creditTaskId: taskId, ...(creditNoteNumber ? { creditNoteNumber } : {}) });

/**
 * Another fulfillment makes a Simple Sale an Advanced Sale, for good (API reference, Sale Fulfilment). It is the last of the
 * empty ones, and is taken away again: with it the sale would never count as fulfilled.
 */
async function takeAway(cin7: Cin7Port, saleId: string, empty: readonly string[] = []): Promise<void> {
	const added = empty.at(-1);
	if (added !== undefined && added !== saleId) await cin7.voidFulfillment(added);
}
