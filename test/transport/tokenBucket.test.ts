import fc from 'fast-check';
import { emptyBucketUntil, fullBucket, isRate, refill, takeToken, tokensAt, type BucketLimits, type BucketState } from '../../src/transport/tokenBucket';

const limits = fc.record({ rate: fc.double({ min: 0.001, max: 100, noNaN: true }), burst: fc.integer({ min: 1, max: 50 }) });
const pauses = fc.array(fc.integer({ min: 0, max: 60_000 }), { minLength: 1, maxLength: 200 });

/** Tries to take after each pause; answers when a token was taken. */
function takeAll(bucket: BucketLimits, waits: readonly number[], start: BucketState = fullBucket(bucket, 0)): readonly number[] {
	let state = start;
	let now = 0;
	return waits.flatMap((wait) => {
		now += wait;
		const take = takeToken(state, bucket, now);
		if (!take.taken) return [];
		state = take.state;
		return [now];
	});
}

describe('token bucket', () => {
	test('in no span of time are more tokens taken than the burst and what the rate adds', () => {
		fc.assert(
			fc.property(limits, pauses, (bucket, waits) => {
				const times = takeAll(bucket, waits);
				for (let first = 0; first < times.length; first++) {
					for (let last = first; last < times.length; last++) {
						const span = (times[last] ?? 0) - (times[first] ?? 0);
						expect(last - first + 1).toBeLessThanOrEqual(bucket.burst + (span * bucket.rate) / 1000 + 1e-6);
					}
				}
			}),
			{ numRuns: 50 },
		);
	});

	test('whoever waits as long as told gets a token, and one millisecond sooner does not', () => {
		fc.assert(
			fc.property(limits, pauses, fc.integer({ min: 0, max: 100_000 }), (bucket, waits, until) => {
				let state = emptyBucketUntil(fullBucket(bucket, 0), until);
				let now = 0;
				for (const wait of waits) {
					now += wait;
					const take = takeToken(state, bucket, now);
					if (take.taken) {
						state = take.state;
						continue;
					}
					expect(Number.isInteger(take.waitMs) && take.waitMs >= 1).toBe(true);
					// Floating point may leave a billionth of a token missing at the very millisecond.
					const then = takeToken(state, bucket, now + take.waitMs);
					expect(then.taken || then.waitMs === 1).toBe(true);
					if (take.waitMs > 2) expect(takeToken(state, bucket, now + take.waitMs - 2).taken).toBe(false);
				}
			}),
		);
	});

	test('tokens are never fewer than none nor more than the burst', () => {
		fc.assert(
			fc.property(limits, fc.double({ min: 0, max: 50, noNaN: true }), fc.integer({ min: -100_000, max: 1e9 }), (bucket, tokens, elapsed) => {
				const now = tokensAt({ tokens: Math.min(tokens, bucket.burst), at: 0 }, bucket, elapsed);
				expect(now).toBeGreaterThanOrEqual(0);
				expect(now).toBeLessThanOrEqual(bucket.burst);
			}),
		);
	});

	test('looking more often adds nothing', () => {
		fc.assert(
			fc.property(limits, pauses, (bucket, waits) => {
				let state: BucketState = { tokens: 0, at: 0 };
				let now = 0;
				for (const wait of waits) {
					now += wait;
					state = refill(state, bucket, now);
				}
				expect(state.tokens).toBeCloseTo(tokensAt({ tokens: 0, at: 0 }, bucket, now), 6);
			}),
		);
	});

	test('a clock that runs behind another worker adds nothing and takes nothing', () => {
		const bucket = { rate: 1, burst: 5 };
		expect(takeToken({ tokens: 0, at: 10_000 }, bucket, 4000)).toEqual({ taken: false, waitMs: 7000 });
		expect(refill({ tokens: 0, at: 10_000 }, bucket, 4000)).toEqual({ tokens: 0, at: 10_000 });
	});

	test.each([
		['a full bucket', fullBucket({ rate: 1, burst: 5 }, 0), 0],
		['a bucket nothing is known of', undefined, 0],
	])('%s that was refused is empty until then, and has one token then', (_name, state, now) => {
		const refused = emptyBucketUntil(state, 3000);
		const bucket = { rate: 1, burst: 5 };
		expect(tokensAt(refused, bucket, now)).toBe(0);
		expect(takeToken(refused, bucket, 2999)).toEqual({ taken: false, waitMs: 1 });
		expect(takeToken(refused, bucket, 3000)).toEqual({ taken: true, state: { tokens: 0, at: 3000 } });
	});

	test('an earlier refusal does not shorten a later one', () => {
		expect(emptyBucketUntil(emptyBucketUntil(undefined, 3000), 1000)).toEqual({ tokens: 1, at: 3000 });
	});

	test.each([{ rate: 0, burst: 1 }, { rate: -1, burst: 1 }, { rate: Number.NaN, burst: 1 }, { rate: 1, burst: 0 }, { rate: 1, burst: Number.NaN }])('limits that cannot be kept are refused: %p', (bucket) => {
		expect(() => takeToken({ tokens: 1, at: 0 }, bucket, 0)).toThrow(RangeError);
	});

	test.each([[0.0167, true], [0, false], [-1, false], [Infinity, false], [undefined, false]])('a stated rate of %p can be worked with: %p', (rate, usable) => {
		expect(isRate(rate)).toBe(usable);
	});
});
