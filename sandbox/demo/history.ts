import type { OrderSeed } from '../amazon/seeds';
import { generateOrders } from './generateOrders';
import type { DemoStore } from './stores';

const DAY_MS = 24 * 3600_000;
const YEARS_MS = 2 * 365 * DAY_MS;
const ordersADay: { readonly [store in DemoStore]: number } = { US: 5, DE: 3, JP: 1 };

/**
 * What the demo seller sold in the two years before its demo day, all shipped: what "Load Orders", since a date, finds.
 * Ends two days before the day, so that nothing of it falls into the day's own windows. The same for the same day.
 * @param day yyyy-mm-dd
 */
export function demoHistory(day: string): ReadonlyMap<DemoStore, readonly OrderSeed[]> {
	const end = Date.parse(`${day}T00:00:00.000Z`) - 2 * DAY_MS;
	const from = new Date(end - YEARS_MS).toISOString();
	const to = new Date(end).toISOString();
	const stores = Object.entries(ordersADay) as readonly [DemoStore, number][];
	return new Map(stores.map(([store, perDay], index) => [store, generateOrders((perDay * YEARS_MS) / DAY_MS, { store, from, to, seed: 100 + index, over: { status: 'SHIPPED' } })]));
}
