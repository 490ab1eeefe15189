import type { ZodError } from 'zod';
import { TransportError, type TransportErrorDetails } from '../transport/errors';
import type { Cin7Request, Cin7Response } from './connection';
import { retryAfterMs } from './retryAfter';
import { showable } from './serviceMessage';

/** A request with what is needed to explain its answer. */
export interface Asked extends Cin7Request {
	/** What it is about, to go behind "while": 'reading the tax rules'. */
	readonly about: string;
	/** What to do when it is not known whether a write was done; left out: the process that writes looks it up by itself. */
	readonly inDoubt?: string;
}

/** 'POST /sale'. */
export const operationOf = ({ method, path }: Cin7Request): string => `${method} ${path}`;
export const isWrite = ({ method }: Cin7Request): boolean => method !== 'GET';

// The reference has 429; older clients saw 503 with this sentence, and a live tenant 400 with it.
const overLimit = /\bcalls per (?:60 seconds|minute)\b/i;

/** The wait after a refusal for the limit that states none, in milliseconds: four of them are the minute that the limit is for. */
const UNSTATED_WAIT = 15_000;

/** Error body of API v2: a list of these, or one alone. */
interface ServiceException {
	readonly code?: string;
	readonly text: string;
}

/**
 * The JSON of a good answer, undefined for 204. Throws TransportError for every other: `ambiguous` is true where a write
 * may have been done although the answer is none.
 */
export function readAnswer(response: Cin7Response, asked: Asked, now: number): unknown {
	const { status } = response;
	if (status === 204) return undefined;
	const body = parse(response.text);
	const exceptions = body.kind === 'json' ? exceptionsIn(body.value) : [];
	if (status >= 200 && status < 300) {
		if (body.kind !== 'json') throw unreadable(asked, nonJsonReason(body.kind), { status });
		if (exceptions.length === 0) return body.value;
		const stated = Number(exceptions[0]?.code);
		throw refusal({ ...response, status: stated >= 400 && stated < 600 ? stated : 400 }, body, exceptions, asked, now);
	}
	throw refusal(response, body, exceptions, asked, now);
}

function refusal(response: Cin7Response, body: Body, exceptions: readonly ServiceException[], asked: Asked, now: number): TransportError {
	const { status } = response;
	const words = exceptions.map(({ text }) => text).join(' ') || (body.kind === 'text' ? response.text : '');
	const retryAfter = retryAfterMs(response.headers, now);
	const details = {
		status,
		...(exceptions[0]?.code ? { code: exceptions[0].code } : {}),
		...(words ? { serviceMessage: showable(words, asked) } : {}),
		...(retryAfter === undefined ? {} : { retryAfter }),
	};
	if (status === 429 || overLimit.test(words)) return rateLimited(asked, { retryAfter: UNSTATED_WAIT, ...details });
	if (status === 401 || status === 403) return unauthorized(asked, details);
	if (status >= 500) return unavailable(asked, `answered with status ${status}`, details);
	if (status === 408) return unavailable(asked, 'gave up waiting', details);
	// A 4xx that is not in the service's own form may come from something in between, which says nothing about a write.
	if (status < 400 || body.kind === 'html' || body.kind === 'empty') return unreadable(asked, nonJsonReason(body.kind), details);
	return failure(asked, status === 404 && !isWrite(asked) ? 'notFound' : 'rejected', `Cin7 Core did not accept the request while ${asked.about}.`, details);
}

type Details = Partial<Pick<TransportErrorDetails, 'status' | 'code' | 'serviceMessage' | 'retryAfter'>>;

function failure(asked: Asked, kind: TransportErrorDetails['kind'], message: string, details: Details, ambiguous = false): TransportError {
	return new TransportError({ service: 'Cin7 Core', kind, operation: operationOf(asked), message, ambiguous, ...details });
}

