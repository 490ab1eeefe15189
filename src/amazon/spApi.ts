import { SellingPartner } from 'amazon-sp-api';
import type { Agent, IncomingHttpHeaders } from 'node:http';
import type { Agent as SecureAgent } from 'node:https';
import type { Region } from '../domain/marketplaces';
import type { RawCall } from '../processes/ports/amazon';
import { decodeBody, withConnection, type RawResponse } from './connection';

/** The operations in use; each is called at the version pinned below. */
export type Operation =
	| 'searchOrders' | 'getOrder'
	| 'getMarketplaceParticipations' | 'getAccount'
	| 'searchListingsItems' | 'getListingsItem'
	| 'searchCatalogItems'
	| 'createReport' | 'getReports' | 'getReport' | 'getReportDocument'
	| 'listTransactions';

/** Also a call of something that is no operation in use, such as 'GET /feeds/2021-06-30/feeds' (P68). */
export type OperationName = Operation | `${RawCall['method']} /${string}`;

export type Query = Readonly<Record<string, string | number | readonly string[]>>;

export interface SpApiRequest {
	readonly operation: OperationName;
	/** What to call, where `operation` does not say it. The path goes through as it is: its values are percent-encoded already. */
	readonly direct?: Pick<RawCall, 'method' | 'path'>;
	/** Values as they are: the library percent-encodes every one of them, slashes too. */
	readonly path?: Readonly<Record<string, string>>;
	/** Lists are joined with commas, so that no value of a list may hold one. */
	readonly query?: Query;
	/** JSON; goes with a write only. */
	readonly body?: object;
	/** The role that Amazon asks for what is wanted, in words, where the operation alone does not tell it (P66). */
	readonly role?: string;
}

export interface SpApiEndpoint {
	readonly region: Region;
	readonly environment: 'production' | 'sandbox';
	readonly apiBaseUrl?: string;
	/** Milliseconds from the request to the last byte of its answer. */
	readonly deadlineMs: number;
}

/** How the library is told what to call. */
const targets: Readonly<Record<Operation, object>> = {
	searchOrders: { endpoint: 'orders', operation: 'searchOrders' },
	getOrder: { endpoint: 'orders', operation: 'getOrder' },
	getMarketplaceParticipations: { endpoint: 'sellers', operation: 'getMarketplaceParticipations' },
	// By path, because the library takes it for an operation of the sandbox alone and writes a warning to the console.
	getAccount: { api_path: '/sellers/v1/account', method: 'GET' },
	searchListingsItems: { endpoint: 'listingsItems', operation: 'searchListingsItems' },
	getListingsItem: { endpoint: 'listingsItems', operation: 'getListingsItem' },
	searchCatalogItems: { endpoint: 'catalogItems', operation: 'searchCatalogItems' },
	createReport: { endpoint: 'reports', operation: 'createReport' },
	getReports: { endpoint: 'reports', operation: 'getReports' },
	getReport: { endpoint: 'reports', operation: 'getReport' },
	getReportDocument: { endpoint: 'reports', operation: 'getReportDocument' },
	listTransactions: { endpoint: 'finances', operation: 'listTransactions' },
};

// Without these the library takes the oldest version that knows the operation.
const versions = { orders: '2026-01-01', sellers: 'v1', listingsItems: '2021-08-01', catalogItems: '2022-04-01', reports: '2021-06-30', finances: '2024-06-19' };

const isInUse = (operation: OperationName): operation is Operation => operation in targets;

function targetOf({ direct, operation }: SpApiRequest): object {
	if (direct !== undefined) return { api_path: direct.path, method: direct.method };
	if (isInUse(operation)) return targets[operation];
	throw new TypeError('A call of no operation in use needs a path');
}

/** What the library answers under raw_result; its own typings leave that out. */
interface RawResult {
	readonly statusCode: number;
	readonly headers: IncomingHttpHeaders;
	readonly chunks: readonly Buffer[];
}
interface RawCaller {
	callAPI(parameters: object): Promise<RawResult>;
}

function createCaller(endpoint: SpApiEndpoint, agent: Agent): RawCaller {
	const library: unknown = new SellingPartner({
		region: endpoint.region,
		// The library is given no secret: the token comes with each call. Values must be there, or it searches the
		// environment and the home directory for them.
		refresh_token: 'unused',
		access_token: 'unused',
		credentials: { SELLING_PARTNER_APP_CLIENT_ID: 'unused', SELLING_PARTNER_APP_CLIENT_SECRET: 'unused' },
		endpoints_versions: { ...versions },
		options: {
			auto_request_tokens: false,
			auto_request_throttled: false,
			retry_remote_timeout: false,
			version_fallback: false,
			use_sandbox: endpoint.environment === 'sandbox',
			user_agent: `n8n-nodes-amazon-cin7 (Language=Node.js/${process.versions.node})`,
			https_proxy_agent: agent as SecureAgent,
		},
	});
	return library as RawCaller;
}

/**
 * Sends one request, once, with that access token, and answers whatever came back, whatever its status. Throws
 * ConnectionLost when no complete answer came in time.
 */
export async function sendRequest(request: SpApiRequest, accessToken: string, endpoint: SpApiEndpoint): Promise<RawResponse> {
	return await withConnection(endpoint.apiBaseUrl, endpoint.deadlineMs, async (agent) => {
		// Built anew for every call: the library writes into it, and would repeat the first path.
		const result = await createCaller(endpoint, agent).callAPI({
			...targetOf(request),
			path: { ...request.path },
			query: { ...request.query },
			...(request.body !== undefined && { body: request.body }),
			// Whatever stands here goes into x-amz-access-token.
			restricted_data_token: accessToken,
			options: { raw_result: true },
		});
		return { status: result.statusCode, headers: result.headers, body: decodeBody(result.chunks) };
	});
}
