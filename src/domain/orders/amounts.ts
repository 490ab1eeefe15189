import type { Issue } from '../issues';
import type { Amount } from '../money';
import { absolute, add, equals, isNegative, isZero, multiply, negate, subtract, sum } from '../money';
import type { AmazonOrder, AmazonOrderItem, ItemProceeds, OrderStatus } from './order';
import { unitsThatCount } from './units';

/** What a charge on an order is for. 'other' is anything that Amazon names and we do not. */
export type ChargeKind = 'shipping' | 'giftWrap' | 'codFee' | 'discount' | 'tip' | 'other';

/** An amount and the tax on it, both as Amazon counts them: without tax in an exclusive order, with tax in an inclusive one. */
export interface TaxedAmount {
	readonly amount: Amount;
	readonly tax: Amount;
}

export interface OrderCharge extends TaxedAmount {
	readonly kind: ChargeKind;
	/** Amazon's own word, for kind 'other'. */
	readonly name?: string;
}

export interface ItemAmounts extends TaxedAmount {
	readonly item: AmazonOrderItem;
	/** Units that are not canceled (N21); 0: no line comes of it. */
	readonly units: number;
}

/**
 * exclusive: tax comes on top. inclusive: amounts contain the tax that Amazon states. unstated: Amazon states no tax.
 */
export type TaxTreatment = 'exclusive' | 'inclusive' | 'unstated';

/** An order's money, taken apart and put together again: the parts add up to Amazon's total, or there is no value of this type. */
export interface OrderAmounts {
	readonly currency: string;
	readonly treatment: TaxTreatment;
	readonly items: readonly ItemAmounts[];
	/** One per kind at most; amounts of a discount are negative. */
	readonly charges: readonly OrderCharge[];
	readonly tax: Amount;
	/** What the buyer pays. */
	readonly total: Amount;
	readonly notices: readonly Issue[];
}

export type Reconciliation = { readonly ok: true; readonly amounts: OrderAmounts } | { readonly ok: false; readonly issue: Issue };

const chargeKinds = new Map<string, ChargeKind>([
	['SHIPPING', 'shipping'],
	['GIFT_WRAP', 'giftWrap'],
	['COD_FEE', 'codFee'],
	['DISCOUNT', 'discount'],
	['DELIVERY_TIP', 'tip'],
]);
// Order-level breakdowns repeat the sums of these; anything else there belongs to the order alone.
const itemLevelTypes = new Set(['ITEM', 'SHIPPING', 'GIFT_WRAP', 'COD_FEE', 'TAX', 'DISCOUNT', 'OTHER']);

/**
 * Takes an order's money apart and proves that the parts add up (D9, N18, N19): per item and for the order, either with
 * tax on top or with tax inside. The sign of DISCOUNT is not documented by Amazon; it is taken as a reduction. An order
 * that adds up in neither way is an issue, never a guess.
 */
export function reconcile(order: AmazonOrder): Reconciliation {
	const currency = currencyOf(order);
	if (currency === 'mixed') return failed(order, 'order.severalCurrencies', 'has amounts in more than one currency', 'Amazon does not do this normally. Compare the order in Seller Central and enter it in Cin7 Core by hand.');
	const parts = order.items.map((item) => takeApart(item, order.status));
	const ownCharges = orderCharges(order);
	const treatment = treatmentOf(order, parts, ownCharges);
	if (treatment === undefined) {
		return failed(order, 'order.amountsDoNotReconcile', arithmetic(order, parts, ownCharges), 'Nothing was guessed and nothing was written. Compare the order in Seller Central; it goes on by itself if Amazon corrects it.');
	}
	const tax = sum(parts.map((part) => part.tax));
	const net = sum([...parts.map((part) => part.net), ...ownCharges.map((charge) => charge.amount)]);
	const amounts: OrderAmounts = {
		currency: currency ?? '',
		treatment,
		items: parts.map(({ item, units, amount, itemTax }) => ({ item, units, amount, tax: itemTax })),
		charges: mergeCharges([...parts.flatMap((part) => part.charges), ...ownCharges]),
		tax,
		total: treatment === 'exclusive' ? add(net, tax) : net,
		notices: parts.flatMap((part) => part.notices),
	};
	return { ok: true, amounts };
}

