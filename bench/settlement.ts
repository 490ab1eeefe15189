import { execFile } from 'node:child_process';
import { mkdtempSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { promisify } from 'node:util';
import { accountClasses } from '../src/domain/settlement/accountClasses';
import { storeSettings } from '../src/domain/settings';
import { figure, median, type Figure } from './figures';
import { packagesOfProject, translate } from './plainJavaScript';
import { settlementCents, writeSettlement } from './settlementFile';
import type { SettlementRun, SettlementRunRequest, SettlementSide } from './settlementRun';

const BENCH = 'settlement';
const MIB = 2 ** 20;
const run = promisify(execFile);

export interface SettlementSizes {
	readonly rows: number;
	/** Files whose memory is compared. */
	readonly fewRows: number;
	readonly manyRows: number;
	readonly rounds: number;
}

const peers = [['papaparse', 'papaparse, in chunks of a stream, to objects'], ['csv-parse', 'csv-parse, as a stream, to objects'], ['csvtojson', 'csvtojson, as a stream, to objects']] as const;

/** A whole process: seconds from its start to its end, and what it said of itself. */
interface Timed extends SettlementRun {
	readonly elapsed: number;
}

const settings = storeSettings.parse({
	storeName: 'Bench', timeZone: 'America/Los_Angeles', ignoreOrdersBefore: '2026-01-01T00:00:00Z', paymentAccount: '880',
	settlement: { classAccounts: Object.fromEntries(accountClasses.map(({ name }, at) => [name, String(400 + at)])), bankAccount: '090' },
});

/**
 * A settlement, from its compressed bytes to the journal and the deposit that post it, beside `gzip -dc | awk` that sums
 * the same amounts by type, and beside parsers that make objects of the rows and add up nothing. Each side is a process
 * of its own, timed as a whole, in turn. Throws where a side does not read every row, or the sums are not those of the file.
 */
export async function settlement({ rows, fewRows, manyRows, rounds }: SettlementSizes = { rows: 1_000_000, fewRows: 100_000, manyRows: 5_000_000, rounds: 3 }): Promise<readonly Figure[]> {
	const folder = mkdtempSync(path.join(tmpdir(), 'amazon-cin7-settlement-'));
	translate(['src/domain', 'bench/settlementRun.ts', 'bench/settlementJournal.ts'], folder);
	const timed = async (side: SettlementSide, count: number): Promise<Timed> => await timedRun(path.join(folder, 'bench', 'settlementRun.js'), { side, file: fileOf(folder, count), settings }, count);
	try {
		const bytes = await writeSettlement(rows, fileOf(folder, rows));
		for (const count of new Set([fewRows, manyRows])) if (count !== rows) await writeSettlement(count, fileOf(folder, count));
		const found = new Map<SettlementSide | 'awk', Timed[]>();
		const add = (side: SettlementSide | 'awk', one: Timed): void => void found.set(side, [...(found.get(side) ?? []), one]);
		for (let round = 0; round < rounds; round++) {
			add('awk', await awkRun(fileOf(folder, rows), rows));
			for (const side of ['ours', ...peers.map(([peer]) => peer)] as const) add(side, await timed(side, rows));
		}
		const middle = (side: SettlementSide | 'awk', what: 'elapsed' | 'seconds' | 'memory'): number => median((found.get(side) ?? []).map((each) => each[what]));
		const [few, many, kept, orders] = [await timed('ours', fewRows), await timed('ours', manyRows), await timed('csvtojson, all kept', fewRows), await timed('orders', rows)];
		const yardsticks = [['awk', 'gzip -dc | awk, sums by type'], ...peers] as const;
		const what = `${words(rows)} rows`;
		return [
			figure(BENCH, `${what}: the file, gzip`, { value: statSync(fileOf(folder, rows)).size / MIB, unit: 'MiB', yardstick: 'the same, not compressed', yardstickValue: bytes / MIB }),
			...yardsticks.map(([side, yardstick]) => figure(BENCH, `${what}: time`, { value: middle('ours', 'elapsed'), unit: 's', yardstick, yardstickValue: middle(side, 'elapsed') })),
			figure(BENCH, `${words(fewRows)} rows: time`, { value: few.elapsed, unit: 's', yardstick: 'csvtojson as amazon-sp-api has it, all rows kept', yardstickValue: kept.elapsed }),
			...yardsticks.map(([side, yardstick]) => figure(BENCH, `${what}: processor time`, { value: middle('ours', 'seconds'), unit: 'CPU s', yardstick, yardstickValue: middle(side, 'seconds') })),
			...peers.map(([side, yardstick]) => memory(what, middle('ours', 'memory'), yardstick, middle(side, 'memory'))),
			memory(`${words(fewRows)} rows`, few.memory, 'csvtojson as amazon-sp-api has it, all rows kept', kept.memory),
			memory(what, middle('ours', 'memory'), `the same with ${words(fewRows)} rows`, few.memory),
			memory(`${words(manyRows)} rows`, many.memory, `the same with ${words(fewRows)} rows`, few.memory),
			memory(`${what}, and what they hold of each order`, orders.memory, 'the same without the orders', middle('ours', 'memory')),
			figure(BENCH, `${what}, and what they hold of each order: processor time`, { value: orders.seconds, unit: 'CPU s', yardstick: 'the same without the orders', yardstickValue: middle('ours', 'seconds') }),
		];
	} finally {
		rmSync(folder, { recursive: true, force: true });
	}
}

const fileOf = (folder: string, rows: number): string => path.join(folder, `${rows}.gz`);
const words = (count: number): string => count.toLocaleString('en-US');
const memory = (measure: string, value: number, yardstick: string, bytes: number): Figure => figure(BENCH, `${measure}: peak memory`, { value: value / MIB, unit: 'MiB', yardstick, yardstickValue: bytes / MIB });

async function elapsedOf<Told>(work: () => Promise<Told>): Promise<readonly [Told, number]> {
	const began = process.hrtime.bigint();
	const told = await work();
	return [told, Number(process.hrtime.bigint() - began) / 1e9];
}

/** The sums that awk makes, in hundredths: they are floating numbers, and right at this size. */
const AWK = `gzip -dc "$1" | awk -F'\\t' 'NR > 1 && $15 != "" { sums[$7 FS $13 FS $14] += $15; rows++ } END { for (type in sums) { printf "%s\\t%.2f\\n", type, sums[type]; total += sums[type] } printf "%d %.0f\\n", rows, total * 100 }'; times`;

async function awkRun(file: string, rows: number): Promise<Timed> {
	const [{ stdout }, elapsed] = await elapsedOf(async () => await run('sh', ['-c', AWK, 'sh', file]));
	const [counted = '', , children = ''] = stdout.trimEnd().split('\n').slice(-3);
	if (counted !== `${rows} ${settlementCents(rows)}`) throw new Error(`awk: rows and hundredths are ${counted} instead of ${rows} ${settlementCents(rows)}`);
	// '0m1.240000s 0m0.190000s': user and system.
	const seconds = [...children.matchAll(/(\d+)m([\d.]+)s/g)].reduce((sum, [, minutes, rest]) => sum + Number(minutes) * 60 + Number(rest), 0);
	return { rows, elapsed, seconds, memory: Number.NaN };
}

async function timedRun(program: string, request: SettlementRunRequest, rows: number): Promise<Timed> {
	const [{ stdout }, elapsed] = await elapsedOf(async () => await run(process.execPath, [program, JSON.stringify(request)], { env: packagesOfProject(), timeout: 180_000 }));
	const told = JSON.parse(stdout) as SettlementRun;
	if (told.rows !== rows) throw new Error(`${request.side}: ${told.rows} of ${rows} rows read`);
	if (told.deposit !== undefined && Math.round(Number(told.deposit) * 100) !== settlementCents(rows)) throw new Error(`${request.side}: ${told.deposit} is not what the file pays out`);
	return { ...told, elapsed };
}
