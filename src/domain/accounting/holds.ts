import type { Issue } from '../issues';
import { marketplaceById } from '../marketplaces';
import { isZero } from '../money';
import type { OrderAmounts } from '../orders/amounts';
import { UNREADABLE, type AmazonOrder, type AmazonOrderItem } from '../orders/order';
import { amountFitsUnits, unitsThatCount } from '../orders/units';
import { mappedTaxRules, missingTaxRules } from '../tax';
import { saleAddress } from './parties';
import { termsOf } from './terms';
import { saleDayOf, type SaleInput } from './saleInput';

type Check = (input: SaleInput, amounts: OrderAmounts | undefined) => Issue | undefined;

/** Everything that keeps an order's sale from being written, each with what to do. Empty: nothing does. */
export function holdReasons(input: SaleInput, amounts: OrderAmounts | undefined): readonly Issue[] {
	const unreadable = readable(input, amounts);
	if (unreadable) return [unreadable];
	return checks.map((check) => check(input, amounts)).filter((issue): issue is Issue => issue !== undefined);
}

/** Items of which something is left to be sold. */
const liveItems = ({ items, status }: AmazonOrder): readonly AmazonOrderItem[] => items.filter((item) => unitsThatCount(item, status) > 0);

const stillToShip = ({ fulfillmentChannel, status }: AmazonOrder): boolean => fulfillmentChannel === 'MFN' && (status === 'UNSHIPPED' || status === 'PARTIALLY_SHIPPED');

const hold = (code: string, message: string, hint: string): Issue => ({ code, message, hint, blocking: true });

const knownMarketplace: Check = ({ order, store }) => {
	if (order.marketplaceId === store.marketplaceId && marketplaceById(store.marketplaceId)) return undefined;
	const where = order.marketplaceId ?? 'a channel outside Amazon';
	return hold('order.unknownMarketplace', `Order ${order.orderId} is from ${where}, which is not the marketplace of store ${store.settings.storeName}`, 'Connect that marketplace as a store of its own and load the order again, or delete this entry.');
};

const readable: Check = ({ order }) => {
	if (order.unknownStatus !== UNREADABLE) return undefined;
	return hold('order.unreadable', `Order ${order.orderId} came from Amazon in a form that this version cannot read`, 'Look at it in Seller Central, and load it again with Recover Order. If it stays so, report it to the makers of the package. It goes on by itself once Amazon gives it in a readable form.');
};

const knownStatus: Check = ({ order }) => {
	if (order.status !== 'UNKNOWN') return undefined;
	return hold('order.unknownStatus', `Order ${order.orderId} has the status ${order.unknownStatus ?? '(none)'}, which this version does not know`, 'Look at the order in Seller Central. It goes on by itself once Amazon gives it a known status.');
};

const knownChannel: Check = ({ order }) => {
	if (order.fulfillmentChannel) return undefined;
	return hold('order.noFulfillmentChannel', `Amazon does not say who fulfills order ${order.orderId}`, 'Load the order again; if it stays so, look at it in Seller Central.');
};

const finishedTaxMapping: Check = ({ order, store }) => {
	const missing = missingTaxRules(store.settings, marketplaceById(store.marketplaceId));
	if (missing.length === 0) return undefined;
	return hold('store.taxMappingUnfinished', `Order ${order.orderId} waits because the tax rule mapping of store ${store.settings.storeName} lacks: ${missing.join(', ')}`, 'Open the Amazon Store node, fill in the tax rules and save; the order goes on by itself.');
};

const usableTaxRules: Check = ({ store, books }) => {
	const bad = mappedTaxRules(store.settings).filter((name) => !books.taxRules.some((rule) => rule.name === name && rule.active && rule.forSale));
	if (bad.length === 0) return undefined;
	return hold('store.taxRuleMissing', `Cin7 Core has no active sale tax rule named ${bad.join(', ')}`, 'Choose another tax rule in the Amazon Store node, or make this one active for sales in Cin7 Core.');
};

const mappedProducts: Check = ({ order, links, store }) => {
	if (store.settings.whenProductIsNotMapped === 'serviceLine') return undefined;
	const unmapped = liveItems(order).filter((item) => !links.has(item.sellerSku ?? '')).map((item) => item.sellerSku ?? `(no SKU, ASIN ${item.asin ?? 'unknown'})`);
	if (unmapped.length === 0) return undefined;
	return hold('order.unmappedProduct', `Order ${order.orderId} has ${unmapped.length === 1 ? 'a product' : 'products'} that no Cin7 Core product is linked to: ${[...new Set(unmapped)].join(', ')}`, 'Link the SKU with the Amazon Catalog Mapper (Link, or Create Product); the order goes on by itself.');
};

