import type { Clock } from '../../transport/clock';
import type { BuyerDataCipher } from '../buyerDataCipher';
import type { SqlEngine } from '../engines/engine';

/** What the order repository works with. */
export interface OrderContext {
	readonly engine: SqlEngine;
	readonly clock: Clock;
	readonly cipher: BuyerDataCipher;
}
