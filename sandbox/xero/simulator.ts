import type { Clock } from '../../src/transport/clock';
import { XeroBooks, XeroRejection, type XeroSeed, type XeroSwitches, defaultXeroSwitches } from './books';

/** What the adapter under test sends and gets back. The sandbox knows no adapter, so this is told once more. */
export interface XeroRequest {
	readonly method: 'GET' | 'POST' | 'PUT';
	readonly path: string;
	readonly query?: Readonly<Record<string, string | number>>;
	readonly headers?: Readonly<Record<string, string>>;
	readonly body?: unknown;
}
export interface XeroResponse {
	readonly status: number;
	readonly headers: Readonly<Record<string, string>>;
	readonly text: string;
}

/** limit429, error500, html503: nothing is done. lost: the request does not arrive. The others are done, and the answer is lost or spoiled. */
export type XeroFault = 'limit429' | 'error500' | 'html503' | 'lost' | 'dropAfterCommit' | 'error500AfterCommit' | 'tornBody';

const json = (status: number, value: unknown, headers: Record<string, string> = {}): XeroResponse => ({ status, headers: { 'content-type': 'application/json', ...headers }, text: JSON.stringify(value) });
const spoiled: Partial<Record<XeroFault, XeroResponse>> = {
	limit429: { status: 429, headers: { 'Retry-After': '7', 'X-Rate-Limit-Problem': 'minute' }, text: '' },
	error500: { status: 500, headers: {}, text: '' },
	html503: { status: 503, headers: { 'content-type': 'text/html' }, text: '<html><body>Service unavailable</body></html>' },
	error500AfterCommit: { status: 500, headers: {}, text: '' },
};
const beforeCommit: readonly XeroFault[] = ['limit429', 'error500', 'html503', 'lost'];

/** One organization of Xero's Accounting API, in this process: hand `send` to the adapter as its connection. */
export class XeroSimulator {
	readonly tenantId: string;
	readonly books: XeroBooks;
	readonly requests: XeroRequest[] = [];
	/** The next requests fail so, in this order; those of reads too. */
	readonly faults: XeroFault[] = [];
	private readonly switches: XeroSwitches;
	private readonly clock: Clock;
	private readonly calls: number[] = [];
	private readonly answers = new Map<string, { body: string; answer: XeroResponse }>();

	constructor(clock: Clock, seed: XeroSeed, switches: Partial<XeroSwitches> = {}) {
		this.switches = { ...defaultXeroSwitches, ...switches };
		this.clock = clock;
		this.tenantId = seed.tenantId;
		this.books = new XeroBooks(seed, this.switches);
	}

	readonly send = async (request: XeroRequest): Promise<XeroResponse> => {
		this.requests.push(request);
		const fault = this.faults.shift();
		if (fault !== undefined && beforeCommit.includes(fault)) return answerOf(fault);
		const answer = this.guard(request) ?? this.remembered(request);
		if (fault === 'tornBody') return { ...answer, text: answer.text.slice(0, answer.text.length / 2) };
		return fault === undefined ? answer : answerOf(fault);
	};

	private guard({ headers = {} }: XeroRequest): XeroResponse | undefined {
		if (headers['xero-tenant-id'] !== this.tenantId) return json(403, { Type: null, Title: 'Forbidden', Status: 403, Detail: 'AuthenticationUnsuccessful' });
		const now = this.clock.now();
		const within = (milliseconds: number) => this.calls.filter((at) => at > now - milliseconds).length;
		if (within(60_000) >= this.switches.callsPerMinute) return { status: 429, headers: { 'Retry-After': '10', 'X-Rate-Limit-Problem': 'minute' }, text: '' };
		if (within(86_400_000) >= this.switches.callsPerDay) return { status: 429, headers: { 'Retry-After': '3600', 'X-Rate-Limit-Problem': 'day' }, text: '' };
		this.calls.push(now);
		return undefined;
	}

	/** The same key and body: the same answer, and nothing is done. The same key and another body: refused. */
	private remembered(request: XeroRequest): XeroResponse {
		const key = request.headers?.['Idempotency-Key'];
		if (key === undefined || request.method === 'GET') return this.perform(request);
		if (key.length > 128) return json(400, { ErrorNumber: 10, Type: 'PostDataInvalidException', Message: 'The idempotency key is longer than 128 characters' });
		const body = JSON.stringify([request.method, request.path, request.body]);
		const known = this.answers.get(key);
		if (known && known.body !== body) return json(400, { ErrorNumber: 10, Type: 'PostDataInvalidException', Message: 'The idempotency key was used for another request' });
		const answer = known?.answer ?? this.perform(request);
		if (answer.status === 200 || this.switches.remembersRefusals) this.answers.set(key, { body, answer });
		return answer;
	}

	private perform({ method, path, query = {}, body }: XeroRequest): XeroResponse {
		try {
			return json(200, this.books.answer(method, path, query, body));
		} catch (error) {
			if (!(error instanceof XeroRejection)) throw error;
			if (error.status === 404) return { status: 404, headers: {}, text: 'The resource you are looking for cannot be found' };
			return json(400, { ErrorNumber: 10, Type: 'ValidationException', Message: 'A validation exception occurred', Elements: [{ ValidationErrors: error.messages.map((Message) => ({ Message })) }] });
		}
	}
}

function answerOf(fault: XeroFault): XeroResponse {
	const answer = spoiled[fault];
	if (answer === undefined) throw new Error('The connection was lost');
	return answer;
}
