import type { IDataObject } from 'n8n-workflow';
import type { Sale } from '../../../sandbox/cin7/model';
import { byId, type NodeRun } from '../demoWorld';
import { DailyDesk } from './dailyDesk';

let desk: DailyDesk;
afterEach(async () => await desk.close());

const SINCE = '2026-03-01T00:00:00Z';
const loadSince = async (): Promise<NodeRun> => await desk.run('loadOrders', { load: 'from', from: SINCE });
const voidSale = async (sale: Sale): Promise<void> => await desk.byHand('DELETE', `/sale?ID=${sale.id}&Void=true`);
const deleteLogEntry = async (orderId: string, over: IDataObject = {}): Promise<IDataObject | undefined> => (await desk.run('deleteLogEntry', { orderId, ...over })).processed[0];
const problems = ({ attention }: NodeRun): IDataObject[] => attention.flatMap((each) => each.problems as IDataObject[]);
/** Units and payments of the sales of these external ids, voided ones left out. */
const standing = (...externalIds: readonly string[]): { readonly units: number; readonly payments: number }[] =>
	externalIds.flatMap((id) => desk.world.sales(id)).filter((sale) => !sale.voided).map((sale) => ({ units: sale.order.lines.reduce((sum, line) => sum + Number(line.quantity), 0), payments: sale.invoices.flatMap((invoice) => invoice.payments).length }));
const looks = (): number => desk.world.cin7.requests.filter((request) => request.operation === 'GET /saleList').length;

describe('No Consolidation', () => {
	beforeEach(async () => {
		desk = await DailyDesk.open(['US'], { consolidation: 'none' });
	});

	test('S165: a voided sale whose log entry is deleted and whose order is loaded from a date becomes one new sale', async () => {
		const orderId = await desk.world.placeAndProcess();
		const other = await desk.world.placeAndProcess();
		await voidSale(desk.world.sale(orderId));
		expect(await deleteLogEntry(orderId)).toMatchObject({ orderId, deleted: true, orderIds: [orderId] });
		expect((await loadSince()).processed).toMatchObject([{ loaded: 2, new: 1, unchanged: 1 }]);
		expect((await desk.process()).processed).toMatchObject([{ orderId, outcome: 'processed' }]);
		expect((await loadSince()).processed).toMatchObject([{ loaded: 2, new: 0 }]);
		expect((await desk.process()).processed).toEqual([]);
		expect(desk.world.sales(orderId).map((sale) => sale.voided)).toEqual([true, false]);
		expect(standing(orderId, other)).toEqual([{ units: 1, payments: 1 }, { units: 1, payments: 1 }]);
		expect(await desk.logEntry(orderId)).toMatchObject({ state: 'processed', saleId: desk.world.sales(orderId)[1]?.id });
	});
});

