import { faultKinds } from '../../sandbox/amazon/faults';
import { DemoWorld, expectGreen } from '../nodes/demoWorld';
import { ENDLESS, withstand } from './catalogFaults';
import { CatalogRounds } from './catalogRounds';
import { hurry } from './hurry';

const operations = ['searchListingsItems', 'searchCatalogItems'] as const;

let world: DemoWorld;
let rounds: CatalogRounds;
beforeAll(async () => {
	world = await DemoWorld.open({ noOrders: true, noListings: true });
	hurry(world);
	expectGreen(await world.connect('US', { createProducts: true, amazonIsMaster: true }));
	rounds = new CatalogRounds(world);
	await rounds.begin();
});
afterAll(async () => await world.close());

test.each(operations)('N47, S118: %s meets each fault once; the load reads again or tells it, cancels nothing, and the next one at the latest completes everything', async (operation) => {
	for (const kind of faultKinds) await withstand(rounds, { service: 'amazon', operation, kind });
}, 120_000);

test.each(operations)('N46, S118: %s meets each fault again and again: the load ends after few calls, tells it and cancels nothing, and the next one completes everything', async (operation) => {
	for (const kind of faultKinds) await withstand(rounds, { service: 'amazon', operation, kind, times: ENDLESS });
}, 120_000);
