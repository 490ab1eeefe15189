import { add, compare, isNegative, isZero, negate, subtract, sum, type Amount } from '../money';
import type { TaxedAmount } from '../orders/amounts';
import type { RefundAmounts, RefundedItem } from '../orders/refundAmounts';

/** Goods of one refunded item, as the sale counts them: with tax inside in an inclusive sale, without in an exclusive one. */
export interface CreditedGoods extends TaxedAmount {
	readonly sellerSku?: string;
	readonly asin?: string;
}

export type CreditedChargeKind = 'shipping' | 'giftWrap' | 'goodwill' | 'discount' | 'restocking';

export interface CreditedCharge extends TaxedAmount {
	readonly kind: CreditedChargeKind;
}

/** What the buyer gets, as the sale counts it: positive where the buyer gets it. Parts of nothing are left out. */
export interface CreditedAmounts {
	readonly goods: readonly CreditedGoods[];
	/** One of a kind. */
	readonly charges: readonly CreditedCharge[];
}

/** How the sale counts money. */
export interface Counting {
	readonly taxInclusive: boolean;
	/** S56: no tax amount of Amazon is written; in an inclusive sale it stays inside the prices. */
	readonly withoutAmazonTax: boolean;
}

const chargeKinds: readonly CreditedChargeKind[] = ['shipping', 'giftWrap', 'goodwill', 'discount', 'restocking'];

const isNothing = ({ amount, tax }: TaxedAmount): boolean => isZero(amount) && isZero(tax);

/** Amazon's finances state amounts without tax, and the tax beside them. */
const counted = ({ amount, tax }: TaxedAmount, { taxInclusive, withoutAmazonTax }: Counting): TaxedAmount => ({ amount: taxInclusive ? add(amount, tax) : amount, tax: withoutAmazonTax ? '0' : tax });

const total = (amounts: readonly TaxedAmount[]): TaxedAmount => ({ amount: sum(amounts.map(({ amount }) => amount)), tax: sum(amounts.map(({ tax }) => tax)) });

/** Goods and charges of a refund, discounts and restocking as charges of their own. */
export function creditedAmounts({ items }: RefundAmounts, counting: Counting): CreditedAmounts {
	return {
		goods: items.map((item) => ({ ...skuOf(item), ...counted(item.principal, counting) })).filter((goods) => !isNothing(goods)),
		charges: chargeKinds.map((kind) => ({ kind, ...counted(total(items.map((item) => item[kind])), counting) })).filter((charge) => !isNothing(charge)),
	};
}

/**
 * The same without negative amounts, for tenants that refuse them (S154): discounts and restocking lessen the goods of
 * their item; what is more than those, the goods of other items and then the charges. Undefined where that is not enough.
 */
export function withoutNegatives({ items }: RefundAmounts, counting: Counting): CreditedAmounts | undefined {
	const goods: readonly CreditedGoods[] = items.map((item) => ({ ...skuOf(item), ...counted(total([item.principal, item.discount, item.restocking]), counting) }));
	const charges = (['shipping', 'giftWrap', 'goodwill'] as const).map((kind): CreditedCharge => ({ kind, ...counted(total(items.map((item) => item[kind])), counting) }));
	const rows = lessenedInTurn([...goods, ...charges]);
	if (!rows) return undefined;
	return {
		goods: goods.map((each, index) => ({ ...each, ...rows[index] })).filter((each) => !isNothing(each)),
		charges: charges.map((each, index) => ({ ...each, ...rows[goods.length + index] })).filter((each) => !isNothing(each)),
	};
}

/** Takes what is below 0 from the rows above it, first row first; a row that is taken wholly leaves its tax to the first that remains. */
function lessenedInTurn(rows: readonly TaxedAmount[]): readonly TaxedAmount[] | undefined {
	let owed = negate(sum(rows.filter(({ amount }) => isNegative(amount)).map(({ amount }) => amount)));
	let tax = sum(rows.filter(({ amount }) => isNegative(amount)).map((row) => row.tax));
	const lessened = rows.map((row): TaxedAmount => {
		if (isNegative(row.amount)) return { amount: '0', tax: '0' };
		const taken = compare(owed, row.amount) > 0 ? row.amount : owed;
		owed = subtract(owed, taken);
		if (!isZero(taken) && equalsWhole(taken, row)) {
			tax = add(tax, row.tax);
			return { amount: '0', tax: '0' };
		}
		return { amount: subtract(row.amount, taken), tax: row.tax };
	});
	if (!isZero(owed)) return undefined;
	const bearer = lessened.findIndex(({ amount }) => !isZero(amount));
	if (bearer < 0) return isZero(tax) ? lessened : undefined;
	return lessened.map((row, index) => (index === bearer ? { ...row, tax: add(row.tax, tax) } : row));
}

const equalsWhole = (taken: Amount, { amount }: TaxedAmount): boolean => compare(taken, amount) === 0;

const skuOf = ({ sellerSku, asin }: RefundedItem): Pick<CreditedGoods, 'sellerSku' | 'asin'> => ({ ...(sellerSku === undefined ? {} : { sellerSku }), ...(asin === undefined ? {} : { asin }) });
