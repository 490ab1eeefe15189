import { decideRefund } from '../../domain/orders/decideRefund';
import type { AmazonRefund } from '../../domain/orders/refund';
import type { Store } from '../../domain/settings';
import { groupBy } from '../../domain/groupBy';
import type { Clock } from '../../transport/clock';
import { TransportError } from '../../transport/errors';
import { askForOrder } from '../askForOrder';
import { decideAll } from '../loadCounts';
import type { AmazonPort, RefundPage } from '../ports/amazon';
import type { CreditDecision, CreditState, RefundCursor } from '../ports/credits';
import type { OrderRecord, SyncDatabase } from '../ports/repositories';
import { isLimit, transportProblem, type Problem } from '../problems';
import { nextRefundWindow, readPage, withDeferred, type RefundWindow } from './refundWindow';

export interface LoadRefundServices {
	readonly amazon: AmazonPort;
	readonly database: SyncDatabase;
	readonly clock: Clock;
	readonly owner: string;
}

export interface LoadRefundRequest {
	/** Every connected store of this account: they share one stream of transactions. */
	readonly stores: readonly Store[];
	readonly startedBy: 'user' | 'schedule';
	/** Load refunds posted since this instant again; absent: what was posted since the last load. */
	readonly from?: string;
}

export interface LoadRefundResult {
	/** True when another run is loading this account now; nothing was done. */
	readonly busy: boolean;
	/** False when pages or orders are left for the next run. */
	readonly complete: boolean;
	/** Completed refunds that Amazon gave in this run, each counted once. */
	readonly loaded: number;
	readonly new: number;
	/** Refunds that Amazon has not completed yet; they are loaded when it has (S168). */
	readonly notCompleted: number;
	/** Where the loaded ones stand here, by state. */
	readonly here: Readonly<Record<string, number>>;
	readonly problems: readonly Problem[];
}

/** What is left of a window, and the cursor but for it. */
interface Reading {
	readonly window?: RefundWindow;
	readonly closed: RefundCursor;
}

const LEASE_MS = 10 * 60_000;
/** Only these are complete (S168); DEFERRED is not. */
const COMPLETED: ReadonlySet<string> = new Set(['RELEASED', 'DEFERRED_RELEASED']);

/**
 * Loads the refunds that Amazon completed since the last load (S166-S168, S170), whatever way they were made. A window
 * reaches 48 hours back behind the last, because Amazon shows transactions late, and what is known stays as it is. The
 * order of a refund that is not known here is loaded too (S174); one from before the store's first order is left to the
 * settlement journal (S175, D13).
 */
export async function loadRefunds(services: LoadRefundServices, request: LoadRefundRequest): Promise<LoadRefundResult> {
	const { leases } = services.database;
	const key = `refunds ${services.amazon.accountKey}`;
	const nothing: LoadRefundResult = { busy: request.stores.length > 0, complete: request.stores.length === 0, loaded: 0, new: 0, notCompleted: 0, here: {}, problems: [] };
	if (request.stores.length === 0 || !(await leases.acquire(key, services.owner, LEASE_MS))) return nothing;
	try {
		return await new RefundLoading(services, request).run();
	} finally {
		await leases.release(key, services.owner);
	}
}

class RefundLoading {
	private readonly problems: Problem[] = [];
	/** States of the loaded refunds, by store and id. */
	private readonly loaded = new Map<string, CreditState>();
	private readonly notCompleted = new Set<string>();
	private new = 0;
	private interruption?: TransportError;
	private readonly startedAt: string;

	constructor(
		private readonly services: LoadRefundServices,
		private readonly request: LoadRefundRequest,
	) {
		this.startedAt = this.instant();
	}

	async run(): Promise<LoadRefundResult> {
		try {
			await this.readWindows();
			await this.loadUnknownOrders();
		} catch (error) {
			if (!(error instanceof TransportError)) throw error;
			this.interruption = error;
			if (!isLimit(error)) this.problems.push(transportProblem(this.anyStore.storeId, undefined, error));
		}
		return await this.finish();
	}

	private get anyStore(): Store {
		const [store] = this.request.stores;
		if (!store) throw new RangeError('No store to load refunds for');
		return store;
	}

	private get cursorKey(): string {
		const { accountKey } = this.services.amazon;
		return this.request.from ? `${accountKey} since ${this.request.from}` : accountKey;
	}

	private async readWindows(): Promise<void> {
		const { credits } = this.services.database;
		for (let fresh = true; ; fresh = false) {
			const cursor = await credits.cursor(this.cursorKey);
			const next = nextRefundWindow(cursor, { stores: this.request.stores, now: this.services.clock.now(), fresh, ...(this.request.from ? { from: this.request.from } : {}) });
			let reading: Reading = next;
			while (reading.window) reading = await this.readPage(reading.window, reading.closed);
			if (!next.more) return;
		}
	}

	private async readPage(window: RefundWindow, before: RefundCursor): Promise<Reading> {
		const page = await readPage(this.services.amazon, window);
		// The page token grew too old: the window is read again from its beginning.
		if (!page) return { window: { after: window.after, before: window.before }, closed: before };
		const following: RefundWindow | undefined = page.nextPageToken ? { ...window, pageToken: page.nextPageToken, pageTokenAt: this.instant() } : undefined;
		const deferred = page.refunds.filter((refund) => !COMPLETED.has(refund.status));
		for (const { refundId } of deferred) this.notCompleted.add(refundId);
		const closed = withDeferred(before, deferred, this.instant());
		await this.store(page, following ? { ...closed, open: following } : { ...closed, watermark: window.before });
		return { closed, ...(following ? { window: following } : {}) };
	}

