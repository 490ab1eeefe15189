import { randomUUID } from 'node:crypto';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { type Clock, systemClock } from '../../src/transport/clock';
import { AmazonServices } from './amazonServices';
import { type Answer, internalFailure, quotaExceeded, Refusal } from './answers';
import { answerControl, isControlPath } from './controlInterface';
import { deliver, deliverHtml503 } from './delivery';
import { type FaultOrder, Faults } from './faults';
import type { RecordedRequest } from './recordedRequest';
import { decode, type Role, roleOf, routeOf } from './routes';
import type { SellerWorld } from './sellerWorld';
import type { SellerAccountSeed } from './seeds';
import { type AmazonSwitches, defaultSwitches } from './switches';

export type RequestHook = (request: RecordedRequest, phase: 'received' | 'committed') => Promise<void> | void;

export interface AmazonSimulatorOptions {
	/** Default: any free one. */
	readonly port?: number;
	readonly clock?: Clock;
	readonly accounts: readonly SellerAccountSeed[];
	readonly switches?: Partial<AmazonSwitches>;
	/** Folder of Amazon's published models, for the static sandbox. */
	readonly modelsFolder?: string;
}

export interface AmazonSimulator {
	/** 'http://127.0.0.1:port' */
	readonly url: string;
	readonly port: number;
	readonly clock: Clock;
	/** In the order of their arrival. Requests of the control interface are not among them. */
	readonly requests: RecordedRequest[];
	readonly faults: Faults;
	/** May be changed while it runs. */
	readonly switches: AmazonSwitches;
	/** The account of a key such as 'A1EXAMPLE@na'. Throws when there is none. */
	account(accountKey: string): SellerWorld;
	/** Awaited when a request has come in, and again when its answer is decided and not yet sent. */
	onRequest(hook: RequestHook): void;
	readonly tokensIssued: number;
	close(): Promise<void>;
}

/**
 * Amazon's Selling Partner API and Login with Amazon on 127.0.0.1, in plain HTTP; the Host header decides which of
 * Amazon's servers is meant.
 */
export async function startAmazonSimulator(options: AmazonSimulatorOptions): Promise<AmazonSimulator> {
	const clock = options.clock ?? systemClock;
	const switches: AmazonSwitches = { ...defaultSwitches(), ...options.switches };
	const services = new AmazonServices(options.accounts, clock, switches, options.modelsFolder);
	const desk = new FrontDesk(services, clock, switches);
	const server = createServer((request, response) => void desk.receive(request, response));
	// Longer than any client keeps an idle connection, so that a reused one is never closed under a request.
	server.keepAliveTimeout = 120_000;
	const port = await listen(server, options.port ?? 0);
	return {
		url: `http://127.0.0.1:${port}`,
		port,
		clock,
		requests: desk.requests,
		faults: desk.faults,
		switches,
		account: (accountKey) => services.account(accountKey),
		onRequest: (hook) => void desk.hooks.push(hook),
		get tokensIssued() {
			return services.login.tokensIssued;
		},
		close: async () => {
			server.closeAllConnections();
			await new Promise<void>((resolve) => server.close(() => resolve()));
		},
	};
}

const listen = async (server: Server, port: number): Promise<number> =>
	await new Promise((resolve, reject) => {
		server.once('error', reject);
		server.listen(port, '127.0.0.1', () => resolve((server.address() as AddressInfo).port));
	});

/** Takes requests in, records them, plays faults on them and sends the answers. */
class FrontDesk {
	readonly requests: RecordedRequest[] = [];
	readonly faults = new Faults();
	readonly hooks: RequestHook[] = [];

	constructor(private readonly services: AmazonServices, private readonly clock: Clock, private readonly switches: AmazonSwitches) {}

