import type { CreditRepository } from '../../processes/ports/credits';
import { freeDead } from '../claimed';
import { addCancellation } from './cancellation';
import { captureCredits } from './capture';
import { claimCredits, completeCredit, holdCredit, recordCreditProgress, releaseCredits, settleCredit, skipByHand } from './claims';
import type { CreditContext } from './context';
import { countCredits, findCredit, listCredits, readRefundCursor } from './reads';

export function createCreditRepository(context: CreditContext): CreditRepository {
	return {
		capture: async (decisions, cursor) => await captureCredits(context, decisions, cursor),
		cursor: async (accountKey) => await readRefundCursor(context, accountKey),
		addCancellation: async (order, owner, cancellation) => await addCancellation(context, order, owner, cancellation),
		find: async (storeId, creditId) => await findCredit(context, storeId, creditId),
		list: async (filter) => await listCredits(context, filter),
		countByState: async (storeId) => await countCredits(context, storeId),
		claim: async (storeId, claim) => await claimCredits(context, storeId, claim),
		recordProgress: async (credit, owner, progress, ttlMs) => await recordCreditProgress(context, credit, owner, { progress, ttlMs }),
		hold: async (credit, owner, holds) => await holdCredit(context, credit, owner, JSON.stringify(holds)),
		release: async (credits, owner) => await releaseCredits(context.engine, credits, owner),
		complete: async (credit, owner, progress) => await completeCredit(context, credit, owner, progress),
		settle: async (credit, owner, state, reason) => await settleCredit(context, credit, owner, { state, reason }),
		skipByHand: async (storeId, creditIds, reason) => await skipByHand(context, storeId, creditIds, reason),
		releaseDead: async (isDead) => await freeDead(context.engine, 'credit', isDead),
	};
}
