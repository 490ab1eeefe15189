import type { ReportedListing } from '../../processes/ports/amazon';
import { columnNames, findColumns, type ReportColumns } from './columns';
import { decodeReport, type ReportEncoding } from './decodeReport';
import { readRow } from './listingRow';

export interface ReportSetting extends ReportEncoding {
	/** ISO 4217: the report names no currency, it is the marketplace's. */
	readonly currency: string;
}

/** The header of a report is not understood (P65). */
export class UnknownReportHeader extends Error {
	/** Columns that were not found, by their English names; words of the header that stand for nothing known. */
	constructor(readonly missing: readonly string[], readonly unknown: readonly string[]) {
		super('The header of the report is not understood');
	}
}

type KnownColumns = Extract<ReportColumns, { ok: true }>;

/**
 * Reads GET_MERCHANT_LISTINGS_ALL_DATA row by row from its uncompressed bytes, however they are cut. There is no quoting: a
 * double quote is data. Rows that are shorter than the header end in blanks, blank lines are left out, lines end in LF or
 * CRLF. A row that cannot be read is reported with its line and stops nothing. Throws UnknownReportHeader, EndlessLine, and
 * what the source of the bytes throws. Strings of a listing may hold on to the text around them, some 64 KB: do not keep a
 * few listings of a large report for long.
 */
export async function* readListings(chunks: AsyncIterable<Uint8Array> | Iterable<Uint8Array>, setting: ReportSetting): AsyncGenerator<ReportedListing, void, undefined> {
	let columns: KnownColumns | undefined;
	let line = 0;
	for await (const text of decodeReport(chunks, setting)) {
		let start = 0;
		while (columns === undefined && start < text.length) {
			const end = endOfLine(text, start);
			columns = columnsOf(text.slice(start, withoutReturn(text, start, end)));
			line += 1;
			start = end + 1;
		}
		if (columns === undefined) continue;
		const rows = readBlock(text, start, line, columns, setting.currency);
		for (const row of rows.found) yield row;
		line = rows.line;
	}
	if (columns === undefined) throw new UnknownReportHeader(['seller-sku'], []);
}

function columnsOf(header: string): KnownColumns | undefined {
	if (header.trim() === '') return undefined;
	const columns = findColumns(header);
	if (!columns.ok) throw new UnknownReportHeader(columns.missing, columns.unknown);
	return columns;
}

const RETURN = 13;

const endOfLine = (text: string, start: number): number => {
	const end = text.indexOf('\n', start);
	return end === -1 ? text.length : end;
};

const withoutReturn = (text: string, start: number, end: number): number => (end > start && text.charCodeAt(end - 1) === RETURN ? end - 1 : end);

/** All rows of a block of whole lines from `start` on; `line` is the number of the line before. */
function readBlock(text: string, start: number, line: number, { cellOf, hasStatus }: KnownColumns, currency: string): { readonly found: readonly ReportedListing[]; readonly line: number } {
	const found: ReportedListing[] = [];
	const cells = new Array<string>(columnNames.length);
	// Positions only grow, so that no part of the text is searched twice, not even where rows have no tabs.
	let tab = -1;
	for (let next = start, end: number; next < text.length; next = end + 1) {
		end = endOfLine(text, next);
		line += 1;
		const last = withoutReturn(text, next, end);
		if (last === next) continue;
		cells.fill('');
		for (let column = 0, from = next; column < cellOf.length; column += 1) {
			if (tab < from && tab !== text.length) {
				tab = text.indexOf('\t', from);
				if (tab === -1) tab = text.length;
			}
			const to = tab < last ? tab : last;
			const cell = cellOf[column] ?? -1;
			if (cell >= 0 && to > from) cells[cell] = text.slice(from, to);
			if (to === last) break;
			from = to + 1;
		}
		const row = reported(cells, line, text, next, last, currency, hasStatus);
		if (row !== undefined) found.push(row);
	}
	return { found, line };
}

function reported(cells: readonly string[], line: number, text: string, start: number, end: number, currency: string, hasStatus: boolean): ReportedListing | undefined {
	const read = readRow(cells, { currency, hasStatus });
	if ('listing' in read) return { line, listing: read.listing };
	if (text.slice(start, end).trim() === '') return undefined;
	const sellerSku = cells[0] ?? '';
	return { line, refused: read.refused, ...(sellerSku !== '' && { sellerSku }) };
}
