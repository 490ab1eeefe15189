import type { Issue } from '../../domain/issues';
import { UnreadableSettlement } from '../../domain/settlement/settlement';
import type { Store } from '../../domain/settings';
import type { SyncDatabase } from '../ports/repositories';
import { captureSettlement, type CaptureResult } from './captureSettlement';
import { unreadableIssue } from './loadSettlements';

export type AddedFile = ({ readonly kind: 'kept' } & CaptureResult) | { readonly kind: 'unreadable'; readonly issue: Issue };

/**
 * Keeps a settlement file that a person gives: the same result as a fetched one (P16), V1 files too (N6). `stores`: all
 * of the account that it belongs to. Of a file that cannot be read nothing is used; its document is removed later.
 */
export async function addSettlementFile(database: Pick<SyncDatabase, 'settlements'>, stores: readonly [Store, ...Store[]], file: { readonly name: string; readonly bytes: AsyncIterable<Uint8Array> }): Promise<AddedFile> {
	try {
		const documentId = await database.settlements.storeDocument(file.bytes);
		return { kind: 'kept', ...(await captureSettlement(database, stores, { documentId, source: `file ${file.name}` })) };
	} catch (error) {
		if (error instanceof UnreadableSettlement) return { kind: 'unreadable', issue: unreadableIssue(error, `File ${file.name}`) };
		throw error;
	}
}
