import { expectGreen } from '../nodes/demoWorld';
import { DailyDesk } from '../nodes/orders/dailyDesk';
import { RefundDesk, hours } from '../nodes/refunds/refundDesk';
import { codesOf, problemsOf } from './refundsOfWorld';

/** Cin7 Core's reference books are read anew after a day. */
const BOOKS = hours(25);
const amount = (text: string | undefined): number => Number(text ?? 0);

describe('sales of their own and refunds', () => {
	let desk: RefundDesk;
	beforeEach(async () => {
		desk = await RefundDesk.open();
	});
	afterEach(async () => await desk.close());
	const lock = (day: string | undefined): void => {
		if (day === undefined) delete desk.world.cin7.world.company.lockDate;
		else desk.world.cin7.world.company.lockDate = day;
	};

	test('S138 and P27: an order whose day is locked in Cin7 Core is held with the day, no call writes it, and it goes on when the lock date is moved back', async () => {
		lock('2026-03-31');
		desk.world.pass(BOOKS);
		const orderId = desk.world.place();
		expectGreen(await desk.world.load());
		const before = desk.world.writes().length;
		const run = await desk.world.process();
		expect(problemsOf(run)).toMatchObject([{ orderId, code: 'store.periodLocked', what: expect.stringContaining('2026-03-31') as string, whatToDo: expect.stringContaining('Move the lock date') as string }]);
		expect(desk.world.writes()).toHaveLength(before);
		lock('2026-02-28');
		desk.world.pass(BOOKS);
		expect((await desk.world.process()).processed).toMatchObject([{ orderId, outcome: 'processed' }]);
		expect(desk.world.sale(orderId).invoices).toMatchObject([{ status: 'PAID' }]);
	});

	test('S171 and P27: a refund of a locked day is held; the credit note is made when the lock date is moved back, once', async () => {
		const { orderId, refundId } = await desk.refundedOrder();
		await desk.load();
		desk.world.pass(BOOKS);
		lock('2026-03-31');
		expect(codesOf(await desk.process())).toEqual(['store.periodLocked']);
		expect(desk.creditNotes(orderId)).toEqual([]);
		lock(undefined);
		desk.world.pass(BOOKS);
		expect((await desk.process()).processed).toMatchObject([{ refundId, outcome: 'credited' }]);
		expect(desk.creditNote(orderId)).toMatchObject({ status: 'AUTHORISED' });
	});

	test('S171 and P27: a lock date that was set after the books were read holds the refund with the words of Cin7 Core; nothing is doubled afterwards', async () => {
		const { orderId, refundId } = await desk.refundedOrder();
		await desk.load();
		lock('2026-03-31');
		expect(problemsOf(await desk.process())).toMatchObject([{ orderId, code: 'cin7.rejected', what: expect.stringContaining('Lock Date') as string }]);
		lock(undefined);
		expect((await desk.process()).processed).toMatchObject([{ refundId, outcome: 'credited' }]);
		expect(desk.creditNote(orderId)).toMatchObject({ status: 'AUTHORISED' });
	});

	test('S157: a payment that follows after its day was locked is dated after the lock', async () => {
		expectGreen(await desk.world.connect('US', { paymentAccount: { __rl: true, mode: 'id', value: '' } }));
		const orderId = await desk.world.placeAndProcess();
		expect(desk.world.sale(orderId).invoices).toMatchObject([{ status: 'AUTHORISED', payments: [] }]);
		desk.world.pass(BOOKS);
		lock('2026-03-11');
		expectGreen(await desk.world.connect('US'));
		const run = await desk.world.process();
		expect(run.attention).toEqual([]);
		expect(run.processed).toMatchObject([{ orderId, outcome: 'paid' }]);
		const [invoice] = desk.world.sale(orderId).invoices;
		expect(invoice?.payments.map((payment) => [amount(payment.amount), payment.datePaid.slice(0, 10) > '2026-03-11'])).toEqual([[16.23, true]]);
	});
});

