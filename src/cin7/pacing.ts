import type { RateBudgets } from '../processes/ports/repositories';
import type { Clock } from '../transport/clock';
import { TransportError } from '../transport/errors';
import type { WaitAllowance } from '../transport/retryLoop';
import { inTurn } from './inTurn';

/**
 * Time in which the calls of a minute are spread out, in seconds. A bucket of burst b and rate r lets b + r x t calls
 * through in t seconds. With burst 1 and rate n / 61 call n + 1 comes 61 seconds after the first at the earliest, so no
 * 60 seconds ever see more than n, wherever they begin, with one second left for calls that are underway for different
 * times. The price is 1.6 % of the limit (API reference, API Status Codes: 60 calls per minute).
 */
const SPREAD_SECONDS = 61;

/** The bucket that keeps to a number of calls per minute. */
export function callBucket(callsPerMinute: number): { readonly rate: number; readonly burst: number } {
	if (!(callsPerMinute > 0)) throw new RangeError('Calls per Minute must be above 0');
	return { rate: callsPerMinute / SPREAD_SECONDS, burst: 1 };
}

export interface Pacing {
	/**
	 * Resolves when a call may be sent, in the order of asking. Throws TransportError budgetExhausted when the run may not
	 * wait so long, or the turn would come after `latest` (milliseconds since 1970).
	 */
	takeTurn(operation: string, latest?: number): Promise<void>;
	/** Cin7 Core refused for its limit: nobody who shares it calls before that many milliseconds have passed. */
	holdBack(milliseconds: number): Promise<void>;
}

/** Paces the calls of one tenant, together with everybody who shares the budgets. */
export function createPacing(tenant: { readonly tenantKey: string; readonly callsPerMinute: number }, services: { clock: Clock; budgets: RateBudgets; waits: WaitAllowance }): Pacing {
	const { clock, budgets, waits } = services;
	const key = `cin7:${tenant.tenantKey}`;
	const bucket = callBucket(tenant.callsPerMinute);
	const spacing = Math.ceil(1000 / bucket.rate);
	const queueUp = inTurn();
	return {
		takeTurn: async (operation, latest = Number.POSITIVE_INFINITY) => await queueUp(async () => {
			for (;;) {
				if (clock.now() > latest) throw budgetExhausted(operation, spacing);
				const turn = await budgets.take(key, bucket);
				if (turn.taken) return;
				// At least a millisecond, so that the allowance ends whatever the budget says.
				const waitMs = Math.max(1, turn.waitMs);
				if (clock.now() + waitMs > latest || !(await waits.wait(waitMs))) throw budgetExhausted(operation, waitMs);
			}
		}),
		// A shorter pause than the usual one between two calls would give a call away early.
		holdBack: async (milliseconds) => await budgets.learn(key, { emptyUntil: clock.now() + Math.max(milliseconds, spacing) }),
	};
}

function budgetExhausted(operation: string, retryAfter: number): TransportError {
	return new TransportError({
		service: 'Cin7 Core',
		kind: 'budgetExhausted',
		operation,
		retryAfter,
		message: 'Cin7 Core takes only so many calls per minute, and the next turn comes later than this run may wait. Nothing was sent; the next run goes on from here.',
	});
}
