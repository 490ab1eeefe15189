import type { SettlementRow } from '../../amazon/settlements/settlementModel';
import type { YearClass } from './accounts';
import type { SettlementPad } from './pad';
import { yearStores } from './stores';

type Place = Omit<SettlementRow, 'amountType' | 'amountDescription' | 'amount'>;
type Amounts = readonly (readonly [amountType: string, amountDescription: string, coins: number, to: YearClass])[];

/** Letters beyond ASCII where the file's character set has them. */
const skus = { US: ['HP-MUG-SLATE', 'HP-TRIVET', 'HP-TOWEL-3'], DE: ['HP-KÄSEBRETT-40', 'HP-TRIVET', 'HP-GLÄSER-6'], JP: ['HP-湯呑-01', 'HP-急須-12', 'HP-TOWEL-3'], UK: ['HP-MUG-SLATE', 'HP-SCONE-£5', 'HP-CANDLE-12'] } as const;

/** Percent of the price that is tax beside it. */
const taxPercent = { US: 8, DE: 19, JP: 10, UK: 20 } as const;

const percent = (coins: number, share: number): number => Math.round((coins * share) / 100);

/** What buyers bought: by Amazon and by the seller, some with shipping, gift wrap, promotions, and tax that Amazon remits. */
export function writeOrders(pad: SettlementPad, count: number): void {
	for (let number = 0; number < count; number++) writeOrder(pad, number, count);
	writeOtherChannel(pad);
}

function placeOf(pad: SettlementPad, number: number, share: number): Place & { readonly orderId: string } {
	const { orderPrefix, marketplaceName } = yearStores[pad.store];
	const digits = `${String(pad.index + 1).padStart(4, '0')}${String(number).padStart(3, '0')}`;
	return {
		transactionType: 'Order', orderId: `${orderPrefix}-${digits}-${String(1_000_003 * (number + 1) + pad.index).slice(-7).padStart(7, '0')}`, shipmentId: `D${digits}`, marketplaceName,
		fulfillmentId: number % 3 === 2 ? 'MFN' : 'AFN', postedAt: pad.time(share), orderItemCode: `4${digits}${pad.store.length}00${number % 10}`, sku: pad.random.pick(skus[pad.store]), quantity: 1 + (number % 2),
	};
}

function writeOrder(pad: SettlementPad, number: number, count: number): void {
	const place = placeOf(pad, number, (number + 0.5) / count);
	const { store } = pad;
	const isByAmazon = place.fulfillmentId === 'AFN';
	const goods = pad.about(28);
	const shipping = number % 4 === 2 ? pad.about(5) : 0;
	const giftWrap = number % 7 === 3 ? pad.about(3) : 0;
	const discount = number % 5 === 4 ? percent(goods, 10) : 0;
	const tax = percent(goods - discount, taxPercent[store]);
	const shippingTax = percent(shipping, taxPercent[store]);
	// In the United States Amazon remits all tax, elsewhere of some orders.
	const isRemitted = store === 'US' || (store !== 'JP' && number % 6 === 1);
	const withheld = store === 'US' ? 'MarketplaceFacilitatorTax' : 'MarketplaceFacilitatorVAT';
	const amounts: Amounts = [
		['ItemPrice', 'Principal', goods, 'sales'], ['ItemPrice', 'Tax', tax, 'taxCollected'], ['ItemPrice', 'Shipping', shipping, 'shippingIncome'],
		['ItemPrice', 'ShippingTax', shippingTax, 'taxCollected'], ['ItemPrice', 'GiftWrap', giftWrap, 'giftWrapIncome'],
		['Promotion', 'Principal', 0 - discount, 'promotions'], ['Promotion', 'Shipping', number % 8 === 6 ? 0 - shipping : 0, 'promotions'],
		...(isRemitted ? [['ItemWithheldTax', `${withheld}-Principal`, 0 - tax, 'taxWithheld'], ['ItemWithheldTax', `${withheld}-Shipping`, 0 - shippingTax, 'taxWithheld']] as const : []),
		['ItemFees', 'Commission', 0 - percent(goods - discount, 15), 'sellingFees'],
		['ItemFees', 'FBAPerUnitFulfillmentFee', isByAmazon ? 0 - pad.about(3.9) : 0, 'fbaFees'],
		['ItemFees', 'ShippingChargeback', isByAmazon ? 0 - shipping : 0, 'sellingFees'],
		['Points', 'PointsGranted', store === 'JP' ? 0 - percent(goods, 1) : 0, 'points'],
	];
	for (const [amountType, amountDescription, coins, to] of amounts) {
		pad.write({ ...place, ...(amountType === 'Promotion' ? { promotionId: `OUTLET-${pad.index}-${number}` } : {}) }, amountType, amountDescription, coins, to);
	}
}

/** An order of another shop that Amazon ships: no price, only its own fee. */
function writeOtherChannel(pad: SettlementPad): void {
	const { otherChannel } = yearStores[pad.store];
	const number = `${String(pad.index + 1).padStart(3, '0')}`;
	const place: Place = { transactionType: 'Order', orderId: `S01-${number}0000-0000${number}`, merchantOrderId: `CONSUMER-${number}`, shipmentId: `S${number}`, marketplaceName: otherChannel, fulfillmentId: 'AFN', postedAt: pad.time(0.62), orderItemCode: `49${number}00001`, sku: 'HP-TRIVET', quantity: 1 };
	pad.write(place, 'ItemFees', 'FBAPerUnitFulfillmentFee', 0 - pad.about(7), 'fbaFees');
}

/** Goods that came back, and in every third settlement a chargeback and a guarantee claim. */
export function writeRefunds(pad: SettlementPad): void {
	writeRefund(pad, { transactionType: 'Refund', number: 900, share: 0.41 });
	if (pad.index % 3 === 0) writeRefund(pad, { transactionType: 'Chargeback Refund', number: 901, share: 0.55 });
	if (pad.index % 3 === 1) writeRefund(pad, { transactionType: 'A-to-z Guarantee Refund', number: 902, share: 0.71 });
}

function writeRefund(pad: SettlementPad, { transactionType, number, share }: { readonly transactionType: string; readonly number: number; readonly share: number }): void {
	const { quantity: _quantity, ...sold } = placeOf(pad, number, share);
	const place: Place = { ...sold, transactionType, adjustmentId: `ADJ-${pad.index}-${number}` };
	const goods = pad.about(24);
	const tax = percent(goods, taxPercent[pad.store]);
	pad.write(place, 'ItemPrice', 'Principal', 0 - goods, 'refunds');
	pad.write(place, 'ItemPrice', 'Tax', 0 - tax, 'taxCollected');
	if (pad.store === 'US') pad.write(place, 'ItemWithheldTax', 'MarketplaceFacilitatorTax-Principal', tax, 'taxWithheld');
	pad.write(place, 'ItemFees', 'Commission', percent(goods, 15), 'sellingFees');
	pad.write(place, 'ItemFees', 'RefundCommission', 0 - percent(goods, 3), 'sellingFees');
}
