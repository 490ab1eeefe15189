import type { JsonRequest, JsonResponse } from '../transport/jsonService';

/**
 * How a request is really sent: n8n's request helper with the credential. Paths are below
 * https://api.xero.com/api.xro/2.0. Answers every HTTP status; rejects only when no answer came.
 */
export interface XeroConnection {
	/** Value of the header xero-tenant-id, which the adapter adds. */
	readonly tenantId: string;
	send(request: JsonRequest): Promise<JsonResponse>;
}
