import type { INodeProperties } from 'n8n-workflow';
import { settingsProperties } from '../../../nodes/AmazonStore/operations/settingsProperties';
import { mug } from '../demoWorld';
import { DailyDesk, rowsOf } from './dailyDesk';

let desk: DailyDesk;
beforeAll(async () => {
	desk = await DailyDesk.open(['US', 'DE']);
});
afterAll(async () => await desk.close());

const towel = (over: Parameters<typeof mug>[0] = {}) => mug({ asin: 'B0DEMO0002', sku: 'HP-TOWEL-3', title: 'Towels', unitPrice: '24.50', item: '24.50', tax: { ITEM: '2.02' }, ...over });
const company = { buyer: { name: 'Robin Placeholder', companyName: 'Example Tools Ltd' } };
const picked = (value: string) => ({ __rl: true, mode: 'list', value });

describe('the sale of a day', () => {
	test('S23: all orders of the day become one sale, authorized, invoiced and paid, and the next day is another', async () => {
		const first = await desk.place();
		const second = await desk.place({ items: [mug({ quantity: 2, item: '29.98', tax: { ITEM: '2.48' } }), towel({ shipping: '4.00' })] });
		const day = desk.today();
		const { item, sale } = await desk.endDayWithSale();
		expect(item).toMatchObject({ day, outcome: 'processed', orders: 2, orderIds: [first, second], total: '79.21', tax: '5.74', totalBeforeTax: '73.47', currency: 'USD', paymentAdded: true });
		expect(desk.sales(day)).toEqual([sale]);
		expect(rowsOf(sale.order)).toEqual({ lines: [['HP-MUG-SLATE', 3, 14.99, 3.72, 44.97], ['HP-TOWEL-3', 1, 24.5, 2.02, 24.5]], charges: [['Shipping', 4, 0]] });
		expect(sale.order.status).toBe('AUTHORISED');
		expect(sale.invoices).toMatchObject([{ status: 'PAID', totals: { total: '79.21', tax: '5.74' }, payments: [{ account: '710', amount: '79.21' }] }]);
		const third = await desk.place();
		expect((await desk.endDayWithSale()).item).toMatchObject({ orders: 1, orderIds: [third], total: '16.23' });
		expect([first, second, third].map((orderId) => desk.world.sales(orderId))).toEqual([[], [], []]);
	});

	test('S24: until the consolidation time nothing is made, however often it is processed; then all pending orders of the day are', async () => {
		await desk.withSettings({ consolidationTime: '18:00' }, async () => {
			const first = await desk.place();
			// 00:45 UTC of the next day is 17:45 in Los Angeles.
			desk.passTo(new Date(Date.parse(`${desk.today()}T17:45:00Z`) + 7 * 3600_000).toISOString());
			const second = await desk.place();
			desk.world.cin7.requests.length = 0;
			for (const _run of [1, 2]) expect((await desk.process()).processed).toEqual([]);
			expect(desk.world.writes()).toEqual([]);
			expect((await desk.pending()).map((order) => order.orderId).sort()).toEqual([first, second].sort());
			const day = desk.today();
			desk.world.pass(10 * 60_000 + 1000);
			expect((await desk.process()).processed).toMatchObject([{ day, orderIds: [first, second], outcome: 'processed' }]);
			expect(await desk.pending()).toEqual([]);
		});
	});

	test('S120: the hourly run of a store makes its sale once a day, at the first run after the day', async () => {
		const orderId = await desk.place();
		const made: unknown[] = [];
		for (let hour = 0; hour < 30; hour++) {
			desk.world.pass(3600_000);
			await desk.load();
			for (const item of (await desk.process()).processed) made.push([item.orderIds, new Date(Date.now()).getUTCHours()]);
		}
		// Midnight in Los Angeles is 07:00 UTC.
		expect(made).toEqual([[[orderId], 7]]);
	});

	test('S124: Close the Day Now makes the sale of the day that is not over, and its orders then stand in the log with their daily sale', async () => {
		const [first, second] = [await desk.place(), await desk.place()];
		const day = desk.today();
		expect((await desk.process()).processed).toEqual([]);
		const run = await desk.process({ closeDayNow: true });
		expect(run.processed).toMatchObject([{ day, orderIds: [first, second], outcome: 'processed' }]);
		const sale = desk.saleOf(run.processed[0]);
		expect(await desk.pending()).toEqual([]);
		for (const orderId of [first, second]) {
			expect(await desk.logEntry(orderId, { askState: true })).toMatchObject({ state: 'processed', dailySale: `A1HARBORPINE-US|${day}|1`, saleId: sale.id, saleNumber: sale.order.number, saleUrl: `https://inventory.dearsystems.com/Sale#${sale.id}`, order: 'AUTHORISED', invoice: 'PAID', paid: true });
		}
		// What is ordered on this day from now on would go on the sale of the next.
		desk.endDay();
	});
});

