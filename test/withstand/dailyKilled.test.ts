import { NodeProcess, ProcessEnded, killAllProcesses } from './nodeProcess';
import { firstOfEachKind, nameOf, recordPoints, surviveAll, type KillPoint, type KillStory, type Survived } from './killPoints';
import type { NodeOutcome, NodeTask } from './nodeRun';
import { Place, tasks } from './place';
import { assembleCoasters, booksOf, coasters, DAY, daily, dailySaleKeyOf, MINUTE, mugs, wholeOrdersKept, wholeOrderTasks } from './wholeOrders';

const ORDERS = ['111-8000000-0000001', '111-8000000-0000002', '111-8000000-0000003'];
const SALE = dailySaleKeyOf('2026-03-11');

/** Three orders of a day, one of them of a product that is assembled; nothing is known of carrier and sales representative. */
const story: KillStory = {
	task: wholeOrderTasks.closeDay,
	prepare: async (place, run) => {
		assembleCoasters(place.cin7.world);
		await run(tasks.connect(daily));
		await run(tasks.link);
		place.order('Casey Example');
		place.order('Käthe Müsterich 🎁', { items: coasters(3) });
		place.order('Robin Example', { status: 'SHIPPED', packages: [{ packageReferenceId: '1', carrier: 'Harbor Parcel', trackingNumber: 'DEMO-1' }], items: mugs(2) });
		place.pass(5 * MINUTE);
		await run(tasks.load);
	},
};

const look = async (place: Place) => ({ books: booksOf(place), kept: await wholeOrdersKept(place) });
type Seen = Awaited<ReturnType<typeof look>>;

let undisturbed: Seen & { readonly outcome: NodeOutcome };
let points: readonly KillPoint[];
let survived: readonly Survived<Seen>[];

beforeAll(async () => {
	const process = new NodeProcess();
	const place = await Place.open();
	const recorded = await recordPoints(story, place, process);
	undisturbed = { ...(await look(place)), outcome: recorded.outcome };
	await process.kill();
	await place.close();
	points = firstOfEachKind(recorded.points);
	survived = await surviveAll(story, points, look);
}, 600_000);
afterAll(killAllProcesses);

const [FIRST = '', COASTERS = '', SHIPPED = ''] = ORDERS;

test('the undisturbed run makes one sale of the day, with the assembly that it needs, invoiced and paid', () => {
	const { books, kept, outcome } = undisturbed;
	expect(outcome.attention).toEqual([]);
	expect(books.sales).toMatchObject([{
		externalId: SALE, customer: 'Amazon US Customer', carrier: 'Free Shipping', status: 'COMPLETED', order: 'AUTHORISED',
		lines: [['HP-MUG-SLATE', '3', '14.99', '44.97'], ['HP-COASTER-6', '3', '3.33', '9.99']],
		fulfillments: [['AUTHORISED', 'AUTHORISED', 'AUTHORISED']],
		invoices: [{ status: 'PAID', total: '59.49', payments: [[SALE, '59.49']] }],
	}]);
	expect(books.assemblies).toEqual([[`${SALE} HP-COASTER-6`, 'COMPLETED', '3']]);
	expect(kept).toEqual({
		orders: ORDERS.map((orderId) => ({ orderId, state: 'processed', saleKey: SALE, mustVoid: false, claimed: false, hasBuyerData: false })),
		sales: [{ saleKey: SALE, state: 'done', claimed: false }],
		credits: [],
	});
});

test('both moments of every kind of write of a daily sale are among those at which the process is killed', () => {
	const writes = ['POST /me/contacts', 'POST /ref/carrier', 'POST /sale', 'POST /finishedGoods', 'POST /sale/order', 'POST /sale/invoice', 'POST /sale/payment'];
	for (const operation of writes) {
		for (const phase of ['received', 'committed'] as const) expect([operation, phase, points.some((point) => point.operation === operation && point.phase === phase)]).toEqual([operation, phase, true]);
	}
	expect(survived.filter(({ killed }) => !killed).map(({ point }) => nameOf(point))).toEqual([]);
	expect(survived).toHaveLength(points.length);
});

