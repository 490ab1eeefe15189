import type { Issue } from '../../domain/issues';
import type { SettlementPlan } from '../../domain/settlement/settlementPlan';
import type { Store } from '../../domain/settings';
import type { SettlementProgress, SettlementRecord } from '../ports/settlements';
import { settlementProblem, transportProblem, type Problem } from '../problems';
import { ignoreClaimLost, ServiceRun, type Failure } from '../serviceRun';
import { prepareSettlement, readBooks, type SettlementBooks } from './prepareSettlement';
import { asFailure, freshProgress, runSettlements, type Posted, type ProcessSettlementRequest, type SettlementPoster, type SettlementRunResult } from './settlementRun';
import { SETTLEMENT_CLAIM_MS, type PostSettlementServices } from './settlementServices';
import { undoSettlement } from './undoSettlement';
import { writeSettlement } from './writeSettlement';

export { freshProgress, type ProcessSettlementRequest } from './settlementRun';

export interface PostedSettlement {
	readonly record: SettlementRecord;
	readonly progress: SettlementProgress;
	readonly plan: SettlementPlan;
}

export type ProcessSettlementResult = SettlementRunResult<PostedSettlement>;

/** Posts settlements to Cin7 Core (S57-S59, S75-S79, P1-P13); see `runSettlements`. */
export async function processSettlements(services: PostSettlementServices, request: ProcessSettlementRequest): Promise<ProcessSettlementResult> {
	return await runSettlements(services, request, new JournalPoster(services));
}

class JournalPoster implements SettlementPoster<PostedSettlement> {
	readonly operation = 'Post Settlements';
	private books?: SettlementBooks;

	constructor(private readonly services: PostSettlementServices) {}

	/** S61: what stands in Xero or QuickBooks as one entry must not come there once more through Cin7 Core. */
	refusal({ settings }: Store, { settlementId }: SettlementRecord): Issue | undefined {
		if (settings.settlement.xeroMode !== 'settlement') return undefined;
		return {
			code: 'settlement.consolidatesToXero',
			message: `Settlement ${settlementId} is of a store that consolidates settlements to Xero or QuickBooks, so that no journal is posted to Cin7 Core`,
			hint: 'Use Post to Xero or Post to QuickBooks, or set Settlement: Xero Mode to Individual Sales in the Setup of the store.',
			blocking: true,
		};
	}

	async prepare(): Promise<void> {
		this.books ??= await readBooks(this.services.cin7);
	}

	async post(store: Store, record: SettlementRecord): Promise<Posted<PostedSettlement> | Failure> {
		const { cin7, database, owner } = this.services;
		const { settlements } = database;
		const stores = await database.stores.list({ accountKey: record.accountKey });
		this.books ??= await readBooks(cin7);
		const { plan } = await prepareSettlement({ cin7, database }, stores, store, record, this.books);
		const blocking = plan.issues.filter((issue) => issue.blocking);
		if (blocking.length > 0) return { kind: 'held', issues: blocking };
		const progress = await writeSettlement({ cin7, settlements, owner }, record, plan);
		await settlements.complete(record, owner, { progress, arithmetic: plan.arithmetic });
		return { kind: 'posted', posted: { record, progress, plan }, notices: plan.issues };
	}
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
	const { cin7, books, database: { settlements, operations }, owner, clock } = services;
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
				const progress = await undoSettlement({ cin7, settlements, owner, ...(books ? { books } : {}) }, record);
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
