import type { DailySaleRepository } from '../../processes/ports/dailySales';
import { freeDead } from '../claimed';
import { claimDailySale, holdDailySale, recordSaleProgress, releaseDailySale } from './claims';
import { closeDay } from './close';
import type { DailySaleContext } from './context';
import { completeDailySale, completeEmptySale, markSalePaid, takeOut } from './endings';
import { findDailySale, listDailySales, listMembers, listUnpaidSales, readClosedDays } from './reads';

export function createDailySaleRepository(context: DailySaleContext): DailySaleRepository {
	return {
		closedDays: async (storeId, days) => await readClosedDays(context, storeId, days),
		close: async (storeId, day, sales, revisions) => await closeDay(context, storeId, day, { sales, revisions }),
		claim: async (storeId, claim) => await claimDailySale(context, storeId, claim),
		find: async (saleKey) => await findDailySale(context, saleKey),
		list: async (storeId, filter) => await listDailySales(context, storeId, filter),
		members: async (saleKey) => await listMembers(context, saleKey),
		takeOut: async (saleKey, owner, orderIds, reason) => await takeOut(context, saleKey, owner, { orderIds, reason }),
		recordProgress: async (saleKey, owner, progress, ttlMs) => await recordSaleProgress(context, saleKey, owner, { progress, ttlMs }),
		hold: async (saleKey, owner, holds) => await holdDailySale(context, saleKey, owner, JSON.stringify(holds)),
		release: async (saleKey, owner) => await releaseDailySale(context, saleKey, owner),
		complete: async (saleKey, owner, progress) => await completeDailySale(context, saleKey, owner, progress),
		completeEmpty: async (saleKey, owner) => await completeEmptySale(context, saleKey, owner),
		unpaid: async (storeId, limit) => await listUnpaidSales(context, storeId, limit),
		markPaid: async (saleKey) => await markSalePaid(context, saleKey),
		releaseDead: async (isDead) => await freeDead(context.engine, 'daily_sale', isDead),
	};
}
