import { isAscii, isUtf8 } from 'node:buffer';
import iconv from 'iconv-lite';

type OneOrTwoByteCharset = 'windows-1252' | 'windows-31j';

export interface ReportEncoding {
	/** The charset that the document's content type states, where it states one. */
	readonly charset?: string;
	/** Country of the marketplace in Amazon's short form: Japan has a charset of its own. */
	readonly country?: string;
}

// Cut by content, never by how the bytes happened to arrive, so that the same document always gives the same text.
const BLOCK_BYTES = 65_536;
/** Longer lines are no rows of a report; keeping them would cost memory without end. */
const LONGEST_LINE_BYTES = 4_194_304;
const LINE_FEED = 10;

/** A line that is longer than any row can be. */
export class EndlessLine extends Error {}

/**
 * The text of a report, in blocks of whole lines, none of them empty; a byte order mark is dropped. Keeps no more of the
 * document than a block and the longest line. The charset is decided as P64 says; see `createDecoder`. Throws EndlessLine,
 * and whatever the source of the bytes throws.
 */
export async function* decodeReport(chunks: AsyncIterable<Uint8Array> | Iterable<Uint8Array>, encoding: ReportEncoding): AsyncGenerator<string, void, undefined> {
	const decode = createDecoder(encoding);
	let waiting: Uint8Array[] = [];
	let length = 0;
	for await (const chunk of chunks) {
		waiting.push(chunk);
		length += chunk.length;
		if (length < BLOCK_BYTES) continue;
		let rest = waiting.length === 1 ? asBuffer(chunk) : Buffer.concat(waiting, length);
		for (let end = endOfBlock(rest); end > 0; end = endOfBlock(rest)) {
			yield decode(rest.subarray(0, end));
			rest = rest.subarray(end);
		}
		if (rest.length > LONGEST_LINE_BYTES) throw new EndlessLine();
		waiting = [rest];
		length = rest.length;
	}
	if (length > 0) yield decode(Buffer.concat(waiting, length));
}

const asBuffer = (bytes: Uint8Array): Buffer => (Buffer.isBuffer(bytes) ? bytes : Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength));

/** Where the next block ends: after the last line that fits, else after the first one; 0 while the block is not complete. */
function endOfBlock(bytes: Buffer): number {
	if (bytes.length < BLOCK_BYTES) return 0;
	// No charset in use has the line feed as a part of another character.
	return bytes.lastIndexOf(LINE_FEED, BLOCK_BYTES - 1) + 1 || bytes.indexOf(LINE_FEED, BLOCK_BYTES) + 1;
}

/**
 * Decodes a document block by block (P64). What is valid UTF-8 is UTF-8, whatever is stated: bytes of another charset hardly
 * ever are. Else Japanese documents are windows-31j and all others windows-1252, also where ISO-8859-1 is stated, which
 * has control characters in the place of quotes, dashes and the euro sign. The first block that is more than ASCII decides.
 */
function createDecoder({ charset = '', country }: ReportEncoding): (block: Buffer) => string {
	const statesJapanese = /31j|932|jis/i.test(charset);
	const otherwise: OneOrTwoByteCharset = country === 'JP' || statesJapanese ? 'windows-31j' : 'windows-1252';
	let settled: 'utf-8' | OneOrTwoByteCharset | undefined = /^utf-?8$/i.test(charset) ? 'utf-8' : undefined;
	let begun = false;
	return (block) => {
		const bytes = !begun && hasByteOrderMark(block) ? block.subarray(3) : block;
		if (bytes !== block) settled = 'utf-8';
		begun = true;
		if (isAscii(bytes)) return bytes.toString('latin1');
		if (settled !== otherwise && isUtf8(bytes)) {
			settled = 'utf-8';
			return bytes.toString('utf8');
		}
		if (settled === 'utf-8') return decodeMixed(bytes, otherwise);
		settled = otherwise;
		return decodeAs(otherwise, bytes);
	};
}

const hasByteOrderMark = (bytes: Buffer): boolean => bytes[0] === 0xef && bytes[1] === 0xbb && bytes[2] === 0xbf;

/** Lines of UTF-8 among which are some that are not: each is decoded by itself, so that none costs the others their letters. */
function decodeMixed(bytes: Buffer, otherwise: OneOrTwoByteCharset): string {
	let text = '';
	for (let start = 0; start < bytes.length; ) {
		const end = bytes.indexOf(LINE_FEED, start) + 1 || bytes.length;
		const line = bytes.subarray(start, end);
		text += isUtf8(line) ? line.toString('utf8') : decodeAs(otherwise, line);
		start = end;
	}
	return text;
}

const decodeAs = (charset: OneOrTwoByteCharset, bytes: Buffer): string => (charset === 'windows-31j' ? iconv.decode(bytes, 'cp932') : decodeWindows1252(bytes));

// windows-1252 from 0x80 to 0x9F; the five bytes that it leaves undefined stay what they are.
const signs = '€\x81‚ƒ„…†‡ˆ‰Š‹Œ\x8dŽ\x8f\x90‘’“”•–—˜™š›œ\x9džŸ';

/** Everything but those 32 bytes is the same in ISO-8859-1, which Node decodes many times quicker. */
const decodeWindows1252 = (bytes: Buffer): string =>
	bytes.toString('latin1').replace(/[\x80-\x9f]/g, (sign) => signs.charAt(sign.charCodeAt(0) - 0x80));
