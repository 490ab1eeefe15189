import { DemoWorld, expectGreen } from '../nodes/demoWorld';
import { cin7Faults, withstand } from './catalogFaults';
import { CatalogRounds } from './catalogRounds';
import { hurry } from './hurry';

const writes = ['POST /product', 'POST /product/attachments', 'POST /productFamily', 'PUT /productFamily'] as const;

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

test.each(writes)('N47, S91: %s meets each fault once; the next load at the latest completes every product and family, and there is never a second one', async (operation) => {
	for (const fault of cin7Faults(operation)) await withstand(rounds, fault);
}, 120_000);
