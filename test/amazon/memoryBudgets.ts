import type { RateBudgets } from '../../src/processes/ports/repositories';
import type { Clock } from '../../src/transport/clock';

export interface MemoryBudgets extends RateBudgets {
	readonly taken: string[];
	readonly learned: { readonly key: string; readonly rate?: number; readonly emptyUntil?: number }[];
}

/** Token buckets of one test, on its clock. */
export function memoryBudgets(clock: Clock): MemoryBudgets {
	const buckets = new Map<string, { tokens: number; at: number; rate: number }>();
	const taken: string[] = [];
	const learned: MemoryBudgets['learned'] = [];
	const bucketOf = (key: string, { rate, burst }: { rate: number; burst: number }) => {
		const bucket = buckets.get(key) ?? { tokens: burst, at: clock.now(), rate };
		const passed = Math.max(0, clock.now() - bucket.at);
		bucket.tokens = Math.min(burst, bucket.tokens + (passed / 1000) * bucket.rate);
		bucket.at = Math.max(bucket.at, clock.now());
		buckets.set(key, bucket);
		return bucket;
	};
	return {
		taken,
		learned,
		take: async (key, limits) => {
			const bucket = bucketOf(key, limits);
			if (bucket.at > clock.now()) return { taken: false, waitMs: bucket.at - clock.now() };
			if (bucket.tokens < 1 - 1e-9) return { taken: false, waitMs: Math.ceil(((1 - bucket.tokens) / bucket.rate) * 1000) };
			bucket.tokens -= 1;
			taken.push(key);
			return { taken: true };
		},
		learn: async (key, { rate, emptyUntil }) => {
			learned.push({ key, ...(rate !== undefined && { rate }), ...(emptyUntil !== undefined && { emptyUntil }) });
			const bucket = buckets.get(key);
			if (bucket === undefined) return;
			if (rate !== undefined) bucket.rate = rate;
			if (emptyUntil !== undefined) Object.assign(bucket, { tokens: 1, at: emptyUntil });
		},
		state: async (key, limits) => {
			const { tokens, rate } = bucketOf(key, limits);
			return { tokens, rate };
		},
	};
}
