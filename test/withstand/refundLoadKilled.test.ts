import type { IDataObject } from 'n8n-workflow';
import { postgresConfiguration } from '../../src/n8n/database';
import { nameOf, recordPoints, surviveAll, type KillStory } from './killPoints';
import { NodeProcess, killAllProcesses } from './nodeProcess';
import type { NodeOutcome, NodeTask } from './nodeRun';
import { Place, tasks } from './place';
import { refundOf } from './refundsOfWorld';
import { TwoWorkers, onBothDatabases } from './twoWorkers';

const HOUR = 3600_000;
const loadRefunds: NodeTask = { node: 'orderConsolidator', parameters: { operation: 'loadRefunds' } };
const generous = { rate: 1000, burst: 1000 };
const place = { amazonSwitches: { transactionPageSize: 1, plans: new Map(['searchOrders', 'getOrder', 'searchListingsItems', 'listTransactions'].map((operation) => [operation, generous])) } };
const REFUNDS = 3;
const UNKNOWN = '111-8000000-0000003';

/** Three refunds, a page each; the order of the last was never loaded. */
const prepare: KillStory['prepare'] = async (around, run) => {
	await run(tasks.connect());
	await run(tasks.link);
	for (let count = 1; count < REFUNDS; count++) around.order('Robin Example');
	around.pass(HOUR);
	await run(tasks.load);
	addRefunds(around);
};

function addRefunds(around: Place): void {
	// Not told to the loading of orders: it is made last and bears an old update time.
	around.order('Casey Example', { lastUpdatedTime: '2026-03-01T00:00:00.000Z' });
	around.account.orderIds().forEach((orderId, index) => around.account.addTransaction(refundOf(orderId, { postedDate: new Date(Date.parse('2026-03-11T10:00:00Z') + index * 60_000).toISOString() })));
	around.pass(HOUR);
}

const look = async (around: Place, database?: IDataObject) => await around.inDatabase(async ({ query }) => ({
	credits: (await query.selectFrom('credit').selectAll().orderBy('credit_id').execute()).map((row) => [row.credit_id, row.state, row.claim_owner]),
	told: (await query.selectFrom('order_event').selectAll().where('kind', '=', 'refundCompleted').execute()).map((row) => row.order_id).sort(),
	orders: (await query.selectFrom('amazon_order').selectAll().orderBy('order_id').execute()).map((row) => [row.order_id, row.state]),
	leases: (await query.selectFrom('lease').selectAll().execute()).length,
	open: (await query.selectFrom('refund_cursor').selectAll().execute()).filter(({ position }) => position.includes('"open"')).length,
}), database && postgresConfiguration(database as never));

const everyRefundOnce = (orderIds: readonly string[]) => ({
	credits: orderIds.map((orderId) => [`refund of ${orderId}`, 'pending', null]),
	told: orderIds,
	orders: orderIds.map((orderId) => [orderId, 'pending']),
	leases: 0,
	open: 0,
});

afterAll(killAllProcesses);

test('N47: Load Refunds, killed by kill -9 at any call to Amazon - so before and after each page is stored - and run again, has every refund once, told once', async () => {
	const process = new NodeProcess();
	const undisturbed = await Place.open(place);
	const recorded = await recordPoints({ prepare, task: loadRefunds }, undisturbed, process);
	const points = recorded.points.filter(({ operation }) => operation !== 'getAccessToken');
	const expected = everyRefundOnce(undisturbed.account.orderIds());
	expect(await look(undisturbed)).toEqual(expected);
	await process.kill();
	await undisturbed.close();

	expect(expected.credits).toHaveLength(REFUNDS);
	// Each page, and the order that was not known.
	expect(points.filter(({ operation, phase }) => operation === 'listTransactions' && phase === 'committed')).toHaveLength(REFUNDS);
	expect(points.filter(({ operation }) => operation === 'getOrder').map(({ phase }) => phase)).toEqual(['received', 'committed']);
	for (const { point, killed, outcome, seen } of await surviveAll({ place, prepare, task: loadRefunds }, points, async (after) => await look(after))) {
		expect({ killedAt: nameOf(point), killed }).toEqual({ killedAt: nameOf(point), killed: true });
		expect({ killedAt: nameOf(point), ...seen }).toEqual({ killedAt: nameOf(point), ...expected });
		expect({ killedAt: nameOf(point), status: outcome.status, attention: outcome.attention, complete: outcome.processed[0]?.complete }).toEqual({ killedAt: nameOf(point), status: 'success', attention: [], complete: true });
	}
}, 400_000);

/** Two loads; Amazon answers the one that asks first only when the other one is done, which comes first in the answer. */
async function loadsWhileOneIsRead(workers: TwoWorkers): Promise<readonly NodeOutcome[]> {
	let letGo: () => void = () => undefined;
	const otherDone = new Promise<void>((resolve) => (letGo = resolve));
	workers.place.amazon.onRequest(async ({ operation }, phase) => {
		if (operation !== 'listTransactions' || phase !== 'received') return;
		const patience = setTimeout(letGo, 10_000);
		await otherDone;
		clearTimeout(patience);
	});
	return await workers.each(loadRefunds, loadRefunds, letGo);
}

onBothDatabases((database) => {
	test('N47 and S167: of two loads of refunds at the same moment one works and the other says so; every refund is there once', async () => {
		const workers = new TwoWorkers(await Place.open({ ...place, database: database() }));
		try {
			await workers.both({ node: 'orderConsolidator', parameters: { operation: 'getPending', store: { __rl: true, mode: 'id', value: 'all' } } });
			await prepare(workers.place, async (task) => await workers.one(task));
			const [quick, other] = await loadsWhileOneIsRead(workers);
			expect([quick, other]).toMatchObject([
				{ status: 'success', processed: [{ busy: true, loaded: 0, complete: false }], attention: [] },
				{ status: 'success', processed: [{ busy: false, loaded: REFUNDS, new: REFUNDS, complete: true }], attention: [] },
			]);
			const orderIds = workers.place.account.orderIds();
			expect(orderIds).toContain(UNKNOWN);
			expect(await look(workers.place, database())).toEqual(everyRefundOnce(orderIds));
		} finally {
			await workers.close();
		}
	}, 90_000);
});