describe('the customer', () => {
	test('S26: is the selected one for companies, persons and nobody alike, and none is created', async () => {
		const before = desk.world.cin7.world.customers.size;
		await desk.place(company);
		await desk.place();
		await desk.place({ status: 'SHIPPED', buyer: undefined, address: undefined });
		const { sale, item } = await desk.endDayWithSale();
		expect(item.orders).toBe(3);
		expect(sale).toMatchObject({ customer: 'Amazon US Customer', customerId: 'aaaaaaaa-0000-4000-8000-000000000001' });
		expect(desk.world.cin7.world.customers.size).toBe(before);
	});

	test('S122 and S144: billing and shipping are those of the default customer, and nothing of the buyers is sent', async () => {
		desk.world.cin7.requests.length = 0;
		await desk.place(company);
		await desk.place();
		const { sale } = await desk.endDayWithSale();
		const address = { line1: '100 Example Ave', city: 'Seattle', state: 'WA', postcode: '98100', country: 'United States' };
		expect(sale).toMatchObject({ billingAddress: address, shippingAddress: address });
		expect(JSON.stringify([desk.world.writes().map((request) => request.body), sale])).not.toMatch(/Robin|Example Tools|5 Example Street|62701|robin@|555 0100/);
	});

	test('S144: contact, phone, e-mail and ship-to are not those of a buyer', async () => {
		await desk.place({ ...company, address: { name: 'Dock Four', companyName: 'Example Works', line1: '7 Sample Road', city: 'Reno', state: 'NV', postalCode: '89501', countryCode: 'US', phone: '+1 555 0199' } });
		const { sale } = await desk.endDayWithSale();
		expect([sale.contact, sale.phone, sale.email].join(' ')).not.toMatch(/Robin|Dock|555|@marketplace/);
		expect([sale.shippingAddress?.company ?? '', sale.shippingAddress?.contact ?? ''].join(' ')).not.toMatch(/Example Works|Dock Four/);
	});

	test('S144: an order that is still to be shipped and has no address goes on the daily sale', async () => {
		await desk.place({ buyer: undefined, address: undefined });
		expect((await desk.endDayWithSale()).item).toMatchObject({ orders: 1 });
	});
});

describe('the reference', () => {
	const forms = { 'dd/MM/yyyy': '$3/$2/$1', 'MM/dd/yyyy': '$2/$3/$1', 'yyyy-MM-dd': '$1-$2-$3', 'dd.MM.yyyy': '$3.$2.$1' };

	test('S145: is of day, month and year unless the store wants otherwise', async () => {
		await desk.place();
		const day = desk.today();
		expect((await desk.endDayWithSale()).sale.customerReference).toBe(`Amazon Sales for ${day.replace(/(\d+)-(\d+)-(\d+)/, '$3/$2/$1')}`);
	});

	test.each(Object.entries(forms))('S145: in the form %s', async (dateFormat, order) => {
		await desk.withSettings({ more: { dateFormat } }, async () => {
			await desk.place();
			const reference = `Amazon Sales for ${desk.today().replace(/(\d+)-(\d+)-(\d+)/, order)}`;
			const { sale, item } = await desk.endDayWithSale();
			expect([sale.customerReference, item.reference]).toEqual([reference, reference]);
		});
	});

	test('S145: every form that the node offers is one of these', () => {
		const more = settingsProperties.find(({ name }) => name === 'more')?.options as INodeProperties[];
		const offered = more.find(({ name }) => name === 'dateFormat')?.options as { value: string }[];
		expect(offered.map(({ value }) => value).sort()).toEqual(Object.keys(forms).sort());
	});
});

