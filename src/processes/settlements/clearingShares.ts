import { add, divide, isZero, multiply, round, subtract, sum, type Amount } from '../../domain/money';
import type { SettledOrder } from '../../domain/settlement/settlement';

type Part = SettledOrder & { readonly settlementId: string };

/** What an order has on the clearing account, in base currency. */
export interface OrderOnAccount {
	/** Its payment. */
	readonly paid: Amount;
	/** Refunds of its credit notes; negative. */
	readonly refunded: Amount;
}

/** Shares of an order's entries: by settlement, and what no posted settlement holds. */
export interface ClearingShares {
	readonly bySettlement: ReadonlyMap<string, Amount>;
	readonly notYetSettled: Amount;
}

/**
 * Gives what an order has on the clearing account to the posted settlements that hold it: its payment to those that hold
 * its sale, its refunds to those that hold refunds. Of several each gets its share of what they settled, in cents, and
 * the last one the rest, so that nothing is lost. `parts`: of posted settlements, the oldest first.
 */
export function shareOrder({ paid, refunded }: OrderOnAccount, parts: readonly Part[]): ClearingShares {
	const bySettlement = new Map<string, Amount>();
	const left = [share(paid, parts, (part) => part.charged, bySettlement), share(refunded, parts, (part) => part.refunded, bySettlement)];
	return { bySettlement, notYetSettled: sum(left) };
}

/** Answers what nobody takes. */
function share(amount: Amount, parts: readonly Part[], settledOf: (part: Part) => Amount, bySettlement: Map<string, Amount>): Amount {
	const holding = parts.filter((part) => !isZero(settledOf(part)));
	const all = sum(holding.map(settledOf));
	let left = amount;
	for (const [index, part] of holding.entries()) {
		const own = index === holding.length - 1 || isZero(all) ? left : round(divide(multiply(amount, settledOf(part)), all), 2);
		bySettlement.set(part.settlementId, add(bySettlement.get(part.settlementId) ?? '0', own));
		left = subtract(left, own);
	}
	return left;
}
