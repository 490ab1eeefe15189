import type { Issue } from '../domain/issues';
import type { SalePlan } from '../domain/accounting/planSale';
import type { Store } from '../domain/settings';
import type { Clock } from '../transport/clock';
import { TransportError } from '../transport/errors';
import { mapCatalog } from './catalog/mapCatalog';
import type { Cin7Port } from './ports/cin7';
import { ClaimLost, type ClaimedOrder, type SaleProgress, type SyncDatabase } from './ports/repositories';
import { isLimit, problem, transportProblem, type Problem } from './problems';
import { addMissingNames } from './referenceBooks';
import { planOrder, readStoreContext, skusOf, type OrderLinks, type StoreContext } from './salePlanning';
import { carryOutCancellation } from './voidSale';
import { CLAIM_MS, SaleHeld, writeSale } from './writeSale';

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
	/** At most so many orders in this run. */
	readonly limit?: number;
}

export interface ProcessedOrder {
	readonly storeId: string;
	readonly orderId: string;
	readonly outcome: 'processed' | 'voided' | 'canceled';
	readonly progress: SaleProgress;
	/** Absent for cancellations. */
	readonly plan?: SalePlan;
}

export interface ProcessResult {
	readonly processed: readonly ProcessedOrder[];
	readonly problems: readonly Problem[];
	/** Why a whole store could not be processed, by store. */
	readonly refusals: readonly Problem[];
}

const BATCH = 20;
// After so many failures of the service in a row there is no point in trying the rest: the next run goes on.
const FAILURES_IN_A_ROW = 3;

/**
 * Turns the Pending Orders of the stores into sales in Cin7 Core, one by one (No Consolidation, S22, S120), and voids the
 * sales of canceled orders (S158). An order that cannot be written is held with its reasons and never stops the others
 * (P27). Safe to run twice at the same moment and to be killed at any point.
 */
export async function processPendingOrders(services: ProcessServices, request: ProcessRequest): Promise<ProcessResult> {
	const run = new ProcessRun(services, request);
	for (const store of request.stores) await run.processStore(store);
	return run.result();
}

type Handled = { readonly kind: 'done'; readonly order: ProcessedOrder } | { readonly kind: 'held'; readonly issues: readonly Issue[] } | { readonly kind: 'failed'; readonly error: TransportError } | { readonly kind: 'takenOver' };

class ProcessRun {
	private readonly processed: ProcessedOrder[] = [];
	private readonly problems: Problem[] = [];
	private readonly refusals: Problem[] = [];
	private failuresInARow = 0;
	private stopped = false;
	/** Set when the service's limit, or this run's time for it, ended the run. */
	private endedByLimit?: TransportError;

	constructor(
		private readonly services: ProcessServices,
		private readonly request: ProcessRequest,
	) {}

	result(): ProcessResult {
		const { processed, problems, refusals } = this;
		return { processed, problems, refusals };
	}

	async processStore(store: Store): Promise<void> {
		const startedAt = this.now();
		const before = { processed: this.processed.length, problems: this.problems.length };
		try {
			const context = this.stopped ? undefined : await readStoreContext(this.services.cin7, store);
			if (context?.ok) await this.processContext(context.context);
			else if (context) this.refusals.push(problem(store.storeId, undefined, context.issue));
		} catch (error) {
			if (!(error instanceof TransportError)) throw error;
			this.problems.push(transportProblem(store.storeId, undefined, error));
		}
		await this.writeOperation(store, startedAt, this.processed.slice(before.processed), this.problems.slice(before.problems));
	}

	private async processContext(first: StoreContext): Promise<void> {
		const { orders, catalog } = this.services.database;
		const { storeId } = first.store;
		await this.mapProducts(first.store);
		const seen: string[] = [];
		let context = first;
		for (;;) {
			const limit = Math.min(BATCH, (this.request.limit ?? Infinity) - seen.length);
			if (this.stopped || limit <= 0) return;
			const { orderIds } = this.request;
			const batch = await orders.claim(storeId, { owner: this.services.owner, ttlMs: CLAIM_MS, limit, exclude: seen, ...(orderIds ? { orderIds } : {}) });
			if (batch.length === 0) return;
			const linked = await catalog.linksForSkus(storeId, skusOf(batch));
			for (const [index, claimed] of batch.entries()) {
				seen.push(claimed.orderId);
				if (this.stopped) {
					await orders.release(batch.slice(index), this.services.owner);
					return;
				}
				context = await this.processOrder(context, claimed, linked);
			}
		}
	}

	/** S156, N23: products of order lines are looked for, and made where the store makes them, by the code of Load Products. Before orders are claimed: it may take its time. */
	private async mapProducts(store: Store): Promise<void> {
		const { orders, catalog } = this.services.database;
		const { orderIds } = this.request;
		const sellerSkus = skusOf(await orders.list({ storeId: store.storeId, states: ['pending'], ...(orderIds ? { orderIds } : {}) }));
		const linked = await catalog.linksForSkus(store.storeId, sellerSkus);
		const unlinked = sellerSkus.filter((sellerSku) => !linked.has(sellerSku));
		// What comes of it shows in the orders: each is held with its own reason, or goes on.
		if (unlinked.length > 0 && !store.settings.catalog.matchManually) await mapCatalog(this.services, { store, sellerSkus: unlinked });
	}

