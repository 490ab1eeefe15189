import type { RawCall } from '../processes/ports/amazon';
import { TransportError } from '../transport/errors';
import type { Caller } from './caller';
import type { Operation, OperationName } from './spApi';

/** The operations in use, as a direct call names them: both count against the same limit. */
const inUse: ReadonlyMap<string, Operation> = new Map<string, Operation>([
	['GET /orders/2026-01-01/orders', 'searchOrders'],
	['GET /orders/2026-01-01/orders/*', 'getOrder'],
	['GET /sellers/v1/marketplaceParticipations', 'getMarketplaceParticipations'],
	['GET /sellers/v1/account', 'getAccount'],
	['GET /listings/2021-08-01/items/*', 'searchListingsItems'],
	['GET /listings/2021-08-01/items/*/*', 'getListingsItem'],
	['GET /catalog/2022-04-01/items', 'searchCatalogItems'],
	['POST /reports/2021-06-30/reports', 'createReport'],
	['GET /reports/2021-06-30/reports', 'getReports'],
	['GET /reports/2021-06-30/reports/*', 'getReport'],
	['GET /reports/2021-06-30/documents/*', 'getReportDocument'],
	['GET /finances/2024-06-19/transactions', 'listTransactions'],
]);

const methods: ReadonlySet<string> = new Set<RawCall['method']>(['GET', 'POST', 'PUT', 'PATCH', 'DELETE']);

/** Segments of the signs that a path may hold (RFC 3986), and no empty ones. */
const wellFormed = /^(\/([\w.~!$&'()*+,;=:@-]|%[\da-f]{2})+)+\/?$/i;

/** Decoded as often as a host on the way might do it, no part of the path leads upwards. */
function leadsUp(path: string): boolean {
	const decoded = path.replace(/%25/g, '%').replace(/%2e/gi, '.').replace(/%(2f|5c)/gi, '/');
	return decoded.split('/').some((part) => part === '.' || part === '..');
}

/** What is wrong with the call, in words for the user and without anything of its content; undefined when nothing is. */
function faultOf({ method, path, body }: RawCall): string | undefined {
	if (!methods.has(method)) return 'The method is none that Amazon knows. Use GET, POST, PUT, PATCH or DELETE.';
	if (!path.startsWith('/')) return 'The path has to begin with a slash, such as /sellers/v1/account, without the address of a host.';
	if (path.includes('?')) return 'The path holds a question mark. Put the parameters into the query.';
	if (!wellFormed.test(path)) return 'The path has empty parts or signs that no path may hold. Percent-encode what its parts hold, such as a SKU with a slash.';
	if (leadsUp(path)) return 'The path leads upwards. Write it out from the root.';
	if (body !== undefined && (typeof body !== 'object' || body === null)) return 'The body has to be a JSON object or list.';
	if (body !== undefined && method === 'GET') return 'A GET takes no body. Put the parameters into the query.';
	return undefined;
}

// Anything else might be a value that must not be shown, put into the wrong place.
const shown = (segment: string): string => (/^[\w-]{1,40}$/.test(segment) ? segment : '*');

/**
 * Stands for the operation in limits and in texts: the path to the resource behind the version, with a star for every
 * further part, because those hold ids. The address and the items of an order thus have one name.
 */
export function operationNameOf(method: RawCall['method'], path: string): OperationName {
	const segments = path.split('/').filter((segment) => segment !== '');
	const version = segments.findIndex((segment) => /^(v\d+|\d{4}-\d\d-\d\d)$/.test(segment));
	const kept = version === -1 ? 3 : version + 2;
	const name = segments.map((segment, place) => (place < kept ? shown(segment) : '*')).join('/');
	return inUse.get(`${method} /${name}`) ?? `${method} /${name}`;
}

/**
 * P68: any call of the Selling Partner API, with the account's token and within its limits; an operation whose limit is
 * not known gets half a call a second at first, then what Amazon states. Throws TransportError code 'InvalidCall' before
 * anything is sent.
 */
export function createRawCall(call: Caller): (request: RawCall) => Promise<unknown> {
	return async (request) => {
		const fault = faultOf(request);
		if (fault !== undefined) throw new TransportError({ service: 'Amazon', kind: 'rejected', operation: 'call', code: 'InvalidCall', message: fault });
		const { method, path, query, body } = request;
		return await call({ operation: operationNameOf(method, path), direct: { method, path }, ...(query !== undefined && { query }), ...(isObject(body) && { body }) });
	};
}

const isObject = (value: unknown): value is object => typeof value === 'object' && value !== null;
