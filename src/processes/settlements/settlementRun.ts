import type { Issue } from '../../domain/issues';
import { UnreadableSettlement } from '../../domain/settlement/settlement';
import type { Store } from '../../domain/settings';
import { TransportError } from '../../transport/errors';
import type { SettlementProgress, SettlementRecord } from '../ports/settlements';
import { settlementProblem, transportProblem, type Problem } from '../problems';
import { failureOf, ServiceRun, type Failure } from '../serviceRun';
import { unreadableIssue } from './loadSettlements';
import { SETTLEMENT_CLAIM_MS, type PostSettlementServices } from './settlementServices';
import { undoSettlement } from './undoSettlement';

export interface ProcessSettlementRequest {
	readonly stores: readonly Store[];
	readonly startedBy: 'user' | 'schedule';
	/**
	 * 'automatic': loaded ones of stores that process automatically (S57, S178). 'ready': all loaded ones. Ids: these,
	 * whatever state they are in but posted.
	 */
	readonly which: 'automatic' | 'ready' | readonly string[];
}

/** One way to post settlements: as documents of Cin7 Core, or as entries in other books. */
export interface SettlementPoster<T> {
	/** In the operations log: 'Post Settlements'. */
	readonly operation: string;
	/** Why the settlements of this store are not posted in this way; undefined: they are. */
	refusal(store: Store, record: SettlementRecord): Issue | undefined;
	/** Reads, once a run, what all postings need. Throws TransportError. */
	prepare(): Promise<void>;
	/** Posts a claimed settlement to its end, the claim included. Throws SaleHeld, TransportError, ClaimLost, UnreadableSettlement. */
	post(store: Store, record: SettlementRecord): Promise<Posted<T> | Failure>;
}

/** `notices`: what is told although it was posted. */
export interface Posted<T> {
	readonly kind: 'posted';
	readonly posted: T;
	readonly notices: readonly Issue[];
}

export interface SettlementRunResult<T> {
	readonly posted: readonly T[];
	readonly problems: readonly Problem[];
}

/**
 * Posts settlements by one poster, the oldest first. One that cannot be posted is held with its reasons, told once, and
 * never stops the others; it posts by itself once they are gone (P9). A corrected one takes its earlier posting back
 * first (P18). Safe to run twice at the same moment and to be killed at any point.
 */
export async function runSettlements<T>(services: PostSettlementServices, request: ProcessSettlementRequest, poster: SettlementPoster<T>): Promise<SettlementRunResult<T>> {
	const run = new SettlementRun(services, request, poster);
	for (const store of request.stores) await run.processStore(store);
	return run.result();
}

class SettlementRun<T> {
	private readonly run = new ServiceRun();
	private readonly posted: T[] = [];

	constructor(
		private readonly services: PostSettlementServices,
		private readonly request: ProcessSettlementRequest,
		private readonly poster: SettlementPoster<T>,
	) {}

	result(): SettlementRunResult<T> {
		return { posted: this.posted, problems: this.run.problems };
	}

	async processStore(store: Store): Promise<void> {
		const startedAt = this.now();
		const before = { posted: this.posted.length, problems: this.run.problems.length };
		const chosen = this.request.which === 'automatic' && store.settings.settlement.process !== 'automatically' ? [] : await this.choose(store);
		try {
			if (chosen.length > 0) await this.poster.prepare();
			for (const record of chosen) if (!this.run.stopped) await this.processOne(store, record);
		} catch (error) {
			if (!(error instanceof TransportError)) throw error;
			this.run.fail(error, transportProblem(store.storeId, undefined, error));
		}
		await this.writeOperation(store, startedAt, chosen.length, before);
	}

	/** Of stores that post by themselves, only those that post in this way: another workflow posts the others. */
	private async choose(store: Store): Promise<readonly SettlementRecord[]> {
		const { settlements } = this.services.database;
		const { which } = this.request;
		const all = await settlements.list({ storeIds: [store.storeId], oldestFirst: true, ...(typeof which === 'string' ? {} : { settlementIds: which }) });
		return all.filter((record) => this.isOpen(record) && !(which === 'automatic' && this.poster.refusal(store, record)));
	}

	/** What a person undid or set aside is posted only when a person chooses it. */
	private isOpen({ state, reissue }: SettlementRecord): boolean {
		return (typeof this.request.which === 'string' ? state === 'loaded' : state !== 'posted') || reissue !== undefined;
	}

	private async processOne(store: Store, listed: SettlementRecord): Promise<void> {
		const { settlements } = this.services.database;
		const { owner } = this.services;
		const record = await settlements.claim(listed, owner, SETTLEMENT_CLAIM_MS);
		if (!record) return;
		// Another run, or a person, may have dealt with it since it was listed.
		if (!this.isOpen(record)) return await settlements.release(record, owner);
		const outcome = await this.post(store, record).catch((error: unknown): Failure => asFailure(record, error));
		if (outcome.kind === 'posted') {
			this.run.succeed();
			this.posted.push(outcome.posted);
			this.run.problems.push(...outcome.notices.map((issue) => settlementProblem(store.storeId, record.settlementId, issue)));
			return;
		}
		await this.run.settle(outcome, {
			problem: (issue) => settlementProblem(store.storeId, record.settlementId, issue),
			transportProblem: (error) => ({ ...transportProblem(store.storeId, undefined, error), settlementId: record.settlementId }),
			hold: async (issues) => await settlements.hold(record, owner, issues),
			release: async () => await settlements.release(record, owner),
		});
	}

	private async post(store: Store, claimed: SettlementRecord): Promise<Posted<T> | Failure> {
		if (this.request.which === 'automatic' && beginsBefore(claimed, store.settings.ignoreOrdersBefore)) return { kind: 'held', issues: [beginsBeforeTheStore(claimed)] };
		const refusal = this.poster.refusal(store, claimed);
		if (refusal) return { kind: 'held', issues: [refusal] };
		const record = await this.withdraw(claimed);
		return record ? await this.poster.post(store, record) : { kind: 'takenOver' };
	}

	/** What has to be taken back before anything is posted: the earlier version of a corrected one, or what a person began to undo. */
	private async withdraw(record: SettlementRecord): Promise<SettlementRecord | undefined> {
		const { cin7, books, database: { settlements }, owner } = this.services;
		if (!record.reissue && !record.progress.undoing) return record;
		const { posting } = await undoSettlement({ cin7, settlements, owner, ...(books ? { books } : {}) }, record);
		await settlements.undone(record, owner, freshProgress(posting + 1), record.reissue ? 'byReissue' : 'byPerson');
		// A person wanted it undone: that is ended, and no more unless a person chose it now.
		if (!record.reissue && typeof this.request.which === 'string') return undefined;
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
			storeId, operation: this.poster.operation, startedBy: this.request.startedBy, startedAt, finishedAt: this.now(),
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

/** A thrown error as the outcome of one settlement. */
export function asFailure(record: SettlementRecord, error: unknown): Failure {
	if (error instanceof UnreadableSettlement) return { kind: 'held', issues: [unreadableIssue(error, `Settlement ${record.settlementId}`)] };
	return failureOf(`Settlement ${record.settlementId}`, error);
}
