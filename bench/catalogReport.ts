import { execFile } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { promisify } from 'node:util';
import { sides, type ReportRun, type ReportRunRequest, type Side } from './catalogReportRun';
import { figure, median, type Figure } from './figures';
import { reportedSeeds, writeReport } from './reportFile';
import { numberOf, NUMBERS_A_PRODUCT } from './reportRows';

const BENCH = 'catalog-report';
const MIB = 2 ** 20;

export interface ReportSizes {
	readonly rows: number;
	/** A smaller report, whose memory is the yardstick of the memory with `rows`. */
	readonly fewRows: number;
	readonly products: number;
	/** Processes for each side, in turn. */
	readonly rounds: number;
	/** Timed readings in each of them. */
	readonly readings: number;
}

const peers = [['csv-parse', 'csv-parse, as a stream, no quoting, to objects'], ['papaparse', 'papaparse, in chunks of a stream, no quoting, to objects']] as const;

/**
 * The listings report, from its bytes to listings that are matched with products in memory, beside two parsers that make
 * objects of the same bytes and match nothing. Each reading side runs in processes of its own, the sides in turn.
 */
export async function catalogReport({ rows, fewRows, ...effort }: ReportSizes = { rows: 100_000, fewRows: 10_000, products: 20_000, rounds: 3, readings: 2 }): Promise<readonly Figure[]> {
	const folder = mkdtempSync(path.join(tmpdir(), 'amazon-cin7-report-'));
	try {
		const few = written(folder, fewRows, effort.products);
		const small = (await runsOf(['match'], few.plain, effort, few.expected)).match;
		const { plain: file, gzip, expected } = written(folder, rows, effort.products);
		const plain = await runsOf(sides, file, effort, expected);
		const what = `${words(rows)} rows`;
		return [
			...speeds(what, rows, plain),
			...speeds(`${what}, gzip`, rows, await runsOf(sides, gzip, effort, expected)),
			...peers.map(([peer, yardstick]) => memory(`${what}: read`, plain.read, yardstick, plain[peer].peak)),
			memory(`${what}: read and matched`, plain.match, `the same process with ${words(effort.products)} products in it, before reading`, plain.match.peakBefore),
			memory(`${what}: read and matched`, plain.match, `the same with ${words(fewRows)} rows`, small.peak),
		];
	} finally {
		rmSync(folder, { recursive: true, force: true });
	}
}

type Runs<Of extends Side = Side> = Readonly<Record<Of, ReportRun>>;
type Expected = Pick<ReportRun, 'rows' | 'matched'>;
type Effort = Omit<ReportSizes, 'rows' | 'fewRows'>;

interface Written {
	readonly plain: string;
	readonly gzip: string;
	/** What must be read of it. */
	readonly expected: Expected;
}

function written(folder: string, rows: number, products: number): Written {
	const seeds = reportedSeeds(rows);
	const [plain, gzip] = [path.join(folder, `${rows}.txt`), path.join(folder, `${rows}.gz`)];
	writeReport(seeds, plain, gzip);
	const hasProduct = (number: number): boolean => number % NUMBERS_A_PRODUCT === 0 && number < products * NUMBERS_A_PRODUCT;
	return { plain, gzip, expected: { rows, matched: seeds.filter(({ sellerSku }) => hasProduct(numberOf(sellerSku))).length } };
}

async function runsOf<Of extends Side>(of: readonly Of[], file: string, { products, rounds, readings }: Effort, expected: Expected): Promise<Runs<Of>> {
	const runs = new Map<Of, ReportRun[]>(of.map((side) => [side, []]));
	for (let round = 0; round < rounds; round++) {
		for (const [side, found] of runs) found.push(proved(side, await inOwnProcess({ side, file, products, readings }), expected));
	}
	return Object.fromEntries([...runs].map(([side, found]) => [side, middleOf(found)])) as Record<Of, ReportRun>;
}

function middleOf(runs: readonly ReportRun[]): ReportRun {
	const middle = (what: keyof ReportRun): number => median(runs.map((each) => each[what]));
	return { seconds: middle('seconds'), peakBefore: middle('peakBefore'), peak: middle('peak'), rows: middle('rows'), matched: middle('matched') };
}

function proved(side: Side, run: ReportRun, { rows, matched }: Expected): ReportRun {
	if (run.rows !== rows || (side === 'match' && run.matched !== matched)) throw new Error(`${side}: ${run.rows} of ${rows} rows read, ${run.matched} of ${matched} listings matched`);
	return run;
}

function speeds(what: string, count: number, runs: Runs): Figure[] {
	const perSecond = (side: Side): number => count / runs[side].seconds;
	return ([['match', 'read and matched'], ['read', 'read']] as const).flatMap(([side, done]) =>
		peers.map(([peer, yardstick]) => figure(BENCH, `${what}: ${done}`, { value: perSecond(side), unit: 'rows per CPU second', yardstick, yardstickValue: perSecond(peer) })));
}

const memory = (measure: string, { peak }: ReportRun, yardstick: string, bytes: number): Figure =>
	figure(BENCH, `${measure}: peak memory`, { value: peak / MIB, unit: 'MiB', yardstick, yardstickValue: bytes / MIB });

const words = (count: number): string => count.toLocaleString('en-US');

async function inOwnProcess(request: ReportRunRequest): Promise<ReportRun> {
	const register = path.join(__dirname, '..', 'scripts', 'typescript.cjs');
	const { stdout } = await promisify(execFile)(process.execPath, ['-r', register, path.join(__dirname, 'catalogReportRun.ts'), JSON.stringify(request)], { cwd: path.join(__dirname, '..') });
	return JSON.parse(stdout) as ReportRun;
}