	async receive(message: IncomingMessage, response: ServerResponse): Promise<void> {
		try {
			const body = await readBody(message);
			const [path = '', query = ''] = (message.url ?? '').split('?', 2);
			if (isControlPath(path)) {
				await deliver(response, answerControl(message.method ?? '', path, body, { requests: this.requests, faults: this.faults, account: (key) => this.services.account(key) }), {});
				return;
			}
			await this.serve(message, body, path, new URLSearchParams(query), response);
		} catch (defect) {
			// A client that went away is no defect; there is nobody to tell.
			if (response.headersSent || response.destroyed) response.destroy();
			else await deliver(response, { status: 500, body: { simulatorDefect: String(defect) } }, {});
		}
	}

	private async serve(message: IncomingMessage, body: Buffer, path: string, query: URLSearchParams, response: ServerResponse): Promise<void> {
		const request = this.record(message, path, query);
		const fault = this.faults.take(request);
		if (fault) request.fault = fault.kind;
		await this.tell(request, 'received');
		const early = fault && this.playInstead(fault, request, response);
		if (early === 'played') return;
		const answer = early ?? this.decide(request, message, body, path);
		request.status = fault?.kind === 'empty204' ? 204 : answer.status;
		await this.tell(request, 'committed');
		await deliver(response, answer, this.headers(request), fault);
	}

	private record(message: IncomingMessage, path: string, query: URLSearchParams): RecordedRequest {
		const host = message.headers.host ?? '';
		const method = message.method ?? '';
		const role = roleOf(host);
		const operation = operationOf(role, method, path);
		const request: RecordedRequest = {
			at: this.clock.now(),
			host,
			...(role.kind === 'api' ? { region: role.region } : {}),
			sandbox: role.kind === 'api' && role.sandbox,
			method,
			path: decode(path),
			...(operation === undefined ? {} : { operation }),
			query,
			requestId: randomUUID(),
		};
		this.requests.push(request);
		return request;
	}

	private decide(request: RecordedRequest, message: IncomingMessage, body: Buffer, path: string): Answer {
		try {
			return this.services.answer(request, message, body, path);
		} catch (refusal) {
			if (refusal instanceof Refusal) return refusal.answer;
			throw refusal;
		}
	}

	/** Faults that come before anything is done. An answer is still to be sent; 'played' means that nothing is. */
	private playInstead(fault: FaultOrder, request: RecordedRequest, response: ServerResponse): Answer | 'played' | undefined {
		if (fault.kind === 'throttle429') return quotaExceeded().answer;
		if (fault.kind === 'error500') return internalFailure;
		if (fault.kind === 'hang') return 'played';
		if (fault.kind === 'dropConnection') {
			response.destroy();
			return 'played';
		}
		if (fault.kind === 'html503') {
			request.status = 503;
			deliverHtml503(response, this.headers(request));
			return 'played';
		}
		return undefined;
	}

	private headers(request: RecordedRequest): { [name: string]: string } {
		if (request.operation === 'downloadDocument') return { 'x-amz-request-id': request.requestId };
		const plan = request.operation === undefined ? undefined : this.services.quotas.planOf(request.sandbox ? 'sandbox' : request.operation);
		const { rateLimitHeader } = this.switches;
		const declared = rateLimitHeader === 'always' || (rateLimitHeader === 'asModeled' && [200, 400, 404].includes(request.status ?? 0));
		return { 'x-amzn-RequestId': request.requestId, ...(plan && declared ? { 'x-amzn-RateLimit-Limit': String(plan.rate) } : {}) };
	}

	private async tell(request: RecordedRequest, phase: 'received' | 'committed'): Promise<void> {
		for (const hook of this.hooks) await hook(request, phase);
	}
}

function operationOf(role: Role, method: string, path: string): string | undefined {
	if (role.kind === 'login') return path === '/auth/o2/token' && method === 'POST' ? 'getAccessToken' : undefined;
	if (role.kind === 'documents') return method === 'GET' ? 'downloadDocument' : undefined;
	return role.kind === 'api' ? routeOf(method, path)?.operation : undefined;
}

async function readBody(message: IncomingMessage): Promise<Buffer> {
	const chunks: Buffer[] = [];
	for await (const chunk of message) chunks.push(chunk as Buffer);
	return Buffer.concat(chunks);
}
