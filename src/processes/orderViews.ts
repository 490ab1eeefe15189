import { dailySaleKey } from '../domain/accounting/dailySale';
import { writtenPlan } from '../domain/accounting/dailySales';
import type { SaleSnapshot } from '../domain/accounting/sale';
import type { SalePlan, SalePlanning } from '../domain/accounting/planSale';
import type { Store } from '../domain/settings';
import { groupBy } from '../domain/groupBy';
import type { Clock } from '../transport/clock';
import { dueOrders, lastClosable, stayingMembers } from './dailySales';
import { DayPlanning } from './dayPlanning';
import type { Cin7Port } from './ports/cin7';
import type { DailySaleMember, DailySaleRecord } from './ports/dailySales';
import type { OrderRecord, SyncDatabase } from './ports/repositories';
import { problem, type Problem } from './problems';
import { planOrder, readLinks, readStoreContext, type StoreContext } from './salePlanning';

export interface PreviewedOrder {
	readonly record: OrderRecord;
	readonly planning: SalePlanning;
}

/** A daily sale as it would be made now. */
export interface PreviewedDailySale {
	readonly saleKey: string;
	readonly plan: SalePlan;
}

export interface SalesPreview {
	/** Orders that become a sale of their own, and those that are held. */
	readonly orders: readonly PreviewedOrder[];
	readonly dailySales: readonly PreviewedDailySale[];
	readonly refusals: readonly Problem[];
}

interface PreviewServices {
	readonly cin7: Cin7Port;
	readonly database: SyncDatabase;
	readonly clock: Clock;
}

/**
 * What Process Pending Orders would write, by the same code, without a single write to Cin7 Core or to the database
 * (N49). With Daily Consolidation: the sales of every day up to the one that is not over yet.
 */
export async function previewSales(services: PreviewServices, stores: readonly Store[], limit?: number): Promise<SalesPreview> {
	const orders: PreviewedOrder[] = [];
	const dailySales: PreviewedDailySale[] = [];
	const refusals: Problem[] = [];
	for (const store of stores) {
		const result = await readStoreContext(services.cin7, store);
		if (!result.ok) {
			refusals.push(problem(store.storeId, undefined, result.issue));
		} else if (store.settings.consolidation === 'daily') {
			const preview = await previewDays(services, result.context);
			orders.push(...preview.held);
			dailySales.push(...preview.dailySales);
		} else {
			orders.push(...(await previewOrders(services, result.context, limit)));
		}
	}
	return { orders, dailySales, refusals };
}

async function previewOrders({ database }: PreviewServices, context: StoreContext, limit: number | undefined): Promise<readonly PreviewedOrder[]> {
	const records = await database.orders.list({ storeId: context.store.storeId, states: ['pending'], ...(limit ? { limit } : {}) });
	return await planAll(database, context, records);
}

async function planAll(database: SyncDatabase, context: StoreContext, records: readonly OrderRecord[]): Promise<readonly PreviewedOrder[]> {
	const links = await readLinks(database, context.store, records);
	const planned: PreviewedOrder[] = [];
	for (const record of records) planned.push({ record, planning: planOrder(context, record, await database.orders.buyer(record), links) });
	return planned;
}

/** Sales that are kept and not written yet, then those of the days that orders are pending for. */
async function previewDays({ cin7, database, clock }: PreviewServices, context: StoreContext): Promise<{ held: readonly PreviewedOrder[]; dailySales: readonly PreviewedDailySale[] }> {
	const { store } = context;
	const dailySales: PreviewedDailySale[] = [];
	for (const record of await database.dailySales.list(store.storeId, { limit: 1000, states: ['open'] })) {
		const { saleKey, frame } = record;
		const members = stayingMembers(record, await database.dailySales.members(saleKey));
		if (members.length > 0) dailySales.push({ saleKey, plan: writtenPlan(frame, members.map(({ part }) => part)) });
	}
	const due = await dueOrders({ database }, store, lastClosable(store, clock.now(), true));
	const held: PreviewedOrder[] = [];
	const days = new DayPlanning({ cin7, database });
	for (const [day, orders] of groupBy(due, (each) => each.day)) {
		const { sales, holds } = await days.plan(context, day, orders.map(({ record }) => record));
		held.push(...orders.flatMap(({ record }) => (holds.has(record.orderId) ? [{ record, planning: { ok: false as const, issues: holds.get(record.orderId) ?? [] } }] : [])));
		dailySales.push(...sales.map((sale) => ({ saleKey: dailySaleKey(sale), plan: writtenPlan(sale.frame, sale.parts) })));
	}
	return { held, dailySales };
}

/** A daily sale with its orders: the table order, lines, amounts (N8). */
export interface DailySaleEntry {
	readonly record: DailySaleRecord;
	readonly members: readonly DailySaleMember[];
}

/** Newest day first. */
export async function readDailySales(database: SyncDatabase, storeId: string, limit: number): Promise<readonly DailySaleEntry[]> {
	const entries: DailySaleEntry[] = [];
	for (const record of await database.dailySales.list(storeId, { limit })) entries.push({ record, members: await database.dailySales.members(record.saleKey) });
	return entries;
}

/** A log entry with the state of its sale in Cin7 Core as of now; undefined where the sale is gone (S163). */
export interface LogEntry {
	readonly record: OrderRecord;
	readonly sale?: SaleSnapshot | 'gone';
}

/** Orders that have a sale or were taken out, newest first. `cin7` asks for the sales' present state, one call each. */
export async function readLog(database: SyncDatabase, storeId: string, options: { limit: number; cin7?: Cin7Port }): Promise<readonly LogEntry[]> {
	const records = await database.orders.list({ storeId, states: ['processed', 'canceled', 'skipped', 'pending'], newestFirst: true, limit: options.limit });
	const entries: LogEntry[] = [];
	for (const record of records) {
		const { saleId } = record.progress;
		const sale = options.cin7 && saleId ? ((await options.cin7.sale(saleId)) ?? ('gone' as const)) : undefined;
		entries.push({ record, ...(sale ? { sale } : {}) });
	}
	return entries;
}
