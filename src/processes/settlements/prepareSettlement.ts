import type { Issue } from '../../domain/issues';
import { marketplaceById } from '../../domain/marketplaces';
import { planSettlement } from '../../domain/settlement/planSettlement';
import { readSettlement } from '../../domain/settlement/reading/readSettlement';
import { isRefundType } from '../../domain/settlement/refundTypes';
import type { SettlementContent } from '../../domain/settlement/settlement';
import type { SettlementPlan } from '../../domain/settlement/settlementPlan';
import type { Store } from '../../domain/settings';
import type { Cin7Port, TenantReference } from '../ports/cin7';
import type { BankAccount } from '../ports/ledger';
import type { SyncDatabase } from '../ports/repositories';
import type { SettlementRecord } from '../ports/settlements';
import { readingFor } from './captureSettlement';
import { findKnownOrders, type KnownOrders } from './knownOrders';

/** The books of the tenant, read once a run. */
export interface SettlementBooks {
	readonly reference: TenantReference;
	readonly bankAccounts: readonly BankAccount[];
}

export async function readBooks(cin7: Cin7Port): Promise<SettlementBooks> {
	return { reference: await cin7.reference(), bankAccounts: await cin7.bankAccounts() };
}

export interface PreparedSettlement {
	readonly plan: SettlementPlan;
	readonly content: SettlementContent;
}

/**
 * Reads a settlement's stored file and plans what posting it means; writes nothing, so that a preview and a posting are
 * the same code (N49). `stores`: all of its account. Throws UnreadableSettlement, TransportError.
 */
export async function prepareSettlement(services: { readonly cin7: Cin7Port; readonly database: SyncDatabase }, stores: readonly Store[], store: Store, record: SettlementRecord, books: SettlementBooks, options: { readonly bySku?: boolean } = {}): Promise<PreparedSettlement> {
	const { settlements } = services.database;
	const known = await findKnownOrders(services, stores, { orderIds: await settlements.ordersOf(record), endsAt: record.statement.endsAt });
	const content = await readSettlement(settlements.readDocument(record.documentId), {
		...readingFor(store),
		orderClass: known.classOf,
		...(store.settings.settlement.postOrderFees === 'sale' ? { byOrder: (orderId: string) => known.saleIds.has(orderId) } : {}),
		...(options.bySku ? { bySku: true } : {}),
	});
	const previous = await settlements.previous(record);
	const plan = planSettlement({
		content,
		storeId: store.storeId,
		settings: store.settings,
		books: books.reference,
		bankAccounts: books.bankAccounts,
		...(previous ? { previous: { statement: previous.statement, chain: previous.chain } } : {}),
		saleIds: known.saleIds,
		posting: record.progress.posting,
		marketplaceCurrency: marketplaceById(store.marketplaceId)?.currency ?? record.statement.currency,
	});
	return { content, plan: withIssues(plan, [...refundIssues(known, content, store), ...(previous ? [] : await gapBefore(services.database, record))]) };
}

/** A blocking issue leaves nothing to write. */
function withIssues(plan: SettlementPlan, issues: readonly Issue[]): SettlementPlan {
	if (issues.length === 0) return plan;
	return { ...plan, documents: issues.some((issue) => issue.blocking) ? [] : plan.documents, issues: [...plan.issues, ...issues] };
}

/**
 * Settlements follow each other without a gap, each from the second in which the one before ended (P7, P8). Where none
 * ends at the start of this one although there are earlier ones, one is missing, or this is the first of another kind of
 * account (N42): told, and no reason to hold anything.
 */
async function gapBefore({ settlements }: Pick<SyncDatabase, 'settlements'>, { accountKey, settlementId, statement }: SettlementRecord): Promise<readonly Issue[]> {
	const earlier = (await settlements.list({ accountKey })).filter((each) => each.statement.currency === statement.currency && Date.parse(each.statement.endsAt) < Date.parse(statement.startsAt));
	const [last] = earlier.map((each) => each.statement.endsAt).sort().reverse();
	if (last === undefined) return [];
	return [{
		code: 'settlement.notConsecutive',
		message: `Settlement ${settlementId} starts at ${statement.startsAt}, and the last one in ${statement.currency} before it ended at ${last}: one may be missing between them`,
		hint: 'Look in Seller Central under Payments, Reports Repository, and request the one that is missing. Where Amazon settles invoiced orders or Amazon Pay apart, nothing is missing.',
		blocking: false,
	}];
}

/** A refund whose credit note is still to come would otherwise be booked a second time by it. */
function refundIssues({ refundsNotLoaded }: KnownOrders, { groups, statement }: SettlementContent, { settings }: Store): readonly Issue[] {
	if (!refundsNotLoaded || settings.settlement.revenue !== 'orders') return [];
	if (!groups.some((group) => isRefundType(group.transactionType) && group.orderClass === 'unknown')) return [];
	return [{
		code: 'settlement.refundsNotLoaded',
		message: `Settlement ${statement.settlementId} has refunds, and refunds are not loaded up to its end yet`,
		hint: 'Run Load Refunds of the Amazon Order Consolidator (the template Refunds does it every hour); the settlement is posted by the next run.',
		blocking: true,
	}];
}
