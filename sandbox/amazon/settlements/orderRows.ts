import type { MarketplaceEntry } from '../marketplaceEntries';
import { fromCoins, toCoins } from '../minorUnits';
import { orderItemId } from '../orderDocument';
import type { OrderItemSeed, OrderSeed } from '../seeds';
import type { SettlementRow } from './settlementModel';

/** What Amazon charges on a sale. */
export interface SaleFees {
	/** Percent of what the buyer paid for the goods, without tax. */
	readonly commissionPercent: number;
	/** Of a unit that Amazon ships, in the settlement's currency: '3.86'. */
	readonly fulfillmentFee: string;
}

interface Sale {
	readonly order: OrderSeed;
	readonly entry: MarketplaceEntry;
	readonly currency: string;
	/** ISO 8601. */
	readonly postedAt: string;
	readonly fees: SaleFees;
}

type Part = Pick<SettlementRow, 'amountType' | 'amountDescription'> & { readonly coins: number };

/**
 * The rows of an order that was shipped. Those of ItemPrice and Promotion together are the order's grand total, to the
 * coin: goods and shipping without their tax, the tax beside them, discounts negative. A tip counts once it is final.
 */
export function orderRows(sale: Sale): readonly SettlementRow[] {
	const { order, currency } = sale;
	// Of an order of another channel Amazon knows no price, only its own work.
	const items = order.items.flatMap((item, at) => rowsOf(sale, item, at, sale.entry.isAmazon ? [...charged(item, sale), ...withheld(item, sale), ...feesOf(item, sale)] : [fulfillmentFee(item, sale)]));
	const tip = order.tip?.status === 'FINALIZED' ? toCoins(order.tip.amount, currency) : 0;
	return tip === 0 ? items : [...items, { ...placeOf(sale), amountType: 'ItemPrice', amountDescription: 'Tip', amount: fromCoins(tip, currency) }];
}

function placeOf({ order, entry, postedAt }: Sale): Pick<SettlementRow, 'transactionType' | 'orderId' | 'shipmentId' | 'marketplaceName' | 'fulfillmentId' | 'postedAt' | 'merchantOrderId'> {
	const digits = order.orderId.replace(/\D/g, '');
	return {
		transactionType: 'Order',
		orderId: order.orderId,
		shipmentId: `D${digits.slice(-9)}`,
		marketplaceName: entry.name,
		fulfillmentId: order.fulfilledBy === 'AMAZON' ? 'AFN' : 'MFN',
		postedAt,
		...(!entry.isAmazon && { merchantOrderId: order.sellerOrderId ?? `CONSUMER-${digits}` }),
	};
}

function rowsOf(sale: Sale, item: OrderItemSeed, at: number, parts: readonly Part[]): readonly SettlementRow[] {
	const place = { ...placeOf(sale), orderItemCode: orderItemId(sale.order, at), quantity: unitsOf(item), ...(item.sku !== undefined && { sku: item.sku }) };
	return parts.filter(({ coins }) => coins !== 0).map(({ coins, amountType, amountDescription }) => ({
		...place,
		amountType,
		amountDescription,
		amount: fromCoins(coins, sale.currency),
		...(amountType === 'Promotion' && item.promotionIds?.[0] !== undefined && { promotionId: item.promotionIds[0] }),
	}));
}

const unitsOf = (item: OrderItemSeed): number => item.quantityShipped ?? item.quantity - (item.quantityCanceled ?? 0);

const price = (amountDescription: string, coins: number): Part => ({ amountType: 'ItemPrice', amountDescription, coins });
const promotion = (amountDescription: string, coins: number): Part => ({ amountType: 'Promotion', amountDescription, coins });
const fee = (amountDescription: string, coins: number): Part => ({ amountType: 'ItemFees', amountDescription, coins });

