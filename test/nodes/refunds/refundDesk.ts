import type { IDataObject } from 'n8n-workflow';
import type { OrderSeed } from '../../../sandbox/amazon/seeds';
import type { LeafAmounts, TransactionItemSeed, TransactionSeed } from '../../../sandbox/amazon/transactionSeeds';
import { demoAccountId, demoApplicationKey } from '../../../sandbox/demo/tenant';
import { demoStores, type DemoStore } from '../../../sandbox/demo/stores';
import { byId, DemoWorld, expectGreen, type NodeRun } from '../demoWorld';

/** What Amazon gives back of the slate mug of `mug()`: 16.23 for the buyer, less 1.80 of fees that it returns on balance. */
export const wholeMug: LeafAmounts = { OurPricePrincipal: '-14.99', OurPriceTax: '-1.24', Commission: '2.25', RefundCommission: '-0.45' };

export const hours = (count: number): number => count * 3600_000;

/** A store's refunds as their user meets them: Amazon's side, the operations, and the credit notes. */
export class RefundDesk {
	private given = 0;

	private constructor(readonly world: DemoWorld) {}

	static async open(stores: readonly DemoStore[] = ['US'], over: IDataObject = {}, options: Parameters<typeof DemoWorld.open>[0] = {}): Promise<RefundDesk> {
		const world = await DemoWorld.open({ noOrders: true, ...options });
		for (const store of stores) await world.ready(store, over);
		return new RefundDesk(world);
	}

	async close(): Promise<void> {
		await this.world.close();
	}

	/** Amazon completes a refund now, the whole mug unless told otherwise. Answers its id. */
	refund(orderId: string | undefined, { amounts = wholeMug, store = 'US', items, ...over }: Partial<Omit<TransactionSeed, 'items'>> & { readonly amounts?: LeafAmounts; readonly store?: DemoStore; readonly items?: readonly TransactionItemSeed[] } = {}): string {
		const number = ++this.given;
		const refundId = over.refundId ?? `REFUND-${number}`;
		this.world.account(store).addTransaction({
			transactionId: `transaction-${number}`,
			type: 'Refund',
			status: 'RELEASED',
			postedDate: new Date(Date.now()).toISOString(),
			refundId,
			marketplaceId: demoStores[store].marketplaceId,
			items: items ?? [{ sku: 'HP-MUG-SLATE', adjustmentId: `adjustment-${number}`, amounts }],
			...(orderId === undefined ? {} : { orderId }),
			...over,
		});
		// Amazon lets nothing of the last two minutes be asked for.
		this.world.pass(5 * 60_000);
		return refundId;
	}

	/** An order that is processed and refunded at Amazon; nothing of the refund is loaded. */
	async refundedOrder({ order = {}, store = 'US', ...refund }: { readonly order?: Partial<OrderSeed> } & Parameters<RefundDesk['refund']>[1] = {}): Promise<{ orderId: string; refundId: string }> {
		const orderId = await this.world.placeAndProcess(order, store);
		return { orderId, refundId: this.refund(orderId, { store, ...refund }) };
	}

	async load(store: DemoStore = 'US', parameters: IDataObject = {}): Promise<NodeRun> {
		const run = await this.world.run('orderConsolidator', { operation: 'loadRefunds', ...parameters }, { store });
		expectGreen(run);
		return run;
	}

	async process(parameters: IDataObject = {}): Promise<NodeRun> {
		const run = await this.world.run('orderConsolidator', { operation: 'processRefunds', store: byId('all'), ...parameters });
		expectGreen(run);
		return run;
	}

	async loadAndProcess(store: DemoStore = 'US'): Promise<NodeRun> {
		await this.load(store);
		return await this.process();
	}

	async preview(): Promise<NodeRun> {
		const run = await this.world.run('orderConsolidator', { operation: 'previewRefunds', store: byId('all') });
		expectGreen(run);
		return run;
	}

	async skip(refundIds: string, more: IDataObject = {}): Promise<NodeRun> {
		return await this.world.run('orderConsolidator', { operation: 'skipRefunds', store: byId('all'), refundIds, ...more });
	}

	/** Of one order, newest first. */
	async shown(orderId: string | null, refundsShow = 'all'): Promise<readonly IDataObject[]> {
		const run = await this.world.run('orderConsolidator', { operation: 'getRefunds', store: byId('all'), refundsShow });
		expectGreen(run);
		return run.processed.filter((credit) => credit.orderId === orderId);
	}

	async shownOf(storeId: string): Promise<readonly IDataObject[]> {
		const run = await this.world.run('orderConsolidator', { operation: 'getRefunds', store: byId(storeId), refundsShow: 'all' });
		expectGreen(run);
		return run.processed;
	}

	/** Of the one sale of an order in Cin7 Core. */
	creditNotes(orderId: string) {
		return this.world.sale(orderId).creditNotes;
	}

	/** The only credit note of an order's sale. */
	creditNote(orderId: string) {
		const [note, ...others] = this.creditNotes(orderId);
		if (!note || others.length > 0) throw new Error(`${others.length + (note ? 1 : 0)} credit notes of ${orderId}`);
		return note;
	}

	/** Creates, refunds and processes: the credit note of one refund. */
	async credited(refunded: Parameters<RefundDesk['refundedOrder']>[0] = {}) {
		const { orderId, refundId } = await this.refundedOrder(refunded);
		const run = await this.loadAndProcess(refunded.store);
		expect(run.attention).toEqual([]);
		expect(run.processed.map((credit) => credit.refundId)).toEqual([refundId]);
		return { orderId, refundId, item: run.processed[0] ?? {}, note: this.creditNote(orderId) };
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

	/** Changes settings of the store for one test. */
	async withSettings(over: IDataObject, check: () => Promise<void>): Promise<void> {
		expectGreen(await this.world.connect('US', over));
		try {
			await check();
		} finally {
			expectGreen(await this.world.connect('US'));
		}
	}
}
