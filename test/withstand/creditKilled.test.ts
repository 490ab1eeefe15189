import { NodeProcess, killAllProcesses } from './nodeProcess';
import { nameOf, recordPoints, surviveAll, type KillPoint, type KillStory, type Survived } from './killPoints';
import type { NodeOutcome } from './nodeRun';
import { Place, tasks } from './place';
import { booksOf, daily, dailySaleKeyOf, MINUTE, mugs, refundOfMug, wholeOrdersKept, wholeOrderTasks } from './wholeOrders';

const CANCELED = '111-8000000-0000001';
const PARTLY = '111-8000000-0000002';
const REFUNDED = '111-8000000-0000003';
const SINGLE = '111-8000000-0000004';
const SALE = dailySaleKeyOf('2026-03-11');

type Prepare = KillStory['prepare'];

/** A daily sale of three orders, and one order that is a sale of its own; all of them are shipped in Cin7 Core. */
const makeSales: Prepare = async (place, run) => {
	await run(tasks.connect(daily));
	await run(tasks.link);
	place.order('Casey Example');
	place.order('Robin Example', { items: mugs(3) });
	place.order('Sasha Example');
	place.pass(5 * MINUTE);
	await run(tasks.load);
	await run(wholeOrderTasks.closeDay);
	await run(tasks.connect({ consolidation: 'none' }));
	place.order('Käthe Müsterich 🎁', { items: mugs(3) });
	place.pass(5 * MINUTE);
	await run(tasks.load);
	await run(tasks.process);
};

/** Amazon cancels one order of the daily sale, two units of another, and two of the sale of its own. */
const cancel: Prepare = async (place, run) => {
	place.account.cancelOrder(CANCELED);
	for (const orderId of [PARTLY, SINGLE]) {
		place.account.shipOrder(orderId, { units: [{ item: 0, quantity: 1 }] });
		place.account.cancelRemainder(orderId);
	}
	place.account.changeAmounts(SINGLE, [{ item: 0, amounts: { item: '14.99', tax: { ITEM: '1.24' } } }]);
	place.pass(5 * MINUTE);
	await run(tasks.load);
};

const stories = {
	/** The parts of the daily sale are to be credited; the single sale is voided and its order pending again. */
	cancellation: {
		task: tasks.process,
		prepare: async (place, run) => {
			await makeSales(place, run);
			await cancel(place, run);
		},
		afterwards: [tasks.process, wholeOrderTasks.processRefunds],
	},
	/** The order gets a new sale of what is left, with the external id of the voided one. */
	newSale: {
		task: tasks.process,
		prepare: async (place, run) => {
			await makeSales(place, run);
			await cancel(place, run);
			await run(tasks.process);
		},
		afterwards: [wholeOrderTasks.processRefunds],
	},
	/** Three credit notes of one daily sale, which is made an Advanced Sale with the second, and one of the single sale. */
	credits: {
		task: wholeOrderTasks.processRefunds,
		prepare: async (place, run) => {
			await makeSales(place, run);
			await cancel(place, run);
			await run(tasks.process);
			await run(tasks.process);
			for (const [refundId, orderId] of [['R1', REFUNDED], ['R2', SINGLE]] as const) place.account.addTransaction(refundOfMug(refundId, orderId, '2026-03-11T12:10:00.000Z'));
			place.pass(30 * MINUTE);
			await run(wholeOrderTasks.loadRefunds);
		},
	},
} satisfies Readonly<Record<string, KillStory>>;

const look = async (place: Place) => ({ books: booksOf(place), kept: await wholeOrdersKept(place) });
type Seen = Awaited<ReturnType<typeof look>>;

/** Both moments of the first two writes of that kind: the second credit note is one of an Advanced Sale. */
const firstTwoOf = (operation: string) => (points: readonly KillPoint[]): readonly KillPoint[] => points.filter((point) => point.operation === operation).slice(0, 4);
const both = (...operations: readonly string[]) => (points: readonly KillPoint[]): readonly KillPoint[] => operations.flatMap((operation) => firstTwoOf(operation)(points).slice(0, 2));

