import { faultKinds, type Fault, type FaultKind } from '../../sandbox/cin7/faults';
import { saleStatus } from '../../sandbox/cin7/sales/statuses';
import { sum } from '../../src/domain/money';
import { DemoWorld, expectGreen, mug, type NodeRun } from '../nodes/demoWorld';
import { hurry, shortenDeadlines } from './hurry';

const MINUTE = 60_000;
const DAY = 24 * 60 * MINUTE;

const writes = ['POST /me/contacts', 'POST /ref/carrier', 'POST /customer', 'POST /sale', 'POST /sale/order', 'POST /sale/invoice', 'POST /sale/payment', 'DELETE /sale'];
const books = ['GET /me', 'GET /ref/account', 'GET /ref/tax', 'GET /ref/location', 'GET /ref/carrier', 'GET /ref/paymentterm', 'GET /ref/priceTier', 'GET /me/contacts'];
/** Kinds that may be told although the request was done. */
const doneAllTheSame: readonly FaultKind[] = ['error500', 'html503', 'html200'];

type Played = Pick<Fault, 'kind' | 'committed'>;
const played = (operation: string): readonly Played[] => [
	...faultKinds.map((kind) => ({ kind })),
	...(operation.startsWith('GET') ? [] : doneAllTheSame.map((kind) => ({ kind, committed: true }))),
];

let world: DemoWorld;
let toCancel: string;
let count = 0;
beforeAll(async () => {
	world = await DemoWorld.open({ noOrders: true });
	hurry(world);
	await world.ready('US');
	toCancel = await world.placeAndProcess();
});
afterAll(async () => await world.close());

/** A new order whose customer, carrier and sales representative Cin7 Core does not know, and one that was canceled after its sale was made. */
async function arrange(operation: string): Promise<{ placed: string; canceled: string }> {
	count++;
	if (operation === 'POST /me/contacts') expectGreen(await world.connect('US', { shopRepresentativeName: `Representative ${count}` }));
	if (books.includes(operation)) world.pass(DAY + MINUTE);
	world.account().cancelOrder(toCancel);
	const name = `Zoë Placeholder ${count}`;
	const placed = world.place({
		lastUpdatedTime: new Date(Date.now()).toISOString(),
		status: 'SHIPPED',
		buyer: { name },
		address: { name, line1: '5 Example Street', city: 'Springfield', state: 'IL', postalCode: '62701', countryCode: 'US' },
		packages: [{ packageReferenceId: '1', carrier: `Carrier ${count}`, trackingNumber: 'DEMO-1' }],
		items: [mug({ shipping: '5.00', tax: { ITEM: '1.24', SHIPPING: '0.41' } })],
	});
	world.pass(5 * MINUTE);
	expectGreen(await world.load());
	const canceled = toCancel;
	toCancel = placed;
	return { placed, canceled };
}

const process = async (): Promise<NodeRun> => await world.process({ processOptions: { attention: 'all' } });

const liveSales = (orderId: string) => world.sales(orderId).filter((sale) => !['VOIDED'].includes(saleStatus(sale, world.cin7.world.switches)));

/** Where the two orders stand: at Cin7 Core and here. */
async function stand({ placed, canceled }: { placed: string; canceled: string }) {
	const { cin7 } = world;
	const log = await world.run('orderConsolidator', { operation: 'getPending', store: { __rl: true, mode: 'id', value: 'all' }, pendingShow: 'all' });
	return {
		sales: liveSales(placed).map((sale) => ({
			order: sale.order.status,
			shipped: sale.fulfillments.map((task) => task.ship.status),
			invoices: sale.invoices.map((invoice) => [invoice.status, sum([invoice.totals.total]), ...invoice.payments.map((payment) => sum([payment.amount]))]),
			customers: [...cin7.world.customers.values()].filter(({ name }) => name === sale.customer).length,
			carriers: cin7.world.carriers.filter(({ description }) => description === sale.carrier).length,
			representatives: cin7.world.contacts.filter(({ name }) => name === sale.salesRepresentative).length,
		})),
		salesOfCanceled: liveSales(canceled).length,
		stillPending: log.processed.filter(({ orderId, state }) => (orderId === placed || orderId === canceled) && (state === 'pending' || state === 'held')).map(({ orderId }) => orderId),
	};
}

