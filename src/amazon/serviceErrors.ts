import type { Region } from '../domain/marketplaces';
import { TransportError, type TransportErrorDetails } from '../transport/errors';
import type { ConnectionLost, RawResponse } from './connection';
import { explainRefusal } from './refusals';
import { showable, showableWord } from './serviceText';
import type { OperationName } from './spApi';

/** What was asked, as far as it helps to explain the answer. */
export interface Asked {
	readonly operation: OperationName;
	readonly region: Region;
	readonly marketplaceIds: readonly string[];
	/** The role that is needed, in words, where the operation alone does not tell it. */
	readonly role?: string;
	/** True when a page other than the first was asked for. */
	readonly withPageToken: boolean;
	/** Values that may appear in no text. */
	readonly secrets: readonly string[];
	/** Milliseconds in which the operation's rate gives one more call. */
	readonly restoreMs: number;
}

interface ServiceError {
	readonly code?: string;
	readonly message?: string;
	readonly details?: string;
}

type Explained = Pick<TransportErrorDetails, 'kind' | 'message'> & { readonly code?: string; readonly retryAfter?: number };

/** The JSON of a body, or undefined when it is none. */
export function parseJson(body: string): unknown {
	try {
		return JSON.parse(body);
	} catch {
		return undefined;
	}
}

const asRecord = (value: unknown): Readonly<Record<string, unknown>> => (typeof value === 'object' && value !== null ? { ...value } : {});
const asText = (value: unknown): string | undefined => (typeof value === 'string' ? value : undefined);

/** Amazon's error list; its first entry counts. Spelling and presence of the fields vary between its services. */
function readServiceError(body: string): ServiceError {
	const errors: unknown = asRecord(parseJson(body)).errors;
	const first = asRecord(Array.isArray(errors) ? errors[0] : undefined);
	return { code: asText(first.code), message: asText(first.message), details: asText(first.details) };
}

function explainStatus(status: number, words: string, asked: Asked): Explained {
	if (status === 403 || status === 401) return { kind: 'unauthorized', ...explainRefusal(words, asked) };
	if (status === 404) return { kind: 'notFound', message: `Amazon does not know what ${asked.operation} asked for.` };
	if (status === 429) return { kind: 'rateLimited', retryAfter: asked.restoreMs, message: `Amazon's limit for ${asked.operation} is reached. Nothing is lost: the next run goes on from here.` };
	if (status >= 500) return { kind: 'unavailable', message: `Amazon could not answer ${asked.operation} just now (status ${status}). The next run tries again.` };
	// The other parameters were accepted for the page before, so it is the token that Amazon does not take (N5).
	if (status === 400 && asked.withPageToken) return { kind: 'rejected', code: 'PageTokenExpired', message: 'Amazon no longer accepts the token of the next page. The time window is read again from its beginning.' };
	if (status >= 400) return { kind: 'rejected', message: `Amazon rejected the request ${asked.operation} (status ${status}).` };
	return { kind: 'unreadable', message: `Amazon answered ${asked.operation} with the unexpected status ${status}.` };
}

/** The error that stands for an answer whose status is not 200. Works by the status; Amazon's code is only handed on. */
export function errorFromResponse(response: RawResponse, asked: Asked): TransportError {
	const said = readServiceError(response.body);
	const words = [said.message, said.details].filter((part) => part !== undefined && part !== '').join(' ');
	const explained = explainStatus(response.status, words, asked);
	return new TransportError({
		service: 'Amazon',
		operation: asked.operation,
		status: response.status,
		...explained,
		code: explained.code ?? showableWord(said.code),
		serviceMessage: showable(words, asked.secrets),
		requestId: requestIdOf(response),
	});
}

const requestIdOf = (response: RawResponse): string | undefined => showableWord(response.headers['x-amzn-requestid']);

/** The error that stands for a good status with an answer that is not what Amazon's model says. `reason` holds no data. */
export function unreadableAnswer(operation: string, reason: string, response?: RawResponse): TransportError {
	return new TransportError({
		service: 'Amazon', kind: 'unreadable', operation, status: response?.status, requestId: response && requestIdOf(response),
		message: `Amazon's answer to ${operation} could not be read: ${reason}. If it stays so, report it with the request id.`,
	});
}

const lossHints = new Map([
	['deadline', 'no complete answer came in time'],
	['closed', 'the connection was closed in the middle of the answer'],
	['ECONNRESET', 'the connection was closed by the other side'],
	['ECONNREFUSED', 'the connection was refused'],
	['ENOTFOUND', 'the address could not be resolved'],
	['EAI_AGAIN', 'the address could not be resolved'],
]);

const hintOf = (reason: string): string => lossHints.get(reason) ?? (/CERT/.test(reason) ? 'the certificate of the other side is not trusted' : 'the connection failed');

/** The error that stands for an exchange without a complete answer. */
export function errorFromConnection(lost: ConnectionLost, operation: string): TransportError {
	return new TransportError({
		service: 'Amazon', kind: 'unavailable', operation, code: lost.reason === 'deadline' ? 'TimedOut' : showableWord(lost.reason),
		message: `Amazon could not be reached for ${operation}: ${hintOf(lost.reason)}. Check that this machine reaches the internet; the next run tries again.`,
	});
}
