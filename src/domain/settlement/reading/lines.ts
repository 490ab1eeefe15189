const [TAB, LINE_FEED, RETURN] = [9, 10, 13];
/** More columns than any settlement has; what is beyond is counted, not kept. */
const MOST_COLUMNS = 256;

/** A line of the file in `bytes[from..to)`, without its end. */
export interface LineReceiver {
	/** `tabs`: where its tabs are, `count` of them. `isEnded`: a line feed follows, the file does not end here. */
	(bytes: Uint8Array, from: number, to: number, tabs: Int32Array, count: number, line: number, isEnded: boolean): void;
}

/**
 * Gives each line of the pieces to `receive`, with its number from 1. Line feeds end lines, a return before them is left
 * off. Pieces may end anywhere. Only the piece in hand and the rest of the one before are in memory.
 */
export async function readLines(pieces: AsyncIterable<Uint8Array>, receive: LineReceiver): Promise<void> {
	const tabs = new Int32Array(MOST_COLUMNS);
	let line = 1;
	let rest: Uint8Array = new Uint8Array(0);
	const scan = (bytes: Uint8Array): number => {
		let from = 0;
		let count = 0;
		for (let at = 0; at < bytes.length; at++) {
			const byte = bytes[at];
			if (byte > LINE_FEED) continue;
			if (byte === TAB) {
				if (count < MOST_COLUMNS) tabs[count] = at;
				count++;
			} else if (byte === LINE_FEED) {
				receive(bytes, from, at > from && bytes[at - 1] === RETURN ? at - 1 : at, tabs, count, line, true);
				line++;
				from = at + 1;
				count = 0;
			}
		}
		return from;
	};
	for await (const piece of pieces) {
		const end = piece.indexOf(LINE_FEED);
		if (end < 0) {
			rest = joined(rest, piece);
			continue;
		}
		if (rest.length > 0) scan(joined(rest, piece.subarray(0, end + 1)));
		const complete = rest.length > 0 ? piece.subarray(end + 1) : piece;
		// Pieces may be overwritten by whoever gives them; what is kept is a copy.
		rest = Uint8Array.from(complete.subarray(scan(complete)));
	}
	if (rest.length === 0) return;
	let count = 0;
	for (let at = 0; at < rest.length; at++) {
		if (rest[at] !== TAB) continue;
		if (count < MOST_COLUMNS) tabs[count] = at;
		count++;
	}
	receive(rest, 0, rest[rest.length - 1] === RETURN ? rest.length - 1 : rest.length, tabs, count, line, false);
}

function joined(first: Uint8Array, second: Uint8Array): Uint8Array {
	const both = new Uint8Array(first.length + second.length);
	both.set(first);
	both.set(second, first.length);
	return both;
}
