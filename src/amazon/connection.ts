import http from 'node:http';
import https from 'node:https';
import net from 'node:net';
import { TransportError } from '../transport/errors';

/** An answer as it came over the wire. Header names are in lower case. */
export interface RawResponse {
	readonly status: number;
	readonly headers: http.IncomingHttpHeaders;
	/** Decoded as UTF-8 from the whole body at once, so that no character is cut at a border of two chunks. */
	readonly body: string;
}

/** No answer came. `reason` is 'deadline', 'closed' (before the answer was complete) or the system's code, such as ENOTFOUND. */
export class ConnectionLost extends Error {
	constructor(readonly reason: string) {
		super(`No complete answer: ${reason}`);
		this.name = 'ConnectionLost';
	}
}

type Watch = (connection: net.Socket) => void;

const asSocket = (stream: unknown): net.Socket => {
	if (stream instanceof net.Socket) return stream;
	throw new TypeError('The connection is no socket');
};

/** TLS to the host that was asked for, or to a stand-in for it. */
class SecureAgent extends https.Agent {
	constructor(private readonly watch: Watch, private readonly standIn?: { host: string; port: number }) {
		super({ keepAlive: false });
	}

	override createConnection(options: https.RequestOptions): net.Socket {
		const target = this.standIn === undefined ? {} : { ...this.standIn, servername: net.isIP(this.standIn.host) === 0 ? this.standIn.host : '' };
		const connection = asSocket(super.createConnection({ ...options, ...target }));
		this.watch(connection);
		return connection;
	}
}

/**
 * Plain HTTP to a stand-in, for clients that can only ask for https (sp-api.md 2.4): the protocol check of Node's client
 * is passed by name, and no TLS is spoken.
 */
class PlainAgent extends http.Agent {
	readonly protocol = 'https:';
	readonly defaultPort = 443;

	constructor(private readonly watch: Watch, private readonly standIn: { host: string; port: number }) {
		super({ keepAlive: false });
	}

	override createConnection(): net.Socket {
		const connection = net.connect(this.standIn);
		this.watch(connection);
		return connection;
	}
}

/** Connects to the host asked for, or to the stand-in for it; `watch` is shown every connection. */
export function createAgent(baseUrl: string | undefined, watch: Watch = () => undefined): http.Agent {
	if (baseUrl === undefined) return new SecureAgent(watch);
	const url = new URL(baseUrl);
	const host = url.hostname.replace(/^\[|\]$/g, '');
	if (url.protocol === 'http:') return new PlainAgent(watch, { host, port: Number(url.port || 80) });
	return new SecureAgent(watch, { host, port: Number(url.port || 443) });
}

/** Throws TransportError code 'InvalidBaseUrl' unless the text is an http or https origin, or absent. */
export function checkBaseUrl(baseUrl: string | undefined): void {
	if (baseUrl === undefined) return;
	const url = URL.canParse(baseUrl) ? new URL(baseUrl) : undefined;
	if (url !== undefined && /^https?:$/.test(url.protocol) && url.pathname === '/' && url.search === '' && url.username === '') return;
	throw new TransportError({
		service: 'Amazon', kind: 'rejected', operation: 'connect', code: 'InvalidBaseUrl',
		message: 'The API Base URL in the Amazon credential is not an address such as http://127.0.0.1:8080, without a path. Correct it, or leave it empty to use Amazon itself.',
	});
}

/** Why a connection failed, in the words of ConnectionLost. */
export const reasonOf = (error: unknown): string => {
	if (error instanceof ConnectionLost) return error.reason;
	const code: unknown = typeof error === 'object' && error !== null && 'code' in error ? error.code : undefined;
	return typeof code === 'string' ? code : 'failed';
};

const afterPendingInput = (then: () => void): void => void setImmediate(() => setImmediate(then));

/**
 * Runs one exchange on a connection of its own. It settles whatever the client does: at the deadline, and as soon as the
 * connection is closed without an answer, because a client that misses a torn body would wait forever. The connection is
 * closed in any case. Throws ConnectionLost.
 */
export async function withConnection<T>(baseUrl: string | undefined, deadlineMs: number, exchange: (agent: http.Agent) => Promise<T>): Promise<T> {
	let giveUp: (reason: ConnectionLost) => void = () => undefined;
	const lost = new Promise<never>((_resolve, reject) => { giveUp = reject; });
	const agent = createAgent(baseUrl, (connection) => void connection.once('close', () => afterPendingInput(() => giveUp(new ConnectionLost('closed')))));
	const timer = setTimeout(() => giveUp(new ConnectionLost('deadline')), deadlineMs);
	try {
		return await Promise.race([exchange(agent), lost]);
	} catch (error) {
		throw error instanceof TypeError ? error : new ConnectionLost(reasonOf(error));
	} finally {
		clearTimeout(timer);
		agent.destroy();
	}
}

/** The whole body as text; a byte order mark is dropped. */
export const decodeBody = (chunks: readonly Uint8Array[]): string => new TextDecoder('utf-8').decode(Buffer.concat(chunks));
