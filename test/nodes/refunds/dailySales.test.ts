import type { IDataObject } from 'n8n-workflow';
import { byId, expectGreen, mug } from '../demoWorld';
import { hours, RefundDesk, wholeMug } from './refundDesk';

let desk: RefundDesk;
beforeEach(async () => {
	desk = await RefundDesk.open(['US'], { consolidation: 'daily', consolidationTime: '00:00' });
});
afterEach(async () => await desk.close());

const YESTERDAY = '2026-03-10T18:00:00.000Z';
const dailySales = async () => (await desk.world.run('orderConsolidator', { operation: 'getDailySales', store: byId('all') })).processed;

/** The sale in Cin7 Core that an order is in. */
async function saleWith(orderId: string) {
	const found = (await dailySales()).find((sale) => (sale.orders as IDataObject[]).some((order) => order.orderId === orderId));
	const sale = desk.world.cin7.world.sales.get(String(found?.saleId));
	if (!sale) throw new Error(`No daily sale of ${orderId}`);
	return sale;
}

const notesOf = async (orderId: string) => (await saleWith(orderId)).creditNotes.map(({ memo, status, lines, charges, restock, totals, payments }) => ({
	memo, status, lines: lines.map(({ sku, quantity, total }) => [sku, Number(quantity), Number(total)]), charges: charges.map(({ description, price }) => [description, Number(price)]),
	restock: restock.map(({ sku, quantity }) => [sku, Number(quantity)]), total: Number(totals.total), paidBack: payments.map(({ amount }) => Number(amount)),
}));

/** Three orders that are in two daily sales: one of yesterday, two of today with the same product. */
async function twoDays() {
	const early = desk.world.place({ createdTime: YESTERDAY });
	const two = desk.world.place({ items: [mug({ quantity: 2, item: '29.98', shipping: '6.00', tax: { ITEM: '2.48' } })] });
	const one = desk.world.place({ items: [mug({ shipping: '4.00' })] });
	await desk.world.load();
	expectGreen(await desk.world.process({ processOptions: { closeDayNow: true } }));
	expect((await dailySales()).map(({ orders }) => (orders as IDataObject[]).length).sort()).toEqual([1, 2]);
	return { early, two, one };
}

test('N10 and D7: a refund is a credit note of that order\'s lines only, on the sale of its day, and the sale stays', async () => {
	const { early, two, one } = await twoDays();
	const refundId = desk.refund(one, { amounts: { ...wholeMug, ShippingPrincipal: '-4.00' } });
	const before = structuredClone(await saleWith(two));
	expect((await desk.loadAndProcess()).processed).toMatchObject([{ orderId: one, refundId, outcome: 'credited', saleNumber: before.order.number, total: '18.43' }]);
	expect(await notesOf(one)).toEqual([{
		memo: `Amazon refund ${refundId} of order ${one}`, status: 'AUTHORISED', lines: [['HP-MUG-SLATE', 1, 14.99]], restock: [],
		charges: [['Shipping', 4], ['Amazon commission returned', -2.25], ['Amazon refund commission', 0.45]], total: 18.43, paidBack: [18.43],
	}]);
	expect(await notesOf(early)).toEqual([]);
	const { creditNotes: _notes, updated: _updated, ...after } = await saleWith(two);
	const { creditNotes: _none, updated: _then, ...unchanged } = before;
	expect(after).toEqual(unchanged);
	expect(after.voided).toBe(false);
});

test('N10: refunds of several orders of one daily sale are credit notes of their own, in one run', async () => {
	const { two, one } = await twoDays();
	const refunds = [desk.refund(one), desk.refund(two, { amounts: { OurPricePrincipal: '-14.99', OurPriceTax: '-1.24' } })];
	expect((await desk.loadAndProcess()).processed.map(({ refundId }) => refundId)).toEqual(refunds);
	expect(await notesOf(two)).toMatchObject([{ memo: expect.stringContaining(one) as string, total: 14.43, paidBack: [14.43] }, { memo: expect.stringContaining(two) as string, lines: [['HP-MUG-SLATE', 1, 14.99]], total: 16.23, paidBack: [16.23] }]);
	expect((await saleWith(two)).type).toBe('Advanced Sale');
	expect((await desk.process()).processed).toEqual([]);
	expect(await notesOf(two)).toHaveLength(2);
});

test('D7: an order that is canceled after its daily sale was made is credited by its part, and the sale is never voided for it', async () => {
	const { two, one } = await twoDays();
	desk.world.account().cancelOrder(one);
	desk.world.pass(hours(1));
	await desk.world.load();
	expectGreen(await desk.world.process());
	expect((await desk.process()).processed).toMatchObject([{ orderId: one, kind: 'cancellation', outcome: 'credited', total: '20.23' }]);
	expect(await notesOf(one)).toMatchObject([{ memo: expect.stringContaining(`cancellation of order ${one}`) as string, lines: [['HP-MUG-SLATE', 1, 14.99]], charges: [['Shipping', 4]], total: 20.23, paidBack: [20.23] }]);
	expect((await saleWith(two)).voided).toBe(false);
	// What Amazon calls a refund of it would be a second one.
	desk.refund(one);
	desk.refund(two, { amounts: { OurPricePrincipal: '-29.98', OurPriceTax: '-2.48' } });
	const run = await desk.loadAndProcess();
	expect(run.processed).toMatchObject([{ orderId: two, total: '32.46' }]);
	expect(run.attention).toMatchObject([{ newProblems: 1, problems: [{ orderId: one, code: 'refund.orderCanceled' }] }]);
	expect(await notesOf(two)).toHaveLength(2);
});

test('N10: a refund waits for its daily sale to be made', async () => {
	const orderId = desk.world.place();
	await desk.world.load();
	const refundId = desk.refund(orderId);
	const waiting = await desk.loadAndProcess();
	expect([waiting.processed, waiting.attention]).toEqual([[], []]);
	expect(await desk.shown(orderId, 'pending')).toMatchObject([{ refundId, holds: [{ code: 'refund.orderNotProcessed' }] }]);
	desk.world.pass(hours(24));
	expectGreen(await desk.world.load());
	expectGreen(await desk.world.process());
	expect((await desk.process()).processed).toMatchObject([{ refundId, outcome: 'credited', total: '14.43' }]);
	expect(await notesOf(orderId)).toHaveLength(1);
});

test('S80: Disconnect removes refunds, daily sales and the place in the account, and leaves the sales of Cin7 Core', async () => {
	const { two, one } = await twoDays();
	const refundId = desk.refund(one);
	await desk.loadAndProcess();
	desk.refund(two, { status: 'RELEASED', statedTotal: '-99.00' });
	await desk.load();
	// Longer than the time for which late transactions are looked for.
	desk.world.pass(hours(72));
	await desk.load();
	const sale = await saleWith(one);
	const before = structuredClone(sale);
	desk.world.cin7.requests.length = 0;
	const gone = await desk.world.run('amazonStore', { operation: 'disconnect', store: byId('A1HARBORPINE-US'), confirm: true });
	expectGreen(gone);
	expect(gone.processed).toMatchObject([{ disconnected: true, removed: { stores: 1, orders: 3, dailySales: 2, credits: 2 } }]);
	expect(desk.world.writes()).toEqual([]);
	expect(desk.world.cin7.world.sales.get(sale.id)).toEqual(before);
	expectGreen(await desk.world.connect('US'));
	expect([await dailySales(), await desk.shown(one)]).toEqual([[], []]);
	expect((await desk.load()).processed).toMatchObject([{ new: 2 }]);
	expect(await desk.shown(one)).toMatchObject([{ refundId, state: 'pending' }]);
});
