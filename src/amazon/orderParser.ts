import type { Money } from '../domain/money';
import type { AmazonOrder, AmazonOrderItem, BuyerDetails, CapturedOrder, FulfillmentChannel, OrderPackage, OrderStatus, TimeWindow } from '../domain/orders/order';
import type { UnreadableOrder } from '../processes/ports/amazon';
import { wireOrder, type WireItem, type WireMoney, type WireOrder, type WirePackage } from './orderWire';
import { faultsOf } from './wireFit';
import { distinct, instantOf, present, stated, type Text } from './wireValues';

export type ParsedOrder = { readonly ok: true; readonly captured: CapturedOrder } | ({ readonly ok: false } & UnreadableOrder);

const statuses: ReadonlySet<string> = new Set<OrderStatus>(['PENDING_AVAILABILITY', 'PENDING', 'UNSHIPPED', 'PARTIALLY_SHIPPED', 'SHIPPED', 'CANCELLED', 'UNFULFILLABLE']);
const isStatus = (word: string): word is OrderStatus => statuses.has(word);

const channels: ReadonlyMap<string, FulfillmentChannel> = new Map([['AMAZON', 'AFN'], ['MERCHANT', 'MFN']]);
const replacementKinds = new Map([['REPLACEMENT_ORIGINAL_ID', 'replacement'], ['EXCHANGE_ORIGINAL_ID', 'exchange']] as const);

const moneyOf = (value: WireMoney): Money => ({ amount: value.amount, currency: value.currencyCode });
const moneyIfStated = (value: WireMoney | null | undefined): Money | undefined => (value ? moneyOf(value) : undefined);

/**
 * Reads one order of orders 2026-01-01. Amounts stay as Amazon wrote them; times become UTC with milliseconds. What
 * identifies the buyer goes into `buyer` and nowhere else. `includedData` is what had been asked for.
 */
export function parseOrder(wire: unknown, includedData: readonly string[]): ParsedOrder {
	const checked = wireOrder.safeParse(wire);
	if (!checked.success) return { ok: false, ...stated({ orderId: orderIdOf(wire) }), reason: faultsOf(checked.error, 'order') };
	const buyer = buyerOf(checked.data);
	const order = orderOf(checked.data, !includedData.includes('PROCEEDS'));
	return { ok: true, captured: buyer === undefined ? { order } : { order, buyer } };
}

function orderIdOf(wire: unknown): string | undefined {
	const id: unknown = typeof wire === 'object' && wire !== null && 'orderId' in wire ? wire.orderId : undefined;
	return typeof id === 'string' && /^[\w-]{1,40}$/.test(id) ? id : undefined;
}

function orderOf(wire: WireOrder, proceedsWithheld: boolean): AmazonOrder {
	const { fulfillment, proceeds, salesChannel } = wire;
	const status = present(fulfillment?.fulfillmentStatus);
	const optional = stated({
		marketplaceId: salesChannel.channelName === 'NON_AMAZON' ? undefined : present(salesChannel.marketplaceId),
		unknownStatus: status === undefined || isStatus(status) ? undefined : status,
		fulfillmentChannel: channels.get(fulfillment?.fulfilledBy ?? ''),
		serviceLevel: present(fulfillment?.fulfillmentServiceLevel),
		replaces: replacedBy(wire),
		purchaseOrderNumber: present(wire.buyer?.buyerPurchaseOrderNumber),
		grandTotal: moneyIfStated(proceeds?.grandTotal),
		shipBy: windowOf(fulfillment?.shipByWindow),
		deliverBy: windowOf(fulfillment?.deliverByWindow),
		proceedsWithheld: proceedsWithheld || undefined,
		destination: destinationOf(wire.recipient?.deliveryAddress),
		iossNumbers: listed(distinct(wire.orderItems.map((item) => item.fulfillment?.shipping?.internationalShipping?.iossNumber))),
	});
	return {
		orderId: wire.orderId,
		createdTime: new Date(wire.createdTime).toISOString(),
		lastUpdatedTime: new Date(wire.lastUpdatedTime).toISOString(),
		status: status !== undefined && isStatus(status) ? status : 'UNKNOWN',
		programs: wire.programs ?? [],
		orderProceeds: (proceeds?.breakdowns ?? []).map(({ type, status: state, subtotal }) => ({ type, ...stated({ status: present(state) }), subtotal: moneyOf(subtotal) })),
		items: wire.orderItems.map(itemOf),
		packages: (wire.packages ?? []).map(packageOf),
		taxCollectionModels: distinct(wire.orderItems.flatMap(({ tax }) => (tax?.taxCollections ?? []).map(({ model }) => model))),
		taxReportingSchemes: distinct(wire.orderItems.flatMap(({ tax }) => (tax?.taxCalculationBreakdowns ?? []).map(({ reportingScheme }) => reportingScheme))),
		...optional,
	};
}

function replacedBy(wire: WireOrder): AmazonOrder['replaces'] {
	for (const { orderId, associationType } of wire.associatedOrders ?? []) {
		for (const [type, kind] of replacementKinds) if (type === associationType && present(orderId)) return { orderId: orderId ?? '', kind };
	}
	return undefined;
}

