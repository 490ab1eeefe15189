import type { Issue } from '../issues';
import type { Amount } from '../money';
import { add, absolute, compare, isNegative, isZero, minorUnitDigits, negate, subtract, sum } from '../money';
import type { ItemAmounts, OrderAmounts, OrderCharge, TaxedAmount } from './amounts';
import { shareByAmounts } from './lines';

/** What an amount was lessened by; absent: by nothing. */
interface Lessened {
	readonly discount?: Amount;
}

/** An order's money without negative charges: discounts are inside the amounts of goods and of other charges. */
export interface DiscountedAmounts extends OrderAmounts {
	readonly items: readonly (ItemAmounts & Lessened)[];
	readonly charges: readonly (OrderCharge & Lessened)[];
}

export type Placement = { readonly ok: true; readonly amounts: DiscountedAmounts } | { readonly ok: false; readonly issue: Issue };

/**
 * Takes every negative charge away and lessens the goods by it, in proportion to their amounts, and what the goods do not
 * bear, the other charges; the tax of it likewise, in proportion to their taxes (S154 where a tenant refuses negative
 * charges, N18). In whole coins; nothing gets below 0; total and tax stay what they are. A discount that is larger than
 * all that it can lessen is an issue.
 */
export function placeDiscounts(orderId: string, amounts: OrderAmounts): Placement {
	const isDiscount = ({ kind, amount }: OrderCharge): boolean => kind === 'discount' || isNegative(amount);
	const discounts = amounts.charges.filter(isDiscount);
	if (discounts.length === 0) return { ok: true, amounts };
	const charges = amounts.charges.filter((charge) => !isDiscount(charge));
	const goods = amounts.items.map((item) => (item.units > 0 ? item : { amount: '0', tax: '0' }));
	const groups = [goods, charges];
	const discount = sum(discounts.map(({ amount }) => negate(amount)));
	const tax = sum(discounts.map((each) => negate(each.tax)));
	const digits = digitsOf([discount, tax, ...groups.flat().flatMap((each) => [each.amount, each.tax])], minorUnitDigits(amounts.currency));
	const shares = shareInTurn(discount, groups.map((group) => group.map((each) => each.amount)), digits);
	const taxShares = isNegative(tax) ? addToFirst(tax, groups) : shareInTurn(tax, groups.map((group) => group.map((each) => each.tax)), digits);
	if (!shares || !taxShares) return { ok: false, issue: tooLarge(orderId, discount) };
	return {
		ok: true,
		amounts: {
			...amounts,
			items: amounts.items.map((item, index) => lessen(item, shares[0]?.[index], taxShares[0]?.[index])),
			charges: charges.map((charge, index) => lessen(charge, shares[1]?.[index], taxShares[1]?.[index])).filter((charge) => !isZero(charge.amount) || !isZero(charge.tax)),
		},
	};
}

function lessen<T extends TaxedAmount>(row: T, discount: Amount = '0', tax: Amount = '0'): T & Lessened {
	if (isZero(discount) && isZero(tax)) return row;
	return { ...row, amount: subtract(row.amount, discount), tax: subtract(row.tax, tax), ...(isZero(discount) ? {} : { discount }) };
}

/** Shares an amount among the first group as far as that bears it, what is left among the next; undefined when all together bear less. */
function shareInTurn(amount: Amount, groups: readonly (readonly Amount[])[], digits: number): Amount[][] | undefined {
	let left = amount;
	const shares = groups.map((given) => {
		const group = given.map((weight) => (isNegative(weight) ? '0' : weight));
		const bearable = sum(group);
		const taken = compare(left, bearable) > 0 ? bearable : left;
		left = subtract(left, taken);
		return isZero(taken) ? group.map(() => '0') : [...shareByAmounts(taken, group, digits)];
	});
	return isZero(left) ? shares : undefined;
}

/** A tax that Amazon adds by a discount is on the first goods; it is not known to exist, and no coin of it is lost. */
const addToFirst = (tax: Amount, groups: readonly (readonly TaxedAmount[])[]): Amount[][] | undefined => {
	const at = groups.findIndex((group) => group.some((row) => !isZero(row.amount)));
	if (at < 0) return undefined;
	const first = groups[at]?.findIndex((row) => !isZero(row.amount)) ?? 0;
	return groups.map((group, index) => group.map((_row, position) => (index === at && position === first ? tax : '0')));
};

const decimalsOf = (amount: Amount): number => add(absolute(amount), '0').split('.')[1]?.length ?? 0;
const digitsOf = (amounts: readonly Amount[], least: number): number => Math.max(least, ...amounts.map(decimalsOf));

const tooLarge = (orderId: string, discount: Amount): Issue => ({
	code: 'order.discountTooLarge',
	message: `Order ${orderId} has a discount of ${discount}, with its tax more than all goods and charges that it can lessen`,
	hint: 'Compare the order in Seller Central. With Discounts set to an additional charge in the Amazon Store node, the order goes on as Amazon states it.',
	blocking: true,
});
