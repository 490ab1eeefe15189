import type { Issue } from '../../domain/issues';
import { UnreadableSettlement } from '../../domain/settlement/settlement';
import type { SettlementPlan } from '../../domain/settlement/settlementPlan';
import type { Store } from '../../domain/settings';
import { TransportError } from '../../transport/errors';
import type { SettlementProgress, SettlementRecord } from '../ports/settlements';
import { settlementProblem, transportProblem, type Problem } from '../problems';
import { failureOf, ignoreClaimLost, ServiceRun, type Failure } from '../serviceRun';
import { unreadableIssue } from './loadSettlements';
import { prepareSettlement, readBooks, type SettlementBooks } from './prepareSettlement';
import { SETTLEMENT_CLAIM_MS, type PostSettlementServices } from './settlementServices';
import { undoSettlement } from './undoSettlement';
import { writeSettlement } from './writeSettlement';

export interface ProcessSettlementRequest {
	readonly stores: readonly Store[];
	readonly startedBy: 'user' | 'schedule';
	/**
	 * 'automatic': loaded ones of stores that process automatically (S57, S178). 'ready': all loaded ones. Ids: these,
	 * whatever state they are in but posted.
	 */
	readonly which: 'automatic' | 'ready' | readonly string[];
}

export interface PostedSettlement {
	readonly record: SettlementRecord;
	readonly progress: SettlementProgress;
	readonly plan: SettlementPlan;
}

export interface ProcessSettlementResult {
	readonly posted: readonly PostedSettlement[];
	readonly problems: readonly Problem[];
}

type Outcome = { readonly kind: 'posted'; readonly posted: PostedSettlement } | Failure;

/**
 * Posts settlements to Cin7 Core, the oldest first (S57-S59, S75-S79, P1-P13). One that cannot be posted is held with
 * its reasons, told once, and never stops the others; it posts by itself once they are gone (P9). A corrected one takes
 * its earlier posting back first (P18). Safe to run twice at the same moment and to be killed at any point.
 */
export async function processSettlements(services: PostSettlementServices, request: ProcessSettlementRequest): Promise<ProcessSettlementResult> {
	const run = new SettlementRun(services, request);
	for (const store of request.stores) await run.processStore(store);
	return run.result();
}

class SettlementRun {
	private readonly run = new ServiceRun();
	private readonly posted: PostedSettlement[] = [];
	private books?: SettlementBooks;

	constructor(
		private readonly services: PostSettlementServices,
		private readonly request: ProcessSettlementRequest,
	) {}

	result(): ProcessSettlementResult {
		return { posted: this.posted, problems: this.run.problems };
	}

	async processStore(store: Store): Promise<void> {
		const startedAt = this.now();
		const before = { posted: this.posted.length, problems: this.run.problems.length };
		const chosen = this.request.which === 'automatic' && store.settings.settlement.process !== 'automatically' ? [] : await this.choose(store);
		try {
			if (chosen.length > 0) this.books ??= await readBooks(this.services.cin7);
			for (const record of chosen) if (!this.run.stopped) await this.processOne(store, record);
		} catch (error) {
			if (!(error instanceof TransportError)) throw error;
			this.run.fail(error, transportProblem(store.storeId, undefined, error));
		}
		await this.writeOperation(store, startedAt, chosen.length, before);
	}

	private async choose({ storeId }: Store): Promise<readonly SettlementRecord[]> {
		const { settlements } = this.services.database;
		const { which } = this.request;
		const all = await settlements.list({ storeIds: [storeId], oldestFirst: true, ...(typeof which === 'string' ? {} : { settlementIds: which }) });
		const isOpen = ({ state, reissue }: SettlementRecord): boolean => (typeof which === 'string' ? state === 'loaded' : state !== 'posted') || reissue !== undefined;
		return all.filter(isOpen);
	}

	private async processOne(store: Store, listed: SettlementRecord): Promise<void> {
		const { settlements } = this.services.database;
		const { owner } = this.services;
		const record = await settlements.claim(listed, owner, SETTLEMENT_CLAIM_MS);
		if (!record) return;
		const outcome = await this.post(store, record).catch((error: unknown): Failure => asFailure(record, error));
		if (outcome.kind === 'posted') {
			this.run.succeed();
			this.posted.push(outcome.posted);
			return;
		}
		await this.run.settle(outcome, {
			problem: (issue) => settlementProblem(store.storeId, record.settlementId, issue),
			transportProblem: (error) => ({ ...transportProblem(store.storeId, undefined, error), settlementId: record.settlementId }),
			hold: async (issues) => await settlements.hold(record, owner, issues),
			release: async () => await settlements.release(record, owner),
		});
	}

	private async post(store: Store, claimed: SettlementRecord): Promise<Outcome> {
		const { cin7, database, owner } = this.services;
		const { settlements } = database;
		if (this.request.which === 'automatic' && beginsBefore(claimed, store.settings.ignoreOrdersBefore)) return { kind: 'held', issues: [beginsBeforeTheStore(claimed)] };
		const record = await this.withdraw(claimed);
		if (!record) return { kind: 'takenOver' };
		const stores = await database.stores.list({ accountKey: record.accountKey });
		this.books ??= await readBooks(cin7);
		const { plan } = await prepareSettlement({ cin7, database }, stores, store, record, this.books);
		const blocking = plan.issues.filter((issue) => issue.blocking);
		if (blocking.length > 0) return { kind: 'held', issues: blocking };
		const progress = await writeSettlement({ cin7, settlements, owner }, record, plan);
		await settlements.complete(record, owner, { progress, arithmetic: plan.arithmetic });
		this.run.problems.push(...plan.issues.map((issue) => settlementProblem(store.storeId, record.settlementId, issue)));
		return { kind: 'posted', posted: { record, progress, plan } };
	}

