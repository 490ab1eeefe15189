import { marketplaceById } from '../domain/marketplaces';
import type { Store } from '../domain/settings';
import { TransportError } from '../transport/errors';
import { askForOrder } from './askForOrder';
import { decideAll } from './loadCounts';
import { HistoryFailures } from './historyFailures';
import type { LoadServices } from './loadOrders';
import { closeWindow, nextWindow, SAFETY_END_MS, withPage } from './orderWindow';
import type { HistoryLoad } from './ports/repositories';
import { isLimit, transportProblem, type Problem } from './problems';

export interface HistoryRequest {
	/** Every connected store of this account. */
	readonly stores: readonly Store[];
	readonly startedBy: 'user' | 'schedule';
	/** Load everything ordered since this instant. */
	readonly from: string;
	/** Milliseconds since 1970: no waiting for a report beyond it. */
	readonly deadline: number;
}

export interface HistoryResult {
	readonly busy: boolean;
	/** False when reports or orders are left for the next run. */
	readonly complete: boolean;
	/** Orders that Amazon's reports name, and how many of them are still to be asked for. */
	readonly found: number;
	readonly left: number;
	/** Orders that were loaded in this run. */
	readonly loaded: number;
	/** Orders that failed in three loads, this run the last of them, and are on the list no more. */
	readonly putAside: number;
	readonly expectedWaitMs: number;
	readonly problems: readonly Problem[];
}

const LEASE_MS = 10 * 60_000;
const DAY_MS = 24 * 3600_000;
// sp-api.md's window of the order report; longer ones were refused.
const REPORT_DAYS = 30;
const POLL_MS = 15_000;
const GET_AT_ONCE = 20;
const SAVE_AT_ONCE = 500;
const PAGE_SIZE = 100;

/**
 * Loads a long history (P39): Amazon's order reports tell which orders exist, in a few calls for a month; the orders
 * themselves come by both of Amazon's ways at once, because each has a limit of its own: searchOrders from the oldest
 * on, a hundred a call, and getOrder from the newest back, until they meet. Goes on where an earlier run stopped. An
 * order that Amazon refuses or garbles holds no other up and is tried again by the next load, at most in three (P27).
 */
export async function loadHistory(services: LoadServices, request: HistoryRequest): Promise<HistoryResult> {
	const { leases } = services.database;
	const key = leaseKey(services);
	const nothing: HistoryResult = { busy: request.stores.length > 0, complete: false, found: 0, left: 0, loaded: 0, putAside: 0, expectedWaitMs: 0, problems: [] };
	if (request.stores.length === 0 || !(await leases.acquire(key, services.owner, LEASE_MS))) return nothing;
	try {
		return await new HistoryLoading(services, request).run();
	} finally {
		await leases.release(key, services.owner);
	}
}

const leaseKey = ({ amazon }: LoadServices): string => `load ${amazon.accountKey}`;

class HistoryLoading {
	private readonly problems: Problem[] = [];
	private readonly loadKey: string;
	private readonly searchKey: string;
	private loaded = 0;
	private found = 0;
	private putAside = 0;

	constructor(
		private readonly services: LoadServices,
		private readonly request: HistoryRequest,
	) {
		this.loadKey = `${services.amazon.accountKey} history ${request.from}`;
		this.searchKey = `${services.amazon.accountKey} history search ${request.from}`;
	}

	async run(): Promise<HistoryResult> {
		const startedAt = this.instant();
		let interruption: TransportError | undefined;
		try {
			const state = await this.readReports();
			await this.askForOrders(new HistoryFailures(state.failed ?? [], async (failed) => await this.services.database.history.saveState(this.loadKey, { ...state, failed })));
		} catch (error) {
			if (!(error instanceof TransportError)) throw error;
			interruption = error;
			if (!isLimit(error)) this.problems.push(transportProblem(this.anyStore.storeId, undefined, error));
		}
		const { history } = this.services.database;
		const left = await history.count(this.loadKey);
		const complete = interruption === undefined && left === 0;
		if (complete) await history.end(this.loadKey);
		const expectedWaitMs = left === 0 ? 0 : await this.expectedWait(left);
		await this.writeOperations(startedAt, left, interruption);
		return { busy: false, complete, found: this.found, left, loaded: this.loaded, putAside: this.putAside, expectedWaitMs, problems: this.problems };
	}

