import { request, type IncomingHttpHeaders } from 'node:http';
import type { AmazonSimulator } from '../../../sandbox/amazon/amazonSimulator';
import type { CatalogItemSeed, ListingSeed } from '../../../sandbox/amazon/listingSeeds';
import type { OrderSeed, SellerAccountSeed } from '../../../sandbox/amazon/seeds';

export interface Reply {
	readonly status: number;
	readonly headers: IncomingHttpHeaders;
	readonly text: string;
	readonly chunks: readonly Buffer[];
}

export interface CallOptions {
	readonly host?: string;
	readonly method?: string;
	readonly path: string;
	readonly headers?: { readonly [name: string]: string };
	readonly body?: string;
}

/** One request over the wire, with any Host header. Rejects when the connection is lost. */
export async function call(simulator: AmazonSimulator, { host = 'sellingpartnerapi-na.amazon.com', method = 'GET', path, headers = {}, body }: CallOptions): Promise<Reply> {
	return await new Promise((resolve, reject) => {
		const message = request({ host: '127.0.0.1', port: simulator.port, method, path, agent: false, headers: { ...headers, host, ...(body === undefined ? {} : { 'content-length': String(Buffer.byteLength(body)) }) } }, (response) => {
			const chunks: Buffer[] = [];
			response.on('data', (chunk: Buffer) => chunks.push(chunk));
			response.on('error', reject);
			response.on('end', () => resolve({ status: response.statusCode ?? 0, headers: response.headers, text: Buffer.concat(chunks).toString('utf8'), chunks }));
		});
		message.on('error', reject);
		message.end(body);
	});
}

const walk = (from: unknown, path: readonly (string | number)[]): unknown =>
	path.reduce<unknown>((value, step) => (typeof value === 'object' && value !== null ? Reflect.get(value, step) : undefined), from);

/** What lies at that place in the reply's JSON; undefined when there is nothing. */
export const at = (reply: Reply, ...path: readonly (string | number)[]): unknown => walk(JSON.parse(reply.text), path);

/** Ids of the orders on a page. */
export function idsOf(reply: Reply): readonly unknown[] {
	const orders = at(reply, 'orders');
	return Array.isArray(orders) ? orders.map((order) => walk(order, ['orderId'])) : [];
}

export async function login(simulator: AmazonSimulator, fields: { readonly [name: string]: string }): Promise<Reply> {
	return await call(simulator, { host: 'api.amazon.com:443', method: 'POST', path: '/auth/o2/token', headers: { 'content-type': 'application/json' }, body: JSON.stringify(fields) });
}

/** An access token for the account's first refresh token. */
export async function accessToken(simulator: AmazonSimulator, account: SellerAccountSeed = seller()): Promise<string> {
	const reply = await login(simulator, { grant_type: 'refresh_token', client_id: account.clientId, client_secret: account.clientSecret, refresh_token: account.refreshTokens[0] ?? '' });
	return String(at(reply, 'access_token'));
}

export const US = 'ATVPDKIKX0DER';
export const CA = 'A2EUQ1WTGCTBG2';
export const MX = 'A1AM78C64UM0Y8';
export const DE = 'A1PA6795UKMFR9';
export const JP = 'A1VC38T7YXB528';
export const NON_AMAZON = 'A2ZV50J4W1RKNI';

export function seller(over: Partial<SellerAccountSeed> = {}): SellerAccountSeed {
	return {
		merchantToken: 'A1EXAMPLE',
		region: 'na',
		clientId: 'amzn1.application-oa2-client.example',
		clientSecret: 'example-secret',
		refreshTokens: ['Atzr|example'],
		sellingPlan: 'PROFESSIONAL',
		roles: ['inventoryAndOrderTracking', 'directToConsumerShipping', 'taxInvoicing', 'productListing', 'financeAndAccounting'],
		marketplaces: [
			{ id: US, storeName: 'Example' },
			{ id: CA, suspended: true },
			{ id: MX, participating: false },
			{ id: NON_AMAZON, nonAmazon: { name: 'Non-Amazon US', domain: 'sim1.stores.amazon.com', countryCode: 'US', currency: 'USD' } },
		],
		orders: [],
		...over,
	};
}

