import type { MarketplaceEntry } from './marketplaceEntries';
import { type JsonObject, overlay, present } from './json';
import { toCoins } from './minorUnits';
import { money, orderMoney, type OrderMoney } from './orderMoney';
import { shippedUnits } from './orderChanges';
import type { AddressSeed, OrderItemSeed, OrderSeed, PackageSeed, Role, TaxRegistrationSeed } from './seeds';
import type { AmazonSwitches } from './switches';

export const dataSets = ['BUYER', 'RECIPIENT', 'PROCEEDS', 'EXPENSE', 'PROMOTION', 'CANCELLATION', 'FULFILLMENT', 'PACKAGES', 'TAX', 'PAYMENT', 'FULFILLMENT_ORDERS'] as const;
export type DataSet = (typeof dataSets)[number];

/** Who looks, what was asked for, and when (milliseconds since 1970). */
export interface OrderView {
	readonly included: ReadonlySet<DataSet>;
	readonly roles: ReadonlySet<Role>;
	readonly now: number;
	readonly switches: AmazonSwitches;
}

/** An order as orders_2026-01-01.json writes it, with the data sets that were asked for and that the roles allow. */
export function orderDocument(order: OrderSeed, entry: MarketplaceEntry, view: OrderView): JsonObject {
	const proceeds = orderMoney(order, entry, view.switches);
	const asked = <T>(dataSet: DataSet, part: () => T): T | undefined => (view.included.has(dataSet) ? part() : undefined);
	const document = present({
		orderId: order.orderId,
		orderAliases: order.sellerOrderId === undefined ? undefined : [{ aliasId: order.sellerOrderId, aliasType: 'SELLER_ORDER_ID' }],
		createdTime: milliseconds(order.createdTime),
		lastUpdatedTime: milliseconds(order.lastUpdatedTime ?? order.createdTime),
		programs: order.programs,
		associatedOrders: order.replaces && [{ orderId: order.replaces.orderId, associationType: `${order.replaces.kind.toUpperCase()}_ORIGINAL_ID` }],
		salesChannel: { channelName: entry.isAmazon ? 'AMAZON' : 'NON_AMAZON', marketplaceId: entry.id, marketplaceName: entry.name },
		buyer: asked('BUYER', () => buyer(order, view)),
		recipient: asked('RECIPIENT', () => recipient(order, view)),
		proceeds: asked('PROCEEDS', () => proceeds.order),
		payment: asked('PAYMENT', () => payment(order, proceeds)),
		tax: asked('TAX', () => orderTax(order, view)),
		fulfillment: asked('FULFILLMENT', () => fulfillment(order)),
		orderItems: order.items.map((item, at) => itemDocument(order, item, at, proceeds, view)),
		packages: asked('PACKAGES', () => packages(order)),
	});
	return order.raw === undefined ? document : (overlay(document, askedOf(order.raw, view.included)) as JsonObject);
}

const sections = new Map<string, DataSet>([['buyer', 'BUYER'], ['recipient', 'RECIPIENT'], ['proceeds', 'PROCEEDS'], ['payment', 'PAYMENT'], ['tax', 'TAX'], ['fulfillment', 'FULFILLMENT'], ['packages', 'PACKAGES']]);

/** Raw fields do not bring back a data set that was not asked for. */
const askedOf = (raw: JsonObject, included: ReadonlySet<DataSet>): JsonObject =>
	Object.fromEntries(
		Object.entries(raw).filter(([field]) => {
			const dataSet = sections.get(field);
			return dataSet === undefined || included.has(dataSet);
		}),
	);

export const orderItemId = (order: OrderSeed, at: number): string => order.items[at]?.orderItemId ?? `${order.orderId.replaceAll('-', '').slice(3)}${String(at + 1).padStart(2, '0')}`;

/** Amazon's times have milliseconds. */
const milliseconds = (time: string): string => new Date(time).toISOString();
const unpaid = (order: OrderSeed): boolean => order.status === 'PENDING' || order.status === 'PENDING_AVAILABILITY';
const filled = (fields: JsonObject): JsonObject | undefined => (Object.keys(fields).length > 0 ? fields : undefined);

