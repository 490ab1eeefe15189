import { NodeProcess, killAllProcesses } from './nodeProcess';
import { nameOf, recordPoints, surviveAll, type KillStory } from './killPoints';
import { Place, tasks } from './place';

const HOUR = 3600_000;
const PAID_NEW = 105;

/** Two pages of new orders, and two unpaid ones that are asked for by their id, of which Amazon canceled one without saying so. */
const prepare: KillStory['prepare'] = async (place, run) => {
	await run(tasks.connect());
	await run(tasks.link);
	const forgotten = place.order('Casey Example', { status: 'PENDING' });
	place.order('Casey Example', { status: 'PENDING' });
	place.pass(HOUR);
	await run(tasks.load);
	place.pass(2 * HOUR);
	for (let count = 0; count < PAID_NEW; count++) place.order('Zoë Müsterich 🎁');
	place.account.cancelOrder(forgotten, { silently: true });
	place.pass(HOUR);
};

afterAll(killAllProcesses);

describe.each([['Load Orders', tasks.load], ['a poll of the Amazon Trigger', tasks.poll]] as const)('%s', (name, task) => {
	test(`N47: ${name}, killed by kill -9 at any call to Amazon and run again, captures every order once and tells it once`, async () => {
		const process = new NodeProcess();
		const place = await Place.open();
		const { points, outcome } = await recordPoints({ prepare, task }, place, process);
		const undisturbed = { ...(await place.kept()), given: outcome.processed };
		await process.kill();
		await place.close();

		expect(points.map(({ operation }) => operation)).toEqual(expect.arrayContaining(['getAccessToken', 'searchOrders', 'getOrder']));
		expect(points.filter(({ operation, phase }) => operation === 'searchOrders' && phase === 'committed')).toHaveLength(2);
		expect(undisturbed.orders.filter(({ state, hasBuyerData }) => state === 'pending' && hasBuyerData)).toHaveLength(PAID_NEW);
		expect(undisturbed.orders.filter(({ state }) => state === 'canceled')).toHaveLength(1);
		expect(undisturbed.events).toHaveLength(PAID_NEW + 1);

		for (const { point, killed, outcome: second, seen } of await surviveAll({ prepare, task }, points, async (after) => await after.kept())) {
			expect({ killedAt: nameOf(point), killed }).toEqual({ killedAt: nameOf(point), killed: true });
			expect({ killedAt: nameOf(point), ...seen }).toEqual({ killedAt: nameOf(point), orders: undisturbed.orders, events: undisturbed.events, leases: 0 });
			if (task === tasks.poll) expect(second.processed.map(({ event, orderId }) => `${String(event)} ${String(orderId)}`).sort()).toEqual(undisturbed.events);
			else expect({ killedAt: nameOf(point), status: second.status, attention: second.attention }).toEqual({ killedAt: nameOf(point), status: 'success', attention: [] });
		}
	}, 120_000);
});

test('N47: an event that the trigger gave and whose process was killed before its run is given again by the next process, then never again', async () => {
	const [first, second] = [new NodeProcess(), new NodeProcess()];
	const place = await Place.open();
	try {
		await first.run(tasks.connect(), place.around);
		const orderId = place.order('Robin Example');
		place.pass(HOUR);
		expect((await first.run(tasks.poll, place.around)).processed).toMatchObject([{ event: 'orderCaptured', orderId }]);
		await first.kill();
		expect((await second.run(tasks.poll, place.around)).processed).toMatchObject([{ event: 'orderCaptured', orderId }]);
		place.pass(HOUR);
		expect((await second.run(tasks.poll, place.around)).status).toBe('nothing');
	} finally {
		await second.kill();
		await place.close();
	}
}, 60_000);
