import type { Region } from '../../src/domain/marketplaces';

export interface Route {
	readonly operation: string;
	/** Decoded values of the path's placeholders. */
	readonly pathValues: ReadonlyMap<string, string>;
}

const routes: readonly (readonly [method: string, pattern: string, operation: string])[] = [
	['GET', '/orders/2026-01-01/orders', 'searchOrders'],
	['GET', '/orders/2026-01-01/orders/{orderId}', 'getOrder'],
	['GET', '/listings/2021-08-01/items/{sellerId}', 'searchListingsItems'],
	['GET', '/listings/2021-08-01/items/{sellerId}/{sku}', 'getListingsItem'],
	['GET', '/catalog/2022-04-01/items', 'searchCatalogItems'],
	['GET', '/catalog/2022-04-01/items/{asin}', 'getCatalogItem'],
	['POST', '/reports/2021-06-30/reports', 'createReport'],
	['GET', '/reports/2021-06-30/reports', 'getReports'],
	['GET', '/reports/2021-06-30/reports/{reportId}', 'getReport'],
	['DELETE', '/reports/2021-06-30/reports/{reportId}', 'cancelReport'],
	['GET', '/reports/2021-06-30/documents/{reportDocumentId}', 'getReportDocument'],
	['GET', '/finances/2024-06-19/transactions', 'listTransactions'],
	['GET', '/sellers/v1/marketplaceParticipations', 'getMarketplaceParticipations'],
	['GET', '/sellers/v1/account', 'getAccount'],
	// Reads of the version that ends on 27 March 2027: known, so that a test can see that nobody calls them.
	['GET', '/orders/v0/orders', 'v0.getOrders'],
	['GET', '/orders/v0/orders/{orderId}', 'v0.getOrder'],
	['GET', '/orders/v0/orders/{orderId}/buyerInfo', 'v0.getOrderBuyerInfo'],
	['GET', '/orders/v0/orders/{orderId}/address', 'v0.getOrderAddress'],
	['GET', '/orders/v0/orders/{orderId}/orderItems', 'v0.getOrderItems'],
	['GET', '/orders/v0/orders/{orderId}/orderItems/buyerInfo', 'v0.getOrderItemsBuyerInfo'],
];

const compiled = routes.map(([method, pattern, operation]) => {
	const names = [...pattern.matchAll(/\{(\w+)\}/g)].map((match) => match[1] ?? '');
	return { method, operation, names, expression: new RegExp(`^${pattern.replaceAll('.', '\\.').replace(/\{\w+\}/g, '([^/]+)')}$`) };
});

/** @param path percent-encoded, as it came */
export function routeOf(method: string, path: string): Route | undefined {
	for (const route of compiled) {
		const match = route.method === method ? route.expression.exec(path) : null;
		if (match) return { operation: route.operation, pathValues: new Map(route.names.map((name, i) => [name, decode(match[i + 1] ?? '')])) };
	}
	return undefined;
}

export function decode(part: string): string {
	try {
		return decodeURIComponent(part);
	} catch {
		return part;
	}
}

/** False: a percent sign stands for itself, as in a SKU that nobody encoded. */
export const isWellFormed = (path: string): boolean => !/%(?![\da-f]{2})/i.test(path);

export type Role = { readonly kind: 'login' } | { readonly kind: 'api'; readonly region: Region; readonly sandbox: boolean } | { readonly kind: 'documents' } | { readonly kind: 'unknown' };

/** Which of Amazon's servers a Host header means. */
export function roleOf(host: string): Role {
	const name = host.toLowerCase().replace(/:\d+$/, '');
	if (name === 'api.amazon.com') return { kind: 'login' };
	const api = /^(sandbox\.)?sellingpartnerapi-(na|eu|fe)\.amazon\.com$/.exec(name);
	const region = api?.[2];
	if (region === 'na' || region === 'eu' || region === 'fe') return { kind: 'api', region, sandbox: api?.[1] !== undefined };
	return documentHost.test(name) ? { kind: 'documents' } : { kind: 'unknown' };
}

/** Where the documents of a region's reports lie: Amazon's own storage, outside the API. */
export const documentHosts: { readonly [region in Region]: string } = {
	na: 'tortuga-prod-na.s3-external-1.amazonaws.com',
	eu: 'tortuga-prod-eu.s3-eu-west-1.amazonaws.com',
	fe: 'tortuga-prod-fe.s3-us-west-2.amazonaws.com',
};

const documentHost = new RegExp(`^(${Object.values(documentHosts).join('|').replaceAll('.', '\\.')})$`);