interface ItemParts {
	readonly item: AmazonOrderItem;
	readonly units: number;
	/** ITEM subtotal. */
	readonly amount: Amount;
	readonly itemTax: Amount;
	readonly charges: readonly OrderCharge[];
	/** ITEM and charges, less discounts. */
	readonly net: Amount;
	readonly tax: Amount;
	readonly notices: readonly Issue[];
}

function takeApart(item: AmazonOrderItem, status: OrderStatus): ItemParts {
	const units = unitsThatCount(item, status);
	const amount = subtotal(item, 'ITEM');
	const tax = subtotal(item, 'TAX');
	const split = splitTax(item, tax);
	const charges: OrderCharge[] = [];
	for (const row of item.proceeds) {
		if (row.type === 'ITEM' || row.type === 'TAX') continue;
		const kind = chargeKinds.get(row.type) ?? 'other';
		charges.push({
			kind,
			...(kind === 'other' ? { name: row.type } : {}),
			amount: kind === 'discount' ? negate(absolute(row.subtotal.amount)) : row.subtotal.amount,
			tax: takeTax(split.byType, row.type),
		});
	}
	// Tax that Amazon puts on a part which has no amount of its own stays with the item: no cent of it is lost.
	const itemTax = sum([takeTax(split.byType, 'ITEM'), ...split.byType.values()]);
	return {
		item,
		units,
		amount,
		itemTax,
		charges,
		net: sum([amount, ...charges.map((charge) => charge.amount)]),
		tax,
		notices: [...split.notices, ...unitPriceNotice(item, units, amount)],
	};
}

const subtotal = (item: AmazonOrderItem, type: string): Amount => sum(item.proceeds.filter((row) => row.type === type).map((row) => row.subtotal.amount));

function takeTax(byType: Map<string, Amount>, type: string): Amount {
	const tax = byType.get(type) ?? '0';
	byType.delete(type);
	return tax;
}

/** Amazon's tax, by the part that it is on. What its details leave over is the item's. */
function splitTax(item: AmazonOrderItem, tax: Amount): { byType: Map<string, Amount>; notices: Issue[] } {
	const details = item.proceeds.filter((row) => row.type === 'TAX').flatMap((row: ItemProceeds) => row.details);
	const byType = new Map<string, Amount>();
	for (const { subtype, value } of details) byType.set(subtype, add(byType.get(subtype) ?? '0', value.amount));
	const discount = absolute(byType.get('DISCOUNT') ?? '0');
	byType.delete('DISCOUNT');
	const stated = sum(byType.values());
	if (!isZero(discount) && equals(subtract(stated, discount), tax)) byType.set('DISCOUNT', negate(discount));
	const left = subtract(tax, sum(byType.values()));
	if (isZero(left)) return { byType, notices: [] };
	byType.set('ITEM', add(byType.get('ITEM') ?? '0', left));
	const notice: Issue = {
		code: 'order.taxDetailsDiffer',
		message: `Amazon's tax details of item ${item.orderItemId} do not add up to its tax of ${tax}; ${left} was left on the product line`,
		hint: 'The total is right. Only the split of the tax between the product and its charges may differ from Seller Central.',
		blocking: false,
	};
	return { byType, notices: details.length > 0 ? [notice] : [] };
}

