import type { SalePlan } from '../domain/accounting/planSale';
import type { Day } from '../domain/calendar';
import type { Store } from '../domain/settings';
import type { Clock } from '../transport/clock';
import { TransportError } from '../transport/errors';
import { assignPayments } from './assignPayments';
import { mapCatalog } from './catalog/mapCatalog';
import { refreshProductIndex } from './catalog/productIndex';
import { DailySales } from './dailySales';
import { findWork } from './findWork';
import type { Cin7Port } from './ports/cin7';
import type { OrderRecord, SaleProgress, SyncDatabase } from './ports/repositories';
import { problem, transportProblem, type Problem } from './problems';
import { looksAtProducts, readStoreContext, skusOf, type StoreContext } from './salePlanning';
import { ServiceRun } from './serviceRun';
import { SingleSales } from './singleSales';

export interface ProcessServices {
	readonly cin7: Cin7Port;
	readonly database: SyncDatabase;
	readonly clock: Clock;
	/** Names this run, for claims. */
	readonly owner: string;
}

export interface ProcessRequest {
	readonly stores: readonly Store[];
	readonly startedBy: 'user' | 'schedule';
	/** Only these orders; all when absent. */
	readonly orderIds?: readonly string[];
	/** At most so many sales in this run. */
	readonly limit?: number;
	/** Daily Consolidation: close the day that is not over yet, too (S124). */
	readonly closeDayNow?: boolean;
}

/**
 * What became of an order, or of the orders of a day. processed: its sale exists. voided: canceled, and its sale voided.
 * canceled: taken out of Pending Orders. creditDue: canceled after its daily sale was made (N9). reopened: part of it was
 * canceled, its sale was voided, and the rest is pending again (N21). paid: its payment was added later (S157).
 */
export interface ProcessedOrder {
	readonly storeId: string;
	readonly orderId: string;
	readonly outcome: 'processed' | 'voided' | 'canceled' | 'creditDue' | 'reopened' | 'paid';
	readonly progress: SaleProgress;
	/** Of processed ones. */
	readonly plan?: SalePlan;
}

export interface ProcessedDailySale {
	readonly storeId: string;
	readonly saleKey: string;
	readonly day: Day;
	readonly orderIds: readonly string[];
	/** empty: all its orders were canceled before it was made. */
	readonly outcome: 'processed' | 'empty' | 'paid';
	readonly progress: SaleProgress;
	readonly plan?: SalePlan;
}

export interface ProcessResult {
	readonly processed: readonly ProcessedOrder[];
	readonly dailySales: readonly ProcessedDailySale[];
	readonly problems: readonly Problem[];
	/** Why a whole store could not be processed, by store. */
	readonly refusals: readonly Problem[];
}

/**
 * Turns the Pending Orders of the stores into sales in Cin7 Core: one by one (No Consolidation, S22, S120), or those of a
 * day together once the day is over (S23, S24). Carries out cancellations (S158) and adds payments that were still to be
 * added (S157). What cannot be written is held with its reasons and never stops the others (P27). Safe to run twice at
 * the same moment and to be killed at any point.
 */
export async function processPendingOrders(services: ProcessServices, request: ProcessRequest): Promise<ProcessResult> {
	const run = new ProcessRun(services, request);
	for (const store of request.stores) await run.processStore(store);
	return run.result();
}

class ProcessRun {
	private readonly run = new ServiceRun();
	private readonly orders: ProcessedOrder[] = [];
	private readonly dailySales: ProcessedDailySale[] = [];

	constructor(
		private readonly services: ProcessServices,
		private readonly request: ProcessRequest,
	) {}

	result(): ProcessResult {
		return { processed: this.orders, dailySales: this.dailySales, problems: this.run.problems, refusals: this.run.refusals };
	}

