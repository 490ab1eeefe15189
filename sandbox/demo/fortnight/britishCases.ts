import type { Day } from '../../../src/domain/calendar';
import { dayPlus, oddHour } from './calendar';
import { type FortnightSku, soldItem } from './goods';
import type { OrderPad, OrderPlan } from './placing';
import { fortnightStores } from './stores';
import type { FortnightOrder } from './story';
import type { OrderItemSeed } from '../../amazon/seeds';

/** An item whose price contains the tax that Amazon does not state. */
const uk = (sku: FortnightSku, quantity: number, over: Partial<OrderItemSeed> = {}): OrderItemSeed => soldItem('UK', sku, quantity, over);

/** The hand-written orders of the store whose orders become one sale each. */
export function britishCases(days: readonly Day[], pad: OrderPad): readonly FortnightOrder[] {
	const day = (index: number): Day => dayPlus(days[0] ?? '', index);
	return [
		pad.place(day(-20), '12:00', { name: 'longBeforeTheStore', as: 'AMAZON', items: [uk('HP-TEAPOT-12', 1)], outcome: 'skipped' }),
		pad.place(day(-1), '23:59:59.999', { name: 'beforeTheStore', as: 'AMAZON', items: [uk('HP-CANDLE-12', 1)], outcome: 'skipped' }),
		pad.place(day(0), '00:00', { name: 'firstInstant', as: 'AMAZON', items: [uk('HP-CANDLE-12', 2)] }),
		pad.place(day(4), '23:59:59.999', { name: 'lastInstantOfDay', as: 'MERCHANT', items: [uk('HP-TRIVET', 1, { shipping: '3.90' })] }),
		pad.place(day(5), '00:00', { name: 'firstInstantOfDay', as: 'MERCHANT', items: [uk('HP-TRIVET', 2, { shipping: '3.90' })] }),
		...days.flatMap((each) => oddHour(each, fortnightStores.UK.zone)).map((time, index) =>
			pad.placeAt(time, { name: index === 0 ? 'oddHour' : 'oddHourAgain', as: index === 0 ? 'AMAZON' : 'MERCHANT', items: [uk('HP-BOARD-40', 1)] })),
		...plain.map(([index, clock, plan]) => pad.place(day(index), clock, plan)),
		...changing.map(([index, clock, plan]) => pad.place(day(index), clock, plan)),
		...refunded.map(([index, clock, plan]) => pad.place(day(index), clock, plan)),
	];
}

type Placed = readonly [day: number, clock: string, plan: OrderPlan];

const plain: readonly Placed[] = [
	[1, '09:10', { name: 'giftWrap', as: 'MERCHANT', items: [uk('HP-BASKET-BF', 1, { shipping: '3.90', giftWrap: '3.99', gift: { message: 'Many happy returns, Siân', wrapLevel: 'STANDARD' } })] }],
	[1, '10:20', { name: 'discountLargerThanShipping', as: 'AMAZON', items: [uk('HP-TRIVET', 2, { shipping: '3.90', discount: { ITEM: '6.00', SHIPPING: '3.90' }, promotionIds: ['DEMO-AUTUMN'] })] }],
	[2, '11:30', { name: 'priceDoesNotDivide', as: 'AMAZON', items: [uk('HP-COASTER-6', 3, { item: '25.00', unitPrice: '8.33' })] }],
	[2, '12:40', { name: 'replacement', as: 'MERCHANT', replaces: { orderId: '204-0000000-0000001', kind: 'replacement' }, items: [uk('HP-MUG-SLATE', 1, { item: '0.00', unitPrice: '0.00' })] }],
	[3, '13:50', { name: 'taxFree', as: 'AMAZON', items: [uk('HP-HONEY-500', 3), uk('HP-CANDLE-12', 1)] }],
	[3, '14:50', {
		name: 'business', as: 'MERCHANT', programs: ['AMAZON_BUSINESS'],
		buyer: { name: 'Morgan Example', email: 'buyer-business@marketplace.amazon.example', companyName: 'Example Tea Rooms Ltd', purchaseOrderNumber: 'TEA-17' },
		items: [uk('HP-MUG-SLATE', 12)],
	}],
	[13, '22:05', { name: 'stillPending', as: 'MERCHANT', status: 'PENDING', items: [uk('HP-TOWEL-3', 1)], outcome: 'waiting' }],
];

