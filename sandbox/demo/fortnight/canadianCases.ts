import type { Day } from '../../../src/domain/calendar';
import { dayPlus, oddHour } from './calendar';
import { type FortnightSku, soldItem } from './goods';
import { type OrderPad, type OrderPlan, taxed } from './placing';
import { fortnightStores } from './stores';
import type { FortnightOrder } from './story';
import type { OrderItemSeed } from '../../amazon/seeds';

/** An item with Ontario's tax of 13 %. */
const ca = (sku: FortnightSku, quantity: number, over: Partial<OrderItemSeed> = {}): OrderItemSeed => taxed(soldItem('CA', sku, quantity, over), 1300);

/** The hand-written orders of the store whose orders of a day become one sale. */
export function canadianCases(days: readonly Day[], pad: OrderPad): readonly FortnightOrder[] {
	const day = (index: number): Day => dayPlus(days[0] ?? '', index);
	return [
		pad.place(day(-20), '12:00', { name: 'longBeforeTheStore', as: 'AMAZON', items: [ca('HP-TEAPOT-12', 1)], outcome: 'skipped' }),
		pad.place(day(-1), '23:59:59.999', { name: 'beforeTheStore', as: 'AMAZON', items: [ca('HP-CANDLE-12', 1)], outcome: 'skipped' }),
		pad.place(day(0), '00:00', { name: 'firstInstant', as: 'AMAZON', items: [ca('HP-CANDLE-12', 2)] }),
		pad.place(day(4), '23:59:59.999', { name: 'lastInstantOfDay', as: 'MERCHANT', items: [ca('HP-TRIVET', 1, { shipping: '6.99' })] }),
		pad.place(day(5), '00:00', { name: 'firstInstantOfDay', as: 'MERCHANT', items: [ca('HP-TRIVET', 2, { shipping: '6.99' })] }),
		...days.flatMap((each) => oddHour(each, fortnightStores.CA.zone)).map((time, index) =>
			pad.placeAt(time, { name: index === 0 ? 'oddHour' : 'oddHourAgain', as: index === 0 ? 'AMAZON' : 'MERCHANT', items: [ca('HP-BOARD-40', 1)] })),
		...plain.map(([index, clock, plan]) => pad.place(day(index), clock, plan)),
		...changing.map(([index, clock, plan]) => pad.place(day(index), clock, plan)),
		...refunded.map(([index, clock, plan]) => pad.place(day(index), clock, plan)),
	];
}

type Placed = readonly [day: number, clock: string, plan: OrderPlan];

const plain: readonly Placed[] = [
	[1, '09:10', { name: 'giftWrap', as: 'MERCHANT', items: [ca('HP-BASKET-BF', 1, { shipping: '6.99', giftWrap: '5.99', gift: { message: 'Joyeux anniversaire, Zoë 🎁', wrapLevel: 'PREMIUM' } })] }],
	[1, '10:20', {
		name: 'discountLargerThanShipping', as: 'AMAZON',
		items: [soldItem('CA', 'HP-TRIVET', 2, { shipping: '3.00', discount: { ITEM: '5.00', SHIPPING: '3.00' }, promotionIds: ['DEMO-FALL'], tax: { ITEM: '5.79', SHIPPING: '0.00' } })],
	}],
	[2, '11:30', { name: 'priceDoesNotDivide', as: 'AMAZON', items: [ca('HP-COASTER-6', 3, { item: '40.00', unitPrice: '13.33' })] }],
	[2, '12:40', { name: 'replacement', as: 'AMAZON', replaces: { orderId: '702-0000000-0000001', kind: 'replacement' }, items: [soldItem('CA', 'HP-MUG-SLATE', 1, { item: '0.00', unitPrice: '0.00' })] }],
	[3, '13:40', { name: 'restCanceledBefore', as: 'MERCHANT', items: [ca('HP-CANDLE-12', 3, { quantityShipped: 2, quantityCanceled: 1, item: '25.98' })], sold: [ca('HP-CANDLE-12', 2)] }],
	[3, '13:50', { name: 'taxFree', as: 'MERCHANT', items: [ca('HP-HONEY-500', 3)] }],
	[10, '08:15', { name: 'doesNotReconcile', as: 'MERCHANT', status: 'UNSHIPPED', grandTotal: '55.36', items: [ca('HP-BOARD-40', 1)], outcome: 'held' }],
	[13, '22:05', { name: 'stillPending', as: 'MERCHANT', status: 'PENDING', items: [ca('HP-TOWEL-3', 1)], outcome: 'waiting' }],
];

