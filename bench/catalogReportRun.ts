import { Readable, pipeline } from 'node:stream';
import { median } from './figures';
import { processorTimeOf } from './processorTime';
import { bytesOf, type Read } from './reportRows';

/** match: our reading, and each listing decided with the products in memory. read: our reading alone. */
export const sides = ['match', 'read', 'csv-parse', 'papaparse'] as const;

export type Side = (typeof sides)[number];

/** What one process measured of one side. */
export interface ReportRun extends Read {
	/** Seconds of processor time of one reading, the median. */
	readonly seconds: number;
	/** Peak resident memory in bytes: before anything was read, and after the first reading. */
	readonly peakBefore: number;
	readonly peak: number;
}

export interface ReportRunRequest {
	readonly side: Side;
	readonly file: string;
	/** Products in memory. */
	readonly products: number;
	readonly readings: number;
}

type Reading = (file: string) => Promise<Read>;

/** Each side loads what it needs and nothing of the others, so that the memory is its own. */
const readings: Readonly<Record<Side, (products: number) => Promise<Reading>>> = {
	match: async (products) => (await import('./reportMatching')).matchAll(products),
	read: async () => (await import('./reportMatching')).readAll(),
	'csv-parse': async () => {
		const { parse } = await import('csv-parse');
		// Without quoting, as Amazon writes no quotes; a row may be shorter than the header.
		return async (file) => await countRows(pipeline(textOf(file), parse({ delimiter: '\t', columns: true, quote: false, relax_column_count: true }), () => undefined));
	},
	papaparse: async () => {
		const { default: Papa } = await import('papaparse');
		return async (file) =>
			await new Promise<Read>((resolve, reject) => {
				let rows = 0;
				// fastMode: without quoting. In chunks: row by row it takes longer.
				Papa.parse<Row>(textOf(file), { header: true, delimiter: '\t', fastMode: true, skipEmptyLines: true, chunk: ({ data }) => void (rows += data.filter(hasSku).length), complete: () => resolve({ rows, matched: 0 }), error: reject });
			});
	},
};

type Row = Readonly<Record<string, string>>;

/** The German name of the column; what is counted was really read. */
const hasSku = (row: Row): boolean => (row['Händler-SKU'] ?? '') !== '';

async function countRows(found: AsyncIterable<Row>): Promise<Read> {
	let rows = 0;
	for await (const row of found) if (hasSku(row)) rows += 1;
	return { rows, matched: 0 };
}

/** For the others, who read text: the platform's own decoder, which is the quickest. */
const textOf = (file: string): Readable => Readable.from(decoded(bytesOf(file)));

async function* decoded(bytes: AsyncIterable<Uint8Array>): AsyncGenerator<string> {
	const decoder = new TextDecoder('windows-1252');
	for await (const chunk of bytes) yield decoder.decode(chunk, { stream: true });
}

/** Kilobytes on every platform (libuv, uv_getrusage). */
const peakMemory = (): number => process.resourceUsage().maxRSS * 1024;

/** Reads the report again and again; the first reading warms up, and tells the memory. */
async function measure({ side, file, products, readings: times }: ReportRunRequest): Promise<ReportRun> {
	const reading = await readings[side](products);
	const peakBefore = peakMemory();
	const read = await reading(file);
	const peak = peakMemory();
	const seconds: number[] = [];
	for (let time = 0; time < times; time++) seconds.push(await processorTimeOf(async () => void (await reading(file))));
	return { seconds: median(seconds), peakBefore, peak, ...read };
}

if (require.main === module) void measure(JSON.parse(process.argv[2] ?? '{}') as ReportRunRequest).then((run) => void process.stdout.write(JSON.stringify(run)));
