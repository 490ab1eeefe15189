import type { OrderStatus } from '../../domain/orders/order';
import type { CaptureDecision, OrderEvent, OrderState } from '../../processes/ports/repositories';
import { toMilliseconds } from '../instants';

/** What the rules need to know of an order as it is kept. */
export interface KeptOrder {
	readonly state: OrderState;
	readonly stateReason?: string;
	readonly status: OrderStatus;
	readonly lastUpdatedAt: number;
	readonly proceedsWithheld: boolean;
	readonly mustVoid: boolean;
	/** A first call to Cin7 Core was made, or may have been. */
	readonly begun: boolean;
	/** A run holds it now. */
	readonly claimed: boolean;
	/** Its day was closed with it: other orders are in the same sale, so it is never taken out of it here. */
	readonly ofDailySale: boolean;
}

/** What becomes of an order that is loaded. */
export interface Transition {
	readonly state: OrderState;
	readonly stateReason?: string;
	readonly mustVoid: boolean;
	readonly event?: OrderEvent['kind'];
}

const isUnpaid = (status: OrderStatus): boolean => status === 'PENDING' || status === 'PENDING_AVAILABILITY';

/**
 * Whether a loaded order says anything that may be newer than what is kept. Amazon cancels unpaid orders without a newer
 * lastUpdatedTime (N15), and neither a cancellation nor a payment is ever taken back, so these count at any time.
 */
export function isNews(kept: KeptOrder, { captured: { order } }: CaptureDecision): boolean {
	if (order.status === 'CANCELLED' && kept.status !== 'CANCELLED') return true;
	if (isUnpaid(kept.status) && !isUnpaid(order.status)) return true;
	const loadedAt = toMilliseconds(order.lastUpdatedTime);
	if (loadedAt === kept.lastUpdatedAt && takesBack(kept.status, order.status)) return false;
	// The same state of the order, loaded by a request that Amazon granted less: what is kept knows more.
	if (loadedAt === kept.lastUpdatedAt && order.proceedsWithheld === true && !kept.proceedsWithheld) return false;
	return loadedAt >= kept.lastUpdatedAt;
}

const takesBack = (known: OrderStatus, told: OrderStatus): boolean => (known === 'CANCELLED' && told !== 'CANCELLED') || (!isUnpaid(known) && isUnpaid(told));

/** The next state of an order by what was loaded, pure. An order is never moved away from under a run that writes its sale. */
export function decideTransition(kept: KeptOrder | undefined, decision: CaptureDecision): Transition {
	if (!kept) return enter(decision, decision.state === 'pending');
	const canceled = decision.state === 'canceled' || decision.captured.order.status === 'CANCELLED';
	switch (kept.state) {
		case 'processed':
			return keepProcessed(kept, decision, canceled);
		case 'canceled':
			return stay(kept);
		case 'pending':
			if (canceled) return cancelPending(kept, decision);
			return kept.begun || kept.claimed || kept.ofDailySale || decision.state === 'pending' ? { ...stay(kept), stateReason: undefined } : enter(decision, false);
		case 'waiting':
			return { ...enter(decision, decision.state === 'pending'), ...(decision.state === 'canceled' ? { event: 'orderCanceled' as const } : {}) };
		case 'skipped':
			return enter(decision, decision.state === 'pending');
	}
}

function enter({ state, stateReason, mustVoid }: CaptureDecision, captured: boolean): Transition {
	return {
		state,
		...(stateReason === undefined ? {} : { stateReason }),
		mustVoid: mustVoid === true && (state === 'pending' || state === 'processed'),
		...(captured ? { event: 'orderCaptured' as const } : {}),
	};
}

const stay = ({ state, stateReason, mustVoid }: KeptOrder): Transition => ({ state, ...(stateReason === undefined ? {} : { stateReason }), mustVoid });

/** S158: the sale of a canceled order is to be voided. */
function keepProcessed(kept: KeptOrder, decision: CaptureDecision, canceled: boolean): Transition {
	const mustVoid = kept.mustVoid || (decision.mustVoid ?? canceled);
	return { ...stay(kept), mustVoid, ...(isFirstCancellation(kept, canceled) ? { event: 'orderCanceled' as const } : {}) };
}

/** S158: nothing was written yet: it leaves Pending Orders. Something may have been: it stays, to be voided, or to be taken out of its daily sale (D7). */
function cancelPending(kept: KeptOrder, decision: CaptureDecision): Transition {
	const event = isFirstCancellation(kept, true) ? { event: 'orderCanceled' as const } : {};
	if (kept.begun || kept.ofDailySale) return { state: 'pending', mustVoid: true, ...event };
	return { state: 'canceled', stateReason: decision.stateReason ?? 'Canceled at Amazon', mustVoid: false, ...event };
}

const isFirstCancellation = (kept: KeptOrder, canceled: boolean): boolean => canceled && !kept.mustVoid && kept.status !== 'CANCELLED';
