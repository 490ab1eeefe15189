import type { Issue } from '../../domain/issues';
import { marketplaceById } from '../../domain/marketplaces';
import { UnreadableSettlement } from '../../domain/settlement/settlement';
import type { Store } from '../../domain/settings';
import { TransportError } from '../../transport/errors';
import type { SettlementReport } from '../ports/amazon';
import { isLimit, settlementProblem, transportProblem, type Problem } from '../problems';
import { assignStore, captureSettlement } from './captureSettlement';
import type { LoadSettlementServices } from './settlementServices';

export interface LoadSettlementRequest {
	/** Every connected store of this account: Amazon lists the settlements of an account together. */
	readonly stores: readonly Store[];
	readonly startedBy: 'user' | 'schedule';
	/** Look at all reports made since this instant; absent: at those made since the last load. */
	readonly from?: string;
}

export interface LoadSettlementResult {
	/** True when another run is loading this account now; nothing was done. */
	readonly busy: boolean;
	/** False when reports are left for the next run. */
	readonly complete: boolean;
	/** Documents that were read in this run. */
	readonly read: number;
	readonly new: number;
	/** Documents of a settlement that is known already (P4). */
	readonly known: number;
	/** Corrected by Amazon (P18). */
	readonly reissued: number;
	/** New ones that are not to be posted, because they ended before the store's first order. */
	readonly skipped: number;
	readonly problems: readonly Problem[];
}

const LEASE_MS = 15 * 60_000;
const DAY_MS = 24 * 3_600_000;
/** Amazon lists a report some time after it says it was made. */
const OVERLAP_MS = 2 * DAY_MS;
/** Amazon keeps settlement reports for 90 days. Older ones that are asked for in Seller Central are made anew, and found by that (P17). */
const KEPT_MS = 90 * DAY_MS;
/** Documents that could not be read, copies of one that was, and what a killed load left: no run is reading them any more. */
const ORPHANS_MS = DAY_MS;

/**
 * Loads the settlements that Amazon made since the last load (S57, S178, P4, P17): lists the reports, keeps each document
 * that was not read before, and the settlement in it. A document that cannot be read is told, once, and never stops the
 * others; a failing download is tried again by the next run.
 */
export async function loadSettlements(services: LoadSettlementServices, request: LoadSettlementRequest): Promise<LoadSettlementResult> {
	const { leases } = services.database;
	const [anyStore, ...others] = request.stores;
	const key = `settlements ${services.amazon.accountKey}`;
	const nothing: LoadSettlementResult = { busy: anyStore !== undefined, complete: anyStore === undefined, read: 0, new: 0, known: 0, reissued: 0, skipped: 0, problems: [] };
	if (!anyStore || !(await leases.acquire(key, services.owner, LEASE_MS))) return nothing;
	try {
		return await new SettlementLoading(services, request, [anyStore, ...others]).run();
	} finally {
		await leases.release(key, services.owner);
	}
}

class SettlementLoading {
	private readonly problems: Problem[] = [];
	private readonly counts = { read: 0, new: 0, known: 0, reissued: 0, skipped: 0 };
	private interruption?: TransportError;
	/** When the oldest report was made that could not be read now: the next run begins there. */
	private oldestLeft?: string;
	private readonly startedAt: string;

	constructor(
		private readonly services: LoadSettlementServices,
		private readonly request: LoadSettlementRequest,
		private readonly stores: readonly [Store, ...Store[]],
	) {
		this.startedAt = this.instant();
	}

	async run(): Promise<LoadSettlementResult> {
		const { amazon, database: { settlements } } = this.services;
		try {
			for await (const report of amazon.settlementReports({ since: await this.since() })) await this.readReport(report);
			// A report that another run, or a person's other request, read is as good as one of this run.
			if (!this.request.from) await settlements.saveCursor(amazon.accountKey, { watermark: this.oldestLeft ?? this.startedAt });
		} catch (error) {
			if (!(error instanceof TransportError)) throw error;
			this.interruption = error;
			if (!isLimit(error)) this.problems.push(transportProblem(this.stores[0].storeId, undefined, error));
		}
		await this.assignStores();
		await settlements.removeOrphans(new Date(this.services.clock.now() - ORPHANS_MS).toISOString());
		return await this.finish();
	}

