import { nameOf, recordPoints, surviveAll, type KillStory } from './killPoints';
import { NodeProcess, killAllProcesses } from './nodeProcess';
import { Place, tasks } from './place';
import { furtherRows, settlementSeed, settlementsKept, settlementTasks } from './settlementGoods';

const generous = new Map(['searchOrders', 'getOrder', 'searchListingsItems', 'getReports', 'getReportDocument'].map((operation) => [operation, { rate: 1000, burst: 1000 }]));
const place = { amazonSwitches: { plans: generous } };
const SETTLEMENTS = ['90000000001', '90000000002'];

/** Two settlements, the second in two documents. */
const prepare: KillStory['prepare'] = async (around, run) => {
	await run(tasks.connect());
	SETTLEMENTS.forEach((id, index) => around.account.addSettlement(settlementSeed(id, furtherRows, { documents: index + 1 })));
};

const look = async (around: Place) => {
	const { settlements, told, leases } = await around.inDatabase(settlementsKept);
	return { settlements: settlements.map(({ settlementId, state, rows, total, claimed }) => [settlementId, state, rows, total, claimed]), told: told.length, leases };
};
const everythingOnce = { settlements: SETTLEMENTS.map((id) => [id, 'loaded', 3, '60.01', false]), told: 2, leases: 0 };

afterAll(killAllProcesses);

test('N47 and P4: Load Settlements, killed by kill -9 at any call to Amazon - before, within and after the storing of each document - and run again, has every settlement once, whole, told once', async () => {
	const process = new NodeProcess();
	const undisturbed = await Place.open(place);
	const { points: all } = await recordPoints({ prepare, task: settlementTasks.load }, undisturbed, process);
	expect(await look(undisturbed)).toEqual(everythingOnce);
	await process.kill();
	await undisturbed.close();

	const points = all.filter(({ operation }) => operation !== 'getAccessToken');
	expect(points.filter(({ operation, phase }) => operation === 'downloadDocument' && phase === 'committed')).toHaveLength(3);
	for (const { point, killed, outcome, seen } of await surviveAll({ place, prepare, task: settlementTasks.load }, points, look)) {
		expect({ killedAt: nameOf(point), killed }).toEqual({ killedAt: nameOf(point), killed: true });
		expect({ killedAt: nameOf(point), ...seen }).toEqual({ killedAt: nameOf(point), ...everythingOnce });
		expect({ killedAt: nameOf(point), status: outcome.status, attention: outcome.attention, complete: outcome.processed[0]?.complete }).toEqual({ killedAt: nameOf(point), status: 'success', attention: [], complete: true });
	}
}, 400_000);
