import { createHash } from 'node:crypto';
import { z } from 'zod';
import { createJsonCaller, unreadableAnswer, type AskedRequest, type JsonService, type JsonServices } from '../transport/jsonService';
import type { XeroConnection } from './connection';

/** A call and the form of its answer. */
export interface XeroCall<T> {
	readonly method: 'GET' | 'POST' | 'PUT';
	readonly path: string;
	/** 'GET /Invoices/{id}' where the path holds an id. */
	readonly operation?: string;
	readonly query?: Readonly<Record<string, string | number>>;
	readonly body?: unknown;
	readonly about: string;
	/** Of writes: what a repeated call is known by, at most 63 characters of the header's 128 after the fingerprint of the body. */
	readonly idempotencyKey?: string;
	readonly answer: z.ZodType<T, z.ZodTypeDef, unknown>;
}

/** Sends a call, and reads its answer. Throws TransportError. */
export type XeroCaller = <T>(call: XeroCall<T>) => Promise<T>;

/** Sixty calls per minute: call n + 1 comes 61 seconds after the first at the earliest, wherever a minute begins. */
const perMinute = { rate: 60 / 61, burst: 1 };
/** 5,000 per day: a half saved up and a half coming in never let more through in 24 hours. */
const perDay = { rate: 2500 / 86_400, burst: 2500 };

const validation = z.array(z.object({ Message: z.string() })).optional();
const refusal = z.object({
	ErrorNumber: z.number().optional(), Type: z.string().optional(), Message: z.string().optional(), Title: z.string().optional(), Detail: z.string().nullish(),
	Elements: z.array(z.object({ ValidationErrors: validation })).optional(),
});

/** Xero's refusals: an exception with the errors of each element, or a problem document. Empty for any other body. */
function refusalsIn(body: unknown): { text: string; code?: string }[] {
	const read = refusal.safeParse(body);
	if (!read.success) return [];
	const { ErrorNumber, Type, Message, Title, Detail, Elements = [] } = read.data;
	const code = ErrorNumber === undefined ? {} : { code: String(ErrorNumber) };
	const details = Elements.flatMap(({ ValidationErrors = [] }) => ValidationErrors.map((error) => error.Message));
	if (ErrorNumber !== undefined || Type?.endsWith('Exception')) return (details.length > 0 ? details : [Message ?? 'No reason is told.']).map((text) => ({ text, ...code }));
	return Title === undefined ? [] : [{ text: [Title, Detail].filter(Boolean).join(': ') }];
}

/** Sends calls to one organization of Xero; see `XeroCaller`. */
export function createXeroCaller(connection: XeroConnection, services: JsonServices): XeroCaller {
	const { tenantId } = connection;
	const service: JsonService = {
		service: 'Xero',
		send: async (request) => await connection.send(request),
		limits: [{ key: `xero:${tenantId}`, ...perMinute }, { key: `xero:${tenantId}:day`, ...perDay }],
		refusalsIn,
		unauthorizedHint: 'Open the Xero credential in n8n and connect it again, and check that it may see this organization.',
	};
	const send = createJsonCaller(service, services);
	return async ({ answer, idempotencyKey, operation, ...call }) => {
		const asked: AskedRequest = {
			...call, operation: operation ?? `${call.method} ${call.path}`, writes: call.method !== 'GET',
			headers: { 'xero-tenant-id': tenantId, 'Accept': 'application/json', ...(idempotencyKey !== undefined && { 'Idempotency-Key': keyFor(idempotencyKey, call.body) }) },
		};
		const read = answer.safeParse(await send(asked));
		if (read.success) return read.data;
		const field = read.error.issues[0]?.path.filter((part) => typeof part === 'string').join('.');
		throw unreadableAnswer(service, asked, field ? `the field ${field} is missing or of another kind` : 'it is of another kind than expected');
	};
}

/**
 * With a fingerprint of the body: an entry that was refused and then mended is another call, which the plain key would
 * have Xero refuse.
 */
const keyFor = (key: string, body: unknown): string => `${key}-${createHash('sha256').update(JSON.stringify(body)).digest('hex').slice(0, 32)}`.slice(-128);
