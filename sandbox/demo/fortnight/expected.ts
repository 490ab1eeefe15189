import type { Day } from '../../../src/domain/calendar';
import { type BalanceInputs, type ExpectedBalances, expectedBalances } from './balances';
import { localDay } from './calendar';
import { type ReckonedCredit, type ReckonedSale, reckonCancellation, reckonPaid, reckonRefund, reckonSale, text } from './reckoning';
import { type FortnightStore, fortnightStoreId, fortnightStoreNames, fortnightStores } from './stores';
import type { FortnightOrder, FortnightRefund, FortnightStage } from './story';

/** A sale that must be in Cin7 Core, and stand. Amounts are decimal text in the store's currency. */
export interface ExpectedFortnightSale {
	readonly store: FortnightStore;
	/** 'late': the last day that could be closed when the second processing ran (D14); which one is not known before. */
	readonly day: Day | 'late';
	/** Of a daily sale, counted from 1 in its day: goods of different locations cannot be on one sale. */
	readonly number?: number;
	readonly location: string;
	/** One, or all of a daily sale. */
	readonly orderIds: readonly string[];
	readonly goods: readonly { readonly sku: string; readonly quantity: number; readonly total: string }[];
	/** Shipping and gift wrap, less discounts. */
	readonly charges: string;
	readonly tax: string;
	/** What the buyers pay, and what is paid. */
	readonly total: string;
	/** False: nobody picks it (N22). */
	readonly shipped: boolean;
	/** More than one credit note makes it an Advanced Sale. */
	readonly creditIds: readonly string[];
}

/** A credit note that must be on the sale of the order, authorised and refunded. Positive where the buyer gets money. */
export interface ExpectedCredit {
	readonly store: FortnightStore;
	readonly kind: 'refund' | 'cancellation';
	/** Of a refund Amazon's id. A cancellation is known by its order; this is its name here. */
	readonly creditId: string;
	readonly orderId: string;
	readonly total: string;
	readonly tax: string;
	/** What Amazon gave back of its fees; it lessens the total. */
	readonly fees: string;
	/** Day in the store's zone; undefined where it depends on when the demo is played. */
	readonly day?: Day;
	/** Of a cancellation: the goods that come back to the shelf, because they were never sent. */
	readonly restock: readonly { readonly sku: string; readonly quantity: number }[];
}

/** An order that has no sale, or no standing one. */
export interface ExpectedAbsence {
	readonly store: FortnightStore;
	readonly orderId: string;
	readonly outcome: 'voided' | 'waiting' | 'held' | 'canceled' | 'skipped';
}

/** What Amazon itself says, by currency: the control totals. Decimal text. */
export interface AmazonSums {
	readonly store: FortnightStore;
	readonly currency: string;
	/** Of orders that are paid and not canceled, tax included. */
	readonly ordersTotal: string;
	/** Contained in it. */
	readonly ordersTax: string;
	/** Given back to buyers, by refunds that are released and not left to the settlement. */
	readonly refunds: string;
	/** What Amazon gave back of its fees with them, net. */
	readonly refundFees: string;
}

export interface ExpectedFortnight {
	readonly stage: FortnightStage;
	readonly sales: readonly ExpectedFortnightSale[];
	readonly credits: readonly ExpectedCredit[];
	/** Refunds without a credit note, because the settlement journal posts them (D13). */
	readonly leftToSettlement: readonly Pick<ExpectedCredit, 'store' | 'creditId' | 'orderId'>[];
	readonly absent: readonly ExpectedAbsence[];
	readonly amazon: readonly AmazonSums[];
	readonly balances: readonly ExpectedBalances[];
	/** Units that left the shelves, by location and SKU; those that came back do not count. */
	readonly unitsGone: ReadonlyMap<string, ReadonlyMap<string, number>>;
}