export function order(number: number, over: Partial<OrderSeed> = {}): OrderSeed {
	return {
		orderId: `111-0000000-${String(number).padStart(7, '0')}`,
		marketplaceId: US,
		createdTime: '2026-11-02T10:00:00Z',
		status: 'UNSHIPPED',
		fulfilledBy: 'MERCHANT',
		items: [{ asin: 'B0EXAMPLE1', sku: 'MUG', title: 'Mug', quantity: 1, unitPrice: '10.00', item: '10.00' }],
		...over,
	};
}

/** GET of a path with a query, as the seller. */
export type Caller = (path: string, query?: { readonly [name: string]: string }) => Promise<Reply>;

export function caller(simulator: AmazonSimulator, token: string, host?: string): Caller {
	return async (path: string, query: { readonly [name: string]: string } = {}): Promise<Reply> => {
		const text = Object.entries(query).map(([name, value]) => `${name}=${encodeURIComponent(value)}`).join('&');
		return await call(simulator, { host, path: text === '' ? path : `${path}?${text}`, headers: { 'x-amz-access-token': token } });
	};
}

export const ORDERS = '/orders/2026-01-01/orders';
export const LISTINGS = '/listings/2021-08-01/items/A1EXAMPLE';
export const CATALOG = '/catalog/2022-04-01/items';
export const REPORTS = '/reports/2021-06-30/reports';

export function listing(sellerSku: string, over: Partial<ListingSeed> = {}): ListingSeed {
	return { sellerSku, marketplaceId: US, asin: 'B0EXAMPLE1', title: 'Mug', price: '10.00', fulfilledBy: 'MERCHANT', quantity: 5, createdTime: '2026-10-01T10:00:00Z', ...over };
}

export function catalogItem(asin: string, over: Partial<CatalogItemSeed> = {}): CatalogItemSeed {
	return { asin, marketplaceId: US, title: 'Mug', ...over };
}

/** A whole family: a parent, two children, and their items. */
export const family: { readonly listings: readonly ListingSeed[]; readonly catalogItems: readonly CatalogItemSeed[] } = {
	listings: [
		{ sellerSku: 'MUG-PARENT', marketplaceId: US, asin: 'B0PARENT01', title: 'Mug', createdTime: '2026-09-01T00:00:00Z' },
		listing('MUG-SLATE', { asin: 'B0CHILD001', parentSku: 'MUG-PARENT' }),
		listing('MUG-SAND', { asin: 'B0CHILD002', parentSku: 'MUG-PARENT', fulfilledBy: 'AMAZON' }),
	],
	catalogItems: [
		catalogItem('B0PARENT01', { kind: 'VARIATION_PARENT', childAsins: ['B0CHILD001', 'B0CHILD002'], variationTheme: { theme: 'COLOR/SIZE', attributes: ['color', 'size'] } }),
		...['Slate', 'Sand'].map((color, i) =>
			catalogItem(`B0CHILD00${i + 1}`, {
				title: `Mug ${color}`,
				brand: 'Harbor',
				description: 'A mug.',
				categories: ['Home & Kitchen', 'Dining', 'Mugs'],
				parentAsin: 'B0PARENT01',
				variationTheme: { theme: 'COLOR/SIZE', attributes: ['color', 'size'] },
				attributes: { color, size: 'Large' },
				identifiers: [{ type: 'EAN', value: `400000000000${i}` }, { type: 'GTIN', value: `0400000000000${i}` }],
				item: { weight: { unit: 'pounds', value: 0.9 }, height: { unit: 'inches', value: 4 } },
				package: { weight: { unit: 'pounds', value: 1.2 }, length: { unit: 'inches', value: 6 }, width: { unit: 'inches', value: 5 }, height: { unit: 'inches', value: 5 } },
			}),
		),
	],
};
