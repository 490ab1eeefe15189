import { dayOf, type Day } from '../calendar';
import type { Issue } from '../issues';
import { add, compare, equals, isNegative, isZero, subtract, sum, type Amount } from '../money';
import type { AmazonRefund } from '../orders/refund';
import { reconcileRefund, refundParts, type RefundAmounts } from '../orders/refundAmounts';
import type { StoreSettings } from '../settings';
import { creditedAmounts, withoutNegatives, type CreditedCharge, type CreditedChargeKind } from './creditAmounts';
import { creditGoods, goodsTaxRule, taxWithin, type CreditSource } from './creditGoods';
import { creditMemo, type CreditIdentity, type CreditNotePlan, type CreditPlanning } from './creditNote';
import { chargeNames } from './planCharges';
import type { AdditionalCharge, RestockLine, SaleChargeKind } from './sale';
import type { SalePart } from './salePart';
import { documentTotals } from './totals';

export { creditMemo, type CreditIdentity, type CreditNotePlan, type CreditPlanning } from './creditNote';

type CreditSettings = Pick<StoreSettings, 'timeZone' | 'ignoreAmazonTaxes' | 'discounts' | 'chargeProducts' | 'refundFeeAccount' | 'paymentAccount'>;

interface CreditInput {
	readonly creditId: string;
	/** What the order has on the sale. */
	readonly part: SalePart;
	readonly settings: CreditSettings;
	/** Nothing may be dated on or before this day. */
	readonly lockDate?: Day;
}

export interface RefundCreditInput extends CreditInput {
	readonly refund: AmazonRefund;
	/** Name of the tax rule of fees, which bear no tax. */
	readonly feeTaxRule: string;
}

export interface CancellationCreditInput extends CreditInput {
	/** When the cancellation was noticed, ISO 8601: the day of the credit note. */
	readonly postedAt: string;
	/** The goods go back to the shelf: they were never sent. */
	readonly restock: boolean;
}

/**
 * Plans the credit note of a refund against what the order has on its sale (S170-S173, N10), or says why there is none.
 * Its total is what the buyer got and, unless the tenant refuses negative charges, Amazon's fees: the refund's total
 * without the tax that Amazon had withheld, and without the buyer's tax where the sale is without it (S56). Nothing goes
 * back to the shelf. Dated the day on which Amazon posted it, in the store's zone.
 */
export function planRefundCredit(input: RefundCreditInput): CreditPlanning {
	const { refund, part, settings, creditId } = input;
	const { orderId } = part;
	const name = `Refund ${creditId} of order ${orderId}`;
	const reconciliation = reconcileRefund(refund);
	if (!reconciliation.ok) return { ok: false, issues: [reconciliation.issue] };
	const { parts } = reconciliation;
	const date = dayOf(refund.postedDate, settings.timeZone);
	const rows = refundRows(parts, input, name);
	const issues = [...otherCurrency(parts, part, name), ...lockedPeriod(date, input.lockDate, name), ...(rows ? [] : [noRoomForNegatives(name)])];
	if (!rows || issues.length > 0) return { ok: false, issues };
	if (rows.lines.length === 0 && rows.charges.length === 0) return { ok: false, issues: [nothingToCredit(name)] };
	const totals = documentTotals([...rows.lines, ...rows.charges], part.taxInclusive, part.totals.currency);
	proveTotal(name, totals.total, parts, rows, part);
	if (isNegative(totals.total)) return { ok: false, issues: [feesAboveMoney(name, totals.total, part.totals.currency)] };
	const identity: CreditIdentity = { kind: 'refund', creditId, orderId };
	const plan = { ...noteOf(identity, date, part), lines: rows.lines, charges: rows.charges, totals, restock: [], fees: rows.fees, notices: [...parts.notices, ...rows.notices] };
	return { ok: true, plan: { ...plan, ...paymentOf(plan, totals.total, creditId, settings) } };
}

/**
 * Plans the credit note of an order, or of units of it, that Amazon canceled after its sale was made (D7, N9): everything
 * in `part`, at its prices. What Amazon had from the buyer is paid back.
 */
