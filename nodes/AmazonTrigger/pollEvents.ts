import { NodeOperationError, type INodeExecutionData, type IPollFunctions } from 'n8n-workflow';
import type { Store } from '../../src/domain/settings';
import { withDatabase } from '../../src/n8n/database';
import { toNodeError } from '../../src/n8n/nodeErrors';
import { amazonOf, clock, freeDeadClaims, newRun, self, startedBy } from '../../src/n8n/services';
import { ALL_STORES, storeIdOfTrigger, storesFor } from '../../src/n8n/stores';
import { loadOrders } from '../../src/processes/loadOrders';
import type { AmazonPort } from '../../src/processes/ports/amazon';
import type { OrderEvent, SyncDatabase } from '../../src/processes/ports/repositories';
import { tellOnce, type Problem } from '../../src/processes/problems';
import { loadRefunds } from '../../src/processes/refunds/loadRefunds';
import { loadSettlements } from '../../src/processes/settlements/loadSettlements';
import { eventItems } from './eventItems';

const EVENTS_A_POLL = 500;
// Leaves the engine time to hand the items over before it gives the poll up.
const SHARE_OF_POLL_BUDGET = 0.5;

/**
 * One poll (S120, S147, S167, S178): loads what changed at Amazon, then gives the events that this trigger has not given yet.
 * What happened is kept in the sync database, so nothing is lost when n8n stops between a poll and the run that it
 * starts: such an event is given again. A failing load never stops the schedule (P69); it stands in the operations log,
 * and the next poll goes on where this one stopped. Only a credential that Amazon refuses is raised, because waiting does
 * not mend it.
 */
export async function pollEvents(context: IPollFunctions): Promise<INodeExecutionData[][] | null> {
	const manual = context.getMode() === 'manual';
	const begun = clock.now();
	const kinds = context.getNodeParameter('events', []) as OrderEvent['kind'][];
	try {
		return await withDatabase(context, async (database) => {
			const amazon = await amazonOf(context, database, context.getPollBudgetMs() * SHARE_OF_POLL_BUDGET);
			const all = await storesFor(context, database, ALL_STORES, { accountKey: amazon.accountKey });
			await freeDeadClaims(database);
			const problems = await load(context, { amazon, database, stores: all }, kinds);
			const refused = problems.find((each) => each.code === 'amazon.unauthorized');
			const stores = chosen(all, storeIdOfTrigger(context));
			// n8n has abandoned this poll by then, and would throw away what it gives: the next one gives it.
			if (!manual && clock.now() - begun > context.getPollBudgetMs()) return null;
			const events = await takeEvents(context, database, stores, kinds, manual);
			if (refused && events.length === 0) throw new NodeOperationError(context.getNode(), refused.message, { description: refused.hint });
			return events.length > 0 ? [await eventItems(database, events)] : null;
		});
	} catch (error) {
		throw toNodeError(context.getNode(), error, 0);
	}
}

async function load(context: IPollFunctions, { amazon, database, stores }: { amazon: AmazonPort; database: SyncDatabase; stores: readonly Store[] }, kinds: readonly OrderEvent['kind'][]): Promise<readonly Problem[]> {
	const services = { amazon, database, clock, owner: newRun() };
	const request = { stores, startedBy: startedBy(context) };
	const storeIds = stores.map((store) => store.storeId);
	const { problems } = await loadOrders(services, request);
	const ofRefunds = kinds.includes('refundCompleted') ? (await loadRefunds(services, request)).problems : [];
	const ofSettlements = kinds.includes('settlementAvailable') ? (await loadSettlements(services, request)).problems : [];
	// Told by this trigger alone: where it does not tell, the problem is left to the node that does.
	if (kinds.includes('needsAttention')) {
		await tellOnce(database.orders, problems, { run: 'load', storeIds });
		await tellOnce(database.orders, ofRefunds, { run: 'load refunds', storeIds });
		await tellOnce(database.orders, ofSettlements, { run: 'load settlements', storeIds });
	}
	return [...problems, ...ofRefunds, ...ofSettlements];
}

const chosen = (stores: readonly Store[], storeId: string): readonly Store[] => (storeId === ALL_STORES || storeId === '' ? stores : stores.filter((store) => store.storeId === storeId));

/** A manual test shows events without taking them away from the published workflow. */
async function takeEvents(context: IPollFunctions, database: SyncDatabase, stores: readonly Store[], kinds: readonly OrderEvent['kind'][], manual: boolean): Promise<readonly OrderEvent[]> {
	const filter = { storeIds: stores.map((store) => store.storeId), kinds, limit: EVENTS_A_POLL };
	if (manual) return await database.events.peek({ ...filter, limit: 10 });
	return await database.events.take(`${context.getWorkflow().id ?? ''}:${context.getNode().id}`, self, filter);
}
