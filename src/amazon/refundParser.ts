import { equals, fromJsonNumber, isZero, minorUnitDigits, round, subtract, sum, type Amount } from '../domain/money';
import { UNEXPLAINED, type AmazonRefund, type RefundItem } from '../domain/orders/refund';
import type { RefundPage } from '../processes/ports/amazon';
import { wireTransaction, type WireBreakdown, type WireTransaction, type WireTransactionItem } from './financesWire';
import refundTypes from './refundTypes.json';
import { faultsOf } from './wireFit';
import { instantOf, present, stated } from './wireValues';

export type ParsedTransaction =
	| { readonly kind: 'refund'; readonly refund: AmazonRefund }
	/** A transaction of another kind, such as a shipment or a fee. */
	| { readonly kind: 'other' }
	| { readonly kind: 'unreadable'; readonly fault: RefundPage['unreadable'][number] };

type Leaf = RefundItem['amounts'][number];
type Numbered = { readonly currencyAmount: number; readonly currencyCode?: string | null };

// Settlement reports write the same words with spaces and hyphens.
const folded = (word: string): string => word.replace(/[\s_-]/g, '').toLowerCase();
const takenBack: ReadonlySet<string> = new Set(refundTypes.map(folded));

/**
 * Reads one transaction of finances 2024-06-19. Amounts are rounded to the currency's smallest coin at once, keep Amazon's
 * sign, and nothing of the total is lost: what breakdowns or items do not account for stands in an amount of its own.
 */
export function parseTransaction(wire: unknown): ParsedTransaction {
	const type = fieldOf(wire, 'transactionType');
	if (typeof type === 'string' && type !== '' && !takenBack.has(folded(type))) return { kind: 'other' };
	const checked = wireTransaction.safeParse(wire);
	if (!checked.success) return unreadable(wire, faultsOf(checked.error, 'transaction'));
	if (hasOtherCurrency(checked.data)) return unreadable(wire, 'breakdowns: amounts of two currencies');
	return { kind: 'refund', refund: refundOf(checked.data) };
}

const fieldOf = (value: unknown, name: string): unknown => (typeof value === 'object' && value !== null ? (value as Readonly<Record<string, unknown>>)[name] : undefined);
const wordOf = (value: unknown): string | undefined => (typeof value === 'string' && /^[\w-]{1,80}$/.test(value) ? value : undefined);

function unreadable(wire: unknown, reason: string): ParsedTransaction {
	const related = fieldOf(wire, 'relatedIdentifiers');
	const order: unknown = Array.isArray(related) ? related.find((entry) => fieldOf(entry, 'relatedIdentifierName') === 'ORDER_ID') : undefined;
	const ids = stated({ transactionId: wordOf(fieldOf(wire, 'transactionId')), orderId: wordOf(fieldOf(order, 'relatedIdentifierValue')) });
	return { kind: 'unreadable', fault: { ...ids, reason } };
}

function refundOf(wire: WireTransaction): AmazonRefund {
	const idOf = (name: string): string | undefined => present(wire.relatedIdentifiers?.find((related) => related.relatedIdentifierName === name && present(related.relatedIdentifierValue))?.relatedIdentifierValue);
	const currency = wire.totalAmount.currencyCode;
	const total = amountOf(wire.totalAmount, currency);
	return {
		refundId: idOf('REFUND_ID') ?? idOf('DEFERRED_TRANSACTION_ID') ?? wire.transactionId,
		transactionId: wire.transactionId,
		transactionType: wire.transactionType,
		// The model's list is in capitals, its example is not.
		status: wire.transactionStatus.toUpperCase(),
		postedDate: instantOf(wire.postedDate) ?? wire.postedDate,
		total: { amount: total, currency },
		items: itemsOf(wire, total, currency),
		...stated({
			orderId: idOf('ORDER_ID'),
			marketplaceId: present(wire.marketplaceDetails?.marketplaceId) ?? present(wire.sellingPartnerMetadata?.marketplaceId),
		}),
	};
}

const hasItems = (items: WireTransaction['items']): items is WireTransactionItem[] => items !== null && items !== undefined && items.length > 0;

function itemsOf({ items, breakdowns }: WireTransaction, total: Amount, currency: string): readonly RefundItem[] {
	if (!hasItems(items)) return [{ total, amounts: completed(leavesOf(breakdowns, currency), total, UNEXPLAINED, currency) }];
	const read = items.map((item) => itemOf(item, currency));
	const missing = subtract(total, sum(read.map((item) => item.total)));
	if (isZero(missing)) return read;
	const amount = inCoins(missing, currency);
	return [...read, { total: amount, amounts: [{ type: UNEXPLAINED, amount }] }];
}

function itemOf({ breakdowns, totalAmount, relatedIdentifiers, contexts }: WireTransactionItem, currency: string): RefundItem {
	const leaves = leavesOf(breakdowns, currency);
	const total = totalAmount ? amountOf(totalAmount, currency) : inCoins(sum(leaves.map(({ amount }) => amount)), currency);
	const product = contexts?.find(({ contextType }) => contextType === 'ProductContext');
	return {
		total,
		amounts: completed(leaves, total, UNEXPLAINED, currency),
		...stated({
			adjustmentId: present(relatedIdentifiers?.find((related) => related.itemRelatedIdentifierName === 'ORDER_ADJUSTMENT_ITEM_ID')?.itemRelatedIdentifierValue),
			sellerSku: present(product?.sku),
			asin: present(product?.asin),
		}),
	};
}

/** The ends of the tree, in Amazon's order. */
const leavesOf = (nodes: readonly WireBreakdown[] | null | undefined, currency: string): readonly Leaf[] => (nodes ?? []).flatMap((node) => leavesOfNode(node, currency));

function leavesOfNode({ breakdownType, breakdownAmount, breakdowns }: WireBreakdown, currency: string): readonly Leaf[] {
	const leaves = leavesOf(breakdowns, currency);
	if (!breakdownAmount) return leaves;
	const type = present(breakdownType) ?? UNEXPLAINED;
	const amount = amountOf(breakdownAmount, currency);
	return leaves.length === 0 ? [{ type, amount }] : completed(leaves, amount, type, currency);
}

/** The leaves, with what they lack of the total as one more of that name. */
function completed(leaves: readonly Leaf[], total: Amount, type: string, currency: string): readonly Leaf[] {
	const reached = sum(leaves.map(({ amount }) => amount));
	return equals(reached, total) ? leaves : [...leaves, { type, amount: inCoins(subtract(total, reached), currency) }];
}

const inCoins = (amount: Amount, currency: string): Amount => round(amount, minorUnitDigits(currency));
const amountOf = ({ currencyAmount }: Numbered, currency: string): Amount => inCoins(fromJsonNumber(currencyAmount), currency);

/** Of the amounts that are read. Those without a currency are in the total's; of nothing it does not matter in what. */
function hasOtherCurrency({ totalAmount, items, breakdowns }: WireTransaction): boolean {
	const amounts = hasItems(items) ? items.flatMap((item) => [item.totalAmount, ...amountsIn(item.breakdowns)]) : amountsIn(breakdowns);
	return amounts.some((stated) => stated && stated.currencyAmount !== 0 && present(stated.currencyCode) !== undefined && stated.currencyCode !== totalAmount.currencyCode);
}

const amountsIn = (nodes: readonly WireBreakdown[] | null | undefined): readonly (Numbered | null | undefined)[] =>
	(nodes ?? []).flatMap((node) => [node.breakdownAmount, ...amountsIn(node.breakdowns)]);
