import type { IDataObject } from 'n8n-workflow';
import { demoAccountId, demoApplicationKey } from '../../../sandbox/demo/tenant';
import type { DemoStore } from '../../../sandbox/demo/stores';
import type { DemoWorld } from '../demoWorld';
import { byId, expectGreen, type NodeRun } from '../demoWorld';

type Placing = Parameters<DemoWorld['placeAndProcess']>[0];
type DemoSale = ReturnType<DemoWorld['sale']>;

/** Units of a product on the shelf of one location. */
interface Shelf {
	readonly onHand: string;
	readonly allocated?: string;
	readonly onOrder?: string;
}

/** What tests of single sales do to a world, and look at in it. */
export class SaleDesk {
	constructor(readonly world: DemoWorld) {}

	/** Changes settings of a store for one test. */
	async withSettings(over: IDataObject, check: () => Promise<void>, store: DemoStore = 'US'): Promise<void> {
		expectGreen(await this.world.connect(store, over));
		try {
			await check();
		} finally {
			expectGreen(await this.world.connect(store));
		}
	}

	/** The sale of a new order. */
	async saleOf(over: Placing = {}, store: DemoStore = 'US'): Promise<DemoSale> {
		return this.world.sale(await this.world.placeAndProcess(over, store));
	}

	/** Loads what changed at Amazon a little later. */
	async loadLater(store: DemoStore = 'US'): Promise<NodeRun> {
		this.world.pass(5 * 60_000);
		const run = await this.world.load(store);
		expectGreen(run);
		return run;
	}

	/** Processes one order, and answers what came out of it. */
	async processOnly(orderId: string): Promise<NodeRun> {
		const run = await this.world.process({ processOptions: { orderIds: orderId } });
		expectGreen(run);
		return run;
	}

	async pending(pendingShow = 'pending'): Promise<readonly IDataObject[]> {
		return (await this.world.run('orderConsolidator', { operation: 'getPending', store: byId('all'), pendingShow })).processed;
	}

	async pendingOrder(orderId: string, pendingShow = 'pending'): Promise<IDataObject | undefined> {
		return (await this.pending(pendingShow)).find((order) => order.orderId === orderId);
	}

	async logEntry(orderId: string): Promise<IDataObject | undefined> {
		const { processed } = await this.world.run('orderConsolidator', { operation: 'getLog', store: byId('all'), logLimit: 200 });
		return processed.find((entry) => entry.orderId === orderId);
	}

	/** A call that a person's application makes to Cin7 Core. */
	async callCin7(method: 'POST' | 'PUT' | 'DELETE', path: string, body?: object): Promise<void> {
		const headers = { 'api-auth-accountid': demoAccountId, 'api-auth-applicationkey': demoApplicationKey, 'content-type': 'application/json' };
		const answer = await fetch(`${this.world.cin7.url}${path}`, { method, headers, ...(body ? { body: JSON.stringify(body) } : {}) });
		if (!answer.ok) throw new Error(`${method} ${path}: ${answer.status} ${await answer.text()}`);
	}

	product(sku: string) {
		const product = this.world.cin7.world.productBySku(sku);
		if (!product) throw new Error(`No product ${sku}`);
		return product;
	}

	/** Sets what there is of a product at a location, and answers the row. */
	shelve(sku: string, location: string, { onHand, allocated = '0', onOrder = '0' }: Shelf) {
		const row = this.shelf(sku, location);
		return Object.assign(row, { onHand, allocated, onOrder });
	}

	shelf(sku: string, location: string) {
		const { stock, locations } = this.world.cin7.world;
		const [row] = stock.at(this.product(sku).id, locations.find(({ name }) => name === location)?.id ?? '');
		if (!row) throw new Error(`No stock of ${sku} at ${location}`);
		return row;
	}

	available(sku: string, location: string): string {
		return this.world.cin7.world.stock.available(this.shelf(sku, location));
	}
}

/** Lines and charges of the first invoice. */
export const invoiceRows = ({ invoices: [invoice] }: DemoSale) => [...(invoice?.lines ?? []), ...(invoice?.charges ?? [])];

/** Rule and tax of those rows. */
export const taxes = (sale: DemoSale): [string, string][] => invoiceRows(sale).map(({ taxRule, tax }) => [taxRule, tax]);

/** Pick, pack and ship of the first fulfillment. */
export const stages = ({ fulfillments: [first] }: DemoSale): string[] => [first?.pick.status, first?.pack.status, first?.ship.status].map((status) => status ?? 'NONE');

/** Problems of a run, one after the other. */
export const problemsOf = ({ attention }: NodeRun): IDataObject[] => attention.flatMap(({ problems }) => problems as IDataObject[]);
