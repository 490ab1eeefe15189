import { UnreadableSettlement, type ReadOptions, type SettlementContent } from '../settlement';
import { AmountReader } from './amounts';
import { DateReader, monthIn } from './dates';
import { encodingOf } from './encoding';
import { fingerprintOf } from './fingerprint';
import { cellsOf, groupsOf } from './groups';
import { readHeader } from './header';
import type { Kind } from './kinds';
import { readLines } from './lines';
import { OrderReader } from './orders';
import { RowReader } from './rows';
import { StatementReader } from './statement';

/**
 * Reads a settlement report (Flat File V2, or V1 given by hand, N6) to its end: each row is counted in exactly one group,
 * signed as Amazon's, in exact hundredths. `bytes`: the file, not compressed, in pieces of any size. Memory does not grow
 * with the rows, but for orders and SKUs that are asked for. Whether the sum is the total is for the caller to judge (P3).
 * Throws UnreadableSettlement for a file that cannot be read exactly; nothing of it is to be used then.
 */
export async function readSettlement(bytes: AsyncIterable<Uint8Array>, options: ReadOptions): Promise<SettlementContent> {
	const { timeZone, charset, country } = options;
	const readers = { amounts: new AmountReader(), dates: new DateReader(timeZone), orders: new OrderReader(options), statement: new StatementReader() };
	let rows: RowReader | undefined;
	await readLines(bytes, (piece, from, to, tabs, count, line, isEnded) => {
		if (rows !== undefined) rows.read(piece, from, to, tabs, count, line, isEnded);
		else rows = beginning(Buffer.from(piece.subarray(from, to)).toString('latin1'), line, readers, options);
	});
	if (rows === undefined || rows.isEmpty) throw new UnreadableSettlement('empty', 'The file has no rows.', 'Take the file again as Amazon gives it.');
	const { header, kinds, settlementId } = rows;
	const { statement, told, order, decimalSign } = readers.statement.finish(settlementId, readers.amounts, readers.dates, country);
	const encoding = encodingOf(textsOf(kinds), charset, country);
	const lastMonth = monthIn(Date.parse(statement.endsAt) - 1, timeZone);
	const found = groupsOf(kinds, readers.dates, { order, decimalSign, encoding, lastMonth });
	return {
		statement,
		form: { version: header.version, columns: header.columns, unknownColumns: header.unknownColumns, encoding: encoding.name, decimalSign, dateForm: readers.dates.formName(order) },
		...found,
		...(options.collectOrders === true ? { orders: readers.orders.settled(decimalSign) } : {}),
		fingerprint: fingerprintOf(told, found.groups),
	};
}

type Readers = ConstructorParameters<typeof RowReader>[1];

/** Blank lines before the header are skipped, a byte order mark with them. */
function beginning(text: string, line: number, readers: Readers, { bySku }: ReadOptions): RowReader | undefined {
	const withoutMark = text.replace(/^\u00ef\u00bb\u00bf/, '');
	if (withoutMark.trim() === '') return undefined;
	const named = encodingOf([withoutMark], undefined, undefined).decode(withoutMark);
	return new RowReader(readHeader(named, line), readers, bySku === true);
}

function* textsOf(kinds: readonly Kind[]): Generator<string> {
	for (const kind of kinds) {
		yield* Object.values(kind.texts);
		for (const { sku } of cellsOf(kind)) if (sku !== undefined) yield sku;
	}
}