/** N19: unit price x quantity and the ITEM amount are two statements of one thing; a difference is shown. */
function unitPriceNotice(item: AmazonOrderItem, units: number, amount: Amount): Issue[] {
	if (item.unitPrice === undefined || units === 0) return [];
	const expected = multiply(item.unitPrice.amount, units);
	if (equals(expected, amount)) return [];
	return [
		{
			code: 'order.unitPriceDiffers',
			message: `Item ${item.orderItemId}: ${units} x ${item.unitPrice.amount} = ${expected}, but Amazon's item amount is ${amount}; the item amount was used`,
			hint: 'The total equals Amazon\'s. Compare the unit price in Seller Central if it matters to you.',
			blocking: false,
		},
	];
}

function orderCharges(order: AmazonOrder): OrderCharge[] {
	return order.orderProceeds
		.filter((row) => !itemLevelTypes.has(row.type) && !isZero(row.subtotal.amount))
		.map((row) => {
			const kind = chargeKinds.get(row.type) ?? 'other';
			return { kind, ...(kind === 'other' ? { name: row.type } : {}), amount: row.subtotal.amount, tax: '0' };
		});
}

function treatmentOf(order: AmazonOrder, parts: readonly ItemParts[], own: readonly OrderCharge[]): TaxTreatment | undefined {
	const taxed = parts.some((part) => !isZero(part.tax));
	const candidates: readonly TaxTreatment[] = taxed ? ['exclusive', 'inclusive'] : ['unstated'];
	return candidates.find((treatment) => {
		const totals = parts.map((part) => (treatment === 'exclusive' ? add(part.net, part.tax) : part.net));
		const itemsFit = parts.every((part, i) => part.item.proceedsTotal === undefined || equals(part.item.proceedsTotal.amount, totals[i] ?? '0'));
		const total = sum([...totals, ...own.map((charge) => charge.amount)]);
		const statedTotal = order.grandTotal?.amount;
		return itemsFit && (statedTotal === undefined ? parts.every(isPriced) : equals(statedTotal, total));
	});
}

/** Without a grand total, an item that has a price but no proceeds is money that Amazon has not told. */
const isPriced = ({ item }: ItemParts): boolean => item.proceeds.length > 0 || item.unitPrice === undefined || isZero(item.unitPrice.amount);

function mergeCharges(charges: readonly OrderCharge[]): OrderCharge[] {
	const merged = new Map<string, OrderCharge>();
	for (const charge of charges) {
		const key = `${charge.kind} ${charge.name ?? ''}`;
		const before = merged.get(key);
		merged.set(key, before ? { ...before, amount: add(before.amount, charge.amount), tax: add(before.tax, charge.tax) } : charge);
	}
	return [...merged.values()].filter((charge) => !isZero(charge.amount) || !isZero(charge.tax));
}

function currencyOf(order: AmazonOrder): string | undefined | 'mixed' {
	const currencies = new Set<string>();
	if (order.grandTotal) currencies.add(order.grandTotal.currency);
	for (const row of order.orderProceeds) currencies.add(row.subtotal.currency);
	for (const item of order.items) {
		if (item.proceedsTotal) currencies.add(item.proceedsTotal.currency);
		for (const row of item.proceeds) currencies.add(row.subtotal.currency);
	}
	return currencies.size > 1 ? 'mixed' : [...currencies][0];
}

function arithmetic(order: AmazonOrder, parts: readonly ItemParts[], own: readonly OrderCharge[]): string {
	const net = sum(parts.map((part) => part.net));
	const tax = sum(parts.map((part) => part.tax));
	const extra = sum(own.map((charge) => charge.amount));
	const signed = isNegative(extra) ? ` - ${absolute(extra)}` : ` + ${extra}`;
	return `does not add up: items and charges ${net}, tax ${tax}, order charges${signed}, but Amazon's total is ${order.grandTotal?.amount ?? 'not stated'}`;
}

function failed(order: AmazonOrder, code: string, what: string, hint: string): Reconciliation {
	return { ok: false, issue: { code, message: `Order ${order.orderId} ${what}`, hint, blocking: true } };
}
