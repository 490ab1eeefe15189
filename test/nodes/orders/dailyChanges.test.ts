import type { IDataObject } from 'n8n-workflow';
import type { Sale } from '../../../sandbox/cin7/model';
import { byId, expectGreen, mug } from '../demoWorld';
import { daily, DailyDesk, rowsOf } from './dailyDesk';

let desk: DailyDesk;
beforeAll(async () => {
	desk = await DailyDesk.open();
});
afterAll(async () => await desk.close());

const towel = { items: [mug({ asin: 'B0DEMO0002', sku: 'HP-TOWEL-3', title: 'Towels', quantity: 2, unitPrice: '24.50', item: '49.00', shipping: '4.00', tax: { ITEM: '4.04', SHIPPING: '0.33' } })] };
const orderIdsOf = async (sale: Sale) => ((await desk.dailySale(sale)).orders as IDataObject[]).map((order) => order.orderId);

describe('an order that Amazon cancels', () => {
	test('N9: while it is pending is not on the sale', async () => {
		const [canceled, kept] = [await desk.place(), await desk.place(towel)];
		await desk.cancel(canceled);
		expect((await desk.pending()).map((order) => order.orderId)).toEqual([kept]);
		expect((await desk.endDayWithSale()).item).toMatchObject({ orderIds: [kept], total: '57.37' });
		expect(await desk.logEntry(canceled)).toMatchObject({ state: 'canceled', saleId: null, dailySale: null });
	});

	test('N9: alone on its day, leaves no sale', async () => {
		const day = desk.today();
		await desk.cancel(await desk.place());
		desk.endDay();
		expect((await desk.process()).processed).toEqual([]);
		expect(desk.sales(day)).toEqual([]);
	});

	test('N9: after its day was closed and before the sale is made is taken out of it', async () => {
		const [canceled, kept] = [await desk.place(), await desk.place(towel)];
		desk.endDay();
		desk.world.cin7.faults.add({ operation: 'POST /sale', kind: 'error500', times: 99 });
		expect((await desk.process()).processed).toEqual([]);
		desk.world.cin7.faults.clear();
		expect((await desk.dailySales({ dailySalesLimit: 1 }))[0]).toMatchObject({ saleId: null, orders: [{ orderId: canceled }, { orderId: kept }] });
		await desk.cancel(canceled);
		const [item] = (await desk.process()).processed;
		expect(item).toMatchObject({ outcome: 'processed', orderIds: [kept], total: '57.37' });
		const sale = desk.saleOf(item);
		expect(rowsOf(sale.order)).toEqual({ lines: [['HP-TOWEL-3', 2, 24.5, 4.04, 49]], charges: [['Shipping', 4, 0.33]] });
		expect(sale.invoices).toMatchObject([{ status: 'PAID', payments: [{ amount: '57.37' }] }]);
		expect(await orderIdsOf(sale)).toEqual([kept]);
		expect(await desk.logEntry(canceled)).toMatchObject({ state: 'canceled', reason: expect.stringContaining('taken out of the daily sale') as string, dailySale: null });
		expect((await desk.processRefunds()).processed).toEqual([]);
	});

	test('N9: as the last one of a closed day, leaves no sale in Cin7 Core', async () => {
		const orderId = await desk.place();
		const day = desk.today();
		desk.endDay();
		desk.world.cin7.faults.add({ operation: 'POST /sale', kind: 'error500', times: 99 });
		await desk.process();
		desk.world.cin7.faults.clear();
		await desk.cancel(orderId);
		expect((await desk.process()).processed).toMatchObject([{ day, outcome: 'empty', orders: 0 }]);
		expect(desk.sales(day)).toEqual([]);
		expect((await desk.process()).processed).toEqual([]);
	});

	test('N9: after its sale was made gets a credit note for its part, paid back and back on the shelf; the sale is not voided', async () => {
		const [kept, canceled] = [await desk.place(), await desk.place(towel)];
		const { sale } = await desk.endDayWithSale();
		const { order, invoices } = JSON.parse(JSON.stringify(sale)) as Sale;
		await desk.cancel(canceled);
		expect((await desk.process()).processed).toMatchObject([{ orderId: canceled, outcome: 'creditDue' }]);
		expect(sale.creditNotes).toEqual([]);
		const run = await desk.processRefunds();
		expect(run.attention).toEqual([]);
		expect(run.processed).toMatchObject([{ orderId: canceled, outcome: 'credited', total: '57.37', tax: '4.37' }]);
		expect(sale.voided).toBe(false);
		expect([sale.order, sale.invoices]).toEqual([order, invoices]);
		const [note, ...others] = sale.creditNotes;
		if (!note) throw new Error('No credit note');
		expect(others).toEqual([]);
		expect(rowsOf(note)).toEqual({ lines: [['HP-TOWEL-3', 2, 24.5, 4.04, 49]], charges: [['Shipping', 4, 0.33]] });
		expect(note).toMatchObject({ status: 'AUTHORISED', invoiceNumber: sale.invoices[0]?.number, date: `${desk.today()}T00:00:00`, totals: { total: '57.37', tax: '4.37' }, payments: [{ account: '710', amount: '57.37' }] });
		expect(note.restock.map(({ sku, quantity, restockLocation }) => [sku, Number(quantity), restockLocation])).toEqual([['HP-TOWEL-3', 2, 'Main Warehouse']]);
		expect((await desk.dailySale(sale)).orders).toMatchObject([{ orderId: kept, canceled: false }, { orderId: canceled, canceled: true }]);
		expect(await desk.logEntry(canceled)).toMatchObject({ state: 'canceled', saleId: sale.id });
		expect(await desk.logEntry(kept)).toMatchObject({ state: 'processed', saleId: sale.id });
		desk.world.cin7.requests.length = 0;
		expect([(await desk.process()).processed, (await desk.processRefunds()).processed, desk.world.writes()]).toEqual([[], [], []]);
	});

	test('N9: nothing goes back to the shelf that was not shipped', async () => {
		await desk.withSettings({ autoPickPackShip: 'NOPICK' }, async () => {
			const canceled = await desk.place(towel);
			await desk.place();
			const { sale } = await desk.endDayWithSale();
			await desk.cancel(canceled);
			await desk.process();
			await desk.processRefunds();
			expect(sale.creditNotes).toMatchObject([{ status: 'AUTHORISED', totals: { total: '57.37' }, restock: [], payments: [{ amount: '57.37' }] }]);
			expect(sale.voided).toBe(false);
		});
	});

	test('N9: a second one of the same sale gets a credit note of its own', async () => {
		const [first, second] = [await desk.place(), await desk.place(towel)];
		await desk.place();
		const { sale } = await desk.endDayWithSale();
		for (const orderId of [first, second]) {
			await desk.cancel(orderId);
			await desk.process();
			expect((await desk.processRefunds()).processed).toMatchObject([{ orderId, outcome: 'credited' }]);
		}
		expect(sale.creditNotes.map((note) => [note.status, note.totals.total, note.payments.map(({ amount }) => amount)])).toEqual([['AUTHORISED', '16.23', ['16.23']], ['AUTHORISED', '57.37', ['57.37']]]);
		expect(sale.voided).toBe(false);
	});

	test('N9: a second one of a sale that is not picked yet waits for the pick, and needs nobody', async () => {
		await desk.withSettings({ autoPickPackShip: 'NOPICK' }, async () => {
			const [first, second] = [await desk.place(), await desk.place(towel)];
			const { sale } = await desk.endDayWithSale();
			await desk.cancel(first);
			await desk.cancel(second);
			await desk.process();
			const run = await desk.processRefunds();
			expect([run.processed.map((credit) => credit.outcome), run.attention]).toEqual([['credited'], []]);
			expect((await desk.run('getRefunds', { refundsShow: 'pending' })).processed).toMatchObject([{ orderId: second, holds: [{ code: 'refund.saleNotPicked' }] }]);
			desk.world.cin7.world.shipSale(sale.id);
			expect((await desk.processRefunds()).processed).toMatchObject([{ orderId: second, outcome: 'credited' }]);
			expect(sale.creditNotes).toHaveLength(2);
		});
	});

	test('N9: of a sale that was not paid, is paid back nothing', async () => {
		await desk.withSettings({ paymentAccount: { __rl: true, mode: 'list', value: '' } }, async () => {
			const canceled = await desk.place();
			await desk.place();
			const { sale } = await desk.endDayWithSale();
			await desk.cancel(canceled);
			await desk.process();
			await desk.connect({});
			await desk.processRefunds();
			expect(sale.creditNotes).toMatchObject([{ totals: { total: '16.23' }, payments: [] }]);
			expect((await desk.process()).processed).toMatchObject([{ outcome: 'paid' }]);
			expect(sale.invoices[0]?.payments.map(({ amount }) => amount)).toEqual(['16.23']);
		});
	});
});

