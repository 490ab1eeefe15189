import type { ZodError } from 'zod';
import type { Money } from '../domain/money';
import type { AmazonOrder, AmazonOrderItem, BuyerDetails, CapturedOrder, FulfillmentChannel, OrderPackage, OrderStatus, TimeWindow } from '../domain/orders/order';
import type { UnreadableOrder } from '../processes/ports/amazon';
import { wireOrder, type WireItem, type WireMoney, type WireOrder, type WirePackage } from './orderWire';

export type ParsedOrder = { readonly ok: true; readonly captured: CapturedOrder } | ({ readonly ok: false } & UnreadableOrder);

const statuses: ReadonlySet<string> = new Set<OrderStatus>(['PENDING_AVAILABILITY', 'PENDING', 'UNSHIPPED', 'PARTIALLY_SHIPPED', 'SHIPPED', 'CANCELLED', 'UNFULFILLABLE']);
const isStatus = (word: string): word is OrderStatus => statuses.has(word);

const channels: ReadonlyMap<string, FulfillmentChannel> = new Map([['AMAZON', 'AFN'], ['MERCHANT', 'MFN']]);
const replacementKinds = new Map([['REPLACEMENT_ORIGINAL_ID', 'replacement'], ['EXCHANGE_ORIGINAL_ID', 'exchange']] as const);

type Text = string | null | undefined;

const present = (value: Text): string | undefined => (value === null || value === undefined || value.trim() === '' ? undefined : value);
const moneyOf = (value: WireMoney): Money => ({ amount: value.amount, currency: value.currencyCode });
const moneyIfStated = (value: WireMoney | null | undefined): Money | undefined => (value ? moneyOf(value) : undefined);
/** One notation for all instants, so that they compare as text. */
const instantOf = (value: Text): string | undefined => (value ? new Date(value).toISOString() : undefined);
const distinct = (values: readonly Text[]): string[] => [...new Set(values.map(present).filter((value) => value !== undefined))];

/** Leaves out what is not there; undefined when nothing is. */
function stated<T extends object>(fields: T): T | undefined {
	const entries = Object.entries(fields).filter(([, value]) => value !== undefined);
	return entries.length === 0 ? undefined : (Object.fromEntries(entries) as T);
}

/**
 * Reads one order of orders 2026-01-01. Amounts stay as Amazon wrote them; times become UTC with milliseconds. What
 * identifies the buyer goes into `buyer` and nowhere else. `includedData` is what had been asked for.
 */
export function parseOrder(wire: unknown, includedData: readonly string[]): ParsedOrder {
	const checked = wireOrder.safeParse(wire);
	if (!checked.success) return { ok: false, ...stated({ orderId: orderIdOf(wire) }), reason: reasonOf(checked.error) };
	const buyer = buyerOf(checked.data);
	const order = orderOf(checked.data, !includedData.includes('PROCEEDS'));
	return { ok: true, captured: buyer === undefined ? { order } : { order, buyer } };
}

function orderIdOf(wire: unknown): string | undefined {
	const id: unknown = typeof wire === 'object' && wire !== null && 'orderId' in wire ? wire.orderId : undefined;
	return typeof id === 'string' && /^[\w-]{1,40}$/.test(id) ? id : undefined;
}

// Codes and paths only: zod's messages may quote what was received.
const reasonOf = (error: ZodError): string =>
	error.issues.slice(0, 3).map(({ path, code, message }) => `${path.join('.') || 'order'}: ${code === 'custom' ? message : code.replaceAll('_', ' ')}`).join('; ');

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

function buyerOf({ buyer, recipient, orderItems }: WireOrder): BuyerDetails | undefined {
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
		giftMessages: giftMessages.length === 0 ? undefined : giftMessages,
	});
}

type WireAddress = NonNullable<NonNullable<WireOrder['recipient']>['deliveryAddress']>;

function addressOf(wire: WireAddress | null | undefined): BuyerDetails['address'] {
	if (!wire) return undefined;
	const country = present(wire.countryCode)?.toUpperCase();
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
		countryCode: country === 'UK' ? 'GB' : country,
		phone: present(wire.phone),
	});
}
