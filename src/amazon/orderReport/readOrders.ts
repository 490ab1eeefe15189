import type { ReportedOrder } from '../../processes/ports/amazon';
import { decodeReport, type ReportEncoding } from '../listingsReport/decodeReport';
import { UnknownReportHeader } from '../listingsReport/readListings';
import names from './columns.json';

/** A row of an order report that may not be left out silently: an order would be missing. */
export class UnreadableOrderRow extends Error {
	/** `line` counts from 1, the header's line; `column` is what could not be read, never its content. */
	constructor(readonly line: number, readonly column: string) {
		super(`Line ${line} of the order report could not be read`);
	}
}

export interface OrderRow {
	readonly line: number;
	readonly order: ReportedOrder;
}

/** Place of each needed column among a row's cells. */
type Columns = ReadonlyMap<string, number>;

/**
 * Reads GET_FLAT_FILE_ALL_ORDERS_DATA_BY_ORDER_DATE_GENERAL from its uncompressed bytes: one row per item, so that an
 * order comes as often as it has items. Columns by name, in any order; there is no quoting; blank lines are left out.
 * Throws UnknownReportHeader, UnreadableOrderRow, EndlessLine, and what the source of the bytes throws.
 */
export async function* readOrders(chunks: AsyncIterable<Uint8Array> | Iterable<Uint8Array>, encoding: ReportEncoding): AsyncGenerator<OrderRow, void, undefined> {
	let columns: Columns | undefined;
	let line = 0;
	for await (const text of decodeReport(chunks, encoding)) {
		// A block ends with the end of a line: what is behind that is no line.
		const lines = text.endsWith('\n') ? text.slice(0, -1).split('\n') : text.split('\n');
		for (const row of lines) {
			line += 1;
			if (row.trim() === '') continue;
			if (columns === undefined) columns = columnsOf(row);
			else yield { line, order: orderOf(row.split('\t'), columns, line) };
		}
	}
	if (columns === undefined) throw new UnknownReportHeader(names.needed, []);
}

function columnsOf(header: string): Columns {
	const cells = header.split('\t').map((cell) => cell.trim());
	const found = new Map<string, number>();
	const unknown: string[] = [];
	let twice = false;
	cells.forEach((cell, place) => {
		const name = cell.toLowerCase();
		if (names.needed.includes(name)) {
			if (found.has(name)) unknown.push(name);
			twice ||= found.has(name);
			found.set(name, place);
		} else if (name !== '' && !names.others.includes(name)) {
			unknown.push(cell.slice(0, 60));
		}
	});
	const missing = names.needed.filter((name) => !found.has(name));
	// Columns that only are not known do no harm; they are named where one of them may be what is missing.
	if (twice || missing.length > 0) throw new UnknownReportHeader(missing, unknown);
	return found;
}

function orderOf(cells: readonly string[], columns: Columns, line: number): ReportedOrder {
	const cellOf = (name: string): string => (cells[columns.get(name) ?? -1] ?? '').trim();
	const orderId = cellOf('amazon-order-id');
	if (orderId === '') throw new UnreadableOrderRow(line, 'amazon-order-id');
	const purchasedAt = instantOf(cellOf('purchase-date'));
	if (purchasedAt === undefined) throw new UnreadableOrderRow(line, 'purchase-date');
	return { orderId, purchasedAt, status: cellOf('order-status'), salesChannel: cellOf('sales-channel') };
}

/** ISO 8601 with a zone, as Amazon documents the column; a time without zone is none. */
function instantOf(text: string): string | undefined {
	if (!/^\d{4}-\d\d-\d\dT.+(Z|[+-]\d\d:?\d\d)$/.test(text)) return undefined;
	const instant = new Date(text);
	return Number.isNaN(instant.getTime()) ? undefined : instant.toISOString();
}
