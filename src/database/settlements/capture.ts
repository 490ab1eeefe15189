import type { OrderEvent } from '../../processes/ports/repositories';
import type { CapturedSettlement, SettlementKey, SettlementProgress, SettlementRepository } from '../../processes/ports/settlements';
import { FREE, isClaimed } from '../claimed';
import { among, lockName, type EngineKind, type SqlEngine, type WriteTransaction } from '../engines/engine';
import { lockStores } from '../storeLock';
import { judgeCapture } from './captureRules';
import { writeContent } from './content';
import type { SettlementContext } from './context';
import { keepDocument, wholeDocument } from './documents';
import { contentColumns, toReissue, toSettlement, type SettlementRow } from './rows';

type Decision = Parameters<SettlementRepository['capture']>[2];
type Captured = Awaited<ReturnType<SettlementRepository['capture']>>;

/** See SettlementRepository.capture. Throws, with nothing kept, where the document is not stored whole or the store is not connected. */
export async function captureSettlement({ engine, clock }: SettlementContext, accountKey: string, captured: CapturedSettlement, decision: Decision): Promise<Captured> {
	const { kind } = engine;
	const isWritten = await writeBeforehand(engine, accountKey, captured);
	return await engine.write(async (transaction) => {
		await lockStores(kind, transaction, decision.storeId === undefined ? [] : [decision.storeId], 'settlements');
		await lockName(kind, transaction, `settlements of ${accountKey}`);
		await keepDocument(kind, transaction, captured.documentId);
		const key = { accountKey, settlementId: captured.statement.settlementId };
		await recordReport(transaction, key, captured.source);
		const kept = await lockSettlement(kind, transaction, key);
		const capture: Capture = { captured, decision, now: clock.now(), isWritten };
		if (!kept) return { outcome: 'new', record: toSettlement(await insertNew(kind, transaction, key, capture)) };
		const { outcome, row } = await takeAgain(kind, transaction, kept, capture);
		await transaction.updateTable('settlement').set(row).where('account_key', '=', accountKey).where('settlement_id', '=', key.settlementId).execute();
		return { outcome, record: toSettlement(row) };
	});
}

/**
 * Writes orders and types before the transaction that takes them into use: all of them at once would keep other writers
 * of SQLite out for longer than they wait. What is not used after all goes with its document (removeOrphans). Answers
 * false, with nothing written, where they are not needed, or their document is in use.
 */
async function writeBeforehand(engine: SqlEngine, account_key: string, captured: CapturedSettlement): Promise<boolean> {
	const { query } = engine;
	const document_id = await wholeDocument(query, captured.documentId);
	const kept = await query.selectFrom('settlement').selectAll().where('account_key', '=', account_key).where('settlement_id', '=', captured.statement.settlementId).executeTakeFirst();
	if (kept && ['known', 'restored'].includes(judgeCapture(kept, captured, false))) return false;
	const user = await query.selectFrom('settlement').select('settlement_id').where(({ or, eb }) => or([eb('document_id', '=', document_id), eb('reissue_document_id', '=', document_id)])).executeTakeFirst();
	if (user) return false;
	await writeContent(engine, document_id, captured);
	return true;
}

/** The row, locked for the transaction. */
export async function lockSettlement(kind: EngineKind, transaction: WriteTransaction, { accountKey, settlementId }: SettlementKey): Promise<SettlementRow | undefined> {
	return await transaction
		.selectFrom('settlement')
		.selectAll()
		.where('account_key', '=', accountKey)
		.where('settlement_id', '=', settlementId)
		.$if(kind === 'postgres', (query) => query.forUpdate())
		.executeTakeFirst();
}

interface Capture {
	readonly captured: CapturedSettlement;
	readonly decision: Decision;
	readonly now: number;
	/** Orders and types are written already. */
	readonly isWritten: boolean;
}