	async processStore(store: Store): Promise<void> {
		const startedAt = this.now();
		const before = { orders: this.orders.length, dailySales: this.dailySales.length, problems: this.run.problems.length };
		try {
			const context = this.run.stopped ? undefined : await readStoreContext(this.services.cin7, store);
			if (context?.ok) await this.processContext(context.context);
			else if (context) this.run.refusals.push(problem(store.storeId, undefined, context.issue));
		} catch (error) {
			if (!(error instanceof TransportError)) throw error;
			this.run.fail(error, transportProblem(store.storeId, undefined, error));
		}
		await this.writeOperation(store, startedAt, { orders: this.orders.slice(before.orders), dailySales: this.dailySales.slice(before.dailySales), problems: this.run.problems.slice(before.problems) });
	}

	/** Daily sales that were begun are finished, and orders that were begun as single sales too, whatever the setting is now. */
	private async processContext(context: StoreContext): Promise<void> {
		const { services, request, run } = this;
		const { store } = context;
		const work = await findWork(services, store, request);
		await this.mapProducts(store, work.toPlan);
		const single = new SingleSales(services, request, run, this.orders);
		const singleBefore = this.orders.length;
		const grown = await single.process(context, work.begun);
		const daily = new DailySales(services, request, run, this.dailySales);
		// What a canceled sale gives back may be due at once.
		await daily.process(grown, work.daysAreDue || this.orders.length > singleBefore);
		if (!run.stopped) await assignPayments(services, { store, ...(request.orderIds ? { orderIds: request.orderIds } : {}) }, run, { orders: this.orders, dailySales: this.dailySales });
	}

	/** S156, N23: products of order lines are looked for, and made where the store makes them, by the code of Load Products. Before orders are claimed: it may take its time. */
	private async mapProducts(store: Store, records: readonly OrderRecord[]): Promise<void> {
		const { catalog } = this.services.database;
		const sellerSkus = skusOf(records);
		if (sellerSkus.length === 0) return;
		const linked = await catalog.linksForSkus(store.storeId, sellerSkus);
		const unlinked = sellerSkus.filter((sellerSku) => !linked.has(sellerSku));
		// What comes of it shows in the orders: each is held with its own reason, or goes on.
		const mapping = unlinked.length > 0 && !store.settings.catalog.matchManually ? await mapCatalog(this.services, { store, sellerSkus: unlinked }) : undefined;
		// Mapping that is complete has read the products.
		if (looksAtProducts(store) && mapping?.complete !== true) await refreshProductIndex(this.services);
	}

	private now(): string {
		return new Date(this.services.clock.now()).toISOString();
	}

	private async writeOperation(store: Store, startedAt: string, done: { readonly orders: readonly ProcessedOrder[]; readonly dailySales: readonly ProcessedDailySale[]; readonly problems: readonly Problem[] }): Promise<void> {
		const { orders, operations } = this.services.database;
		const count = (outcome: ProcessedOrder['outcome']): number => done.orders.filter((order) => order.outcome === outcome).length;
		const written = done.dailySales.filter((sale) => sale.outcome === 'processed');
		const { pending } = await orders.countByState(store.storeId);
		const refusal = this.run.refusals.find((each) => each.storeId === store.storeId);
		// No problem that needs a person, but who asks why orders stay in Pending Orders finds it here.
		const ended = this.run.endedByLimit ? [transportProblem(store.storeId, undefined, this.run.endedByLimit)] : [];
		await operations.append({
			storeId: store.storeId,
			operation: 'Process Pending Orders',
			startedBy: this.request.startedBy,
			startedAt,
			finishedAt: this.now(),
			counts: {
				processed: count('processed') + written.reduce((sum, sale) => sum + sale.orderIds.length, 0),
				...(store.settings.consolidation === 'daily' || written.length > 0 ? { dailySales: written.length } : {}),
				voided: count('voided'), canceled: count('canceled'),
				...optionalCounts({ creditDue: count('creditDue'), reopened: count('reopened'), paidLater: count('paid') + done.dailySales.filter((sale) => sale.outcome === 'paid').length }),
				held: new Set(done.problems.map((each) => each.orderId)).size, pending,
			},
			notes: [...(refusal ? [refusal] : []), ...done.problems, ...ended].map((each) => `${each.message}. ${each.hint}`),
		});
	}
}

/** Counts that are not zero. */
const optionalCounts = (counts: Readonly<Record<string, number>>): Record<string, number> => Object.fromEntries(Object.entries(counts).filter(([, count]) => count > 0));
