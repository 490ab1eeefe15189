import { request as httpRequest } from 'node:http';
import { request as httpsRequest } from 'node:https';

/** What the adapter under test sends and gets back. The sandbox knows no adapter, so this is told once more. */
interface Request {
	readonly method: 'GET' | 'POST' | 'PUT' | 'DELETE';
	readonly path: string;
	readonly query?: Record<string, string | number | boolean>;
	readonly body?: unknown;
}
interface Response {
	readonly status: number;
	readonly headers: Record<string, string>;
	readonly text: string;
}
export interface HttpConnection {
	readonly tenantKey: string;
	readonly callsPerMinute: number;
	send(request: Request): Promise<Response>;
}

export interface Cin7Address {
	/** 'http://127.0.0.1:8080/ExternalApi/v2'. */
	readonly baseUrl: string;
	readonly accountId: string;
	readonly applicationKey: string;
	readonly callsPerMinute?: number;
}

/** A connection over plain HTTP, for tests and benchmarks; n8n's nodes have one of their own. */
export function fetchConnection({ baseUrl, accountId, applicationKey, callsPerMinute = 60 }: Cin7Address): HttpConnection {
	const headers = { 'api-auth-accountid': accountId, 'api-auth-applicationkey': applicationKey };
	return { tenantKey: accountId, callsPerMinute, send: async (request) => await send(baseUrl.replace(/\/+$/, ''), headers, request) };
}

async function send(baseUrl: string, authentication: Record<string, string>, { method, path, query = {}, body }: Request): Promise<Response> {
	const url = new URL(baseUrl + path);
	for (const [name, value] of Object.entries(query)) url.searchParams.set(name, String(value));
	const text = body === undefined ? undefined : JSON.stringify(body);
	const content = text === undefined ? {} : { 'content-type': 'application/json', 'content-length': String(Buffer.byteLength(text)) };
	return await new Promise((resolve, reject) => {
		const sending = (url.protocol === 'https:' ? httpsRequest : httpRequest)(url, { method, headers: { ...authentication, ...content }, agent: false }, (response) => {
			const chunks: Buffer[] = [];
			response.on('data', (chunk: Buffer) => chunks.push(chunk));
			response.on('error', reject);
			response.on('end', () => {
				const headers = Object.fromEntries(Object.entries(response.headers).map(([name, value]) => [name, String(value)]));
				resolve({ status: response.statusCode ?? 0, headers, text: Buffer.concat(chunks).toString('utf8') });
			});
		});
		sending.on('error', reject);
		sending.end(text);
	});
}
