import type { OrderItemSeed, OrderSeed, PackageSeed } from './seeds';

/** Units of items; `item` counts from 0. */
export interface Units {
	readonly item: number;
	readonly quantity: number;
}

/** New amounts of one item; `item` counts from 0. What is not named stays. */
export interface AmountChange {
	readonly item: number;
	readonly amounts: Partial<Pick<OrderItemSeed, 'unitPrice' | 'item' | 'shipping' | 'giftWrap' | 'codFee' | 'other' | 'tax' | 'discount' | 'statedTotal'>>;
}

type Change = Partial<Omit<OrderSeed, 'orderId'>>;

/** Of an item's units, those that are on their way. */
export const shippedUnits = ({ status }: OrderSeed, { quantity, quantityShipped, quantityCanceled = 0 }: OrderItemSeed): number =>
	quantityShipped ?? (status === 'SHIPPED' ? quantity - quantityCanceled : 0);

const openUnits = (order: OrderSeed, item: OrderItemSeed): number => item.quantity - shippedUnits(order, item) - (item.quantityCanceled ?? 0);

/** The order after those units, or all that are left, have gone out. Throws when more would go out than is left, or nothing. */
export function shipped(order: OrderSeed, units: readonly Units[] | undefined, parcel: Omit<PackageSeed, 'items'> | undefined): Change {
	if (order.status !== 'UNSHIPPED' && order.status !== 'PARTIALLY_SHIPPED') throw new Error(`The order ${order.orderId} is ${order.status}: it cannot be shipped`);
	const sent = units ?? order.items.map((item, at) => ({ item: at, quantity: openUnits(order, item) })).filter(({ quantity }) => quantity > 0);
	const items = order.items.map((item, at) => {
		const count = sent.reduce((sum, each) => (each.item === at ? sum + each.quantity : sum), 0);
		if (count > openUnits(order, item)) throw new RangeError(`The order ${order.orderId} has no ${count} units of its item ${at} left`);
		return { ...item, quantityShipped: shippedUnits(order, item) + count };
	});
	if (sent.some(({ item, quantity }) => order.items[item] === undefined || quantity <= 0) || sent.length === 0) throw new RangeError(`Nothing of the order ${order.orderId} would be shipped`);
	const status = items.every((item) => openUnits(order, item) === 0) ? 'SHIPPED' : 'PARTIALLY_SHIPPED';
	return { status, items, ...(parcel ? { packages: [...(order.packages ?? []), { ...parcel, items: sent }] } : {}) };
}

/** N21: what has not been shipped will not be; the order counts as shipped. Its money stays as it was. */
export function withoutRemainder(order: OrderSeed, canceledBy: OrderSeed['canceledBy']): Change {
	if (order.status !== 'PARTIALLY_SHIPPED') throw new Error(`The order ${order.orderId} is ${order.status}, not PARTIALLY_SHIPPED`);
	const items = order.items.map((item) => ({ ...item, quantityShipped: shippedUnits(order, item), quantityCanceled: (item.quantityCanceled ?? 0) + openUnits(order, item) }));
	return { status: 'SHIPPED', canceledBy, items };
}

/** The buyer asks to cancel the items, all unless some are named; nothing else happens. */
export const cancellationAsked = (order: OrderSeed, reason: string, which?: readonly number[]): Change => ({
	items: order.items.map((item, at) => (which === undefined || which.includes(at) ? { ...item, buyerAskedToCancel: reason } : item)),
});

/** The order with other amounts. Throws for an item that it does not have. */
export function repriced(order: OrderSeed, changes: readonly AmountChange[]): Change {
	const items = [...order.items];
	for (const { item, amounts } of changes) {
		const old = items[item];
		if (old === undefined) throw new RangeError(`The order ${order.orderId} has no item ${item}`);
		items[item] = { ...old, ...amounts };
	}
	return { items };
}
