import { DemoWorld, expectGreen, mug } from '../nodes/demoWorld';
import { DailyDesk } from '../nodes/orders/dailyDesk';
import { processRefunds } from './refundsOfWorld';

const MINUTE = 60_000;
const two = mug({ quantity: 2, item: '29.98', tax: { ITEM: '2.48' } });

/** What Amazon changes about an order of two mugs at 14.99 with 1.24 tax each; what of the sale stands then, and what a sale that is made later is of. */
const changes = {
	'the whole order is canceled': { left: 0, anew: 0, make: (world: DemoWorld, orderId: string) => world.account().cancelOrder(orderId) },
	'one of two units is canceled': {
		left: 16.23,
		anew: 16.23,
		make: (world: DemoWorld, orderId: string) => {
			world.account().shipOrder(orderId, { units: [{ item: 0, quantity: 1 }] });
			world.account().cancelRemainder(orderId);
			world.account().changeAmounts(orderId, [{ item: 0, amounts: { item: '14.99', tax: { ITEM: '1.24' } } }]);
		},
	},
	'its amounts are raised': { left: 32.46, anew: 43.3, make: (world: DemoWorld, orderId: string) => world.account().changeAmounts(orderId, [{ item: 0, amounts: { unitPrice: '20.00', item: '40.00', tax: { ITEM: '3.30' } } }]) },
} as const;
type Change = keyof typeof changes;
const all = Object.keys(changes) as Change[];

/** Amazon changes the order, and a load brings the change, while the call to Cin7 Core is on its way. */
function changeDuring(world: DemoWorld, operation: string, orderId: string, change: Change): { readonly happened: () => boolean } {
	let waiting = true;
	world.cin7.onRequest(async (request, phase) => {
		if (!waiting || phase !== 'received' || request.operation !== operation) return;
		waiting = false;
		await changeAndLoad(world, orderId, change);
	});
	return { happened: () => !waiting };
}

async function changeAndLoad(world: DemoWorld, orderId: string, change: Change): Promise<void> {
	changes[change].make(world, orderId);
	// As soon as Amazon shows it, and before the claim of the running process ends.
	world.pass(3 * MINUTE);
	expectGreen(await world.load());
}

const amount = (text: string | undefined): number => Number(text ?? 0);
const steps = ['POST /customer', 'POST /sale', 'POST /sale/order', 'POST /sale/invoice', 'POST /sale/payment'];

describe('a sale of its own', () => {
	let world: DemoWorld;
	let buyers = 0;
	beforeAll(async () => {
		world = await DemoWorld.open({ noOrders: true });
		await world.ready('US');
	});
	afterAll(async () => await world.close());

	/** Each buyer is new to Cin7 Core, so that the customer is a call too. */
	const place = (): string => {
		const name = `Buyer Placeholder ${++buyers}`;
		return world.place({ items: [two], buyer: { name, email: 'buyer@marketplace.amazon.example' } });
	};
	const process = async () => {
		const run = await world.process();
		expectGreen(run);
		return run;
	};

	for (const change of all) {
		test.each(steps)(`S158 and N21: while %s is on its way, ${change}: the sale is written as planned, and the next run carries the change out`, async (operation) => {
			const orderId = place();
			expectGreen(await world.load());
			const changing = changeDuring(world, operation, orderId, change);
			await process();
			expect(changing.happened()).toBe(true);
			const [written, ...others] = world.sales(orderId);
			expect(others).toEqual([]);
			expect(written).toMatchObject({ voided: false, invoices: [{ status: 'PAID' }] });
			const [invoice] = written?.invoices ?? [];
			expect([invoice?.totals.total, ...invoice?.payments.map((payment) => payment.amount) ?? []].map(amount)).toEqual([32.46, 32.46]);

			world.pass(10 * MINUTE);
			const second = await process();
			expect(second.attention).toEqual([]);
			await process();
			const standing = world.sales(orderId).filter((sale) => !sale.voided);
			expect(standing.map((sale) => amount(sale.invoices[0]?.totals.total))).toEqual(changes[change].left === 0 ? [] : [changes[change].left]);
			expect(standing.flatMap((sale) => sale.invoices.flatMap(({ payments }) => payments.map((payment) => amount(payment.amount))))).toEqual(standing.map(() => changes[change].left));
			expect(standing.map(({ customer }) => customer)).toEqual(standing.map(() => `Buyer Placeholder ${buyers}`));
		}, 30_000);

		test.each(steps.slice(1))(`N14 and N21: after %s has failed, ${change}: the next runs leave one sale, whose order, invoice and payment agree`, async (operation) => {
			const orderId = place();
			expectGreen(await world.load());
			world.cin7.faults.add({ operation, kind: 'error500', times: 1000 });
			await process();
			world.cin7.faults.clear();
			await changeAndLoad(world, orderId, change);
			for (let run = 0; run < 3; run++) {
				world.pass(10 * MINUTE);
				expect((await process()).attention).toEqual([]);
			}
			const standing = world.sales(orderId).filter((sale) => !sale.voided);
			const { anew } = changes[change];
			expect(standing.map(({ order, invoices }) => [order.totals.total, ...invoices.flatMap(({ totals, payments }) => [totals.total, ...payments.map((payment) => payment.amount)])].map(amount))).toEqual(anew === 0 ? [] : [[anew, anew, anew]]);
			expect(standing.map(({ customer }) => customer)).toEqual(standing.map(() => `Buyer Placeholder ${buyers}`));
		}, 30_000);
	}
});

