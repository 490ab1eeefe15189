import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { add, format } from '../src/domain/money';
import { compareReleased, compareSales, type Check } from './demo/compareSales';
import { fortnightSales } from './demo/fortnight/compareFortnight';
import { playFortnight } from './demo/fortnight/playFortnight';
import { fortnightStoreNames, fortnightStores } from './demo/fortnight/stores';
import { fortnightOrdersWorkflow, fortnightRefundsWorkflow } from './demo/fortnight/workflows';
import { describeYear, playFortnightSettlement, playYear } from './demo/settlementYear/playYear';
import { yearStoreNames } from './demo/settlementYear/stores';
import { yearSettlementsWorkflow } from './demo/settlementYear/workflows';
import { changeListings, compareCatalog, loadCatalogs, loadUnchanged, type CatalogRun } from './demo/playCatalog';
import { processAgain, runOrders, setUpStores, startDemo, type Demo, type OrdersRun } from './demo/playDemo';
import { demoOrdersWorkflow, demoStoreNames } from './demo/workflows';
import { isPortFree, owner } from './n8n/server';

const usage = 'Usage: npm start [-- --check]\n  --check  runs the demo once, compares every sale and every settlement, and ends with a non-zero code if anything is off';
const usualPort = 5678;
const tell = (line: string): void => void process.stdout.write(`${line}\n`);

/** All orders of the demo then lie in the past, in every store's zone. */
const yesterday = (): string => new Date(Date.now() - 24 * 3600_000).toISOString().slice(0, 10);

/** The demo day from an empty n8n to sales in Cin7 Core; answers whether everything came out as it must. */
async function play(demo: Demo): Promise<boolean> {
	tell(`Amazon, simulated at ${demo.amazon.url}, has ${demo.seller.expected.length} orders of ${demo.day} in ${demoStoreNames.length} stores.`);
	tell('Setting the stores up in n8n');
	const stores = await setUpStores(demo);
	tell('Loading and processing the orders');
	const orders = await runOrders(demo);
	const sales = compareSales(demo.seller.expected, demo.cin7.world.sales.values());
	tell('');
	describeSales(demo);
	describeAttention(orders.attention);
	const catalog = await playCatalog(demo);
	const fortnight = await playFortnight(demo, tell);
	describeFortnight(demo);
	describeAttention(fortnight.attention);
	const year = await playYear(demo, tell);
	for (const store of yearStoreNames) tell(describeYear(store, demo));
	tell('');
	describeAttention(year.attention);
	const settled = await playFortnightSettlement(demo, tell);
	describeAttention(settled.attention);
	const checks = [...stores, ...orders.checks, ...sales, ...catalog, ...fortnight.checks, ...year.checks, ...settled.checks];
	const failed = checks.filter(({ wrong }) => wrong.length > 0);
	for (const { title, wrong } of failed) tell(`FAILED  ${title}\n        ${wrong.join('\n        ')}`);
	tell(`${checks.length - failed.length} passed, ${failed.length} failed`);
	return failed.length === 0;
}

/** The catalog: a look and a choice, two loads, changes at Amazon, and the order that waited for its product. */
async function playCatalog(demo: Demo): Promise<readonly Check[]> {
	tell('Switching Create New Products on, and loading the catalogs');
	const stores = await setUpStores(demo, { createProducts: true });
	const first = await loadCatalogs(demo, 'The first load of the catalog');
	describeCatalogs(first);
	describeAttention(first.attention);
	const compared = await compareCatalog(demo);
	tell('Loading the unchanged catalogs again, and processing the order that waited for its product');
	const second = await loadUnchanged(demo);
	const released = [...(await processAgain(demo)), ...compareReleased(demo.seller, demo.cin7.world.sales.values())];
	tell('Changing listings at Amazon, and loading once more');
	return [...stores, ...first.checks, ...compared, ...second, ...released, ...(await changeListings(demo))];
}

function describeCatalogs({ stores }: CatalogRun): void {
	const count = (value: unknown): string => String(Array.isArray(value) ? value.length : value);
	for (const store of stores) tell(`  ${String(store.storeName).padEnd(20)}${count(store.received).padStart(4)} listings: ${count(store.linked)} linked, ${count(store.created)} products and ${count(store.families)} families written, ${count(store.withoutProduct)} without product`);
	tell('');
}

