import type { IncomingHttpHeaders, IncomingMessage } from 'node:http';
import https from 'node:https';
import { ConnectionLost, createAgent, reasonOf } from './connection';

/** An answer whose body is still on its way. */
export interface Download {
	readonly status: number;
	/** Names in lower case. */
	readonly headers: IncomingHttpHeaders;
	/** To be read once, to its end or not; either way the connection is closed then. Throws ConnectionLost when it breaks off or dries up. */
	readonly body: AsyncIterable<Uint8Array>;
	/** Closes the connection of a body that nobody wants to read. */
	close(): void;
}

export interface DownloadSetting {
	/** Origin that stands in for all of Amazon's hosts; none: the host of the address itself. */
	readonly apiBaseUrl?: string;
	/** Milliseconds until the answer begins, and then for every further 64 KB of it; time that the reader takes does not count. */
	readonly deadlineMs: number;
}

const STEP_BYTES = 65_536;

/**
 * Gets a document from an address that Amazon gave. Our own request, because the library keeps the whole document in
 * memory and loses charset, agent and deadline (sp-api.md 2.2). No token goes along: the address itself is the permission.
 * Throws ConnectionLost when no answer begins in time.
 */
export async function openDownload(address: URL, { apiBaseUrl, deadlineMs }: DownloadSetting): Promise<Download> {
	const agent = createAgent(apiBaseUrl);
	const options = { agent, hostname: address.hostname, port: Number(address.port || 443), path: address.pathname + address.search, headers: { host: address.host } };
	try {
		const response = await new Promise<IncomingMessage>((resolve, reject) => {
			const request = https.get(options, resolve);
			const timer = setTimeout(() => request.destroy(new ConnectionLost('deadline')), deadlineMs);
			// Stays to the end: an error after the answer has begun would otherwise end the process.
			request.on('error', reject);
			request.on('close', () => clearTimeout(timer));
			request.on('response', () => clearTimeout(timer));
		});
		const close = (): void => {
			response.destroy();
			agent.destroy();
		};
		return { status: response.statusCode ?? 0, headers: response.headers, body: bodyOf(response, deadlineMs, close), close };
	} catch (error) {
		agent.destroy();
		throw new ConnectionLost(reasonOf(error));
	}
}

async function* bodyOf(response: IncomingMessage, deadlineMs: number, close: () => void): AsyncGenerator<Uint8Array, void, undefined> {
	const chunks = response[Symbol.asyncIterator]() as AsyncIterator<Buffer>;
	let waitedMs = 0;
	let sinceStep = 0;
	try {
		for (;;) {
			const begun = performance.now();
			const timer = setTimeout(() => response.destroy(new ConnectionLost('deadline')), Math.max(0, deadlineMs - waitedMs));
			const next = await chunks.next().finally(() => clearTimeout(timer));
			if (next.done) return;
			waitedMs += performance.now() - begun;
			sinceStep += next.value.length;
			if (sinceStep >= STEP_BYTES) waitedMs = sinceStep = 0;
			yield next.value;
		}
	} catch (error) {
		throw new ConnectionLost(reasonOf(error));
	} finally {
		close();
	}
}
