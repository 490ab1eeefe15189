import type { Store } from '../domain/settings';
import { dueAmong, isFree, lastClosable } from './dailySales';
import type { OrderRecord } from './ports/repositories';
import type { ProcessRequest, ProcessServices } from './processPendingOrders';
import { isBegun } from './singleSales';

/** What a run finds to do among the Pending Orders of a store. */
export interface Work {
	/** Orders that are planned in this run, or whose sale is: their products have to be known. */
	readonly toPlan: readonly OrderRecord[];
	/** With Daily Consolidation: orders that were begun as a sale of their own, ids. */
	readonly begun: readonly string[];
	/** With Daily Consolidation: there are orders whose day may be closed. */
	readonly daysAreDue: boolean;
}

/**
 * With Daily Consolidation an order whose day is not over is left alone: the template looks every ten minutes, and a look
 * at such orders must cost Cin7 Core no call (N46). One reading of the Pending Orders.
 */
export async function findWork(services: ProcessServices, store: Store, { orderIds, closeDayNow = false }: ProcessRequest): Promise<Work> {
	const daily = store.settings.consolidation === 'daily';
	// What was begun as single sales before is finished whichever orders are asked for.
	const pending = await services.database.orders.list({ storeId: store.storeId, states: ['pending'], ...(orderIds && !daily ? { orderIds } : {}) });
	const asked = orderIds && daily ? pending.filter((record) => orderIds.includes(record.orderId)) : pending;
	// A canceled one is taken out, and never planned.
	const planned = asked.filter(({ order }) => order.status !== 'CANCELLED');
	if (!daily) return { toPlan: planned, begun: [], daysAreDue: false };
	const due = new Set((await dueAmong(services, store, lastClosable(store, services.clock.now(), closeDayNow), asked)).map(({ record }) => record.orderId));
	return {
		toPlan: planned.filter((record) => !isFree(record) || due.has(record.orderId)),
		begun: pending.filter((record) => record.saleKey === undefined && isBegun(record)).map(({ orderId }) => orderId),
		daysAreDue: due.size > 0,
	};
}
