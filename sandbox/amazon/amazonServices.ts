import type { IncomingMessage } from 'node:http';
import type { Clock } from '../../src/transport/clock';
import { type Answer, accessDenied, invalidInput, loginRefused, notFound, quotaExceeded } from './answers';
import { CatalogApi } from './catalogApi';
import { FinancesApi } from './financesApi';
import { ListingsApi } from './listingsApi';
import { Login } from './login';
import { OrdersApi } from './ordersApi';
import { refuseUnknown } from './queryRules';
import { Quotas } from './quotas';
import type { RecordedRequest } from './recordedRequest';
import { ReportsApi } from './reportsApi';
import { isWellFormed, type Route, routeOf } from './routes';
import { getAccount, getMarketplaceParticipations } from './sellersApi';
import { type ClientSecret, SellerWorld } from './sellerWorld';
import type { SellerAccountSeed } from './seeds';
import { StaticSandbox } from './staticSandbox';
import type { AmazonSwitches } from './switches';

/** What Amazon does with a request, once it has arrived whole. */
export class AmazonServices {
	readonly login: Login;
	readonly quotas: Quotas;
	private readonly accounts: readonly SellerWorld[];
	private readonly orders: OrdersApi;
	private readonly listings: ListingsApi;
	private readonly catalog = new CatalogApi();
	private readonly reports: ReportsApi;
	private readonly finances: FinancesApi;
	private readonly sandbox: StaticSandbox;

	constructor(seeds: readonly SellerAccountSeed[], clock: Clock, switches: AmazonSwitches, modelsFolder?: string) {
		const clients = new Map<string, ClientSecret>();
		this.accounts = seeds.map((seed) => {
			const client = clients.get(seed.clientId) ?? { secret: seed.clientSecret, issuedAt: seed.clientSecretIssuedAt === undefined ? clock.now() : Date.parse(seed.clientSecretIssuedAt) };
			clients.set(seed.clientId, client);
			return new SellerWorld(seed, client, clock, switches);
		});
		this.login = new Login(this.accounts, clients, clock, switches);
		this.quotas = new Quotas(clock, switches);
		this.orders = new OrdersApi(clock, switches);
		this.listings = new ListingsApi(switches);
		this.reports = new ReportsApi(clock, switches);
		this.finances = new FinancesApi(clock, switches);
		this.sandbox = new StaticSandbox(modelsFolder);
	}

	account(accountKey: string): SellerWorld {
		const account = this.accounts.find((candidate) => candidate.accountKey === accountKey);
		if (account === undefined) throw new Error(`The simulator has no account ${accountKey}`);
		return account;
	}

	/** Throws a Refusal. @param path percent-encoded, as it came */
	answer(request: RecordedRequest, message: IncomingMessage, body: Buffer, path: string): Answer {
		if (request.operation === 'getAccessToken') {
			const { answer, account } = this.login.grant(loginFields(message.headers['content-type'] ?? '', body));
			if (account) request.accountKey = account.accountKey;
			return answer;
		}
		if (request.operation === 'downloadDocument') return this.reports.documents.download(path, request.query, message.headers);
		const route = request.region === undefined ? undefined : routeOf(request.method, path);
		if (request.region === undefined || route === undefined) throw notFound(`The resource ${request.method} ${request.path} was not found.`);
		if (!isWellFormed(path)) throw invalidInput('The path is not percent-encoded.');
		const token = message.headers['x-amz-access-token'];
		const account = this.login.authenticate(typeof token === 'string' ? token : undefined, request.region);
		request.accountKey = account.accountKey;
		if (route.operation.startsWith('v0.')) throw accessDenied();
		if (!this.quotas.take(account.accountKey, request.sandbox ? 'sandbox' : route.operation)) throw quotaExceeded();
		if (body.length > 0 && request.method !== 'POST') throw invalidInput(`A ${request.method} request must not have a body.`);
		if (request.sandbox) return this.sandbox.answer(route.operation, route.pathValues, request.query, body);
		return this.perform(route, account, request.query, body);
	}

	private perform({ operation, pathValues }: Route, account: SellerWorld, query: URLSearchParams, body: Buffer): Answer {
		const value = (name: string): string => pathValues.get(name) ?? '';
		switch (operation) {
			case 'searchOrders':
				return this.orders.searchOrders(account, query);
			case 'getOrder':
				return this.orders.getOrder(account, value('orderId'), query);
			case 'searchListingsItems':
				return this.listings.searchListingsItems(account, value('sellerId'), query);
			case 'getListingsItem':
				return this.listings.getListingsItem(account, value('sellerId'), value('sku'), query);
			case 'searchCatalogItems':
				return this.catalog.searchCatalogItems(account, query);
			case 'getCatalogItem':
				return this.catalog.getCatalogItem(account, value('asin'), query);
			case 'createReport':
				return this.reports.createReport(account, query, body);
			case 'getReports':
				return this.reports.getReports(account, query);
			case 'getReport':
				return this.reports.getReport(account, value('reportId'), query);
			case 'cancelReport':
				return this.reports.cancelReport(account, value('reportId'), query);
			case 'getReportDocument':
				return this.reports.getReportDocument(account, value('reportDocumentId'), query);
			case 'listTransactions':
				return this.finances.listTransactions(account, query);
			default:
				refuseUnknown(query, []);
				return operation === 'getAccount' ? getAccount(account) : getMarketplaceParticipations(account);
		}
	}
}

/** Login with Amazon takes a form as well as JSON. */
function loginFields(contentType: string, body: Buffer): ReadonlyMap<string, string> {
	if (!contentType.includes('application/json')) return new Map(new URLSearchParams(body.toString('utf8')));
	try {
		const fields: unknown = JSON.parse(body.toString('utf8'));
		return new Map(Object.entries(fields ?? {}).flatMap(([name, value]) => (typeof value === 'string' ? [[name, value] as const] : [])));
	} catch {
		throw loginRefused(400, 'invalid_request', 'The request is malformed');
	}
}
