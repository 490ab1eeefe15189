import type { MarketplaceEntry } from './marketplaceEntries';
import { type Json, type JsonObject, present } from './json';
import { fromCoins, toCoins } from './minorUnits';
import type { OrderItemSeed, OrderSeed, PartAmounts } from './seeds';
import type { AmazonSwitches } from './switches';

const rowTypes = ['ITEM', 'SHIPPING', 'GIFT_WRAP', 'COD_FEE', 'OTHER', 'TAX', 'DISCOUNT'] as const;
type RowType = (typeof rowTypes)[number];

interface Row {
	readonly type: RowType;
	/** Coins. A discount is positive here and gets its sign when it is written. */
	readonly subtotal: number;
	readonly details: readonly (readonly [part: string, coins: number])[];
}

/** An order's money as Amazon writes it: the parts of each item, their sums, and the sums over the order. */
export interface OrderMoney {
	readonly order: JsonObject | undefined;
	readonly items: readonly (JsonObject | undefined)[];
	readonly currency: string;
	/** False: Amazon states no money at all for an order in this state. */
	readonly stated: boolean;
}

export function orderMoney(order: OrderSeed, entry: MarketplaceEntry, switches: AmazonSwitches): OrderMoney {
	const currency = order.currency ?? entry.currency;
	const nothing = { items: order.items.map(() => undefined), currency, stated: false };
	if (order.status === 'PENDING' || order.status === 'PENDING_AVAILABILITY') {
		return { ...nothing, order: switches.pendingTotal === 'zero' ? { grandTotal: money(0, currency) } : undefined };
	}
	if (order.status === 'CANCELLED' && switches.canceledMoney === 'absent') return { ...nothing, order: undefined };
	const taxStated = order.taxStated ?? !entry.european;
	const taxIncluded = order.taxIncluded ?? entry.european;
	const rows = order.items.map((item) => itemRows(item, currency, taxStated));
	const totals = rows.map((itemRows) => total(itemRows, taxIncluded));
	const write = (row: Row): JsonObject => rowDocument(row, currency, switches);
	return {
		currency,
		stated: true,
		items: rows.map((itemRows, i) => itemProceeds(order.items[i]?.statedTotal, itemRows, totals[i] ?? 0, currency, write)),
		order: orderProceeds(order, rows, totals, currency, switches, write),
	};
}

export const money = (coins: number, currency: string): JsonObject => ({ amount: fromCoins(coins, currency), currencyCode: currency });

function itemRows(item: OrderItemSeed, currency: string, taxStated: boolean): readonly Row[] {
	const rows: Row[] = [];
	const put = (type: RowType, amount: string | undefined): void => {
		if (amount !== undefined) rows.push({ type, subtotal: toCoins(amount, currency), details: [] });
	};
	put('ITEM', item.item);
	put('SHIPPING', item.shipping);
	put('GIFT_WRAP', item.giftWrap);
	put('COD_FEE', item.codFee);
	put('OTHER', item.other);
	if (item.tax !== undefined && taxStated) {
		const details = parts(item.tax, currency);
		rows.push({ type: 'TAX', subtotal: details.reduce((sum, [part, coins]) => (part === 'DISCOUNT' ? sum - coins : sum + coins), 0), details });
	}
	if (item.discount !== undefined) {
		const details = parts(item.discount, currency);
		rows.push({ type: 'DISCOUNT', subtotal: details.reduce((sum, [, coins]) => sum + coins, 0), details });
	}
	return rows;
}

const parts = (amounts: PartAmounts, currency: string): readonly (readonly [string, number])[] =>
	Object.entries(amounts).flatMap(([part, amount]) => (amount === undefined ? [] : [[part, toCoins(amount, currency)] as const]));

function total(rows: readonly Row[], taxIncluded: boolean): number {
	return rows.reduce((sum, { type, subtotal }) => {
		if (type === 'TAX') return taxIncluded ? sum : sum + subtotal;
		return type === 'DISCOUNT' ? sum - subtotal : sum + subtotal;
	}, 0);
}

function itemProceeds(stated: string | undefined, rows: readonly Row[], sum: number, currency: string, write: (row: Row) => JsonObject): JsonObject | undefined {
	if (rows.length === 0) return undefined;
	return { proceedsTotal: stated === undefined ? money(sum, currency) : { amount: stated, currencyCode: currency }, breakdowns: rows.map(write) };
}

function orderProceeds(order: OrderSeed, rows: readonly (readonly Row[])[], totals: readonly number[], currency: string, switches: AmazonSwitches, write: (row: Row) => JsonObject): JsonObject | undefined {
	const tip = order.tip === undefined ? 0 : toCoins(order.tip.amount, currency);
	const countedTip = order.tip?.status === 'PENDING' && !switches.pendingTipInTotal ? 0 : tip;
	const sum = totals.reduce((all, each) => all + each, countedTip);
	const grandTotal = order.grandTotal === undefined ? money(sum, currency) : order.grandTotal === null ? undefined : { amount: order.grandTotal, currencyCode: currency };
	const breakdowns: Json[] = rowTypes.flatMap((type) => {
		const same = rows.flat().filter((row) => row.type === type);
		return same.length === 0 ? [] : [write({ type, subtotal: same.reduce((all, row) => all + row.subtotal, 0), details: [] })];
	});
	if (order.tip !== undefined) breakdowns.push({ type: 'DELIVERY_TIP', status: order.tip.status, subtotal: money(tip, currency) });
	if (grandTotal === undefined && breakdowns.length === 0) return undefined;
	return present({ grandTotal, breakdowns: breakdowns.length > 0 ? breakdowns : undefined });
}

function rowDocument({ type, subtotal, details }: Row, currency: string, switches: AmazonSwitches): JsonObject {
	const sign = switches.discountSign === 'negative' ? -1 : 1;
	const written = (part: string, coins: number): JsonObject => money(part === 'DISCOUNT' ? sign * coins : coins, currency);
	const detailed = details.map(([subtype, coins]) => ({ subtype, value: type === 'DISCOUNT' ? written('DISCOUNT', coins) : written(subtype, coins) }));
	return present({ type, subtotal: written(type, subtotal), detailedBreakdowns: detailed.length > 0 ? detailed : undefined });
}