/** Each is what it is at first, and what it becomes before the second processing. */
const changing: readonly Placed[] = [
	[4, '09:00', { name: 'pendingThenCanceled', as: 'MERCHANT', status: 'PENDING', items: [ca('HP-MUG-SAND', 1)], later: { kind: 'cancel', by: 'BUYER', silently: true }, outcome: ['waiting', 'canceled'] }],
	[4, '10:00', { name: 'canceledAtOnce', as: 'MERCHANT', status: 'CANCELLED', canceledBy: 'BUYER', items: [ca('HP-MUG-SAND', 2)], outcome: 'canceled' }],
	[6, '11:00', { name: 'canceledAfterSale', as: 'MERCHANT', status: 'UNSHIPPED', items: [ca('HP-TEAPOT-12', 2, { shipping: '6.99' })], later: { kind: 'cancel', by: 'MERCHANT' }, outcome: ['sale', 'credited'] }],
	[6, '12:00', { name: 'restCanceledAfterSale', as: 'MERCHANT', status: 'PARTIALLY_SHIPPED', items: [ca('HP-BOARD-40', 3, { quantityShipped: 2 })], sold: [ca('HP-BOARD-40', 2)], later: { kind: 'cancelRest' }, outcome: ['sale', 'restCredited'] }],
	[7, '13:00', { name: 'lateShipped', as: 'AMAZON', status: 'UNSHIPPED', items: [ca('HP-TOWEL-3', 2)], later: { kind: 'ship' }, outcome: ['waiting', 'lateSale'] }],
	[8, '14:00', { name: 'latePaid', as: 'MERCHANT', status: 'PENDING', items: [ca('HP-MUG-SLATE', 2, { shipping: '6.99' })], later: { kind: 'pay' }, outcome: ['waiting', 'lateSale'] }],
	[8, '15:00', { name: 'askedToCancel', as: 'MERCHANT', status: 'UNSHIPPED', items: [ca('HP-CANDLE-12', 3, { buyerAskedToCancel: 'Ordered by mistake' })], later: { kind: 'ship' }, outcome: ['held', 'lateSale'] }],
	[9, '16:00', { name: 'askedAndCanceled', as: 'MERCHANT', status: 'UNSHIPPED', items: [ca('HP-CANDLE-12', 1, { buyerAskedToCancel: 'Found it cheaper' })], later: { kind: 'cancel', by: 'BUYER' }, outcome: ['held', 'canceled'] }],
	[9, '17:00', { name: 'restCanceled', as: 'AMAZON', status: 'PARTIALLY_SHIPPED', items: [ca('HP-COASTER-6', 3, { quantityShipped: 2 })], sold: [ca('HP-COASTER-6', 2)], later: { kind: 'cancelRest' }, outcome: ['waiting', 'lateSale'] }],
];

const refunded: readonly Placed[] = [
	[1, '18:10', { name: 'fullRefund', as: 'AMAZON', items: [ca('HP-MUG-SLATE', 1, { shipping: '4.99' })] }],
	[2, '18:20', { name: 'partialRefund', as: 'MERCHANT', items: [ca('HP-TEAPOT-12', 1)] }],
	[3, '18:30', { name: 'twoRefunds', as: 'AMAZON', items: [ca('HP-BOARD-40', 1), ca('HP-CANDLE-12', 2)] }],
	[3, '18:40', { name: 'facilitator', as: 'AMAZON', items: [ca('HP-TOWEL-3', 1, { marketplaceFacilitator: true })] }],
	[4, '18:50', { name: 'deferredRefund', as: 'AMAZON', items: [ca('HP-TRIVET', 1)] }],
	[5, '19:00', { name: 'stillDeferred', as: 'AMAZON', items: [ca('HP-TRIVET', 2)] }],
	[5, '19:10', { name: 'shippingRefund', as: 'MERCHANT', items: [ca('HP-MUG-SAND', 1, { shipping: '6.99' })] }],
	[7, '19:20', { name: 'chargeback', as: 'MERCHANT', items: [ca('HP-TOWEL-3', 2)] }],
	[8, '19:30', { name: 'guaranteeClaim', as: 'MERCHANT', items: [ca('HP-TEAPOT-12', 1, { shipping: '6.99' })] }],
	[10, '19:40', { name: 'goodwill', as: 'AMAZON', items: [ca('HP-BASKET-BF', 1)] }],
	[11, '19:50', { name: 'restocking', as: 'MERCHANT', items: [ca('HP-BOARD-40', 2)] }],
	[11, '20:00', { name: 'unitRefund', as: 'AMAZON', items: [ca('HP-COASTER-6', 3)] }],
];
