/** Which of the services answered, or failed to. */
export type Service = 'Amazon' | 'Cin7 Core' | 'Xero' | 'QuickBooks';

export type TransportErrorKind =
	/** The service said that its limit is reached; nothing was done. */
	| 'rateLimited'
	/** Our own budget of waiting for this run is used up; nothing was sent. */
	| 'budgetExhausted'
	/** Keys, token or role refused. */
	| 'unauthorized'
	/** The service understood and said no (4xx). */
	| 'rejected'
	| 'notFound'
	/** 5xx, connection lost, time-out. A write may or may not have been done: see `ambiguous`. */
	| 'unavailable'
	/** An answer that is not what the contract says: HTML, torn JSON, missing fields. A write may have been done. */
	| 'unreadable';

export interface TransportErrorDetails {
	readonly service: Service;
	readonly kind: TransportErrorKind;
	/** Operation name: 'searchOrders', 'POST /sale'. */
	readonly operation: string;
	/** What happened and what to do, for a bookkeeper. No secrets, no buyer data, no raw body. */
	readonly message: string;
	readonly status?: number;
	/** The service's own error code, such as QuotaExceeded. */
	readonly code?: string;
	/** The service's own text, trimmed and free of buyer data and secrets. */
	readonly serviceMessage?: string;
	readonly requestId?: string;
	/** Milliseconds after which a new attempt makes sense. */
	readonly retryAfter?: number;
	/** True when a write may have been done although no good answer came: look before writing again. */
	readonly ambiguous?: boolean;
}

/** A call to one of the services that did not bring a good answer. */
export class TransportError extends Error {
	readonly service: Service;
	readonly kind: TransportErrorKind;
	readonly operation: string;
	readonly status?: number;
	readonly code?: string;
	readonly serviceMessage?: string;
	readonly requestId?: string;
	readonly retryAfter?: number;
	readonly ambiguous: boolean;

	constructor(details: TransportErrorDetails) {
		// No `cause`: client libraries hang request headers, with tokens, on their errors.
		super(details.message);
		this.name = 'TransportError';
		this.service = details.service;
		this.kind = details.kind;
		this.operation = details.operation;
		this.status = details.status;
		this.code = details.code;
		this.serviceMessage = details.serviceMessage;
		this.requestId = details.requestId;
		this.retryAfter = details.retryAfter;
		this.ambiguous = details.ambiguous ?? false;
	}
}
