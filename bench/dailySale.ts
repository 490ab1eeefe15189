import { execFile } from 'node:child_process';
import path from 'node:path';
import { promisify } from 'node:util';
import type { DailySaleRun } from './dailySaleRun';
import { figure, type Figure } from './figures';

const BENCH = 'daily-sale';
/** A sale, its order, its invoice, its payment: there is no call that writes two of them. */
const FEWEST_CALLS = 4;

/** A whole day of one store: as daily sales, and the same orders as a sale each; every side in a process of its own. */
export async function dailySale(count = 5000): Promise<readonly Figure[]> {
	const daily = await inOwnProcess('daily', count);
	const single = await inOwnProcess('none', count);
	if (Number(daily.invoiced) !== Number(single.invoiced)) throw new Error(`The day as one sale is ${daily.invoiced}, its orders as one each ${single.invoiced}`);
	const orders = `${count.toLocaleString('en-US')} orders`;
	const each = 'the same day as one sale each';
	return [
		figure(BENCH, `${orders}: sales made`, { value: daily.sales, unit: 'sales', yardstick: 'the fewest for its locations and rows', yardstickValue: daily.fewestSales }),
		figure(BENCH, `${orders}: calls of Cin7 Core`, { value: daily.calls, unit: 'calls', yardstick: `one for each of the ${FEWEST_CALLS} documents of a sale; and what a run asks for once, as in the run of one sale each (${single.once})`, yardstickValue: FEWEST_CALLS * daily.fewestSales + single.once }),
		figure(BENCH, `${orders}: calls of Cin7 Core`, { value: daily.calls, unit: 'calls', yardstick: each, yardstickValue: single.calls }),
		figure(BENCH, `${orders}: time`, { value: daily.virtualSeconds / 60, unit: 'virtual minutes', yardstick: each, yardstickValue: single.virtualSeconds / 60 }),
		figure(BENCH, `${orders}: planning`, { value: daily.planDay * 1000, unit: 'CPU milliseconds', yardstick: 'the same orders planned one by one, and nothing put together', yardstickValue: daily.planEach * 1000 }),
		figure(BENCH, `${orders}: peak memory`, { value: daily.peak / 2 ** 20, unit: 'MiB', yardstick: 'the same process when the orders are in its database and planned, before it processes them', yardstickValue: daily.peakBefore / 2 ** 20 }),
		figure(BENCH, `${orders}: peak memory`, { value: daily.peak / 2 ** 20, unit: 'MiB', yardstick: each, yardstickValue: single.peak / 2 ** 20 }),
		figure(BENCH, `${orders}: one sale each`, { value: single.calls / count, unit: 'calls per order', yardstick: 'one call for each document', yardstickValue: FEWEST_CALLS }),
	];
}

async function inOwnProcess(consolidation: 'daily' | 'none', count: number): Promise<DailySaleRun> {
	const register = path.join(__dirname, '..', 'scripts', 'typescript.cjs');
	const { stdout } = await promisify(execFile)(process.execPath, ['-r', register, path.join(__dirname, 'dailySaleRun.ts'), consolidation, String(count)], { cwd: path.join(__dirname, '..') });
	return JSON.parse(stdout) as DailySaleRun;
}