	private async store(page: RefundPage, cursor: RefundCursor): Promise<void> {
		const complete = [...page.refunds.filter((refund) => COMPLETED.has(refund.status)), ...page.unreadable.flatMap((each) => unreadableRefund(each, this.startedAt))];
		await this.capture(await this.decide(complete), cursor);
		for (const { orderId, reason } of page.unreadable) {
			this.problems.push({ storeId: this.anyStore.storeId, ...(orderId ? { orderId } : {}), code: 'amazon.unreadableRefund', message: `A refund${orderId ? ` of order ${orderId}` : ''} could not be read: ${reason}`, hint: 'Look at it in Seller Central under Payments. It stays here, held. If it stays so, report it to the makers of the package.' });
		}
	}

	private async capture(decisions: readonly CreditDecision[], cursor?: RefundCursor): Promise<void> {
		const results = await this.services.database.credits.capture(decisions, cursor ? { accountKey: this.cursorKey, cursor } : undefined);
		for (const { storeId, creditId, outcome, state } of results) {
			const key = JSON.stringify([storeId, creditId]);
			if (outcome === 'new' && !this.loaded.has(key)) this.new++;
			this.loaded.set(key, state);
		}
	}

	/** Each refund with its store, found by marketplace, or where Amazon names none by its order. */
	private async decide(refunds: readonly AmazonRefund[]): Promise<CreditDecision[]> {
		const records = await this.ordersOf(refunds);
		const byMarketplace = new Map(this.request.stores.map((store) => [store.marketplaceId, store]));
		return refunds.flatMap((refund) => {
			const record = records.get(refund.orderId ?? '');
			const store = this.request.stores.find(({ storeId }) => storeId === record?.storeId) ?? (refund.marketplaceId ? byMarketplace.get(refund.marketplaceId) : this.anyStore);
			// A marketplace that is not connected is none of this integration's.
			if (!store) return [];
			return [{ storeId: store.storeId, refund, ...decideRefund(refund, record, store.settings) }];
		});
	}

	private async ordersOf(refunds: readonly AmazonRefund[]): Promise<ReadonlyMap<string, OrderRecord>> {
		const orderIds = [...new Set(refunds.flatMap(({ orderId }) => orderId ?? []))];
		const records = new Map<string, OrderRecord>();
		for (const { storeId } of this.request.stores) {
			for (const record of await this.services.database.orders.list({ storeId, orderIds })) records.set(record.orderId, record);
		}
		return records;
	}

	/** S174, S175: the order of a pending refund that is not known here is asked for; what it is decides about the refund. */
	private async loadUnknownOrders(): Promise<void> {
		const { amazon, database: { orders, credits } } = this.services;
		for (const { storeId } of this.request.stores) {
			const pending = (await credits.list({ storeId, states: ['pending'] })).filter(({ kind, orderId }) => kind === 'refund' && orderId);
			const byOrder = groupBy(pending, (credit) => credit.orderId ?? '');
			const known = new Set((await orders.list({ storeId, orderIds: [...byOrder.keys()] })).map((record) => record.orderId));
			for (const [orderId, ofOrder] of byOrder) {
				if (known.has(orderId)) continue;
				const captured = await askForOrder(amazon, { storeId, orderId }, this.problems);
				if (captured === 'failed') continue;
				const refunds = ofOrder.flatMap((credit) => (credit.refund ? [{ ...credit.refund, refundId: credit.creditId }] : []));
				if (captured) await orders.capture(decideAll([captured], this.request.stores));
				await this.capture(captured ? await this.decide(refunds) : refunds.map((refund): CreditDecision => ({ storeId, refund, ...ORDER_UNKNOWN })));
			}
		}
	}

	private async finish(): Promise<LoadRefundResult> {
		const here: Record<string, number> = {};
		for (const state of this.loaded.values()) here[state] = (here[state] ?? 0) + 1;
		const result: LoadRefundResult = { busy: false, complete: this.interruption === undefined, loaded: this.loaded.size, new: this.new, notCompleted: this.notCompleted.size, here, problems: this.problems };
		const ended = this.interruption && isLimit(this.interruption) ? [transportProblem(this.anyStore.storeId, undefined, this.interruption)] : [];
		for (const { storeId } of this.request.stores) {
			await this.services.database.operations.append({
				storeId, operation: this.request.from ? `Load Refunds Since ${this.request.from}` : 'Load Refunds', startedBy: this.request.startedBy, startedAt: this.startedAt, finishedAt: this.instant(),
				counts: { loaded: result.loaded, new: result.new, notCompleted: result.notCompleted, ...(await this.services.database.credits.countByState(storeId)) },
				notes: [...this.problems, ...ended].map((each) => `${each.message}. ${each.hint}`),
			});
		}
		return result;
	}

	private instant(): string {
		return new Date(this.services.clock.now()).toISOString();
	}
}

const ORDER_UNKNOWN = { state: 'settlement', stateReason: 'Amazon gives its order no more, so that it is older than the integration; the settlement journal posts the refund' } as const;

/** Kept so that it is not lost: nothing but its id is known, and processing holds it. */
function unreadableRefund({ transactionId, orderId }: RefundPage['unreadable'][number], postedDate: string): AmazonRefund[] {
	if (!transactionId) return [];
	return [{ refundId: transactionId, transactionId, transactionType: 'UNREADABLE', status: 'RELEASED', ...(orderId ? { orderId } : {}), postedDate, total: { amount: '0', currency: '' }, items: [] }];
}
