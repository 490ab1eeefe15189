import { createReadStream } from 'node:fs';
import { type Readable, pipeline } from 'node:stream';
import { createGunzip } from 'node:zlib';

/** What came of reading a report once. */
export interface Read {
	readonly rows: number;
	/** Listings that a product was found for. */
	readonly matched: number;
}

/** Seller SKUs of bulk listings by their numbers, which parents of families have a share of. */
export const skuOf = (number: number): string => `BULK-${String(number).padStart(7, '0')}`;
export const numberOf = (sellerSku: string): number => Number(sellerSku.slice(-7));

/** One product for so many numbers. */
export const NUMBERS_A_PRODUCT = 5;

/** The bytes of the report as they come from a download: in pieces, uncompressed where they are compressed. */
export function bytesOf(file: string): Readable {
	const bytes = createReadStream(file);
	return file.endsWith('.gz') ? pipeline(bytes, createGunzip({ chunkSize: 131_072 }), () => undefined) : bytes;
}
