import { pipeline, Readable } from 'node:stream';
import { createGunzip } from 'node:zlib';
import type { IBinaryData, IExecuteFunctions } from 'n8n-workflow';
import { UnreadableSettlement } from '../domain/settlement/settlement';

const GZIP_MAGIC = [0x1f, 0x8b] as const;

/** A file of an item as a stream of plain bytes; one that is compressed with gzip, as Amazon sends them, is unpacked on the way. */
export async function fileOf(context: IExecuteFunctions, itemIndex: number, field: string): Promise<{ readonly name: string; readonly bytes: AsyncIterable<Uint8Array> }> {
	const data: IBinaryData = context.helpers.assertBinaryData(itemIndex, field);
	// A file that n8n keeps outside of memory has an id; the other kind is in the item itself.
	const stored = data.id ? await context.helpers.getBinaryStream(data.id) : Readable.from([await context.helpers.getBinaryDataBuffer(itemIndex, field)]);
	return { name: data.fileName ?? field, bytes: unpacked(stored as AsyncIterable<Uint8Array>) };
}

async function* unpacked(bytes: AsyncIterable<Uint8Array>): AsyncGenerator<Uint8Array, void, undefined> {
	const chunks = bytes[Symbol.asyncIterator]();
	const first = await chunks.next();
	if (first.done === true) return;
	const all = following(first.value, chunks);
	if (GZIP_MAGIC.some((byte, at) => first.value[at] !== byte)) {
		yield* all;
		return;
	}
	const gunzip = createGunzip();
	// What fails in either part is thrown to whoever reads.
	pipeline(Readable.from(all), gunzip, () => undefined);
	try {
		yield* gunzip as AsyncIterable<Uint8Array>;
	} catch {
		throw new UnreadableSettlement('truncated', 'The file is compressed, and its compression is damaged or breaks off', 'Download the file from Seller Central again and add it unchanged.');
	}
}

async function* following(first: Uint8Array, rest: AsyncIterator<Uint8Array>): AsyncGenerator<Uint8Array, void, undefined> {
	yield first;
	for (let next = await rest.next(); next.done !== true; next = await rest.next()) yield next.value;
}
