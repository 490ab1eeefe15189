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

const post: Prepare = async (around, run) => {
	await load(around, run);
	await run(settlementTasks.post);
};

/** Amazon corrects the settlement: the reimbursement is 20.00 less. */
const correct: Prepare = async (around, run) => {
	await post(around, run);
	const corrected = furtherRows.map((row) => (row.amount === '120.00' ? { ...row, amount: '100.00' } : row));
	around.account.addSettlement(settlementSeed(SETTLEMENT, [...mugRows(ORDER), ...corrected], { createdTime: '2026-03-11T12:00:00.000Z' }));
	await run(settlementTasks.load);
};

const look = async (around: Place) => ({ books: ledgerOf(around.cin7.world), kept: await around.inDatabase(settlementsKept) });
type Seen = Awaited<ReturnType<typeof look>>;

/** Both moments of every write: nothing else happens between a step that is recorded as begun and its call, or between its answer and its record. */
const writes = (points: readonly KillPoint[]): readonly KillPoint[] => points.filter(({ service, operation }) => service === 'cin7' && !operation.startsWith('GET'));
/** The moment after each write took effect, whose answer is never recorded. */
const unanswered = (points: readonly KillPoint[]): readonly KillPoint[] => writes(points).filter(({ phase }) => phase === 'committed');


const rounds: readonly { readonly what: string; readonly rows: string; readonly story: KillStory; readonly choose: (points: readonly KillPoint[]) => readonly KillPoint[]; readonly writes: readonly string[]; readonly expected: unknown }[] = [
	{
		what: 'undoing', rows: 'N47 and P21',
		story: { place, prepare: post, task: settlementTasks.undo(SETTLEMENT) },
		choose: writes,
		writes: ['DELETE /moneyOperation', 'POST /sale/manualJournal', 'DELETE /journal', 'DELETE /journal'].flatMap((write) => [write, write]),
		expected: { state: 'undone', total: '70.13', posting: 2, documents: [] },
	},
	{
		what: 'posting what Amazon corrected', rows: 'N47 and P18',
		story: { place, prepare: correct, task: settlementTasks.post },
		choose: unanswered,
		writes: ['DELETE /moneyOperation', 'POST /sale/manualJournal', 'DELETE /journal', 'DELETE /journal', 'POST /journal', 'PUT /journal', 'POST /journal', 'PUT /journal', 'POST /sale/manualJournal', 'POST /moneyOperation', 'PUT /moneyOperation'],
		expected: { state: 'posted', total: '50.13', posting: 2, reissued: false, documents: ['journal 2026-02 completed', 'journal 2026-03 completed', `sale ${ORDER} completed`, 'deposit completed'] },
	},
];

describe.each(rounds)('$what, killed by kill -9 at every write', ({ what, rows, story, choose, writes: operations, expected }) => {
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
		if (what === 'undoing') expect([completed, undisturbed.books.balances['090'], undisturbed.books.balances['710']]).toEqual([[], '0', '16.23']);
		else expect(undisturbed.books.balances['710']).toBe('0');
	});

	test('the process was killed at each of them', () => {
		expect(points.map(({ operation }) => operation)).toEqual(operations);
		expect(survived.map(({ killed }) => killed)).toEqual(points.map(() => true));
	});

	test(`${rows}: the next process ends it, and the books are the same to the cent`, () => {
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
