import type { CreditNotePlan } from '../../domain/accounting/planCreditNote';
import type { Issue } from '../../domain/issues';
import type { Store } from '../../domain/settings';
import type { Clock } from '../../transport/clock';
import { TransportError } from '../../transport/errors';
import type { Cin7Port, TenantReference } from '../ports/cin7';
import type { CreditProgress, CreditRecord } from '../ports/credits';
import type { SyncDatabase } from '../ports/repositories';
import { problem, transportProblem, type Problem } from '../problems';
import { CLAIM_MS } from '../saleWriting';
import { failureOf, ignoreClaimLost, ServiceRun, type Failure } from '../serviceRun';
import { creditName, prepareCredit, type PreparedCredit } from './prepareCredit';
import { writeCredit } from './writeCredit';

export interface ProcessRefundServices {
	readonly cin7: Cin7Port;
	readonly database: SyncDatabase;
	readonly clock: Clock;
	readonly owner: string;
}

export interface ProcessRefundRequest {
	readonly stores: readonly Store[];
	readonly startedBy: 'user' | 'schedule';
	/** At most so many in this run. */
	readonly limit?: number;
}

export interface ProcessedCredit {
	readonly credit: CreditRecord;
	readonly progress: CreditProgress;
	readonly plan: CreditNotePlan;
}

export interface ProcessRefundResult {
	readonly processed: readonly ProcessedCredit[];
	/** Ended without a credit note: left to the settlement, or skipped, with the reason. */
	readonly settled: readonly { readonly credit: CreditRecord; readonly state: 'settlement' | 'skipped'; readonly reason: string }[];
	/** How many wait for their sale to be made, authorized or fulfilled (S169). */
	readonly waiting: number;
	readonly problems: readonly Problem[];
}

type CreditOutcome = { readonly kind: 'done'; readonly credit: ProcessedCredit } | Exclude<PreparedCredit, { readonly kind: 'ready' }> | Failure;

const BATCH = 20;

/**
 * Turns pending refunds, and parts of daily sales that were canceled, into credit notes on the right sales (S169-S173, N9,
 * N10, D7). One whose sale is not made, not authorized or not fulfilled yet stays pending. What cannot be written is held
 * with its reasons and never stops the others. Safe to run twice at the same moment and to be killed at any point.
 */
export async function processRefunds(services: ProcessRefundServices, request: ProcessRefundRequest): Promise<ProcessRefundResult> {
	const run = new RefundRun(services, request);
	for (const store of request.stores) await run.processStore(store);
	return run.result();
}

class RefundRun {
	private readonly run = new ServiceRun();
	private readonly processed: ProcessedCredit[] = [];
	private readonly settled: { credit: CreditRecord; state: 'settlement' | 'skipped'; reason: string }[] = [];
	private waiting = 0;

	constructor(
		private readonly services: ProcessRefundServices,
		private readonly request: ProcessRefundRequest,
	) {}

	result(): ProcessRefundResult {
		return { processed: this.processed, settled: this.settled, waiting: this.waiting, problems: this.run.problems };
	}

	async processStore(store: Store): Promise<void> {
		const startedAt = this.now();
		const before = { processed: this.processed.length, settled: this.settled.length, waiting: this.waiting, problems: this.run.problems.length };
		try {
			if (!this.run.stopped) await this.processCredits(store);
		} catch (error) {
			if (!(error instanceof TransportError)) throw error;
			this.run.fail(error, transportProblem(store.storeId, undefined, error));
		}
		await this.writeOperation(store, startedAt, before);
	}

	private async processCredits(store: Store): Promise<void> {
		const { credits } = this.services.database;
		const seen: string[] = [];
		let books: TenantReference | undefined;
		for (;;) {
			const limit = Math.min(BATCH, (this.request.limit ?? Infinity) - seen.length);
			if (this.run.stopped || limit <= 0) return;
			const batch = await credits.claim(store.storeId, { owner: this.services.owner, ttlMs: CLAIM_MS, limit, exclude: seen });
			if (batch.length === 0) return;
			books ??= await this.readBooks(batch);
			for (const [index, credit] of batch.entries()) {
				seen.push(credit.creditId);
				if (this.run.stopped) {
					await credits.release(batch.slice(index), this.services.owner);
					return;
				}
				const outcome = await this.process(store, books, credit).catch((error: unknown) => failureOf(creditName(credit), error));
				await this.settle(credit, outcome);
			}
		}
	}

	/** For credits that are claimed already: they are given back where the books cannot be read, so that the next run finds them. */
	private async readBooks(claimed: readonly CreditRecord[]): Promise<TenantReference> {
		const { cin7, database, owner } = this.services;
		try {
			return await cin7.reference();
		} catch (error) {
			await database.credits.release(claimed, owner);
			throw error;
		}
	}

	private async process(store: Store, books: TenantReference, credit: CreditRecord): Promise<CreditOutcome> {
		const { database, cin7, owner } = this.services;
		const prepared = await prepareCredit(this.services, store, books, credit);
		if (prepared.kind !== 'ready') return prepared;
		const { sale, plan } = prepared;
		const progress = await writeCredit({ cin7, credits: database.credits, owner }, credit, sale, plan);
		await database.credits.complete(credit, owner, progress);
		return { kind: 'done', credit: { credit, progress, plan } };
	}

	private async settle(credit: CreditRecord, outcome: CreditOutcome): Promise<void> {
		const { credits } = this.services.database;
		const { owner } = this.services;
		const hold = async (issues: readonly Issue[]): Promise<void> => await credits.hold(credit, owner, issues);
		switch (outcome.kind) {
			case 'done':
				this.run.succeed();
				this.processed.push(outcome.credit);
				return;
			case 'settled':
				this.run.succeed();
				this.settled.push({ credit, state: outcome.state, reason: outcome.reason });
				await credits.settle(credit, owner, outcome.state, outcome.reason).catch(ignoreClaimLost);
				return;
			case 'waits':
				this.run.succeed();
				this.waiting++;
				await hold([outcome.issue]).catch(ignoreClaimLost);
				return;
			default:
				await this.run.settle(outcome, {
					problem: (issue) => problem(credit.storeId, credit.orderId, issue),
					transportProblem: (error) => transportProblem(credit.storeId, credit.orderId, error),
					hold,
					release: async () => await credits.release([credit], owner),
				});
		}
	}

	private now(): string {
		return new Date(this.services.clock.now()).toISOString();
	}

	private async writeOperation(store: Store, startedAt: string, before: { readonly processed: number; readonly settled: number; readonly waiting: number; readonly problems: number }): Promise<void> {
		const { credits, operations } = this.services.database;
		const problems = this.run.problems.slice(before.problems);
		const settled = this.settled.slice(before.settled);
		const ended = this.run.endedByLimit ? [transportProblem(store.storeId, undefined, this.run.endedByLimit)] : [];
		await operations.append({
			storeId: store.storeId, operation: 'Process Refunds', startedBy: this.request.startedBy, startedAt, finishedAt: this.now(),
			counts: {
				processed: this.processed.length - before.processed,
				leftToSettlement: settled.filter(({ state }) => state === 'settlement').length,
				skipped: settled.filter(({ state }) => state === 'skipped').length,
				waiting: this.waiting - before.waiting,
				held: new Set(problems.map((each) => each.orderId)).size,
				pending: (await credits.countByState(store.storeId)).pending,
			},
			notes: [...problems, ...ended].map((each) => `${each.message}. ${each.hint}`),
		});
	}
}
