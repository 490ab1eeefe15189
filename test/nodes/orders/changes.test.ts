import type { OrderItemSeed } from '../../../sandbox/amazon/seeds';
import { byId, DemoWorld, expectGreen, mug } from '../demoWorld';
import { problemsOf, SaleDesk, stages } from './saleDesk';

const HERE = 'Main Warehouse';
let world: DemoWorld;
let desk: SaleDesk;

beforeAll(async () => {
	world = await DemoWorld.open({ noOrders: true });
	desk = new SaleDesk(world);
	await world.ready('US');
});
afterAll(async () => await world.close());

const mugs = (quantity: number, over: Partial<OrderItemSeed> = {}) => mug({ quantity, unitPrice: '10.00', item: `${quantity}0.00`, tax: { ITEM: '0.00' }, ...over });
const teapots = (quantity: number) => mugs(quantity, { asin: 'B0DEMO0008', sku: 'HP-TEAPOT-12', title: 'Teapot' });

/** One of the units goes out, the others of the first item never will. */
function shipOneAndCancelTheRest(orderId: string): void {
	world.account().shipOrder(orderId, { units: [{ item: 0, quantity: 1 }] });
	world.account().cancelRemainder(orderId);
}

/** Amazon states the amount of what is left. */
const stateAmountOfOne = (orderId: string): void => void world.account().changeAmounts(orderId, [{ item: 0, amounts: { item: '10.00' } }]);

describe('units that are canceled', () => {
	test('N21: before the order is processed, its sale has those that were shipped, and no stock is bound for the rest', async () => {
		desk.shelve('HP-TEAPOT-12', HERE, { onHand: '5' });
		const orderId = world.place({ items: [teapots(3)] });
		await world.load();
		shipOneAndCancelTheRest(orderId);
		stateAmountOfOne(orderId);
		await desk.loadLater();
		expect((await desk.processOnly(orderId)).processed).toMatchObject([{ orderId, outcome: 'processed', total: '10.00' }]);
		expect(world.sale(orderId).order).toMatchObject({ lines: [{ sku: 'HP-TEAPOT-12', quantity: '1.0000', total: '10.0000' }], totals: { total: '10' } });
		expect(desk.shelf('HP-TEAPOT-12', HERE)).toMatchObject({ onHand: '4', allocated: '0' });
	});

	test('N21: an item of which nothing is left has no line; the others stay whole', async () => {
		const items = [mugs(2, { quantityShipped: 2 }), { ...mugs(1), sku: 'HP-TOWEL-3', quantityShipped: 0, quantityCanceled: 1, item: '0.00' }];
		const sale = await desk.saleOf({ status: 'SHIPPED', canceledBy: 'MERCHANT', items });
		expect(sale.order.lines).toMatchObject([{ sku: 'HP-MUG-SLATE', quantity: '2.0000', total: '20.0000' }]);
		expect(sale.order.lines).toHaveLength(1);
	});

	test('N21: while Amazon\'s amount may contain them nothing is guessed: the order is held, told, and goes on when the amount is right', async () => {
		const orderId = world.place({ items: [mugs(3)] });
		await world.load();
		shipOneAndCancelTheRest(orderId);
		await desk.loadLater();
		expect(problemsOf(await desk.processOnly(orderId))).toMatchObject([{ orderId, code: 'order.partlyCanceled', what: expect.stringContaining('1 of 3 left, amount 30') as string }]);
		expect(world.sales(orderId)).toEqual([]);
		stateAmountOfOne(orderId);
		await desk.loadLater();
		expectGreen(await desk.processOnly(orderId));
		expect(world.sale(orderId).order.totals.total).toBe('10');
	});

	test('N21: after the sale was made, it is voided with its payment, and made anew of what is left; the stock of the rest is free again', async () => {
		desk.shelve('HP-TEAPOT-12', HERE, { onHand: '5' });
		const orderId = await world.placeAndProcess({ items: [teapots(3)] });
		expect(desk.shelf('HP-TEAPOT-12', HERE)).toMatchObject({ onHand: '2', allocated: '0' });
		shipOneAndCancelTheRest(orderId);
		stateAmountOfOne(orderId);
		await desk.loadLater();
		expect((await desk.processOnly(orderId)).processed).toMatchObject([{ orderId, outcome: 'reopened' }]);
		expect(desk.shelf('HP-TEAPOT-12', HERE)).toMatchObject({ onHand: '5', allocated: '0' });
		expect((await desk.processOnly(orderId)).processed).toMatchObject([{ orderId, outcome: 'processed', total: '10.00' }]);
		const [first, second, ...more] = world.sales(orderId);
		expect(more).toEqual([]);
		expect([first?.voided, second?.voided]).toEqual([true, false]);
		expect(first?.invoices).toMatchObject([{ status: 'VOIDED', payments: [] }]);
		expect(second).toMatchObject({ customer: 'Robin Placeholder', order: { lines: [{ quantity: '1.0000', total: '10.0000' }] }, invoices: [{ status: 'PAID', payments: [{ amount: '10.00', reference: orderId }] }] });
		expect(desk.shelf('HP-TEAPOT-12', HERE)).toMatchObject({ onHand: '4', allocated: '0' });
		await desk.loadLater();
		world.cin7.requests.length = 0;
		expect((await desk.processOnly(orderId)).processed).toEqual([]);
		expect(world.writes()).toEqual([]);
		expect(await desk.logEntry(orderId)).toMatchObject({ state: 'processed', saleId: second?.id });
	});

	test('N21: of units that are merely shipped in parts, the sale stays as it is', async () => {
		const orderId = await world.placeAndProcess({ items: [mugs(3)] });
		world.account().shipOrder(orderId, { units: [{ item: 0, quantity: 1 }] });
		await desk.loadLater();
		world.cin7.requests.length = 0;
		expect((await desk.processOnly(orderId)).processed).toEqual([]);
		expect(world.writes()).toEqual([]);
	});

	test('S158: a sale that is voided gives back its stock', async () => {
		desk.shelve('HP-TEAPOT-12', HERE, { onHand: '5' });
		const orderId = await world.placeAndProcess({ items: [teapots(2)] });
		world.account().cancelOrder(orderId);
		await desk.loadLater();
		expect((await desk.processOnly(orderId)).processed).toMatchObject([{ orderId, outcome: 'voided' }]);
		expect(desk.shelf('HP-TEAPOT-12', HERE)).toMatchObject({ onHand: '5', allocated: '0' });
	});
});