function buyer(order: OrderSeed, { roles }: OrderView): JsonObject | undefined {
	if (unpaid(order)) return undefined;
	const personal = roles.has('directToConsumerShipping');
	const addressable = order.fulfilledBy === 'MERCHANT' && ['UNSHIPPED', 'PARTIALLY_SHIPPED', 'SHIPPED'].includes(order.status);
	return filled(
		present({
			buyerName: personal || roles.has('taxInvoicing') ? order.buyer?.name : undefined,
			buyerEmail: personal && addressable ? order.buyer?.email : undefined,
			buyerCompanyName: order.buyer?.companyName,
			buyerPurchaseOrderNumber: order.buyer?.purchaseOrderNumber,
		}),
	);
}

function recipient(order: OrderSeed, view: OrderView): JsonObject | undefined {
	if (unpaid(order)) return undefined;
	const personal = view.roles.has('directToConsumerShipping');
	const delivered = order.status === 'SHIPPED' && order.deliverBy?.latest !== undefined && view.now > Date.parse(order.deliverBy.latest);
	const callable = personal && order.fulfilledBy === 'MERCHANT' && !delivered;
	return filled(
		present({
			deliveryAddress: order.address && (personal || view.switches.destinationWithoutRole === 'given') ? filled(addressDocument(order.address, { personal, callable })) : undefined,
			deliveryPreference: personal && order.deliveryInstructions !== undefined ? { addressInstruction: order.deliveryInstructions } : undefined,
		}),
	);
}

/** Personal are the name, the address lines, the postal code and the phone; the place as such is not. */
function addressDocument(address: AddressSeed, { personal, callable }: { personal: boolean; callable: boolean }): JsonObject {
	const mine = (text: string | undefined): string | undefined => (personal ? text : undefined);
	return present({
		name: mine(address.name),
		companyName: address.companyName,
		addressLine1: mine(address.line1),
		addressLine2: mine(address.line2),
		addressLine3: mine(address.line3),
		city: address.city,
		districtOrCounty: address.district,
		stateOrRegion: address.state,
		postalCode: mine(address.postalCode),
		countryCode: address.countryCode,
		phone: callable ? address.phone : undefined,
		addressType: address.type,
	});
}

function payment(order: OrderSeed, { order: proceeds }: OrderMoney): JsonObject | undefined {
	const paid = proceeds?.['grandTotal'];
	if (order.paymentMethod === undefined || paid === undefined || unpaid(order)) return undefined;
	return { paymentExecutions: [{ paymentMethod: order.paymentMethod, paymentAmount: paid }] };
}

function orderTax({ taxRegistration, taxRegistrations = [], taxInvoicing }: OrderSeed, { roles }: OrderView): JsonObject | undefined {
	if (!roles.has('taxInvoicing')) return undefined;
	const registrations = [...(taxRegistration ? [taxRegistration] : []), ...taxRegistrations].map(registrationDocument);
	return filled(present({ taxRegistrations: registrations.length > 0 ? registrations : undefined, taxInvoicing: taxInvoicing && present(taxInvoicing) }));
}

const registrationDocument = ({ entityType = 'BUYER', legalName, type, number, address, taxOffice }: TaxRegistrationSeed): JsonObject =>
	present({
		entityType,
		legalName,
		taxRegistrationType: type,
		taxRegistrationNumber: number,
		taxRegistrationAddress: address && addressDocument(address, { personal: true, callable: true }),
		taxRegistrationAttributes: taxOffice === undefined ? undefined : [{ key: 'TAX_OFFICE', value: taxOffice }],
	});

function fulfillment(order: OrderSeed): JsonObject {
	const range = (window: OrderSeed['shipBy']): JsonObject | undefined => window && present({ earliestDateTime: window.earliest, latestDateTime: window.latest });
	return present({
		fulfillmentStatus: order.status,
		fulfilledBy: order.fulfilledBy,
		fulfillmentServiceLevel: order.serviceLevel ?? 'STANDARD',
		shipByWindow: range(order.shipBy),
		deliverByWindow: range(order.deliverBy),
	});
}