/** N25: a seller SKU that stands for another ASIN may be other goods. */
const unchangedAsins: Check = ({ order, links }) => {
	const changed = liveItems(order).flatMap(({ sellerSku = '' }) => {
		const change = links.get(sellerSku)?.asinChange;
		return change ? [`${sellerSku} (${change.from} before, ${change.to} now)`] : [];
	});
	if (changed.length === 0) return undefined;
	return hold('order.asinChanged', `Order ${order.orderId} has a SKU that stands for another ASIN than the one it was linked for: ${[...new Set(changed)].join(', ')}`, 'If it is the same product, confirm it with the Amazon Catalog Mapper (Confirm ASIN); if not, link the right product there. The order goes on by itself.');
};

const stockedItems: Check = ({ order }) => {
	if (liveItems(order).length > 0) return undefined;
	return hold('order.noLines', `Order ${order.orderId} has no items`, 'Load the order again; if it stays so, look at it in Seller Central.');
};

/** Withheld, zero or not yet final money is never accepted silently (N16-N18). */
const knownMoney: Check = ({ order, store }, amounts) => {
	if (order.proceedsWithheld) {
		return hold('order.proceedsWithheld', `Amazon did not give the amounts of order ${order.orderId}`, 'Give your Amazon application the role Inventory and Order Tracking, authorize it again, and load the order again.');
	}
	if (order.orderProceeds.some((row) => row.status === 'PENDING')) {
		return hold('order.moneyNotFinal', `An amount of order ${order.orderId} (such as a delivery tip) is not final at Amazon yet`, 'Nothing to do: the order goes on by itself when Amazon has finalized it.');
	}
	const statedZero = order.grandTotal !== undefined && amounts !== undefined && isZero(amounts.total) && amounts.items.every(({ amount }) => isZero(amount));
	if (!statedZero || order.replaces || store.settings.whenOrderHasNoValue === 'process') return undefined;
	return hold('order.zeroTotal', `Order ${order.orderId} has a total of 0 and is no replacement`, 'Amazon sometimes fills in the price later, and the order then goes on by itself. If the goods were free, set When an Order Has No Value to Process in the Amazon Store node.');
};

/** N21: whether Amazon's money still contains canceled units is told by the unit price, or by nobody. */
const moneyOfUnitsThatCount: Check = ({ order }, amounts) => {
	const unclear = (amounts?.items ?? []).filter(({ item, units, amount, tax }) => !amountFitsUnits(item, units, amount, tax));
	if (unclear.length === 0) return undefined;
	const which = unclear.map(({ item, units, amount }) => `item ${item.orderItemId}, ${units} of ${item.quantityOrdered} left, amount ${amount}`).join('; ');
	return hold('order.partlyCanceled', `Units of order ${order.orderId} were canceled, and Amazon's amount may still contain them: ${which}`, 'Nothing was guessed. Compare the order in Seller Central; it goes on by itself once Amazon states the amount of the units that are left. If it stays so, enter the sale in Cin7 Core by hand and delete this entry.');
};

/** Whether a buyer wants an order that is not sent yet to be canceled (N22). */
export const awaitsCancellation = (order: AmazonOrder): boolean => stillToShip(order) && liveItems(order).some((item) => item.buyerAskedToCancel);

export const BUYER_ASKED_TO_CANCEL = 'order.buyerAskedToCancel';
const answerTheBuyer = 'Accept or refuse the request in Seller Central.';

/** N22, of a single sale: it is made, and not picked. */
export const cancellationNotice = (order: AmazonOrder): Issue => ({
	code: BUYER_ASKED_TO_CANCEL,
	message: `The buyer of order ${order.orderId} asked to cancel it; its sale is not picked, packed or shipped by itself`,
	hint: answerTheBuyer,
	blocking: false,
});

/** N22, of a daily sale: one order of it cannot be kept from being picked, so the order waits outside. */
const noCancellationAwaited: Check = ({ order, store }) => {
	if (store.settings.consolidation !== 'daily' || !awaitsCancellation(order)) return undefined;
	return hold(BUYER_ASKED_TO_CANCEL, `The buyer of order ${order.orderId} asked to cancel it`, `${answerTheBuyer} The order goes on by itself when it is shipped, or leaves when it is canceled.`);
};