	/** What has to be taken back before anything is posted: the earlier version of a corrected one, or what a person began to undo. */
	private async withdraw(record: SettlementRecord): Promise<SettlementRecord | undefined> {
		const { cin7, database: { settlements }, owner } = this.services;
		if (!record.reissue && !record.progress.undoing) return record;
		const { posting } = await undoSettlement({ cin7, settlements, owner }, record);
		await settlements.undone(record, owner, freshProgress(posting + 1), record.reissue ? 'byReissue' : 'byPerson');
		return await settlements.claim(record, owner, SETTLEMENT_CLAIM_MS);
	}

	private now(): string {
		return new Date(this.services.clock.now()).toISOString();
	}

	private async writeOperation({ storeId, settings }: Store, startedAt: string, chosen: number, before: { readonly posted: number; readonly problems: number }): Promise<void> {
		if (chosen === 0 && settings.settlement.process !== 'automatically') return;
		const problems = this.run.problems.slice(before.problems);
		const ended = this.run.endedByLimit ? [transportProblem(storeId, undefined, this.run.endedByLimit)] : [];
		await this.services.database.operations.append({
			storeId, operation: 'Post Settlements', startedBy: this.request.startedBy, startedAt, finishedAt: this.now(),
			counts: { posted: this.posted.length - before.posted, held: new Set(problems.flatMap(({ settlementId }) => settlementId ?? [])).size },
			notes: [...problems, ...ended].map((each) => `${each.message}. ${each.hint}`),
		});
	}
}

/** Progress of a settlement of which nothing is posted. */
export const freshProgress = (posting: number): SettlementProgress => ({ done: [], documents: {}, posting });

/** What began before the store's first order holds orders that were booked in another way: a person looks at it first. */
const beginsBefore = ({ statement }: SettlementRecord, instant: string): boolean => Date.parse(statement.startsAt) < Date.parse(instant);

const beginsBeforeTheStore = ({ settlementId }: SettlementRecord): Issue => ({
	code: 'settlement.beginsBeforeTheStore',
	message: `Settlement ${settlementId} begins before the first order that the store takes (Ignore Orders Before), so that some of its orders may be in the books in another way`,
	hint: 'Look at it with Preview Journal, then post it by hand with Post Journal, or set it aside with Skip.',
	blocking: true,
});

function asFailure(record: SettlementRecord, error: unknown): Failure {
	if (error instanceof UnreadableSettlement) return { kind: 'held', issues: [unreadableIssue(error, `Settlement ${record.settlementId}`)] };
	return failureOf(`Settlement ${record.settlementId}`, error);
}

export interface UndoSettlementRequest {
	readonly stores: readonly Store[];
	readonly settlementIds: readonly string[];
	readonly startedBy: 'user' | 'schedule';
}

export interface UndoSettlementResult {
	readonly undone: readonly { readonly record: SettlementRecord; readonly documents: SettlementProgress['documents'] }[];
	readonly problems: readonly Problem[];
}

/** Takes posted settlements back (P21), the newest first. They are posted again only when a person asks for it. */
export async function undoSettlements(services: PostSettlementServices, request: UndoSettlementRequest): Promise<UndoSettlementResult> {
	const { cin7, database: { settlements, operations }, owner, clock } = services;
	const undone: { record: SettlementRecord; documents: SettlementProgress['documents'] }[] = [];
	const run = new ServiceRun();
	for (const { storeId } of request.stores) {
		const startedAt = new Date(clock.now()).toISOString();
		const problems = run.problems.length;
		const count = undone.length;
		for (const listed of await settlements.list({ storeIds: [storeId], settlementIds: request.settlementIds })) {
			if (run.stopped || Object.keys(listed.progress.documents).length === 0) continue;
			const record = await settlements.claim(listed, owner, SETTLEMENT_CLAIM_MS);
			if (!record) continue;
			try {
				const progress = await undoSettlement({ cin7, settlements, owner }, record);
				await settlements.undone(record, owner, freshProgress(progress.posting + 1), 'byPerson');
				undone.push({ record, documents: progress.documents });
				run.succeed();
			} catch (error) {
				await run.settle(asFailure(record, error), {
					problem: (issue: Issue) => settlementProblem(storeId, record.settlementId, issue),
					transportProblem: (failed) => ({ ...transportProblem(storeId, undefined, failed), settlementId: record.settlementId }),
					hold: async (issues) => await settlements.hold(record, owner, issues).catch(ignoreClaimLost),
					release: async () => await settlements.release(record, owner),
				});
			}
		}
		await operations.append({
			storeId, operation: 'Undo Settlements', startedBy: request.startedBy, startedAt, finishedAt: new Date(clock.now()).toISOString(),
			counts: { undone: undone.length - count },
			notes: [...undone.slice(count).map(({ record, documents }) => `Settlement ${record.settlementId}: ${Object.values(documents).map(({ number, id }) => number ?? id).join(', ')}`), ...run.problems.slice(problems).map((each) => `${each.message}. ${each.hint}`)],
		});
	}
	return { undone, problems: run.problems };
}
