import type { Clock } from '../../transport/clock';
import type { SqlEngine } from '../engines/engine';

/** What the repository of settlements works with. */
export interface SettlementContext {
	readonly engine: SqlEngine;
	readonly clock: Clock;
}
