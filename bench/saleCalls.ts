import type { OrderSeed } from '../sandbox/amazon/seeds';
import { fetchConnection } from '../sandbox/cin7Connection';
import { startCin7Simulator, type Cin7Simulator } from '../sandbox/cin7/server';
import type { RecordedRequest } from '../sandbox/cin7/requests';
import type { TenantSeed } from '../sandbox/cin7/seed';
import { VirtualClock } from '../sandbox/clock';
import { generateOrders } from '../sandbox/demo/generateOrders';
import { demoAccountId, demoApplicationKey, demoTenant } from '../sandbox/demo/tenant';
import { createCin7Client } from '../src/cin7/client';
import type { OpenDatabase } from '../src/database/open';
import { loadOrders } from '../src/processes/loadOrders';
import { processPendingOrders } from '../src/processes/processPendingOrders';
import { figure, type Figure } from './figures';
import { amazonClient, firstOrder, lastOrder, links, start, startAmazon, store, withTemporaryDatabase } from './seller';

const BENCH = 'sale-calls';
/** Cin7 Core's limit (API reference, API Status Codes). */
const CALLS_PER_HOUR = 60 * 60;
/** A sale, its order, its invoice, its payment: there is no call that writes two of them. */
const FEWEST_CALLS = 4;
/** With a customer to be looked for and added first. */
const FEWEST_CALLS_FIRST_TIME = 6;

/**
 * What a sale costs in calls of Cin7 Core, counted at the simulator, and how many sales an hour that gives with the
 * pacing of 60 calls a minute, on a virtual clock: from Pending Orders to a paid invoice of goods that are shipped.
 */
export async function saleCalls(count = 500): Promise<readonly Figure[]> {
	const clock = new VirtualClock(start);
	const cin7 = await startCin7Simulator({ tenant: plentiful(demoTenant()), clock });
	try {
		return await withTemporaryDatabase(clock, async (database) => {
			await database.stores.save(store);
			await database.catalog.link(store.storeId, links(new Map([...cin7.world.products.values()].map(({ id, sku }) => [sku, id]))));
			await load(buyersOf(count), database, clock);
			const run = new SaleRun(cin7, database, clock, count);
			return [
				...figuresOf('first-time customer', await run.process(), FEWEST_CALLS_FIRST_TIME),
				...figuresOf('known customer', await run.process(), FEWEST_CALLS),
				...figuresOf('default customer', await run.process(), FEWEST_CALLS),
			];
		});
	} finally {
		await cin7.close();
	}
}

interface Measured {
	readonly callsPerOrder: number;
	/** Of the order that cost most, calls for the run as a whole left out. */
	readonly most: number;
	readonly ordersPerHour: number;
}

function figuresOf(customer: string, { callsPerOrder, most, ordersPerHour }: Measured, fewest: number): Figure[] {
	const least = `one call for each document${fewest === FEWEST_CALLS ? '' : ', a look for the customer and adding it'}`;
	return [
		figure(BENCH, `${customer}: calls per order`, { value: callsPerOrder, unit: 'calls', yardstick: least, yardstickValue: fewest }),
		figure(BENCH, `${customer}: calls of the costliest order`, { value: most, unit: 'calls', yardstick: least, yardstickValue: fewest }),
		figure(BENCH, `${customer}: orders per hour`, { value: ordersPerHour, unit: 'orders per virtual hour', yardstick: `60 calls a minute / ${fewest}`, yardstickValue: CALLS_PER_HOUR / fewest }),
	];
}

class SaleRun {
	constructor(private readonly cin7: Cin7Simulator, private readonly database: OpenDatabase, private readonly clock: VirtualClock, private readonly count: number) {}

	/** Processes the oldest orders that are still pending. */
	async process(): Promise<Measured> {
		const { cin7, database, clock, count } = this;
		const connection = fetchConnection({ baseUrl: cin7.url, accountId: demoAccountId, applicationKey: demoApplicationKey });
		const client = createCin7Client(connection, { clock, budgets: database.budgets, referenceCache: database.referenceCache, runBudgetMs: Infinity });
		const begun = clock.now();
		const from = cin7.requests.length;
		const { processed, problems } = await processPendingOrders({ cin7: client, database, clock, owner: `bench ${from}` }, { stores: [store], startedBy: 'schedule', limit: count });
		if (processed.length !== count || problems.length > 0) throw new Error(`${processed.length} of ${count} orders processed; ${problems[0]?.message ?? 'no problem told'}`);
		for (const { orderId } of processed) this.prove(orderId);
		const calls = cin7.requests.slice(from);
		return { callsPerOrder: calls.length / count, most: costliest(calls), ordersPerHour: count / ((clock.now() - begun) / 3600_000) };
	}

	/** A figure from orders that were not really finished would be worth nothing. */
	private prove(orderId: string): void {
		const sales = this.cin7.world.salesByExternalId.get(orderId) ?? [];
		const [sale] = sales;
		if (sales.length !== 1 || !sale || sale.invoices.length !== 1 || sale.invoices[0]?.payments.length !== 1) throw new Error(`Order ${orderId} is not one sale with a paid invoice`);
	}
}

/** Most calls for one order, calls for the run as a whole left out; an order ends with its payment. */
function costliest(requests: readonly RecordedRequest[]): number {
	let most = 0;
	let since = 0;
	for (const request of requests) {
		if (!isForTheRun(request)) since++;
		if (request.operation !== 'POST /sale/payment') continue;
		most = Math.max(most, since);
		since = 0;
	}
	return most;
}

/** The default customer, the reference books, and what is added to them once and for all. */
function isForTheRun({ method, operation, query }: RecordedRequest): boolean {
	if (operation === 'GET /customer') return !query.has('name');
	return method === 'GET' ? !operation.startsWith('GET /sale') : operation.startsWith('POST /ref/') || operation.includes('/me/');
}

/** Three orders of the same kind for each number: of a buyer who is new, of the same buyer again, and of one whom Amazon does not name. */
function buyersOf(count: number): readonly OrderSeed[] {
	return generateOrders(3 * count, { from: firstOrder, to: lastOrder }).map((order, index) => {
		const name = `Buyer Example ${index % count}`;
		if (index >= 2 * count) return { ...order, buyer: undefined, address: undefined };
		return { ...order, buyer: { ...order.buyer, name }, address: { ...order.address, name } };
	});
}

async function load(orders: readonly OrderSeed[], database: OpenDatabase, clock: VirtualClock): Promise<void> {
	const amazon = await startAmazon(orders, clock, new Map([['searchOrders', { rate: 1000, burst: 1000 }]]));
	try {
		const services = { amazon: amazonClient(amazon, { database, clock, runBudgetMs: Infinity }), database, clock, owner: 'bench' };
		const { problems } = await loadOrders(services, { stores: [store], startedBy: 'schedule' });
		if (problems.length > 0) throw new Error(`The load met problems: ${problems[0]?.message ?? ''}`);
	} finally {
		await amazon.close();
	}
}

/** Stock that does not run out: what is backordered is not picked, and its invoice is another matter. */
const plentiful = (tenant: TenantSeed): TenantSeed => ({ ...tenant, stock: tenant.stock?.map((row) => ({ ...row, onHand: '1000000' })) });