describe('the payment of a daily sale', () => {
	const authorize = async (sale: Sale) => {
		const [invoice] = sale.invoices;
		if (!invoice) throw new Error('No invoice');
		const { lines, charges, taskId } = invoice;
		await desk.byHand('POST', '/sale/invoice', {
			SaleID: sale.id, TaskID: taskId, Status: 'AUTHORISED', InvoiceDate: invoice.invoiceDate, InvoiceDueDate: invoice.dueDate, Memo: '', CombineAdditionalCharges: false,
			Lines: lines.map((line) => ({ ProductID: line.productId, SKU: line.sku, Name: line.name, Quantity: Number(line.quantity), Price: Number(line.price), Discount: 0, Tax: Number(line.tax), TaxRule: line.taxRule, Total: Number(line.total), Account: line.account })),
			AdditionalCharges: charges.map((charge) => ({ Description: charge.description, Quantity: Number(charge.quantity), Price: Number(charge.price), Discount: 0, Tax: Number(charge.tax), TaxRule: charge.taxRule, Total: Number(charge.price), Account: charge.account })),
		});
	};

	test('S157: is added when a person authorizes the invoice, in full, once', async () => {
		await desk.withSettings({ invoiceStatus: 'DRAFT' }, async () => {
			const orderIds = [await desk.place(), await desk.place(towel)];
			const { sale, item } = await desk.endDayWithSale();
			expect(item).toMatchObject({ paymentAdded: false, invoiceStatus: 'DRAFT' });
			expect((await desk.process()).processed).toEqual([]);
			await authorize(sale);
			desk.world.pass(3600_000);
			const [paid, ...others] = (await desk.process()).processed;
			expect(others).toEqual([]);
			expect(paid).toMatchObject({ outcome: 'paid', orderIds, saleId: sale.id });
			expect(sale.invoices).toMatchObject([{ status: 'PAID', payments: [{ account: '710', amount: '73.60' }] }]);
			for (const orderId of orderIds) expect(await desk.logEntry(orderId, { askState: true })).toMatchObject({ paid: true });
			desk.world.pass(3600_000);
			expect((await desk.process()).processed).toEqual([]);
			expect(sale.invoices[0]?.payments).toHaveLength(1);
		});
	});

	test('S157: is added when the payment account is set later', async () => {
		await desk.connect({ paymentAccount: { __rl: true, mode: 'list', value: '' } });
		await desk.place();
		const { sale } = await desk.endDayWithSale();
		expect(sale.invoices).toMatchObject([{ status: 'AUTHORISED', payments: [] }]);
		await desk.connect({});
		expect((await desk.process()).processed).toMatchObject([{ outcome: 'paid' }]);
		expect(sale.invoices).toMatchObject([{ status: 'PAID', payments: [{ account: '710', amount: '16.23' }] }]);
	});

	test('S157: is what Amazon has: nothing for replacements', async () => {
		await desk.place();
		await desk.place({ fulfilledBy: 'MERCHANT', replaces: { orderId: '111-1111111-1111111', kind: 'replacement' }, items: [mug({ item: '0.00', unitPrice: '0.00', tax: undefined })] });
		const { sale, item } = await desk.endDayWithSale();
		expect(item).toMatchObject({ orders: 2, total: '16.23' });
		expect(sale.invoices[0]?.payments.map(({ amount }) => amount)).toEqual(['16.23']);
		expect(sale.note).toContain('Replacement for Amazon order 111-1111111-1111111');
	});
});

