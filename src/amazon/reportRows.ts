import { TransportError } from '../transport/errors';
import { EndlessLine } from './listingsReport/decodeReport';
import { UnknownReportHeader } from './listingsReport/readListings';
import { UnreadableOrderRow } from './orderReport/readOrders';
import type { OpenReport } from './reportDocument';

/** How often a document is read in all when the connection breaks off in the middle of it. */
const READINGS = 3;

export interface RowReader<Row extends { readonly line: number }> {
	/** Name in errors, and the method of the port: 'readListingsReport', 'listings report'. */
	readonly operation: string;
	readonly title: string;
	read(report: OpenReport): AsyncIterable<Row>;
}

/**
 * The rows of a report's document, each once, by growing lines. Throws TransportError kind 'unreadable': code
 * 'UnknownReportHeader' with the words of the header, 'UnreadableOrderRow', or what opening the document throws.
 */
export async function* readRows<Row extends { readonly line: number }>(documentId: string, reader: RowReader<Row>, open: (documentId: string) => Promise<OpenReport>): AsyncGenerator<Row, void, undefined> {
	let given = 0;
	for (let reading = 1; ; reading += 1) {
		const report = await open(documentId);
		try {
			for await (const row of reader.read(report)) {
				// Read again after a lost connection: a document never changes, so the rows given so far are the same ones.
				if (row.line <= given) continue;
				given = row.line;
				yield row;
			}
			return;
		} catch (error) {
			const lost = error instanceof TransportError && error.kind === 'unavailable';
			if (!lost || reading === READINGS) throw toldOf(error, reader);
		}
	}
}

type Named = Pick<RowReader<never>, 'operation' | 'title'>;

function toldOf(error: unknown, named: Named): unknown {
	if (error instanceof EndlessLine) return unreadableReport(named, 'one of its lines never ends');
	if (error instanceof UnreadableOrderRow) return unreadableReport(named, `line ${error.line} has no ${error.column} that can be understood`, 'UnreadableOrderRow');
	if (!(error instanceof UnknownReportHeader)) return error;
	const { missing, unknown } = error;
	const words = unknown.length === 0 ? '' : ` Not understood: ${unknown.map((word) => `'${word}'`).join(', ')}.`;
	const fault = missing.length === 0 ? 'the header names a column twice' : `the header lacks the columns ${missing.join(', ')}`;
	return unreadableReport(named, `${fault}.${words} Set the language of reports to English in Seller Central`, 'UnknownReportHeader');
}

const unreadableReport = ({ operation, title }: Named, reason: string, code?: string): TransportError =>
	new TransportError({ service: 'Amazon', kind: 'unreadable', operation, ...(code !== undefined && { code }), message: `The ${title} could not be read: ${reason}.` });