describe('Daily Consolidation', () => {
	beforeEach(async () => {
		desk = await DailyDesk.open();
	});

	/** Two orders of a day and its sale. */
	async function saleOfTwo(): Promise<{ readonly first: string; readonly second: string; readonly key: string; readonly sale: Sale }> {
		const key = `A1HARBORPINE-US|${desk.today()}|1`;
		const [first, second] = [await desk.place(), await desk.place()];
		const { sale } = await desk.endDayWithSale();
		return { first, second, key, sale };
	}

	test('S162: each order of a daily sale has an entry that links it with that sale', async () => {
		const { first, second, key, sale } = await saleOfTwo();
		for (const orderId of [first, second]) expect(await desk.logEntry(orderId)).toMatchObject({ orderId, state: 'processed', dailySale: key, saleId: sale.id, saleNumber: sale.order.number, invoiceNumber: expect.stringMatching(/^INV-/) as string });
	});

	test('S163: it opens the daily sale and shows its state', async () => {
		const { first, sale } = await saleOfTwo();
		expect(await desk.logEntry(first, { askState: true })).toMatchObject({ saleUrl: `https://inventory.dearsystems.com/Sale#${sale.id}`, sale: 'COMPLETED', order: 'AUTHORISED', pick: 'AUTHORISED', ship: 'AUTHORISED', invoice: 'PAID', paid: true });
		await voidSale(sale);
		expect(await desk.logEntry(first, { askState: true })).toMatchObject({ sale: 'VOIDED' });
	});

	test('S164: the entry of one order goes with those of all orders of its daily sale, which is left as it is', async () => {
		const { first, second, key, sale } = await saleOfTwo();
		const before = desk.world.writes().length;
		expect(await deleteLogEntry(second)).toEqual({ storeId: 'A1HARBORPINE-US', orderId: second, deleted: true, orderIds: [first, second] });
		expect([await desk.logEntry(first), await desk.logEntry(second), await desk.dailySales()]).toEqual([undefined, undefined, []]);
		expect([sale.voided, desk.world.writes().length, standing(key)]).toEqual([false, before, [{ units: 2, payments: 1 }]]);
	});

	test('S165: a voided daily sale becomes one new sale of that day with all its orders', async () => {
		const { first, second, key, sale } = await saleOfTwo();
		await voidSale(sale);
		await deleteLogEntry(first);
		expect((await loadSince()).processed).toMatchObject([{ loaded: 2, new: 2 }]);
		const run = await desk.process();
		expect(run.processed).toMatchObject([{ reference: sale.customerReference, outcome: 'processed', orderIds: [first, second] }]);
		expect((await loadSince()).processed).toMatchObject([{ loaded: 2, new: 0 }]);
		expect((await desk.process()).processed).toEqual([]);
		expect(desk.world.sales(key).map((each) => each.voided)).toEqual([true, false]);
		expect(standing(key, first, second)).toEqual([{ units: 2, payments: 1 }]);
	});

	test('S165: while the first daily sale is not voided the new one waits with its orders, and later days go on without them', async () => {
		const { first, key, sale } = await saleOfTwo();
		await deleteLogEntry(first);
		await loadSince();
		const later = await desk.place();
		const held = await desk.process();
		expect(held.processed).toEqual([]);
		expect(problems(held)).toMatchObject([{ code: 'order.saleStillExists', what: expect.stringContaining(sale.order.number) as string }]);
		desk.endDay();
		expect((await desk.process()).processed).toMatchObject([{ orderIds: [later] }]);
		expect(standing(key)).toEqual([{ units: 2, payments: 1 }]);
		await voidSale(sale);
		expect((await desk.process()).processed).toMatchObject([{ reference: sale.customerReference, outcome: 'processed' }]);
		expect(standing(key)).toEqual([{ units: 2, payments: 1 }]);
	});

	test('S164: Create Another Sale makes a second one on purpose, also of one that waits already', async () => {
		const { first, second, key } = await saleOfTwo();
		await deleteLogEntry(first);
		await loadSince();
		await desk.process();
		expect(await deleteLogEntry(second, { ifSaleExists: 'createAnother' })).toMatchObject({ orderIds: [first, second] });
		await loadSince();
		expect((await desk.process()).processed).toMatchObject([{ orderIds: [first, second], outcome: 'processed' }]);
		expect(standing(key)).toEqual([{ units: 2, payments: 1 }, { units: 2, payments: 1 }]);
	});

	test('S165: a refund that waited goes to the new sale, and nothing to the voided one', async () => {
		const { first, sale, key } = await saleOfTwo();
		await voidSale(sale);
		desk.world.account('US').addTransaction({ transactionId: 't1', type: 'Refund', status: 'RELEASED', postedDate: new Date(Date.now()).toISOString(), orderId: first, refundId: 'r1', marketplaceId: 'ATVPDKIKX0DER', items: [{ sku: 'HP-MUG-SLATE', adjustmentId: 'a1', amounts: { OurPricePrincipal: '-14.99', OurPriceTax: '-1.24' } }] });
		desk.world.pass(5 * 60_000);
		await desk.run('loadRefunds');
		expect(problems(await desk.processRefunds())).toMatchObject([{ code: 'refund.saleGone' }]);
		await deleteLogEntry(first);
		await loadSince();
		await desk.process();
		expect((await desk.processRefunds()).processed).toMatchObject([{ outcome: 'credited', orderId: first }]);
		expect(desk.world.sales(key).map((each) => each.creditNotes.length)).toEqual([0, 1]);
	});

	test('S165: an order that was canceled and whose credit is still due is not credited when the day is made anew', async () => {
		const { first, second, sale, key } = await saleOfTwo();
		await desk.cancel(second);
		expect((await desk.process()).processed).toMatchObject([{ orderId: second, outcome: 'creditDue' }]);
		await voidSale(sale);
		await deleteLogEntry(first);
		await loadSince();
		expect((await desk.process()).processed).toMatchObject([{ orderIds: [first] }]);
		expect((await desk.processRefunds()).processed).toEqual([]);
		expect((await desk.run('getRefunds', { refundsShow: 'skipped' })).processed).toMatchObject([{ orderId: second }]);
		expect(standing(key)).toEqual([{ units: 1, payments: 1 }]);
	});

	test('S165: after a change to No Consolidation each order waits for the daily sale that it was on', async () => {
		const { first, second, key, sale } = await saleOfTwo();
		await deleteLogEntry(first);
		await desk.connect({ consolidation: 'none' });
		await loadSince();
		const held = await desk.process();
		expect([held.processed, problems(held).map(({ code, orderId }) => [code, orderId])]).toEqual([[], [first, second].map((id) => ['order.saleStillExists', id])]);
		await voidSale(sale);
		expect((await desk.process()).processed).toMatchObject([first, second].map((orderId) => ({ orderId, outcome: 'processed' })));
		expect(standing(key, first, second)).toEqual([{ units: 1, payments: 1 }, { units: 1, payments: 1 }]);
	});

	test('S165: an order with a sale of its own from before is kept out of the daily sale until that is voided, for one look', async () => {
		await desk.connect({ consolidation: 'none' });
		const orderId = await desk.world.placeAndProcess();
		await desk.connect({});
		await deleteLogEntry(orderId);
		await loadSince();
		const others = [await desk.place(), await desk.place()];
		desk.endDay();
		desk.world.cin7.requests.length = 0;
		const preview = await desk.run('previewSales');
		expect([preview.processed.map((sale) => sale.orderIds), problems(preview).map(({ orderId: id }) => id), looks()]).toEqual([[others], [orderId], 1]);
		const run = await desk.process();
		expect(run.processed).toMatchObject([{ orderIds: others }]);
		expect(problems(run)).toMatchObject([{ code: 'order.saleStillExists', orderId }]);
		expect(await desk.pending()).toMatchObject([{ orderId, state: 'held' }]);
		expect(looks()).toBe(2);
		await voidSale(desk.world.sale(orderId));
		desk.endDay();
		expect((await desk.process()).processed).toMatchObject([{ orderIds: [orderId] }]);
		expect(standing(orderId)).toEqual([]);
	});
});

