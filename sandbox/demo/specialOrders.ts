import type { OrderItemSeed, OrderSeed } from '../amazon/seeds';
import type { DemoDay } from './demoDay';
import { type DemoOrder, demoItem, type DemoOutcome } from './demoOrder';
import { type DemoPerson, demoPerson } from './people';
import type { SeededRandom } from './random';
import { type DemoStore, demoStores } from './stores';

/** What makes an order of the demo day worth having; each case is one order. */
export type DemoCase =
	| 'unshipped' | 'partiallyShipped' | 'business' | 'giftWrap' | 'promotionLargerThanShipping' | 'priceDoesNotDivide' | 'quantityTwoAtTen' | 'mixedTax'
	| 'taxOnShippingAndGiftWrap' | 'replacement' | 'freeUnits' | 'tipFinalized' | 'tipPending' | 'canceled' | 'pending' | 'pendingThenCanceled' | 'unmappedSku'
	| 'noBuyerName' | 'addressMissing' | 'doesNotReconcile' | 'unknownStatus' | 'notShippedByAmazonYet' | 'skuNeedsEncoding' | 'germanAmazonFulfilled' | 'germanMerchantShipped'
	| 'germanBusiness' | 'germanUnshipped' | 'germanDiscount' | 'germanPending' | 'cashOnDelivery' | 'points' | 'japaneseShipped';

type Special = { readonly items: readonly OrderItemSeed[]; readonly outcome?: DemoOutcome; readonly reason?: string; readonly as?: 'AMAZON' | 'MERCHANT' } & Partial<Omit<OrderSeed, 'items'>>;

/** The hand-written orders of the demo day, by case. */
export function specialOrders(day: DemoDay, random: SeededRandom): ReadonlyMap<DemoCase, DemoOrder> {
	const orders = new Map<DemoCase, DemoOrder>();
	for (const [store, specials] of [['US', american(day)], ['DE', german(day)], ['JP', japanese()]] as const) {
		for (const [name, special] of specials) orders.set(name, specialOrder(store, special, day, demoPerson(store, random), orders.size));
	}
	return orders;
}

function specialOrder(store: DemoStore, special: Special, day: DemoDay, person: DemoPerson, at: number): DemoOrder {
	const { outcome = 'sale', reason, as = 'MERCHANT', ...order } = special;
	const { marketplaceId, hours } = demoStores[store];
	const hour = String(hours.from + (at % (hours.to - hours.from))).padStart(2, '0');
	const seed: OrderSeed = {
		orderId: day.nextOrderId(store),
		marketplaceId,
		createdTime: day.at(`${hour}:07`),
		lastUpdatedTime: day.at(`${hour}:52`),
		status: as === 'AMAZON' ? 'SHIPPED' : 'UNSHIPPED',
		fulfilledBy: as,
		buyer: { name: person.name, email: person.email },
		address: person.address,
		paymentMethod: 'CreditCard',
		shipBy: { earliest: day.at('00:00'), latest: day.later(1, '23:59') },
		deliverBy: { earliest: day.later(2, '00:00'), latest: day.later(5, '23:59') },
		...order,
	};
	return { store, order: seed, outcome, ...(reason === undefined ? {} : { reason }) };
}

const us = (sku: string, quantity: number, over: Partial<OrderItemSeed> = {}): OrderItemSeed => demoItem('US', sku, quantity, { marketplaceFacilitator: true, ...over });
const de = (sku: string, quantity: number, over: Partial<OrderItemSeed> = {}): OrderItemSeed => demoItem('DE', sku, quantity, over);
const jp = (sku: string, quantity: number, over: Partial<OrderItemSeed> = {}): OrderItemSeed => demoItem('JP', sku, quantity, over);

