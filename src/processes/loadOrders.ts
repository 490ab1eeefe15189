import { decide } from '../domain/orders/decide';
import type { CapturedOrder } from '../domain/orders/order';
import type { Store } from '../domain/settings';
import type { Clock } from '../transport/clock';
import { TransportError } from '../transport/errors';
import { askForOrder } from './askForOrder';
import { compareWithSales } from './changedOrders';
import { loadOrderListings } from './catalog/orderListings';
import { countStates, decideAll, summarizeBacklog, type LoadCounts, type LoadedOrder } from './loadCounts';
import { closeWindow, nextWindow, withPage, type NextWindow } from './orderWindow';
import type { AmazonPort, OrderPage } from './ports/amazon';
import type { OrderCursor, OrderWindow, SyncDatabase } from './ports/repositories';
import { isLimit, transportProblem, type Problem } from './problems';
import { keepUnreadable } from './unreadableOrder';

export interface LoadServices {
	readonly amazon: AmazonPort;
	readonly database: SyncDatabase;
	readonly clock: Clock;
	readonly owner: string;
}

export interface LoadRequest {
	/** Every connected store of this account: they share one poll (S18, design). */
	readonly stores: readonly Store[];
	readonly startedBy: 'user' | 'schedule';
	/** Load orders created since this instant again (S149); absent: what changed since the last load. */
	readonly from?: string;
}

export interface LoadResult extends LoadCounts {
	/** True when another run is loading this account now; nothing was done. */
	readonly busy: boolean;
	/** False when pages are left for the next run. */
	readonly complete: boolean;
	/** Milliseconds until the rest is expected to be loaded under Amazon's limits (N2). */
	readonly expectedWaitMs: number;
	readonly problems: readonly Problem[];
}

const LEASE_MS = 10 * 60_000;
const YEAR_MS = 366 * 24 * 3600_000;
// Each look at one order costs a call of getOrder (0.5 a second): 25 fit its burst and leave some for other work.
const SWEEP_CALLS = 25;
const SWEEP_EVERY_MS = 3600_000;

/** Why a date for Load Orders is refused (S149), or undefined. */
export function refuseLoadFrom(from: string, now: number): string | undefined {
	const instant = Date.parse(from);
	if (Number.isNaN(instant)) return `'${from}' is not a date`;
	if (instant > now) return 'The date lies in the future';
	return now - instant > YEAR_MS ? 'The date is more than one year ago; orders older than one year are not loaded' : undefined;
}

/**
 * Loads what changed at Amazon since the last load into Pending Orders (S147), or everything created since a date. Each
 * page and its cursor are stored together, so a run that ends early (limit reached, process killed) goes on at that
 * page. Overlaps windows and dedupes, so nothing is missed or doubled (P29, N5).
 */
export async function loadOrders(services: LoadServices, request: LoadRequest): Promise<LoadResult> {
	const { leases } = services.database;
	const key = `load ${services.amazon.accountKey}`;
	if (request.stores.length === 0 || !(await leases.acquire(key, services.owner, LEASE_MS))) return nothingLoaded(request.stores.length > 0);
	try {
		return await new OrderLoading(services, request).run();
	} finally {
		await leases.release(key, services.owner);
	}
}

const nothingLoaded = (busy: boolean): LoadResult => ({ busy, complete: !busy, expectedWaitMs: 0, problems: [], atAmazon: {}, here: {}, loaded: 0, new: 0, updated: 0, unchanged: 0, accountedFor: true, skippedForTaxMapping: [] });

class OrderLoading {
	private readonly loaded = new Map<string, LoadedOrder>();
	private readonly outcomes = { new: 0, updated: 0, unchanged: 0 };
	private readonly problems: Problem[] = [];
	/** What ended the load before everything was asked for. */
	private interruption?: TransportError;
	private readonly startedAt: string;
	private readonly anyStore: Store;

	constructor(
		private readonly services: LoadServices,
		private readonly request: LoadRequest,
	) {
		const [anyStore] = request.stores;
		if (!anyStore) throw new RangeError('No store to load');
		this.anyStore = anyStore;
		this.startedAt = this.instant();
	}

