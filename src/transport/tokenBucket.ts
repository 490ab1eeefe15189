/** What the service grants: `rate` tokens per second, and at most `burst` of them saved up. */
export interface BucketLimits {
	readonly rate: number;
	readonly burst: number;
}

/** Tokens that were there at an instant (milliseconds). In the future: nothing can be taken before that instant. */
export interface BucketState {
	readonly tokens: number;
	readonly at: number;
}

export type BucketTake = { readonly taken: true; readonly state: BucketState } | { readonly taken: false; readonly waitMs: number };

export const fullBucket = ({ burst }: BucketLimits, now: number): BucketState => ({ tokens: burst, at: now });

/**
 * The bucket as it stands at `now`: refilled at the rate, never above the burst. A clock that runs behind the recorded
 * instant adds nothing, so that workers with clocks apart never take more than is granted.
 */
export function refill(state: BucketState, limits: BucketLimits, now: number): BucketState {
	check(limits);
	const elapsed = Math.max(0, now - state.at);
	return { tokens: Math.min(limits.burst, state.tokens + (elapsed * limits.rate) / 1000), at: Math.max(state.at, now) };
}

/** Takes one token, or tells after how many whole milliseconds (at least one) there will be one. */
export function takeToken(state: BucketState, limits: BucketLimits, now: number): BucketTake {
	const current = refill(state, limits, now);
	if (current.at <= now && current.tokens >= 1) return { taken: true, state: { tokens: current.tokens - 1, at: current.at } };
	const missing = Math.max(0, 1 - current.tokens);
	return { taken: false, waitMs: Math.max(1, Math.ceil(current.at - now + (missing / limits.rate) * 1000)) };
}

/**
 * The service refused until that instant: nothing is there before it, and one token at it, for then it is worth trying
 * again. An earlier instant than one already known changes nothing.
 */
export function emptyBucketUntil(state: BucketState | undefined, until: number): BucketState {
	if (state && state.at >= until) return state;
	return { tokens: 1, at: until };
}

/** Tokens that could be taken at `now`. */
export function tokensAt(state: BucketState, limits: BucketLimits, now: number): number {
	const current = refill(state, limits, now);
	return current.at > now ? 0 : current.tokens;
}

/** Whether a rate stated by a service can be worked with. */
export const isRate = (rate: number | undefined): rate is number => rate !== undefined && Number.isFinite(rate) && rate > 0;

function check({ rate, burst }: BucketLimits): void {
	if (!isRate(rate) || !(burst >= 1)) throw new RangeError(`A rate budget needs a rate above 0 and a burst of at least 1, not ${rate} and ${burst}`);
}
