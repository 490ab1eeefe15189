import { keptCatalog, newGoods, shelves } from './catalogGoods';
import { nameOf, recordPoints, surviveAll, type KillPoint, type KillStory, type Survived } from './killPoints';
import { NodeProcess, killAllProcesses } from './nodeProcess';
import type { NodeOutcome } from './nodeRun';
import { Place, tasks } from './place';

const story: KillStory = {
	// A report is there as soon as it is asked for: each process runs on this machine's clock.
	place: { listings: { A1HARBORPINE: newGoods() }, amazonSwitches: { reportQueueTime: 0, reportProcessingTime: 0 } },
	task: tasks.loadProducts(),
	prepare: async (_place, run) => void (await run(tasks.connect({ createProducts: true, more: { catalogSource: 'listingsReport' } }))),
};

const operations = ['createReport', 'getReport', 'getReportDocument', 'downloadDocument'];

interface Seen {
	readonly shelves: ReturnType<typeof shelves>;
	readonly kept: Awaited<ReturnType<typeof keptCatalog>>;
	/** Reports that Amazon made. */
	readonly reports: number;
}

const look = async (place: Place): Promise<Seen> => ({
	shelves: shelves(place.cin7.world),
	kept: await keptCatalog(place),
	reports: place.amazon.requests.filter(({ operation, status }) => operation === 'createReport' && status === 202).length,
});

let undisturbed: Seen & { readonly outcome: NodeOutcome };
let points: readonly KillPoint[];
let survived: readonly Survived<Seen>[];

beforeAll(async () => {
	const process = new NodeProcess();
	const place = await Place.open(story.place);
	const recorded = await recordPoints(story, place, process);
	points = recorded.points.filter(({ operation }) => operations.includes(operation));
	undisturbed = { ...(await look(place)), outcome: recorded.outcome };
	await process.kill();
	await place.close();
	survived = await surviveAll(story, points, look);
}, 300_000);
afterAll(killAllProcesses);

test('both moments of every call for the report are among those at which the process is killed', () => {
	expect(undisturbed.outcome).toMatchObject({ status: 'success', attention: [], processed: [{ complete: true, created: expect.arrayContaining(['WS-BELL', 'WS-LAMP-MOSS']) }] });
	expect(points.map(({ operation, phase }) => `${operation} ${phase}`)).toEqual(operations.flatMap((operation) => [`${operation} received`, `${operation} committed`]));
	expect(survived.filter(({ killed }) => !killed).map(({ point }) => nameOf(point))).toEqual([]);
});

test('N47, D11: killed by kill -9 while it reads the listings report, the next process completes the catalog and its products; nothing is canceled, nothing is told that needs a person', () => {
	for (const { point, seen, outcome } of survived) {
		expect({ killedAt: nameOf(point), shelves: seen.shelves, kept: seen.kept }).toEqual({ killedAt: nameOf(point), shelves: undisturbed.shelves, kept: undisturbed.kept });
		expect({ killedAt: nameOf(point), status: outcome.status, attention: outcome.attention, processed: outcome.processed }).toMatchObject({ killedAt: nameOf(point), status: 'success', attention: [], processed: [{ complete: true, canceled: [] }] });
	}
});

test('N47, D11: the next process goes on with the report that was asked for, and asks for no other one', () => {
	expect(survived).toHaveLength(8);
	expect(survived.map(({ point, seen }) => [nameOf(point), seen.reports])).toEqual(survived.map(({ point }) => [nameOf(point), 1]));
});