	/** Both ways work at once: their speeds add up. */
	private async expectedWait(left: number): Promise<number> {
		const { amazon } = this.services;
		const oneByOne = await amazon.expectedWait('getOrder', left);
		const byHundreds = await amazon.expectedWait('searchOrders', Math.ceil(left / PAGE_SIZE));
		return oneByOne + byHundreds === 0 ? 0 : Math.ceil((oneByOne * byHundreds) / (oneByOne + byHundreds));
	}

	private get anyStore(): Store {
		const [store] = this.request.stores;
		if (!store) throw new RangeError('No store to load');
		return store;
	}

	/** All reports are asked for first, so that Amazon makes them while the first ones are read. */
	private async readReports(): Promise<HistoryLoad> {
		const { history } = this.services.database;
		let state = (await history.state(this.loadKey)) ?? newLoad(this.request.from, this.services.clock.now());
		await history.saveState(this.loadKey, state);
		this.found = state.found;
		for (const index of state.windows.keys()) state = await this.requestReport(state, index);
		for (let window = state.windows[0]; window; window = state.windows[0]) {
			const found = await this.readReport(state, window);
			state = { ...state, windows: state.windows.slice(1), found: state.found + found };
			await history.saveState(this.loadKey, state);
			this.found = state.found;
		}
		return state;
	}

	/** Asks for the report of a window, unless that was done before. The time is kept first: a report whose id got lost is found by it. */
	private async requestReport(state: HistoryLoad, index: number): Promise<HistoryLoad> {
		const { amazon, database: { history } } = this.services;
		const window = state.windows[index];
		if (!window || window.reportId) return state;
		const requestedAt = window.requestedAt ?? this.instant();
		await history.saveState(this.loadKey, withWindow(state, index, { ...window, requestedAt }));
		const wish = { marketplaceIds: this.marketplaceIds, from: window.from, until: window.until };
		const lost = window.requestedAt ? await amazon.findOrderReport(wish, window.requestedAt) : undefined;
		const { reportId } = lost ?? (await amazon.requestOrderReport(wish, requestedAt));
		const requested = withWindow(state, index, { ...window, requestedAt, reportId });
		await history.saveState(this.loadKey, requested);
		return requested;
	}

	/** Waits for the report of a window, and keeps the orders that it names. */
	private async readReport(state: HistoryLoad, { from, until, reportId = '' }: HistoryLoad['windows'][number]): Promise<number> {
		const { amazon, clock, database: { history } } = this.services;
		for (;;) {
			const report = await amazon.report(reportId);
			if (report.state === 'done') return await this.keepOrders(report.documentId);
			if (report.state === 'noData') return 0;
			if (report.state === 'failed') {
				// It never becomes any better: the next run asks for another one.
				await history.saveState(this.loadKey, withWindow(state, 0, { from, until }));
				throw new TransportError({ service: 'Amazon', kind: 'unavailable', operation: 'getReport', message: `Amazon could not make the order report of ${from} to ${until}${report.text ? `: ${report.text}` : ''}` });
			}
			if (clock.now() + POLL_MS > this.request.deadline) throw new TransportError({ service: 'Amazon', kind: 'budgetExhausted', operation: 'getReport', message: 'Amazon is still making the order report' });
			await this.keepLease();
			await clock.sleep(POLL_MS);
		}
	}

