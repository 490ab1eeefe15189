import type { Sale } from '../../../sandbox/cin7/model';
import { mug } from '../demoWorld';
import { DailyDesk } from './dailyDesk';

let desk: DailyDesk;
afterEach(async () => await desk.close());

/** Orders of these instants are loaded long after; which of them became the sale of which day. */
async function daysOf(instants: readonly string[]): Promise<readonly (readonly [unknown, readonly string[]])[]> {
	const byOrder = new Map<string, string>();
	for (const createdTime of instants) byOrder.set(desk.world.place({ createdTime, status: 'SHIPPED' }), createdTime);
	await desk.load();
	const run = await desk.process();
	expect(run.attention).toEqual([]);
	return run.processed.map(({ day, orderIds }) => [day, (orderIds as string[]).map((orderId) => byOrder.get(orderId) ?? '')]);
}

describe('where a day begins and ends', () => {
	const open = async (timeZone: string, consolidationTime: string) => {
		desk = await DailyDesk.open(['US'], { consolidationTime, more: { timeZone, ignoreOrdersBefore: '2025-06-01T00:00:00Z' } });
	};

	test('N12: at midnight of the store, on a day of 23 hours and on one of 25, to the millisecond', async () => {
		await open('America/Los_Angeles', '00:00');
		// The clocks went back on 2 November 2025 and forward on 8 March 2026.
		expect(await daysOf([
			'2025-11-02T06:59:59.999Z',
			'2025-11-02T07:00:00.000Z', '2025-11-02T08:30:00.000Z', '2025-11-02T09:30:00.000Z', '2025-11-03T07:59:59.999Z',
			'2025-11-03T08:00:00.000Z',
			'2026-03-08T07:59:59.999Z',
			'2026-03-08T08:00:00.000Z', '2026-03-09T06:59:59.999Z',
			'2026-03-09T07:00:00.000Z',
		])).toEqual([
			['2025-11-01', ['2025-11-02T06:59:59.999Z']],
			['2025-11-02', ['2025-11-02T07:00:00.000Z', '2025-11-02T08:30:00.000Z', '2025-11-02T09:30:00.000Z', '2025-11-03T07:59:59.999Z']],
			['2025-11-03', ['2025-11-03T08:00:00.000Z']],
			['2026-03-07', ['2026-03-08T07:59:59.999Z']],
			['2026-03-08', ['2026-03-08T08:00:00.000Z', '2026-03-09T06:59:59.999Z']],
			['2026-03-09', ['2026-03-09T07:00:00.000Z']],
		]);
	});

	test('N12: at 18:00 of the store, on the same days', async () => {
		await open('America/Los_Angeles', '18:00');
		expect(await daysOf([
			'2025-11-02T00:59:59.999Z',
			'2025-11-02T01:00:00.000Z', '2025-11-03T01:59:59.999Z',
			'2025-11-03T02:00:00.000Z',
			'2026-03-08T01:59:59.999Z',
			'2026-03-08T02:00:00.000Z', '2026-03-09T00:59:59.999Z',
			'2026-03-09T01:00:00.000Z',
		])).toEqual([
			['2025-11-01', ['2025-11-02T00:59:59.999Z']],
			['2025-11-02', ['2025-11-02T01:00:00.000Z', '2025-11-03T01:59:59.999Z']],
			['2025-11-03', ['2025-11-03T02:00:00.000Z']],
			['2026-03-07', ['2026-03-08T01:59:59.999Z']],
			['2026-03-08', ['2026-03-08T02:00:00.000Z', '2026-03-09T00:59:59.999Z']],
			['2026-03-09', ['2026-03-09T01:00:00.000Z']],
		]);
	});

	test.each([
		['Asia/Tokyo', '2026-03-05T14:59:59.999Z', '2026-03-05T15:00:00.000Z'],
		['Asia/Kolkata', '2026-03-05T18:29:59.999Z', '2026-03-05T18:30:00.000Z'],
		['Pacific/Honolulu', '2026-03-06T09:59:59.999Z', '2026-03-06T10:00:00.000Z'],
		['UTC', '2026-03-05T23:59:59.999Z', '2026-03-06T00:00:00.000Z'],
	])('N12: in the zone %s of the store, wherever the server stands', async (timeZone, last, first) => {
		await open(timeZone, '00:00');
		expect(await daysOf([last, first])).toEqual([['2026-03-05', [last]], ['2026-03-06', [first]]]);
	});

	test.each([
		['Europe/Berlin', '2026-03-29T21:55:00Z', '2026-03-29T22:00:00Z', '2026-03-29'],
		['Australia/Sydney', '2026-04-05T13:55:00Z', '2026-04-05T14:00:00Z', '2026-04-05'],
	])('N12: the sale of a day on which the clocks change is made when it ends in %s', async (timeZone, before, end, day) => {
		await open(timeZone, '00:00');
		desk.passTo(new Date(Date.parse(end) - 8 * 3600_000).toISOString());
		const orderId = await desk.place();
		desk.passTo(before);
		expect((await desk.process()).processed).toEqual([]);
		desk.passTo(end);
		expect((await desk.process()).processed).toMatchObject([{ day, orderIds: [orderId] }]);
	});

	test('S24: with a consolidation time of 18:00 the sale bears the date of the day that ends then', async () => {
		await open('America/Los_Angeles', '18:00');
		// 19:30 of the 11th in Los Angeles.
		desk.passTo('2026-03-12T02:30:00Z');
		await desk.place();
		desk.passTo('2026-03-13T01:05:00Z');
		const [item] = (await desk.process()).processed;
		expect(desk.saleOf(item)).toMatchObject({ customerReference: 'Amazon Sales for 12/03/2026', saleOrderDate: '2026-03-12T00:00:00', invoices: [{ invoiceDate: '2026-03-12T00:00:00' }] });
	});
});

