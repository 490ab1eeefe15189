import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type { IDataObject } from 'n8n-workflow';
import { startAmazonSimulator, type AmazonSimulator } from '../../sandbox/amazon/amazonSimulator';
import type { OrderSeed, SellerAccountSeed } from '../../sandbox/amazon/seeds';
import type { AmazonSwitches } from '../../sandbox/amazon/switches';
import { startCin7Simulator, type Cin7Simulator } from '../../sandbox/cin7/server';
import { saleStatus } from '../../sandbox/cin7/sales/statuses';
import { demoSeller } from '../../sandbox/demo/seller';
import { demoLinks, demoSettings, demoStoreId } from '../../sandbox/demo/setUp';
import { demoStores, type DemoMarketplace, type DemoStore } from '../../sandbox/demo/stores';
import { demoTenant } from '../../sandbox/demo/tenant';
import { openRaw } from '../database/battery/raw';
import type { DatabaseConfig } from '../../src/database/open';
import { sum } from '../../src/domain/money';
import type { NodeTask, Surroundings } from './nodeRun';

const START = Date.parse('2026-03-11T12:00:00.000Z');
const plans = new Map(['searchOrders', 'getOrder', 'searchListingsItems', 'getListingsItem', 'searchCatalogItems', 'createReport', 'getReports', 'getReport', 'getReportDocument'].map((operation) => [operation, { rate: 1000, burst: 1000 }]));

/** The credentials with which a demo store is run; the European stores share an account. */
const accountOf = (marketplace: DemoMarketplace): DemoStore => (marketplace === 'US' || marketplace === 'JP' ? marketplace : 'DE');

const byId = (value: string): IDataObject => ({ __rl: true, mode: 'id', value });

export const tasks = {
	connect: (over: IDataObject = {}, marketplace: DemoMarketplace = 'US'): NodeTask => {
		const settings = demoSettings(marketplace, '2026-01-01T00:00:00.000Z') as IDataObject;
		return { node: 'amazonStore', store: accountOf(marketplace), parameters: { ...settings, ...over, more: { ...(settings.more as IDataObject), ...(over.more as IDataObject | undefined) } } };
	},
	link: { node: 'catalogMapper', parameters: { operation: 'importLinks', store: byId(demoStoreId('US')), links: demoLinks() } } satisfies NodeTask,
	load: { node: 'orderConsolidator', parameters: { operation: 'loadOrders' } } satisfies NodeTask,
	process: { node: 'orderConsolidator', parameters: { operation: 'processPendingOrders', store: byId('all'), processOptions: { attention: 'all' } } } satisfies NodeTask,
	loadProducts: (marketplace: DemoMarketplace = 'US', loadOptions: IDataObject = { attention: 'all' }): NodeTask => ({ node: 'catalogMapper', store: accountOf(marketplace), parameters: { operation: 'loadProducts', store: byId(demoStoreId(marketplace)), loadOptions } }),
	poll: { node: 'amazonTrigger', parameters: { store: byId('all'), events: ['orderCaptured', 'orderCanceled'] } } satisfies NodeTask,
} as const;

/** What the sync database holds of the orders, beneath the repositories. */
export interface Kept {
	readonly orders: readonly { readonly orderId: string; readonly state: string; readonly claimed: boolean; readonly mustVoid: boolean; readonly hasBuyerData: boolean }[];
	/** How often each event was written: 'orderCaptured 111-...'. */
	readonly events: readonly string[];
	readonly leases: number;
}

type Engine = Awaited<ReturnType<typeof openRaw>>;

export interface PlaceOptions {
	/** Values of the database credential; the embedded database where it is left out. */
	readonly database?: IDataObject;
	/** Listings and catalog items of the demo accounts, by merchant token, in place of the demo's own. */
	readonly listings?: Readonly<Record<string, Pick<SellerAccountSeed, 'listings' | 'catalogItems'>>>;
	readonly amazonSwitches?: Partial<AmazonSwitches>;
}

/** Both services and an n8n user folder, for nodes that run in processes of their own. */
export class Place {
	private offset = START - Date.now();
	private placed = 0;
	private readonly folder = mkdtempSync(path.join(tmpdir(), 'amazon-cin7-withstand-'));

	private constructor(
		readonly amazon: AmazonSimulator,
		readonly cin7: Cin7Simulator,
		private readonly clock: { offset: () => number },
		private readonly database?: IDataObject,
	) {
		this.clock.offset = () => this.offset;
	}

	static async open({ database, listings, amazonSwitches }: PlaceOptions = {}): Promise<Place> {
		const shared = { offset: () => 0 };
		const clock = { now: () => Date.now() + shared.offset(), sleep: async (milliseconds: number) => await new Promise<void>((resolve) => setTimeout(resolve, milliseconds)) };
		const accounts = demoSeller('2026-03-10').accounts.map((account) => ({ ...account, ...listings?.[account.merchantToken], orders: [] }));
		const amazon = await startAmazonSimulator({ accounts, clock, switches: { plans, ...amazonSwitches } });
		const cin7 = await startCin7Simulator({ tenant: demoTenant(), clock, switches: { callsPerWindow: 100_000 } });
		return new Place(amazon, cin7, shared, database);
	}

