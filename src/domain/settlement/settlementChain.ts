import { sum } from '../money';
import type { RowGroup, SettlementContent, TransactionType } from './settlement';
import { folded } from './typePattern';

const isType = (words: string) => ({ amountDescription, transactionType }: TransactionType): boolean =>
	[amountDescription, transactionType].some((text) => folded(text) === words);

const isPayable = isType('payable to amazon');
const isCharge = isType('successful charge');
const isHeld = isType('current reserve amount');
const isReleased = isType('previous reserve amount balance');

/** What of a settlement has to agree with the one before it and the one after it (P7, P8). Signed as Amazon's. */
export function chainOf({ groups }: Pick<SettlementContent, 'groups'>): { readonly payableToAmazon: string; readonly successfulCharge: string; readonly reserveHeld: string; readonly reserveReleased: string } {
	const of = (matches: (group: RowGroup) => boolean): string => sum(groups.filter(matches).map((group) => group.sum));
	return { payableToAmazon: of(isPayable), successfulCharge: of(isCharge), reserveHeld: of(isHeld), reserveReleased: of(isReleased) };
}
