import type { IDataObject } from 'n8n-workflow';
import { postgresConfiguration } from '../../src/n8n/database';
import { killAllProcesses } from './nodeProcess';
import { Place, tasks } from './place';
import type { NodeOutcome } from './nodeRun';
import { TwoWorkers, onBothDatabases } from './twoWorkers';

const BUYERS = ['Robin Example', 'Käthe Müsterich 🎁'];
// More than twice what a run claims at once.
const ORDERS = 50;

/**
 * Holds back what creates a name until the other run sends the same, so that both have looked before either has created.
 * Answers the operations at which they met.
 */
function meetAtCreations(place: Place): ReadonlySet<string> {
	const met = new Set<string>();
	const waiting = new Map<string, () => void>();
	place.cin7.onRequest(async ({ operation, body }, phase) => {
		if (phase !== 'received' || !creations.includes(operation)) return;
		const { Name, Description } = body as { Name?: string; Description?: string };
		const key = `${operation} ${Name ?? Description ?? ''}`;
		const letGo = waiting.get(key);
		if (!letGo) return await new Promise((resolve) => {
			const patience = setTimeout(resolve, 10_000);
			waiting.set(key, () => { clearTimeout(patience); resolve(); });
		});
		met.add(operation);
		letGo();
	});
	return met;
}
/** Two loads; Amazon answers the one that asks first only when the other one is done, which comes first in the answer. */
async function loadsWhileOneIsRead(workers: TwoWorkers): Promise<readonly NodeOutcome[]> {
	let letGo: () => void = () => undefined;
	const otherDone = new Promise<void>((resolve) => (letGo = resolve));
	workers.place.amazon.onRequest(async ({ operation }, phase) => {
		if (operation !== 'searchOrders' || phase !== 'received') return;
		const patience = setTimeout(letGo, 10_000);
		await otherDone;
		clearTimeout(patience);
	});
	const order: NodeOutcome[] = [];
	await Promise.all(workers.processes.map(async (process) => {
		order.push(await process.run(tasks.load, workers.place.around));
		letGo();
	}));
	return order;
}

const creations = ['POST /ref/carrier', 'POST /me/contacts', 'POST /customer'];

function battery(database: () => IDataObject | undefined): void {
	let workers: TwoWorkers;
	beforeEach(async () => {
		workers = new TwoWorkers(await Place.open({ database: database() }));
		await workers.both({ node: 'orderConsolidator', parameters: { operation: 'getPending', store: { __rl: true, mode: 'id', value: 'all' } } });
		await workers.one(tasks.connect());
		await workers.one(tasks.link);
	}, 30_000);
	afterEach(async () => await workers.close());

	const kept = async () => {
		const values = database();
		return await workers.place.kept(values && postgresConfiguration(values as never));
	};

	test('N47 and N14: two runs of Process Pending Orders at the same moment make one sale of each order, and nothing twice that both need', async () => {
		const { place } = workers;
		const orderIds = Array.from({ length: ORDERS }, (_, index) => place.order(BUYERS[index % BUYERS.length] ?? '', {
			status: 'SHIPPED', packages: [{ packageReferenceId: '1', carrier: `Harbor Parcel ${index % 2}`, trackingNumber: 'DEMO-1' }],
		}));
		place.pass(5 * 60_000);
		await workers.one(tasks.load);
		const met = meetAtCreations(place);
		const runs = await workers.both(tasks.process);
		expect([...met].sort()).toEqual([...creations].sort());

		expect(runs.map(({ status, error, attention }) => ({ status, error, attention }))).toEqual([{ status: 'success', attention: [] }, { status: 'success', attention: [] }]);
		expect(runs.flatMap(({ processed }) => processed.map(({ orderId }) => orderId)).sort()).toEqual(orderIds);
		expect(Math.min(...runs.map(({ processed }) => processed.length))).toBeGreaterThan(0);
		const { world } = place.cin7;
		expect([...world.sales.values()].map((sale) => sale.externalId).sort()).toEqual(orderIds);
		expect([...world.sales.values()].map((sale) => sale.invoices.map((invoice) => [invoice.status, invoice.payments.length]))).toEqual(orderIds.map(() => [['PAID', 1]]));
		for (const name of BUYERS) expect([...world.customers.values()].filter((customer) => customer.name === name)).toHaveLength(1);
		for (const name of ['Harbor Parcel 0', 'Harbor Parcel 1']) expect(world.carriers.filter(({ description }) => description === name)).toHaveLength(1);
		expect(world.contacts.filter(({ name }) => name === 'Harbor & Pine US')).toHaveLength(1);
		const { orders } = await kept();
		expect(orders.map(({ orderId, state, claimed }) => [orderId, state, claimed])).toEqual(orderIds.map((orderId) => [orderId, 'processed', false]));
	}, 60_000);

	test('P29 and N47: two loads at the same moment capture each order once and tell it once', async () => {
		const { place } = workers;
		const orderIds = Array.from({ length: 120 }, () => place.order('Robin Example'));
		place.pass(5 * 60_000);
		const [quick, ...runs] = await loadsWhileOneIsRead(workers);
		// The other one is at work: this one says so and leaves the account alone.
		expect(quick?.processed).toMatchObject([{ busy: true, loaded: 0 }]);
		expect([quick, ...runs].map((run) => ({ status: run?.status, attention: run?.attention }))).toEqual([{ status: 'success', attention: [] }, { status: 'success', attention: [] }]);
		const { orders, events, leases } = await kept();
		expect(orders.map(({ orderId, state }) => [orderId, state])).toEqual(orderIds.map((orderId) => [orderId, 'pending']));
		expect(events).toEqual(orderIds.map((orderId) => `orderCaptured ${orderId}`));
		expect(leases).toBe(0);
	}, 60_000);

	test('two polls at the same moment give each event to one of them', async () => {
		const { place } = workers;
		const orderIds = Array.from({ length: 20 }, () => place.order('Robin Example'));
		place.pass(5 * 60_000);
		await workers.one(tasks.load);
		const polls = await workers.both(tasks.poll);
		expect(polls.flatMap(({ processed }) => processed.map(({ orderId }) => orderId)).sort()).toEqual(orderIds);
	}, 60_000);
}

afterAll(killAllProcesses);

onBothDatabases(battery);
