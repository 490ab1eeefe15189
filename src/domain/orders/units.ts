import { equals, isZero, multiply, type Amount } from '../money';
import type { AmazonOrderItem, OrderStatus } from './order';

const FINAL_WORD: ReadonlySet<OrderStatus> = new Set(['UNSHIPPED', 'PARTIALLY_SHIPPED', 'SHIPPED']);

/**
 * Units of an item that are shipped or still to be (N21): what was ordered, less what Amazon counts neither as fulfilled
 * nor as unfulfilled any more, which is canceled (orders_2026-01-01.json, ItemFulfillment). Where Amazon does not give
 * both counts, or the order is not yet to be shipped, it is what was ordered.
 */
export function unitsThatCount(item: AmazonOrderItem, status: OrderStatus): number {
	const { quantityOrdered, quantityFulfilled, quantityUnfulfilled } = item;
	if (quantityFulfilled === undefined || quantityUnfulfilled === undefined || !FINAL_WORD.has(status)) return quantityOrdered;
	return Math.min(quantityOrdered, quantityFulfilled + quantityUnfulfilled);
}

/**
 * Whether Amazon's amount of a partly canceled item can be taken as that of the units that remain: unit price x units, or
 * nothing for no units. Any other amount may still contain canceled units, and what of it is one's own is not guessed.
 */
export function amountFitsUnits({ quantityOrdered, unitPrice }: AmazonOrderItem, units: number, amount: Amount, tax: Amount): boolean {
	if (units === 0) return isZero(amount) && isZero(tax);
	if (units === quantityOrdered || isZero(amount)) return true;
	return unitPrice !== undefined && equals(multiply(unitPrice.amount, units), amount);
}