	private async keepOrders(documentId: string): Promise<number> {
		const { amazon, database: { history } } = this.services;
		let found = 0;
		let part: { orderId: string; purchasedAt: string }[] = [];
		const save = async (): Promise<void> => {
			found += part.length;
			await history.add(this.loadKey, await this.unknown(part));
			part = [];
		};
		for await (const { orderId, purchasedAt, status, salesChannel } of amazon.readOrderReport(documentId)) {
			// The report is of a whole region; and what was canceled before it was ever loaded needs no sale.
			if (!this.domains.has(salesChannel.toLowerCase()) || status.toLowerCase() === 'cancelled') continue;
			part.push({ orderId, purchasedAt });
			if (part.length >= SAVE_AT_ONCE) await save();
		}
		await save();
		return found;
	}

	/** What is in the log already is not asked for again (S151). */
	private async unknown<Row extends { readonly orderId: string }>(rows: readonly Row[]): Promise<readonly Row[]> {
		const known = new Set<string>();
		const orderIds = rows.map(({ orderId }) => orderId);
		for (const { storeId } of this.request.stores) {
			for (const { orderId } of await this.services.database.orders.list({ storeId, orderIds, states: ['pending', 'processed', 'canceled'] })) known.add(orderId);
		}
		return rows.filter(({ orderId }) => !known.has(orderId));
	}

	/** Amazon's name of a sales channel is the marketplace's domain: 'Amazon.de'. */
	private get domains(): ReadonlySet<string> {
		return new Set(this.request.stores.flatMap((store) => marketplaceById(store.marketplaceId)?.domain.toLowerCase() ?? []));
	}

	/** A history takes hours: without renewal another run would begin beside this one. */
	private async keepLease(): Promise<void> {
		await this.services.database.leases.acquire(leaseKey(this.services), this.services.owner, LEASE_MS);
	}

	private get marketplaceIds(): readonly string[] {
		return [...new Set(this.request.stores.map((store) => store.marketplaceId))].sort();
	}

	private async askForOrders(failures: HistoryFailures): Promise<void> {
		const { amazon } = this.services;
		let searching = true;
		for (let ids = await this.nextIds(failures); ids.length > 0; ids = await this.nextIds(failures)) {
			await this.keepLease();
			const maySearch = searching && (await amazon.expectedWait('searchOrders', 1)) === 0;
			const searched = maySearch ? await this.search(failures) : 'limited';
			if (searched === 'end') searching = false;
			if (searched === 'limited') await this.getSome(ids, searching, failures);
		}
	}

	/** The newest that have not failed yet, then those that failed in earlier loads. */
	private async nextIds(failures: HistoryFailures): Promise<readonly string[]> {
		const newest = failures.full ? [] : await this.services.database.history.next(this.loadKey, GET_AT_ONCE + failures.count);
		const fresh = newest.filter((orderId) => !failures.has(orderId));
		return (fresh.length > 0 ? fresh : failures.untried()).slice(0, GET_AT_ONCE);
	}

	/** One page of the oldest orders. end: searching has nothing more to give. limited: Amazon allowed none after all. */
	private async search(failures: HistoryFailures): Promise<'more' | 'end' | 'limited'> {
		const { amazon, database: { orders, history } } = this.services;
		const cursor = await orders.cursor(this.searchKey);
		if (cursor && !cursor.open) return 'end';
		const next = nextWindow(cursor, { stores: this.request.stores, now: this.services.clock.now(), from: this.request.from });
		const { window } = next;
		const { by, after, before, marketplaceIds, pageToken, reducedData } = window;
		try {
			const page = await amazon.searchOrders({ by, after, before, marketplaceIds, ...(pageToken ? { pageToken } : {}), ...(reducedData ? { reducedData } : {}) });
			const following = withPage(window, page, this.instant());
			await orders.capture(decideAll(page.orders, this.request.stores), { accountKey: this.searchKey, cursor: following ? { ...next.closed, open: following } : closeWindow(next, page.until) });
			const orderIds = page.orders.map(({ order }) => order.orderId);
			await history.remove(this.loadKey, orderIds);
			await failures.forget(orderIds);
			this.loaded += page.orders.length;
			return following ? 'more' : 'end';
		} catch (error) {
			// getOrder brings the rest: a search that fails, for whatever reason, is not worth ending the load for.
			if (!(error instanceof TransportError)) throw error;
			return isLimit(error) ? 'limited' : 'end';
		}
	}