	async close(): Promise<void> {
		await this.amazon.close();
		await this.cin7.close();
		rmSync(this.folder, { recursive: true, force: true });
	}

	get around(): Surroundings {
		return { amazonUrl: this.amazon.url, cin7Url: this.cin7.url, userFolder: this.folder, clockOffset: this.offset, ...(this.database ? { database: this.database } : {}) };
	}

	/** Lets time pass for the services and for every run that begins later. */
	pass(milliseconds: number): void {
		this.offset += milliseconds;
	}

	get account() {
		return this.amazon.account('A1HARBORPINE@na');
	}

	/** An order at Amazon, made two hours ago and paid just now: a mug at 14.99 with 1.24 tax, unless told otherwise. Amazon shows it when two minutes have passed. */
	order(buyer: string, over: Partial<OrderSeed> = {}): string {
		const orderId = `111-8000000-${String(++this.placed).padStart(7, '0')}`;
		this.account.addOrder({
			orderId,
			marketplaceId: demoStores.US.marketplaceId,
			createdTime: new Date(Date.now() + this.offset - 2 * 3600_000).toISOString(),
			lastUpdatedTime: new Date(Date.now() + this.offset).toISOString(),
			status: 'UNSHIPPED',
			fulfilledBy: 'MERCHANT',
			buyer: { name: buyer, email: 'buyer@marketplace.amazon.example' },
			address: { name: buyer, line1: '5 Example Street', city: 'Springfield', state: 'IL', postalCode: '62701', countryCode: 'US' },
			items: [{ asin: 'B0DEMO0001', sku: 'HP-MUG-SLATE', title: 'Mug', quantity: 1, unitPrice: '14.99', item: '14.99', tax: { ITEM: '1.24' } }],
			...over,
		});
		return orderId;
	}

	/** What Cin7 Core holds, without ids: equal for two runs that did the same work. */
	books(): Readonly<Record<string, unknown>> {
		const { world } = this.cin7;
		const sales = [...world.sales.values()].map((sale) => ({
			externalId: sale.externalId,
			customer: sale.customer,
			carrier: sale.carrier,
			representative: sale.salesRepresentative,
			status: saleStatus(sale, world.switches),
			order: sale.order.status,
			lines: sale.order.lines.map((line) => [line.sku, sum([line.quantity]), sum([line.price]), sum([line.total])]),
			fulfillments: sale.fulfillments.map((task) => [task.pick.status, task.pack.status, task.ship.status]),
			invoices: sale.invoices.map((invoice) => ({ status: invoice.status, total: sum([invoice.totals.total]), payments: invoice.payments.map((payment) => [payment.reference, sum([payment.amount])]) })),
		}));
		const accounts = [...new Set(world.ledger.entries.flatMap((entry) => [entry.debit, entry.credit]))].sort();
		return {
			sales: sales.sort((a, b) => (String(a.externalId) < String(b.externalId) ? -1 : 1)),
			ledger: Object.fromEntries(accounts.map((account) => [account, world.ledger.balance(account)])),
			customers: [...world.customers.values()].map(({ name }) => name).sort(),
			carriers: world.carriers.map(({ description }) => description).sort(),
			contacts: world.contacts.map(({ name, type }) => `${name} (${type})`).sort(),
			stock: world.stock.all().filter((row) => row.location === 'Main Warehouse').map((row) => [row.productId, sum([row.onHand]), sum([row.allocated])]),
		};
	}

	/** What the sync database holds of the orders. `postgres`: where it is not the embedded file. */
	async kept(postgres?: DatabaseConfig): Promise<Kept> {
		return await this.inDatabase(async ({ query }) => {
			const orders = await query.selectFrom('amazon_order').selectAll().orderBy('order_id').execute();
			const events = await query.selectFrom('order_event').selectAll().execute();
			const leases = await query.selectFrom('lease').selectAll().execute();
			return {
				orders: orders.map((row) => ({ orderId: row.order_id, state: row.state, claimed: row.claim_owner !== null, mustVoid: row.must_void === 1, hasBuyerData: row.buyer_data !== null })),
				events: events.map((row) => `${row.kind} ${row.order_id}`).sort(),
				leases: leases.length,
			};
		}, postgres);
	}

	/** Looks into the sync database beneath the repositories. */
	async inDatabase<T>(look: (engine: Engine) => Promise<T>, postgres?: DatabaseConfig): Promise<T> {
		const engine = await openRaw(postgres ?? { engine: 'sqlite', file: path.join(this.folder, '.n8n', 'amazon-cin7', 'sync.sqlite'), buyerDataKey: new Uint8Array(32) });
		try {
			return await look(engine);
		} finally {
			await engine.destroy();
		}
	}
}
