import type { OrderSeed } from '../sandbox/amazon/seeds';
import { VirtualClock } from '../sandbox/clock';
import { generateOrders } from '../sandbox/demo/generateOrders';
import { loadOrders } from '../src/processes/loadOrders';
import type { ProductLink } from '../src/processes/ports/catalog';
import { recoverOrder } from '../src/processes/recoverOrder';
import { figure, type Figure } from './figures';
import { loadByOrdersV0, recoverByOrdersV0, type Schedule } from './legacySchedule';
import { amazonClient, firstOrder, lastOrder, start, startAmazon, store, withTemporaryDatabase } from './seller';

const BENCH = 'orders-calls';
const HOUR_MS = 3600_000;
// What the trigger gives a poll of n8n's default length for waiting.
const POLL_WAIT_MS = 150_000;

const listed = 'Orders v0: getOrders and getOrderItems, modeled at their published quotas';
const single = 'Orders v0: getOrder and getOrderItems, modeled at their published quotas';

/**
 * What loading costs under Amazon's published quotas, which the simulated Amazon enforces on a virtual clock: an hourly
 * poll until everything is in the sync database, through the whole client.
 */
export async function ordersCalls(counts: readonly number[] = [10_000, 100_000], recovered = 500): Promise<readonly Figure[]> {
	const figures: Figure[] = [];
	for (const count of counts) figures.push(...compare(`${count.toLocaleString('en-US')} orders`, count, await loadByPolls(count), { name: listed, schedule: loadByOrdersV0(count) }));
	figures.push(...compare(`${recovered.toLocaleString('en-US')} orders by id`, recovered, await recoverEach(recovered), { name: single, schedule: recoverByOrdersV0(recovered) }));
	return figures;
}

function compare(what: string, orders: number, ours: Schedule, { name, schedule }: { name: string; schedule: Schedule }): Figure[] {
	const perThousand = ({ calls }: Schedule): number => (calls * 1000) / orders;
	const hours = ({ seconds }: Schedule): number => seconds / 3600;
	return [
		figure(BENCH, `${what}: calls per 1,000`, { value: perThousand(ours), unit: 'calls', yardstick: name, yardstickValue: perThousand(schedule) }),
		figure(BENCH, `${what}: time`, { value: hours(ours), unit: 'virtual hours', yardstick: name, yardstickValue: hours(schedule) }),
	];
}

async function loadByPolls(count: number): Promise<Schedule> {
	const clock = new VirtualClock(start);
	const orders = generateOrders(count, { from: firstOrder, to: lastOrder });
	const amazon = await startAmazon(orders, clock);
	try {
		return await withTemporaryDatabase(clock, async (database) => {
			await database.stores.save(store);
			// The catalog knows what is sold: an unknown SKU would be loaded, once for all its orders.
			await database.catalog.link(store.storeId, linksOf(orders));
			const begun = clock.now();
			for (let poll = 1; ; poll++) {
				const services = { amazon: amazonClient(amazon, { database, clock, runBudgetMs: POLL_WAIT_MS }), database, clock, owner: `bench ${poll}` };
				const { complete, problems } = await loadOrders(services, { stores: [store], startedBy: 'schedule' });
				if (problems.length > 0) throw new Error(`The load met problems: ${problems.map(({ message }) => message).join('; ')}`);
				if (complete) break;
				clock.advance(begun + poll * HOUR_MS - clock.now());
			}
			const { pending } = await database.orders.countByState(store.storeId);
			if (pending !== count) throw new Error(`${count} orders at Amazon, ${pending} loaded`);
			return { calls: callsTo(amazon), seconds: (clock.now() - begun) / 1000 };
		});
	} finally {
		await amazon.close();
	}
}

async function recoverEach(count: number): Promise<Schedule> {
	const clock = new VirtualClock(start);
	const orders = generateOrders(count, { from: firstOrder, to: lastOrder });
	const amazon = await startAmazon(orders, clock);
	try {
		return await withTemporaryDatabase(clock, async (database) => {
			await database.stores.save(store);
			const begun = clock.now();
			const client = amazonClient(amazon, { database, clock, runBudgetMs: Infinity });
			for (const { orderId } of orders) {
				const { kind } = await recoverOrder({ amazon: client, database }, [store], orderId);
				if (kind !== 'captured') throw new Error(`Order ${orderId}: ${kind}`);
			}
			return { calls: callsTo(amazon), seconds: (clock.now() - begun) / 1000 };
		});
	} finally {
		await amazon.close();
	}
}

const linksOf = (orders: readonly OrderSeed[]): readonly ProductLink[] =>
	[...new Set(orders.flatMap(({ items }) => items.flatMap(({ sku }) => sku ?? [])))].map((sku) => ({ sellerSku: sku, productId: sku, productSku: sku, productName: sku, linkedBy: 'user', linkedAt: firstOrder }));

/** Calls of the Selling Partner API; tokens of Login with Amazon are one an hour for both sides. */
const callsTo = (amazon: Awaited<ReturnType<typeof startAmazon>>): number => amazon.requests.filter(({ operation }) => operation !== 'getAccessToken').length;