	/** These orders, one by one, until the next search is allowed. */
	private async getSome(orderIds: readonly string[], searching: boolean, failures: HistoryFailures): Promise<void> {
		const { amazon, clock } = this.services;
		const wait = searching ? Math.max(1, await amazon.expectedWait('searchOrders', 1)) : Infinity;
		const until = clock.now() + wait;
		for (const orderId of orderIds) {
			await this.get(orderId, failures);
			// A search can be made again, and brings a hundred at once.
			if (clock.now() >= until) return;
		}
	}

	private async get(orderId: string, failures: HistoryFailures): Promise<void> {
		const { amazon, database: { orders, history } } = this.services;
		const { storeId } = this.anyStore;
		const told: Problem[] = [];
		const captured = await askForOrder(amazon, { storeId, orderId }, told);
		if (captured === 'failed' && !(await failures.add(orderId))) {
			this.problems.push(...told);
			return;
		}
		if (captured === 'failed') {
			this.putAside++;
			this.problems.push(...told.map((each) => putAside(each)));
		} else if (captured) {
			await orders.capture(decideAll([captured], this.request.stores));
			this.loaded++;
		} else this.problems.push({ storeId, orderId, code: 'amazon.orderGone', message: `Amazon's report names order ${orderId}, but Amazon gives it no more`, hint: 'Look at it in Seller Central, and enter it in Cin7 Core by hand if it is missing there.' });
		await history.remove(this.loadKey, [orderId]);
		await failures.forget([orderId]);
	}

	private async writeOperations(startedAt: string, left: number, interruption: TransportError | undefined): Promise<void> {
		const ended = interruption && isLimit(interruption) ? [transportProblem(this.anyStore.storeId, undefined, interruption)] : [];
		for (const { storeId } of this.request.stores) {
			await this.services.database.operations.append({
				storeId, operation: `Load History From ${this.request.from}`, startedBy: this.request.startedBy, startedAt, finishedAt: this.instant(),
				counts: { found: this.found, loaded: this.loaded, left, ...(this.putAside > 0 ? { putAside: this.putAside } : {}) }, notes: [...this.problems, ...ended].map((each) => `${each.message}. ${each.hint}`),
			});
		}
	}

	private instant(): string {
		return new Date(this.services.clock.now()).toISOString();
	}
}

const putAside = (told: Problem): Problem => ({
	...told,
	code: 'amazon.orderPutAside',
	message: `${told.message}. It was so in three loads, and the order is put aside`,
	hint: 'Load it with Recover Order; if Amazon does not give it then either, enter it in Cin7 Core by hand from Seller Central.',
});

const withWindow = (state: HistoryLoad, index: number, window: HistoryLoad['windows'][number]): HistoryLoad => ({ ...state, windows: state.windows.with(index, window) });

/** Windows of 30 days back to the date, the newest first: what was ordered last is wanted first. */
function newLoad(from: string, now: number): HistoryLoad {
	const windows: { from: string; until: string }[] = [];
	const first = Date.parse(from);
	for (let until = now - SAFETY_END_MS; until > first; until -= REPORT_DAYS * DAY_MS) {
		windows.push({ from: new Date(Math.max(first, until - REPORT_DAYS * DAY_MS)).toISOString(), until: new Date(until).toISOString() });
	}
	return { from, until: new Date(now - SAFETY_END_MS).toISOString(), windows, found: 0 };
}
