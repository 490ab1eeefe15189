import { NodeOperationError, type INodeExecutionData, type IPollFunctions } from 'n8n-workflow';
import type { Store } from '../../src/domain/settings';
import { withDatabase } from '../../src/n8n/database';
import { toNodeError } from '../../src/n8n/nodeErrors';
import { orderItem } from '../../src/n8n/saleItems';
import { amazonOf, clock, freeDeadClaims, newRun, self } from '../../src/n8n/services';
import { ALL_STORES, storeIdOfTrigger, storesFor } from '../../src/n8n/stores';
import { loadOrders } from '../../src/processes/loadOrders';
import type { OrderEvent, OrderRecord, SyncDatabase } from '../../src/processes/ports/repositories';

const EVENTS_A_POLL = 500;
// Leaves the engine time to hand the items over before it gives the poll up.
const SHARE_OF_POLL_BUDGET = 0.5;

/**
 * One poll (S120, S147): loads what changed at Amazon, then gives the events that this trigger has not given yet. What
 * happened is kept in the sync database, so nothing is lost when n8n stops between a poll and the run that it starts:
 * such an event is given again. A failing load never stops the schedule (P69); it stands in the operations log, and the
 * next poll goes on where this one stopped. Only a credential that Amazon refuses is raised, because waiting does not
 * mend it.
 */
export async function pollEvents(context: IPollFunctions): Promise<INodeExecutionData[][] | null> {
	const manual = context.getMode() === 'manual';
	const begun = clock.now();
	try {
		return await withDatabase(context, async (database) => {
			const amazon = await amazonOf(context, database, context.getPollBudgetMs() * SHARE_OF_POLL_BUDGET);
			const all = await storesFor(context, database, ALL_STORES, { accountKey: amazon.accountKey });
			await freeDeadClaims(database);
			const result = await loadOrders({ amazon, database, clock, owner: newRun() }, { stores: all, startedBy: manual ? 'user' : 'schedule' });
			const refused = result.problems.find((each) => each.code === 'amazon.unauthorized');
			const stores = chosen(all, storeIdOfTrigger(context));
			// n8n has abandoned this poll by then, and would throw away what it gives: the next one gives it.
			if (!manual && clock.now() - begun > context.getPollBudgetMs()) return null;
			const events = await takeEvents(context, database, stores, manual);
			if (refused && events.length === 0) throw new NodeOperationError(context.getNode(), refused.message, { description: refused.hint });
			return events.length > 0 ? [await items(database, events)] : null;
		});
	} catch (error) {
		throw toNodeError(context.getNode(), error, 0);
	}
}

const chosen = (stores: readonly Store[], storeId: string): readonly Store[] => (storeId === ALL_STORES || storeId === '' ? stores : stores.filter((store) => store.storeId === storeId));

/** A manual test shows events without taking them away from the published workflow. */
async function takeEvents(context: IPollFunctions, database: SyncDatabase, stores: readonly Store[], manual: boolean): Promise<readonly OrderEvent[]> {
	const kinds = context.getNodeParameter('events', []) as OrderEvent['kind'][];
	const filter = { storeIds: stores.map((store) => store.storeId), kinds, limit: EVENTS_A_POLL };
	if (manual) return await database.events.peek({ ...filter, limit: 10 });
	return await database.events.take(`${context.getWorkflow().id ?? ''}:${context.getNode().id}`, self, filter);
}

async function items(database: SyncDatabase, events: readonly OrderEvent[]): Promise<INodeExecutionData[]> {
	const records = new Map<string, OrderRecord>();
	for (const storeId of new Set(events.map((event) => event.storeId))) {
		const orderIds = events.filter((event) => event.storeId === storeId).map((event) => event.orderId);
		for (const record of await database.orders.list({ storeId, orderIds })) records.set(record.orderId, record);
	}
	return events.map(({ kind, storeId, orderId, at }) => {
		const record = records.get(orderId);
		return { json: { event: kind, at, storeId, orderId, ...(record ? orderItem(record) : {}) } };
	});
}