const changing: readonly Placed[] = [
	[4, '09:00', { name: 'pendingThenCanceled', as: 'MERCHANT', status: 'PENDING', items: [uk('HP-MUG-SAND', 1)], later: { kind: 'cancel', by: 'BUYER' }, outcome: ['waiting', 'canceled'] }],
	[4, '10:00', { name: 'canceledAtOnce', as: 'MERCHANT', status: 'CANCELLED', canceledBy: 'BUYER', items: [uk('HP-MUG-SAND', 2)], outcome: 'canceled' }],
	[6, '11:00', { name: 'canceledAfterSale', as: 'MERCHANT', status: 'UNSHIPPED', items: [uk('HP-TEAPOT-12', 2, { shipping: '3.90' })], later: { kind: 'cancel', by: 'MERCHANT' }, outcome: ['sale', 'voided'] }],
	[7, '13:00', { name: 'lateShipped', as: 'AMAZON', status: 'UNSHIPPED', items: [uk('HP-TOWEL-3', 2)], later: { kind: 'ship' }, outcome: ['waiting', 'sale'] }],
	[8, '14:00', { name: 'latePaid', as: 'MERCHANT', status: 'PENDING', items: [uk('HP-MUG-SLATE', 2, { shipping: '3.90' })], later: { kind: 'pay' }, outcome: ['waiting', 'sale'] }],
	[8, '15:00', { name: 'askedToCancel', as: 'MERCHANT', status: 'UNSHIPPED', items: [uk('HP-CANDLE-12', 3, { buyerAskedToCancel: 'Ordered by mistake' })], outcome: 'notShipped' }],
	[9, '16:00', { name: 'askedAndCanceled', as: 'MERCHANT', status: 'UNSHIPPED', items: [uk('HP-CANDLE-12', 1, { buyerAskedToCancel: 'Found it cheaper' })], later: { kind: 'cancel', by: 'BUYER' }, outcome: ['notShipped', 'voided'] }],
	[9, '17:00', { name: 'restCanceled', as: 'AMAZON', status: 'PARTIALLY_SHIPPED', items: [uk('HP-COASTER-6', 3, { quantityShipped: 2 })], sold: [uk('HP-COASTER-6', 2)], later: { kind: 'cancelRest' }, outcome: ['waiting', 'sale'] }],
];

const refunded: readonly Placed[] = [
	[1, '18:10', { name: 'fullRefund', as: 'AMAZON', items: [uk('HP-TEAPOT-12', 1)] }],
	[2, '18:20', { name: 'partialRefund', as: 'MERCHANT', items: [uk('HP-BASKET-BF', 1)] }],
	[3, '18:30', { name: 'twoRefunds', as: 'AMAZON', items: [uk('HP-BOARD-40', 1), uk('HP-CANDLE-12', 2)] }],
	[5, '18:50', { name: 'deferredRefund', as: 'AMAZON', items: [uk('HP-TRIVET', 1)] }],
	[6, '19:00', { name: 'stillDeferred', as: 'AMAZON', items: [uk('HP-TRIVET', 2)] }],
	[7, '19:10', { name: 'shippingRefund', as: 'MERCHANT', items: [uk('HP-MUG-SAND', 1, { shipping: '3.90' })] }],
	[10, '19:20', { name: 'chargeback', as: 'MERCHANT', items: [uk('HP-BOARD-40', 2)] }],
	[11, '19:30', { name: 'guaranteeClaim', as: 'MERCHANT', items: [uk('HP-TEAPOT-12', 1, { shipping: '3.90' })] }],
];