function describeSales({ seller, cin7 }: Demo): void {
	const row = (...cells: readonly string[]) => tell(cells.map((cell, index) => (index === 0 ? cell.padEnd(6) : cell.padStart(index === 3 ? 16 : 9))).join(''));
	row('Store', 'Orders', 'Sales', 'Total', 'No sale');
	for (const store of demoStoreNames) {
		const orders = seller.expected.filter((order) => order.store === store);
		const sales = orders.flatMap(({ orderId }) => cin7.world.salesByExternalId.get(orderId) ?? []).filter(({ voided }) => !voided);
		const total = sales.reduce((sofar, { order }) => add(sofar, order.totals.total), '0');
		row(store, String(orders.length), String(sales.length), `${format(total, orders[0].currency)} ${orders[0].currency}`, String(orders.length - sales.length));
	}
	tell('');
}

function describeFortnight({ fortnight, cin7 }: Demo): void {
	for (const store of fortnightStoreNames) {
		const { currency, storeName } = fortnightStores[store];
		const sales = fortnightSales(cin7.world).filter((sale) => sale.customerCurrency === currency && !sale.voided);
		const total = sales.reduce((sofar, { order }) => add(sofar, order.totals.total), '0');
		const notes = sales.flatMap(({ creditNotes }) => creditNotes).filter(({ status }) => status !== 'VOIDED');
		const credited = notes.reduce((sofar, { totals }) => add(sofar, totals.total), '0');
		const orders = fortnight.orders.filter((order) => order.store === store).length;
		tell(`  ${storeName.padEnd(20)}${String(orders).padStart(4)} orders: ${sales.length} sales over ${format(total, currency)} ${currency}, ${notes.length} credit notes over ${format(credited, currency)} ${currency}`);
	}
	tell('');
}

function describeAttention(attention: OrdersRun['attention']): void {
	if (attention.length === 0) return;
	tell('Needs attention, as the workflow would tell someone:');
	for (const { message } of attention) tell(String(message).replace(/^/gm, '  '));
	tell('');
}

function describePlace({ n8n, amazon, cin7 }: Demo): void {
	tell('');
	tell(`n8n:        ${n8n.url}/workflow/${demoOrdersWorkflow().id}/executions`);
	tell(`            ${n8n.url}/workflow/${fortnightOrdersWorkflow().id}/executions`);
	tell(`            ${n8n.url}/workflow/${fortnightRefundsWorkflow().id}/executions`);
	tell(`            ${n8n.url}/workflow/${yearSettlementsWorkflow().id}/executions`);
	tell(`  log in:   ${owner.email}  ${owner.password}`);
	tell(`Cin7 Core:  ${new URL('/_simulator/sales', cin7.url).href}`);
	tell(`Amazon:     ${new URL('/_simulator/requests', amazon.url).href}`);
	tell('Everything is made up and on this machine only. Stop with Ctrl+C; the next start begins anew.');
}

const untilStopped = async (): Promise<void> => await new Promise((resolve) => {
	for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => resolve());
});

async function check(): Promise<boolean> {
	const folder = mkdtempSync(path.join(tmpdir(), 'amazon-cin7-check-'));
	try {
		const demo = await startDemo({ folder, day: yesterday(), tell });
		return await play(demo).finally(async () => await demo.stop());
	} finally {
		rmSync(folder, { recursive: true, force: true });
	}
}

async function stay(): Promise<boolean> {
	const folder = path.join(__dirname, '..', '.n8n-amazon-cin7');
	const port = (await isPortFree(usualPort)) ? usualPort : undefined;
	const demo = await startDemo({ folder, day: yesterday(), port, tell });
	try {
		const good = await play(demo);
		describePlace(demo);
		await untilStopped();
		return good;
	} finally {
		tell('Stopping');
		await demo.stop();
	}
}

async function main(parameters: readonly string[]): Promise<number> {
	const [mode, ...rest] = parameters;
	if (rest.length > 0 || (mode !== undefined && mode !== '--check')) {
		tell(usage);
		return 2;
	}
	return (await (mode === '--check' ? check() : stay())) ? 0 : 1;
}

main(process.argv.slice(2)).then(
	(code) => process.exit(code),
	(error: unknown) => {
		tell(`The demo could not run.\n${error instanceof Error ? error.message : String(error)}`);
		process.exit(1);
	},
);
