import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { fetchConnection } from '../../sandbox/cin7Connection';
import { VirtualClock } from '../../sandbox/clock';
import { createCin7Client } from '../../src/cin7/client';
import type { CallServices } from '../../src/cin7/calls';
import type { Cin7Port, TenantReference } from '../../src/processes/ports/cin7';
import type { ReferenceCache } from '../../src/processes/ports/repositories';
import { TransportError } from '../../src/transport/errors';
import { memoryBudgets, type MemoryBudgets } from '../amazon/memoryBudgets';

export const ACCOUNT = '704ef231-cd93-49c9-a201-26b4b5d0d35b';
export const APPLICATION_KEY = '0342a546-e0c2-0dff-f0be-6a5e17154033';

export interface Received {
	readonly method: string;
	readonly path: string;
	readonly query: Record<string, string>;
	readonly headers: IncomingMessage['headers'];
	readonly body: unknown;
}

/** An answer of the scripted server. 'silence': none ever. 'drop': the connection is closed without one. 'torn': closed in the middle. */
export type Scripted = { readonly status: number; readonly text: string; readonly headers?: Record<string, string> } | 'silence' | 'drop' | 'torn';

export const json = (value: unknown, status = 200, headers: Record<string, string> = {}): Scripted => ({ status, text: JSON.stringify(value), headers: { 'content-type': 'application/json; charset=utf-8', ...headers } });
export const raw = (text: string, status = 200, headers: Record<string, string> = {}): Scripted => ({ status, text, headers });
export const refused = (status: number, ...texts: string[]): Scripted => json(texts.map((Exception) => ({ ErrorCode: status, Exception })), status);
export const LIMIT_SENTENCE = 'You have reached 60 calls per 60 seconds API limit.';

export interface ScriptedCin7 {
	readonly url: string;
	readonly calls: Received[];
	/** Answers in this order, to whatever is asked. */
	script(...answers: Scripted[]): void;
	/** Answers by 'GET /me', once the script is at its end. */
	route(operation: string, answer: (received: Received) => Scripted): void;
	close(): Promise<void>;
}

/** A server on loopback that says what it is told to. */
export async function startScriptedCin7(): Promise<ScriptedCin7> {
	const calls: Received[] = [];
	const queue: Scripted[] = [];
	const routes = new Map<string, (received: Received) => Scripted>();
	const server = createServer((request, response) => {
		const chunks: Buffer[] = [];
		request.on('data', (chunk: Buffer) => chunks.push(chunk));
		request.on('end', () => {
			const url = new URL(request.url ?? '', 'http://127.0.0.1');
			const text = Buffer.concat(chunks).toString('utf8');
			const received: Received = { method: request.method ?? '', path: url.pathname, query: Object.fromEntries(url.searchParams), headers: request.headers, body: text === '' ? undefined : JSON.parse(text) as unknown };
			calls.push(received);
			const answer = queue.shift() ?? routes.get(`${received.method} ${received.path}`)?.(received) ?? raw('nothing is scripted', 599);
			reply(response, answer);
		});
	});
	await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
	return {
		url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
		calls,
		script: (...answers) => queue.push(...answers),
		route: (operation, answer) => routes.set(operation, answer),
		close: async () => await closeServer(server),
	};
}

function reply(response: ServerResponse, answer: Scripted): void {
	if (answer === 'silence') return;
	if (answer === 'drop') response.destroy();
	else if (answer === 'torn') {
		response.writeHead(200, { 'content-type': 'application/json', 'content-length': '500' });
		response.write('{"Total": 1, "Pa');
		setImmediate(() => response.destroy());
	} else {
		response.writeHead(answer.status, answer.headers);
		response.end(answer.text);
	}
}

async function closeServer(server: Server): Promise<void> {
	server.closeAllConnections();
	await new Promise((resolve) => server.close(resolve));
}

export interface MemoryCache extends ReferenceCache {
	stored?: { readonly reference: TenantReference; readonly at: string };
}

/** A reference cache of one test. */
export function memoryCache(): MemoryCache {
	const cache: MemoryCache = {
		read: async (_tenant, notOlderThan) => (cache.stored && cache.stored.at >= notOlderThan ? cache.stored.reference : undefined),
		write: async (_tenant, reference, at) => { cache.stored = { reference, at }; },
		clear: async () => { cache.stored = undefined; },
	};
	return cache;
}

export interface TestClient {
	readonly client: Cin7Port;
	readonly clock: VirtualClock;
	readonly budgets: MemoryBudgets;
	readonly cache: MemoryCache;
}

/** A client of that server, on a virtual clock, without jitter unless told otherwise. */
export function clientFor(url: string, services: Partial<CallServices> & { cache?: MemoryCache; clock?: VirtualClock } = {}): TestClient {
	const clock = services.clock ?? new VirtualClock('2026-11-02T10:00:00Z');
	const budgets = memoryBudgets(clock);
	const cache = services.cache ?? memoryCache();
	const connection = fetchConnection({ baseUrl: url, accountId: ACCOUNT, applicationKey: APPLICATION_KEY });
	return { clock, budgets, cache, client: createCin7Client(connection, { random: () => 0, budgets, referenceCache: cache, ...services, clock }) };
}

/** The TransportError that a call fails with; anything else fails the test. */
export async function failureOf(call: Promise<unknown>): Promise<TransportError> {
	const outcome = await call.then(() => undefined, (error: unknown) => error);
	if (!(outcome instanceof TransportError)) throw new Error(`No TransportError, but ${outcome === undefined ? 'a good answer' : String(outcome)}`);
	return outcome;
}
