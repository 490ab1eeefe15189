import { fetchConnection } from '../sandbox/cin7Connection';
import { startCin7Simulator, type Cin7Simulator } from '../sandbox/cin7/server';
import { VirtualClock } from '../sandbox/clock';
import { generateOrders } from '../sandbox/demo/generateOrders';
import { demoAccountId, demoApplicationKey, demoTenant } from '../sandbox/demo/tenant';
import { createCin7Client } from '../src/cin7/client';
import type { OpenDatabase } from '../src/database/open';
import { rowKeys } from '../src/domain/accounting/mergeParts';
import type { SalePart } from '../src/domain/accounting/salePart';
import { sum } from '../src/domain/money';
import type { Store } from '../src/domain/settings';
import { DayPlanning } from '../src/processes/dayPlanning';
import { loadOrders } from '../src/processes/loadOrders';
import type { Cin7Port } from '../src/processes/ports/cin7';
import type { OrderRecord } from '../src/processes/ports/repositories';
import { processPendingOrders } from '../src/processes/processPendingOrders';
import { planOrder, readLinks, readStoreContext } from '../src/processes/salePlanning';
import { median } from './figures';
import { processorTimeOf } from './processorTime';
import { amazonClient, links, start, startAmazon, store, withTemporaryDatabase } from './seller';

/** A calendar day of the store that is over when the clock starts. */
const DAY = '2026-03-09';
const FIRST = '2026-03-09T08:00:00.000Z';
const LAST = '2026-03-10T06:00:00.000Z';
const ROUNDS = 5;

/** What one process measured of one day, as one sale or as one each. */
export interface DailySaleRun {
	readonly calls: number;
	/** Of them those for the run as a whole: the default customer, the reference books, and what is added to them. */
	readonly once: number;
	readonly sales: number;
	/** The fewest sales that the day's currencies, locations and number of rows allow. */
	readonly fewestSales: number;
	readonly virtualSeconds: number;
	/** Of all invoices, and of the orders as they were kept. */
	readonly invoiced: string;
	readonly kept: string;
	/** Processor seconds: the whole day, and the same orders one by one. */
	readonly planDay: number;
	readonly planEach: number;
	/** Bytes. */
	readonly peakBefore: number;
	readonly peak: number;
}

async function measure(consolidation: 'daily' | 'none', count: number): Promise<DailySaleRun> {
	const clock = new VirtualClock(start);
	const tenant = demoTenant();
	// Stock that does not run out: what is backordered is not picked.
	const cin7 = await startCin7Simulator({ tenant: { ...tenant, stock: tenant.stock?.map((row) => ({ ...row, onHand: '10000000' })) }, clock });
	const seller: Store = { ...store, settings: { ...store.settings, consolidation, consolidationTime: '00:00' } };
	try {
		return await withTemporaryDatabase(clock, async (database) => {
			await database.stores.save(seller);
			await database.catalog.link(seller.storeId, links(new Map([...cin7.world.products.values()].map(({ id, sku }) => [sku, id]))));
			await load(count, seller, { database, clock });
			const connection = fetchConnection({ baseUrl: cin7.url, accountId: demoAccountId, applicationKey: demoApplicationKey });
			const client = createCin7Client(connection, { clock, budgets: database.budgets, referenceCache: database.referenceCache, runBudgetMs: Infinity });
			const records = await database.orders.list({ storeId: seller.storeId, states: ['pending'] });
			if (records.length !== count) throw new Error(`${records.length} of ${count} orders loaded`);
			const planned = await timePlanning(client, database, seller, records);
			const peakBefore = peakMemory();
			await database.referenceCache.clear(seller.tenantKey);
			const [begun, from] = [clock.now(), cin7.requests.length];
			const { processed, dailySales, problems } = await processPendingOrders({ cin7: client, database, clock, owner: 'bench' }, { stores: [seller], startedBy: 'schedule' });
			const written = processed.length + dailySales.reduce((total, sale) => total + sale.orderIds.length, 0);
			if (written !== count || problems.length > 0) throw new Error(`${written} of ${count} orders processed; ${problems[0]?.message ?? 'no problem told'}`);
			const calls = cin7.requests.slice(from);
			return {
				calls: calls.length,
				once: calls.filter(({ operation }) => !operation.startsWith('POST /sale')).length,
				sales: consolidation === 'daily' ? dailySales.length : processed.length,
				fewestSales: consolidation === 'daily' ? planned.fewestSales : count,
				virtualSeconds: (clock.now() - begun) / 1000,
				...(await proveTotals(cin7, database, seller)),
				planDay: planned.day, planEach: planned.each,
				peakBefore, peak: peakMemory(),
			};
		});
	} finally {
		await cin7.close();
	}
}

