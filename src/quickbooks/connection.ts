import type { JsonRequest, JsonResponse } from '../transport/jsonService';

/**
 * How a request is really sent: n8n's request helper with the credential. Paths begin with /v3/company, below
 * https://quickbooks.api.intuit.com or its sandbox. Answers every HTTP status; rejects only when no answer came.
 */
export interface QuickBooksConnection {
	/** Id of the company. */
	readonly realmId: string;
	/** The company's limit; 500 is what Intuit gives. */
	readonly callsPerMinute: number;
	send(request: JsonRequest): Promise<JsonResponse>;
}
