import { marketplaceEntry } from '../sandbox/amazon/marketplaceEntries';
import { dataSets, orderDocument } from '../sandbox/amazon/orderDocument';
import type { OrderSeed } from '../sandbox/amazon/seeds';
import { defaultSwitches } from '../sandbox/amazon/switches';
import { generateOrders } from '../sandbox/demo/generateOrders';
import { parseOrder } from '../src/amazon/orderParser';
import type { CapturedOrder } from '../src/domain/orders/order';
import { firstOrder, lastOrder, start, store } from './seller';

const entry = marketplaceEntry({ id: store.marketplaceId });
const view = { included: new Set(dataSets), roles: new Set(['inventoryAndOrderTracking', 'directToConsumerShipping', 'taxInvoicing'] as const), now: Date.parse(start), switches: defaultSwitches() };

/** Orders of the demo seller as Amazon writes them, JSON. */
export const orderDocuments = (seeds: readonly OrderSeed[]): object[] => seeds.map((seed) => orderDocument(seed, entry, view));

const CHUNK = 1000;

/** Orders of the demo seller as the client captures them, read from text as in real life. Made in chunks, so that the making needs little memory. */
export function capturedOrders(count: number): CapturedOrder[] {
	const orders: CapturedOrder[] = [];
	for (let seed = 1; orders.length < count; seed++) {
		for (const document of orderDocuments(generateOrders(Math.min(CHUNK, count - orders.length), { from: firstOrder, to: lastOrder, seed }))) orders.push(captured(document));
	}
	return orders;
}

function captured(document: object): CapturedOrder {
	const parsed = parseOrder(JSON.parse(JSON.stringify(document)), [...dataSets]);
	if (!parsed.ok) throw new Error(`Order ${parsed.orderId ?? ''}: ${parsed.reason}`);
	return parsed.captured;
}
