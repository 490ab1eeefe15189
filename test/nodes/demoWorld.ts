import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type { IDataObject, INode, ResourceMapperField } from 'n8n-workflow';
import { startAmazonSimulator, type AmazonSimulator } from '../../sandbox/amazon/amazonSimulator';
import type { OrderItemSeed, OrderSeed } from '../../sandbox/amazon/seeds';
import type { AmazonSwitches } from '../../sandbox/amazon/switches';
import { startCin7Simulator, type Cin7Simulator } from '../../sandbox/cin7/server';
import type { Cin7Switches } from '../../sandbox/cin7/switches';
import { demoSeller, type DemoCase, type DemoSeller } from '../../sandbox/demo/seller';
import { demoAmazonCredential, demoCin7Credential, demoLinks, demoSettings, demoStoreId } from '../../sandbox/demo/setUp';
import { demoStores, type DemoStore } from '../../sandbox/demo/stores';
import { demoTenant } from '../../sandbox/demo/tenant';
import { closeAllDatabases } from '../../src/database/open';
import { installPackage } from '../engine/package';
import { mapperFields, searchList } from '../engine/editor';
import { runPoll, runWorkflow, type PollResult, type RunResult } from '../engine/runWorkflow';

/** The day of the demo orders; the world's clock starts at noon (UTC) of the day after. */
export const DEMO_DAY = '2026-03-10';
const START = Date.parse('2026-03-11T12:00:00.000Z');
type NodeName = 'amazonStore' | 'orderConsolidator' | 'catalogMapper' | 'settlementJournalBuilder';

/** A usage plan under which no test waits; the client learns it from Amazon's header. */
const generous = new Map(['searchOrders', 'getOrder', 'getMarketplaceParticipations', 'getAccount', 'searchListingsItems', 'getListingsItem', 'searchCatalogItems', 'createReport', 'getReports', 'getReport', 'getReportDocument', 'listTransactions'].map((operation) => [operation, { rate: 1000, burst: 1000 }]));
/** Enough that no test waits for the minute to pass. */
const CALLS = 100_000;

export interface DemoWorldOptions {
	readonly amazonSwitches?: Partial<AmazonSwitches>;
	readonly cin7Switches?: Partial<Cin7Switches>;
	readonly callsPerMinute?: number;
	/** Values that replace those of the demo credentials, by credential type. */
	/** Leaves the demo orders out: an Amazon without any order. */
	readonly noOrders?: boolean;
	/** Leaves the demo listings out: an Amazon without any listing. */
	readonly noListings?: boolean;
	readonly sellingPlan?: 'PROFESSIONAL' | 'INDIVIDUAL';
	/** Marketplaces that the German store's account has besides its own, by id. */
	readonly moreInEurope?: readonly { readonly id: string; readonly storeName: string }[];
	readonly credentials?: (urls: { readonly cin7: string }) => Readonly<Record<string, IDataObject | 'notShared'>>;
}

/** Both services with the demo seller's day, an n8n user folder of its own, and the nodes as their user runs them. */
export class DemoWorld {
	private offset = START - realNow();
	private readonly folder = mkdtempSync(path.join(tmpdir(), 'amazon-cin7-'));
	private readonly userFolderBefore = process.env.N8N_USER_FOLDER;

	private constructor(
		readonly amazon: AmazonSimulator,
		readonly cin7: Cin7Simulator,
		readonly seller: DemoSeller,
		private readonly options: DemoWorldOptions,
	) {
		process.env.N8N_USER_FOLDER = this.folder;
		jest.spyOn(Date, 'now').mockImplementation(() => realNow() + this.offset);
	}

	static async open(options: DemoWorldOptions = {}): Promise<DemoWorld> {
		const seller = demoSeller(DEMO_DAY);
		const clock = { now: () => Date.now(), sleep: async (milliseconds: number) => await new Promise<void>((resolve) => setTimeout(resolve, milliseconds)) };
		const accounts = seller.accounts.map((account) => ({ ...account, ...(options.sellingPlan ? { sellingPlan: options.sellingPlan } : {}), ...(options.noOrders ? { orders: [] } : {}), ...(options.noListings ? { listings: [], catalogItems: [] } : {}), ...(account.region === 'eu' ? { marketplaces: [...account.marketplaces, ...(options.moreInEurope ?? [])] } : {}) }));
		const amazon = await startAmazonSimulator({ accounts, clock, switches: { plans: generous, ...options.amazonSwitches } });
		const cin7 = await startCin7Simulator({ tenant: demoTenant(), clock, switches: { callsPerWindow: options.callsPerMinute ?? CALLS, ...options.cin7Switches } });
		return new DemoWorld(amazon, cin7, seller, options);
	}

