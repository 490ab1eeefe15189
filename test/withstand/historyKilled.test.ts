import { mug } from '../nodes/demoWorld';
import { nameOf, recordPoints, surviveAll, type KillStory } from './killPoints';
import { NodeProcess, ProcessEnded, killAllProcesses } from './nodeProcess';
import type { NodeTask } from './nodeRun';
import { Place, tasks } from './place';

const MINUTE = 60_000;
const generous = { rate: 1000, burst: 1000 };
const plans = new Map(['searchOrders', 'getOrder', 'searchListingsItems', 'createReport', 'getReports', 'getReport', 'getReportDocument'].map((operation) => [operation, generous]));
/** One report: all of it is within thirty days. */
const loadHistory: NodeTask = { node: 'orderConsolidator', parameters: { operation: 'loadOrders', load: 'from', findBy: 'orderReports', from: '2026-02-20T00:00:00Z' } };
const ORDERS = ['111-8000000-0000001', '111-8000000-0000002'];

const prepare: KillStory['prepare'] = async (place, run) => {
	await run(tasks.connect());
	await run(tasks.link);
	ORDERS.forEach((_, index) => place.order('Robin Example', { createdTime: `2026-02-2${index + 5}T12:00:00Z`, lastUpdatedTime: `2026-02-2${index + 5}T13:00:00Z`, items: [mug()] }));
	// What searching gives cannot be read, so that the orders are asked for one by one.
	place.amazon.faults.add({ operation: 'searchOrders', kind: 'empty204', times: 10_000 });
};

const look = async (place: Place) => ({
	...(await place.inDatabase(async ({ query }) => ({
		loads: (await query.selectFrom('history_load').selectAll().execute()).length,
		left: (await query.selectFrom('history_order').selectAll().execute()).length,
	}))),
	...(({ orders, events, leases }) => ({ orders: orders.map(({ orderId, state, hasBuyerData }) => [orderId, state, hasBuyerData]), events, leases }))(await place.kept()),
	reports: place.amazon.requests.filter(({ operation, status }) => operation === 'createReport' && status === 202).length,
});

const complete = { loads: 0, left: 0, orders: ORDERS.map((orderId) => [orderId, 'pending', true]), events: ORDERS.map((orderId) => `orderCaptured ${orderId}`), leases: 0, reports: 1 };
const operations = ['createReport', 'getReport', 'getReportDocument', 'downloadDocument', 'getOrder'];

afterAll(killAllProcesses);

test('P39 and N47: a load of history, killed by kill -9 at any call to Amazon and run again, asks for one report and has every order once', async () => {
	const place = { amazonSwitches: { plans, reportQueueTime: 0, reportProcessingTime: 0 } };
	const process = new NodeProcess();
	const undisturbed = await Place.open(place);
	const recorded = await recordPoints({ prepare, task: loadHistory }, undisturbed, process);
	expect(await look(undisturbed)).toEqual(complete);
	await process.kill();
	await undisturbed.close();

	const points = recorded.points.filter(({ operation }) => operations.includes(operation));
	expect(points.map(({ operation, phase }) => `${operation} ${phase}`)).toEqual([...operations, 'getOrder'].flatMap((operation) => [`${operation} received`, `${operation} committed`]));
	for (const { point, killed, outcome, seen } of await surviveAll({ place, prepare, task: loadHistory }, points, look)) {
		expect({ killedAt: nameOf(point), killed }).toEqual({ killedAt: nameOf(point), killed: true });
		expect({ killedAt: nameOf(point), ...seen }).toEqual({ killedAt: nameOf(point), ...complete });
		expect({ killedAt: nameOf(point), status: outcome.status, attention: outcome.attention, processed: outcome.processed }).toMatchObject({ killedAt: nameOf(point), status: 'success', attention: [], processed: [{ complete: true, left: 0, foundInReports: ORDERS.length }] });
	}
}, 400_000);

test('P39 and N47: a load of history that is killed while Amazon still makes the report goes on with that report when it is there', async () => {
	const place = await Place.open({ amazonSwitches: { plans, reportQueueTime: 60, reportProcessingTime: 60 } });
	const [first, second] = [new NodeProcess(), new NodeProcess()];
	try {
		await prepare(place, async (task) => await first.run(task, place.around));
		let waiting = true;
		place.amazon.onRequest(async ({ operation }, phase) => {
			if (!waiting || operation !== 'getReport' || phase !== 'committed') return;
			waiting = false;
			await first.kill();
		});
		await expect(first.run(loadHistory, place.around)).rejects.toThrow(ProcessEnded);
		expect(await look(place)).toMatchObject({ loads: 1, orders: [], reports: 1 });
		place.pass(5 * MINUTE);
		expect((await second.run(loadHistory, place.around)).processed).toMatchObject([{ complete: true, loaded: ORDERS.length }]);
		expect(await look(place)).toEqual(complete);
	} finally {
		await second.kill();
		await place.close();
	}
}, 90_000);