export function expectedFortnight(stage: FortnightStage, orders: readonly FortnightOrder[], refunds: readonly FortnightRefund[]): ExpectedFortnight {
	const credited = refunds.filter(({ outcome }) => outcome[stage] === 'credited').map((refund) => ({ refund, money: reckonRefund(refund) }));
	const canceled = orders.filter(({ outcome }) => outcome[stage] === 'credited' || outcome[stage] === 'restCredited');
	const credits = [...credited.map(({ refund, money }) => refundCredit(refund, money)), ...canceled.map(cancellationCredit)];
	const documents = saleGroups(orders, stage).map((group) => ({ ...group, money: together(group.orders.map((order) => reckonSale(order, stage))) }));
	return {
		stage, credits,
		sales: documents.map(({ money, ...group }) => expectedSale(group, money, credits)),
		leftToSettlement: refunds.filter(({ outcome }) => outcome[stage] === 'settlement').map(({ store, creditId, orderId }) => ({ store, creditId, orderId })),
		absent: orders.flatMap(({ store, order: { orderId }, outcome }) => {
			const is = outcome[stage];
			return is === 'voided' || is === 'waiting' || is === 'held' || is === 'canceled' || is === 'skipped' ? [{ store, orderId, outcome: is }] : [];
		}),
		amazon: fortnightStoreNames.map((store) => amazonSums(store, stage, orders, credited.filter(({ refund }) => refund.store === store).map(({ money }) => money))),
		balances: fortnightStoreNames.map((store) => expectedBalances(store, balanceInputs(store, documents, credits))),
		unitsGone: unitsGone(documents, credits),
	};
}

interface SaleGroup {
	readonly store: FortnightStore;
	readonly day: Day | 'late';
	readonly number?: number;
	readonly location: string;
	readonly shipped: boolean;
	readonly orders: readonly FortnightOrder[];
}

/** Which orders are on one sale: each alone, or with those of its day and location. */
function saleGroups(orders: readonly FortnightOrder[], stage: FortnightStage): readonly SaleGroup[] {
	const sold = orders.filter(({ outcome }) => ['sale', 'lateSale', 'notShipped', 'credited', 'restCredited'].includes(outcome[stage]));
	return fortnightStoreNames.flatMap((store) => {
		const { consolidation } = fortnightStores[store];
		const own = sold.filter((order) => order.store === store);
		if (consolidation === 'none') return own.map((order): SaleGroup => ({ store, day: order.day, location: locationOf(order), shipped: order.outcome[stage] !== 'notShipped', orders: [order] }));
		const dayOn = (order: FortnightOrder): SaleGroup['day'] => (order.outcome[stage] === 'lateSale' ? 'late' : order.day);
		return [...new Set(own.map(dayOn))].sort().flatMap((day) => ofDay(store, day, own.filter((order) => dayOn(order) === day)));
	});
}

/** Locations in the order of their names, counted from 1. */
function ofDay(store: FortnightStore, day: Day | 'late', orders: readonly FortnightOrder[]): readonly SaleGroup[] {
	const locations = [...new Set(orders.map(locationOf))].sort();
	return locations.map((location, index) => ({ store, day, number: index + 1, location, shipped: true, orders: orders.filter((order) => locationOf(order) === location) }));
}

const locationOf = ({ store, order }: FortnightOrder): string => fortnightStores[store].locations[order.fulfilledBy];

function together(parts: readonly ReckonedSale[]): ReckonedSale {
	const goods = new Map<string, { quantity: number; total: number }>();
	for (const [sku, { quantity, total }] of parts.flatMap((part) => [...part.goods])) {
		const there = goods.get(sku) ?? { quantity: 0, total: 0 };
		goods.set(sku, { quantity: there.quantity + quantity, total: there.total + total });
	}
	const sumOf = (part: 'charges' | 'tax' | 'total'): number => parts.reduce((sum, each) => sum + each[part], 0);
	return { goods, charges: sumOf('charges'), tax: sumOf('tax'), total: sumOf('total') };
}