	async close(): Promise<void> {
		await closeAllDatabases();
		await this.amazon.close();
		await this.cin7.close();
		jest.restoreAllMocks();
		if (this.userFolderBefore === undefined) delete process.env.N8N_USER_FOLDER;
		else process.env.N8N_USER_FOLDER = this.userFolderBefore;
		rmSync(this.folder, { recursive: true, force: true });
	}

	get userFolder(): string {
		return this.folder;
	}

	/** Lets time pass for the nodes and both services. */
	pass(milliseconds: number): void {
		this.offset += milliseconds;
	}

	installation(store: DemoStore) {
		const credentials = {
			amazonSellingPartnerApi: demoAmazonCredential(store, this.amazon.url),
			cin7CoreApi: demoCin7Credential(this.cin7.url, this.options.callsPerMinute ?? CALLS),
			...this.options.credentials?.({ cin7: this.cin7.url }),
		};
		return installPackage(credentials as Parameters<typeof installPackage>[0]);
	}

	/** Runs one of our nodes in the engine, with the credentials of a store's account. `file`: in the field data of each item. */
	async run(type: NodeName, parameters: IDataObject, options: { store?: DemoStore; input?: IDataObject[]; file?: { readonly name: string; readonly bytes: Uint8Array }; onError?: INode['onError']; mode?: 'trigger' | 'manual' } = {}): Promise<NodeRun> {
		const { store = 'US', input = [{}], file, onError, mode } = options;
		const binary = file && { binary: { data: { data: Buffer.from(file.bytes).toString('base64'), mimeType: 'application/octet-stream', fileName: file.name } } };
		const start: INode = { id: '0', name: 'Start', type: 'n8n-nodes-base.manualTrigger', typeVersion: 1, position: [0, 0], parameters: {} };
		const node = { ...nodeOf(type, parameters), ...(onError ? { onError } : {}) };
		const connections = { Start: { main: [[{ node: node.name, type: 'main' as const, index: 0 }]] } };
		const result = await runWorkflow({ nodes: [start, node], connections }, { ...this.installation(store), pinData: { Start: input.map((json) => ({ json, ...binary })) }, ...(mode ? { mode } : {}) });
		return { result, processed: result.json(node.name, 0), attention: result.json(node.name, 1), error: result.errorOf(node.name) ?? result.error };
	}

	async poll(parameters: IDataObject = {}, store: DemoStore = 'US', mode: 'trigger' | 'manual' = 'trigger'): Promise<PollResult> {
		return await runPoll(nodeOf('amazonTrigger', { store: { __rl: true, mode: 'list', value: 'all' }, events: ['orderCaptured', 'orderCanceled'], ...parameters }), { ...this.installation(store), mode });
	}

	async search(type: NodeName, method: string, filter?: string, page?: string, parameters: IDataObject = {}) {
		return await searchList(nodeOf(type, parameters), method, this.installation('US'), filter, page);
	}

	/** The rows of a mapping screen as the editor shows them. */
	async rows(type: NodeName, method: string, parameters: IDataObject): Promise<readonly ResourceMapperField[]> {
		return (await mapperFields(nodeOf(type, parameters), method, this.installation('US'))).fields;
	}

	/** Connects a demo store with its settings, changed where wanted. */
	async connect(store: DemoStore, over: IDataObject = {}): Promise<NodeRun> {
		const settings = demoSettings(store, '2026-01-01T00:00:00.000Z') as IDataObject;
		const more = { ...(settings.more as IDataObject), ...(over.more as IDataObject | undefined) };
		return await this.run('amazonStore', { ...settings, ...over, more }, { store });
	}

	async link(store: DemoStore, links = demoLinks()): Promise<NodeRun> {
		return await this.run('catalogMapper', { operation: 'importLinks', store: byId(demoStoreId(store)), links }, { store });
	}

	/** Connects, links and loads a store: ready to be processed. */
	async ready(store: DemoStore, over: IDataObject = {}): Promise<void> {
		expectGreen(await this.connect(store, over));
		expectGreen(await this.link(store));
		expectGreen(await this.load(store));
	}

