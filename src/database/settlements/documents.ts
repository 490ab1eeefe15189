import { pipeline as pipe, Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { createGunzip, createGzip } from 'node:zlib';
import { lockName, type EngineKind, type Query, type SqlEngine, type WriteTransaction } from '../engines/engine';
import { toMilliseconds } from '../instants';
import { removeContent } from './content';
import type { SettlementContext } from './context';
import { toDocumentNumber } from './rows';

const PIECE_BYTES = 1_048_576;

/** See SettlementRepository.storeDocument. The source is read as fast as its pieces are written; where it fails, nothing is kept. */
export async function storeDocument({ engine, clock }: SettlementContext, bytes: AsyncIterable<Uint8Array>): Promise<string> {
	const { query } = engine;
	const { document_id } = await query.insertInto('settlement_document').values({ stored_at: clock.now(), pieces: null }).returning('document_id').executeTakeFirstOrThrow();
	try {
		let pieces = 0;
		await pipeline(Readable.from(bytes), createGzip(), async (compressed: AsyncIterable<Uint8Array>) => {
			for await (const piece of inPieces(compressed)) await query.insertInto('settlement_document_piece').values({ document_id, piece: pieces++, bytes: piece }).execute();
		});
		await query.updateTable('settlement_document').set({ pieces }).where('document_id', '=', document_id).execute();
	} catch (error) {
		// The failure of the source or the database is what counts; what cannot be cleared now is an orphan.
		await query.deleteFrom('settlement_document').where('document_id', '=', document_id).execute().catch(() => undefined);
		throw error;
	}
	return String(document_id);
}

/** The same bytes in pieces of PIECE_BYTES, the last one shorter. */
async function* inPieces(chunks: AsyncIterable<Uint8Array>): AsyncGenerator<Uint8Array> {
	let waiting: Uint8Array[] = [];
	let length = 0;
	for await (const chunk of chunks) {
		waiting.push(chunk);
		length += chunk.length;
		if (length < PIECE_BYTES) continue;
		let joined = Buffer.concat(waiting);
		for (; joined.length >= PIECE_BYTES; joined = joined.subarray(PIECE_BYTES)) yield joined.subarray(0, PIECE_BYTES);
		waiting = [joined];
		length = joined.length;
	}
	if (length > 0) yield Buffer.concat(waiting);
}

/** See SettlementRepository.readDocument. Throws where a piece is missing, or the bytes are not those that were stored. */
export async function* readDocument({ engine }: SettlementContext, documentId: string): AsyncGenerator<Uint8Array> {
	// Its failure reaches the reader through the stream.
	yield* pipe(Readable.from(piecesOf(engine.query, documentId)), createGunzip(), () => undefined) as AsyncIterable<Uint8Array>;
}

async function* piecesOf(query: Query, documentId: string): AsyncGenerator<Uint8Array> {
	const document_id = toDocumentNumber(documentId);
	const document = document_id === undefined ? undefined : await query.selectFrom('settlement_document').select(['document_id', 'pieces']).where('document_id', '=', document_id).executeTakeFirst();
	if (!document || document.pieces === null) throw new Error(`There is no stored settlement document ${documentId}`);
	for (let piece = 0; piece < document.pieces; piece++) {
		const row = await query.selectFrom('settlement_document_piece').select('bytes').where('document_id', '=', document.document_id).where('piece', '=', piece).executeTakeFirst();
		if (!row) throw new Error(`Piece ${piece + 1} of ${document.pieces} of the stored settlement document ${documentId} is missing in the sync database`);
		yield row.bytes;
	}
}

/** Keeps documents from being removed, and from being taken into use, until the transaction ends. */
const lockDocuments = async (kind: EngineKind, transaction: WriteTransaction): Promise<void> => await lockName(kind, transaction, 'settlement documents');

/** The document's number. Throws where it is not there, or not whole. */
export async function wholeDocument(query: Query, documentId: string): Promise<number> {
	const document_id = toDocumentNumber(documentId);
	const row = document_id === undefined ? undefined : await query.selectFrom('settlement_document').select('document_id').where('document_id', '=', document_id).where('pieces', 'is not', null).executeTakeFirst();
	if (!row) throw new Error(`There is no stored settlement document ${documentId}`);
	return row.document_id;
}

/** Before a settlement refers to a document: it stays from here on. Throws where it is not there, or not whole. */
export async function keepDocument(kind: EngineKind, transaction: WriteTransaction, documentId: string): Promise<number> {
	await lockDocuments(kind, transaction);
	return await wholeDocument(transaction, documentId);
}

/**
 * See SettlementRepository.removeOrphans. What was read from them goes with them, in short transactions: they are first
 * marked as not whole, so that nobody takes them into use any more.
 */
export async function removeOrphans(engine: SqlEngine, before: string): Promise<number> {
	const orphans = await engine.write(async (transaction) => {
		await lockDocuments(engine.kind, transaction);
		return await transaction
			.updateTable('settlement_document')
			.set({ pieces: null })
			.where('stored_at', '<', toMilliseconds(before))
			.where(({ not, exists, selectFrom }) => not(exists(selectFrom('settlement').select('settlement.settlement_id').where(({ or, eb, ref }) => or([eb('settlement.document_id', '=', ref('settlement_document.document_id')), eb('settlement.reissue_document_id', '=', ref('settlement_document.document_id'))])))))
			.returning('document_id')
			.execute();
	});
	for (const { document_id } of orphans) {
		await removeContent(engine, document_id);
		await engine.query.deleteFrom('settlement_document').where('document_id', '=', document_id).execute();
	}
	return orphans.length;
}
