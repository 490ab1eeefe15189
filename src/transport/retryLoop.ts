import type { Clock } from './clock';
import { TransportError } from './errors';
import { decideRetry, type RetryPolicy, type RetrySituation } from './retry';

/** What a run may still spend on waiting, all its calls together. */
export interface WaitAllowance {
	remainingMs(): number;
	/** Waits and answers true; or answers false at once, without waiting, when the wait does not fit any more. */
	wait(milliseconds: number): Promise<boolean>;
}

/** An allowance of that many milliseconds. Waits that overlap are each counted in full. */
export function createWaitAllowance(totalMs: number, clock: Clock): WaitAllowance {
	let remaining = totalMs;
	return {
		remainingMs: () => remaining,
		wait: async (milliseconds) => {
			if (milliseconds > remaining) return false;
			remaining -= milliseconds;
			if (milliseconds > 0) await clock.sleep(milliseconds);
			return true;
		},
	};
}

export interface RetryServices {
	readonly clock: Clock;
	readonly waits: WaitAllowance;
	readonly policy: RetryPolicy;
	readonly random: () => number;
}

/** How a call gets a new access token after the service refused the one it had. */
export interface TokenRenewal {
	isOutdated(error: TransportError): boolean;
	renew(): void;
}

/**
 * Makes a call and repeats it as decideRetry says, within the run's allowance of waiting. Throws the TransportError of
 * the last attempt; anything else that is thrown is a defect and goes through at once.
 */
export async function performWithRetry<T>(attempt: () => Promise<T>, effect: RetrySituation['effect'], services: RetryServices, token?: TokenRenewal): Promise<T> {
	const { clock, waits, policy, random } = services;
	const begun = clock.now();
	let renewed = false;
	for (let attempts = 1; ; attempts += 1) {
		try {
			return await attempt();
		} catch (error) {
			if (!(error instanceof TransportError)) throw error;
			const tokenOutdated = !renewed && token?.isOutdated(error) === true;
			const decision = decideRetry(error, { effect, attempts, elapsedMs: clock.now() - begun, tokenOutdated, random }, policy);
			if (decision.action === 'fail') throw decision.error;
			if (decision.action === 'refreshToken') {
				renewed = true;
				token?.renew();
			} else if (!(await waits.wait(decision.afterMs))) throw error;
		}
	}
}