async function insertNew(kind: EngineKind, transaction: WriteTransaction, { accountKey, settlementId }: SettlementKey, { captured, decision, now, isWritten }: Capture): Promise<SettlementRow> {
	const row: SettlementRow = {
		account_key: accountKey,
		settlement_id: settlementId,
		store_id: decision.storeId ?? null,
		...contentColumns(captured),
		sources: JSON.stringify([captured.source]),
		state: decision.state,
		state_reason: decision.stateReason ?? null,
		holds: '[]',
		progress: JSON.stringify({ done: [], documents: {}, posting: 1 } satisfies SettlementProgress),
		arithmetic: null,
		captured_at: now,
		posted_at: null,
		reissue: null,
		reissue_document_id: null,
		...FREE,
	};
	await transaction.insertInto('settlement').values(row).execute();
	if (!isWritten) await writeContent({ kind, query: transaction }, row.document_id, captured);
	await tellAvailable(transaction, row, now);
	return row;
}

/** The row as it is to be; its orders and types are written. Those of a document that is not used any more go with it. */
async function takeAgain(kind: EngineKind, transaction: WriteTransaction, kept: SettlementRow, { captured, decision, now, isWritten }: Capture): Promise<{ readonly outcome: 'unchanged' | 'reissued'; readonly row: SettlementRow }> {
	const verdict = judgeCapture(kept, captured, isClaimed(kept, now));
	const withSource: SettlementRow = { ...kept, sources: JSON.stringify([...new Set([...(JSON.parse(kept.sources) as readonly string[]), captured.source])]) };
	if (verdict === 'known') return { outcome: 'unchanged', row: withSource };
	if (verdict === 'restored') return { outcome: 'unchanged', row: { ...withSource, reissue: null, reissue_document_id: null } };
	const content = contentColumns(captured);
	if (!isWritten) await writeContent({ kind, query: transaction }, content.document_id, captured);
	if (verdict === 'replace') {
		// What a person decided of it stays; what was decided by its content is decided anew.
		const decided = kept.state === 'loaded' ? { state: decision.state, state_reason: decision.stateReason ?? null } : {};
		return { outcome: 'reissued', row: { ...withSource, ...content, ...decided, holds: '[]', reissue: null, reissue_document_id: null, ...FREE } };
	}
	const { orders: _orders, types: _types, ...reissue } = captured;
	return { outcome: 'reissued', row: { ...withSource, reissue: JSON.stringify(reissue), reissue_document_id: content.document_id } };
}

/** The columns of a settlement whose corrected version takes its place; orders and types of the earlier one are in no use any more. */
export function promoteReissue(row: SettlementRow): Partial<SettlementRow> {
	const reissue = toReissue(row);
	if (!reissue) return {};
	return { ...contentColumns(reissue), holds: '[]', reissue: null, reissue_document_id: null };
}

async function recordReport(transaction: WriteTransaction, { accountKey, settlementId }: SettlementKey, source: string): Promise<void> {
	const [, report_id] = /^report (.+)$/.exec(source) ?? [];
	if (report_id === undefined) return;
	await transaction
		.insertInto('settlement_report')
		.values({ account_key: accountKey, report_id, settlement_id: settlementId, problem: null })
		.onConflict((conflict) => conflict.columns(['account_key', 'report_id']).doUpdateSet({ settlement_id: settlementId, problem: null }))
		.execute();
}

/** A settlement that is not to be posted is no news to a workflow. */
async function tellAvailable(transaction: WriteTransaction, { store_id, settlement_id, state }: Pick<SettlementRow, 'store_id' | 'settlement_id' | 'state'>, now: number): Promise<void> {
	if (store_id === null || state === 'skipped') return;
	const details = JSON.stringify({ settlementId: settlement_id } satisfies OrderEvent['details']);
	await transaction.insertInto('order_event').values({ store_id, order_id: '', kind: 'settlementAvailable', at: now, details }).execute();
}

/** See SettlementRepository.assignStore. */
export async function assignStore({ engine, clock }: SettlementContext, keys: readonly SettlementKey[], storeId: string): Promise<void> {
	await engine.write(async (transaction) => {
		await lockStores(engine.kind, transaction, [storeId], 'settlements');
		for (const accountKey of new Set(keys.map((key) => key.accountKey))) {
			const rows = await transaction
				.updateTable('settlement')
				.set({ store_id: storeId })
				.where('account_key', '=', accountKey)
				.where(among(engine.kind, 'settlement_id', keys.filter((key) => key.accountKey === accountKey).map(({ settlementId }) => settlementId)))
				.where('store_id', 'is', null)
				.returning(['store_id', 'settlement_id', 'state'])
				.execute();
			for (const row of rows) await tellAvailable(transaction, row, clock.now());
		}
	});
}