async function load(count: number, seller: Store, { database, clock }: { readonly database: OpenDatabase; readonly clock: VirtualClock }): Promise<void> {
	// Of one buyer whom Amazon does not name, so that no customer of single sales costs a call.
	const orders = generateOrders(count, { from: FIRST, to: LAST, over: { buyer: undefined, address: undefined } });
	const amazon = await startAmazon(orders, clock, new Map([['searchOrders', { rate: 1000, burst: 1000 }]]));
	try {
		const { problems } = await loadOrders({ amazon: amazonClient(amazon, { database, clock, runBudgetMs: Infinity }), database, clock, owner: 'bench' }, { stores: [seller], startedBy: 'schedule' });
		if (problems.length > 0) throw new Error(`The load met problems: ${problems[0]?.message ?? ''}`);
	} finally {
		await amazon.close();
	}
}

/** Processor time of planning, medians of rounds in turn. */
async function timePlanning(cin7: Cin7Port, database: OpenDatabase, seller: Store, records: readonly OrderRecord[]): Promise<{ readonly day: number; readonly each: number; readonly fewestSales: number }> {
	const read = await readStoreContext(cin7, seller);
	if (!read.ok) throw new Error(read.issue.message);
	const { context } = read;
	const days: number[] = [];
	const singles: number[] = [];
	let fewestSales = 0;
	for (let round = 0; round < ROUNDS; round++) {
		days.push(await processorTimeOf(async () => {
			const { sales, holds } = await new DayPlanning({ cin7, database }).plan(context, DAY, records);
			const parts = sales.flatMap((sale) => sale.parts);
			if (holds.size > 0 || parts.length !== records.length) throw new Error(`${parts.length} of ${records.length} orders are on a sale`);
			fewestSales = fewest(parts, seller.settings.maximumSaleLines);
		}));
		singles.push(await processorTimeOf(async () => {
			const found = await readLinks(database, seller, records);
			for (const record of records) if (!planOrder(context, record, undefined, found).ok) throw new Error(`Order ${record.orderId} is held`);
		}));
	}
	return { day: median(days), each: median(singles), fewestSales };
}

/** For each currency, tax treatment and location: as many sales as its rows need. */
function fewest(parts: readonly SalePart[], most: number): number {
	const rows = new Map<string, Set<string>>();
	for (const part of parts) {
		const group = `${part.totals.currency} ${String(part.taxInclusive)} ${part.location}`;
		rows.set(group, new Set([...(rows.get(group) ?? []), ...rowKeys(part)]));
	}
	return [...rows.values()].reduce((total, keys) => total + Math.ceil(keys.size / most), 0);
}

/** A figure of sales that are not finished, or that do not add up, would be worth nothing. */
async function proveTotals(cin7: Cin7Simulator, database: OpenDatabase, seller: Store): Promise<{ readonly invoiced: string; readonly kept: string }> {
	const sales = [...cin7.world.sales.values()];
	for (const { externalId, invoices } of sales) if (invoices.length !== 1 || invoices[0]?.payments.length !== 1) throw new Error(`Sale ${externalId ?? ''} has no paid invoice`);
	const records = await database.orders.list({ storeId: seller.storeId, states: ['processed'] });
	const invoiced = sum(sales.flatMap(({ invoices }) => invoices.map(({ totals }) => totals.total)));
	const paid = sum(sales.flatMap(({ invoices }) => invoices.flatMap(({ payments }) => payments.map(({ amount }) => amount))));
	const kept = sum(records.flatMap(({ part }) => (part ? [part.totals.total] : [])));
	if (Number(invoiced) !== Number(kept) || Number(paid) !== Number(invoiced)) throw new Error(`Invoices of ${invoiced}, payments of ${paid}, and orders of ${kept}`);
	return { invoiced, kept };
}

/** Kilobytes on every platform (libuv, uv_getrusage). */
const peakMemory = (): number => process.resourceUsage().maxRSS * 1024;

const [consolidation = 'daily', count = '0'] = process.argv.slice(2);
void measure(consolidation === 'none' ? 'none' : 'daily', Number(count)).then((run) => void process.stdout.write(JSON.stringify(run)));
