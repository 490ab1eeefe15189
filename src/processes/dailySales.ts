import { lastClosableDay, targetDays, writtenPlan } from '../domain/accounting/dailySales';
import type { SalePlan } from '../domain/accounting/planSale';
import { businessDayOf, type Day } from '../domain/calendar';
import type { Issue } from '../domain/issues';
import type { Store } from '../domain/settings';
import { groupBy } from '../domain/groupBy';
import { addMissingNames, stillMissing } from './referenceBooks';
import { assemblyPlanner } from './assembleProducts';
import { DayPlanning } from './dayPlanning';
import type { DailySaleMember, DailySaleRecord } from './ports/dailySales';
import type { OrderRecord, SaleProgress } from './ports/repositories';
import { problem, transportProblem } from './problems';
import type { ProcessedDailySale, ProcessRequest, ProcessServices } from './processPendingOrders';
import type { StoreContext } from './salePlanning';
import { CLAIM_MS, type SaleTarget } from './saleWriting';
import { failureOf, type Failure, type ServiceRun } from './serviceRun';
import { assemblyIssues, isBegun } from './singleSales';
import { writeSale } from './writeSale';

type Handled = { readonly kind: 'done'; readonly sale: ProcessedDailySale } | Failure;

// Another run may change orders between planning and closing; each time they are planned anew.
const CLOSING_ATTEMPTS = 4;

/** Daily Consolidation of a store: closes days that are over, and writes their sales (S23, S24, N7-N14, D14, D15). */
export class DailySales {
	private readonly seen: string[] = [];
	private readonly planning: DayPlanning;
	private context!: StoreContext;

	constructor(
		private readonly services: ProcessServices,
		private readonly request: ProcessRequest,
		private readonly run: ServiceRun,
		private readonly processed: ProcessedDailySale[],
	) {
		this.planning = new DayPlanning(services);
	}

	/** `closing`: whether days may be over; without, only what is closed already is written. */
	async process(context: StoreContext, closing: boolean): Promise<void> {
		this.context = context;
		// What an earlier run left unfinished comes first, so that sales are written in the order of their days.
		await this.writeOpenSales();
		if (!closing || context.store.settings.consolidation !== 'daily' || this.run.stopped) return;
		await this.closeDays();
		await this.writeOpenSales();
	}

	/** Plans the orders of each day that is over and keeps them as its sales; nothing is written to Cin7 Core yet. */
	private async closeDays(): Promise<void> {
		const { store } = this.context;
		const limit = lastClosable(store, this.services.clock.now(), this.request.closeDayNow === true);
		for (let attempt = 1; attempt <= CLOSING_ATTEMPTS; attempt++) {
			const due = await dueOrders(this.services, store, limit, this.request.orderIds);
			const days = [...groupBy(due, ({ day }) => day)].sort(([a], [b]) => (a < b ? -1 : 1));
			const closed = [];
			for (const [day, orders] of days) closed.push(await this.closeDay(day, orders.map(({ record }) => record), attempt === 1));
			if (closed.every(Boolean)) return;
		}
	}

	/** False when an order changed or another run was quicker: the day is to be looked at again. */
	private async closeDay(day: Day, records: readonly OrderRecord[], tell: boolean): Promise<boolean> {
		const { store } = this.context;
		const { sales, holds } = await this.planning.plan(this.context, day, records);
		await this.services.database.orders.holdUnclaimed(store.storeId, holds);
		if (tell) for (const [orderId, issues] of holds) this.run.problems.push(...issues.map((issue) => problem(store.storeId, orderId, issue)));
		if (sales.length === 0) return true;
		const revisions = new Map(records.map((record) => [record.orderId, record.revision]));
		return await this.services.database.dailySales.close(store.storeId, day, sales, revisions);
	}

	private async writeOpenSales(): Promise<void> {
		const { dailySales } = this.services.database;
		const { storeId } = this.context.store;
		while (!this.run.stopped && this.seen.length < (this.request.limit ?? Infinity)) {
			const sale = await dailySales.claim(storeId, { owner: this.services.owner, ttlMs: CLAIM_MS, exclude: this.seen });
			if (!sale) return;
			this.seen.push(sale.saleKey);
			const handled = await this.write(sale).catch((error: unknown) => failureOf(nameOf(sale), error));
			await this.settle(sale, handled);
		}
	}

	private async write(sale: DailySaleRecord): Promise<Handled> {
		const { database, cin7, owner } = this.services;
		const members = await this.takeOutCanceled(sale);
		if (members.length === 0) {
			await database.dailySales.completeEmpty(sale.saleKey, owner);
			return done(sale, [], 'empty', sale.progress);
		}
		const plan = writtenPlan(sale.frame, members.map(({ part }) => part));
		const locked = this.lockedPeriod(sale, plan);
		if (locked) return { kind: 'held', issues: [locked] };
		const missing = stillMissing(plan.missing, this.context.books);
		if (sale.progress.saleId === undefined && (missing.carrier ?? missing.salesRepresentative)) this.context = { ...this.context, books: await addMissingNames(cin7, missing) };
		const assemblies = assemblyPlanner({ cin7, products: database.products }, this.context.store);
		const progress = await writeSale({ ...this.services, assemblies }, this.targetOf(sale), plan);
		await database.dailySales.complete(sale.saleKey, owner, progress);
		this.run.problems.push(...assemblyIssues(nameOf(sale), progress).map((issue) => problem(sale.storeId, undefined, issue)));
		return done(sale, members.map(({ orderId }) => orderId), 'processed', progress, plan);
	}

