import type { ServerResponse } from 'node:http';
import type { FaultKind } from './faults';
import { overLimitText } from './rateLimit';
import type { Cin7Switches } from './switches';

/** What goes back over the wire. */
export interface Answer {
	readonly status: number;
	readonly contentType: 'application/json; charset=utf-8' | 'text/html; charset=utf-8';
	readonly body: string;
	readonly retryAfter?: string;
}

export const jsonAnswer = (status: number, body: unknown): Answer => ({ status, contentType: 'application/json; charset=utf-8', body: JSON.stringify(body) });

/** M8. */
export function errorAnswer(status: number, text: string, switches: Cin7Switches): Answer {
	const error = { ErrorCode: status, Exception: text };
	return jsonAnswer(status, switches.errorBody === 'array' ? [error] : error);
}

export const htmlAnswer = (status: number, title: string): Answer => ({
	status, contentType: 'text/html; charset=utf-8', body: `<!DOCTYPE html><html><head><title>${title}</title></head><body><h1>${title}</h1></body></html>`,
});

export function overLimitAnswer(status: 429 | 503 | 400, switches: Cin7Switches): Answer {
	const answer = errorAnswer(status, overLimitText(switches), switches);
	return status === 429 ? { ...answer, retryAfter: switches.retryAfter } : answer;
}

/** The answer that a fault puts in place of the real one; undefined for faults of the connection. */
export function faultAnswer(kind: FaultKind, switches: Cin7Switches): Answer | undefined {
	switch (kind) {
		case 'limit429': return overLimitAnswer(429, switches);
		case 'limit503': return overLimitAnswer(503, switches);
		case 'limit400': return overLimitAnswer(400, switches);
		case 'error500': return errorAnswer(500, 'An error has occurred.', switches);
		case 'html503': return htmlAnswer(503, 'Service Unavailable');
		case 'html200': return htmlAnswer(200, 'Page not found');
		case 'empty200': return { status: 200, contentType: 'application/json; charset=utf-8', body: '' };
		default: return undefined;
	}
}

/** How the bytes leave: whole, torn off in the middle, or a few at a time. */
export type Delivery = 'whole' | 'torn' | 'slow';

/** Sends the answer. 'torn' ends the JSON half way, with a content length that fits; 'slow' takes about a second of real time. */
export async function send(response: ServerResponse, answer: Answer, delivery: Delivery = 'whole'): Promise<void> {
	const whole = Buffer.from(answer.body);
	const bytes = delivery === 'torn' ? whole.subarray(0, Math.floor(whole.length / 2)) : whole;
	response.writeHead(answer.status, {
		'content-type': answer.contentType,
		'content-length': bytes.length,
		...(answer.retryAfter === undefined ? {} : { 'retry-after': answer.retryAfter }),
	});
	if (delivery !== 'slow') {
		response.end(bytes);
		return;
	}
	const part = Math.max(1, Math.ceil(bytes.length / 20));
	for (let at = 0; at < bytes.length && !response.destroyed; at += part) {
		response.write(bytes.subarray(at, at + part));
		await new Promise((resolve) => setTimeout(resolve, 50));
	}
	response.end();
}
