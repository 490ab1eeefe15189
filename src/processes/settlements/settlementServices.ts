import type { Clock } from '../../transport/clock';
import type { AmazonPort } from '../ports/amazon';
import type { BooksPort } from '../ports/bookkeeping';
import type { Cin7Port } from '../ports/cin7';
import type { SyncDatabase } from '../ports/repositories';

/** What loading settlements needs. */
export interface LoadSettlementServices {
	readonly amazon: AmazonPort;
	readonly database: SyncDatabase;
	readonly clock: Clock;
	/** Names this run, for leases and claims. */
	readonly owner: string;
}

/** What posting settlements needs. */
export interface PostSettlementServices {
	readonly cin7: Cin7Port;
	/** Other books than Cin7 Core, where settlements are posted to them, or taken back from them. */
	readonly books?: BooksPort;
	readonly database: SyncDatabase;
	readonly clock: Clock;
	readonly owner: string;
}

/** How long a claim lasts beyond the last recorded step: longer than reading the largest file and the longest call with its repeats. */
export const SETTLEMENT_CLAIM_MS = 10 * 60_000;
