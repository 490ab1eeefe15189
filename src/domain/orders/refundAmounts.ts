import type { Issue } from '../issues';
import { add, equals, isNegative, isZero, negate, sum, type Amount } from '../money';
import type { TaxedAmount } from './amounts';
import { UNEXPLAINED, type AmazonRefund, type RefundItem } from './refund';
import table from './refundBreakdowns.json';

/** What money given back to a buyer was for. discount and restocking lessen it. */
export const refundParts = ['principal', 'shipping', 'giftWrap', 'goodwill', 'discount', 'restocking'] as const;
export type RefundPart = (typeof refundParts)[number];

/** What the buyer got for one item of the refund. Positive where the buyer gets it; `amount` is without the tax. */
export interface RefundedItem extends Readonly<Record<RefundPart, TaxedAmount>> {
	readonly sellerSku?: string;
	readonly asin?: string;
}

/** Fees of one kind. Positive where Amazon keeps them from the seller, negative where the seller gets them back. */
export interface RefundFee {
	/** Amazon's own word. */
	readonly type: string;
	/** In words for a document. */
	readonly name: string;
	readonly amount: Amount;
}

/** A refund taken apart. Amounts are positive where they are taken from the seller; buyer, fees and withheldTax add up to total. */
export interface RefundAmounts {
	readonly currency: string;
	readonly items: readonly RefundedItem[];
	/** What the buyer gets, with tax. */
	readonly buyer: Amount;
	/** One for each type, none of 0. */
	readonly fees: readonly RefundFee[];
	/** Tax that Amazon had withheld from the sale and gives back: left to the settlement, as the withholding was. */
	readonly withheldTax: Amount;
	readonly total: Amount;
	readonly notices: readonly Issue[];
}

export type RefundReconciliation = { readonly ok: true; readonly parts: RefundAmounts } | { readonly ok: false; readonly issue: Issue };

interface Breakdown {
	readonly part: RefundPart;
	readonly is: 'amount' | 'tax';
}

// Types that Amazon's refunds were seen with (finances_2024-06-19.json leaves them open). A Map: they come from outside.
const buyerTypes = new Map(Object.entries(table.buyer as Record<string, Breakdown>));
const feeNames = new Map(Object.entries(table.fees));
const isWithheldTax = (type: string): boolean => table.withheldTaxPrefixes.some((prefix) => type.startsWith(prefix));

/**
 * Takes a refund apart and proves that it adds up (S171, S172): the leaves of each item to the item, the items to the
 * refund, with nothing that Amazon leaves unexplained. A leaf of an unknown type counts as a fee under Amazon's own word, with a notice. A refund by which the seller
 * gets money from the buyer, such as a chargeback that was reversed, is an issue: no credit note can say it.
 */
export function reconcileRefund(refund: AmazonRefund): RefundReconciliation {
	const difference = findDifference(refund);
	if (difference) return failed(refund, 'refund.amountsDoNotReconcile', difference, 'Nothing was guessed and nothing was written. Compare the transaction in Seller Central under Payments, and enter it in Cin7 Core by hand.');
	const parts = takeApart(refund);
	if (isNegative(parts.buyer)) return failed(refund, 'refund.givesMoneyBack', `gives ${negate(parts.buyer)} ${parts.currency} to the seller, not to the buyer`, 'A credit note cannot say that. It stays with the settlement; compare the order in Seller Central, and enter it in Cin7 Core by hand if no settlement journal does.');
	return { ok: true, parts };
}

function findDifference({ items, total }: AmazonRefund): string | undefined {
	const stated = items.filter((item) => !isRest(item));
	for (const item of stated) {
		const parts = sum(item.amounts.filter(({ type }) => type !== UNEXPLAINED).map(({ amount }) => amount));
		if (!equals(parts, item.total)) return `does not add up: the parts of item ${item.sellerSku ?? item.adjustmentId ?? '(no SKU)'} are ${parts}, but its total is ${item.total}`;
	}
	const ofItems = sum(stated.map((item) => item.total));
	return equals(ofItems, total.amount) ? undefined : `does not add up: its items are ${ofItems}, but its total is ${total.amount}`;
}

/** Not an item of Amazon's, but what its items lack of the total. */
const isRest = ({ sellerSku, adjustmentId, amounts }: RefundItem): boolean =>
	sellerSku === undefined && adjustmentId === undefined && amounts.length > 0 && amounts.every(({ type }) => type === UNEXPLAINED);

function takeApart(refund: AmazonRefund): RefundAmounts {
	const leaves = refund.items.flatMap((item) => item.amounts);
	const others = leaves.filter(({ type }) => !buyerTypes.has(type));
	const items = refund.items.map(refundedItem);
	return {
		currency: refund.total.currency,
		items,
		buyer: sum(items.flatMap((item) => refundParts.flatMap((part) => [item[part].amount, item[part].tax]))),
		fees: feesOf(others.filter(({ type }) => !isWithheldTax(type))),
		withheldTax: negate(sum(others.filter(({ type }) => isWithheldTax(type)).map(({ amount }) => amount))),
		total: negate(refund.total.amount),
		notices: unknownTypes(refund, others.map(({ type }) => type)),
	};
}

function refundedItem({ sellerSku, asin, amounts }: RefundItem): RefundedItem {
	const of = (part: RefundPart): TaxedAmount => {
		const taken = (is: Breakdown['is']): Amount => negate(sum(amounts.filter(({ type }) => buyerTypes.get(type)?.part === part && buyerTypes.get(type)?.is === is).map(({ amount }) => amount)));
		return { amount: taken('amount'), tax: taken('tax') };
	};
	return {
		...(sellerSku === undefined ? {} : { sellerSku }),
		...(asin === undefined ? {} : { asin }),
		principal: of('principal'),
		shipping: of('shipping'),
		giftWrap: of('giftWrap'),
		goodwill: of('goodwill'),
		discount: of('discount'),
		restocking: of('restocking'),
	};
}

function feesOf(leaves: RefundItem['amounts']): readonly RefundFee[] {
	const byType = new Map<string, Amount>();
	for (const { type, amount } of leaves) byType.set(type, add(byType.get(type) ?? '0', negate(amount)));
	return [...byType].filter(([, amount]) => !isZero(amount)).map(([type, amount]) => ({ type, name: feeNames.get(type) ?? type, amount }));
}

function unknownTypes(refund: AmazonRefund, types: readonly string[]): readonly Issue[] {
	const unknown = new Set(types.filter((type) => !feeNames.has(type) && !isWithheldTax(type)));
	return [...unknown].map((type) => ({
		code: 'refund.unknownAmount',
		message: `${nameOf(refund)} has an amount that Amazon calls ${type}, which this version does not know; it was taken as a fee under that name`,
		hint: 'The total is right. Look at the transaction in Seller Central if it matters to you what the amount is for.',
		blocking: false,
	}));
}

const nameOf = ({ refundId, orderId }: AmazonRefund): string => `Refund ${refundId}${orderId === undefined ? '' : ` of order ${orderId}`}`;

function failed(refund: AmazonRefund, code: string, what: string, hint: string): RefundReconciliation {
	return { ok: false, issue: { code, message: `${nameOf(refund)} ${what}`, hint, blocking: true } };
}