	/** What is left over from a run is looked at again, and so is what Amazon may have listed late. */
	private async since(): Promise<string> {
		const { amazon, clock, database: { settlements } } = this.services;
		if (this.request.from) return this.request.from;
		const cursor = await settlements.cursor(amazon.accountKey);
		const oldest = clock.now() - KEPT_MS;
		return new Date(cursor ? Math.max(Date.parse(cursor.watermark) - OVERLAP_MS, oldest) : oldest).toISOString();
	}

	private async readReport(report: SettlementReport): Promise<void> {
		const { amazon, database } = this.services;
		const { accountKey } = amazon;
		if ((await database.settlements.knownReports(accountKey, [report.reportId])).size > 0) return;
		if (this.interruption) {
			this.oldestLeft ??= report.createdAt;
			return;
		}
		try {
			const { bytes, charset } = await amazon.settlementDocument(report.documentId);
			const documentId = await database.settlements.storeDocument(bytes);
			const { outcome, record } = await captureSettlement(database, this.stores, { documentId, source: `report ${report.reportId}`, ...(charset ? { charset } : {}) });
			this.count(outcome, record.state === 'skipped');
		} catch (error) {
			await this.fail(report, error);
		}
	}

	private count(outcome: 'new' | 'unchanged' | 'reissued', skipped: boolean): void {
		this.counts.read++;
		if (outcome === 'new') this.counts.new++;
		if (outcome === 'unchanged') this.counts.known++;
		if (outcome === 'reissued') this.counts.reissued++;
		if (outcome === 'new' && skipped) this.counts.skipped++;
	}

	private async fail({ reportId, createdAt }: SettlementReport, error: unknown): Promise<void> {
		const { amazon, database } = this.services;
		const [{ storeId }] = this.stores;
		if (error instanceof UnreadableSettlement) {
			const issue = unreadableIssue(error, `Settlement report ${reportId}`);
			this.problems.push(settlementProblem(storeId, `report ${reportId}`, issue));
			await database.settlements.recordUnreadable(amazon.accountKey, reportId, issue);
			return;
		}
		if (!(error instanceof TransportError)) throw error;
		this.oldestLeft ??= createdAt;
		if (isLimit(error) || error.kind === 'unauthorized') this.interruption = error;
		if (!isLimit(error)) this.problems.push({ ...transportProblem(storeId, undefined, error), settlementId: `report ${reportId}` });
	}

	/** A settlement in a currency of which no store was connected then belongs to the store that is now. */
	private async assignStores(): Promise<void> {
		const { amazon, database } = this.services;
		const currencies = new Set(this.stores.map((store) => marketplaceById(store.marketplaceId)?.currency));
		for (const record of await database.settlements.list({ accountKey: amazon.accountKey, withoutStore: true })) {
			if (currencies.has(record.statement.currency)) await assignStore(database, this.stores, record);
		}
	}

	private async finish(): Promise<LoadSettlementResult> {
		const { amazon, database } = this.services;
		const ended = this.interruption && isLimit(this.interruption) ? [transportProblem(this.stores[0].storeId, undefined, this.interruption)] : [];
		const withoutStore = await database.settlements.list({ accountKey: amazon.accountKey, withoutStore: true, states: ['loaded'] });
		for (const record of withoutStore) this.problems.push(settlementProblem(this.stores[0].storeId, record.settlementId, noStoreIssue(record.statement.currency, record.settlementId)));
		for (const { storeId } of this.stores) {
			await database.operations.append({
				storeId, operation: this.request.from ? `Load Settlements Since ${this.request.from}` : 'Load Settlements', startedBy: this.request.startedBy, startedAt: this.startedAt, finishedAt: this.instant(),
				counts: { ...this.counts },
				notes: [...this.problems, ...ended].map((each) => `${each.message}. ${each.hint}`),
			});
		}
		return { busy: false, complete: this.interruption === undefined && this.oldestLeft === undefined, ...this.counts, problems: this.problems };
	}

	private instant(): string {
		return new Date(this.services.clock.now()).toISOString();
	}
}

/** A file that could not be read, as the user is told of it. */
export const unreadableIssue = (error: UnreadableSettlement, what: string): Issue => ({
	code: `settlement.${error.code}`,
	message: `${what} could not be read${error.line === undefined ? '' : ` (line ${error.line})`}: ${error.message}`,
	hint: error.hint,
	blocking: true,
});

const noStoreIssue = (currency: string, settlementId: string): Issue => ({
	code: 'settlement.noStore',
	message: `Settlement ${settlementId} is in ${currency}, and no store of this Amazon account with that currency is connected`,
	hint: 'Connect the store with the Amazon Store node; the settlement is kept and belongs to it then.',
	blocking: true,
});
