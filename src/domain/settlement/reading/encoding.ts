/** Decodes texts of one file, which has one encoding. */
export interface Encoding {
	readonly name: string;
	/** `bytes`: one character for each byte. */
	readonly decode: (bytes: string) => string;
}

type Decoder = InstanceType<typeof TextDecoder>;

const byteOf = (text: string): Uint8Array => Buffer.from(text, 'latin1');
const hasHighBytes = (text: string): boolean => /[\x80-\xff]/.test(text);
/** Names that Amazon uses and the platform does not know. */
const otherNames: Readonly<Record<string, string>> = { cp932: 'shift_jis', 'iso8859-1': 'iso-8859-1' };
/** They decode anything, and so prove nothing. */
const singleByte = /^(windows-125\d|iso-8859-\d+)$/;

function decoderOf(charset: string): Decoder | undefined {
	const label = charset.trim().toLowerCase();
	try {
		return new TextDecoder(otherNames[label] ?? label, { fatal: true });
	} catch {
		return undefined;
	}
}

/**
 * The encoding in which all the texts can be read: UTF-8 first, then the stated charset, then cp1252, or cp932 in Japan.
 * Labels lie (P64): in Japan one of single bytes is believed only where cp932 does not fit.
 */
export function encodingOf(texts: Iterable<string>, charset: string | undefined, country: string | undefined): Encoding {
	const samples = [...texts].filter(hasHighBytes).map(byteOf);
	const stated = charset === undefined ? undefined : decoderOf(charset);
	const japanese = country === 'JP' ? decoderOf('cp932') : undefined;
	const proving = stated !== undefined && !singleByte.test(stated.encoding);
	const candidates = [decoderOf('utf-8'), ...(proving ? [stated, japanese] : [japanese, stated])].filter((each) => each !== undefined);
	const decoder = candidates.find((each) => samples.every((bytes) => decodes(each, bytes))) ?? new TextDecoder('windows-1252');
	return { name: decoder.encoding, decode: (text) => (hasHighBytes(text) ? decoder.decode(byteOf(text)) : text) };
}

function decodes(decoder: Decoder, bytes: Uint8Array): boolean {
	try {
		decoder.decode(bytes);
		return true;
	} catch {
		return false;
	}
}
