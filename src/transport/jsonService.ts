import type { Clock } from './clock';
import { TransportError, type Service, type TransportErrorDetails } from './errors';
import { performWithRetry, createWaitAllowance } from './retryLoop';
import type { RetryPolicy } from './retry';

/** One request as it leaves an adapter: without address and authentication, which the connection adds. */
export interface JsonRequest {
	readonly method: 'GET' | 'POST' | 'PUT';
	/** Below the API's base address: '/Invoices'. */
	readonly path: string;
	readonly query?: Readonly<Record<string, string | number>>;
	readonly headers?: Readonly<Record<string, string>>;
	readonly body?: unknown;
}

/** What came back, of whatever HTTP status. */
export interface JsonResponse {
	readonly status: number;
	readonly headers: Readonly<Record<string, string>>;
	readonly text: string;
}

/** A request with what is needed to explain its answer. */
export interface AskedRequest extends JsonRequest {
	/** 'PUT /Invoices'; free of ids. */
	readonly operation: string;
	/** Goes behind "while": 'reading the accounts'. */
	readonly about: string;
	/** True: it changes the books, and is repeated only where the service says that it did nothing. */
	readonly writes: boolean;
}

/** What a service says in a refusal. */
export interface Refusal {
	readonly text: string;
	readonly code?: string;
}

/** The part of the budgets that adapters of services with a limit of calls need; atomic between processes. */
export interface CallBudgets {
	take(key: string, bucket: { rate: number; burst: number }): Promise<{ readonly taken: true } | { readonly taken: false; readonly waitMs: number }>;
	learn(key: string, learned: { emptyUntil?: number }): Promise<void>;
}

/** How one service is spoken to. */
export interface JsonService {
	readonly service: Service;
	/** Rejects only when no answer came. */
	readonly send: (request: JsonRequest) => Promise<JsonResponse>;
	/** Limits of calls, each under its own key. */
	readonly limits: readonly { readonly key: string; readonly rate: number; readonly burst: number }[];
	/** Reads the service's own form of a refusal; empty where the body is none, also for a good answer. */
	readonly refusalsIn: (body: unknown) => readonly Refusal[];
	/** What to do about refused keys. */
	readonly unauthorizedHint: string;
}

export interface JsonServices {
	readonly clock: Clock;
	readonly budgets: CallBudgets;
	/** Milliseconds that all calls of this run together may spend on waiting; five minutes when left out. */
	readonly runBudgetMs?: number;
	/** Milliseconds from a request to its answer, by the real clock; one minute when left out. */
	readonly deadlineMs?: number;
	/** 0 (inclusive) to 1 (exclusive), as Math.random. */
	readonly random?: () => number;
}

/** Sends a request, paced, repeated where that is safe; the JSON of a good answer. Throws TransportError, `ambiguous` where a write may have been done. */
export type JsonCaller = (asked: AskedRequest) => Promise<unknown>;

/** Limits are of a minute: four waits reach over a whole one. */
const policy: RetryPolicy = { backoff: { baseMs: 4000, capMs: 20_000 }, maxAttempts: 5, maxElapsedMs: 150_000 };

/** The wait after a refusal for the limit that states none. Milliseconds. */
const UNSTATED_WAIT = 15_000;

/** Longer waits than this are not believed: the next run asks again. Milliseconds. */
const LONGEST_WAIT = 60 * 60_000;

const LONGEST_TEXT = 300;

/** Sends calls to this service; see `JsonCaller`. */
export function createJsonCaller(service: JsonService, services: JsonServices): JsonCaller {
	const { clock, budgets, runBudgetMs = 5 * 60_000, deadlineMs = 60_000, random = Math.random } = services;
	const waits = createWaitAllowance(runBudgetMs, clock);
	const takeTurn = async (asked: AskedRequest, latest: number) => {
		for (const { key, rate, burst } of service.limits) {
			for (;;) {
				const turn = await budgets.take(key, { rate, burst });
				if (turn.taken) break;
				const waitMs = Math.max(1, turn.waitMs);
				if (clock.now() + waitMs > latest || !(await waits.wait(waitMs))) throw failed(service, asked, 'budgetExhausted', `${service.service} takes only so many calls, and the next turn comes later than this run may wait. Nothing was sent; the next run goes on from here.`, { retryAfter: waitMs });
			}
		}
	};
	return async (asked) => {
		// Who writes has claimed what he writes for, and claims end: a write that was sent late could be the second one.
		const latest = asked.writes ? clock.now() + policy.maxElapsedMs : Number.POSITIVE_INFINITY;
		return await performWithRetry(async () => await attempt(asked, latest), asked.writes ? 'write' : 'read', { clock, waits, policy, random });
	};
	async function attempt(asked: AskedRequest, latest: number): Promise<unknown> {
		await takeTurn(asked, latest);
		const response = await exchange(service, asked, deadlineMs);
		try {
			return readJson(service, response, asked, clock.now());
		} catch (error) {
			const [limit] = service.limits;
			if (error instanceof TransportError && error.kind === 'rateLimited' && limit) await budgets.learn(limit.key, { emptyUntil: clock.now() + (error.retryAfter ?? 0) });
			throw error;
		}
	}
}

type Details = Partial<Pick<TransportErrorDetails, 'status' | 'code' | 'serviceMessage' | 'retryAfter' | 'ambiguous'>>;

