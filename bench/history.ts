import type { OrderSeed } from '../sandbox/amazon/seeds';
import { VirtualClock } from '../sandbox/clock';
import { generateOrders } from '../sandbox/demo/generateOrders';
import type { Store } from '../src/domain/settings';
import { loadHistory } from '../src/processes/loadHistory';
import { loadOrders } from '../src/processes/loadOrders';
import { recoverOrder } from '../src/processes/recoverOrder';
import type { OpenDatabase } from '../src/database/open';
import { figure, type Figure } from './figures';
import { loadByOrdersV0, recoverOneByOne, type Schedule } from './legacySchedule';
import { amazonClient, start, startAmazon, store, withTemporaryDatabase } from './seller';

const BENCH = 'history';
/** A year, nearly: the longest that may be loaded. */
const SINCE = '2025-03-12T00:00:00.000Z';
const UNTIL = '2026-03-10T00:00:00.000Z';

const seller: Store = { ...store, connectedAt: start, settings: { ...store.settings, ignoreOrdersBefore: SINCE } };

interface Loading extends Schedule {
	readonly searches: number;
	readonly single: number;
	readonly reports: number;
}

/**
 * The orders of a year under Amazon's published quotas, which the simulated Amazon enforces on a virtual clock, through the
 * whole client: by *Order Reports*, beside each way alone. `others`: how many orders the two slower ways really load.
 */
export async function history(counts: readonly number[] = [10_000, 100_000], others = 10_000): Promise<readonly Figure[]> {
	const figures: Figure[] = [];
	for (const count of counts) {
		const both = await load(count, byHistory);
		const hours = (yardstick: string, { seconds }: Schedule): Figure => figure(BENCH, `${words(count)} orders: time`, { value: both.seconds / 3600, unit: 'virtual hours', yardstick, yardstickValue: seconds / 3600 });
		figures.push(
			hours('getOrder alone, modeled: an order every two seconds, 30 at once', recoverOneByOne(count)),
			hours('Orders v0: getOrders and getOrderItems, modeled at their published quotas', loadByOrdersV0(count)),
			hours('searchOrders alone, modeled: a hundred orders every three minutes, 20 times at once', searchedAlone(count)),
			hours('the two buckets of Orders 2026-01-01, both emptied at every moment', bothBuckets(count)),
			figure(BENCH, `${words(count)} orders: calls per 1,000`, { value: (both.calls * 1000) / count, unit: 'calls', yardstick: 'getOrder alone', yardstickValue: 1000 }),
			figure(BENCH, `${words(count)} orders: brought by searches`, { value: both.searches * 100, unit: 'orders', yardstick: 'brought by getOrder in the same run', yardstickValue: both.single }),
			figure(BENCH, `${words(count)} orders: calls for reports`, { value: both.reports, unit: 'calls', yardstick: 'one to ask for each report of 30 days, one to see that it is done, one for the address of its document', yardstickValue: 3 * reportsOfYear }),
		);
	}
	const alone = await load(others, bySearches);
	const single = await load(Math.min(others, 1000), byIds);
	return [
		...figures,
		figure(BENCH, `searchOrders alone, ${words(others)} orders really loaded`, { value: alone.seconds / 3600, unit: 'virtual hours', yardstick: 'the model above', yardstickValue: searchedAlone(others).seconds / 3600 }),
		figure(BENCH, `getOrder alone, ${words(Math.min(others, 1000))} orders really loaded`, { value: single.seconds / 3600, unit: 'virtual hours', yardstick: 'the model above', yardstickValue: recoverOneByOne(Math.min(others, 1000)).seconds / 3600 }),
	];
}

const words = (count: number): string => count.toLocaleString('en-US');
const reportsOfYear = Math.ceil((Date.parse(start) - Date.parse(SINCE)) / (30 * 24 * 3600_000));

/** 0.0056 searches a second, 20 at once (orders_2026-01-01.json). */
const searchedAlone = (count: number): Schedule => ({ calls: Math.ceil(count / 100), seconds: Math.max(0, Math.ceil(count / 100) - 20) / 0.0056 });

/** The least that the published quotas allow: both buckets are used as soon as they have a token. */
const bothBuckets = (count: number): Schedule => ({ calls: 0, seconds: Math.max(0, count - 2000 - 30) / (0.56 + 0.5) });

type Way = (services: { readonly client: ReturnType<typeof amazonClient>; readonly database: OpenDatabase; readonly clock: VirtualClock; readonly orders: readonly OrderSeed[] }) => Promise<void>;

async function load(count: number, way: Way): Promise<Loading> {
	const clock = new VirtualClock(start);
	const orders = generateOrders(count, { from: SINCE, to: UNTIL });
	const amazon = await startAmazon(orders, clock);
	try {
		return await withTemporaryDatabase(clock, async (database) => {
			await database.stores.save(seller);
			const begun = clock.now();
			await way({ client: amazonClient(amazon, { database, clock, runBudgetMs: Infinity }), database, clock, orders });
			const { pending } = await database.orders.countByState(seller.storeId);
			if (pending !== count) throw new Error(`${count} orders at Amazon, ${pending} loaded`);
			const of = (operation: string): number => amazon.requests.filter((request) => request.operation === operation).length;
			const answered = new Set(amazon.requests.filter(({ operation, status }) => operation === 'getOrder' && status === 200).map(({ path }) => path));
			if (answered.size !== of('getOrder')) throw new Error('An order was asked for twice');
			const reports = of('createReport') + of('getReport') + of('getReportDocument') + of('getReports');
			return { calls: of('searchOrders') + of('getOrder') + reports, seconds: (clock.now() - begun) / 1000, searches: of('searchOrders'), single: of('getOrder'), reports };
		});
	} finally {
		await amazon.close();
	}
}

const byHistory: Way = async ({ client, database, clock }) => {
	const { complete, problems, left } = await loadHistory({ amazon: client, database, clock, owner: 'bench' }, { stores: [seller], startedBy: 'user', from: SINCE, deadline: Infinity });
	if (!complete || problems.length > 0 || left > 0) throw new Error(`The load met problems: ${problems.map(({ message }) => message).join('; ')}`);
};

const bySearches: Way = async ({ client, database, clock, orders }) => {
	// The catalog knows what is sold: an unknown SKU would be loaded, once for all its orders.
	await database.catalog.link(seller.storeId, [...new Set(orders.flatMap(({ items }) => items.flatMap(({ sku }) => sku ?? [])))].map((sku) => ({ sellerSku: sku, productId: sku, productSku: sku, productName: sku, linkedBy: 'user' as const, linkedAt: SINCE })));
	const { complete, problems } = await loadOrders({ amazon: client, database, clock, owner: 'bench' }, { stores: [seller], startedBy: 'user', from: SINCE });
	if (!complete || problems.length > 0) throw new Error(`The load met problems: ${problems.map(({ message }) => message).join('; ')}`);
};

const byIds: Way = async ({ client, database, orders }) => {
	for (const { orderId } of orders) await recoverOrder({ amazon: client, database }, [seller], orderId);
};
