import type { IDataObject } from 'n8n-workflow';
import type { Sale } from '../../../sandbox/cin7/model';
import { multiply, round, sum } from '../../../src/domain/money';
import { byId, expectGreen, mug } from '../demoWorld';
import { DailyDesk, rowsOf } from './dailyDesk';

let desk: DailyDesk;
beforeAll(async () => {
	desk = await DailyDesk.open(['US', 'DE', 'JP']);
});
afterAll(async () => await desk.close());

const item = (sku: string, over: Parameters<typeof mug>[0] = {}) => mug({ sku, asin: `B0${sku}`, title: sku, ...over });
const twoDigits = (amount: string) => round(amount, 2);

/** N8: the table of a daily sale against the sale in Cin7 Core, to the smallest coin, line by line. */
async function provePartsOf(sale: Sale, digits = 2): Promise<readonly IDataObject[]> {
	const { orders } = (await desk.dailySale(sale)) as { orders: (IDataObject & { lines: IDataObject[]; additionalCharges: IDataObject[] })[] };
	const sumOf = (rows: readonly IDataObject[], field: string) => round(sum(rows.map((row) => String(row[field]))), digits);
	for (const document of [sale.order, ...sale.invoices]) {
		expect(sumOf(orders, 'total')).toBe(round(document.totals.total, digits));
		expect(sumOf(orders, 'tax')).toBe(round(document.totals.tax, digits));
		const lines = orders.flatMap((order) => order.lines);
		for (const sku of new Set(document.lines.map((line) => line.sku))) {
			const written = document.lines.filter((line) => line.sku === sku);
			const told = lines.filter((line) => line.sku === sku);
			expect([sumOf(told, 'quantity'), sumOf(told, 'total'), sumOf(told, 'tax')]).toEqual(['quantity', 'total', 'tax'].map((field) => round(sum(written.map((line) => line[field as 'total'])), digits)));
		}
		expect(new Set(lines.map((line) => line.sku))).toEqual(new Set(document.lines.map((line) => line.sku)));
		expect(sumOf(orders.flatMap((order) => order.additionalCharges), 'total')).toBe(round(sum(document.charges.map((charge) => multiply(charge.price, charge.quantity))), digits));
	}
	return orders;
}

