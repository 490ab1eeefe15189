import { DemoWorld, expectGreen } from '../nodes/demoWorld';
import { cin7Faults, ENDLESS, withstand } from './catalogFaults';
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

test('N46, N47, S91: POST /product meets each fault again and again: the load ends after few calls and tells it, updates products all the same, and the next one completes the rest', async () => {
	for (const fault of cin7Faults('POST /product', ENDLESS)) {
		const { after } = await withstand(rounds, fault);
		expect({ fault, products: after.products }).toEqual({ fault, products: expect.arrayContaining([expect.stringMatching(/-BELL at 66, 1 picture$/)]) });
	}
}, 120_000);

test('N46, S91: GET /product meets each fault again and again: the load ends after few calls, tells it and writes no product blindly, and the next one completes everything', async () => {
	for (const fault of cin7Faults('GET /product', ENDLESS)) {
		const { calls } = await withstand(rounds, fault);
		expect({ fault, written: calls.filter((call) => !call.startsWith('GET')) }).toEqual({ fault, written: [] });
	}
}, 120_000);

test('N47, P27: POST /product of one variant meets each failure again and again: the other products are created all the same, and the next load completes the family', async () => {
	for (const kind of ['error500', 'html503', 'html200', 'dropConnection', 'hang'] as const) {
		const { after } = await withstand(rounds, (tag) => ({ service: 'cin7', operation: 'POST /product', kind, times: ENDLESS, sku: `WS${tag}-LAMP-AMBER` }));
		const missing = rounds.complete.products.filter((each) => !after.products.includes(each));
		expect({ kind, missing }).toEqual({ kind, missing: [`WS${rounds.tag}-LAMP-AMBER at 39, 1 picture`] });
	}
}, 60_000);
