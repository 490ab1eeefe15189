import type { Issue } from '../../domain/issues';
import type { SettlementCursor, SettlementKey, SettlementRecord, SettlementRepository } from '../../processes/ports/settlements';
import { among } from '../engines/engine';
import { toMilliseconds } from '../instants';
import type { SettlementContext } from './context';
import { toSettlement } from './rows';

export async function findSettlement({ engine }: SettlementContext, { accountKey, settlementId }: SettlementKey): Promise<SettlementRecord | undefined> {
	const row = await engine.query.selectFrom('settlement').selectAll().where('account_key', '=', accountKey).where('settlement_id', '=', settlementId).executeTakeFirst();
	return row && toSettlement(row);
}

/** See SettlementRepository.list. */
export async function listSettlements({ engine }: SettlementContext, { accountKey, storeIds, withoutStore, states, settlementIds, oldestFirst, limit }: Parameters<SettlementRepository['list']>[0]): Promise<readonly SettlementRecord[]> {
	const direction = oldestFirst === true ? 'asc' : 'desc';
	let query = engine.query.selectFrom('settlement').selectAll().orderBy('ends_at', direction).orderBy('settlement_id', direction).orderBy('account_key', direction);
	if (accountKey !== undefined) query = query.where('account_key', '=', accountKey);
	if (storeIds) query = query.where(among(engine.kind, 'store_id', storeIds));
	if (withoutStore !== undefined) query = query.where('store_id', withoutStore ? 'is' : 'is not', null);
	if (states) query = query.where(among(engine.kind, 'state', states));
	if (settlementIds) query = query.where(among(engine.kind, 'settlement_id', settlementIds));
	if (limit !== undefined) query = query.limit(limit);
	return (await query.execute()).map(toSettlement);
}

/** See SettlementRepository.previous. Of several the one that began last. */
export async function previousSettlement({ engine }: SettlementContext, { accountKey, settlementId, statement }: SettlementRecord): Promise<SettlementRecord | undefined> {
	const row = await engine.query
		.selectFrom('settlement')
		.selectAll()
		.where('account_key', '=', accountKey)
		.where('currency', '=', statement.currency)
		.where('ends_at', '=', toMilliseconds(statement.startsAt))
		.where('settlement_id', '!=', settlementId)
		.orderBy('starts_at', 'desc')
		.orderBy('settlement_id')
		.executeTakeFirst();
	return row && toSettlement(row);
}

export async function readSettlementCursor({ engine }: SettlementContext, accountKey: string): Promise<SettlementCursor | undefined> {
	const row = await engine.query.selectFrom('settlement_cursor').select('position').where('account_key', '=', accountKey).executeTakeFirst();
	return row && (JSON.parse(row.position) as SettlementCursor);
}

export async function saveSettlementCursor({ engine }: SettlementContext, accountKey: string, cursor: SettlementCursor): Promise<void> {
	const position = JSON.stringify(cursor);
	await engine.query
		.insertInto('settlement_cursor')
		.values({ account_key: accountKey, position })
		.onConflict((conflict) => conflict.column('account_key').doUpdateSet({ position }))
		.execute();
}

/** See SettlementRepository.knownReports. */
export async function knownReports({ engine }: SettlementContext, accountKey: string, reportIds: readonly string[]): Promise<ReadonlySet<string>> {
	const rows = await engine.query.selectFrom('settlement_report').select('report_id').where('account_key', '=', accountKey).where(among(engine.kind, 'report_id', reportIds)).execute();
	return new Set(rows.map((row) => row.report_id));
}

/** See SettlementRepository.recordUnreadable. One that was read meanwhile stays known as read. */
export async function recordUnreadable({ engine }: SettlementContext, accountKey: string, reportId: string, issue: Issue): Promise<void> {
	const problem = JSON.stringify(issue);
	await engine.query
		.insertInto('settlement_report')
		.values({ account_key: accountKey, report_id: reportId, settlement_id: null, problem })
		.onConflict((conflict) => conflict.columns(['account_key', 'report_id']).doUpdateSet({ problem }).where('settlement_report.settlement_id', 'is', null))
		.execute();
}
