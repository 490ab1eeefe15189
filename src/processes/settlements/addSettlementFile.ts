import type { Store } from '../../domain/settings';
import type { SyncDatabase } from '../ports/repositories';
import { captureSettlement, type CaptureResult } from './captureSettlement';

/**
 * Keeps a settlement file that a person gives: the same result as a fetched one (P16), V1 files too (N6). `stores`: all
 * of the account that it belongs to. Throws UnreadableSettlement, with nothing kept but the unused document, which is
 * removed later.
 */
export async function addSettlementFile(database: Pick<SyncDatabase, 'settlements'>, stores: readonly [Store, ...Store[]], file: { readonly name: string; readonly bytes: AsyncIterable<Uint8Array> }): Promise<CaptureResult> {
	const documentId = await database.settlements.storeDocument(file.bytes);
	return await captureSettlement(database, stores, { documentId, source: `file ${file.name}` });
}