describe('Get Daily Sales', () => {
	test('N8: keeps orders, lines, quantities and amounts, and its parts are the sale to the cent, with prices that do not divide', async () => {
		const first = await desk.place({ items: [item('HP-MUG-SLATE', { quantity: 3, unitPrice: '3.33', item: '10.00', tax: { ITEM: '0.83' } })] });
		const second = await desk.place({ items: [item('HP-MUG-SLATE', { quantity: 7, unitPrice: '14.29', item: '100.00', shipping: '3.99', discount: { ITEM: '1.01' }, tax: { ITEM: '8.17', SHIPPING: '0.33', DISCOUNT: '0.08' } }), item('HP-TOWEL-3', { quantity: 2, unitPrice: '0.01', item: '0.01', tax: { ITEM: '0.00' } })] });
		const third = await desk.place({ items: [item('HP-MUG-SLATE', { quantity: 3, unitPrice: '3.33', item: '10.00', tax: { ITEM: '0.82' } })] });
		const { sale, item: made } = await desk.endDayWithSale();
		const orders = await provePartsOf(sale);
		expect(orders.map((order) => [order.orderId, order.total, order.tax, order.canceled])).toEqual([[first, '10.83', '0.83', false], [second, '111.41', '8.42', false], [third, '10.82', '0.82', false]]);
		expect(orders[0]?.lines).toEqual([
			{ sku: 'HP-MUG-SLATE', sellerSku: 'HP-MUG-SLATE', quantity: 2, price: '3.33', total: '6.66', tax: '0.55' },
			{ sku: 'HP-MUG-SLATE', sellerSku: 'HP-MUG-SLATE', quantity: 1, price: '3.34', total: '3.34', tax: '0.28' },
		]);
		expect(made).toMatchObject({ total: '133.06', tax: '10.07' });
		expect(sale.invoices).toMatchObject([{ totals: { total: '133.06' }, payments: [{ amount: '133.06' }], status: 'PAID' }]);
	});

	test('N8: also of sixty orders with odd amounts', async () => {
		for (let index = 0; index < 60; index++) {
			const amount = twoDigits(String(((index * 7919) % 9973) / 100 + 0.01));
			const quantity = (index % 7) + 1;
			desk.world.place({ items: [item(index % 3 === 0 ? 'HP-TOWEL-3' : 'HP-MUG-SLATE', { quantity, unitPrice: twoDigits(String(Number(amount) / quantity)), item: amount, ...(index % 4 === 0 ? { shipping: twoDigits(String(index / 100 + 0.37)) } : {}), tax: { ITEM: twoDigits(String(Number(amount) * 0.0825)) } })] });
		}
		await desk.load();
		const { sale, item: made } = await desk.endDayWithSale();
		expect(made.orders).toBe(60);
		expect(await provePartsOf(sale)).toHaveLength(60);
		expect(sale.invoices).toMatchObject([{ status: 'PAID' }]);
	});

	test('N8: yen have no cents, euro prices contain the tax', async () => {
		await desk.place({ items: [item('HP-MUG-SLATE', { quantity: 3, unitPrice: '333', item: '1000', tax: { ITEM: '100' } })] }, 'JP');
		await desk.place({ items: [item('HP-MUG-SLATE', { quantity: 7, unitPrice: '143', item: '1000', shipping: '1', tax: { ITEM: '99', SHIPPING: '0' } })] }, 'JP');
		await desk.place({ items: [item('HP-MUG-SLATE', { quantity: 3, unitPrice: '3.33', item: '10.00', tax: undefined })] }, 'DE');
		await desk.place({ items: [item('HP-MUG-SLATE', { quantity: 3, unitPrice: '3.34', item: '10.01', tax: undefined })] }, 'DE');
		desk.endDay('JP');
		desk.endDay('DE');
		desk.endDay('US');
		const run = await desk.process();
		expect(run.attention).toEqual([]);
		const [yen, euro] = ['JPY', 'EUR'].map((currency) => desk.saleOf(run.processed.find((each) => each.currency === currency)));
		if (!yen || !euro) throw new Error('No sale');
		expect((await provePartsOf(yen, 0)).map((order) => [order.total, order.tax])).toEqual([['1100', '100'], ['1100', '99']]);
		expect((await provePartsOf(euro)).map((order) => [order.total, order.tax])).toEqual([['10.00', '1.59'], ['10.01', '1.59']]);
		expect([yen.invoices[0]?.totals, euro.invoices[0]?.totals]).toMatchObject([{ total: '2200', tax: '199' }, { total: '20.01', tax: '3.18' }]);
		expect([yen.invoices[0]?.status, euro.invoices[0]?.status]).toEqual(['PAID', 'PAID']);
	});

	test('N8: newest day first, at most as many as wanted, of one store or of all', async () => {
		const all = await desk.dailySales({ dailySalesLimit: 500 });
		const days = all.filter((each) => each.storeId === 'A1HARBORPINE-US').map((each) => String(each.day));
		expect(days).toEqual([...days].sort().reverse());
		const one = await desk.dailySales({ store: byId('A1HARBORPINE-US'), dailySalesLimit: 1 });
		expect(one).toMatchObject([{ storeId: 'A1HARBORPINE-US', day: days[0], state: 'done' }]);
	});
});