describe('the fields', () => {
	const saleWith = async (settings: Parameters<DailyDesk['withSettings']>[0], over: Parameters<DailyDesk['place']>[0] = {}) => {
		let sale: Awaited<ReturnType<DailyDesk['endDayWithSale']>>['sale'] | undefined;
		await desk.withSettings(settings, async () => {
			await desk.place(over);
			({ sale } = await desk.endDayWithSale());
		});
		if (!sale) throw new Error('No sale');
		return sale;
	};

	test('S146: price tier', async () => {
		expect((await saleWith({})).priceTier).toBe('Retail');
		expect((await saleWith({ priceTier: picked('Wholesale') })).priceTier).toBe('Wholesale');
	});

	test('S146: terms, invoice date, due date, sale date and required-by', async () => {
		const day = desk.today();
		const due = (days: number) => `${new Date(Date.parse(day) + days * 86_400_000).toISOString().slice(0, 10)}T00:00:00`;
		const sale = await saleWith({});
		expect(sale).toMatchObject({ terms: '30 days', saleOrderDate: due(0), shipBy: due(0) });
		expect(sale.invoices).toMatchObject([{ invoiceDate: due(0), dueDate: due(30) }]);
		const other = await saleWith({ terms: picked('Cash on delivery') });
		expect(other.terms).toBe('Cash on delivery');
		expect(other.invoices).toMatchObject([{ invoiceDate: due(1), dueDate: due(1) }]);
	});

	test('S146: sales representative', async () => {
		expect((await saleWith({})).salesRepresentative).toBe('Harbor & Pine US');
		expect((await saleWith({ shopRepresentativeName: 'Pat Daily' })).salesRepresentative).toBe('Pat Daily');
		expect((await saleWith({ shopNameAsSalesRep: false })).salesRepresentative).toBe('Amazon_US');
	});

	test('S146: account of sale, lines and charges', async () => {
		const rows = (sale: Awaited<ReturnType<typeof saleWith>>) => [sale.defaultAccount, ...[...(sale.invoices[0]?.lines ?? []), ...(sale.invoices[0]?.charges ?? [])].map((row) => row.account)];
		const items = [mug({ shipping: '4.00' })];
		expect(rows(await saleWith({}, { items }))).toEqual(['210', '210', '210']);
		expect(rows(await saleWith({ revenueAccount: picked('') }, { items }))).toEqual(['200', '200', '200']);
	});

	test('S146: tax rules of lines and charges; the amounts are those of Amazon', async () => {
		const sale = await saleWith({ more: { taxShipping: 'Auto Look Up' } }, { items: [mug({ shipping: '4.00', tax: { ITEM: '0.77', SHIPPING: '0.33' } }), towel({ tax: { ITEM: '0.00' } })] });
		expect(sale.taxRule).toBe('Tax on Sales');
		expect(sale.invoices[0]?.lines.map(({ taxRule, tax }) => [taxRule, Number(tax)])).toEqual([['Tax on Sales', 0.77], ['Tax Exempt', 0]]);
		expect(sale.invoices[0]?.charges.map(({ taxRule, tax }) => [taxRule, Number(tax)])).toEqual([['Auto Look Up', 0.33]]);
	});

	test('S146: the invoice number is left to Cin7 Core', async () => {
		expect((await saleWith({})).invoices[0]?.number).toMatch(/^INV-\d{5}$/);
		expect(JSON.stringify(desk.world.cin7.requests.filter((request) => request.operation === 'POST /sale/invoice').at(-1)?.body)).not.toContain('InvoiceNumber');
	});

	test('S146: location', async () => {
		expect((await saleWith({})).location).toBe('Main Warehouse');
		expect((await saleWith({}, { fulfilledBy: 'AMAZON', status: 'SHIPPED' })).location).toBe('FBA US');
		expect((await saleWith({ orderRouting: { rules: [{ country: 'US', state: 'IL', location: 'Berlin Warehouse' }] } })).location).toBe('Berlin Warehouse');
	});

	test('S146: carrier is the one of all orders, else that of the settings', async () => {
		const by = (carrier: string) => ({ status: 'SHIPPED' as const, packages: [{ packageReferenceId: '1', carrier, trackingNumber: 'T1' }] });
		expect((await saleWith({})).carrier).toBe('Free Shipping');
		await desk.place(by('Evri'));
		await desk.place(by('EVRI'));
		expect((await desk.endDayWithSale()).sale.carrier.toLowerCase()).toBe('evri');
		await desk.place(by('Evri'));
		await desk.place(by('dhl'));
		expect((await desk.endDayWithSale()).sale.carrier).toBe('Free Shipping');
	});

	test('S146: notes are those of Amazon, each with its order', async () => {
		const first = await desk.place({ deliveryInstructions: 'Leave with the porter' });
		await desk.place();
		const third = await desk.place({ items: [mug({ giftWrap: '3.00', gift: { message: 'Für Zoë 🎁' } })] });
		const { sale } = await desk.endDayWithSale();
		const notes = `${first}: Leave with the porter\n${third}: Gift message: Für Zoë 🎁`;
		expect([sale.note, sale.shippingNotes]).toEqual([notes, notes]);
	});

	test('S146: pick, pack and ship mode', async () => {
		expect((await saleWith({})).fulfillments[0]?.ship.status).toBe('AUTHORISED');
		expect((await saleWith({ autoPickPackShip: 'NOPICK' })).fulfillments[0]?.ship.status ?? 'NOT AVAILABLE').not.toBe('AUTHORISED');
	});
});

describe('the settings', () => {
	test('S24: Consolidation Time is offered with Daily Consolidation only, and is HH:mm', async () => {
		expect(settingsProperties.find(({ name }) => name === 'consolidationTime')?.displayOptions?.show).toMatchObject({ consolidation: ['daily'] });
		const run = await desk.world.connect('US', { consolidation: 'daily', consolidationTime: '24:30' });
		expect(run.error?.message).toContain('consolidationTime');
	});
});
