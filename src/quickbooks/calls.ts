import { createHash } from 'node:crypto';
import { z } from 'zod';
import { createJsonCaller, unreadableAnswer, type AskedRequest, type JsonService, type JsonServices } from '../transport/jsonService';
import type { QuickBooksConnection } from './connection';

/** A call and the form of its answer. */
export interface QuickBooksCall<T> {
	readonly method: 'GET' | 'POST';
	/** Below the company: '/journalentry'. */
	readonly path: string;
	/** 'GET /journalentry/{id}' where the path holds an id. */
	readonly operation?: string;
	readonly query?: Readonly<Record<string, string | number>>;
	readonly body?: unknown;
	readonly about: string;
	/** Of writes: what a repeated call is known by. */
	readonly idempotencyKey?: string;
	readonly answer: z.ZodType<T, z.ZodTypeDef, unknown>;
}

/** Sends a call, and reads its answer. Throws TransportError. */
export type QuickBooksCaller = <T>(call: QuickBooksCall<T>) => Promise<T>;

/** Version of the API's fields that this adapter was written for. */
const MINOR_VERSION = 75;

/** Longest requestid: the documented one is 50 characters. */
const LONGEST_REQUEST_ID = 50;

const fault = z.object({ Fault: z.object({ Error: z.array(z.object({ Message: z.string().default(''), Detail: z.string().nullish(), code: z.string().optional() })).min(1) }) });

/** QuickBooks' refusals, also within an answer of status 200; empty for any other body. */
function refusalsIn(body: unknown): { text: string; code?: string }[] {
	const read = fault.safeParse(body);
	if (!read.success) return [];
	return read.data.Fault.Error.map(({ Message, Detail, code }) => ({ text: [...new Set([Message, Detail])].filter(Boolean).join(': ') || 'No reason is told.', ...(code !== undefined && { code }) }));
}

/** Sends calls to one company of QuickBooks Online; see `QuickBooksCaller`. */
export function createQuickBooksCaller(connection: QuickBooksConnection, services: JsonServices): QuickBooksCaller {
	const { realmId, callsPerMinute } = connection;
	if (!(callsPerMinute > 0)) throw new RangeError('Calls per Minute must be above 0');
	const service: JsonService = {
		service: 'QuickBooks',
		send: async (request) => await connection.send(request),
		limits: [{ key: `quickbooks:${realmId}`, rate: callsPerMinute / 61, burst: 1 }],
		refusalsIn,
		unauthorizedHint: 'Open the QuickBooks credential in n8n and connect it again, and check that it belongs to this company.',
	};
	const send = createJsonCaller(service, services);
	return async ({ answer, idempotencyKey, operation, path, query, ...call }) => {
		const asked: AskedRequest = {
			...call, operation: operation ?? `${call.method} ${path}`, writes: call.method === 'POST',
			path: `/v3/company/${encodeURIComponent(realmId)}${path}`,
			query: { ...query, minorversion: MINOR_VERSION, ...(idempotencyKey !== undefined && { requestid: requestId(idempotencyKey, call.body) }) },
			headers: { Accept: 'application/json' },
		};
		const read = answer.safeParse(await send(asked));
		if (read.success) return read.data;
		const field = read.error.issues[0]?.path.filter((part) => typeof part === 'string').join('.');
		throw unreadableAnswer(service, asked, field ? `the field ${field} is missing or of another kind` : 'it is of another kind than expected');
	};
}

/** Of key and body together: an entry that was refused and then mended is another call. */
const requestId = (key: string, body: unknown): string => createHash('sha256').update(JSON.stringify([key, body])).digest('hex').slice(0, LONGEST_REQUEST_ID);
