import type { Selectable } from 'kysely';
import type { OperationRecord, OperationsLog } from '../processes/ports/repositories';
import type { SqlEngine } from './engines/engine';
import { toInstant, toMilliseconds } from './instants';
import type { OperationTable } from './schema';

export function createOperationsLog(engine: SqlEngine): OperationsLog {
	return {
		append: async (record) => {
			await engine.query
				.insertInto('operation')
				.values({
					store_id: record.storeId,
					operation: record.operation,
					started_by: record.startedBy,
					started_at: toMilliseconds(record.startedAt),
					finished_at: toMilliseconds(record.finishedAt),
					counts: JSON.stringify(record.counts),
					notes: JSON.stringify(record.notes),
				})
				.execute();
		},
		list: async ({ storeId, limit }) => {
			let query = engine.query.selectFrom('operation').selectAll().orderBy('operation_id', 'desc').limit(limit);
			if (storeId !== undefined) query = query.where('store_id', '=', storeId);
			return (await query.execute()).map(toRecord);
		},
	};
}

const toRecord = (row: Selectable<OperationTable>): OperationRecord => ({
	storeId: row.store_id,
	operation: row.operation,
	startedBy: row.started_by,
	startedAt: toInstant(row.started_at),
	finishedAt: toInstant(row.finished_at),
	counts: JSON.parse(row.counts) as OperationRecord['counts'],
	notes: JSON.parse(row.notes) as OperationRecord['notes'],
});