describe('how far back', () => {
	const searches = (): number => desk.world.amazon.requests.filter((request) => request.operation !== 'getAccessToken').length;

	test.each<[string, IDataObject, string]>([
		['orders', { operation: 'loadOrders', load: 'from' }, 'from'],
		['reports of orders', { operation: 'loadOrders', load: 'from', findBy: 'orderReports' }, 'from'],
		['refunds', { operation: 'loadRefunds', loadRefundsOf: 'from' }, 'refundsFrom'],
	])('S149: %s of more than one year ago are refused before any call; of a year ago they are loaded', async (_what, parameters, date) => {
		desk = await DailyDesk.open();
		const before = searches();
		for (const [from, reason] of [['2025-03-09T00:00:00Z', 'one year'], ['next week', 'not a date'], ['2027-01-01', 'future']]) {
			const refused = await desk.world.run('orderConsolidator', { ...parameters, [date]: from });
			expect(refused.error?.message).toContain(reason);
		}
		expect(searches()).toBe(before);
		const allowed = await desk.world.run('orderConsolidator', { ...parameters, [date]: '2025-03-12T00:00:00Z', loadMinutes: 0.001, store: byId('all') });
		expect(allowed.error).toBeUndefined();
		expect(searches()).toBeGreaterThan(before);
	});
});