const rounds: readonly { readonly what: keyof typeof stories; readonly choose: (points: readonly KillPoint[]) => readonly KillPoint[]; readonly kinds: readonly string[] }[] = [
	{ what: 'cancellation', choose: (points) => [...both('DELETE /sale')(points), ...points.filter(({ operation }) => operation === 'GET /sale').slice(0, 1)], kinds: ['DELETE /sale', 'GET /sale'] },
	{ what: 'newSale', choose: both('POST /sale'), kinds: ['POST /sale'] },
	{
		what: 'credits',
		choose: (points) => [...firstTwoOf('POST /sale/creditnote')(points), ...both('POST /sale/payment', 'POST /sale/fulfilment', 'DELETE /sale/fulfilment')(points)],
		kinds: ['POST /sale/creditnote', 'POST /sale/payment', 'POST /sale/fulfilment', 'DELETE /sale/fulfilment'],
	},
];

describe.each(rounds.map((round) => ({ ...round, calls: round.kinds.join(', ') })))('$what: killed at $calls', ({ what, choose, kinds }) => {
	let undisturbed: Seen & { readonly outcome: NodeOutcome };
	let points: readonly KillPoint[];
	let survived: readonly Survived<Seen>[];

	beforeAll(async () => {
		const process = new NodeProcess();
		const place = await Place.open();
		const recorded = await recordPoints(stories[what], place, process);
		undisturbed = { ...(await look(place)), outcome: recorded.outcome };
		await process.kill();
		await place.close();
		points = choose(recorded.points);
		survived = await surviveAll(stories[what], points, look);
	}, 600_000);

	test('the undisturbed run credits what was canceled, voids the sale of its own and makes one of what is left', () => {
		expect(undisturbed.outcome.attention).toEqual([]);
		const { sales, creditNotes } = undisturbed.books;
		expect(sales).toMatchObject([
			{ externalId: SINGLE, status: 'VOIDED' },
			{ externalId: SINGLE, status: 'COMPLETED', lines: [['HP-MUG-SLATE', '1', '14.99', '14.99']], invoices: [{ status: 'PAID', total: '16.23', payments: [[SINGLE, '16.23']] }] },
			{ externalId: SALE, status: 'COMPLETED', lines: [['HP-MUG-SLATE', '5', '14.99', '74.95']], fulfillments: [['AUTHORISED', 'AUTHORISED', 'AUTHORISED'], ['VOIDED', 'VOIDED', 'VOIDED']], invoices: [{ status: 'PAID', total: '81.15', payments: [[SALE, '81.15']] }] },
		]);
		expect(creditNotes.map(({ sale, status, total, refunds }) => [sale, status, total, refunds])).toEqual([
			[SALE, 'AUTHORISED', '16.23', [[`${CANCELED} canceled`, '16.23']]],
			[SALE, 'AUTHORISED', '32.46', [[`${PARTLY} canceled`, '32.46']]],
			...(what === 'credits' ? [[SALE, 'AUTHORISED', '14.43', [['R1', '14.43']]], [SINGLE, 'AUTHORISED', '14.43', [['R2', '14.43']]]] : []),
		]);
		expect(undisturbed.kept.credits.map(({ state, claimed }) => [state, claimed])).toEqual(undisturbed.kept.credits.map(() => ['processed', false]));
	});

	test('the process was killed at each of them', () => {
		expect([...new Set(points.map(({ operation }) => operation))]).toEqual(kinds);
		expect(survived.map(({ killed }) => killed)).toEqual(points.map(() => true));
	});

	test('N47 and N14: the next process ends it with one credit note and one refund for each, one live sale for the order, and the same books to the cent', () => {
		for (const { point, seen } of survived) expect({ killedAt: nameOf(point), ...seen.books }).toEqual({ killedAt: nameOf(point), ...undisturbed.books });
	});

	test('N47: after that nothing is left claimed or pending, and nothing is told that needs a person', () => {
		for (const { point, seen, outcome } of survived) {
			expect({ killedAt: nameOf(point), ...seen.kept }).toEqual({ killedAt: nameOf(point), ...undisturbed.kept });
			expect({ killedAt: nameOf(point), status: outcome.status, attention: outcome.attention }).toEqual({ killedAt: nameOf(point), status: 'success', attention: [] });
		}
	});
});

afterAll(killAllProcesses);
