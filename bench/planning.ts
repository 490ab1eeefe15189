import { execFile } from 'node:child_process';
import path from 'node:path';
import { promisify } from 'node:util';
import { figure, type Figure } from './figures';
import type { PlanningRun } from './planningRun';

const BENCH = 'planning';
const adding = 'decimal.js: each amount of the same orders read and added once';
const parsing = 'JSON.parse of the same captured orders';

const FEWEST_ROUNDS = 5;

/**
 * Planning sales: time and memory by the number of orders, each number in a process of its own, with so many rounds that
 * `orderRounds` orders are planned, and five at least.
 */
export async function planning(counts: readonly number[] = [1000, 10_000, 100_000], orderRounds = 100_000): Promise<readonly Figure[]> {
	const figures: Figure[] = [];
	let first: { count: number; plan: number } | undefined;
	for (const count of counts) {
		const run = await inOwnProcess(count, Math.max(FEWEST_ROUNDS, Math.round(orderRounds / count)));
		first ??= { count, plan: run.plan };
		const what = `${words(count)} orders`;
		figures.push(
			figure(BENCH, `${what}: planned`, { value: 1 / run.plan, unit: 'orders per CPU second', yardstick: adding, yardstickValue: 1 / run.addAmounts }),
			figure(BENCH, `${what}: planned`, { value: 1 / run.plan, unit: 'orders per CPU second', yardstick: parsing, yardstickValue: 1 / run.parseJson }),
			...(count === first.count ? [] : [figure(BENCH, `${what}: cost of one`, { value: run.plan * 1e6, unit: 'CPU microseconds', yardstick: `the same among ${words(first.count)} orders`, yardstickValue: first.plan * 1e6 })]),
			figure(BENCH, `${what}: peak memory`, { value: run.peak / 2 ** 20, unit: 'MiB', yardstick: 'the same process with the orders in it, before planning', yardstickValue: run.peakBefore / 2 ** 20 }),
		);
	}
	return figures;
}

const words = (count: number): string => count.toLocaleString('en-US');

async function inOwnProcess(count: number, rounds: number): Promise<PlanningRun> {
	const register = path.join(__dirname, '..', 'scripts', 'typescript.cjs');
	const { stdout } = await promisify(execFile)(process.execPath, ['-r', register, path.join(__dirname, 'planningRun.ts'), String(count), String(rounds)], { cwd: path.join(__dirname, '..') });
	return JSON.parse(stdout) as PlanningRun;
}
