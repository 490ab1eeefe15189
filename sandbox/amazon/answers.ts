import type { Json } from './json';

export interface Answer {
	readonly status: number;
	/** Bytes are sent as they are, anything else as JSON. */
	readonly body: Json | Buffer;
	/** What the answer says of its body; JSON says so by itself. */
	readonly headers?: { readonly [name: string]: string };
}

/** Thrown by whatever refuses a request: the answer itself. */
export class Refusal extends Error {
	constructor(readonly answer: Answer) {
		super(`Refused with ${answer.status}`);
		this.name = 'Refusal';
	}
}

const errors = (status: number, code: string, message: string, details?: string): Answer => ({
	status,
	body: { errors: [{ code, message, ...(details === undefined ? {} : { details }) }] },
});

export const invalidInput = (message: string, details = ''): Refusal => new Refusal(errors(400, 'InvalidInput', message, details));

/** Amazon uses this one answer for tokens, regions and roles alike; only `details` tells them apart. */
export const accessDenied = (details = ''): Refusal => new Refusal(errors(403, 'Unauthorized', 'Access to requested resource is denied.', details));

export const notFound = (message: string): Refusal => new Refusal(errors(404, 'NotFound', message, ''));

export const quotaExceeded = (): Refusal => new Refusal(errors(429, 'QuotaExceeded', 'You exceeded your quota for the requested resource.', ''));

export const internalFailure: Answer = errors(500, 'InternalFailure', 'We encountered an internal error. Please try again.', '');

/** An answer of Login with Amazon that is no token (RFC 6749, 5.2). */
export const loginRefused = (status: 400 | 401, error: string, description: string): Refusal =>
	new Refusal({ status, body: { error, error_description: description } });

/** An answer without a body. */
export const empty = (status: number): Answer => ({ status, body: Buffer.alloc(0) });
