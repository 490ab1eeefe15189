import type { Clock } from '../../transport/clock';
import type { SqlEngine } from '../engines/engine';

/** What the repository of credits works with. */
export interface CreditContext {
	readonly engine: SqlEngine;
	readonly clock: Clock;
}