describe('a daily sale', () => {
	let desk: DailyDesk;
	beforeAll(async () => {
		desk = await DailyDesk.open();
	});
	afterAll(async () => await desk.close());

	/** An order that stays as it is, and one that changes. */
	async function placePair(): Promise<{ readonly steady: string; readonly changed: string }> {
		return { steady: await desk.place(), changed: await desk.place({ items: [two] }) };
	}

	/** What the day's sale stands for in the end: what was invoiced, less what was credited. */
	async function standing(day: string): Promise<{ invoiced: number[]; credited: number[] }> {
		expectGreen(await desk.world.process());
		desk.world.pass(10 * MINUTE);
		expectGreen(await desk.world.process());
		const run = await processRefunds(desk.world);
		expectGreen(run);
		expect(run.attention).toEqual([]);
		const sales = desk.sales(day);
		return {
			invoiced: sales.flatMap((sale) => sale.invoices.map(({ totals }) => amount(totals.total))),
			credited: sales.flatMap((sale) => sale.creditNotes.map(({ totals }) => amount(totals.total))),
		};
	}
	const cents = (value: number): number => Math.round(value * 100) / 100;

	for (const change of all) {
		test.each(steps.slice(1))(`D7 and N9: while %s is on its way, ${change}: the day's sale is written as planned, and the change is credited after`, async (operation) => {
			const { changed } = await placePair();
			const day = desk.today();
			desk.endDay();
			const changing = changeDuring(desk.world, operation, changed, change);
			expect((await desk.process()).processed).toMatchObject([{ outcome: 'processed', orders: 2, total: '48.69' }]);
			expect(changing.happened()).toBe(true);
			const less = cents(32.46 - changes[change].left);
			expect(await standing(day)).toEqual({ invoiced: [48.69], credited: less === 0 ? [] : [less] });
		}, 30_000);

		test(`D7 and N8: between the close of the day and its sale, ${change}: nothing is lost and the other order stays`, async () => {
			const { steady, changed } = await placePair();
			const day = desk.today();
			desk.endDay();
			desk.world.cin7.faults.add({ operation: 'POST /sale', kind: 'error500', times: 1000 });
			const failed = await desk.process();
			desk.world.cin7.faults.clear();
			expect(failed.processed).toEqual([]);
			expect(desk.sales(day)).toEqual([]);
			await changeAndLoad(desk.world, changed, change);
			const [item] = (await desk.process()).processed;
			// Canceled before a line was written: it leaves the sale. What is left of an order stays as it was planned.
			const whole = changes[change].left === 0;
			expect(item).toMatchObject({ outcome: 'processed', orderIds: whole ? [steady] : [steady, changed], total: whole ? '16.23' : '48.69' });
			const less = whole ? 0 : cents(32.46 - changes[change].left);
			expect(await standing(day)).toEqual({ invoiced: [whole ? 16.23 : 48.69], credited: less === 0 ? [] : [less] });
		}, 30_000);
	}
});
