import type { Clock } from '../../transport/clock';
import type { SqlEngine } from '../engines/engine';

/** What the repository of daily sales works with. */
export interface DailySaleContext {
	readonly engine: SqlEngine;
	readonly clock: Clock;
}
