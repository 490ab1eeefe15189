import { DateTime } from 'luxon';
import type { IDataObject } from 'n8n-workflow';
import type { Sale } from '../../../sandbox/cin7/model';
import { demoStoreId } from '../../../sandbox/demo/setUp';
import type { DemoStore } from '../../../sandbox/demo/stores';
import { demoAccountId, demoApplicationKey } from '../../../sandbox/demo/tenant';
import { byId, DemoWorld, expectGreen, type NodeRun } from '../demoWorld';

const zones: { readonly [store in DemoStore]: string } = { US: 'America/Los_Angeles', DE: 'Europe/Berlin', JP: 'Asia/Tokyo' };
type Settings = Parameters<DemoWorld['connect']>[1];

export const daily: IDataObject = { consolidation: 'daily', consolidationTime: '00:00' };

/** Stores with Daily Consolidation as their user meets them: days go by, and sales are made. */
export class DailyDesk {
	private constructor(readonly world: DemoWorld) {}

	static async open(stores: readonly DemoStore[] = ['US'], over: Settings = {}): Promise<DailyDesk> {
		const world = await DemoWorld.open({ noOrders: true });
		for (const store of stores) await world.ready(store, { ...daily, ...over });
		return new DailyDesk(world);
	}

	async close(): Promise<void> {
		await this.world.close();
	}

	/** The calendar day of a store, now. */
	today(store: DemoStore = 'US'): string {
		return DateTime.fromMillis(Date.now(), { zone: zones[store] }).toISODate() ?? '';
	}

	/** Lets time pass until an instant (ISO 8601). */
	passTo(instant: string): void {
		const left = Date.parse(instant) - Date.now();
		if (left < 0) throw new Error(`${instant} is over: it is ${new Date(Date.now()).toISOString()}`);
		this.world.pass(left);
	}

	/** Lets the store's calendar day end: it is a quarter past midnight there. */
	endDay(store: DemoStore = 'US'): void {
		this.passTo(DateTime.fromMillis(Date.now(), { zone: zones[store] }).plus({ days: 1 }).startOf('day').plus({ minutes: 15 }).toUTC().toISO() ?? '');
	}

	/** As `world.place`, and loaded. */
	async place(over: Parameters<DemoWorld['place']>[0] = {}, store: DemoStore = 'US'): Promise<string> {
		const orderId = this.world.place(over, store);
		await this.load(store);
		return orderId;
	}

	async load(store: DemoStore = 'US'): Promise<void> {
		expectGreen(await this.world.load(store));
	}

	async process(processOptions: IDataObject = {}): Promise<NodeRun> {
		const run = await this.world.process({ processOptions });
		expectGreen(run);
		return run;
	}

	/** Ends the day and processes: the one sale that comes of it. */
	async endDayWithSale(store: DemoStore = 'US'): Promise<{ readonly item: IDataObject; readonly sale: Sale }> {
		this.endDay(store);
		const run = await this.process();
		expect(run.attention).toEqual([]);
		const [item, ...others] = run.processed;
		if (!item || others.length > 0) throw new Error(`${run.processed.length} sales: ${JSON.stringify(run.processed)}`);
		return { item, sale: this.saleOf(item) };
	}

	/** The sale in Cin7 Core that an item speaks of. */
	saleOf(item: IDataObject | undefined): Sale {
		const sale = this.world.cin7.world.sales.get(String(item?.saleId));
		if (!sale) throw new Error(`No sale in Cin7 Core for ${JSON.stringify(item)}`);
		return sale;
	}

	/** The sales of a store's day in Cin7 Core, by number. */
	sales(day: string, store: DemoStore = 'US'): readonly Sale[] {
		const found: Sale[] = [];
		for (let number = 1; ; number++) {
			const ofNumber = this.world.sales(`${demoStoreId(store)}|${day}|${number}`);
			if (ofNumber.length === 0) return found;
			found.push(...ofNumber);
		}
	}

	async dailySales(parameters: IDataObject = {}): Promise<readonly IDataObject[]> {
		return await this.shown('getDailySales', parameters);
	}

	/** What is kept of a sale in Cin7 Core. */
	async dailySale(sale: Sale): Promise<IDataObject> {
		const [entry, ...others] = (await this.dailySales({ dailySalesLimit: 500 })).filter((each) => each.saleId === sale.id);
		if (!entry || others.length > 0) throw new Error(`${others.length + (entry ? 1 : 0)} daily sales for ${sale.customerReference}`);
		return entry;
	}

	async pending(): Promise<readonly IDataObject[]> {
		return await this.shown('getPending');
	}

	async logEntry(orderId: string, parameters: IDataObject = {}): Promise<IDataObject | undefined> {
		return (await this.shown('getLog', { logLimit: 500, ...parameters })).find((entry) => entry.orderId === orderId);
	}

	async cancel(orderId: string, store: DemoStore = 'US'): Promise<void> {
		this.world.account(store).cancelOrder(orderId);
		this.world.pass(5 * 60_000);
		await this.load(store);
	}

	async processRefunds(): Promise<NodeRun> {
		return await this.run('processRefunds');
	}

	/** Any operation of the Order Consolidator for all stores. */
	async run(operation: string, parameters: IDataObject = {}): Promise<NodeRun> {
		const run = await this.world.run('orderConsolidator', { operation, store: byId('all'), ...parameters });
		expectGreen(run);
		return run;
	}

	/** What a person does in Cin7 Core. */
	async byHand(method: 'DELETE' | 'PUT' | 'POST', path: string, body?: object): Promise<void> {
		const response = await fetch(`${this.world.cin7.url}${path}`, {
			method,
			headers: { 'api-auth-accountid': demoAccountId, 'api-auth-applicationkey': demoApplicationKey, 'content-type': 'application/json' },
			...(body ? { body: JSON.stringify(body) } : {}),
		});
		if (!response.ok) throw new Error(`${method} ${path}: ${response.status} ${await response.text()}`);
	}

	async connect(over: Settings, store: DemoStore = 'US'): Promise<void> {
		expectGreen(await this.world.connect(store, { ...daily, ...over }));
	}

	/** Changes settings of a store for one test. */
	async withSettings(over: Settings, check: () => Promise<void>, store: DemoStore = 'US'): Promise<void> {
		await this.connect(over, store);
		try {
			await check();
		} finally {
			await this.connect({}, store);
		}
	}

	private async shown(operation: string, parameters: IDataObject = {}): Promise<readonly IDataObject[]> {
		return (await this.run(operation, parameters)).processed;
	}
}

interface Rows {
	readonly lines: readonly { readonly sku: string; readonly quantity: string; readonly price: string; readonly tax: string; readonly total: string }[];
	readonly charges: readonly { readonly description: string; readonly price: string; readonly tax: string }[];
}

/** Rows of a document with amounts as numbers: Cin7 Core writes 14.9900 for 14.99. */
export const rowsOf = ({ lines, charges }: Rows) => ({
	lines: lines.map(({ sku, quantity, price, tax, total }) => [sku, ...[quantity, price, tax, total].map(Number)]),
	charges: charges.map(({ description, price, tax }) => [description, Number(price), Number(tax)]),
});
