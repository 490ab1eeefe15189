/** One request as it leaves this adapter: without address and authentication, which the connection adds. */
export interface Cin7Request {
	readonly method: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE';
	/** Below the API's base address: '/sale/order'. */
	readonly path: string;
	readonly query?: Record<string, string | number | boolean>;
	readonly body?: unknown;
}

export interface Cin7Response {
	readonly status: number;
	readonly headers: Record<string, string>;
	readonly text: string;
}

/**
 * How a request is really sent: n8n's request helper with the credential. Answers every HTTP status; rejects only when
 * no answer came.
 */
export interface Cin7Connection {
	/** Account id of the tenant. */
	readonly tenantKey: string;
	/** 60, unless Cin7 granted the account another limit (API reference, API Status Codes: 429). */
	readonly callsPerMinute: number;
	send(request: Cin7Request): Promise<Cin7Response>;
}