const rateLimited = (asked: Asked, details: Details): TransportError => failure(asked, 'rateLimited',
	`Cin7 Core takes no more calls this minute, so it has not done anything while ${asked.about}. If this comes often, give this integration an API application of its own in Cin7 Core: the limit is per application.`, details);

const unauthorized = (asked: Asked, details: Details): TransportError => failure(asked, 'unauthorized',
	'Cin7 Core refused the Account ID or the Application Key. Open the API setup page in Cin7 Core, copy both anew into the Cin7 Core credential in n8n, and test the credential.', details);

/** Behind the message of a write of which it is not known whether it was done. */
const doubt = ({ inDoubt = 'it is looked up before anything is written again.' }: Asked): string => ` Whether it was done is not known; ${inDoubt}`;

/** No good answer because Cin7 Core, or the way to it, is down. `what` goes behind "Cin7 Core". */
export function unavailable(asked: Asked, what: string, details: Details = {}): TransportError {
	const write = isWrite(asked);
	return failure(asked, 'unavailable', `Cin7 Core ${what} while ${asked.about}.${write ? doubt(asked) : ''}`, details, write);
}

/** An answer that is not what the API reference says. `reason` goes behind a colon and holds no data. */
export function unreadable(asked: Asked, reason: string, details: Details = {}): TransportError {
	const write = isWrite(asked);
	return failure(asked, 'unreadable', `The answer of Cin7 Core could not be read while ${asked.about}: ${reason}.${write ? doubt(asked) : ''}`, details, write);
}

/** The same for JSON that lacks something. Only names of fields are told. */
export function unexpected(asked: Asked, error: ZodError): TransportError {
	const at = error.issues[0]?.path.filter((part) => typeof part === 'string').join('.');
	return unreadable(asked, at ? `the field ${at} is missing or of another kind` : 'it is of another kind than expected');
}

/** What is read by its id; undefined when Cin7 Core says that it has none of that id: 404, or 400 and a text (seen live for accounts). */
export async function unlessUnknown<T>(read: () => Promise<T>): Promise<T | undefined> {
	try {
		return await read();
	} catch (error) {
		if (error instanceof TransportError && isUnknown(error)) return undefined;
		throw error;
	}
}

const isUnknown = ({ kind, status, serviceMessage }: TransportError): boolean =>
	kind === 'notFound' || (kind === 'rejected' && status === 400 && /\bnot found\b|\bdoes not exist\b/i.test(serviceMessage ?? ''));

type Body = { readonly kind: 'json'; readonly value: unknown } | { readonly kind: 'text' | 'html' | 'empty' };

function parse(text: string): Body {
	const trimmed = text.trim();
	if (trimmed === '') return { kind: 'empty' };
	try {
		return { kind: 'json', value: JSON.parse(trimmed) };
	} catch {
		return { kind: trimmed.startsWith('<') ? 'html' : 'text' };
	}
}

function nonJsonReason(kind: Body['kind']): string {
	// A path that does not exist is answered with a web page and status 200.
	if (kind === 'html') return 'it is a web page. Check the API base URL in the Cin7 Core credential';
	return kind === 'empty' ? 'it is empty' : 'it is incomplete or in another form than expected';
}

function exceptionsIn(value: unknown): ServiceException[] {
	const entries: readonly unknown[] = Array.isArray(value) ? value : [value];
	const found = entries.map(exceptionIn).filter((entry) => entry !== undefined);
	return found.length === entries.length ? found : [];
}

function exceptionIn(entry: unknown): ServiceException | undefined {
	if (typeof entry !== 'object' || entry === null || !('Exception' in entry) || typeof entry.Exception !== 'string') return undefined;
	const code = 'ErrorCode' in entry ? entry.ErrorCode : undefined;
	const isCode = typeof code === 'number' || (typeof code === 'string' && /^\w{1,40}$/.test(code));
	return { text: entry.Exception, ...(isCode ? { code: String(code) } : {}) };
}