export function planCancellationCredit({ creditId, part, settings, lockDate, postedAt, restock }: CancellationCreditInput): CreditPlanning {
	const { orderId, totals } = part;
	const date = dayOf(postedAt, settings.timeZone);
	const issues = lockedPeriod(date, lockDate, `The cancellation of order ${orderId}`);
	if (issues.length > 0) return { ok: false, issues };
	const withAccount = <T extends { readonly account?: string }>(row: T): T => (row.account ?? part.account ? { ...row, account: row.account ?? part.account } : row);
	const plan = {
		...noteOf({ kind: 'cancellation', creditId, orderId }, date, part),
		lines: part.lines.map(withAccount),
		charges: part.charges.map(withAccount),
		totals,
		restock: restock ? restockLines(part) : [],
		fees: '0',
		notices: [],
	};
	return { ok: true, plan: { ...plan, ...paymentOf(plan, part.payable, creditId, settings) } };
}

const noteOf = (identity: CreditIdentity, date: Day, { currencyRate }: SalePart): Pick<CreditNotePlan, 'status' | 'memo' | 'date' | 'currencyRate'> => ({ status: 'AUTHORISED', memo: creditMemo(identity), date, currencyRate });

function paymentOf({ date, currencyRate }: Pick<CreditNotePlan, 'date' | 'currencyRate'>, amount: Amount, reference: string, { paymentAccount }: CreditSettings): Pick<CreditNotePlan, 'payment'> {
	if (!paymentAccount || compare(amount, '0') <= 0) return {};
	return { payment: { reference, amount, datePaid: date, account: paymentAccount, currencyRate } };
}

function restockLines({ lines, location }: SalePart): readonly RestockLine[] {
	const byProduct = new Map<string, RestockLine>();
	for (const { productId, sku, quantity } of lines) byProduct.set(productId, { productId, sku, quantity: quantity + (byProduct.get(productId)?.quantity ?? 0), location });
	return [...byProduct.values()];
}

interface RefundRows extends Pick<CreditNotePlan, 'lines' | 'charges' | 'fees' | 'notices'> {
	readonly withoutAmazonTax: boolean;
}

/** Undefined where amounts below 0 are refused and nothing can take them in. */
function refundRows(parts: RefundAmounts, { part, settings, feeTaxRule }: RefundCreditInput, name: string): RefundRows | undefined {
	// A sale that was written before the setting was turned on still has Amazon's tax on top.
	const withoutAmazonTax = settings.ignoreAmazonTaxes && (part.taxInclusive || isZero(part.totals.tax));
	const counting = { taxInclusive: part.taxInclusive, withoutAmazonTax };
	const refusesNegatives = settings.discounts === 'lineDiscount';
	const amounts = refusesNegatives ? withoutNegatives(parts, counting) : creditedAmounts(parts, counting);
	if (!amounts) return undefined;
	const source: CreditSource = { part, name, otherTaxRule: feeTaxRule };
	const goods = creditGoods(amounts.goods, source, refusesNegatives);
	const fees = refusesNegatives ? [] : parts.fees.map((fee) => feeCharge(fee.name, fee.amount, feeTaxRule, part, settings));
	return {
		lines: goods.lines,
		charges: [...goods.charges, ...amounts.charges.map((charge) => creditCharge(charge, source, settings)), ...fees],
		fees: sum(fees.map(({ total }) => total)),
		notices: [...goods.notices, ...(refusesNegatives && parts.fees.length > 0 ? [feesLeftOut(parts, name)] : [])],
		withoutAmazonTax,
	};
}

// Cin7 Core's sale has no kinds for these two; they are 'other' there.
const creditChargeNames: Readonly<Record<CreditedChargeKind, string>> = { shipping: chargeNames.shipping, giftWrap: chargeNames.giftWrap, discount: chargeNames.discount, goodwill: 'Goodwill', restocking: 'Restocking Deduction' };
const saleKinds: Readonly<Partial<Record<CreditedChargeKind, SaleChargeKind>>> = { shipping: 'shipping', giftWrap: 'giftWrap', discount: 'discount' };

