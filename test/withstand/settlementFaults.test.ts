import { expectGreen, type NodeRun } from '../nodes/demoWorld';
import { meet, playedOn, type Played } from './faultsMet';
import { SettlementWorld } from './settlementWorld';
import { DAY } from './wholeOrders';

let desk: SettlementWorld;
beforeAll(async () => { desk = await SettlementWorld.open(); }, 60_000);
afterAll(async () => await desk.close());
// Amazon's reports of the last two days are listed again with every load.
beforeEach(() => desk.world.pass(3 * DAY));

const complete = {
	journals: [['COMPLETED', '2026-03-11', ['400 710 39.99', '710 270 120', '715 710 20']]],
	moneyTasks: [['COMPLETED', 'Receive Money', '090', '2026-03-13', '70.13']],
	saleLines: ['410 710 2.25', '411 710 3.86'],
};
const nothing = { journals: [], moneyTasks: [], saleLines: [] };

interface Round {
	readonly fault: Played;
	readonly times: number;
}

const ENDLESSLY = 1000;

/** Once every way in which Cin7 Core says that its limit is reached, fails, or answers something that is no answer; endlessly one of each sort. */
const roundsOfWrite = (operation: string): readonly Round[] => [
	...[...playedOn(operation), { kind: 'limit503' } as const, { kind: 'limit400' } as const, { kind: 'html200' } as const, { kind: 'html200', committed: true } as const].map((fault) => ({ fault, times: 1 })),
	...(['limit400', 'html503', 'dropAfterCommit'] as const).map((kind) => ({ fault: { kind }, times: ENDLESSLY })),
];

/** Documents of the settlement in Cin7 Core, voided ones too: what was written twice and taken back counts as twice. */
const documents = (settlementId: string) => {
	const { journals, moneyTasks } = desk.world.cin7.world;
	const isOfIt = (marker: string): boolean => marker.includes(`|${settlementId}|`);
	return { journals: [...journals.values()].filter(({ narration }) => isOfIt(narration)).length, moneyTasks: [...moneyTasks.values()].filter(({ reference }) => isOfIt(reference)).length };
};

async function withstand(settlementId: string, round: Round & { readonly operation: string }, run: () => Promise<NodeRun>, expected: typeof complete | typeof nothing, state: string): Promise<void> {
	const { operation, fault, times } = round;
	const told = { operation, times, ...fault };
	const met = await meet(desk.world, [told], async () => expectGreen(await run()));
	const most = documents(settlementId);
	expect({ ...told, met: met > 0, journals: most.journals <= 1, moneyTasks: most.moneyTasks <= 1 }).toEqual({ ...told, met: true, journals: true, moneyTasks: true });
	desk.world.pass(2 * 60_000);
	const again = await run();
	expectGreen(again);
	expect({ ...told, attention: again.attention, standing: desk.standing(settlementId) }).toEqual({ ...told, attention: [], standing: expected });
	expect({ ...told, ...documents(settlementId), kept: await desk.kept(settlementId) }).toMatchObject({ ...told, journals: 1, moneyTasks: 1, kept: { state, claimed: false, begun: null, undoing: false, holds: [] } });
}

describe('posting', () => {
	const post = async (): Promise<NodeRun> => await desk.post();

	test.each(['POST /journal', 'PUT /journal', 'POST /sale/manualJournal', 'POST /moneyOperation', 'PUT /moneyOperation'])('N47: %s meets each fault, once and endlessly, its answer lost after it was done among them; the next run at the latest ends it, one journal and one deposit', async (operation) => {
		for (const round of roundsOfWrite(operation)) await withstand(await desk.loaded(), { operation, ...round }, post, complete, 'posted');
	}, 240_000);
});

describe('undoing', () => {
	async function posted(): Promise<string> {
		const settlementId = await desk.loaded();
		expectGreen(await desk.post());
		expect(desk.standing(settlementId)).toEqual(complete);
		return settlementId;
	}

	test.each(['DELETE /journal', 'DELETE /moneyOperation', 'POST /sale/manualJournal'])('N47 and P21: %s meets faults, once and endlessly; undoing again at the latest ends it, and nothing of the settlement stands', async (operation) => {
		for (const round of roundsOfWrite(operation)) {
			const settlementId = await posted();
			await withstand(settlementId, { operation, ...round }, async () => await desk.undo(settlementId), nothing, 'undone');
		}
	}, 240_000);
});
