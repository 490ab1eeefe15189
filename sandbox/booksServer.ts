import { createServer, type IncomingMessage } from 'node:http';

interface Request {
	readonly method: 'GET' | 'POST' | 'PUT';
	readonly path: string;
	readonly query: Readonly<Record<string, string>>;
	readonly headers: Readonly<Record<string, string>>;
	readonly body?: unknown;
}

interface Response {
	readonly status: number;
	readonly headers: Readonly<Record<string, string>>;
	readonly text: string;
}

export interface BooksServer {
	/** http://127.0.0.1:port */
	readonly url: string;
	close(): Promise<void>;
}

/** Headers whose names the simulators look up as their services document them. */
const documented = ['xero-tenant-id', 'Idempotency-Key'];

/**
 * Gives a simulator in this process an HTTP face on the loopback interface. Requests without the token are refused with
 * 401. An answer that is lost (`send` rejects) takes the connection down.
 */
export async function startBooksServer(token: string, send: (request: Request) => Promise<Response>): Promise<BooksServer> {
	const server = createServer((request, response) => void (async () => {
		if (request.headers.authorization !== `Bearer ${token}`) return response.writeHead(401).end();
		const answer = await send(await read(request)).catch(() => undefined);
		if (answer === undefined) return request.socket.destroy();
		return response.writeHead(answer.status, answer.headers).end(answer.text);
	})());
	await new Promise<void>((resolve) => void server.listen(0, '127.0.0.1', resolve));
	const address = server.address();
	return {
		url: `http://127.0.0.1:${address !== null && typeof address === 'object' ? address.port : 0}`,
		close: async () => await new Promise((resolve) => {
			server.close(() => resolve());
			server.closeAllConnections();
		}),
	};
}

async function read(request: IncomingMessage): Promise<Request> {
	const parts: Buffer[] = [];
	for await (const part of request) parts.push(part as Buffer);
	const text = Buffer.concat(parts).toString('utf8');
	const { pathname, searchParams } = new URL(request.url ?? '/', 'http://127.0.0.1');
	const headers = Object.fromEntries(documented.flatMap((name) => {
		const value = request.headers[name.toLowerCase()];
		return typeof value === 'string' ? [[name, value]] : [];
	}));
	return { method: request.method as Request['method'], path: decodeURIComponent(pathname), query: Object.fromEntries(searchParams), headers, ...(text === '' ? {} : { body: JSON.parse(text) as unknown }) };
}
