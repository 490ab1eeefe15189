import type { Clock } from '../../src/transport/clock';
import type { TransactionSeed } from './transactionSeeds';

/** A transaction with its times in milliseconds since 1970. */
export interface BookedTransaction {
	readonly seed: TransactionSeed;
	readonly posted: number;
	readonly visible: number;
}

export type DeferredRelease = 'updated' | 'ownTransaction';

/** The transactions of an account, in the order in which they were added. */
export class TransactionBook {
	private readonly booked = new Map<string, BookedTransaction>();

	constructor(private readonly clock: Clock) {}

	all(): readonly BookedTransaction[] {
		return [...this.booked.values()];
	}

	add(seed: TransactionSeed): void {
		if (this.booked.has(seed.transactionId)) throw new Error(`There is a transaction ${seed.transactionId} already`);
		this.put(seed);
	}

	/**
	 * A deferred transaction is released. `updated`: its status changes, and its date when one is given. `ownTransaction`: its
	 * status changes too, and a RELEASED transaction of the same amounts refers to it, posted then or now.
	 * Answers the transaction by which the release is seen. Throws for a transaction that is not deferred.
	 */
	release(transactionId: string, postedDate: string | undefined, as: DeferredRelease): TransactionSeed {
		const old = this.booked.get(transactionId)?.seed;
		if (old === undefined) throw new Error(`There is no transaction ${transactionId}`);
		if (old.status !== 'DEFERRED') throw new Error(`The transaction ${transactionId} is ${old.status}, not DEFERRED`);
		// What is released has been seen: no lag of its own.
		const { visibleAt: _past, ...seen } = old;
		if (as === 'updated') return this.put({ ...seen, status: 'DEFERRED_RELEASED', postedDate: postedDate ?? old.postedDate });
		const releaseTransactionId = `${transactionId}-RELEASE`;
		this.add({ ...seen, transactionId: releaseTransactionId, status: 'RELEASED', deferredTransactionId: transactionId, postedDate: postedDate ?? new Date(this.clock.now()).toISOString() });
		this.put({ ...old, status: 'DEFERRED_RELEASED', releaseTransactionId });
		return this.booked.get(releaseTransactionId)?.seed ?? seen;
	}

	private put(seed: TransactionSeed): TransactionSeed {
		const posted = instant(seed.postedDate, seed.transactionId);
		this.booked.set(seed.transactionId, { seed, posted, visible: seed.visibleAt === undefined ? posted : instant(seed.visibleAt, seed.transactionId) });
		return seed;
	}
}

const instant = (text: string, transactionId: string): number => {
	const time = Date.parse(text);
	if (Number.isNaN(time)) throw new RangeError(`Seed: transaction ${transactionId} has the time ${text}`);
	return time;
};
