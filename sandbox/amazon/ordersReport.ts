import { fromCoins, toCoins } from './minorUnits';
import { encoded, oneLine, type ReportText } from './listingsReport';
import type { MarketplaceEntry } from './marketplaceEntries';
import { shippedUnits } from './orderChanges';
import columns from './orderReportColumns.json';
import type { FulfillmentStatus, OrderItemSeed, OrderSeed, PartAmounts } from './seeds';
import { creationKey, type SellerWorld, updateKey } from './sellerWorld';
import type { AmazonSwitches } from './switches';

/** By which time of an order a report finds it. */
export type OrderReportAxis = 'created' | 'updated';

/** What a report of orders is made of: the state of things when it was asked for. */
export interface OrderReportSource {
	readonly orders: readonly OrderSeed[];
	readonly marketplaces: ReadonlyMap<string, MarketplaceEntry>;
	/** Of the first marketplace that was asked for: it decides about nothing but the character set. */
	readonly entry: MarketplaceEntry;
}

/** Orders of every marketplace of the region, whatever was asked for; both ends (milliseconds since 1970) belong to the window. */
export function reportedOrders(account: SellerWorld, axis: OrderReportAxis, from: number, until: number): readonly OrderSeed[] {
	const key = axis === 'created' ? creationKey : updateKey;
	return account.orderIds()
		.flatMap((orderId) => account.order(orderId) ?? [])
		.filter((order) => key(order).time >= from && key(order).time <= until)
		.sort((a, b) => key(b).time - key(a).time || (a.orderId < b.orderId ? -1 : 1));
}

/** GET_FLAT_FILE_ALL_ORDERS_DATA_BY_..._GENERAL: tab separated without any quoting, one row per item, no id of the item and nothing that names the buyer. */
export function ordersReport({ orders, marketplaces, entry }: OrderReportSource, switches: AmazonSwitches): ReportText {
	const rows = orders.flatMap((order) => {
		const place = marketplaces.get(order.marketplaceId);
		return order.items.map((item) => {
			const cells: { readonly [column: string]: string } = { ...orderCells(order, place), ...itemCells(order, item), ...moneyCells(order, item, place) };
			return columns.map((column) => oneLine(cells[column] ?? '')).join('\t');
		});
	});
	const lines = [columns.join('\t'), ...rows, ...(switches.reportEnd === 'blankLine' ? [''] : [])];
	return encoded(`${lines.join('\n')}\n`, entry, switches.orderReportEncoding === 'utf8' ? { ...switches, reportEncoding: 'utf8' } : switches);
}

/** Words of the version before, 'Cancelled' with two L. */
const statusWords: { readonly [status in FulfillmentStatus]: string } = {
	PENDING_AVAILABILITY: 'Pending', PENDING: 'Pending', UNSHIPPED: 'Unshipped', PARTIALLY_SHIPPED: 'PartiallyShipped', SHIPPED: 'Shipped', CANCELLED: 'Cancelled', UNFULFILLABLE: 'Unfulfillable',
};
const levels = new Map([['EXPEDITED', 'Expedited'], ['FREE_ECONOMY', 'FreeEconomy'], ['NEXT_DAY', 'NextDay'], ['PRIORITY', 'Priority'], ['SAME_DAY', 'SameDay'], ['SECOND_DAY', 'SecondDay'], ['SCHEDULED', 'Scheduled']]);

const isPending = ({ status }: OrderSeed): boolean => statusWords[status] === 'Pending';
const withOffset = (time: string): string => new Date(time).toISOString().replace(/\.\d+Z$/, '+00:00');

function orderCells(order: OrderSeed, entry: MarketplaceEntry | undefined): { readonly [column: string]: string } {
	const business = order.programs?.includes('AMAZON_BUSINESS') ?? false;
	const address = isPending(order) ? undefined : order.address;
	return {
		'amazon-order-id': order.orderId,
		'merchant-order-id': order.sellerOrderId ?? '',
		'purchase-date': withOffset(order.createdTime),
		'last-updated-date': withOffset(order.lastUpdatedTime ?? order.createdTime),
		'order-status': statusWords[order.status],
		'fulfillment-channel': order.fulfilledBy === 'AMAZON' ? 'Amazon' : 'Merchant',
		'sales-channel': entry?.name ?? '',
		'ship-service-level': levels.get(order.serviceLevel ?? '') ?? 'Standard',
		'ship-city': address?.city ?? '',
		'ship-state': address?.state ?? '',
		'ship-postal-code': address?.postalCode ?? '',
		'ship-country': address?.countryCode ?? '',
		'is-business-order': String(business),
		'purchase-order-number': order.buyer?.purchaseOrderNumber ?? '',
		'price-designation': business ? 'Business Price' : '',
	};
}

function itemCells(order: OrderSeed, item: OrderItemSeed): { readonly [column: string]: string } {
	const canceled = order.status === 'CANCELLED';
	const shipped = shippedUnits(order, item);
	return {
		'product-name': item.title,
		'sku': item.sku ?? '',
		'asin': item.asin,
		'item-status': canceled ? 'Cancelled' : shipped > 0 ? 'Shipped' : 'Unshipped',
		'quantity': String(canceled ? 0 : item.quantity - (item.quantityCanceled ?? 0)),
		'promotion-ids': item.promotionIds?.join(',') ?? '',
	};
}

/** Amounts of the line. None of an order that is pending or canceled; a discount is positive. */
function moneyCells(order: OrderSeed, item: OrderItemSeed, entry: MarketplaceEntry | undefined): { readonly [column: string]: string } {
	if (isPending(order) || order.status === 'CANCELLED') return {};
	const currency = order.currency ?? entry?.currency ?? '';
	const written = (amount: string | undefined): string => (amount === undefined ? '' : fromCoins(toCoins(amount, currency), currency));
	const tax: PartAmounts = order.taxStated ?? !(entry?.european ?? false) ? item.tax ?? {} : {};
	return {
		'currency': currency,
		'item-price': written(item.item),
		'item-tax': written(tax.ITEM),
		'shipping-price': written(item.shipping),
		'shipping-tax': written(tax.SHIPPING),
		'gift-wrap-price': written(item.giftWrap),
		'gift-wrap-tax': written(tax.GIFT_WRAP),
		'item-promotion-discount': written(item.discount?.ITEM),
		'ship-promotion-discount': written(item.discount?.SHIPPING),
	};
}
