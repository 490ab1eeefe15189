import type { Issue } from '../domain/issues';
import type { Clock } from '../transport/clock';
import type { AssemblyPlanner } from './assembleProducts';
import type { Cin7Port } from './ports/cin7';
import type { ClaimedOrder, OrderRecord, SaleProgress, SaleStep, SyncDatabase } from './ports/repositories';
import { StepRecord } from './stepRecord';

/** How long a claim lasts beyond the last recorded step. Longer than the longest single call with its repeats. */
export const CLAIM_MS = 5 * 60_000;

/** A reason to leave something unwritten with a text for the user; nothing is written after it. */
export class SaleHeld extends Error {
	constructor(readonly issue: Issue) {
		super(issue.message);
		this.name = 'SaleHeld';
	}
}

export interface SaleServices {
	readonly cin7: Cin7Port;
	readonly database: Pick<SyncDatabase, 'orders' | 'customers'>;
	readonly clock: Clock;
	readonly owner: string;
	/** Absent: nothing is assembled. */
	readonly assemblies?: AssemblyPlanner;
}

/** What a sale is written for: an order, or the orders of a day. */
export interface SaleTarget {
	/** The anchor by which its sale is found again in Cin7 Core. */
	readonly externalId: string;
	/** In messages: 'Order 123-…', 'The daily sale …'. */
	readonly name: string;
	readonly progress: SaleProgress;
	readonly lookFirst: OrderRecord['lookFirst'];
	/** The external id of the sale to look for, where it is another one. */
	readonly lookFor?: string;
	/** A sale that an earlier connection made may stand for other orders, and is taken over only when it comes to the same. */
	readonly ofSeveralOrders?: true;
	/** Keeps how far the writing got and extends the claim. Throws ClaimLost. */
	record(progress: SaleProgress): Promise<void>;
}

export const orderTarget = ({ database, owner }: Pick<SaleServices, 'database' | 'owner'>, claimed: ClaimedOrder): SaleTarget => ({
	externalId: claimed.orderId,
	name: `Order ${claimed.orderId}`,
	progress: claimed.progress,
	lookFirst: claimed.lookFirst,
	...(claimed.lookFor ? { lookFor: claimed.lookFor } : {}),
	record: async (progress) => await database.orders.recordProgress(claimed, owner, progress, CLAIM_MS),
});

/** The writing of one sale, step by step: progress as recorded, and the calls that are still to be made. */
export class SaleWriting extends StepRecord<SaleStep, SaleProgress> {
	constructor(readonly target: SaleTarget) {
		super(target.progress, async (progress) => await target.record(progress));
	}

	/** Begins anew: for a sale that Cin7 Core refused, so that certainly nothing of it exists. */
	async startOver(): Promise<void> {
		await this.record({ done: [] });
	}
}
