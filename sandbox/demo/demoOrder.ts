import { fromCoins, toCoins } from '../amazon/minorUnits';
import type { OrderItemSeed, OrderSeed } from '../amazon/seeds';
import { demoProduct } from './catalog';
import { type DemoStore, demoStores } from './stores';

export type DemoOutcome = 'sale' | 'held' | 'canceled' | 'waiting';
export type DemoChargeKind = 'shipping' | 'giftWrap' | 'discount' | 'codFee' | 'tip' | 'other';

/**
 * What must come out of a demo order with default settings. Amounts are decimal text with the currency's digits. Of an
 * order that is waiting or canceled they are those of the seed: Amazon states none (as long as it is so).
 */
export interface ExpectedSale {
	readonly orderId: string;
	readonly store: DemoStore;
	readonly outcome: DemoOutcome;
	readonly reason?: string;
	/** What the buyer pays: lines, charges and, where Amazon puts it on top, tax. */
	readonly total: string;
	/** Amazon's tax; undefined where Amazon states none. */
	readonly tax: string | undefined;
	readonly currency: string;
	/** sku is Cin7 Core's; null while there is no product. */
	readonly lines: readonly { readonly sku: string | null; readonly quantity: number; readonly total: string }[];
	/** A discount is negative. */
	readonly charges: readonly { readonly kind: DemoChargeKind; readonly total: string }[];
}

/** An order of the demo day, and what must come of it. */
export interface DemoOrder {
	readonly store: DemoStore;
	readonly order: OrderSeed;
	readonly outcome: DemoOutcome;
	readonly reason?: string;
}

/** A line at the catalog's price, with what is different about it. */
export function demoItem(store: DemoStore, sellerSku: string, quantity: number, over: Partial<OrderItemSeed> = {}): OrderItemSeed {
	const { asin, title, prices } = demoProduct(sellerSku);
	const { currency } = demoStores[store];
	const unitPrice = prices[currency];
	return { asin, sku: sellerSku, title, quantity, unitPrice, item: fromCoins(toCoins(unitPrice, currency) * quantity, currency), ...over };
}

/** Adds up what was put into the order; never asks the product. */
export function expectedSale({ store, order, outcome, reason }: DemoOrder): ExpectedSale {
	const { currency } = demoStores[store];
	const coins = (amount: string | undefined): number => (amount === undefined ? 0 : toCoins(amount, currency));
	const total = (amounts: readonly (string | undefined)[]): number => amounts.reduce((sum, amount) => sum + coins(amount), 0);
	const { items } = order;
	const charges: readonly (readonly [DemoChargeKind, number])[] = [
		['shipping', total(items.map((item) => item.shipping))],
		['giftWrap', total(items.map((item) => item.giftWrap))],
		['discount', 0 - total(items.flatMap((item) => Object.values(item.discount ?? {})))],
		['codFee', total(items.map((item) => item.codFee))],
		['tip', coins(order.tip?.amount)],
		['other', total(items.map((item) => item.other))],
	];
	const goods = total(items.map((item) => item.item));
	const tax = items.reduce((sum, { tax: parts = {} }) => sum + total([parts.ITEM, parts.SHIPPING, parts.GIFT_WRAP, parts.COD_FEE, parts.OTHER]) - coins(parts.DISCOUNT), 0);
	return {
		orderId: order.orderId,
		store,
		outcome,
		...(reason === undefined ? {} : { reason }),
		total: fromCoins(goods + tax + charges.reduce((sum, [, amount]) => sum + amount, 0), currency),
		tax: store === 'US' ? fromCoins(tax, currency) : undefined,
		currency,
		lines: items.map((item) => ({ sku: demoProduct(item.sku ?? '').cin7Sku, quantity: item.quantity, total: fromCoins(coins(item.item), currency) })),
		charges: charges.filter(([, amount]) => amount !== 0).map(([kind, amount]) => ({ kind, total: fromCoins(amount, currency) })),
	};
}
