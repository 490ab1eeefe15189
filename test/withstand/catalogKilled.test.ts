import { BELL, LAMPS, LAMP_FAMILY, NEW_BRAND, NEW_CATEGORY, aprons, keptCatalog, newGoods, shelves, together } from './catalogGoods';
import { NodeProcess, killAllProcesses } from './nodeProcess';
import { nameOf, recordPoints, surviveAll, type KillPoint, type KillStory, type Survived } from './killPoints';
import type { NodeOutcome } from './nodeRun';
import { Place, tasks } from './place';

/** A new family of three, a new product, and a new variant of a family that Cin7 Core has; a category and a brand that it does not know. */
const story: KillStory = {
	place: { listings: { A1HARBORPINE: together(newGoods(), aprons()) } },
	task: tasks.loadProducts(),
	prepare: async (_place, run) => void (await run(tasks.connect({ createProducts: true }))),
};

interface Seen { readonly shelves: ReturnType<typeof shelves>; readonly kept: Awaited<ReturnType<typeof keptCatalog>> }
const look = async (place: Place): Promise<Seen> => ({ shelves: shelves(place.cin7.world), kept: await keptCatalog(place) });

/**
 * Both moments of the first call of each operation that writes, and the answers of Amazon. A read of Cin7 Core leaves
 * everything as it was, so that a kill at one is a kill before the next write.
 */
const decisive = (recorded: readonly KillPoint[]): readonly KillPoint[] => recorded.filter((point, index) => {
	const isRead = point.service === 'amazon' || point.operation.startsWith('GET');
	const isFirst = recorded.findIndex(({ operation, phase }) => operation === point.operation && phase === point.phase) === index;
	return isFirst && (!isRead || (point.service === 'amazon' && point.phase === 'committed'));
});

let undisturbed: Seen & { readonly outcome: NodeOutcome };
let points: readonly KillPoint[];
let survived: readonly Survived<Seen>[];

beforeAll(async () => {
	const process = new NodeProcess();
	const place = await Place.open(story.place);
	const recorded = await recordPoints(story, place, process);
	points = decisive(recorded.points);
	undisturbed = { ...(await look(place)), outcome: recorded.outcome };
	await process.kill();
	await place.close();
	survived = await surviveAll(story, points, look);
}, 600_000);
afterAll(killAllProcesses);

test('the undisturbed run creates the family, the products, the category and the brand, and completes the family that was there', () => {
	const { outcome, kept, shelves: { products, families, categories, brands, stock } } = undisturbed;
	expect(outcome).toMatchObject({ status: 'success', attention: [], processed: [{ complete: true, created: ['HP-APRON-RUST', BELL, ...LAMPS], held: [] }] });
	expect(products.map(({ sku, pictures }) => [sku, pictures.length])).toEqual([['HP-APRON-NAVY', 0], ['HP-APRON-OLIVE', 0], ['HP-APRON-RUST', 1], [BELL, 1], ...LAMPS.map((sku) => [sku, 1])]);
	expect(families.find(({ sku }) => sku === LAMP_FAMILY)).toMatchObject({ name: 'Breakwater Cabin Lamp', members: ['WS-LAMP-AMBER: Amber, , ', 'WS-LAMP-INDIGO: Indigo, , ', 'WS-LAMP-MOSS: Moss, , '] });
	expect(families.find(({ name }) => name === 'Harbor Canvas Apron')?.members).toHaveLength(3);
	expect([categories, brands]).toEqual([expect.arrayContaining([NEW_CATEGORY]), expect.arrayContaining([NEW_BRAND])]);
	expect(stock).toEqual(stock.filter((onHand) => onHand !== '0'));
	expect(kept.families).toHaveLength(2);
	expect(kept.leases).toEqual([]);
});

test('both moments of every kind of write are among those at which the process is killed', () => {
	const writes = ['POST /product', 'POST /productFamily', 'PUT /productFamily', 'POST /ref/category', 'POST /ref/brand', 'POST /product/attachments'];
	for (const operation of writes) {
		for (const phase of ['received', 'committed'] as const) expect([operation, phase, points.some((point) => point.operation === operation && point.phase === phase)]).toEqual([operation, phase, true]);
	}
	expect(survived.filter(({ killed }) => !killed).map(({ point }) => nameOf(point))).toEqual([]);
	expect(survived).toHaveLength(points.length);
});

test('N47, S91: killed by kill -9 at any kind of write of Load Products, the next process completes it: no second product, family, category or brand, every variant in its family', () => {
	for (const { point, seen } of survived) expect({ killedAt: nameOf(point), ...seen.shelves }).toEqual({ killedAt: nameOf(point), ...undisturbed.shelves });
});

test('N47: after that every listing is linked as without the kill, nothing is left claimed, and nothing is told that needs a person', () => {
	for (const { point, seen, outcome } of survived) {
		expect({ killedAt: nameOf(point), ...seen.kept }).toEqual({ killedAt: nameOf(point), ...undisturbed.kept });
		expect({ killedAt: nameOf(point), status: outcome.status, attention: outcome.attention }).toEqual({ killedAt: nameOf(point), status: 'success', attention: [] });
	}
});
