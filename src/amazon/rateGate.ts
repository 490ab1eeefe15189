import type { RateBudgets } from '../processes/ports/repositories';
import type { Clock } from '../transport/clock';
import { TransportError } from '../transport/errors';
import type { WaitAllowance } from '../transport/retryLoop';
import { fingerprint, type AmazonCredential } from './credential';
import type { RawResponse } from './connection';
import published from './rateLimits.json';
import type { Operation, OperationName } from './spApi';

/** Keeps the calls of one credential within Amazon's limits, together with everybody who shares its budgets. */
export interface RateGate {
	/** Resolves when one call may be made. Throws TransportError kind 'budgetExhausted' when that takes longer than the run may wait. */
	pass(operation: OperationName): Promise<void>;
	/** Takes notice of the limit header, and of a refusal. */
	learn(operation: OperationName, response: RawResponse): Promise<void>;
	/** Milliseconds in which the operation's rate gives one more call: 1 / rate (P60). */
	restoreMs(operation: OperationName, response: RawResponse): number;
	/** Milliseconds until that many calls fit; 0 when they fit at once. */
	expectedWait(operation: OperationName, calls: number): Promise<number>;
}

const isPublished = (operation: OperationName): operation is Operation => operation in published.production;

/** The rate, in calls per second, that Amazon states for this seller and application; a header that is no such number is left out. */
function statedRate(response: RawResponse): number | undefined {
	const rate = Number(response.headers['x-amzn-ratelimit-limit'] ?? Number.NaN);
	return Number.isFinite(rate) && rate > 0 ? rate : undefined;
}

const inWords = (milliseconds: number): string => (milliseconds < 120_000 ? `${Math.ceil(milliseconds / 1000)} seconds` : `${Math.ceil(milliseconds / 60_000)} minutes`);

export function createRateGate(credential: AmazonCredential, accountKey: string, services: { clock: Clock; budgets: RateBudgets; waits: WaitAllowance }): RateGate {
	const { clock, budgets, waits } = services;
	const limits = published[credential.environment];
	const prefix = `${accountKey}:${fingerprint(credential.clientId)}:${credential.environment === 'sandbox' ? 'sandbox.' : ''}`;
	const keyOf = (operation: OperationName): string => prefix + operation;
	const limitsOf = (operation: OperationName): { readonly rate: number; readonly burst: number } => (isPublished(operation) ? limits[operation] : limits.other);
	const known = new Map<OperationName, number>();

	const restoreMs = (operation: OperationName, response: RawResponse): number => Math.ceil(1000 / (statedRate(response) ?? known.get(operation) ?? limitsOf(operation).rate));

	return {
		restoreMs,
		pass: async (operation) => {
			for (;;) {
				const answer = await budgets.take(keyOf(operation), limitsOf(operation));
				if (answer.taken) return;
				// At least a millisecond, so that the allowance ends whatever the budget says.
				if (!(await waits.wait(Math.max(1, answer.waitMs)))) throw exhausted(operation, answer.waitMs);
			}
		},
		learn: async (operation, response) => {
			const rate = statedRate(response);
			const refused = response.status === 429;
			if (!refused && (rate === undefined || rate === known.get(operation))) return;
			if (rate !== undefined) known.set(operation, rate);
			await budgets.learn(keyOf(operation), { ...(rate !== undefined && { rate }), ...(refused && { emptyUntil: clock.now() + restoreMs(operation, response) }) });
		},
		expectedWait: async (operation, calls) => {
			const { tokens, rate } = await budgets.state(keyOf(operation), limitsOf(operation));
			return calls <= tokens ? 0 : Math.ceil(((calls - tokens) / rate) * 1000);
		},
	};
}

const exhausted = (operation: OperationName, waitMs: number): TransportError =>
	new TransportError({
		service: 'Amazon', kind: 'budgetExhausted', operation, retryAfter: waitMs,
		message: `Amazon's limit allows the next ${operation} only in ${inWords(waitMs)}, which is longer than this run may wait. Nothing is lost: the next run goes on from here.`,
	});