function packages(order: OrderSeed): readonly JsonObject[] | undefined {
	// Amazon gives packages of merchant-fulfilled orders only.
	if (order.fulfilledBy === 'AMAZON' || order.packages === undefined) return undefined;
	return order.packages.map((parcel: PackageSeed) =>
		present({
			packageReferenceId: parcel.packageReferenceId,
			createdTime: parcel.shipTime,
			packageStatus: { status: parcel.status ?? 'SHIPPED' },
			carrier: parcel.carrier,
			shipTime: parcel.shipTime,
			shippingService: parcel.shippingService,
			trackingNumber: parcel.trackingNumber,
			packageItems: (parcel.items ?? order.items.map(({ quantity }, item) => ({ item, quantity }))).map(({ item, quantity }) => ({ orderItemId: orderItemId(order, item), quantity })),
		}),
	);
}

function itemDocument(order: OrderSeed, item: OrderItemSeed, at: number, proceeds: OrderMoney, view: OrderView): JsonObject {
	const asked = <T>(dataSet: DataSet, part: () => T): T | undefined => (view.included.has(dataSet) ? part() : undefined);
	const { currency } = proceeds;
	const priced = proceeds.stated && view.switches.unitPrice === 'stated' && item.unitPrice !== undefined;
	return present({
		orderItemId: orderItemId(order, at),
		quantityOrdered: view.switches.quantityAfterCancellation === 'lowered' ? item.quantity - (item.quantityCanceled ?? 0) : item.quantity,
		product: present({
			asin: item.asin,
			title: item.title,
			sellerSku: item.sku,
			condition: { conditionType: 'NEW', conditionSubtype: 'NEW' },
			price: priced ? { unitPrice: { amount: item.unitPrice ?? '', currencyCode: currency } } : undefined,
		}),
		proceeds: asked('PROCEEDS', () => proceeds.items[at]),
		expense: asked('EXPENSE', () => item.points && { pointsCost: { pointsGranted: { pointsNumber: item.points.number, pointsMonetaryValue: money(toCoins(item.points.value, currency), currency) } } }),
		promotion: asked('PROMOTION', () => item.promotionIds && { breakdowns: item.promotionIds.map((promotionId) => ({ promotionId })) }),
		cancellation: asked('CANCELLATION', () => cancellation(order, item)),
		fulfillment: asked('FULFILLMENT', () => itemFulfillment(order, item, view)),
		tax: asked('TAX', () => itemTax(item)),
	});
}

function cancellation(order: OrderSeed, item: OrderItemSeed): JsonObject | undefined {
	return filled(
		present({
			cancellationRequest: item.buyerAskedToCancel === undefined ? undefined : { requester: 'BUYER', cancelReason: item.buyerAskedToCancel },
			cancellationExecution: (order.status === 'CANCELLED' || (item.quantityCanceled ?? 0) > 0) && order.canceledBy !== undefined ? { cancelledBy: order.canceledBy } : undefined,
		}),
	);
}

function itemFulfillment(order: OrderSeed, item: OrderItemSeed, { roles, switches }: OrderView): JsonObject {
	const shipped = shippedUnits(order, item);
	const gift = item.gift && present({ giftMessage: roles.has('directToConsumerShipping') ? item.gift.message : undefined, giftWrapLevel: item.gift.wrapLevel });
	return present({
		quantityFulfilled: shipped,
		quantityUnfulfilled: order.status === 'CANCELLED' ? 0 : item.quantity - shipped - (item.quantityCanceled ?? 0),
		packing: gift && { giftOption: gift },
		shipping: item.iossNumber !== undefined && (roles.has('taxInvoicing') || switches.iossNumber === 'anyRole') ? { internationalShipping: { iossNumber: item.iossNumber } } : undefined,
	});
}

function itemTax(item: OrderItemSeed): JsonObject | undefined {
	return filled(
		present({
			taxCalculationBreakdowns: item.taxReportingScheme && [{ reportingScheme: item.taxReportingScheme }],
			taxCollections: item.marketplaceFacilitator ? [{ model: 'MARKETPLACE_FACILITATOR', responsibleParty: 'Amazon Services, Inc.' }] : undefined,
		}),
	);
}