	private async takeOutCanceled(sale: DailySaleRecord): ReturnType<ProcessServices['database']['dailySales']['members']> {
		const { dailySales } = this.services.database;
		const members = await dailySales.members(sale.saleKey);
		const staying = stayingMembers(sale, members);
		const canceled = staying === members ? [] : members.filter((member) => member.canceled).map(({ orderId }) => orderId);
		if (canceled.length > 0) await dailySales.takeOut(sale.saleKey, this.services.owner, canceled, 'Canceled at Amazon; taken out of the daily sale before it was made');
		return staying;
	}

	/** The books may have been locked after the day was closed here. */
	private lockedPeriod(sale: DailySaleRecord, plan: SalePlan): Issue | undefined {
		const { lockDate } = this.context.books.company;
		if (!lockDate || sale.progress.done.includes('invoice') || plan.invoice.date > lockDate) return undefined;
		return { code: 'store.periodLocked', message: `${nameOf(sale)} is of ${sale.day}, and Cin7 Core is locked up to ${lockDate}`, hint: 'Move the lock date in Cin7 Core; the sale then goes on by itself.', blocking: true };
	}

	private targetOf(sale: DailySaleRecord): SaleTarget {
		const { dailySales } = this.services.database;
		return {
			externalId: sale.saleKey,
			name: nameOf(sale),
			progress: sale.progress,
			lookFirst: sale.lookFirst,
			ofSeveralOrders: true,
			record: async (progress) => await dailySales.recordProgress(sale.saleKey, this.services.owner, progress, CLAIM_MS),
		};
	}

	private async settle(sale: DailySaleRecord, handled: Handled): Promise<void> {
		const { dailySales } = this.services.database;
		const { owner } = this.services;
		const { saleKey, storeId } = sale;
		if (handled.kind === 'done') {
			this.run.succeed();
			this.processed.push(handled.sale);
			return;
		}
		await this.run.settle(handled, {
			problem: (issue) => problem(storeId, undefined, issue),
			transportProblem: (error) => aboutSale(sale, transportProblem(storeId, undefined, error)),
			hold: async (issues) => await dailySales.hold(saleKey, owner, issues),
			release: async () => await dailySales.release(saleKey, owner),
		});
	}
}

const nameOf = (sale: DailySaleRecord): string => `The daily sale ${sale.frame.reference} of store ${sale.storeId}`;

const aboutSale = <P extends { readonly message: string }>(sale: DailySaleRecord, found: P): P => ({ ...found, message: `${nameOf(sale)}: ${found.message}` });

const done = ({ storeId, saleKey, day }: DailySaleRecord, orderIds: readonly string[], outcome: ProcessedDailySale['outcome'], progress: SaleProgress, plan?: SalePlan): Handled => ({
	kind: 'done',
	sale: { storeId, saleKey, day, orderIds, outcome, progress, ...(plan ? { plan } : {}) },
});

/** D7: until the first line is written, what Amazon has canceled leaves the sale. */
export function stayingMembers({ progress }: DailySaleRecord, members: readonly DailySaleMember[]): readonly DailySaleMember[] {
	return progress.begun === 'order' || progress.done.includes('order') ? members : members.filter((member) => !member.canceled);
}

/** The last day that may be closed now; with `closeDayNow` the one that is not over yet (S124). */
export function lastClosable({ settings }: Store, now: number, closeDayNow: boolean): Day {
	return closeDayNow ? businessDayOf(new Date(now).toISOString(), settings.timeZone, settings.consolidationTime) : lastClosableDay(now, settings);
}

/** Pending orders of no sale yet whose day may be closed, with the day whose sale they go on (D14). */
export async function dueOrders({ database }: Pick<ProcessServices, 'database'>, store: Store, limit: Day, orderIds?: readonly string[]): Promise<readonly DueOrder[]> {
	const pending = await database.orders.list({ storeId: store.storeId, states: ['pending'], ...(orderIds ? { orderIds } : {}) });
	return await dueAmong({ database }, store, limit, pending);
}

export interface DueOrder {
	readonly record: OrderRecord;
	readonly day: Day;
}

/** Those of these pending orders that `dueOrders` gives. */
export async function dueAmong({ database }: Pick<ProcessServices, 'database'>, { settings, storeId }: Store, limit: Day, pending: readonly OrderRecord[]): Promise<readonly DueOrder[]> {
	const free = pending.filter(isFree);
	if (free.length === 0) return [];
	const instants = free.map((record) => ({ orderId: record.orderId, instant: settings.saleDate === 'ordered' ? record.order.createdTime : record.capturedAt }));
	const own = instants.map(({ instant }) => businessDayOf(instant, settings.timeZone, settings.consolidationTime));
	const closed = await database.dailySales.closedDays(storeId, [...new Set([...own, limit])]);
	const days = targetDays(instants, closed, limit, settings);
	return free.flatMap((record) => {
		const day = days.get(record.orderId);
		return day === undefined ? [] : [{ record, day }];
	});
}

/** Of no sale yet: it goes on that of a day. */
export const isFree = (record: OrderRecord): boolean => record.saleKey === undefined && !record.mustVoid && !isBegun(record);