describe('an order that comes late', () => {
	beforeEach(async () => {
		desk = await DailyDesk.open();
	});

	/** Without the stock, which other sales take from, too. */
	const textOf = ({ allocations: _allocations, ...documents }: Sale) => documents;

	/** A day that is closed with one order, and an order of it that Amazon tells of only afterwards. */
	const closedDay = async () => {
		const createdTime = new Date(Date.now()).toISOString();
		const day = desk.today();
		await desk.place();
		const { sale } = await desk.endDayWithSale();
		return { day, sale, before: JSON.stringify(textOf(sale)), late: async () => await desk.place({ createdTime }) };
	};

	test('N7: goes on the sale of the next day and bears its date; the sale that was made stays as it is', async () => {
		const { day, sale, before, late } = await closedDay();
		const orderId = await late();
		expect((await desk.process()).processed).toEqual([]);
		expect((await desk.pending()).map((order) => order.orderId)).toEqual([orderId]);
		const own = await desk.place();
		const nextDay = desk.today();
		const next = await desk.endDayWithSale();
		expect(next.item).toMatchObject({ day: nextDay, orderIds: [orderId, own], orders: 2, total: '32.46' });
		expect(next.sale).toMatchObject({ saleOrderDate: `${nextDay}T00:00:00`, invoices: [{ invoiceDate: `${nextDay}T00:00:00`, payments: [{ amount: '32.46' }] }] });
		expect(desk.sales(day)).toEqual([sale]);
		expect(JSON.stringify(textOf(sale))).toBe(before);
	});

	test('N7: goes on the sale of the next day when it has no other order', async () => {
		const { late } = await closedDay();
		const orderId = await late();
		const day = desk.today();
		expect((await desk.endDayWithSale()).item).toMatchObject({ day, orderIds: [orderId] });
	});

	test('N7: that comes after two days were closed waits for the third', async () => {
		const { late } = await closedDay();
		await desk.place();
		await desk.endDayWithSale();
		const orderId = await late();
		expect((await desk.process()).processed).toEqual([]);
		const day = desk.today();
		expect((await desk.endDayWithSale()).item).toMatchObject({ day, orderIds: [orderId] });
	});

	test('N7: that comes after a day without orders makes the sale of that day at once', async () => {
		const { late } = await closedDay();
		const day = desk.today();
		desk.endDay();
		const orderId = await late();
		expect((await desk.process()).processed).toMatchObject([{ day, orderIds: [orderId] }]);
	});

	test('N7: of a day that Cin7 Core has locked meanwhile goes on the sale of the next day all the same', async () => {
		const { day, late } = await closedDay();
		desk.world.cin7.world.company.lockDate = day;
		await desk.connect({});
		const orderId = await late();
		expect((await desk.endDayWithSale()).item).toMatchObject({ orderIds: [orderId] });
	});

	test('N7: is of the day on which it was loaded where the store dates sales so', async () => {
		await desk.connect({ more: { saleDate: 'loaded' } });
		const { late } = await closedDay();
		const orderId = await late();
		const day = desk.today();
		expect((await desk.endDayWithSale()).item).toMatchObject({ day, orderIds: [orderId] });
	});

	test('N7: after Close the Day Now goes on the sale of the next day, also when the day is closed by hand again', async () => {
		const first = await desk.place();
		expect((await desk.process({ closeDayNow: true })).processed).toMatchObject([{ orderIds: [first] }]);
		const second = await desk.place();
		expect((await desk.process({ closeDayNow: true })).processed).toEqual([]);
		desk.endDay();
		expect((await desk.process()).processed).toEqual([]);
		const day = desk.today();
		expect((await desk.endDayWithSale()).item).toMatchObject({ day, orderIds: [second] });
	});
});

describe('an order that cannot be written', () => {
	test('N7: holds nothing but itself, and goes on the sale of the next day once its SKU is linked', async () => {
		desk = await DailyDesk.open();
		const held = await desk.place({ items: [mug({ sku: 'NOT-LINKED' })] });
		const good = await desk.place();
		desk.endDay();
		const run = await desk.process();
		expect(run.processed).toMatchObject([{ orderIds: [good], outcome: 'processed' }]);
		expect(run.attention).toMatchObject([{ problems: [{ orderId: held, code: 'order.unmappedProduct' }] }]);
		expect(await desk.pending()).toMatchObject([{ orderId: held, state: 'held' }]);
		expect((await desk.process()).processed).toEqual([]);
		await desk.world.link('US', 'NOT-LINKED\tHP-MUG-SLATE');
		const other = await desk.place();
		const day = desk.today();
		expect((await desk.endDayWithSale()).item).toMatchObject({ day, orderIds: [held, other], total: '32.46' });
	});

	test('N7: alone on its day opens that day when its SKU is linked', async () => {
		desk = await DailyDesk.open();
		const held = await desk.place({ items: [mug({ sku: 'NOT-LINKED' })] });
		const day = desk.today();
		desk.endDay();
		expect((await desk.process()).processed).toEqual([]);
		await desk.world.link('US', 'NOT-LINKED\tHP-MUG-SLATE');
		expect((await desk.process()).processed).toMatchObject([{ day, orderIds: [held] }]);
	});
});