test('N47 and N14: killed by kill -9 at any kind of call, the next process completes the one sale of the day: nothing twice, nothing lost, the same books to the cent', () => {
	for (const { point, seen } of survived) expect({ killedAt: nameOf(point), ...seen.books }).toEqual({ killedAt: nameOf(point), ...undisturbed.books });
});

test('N47: after that every order is part of that sale, nothing is left claimed, no buyer data is kept, and nothing is told that needs a person', () => {
	for (const { point, seen, outcome } of survived) {
		expect({ killedAt: nameOf(point), ...seen.kept }).toEqual({ killedAt: nameOf(point), ...undisturbed.kept });
		expect({ killedAt: nameOf(point), status: outcome.status, attention: outcome.attention }).toEqual({ killedAt: nameOf(point), status: 'success', attention: [] });
	}
});

describe('killed when the day was closed here, and nothing of its sale was written yet', () => {
	let place: Place;
	let closed: Awaited<ReturnType<typeof wholeOrdersKept>>;
	let late: string;

	beforeAll(async () => {
		place = await Place.open();
		const [first, second] = [new NodeProcess(), new NodeProcess()];
		const runIn = (process: NodeProcess) => async (task: NodeTask): Promise<NodeOutcome> => {
			const outcome = await process.run(task, place.around);
			if (outcome.error) throw new Error(outcome.error);
			return outcome;
		};
		await story.prepare(place, runIn(first));
		await killAtWrite(place, first, story.task);
		closed = await wholeOrdersKept(place);
		// Meanwhile one of its orders is canceled, and another order of that day arrives.
		place.account.cancelOrder(FIRST);
		late = place.order('Late Example', { items: coasters(1) });
		place.pass(5 * MINUTE);
		await runIn(second)(tasks.load);
		await runIn(second)(story.task);
		place.pass(DAY);
		await runIn(second)(story.task);
		await second.kill();
	}, 300_000);
	afterAll(async () => await place.close());

	test('N47: the day stays closed with the orders that it had', () => {
		expect(closed.sales).toMatchObject([{ saleKey: SALE, state: 'open' }]);
		expect(closed.orders.map(({ orderId, saleKey }) => [orderId, saleKey])).toEqual(ORDERS.map((orderId) => [orderId, SALE]));
	});

	test('N7 and N47: what came meanwhile goes into the next sale, what was canceled meanwhile into none', async () => {
		const { sales, creditNotes } = booksOf(place);
		const next = dailySaleKeyOf('2026-03-12');
		expect(sales).toMatchObject([
			{ externalId: SALE, status: 'COMPLETED', lines: [['HP-COASTER-6', '3', '3.33', '9.99'], ['HP-MUG-SLATE', '2', '14.99', '29.98']], invoices: [{ status: 'PAID', total: '43.26', payments: [[SALE, '43.26']] }] },
			{ externalId: next, status: 'COMPLETED', lines: [['HP-COASTER-6', '1', '3.33', '3.33']], invoices: [{ status: 'PAID', total: '3.6', payments: [[next, '3.6']] }] },
		]);
		expect(creditNotes).toEqual([]);
		const kept = await wholeOrdersKept(place);
		expect(kept.orders.map(({ orderId, state, saleKey }) => [orderId, state, saleKey])).toEqual([[FIRST, 'canceled', null], [COASTERS, 'processed', SALE], [SHIPPED, 'processed', SALE], [late, 'processed', next]]);
	});
});

/** Kills the process when it is about to make its first write to Cin7 Core. */
async function killAtWrite(place: Place, process: NodeProcess, task: NodeTask): Promise<void> {
	let killed = false;
	place.cin7.onRequest(async ({ method }, phase) => {
		if (killed || method === 'GET' || phase !== 'received') return;
		killed = true;
		await process.kill();
		throw new Error('The caller was killed');
	});
	await expect(process.run(task, place.around)).rejects.toThrow(ProcessEnded);
}