describe('the preview', () => {
	const preview = async () => await desk.run('previewSales');
	const fields = ['reference', 'orderIds', 'total', 'tax', 'totalBeforeTax', 'currency'] as const;

	test('N49: shows the sales that processing then makes, and writes nothing', async () => {
		const [own, amazon, held] = [await desk.place(towel), await desk.place({ fulfilledBy: 'AMAZON', status: 'SHIPPED' }), await desk.place({ items: [mug({ sku: 'NOT-LINKED' })] })];
		desk.endDay();
		const before = JSON.stringify([await desk.pending(), await desk.dailySales()]);
		desk.world.cin7.requests.length = 0;
		const shown = await preview();
		expect(desk.world.writes()).toEqual([]);
		expect(JSON.stringify([await desk.pending(), await desk.dailySales()])).toBe(before);
		expect(shown.attention).toMatchObject([{ problems: [{ orderId: held }] }]);
		const { processed } = await desk.process();
		expect(shown.processed.map((each) => each.orderIds)).toEqual([[amazon], [own]]);
		expect(processed.map((each) => fields.map((field) => each[field]))).toEqual(shown.processed.map((each) => fields.map((field) => each[field])));
		for (const [index, item] of processed.entries()) {
			const sale = desk.saleOf(item);
			const seen = shown.processed[index] ?? {};
			expect([sale.location, sale.carrier, sale.terms, sale.salesRepresentative, sale.priceTier, sale.saleOrderDate]).toEqual([seen.location, seen.carrier, seen.terms, seen.salesRepresentative, seen.priceTier, `${String(seen.saleDate)}T00:00:00`]);
			expect((seen.lines as IDataObject[]).map((line) => [line.sku, line.quantity, Number(line.price), Number(line.tax), Number(line.total)])).toEqual(rowsOf(sale.order).lines);
			expect(sale.invoices[0]?.payments.map(({ amount, account }) => ({ amount, account }))).toEqual([{ amount: (seen.payment as IDataObject).amount, account: (seen.payment as IDataObject).account }]);
		}
		await desk.cancel(held);
	});

	test('N49: of a closed day from which an order was canceled is what is then written', async () => {
		const [canceled, kept] = [await desk.place(), await desk.place(towel)];
		desk.endDay();
		desk.world.cin7.faults.add({ operation: 'POST /sale', kind: 'error500', times: 99 });
		await desk.process();
		desk.world.cin7.faults.clear();
		await desk.cancel(canceled);
		const shown = await preview();
		const { processed } = await desk.process();
		expect(processed).toMatchObject([{ orderIds: [kept], total: '57.37' }]);
		expect(shown.processed.map((each) => fields.map((field) => each[field]))).toEqual(processed.map((each) => fields.map((field) => each[field])));
	});

	test('N49: of a closed day whose orders were all canceled is nothing, and of the other days all the same', async () => {
		const canceled = await desk.place();
		desk.endDay();
		desk.world.cin7.faults.add({ operation: 'POST /sale', kind: 'error500', times: 99 });
		await desk.process();
		desk.world.cin7.faults.clear();
		await desk.cancel(canceled);
		const other = await desk.place();
		expect((await preview()).processed.map((each) => each.orderIds)).toEqual([[other]]);
		expect((await desk.process()).processed).toMatchObject([{ outcome: 'empty' }]);
		await desk.endDayWithSale();
	});
});

