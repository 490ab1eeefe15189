import { BUYER_ASKED_TO_CANCEL } from '../domain/accounting/holds';
import type { SalePlan } from '../domain/accounting/planSale';
import type { SalePart } from '../domain/accounting/salePart';
import type { Issue } from '../domain/issues';
import { addMissingNames } from './referenceBooks';
import { assemblyPlanner } from './assembleProducts';
import type { ClaimedOrder } from './ports/repositories';
import { problem, transportProblem, type Problem } from './problems';
import type { ProcessedOrder, ProcessRequest, ProcessServices } from './processPendingOrders';
import { planOrder, readLinks, type OrderLinks, type StoreContext } from './salePlanning';
import { CLAIM_MS, orderTarget } from './saleWriting';
import { failureOf, type Failure, type ServiceRun } from './serviceRun';
import { carryOutCancellation } from './voidSale';
import { writeSale } from './writeSale';

type Handled = { readonly kind: 'done'; readonly order: ProcessedOrder; readonly told: readonly Issue[] } | Failure;

const BATCH = 20;
/** Notices that a person has to act on although the sale is written. */
const TOLD_NOTICES: ReadonlySet<string> = new Set([BUYER_ASKED_TO_CANCEL]);

/** The orders of a store that become a sale of their own, and the cancellations of all. */
export class SingleSales {
	private readonly seen: string[] = [];

	constructor(
		private readonly services: ProcessServices,
		private readonly request: ProcessRequest,
		private readonly run: ServiceRun,
		private readonly processed: ProcessedOrder[],
	) {}

	/**
	 * Answers the context to go on with: the reference books may have grown.
	 * @param begun with Daily Consolidation: orders that were begun as a single sale before
	 */
	async process(first: StoreContext, begun: readonly string[]): Promise<StoreContext> {
		const { orders } = this.services.database;
		const { store } = first;
		let context = first;
		for (;;) {
			const limit = Math.min(BATCH, (this.request.limit ?? Infinity) - this.seen.length);
			if (this.run.stopped || limit <= 0) return context;
			const batch = await this.claim(context, limit, begun);
			if (batch.length === 0) return context;
			const links = await readLinks(this.services.database, store, batch);
			for (const [index, claimed] of batch.entries()) {
				this.seen.push(claimed.orderId);
				if (this.run.stopped) {
					await orders.release(batch.slice(index), this.services.owner);
					return context;
				}
				context = await this.processOrder(context, claimed, links);
			}
		}
	}

	/** With Daily Consolidation only what was canceled, and what was begun as a single sale before. */
	private async claim({ store }: StoreContext, limit: number, begun: readonly string[]): Promise<readonly ClaimedOrder[]> {
		const { orders } = this.services.database;
		const { orderIds } = this.request;
		const claim = { owner: this.services.owner, ttlMs: CLAIM_MS, limit, exclude: this.seen };
		if (store.settings.consolidation === 'none') return await orders.claim(store.storeId, { ...claim, ...(orderIds ? { orderIds } : {}) });
		const canceled = await orders.claim(store.storeId, { ...claim, canceledOnly: true });
		if (canceled.length > 0) return canceled;
		const unseen = begun.filter((orderId) => !this.seen.includes(orderId));
		return unseen.length === 0 ? [] : await orders.claim(store.storeId, { ...claim, orderIds: unseen });
	}

	private async processOrder(context: StoreContext, claimed: ClaimedOrder, links: OrderLinks): Promise<StoreContext> {
		const growing = { context };
		const handled = await this.handle(growing, claimed, links).catch((error: unknown) => failureOf(`Order ${claimed.orderId}`, error));
		await this.settle(claimed, handled);
		return growing.context;
	}

	private async handle(growing: { context: StoreContext }, claimed: ClaimedOrder, links: OrderLinks): Promise<Handled> {
		if (claimed.mustVoid || claimed.order.status === 'CANCELLED') return await this.cancel(claimed);
		let planning = planOrder(growing.context, claimed, claimed.buyer, links);
		if (planning.ok && (planning.plan.missing.carrier || planning.plan.missing.salesRepresentative)) {
			growing.context = { ...growing.context, books: await addMissingNames(this.services.cin7, planning.plan.missing) };
			planning = planOrder(growing.context, claimed, claimed.buyer, links);
		}
		if (!planning.ok) return { kind: 'held', issues: planning.issues };
		const { plan } = planning;
		// What an earlier run wrote was planned from other amounts: one sale is never made of both.
		if (isWrittenOtherwise(claimed, plan)) return await this.cancel(claimed);
		const { database, cin7, owner } = this.services;
		if (plan.part) await database.orders.keepPart(claimed, owner, plan.part);
		const assemblies = assemblyPlanner({ cin7, products: database.products }, growing.context.store);
		const progress = await writeSale({ ...this.services, assemblies }, orderTarget(this.services, claimed), plan);
		await database.orders.complete(claimed, owner, progress);
		const told = [...plan.notices.filter(({ code }) => TOLD_NOTICES.has(code)), ...assemblyIssues(`Order ${claimed.orderId}`, progress)];
		return { kind: 'done', order: { storeId: claimed.storeId, orderId: claimed.orderId, outcome: 'processed', progress, plan }, told };
	}

	private async cancel(claimed: ClaimedOrder): Promise<Handled> {
		const outcome = await carryOutCancellation(this.services, claimed);
		return { kind: 'done', order: { storeId: claimed.storeId, orderId: claimed.orderId, outcome, progress: claimed.progress }, told: [] };
	}

	private async settle(claimed: ClaimedOrder, handled: Handled): Promise<void> {
		const { orders } = this.services.database;
		const { owner } = this.services;
		const { storeId, orderId } = claimed;
		const told = (issue: Issue): Problem => problem(storeId, orderId, issue);
		if (handled.kind === 'done') {
			this.run.succeed();
			this.processed.push(handled.order);
			this.run.problems.push(...handled.told.map(told));
			return;
		}
		await this.run.settle(handled, {
			problem: told,
			transportProblem: (error) => transportProblem(storeId, orderId, error),
			hold: async (issues) => await orders.hold(claimed, owner, issues),
			release: async () => await orders.release([claimed], owner),
		});
	}
}

/** Whether its order lines were written, or may have been, from an order that Amazon has changed since. */
function isWrittenOtherwise({ progress, part }: ClaimedOrder, plan: SalePlan): boolean {
	if (!part || !plan.part || !(progress.begun === 'order' || progress.done.includes('order'))) return false;
	const goods = ({ lines, charges, totals }: SalePart): string => JSON.stringify([lines, charges, totals]);
	return goods(part) !== goods(plan.part);
}

/** A first call to Cin7 Core was made for it, or may have been. */
export const isBegun = ({ progress }: Pick<ClaimedOrder, 'progress'>): boolean => progress.begun !== undefined || progress.done.length > 0;

/** What Cin7 Core could not assemble: told, although the sale is written. */
export function assemblyIssues(name: string, { assemblies = [] }: ClaimedOrder['progress']): readonly Issue[] {
	return assemblies.filter(({ errors }) => errors !== undefined).map(({ sku, quantity, errors = [] }) => ({
		code: 'order.assemblyIncomplete',
		message: `${name}: Cin7 Core could not assemble ${quantity} of ${sku}: ${errors.join('; ')}`,
		hint: 'Finish the assembly in Cin7 Core under Finished Goods. The sale is written; its pick may have stayed a draft.',
		blocking: false,
	}));
}
