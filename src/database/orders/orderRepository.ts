import type { OrderRepository } from '../../processes/ports/repositories';
import { captureOrders, writeCursor } from './capture';
import { cancelOrder, claimOrders, completeOrder, holdOrder, keepPart, recordProgress, releaseDeadClaims, releaseOrders, reopenOrder, skipOrder } from './claims';
import { changeStates } from './changeStates';
import type { OrderContext } from './context';
import { holdUnclaimed } from './holds';
import { deleteLogEntry } from './logEntries';
import { listUnpaid, markPaid } from './payments';
import { countByState, countReservedUnits, findBuyer, findOrder, listOpenAtAmazon, listOrders, markChecked, readCursor, readSaleTasks, readStandings } from './reads';
import { eraseBuyerData, readTold, recordTold } from './upkeep';

export function createOrderRepository(context: OrderContext): OrderRepository {
	return {
		capture: async (decisions, cursor) => await captureOrders(context, decisions, cursor),
		cursor: async (accountKey) => await readCursor(context, accountKey),
		saveCursor: async (accountKey, cursor) => await writeCursor(context.engine.query, accountKey, cursor),
		buyer: async (key) => await findBuyer(context, key),
		changeState: async (changes) => await changeStates(context, changes),
		find: async (key) => await findOrder(context, key),
		list: async (filter) => await listOrders(context, filter),
		openAtAmazon: async (storeIds, options) => await listOpenAtAmazon(context, storeIds, options),
		markChecked: async (keys, at) => await markChecked(context, keys, at),
		countByState: async (storeId) => await countByState(context, storeId),
		saleTasks: async (storeId, page) => await readSaleTasks(context, storeId, page),
		standings: async (storeIds, orderIds) => await readStandings(context, storeIds, orderIds),
		claim: async (storeId, claim) => await claimOrders(context, storeId, claim),
		releaseDead: async (isDead) => await releaseDeadClaims(context, isDead),
		release: async (keys, owner) => await releaseOrders(context, keys, owner),
		recordProgress: async (key, owner, progress, ttlMs) => await recordProgress(context, key, owner, progress, ttlMs),
		keepPart: async (key, owner, part) => await keepPart(context, key, owner, part),
		hold: async (key, owner, holds) => await holdOrder(context, key, owner, JSON.stringify(holds)),
		complete: async (key, owner, progress) => await completeOrder(context, key, owner, progress),
		cancel: async (key, owner, reason, progress) => await cancelOrder(context, key, owner, { reason, progress }),
		skip: async (key, owner, reason) => await skipOrder(context, key, owner, reason),
		reopen: async (key, owner) => await reopenOrder(context, key, owner),
		holdUnclaimed: async (storeId, holds) => await holdUnclaimed(context, storeId, holds),
		unpaid: async (storeId, limit) => await listUnpaid(context, storeId, limit),
		markPaid: async (key) => await markPaid(context, key),
		deleteLogEntry: async (key, then) => await deleteLogEntry(context, key, then),
		eraseBuyerData: async (filter) => await eraseBuyerData(context, filter),
		alreadyTold: async (storeId, orderIds) => await readTold(context, storeId, orderIds),
		recordTold: async (storeId, told, untold) => await recordTold(context, storeId, told, untold),
		reservedUnits: async (storeIds) => await countReservedUnits(context, storeIds),
	};
}