interface Coins {
	readonly goods: number;
	readonly shipping: number;
	readonly giftWrap: number;
	readonly cod: number;
	readonly other: number;
	readonly discount: number;
	readonly shippingDiscount: number;
	readonly tax: { readonly goods: number; readonly shipping: number; readonly giftWrap: number; readonly cod: number; readonly other: number; readonly discount: number };
}

/** What the buyer paid, without tax and with it beside. Where prices contain the tax it is taken out of each. */
function coinsOf(item: OrderItemSeed, { order, entry, currency }: Sale): Coins {
	const coins = (amount: string | undefined): number => (amount === undefined ? 0 : toCoins(amount, currency));
	const contained = order.taxIncluded ?? entry.european;
	const isPaid = contained || (order.taxStated ?? !entry.european);
	const part = (name: keyof NonNullable<OrderItemSeed['tax']>): number => (isPaid ? coins(item.tax?.[name]) : 0);
	const tax = { goods: part('ITEM'), shipping: part('SHIPPING'), giftWrap: part('GIFT_WRAP'), cod: part('COD_FEE'), other: part('OTHER'), discount: part('DISCOUNT') };
	const net = (amount: string | undefined, own: number): number => coins(amount) - (contained ? own : 0);
	return {
		goods: net(item.item, tax.goods), shipping: net(item.shipping, tax.shipping), giftWrap: net(item.giftWrap, tax.giftWrap), cod: net(item.codFee, tax.cod), other: net(item.other, tax.other),
		discount: net(item.discount?.ITEM, tax.discount), shippingDiscount: coins(item.discount?.SHIPPING), tax,
	};
}

function charged(item: OrderItemSeed, sale: Sale): readonly Part[] {
	const { goods, shipping, giftWrap, cod, other, discount, shippingDiscount, tax } = coinsOf(item, sale);
	return [
		price('Principal', goods), price('Tax', tax.goods), price('Shipping', shipping), price('ShippingTax', tax.shipping), price('GiftWrap', giftWrap), price('GiftWrapTax', tax.giftWrap),
		price('COD', cod), price('CODTax', tax.cod), price('ExportCharge', other), price('Tax', tax.other),
		promotion('Principal', 0 - discount), promotion('Shipping', 0 - shippingDiscount), promotion('TaxDiscount', 0 - tax.discount),
	];
}

/** All the tax that the buyer paid goes to the authorities by way of Amazon, where Amazon is bound to that. */
function withheld(item: OrderItemSeed, sale: Sale): readonly Part[] {
	if (!item.marketplaceFacilitator) return [];
	const { tax } = coinsOf(item, sale);
	const name = sale.entry.european ? 'MarketplaceFacilitatorVAT' : 'MarketplaceFacilitatorTax';
	const taken = (part: string, coins: number): Part => ({ amountType: 'ItemWithheldTax', amountDescription: `${name}-${part}`, coins: 0 - coins });
	return [taken('Principal', tax.goods - tax.discount), taken('Shipping', tax.shipping), taken('Other', tax.giftWrap + tax.cod + tax.other)];
}

function feesOf(item: OrderItemSeed, sale: Sale): readonly Part[] {
	const { goods, shipping, giftWrap, discount, shippingDiscount } = coinsOf(item, sale);
	const byAmazon = sale.order.fulfilledBy === 'AMAZON';
	const basis = goods - discount + (byAmazon ? 0 : shipping - shippingDiscount + giftWrap);
	const commission = fee('Commission', 0 - Math.floor((basis * sale.fees.commissionPercent + 50) / 100));
	// Shipping is Amazon's where Amazon ships.
	return byAmazon ? [commission, fulfillmentFee(item, sale), fee('ShippingChargeback', shippingDiscount - shipping), fee('GiftwrapChargeback', 0 - giftWrap)] : [commission];
}

const fulfillmentFee = (item: OrderItemSeed, { currency, fees }: Sale): Part => fee('FBAPerUnitFulfillmentFee', 0 - toCoins(fees.fulfillmentFee, currency) * unitsOf(item));
