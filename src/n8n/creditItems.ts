import type { IDataObject } from 'n8n-workflow';
import type { CreditNotePlan } from '../domain/accounting/planCreditNote';
import { format } from '../domain/money';
import type { CreditProgress, CreditRecord } from '../processes/ports/credits';
import { saleUrl } from './saleItems';

/** A refund, or a part of a daily sale that was canceled, as an item. No buyer data. */
export function creditItem(credit: CreditRecord, progress: CreditProgress = credit.progress): IDataObject {
	const { refund, state, holds } = credit;
	return {
		storeId: credit.storeId,
		refundId: credit.creditId,
		kind: credit.kind,
		orderId: credit.orderId ?? null,
		state: holds.length > 0 && state === 'pending' ? 'held' : state,
		reason: credit.stateReason ?? null,
		transactionType: refund?.transactionType ?? null,
		postedAt: credit.postedAt,
		capturedAt: credit.capturedAt,
		processedAt: credit.processedAt ?? null,
		amazonTotal: refund ? format(refund.total.amount, refund.total.currency) : null,
		currency: refund?.total.currency ?? credit.part?.totals.currency ?? null,
		holds: holds.map(({ code, message, hint }) => ({ code, what: message, whatToDo: hint })),
		...creditProgressFields(progress),
	};
}

function creditProgressFields(progress: CreditProgress): IDataObject {
	const { saleId, currency = '' } = progress;
	const shown = (amount: string | undefined): string | null => (amount === undefined ? null : format(amount, currency));
	return {
		saleId: saleId ?? null,
		saleNumber: progress.saleNumber ?? null,
		saleUrl: saleId ? saleUrl(saleId) : null,
		creditNoteNumber: progress.creditNoteNumber ?? null,
		total: shown(progress.total),
		tax: shown(progress.tax),
		fees: shown(progress.fees),
		refunded: progress.refunded === true,
	};
}

/** What Process Refunds would write. */
export function creditPreviewItem(credit: CreditRecord, plan: CreditNotePlan, saleNumber: string | undefined): IDataObject {
	const { currency } = plan.totals;
	const shown = (amount: string): string => format(amount, currency);
	return {
		...creditItem(credit),
		outcome: 'preview',
		saleNumber: saleNumber ?? null,
		date: plan.date,
		currency,
		total: shown(plan.totals.total),
		tax: shown(plan.totals.tax),
		fees: shown(plan.fees),
		lines: plan.lines.map(({ sku, name, quantity, price, tax, taxRule, total, comment }) => ({ sku, name, quantity, price: shown(price), tax: shown(tax), taxRule, total: shown(total), ...(comment ? { comment } : {}) })),
		additionalCharges: plan.charges.map(({ description, quantity, price, tax, taxRule }) => ({ description, quantity, price: shown(price), tax: shown(tax), taxRule })),
		restock: plan.restock.map(({ sku, quantity, location }) => ({ sku, quantity, location })),
		payment: plan.payment ? { account: plan.payment.account, amount: shown(plan.payment.amount), date: plan.payment.datePaid } : null,
		notices: plan.notices.map((notice) => notice.message),
	};
}
