import type { SettlementRepository } from '../../processes/ports/settlements';
import { freeDead } from '../claimed';
import { assignStore, captureSettlement } from './capture';
import { changeSettlementState, claimSettlement, completeSettlement, holdSettlement, recordSettlementProgress, releaseSettlement, undoneSettlement } from './claims';
import type { SettlementContext } from './context';
import { readDocument, removeOrphans, storeDocument } from './documents';
import { findSettlement, knownReports, listSettlements, previousSettlement, readSettlementCursor, recordUnreadable, saveSettlementCursor } from './reads';
import { ordersOf, seenTypes, settledOrders, settledParts, typesOf } from './totals';

export function createSettlementRepository(context: SettlementContext): SettlementRepository {
	return {
		storeDocument: async (bytes) => await storeDocument(context, bytes),
		readDocument: (documentId) => readDocument(context, documentId),
		removeOrphans: async (before) => await removeOrphans(context.engine, before),
		knownReports: async (accountKey, reportIds) => await knownReports(context, accountKey, reportIds),
		recordUnreadable: async (accountKey, reportId, problem) => await recordUnreadable(context, accountKey, reportId, problem),
		capture: async (accountKey, captured, decision) => await captureSettlement(context, accountKey, captured, decision),
		assignStore: async (keys, storeId) => await assignStore(context, keys, storeId),
		cursor: async (accountKey) => await readSettlementCursor(context, accountKey),
		saveCursor: async (accountKey, cursor) => await saveSettlementCursor(context, accountKey, cursor),
		find: async (key) => await findSettlement(context, key),
		list: async (filter) => await listSettlements(context, filter),
		previous: async (record) => await previousSettlement(context, record),
		claim: async (key, owner, ttlMs) => await claimSettlement(context, key, owner, ttlMs),
		release: async (key, owner) => await releaseSettlement(context, key, owner),
		releaseDead: async (isDead) => await freeDead(context.engine, 'settlement', isDead),
		recordProgress: async (key, owner, progress, ttlMs) => await recordSettlementProgress(context, key, owner, { progress, ttlMs }),
		hold: async (key, owner, holds) => await holdSettlement(context, key, owner, JSON.stringify(holds)),
		complete: async (key, owner, posted) => await completeSettlement(context, key, owner, posted),
		undone: async (key, owner, progress, why) => await undoneSettlement(context, key, owner, { progress, why }),
		changeState: async (keys, state, reason) => await changeSettlementState(context, keys, state, reason),
		settledOrders: async (accountKey, orderIds) => await settledOrders(context, accountKey, orderIds),
		settledParts: async (accountKey, orderIds) => await settledParts(context, accountKey, orderIds),
		seenTypes: async (storeIds) => await seenTypes(context, storeIds),
		typesOf: async (key) => await typesOf(context, key),
		ordersOf: async (key) => await ordersOf(context, key),
	};
}