/** A parcel that is still to be sent needs an address; an order already shipped, or shipped by Amazon, does not. */
const shippableAddress: Check = ({ order, buyer, store }) => {
	// A daily sale bears the default customer's address, whatever Amazon gave (S144).
	if (!stillToShip(order) || store.settings.consolidation === 'daily' || store.settings.whenAddressIsMissing === 'useDefaultCustomer' || saleAddress(buyer?.address)) return undefined;
	return hold('order.addressMissing', `Order ${order.orderId} is to be shipped by you, and Amazon gave no complete address`, 'Give your Amazon application the role Direct-to-Consumer Delivery (Restricted), authorize it again and load the order again; or set When an Address Is Missing to Use the Default Customer.');
};

const usableCurrency: Check = ({ order, store, books, defaultCustomer }, amounts) => {
	const currency = amounts?.currency || marketplaceById(store.marketplaceId)?.currency;
	if (!currency) return undefined;
	if (currency !== defaultCustomer.currency) {
		return hold('store.customerCurrency', `Order ${order.orderId} is in ${currency}, but the default customer ${defaultCustomer.name} is in ${defaultCustomer.currency}`, `Choose a default customer whose currency is ${currency} in the Amazon Store node.`);
	}
	if (currency === books.company.currency || store.settings.currencyRate) return undefined;
	return hold('store.currencyRateMissing', `Order ${order.orderId} is in ${currency} and the books are in ${books.company.currency}, but the store has no currency rate`, `Enter the Currency Rate (${books.company.currency} for 1 ${currency}) in the Amazon Store node.`);
};

const openPeriod: Check = (input) => {
	const { order, books } = input;
	const { lockDate } = books.company;
	if (!lockDate) return undefined;
	const day = saleDayOf(input);
	if (day > lockDate) return undefined;
	return hold('store.periodLocked', `Order ${order.orderId} is of ${day}, and Cin7 Core is locked up to ${lockDate}`, 'Move the lock date in Cin7 Core, or set Sale Date to the day of loading in the Amazon Store node.');
};

const usableTerms: Check = (input) => {
	if (termsOf(input)) return undefined;
	const { terms } = input.store.settings;
	return hold('store.noTerms', terms ? `Cin7 Core has no active payment term named ${terms}` : 'Cin7 Core has no active default payment term', 'Mark one as default in Cin7 Core under Settings, Reference Books, Payment Terms, or choose one in the Amazon Store node.');
};

const usableLocations: Check = ({ store, books }) => {
	const { merchantLocation, amazonLocation, orderRouting } = store.settings;
	const named = [merchantLocation, amazonLocation, ...orderRouting.map((rule) => rule.location)].filter((name): name is string => Boolean(name));
	const bad = named.filter((name) => !books.locations.some((location) => location.name === name && !location.deprecated));
	if (bad.length > 0) return hold('store.locationMissing', `Cin7 Core has no active location named ${[...new Set(bad)].join(', ')}`, 'Choose another location in the Amazon Store node.');
	if (merchantLocation || books.locations.some((location) => location.isDefault)) return undefined;
	return hold('store.locationMissing', 'No location is set for merchant-fulfilled orders and Cin7 Core has no default location', 'Choose a location in the Amazon Store node.');
};

const usableAccounts: Check = ({ store, books }) => {
	const { paymentAccount, revenueAccount } = store.settings;
	const payment = books.accounts.find((account) => account.code === paymentAccount);
	if (paymentAccount && !(payment?.active && (payment.forPayments || payment.bank))) {
		return hold('store.paymentAccount', `Account ${paymentAccount} cannot receive payments in Cin7 Core`, 'Choose another payment account in the Amazon Store node, or let this account receive payments in Cin7 Core.');
	}
	const revenue = books.accounts.find((account) => account.code === revenueAccount);
	if (revenueAccount && !(revenue?.active && revenue.class === 'REVENUE')) {
		return hold('store.revenueAccount', `Account ${revenueAccount} is no active revenue account in Cin7 Core`, 'Choose another revenue account in the Amazon Store node.');
	}
	return undefined;
};

const checks: readonly Check[] = [
	knownMarketplace,
	knownStatus,
	knownChannel,
	finishedTaxMapping,
	usableTaxRules,
	mappedProducts,
	unchangedAsins,
	stockedItems,
	knownMoney,
	moneyOfUnitsThatCount,
	noCancellationAwaited,
	shippableAddress,
	usableCurrency,
	openPeriod,
	usableTerms,
	usableLocations,
	usableAccounts,
];
