import type { z } from 'zod';
import type { RateBudgets } from '../processes/ports/repositories';
import type { Clock } from '../transport/clock';
import { TransportError } from '../transport/errors';
import type { RetryPolicy } from '../transport/retry';
import { createWaitAllowance, performWithRetry } from '../transport/retryLoop';
import { isWrite, operationOf, readAnswer, unavailable, unexpected, type Asked } from './answers';
import type { Cin7Connection, Cin7Response } from './connection';
import { createPacing } from './pacing';

/** A call and the form of its answer. */
export interface Call<T> extends Asked {
	readonly answer: z.ZodType<T, z.ZodTypeDef, unknown>;
}

/** Sends a call, paced, repeated where that is safe, and reads its answer. Throws TransportError. */
export type Caller = <T>(call: Call<T>) => Promise<T>;

export interface CallServices {
	readonly clock: Clock;
	readonly budgets: RateBudgets;
	/** Milliseconds that all calls of this run together may spend on waiting; five minutes when left out, which is what n8n gives a polling trigger. */
	readonly runBudgetMs?: number;
	/** Milliseconds from a request to its answer, by the real clock; one minute when left out. */
	readonly deadlineMs?: number;
	/** 0 (inclusive) to 1 (exclusive), as Math.random. */
	readonly random?: () => number;
}

const DEFAULT_RUN_BUDGET_MS = 5 * 60_000;
const DEFAULT_DEADLINE_MS = 60_000;

/**
 * Cin7 Core's limit is one of calls per minute: after a refusal the four waits of five attempts reach over a whole
 * minute, stated or not, and the time is enough for two waits of a stated minute.
 */
const policy: RetryPolicy = { backoff: { baseMs: 4000, capMs: 20_000 }, maxAttempts: 5, maxElapsedMs: 150_000 };

/** Sends calls through this connection; see `Caller`. */
export function createCaller(connection: Cin7Connection, services: CallServices): Caller {
	const { clock, budgets, random = Math.random, deadlineMs = DEFAULT_DEADLINE_MS, runBudgetMs = DEFAULT_RUN_BUDGET_MS } = services;
	const waits = createWaitAllowance(runBudgetMs, clock);
	const pacing = createPacing(connection, { clock, budgets, waits });
	return async (call) => {
		// Who writes has claimed what he writes for, and claims end (CLAIM_MS): a write that was sent late could be the
		// second one, after somebody else looked, found nothing and went on.
		const latest = isWrite(call) ? clock.now() + policy.maxElapsedMs : undefined;
		const attempt = async () => {
			await pacing.takeTurn(operationOf(call), latest);
			try {
				return readChecked(call, await exchange(connection, call, deadlineMs), clock);
			} catch (error) {
				if (error instanceof TransportError && error.kind === 'rateLimited') await pacing.holdBack(error.retryAfter ?? 0);
				throw error;
			}
		};
		// A write is repeated only after a refusal for the limit: in every other case it may have been done.
		return await performWithRetry(attempt, isWrite(call) ? 'write' : 'read', { clock, waits, policy, random });
	};
}

function readChecked<T>(call: Call<T>, response: Cin7Response, clock: Clock): T {
	const answer = call.answer.safeParse(readAnswer(response, call, clock.now()));
	if (!answer.success) throw unexpected(call, answer.error);
	return answer.data;
}

/** One answer of whatever status. Throws TransportError when none came. */
async function exchange(connection: Cin7Connection, asked: Asked, deadlineMs: number): Promise<Cin7Response> {
	const { method, path, query, body } = asked;
	let timer: NodeJS.Timeout | undefined;
	const late = new Promise<never>((_resolve, reject) => {
		// Real time: this guards against a connection that never ends, not against a schedule.
		timer = setTimeout(() => reject(unavailable(asked, 'did not answer in time', { code: 'TimedOut' })), deadlineMs);
	});
	const sent = connection.send({ method, path, ...(query ? { query } : {}), ...(body === undefined ? {} : { body }) }).catch(() => {
		// What the connection throws holds the request, keys and buyer data included: nothing of it is handed on.
		throw unavailable(asked, 'could not be reached', { code: 'ConnectionLost' });
	});
	try {
		return await Promise.race([sent, late]);
	} finally {
		clearTimeout(timer);
	}
}
