import type { IDataObject, INodeExecutionData } from 'n8n-workflow';
import { groupBy } from '../../src/domain/groupBy';
import { creditItem } from '../../src/n8n/creditItems';
import { attentionItems, orderItem } from '../../src/n8n/saleItems';
import { settlementItem } from '../../src/n8n/settlementItems';
import type { OrderEvent, SyncDatabase } from '../../src/processes/ports/repositories';

/** An item for each event. No buyer data. */
export async function eventItems(database: SyncDatabase, events: readonly OrderEvent[]): Promise<INodeExecutionData[]> {
	const about = await readAbout(database, events);
	return events.map((event) => ({ json: { event: event.kind, at: event.at, storeId: event.storeId, ...detailsOf(event, about) } }));
}

interface About {
	readonly orders: ReadonlyMap<string, IDataObject>;
	readonly refunds: ReadonlyMap<string, IDataObject>;
	readonly settlements: ReadonlyMap<string, IDataObject>;
}

async function readAbout(database: SyncDatabase, events: readonly OrderEvent[]): Promise<About> {
	const orders = new Map<string, IDataObject>();
	const refunds = new Map<string, IDataObject>();
	const settlements = new Map<string, IDataObject>();
	for (const [storeId, ofStore] of groupBy(events, (event) => event.storeId)) {
		const orderIds = ofStore.filter(({ kind }) => kind === 'orderCaptured' || kind === 'orderCanceled').map(({ orderId }) => orderId);
		for (const record of await database.orders.list({ storeId, orderIds })) orders.set(keyOf(storeId, record.orderId), orderItem(record));
		const creditIds = ofStore.flatMap(({ details }) => details?.creditId ?? []);
		for (const credit of await database.credits.list({ storeId, creditIds })) refunds.set(keyOf(storeId, credit.creditId), creditItem(credit));
		const settlementIds = ofStore.flatMap(({ details }) => details?.settlementId ?? []);
		for (const record of await database.settlements.list({ storeIds: [storeId], settlementIds })) settlements.set(keyOf(storeId, record.settlementId), settlementItem(record));
	}
	return { orders, refunds, settlements };
}

function detailsOf({ kind, storeId, orderId, details }: OrderEvent, { orders, refunds, settlements }: About): IDataObject {
	switch (kind) {
		case 'needsAttention': {
			const problems = details?.problems ?? [];
			const [digest = {}] = attentionItems(problems, problems.length);
			return digest;
		}
		case 'refundCompleted':
			return { orderId, refundId: details?.creditId ?? null, ...refunds.get(keyOf(storeId, details?.creditId ?? '')) };
		case 'settlementAvailable':
			return { settlementId: details?.settlementId ?? null, ...settlements.get(keyOf(storeId, details?.settlementId ?? '')) };
		default:
			return { orderId, ...orders.get(keyOf(storeId, orderId)) };
	}
}

const keyOf = (storeId: string, id: string): string => JSON.stringify([storeId, id]);
