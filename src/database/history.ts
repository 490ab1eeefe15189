import type { HistoryLoad, OrderHistory } from '../processes/ports/repositories';
import { among, inChunks, type SqlEngine } from './engines/engine';
import { toMilliseconds } from './instants';

export function createOrderHistory(engine: SqlEngine): OrderHistory {
	return {
		state: async (loadKey) => {
			const row = await engine.query.selectFrom('history_load').select('state').where('load_key', '=', loadKey).executeTakeFirst();
			return row && (JSON.parse(row.state) as HistoryLoad);
		},
		saveState: async (loadKey, load) => {
			const state = JSON.stringify(load);
			await engine.query
				.insertInto('history_load')
				.values({ load_key: loadKey, state })
				.onConflict((conflict) => conflict.column('load_key').doUpdateSet({ state }))
				.execute();
		},
		add: async (loadKey, orders) => await addOrders(engine, loadKey, orders),
		next: async (loadKey, limit) => {
			const rows = await engine.query.selectFrom('history_order').select('order_id').where('load_key', '=', loadKey).orderBy('purchased_at', 'desc').orderBy('order_id', 'desc').limit(limit).execute();
			return rows.map((row) => row.order_id);
		},
		remove: async (loadKey, orderIds) => {
			await engine.query.deleteFrom('history_order').where('load_key', '=', loadKey).where(among(engine.kind, 'order_id', orderIds)).execute();
		},
		count: async (loadKey) => {
			const { orders } = await engine.query.selectFrom('history_order').select(({ fn }) => fn.countAll<number>().as('orders')).where('load_key', '=', loadKey).executeTakeFirstOrThrow();
			return Number(orders);
		},
		end: async (loadKey) =>
			await engine.write(async (transaction) => {
				for (const table of ['history_load', 'history_order'] as const) await transaction.deleteFrom(table).where('load_key', '=', loadKey).execute();
			}),
	};
}

async function addOrders(engine: SqlEngine, loadKey: string, orders: Parameters<OrderHistory['add']>[1]): Promise<void> {
	// In the order of ids, so that two that add the same ones never wait for each other crosswise.
	const rows = [...new Map(orders.map(({ orderId, purchasedAt }) => [orderId, { load_key: loadKey, order_id: orderId, purchased_at: toMilliseconds(purchasedAt) }]))].sort(([a], [b]) => (a < b ? -1 : 1));
	await engine.write(async (transaction) => {
		for (const chunk of inChunks(rows.map(([, row]) => row))) {
			await transaction.insertInto('history_order').values(chunk).onConflict((conflict) => conflict.doNothing()).execute();
		}
	});
}
