import type { Clock } from '../../transport/clock';
import type { AmazonPort } from '../ports/amazon';
import type { Cin7Port } from '../ports/cin7';
import type { SyncDatabase } from '../ports/repositories';

/** What reading Amazon's catalog needs. */
export interface CatalogReadServices {
	readonly amazon: AmazonPort;
	readonly database: SyncDatabase;
	readonly clock: Clock;
	/** Names this run, for leases. */
	readonly owner: string;
}

/** What matching and building products needs. */
export interface CatalogWriteServices {
	readonly cin7: Cin7Port;
	readonly database: SyncDatabase;
	readonly clock: Clock;
	readonly owner: string;
}
