import type { StoreSettings } from '../settings';
import type { AccountClass } from './accountClasses';
import { isBuyerMoney, isItemFee } from './classify';
import type { MappedType } from './mapType';
import { isRefundType } from './refundTypes';
import type { RowGroup } from './settlement';
import type { PlannedGroup } from './settlementPlan';
import { folded } from './typePattern';

const isSale = ({ transactionType }: RowGroup): boolean => folded(transactionType) === 'order';

const isKnown = ({ orderClass }: RowGroup): boolean => orderClass === 'known' || orderClass === 'knownWithoutTax';

/** True for what buyers paid or got back for orders that Cin7 Core has: it stands there through invoices and credit notes. */
export const isKnownBuyerMoney = (group: RowGroup): boolean =>
	isKnown(group) && isBuyerMoney(group) && (isSale(group) || isRefundType(group.transactionType));

/**
 * True where Cin7 Core has the money already: what the buyer paid on the invoice's payment, what went back on the credit
 * note's refund, and the fees of a refund as a charge of the credit note (S172). Tax is not there when the store wrote
 * the invoice without it (S56), refund fees are not there when discounts are written into prices (S154). Tax that Amazon
 * withholds never is (P13), and neither is a reimbursement that names an order (P2, N37). `accountClass`: of the group's type, by the published lists.
 */
export function isMatched(group: RowGroup, { settlement, discounts }: Pick<StoreSettings, 'settlement' | 'discounts'>, accountClass: AccountClass | undefined): boolean {
	if (settlement.revenue !== 'orders') return false;
	const className = accountClass?.name;
	if (isKnownBuyerMoney(group)) return !(group.orderClass === 'knownWithoutTax' && className === 'taxCollected');
	return isKnown(group) && isRefundType(group.transactionType) && isItemFee(group) && className !== 'taxWithheld' && discounts !== 'lineDiscount';
}

/** What becomes of a group, and which account takes it; which document posts it is decided later. */
export function dispositionOf(group: RowGroup, settings: StoreSettings, mapped: MappedType): PlannedGroup {
	const classed = mapped.accountClass === undefined ? {} : { accountClass: mapped.accountClass.name };
	if (isMatched(group, settings, mapped.accountClass)) return { group, disposition: 'matched', ...classed };
	if (mapped.kind === 'skip') return { group, disposition: 'skipped', ...classed };
	if (mapped.kind === 'unmapped') return { group, disposition: 'unmapped', ...classed };
	return { group, disposition: 'posted', ...classed, account: mapped.account, ...(mapped.taxRule === undefined ? {} : { taxRule: mapped.taxRule }) };
}

/** True for fees that go on the sale of their order when the store wants that (D4): not the tax that Amazon withholds. */
export const isFeeOfOrder = (planned: PlannedGroup): boolean =>
	planned.disposition === 'posted' && planned.accountClass !== 'taxWithheld' && isItemFee(planned.group) && (isSale(planned.group) || isRefundType(planned.group.transactionType));