	/** Answers the context to go on with: the reference books may have grown. */
	private async processOrder(context: StoreContext, claimed: ClaimedOrder, linked: OrderLinks): Promise<StoreContext> {
		const growing = { context };
		const handled = await this.handle(growing, claimed, linked);
		await this.settle(claimed, handled);
		return growing.context;
	}

	private async handle(growing: { context: StoreContext }, claimed: ClaimedOrder, linked: OrderLinks): Promise<Handled> {
		try {
			if (claimed.mustVoid || claimed.order.status === 'CANCELLED') return await this.cancel(claimed);
			let planning = planOrder(growing.context, claimed, claimed.buyer, linked);
			if (planning.ok && (planning.plan.missing.carrier || planning.plan.missing.salesRepresentative)) {
				growing.context = { ...growing.context, books: await addMissingNames(this.services.cin7, planning.plan.missing) };
				planning = planOrder(growing.context, claimed, claimed.buyer, linked);
			}
			if (!planning.ok) return { kind: 'held', issues: planning.issues };
			const progress = await writeSale(this.services, claimed, planning.plan);
			await this.services.database.orders.complete(claimed, this.services.owner, progress);
			return { kind: 'done', order: { storeId: claimed.storeId, orderId: claimed.orderId, outcome: 'processed', progress, plan: planning.plan } };
		} catch (error) {
			if (error instanceof SaleHeld) return { kind: 'held', issues: [error.issue] };
			if (error instanceof ClaimLost) return { kind: 'takenOver' };
			if (error instanceof TransportError) return { kind: 'failed', error };
			return { kind: 'held', issues: [defect(claimed.orderId, error)] };
		}
	}

	private async cancel(claimed: ClaimedOrder): Promise<Handled> {
		const voided = await carryOutCancellation(this.services, claimed);
		return { kind: 'done', order: { storeId: claimed.storeId, orderId: claimed.orderId, outcome: voided.length > 0 ? 'voided' : 'canceled', progress: claimed.progress } };
	}

	private async settle(claimed: ClaimedOrder, handled: Handled): Promise<void> {
		const { orders } = this.services.database;
		const { owner } = this.services;
		if (handled.kind === 'failed') return await this.settleFailure(claimed, handled.error);
		this.failuresInARow = 0;
		if (handled.kind === 'done') this.processed.push(handled.order);
		if (handled.kind === 'held') {
			this.problems.push(...handled.issues.map((issue) => problem(claimed.storeId, claimed.orderId, issue)));
			await orders.hold(claimed, owner, handled.issues).catch(ignoreClaimLost);
		}
	}

	private async settleFailure(claimed: ClaimedOrder, error: TransportError): Promise<void> {
		const { orders } = this.services.database;
		const found = transportProblem(claimed.storeId, claimed.orderId, error);
		if (error.kind === 'rejected' || error.kind === 'notFound') {
			this.problems.push(found);
			await orders.hold(claimed, this.services.owner, [{ ...found, blocking: true }]).catch(ignoreClaimLost);
			return;
		}
		await orders.release([claimed], this.services.owner);
		if (isLimit(error)) {
			this.stopped = true;
			this.endedByLimit = error;
			return;
		}
		this.problems.push(found);
		this.failuresInARow++;
		if (error.kind === 'unauthorized' || this.failuresInARow >= FAILURES_IN_A_ROW) this.stopped = true;
	}

	private async countLeft(storeId: string): Promise<number> {
		return (await this.services.database.orders.countByState(storeId)).pending;
	}

	private now(): string {
		return new Date(this.services.clock.now()).toISOString();
	}

	private async writeOperation(store: Store, startedAt: string, done: readonly ProcessedOrder[], problems: readonly Problem[]): Promise<void> {
		const count = (outcome: ProcessedOrder['outcome']): number => done.filter((order) => order.outcome === outcome).length;
		const refusal = this.refusals.find((each) => each.storeId === store.storeId);
		// No problem that needs a person, but who asks why orders stay in Pending Orders finds it here.
		const ended = this.endedByLimit ? [transportProblem(store.storeId, undefined, this.endedByLimit)] : [];
		await this.services.database.operations.append({
			storeId: store.storeId,
			operation: 'Process Pending Orders',
			startedBy: this.request.startedBy,
			startedAt,
			finishedAt: this.now(),
			counts: { processed: count('processed'), voided: count('voided'), canceled: count('canceled'), held: new Set(problems.map((each) => each.orderId)).size, pending: await this.countLeft(store.storeId) },
			notes: [...(refusal ? [refusal] : []), ...problems, ...ended].map((each) => `${each.message}. ${each.hint}`),
		});
	}
}

/** A fault of ours with one order must not stop the others; it is shown, not hidden. */
function defect(orderId: string, error: unknown): Issue {
	return {
		code: 'package.defect',
		message: `Order ${orderId} met a fault of this package: ${error instanceof Error ? error.message : 'unknown'}`,
		hint: 'Please report this message to the makers of the package. The order stays in Pending Orders and is tried again with each run.',
		blocking: true,
	};
}

function ignoreClaimLost(error: unknown): void {
	// Another run took the order over meanwhile and will hold it itself.
	if (!(error instanceof ClaimLost)) throw error;
}
