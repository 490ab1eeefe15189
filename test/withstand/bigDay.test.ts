import type { IDataObject } from 'n8n-workflow';
import { performance } from 'node:perf_hooks';
import type { OrderSeed } from '../../sandbox/amazon/seeds';
import { demoStores } from '../../sandbox/demo/stores';
import { sum } from '../../src/domain/money';
import { postgresConfiguration } from '../../src/n8n/database';
import { NodeProcess, killAllProcesses } from './nodeProcess';
import type { NodeTask } from './nodeRun';
import { Place, tasks } from './place';
import { onBothDatabases } from './twoWorkers';

const ORDERS = 5000;
const MOST_LINES = 100;
const HOUR = 3600_000;
/** Cents of the prices: with each a line of its own, there are more than fit one sale. */
const PRICES = 150;

const process: NodeTask = { node: 'orderConsolidator', parameters: { operation: 'processPendingOrders', store: { __rl: true, mode: 'id', value: 'all' }, processOptions: { attention: 'all', closeDayNow: true } } };
const dailySales: NodeTask = { node: 'orderConsolidator', parameters: { operation: 'getDailySales', store: { __rl: true, mode: 'id', value: 'all' } } };

/** Order n: one or two mugs at 10.00 and some cents, with a cent of tax for each mug. */
function order(n: number): OrderSeed {
	const units = 1 + (n % 2);
	const cents = 1000 + (n % PRICES);
	const money = (value: number): string => (value / 100).toFixed(2);
	return {
		orderId: `111-7000000-${String(n).padStart(7, '0')}`,
		marketplaceId: demoStores.US.marketplaceId,
		createdTime: new Date(Date.parse('2026-03-11T09:00:00Z') + n * 1000).toISOString(),
		lastUpdatedTime: new Date(Date.parse('2026-03-11T10:30:00Z') + n * 100).toISOString(),
		status: 'UNSHIPPED',
		fulfilledBy: 'MERCHANT',
		buyer: { name: 'Robin Example', email: 'robin@marketplace.amazon.example' },
		address: { name: 'Robin Example', line1: '5 Example Street', city: 'Springfield', state: 'IL', postalCode: '62701', countryCode: 'US' },
		items: [{ asin: 'B0DEMO0001', sku: 'HP-MUG-SLATE', title: 'Mug', quantity: units, unitPrice: money(cents), item: money(cents * units), tax: { ITEM: money(units) } }],
	};
}

const orders = Array.from({ length: ORDERS }, (_, n) => order(n));
const coins = (amount: string): number => Math.round(Number(amount) * 100);
const totalOf = ({ items }: OrderSeed): number => items.reduce((all, { item = '0', tax = {} }) => all + coins(item) + coins(tax.ITEM ?? '0'), 0);
const unitsOf = (row: readonly unknown[]): number => Number(row[1]);

afterAll(killAllProcesses);

onBothDatabases((database) => {
	test(`N8 and S145: a day of ${ORDERS} orders becomes few sales of merged lines; every order is on one of them, to the cent`, async () => {
		const values = database();
		const place = await Place.open({ database: values });
		const worker = new NodeProcess();
		const run = async (task: NodeTask) => {
			const outcome = await worker.run(task, place.around);
			if (outcome.error) throw new Error(outcome.error);
			return outcome;
		};
		const timed = async (name: string, task: NodeTask) => {
			const begun = performance.now();
			const outcome = await run(task);
			globalThis.process.stdout.write(`${ORDERS} orders, ${values ? 'PostgreSQL' : 'embedded database'}, ${name}: ${((performance.now() - begun) / 1000).toFixed(1)} s\n`);
			return outcome;
		};
		try {
			await run(tasks.connect({ consolidation: 'daily', consolidationTime: '00:00', more: { maximumSaleLines: MOST_LINES } as IDataObject }));
			await run(tasks.link);
			place.account.addOrders(orders);
			place.pass(HOUR);
			expect((await timed('load', tasks.load)).processed).toMatchObject([{ loaded: ORDERS, new: ORDERS, complete: true, accountedFor: true }]);
			const outcome = await timed('process', process);
			expect(outcome.attention).toEqual([]);

			const sales = place.books().sales as readonly { externalId: string; lines: readonly (readonly unknown[])[]; invoices: readonly { status: string; total: string; payments: readonly (readonly [string, string])[] }[] }[];
			expect(sales.map(({ lines }) => lines.length <= MOST_LINES)).toEqual(sales.map(() => true));
			// An order goes on one sale only, so that a price may be on several: a sale is full, or the last.
			expect(sales.length).toBeGreaterThan(1);
			expect(outcome.processed.map(({ outcome: became }) => became)).toEqual(sales.map(() => 'processed'));
			expect(outcome.processed.flatMap(({ orderIds }) => orderIds as string[]).sort()).toEqual(orders.map(({ orderId }) => orderId));
			const units = sales.flatMap(({ lines }) => lines.map(unitsOf)).reduce((all, each) => all + each, 0);
			expect(units).toBe(orders.reduce((all, { items }) => all + items.reduce((these, { quantity }) => these + quantity, 0), 0));
			const invoiced = sales.flatMap(({ invoices }) => invoices.map(({ total }) => total));
			expect(coins(sum(invoiced))).toBe(orders.reduce((all, each) => all + totalOf(each), 0));
			expect(sales.map(({ invoices }) => invoices.map(({ status, total, payments }) => [status, payments.map(([, amount]) => amount).join() === total]))).toEqual(sales.map(() => [['PAID', true]]));

			const table = (await timed('the table of its orders', dailySales)).processed.flatMap((sale) => sale.orders as { orderId: string; total: string }[]);
			expect(table.map(({ orderId, total }) => [orderId, coins(total)]).sort()).toEqual(orders.map((each) => [each.orderId, totalOf(each)]));
			const kept = await place.kept(values && postgresConfiguration(values as never));
			expect(kept.orders.filter(({ state, claimed, hasBuyerData }) => state === 'processed' && !claimed && !hasBuyerData)).toHaveLength(ORDERS);
		} finally {
			await worker.kill();
			await place.close();
		}
	}, 300_000);
});
