import type { RateBudgets } from '../../src/processes/ports/repositories';
import type { Clock } from '../../src/transport/clock';
import { emptyBucketUntil, fullBucket, takeToken, tokensAt, type BucketState } from '../../src/transport/tokenBucket';

export interface MemoryBudgets extends RateBudgets {
	readonly taken: string[];
	readonly learned: { readonly key: string; readonly rate?: number; readonly emptyUntil?: number }[];
}

/** Token buckets of one test, on its clock. */
export function memoryBudgets(clock: Clock): MemoryBudgets {
	const buckets = new Map<string, BucketState>();
	const rates = new Map<string, number>();
	const taken: string[] = [];
	const learned: MemoryBudgets['learned'] = [];
	return {
		taken,
		learned,
		take: async (key, { rate, burst }) => {
			const limits = { rate: rates.get(key) ?? rate, burst };
			const taking = takeToken(buckets.get(key) ?? fullBucket(limits, clock.now()), limits, clock.now());
			if (!taking.taken) return taking;
			buckets.set(key, taking.state);
			taken.push(key);
			return { taken: true };
		},
		learn: async (key, { rate, emptyUntil }) => {
			learned.push({ key, ...(rate !== undefined && { rate }), ...(emptyUntil !== undefined && { emptyUntil }) });
			if (rate !== undefined) rates.set(key, rate);
			if (emptyUntil !== undefined) buckets.set(key, emptyBucketUntil(buckets.get(key), emptyUntil));
		},
		state: async (key, { rate, burst }) => {
			const limits = { rate: rates.get(key) ?? rate, burst };
			return { tokens: tokensAt(buckets.get(key) ?? fullBucket(limits, clock.now()), limits, clock.now()), rate: limits.rate };
		},
	};
}
