import type { EventRepository, OrderEvent } from '../processes/ports/repositories';
import type { Clock } from '../transport/clock';
import { among, inChunks, lockName, type EngineKind, type Query, type SqlEngine, type WriteTransaction } from './engines/engine';
import { toInstant } from './instants';
import { isDeadOwner } from './owner';

/**
 * After this long an event that was given to another instance and not confirmed is given again, even where nobody can
 * see whether that instance lives (another host). Longer than n8n gives a poll to end (5 minutes), so an instance that
 * is still at work is not overtaken.
 */
export const UNCONFIRMED_MS = 10 * 60_000;

type Filter = Parameters<EventRepository['peek']>[0];

interface EventRow {
	readonly event_id: number;
	readonly store_id: string;
	readonly order_id: string;
	readonly kind: OrderEvent['kind'];
	readonly at: number;
	readonly details: string | null;
}

export function createEventRepository(engine: SqlEngine, clock: Clock): EventRepository {
	return {
		take: async (subscriber, instance, filter) =>
			await engine.write(async (transaction) => {
				await lockName(engine.kind, transaction, `events of ${subscriber}`);
				await confirm(transaction, subscriber, instance);
				const abandoned = await findAbandoned(engine.kind, transaction, { subscriber, instance, filter, now: clock.now() });
				const fresh = await findFresh(engine.kind, transaction, subscriber, filter);
				const given = [...abandoned, ...fresh].sort((a, b) => a.event_id - b.event_id).slice(0, filter.limit);
				await give(transaction, given, { subscriber, instance, now: clock.now() });
				return given.map(toEvent);
			}),
		// The newest ones, told in the order they happened.
		peek: async (filter) => (await eventsOf(engine.kind, engine.query, filter).orderBy('order_event.event_id', 'desc').limit(filter.limit).execute()).reverse().map(toEvent),
	};
}

const eventsOf = (kind: EngineKind, query: Query, { storeIds, kinds }: Filter) =>
	query
		.selectFrom('order_event')
		.select(['order_event.event_id', 'order_event.store_id', 'order_event.order_id', 'order_event.kind', 'order_event.at', 'order_event.details'])
		.where(among(kind, 'order_event.store_id', storeIds))
		.where(among(kind, 'order_event.kind', kinds));

async function confirm(transaction: WriteTransaction, subscriber: string, instance: string): Promise<void> {
	await transaction.updateTable('event_delivery').set({ confirmed: 1 }).where('subscriber', '=', subscriber).where('confirmed', '=', 0).where('instance', '=', instance).execute();
}

/** Given to another instance that is gone, or that has been silent for too long. */
async function findAbandoned(kind: EngineKind, transaction: WriteTransaction, { subscriber, instance, filter, now }: { subscriber: string; instance: string; filter: Filter; now: number }): Promise<readonly EventRow[]> {
	const unconfirmed = await eventsOf(kind, transaction, filter)
		.innerJoin('event_delivery', 'event_delivery.event_id', 'order_event.event_id')
		.select(['event_delivery.instance', 'event_delivery.given_at'])
		.where('event_delivery.subscriber', '=', subscriber)
		.where('event_delivery.confirmed', '=', 0)
		.orderBy('order_event.event_id')
		.execute();
	const dead = new Map([...new Set(unconfirmed.map((row) => row.instance))].map((other) => [other, isDeadOwner(other, instance)]));
	return unconfirmed.filter((row) => dead.get(row.instance) === true || row.given_at <= now - UNCONFIRMED_MS);
}

async function findFresh(kind: EngineKind, transaction: WriteTransaction, subscriber: string, filter: Filter): Promise<readonly EventRow[]> {
	return await eventsOf(kind, transaction, filter)
		.where(({ not, exists, selectFrom }) =>
			not(exists(selectFrom('event_delivery').select('event_delivery.event_id').where('event_delivery.subscriber', '=', subscriber).whereRef('event_delivery.event_id', '=', 'order_event.event_id'))),
		)
		.orderBy('order_event.event_id')
		.limit(filter.limit)
		.execute();
}

async function give(transaction: WriteTransaction, events: readonly EventRow[], { subscriber, instance, now }: { subscriber: string; instance: string; now: number }): Promise<void> {
	for (const chunk of inChunks(events)) {
		await transaction
			.insertInto('event_delivery')
			.values(chunk.map(({ event_id }) => ({ subscriber, event_id, instance, given_at: now, confirmed: 0 })))
			.onConflict((conflict) => conflict.columns(['subscriber', 'event_id']).doUpdateSet({ instance, given_at: now }))
			.execute();
	}
}

const toEvent = (row: EventRow): OrderEvent => ({
	eventId: row.event_id,
	storeId: row.store_id,
	orderId: row.order_id,
	kind: row.kind,
	at: toInstant(row.at),
	...(row.details === null ? {} : { details: JSON.parse(row.details) as NonNullable<OrderEvent['details']> }),
});