const failed = ({ service }: JsonService, { operation }: AskedRequest, kind: TransportErrorDetails['kind'], message: string, details: Details = {}): TransportError =>
	new TransportError({ service, kind, operation, message, ...details });

/** Behind the message of a write of which it is not known whether it was done. */
const doubt = ({ writes }: AskedRequest): string => (writes ? ' Whether it was done is not known; it is looked up before anything is written again.' : '');

const unavailable = (service: JsonService, asked: AskedRequest, what: string, details: Details = {}): TransportError =>
	failed(service, asked, 'unavailable', `${service.service} ${what} while ${asked.about}.${doubt(asked)}`, { ...details, ambiguous: asked.writes });

/** An answer that is not what the service's reference says; `reason` holds no data. A write may have been done. */
export const unreadableAnswer = (service: JsonService, asked: AskedRequest, reason: string, details: Details = {}): TransportError =>
	failed(service, asked, 'unreadable', `The answer of ${service.service} could not be read while ${asked.about}: ${reason}.${doubt(asked)}`, { ...details, ambiguous: asked.writes });

/** A refusal before anything was sent. */
export const refusedHere = ({ service }: Pick<JsonService, 'service'>, operation: string, message: string): TransportError =>
	new TransportError({ service, kind: 'rejected', operation, message });

async function exchange(service: JsonService, asked: AskedRequest, deadlineMs: number): Promise<JsonResponse> {
	const { method, path, query, headers, body } = asked;
	let timer: NodeJS.Timeout | undefined;
	const late = new Promise<never>((_resolve, reject) => {
		// Real time: this guards against a connection that never ends, not against a schedule.
		timer = setTimeout(() => reject(unavailable(service, asked, 'did not answer in time', { code: 'TimedOut' })), deadlineMs);
	});
	const sent = service.send({ method, path, ...(query && { query }), ...(headers && { headers }), ...(body !== undefined && { body }) }).catch(() => {
		// What the connection throws holds the request with its tokens: nothing of it is handed on.
		throw unavailable(service, asked, 'could not be reached', { code: 'ConnectionLost' });
	});
	try {
		return await Promise.race([sent, late]);
	} finally {
		clearTimeout(timer);
	}
}

function readJson(service: JsonService, { status, headers, text }: JsonResponse, asked: AskedRequest, now: number): unknown {
	const body = parse(text);
	const refusals = body === undefined ? [] : service.refusalsIn(body.value);
	if (status >= 200 && status < 300 && refusals.length === 0) {
		if (body === undefined) throw unreadableAnswer(service, asked, text.trim() === '' ? 'it is empty' : 'it is no JSON', { status });
		return body.value;
	}
	const words = showable(refusals.map((refusal) => refusal.text).join(' '));
	const retryAfter = retryAfterMs(headers, now);
	const details: Details = { status, ...(refusals[0]?.code && { code: refusals[0].code }), ...(words && { serviceMessage: words }), ...(retryAfter !== undefined && { retryAfter }) };
	if (status === 429) throw failed(service, asked, 'rateLimited', `${service.service} takes no more calls for now, so it has not done anything while ${asked.about}.`, { retryAfter: UNSTATED_WAIT, ...details });
	if (status === 401 || status === 403) throw failed(service, asked, 'unauthorized', `${service.service} refused the access while ${asked.about}. ${service.unauthorizedHint}`, details);
	if (status >= 500) throw unavailable(service, asked, `answered with status ${status}`, details);
	if (status === 408) throw unavailable(service, asked, 'gave up waiting', details);
	if (status === 404 && !asked.writes) throw failed(service, asked, 'notFound', `${service.service} has no such document while ${asked.about}.`, details);
	// A refusal that is not in the service's own form may come from something in between, which says nothing about a write.
	if (refusals.length === 0) throw unreadableAnswer(service, asked, 'it is a refusal in a form that is not known', details);
	throw failed(service, asked, 'rejected', `${service.service} did not accept the request while ${asked.about}.`, details);
}

function parse(text: string): { readonly value: unknown } | undefined {
	try {
		return { value: JSON.parse(text) };
	} catch {
		return undefined;
	}
}

const email = /[^\s"'<>@,;:()]+@[^\s"'<>@,;:()]+\.[^\s"'<>@,;:()]+/g;

/** One line, without markup and mail addresses; '' when nothing is left. */
function showable(text: string): string {
	const line = text.replace(/<[^>]*>/g, ' ').replace(email, '(hidden)').replace(/\s+/g, ' ').trim();
	return line.length > LONGEST_TEXT ? `${line.slice(0, LONGEST_TEXT - 1)}…` : line;
}

/** Milliseconds that a Retry-After header asks for, in seconds or as a date (RFC 9110, 10.2.3); undefined when it says nothing. */
function retryAfterMs(headers: Readonly<Record<string, string>>, now: number): number | undefined {
	const value = Object.entries(headers).find(([name]) => name.toLowerCase() === 'retry-after')?.[1]?.trim();
	if (!value) return undefined;
	const wait = /^\d+(\.\d+)?$/.test(value) ? Number(value) * 1000 : Date.parse(value) - now;
	return Number.isNaN(wait) ? undefined : Math.ceil(Math.min(Math.max(wait, 0), LONGEST_WAIT));
}