	async load(store: DemoStore = 'US', parameters: IDataObject = {}): Promise<NodeRun> {
		return await this.run('orderConsolidator', { operation: 'loadOrders', ...parameters }, { store });
	}

	async process(parameters: IDataObject = {}, options: { store?: DemoStore; input?: IDataObject[] } = {}): Promise<NodeRun> {
		return await this.run('orderConsolidator', { operation: 'processPendingOrders', store: byId('all'), ...parameters }, options);
	}

	/** Amazon's live account of a demo store. */
	account(store: DemoStore = 'US') {
		return this.amazon.account({ US: 'A1HARBORPINE@na', DE: 'A2HARBORPINE@eu', JP: 'A3HARBORPINE@fe' }[store]);
	}

	private placed = 0;

	/** A new order at Amazon, five minutes ago: one slate mug at 14.99 with 1.24 tax, merchant-fulfilled and paid, unless told otherwise. */
	place(over: Partial<OrderSeed> = {}, store: DemoStore = 'US'): string {
		const orderId = `${demoStores[store].orderPrefix}-9000000-${String(++this.placed).padStart(7, '0')}`;
		this.account(store).addOrder({
			orderId,
			marketplaceId: demoStores[store].marketplaceId,
			createdTime: new Date(Date.now()).toISOString(),
			lastUpdatedTime: new Date(Date.now()).toISOString(),
			status: 'UNSHIPPED',
			fulfilledBy: 'MERCHANT',
			buyer: { name: 'Robin Placeholder', email: 'robin@marketplace.amazon.example' },
			address: { name: 'Robin Placeholder', line1: '5 Example Street', city: 'Springfield', state: 'IL', postalCode: '62701', countryCode: 'US', phone: '+1 555 0100' },
			items: [mug()],
			...over,
		});
		// Amazon lets nothing of the last two minutes be asked for.
		this.pass(5 * 60_000);
		return orderId;
	}

	/** Places an order, loads it and processes everything. */
	async placeAndProcess(over: Partial<OrderSeed> = {}, store: DemoStore = 'US'): Promise<string> {
		const orderId = this.place(over, store);
		expectGreen(await this.load(store));
		const run = await this.process({ processOptions: { orderIds: orderId } });
		expectGreen(run);
		expect(run.attention).toEqual([]);
		expect(run.processed.map((order) => order.orderId)).toEqual([orderId]);
		return orderId;
	}

	orderId(name: DemoCase): string {
		const id = this.seller.cases.get(name);
		if (!id) throw new Error(`No demo order ${name}`);
		return id;
	}

	/** The sales in Cin7 Core with that external id. */
	sales(orderId: string) {
		return this.cin7.world.salesByExternalId.get(orderId) ?? [];
	}

	/** The one sale of an order. */
	sale(orderId: string) {
		const sales = this.sales(orderId);
		if (sales.length !== 1 || !sales[0]) throw new Error(`${sales.length} sales for ${orderId}`);
		return sales[0];
	}

	writes() {
		return this.cin7.requests.filter((request) => request.method !== 'GET');
	}
}

/** A line of the slate mug. */
export const mug = (over: Partial<OrderItemSeed> = {}): OrderItemSeed => ({ asin: 'B0DEMO0001', sku: 'HP-MUG-SLATE', title: 'Mug', quantity: 1, unitPrice: '14.99', item: '14.99', tax: { ITEM: '1.24' }, ...over });

export interface NodeRun {
	readonly result: RunResult;
	readonly processed: readonly IDataObject[];
	readonly attention: readonly IDataObject[];
	readonly error: RunResult['error'];
}

export const byId = (value: string) => ({ __rl: true, mode: 'id', value });

export function expectGreen(run: NodeRun): void {
	if (run.error) throw run.error;
	expect(run.result.status).toBe('success');
}

const nodeOf = (type: string, parameters: IDataObject): INode => ({ id: '1', name: 'Node', type: `n8n-nodes-amazon-cin7.${type}`, typeVersion: 1, position: [200, 0], parameters: parameters as INode['parameters'], credentials: { amazonSellingPartnerApi: { id: '1', name: 'Amazon' }, cin7CoreApi: { id: '2', name: 'Cin7' }, xeroOAuth2Api: { id: '3', name: 'Xero' }, quickBooksOAuth2Api: { id: '4', name: 'QuickBooks' } } });

const realNow = Date.now.bind(Date);