/** Named and taxed as the sale's charge of that kind; where it has none, named by the store and taxed as the goods. */
function creditCharge({ kind, amount, tax }: CreditedCharge, { part, otherTaxRule }: CreditSource, { chargeProducts }: CreditSettings): AdditionalCharge {
	const saleKind = saleKinds[kind];
	const sold = saleKind ? part.charges.filter((charge) => charge.kind === saleKind) : [];
	const products: Partial<Record<CreditedChargeKind, string | undefined>> = chargeProducts;
	const account = sold[0]?.account ?? part.account;
	return {
		description: sold[0]?.description ?? (products[kind] || creditChargeNames[kind]),
		quantity: 1,
		price: amount,
		tax: taxWithin(amount, tax, sold.length > 0 ? sold : [...part.lines, ...part.charges], part),
		taxRule: sold[0]?.taxRule ?? goodsTaxRule(part) ?? part.charges[0]?.taxRule ?? otherTaxRule,
		total: amount,
		...(account ? { account } : {}),
		kind: saleKind ?? 'other',
	};
}

/** S172. Under the name of a service product the comment says which fee it is. */
function feeCharge(name: string, amount: Amount, taxRule: string, part: SalePart, { chargeProducts, refundFeeAccount }: CreditSettings): AdditionalCharge {
	const product = chargeProducts.refundFees;
	const account = refundFeeAccount ?? part.account;
	return { description: product || name, quantity: 1, price: amount, tax: '0', taxRule, total: amount, ...(product ? { comment: name } : {}), ...(account ? { account } : {}), kind: 'refundFee' };
}

/** A difference would be a defect of this package, and is never written. */
function proveTotal(name: string, planned: Amount, { buyer, items }: RefundAmounts, { fees, withoutAmazonTax }: RefundRows, { taxInclusive }: SalePart): void {
	const taxLeftOut = withoutAmazonTax && !taxInclusive ? sum(items.flatMap((item) => refundParts.map((part) => item[part].tax))) : '0';
	const expected = add(subtract(buyer, taxLeftOut), fees);
	if (!equals(planned, expected)) throw new Error(`${name}: planned ${planned}, Amazon has ${expected}`);
}

const blocked = (code: string, message: string, hint: string): Issue => ({ code, message, hint, blocking: true });

function otherCurrency({ currency }: RefundAmounts, { totals }: SalePart, name: string): readonly Issue[] {
	if (currency === totals.currency) return [];
	return [blocked('refund.otherCurrency', `${name} is in ${currency}, its sale in ${totals.currency}`, 'A credit note has the currency of its sale. Compare the transaction in Seller Central and enter it in Cin7 Core by hand.')];
}

function lockedPeriod(date: Day, lockDate: Day | undefined, name: string): readonly Issue[] {
	if (!lockDate || date > lockDate) return [];
	return [blocked('store.periodLocked', `${name} is of ${date}, and Cin7 Core is locked up to ${lockDate}`, 'Move the lock date in Cin7 Core; the credit note then goes on by itself.')];
}

const noRoomForNegatives = (name: string): Issue =>
	blocked('refund.negativeCharge', `${name} has discounts or restocking that are more than the money they lessen`, 'The store writes no negative charges (Discounts in the Amazon Store node). Compare the transaction in Seller Central and enter it in Cin7 Core by hand.');

const nothingToCredit = (name: string): Issue =>
	blocked('refund.nothingToCredit', `${name} has nothing that a credit note could say: neither money for the buyer nor a fee`, 'It stays with the settlement.');

const feesAboveMoney = (name: string, total: Amount, currency: string): Issue =>
	blocked('refund.givesMoneyBack', `${name} gives the seller more in fees than the buyer gets: ${total} ${currency}`, 'A credit note cannot be below 0. It stays with the settlement.');

const feesLeftOut = ({ fees }: RefundAmounts, name: string): Issue => ({
	code: 'refund.feesLeftOut',
	message: `${name}: its fees (${fees.map((fee) => `${fee.name} ${fee.amount}`).join(', ')}) are not on the credit note, because the store writes no negative charges`,
	hint: 'They are posted with the settlement.',
	blocking: false,
});
