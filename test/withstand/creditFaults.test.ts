import type { Fault } from '../../sandbox/cin7/faults';
import { saleStatus } from '../../sandbox/cin7/sales/statuses';
import { sum } from '../../src/domain/money';
import { DemoWorld, expectGreen, type NodeRun } from '../nodes/demoWorld';
import { HOW_OFTEN, meet, playedOn, type Played } from './faultsMet';
import { hurry } from './hurry';
import { DAY, MINUTE, mugs, refundOfMug, wholeOrderTasks } from './wholeOrders';

let world: DemoWorld;
let count = 0;
beforeAll(async () => {
	world = await DemoWorld.open({ noOrders: true });
	hurry(world);
	await world.ready('US');
});
afterAll(async () => await world.close());

const processRefunds = async (): Promise<NodeRun> => await world.run('orderConsolidator', wholeOrderTasks.processRefunds.parameters);
const processOrders = async (): Promise<NodeRun> => await world.process({ processOptions: { attention: 'all' } });

/** What Cin7 Core has of an order: its sales with everything on them. */
const salesOf = (orderId: string) => world.sales(orderId).map((sale) => ({
	type: sale.type,
	status: saleStatus(sale, world.cin7.world.switches),
	lines: sale.order.lines.map(({ sku, quantity }) => `${sum([quantity])} ${sku}`),
	invoices: sale.invoices.map((invoice) => [invoice.status, ...invoice.payments.map(({ amount }) => sum([amount]))]),
	openFulfillments: sale.fulfillments.filter(({ ship }) => ship.status !== 'AUTHORISED' && ship.status !== 'VOIDED').length,
	creditNotes: sale.creditNotes.map((note) => [note.status, sum([note.totals.total]), ...note.payments.map(({ amount }) => sum([amount]))]),
}));

describe('two refunds of an order, of which the second makes its sale an Advanced Sale', () => {
	async function refundTwice(): Promise<string> {
		const orderId = await world.placeAndProcess({ items: mugs(2) });
		const posted = new Date(Date.now()).toISOString();
		for (const each of ['A', 'B']) world.account('US').addTransaction(refundOfMug(`R${++count}${each}`, orderId, posted));
		world.pass(30 * MINUTE);
		expectGreen(await world.run('orderConsolidator', wholeOrderTasks.loadRefunds.parameters));
		return orderId;
	}

	const note = ['AUTHORISED', '14.43', '14.43'];
	const complete = [{ type: 'Advanced Sale', status: 'COMPLETED', lines: ['2 HP-MUG-SLATE'], invoices: [['PAID', '32.46']], openFulfillments: 0, creditNotes: [note, note] }];

	async function withstand(operation: string, fault: Played, times: number, before: readonly Fault[] = []): Promise<void> {
		const orderId = await refundTwice();
		// So that the books of the tenant are read again.
		if (operation === 'GET /me') world.pass(DAY + MINUTE);
		const met = await meet(world, [...before, { operation, times, ...fault }], async () => expectGreen(await processRefunds()));
		expect({ operation, fault, times, met: met > 0, notes: (salesOf(orderId)[0]?.creditNotes.length ?? 0) <= 2 }).toEqual({ operation, fault, times, met: true, notes: true });
		world.pass(2 * MINUTE);
		expectGreen(await processRefunds());
		expect({ operation, fault, times, sales: salesOf(orderId) }).toEqual({ operation, fault, times, sales: complete });
	}

	test.each(['GET /me', 'GET /sale', 'POST /sale/creditnote', 'POST /sale/payment', 'POST /sale/fulfilment', 'DELETE /sale/fulfilment'])('N47 and N14: %s meets each fault once and endlessly; the next run at the latest ends both, one credit note and one refund each', async (operation) => {
		for (const times of HOW_OFTEN) for (const fault of playedOn(operation)) await withstand(operation, fault, times);
	}, 300_000);

	test.each(['POST /sale/creditnote', 'POST /sale/payment', 'POST /sale/fulfilment'])('N14: the look after the lost answer of %s meets each fault too, and nothing is written blindly', async (lost) => {
		// The first read is the one before anything is written.
		for (const times of HOW_OFTEN) for (const fault of playedOn('GET /sale')) await withstand('GET /sale', { ...fault, after: 1 }, times, [{ operation: lost, kind: 'dropAfterCommit' }]);
	}, 300_000);
});

describe('an order of which units are canceled after its sale was made', () => {
	async function cancelUnits(): Promise<string> {
		const orderId = await world.placeAndProcess({ items: mugs(3) });
		world.account('US').shipOrder(orderId, { units: [{ item: 0, quantity: 1 }] });
		world.account('US').cancelRemainder(orderId);
		const [{ item, tax }] = mugs(1);
		world.account('US').changeAmounts(orderId, [{ item: 0, amounts: { item, tax } }]);
		world.pass(5 * MINUTE);
		expectGreen(await world.load());
		return orderId;
	}

	const voided = { status: 'VOIDED', openFulfillments: 0, creditNotes: [] };
	const left = { status: 'COMPLETED', lines: ['1 HP-MUG-SLATE'], invoices: [['PAID', '16.23']], openFulfillments: 0, creditNotes: [] };

	async function withstand(operation: string, fault: Played, times: number): Promise<void> {
		const orderId = await cancelUnits();
		// The new sale is written by the run after the one that voids.
		if (operation !== 'DELETE /sale') expectGreen(await processOrders());
		const met = await meet(world, [{ operation, times, ...fault }], async () => expectGreen(await processOrders()));
		expect({ operation, fault, times, met: met > 0, sales: salesOf(orderId).length <= 2 }).toEqual({ operation, fault, times, met: true, sales: true });
		for (let run = 0; run < (operation === 'DELETE /sale' ? 2 : 1); run++) {
			world.pass(2 * MINUTE);
			expectGreen(await processOrders());
		}
		const sales = salesOf(orderId);
		expect({ operation, fault, times, sales, count: sales.length }).toMatchObject({ operation, fault, times, sales: [voided, left], count: 2 });
	}

	test.each(['DELETE /sale', 'POST /sale', 'POST /sale/payment'])('N21: %s meets each fault once and endlessly; its sale is voided once, and there is one of what is left', async (operation) => {
		for (const times of HOW_OFTEN) for (const fault of playedOn(operation)) await withstand(operation, fault, times);
	}, 300_000);
});