describe('what does not fit in one sale', () => {
	test('N13: orders of two locations are two sales of the day, the second with a suffix', async () => {
		const own = await desk.place();
		const amazon = await desk.place({ fulfilledBy: 'AMAZON', status: 'SHIPPED' });
		const alsoOwn = await desk.place();
		const day = desk.today();
		desk.endDay();
		const { processed } = await desk.process();
		const reference = `Amazon Sales for ${day.split('-').reverse().join('/')}`;
		expect(processed.map(({ reference: name, orderIds }) => [name, orderIds])).toEqual([[reference, [amazon]], [`${reference} (2)`, [own, alsoOwn]]]);
		expect(desk.sales(day).map((sale) => [sale.customerReference, sale.location, sale.order.totals.total])).toEqual([[reference, 'FBA US', '16.23'], [`${reference} (2)`, 'Main Warehouse', '32.46']]);
		expect(await desk.logEntry(alsoOwn)).toMatchObject({ dailySale: `A1HARBORPINE-US|${day}|2`, saleId: desk.sales(day)[1]?.id });
	});

	test('N13: orders with tax on top and orders whose prices contain it are two sales', async () => {
		const within = await desk.place({ items: [mug({ unitPrice: '11.90', item: '11.90', tax: undefined })] }, 'DE');
		const onTop = await desk.place({ taxStated: true, taxIncluded: false, items: [mug({ unitPrice: '10.00', item: '10.00', tax: { ITEM: '1.90' } })] }, 'DE');
		const day = desk.today('DE');
		desk.endDay('DE');
		const { processed } = await desk.process();
		expect(processed.map(({ orderIds, total, tax }) => [orderIds, total, tax])).toEqual([[[onTop], '11.90', '1.90'], [[within], '11.90', '1.90']]);
		expect(desk.sales(day, 'DE').map((sale) => [sale.taxInclusive, Number(sale.order.totals.beforeTax), Number(sale.order.totals.total)])).toEqual([[false, 10, 11.9], [true, 10, 11.9]]);
		const [, suffix] = desk.sales(day, 'DE').map((sale) => sale.customerReference);
		expect(suffix).toMatch(/ \(2\)$/);
	});

	test('N13: an order in another currency than that of the store is held, and the others become their sale', async () => {
		desk.endDay('US');
		const foreign = desk.world.place({ currency: 'CAD' });
		const own = await desk.place();
		desk.endDay();
		const run = await desk.process();
		expect(run.processed).toMatchObject([{ orderIds: [own], currency: 'USD' }]);
		expect(run.attention).toMatchObject([{ problems: [{ orderId: foreign, code: 'store.customerCurrency' }] }]);
		await desk.cancel(foreign);
	});

	test('N8: a day of more lines than a sale may have is split between orders, and the sales add up', async () => {
		await desk.withSettings({ more: { maximumSaleLines: 3 } }, async () => {
			const orderIds: string[] = [];
			for (const skus of [['HP-MUG-SLATE', 'HP-TOWEL-3'], ['HP-MUG-SLATE', 'HP-MUG-SAND'], ['HP-MUG-SAND'], ['HP-BOARD-40', 'HP-MUG-SAND'], ['HP-MUG-SLATE', 'HP-TOWEL-3', 'HP-BOARD-40', 'HP-MUG-SAND']]) orderIds.push(await desk.place({ items: skus.map((sku) => item(sku)) }));
			const day = desk.today();
			desk.endDay();
			const { processed, attention } = await desk.process();
			expect(attention).toEqual([]);
			const sales = desk.sales(day);
			expect(sales.map((sale) => sale.order.lines.length)).toEqual([3, 2, 4]);
			expect(processed.flatMap((each) => each.orderIds)).toEqual(orderIds);
			expect(sales.map((sale) => sale.customerReference.replace(/^.*\d{4}/, ''))).toEqual(['', ' (2)', ' (3)']);
			for (const sale of sales) await provePartsOf(sale);
			expect(twoDigits(sum(sales.map((sale) => sale.order.totals.total)))).toBe(twoDigits(multiply('16.23', '11')));
		});
	});
});