	async run(): Promise<LoadResult> {
		try {
			await this.readWindows();
			await this.sweepOpenOrders();
			await this.loadUnknownListings();
		} catch (error) {
			if (!(error instanceof TransportError)) throw error;
			this.interruption = error;
			// A limit needs nobody: the rest comes with the next run.
			if (!isLimit(error)) this.problems.push(transportProblem(this.anyStore.storeId, undefined, error));
		}
		await this.decideWaitingAgain();
		return await this.finish();
	}

	private get cursorKey(): string {
		const { accountKey } = this.services.amazon;
		return this.request.from ? `${accountKey} created ${this.request.from}` : accountKey;
	}

	private async readWindows(): Promise<void> {
		const { orders } = this.services.database;
		for (;;) {
			const cursor = await orders.cursor(this.cursorKey);
			const next = nextWindow(cursor, { stores: this.request.stores, now: this.services.clock.now(), ...(this.request.from ? { from: this.request.from } : {}) });
			await this.readWindow(next);
			if (!next.more) return;
		}
	}

	private restarts = 0;

	private async readWindow(first: NextWindow): Promise<void> {
		let window: OrderWindow | undefined = first.window;
		while (window) window = await this.readPage({ ...first, window });
	}

	/** Reads and stores one page; answers the window with the next page, or undefined at its end. */
	private async readPage(next: NextWindow): Promise<OrderWindow | undefined> {
		const { window, closed } = next;
		const page = await this.searchPage(next);
		if (!page) return { ...window, pageToken: undefined, pageTokenAt: undefined, pagesRead: 0, ordersRead: 0 };
		const following = withPage(window, page, this.instant());
		const unreadable = page.unreadable.flatMap((each) => keepUnreadable(each, this.anyStore.marketplaceId, this.startedAt));
		await this.store([...page.orders, ...unreadable], following ? { ...closed, open: following } : closeWindow(next, page.until));
		for (const { orderId, reason } of page.unreadable) {
			this.problems.push({ storeId: this.anyStore.storeId, ...(orderId ? { orderId } : {}), code: 'amazon.unreadableOrder', message: `An order${orderId ? ` ${orderId}` : ''} could not be read: ${reason}`, hint: 'Look at it in Seller Central. It stays in Pending Orders, held. Load it again with Recover Order; if it stays so, report it to the makers of the package.' });
		}
		return following;
	}

	/** undefined: the page token is too old, so the window has to be read again from its start (N5). */
	private async searchPage({ window, closed }: NextWindow): Promise<OrderPage | undefined> {
		const { by, marketplaceIds, after, before, pageToken, reducedData } = window;
		try {
			return await this.services.amazon.searchOrders({ marketplaceIds, by, after, before, reducedData, ...(pageToken ? { pageToken } : {}) });
		} catch (error) {
			const expired = error instanceof TransportError && error.code === 'PageTokenExpired';
			if (!expired || !pageToken || this.restarts++ > 0) throw error;
			await this.services.database.orders.saveCursor(this.cursorKey, closed);
			return undefined;
		}
	}

	private async store(captured: readonly CapturedOrder[], cursor?: OrderCursor): Promise<void> {
		const { decisions, problems } = await compareWithSales(this.services.database, decideAll(captured, this.request.stores));
		this.problems.push(...problems);
		const results = await this.services.database.orders.capture(decisions, cursor ? { accountKey: this.cursorKey, cursor } : undefined);
		for (const { outcome } of results) this.outcomes[outcome]++;
		for (const { storeId, captured: { order } } of decisions) this.loaded.set(order.orderId, { storeId, status: order.status });
	}

	/** N15: a pending order that is canceled gets no new update time, so each open one is asked for by its id. */
	private async sweepOpenOrders(): Promise<void> {
		const { orders } = this.services.database;
		const checkedBefore = new Date(this.services.clock.now() - SWEEP_EVERY_MS).toISOString();
		const open = await orders.openAtAmazon(this.request.stores.map((store) => store.storeId), { checkedBefore, limit: SWEEP_CALLS });
		for (const key of open) {
			const captured = await askForOrder(this.services.amazon, key, this.problems);
			if (captured && captured !== 'failed') await this.store([captured]);
			await orders.markChecked([key], this.instant());
		}
	}