const american = (day: DemoDay): readonly (readonly [DemoCase, Special])[] => [
	['unshipped', { items: [us('HP-MUG-SLATE', 1, { shipping: '4.99', tax: { ITEM: '1.55', SHIPPING: '0.52' } })], deliveryInstructions: 'Please ring twice' }],
	['partiallyShipped', {
		status: 'PARTIALLY_SHIPPED',
		items: [us('HP-BOARD-40', 2, { quantityShipped: 1, tax: { ITEM: '6.83' } }), us('HP-TOWEL-3', 1, { quantityShipped: 1, tax: { ITEM: '2.14' } })],
		packages: [{ packageReferenceId: '1', carrier: 'UPS', shippingService: 'UPS Ground', trackingNumber: 'DEMO-UPS-1', shipTime: day.at('20:00'), items: [{ item: 0, quantity: 1 }, { item: 1, quantity: 1 }] }],
	}],
	['business', {
		programs: ['AMAZON_BUSINESS'],
		buyer: { name: 'Morgan Placeholder', email: 'buyer-business@marketplace.amazon.example', companyName: 'Example Café Supplies LLC', purchaseOrderNumber: 'PO-4711' },
		items: [us('HP-TEAPOT-12', 4, { shipping: '12.00', tax: { ITEM: '0.00', SHIPPING: '0.00' } })],
	}],
	['giftWrap', { items: [us('HP-BASKET-BF', 1, { giftWrap: '5.49', gift: { message: 'Für Zoë – alles Gute! 🎁', wrapLevel: 'PREMIUM' }, tax: { ITEM: '5.16', GIFT_WRAP: '0.48' } })] }],
	['promotionLargerThanShipping', {
		as: 'AMAZON',
		items: [us('AMZ-7F-TRIVET', 2, { shipping: '3.00', discount: { ITEM: '5.00', SHIPPING: '3.00' }, promotionIds: ['DEMO-SPRING'], tax: { ITEM: '2.68', SHIPPING: '0.00' } })],
	}],
	['priceDoesNotDivide', { items: [us('HP-COASTER-6', 3, { item: '10.00', unitPrice: '3.33', tax: { ITEM: '0.83' } })] }],
	['quantityTwoAtTen', { items: [us('HP-COASTER-6', 2, { item: '20.00', tax: { ITEM: '1.65' } })] }],
	['mixedTax', {
		items: [
			us('HP-HONEY-500', 2, { tax: { ITEM: '0.00' }, marketplaceFacilitator: false }),
			us('HP-CANDLE-12', 3, { tax: { ITEM: '3.10' } }),
			us('HP-MUG-SAND', 1, { shipping: '6.50', tax: { ITEM: '1.31', SHIPPING: '0.57' } }),
		],
	}],
	['taxOnShippingAndGiftWrap', { as: 'AMAZON', items: [us('HP-CANDLE-12', 1, { shipping: '5.99', giftWrap: '3.99', gift: { wrapLevel: 'STANDARD' }, tax: { ITEM: '1.03', SHIPPING: '0.62', GIFT_WRAP: '0.41' } })] }],
	['replacement', { as: 'AMAZON', replaces: { orderId: '111-0000000-0000001', kind: 'replacement' }, items: [us('HP-MUG-SLATE', 1, { item: '0.00', unitPrice: '0.00' })] }],
	['freeUnits', { as: 'AMAZON', grandTotal: null, items: [us('HP-COASTER-6', 1, { item: undefined, unitPrice: undefined })], reason: 'free units: no total is zero' }],
	['tipFinalized', { items: [us('HP-BASKET-BF', 1, { tax: { ITEM: '5.16' } })], tip: { amount: '5.00', status: 'FINALIZED' } }],
	['tipPending', { items: [us('HP-HONEY-500', 1, { tax: { ITEM: '0.00' } })], tip: { amount: '3.00', status: 'PENDING' }, outcome: 'held', reason: 'the tip is not final' }],
	['canceled', { status: 'CANCELLED', canceledBy: 'BUYER', items: [us('HP-MUG-SLATE', 1, { tax: { ITEM: '1.55' } })], outcome: 'canceled', reason: 'canceled at Amazon' }],
	['pending', { status: 'PENDING', items: [us('HP-TOWEL-3', 2, { tax: { ITEM: '4.04' } })], outcome: 'waiting', reason: 'not paid yet' }],
	['pendingThenCanceled', { status: 'PENDING', items: [us('HP-BOARD-40', 1, { tax: { ITEM: '3.22' } })], outcome: 'waiting', reason: 'not paid yet; may turn canceled without a new update time' }],
	['unmappedSku', { items: [us('HP-MUG-SAND', 1, { tax: { ITEM: '1.24' } }), us('HP-SPOON-WALNUT', 2, { tax: { ITEM: '1.20' } })], outcome: 'held', reason: 'a product is not linked' }],
	['noBuyerName', { as: 'AMAZON', buyer: undefined, address: undefined, items: [us('HP/ESPRESSO 4', 1, { tax: { ITEM: '2.47' } })] }],
	['addressMissing', { address: undefined, items: [us('HP-CANDLE-12', 2, { tax: { ITEM: '1.65' } })], outcome: 'held', reason: 'no address to ship to' }],
	['doesNotReconcile', { grandTotal: '16.55', items: [us('HP-MUG-SLATE', 1, { tax: { ITEM: '1.55' } })], outcome: 'held', reason: 'amounts do not add up' }],
	['unknownStatus', { raw: { fulfillment: { fulfillmentStatus: 'INVOICE_UNCONFIRMED' } }, items: [us('HP-TEAPOT-12', 1, { tax: { ITEM: '3.71' } })], outcome: 'held', reason: 'a status that is not known' }],
	['notShippedByAmazonYet', { as: 'AMAZON', status: 'UNSHIPPED', items: [us('HP-MUG-SAND', 2, { tax: { ITEM: '2.47' } })], outcome: 'waiting', reason: 'Amazon has not shipped it yet' }],
];

