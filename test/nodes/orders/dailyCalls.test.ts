import { mug } from '../demoWorld';
import { DailyDesk } from './dailyDesk';

let desk: DailyDesk;
afterEach(async () => await desk.close());

/** What a run asks of Cin7 Core, in order. */
async function callsOf(run: () => Promise<unknown>): Promise<readonly string[]> {
	desk.world.cin7.requests.length = 0;
	await run();
	return desk.world.cin7.requests.map(({ operation }) => operation ?? '');
}
const process = async (): Promise<void> => void (await desk.process());
const DEFAULT_CUSTOMER = 'GET /customer';
const PRODUCTS = ['GET /product', 'GET /productFamily'];

describe('while no day is over, a run with pending orders asks Cin7 Core for nothing but the default customer of the store', () => {
	test('N46: where a SKU of theirs is not linked', async () => {
		desk = await DailyDesk.open();
		await desk.place();
		await desk.place({ items: [mug({ sku: 'NOT-LINKED' })] });
		// The reference books are read once a day.
		await process();
		for (const _run of [1, 2]) expect(await callsOf(process)).toEqual([DEFAULT_CUSTOMER]);
		desk.endDay();
		const calls = await callsOf(process);
		for (const call of PRODUCTS) expect(calls.filter((each) => each === call)).toHaveLength(1);
		expect(calls).toContain('POST /sale');
		// The order that is held waits for the next day.
		expect(await callsOf(process)).toEqual([DEFAULT_CUSTOMER]);
	});

	test('N46: in a European store, whose tax rules are those of products', async () => {
		desk = await DailyDesk.open(['DE']);
		await desk.place({}, 'DE');
		await process();
		for (const _run of [1, 2]) expect(await callsOf(process)).toEqual([DEFAULT_CUSTOMER]);
		desk.endDay('DE');
		const calls = await callsOf(process);
		for (const call of PRODUCTS) expect(calls.filter((each) => each === call)).toHaveLength(1);
		expect(calls).toContain('POST /sale');
	});

	test('N46: where the store assembles products', async () => {
		desk = await DailyDesk.open(['US'], { autoAssembly: 'orderedQuantity' });
		await desk.place();
		await process();
		expect(await callsOf(process)).toEqual([DEFAULT_CUSTOMER]);
		desk.endDay();
		expect(await callsOf(process)).toEqual(expect.arrayContaining([...PRODUCTS, 'POST /sale']));
	});

	test('S157: and for changed sales, in one call more, where a sale waits for its payment', async () => {
		desk = await DailyDesk.open(['US'], { invoiceStatus: 'DRAFT' });
		await desk.place();
		await desk.endDayWithSale();
		await desk.place();
		expect(await callsOf(process)).toEqual([DEFAULT_CUSTOMER, 'GET /saleList']);
	});
});

test('S124: Close Day Now makes the sale of a day that is not over, with what that needs', async () => {
	desk = await DailyDesk.open(['DE']);
	const orderId = await desk.place({}, 'DE');
	await process();
	expect((await desk.process({ closeDayNow: true })).processed).toMatchObject([{ orderIds: [orderId], outcome: 'processed' }]);
});
