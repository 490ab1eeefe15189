import type { Region } from '../../src/domain/marketplaces';

/** A request as it reached the simulator. Holds no header and no body, so no secret and no buyer data. */
export interface RecordedRequest {
	/** Milliseconds since 1970, by the simulator's clock. */
	readonly at: number;
	readonly host: string;
	/** Absent: Login with Amazon, the storage of reports, or a host that Amazon does not have. */
	readonly region?: Region;
	/** Sent to the static sandbox. */
	readonly sandbox: boolean;
	readonly method: string;
	/** Decoded, without the query. */
	readonly path: string;
	/** 'getAccessToken', 'searchOrders', 'getOrder', ..., 'v0.getOrders'; 'downloadDocument' at the storage of reports; absent: Amazon has no such path. */
	readonly operation?: string;
	readonly query: URLSearchParams;
	readonly requestId: string;
	/** Whom the token spoke for. */
	accountKey?: string;
	/** Absent while nothing has been decided, and when the connection was dropped before that. */
	status?: number;
	/** The fault that was played on it. */
	fault?: string;
}
