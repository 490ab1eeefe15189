import type { TransportError } from './errors';

/** What to do about a call that brought no good answer. Data: the caller performs it. */
export type RetryDecision =
	| { readonly action: 'retry'; readonly afterMs: number }
	| { readonly action: 'refreshToken' }
	| { readonly action: 'fail'; readonly error: TransportError };

export interface Backoff {
	/** Widest wait after the first failure, in milliseconds; it doubles with every further one. */
	readonly baseMs: number;
	/** No single wait is drawn from a wider range than this. */
	readonly capMs: number;
}

export interface RetryPolicy {
	readonly backoff: Backoff;
	/** Attempts in all, the first one included. */
	readonly maxAttempts: number;
	/** Milliseconds from the beginning of the first attempt after which no further one is begun. */
	readonly maxElapsedMs: number;
}

/** Five attempts within a minute and a half. */
export const defaultRetryPolicy: RetryPolicy = { backoff: { baseMs: 500, capMs: 20_000 }, maxAttempts: 5, maxElapsedMs: 90_000 };

export interface RetrySituation {
	/** A read may be repeated whatever happened to it. A write is repeated only when the service said that it did nothing. */
	readonly effect: 'read' | 'write';
	/** Attempts made so far, the failed one included: 1 after the first failure. */
	readonly attempts: number;
	/** Milliseconds since the beginning of the first attempt. */
	readonly elapsedMs: number;
	/** True when the service refused an outdated access token and none has been fetched for this call yet (P59). */
	readonly tokenOutdated?: boolean;
	/** 0 (inclusive) to 1 (exclusive), as Math.random. */
	readonly random: () => number;
}

/** Exponential backoff with full jitter: a random wait between 0 and base * 2^(attempts - 1), at most the cap. Milliseconds. */
export function backoffMs(attempts: number, backoff: Backoff, random: () => number): number {
	const widest = Math.min(backoff.capMs, backoff.baseMs * 2 ** (attempts - 1));
	return Math.floor(random() * widest);
}

const repeatableRead = new Set<TransportError['kind']>(['rateLimited', 'unavailable', 'unreadable']);
const repeatableWrite = new Set<TransportError['kind']>(['rateLimited']);

/**
 * Decides about a failed call. Reads are repeated on a reached limit, 5xx, a lost connection and an unreadable answer;
 * writes on a reached limit only, because there alone the service states that nothing was done. Bounded by number and
 * by time, so that a limit that stays reached never becomes a loop (N46). The wait is the service's own (`retryAfter`
 * of the error) plus jitter; without one it is jitter alone.
 */
export function decideRetry(error: TransportError, situation: RetrySituation, policy: RetryPolicy = defaultRetryPolicy): RetryDecision {
	if (situation.tokenOutdated) return { action: 'refreshToken' };
	const repeatable = situation.effect === 'read' ? repeatableRead : repeatableWrite;
	if (!repeatable.has(error.kind) || situation.attempts >= policy.maxAttempts) return { action: 'fail', error };
	const afterMs = (error.retryAfter ?? 0) + backoffMs(situation.attempts, policy.backoff, situation.random);
	if (situation.elapsedMs + afterMs > policy.maxElapsedMs) return { action: 'fail', error };
	return { action: 'retry', afterMs };
}
