/** A record of separated text (RFC 4180): a line, or several where a quoted cell holds line ends. */
export interface CsvRecord {
	/** Its first line, counted from 1. */
	readonly line: number;
	/** As it stands in the text. */
	readonly text: string;
	/** Cells without quotes are trimmed, quoted ones are as they are. */
	readonly cells: readonly string[];
	/** Why its quotes are not understood; the reading goes on with the next line. */
	readonly problem?: string;
}

interface Span {
	readonly cells: readonly string[];
	readonly end: number;
	readonly problem?: string;
}

/**
 * The records of a text that are not blank.
 * @param separatorFor gives the separator of a record from its first line, in which quoted parts are left out
 */
export function* csvRecords(text: string, separatorFor: (line: string) => string): Generator<CsvRecord> {
	let line = 1;
	for (let at = 0; at < text.length; ) {
		const lineEnd = endOfLine(text, at);
		const first = text.slice(at, lineEnd);
		const { cells, end, problem } = readCells(text, at, separatorFor(first.replace(/"(?:[^"]|"")*("|$)/g, '')));
		const recordEnd = problem === undefined ? end : lineEnd;
		const next = afterLineEnd(text, recordEnd);
		if (problem !== undefined || cells.some((cell) => cell !== '')) yield { line, text: text.slice(at, recordEnd), cells, ...(problem === undefined ? {} : { problem }) };
		line += text.slice(at, next).match(/\r\n|\r|\n/g)?.length ?? 0;
		at = next;
	}
}

function readCells(text: string, start: number, separator: string): Span {
	const cells: string[] = [];
	for (let at = start; ; at += separator.length) {
		const quote = /^ *"/.exec(text.slice(at, endOfLine(text, at)))?.[0].length;
		const cell = quote === undefined ? plainCell(text, at, separator) : quotedCell(text, at + quote);
		if (cell === undefined) return { cells: [], end: at, problem: 'A quotation mark is not closed' };
		cells.push(cell.text);
		at = cell.end;
		if (at >= text.length || text[at] === '\r' || text[at] === '\n') return { cells, end: at };
		if (!text.startsWith(separator, at)) return { cells: [], end: at, problem: 'There is text after a closing quotation mark' };
	}
}

function plainCell(text: string, at: number, separator: string): { readonly text: string; readonly end: number } {
	const line = text.slice(at, endOfLine(text, at));
	const length = line.indexOf(separator);
	const cell = length < 0 ? line : line.slice(0, length);
	return { text: cell.trim(), end: at + cell.length };
}

/** @param at behind the opening quotation mark */
function quotedCell(text: string, at: number): { readonly text: string; readonly end: number } | undefined {
	for (let closing = text.indexOf('"', at); closing >= 0; closing = text.indexOf('"', closing + 2)) {
		if (text[closing + 1] === '"') continue;
		let end = closing + 1;
		// A separator such as ' => ' begins with a blank itself.
		while (text[end] === ' ' && text[end + 1] === ' ') end++;
		if (text[end] === ' ' && text.slice(end, end + 4) !== ' => ') end++;
		return { text: text.slice(at, closing).replaceAll('""', '"'), end };
	}
	return undefined;
}

function endOfLine(text: string, at: number): number {
	const lineEnd = /[\r\n]/g;
	lineEnd.lastIndex = at;
	return lineEnd.exec(text)?.index ?? text.length;
}

const afterLineEnd = (text: string, at: number): number => (text.startsWith('\r\n', at) ? at + 2 : at + 1);
