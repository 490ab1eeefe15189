import type { OrderRepository } from '../../processes/ports/repositories';
import { captureOrders, writeCursor } from './capture';
import { cancelOrder, claimOrders, completeOrder, holdOrder, recordProgress, releaseDeadClaims, releaseOrders, skipOrder } from './claims';
import { changeStates } from './changeStates';
import type { OrderContext } from './context';
import { countByState, countReservedUnits, findBuyer, findOrder, listOpenAtAmazon, listOrders, markChecked, readCursor } from './reads';
import { deleteLogEntry, eraseBuyerData, readTold, recordTold } from './upkeep';

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
		claim: async (storeId, claim) => await claimOrders(context, storeId, claim),
		releaseDead: async (isDead) => await releaseDeadClaims(context, isDead),
		release: async (keys, owner) => await releaseOrders(context, keys, owner),
		recordProgress: async (key, owner, progress, ttlMs) => await recordProgress(context, key, owner, progress, ttlMs),
		hold: async (key, owner, holds) => await holdOrder(context, key, owner, JSON.stringify(holds)),
		complete: async (key, owner, progress) => await completeOrder(context, key, owner, progress),
		cancel: async (key, owner, reason, progress) => await cancelOrder(context, key, owner, { reason, progress }),
		skip: async (key, owner, reason) => await skipOrder(context, key, owner, reason),
		deleteLogEntry: async (key, then) => await deleteLogEntry(context, key, then),
		eraseBuyerData: async (filter) => await eraseBuyerData(context, filter),
		alreadyTold: async (storeId, orderIds) => await readTold(context, storeId, orderIds),
		recordTold: async (storeId, told) => await recordTold(context, storeId, told),
		reservedUnits: async (storeIds) => await countReservedUnits(context, storeIds),
	};
}
