import { dailySaleKey, type DailySale } from '../domain/accounting/dailySale';
import { planDailySales } from '../domain/accounting/dailySales';
import type { SalePlan } from '../domain/accounting/planSale';
import { termsOf } from '../domain/accounting/terms';
import type { Day } from '../domain/calendar';
import type { Issue } from '../domain/issues';
import type { Cin7Port } from './ports/cin7';
import type { OrderRecord, SyncDatabase } from './ports/repositories';
import { planOrder, readLinks, type StoreContext } from './salePlanning';
import { liveSales, saleStillExists } from './writeSale';

export interface PlannedDay {
	readonly sales: readonly DailySale[];
	/** Why orders are on none of them. */
	readonly holds: ReadonlyMap<string, readonly Issue[]>;
}

/** Plans the sales of days: the one way for preview and processing (N49). */
export class DayPlanning {
	/** Earlier sales that still exist, and undefined for those that do not: each is asked for once. */
	private readonly earlier = new Map<string, Awaited<ReturnType<typeof liveSales>>[number] | undefined>();

	constructor(private readonly services: { readonly cin7: Cin7Port; readonly database: SyncDatabase }) {}

	async plan(context: StoreContext, day: Day, records: readonly OrderRecord[]): Promise<PlannedDay> {
		const { store, books } = context;
		const { plans, holds } = await this.planOrders(context, day, records);
		const byId = new Map(records.map((record) => [record.orderId, record]));
		for (let free: readonly SalePlan[] = plans; ; ) {
			const sales = planDailySales(day, free, store, { term: termsOf(context) ?? { duration: 0, method: '' }, carriers: books.carriers });
			const waiting = await this.waitingForVoid(sales, byId);
			if (waiting.size === 0) return { sales, holds };
			for (const [orderId, issue] of waiting) holds.set(orderId, [issue]);
			// Without them the others may share their sales in another way.
			free = free.filter(({ orderIds }) => !orderIds.some((orderId) => waiting.has(orderId)));
		}
	}

	private async planOrders(context: StoreContext, day: Day, records: readonly OrderRecord[]): Promise<{ readonly plans: readonly SalePlan[]; readonly holds: Map<string, readonly Issue[]> }> {
		const { database } = this.services;
		const links = await readLinks(database, context.store, records);
		const plans: SalePlan[] = [];
		const holds = new Map<string, readonly Issue[]>();
		for (const record of records) {
			const buyer = record.hasBuyerData ? await database.orders.buyer(record) : undefined;
			const planning = planOrder(context, record, buyer, links, day);
			if (planning.ok) plans.push(planning.plan);
			else holds.set(record.orderId, planning.issues);
		}
		return { plans, holds };
	}

	/**
	 * Orders whose log entry was deleted and whose earlier sale, of their own or of another day, still exists (S164). Those
	 * that go on a sale of the same key as the earlier one are not among them: that sale waits as a whole.
	 */
	private async waitingForVoid(sales: readonly DailySale[], records: ReadonlyMap<string, OrderRecord>): Promise<ReadonlyMap<string, Issue>> {
		const waiting = new Map<string, Issue>();
		for (const sale of sales) {
			for (const { orderId } of sale.parts) {
				const record = records.get(orderId);
				if (record?.lookFirst !== 'holdWhileSaleExists' || record.lookFor === dailySaleKey(sale)) continue;
				const existing = await this.earlierSale(record.lookFor ?? orderId);
				if (existing) waiting.set(orderId, saleStillExists(`Order ${orderId}`, existing));
			}
		}
		return waiting;
	}

	private async earlierSale(externalId: string): Promise<Awaited<ReturnType<typeof liveSales>>[number] | undefined> {
		if (!this.earlier.has(externalId)) this.earlier.set(externalId, (await liveSales(this.services.cin7, externalId))[0]);
		return this.earlier.get(externalId);
	}
}