describe('buyers who ask to cancel', () => {
	const asked = (run: Awaited<ReturnType<SaleDesk['processOnly']>>, orderId: string) => problemsOf(run).filter((problem) => problem.orderId === orderId).map(({ code }) => code);

	test('N22: before the order is processed, the sale is made and not picked, and that is told once', async () => {
		const orderId = world.place();
		world.account().askToCancel(orderId);
		await desk.loadLater();
		const run = await desk.processOnly(orderId);
		expect(asked(run, orderId)).toEqual(['order.buyerAskedToCancel']);
		expect(String(run.attention[0]?.message)).toContain('is not picked, packed or shipped by itself');
		expect(world.sale(orderId).order.status).toBe('AUTHORISED');
		expect(stages(world.sale(orderId))).toEqual(['NOT AVAILABLE', 'NOT AVAILABLE', 'NOT AVAILABLE']);
		for (let round = 0; round < 2; round++) {
			expect(asked(await desk.loadLater(), orderId)).toEqual([]);
			expect(asked(await world.process(), orderId)).toEqual([]);
		}
	});

	test('N22: after the sale was made it is told when the order is loaded, once, and the sale stays as it is', async () => {
		const orderId = await world.placeAndProcess();
		const before = JSON.stringify(world.sale(orderId));
		world.account().askToCancel(orderId);
		const run = await desk.loadLater();
		expect(asked(run, orderId)).toEqual(['order.buyerAskedToCancel']);
		expect(String(run.attention[0]?.message)).toContain('its sale is already made');
		expect(asked(await desk.loadLater(), orderId)).toEqual([]);
		expectGreen(await desk.processOnly(orderId));
		expect(JSON.stringify(world.sale(orderId))).toBe(before);
	});

	test('N22: one whose goods are on their way is not held back, and nothing is told', async () => {
		const orderId = world.place({ status: 'SHIPPED', items: [mug({ buyerAskedToCancel: 'NO_LONGER_NEEDED' })] });
		await world.load();
		const run = await desk.processOnly(orderId);
		expect([asked(run, orderId), stages(world.sale(orderId))]).toEqual([[], ['AUTHORISED', 'AUTHORISED', 'AUTHORISED']]);
	});

	test('N22: the request is carried out by Amazon, and the sale is voided', async () => {
		const orderId = world.place();
		world.account().askToCancel(orderId);
		await desk.loadLater();
		expectGreen(await desk.processOnly(orderId));
		world.account().cancelOrder(orderId);
		await desk.loadLater();
		expect((await desk.processOnly(orderId)).processed).toMatchObject([{ orderId, outcome: 'voided' }]);
		expect(world.sale(orderId).voided).toBe(true);
	});
});

