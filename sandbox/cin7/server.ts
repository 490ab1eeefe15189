import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { systemClock, type Clock } from '../../src/transport/clock';
import { errorAnswer, faultAnswer, htmlAnswer, jsonAnswer, overLimitAnswer, send, type Answer, type Delivery } from './answers';
import { answerControl } from './control';
import { Faults } from './faults';
import { Query } from './query';
import { RateLimit } from './rateLimit';
import { Cin7Rejection } from './rejection';
import type { RecordedRequest, RequestHook } from './requests';
import { routesOf, type Route } from './routes';
import type { TenantSeed } from './seed';
import { defaultSwitches, type Cin7Switches } from './switches';
import { Cin7World } from './world';

export interface Cin7SimulatorOptions {
	/** A free port where it is left out. */
	readonly port?: number;
	readonly clock?: Clock;
	readonly tenant: TenantSeed;
	readonly switches?: Partial<Cin7Switches>;
}

export interface Cin7Simulator {
	/** http://127.0.0.1:port/ExternalApi/v2 */
	readonly url: string;
	readonly port: number;
	readonly clock: Clock;
	/** Requests to the API in the order of their arrival; the simulator's own door does not appear. */
	readonly requests: RecordedRequest[];
	readonly faults: Faults;
	readonly world: Cin7World;
	/** Calls the hook at both phases of every request. A hook that throws takes the connection down. */
	onRequest(hook: RequestHook): void;
	close(): Promise<void>;
}

const root = '/externalapi/v2';
const control = '/_simulator/';

/** A server that behaves as one tenant of Cin7 Core's External API v2 does, on the loopback interface. */
export async function startCin7Simulator(options: Cin7SimulatorOptions): Promise<Cin7Simulator> {
	const clock = options.clock ?? systemClock;
	const switches: Cin7Switches = { ...defaultSwitches, ...options.switches };
	const world = new Cin7World(options.tenant, clock, switches);
	const service = new Service(options.tenant, world);
	const server = createServer((request, response) => void service.answer(request, response));
	server.keepAliveTimeout = 60_000;
	await new Promise<void>((resolve, fail) => {
		server.once('error', fail);
		server.listen(options.port ?? 0, '127.0.0.1', resolve);
	});
	const address = server.address();
	const port = address !== null && typeof address === 'object' ? address.port : 0;
	return {
		url: `http://127.0.0.1:${port}/ExternalApi/v2`, port, clock, world, requests: service.requests, faults: service.faults,
		onRequest: (hook) => void service.hooks.push(hook),
		close: async () => await new Promise((resolve) => {
			server.close(() => resolve());
			server.closeAllConnections();
		}),
	};
}

class Service {
	readonly requests: RecordedRequest[] = [];
	readonly faults = new Faults();
	readonly hooks: RequestHook[] = [];
	private readonly tenant: TenantSeed;
	readonly world: Cin7World;
	private readonly routes;
	private readonly limit: RateLimit;

	constructor(tenant: TenantSeed, world: Cin7World) {
		this.tenant = tenant;
		this.world = world;
		this.routes = routesOf(world);
		this.limit = new RateLimit(world.clock, world.switches);
	}

	async answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
		try {
			const target = new URL(request.url ?? '/', 'http://127.0.0.1');
			const method = request.method ?? 'GET';
			const body = await read(request);
			if (target.pathname.startsWith(control)) await send(response, answerControl(this, method, target.pathname.slice(control.length), body));
			else await this.answerApi(request, response, { target, method, body });
		} catch {
			// A torn request or a hook that threw: the caller sees a lost connection.
			response.destroy();
		}
	}

	private async answerApi(request: IncomingMessage, response: ServerResponse, { target, method, body }: { target: URL; method: string; body: string }): Promise<void> {
		const path = target.pathname.toLowerCase();
		const verbs = path.startsWith(`${root}/`) ? this.routes.get(path.slice(root.length).replace(/\/$/, '')) : undefined;
		const route = verbs?.get(method);
		const query = new Query(target.searchParams);
		const json = parseJson(body);
		const recorded: RecordedRequest = {
			at: this.world.clock.now(), method, path: target.pathname, query: query.values,
			operation: route?.operation ?? `${method} ${target.pathname}`, body: json?.value, status: 0,
		};
		this.requests.push(recorded);
		for (const hook of this.hooks) await hook(recorded, 'received');
		const fault = this.faults.take(recorded);
		if (fault?.kind === 'hang') return;
		if (fault?.kind === 'dropConnection') return void response.destroy();
		const failure = fault && faultAnswer(fault.kind, this.world.switches);
		if (failure && !fault.committed) return await this.deliver(response, recorded, failure);
		const answer = this.guard(request, verbs !== undefined) ?? this.perform(route, query, json);
		if (answer.status === 200) for (const hook of this.hooks) await hook(recorded, 'committed');
		if (fault?.kind === 'dropAfterCommit') return void response.destroy();
		await this.deliver(response, recorded, failure ?? answer, fault?.kind === 'tornBody' ? 'torn' : fault?.kind === 'slowDrip' ? 'slow' : 'whole');
	}

	private async deliver(response: ServerResponse, recorded: RecordedRequest, answer: Answer, delivery: Delivery = 'whole'): Promise<void> {
		recorded.status = answer.status;
		await send(response, answer, delivery);
	}

	/** What is refused before the endpoint is asked: unknown paths (M3), wrong keys (M1), too many calls (M2). */
	private guard(request: IncomingMessage, known: boolean): Answer | undefined {
		const { switches } = this.world;
		if (!known) return switches.unknownPath === 'html200' ? htmlAnswer(200, 'Page not found') : errorAnswer(404, 'Endpoint does not exist', switches);
		const account = request.headers['api-auth-accountid'];
		const application = request.headers['api-auth-applicationkey'];
		if (account !== this.tenant.accountId || typeof application !== 'string' || !this.tenant.applicationKeys.includes(application)) {
			return errorAnswer(403, 'Method authentication failed', switches);
		}
		if (!this.limit.admit(switches.limitScope === 'application' ? application : account)) return overLimitAnswer(switches.overLimit, switches);
		return undefined;
	}

	private perform(route: Route | undefined, query: Query, json: { value: unknown } | undefined): Answer {
		const { switches } = this.world;
		if (!route) return errorAnswer(405, 'Method not allowed', switches);
		if (!json) return errorAnswer(500, 'Request body cannot be parsed', switches);
		try {
			return jsonAnswer(200, route.handle(query, json.value));
		} catch (error) {
			if (error instanceof Cin7Rejection) return errorAnswer(error.status, error.message, switches);
			return errorAnswer(500, `Simulator defect: ${error instanceof Error ? error.message : 'unknown'}`, switches);
		}
	}
}

async function read(request: IncomingMessage): Promise<string> {
	const parts: Buffer[] = [];
	for await (const part of request) parts.push(part as Buffer);
	return Buffer.concat(parts).toString('utf8');
}

/** Undefined when there is a body and it is no JSON. */
function parseJson(body: string): { value: unknown } | undefined {
	if (body === '') return { value: undefined };
	try {
		return { value: JSON.parse(body) };
	} catch {
		return undefined;
	}
}
