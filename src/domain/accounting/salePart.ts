import type { Day } from '../calendar';
import type { Amount } from '../money';
import type { AdditionalCharge, SaleLine, SaleTotals } from './sale';

/**
 * What one order contributes to a sale in Cin7 Core: the whole of a single sale, or its part of a daily one (N8). Kept
 * with the order from the moment it is planned, so that refunds and cancellations later find what was written.
 */
export interface SalePart {
	readonly orderId: string;
	readonly taxInclusive: boolean;
	readonly location: string;
	/** Day that sale and invoice bear. */
	readonly day: Day;
	/** Units of the base currency for one unit of the sale's. */
	readonly currencyRate: Amount;
	/** Revenue account code. */
	readonly account?: string;
	readonly lines: readonly SaleLine[];
	readonly charges: readonly AdditionalCharge[];
	readonly totals: SaleTotals;
	/** What of the total Amazon has from the buyer; 0 for replacements and unpaid orders. */
	readonly payable: Amount;
}