describe('payments that follow', () => {
	const draft = { invoiceStatus: 'DRAFT' };
	const noAccount = { paymentAccount: byId('') };
	const invoiceOf = (orderId: string) => {
		const sale = world.sale(orderId);
		const [invoice] = sale.invoices;
		if (!invoice) throw new Error(`No invoice for ${orderId}`);
		return { sale, invoice };
	};
	/** As a person does it. */
	const authorize = async (orderId: string): Promise<void> => {
		const { sale, invoice } = invoiceOf(orderId);
		await desk.callCin7('PUT', '/sale/invoice', { SaleID: sale.id, TaskID: invoice.taskId, Status: 'AUTHORISED' });
	};
	const pay = async (orderId: string, amount: number): Promise<void> => await desk.callCin7('POST', '/sale/payment', { TaskID: invoiceOf(orderId).invoice.taskId, Type: 'Payment', Reference: 'by hand', Amount: amount, DatePaid: '2026-03-11T00:00:00', Account: '710', CurrencyRate: 1 });
	const payments = (orderId: string) => invoiceOf(orderId).invoice.payments.map(({ reference, amount, account }) => [reference, amount, account]);
	const placed = async (over: NonNullable<Parameters<DemoWorld['connect']>[1]>): Promise<string> => {
		let orderId = '';
		await desk.withSettings(over, async () => {
			orderId = await world.placeAndProcess();
			expect(payments(orderId)).toEqual([]);
		});
		return orderId;
	};

	test('S157: a draft invoice that a person authorizes later is paid with the next run, once', async () => {
		const orderId = await placed(draft);
		expect((await world.process()).processed).toEqual([]);
		world.pass(3600_000);
		await authorize(orderId);
		expect((await world.process()).processed).toMatchObject([{ orderId, outcome: 'paid' }]);
		expect([payments(orderId), invoiceOf(orderId).invoice.status]).toEqual([[[orderId, '16.23', '710']], 'PAID']);
		world.cin7.requests.length = 0;
		expect((await world.process()).processed).toEqual([]);
		expect([world.writes(), payments(orderId).length]).toEqual([[], 1]);
	});

	test('S157: a payment account that is set later pays the invoices that are open', async () => {
		const orderId = await placed(noAccount);
		expect((await world.process()).processed).toMatchObject([{ orderId, outcome: 'paid' }]);
		expect(payments(orderId)).toEqual([[orderId, '16.23', '710']]);
	});

	test('S157: an invoice that a person has paid gets none', async () => {
		const orderId = await placed(noAccount);
		await pay(orderId, 16.23);
		world.cin7.requests.length = 0;
		expectGreen(await world.process());
		expect([payments(orderId), world.writes()]).toEqual([[['by hand', '16.23', '710']], []]);
	});

	test('S157: of one that a person has paid in part, what is open is paid', async () => {
		const orderId = await placed(noAccount);
		await pay(orderId, 10);
		expect((await world.process()).processed).toMatchObject([{ orderId, outcome: 'paid' }]);
		expect(payments(orderId)).toEqual([['by hand', '10.00', '710'], [orderId, '6.23', '710']]);
	});

	test('S157: an invoice that was changed by a person and comes to less is not overpaid', async () => {
		const orderId = await placed(draft);
		const { sale, invoice } = invoiceOf(orderId);
		const [line] = invoice.lines;
		await desk.callCin7('PUT', '/sale/invoice', { SaleID: sale.id, TaskID: invoice.taskId, Status: 'AUTHORISED', Lines: [{ ProductID: line?.productId, SKU: line?.sku, Name: line?.name, Quantity: 1, Price: 8, Discount: 0, Tax: 0, TaxRule: 'Tax Exempt', Total: 8, Account: '210' }] });
		expect((await world.process()).processed).toMatchObject([{ orderId, outcome: 'paid' }]);
		expect(payments(orderId)).toEqual([[orderId, '8.00', '710']]);
	});

	test('S157: an order that Amazon has no money for yet has neither sale nor payment; paid, it has both', async () => {
		const orderId = world.place({ status: 'PENDING' });
		await world.load();
		expect((await world.process()).processed).toEqual([]);
		expect(world.sales(orderId)).toEqual([]);
		world.account().updateOrder(orderId, { status: 'UNSHIPPED' });
		await desk.loadLater();
		expect((await world.process()).processed).toMatchObject([{ orderId, outcome: 'processed', paymentAdded: true }]);
		expect(payments(orderId)).toEqual([[orderId, '16.23', '710']]);
	});

	test('S157 and N16: a replacement, for which the buyer pays nothing, gets none when its invoice is authorized', async () => {
		let orderId = '';
		await desk.withSettings(draft, async () => {
			orderId = await world.placeAndProcess({ replaces: { orderId: '111-1111111-1111111', kind: 'replacement' } });
		});
		await authorize(orderId);
		expect((await world.process()).processed).toEqual([]);
		expect(payments(orderId)).toEqual([]);
	});

	test('S157 and S158: a sale that was voided meanwhile gets none', async () => {
		const orderId = await placed(draft);
		await desk.callCin7('DELETE', `/sale?ID=${world.sale(orderId).id}&Void=true`);
		world.cin7.requests.length = 0;
		expect((await world.process()).processed).toEqual([]);
		expect([world.writes(), payments(orderId)]).toEqual([[], []]);
	});
});