function expectedSale({ orders, ...group }: SaleGroup, money: ReckonedSale, credits: readonly ExpectedCredit[]): ExpectedFortnightSale {
	const orderIds = orders.map(({ order }) => order.orderId);
	return {
		...group, orderIds,
		goods: [...money.goods].map(([sku, { quantity, total }]) => ({ sku, quantity, total: text(total) })),
		charges: text(money.charges), tax: text(money.tax), total: text(money.total),
		creditIds: credits.filter(({ orderId }) => orderIds.includes(orderId)).map(({ creditId }) => creditId),
	};
}

function refundCredit({ store, orderId, creditId, appears, transaction }: FortnightRefund, money: ReckonedCredit): ExpectedCredit {
	const day = appears === 'first' ? localDay(Date.parse(transaction.postedDate), fortnightStores[store].zone) : undefined;
	return { store, kind: 'refund', creditId, orderId, total: text(money.total), tax: text(money.tax), fees: text(money.fees), restock: [], ...(day ? { day } : {}) };
}

function cancellationCredit(canceled: FortnightOrder): ExpectedCredit {
	const { store, order: { orderId } } = canceled;
	const { total, tax, fees, units } = reckonCancellation(canceled);
	return { store, kind: 'cancellation', creditId: `${orderId} canceled`, orderId, total: text(total), tax: text(tax), fees: text(fees), restock: units };
}

function amazonSums(store: FortnightStore, stage: FortnightStage, orders: readonly FortnightOrder[], refunds: readonly ReckonedCredit[]): AmazonSums {
	const paid = orders.filter((order) => order.store === store && ['sale', 'lateSale', 'notShipped', 'restCredited'].includes(order.outcome[stage])).map((order) => reckonPaid(order, stage));
	const sum = (amounts: readonly number[]): string => text(amounts.reduce((all, amount) => all + amount, 0));
	return {
		store, currency: fortnightStores[store].currency,
		ordersTotal: sum(paid.map(({ total }) => total)), ordersTax: sum(paid.map(({ tax }) => tax)),
		refunds: sum(refunds.map(({ buyer }) => buyer)), refundFees: sum(refunds.map(({ fees }) => fees)),
	};
}

const balanceInputs = (store: FortnightStore, documents: readonly (SaleGroup & { readonly money: ReckonedSale })[], credits: readonly ExpectedCredit[]): BalanceInputs => ({
	sales: documents.filter((document) => document.store === store).map(({ money }) => money),
	credits: credits.filter((credit) => credit.store === store),
});

function unitsGone(documents: readonly (SaleGroup & { readonly money: ReckonedSale })[], credits: readonly ExpectedCredit[]): ReadonlyMap<string, ReadonlyMap<string, number>> {
	const gone = new Map<string, Map<string, number>>();
	for (const store of fortnightStoreNames) for (const location of Object.values(fortnightStores[store].locations)) gone.set(location, new Map());
	const count = (location: string, sku: string, quantity: number): void => {
		const units = gone.get(location);
		units?.set(sku, (units.get(sku) ?? 0) + quantity);
	};
	for (const { location, shipped, money, orders } of documents) {
		if (shipped) for (const [sku, { quantity }] of money.goods) count(location, sku, quantity);
		for (const { orderId, restock } of credits) {
			if (orders.some(({ order }) => order.orderId === orderId)) for (const { sku, quantity } of restock) count(location, sku, 0 - quantity);
		}
	}
	return gone;
}

/** ExternalID and CustomerReference of a sale (S143, S145); those of a late daily sale once its day is known. */
export function anchorsOf({ store, day, number, orderIds }: ExpectedFortnightSale, lateDay: Day | undefined): { readonly externalId: string; readonly reference: string } {
	const [orderId = ''] = orderIds;
	if (number === undefined) return { externalId: orderId, reference: orderId };
	const on = day === 'late' ? lateDay ?? '' : day;
	const [year, month, date] = on.split('-');
	return { externalId: `${fortnightStoreId(store)}|${on}|${number}`, reference: `Amazon Sales for ${date}/${month}/${year}${number === 1 ? '' : ` (${number})`}` };
}
