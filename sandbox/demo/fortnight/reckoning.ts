import { fromCoins, toCoins } from '../../amazon/minorUnits';
import type { OrderItemSeed } from '../../amazon/seeds';
import { goodsOf } from './goods';
import { type FortnightStore, fortnightStores } from './stores';
import type { FortnightOrder, FortnightRefund, FortnightStage } from './story';

// Whole coins (cents, pence) all through, and nothing of the product's planning: what is reckoned here is what it is held
// against. Amounts of a document are positive where the buyer pays (of a credit note: where the buyer gets back).

/** Money of a sale or of an order's part of one. */
export interface ReckonedSale {
	readonly goods: ReadonlyMap<string, { readonly quantity: number; readonly total: number }>;
	/** Shipping and gift wrap, less discounts. */
	readonly charges: number;
	readonly tax: number;
	/** What the buyer pays, tax included. */
	readonly total: number;
}

/** Money of a credit note. */
export interface ReckonedCredit {
	/** What is given back to the buyer, tax included. */
	readonly buyer: number;
	readonly tax: number;
	/** What Amazon gives back of its fees, net: it lessens the credit note. */
	readonly fees: number;
	/** buyer less fees. */
	readonly total: number;
}

const coins = (amount: string | undefined): number => (amount === undefined ? 0 : toCoins(amount, 'CAD'));
const total = (amounts: readonly (string | undefined)[]): number => amounts.reduce((sum, amount) => sum + coins(amount), 0);

/** An order's money on its sale as of a stage: of what is left of it, where Amazon canceled the rest before the sale was made. */
export const reckonSale = ({ store, order, sold, outcome }: FortnightOrder, stage: FortnightStage): ReckonedSale =>
	reckonItems(store, sold && outcome[stage] !== 'waiting' && outcome.second !== 'restCredited' ? sold : order.items);

/** What Amazon has of the buyer in the end. */
export const reckonPaid = (order: FortnightOrder, stage: FortnightStage): ReckonedSale => (order.sold && order.outcome[stage] === 'restCredited' ? reckonItems(order.store, order.sold) : reckonSale(order, stage));

function reckonItems(store: FortnightStore, items: readonly OrderItemSeed[]): ReckonedSale {
	const shipping = total(items.map((item) => item.shipping));
	const giftWrap = total(items.map((item) => item.giftWrap));
	const discount = 0 - total(items.flatMap((item) => Object.values(item.discount ?? {})));
	const goods = new Map<string, { quantity: number; total: number }>();
	for (const { sku = '', quantity, item } of items) {
		const there = goods.get(sku) ?? { quantity: 0, total: 0 };
		goods.set(sku, { quantity: there.quantity + quantity, total: there.total + coins(item) });
	}
	const charges = shipping + giftWrap + discount;
	const before = total(items.map((item) => item.item)) + charges;
	if (store === 'CA') {
		const tax = total(items.flatMap((item) => Object.values(item.tax ?? {})));
		return { goods, charges, tax, total: before + tax };
	}
	const tax = items.reduce((sum, item) => sum + vatOfGoods(item), 0) + [shipping, giftWrap, discount].reduce((sum, charge) => sum + vatIn(charge), 0);
	return { goods, charges, tax, total: before };
}

/** The 20 % that an amount of pence contains, one sixth of it, rounded to the penny: half a penny goes away from zero. */
export const vatIn = (pence: number): number => Math.sign(pence) * Math.floor((Math.abs(pence) * 2 + 6) / 12);

/**
 * Tax of a line of goods. Cin7 Core keeps prices at four decimals: where pence for all do not divide among the units, the
 * sale has a line of all but one at the whole pence below, and a last one with the rest; each contains its own tax.
 */
function vatOfGoods({ sku = '', item, quantity }: OrderItemSeed): number {
	if (goodsOf(sku).taxFree) return 0;
	const pence = coins(item);
	if ((pence * 100) % quantity === 0) return vatIn(pence);
	const most = Math.floor(pence / quantity) * (quantity - 1);
	return vatIn(most) + vatIn(pence - most);
}

const ofBuyer = /^(OurPrice|Shipping|Giftwrap|Goodwill|RestockingDeduction)(Principal|Tax|Discount)$/;
const ofTax = /^(OurPrice|Shipping|Giftwrap|RestockingDeduction)Tax$/;
const ofFees = /^(Commission|RefundCommission|ShippingChargeback|GiftwrapChargeback)$/;
/** Tax that Amazon withheld and gives back: no part of the credit note, but of the settlement. */
const ofSettlement = /^MarketplaceFacilitatorTax-/;

/** A refund's money, by Amazon's own leaves; on a sale whose tax Amazon does not state, the tax that goods and shipping contain. */
export function reckonRefund({ store, transaction }: FortnightRefund): ReckonedCredit {
	const leaves = transaction.items.flatMap(({ sku = '', amounts }) => Object.entries(amounts).map(([name, amount]) => ({ sku, name, coins: coins(amount) })));
	const unknown = leaves.filter(({ name }) => ![ofBuyer, ofFees, ofSettlement].some((kind) => kind.test(name)));
	if (unknown.length > 0) throw new Error(`The fortnight does not know what ${unknown.map(({ name }) => name).join(', ')} is`);
	const sumOf = (kind: RegExp): number => leaves.filter(({ name }) => kind.test(name)).reduce((sum, leaf) => sum + leaf.coins, 0);
	const buyer = 0 - sumOf(ofBuyer);
	const fees = sumOf(ofFees);
	const contained = leaves.filter(({ name, sku }) => ofBuyer.test(name) && !goodsOf(sku).taxFree).reduce((sum, leaf) => sum + vatIn(0 - leaf.coins), 0);
	return { buyer, fees, tax: store === 'CA' ? 0 - sumOf(ofTax) : contained, total: buyer - fees };
}

/** A cancellation takes back what is on the sale and not sold in the end, without any fee; its goods were never sent. */
export function reckonCancellation({ store, order, sold = [] }: FortnightOrder): ReckonedCredit & { readonly units: readonly { readonly sku: string; readonly quantity: number }[] } {
	const [written, left] = [reckonItems(store, order.items), reckonItems(store, sold)];
	const total = written.total - left.total;
	const units = [...written.goods].map(([sku, { quantity }]) => ({ sku, quantity: quantity - (left.goods.get(sku)?.quantity ?? 0) }));
	return { buyer: total, tax: written.tax - left.tax, fees: 0, total, units };
}

/** In US dollars at the store's rate, rounded to the cent as each posting is. */
export function inBase(amount: number, store: FortnightStore): number {
	const rate = Math.round(Number(fortnightStores[store].currencyRate) * 10_000);
	return Math.sign(amount) * Math.floor((Math.abs(amount) * rate + 5000) / 10_000);
}

/** Decimal text; both currencies and the base currency have cents. */
export const text = (amount: number): string => fromCoins(amount, 'CAD');
