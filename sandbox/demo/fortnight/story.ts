import type { Day } from '../../../src/domain/calendar';
import type { OrderItemSeed, OrderSeed } from '../../amazon/seeds';
import type { TransactionSeed } from '../../amazon/transactionSeeds';
import type { FortnightStore } from './stores';

/** After the first processing, or after the second one, before which Amazon went on (laterAtAmazon). */
export type FortnightStage = 'first' | 'second';
export type ByStage<T> = { readonly [stage in FortnightStage]: T };

/** What makes an order of the fortnight worth having; each is one order a store at most. */
export type FortnightCase =
	| 'beforeTheStore' | 'longBeforeTheStore' | 'firstInstant' | 'lastInstantOfDay' | 'firstInstantOfDay' | 'oddHour' | 'oddHourAgain'
	| 'giftWrap' | 'discountLargerThanShipping' | 'priceDoesNotDivide' | 'replacement' | 'facilitator' | 'taxFree' | 'business'
	| 'pendingThenCanceled' | 'canceledAtOnce' | 'canceledAfterSale' | 'restCanceledAfterSale' | 'restCanceledBefore' | 'restCanceled' | 'lateShipped' | 'latePaid'
	| 'askedToCancel' | 'askedAndCanceled' | 'doesNotReconcile' | 'stillPending'
	| 'fullRefund' | 'partialRefund' | 'twoRefunds' | 'shippingRefund' | 'unitRefund' | 'deferredRefund' | 'stillDeferred' | 'chargeback' | 'guaranteeClaim' | 'goodwill' | 'restocking';

/**
 * sale: on the sale of its day, or a sale of its own. lateSale: on the sale of the last day that could be closed when it
 * came, because its own was closed (D14). notShipped: a sale whose goods stay on the shelf (N22). credited: on its day's
 * sale, and a credit note takes its part back (N9). restCredited: the same for the units that were canceled (N21). voided: its own sale is voided.
 */
export type OrderOutcome = 'sale' | 'lateSale' | 'notShipped' | 'credited' | 'restCredited' | 'voided' | 'waiting' | 'held' | 'canceled' | 'skipped';

/** What happens to an order at Amazon between the two processings. */
export type LaterChange =
	| { readonly kind: 'cancel'; readonly by: 'BUYER' | 'MERCHANT'; readonly silently?: boolean }
	| { readonly kind: 'pay' }
	| { readonly kind: 'ship' }
	/** What was not shipped is canceled (N21); Amazon then states the money of the shipped units alone, which is that of `sold`. */
	| { readonly kind: 'cancelRest' };

export interface FortnightOrder {
	readonly store: FortnightStore;
	/** In the store's zone. */
	readonly day: Day;
	readonly name?: FortnightCase;
	/** As Amazon has it at first. */
	readonly order: OrderSeed;
	/** What is sold in the end, where it is less than what was ordered. */
	readonly sold?: readonly OrderItemSeed[];
	readonly later?: LaterChange;
	readonly outcome: ByStage<OrderOutcome>;
}

/** credited: a credit note. settlement: left to the settlement journal (D13). none: not known yet, or not loaded. */
export type CreditOutcome = 'credited' | 'settlement' | 'none';

export interface FortnightRefund {
	readonly store: FortnightStore;
	readonly orderId: string;
	/** Identifies the credit: Amazon's REFUND_ID. */
	readonly creditId: string;
	/** first: posted in the fortnight. later: posted between the processings. released: deferred at first and released then. deferred: to the end. */
	readonly appears: 'first' | 'later' | 'released' | 'deferred';
	/** postedDate and status are those of the first state; of what appears later, laterAtAmazon sets them. */
	readonly transaction: TransactionSeed;
	readonly outcome: ByStage<CreditOutcome>;
}
