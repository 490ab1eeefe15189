import type { IDataObject } from 'n8n-workflow';
import { QuickBooksSimulator } from '../../../sandbox/quickbooks/simulator';
import { startQuickBooksServer } from '../../../sandbox/quickbooks/server';
import { startXeroServer } from '../../../sandbox/xero/server';
import { XeroSimulator } from '../../../sandbox/xero/simulator';
import type { BooksServer } from '../../../sandbox/booksServer';
import { byId } from '../demoWorld';
import { SettlementWorld } from './settlementWorld';

const TOKEN = 'demo-books-token';
const names: Readonly<Record<string, string>> = { 210: 'Amazon Sales', 220: 'Shipping Income', 270: 'Amazon Reimbursements', 400: 'Advertising', 410: 'Amazon Selling Fees', 411: 'Amazon Fulfillment Fees', 412: 'Amazon Storage Fees', 414: 'Amazon Subscription', 710: 'Amazon Clearing USD', 715: 'Amazon Reserved Balances', 718: 'Amazon Carried Forward', 820: 'Sales Tax', 825: 'Owed to Amazon' };

/** A settlement world with Xero and QuickBooks beside it, and one store that consolidates settlements there. */
export class BooksWorld {
	private constructor(readonly desk: SettlementWorld, readonly xero: XeroSimulator, readonly quickBooks: QuickBooksSimulator, private readonly servers: { readonly xero: BooksServer; readonly quickBooks: BooksServer }) {}

	static async open(): Promise<BooksWorld> {
		const clock = { now: () => Date.now(), sleep: async () => {} };
		const xero = new XeroSimulator(clock, {
			tenantId: 'organization-1', baseCurrency: 'USD', taxTypes: { NONE: 'any', INPUT: 'expense', OUTPUT: 'income' }, tracking: { Marketplace: ['US', 'Other'] },
			accounts: Object.entries(names).map(([Code, Name]) => ({ Code, Name, Type: Code < '300' ? 'REVENUE' : Code < '700' ? 'EXPENSE' : 'CURRENT', Status: 'ACTIVE' as const })),
		}, { callsPerMinute: 100_000, callsPerDay: 100_000 });
		const quickBooks = new QuickBooksSimulator({ realmId: '900', homeCurrency: 'USD', taxCodes: [], accounts: Object.entries(names).map(([code, Name]) => ({ Id: `1${code}`, Name, AccountType: 'Other', Active: true })) });
		const servers = { xero: await startXeroServer(xero, TOKEN), quickBooks: await startQuickBooksServer(quickBooks, TOKEN) };
		const signed = { grantType: 'authorizationCode', accessTokenUrl: 'http://127.0.0.1:9/', oauthTokenData: { access_token: TOKEN, token_type: 'Bearer', callbackQueryString: { realmId: '900' } } };
		const desk = await SettlementWorld.open(['US'], { more: { settlementXeroMode: 'settlement' } }, { credentials: () => ({ xeroOAuth2Api: signed, quickBooksOAuth2Api: signed }) });
		return new BooksWorld(desk, xero, quickBooks, servers);
	}

	async close(): Promise<void> {
		await this.desk.close();
		await this.servers.xero.close();
		await this.servers.quickBooks.close();
	}

	async toXero(parameters: IDataObject = {}, options: IDataObject = {}) {
		this.letMinutesPass();
		return await this.desk.run('postToXero', { store: byId('all'), status: 'final', booksOptions: { apiBaseUrl: this.servers.xero.url, ...options }, ...parameters });
	}

	async toQuickBooks(parameters: IDataObject = {}, options: IDataObject = {}) {
		this.letMinutesPass();
		return await this.desk.run('postToQuickBooks', { store: byId('all'), booksOptions: { apiBaseUrl: this.servers.quickBooks.url, ...options }, ...parameters });
	}

	async undo(service: 'xero' | 'quickBooks', settlementId: string, parameters: IDataObject = {}) {
		this.letMinutesPass();
		return await this.desk.run(service === 'xero' ? 'undoInXero' : 'undoInQuickBooks', { store: byId('A1HARBORPINE-US'), settlement: byId(settlementId), booksOptions: { apiBaseUrl: this.servers[service].url }, ...parameters });
	}

	/** So that the client's own pace of a call a second holds nothing up. */
	private letMinutesPass(): void {
		this.desk.world.pass(60 * 60_000);
	}
}
