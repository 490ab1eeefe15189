import type { IDataObject } from 'n8n-workflow';
import { format, type Amount } from '../domain/money';
import type { PlannedDocument, PlannedGroup, SettlementArithmetic, SettlementPlan } from '../domain/settlement/settlementPlan';
import type { LoadSettlementResult } from '../processes/settlements/loadSettlements';
import type { ReconciledOrder } from '../processes/settlements/reconcileOrders';
import type { SettlementEarnings } from '../processes/settlements/settlementViews';
import type { PostedDocument, SettlementProgress, SettlementRecord } from '../processes/ports/settlements';

const showIn = (currency: string) => (amount: Amount): string => format(amount, currency);

/** The outcome of a load of settlements as an item. */
export function settlementLoadItem(accountKey: string, result: LoadSettlementResult): IDataObject {
	const { busy, complete, read, known, reissued, skipped } = result;
	return { account: accountKey, busy, complete, documentsRead: read, new: result.new, known, reissued, skipped };
}

/** A settlement with its state, and what it earned where that is given (S58). */
export function settlementItem(record: SettlementRecord, earnings?: SettlementEarnings): IDataObject {
	const { statement, arithmetic, reissue } = record;
	const shown = showIn(statement.currency);
	return {
		storeId: record.storeId ?? null,
		settlementId: record.settlementId,
		state: stateOf(record),
		reason: record.stateReason ?? null,
		startsAt: statement.startsAt,
		endsAt: statement.endsAt,
		depositAt: statement.depositAt ?? null,
		currency: statement.currency,
		total: shown(statement.total),
		...(earnings ? { itemPrice: shown(earnings.itemPrice), commission: shown(earnings.commission), shippingFees: shown(earnings.shippingFees), otherAmounts: shown(earnings.other), totalEarned: shown(earnings.total) } : {}),
		rows: record.rows,
		fileVersion: record.version,
		sources: [...record.sources],
		holds: record.holds.map(({ code, message, hint }) => ({ code, what: message, whatToDo: hint })),
		documents: documentItems(record.progress),
		...(arithmetic ? { arithmetic: arithmeticItem(arithmetic, statement.currency) } : {}),
		correctedByAmazon: reissue ? { total: shown(reissue.statement.total), source: reissue.source } : null,
		capturedAt: record.capturedAt,
		postedAt: record.postedAt ?? null,
	};
}

/** As people say it: a loaded settlement that something holds is held, one that has documents and is not complete is half posted. */
function stateOf({ state, holds, progress, reissue }: SettlementRecord): string {
	if (progress.undoing) return 'half undone';
	if (state === 'posted') return reissue ? 'corrected by Amazon' : 'posted';
	if (state === 'loaded' && Object.keys(progress.documents).length > 0) return 'half posted';
	return state === 'loaded' && holds.length > 0 ? 'held' : state;
}

export const documentItems = ({ documents }: Pick<SettlementProgress, 'documents'>): IDataObject[] =>
	Object.values(documents).map(({ kind, number, id, status, saleId }: PostedDocument) => ({ kind, number: number ?? null, id, status, ...(saleId ? { saleId } : {}) }));

/** A settlement that was taken back, with the documents that it had. */
export const undoneItem = ({ record, documents }: { readonly record: SettlementRecord; readonly documents: SettlementProgress['documents'] }): IDataObject =>
	({ ...settlementItem(record), state: 'undone', outcome: 'undone', documents: documentItems({ documents }) });

/** The sums that prove a settlement, and why deposit and journals differ where types are skipped (P3, N36). */
export function arithmeticItem(arithmetic: SettlementArithmetic, currency: string): IDataObject {
	const shown = showIn(currency);
	const { total, sum, matched, posted, skipped, unmapped, difference, clearingAfter } = arithmetic;
	return {
		statedTotal: shown(total), sumOfRows: shown(sum), difference: shown(difference),
		matched: shown(matched), posted: shown(posted), skipped: shown(skipped), unmapped: shown(unmapped),
		skippedByType: arithmetic.skippedByType.map((each) => ({ type: each.type, sum: shown(each.sum), rows: each.rows })),
		leftOnClearingAccount: shown(clearingAfter),
	};
}

/** What posting a settlement would write. */
export function settlementPlanItem(record: SettlementRecord, plan: SettlementPlan): IDataObject {
	return {
		...settlementItem(record),
		outcome: 'preview',
		arithmetic: arithmeticItem(plan.arithmetic, plan.statement.currency),
		plannedDocuments: plan.documents.map(plannedItem),
		issues: plan.issues.map(({ code, message, hint, blocking }) => ({ code, what: message, whatToDo: hint, blocking })),
	};
}

function plannedItem(document: PlannedDocument): IDataObject {
	const shown = showIn(document.currency);
	const { key, kind, date, currency, rate } = document;
	const base = { key, kind, date, currency, rate };
	if (document.kind === 'money') return { ...base, type: document.type, bankAccount: document.bankAccount, account: document.account, amount: shown(document.amount), reference: document.marker };
	return {
		...base,
		...(document.kind === 'journal' ? { narration: document.narration } : { orderId: document.orderId, saleId: document.saleId }),
		lines: document.pairs.map(({ debit, credit, amount, reference }) => ({ debit, credit, amount: shown(amount), reference })),
	};
}

const ordersIn = { known: 'in Cin7 Core', knownWithoutTax: 'in Cin7 Core, without tax', unknown: 'not in Cin7 Core', none: null } as const;

/** A transaction type of a settlement with what becomes of its rows (S179). */
export function plannedGroupItem(record: SettlementRecord, { group, disposition, accountClass, account, taxRule, documentKey }: PlannedGroup): IDataObject {
	const { transactionType, amountType, amountDescription, channel, marketplaceName, period, rows, firstPostedAt } = group;
	return {
		storeId: record.storeId ?? null,
		settlementId: record.settlementId,
		transactionType, amountType, amountDescription,
		channel: channel || null,
		marketplace: marketplaceName || null,
		month: period,
		orders: ordersIn[group.orderClass],
		...(group.orderId ? { orderId: group.orderId } : {}),
		rows,
		sum: format(group.sum, record.statement.currency),
		currency: record.statement.currency,
		firstPostedAt: firstPostedAt ?? null,
		becomes: disposition,
		class: accountClass ?? null,
		account: account ?? null,
		taxRule: taxRule ?? null,
		document: documentKey ?? null,
	};
}

/** An order of a settlement beside its invoice (P20). */
export function reconciledItem(record: SettlementRecord, order: ReconciledOrder): IDataObject {
	const shown = showIn(record.statement.currency);
	return {
		storeId: record.storeId ?? null,
		settlementId: record.settlementId,
		orderId: order.orderId,
		outcome: order.outcome,
		principal: shown(order.principal),
		charged: shown(order.charged),
		tax: shown(order.tax),
		refunded: shown(order.refunded),
		invoiced: order.invoiced === undefined ? null : shown(order.invoiced),
		difference: order.difference === undefined ? null : shown(order.difference),
		saleId: order.saleId ?? null,
		saleNumber: order.saleNumber ?? null,
		settlements: [...order.settlementIds],
	};
}
