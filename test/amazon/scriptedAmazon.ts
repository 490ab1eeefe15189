import { createServer, type IncomingHttpHeaders, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { VirtualClock } from '../../sandbox/clock';
import { createAmazonClient, type AmazonCredential, type AmazonServices } from '../../src/amazon/client';
import type { AmazonPort } from '../../src/processes/ports/amazon';
import { TransportError } from '../../src/transport/errors';
import { memoryBudgets, type MemoryBudgets } from './memoryBudgets';

export interface Arrived {
	readonly host: string;
	readonly method: string;
	readonly path: string;
	readonly query: URLSearchParams;
	readonly headers: IncomingHttpHeaders;
	readonly body: string;
}

export type Answering = (request: Arrived, response: ServerResponse) => void;

/** A server that says what the test tells it to, in the place of all of Amazon's hosts. */
export interface ScriptedAmazon {
	readonly url: string;
	/** Requests to the Selling Partner API. */
	readonly calls: Arrived[];
	/** Requests to Login with Amazon. */
	readonly logins: Arrived[];
	/** Answers the next calls, one each; the last one also all that follow. */
	script(...answers: Answering[]): void;
	login: Answering;
	close(): Promise<void>;
}

export const json = (status: number, body: unknown, headers: Readonly<Record<string, string>> = {}): Answering => (_request, response) => {
	response.writeHead(status, { 'content-type': 'application/json', 'x-amzn-RequestId': 'request-1', ...headers }).end(JSON.stringify(body));
};

export const raw = (status: number, body: string, type = 'text/html'): Answering => (_request, response) => void response.writeHead(status, { 'content-type': type }).end(body);

export const refusal = (status: number, code: string, message: string, details = ''): Answering => json(status, { errors: [{ code, message, details }] });

export const denied = (details = ''): Answering => refusal(403, 'Unauthorized', 'Access to requested resource is denied.', details);

export const throttled = (headers: Readonly<Record<string, string>> = {}): Answering =>
	json(429, { errors: [{ code: 'QuotaExceeded', message: 'You exceeded your quota for the requested resource.', details: '' }] }, headers);

export const noOrders = json(200, { orders: [], lastUpdatedBefore: '2026-11-02T09:58:00Z' });

async function read(message: IncomingMessage): Promise<Arrived> {
	const chunks: Buffer[] = [];
	for await (const chunk of message) chunks.push(chunk as Buffer);
	const [path = '', query = ''] = (message.url ?? '').split('?', 2);
	return { host: message.headers.host ?? '', method: message.method ?? '', path, query: new URLSearchParams(query), headers: message.headers, body: Buffer.concat(chunks).toString('utf8') };
}

export async function startScriptedAmazon(): Promise<ScriptedAmazon> {
	const calls: Arrived[] = [];
	const logins: Arrived[] = [];
	let answers: Answering[] = [];
	const server = createServer((message, response) => {
		void read(message).then((request) => {
			if (request.path === '/auth/o2/token') {
				logins.push(request);
				amazon.login(request, response);
				return;
			}
			calls.push(request);
			const answer = answers.length > 1 ? answers.shift() : answers[0];
			if (answer === undefined) throw new Error('Nothing was scripted');
			answer(request, response);
		}).catch(() => response.destroy());
	});
	await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', () => resolve()));
	const amazon: ScriptedAmazon = {
		url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
		calls,
		logins,
		script: (...given) => { answers = given; },
		login: (request, response) => json(200, { access_token: `Atza|token-${logins.length}`, token_type: 'bearer', expires_in: 3600 })(request, response),
		close: async () => {
			server.closeAllConnections();
			await new Promise<void>((resolve) => server.close(() => resolve()));
		},
	};
	return amazon;
}

let credentialsMade = 0;

/** A credential that no other test shares a token with. */
export function credentialFor(apiBaseUrl: string, given: Partial<AmazonCredential> = {}): AmazonCredential {
	credentialsMade += 1;
	return {
		clientId: 'amzn1.application-oa2-client.example',
		clientSecret: `amzn1.oa2-cs.v1.secret-${credentialsMade}-of-the-application`,
		refreshToken: `Atzr|refresh-${credentialsMade}`,
		merchantToken: 'A1EXAMPLE',
		region: 'na',
		environment: 'production',
		apiBaseUrl,
		...given,
	};
}

export interface Bench {
	readonly client: AmazonPort;
	readonly clock: VirtualClock;
	readonly budgets: MemoryBudgets;
	readonly credential: AmazonCredential;
}

/** A client on virtual time whose jitter is half of its range. */
export function clientFor(apiBaseUrl: string, given: Partial<AmazonCredential> = {}, services: Partial<AmazonServices> = {}): Bench {
	const clock = new VirtualClock('2026-11-02T10:00:00Z');
	const budgets = memoryBudgets(clock);
	const credential = credentialFor(apiBaseUrl, given);
	return { client: createAmazonClient(credential, { clock, budgets, random: () => 0.5, deadlineMs: 5000, ...services }), clock, budgets, credential };
}

export const US = 'ATVPDKIKX0DER';

export const lastHour = { marketplaceIds: [US], by: 'lastUpdated', after: '2026-11-02T08:58:00Z', before: '2026-11-02T09:58:00Z' } as const;

/** The TransportError that a promise ends in; fails the test when it ends in anything else. */
export async function failureOf(promise: Promise<unknown>): Promise<TransportError> {
	const outcome: unknown = await promise.then(() => 'a good answer', (error: unknown) => error);
	if (outcome instanceof TransportError) return outcome;
	throw new Error(`Expected a TransportError and got ${String(outcome)}`);
}