const complete = {
	sales: [{ order: 'AUTHORISED', shipped: ['AUTHORISED'], invoices: [['PAID', '21.64', '21.64']], customers: 1, carriers: 1, representatives: 1 }],
	salesOfCanceled: 0,
	stillPending: [],
};

/**
 * Every problem says what happened, and what to do or that nothing is to be done. That the limit of Cin7 Core ended a run
 * needs nobody: it stands in the operations log.
 */
async function expectTold(run: NodeRun, fault: Played): Promise<void> {
	const log = await world.run('amazonStore', { operation: 'getOperationsLog', store: { __rl: true, mode: 'id', value: 'all' }, limit: 1 });
	const problems = run.attention.flatMap((item) => item.problems as { what: string; whatToDo: string }[]).map(({ what, whatToDo }) => `${what}. ${whatToDo}`);
	const told = problems.length > 0 ? problems : (log.processed[0]?.notes as string[]);
	expect({ fault, told }).toEqual({ fault, told: told.map(() => expect.stringMatching(/^.{20,}[.)] [A-Z].{10,}\.$/)) });
	expect({ fault, told: told.length }).not.toEqual({ fault, told: 0 });
}

async function withstand(operation: string, fault: Played, times: number, before: readonly Fault[] = []): Promise<void> {
	const orders = await arrange(operation);
	const late = fault.kind === 'hang' || fault.kind === 'slowDrip' ? shortenDeadlines(400) : undefined;
	for (const each of before) world.cin7.faults.add(each);
	world.cin7.faults.add({ operation, times, ...fault });
	const struck = world.cin7.requests.length;
	const first = await process();
	late?.();
	world.cin7.faults.clear();
	expectGreen(first);
	const calls = world.cin7.requests.slice(struck);
	expect({ fault, struck: calls.some((call) => call.operation === operation) }).toEqual({ fault, struck: true });
	expect({ fault, calls: calls.length, bounded: calls.length < 60 }).toMatchObject({ fault, bounded: true });
	const after = await stand(orders);
	if (JSON.stringify(after) !== JSON.stringify(complete)) await expectTold(first, fault);
	expect({ fault, sales: after.sales.length <= 1 }).toEqual({ fault, sales: true });

	world.pass(2 * MINUTE);
	expectGreen(await process());
	expect({ fault, ...(await stand(orders)) }).toEqual({ fault, ...complete });
}

const titled = ['GET /customer', 'GET /sale', ...writes];

test.each(titled)('N14 and N47: %s meets each fault once; the next run at the latest completes the sale, and there is never a second one', async (operation) => {
	for (const fault of played(operation)) await withstand(operation, fault, 1);
}, 120_000);

test.each(titled)('N46 and P27: %s meets each fault again and again; the run ends, tells it, and the run after completes the sale', async (operation) => {
	for (const fault of played(operation)) await withstand(operation, fault, 1000);
}, 120_000);

test('N47: a reference book that meets a fault is read again, or the run tells it and the next one goes on', async () => {
	for (const [index, fault] of played('GET').entries()) {
		await withstand(books[index % books.length] ?? '', fault, 1);
		await withstand(books[(index + 3) % books.length] ?? '', fault, 1000);
	}
}, 120_000);

test('N14: the look after a lost answer meets each fault too, and nothing is written blindly', async () => {
	for (const fault of played('GET')) {
		for (const times of [1, 1000]) await withstand('GET /saleList', fault, times, [{ operation: 'POST /sale', kind: 'dropAfterCommit' }]);
	}
}, 120_000);