	/** S156: an order line whose SKU the catalog does not know loads that listing. Orders are loaded whether that works or not. */
	private async loadUnknownListings(): Promise<void> {
		const { amazon, database } = this.services;
		for (const store of this.request.stores) {
			try {
				await loadOrderListings({ amazon, database }, store);
			} catch (error) {
				if (!(error instanceof TransportError) || isLimit(error)) throw error;
				// A code of its own: an application without the role for listings loads orders all the same.
				this.problems.push({ ...transportProblem(store.storeId, undefined, error), code: 'catalog.listingsNotLoaded' });
			}
		}
	}

	/** S150: waiting orders are judged anew by the settings of now. Skipped ones stay so until they are loaded again from a date. */
	private async decideWaitingAgain(): Promise<void> {
		const { orders } = this.services.database;
		for (const store of this.request.stores) {
			const waiting = await orders.list({ storeId: store.storeId, states: ['waiting'] });
			const changed = waiting.flatMap((record) => {
				const { state, reason } = decide(record.order, store);
				if (state === 'canceled' || (state === record.state && reason === record.stateReason)) return [];
				return [{ key: record, state, ...(reason ? { stateReason: reason } : {}) }];
			});
			if (changed.length > 0) await orders.changeState(changed);
		}
	}

	/** P70, N44: buyer data goes when it is no longer needed, with every load. */
	private async eraseOldBuyerData(): Promise<void> {
		for (const { storeId, settings } of this.request.stores) {
			const before = new Date(this.services.clock.now() - settings.eraseBuyerDataAfterDays * 24 * 3600_000).toISOString();
			await this.services.database.orders.eraseBuyerData({ storeId, before });
		}
	}

	private async finish(): Promise<LoadResult> {
		const { database, amazon } = this.services;
		await this.eraseOldBuyerData();
		const counts = await countStates(database.orders, this.loaded, this.outcomes);
		const cursor = await database.orders.cursor(this.cursorKey);
		const backlog = await summarizeBacklog(amazon, cursor, this.interruption);
		const result: LoadResult = { busy: false, ...counts, ...backlog, problems: [...this.problems, ...countProblems(counts, this.anyStore)] };
		await this.writeOperations(result);
		return result;
	}

	private async writeOperations(result: LoadResult): Promise<void> {
		const { orders, operations } = this.services.database;
		const ended = this.interruption && isLimit(this.interruption) ? [transportProblem(this.anyStore.storeId, undefined, this.interruption)] : [];
		for (const store of this.request.stores) {
			const states = await orders.countByState(store.storeId);
			await operations.append({
				storeId: store.storeId,
				operation: this.request.from ? `Load Orders From ${this.request.from}` : 'Load Orders',
				startedBy: this.request.startedBy,
				startedAt: this.startedAt,
				finishedAt: this.instant(),
				counts: { loaded: result.loaded, new: result.new, updated: result.updated, unchanged: result.unchanged, ...states, skippedForTaxMapping: result.skippedForTaxMapping.filter((key) => key.storeId === store.storeId).length },
				notes: [...result.problems, ...ended].map((each) => `${each.message}. ${each.hint}`),
			});
		}
	}

	private instant(): string {
		return new Date(this.services.clock.now()).toISOString();
	}
}

/** N24, S71: what does not add up, and what was skipped for an unfinished mapping, by name. */
function countProblems(counts: LoadCounts, store: Store): Problem[] {
	const problems: Problem[] = [];
	if (!counts.accountedFor) {
		problems.push({ storeId: store.storeId, code: 'load.countsDiffer', message: `Amazon gave ${counts.loaded} orders, but fewer are kept here`, hint: 'Load the orders again from the day before. If it stays so, report it to the makers of the package.' });
	}
	for (const storeId of new Set(counts.skippedForTaxMapping.map((key) => key.storeId))) {
		const ids = counts.skippedForTaxMapping.filter((key) => key.storeId === storeId).map((key) => key.orderId);
		problems.push({ storeId, code: 'store.taxMappingUnfinished', message: `${ids.length} orders were skipped because the tax rule mapping is not finished: ${ids.slice(0, 20).join(', ')}${ids.length > 20 ? ', ...' : ''}`, hint: 'Open the Amazon Store node, fill in the tax rules and save; the orders enter Pending Orders with the next load.' });
	}
	return problems;
}
