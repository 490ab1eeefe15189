import { faultKinds, type FaultKind } from '../../sandbox/amazon/faults';
import { DemoWorld, expectGreen } from '../nodes/demoWorld';
import { ENDLESS, withstand, type Withstood } from './catalogFaults';
import { lampFamilyAsin } from './catalogGoods';
import { CatalogRounds } from './catalogRounds';
import { hurry } from './hurry';

const reads = ['getReport', 'getReportDocument', 'downloadDocument'] as const;
/** After these there may be a report although nobody told. */
const inDoubt: readonly FaultKind[] = ['dropAfterCommit', 'tornBody', 'slowDrip', 'empty204'];
/** Amazon answers, and what it says is of no use. */
const unreadable: readonly FaultKind[] = ['empty204'];

let world: DemoWorld;
let rounds: CatalogRounds;
beforeAll(async () => {
	// Each report shows the listings as they are: a copy of an earlier one would hide the goods of a round.
	world = await DemoWorld.open({ noOrders: true, noListings: true, amazonSwitches: { reportCacheTime: 0 } });
	hurry(world);
	expectGreen(await world.connect('US', { createProducts: true, amazonIsMaster: true, more: { catalogSource: 'listingsReport' } }));
	// A report does not show the listing of a family: Cin7 Core knows it by its ASIN.
	rounds = new CatalogRounds(world, lampFamilyAsin);
	await rounds.begin();
});
afterAll(async () => await world.close());

const asked = (calls: readonly string[]): number => calls.filter((call) => call === 'createReport').length;

/** One report in all, until it is read: the load after asks for another only where the first one came to its end. */
function expectSameReport(kind: FaultKind, { after, calls, callsAfter }: Withstood): void {
	const isRead = JSON.stringify(after) === JSON.stringify(rounds.complete);
	expect({ kind, isRead, asked: [asked(calls), asked(callsAfter)] }).toEqual({ kind, isRead, asked: [1, isRead ? 1 : 0] });
}

test('N47, D11: createReport meets each fault once; a report whose answer got lost is found and read, not asked for a second time', async () => {
	for (const kind of faultKinds) {
		const round = await withstand(rounds, { service: 'amazon', operation: 'createReport', kind });
		if (inDoubt.includes(kind)) expect({ kind, asked: asked(round.calls), after: round.after }).toEqual({ kind, asked: 1, after: rounds.complete });
	}
}, 120_000);

test.each(reads)('N47, P62: %s meets each fault once; the load reads again or tells it, and cancels nothing; the next one at the latest reads the same report, and everything is complete', async (operation) => {
	for (const kind of faultKinds) {
		const round = await withstand(rounds, { service: 'amazon', operation, kind });
		if (!unreadable.includes(kind)) expectSameReport(kind, round);
	}
}, 120_000);

test('N46, S118: createReport meets each fault again and again: the load ends after few calls, tells it and cancels nothing, and the next one completes everything', async () => {
	for (const kind of faultKinds) await withstand(rounds, { service: 'amazon', operation: 'createReport', kind, times: ENDLESS });
}, 120_000);

test.each(reads)('N46, S118: %s meets each fault again and again: the load ends after few calls, tells it and cancels nothing, and the next one completes everything', async (operation) => {
	for (const kind of faultKinds) await withstand(rounds, { service: 'amazon', operation, kind, times: ENDLESS });
}, 120_000);
