import type { Day } from '../calendar';
import type { SalePlan } from './planSale';
import type { SalePart } from './salePart';

/** Everything of a daily sale but what its orders contribute: fixed when the day is closed. */
export type DailySaleFrame = Omit<SalePlan, 'orderIds' | 'lines' | 'charges' | 'totals' | 'payment' | 'notices' | 'part'> & {
	/** Account that takes the payment; none: no payment is added. */
	readonly paymentAccount?: string;
};

/** A daily sale that is to be kept and then written: the orders of one day that fit into one document. */
export interface DailySale {
	readonly storeId: string;
	readonly day: Day;
	/** Counts from 1 in its day; 2 and more are the suffix of the reference (D15). */
	readonly number: number;
	readonly frame: DailySaleFrame;
	readonly parts: readonly SalePart[];
}

/** Names a daily sale here, and is its ExternalID in Cin7 Core. */
export const dailySaleKey = ({ storeId, day, number }: Pick<DailySale, 'storeId' | 'day' | 'number'>): string => `${storeId}|${day}|${number}`;
