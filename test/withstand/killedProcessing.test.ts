import { NodeProcess, killAllProcesses } from './nodeProcess';
import { nameOf, recordPoints, surviveAll, type KillPoint, type KillStory, type Survived } from './killPoints';
import type { NodeOutcome } from './nodeRun';
import { Place, tasks, type Kept } from './place';

const CANCELED = '111-8000000-0000001';
const SHIPPED = '111-8000000-0000002';
const UNSHIPPED = '111-8000000-0000003';

/**
 * Two orders of new customers, one of them with a carrier that Cin7 Core does not know; a sales representative that it
 * does not know; and an order that Amazon canceled after its sale was made.
 */
const story: KillStory = {
	task: tasks.process,
	prepare: async (place, run) => {
		await run(tasks.connect({ shopRepresentativeName: 'Former Representative' }));
		await run(tasks.link);
		place.order('Casey Example');
		place.pass(5 * 60_000);
		await run(tasks.load);
		await run(tasks.process);
		await run(tasks.connect());
		place.account.cancelOrder(CANCELED);
		place.order('Robin Example', {
			status: 'SHIPPED',
			packages: [{ packageReferenceId: '1', carrier: 'Harbor Parcel', trackingNumber: 'DEMO-1', shipTime: '2026-03-11T11:00:00.000Z' }],
			items: [{ asin: 'B0DEMO0001', sku: 'HP-MUG-SLATE', title: 'Mug', quantity: 2, unitPrice: '14.99', item: '29.98', shipping: '5.00', tax: { ITEM: '2.47', SHIPPING: '0.41' } }],
		});
		// A price that cannot be divided: two lines.
		place.order('Käthe Müsterich 🎁', { items: [{ asin: 'B0DEMO0002', sku: 'HP-COASTER-6', title: 'Coasters', quantity: 3, unitPrice: '3.33', item: '10.00', tax: { ITEM: '0.83' } }] });
		place.pass(5 * 60_000);
		await run(tasks.load);
	},
};

type Seen = { readonly books: Readonly<Record<string, unknown>>; readonly kept: Kept };
const look = async (place: Place): Promise<Seen> => ({ books: place.books(), kept: await place.kept() });

let undisturbed: Seen & { readonly outcome: NodeOutcome };
let points: readonly KillPoint[];
let survived: readonly Survived<Seen>[];

beforeAll(async () => {
	const process = new NodeProcess();
	const place = await Place.open();
	const recorded = await recordPoints(story, place, process);
	({ points } = recorded);
	undisturbed = { ...(await look(place)), outcome: recorded.outcome };
	await process.kill();
	await place.close();
	survived = await surviveAll(story, points, look);
}, 180_000);
afterAll(killAllProcesses);

test('the undisturbed run makes two complete sales and voids the third', () => {
	const { books, kept, outcome } = undisturbed;
	expect(outcome.attention).toEqual([]);
	expect(books.sales).toMatchObject([
		{ externalId: CANCELED, status: 'VOIDED' },
		{ externalId: SHIPPED, carrier: 'Harbor Parcel', representative: 'Harbor & Pine US', order: 'AUTHORISED', fulfillments: [['AUTHORISED', 'AUTHORISED', 'AUTHORISED']], invoices: [{ status: 'PAID', total: '37.86', payments: [[SHIPPED, '37.86']] }] },
		{ externalId: UNSHIPPED, customer: 'Käthe Müsterich 🎁', invoices: [{ status: 'PAID', total: '10.83', payments: [[UNSHIPPED, '10.83']] }] },
	]);
	expect(kept.orders.map(({ orderId, state, claimed, mustVoid, hasBuyerData }) => [orderId, state, claimed, mustVoid, hasBuyerData])).toEqual([
		[CANCELED, 'canceled', false, false, false],
		[SHIPPED, 'processed', false, false, false],
		[UNSHIPPED, 'processed', false, false, false],
	]);
});

test('both moments of every kind of write are among those at which the process is killed', () => {
	const writes = ['POST /customer', 'POST /ref/carrier', 'POST /me/contacts', 'POST /sale', 'POST /sale/order', 'POST /sale/invoice', 'POST /sale/payment', 'DELETE /sale'];
	for (const operation of writes) {
		for (const phase of ['received', 'committed'] as const) expect([operation, phase, points.some((point) => point.operation === operation && point.phase === phase)]).toEqual([operation, phase, true]);
	}
	expect(survived.filter(({ killed }) => !killed).map(({ point }) => nameOf(point))).toEqual([]);
	expect(survived).toHaveLength(points.length);
});

test('N47 and N14: killed by kill -9 at any call to Cin7 Core, the next process completes every order exactly once', () => {
	for (const { point, seen } of survived) expect({ killedAt: nameOf(point), ...seen.books }).toEqual({ killedAt: nameOf(point), ...undisturbed.books });
});

test('N47: after that nothing is left claimed, no buyer data is kept, and nothing is told that needs a person', () => {
	for (const { point, seen, outcome } of survived) {
		expect({ killedAt: nameOf(point), ...seen.kept }).toEqual({ killedAt: nameOf(point), ...undisturbed.kept });
		expect({ killedAt: nameOf(point), status: outcome.status, attention: outcome.attention }).toEqual({ killedAt: nameOf(point), status: 'success', attention: [] });
	}
});