describe('daily sales', () => {
	let desk: DailyDesk;
	beforeEach(async () => {
		desk = await DailyDesk.open();
	});
	afterEach(async () => await desk.close());

	test('S145 and P27: a day that is locked is held, with its orders pending, and is made when the lock date is moved back', async () => {
		desk.world.cin7.world.company.lockDate = '2026-03-31';
		desk.world.pass(BOOKS);
		const orderIds = [await desk.place(), await desk.place()];
		const day = desk.today();
		desk.endDay();
		const run = await desk.process();
		expect(run.processed).toEqual([]);
		expect(new Set(codesOf(run))).toEqual(new Set(['store.periodLocked']));
		expect(desk.sales(day)).toEqual([]);
		expect((await desk.pending()).map((order) => order.orderId).sort()).toEqual([...orderIds].sort());
		delete desk.world.cin7.world.company.lockDate;
		desk.world.pass(BOOKS);
		expect((await desk.process()).processed).toMatchObject([{ outcome: 'processed', day, orders: 2 }]);
		expect(desk.sales(day)).toMatchObject([{ invoices: [{ status: 'PAID' }] }]);
	});

	/** The day is closed, and its sale fails before, or between, its documents. */
	async function closeWithFault(operation: string): Promise<string> {
		await desk.place();
		const day = desk.today();
		desk.endDay();
		desk.world.cin7.faults.add({ operation, kind: 'error500', times: 1000 });
		expect((await desk.process()).processed).toEqual([]);
		desk.world.cin7.faults.clear();
		return day;
	}

	test.each(['POST /sale', 'POST /sale/order', 'POST /sale/invoice'])('S145 and P27: a lock date that is set between the close of the day and %s holds that sale, and it goes on when it is moved back, once', async (operation) => {
		const day = await closeWithFault(operation);
		desk.world.pass(BOOKS);
		desk.world.cin7.world.company.lockDate = '2026-03-31';
		const run = await desk.process();
		expect(run.processed).toEqual([]);
		expect(problemsOf(run)).toMatchObject([{ code: 'store.periodLocked', what: expect.stringContaining(day) as string }]);
		expect(await desk.dailySales()).toMatchObject([{ state: 'held', holds: [{ code: 'store.periodLocked' }] }]);
		delete desk.world.cin7.world.company.lockDate;
		desk.world.pass(BOOKS);
		expect((await desk.process()).processed).toMatchObject([{ outcome: 'processed', day }]);
		expect(desk.sales(day).map((sale) => [sale.voided, sale.invoices.map(({ status }) => status)])).toEqual([[false, ['PAID']]]);
	});

	test('S145 and P27: a lock date that the books do not show yet holds the sale with the words of Cin7 Core, and it goes on, once', async () => {
		const day = await closeWithFault('POST /sale/invoice');
		desk.world.cin7.world.company.lockDate = '2026-03-31';
		const run = await desk.process();
		expect(run.processed).toEqual([]);
		expect(problemsOf(run)).toMatchObject([{ code: 'cin7.rejected', what: expect.stringContaining('Lock Date') as string }]);
		delete desk.world.cin7.world.company.lockDate;
		expect((await desk.process()).processed).toMatchObject([{ outcome: 'processed', day }]);
		expect(desk.sales(day)).toHaveLength(1);
	});

	test('S157 and N8: the payment of a daily sale that follows after its day was locked is dated after the lock', async () => {
		await desk.connect({ paymentAccount: { __rl: true, mode: 'id', value: '' } });
		await desk.place();
		const { sale } = await desk.endDayWithSale();
		expect(sale.invoices).toMatchObject([{ status: 'AUTHORISED', payments: [] }]);
		const day = sale.invoices[0]?.invoiceDate.slice(0, 10) ?? '';
		desk.world.pass(BOOKS);
		desk.world.cin7.world.company.lockDate = day;
		await desk.connect({});
		const run = await desk.process();
		expect(run.attention).toEqual([]);
		expect(run.processed).toMatchObject([{ outcome: 'paid', day }]);
		expect(sale.invoices[0]?.payments.map((payment) => [amount(payment.amount), payment.datePaid.slice(0, 10) > day])).toEqual([[16.23, true]]);
	});
});
