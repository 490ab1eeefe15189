import { mugRows, furtherRows, ledgerOf, saveSettlementSettings, settlementsKept, settlementSeed, settlementSettings, settlementTasks } from './settlementGoods';
import { nameOf, recordPoints, surviveAll, type KillPoint, type KillStory, type Survived } from './killPoints';
import { NodeProcess, killAllProcesses } from './nodeProcess';
import type { NodeOutcome } from './nodeRun';
import { Place, tasks } from './place';
import { MINUTE } from './wholeOrders';

const SETTLEMENT = '90000000001';
const ORDER = '111-8000000-0000001';
const place = { amazonSwitches: { plans: new Map(['searchOrders', 'getOrder', 'searchListingsItems', 'getReports', 'getReportDocument'].map((operation) => [operation, { rate: 1000, burst: 1000 }])) } };

type Prepare = KillStory['prepare'];

/** A sale in Cin7 Core, and the settlement of its order, loaded. */
const load: Prepare = async (around, run) => {
	await run(tasks.connect());
	await run(tasks.link);
	around.order('Casey Example');
	around.pass(5 * MINUTE);
	await run(tasks.load);
	await run(tasks.process);
	await around.inDatabase(async (engine) => await saveSettlementSettings(engine, { ...settlementSettings, splitMonths: true, carriedForwardAccount: '970' }));
	around.account.addSettlement(settlementSeed(SETTLEMENT, [...mugRows(ORDER), ...furtherRows]));
	await run(settlementTasks.load);
};

const look = async (around: Place) => ({ books: ledgerOf(around.cin7.world), kept: await around.inDatabase(settlementsKept) });
type Seen = Awaited<ReturnType<typeof look>>;

/** Both moments of every write: nothing else happens between a step that is recorded as begun and its call, or between its answer and its record. */
const writes = (points: readonly KillPoint[]): readonly KillPoint[] => points.filter(({ service, operation }) => service === 'cin7' && !operation.startsWith('GET'));
/** The reads by which a draft is compared, once each. */
const readsBack = (points: readonly KillPoint[]): readonly KillPoint[] => ['GET /moneyOperation', 'GET /moneyTaskList'].flatMap((wanted) => points.filter(({ operation, phase }) => operation === wanted && phase === 'received').slice(0, 1));

const JOURNALS = [['2026-02-28', ['400 710 39.99', '710 970 39.99']], ['2026-03-11', ['710 270 120', '715 710 20', '970 710 39.99']]] as const;
const twice = (...operations: readonly string[]): readonly string[] => operations.flatMap((operation) => [operation, operation]);

const rounds: readonly { readonly what: string; readonly rows: string; readonly story: KillStory; readonly choose: (points: readonly KillPoint[]) => readonly KillPoint[]; readonly writes: readonly string[]; readonly expected: unknown }[] = [
	{
		what: 'posting', rows: 'N47',
		story: { place, prepare: load, task: settlementTasks.post },
		choose: (points) => [...writes(points), ...readsBack(points)],
		writes: ['POST /journal', 'PUT /journal', 'POST /journal', 'PUT /journal', 'POST /sale/manualJournal', 'POST /moneyOperation', 'PUT /moneyOperation'],
		expected: { state: 'posted', total: '70.13', posting: 1, documents: ['journal 2026-02 completed', 'journal 2026-03 completed', `sale ${ORDER} completed`, 'deposit completed'] },
	},
];

describe.each(rounds)('$what, killed by kill -9 at every write', ({ rows, story, choose, writes: operations, expected }) => {
	let undisturbed: Seen & { readonly outcome: NodeOutcome };
	let points: readonly KillPoint[];
	let survived: readonly Survived<Seen>[];

	beforeAll(async () => {
		const process = new NodeProcess();
		const around = await Place.open(place);
		const recorded = await recordPoints(story, around, process);
		undisturbed = { ...(await look(around)), outcome: recorded.outcome };
		await process.kill();
		await around.close();
		points = choose(recorded.points);
		survived = await surviveAll(story, points, look);
	}, 900_000);

	test('the undisturbed run does the whole of it', () => {
		expect(undisturbed.outcome).toMatchObject({ status: 'success', attention: [] });
		expect(undisturbed.kept).toMatchObject({ settlements: [{ settlementId: SETTLEMENT, claimed: false, begun: null, undoing: false, holds: [], ...(expected as object) }], leases: 0 });
		const completed = undisturbed.books.journals.filter(([status]) => status === 'COMPLETED').map(([, , date, , lines]) => [date, lines]);
		expect(completed).toEqual(JOURNALS);
		expect(undisturbed.books.balances['710']).toBe('0');
	});

	test('the process was killed at each of them, before and after it took effect', () => {
		expect(points.filter(({ operation }) => !operation.startsWith('GET')).map(({ operation }) => operation)).toEqual(twice(...operations));
		expect(survived.map(({ killed }) => killed)).toEqual(points.map(() => true));
	});

	test(`${rows}: the next process ends it with one journal of each month, one deposit, and the same books to the cent`, () => {
		for (const { point, seen } of survived) expect({ killedAt: nameOf(point), ...seen.books }).toEqual({ killedAt: nameOf(point), ...undisturbed.books });
	});

	test(`${rows}: after that nothing is left claimed or half done, and nothing is told that needs a person`, () => {
		for (const { point, seen, outcome } of survived) {
			expect({ killedAt: nameOf(point), ...seen.kept }).toEqual({ killedAt: nameOf(point), ...undisturbed.kept });
			expect({ killedAt: nameOf(point), status: outcome.status, attention: outcome.attention }).toEqual({ killedAt: nameOf(point), status: 'success', attention: [] });
		}
	});
});

afterAll(killAllProcesses);
