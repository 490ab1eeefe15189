import type { DailySale, DailySaleFrame } from '../../domain/accounting/dailySale';
import type { SalePart } from '../../domain/accounting/salePart';
import type { Day } from '../../domain/calendar';
import type { Issue } from '../../domain/issues';
import type { OrderKey, OrderRecord, SaleProgress } from './repositories';

/** A daily sale as the sync database keeps it. open: to be written or gone on with. done: it exists. empty: all its orders were canceled before it was written. */
export interface DailySaleRecord {
	/** '<store>|<day>|<number>', also the sale's ExternalID. */
	readonly saleKey: string;
	readonly storeId: string;
	readonly day: Day;
	readonly number: number;
	readonly state: 'open' | 'done' | 'empty';
	readonly frame: DailySaleFrame;
	/** As of an order: the log entry of an earlier sale of this key was deleted. */
	readonly lookFirst: OrderRecord['lookFirst'];
	readonly holds: readonly Issue[];
	readonly progress: SaleProgress;
	readonly createdAt: string;
	readonly doneAt?: string;
}

/** An order of a daily sale. */
export interface DailySaleMember extends OrderKey {
	readonly part: SalePart;
	/** Amazon canceled it. */
	readonly canceled: boolean;
}

/** Each of the writing methods throws ClaimLost when `owner` does not hold the sale any more. */
export interface DailySaleRepository {
	/** Of these days, those that are closed: they have a sale. */
	closedDays(storeId: string, days: readonly Day[]): Promise<ReadonlySet<Day>>;
	/**
	 * Closes a day (D14): keeps its sales and makes their orders members, in one transaction. Answers false, and changes
	 * nothing, when the day is closed already, or an order is no longer pending, is claimed, is part of another sale, or
	 * has another revision than given. Orders keep the state pending until their sale is done.
	 */
	close(storeId: string, day: Day, sales: readonly DailySale[], revisions: ReadonlyMap<string, number>): Promise<boolean>;
	/** Claims the oldest open sale of the store that no one holds, without those in `exclude`. */
	claim(storeId: string, claim: { readonly owner: string; readonly ttlMs: number; readonly exclude?: readonly string[] }): Promise<DailySaleRecord | undefined>;
	find(saleKey: string): Promise<DailySaleRecord | undefined>;
	/** Newest day first. */
	list(storeId: string, filter: { readonly limit: number; readonly states?: readonly DailySaleRecord['state'][] }): Promise<readonly DailySaleRecord[]>;
	/** In the order of the orders' creation. */
	members(saleKey: string): Promise<readonly DailySaleMember[]>;
	/** Takes canceled orders out of a sale of which no line was written yet (D7): they become canceled. */
	takeOut(saleKey: string, owner: string, orderIds: readonly string[], reason: string): Promise<void>;
	recordProgress(saleKey: string, owner: string, progress: SaleProgress, ttlMs: number): Promise<void>;
	hold(saleKey: string, owner: string, holds: readonly Issue[]): Promise<void>;
	/** Gives the claim back. */
	release(saleKey: string, owner: string): Promise<void>;
	/** The sale exists: its orders become processed with this progress and their buyer data are erased, in one transaction. An order that was canceled meanwhile stays marked, to be credited. */
	complete(saleKey: string, owner: string, progress: SaleProgress): Promise<void>;
	/** No order is left in it. */
	completeEmpty(saleKey: string, owner: string): Promise<void>;
	/** Done sales whose payment is still to be added (S157). */
	unpaid(storeId: string, limit: number): Promise<readonly DailySaleRecord[]>;
	markPaid(saleKey: string): Promise<void>;
	/** Frees what a dead owner holds. */
	releaseDead(isDead: (owner: string) => boolean): Promise<number>;
}
