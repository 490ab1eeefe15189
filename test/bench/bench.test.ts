import { spawnSync } from 'node:child_process';
import path from 'node:path';
import { catalogCalls } from '../../bench/catalogCalls';
import { catalogReport } from '../../bench/catalogReport';
import { dailySale } from '../../bench/dailySale';
import { asJsonLines, asTable, figure, median, type Figure } from '../../bench/figures';
import { history } from '../../bench/history';
import { loadByOrdersV0, recoverByOrdersV0, recoverOneByOne } from '../../bench/legacySchedule';
import { ordersCalls } from '../../bench/ordersCalls';
import { parsing } from '../../bench/parsing';
import { planning } from '../../bench/planning';
import { saleCalls } from '../../bench/saleCalls';
import { settlement } from '../../bench/settlement';

// Several of them start processes; a busy machine takes its time.
jest.setTimeout(120_000);

const root = path.join(__dirname, '..', '..');
const ofMeasure = (figures: readonly Figure[], measure: string): Figure | undefined => figures.find((each) => each.measure === measure);

function expectWellFormed(figures: readonly Figure[], bench: string): void {
	const lines = asJsonLines(figures).trimEnd().split('\n').map((line) => JSON.parse(line) as Record<string, unknown>);
	expect(lines.length).toBeGreaterThan(0);
	for (const line of lines) {
		expect(line).toEqual({ bench, measure: expect.any(String), value: expect.any(Number), unit: expect.any(String), yardstick: expect.any(String), yardstickValue: expect.any(Number), ratio: expect.any(Number) });
	}
	for (const { measure } of figures) expect(asTable(figures)).toContain(measure);
}

describe('each benchmark, at a small size, gives figures beside their yardsticks', () => {
	test('orders-calls: a call for a hundred orders, and one for a single order', async () => {
		const figures = await ordersCalls([2300], 40);
		expectWellFormed(figures, 'orders-calls');
		// 23 pages: the burst of 20, and the rest with the poll an hour later.
		expect(ofMeasure(figures, '2,300 orders: calls per 1,000')).toMatchObject({ value: 10, yardstickValue: 1010 });
		expect(ofMeasure(figures, '2,300 orders: time')?.value).toBe(1);
		expect(ofMeasure(figures, '40 orders by id: calls per 1,000')).toMatchObject({ value: 1000, yardstickValue: 2000 });
	});

	test('sale-calls: four calls for a sale, six when the customer is new', async () => {
		const figures = await saleCalls(5);
		expectWellFormed(figures, 'sale-calls');
		const costliest = (customer: string) => ofMeasure(figures, `${customer}: calls of the costliest order`)?.value;
		expect([costliest('first-time customer'), costliest('known customer'), costliest('default customer')]).toEqual([6, 4, 4]);
	});

	test('planning', async () => expectWellFormed(await planning([50, 100], 100), 'planning'));

	test('parsing', async () => expectWellFormed(await parsing(1, 1), 'parsing'));

	test('catalog-calls: 20 listings a call, 1,000 products a call, and nothing written by a second load', async () => {
		const figures = await catalogCalls(200, 1400, 12);
		expectWellFormed(figures, 'catalog-calls');
		const first = (what: string) => ofMeasure(figures, `200 listings, first load: ${what}`)?.value;
		expect([first('searchListingsItems'), first('searchCatalogItems'), first('reading 1,400 products')]).toEqual([10, 10, 2]);
		const second = (what: string) => ofMeasure(figures, `200 listings, second load: ${what}`)?.value;
		// Of products and families, what changed since the first load.
		expect([second('searchListingsItems'), second('searchCatalogItems'), second('reads of Cin7 Core'), second('writes to Cin7 Core')]).toEqual([10, 0, 2, 0]);
	});

	test('catalog-report: every row is read by each side, and matched by ours', async () => expectWellFormed(await catalogReport({ rows: 300, fewRows: 100, products: 50, rounds: 1, readings: 1 }), 'catalog-report'));

	test('daily-sale: four calls for each sale that the day needs, and what a run of single sales asks for once', async () => {
		const figures = await dailySale(40);
		expectWellFormed(figures, 'daily-sale');
		expect(figures.slice(0, 2).map(({ ratio }) => ratio)).toEqual([1, 1]);
		// Merchant-fulfilled and Amazon-fulfilled: two locations.
		expect(ofMeasure(figures, '40 orders: sales made')?.value).toBe(2);
	});

	test('settlement: every side reads every row, and ours pays out what awk adds up', async () => {
		const figures = await settlement({ rows: 2000, fewRows: 500, manyRows: 3000, rounds: 1 });
		expectWellFormed(figures, 'settlement');
		expect(ofMeasure(figures, '2,000 rows: the file, gzip')?.ratio).toBeGreaterThan(1 / 8.5);
	});

	test('history: both ways at once, no order asked for twice, near the least that the quotas allow', async () => {
		const figures = await history([2500], 2100);
		expectWellFormed(figures, 'history');
		const times = figures.filter(({ measure }) => measure === '2,500 orders: time').map(({ ratio }) => ratio);
		expect(times).toHaveLength(4);
		const [getOrder, , searches, least] = times;
		expect(getOrder).toBeLessThan(0.3);
		expect(searches).toBeLessThan(0.8);
		// Of so few orders the minute for the reports is a sixth of the time.
		expect(least).toBeLessThan(1.4);
		expect(figures.slice(-2).map(({ ratio }) => ratio)).toEqual([1, 1]);
	});
});

describe('the model of a client of Orders v0', () => {
	test('has its burst for nothing and then waits for its rate', () => {
		expect(loadByOrdersV0(30)).toEqual({ calls: 31, seconds: 0 });
		expect(loadByOrdersV0(31)).toEqual({ calls: 32, seconds: 2 });
		expect(recoverByOrdersV0(31)).toEqual({ calls: 62, seconds: 2 });
		expect(recoverOneByOne(31)).toEqual({ calls: 31, seconds: 2 });
	});

	test('is held up by the items of orders, not by their pages', () => {
		expect(loadByOrdersV0(10_000)).toEqual({ calls: 10_100, seconds: expect.closeTo((10_000 - 30) / 0.5, 3) });
	});
});

test('a figure that is no number is no figure', () => {
	expect(() => figure('bench', 'nothing', { value: 1, unit: 'calls', yardstick: 'none', yardstickValue: 0 })).toThrow('no figure');
	expect(() => figure('bench', 'nothing', { value: median([]), unit: 'calls', yardstick: 'one', yardstickValue: 1 })).toThrow('no figure');
});

test('the median is the middle one, or between the two in the middle', () => {
	expect([median([3, 1, 2]), median([4, 1, 2, 3])]).toEqual([2, 2.5]);
});

test('the command runs one benchmark by its name and writes one object a line', () => {
	const { status, stdout, stderr } = spawnSync(process.execPath, ['-r', './scripts/typescript.cjs', 'bench/run.ts', 'parsing', '--json'], { cwd: root, encoding: 'utf8' });
	expect([status, stderr]).toEqual([0, '']);
	expectWellFormed(stdout.trimEnd().split('\n').map((line) => JSON.parse(line) as Figure), 'parsing');
});

test('a benchmark that does not exist is told, with those that do', () => {
	const { status, stderr } = spawnSync(process.execPath, ['-r', './scripts/typescript.cjs', 'bench/run.ts', 'speed', '--json'], { cwd: root, encoding: 'utf8' });
	expect([status, stderr]).toEqual([2, 'No benchmark speed. There are: orders-calls, sale-calls, planning, parsing, catalog-calls, catalog-report, daily-sale, history, settlement; and --json.\n']);
});