const german = (day: DemoDay): readonly (readonly [DemoCase, Special])[] => [
	['skuNeedsEncoding', { items: [de('HP/ESPRESSO 4', 1, { shipping: '3.90' })] }],
	['germanAmazonFulfilled', { as: 'AMAZON', programs: ['PRIME'], items: [de('HP-TEAPOT-12', 1), de('HP-HONEY-500', 2)] }],
	['germanMerchantShipped', {
		status: 'SHIPPED',
		items: [de('HP-BOARD-40', 1, { shipping: '4.90' })],
		packages: [{ packageReferenceId: '1', carrier: 'DHL', shippingService: 'DHL Paket', trackingNumber: 'DEMO-DHL-1', shipTime: day.at('19:00') }],
	}],
	['germanBusiness', {
		status: 'SHIPPED',
		programs: ['AMAZON_BUSINESS'],
		buyer: { name: 'Käthe Müsterich', email: 'buyer-b2b@marketplace.amazon.example', companyName: 'Beispiel & Söhne GmbH', purchaseOrderNumber: 'BE-2026/17' },
		items: [de('HP-MUG-SLATE', 12)],
		packages: [{ packageReferenceId: '1', carrier: 'DPD', shippingService: 'DPD Classic', trackingNumber: 'DEMO-DPD-1', shipTime: day.at('19:30') }],
	}],
	['germanUnshipped', { items: [de('HP-TOWEL-3', 1, { shipping: '3.90', giftWrap: '2.90', gift: { message: 'Schöne Grüße aus Görlitz!', wrapLevel: 'STANDARD' } })] }],
	['germanDiscount', { as: 'AMAZON', items: [de('AMZ-7F-TRIVET', 3, { shipping: '3.90', discount: { SHIPPING: '3.90' }, promotionIds: ['DEMO-VERSANDFREI'] })] }],
	['germanPending', { status: 'PENDING', items: [de('HP-CANDLE-12', 1)], outcome: 'waiting', reason: 'not paid yet' }],
];

const japanese = (): readonly (readonly [DemoCase, Special])[] => [
	['cashOnDelivery', { paymentMethod: 'COD', items: [jp('HP-TEAPOT-12', 1, { shipping: '500', codFee: '330' })] }],
	['points', { as: 'AMAZON', items: [jp('HP-MUG-SLATE', 2, { points: { number: 44, value: '44' } })] }],
	['japaneseShipped', { status: 'SHIPPED', items: [jp('HP-BASKET-BF', 1), jp('HP-CANDLE-12', 2)], packages: [{ packageReferenceId: '1', carrier: 'YamatoTransport', trackingNumber: 'DEMO-YAMATO-1' }] }],
];
