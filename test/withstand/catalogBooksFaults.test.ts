import { DemoWorld, expectGreen } from '../nodes/demoWorld';
import { cin7Faults, withstand } from './catalogFaults';
import { CatalogRounds } from './catalogRounds';
import { hurry } from './hurry';

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

test.each(['POST /ref/category', 'POST /ref/brand'])('N47, S98: %s meets each fault once; the next load at the latest has every product with its category and brand, and there is never a second one', async (operation) => {
	for (const fault of cin7Faults(operation)) await withstand(rounds, fault);
}, 120_000);

test('N47, S48: PUT /product meets each fault once; the next load at the latest has the price of the master source in Cin7 Core', async () => {
	for (const fault of cin7Faults('PUT /product')) await withstand(rounds, fault);
}, 120_000);

test.each(['GET /product', 'GET /productFamily'])('N47, S91: %s meets each fault once; the load reads again or tells it, and there is never a second product or family', async (operation) => {
	for (const fault of cin7Faults(operation)) await withstand(rounds, fault);
}, 120_000);
