import { csvRecords, type CsvRecord } from './csvRecords';
import { damage, guarded, unguarded } from './spreadsheetCells';

/** One line of the mapping table (P58). */
export interface LinkLine {
	/** Byte for byte: leading zeros, inner blanks and hidden characters stay. */
	readonly sellerSku: string;
	readonly productSku: string;
	/** Absent: the file says nothing of it. Empty: there is to be none. */
	readonly alias?: string;
}

export interface ParsedLinks {
	/** In the order of the file; `line` counts from 1. A seller SKU may come twice. */
	readonly links: readonly (LinkLine & { readonly line: number })[];
	/** Every line that was not taken, and why. */
	readonly refused: readonly { readonly line: number; readonly text: string; readonly reason: string }[];
}

type Column = keyof LinkLine;

interface Layout {
	readonly separatorFor: (line: string) => string;
	/** Column of each cell; absent where there is no header. */
	readonly columns?: readonly (Column | undefined)[];
}

/** Names of columns, reduced to small letters and digits. */
const columnNames: ReadonlyMap<string, Column> = new Map<string, Column>([
	...['sellersku', 'amazonsku', 'amazonsellersku', 'merchantsku', 'msku', 'listingsku', 'sku'].map((name) => [name, 'sellerSku'] as const),
	...['productsku', 'cin7sku', 'cin7coresku', 'cin7productsku', 'cin7coreproductsku', 'dearsku'].map((name) => [name, 'productSku'] as const),
	...['alias', 'aliasname', 'productalias'].map((name) => [name, 'alias'] as const),
]);
const header: readonly (readonly [Column, string])[] = [['sellerSku', 'Seller SKU'], ['productSku', 'Product SKU'], ['alias', 'Alias']];

/** The mapping table as CSV (RFC 4180) with header. `parseLinks` reads the same rows from it, also after a spreadsheet had it. */
export function formatLinks(rows: readonly LinkLine[]): string {
	const lines = [header.map(([, name]) => name), ...rows.map((row) => header.map(([column]) => guarded(row[column] ?? '')))];
	return lines.map((cells) => `${cells.map(quoted).join(',')}\r\n`).join('');
}

/** Quoted also where its ends are blank, because blanks around cells without quotes do not count. */
const quoted = (cell: string): string => (/[",;\t\r\n]|=>/.test(cell) || cell !== cell.trim() ? `"${cell.replaceAll('"', '""')}"` : cell);

/**
 * Reads a mapping table (P58): CSV with a header (comma, semicolon or tab; columns in any order), or lines pasted from a
 * spreadsheet without one: seller SKU and product SKU with a tab, a semicolon or ' => ' between them, or one SKU that both
 * have. Without a header a comma is part of the SKU. Cells that a spreadsheet has damaged are refused, because what they
 * were is lost. A bad line does not stop the others.
 */
export function parseLinks(file: string): ParsedLinks {
	const text = file.replace(/^\uFEFF/, '');
	const links: ParsedLinks['links'][number][] = [];
	const refused: ParsedLinks['refused'][number][] = [];
	const layout = layoutOf(text);
	let isHeader = layout.columns !== undefined;
	for (const record of csvRecords(text, layout.separatorFor)) {
		const found = isHeader ? headerProblem(layout.columns) : readLink(record, layout.columns);
		if (typeof found === 'string') refused.push({ line: record.line, text: record.text, reason: found });
		else if (found) links.push({ line: record.line, ...found });
		if (isHeader && found !== undefined) break;
		isHeader = false;
	}
	return { links, refused };
}

const separators = ['\t', ' => ', ';'] as const;
const separatorIn = (line: string): string | undefined => separators.find((separator) => line.includes(separator));

function layoutOf(text: string): Layout {
	for (const { cells } of csvRecords(text, (line) => separatorIn(line) ?? ',')) {
		const columns = cells.map((cell) => columnNames.get(cell.toLowerCase().replace(/[^a-z0-9]/g, '')));
		if (!columns.some((column) => column === 'sellerSku' || column === 'productSku')) break;
		const separator = separatorIn(text.trimStart().split(/[\r\n]/, 1)[0] ?? '') ?? ',';
		return { separatorFor: () => separator, columns };
	}
	// A line without any separator is one SKU: a separator that it does not hold.
	return { separatorFor: (line) => separatorIn(line) ?? '\t' };
}

const headerProblem = (columns: Layout['columns']): string | undefined =>
	columns?.includes('sellerSku') ? undefined : 'The header names no column Seller SKU';

/** The link of a line, or why there is none. */
function readLink({ cells, problem }: CsvRecord, columns: Layout['columns']): LinkLine | string {
	if (problem !== undefined) return problem;
	const known = columns ?? ['sellerSku', 'productSku'];
	if (cells.slice(known.length).some((cell) => cell !== '')) return columns ? 'The line has more cells than the header' : 'A line is a seller SKU, a tab, and a product SKU';
	const at = (column: Column): string | undefined => cells[known.indexOf(column)];
	const sellerSku = at('sellerSku') ?? '';
	// One SKU alone stands for both, where the line or the header has no place for another.
	const isAlone = columns ? !columns.includes('productSku') : cells.length === 1;
	const productSku = isAlone ? sellerSku : at('productSku') ?? '';
	const reason = (sellerSku === '' ? 'The seller SKU is missing' : damage(sellerSku)) ?? (productSku === '' ? 'The product SKU is missing' : damage(productSku));
	if (reason !== undefined) return reason;
	const alias = at('alias');
	return { sellerSku: unguarded(sellerSku), productSku: unguarded(productSku), ...(alias === undefined ? {} : { alias: unguarded(alias) }) };
}