describe('a store whose setting is changed', () => {
	const none = { consolidation: 'none' };
	const company = { buyer: { name: 'Robin Placeholder', companyName: 'Example Tools Ltd' } };

	test('S24: to No Consolidation: pending orders become sales of their own, with their buyers', async () => {
		const orderId = await desk.place(company);
		await desk.connect(none);
		expect((await desk.process()).processed).toMatchObject([{ orderId, outcome: 'processed' }]);
		expect(desk.world.sale(orderId)).toMatchObject({ customer: 'Example Tools Ltd', customerReference: orderId });
		await desk.connect({});
		desk.endDay();
		expect((await desk.process()).processed).toEqual([]);
	});

	test('S24: to No Consolidation: a day that was closed is still made as one sale, and its orders nowhere else', async () => {
		const orderIds = [await desk.place(), await desk.place()];
		const day = desk.today();
		desk.endDay();
		desk.world.cin7.faults.add({ operation: 'POST /sale/order', kind: 'error500', times: 99 });
		await desk.process();
		desk.world.cin7.faults.clear();
		await desk.connect(none);
		const [single] = [await desk.place()];
		const { processed } = await desk.process();
		expect(processed.find((each) => each.day === day)).toMatchObject({ orderIds, outcome: 'processed' });
		expect(processed).toHaveLength(2);
		expect(desk.sales(day)).toHaveLength(1);
		expect([...orderIds, single].map((orderId) => desk.world.sales(String(orderId)).length)).toEqual([0, 0, 1]);
		await desk.connect({});
	});

	test('S24: to Daily Consolidation: a sale that was begun is finished as it is, what is pending goes on the sale of its day', async () => {
		await desk.connect(none);
		const begun = await desk.place();
		desk.world.cin7.faults.add({ operation: 'POST /sale/invoice', kind: 'error500', times: 99 });
		await desk.process();
		desk.world.cin7.faults.clear();
		const pending = await desk.place();
		await desk.connect({});
		expect((await desk.process()).processed).toMatchObject([{ orderId: begun, outcome: 'processed' }]);
		expect(desk.world.sale(begun).invoices).toMatchObject([{ status: 'PAID' }]);
		expect((await desk.endDayWithSale()).item).toMatchObject({ orderIds: [pending] });
	});

	test('S24: and back, within a day, no order is on two sales or on none', async () => {
		const first = await desk.place();
		await desk.process({ closeDayNow: true });
		await desk.connect(none);
		const second = await desk.place();
		await desk.process();
		await desk.connect(daily);
		const third = await desk.place();
		expect((await desk.process()).processed).toEqual([]);
		desk.endDay();
		expect((await desk.process()).processed).toEqual([]);
		expect((await desk.endDayWithSale()).item).toMatchObject({ orderIds: [third] });
		expect([first, second, third].map((orderId) => desk.world.sales(orderId).length)).toEqual([0, 1, 0]);
	});
});

