import { Decimal } from 'decimal.js';
import { startCin7Simulator } from '../sandbox/cin7/server';
import { fetchConnection } from '../sandbox/cin7Connection';
import { demoAccountId, demoApplicationKey, demoCustomers, demoTenant } from '../sandbox/demo/tenant';
import { createCin7Client } from '../src/cin7/client';
import { planSale } from '../src/domain/accounting/planSale';
import type { SaleInput } from '../src/domain/accounting/saleInput';
import type { AmazonOrder, CapturedOrder } from '../src/domain/orders/order';
import { asDefaultCustomer } from '../src/processes/referenceBooks';
import { systemClock } from '../src/transport/clock';
import { capturedOrders } from './capturedOrders';
import { median } from './figures';
import { processorTime } from './processorTime';
import { links, start, store, withTemporaryDatabase } from './seller';

/** Seconds of processor time. */
interface Times {
	readonly plan: number;
	readonly addAmounts: number;
	readonly parseJson: number;
}

/** What one process measured. Times are medians, per order. */
export interface PlanningRun extends Times {
	/** Peak resident memory in bytes, with all orders in it: before the first plan, and after each was planned once. */
	readonly peakBefore: number;
	readonly peak: number;
}

/** Plannings before the time is taken, so that few orders are not measured by code that is not compiled yet. */
const WARM_UP = 20_000;
const BATCH = 1000;

type Context = Omit<SaleInput, 'order' | 'buyer'>;

async function measure(count: number, rounds: number): Promise<PlanningRun> {
	const context = await tenantContext();
	const orders = capturedOrders(count);
	const peakBefore = peakMemory();
	planAll(orders, context);
	const peak = peakMemory();
	const warmUp = orders.slice(0, WARM_UP);
	for (let planned = 0; planned < WARM_UP; planned += warmUp.length) {
		planAll(warmUp, context);
		addAll(warmUp);
	}
	const times: Times[] = [];
	for (let round = 0; round < rounds; round++) {
		// In turn, so that a machine that is busy for a while slows all three.
		times.push({ plan: processorTime(() => planAll(orders, context)), addAmounts: processorTime(() => addAll(orders)), parseJson: timeToParse(orders) });
	}
	const medianPerOrder = (what: keyof Times): number => median(times.map((each) => each[what])) / count;
	return { plan: medianPerOrder('plan'), addAmounts: medianPerOrder('addAmounts'), parseJson: medianPerOrder('parseJson'), peakBefore, peak };
}

function planAll(orders: readonly CapturedOrder[], context: Context): void {
	for (const captured of orders) {
		const planning = planSale({ ...context, ...captured });
		if (!planning.ok) throw new Error(`Order ${captured.order.orderId} is held: ${planning.issues[0]?.message ?? ''}`);
	}
}

function addAll(orders: readonly CapturedOrder[]): void {
	for (const { order } of orders) if (!addAmounts(order).isPositive()) throw new Error(`Order ${order.orderId} adds up to nothing`);
}

/** The least that exact arithmetic can do with an order: each of its amounts is read once and added. */
function addAmounts({ grandTotal, orderProceeds, items }: AmazonOrder): Decimal {
	let total = new Decimal(grandTotal?.amount ?? 0);
	for (const { subtotal } of orderProceeds) total = total.plus(subtotal.amount);
	for (const { unitPrice, proceedsTotal, proceeds } of items) {
		if (unitPrice) total = total.plus(unitPrice.amount);
		if (proceedsTotal) total = total.plus(proceedsTotal.amount);
		for (const { subtotal, details } of proceeds) {
			total = total.plus(subtotal.amount);
			for (const { value } of details) total = total.plus(value.amount);
		}
	}
	return total;
}

/** Reading the same orders from JSON; their text is made batch by batch, outside of the time. */
function timeToParse(orders: readonly CapturedOrder[]): number {
	let seconds = 0;
	for (let from = 0; from < orders.length; from += BATCH) {
		const texts = orders.slice(from, from + BATCH).map((captured) => JSON.stringify(captured));
		seconds += processorTime(() => {
			for (const text of texts) JSON.parse(text);
		});
	}
	return seconds;
}

/** Kilobytes on every platform (libuv, uv_getrusage). */
const peakMemory = (): number => process.resourceUsage().maxRSS * 1024;

/** What the process plans with, read from the simulated tenant by the client. */
async function tenantContext(): Promise<Context> {
	const cin7 = await startCin7Simulator({ tenant: demoTenant() });
	try {
		return await withTemporaryDatabase(systemClock, async ({ budgets, referenceCache }) => {
			const connection = fetchConnection({ baseUrl: cin7.url, accountId: demoAccountId, applicationKey: demoApplicationKey, callsPerMinute: 60_000 });
			const client = createCin7Client(connection, { clock: systemClock, budgets, referenceCache });
			const customer = await client.customerById(demoCustomers.us.id);
			if (!customer) throw new Error('The demo tenant has no default customer');
			const rows = links(new Map([...cin7.world.products.values()].map(({ id, sku }) => [sku, id])));
			return { store, books: await client.reference(), defaultCustomer: asDefaultCustomer(customer), links: new Map(rows.map((link) => [link.sellerSku, link])), capturedAt: start };
		});
	} finally {
		await cin7.close();
	}
}

const [count = 0, rounds = 0] = process.argv.slice(2).map(Number);
void measure(count, rounds).then((run) => void process.stdout.write(JSON.stringify(run)));
