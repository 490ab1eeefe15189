import { createReadStream, readFileSync } from 'node:fs';
import { type Readable, pipeline } from 'node:stream';
import { createGunzip, gunzipSync } from 'node:zlib';
import type { StoreSettings } from '../src/domain/settings';

/** ours: to a journal. orders: the same, and what the file holds of each order. The others: to objects, as streams; 'csvtojson, all kept': as amazon-sp-api's download uses it. */
export const settlementSides = ['ours', 'orders', 'papaparse', 'csv-parse', 'csvtojson', 'csvtojson, all kept'] as const;

export type SettlementSide = (typeof settlementSides)[number];

/** What a side says when it is done. */
export interface SettlementRun {
	/** Seconds of processor time since the process began. */
	readonly seconds: number;
	/** Bytes: the most that the process had in memory. */
	readonly memory: number;
	readonly rows: number;
	/** Of ours: the amount that is deposited. */
	readonly deposit?: string;
}

export interface SettlementRunRequest {
	readonly side: SettlementSide;
	readonly file: string;
	/** Of ours: those of the store, with an account for every class of money. */
	readonly settings?: StoreSettings;
}

type Row = Readonly<Record<string, string>>;
type Read = Pick<SettlementRun, 'rows' | 'deposit'>;

/** In pieces, as they come from a download. */
const bytesOf = (file: string): Readable => pipeline(createReadStream(file), createGunzip({ chunkSize: 131_072 }), () => undefined);

/** The others give objects; that the amount is there is all that is asked of them. The summary row has none. */
const hasAmount = (row: Row): boolean => (row.amount ?? '') !== '';

/** Each side loads what it needs and nothing of the others. */
const sides: Readonly<Record<SettlementSide, (file: string, settings: StoreSettings | undefined) => Promise<Read>>> = {
	ours: async (file, settings) => await journalOf(file, settings),
	orders: async (file, settings) => await journalOf(file, settings, { collectOrders: true }),
	papaparse: async (file) => {
		const { default: Papa } = await import('papaparse');
		return await new Promise<Read>((resolve, reject) => {
			let rows = 0;
			// fastMode: without quoting. In chunks: row by row it takes longer.
			Papa.parse<Row>(bytesOf(file).setEncoding('utf8'), { header: true, delimiter: '\t', fastMode: true, skipEmptyLines: true, chunk: ({ data }) => void (rows += data.filter(hasAmount).length), complete: () => resolve({ rows }), error: reject });
		});
	},
	'csv-parse': async (file) => {
		const { parse } = await import('csv-parse');
		let rows = 0;
		for await (const row of pipeline(bytesOf(file), parse({ delimiter: '\t', columns: true, quote: false, relax_column_count: true }), () => undefined) as AsyncIterable<Row>) if (hasAmount(row)) rows += 1;
		return { rows };
	},
	csvtojson: async (file) => {
		const { default: csvtojson } = await import('csvtojson');
		return await new Promise<Read>((resolve, reject) => {
			let rows = 0;
			// Not awaited, so that no row is kept.
			csvtojson({ delimiter: '\t', quote: 'off' }).fromStream(bytesOf(file)).subscribe((row: Row) => void (rows += hasAmount(row) ? 1 : 0), reject, () => resolve({ rows }));
		});
	},
	'csvtojson, all kept': async (file) => {
		const { default: csvtojson } = await import('csvtojson');
		const text = gunzipSync(readFileSync(file)).toString();
		const rows: readonly Row[] = await csvtojson({ delimiter: '\t', quote: 'off' }).fromString(text);
		return { rows: rows.filter(hasAmount).length };
	},
};

async function journalOf(file: string, settings: StoreSettings | undefined, options = {}): Promise<Read> {
	if (settings === undefined) throw new Error('A journal needs the settings of a store');
	const journal = await import('./settlementJournal');
	return await journal.journalOf(bytesOf(file), settings, options);
}

async function run({ side, file, settings }: SettlementRunRequest): Promise<SettlementRun> {
	const read = await sides[side](file, settings);
	const { user, system } = process.cpuUsage();
	// Kilobytes on every platform (libuv, uv_getrusage).
	return { ...read, seconds: (user + system) / 1e6, memory: process.resourceUsage().maxRSS * 1024 };
}

if (require.main === module) void run(JSON.parse(process.argv[2] ?? '{}') as SettlementRunRequest).then((told) => void process.stdout.write(JSON.stringify(told)));