describe('a store that is connected anew, with its database gone', () => {
	test('N14: finds the daily sales that were made before, links them, and writes nothing', async () => {
		const orderIds = [await desk.place(), await desk.place(towel)];
		const from = new Date(Date.now() - 3600_000).toISOString();
		const { sale } = await desk.endDayWithSale();
		expectGreen(await desk.world.run('amazonStore', { operation: 'disconnect', store: byId('A1HARBORPINE-US'), confirm: true }));
		await desk.world.ready('US', { ...daily, more: { ignoreOrdersBefore: from } });
		expectGreen(await desk.world.load('US', { load: 'from', from }));
		desk.world.cin7.requests.length = 0;
		expect((await desk.process()).processed).toMatchObject([{ outcome: 'processed', orderIds, saleId: sale.id, saleNumber: sale.order.number, paymentAdded: true }]);
		expect(desk.world.writes()).toEqual([]);
	});

	test('N14: never takes a sale for one of other orders', async () => {
		const created = new Date(Date.now()).toISOString();
		const day = desk.today();
		await desk.place();
		const { sale } = await desk.endDayWithSale();
		await desk.place({ createdTime: created });
		const next = await desk.endDayWithSale();
		expectGreen(await desk.world.run('amazonStore', { operation: 'disconnect', store: byId('A1HARBORPINE-US'), confirm: true }));
		await desk.world.ready('US', { ...daily, more: { ignoreOrdersBefore: created } });
		expectGreen(await desk.world.load('US', { load: 'from', from: created }));
		desk.world.cin7.requests.length = 0;
		const run = await desk.process();
		expect(run.processed).toEqual([]);
		expect(run.attention).toMatchObject([{ problems: [{ code: 'order.saleOfOtherOrders', what: expect.stringContaining(`${sale.order.number} with 16.23 USD, but the orders of that day come to 32.46 USD`) as string }] }]);
		expect(desk.world.writes()).toEqual([]);
		for (const each of [sale, next.sale]) await desk.byHand('DELETE', `/sale?ID=${each.id}&Void=true`);
		expect((await desk.process()).processed).toMatchObject([{ orders: 2, total: '32.46' }]);
		expect(desk.sales(day).map(({ voided }) => voided)).toEqual([true, false]);
	});
});
