import type { ServerResponse } from 'node:http';
import type { Answer } from './answers';
import type { FaultOrder } from './faults';

const HTML_503 = '<html><head><title>503 Service Temporarily Unavailable</title></head><body><h1>503 Service Temporarily Unavailable</h1></body></html>';

type Headers = { readonly [name: string]: string };

/** Sends an answer, or what a fault makes of it. */
export async function deliver(response: ServerResponse, answer: Answer, headers: Headers, fault?: FaultOrder): Promise<void> {
	const raw = Buffer.isBuffer(answer.body);
	const body = Buffer.isBuffer(answer.body) ? answer.body : Buffer.from(JSON.stringify(answer.body), 'utf8');
	const described = { ...headers, ...(raw ? {} : { 'content-type': 'application/json' }), ...answer.headers };
	switch (fault?.kind) {
		case 'dropAfterCommit':
			response.destroy();
			return;
		case 'empty204':
			response.writeHead(204, headers).end();
			return;
		case 'tornBody':
			response.writeHead(answer.status, { ...described, 'content-length': body.length });
			response.write(body.subarray(0, body.length >> 1), () => response.destroy());
			return;
		case 'slowDrip':
			response.writeHead(answer.status, { ...described, 'content-length': body.length });
			await drip(response, body, fault.bytesPerSecond ?? 500);
			return;
		case 'chunkedMidCharacter':
			response.writeHead(answer.status, described);
			for (const piece of cutInsideCharacters(body)) response.write(piece);
			response.end();
			return;
		default:
			response.writeHead(answer.status, { ...described, 'content-length': body.length }).end(body);
	}
}

export function deliverHtml503(response: ServerResponse, headers: Headers): void {
	response.writeHead(503, { ...headers, 'content-type': 'text/html' }).end(HTML_503);
}

async function drip(response: ServerResponse, body: Buffer, bytesPerSecond: number): Promise<void> {
	const step = Math.max(1, Math.round(bytesPerSecond / 20));
	for (let at = 0; at < body.length && !response.destroyed; at += step) {
		response.write(body.subarray(at, at + step));
		// Real time: a slow wire is slow by every clock.
		await new Promise((resolve) => setTimeout(resolve, 50));
	}
	if (!response.destroyed) response.end();
}

/** Pieces of UTF-8 whose borders lie inside every character of more than one byte; in the middle where there is none. */
export function cutInsideCharacters(body: Buffer): readonly Buffer[] {
	const cuts = [...body.entries()].filter(([at, byte]) => at > 0 && (byte & 0b1100_0000) === 0b1000_0000).map(([at]) => at);
	const borders = [0, ...(cuts.length > 0 ? cuts : [body.length >> 1]), body.length];
	return borders.slice(1).map((end, i) => body.subarray(borders[i], end)).filter((piece) => piece.length > 0);
}
