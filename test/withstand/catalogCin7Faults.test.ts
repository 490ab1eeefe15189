import { faultKinds, type Fault, type FaultKind } from '../../sandbox/cin7/faults';
import { DemoWorld, expectGreen } from '../nodes/demoWorld';
import { CatalogRounds, expectTold } from './catalogRounds';
import { hurry, shortenDeadlines } from './hurry';

const MINUTE = 60_000;
const writes = ['POST /product', 'POST /product/attachments', 'POST /productFamily', 'PUT /productFamily'] as const;
/** Kinds that may be told although the request was done. */
const doneAllTheSame: readonly FaultKind[] = ['error500', 'html503', 'html200'];

type Played = Pick<Fault, 'kind' | 'committed'>;
const faults: readonly Played[] = [...faultKinds.map((kind) => ({ kind })), ...doneAllTheSame.map((kind) => ({ kind, committed: true }))];

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

async function withstand(operation: string, fault: Played): Promise<void> {
	const what = { operation, ...fault };
	rounds.arrange();
	const late = fault.kind === 'hang' || fault.kind === 'slowDrip' ? shortenDeadlines(400) : undefined;
	world.cin7.faults.add({ operation, ...fault });
	const struck = world.cin7.requests.length;
	const first = await rounds.load();
	late?.();
	world.cin7.faults.clear();
	expectGreen(first);
	const calls = world.cin7.requests.slice(struck);
	expect({ what, struck: calls.some((call) => call.operation === operation), bounded: calls.length < 60 }).toEqual({ what, struck: true, bounded: true });
	const after = await rounds.stand();
	if (JSON.stringify(after) !== JSON.stringify(rounds.complete)) await expectTold(world, first, what);
	// Never a second one of anything, not even for a while, and nothing canceled.
	const { products, families, categories, brands, notListed } = after;
	const skus = [...products.map((each) => each.split(' at ')[0]), ...families.map((each) => each.split(':')[0])];
	expect({ what, twice: skus.filter((sku, index) => skus.indexOf(sku) !== index), categories: categories <= 1, brands: brands <= 1, notListed }).toEqual({ what, twice: [], categories: true, brands: true, notListed: [] });

	world.pass(2 * MINUTE);
	expectGreen(await rounds.load());
	expect({ what, ...(await rounds.stand()) }).toEqual({ what, ...rounds.complete });
}

test.each(writes)('N47, S91: %s meets each fault once; the next load at the latest completes every product and family, and there is never a second one', async (operation) => {
	for (const fault of faults) await withstand(operation, fault);
}, 120_000);