const windowOf = (range: { earliestDateTime?: Text; latestDateTime?: Text } | null | undefined): TimeWindow | undefined =>
	range ? stated({ earliest: instantOf(range.earliestDateTime), latest: instantOf(range.latestDateTime) }) : undefined;

function itemOf(wire: WireItem): AmazonOrderItem {
	const { product, proceeds, fulfillment } = wire;
	const points = wire.expense?.pointsCost?.pointsGranted;
	const optional = stated({
		asin: present(product?.asin),
		sellerSku: present(product?.sellerSku),
		title: present(product?.title),
		quantityFulfilled: fulfillment?.quantityFulfilled ?? undefined,
		quantityUnfulfilled: fulfillment?.quantityUnfulfilled ?? undefined,
		unitPrice: moneyIfStated(product?.price?.unitPrice),
		proceedsTotal: moneyIfStated(proceeds?.proceedsTotal),
		pointsGranted: points ? stated({ points: points.pointsNumber ?? undefined, value: moneyIfStated(points.pointsMonetaryValue) }) : undefined,
		giftWrapLevel: present(fulfillment?.packing?.giftOption?.giftWrapLevel),
		buyerAskedToCancel: wire.cancellation?.cancellationRequest?.requester === 'BUYER' || undefined,
	});
	return {
		orderItemId: wire.orderItemId,
		quantityOrdered: wire.quantityOrdered,
		proceeds: (proceeds?.breakdowns ?? []).map(({ type, subtotal, detailedBreakdowns }) => ({
			type,
			subtotal: moneyOf(subtotal),
			details: (detailedBreakdowns ?? []).map(({ subtype, value }) => ({ subtype, value: moneyOf(value) })),
		})),
		promotionIds: distinct((wire.promotion?.breakdowns ?? []).map(({ promotionId }) => promotionId)),
		...optional,
	};
}

function packageOf(wire: WirePackage): OrderPackage {
	const optional = stated({
		carrier: present(wire.carrier),
		shippingService: present(wire.shippingService),
		trackingNumber: present(wire.trackingNumber),
		shipTime: instantOf(wire.shipTime),
		status: present(wire.packageStatus?.status),
	});
	return { packageReferenceId: wire.packageReferenceId, items: (wire.packageItems ?? []).map(({ orderItemId, quantity }) => ({ orderItemId, quantity })), ...optional };
}

function buyerOf({ buyer, recipient, orderItems, tax }: WireOrder): BuyerDetails | undefined {
	const giftMessages = orderItems.flatMap(({ orderItemId, fulfillment }) => {
		const message = present(fulfillment?.packing?.giftOption?.giftMessage);
		return message === undefined ? [] : [{ orderItemId, message }];
	});
	const preference = recipient?.deliveryPreference;
	return stated({
		name: present(buyer?.buyerName),
		companyName: present(buyer?.buyerCompanyName),
		email: present(buyer?.buyerEmail),
		address: addressOf(recipient?.deliveryAddress),
		deliveryInstructions: present([present(preference?.dropOffLocation), present(preference?.addressInstruction)].filter((part) => part !== undefined).join('; ')),
		giftMessages: listed(giftMessages),
		taxRegistrations: listed(registrationsOf(tax)),
	});
}

const listed = <T>(entries: readonly T[]): readonly T[] | undefined => (entries.length === 0 ? undefined : entries);

/** The buyer's only (P33): the list also holds the seller's and Amazon's own. */
function registrationsOf(tax: WireOrder['tax']): NonNullable<BuyerDetails['taxRegistrations']> {
	return (tax?.taxRegistrations ?? []).flatMap(({ entityType, taxRegistrationType, taxRegistrationNumber }) => {
		const number = present(taxRegistrationNumber);
		return entityType !== 'BUYER' || number === undefined ? [] : [{ type: present(taxRegistrationType) ?? 'UNKNOWN', number }];
	});
}

type WireAddress = NonNullable<NonNullable<WireOrder['recipient']>['deliveryAddress']>;

/** Amazon's code of the United Kingdom is UK where an address is not checked. */
function countryOf(wire: WireAddress): string | undefined {
	const country = present(wire.countryCode)?.trim().toUpperCase();
	return country === 'UK' ? 'GB' : country;
}

/** Country and state alone do not identify the buyer; the tax rule needs them also after the buyer's data are erased (S68). */
function destinationOf(wire: WireAddress | null | undefined): AmazonOrder['destination'] {
	const countryCode = wire ? countryOf(wire) : undefined;
	return countryCode === undefined ? undefined : { countryCode, ...stated({ state: present(wire?.stateOrRegion) }) };
}

function addressOf(wire: WireAddress | null | undefined): BuyerDetails['address'] {
	if (!wire) return undefined;
	return stated({
		name: present(wire.name),
		companyName: present(wire.companyName),
		line1: present(wire.addressLine1),
		line2: present(wire.addressLine2),
		line3: present(wire.addressLine3),
		city: present(wire.city),
		district: present(wire.districtOrCounty) ?? present(wire.municipality),
		state: present(wire.stateOrRegion),
		postalCode: present(wire.postalCode),
		countryCode: countryOf(wire),
		phone: present(wire.phone),
	});
}