describe('two stores of a tenant', () => {
	test('S18: have their own sale of the same day, each of its customer, currency, day and account', async () => {
		desk.passTo(`${desk.today('US')}T20:00:00Z`);
		const [us, de] = [await desk.place(), await desk.place({ items: [mug({ unitPrice: '15.95', item: '15.95', tax: undefined })] }, 'DE')];
		desk.endDay('US');
		const run = await desk.process();
		expect(run.attention).toEqual([]);
		const of = (orderId: string) => desk.saleOf(run.processed.find((each) => (each.orderIds as string[]).includes(orderId)));
		expect(run.processed).toHaveLength(2);
		expect(of(us)).toMatchObject({ customer: 'Amazon US Customer', customerCurrency: 'USD', salesRepresentative: 'Harbor & Pine US', invoices: [{ payments: [{ account: '710' }] }] });
		expect(of(de)).toMatchObject({ customer: 'Amazon DE Customer', customerCurrency: 'EUR', salesRepresentative: 'Harbor & Pine DE', currencyRate: '1.08420', invoices: [{ payments: [{ account: '711' }] }] });
		expect(rowsOf(of(us).order).lines).toEqual([['HP-MUG-SLATE', 1, 14.99, 1.24, 14.99]]);
	});

	test('S18: one with Daily Consolidation and one without do not disturb each other', async () => {
		expectGreen(await desk.world.connect('DE', { consolidation: 'none' }));
		const [us, de] = [await desk.place(), await desk.place({ items: [mug({ unitPrice: '15.95', item: '15.95', tax: undefined })] }, 'DE')];
		expect((await desk.process()).processed).toMatchObject([{ orderId: de, outcome: 'processed' }]);
		expect(desk.world.sale(de).customer).not.toBe('Amazon DE Customer');
		expect((await desk.endDayWithSale()).item).toMatchObject({ orderIds: [us] });
		await desk.connect({}, 'DE');
	});

	test('S18: a store whose customer is gone does not keep the other from its sale', async () => {
		await desk.connect({ defaultCustomer: byId('') }, 'DE');
		await desk.place({ items: [mug({ unitPrice: '15.95', item: '15.95', tax: undefined })] }, 'DE');
		const us = await desk.place();
		desk.endDay();
		const run = await desk.process();
		expect(run.processed).toMatchObject([{ orderIds: [us] }]);
		expect(String(run.attention[0]?.message)).toContain('No customer is selected for store Harbor & Pine DE');
		await desk.connect({}, 'DE');
		expect((await desk.process()).processed).toMatchObject([{ currency: 'EUR', orders: 1 }]);
	});
});

describe('running again', () => {
	test('N14: a second run of a day makes no second sale and writes nothing', async () => {
		await desk.place();
		const day = desk.today();
		const { sale } = await desk.endDayWithSale();
		desk.world.cin7.requests.length = 0;
		for (const options of [{}, { closeDayNow: true }]) expect((await desk.process(options)).processed).toEqual([]);
		expect(desk.world.writes()).toEqual([]);
		expect(desk.sales(day)).toEqual([sale]);
		// The day that was closed by hand above had no orders, and is open still.
		await desk.place();
		expect((await desk.endDayWithSale()).item).toMatchObject({ orders: 1 });
	});

	test('N14: two runs at once make one sale', async () => {
		for (let count = 0; count < 3; count++) await desk.place();
		const day = desk.today();
		desk.endDay();
		const runs = await Promise.all([desk.process(), desk.process()]);
		expect(runs.flatMap((run) => run.processed)).toHaveLength(1);
		expect(desk.sales(day)).toHaveLength(1);
		expect(desk.sales(day)).toMatchObject([{ order: { totals: { total: '48.69' } }, invoices: [{ status: 'PAID', payments: [{ amount: '48.69' }] }] }]);
	});

	test.each(['POST /sale', 'POST /sale/order', 'POST /sale/invoice', 'POST /sale/payment'])('N14: an answer to %s that is lost makes no second one', async (operation) => {
		await desk.place();
		const day = desk.today();
		desk.endDay();
		desk.world.cin7.faults.add({ operation, kind: 'dropAfterCommit', times: 1 });
		await desk.process();
		await desk.process();
		expect(desk.sales(day)).toHaveLength(1);
		expect(desk.sales(day)).toMatchObject([{ order: { status: 'AUTHORISED' }, invoices: [{ status: 'PAID', payments: [{ amount: '16.23' }] }] }]);
		expect((await desk.dailySales({ store: byId('A1HARBORPINE-US'), dailySalesLimit: 1 }))[0]).toMatchObject({ day, state: 'done', saleId: desk.sales(day)[0]?.id });
	});
});
