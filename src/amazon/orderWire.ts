import { z } from 'zod';
import { isAmount } from '../domain/money';
import { identifier, instant, text } from './wireValues';

/**
 * Orders as Amazon sends them (orders_2026-01-01.json), only what is read of them. Unknown fields are left out; words of
 * open lists stay text. Absent, null and empty mean the same.
 */
const range = z.object({ earliestDateTime: instant.nullish(), latestDateTime: instant.nullish() }).nullish();
const quantity = z.number().int().nonnegative();

const money = z.object({ amount: z.string().refine(isAmount, 'not a decimal number'), currencyCode: z.string().regex(/^[A-Z]{3}$/) });

const address = z.object({
	name: text, companyName: text, addressLine1: text, addressLine2: text, addressLine3: text, city: text,
	districtOrCounty: text, stateOrRegion: text, municipality: text, postalCode: text, countryCode: text, phone: text,
});

const itemProceeds = z.object({
	proceedsTotal: money.nullish(),
	breakdowns: z.array(z.object({
		type: identifier,
		subtotal: money,
		detailedBreakdowns: z.array(z.object({ subtype: identifier, value: money })).nullish(),
	})).nullish(),
});

const item = z.object({
	orderItemId: identifier,
	quantityOrdered: quantity,
	product: z.object({ asin: text, title: text, sellerSku: text, price: z.object({ unitPrice: money.nullish() }).nullish() }).nullish(),
	proceeds: itemProceeds.nullish(),
	expense: z.object({ pointsCost: z.object({ pointsGranted: z.object({ pointsNumber: quantity.nullish(), pointsMonetaryValue: money.nullish() }).nullish() }).nullish() }).nullish(),
	promotion: z.object({ breakdowns: z.array(z.object({ promotionId: text })).nullish() }).nullish(),
	cancellation: z.object({ cancellationRequest: z.object({ requester: text }).nullish() }).nullish(),
	fulfillment: z.object({
		quantityFulfilled: quantity.nullish(),
		quantityUnfulfilled: quantity.nullish(),
		shipping: z.object({ internationalShipping: z.object({ iossNumber: text }).nullish() }).nullish(),
		packing: z.object({ giftOption: z.object({ giftMessage: text, giftWrapLevel: text }).nullish() }).nullish(),
	}).nullish(),
	tax: z.object({
		taxCollections: z.array(z.object({ model: text })).nullish(),
		taxCalculationBreakdowns: z.array(z.object({ reportingScheme: text })).nullish(),
	}).nullish(),
});

const orderPackage = z.object({
	packageReferenceId: identifier,
	packageStatus: z.object({ status: text }).nullish(),
	carrier: text,
	shippingService: text,
	trackingNumber: text,
	shipTime: instant.nullish(),
	packageItems: z.array(z.object({ orderItemId: identifier, quantity })).nullish(),
});

export const wireOrder = z.object({
	orderId: identifier,
	createdTime: instant,
	lastUpdatedTime: instant,
	programs: z.array(z.string()).nullish(),
	associatedOrders: z.array(z.object({ orderId: text, associationType: text })).nullish(),
	salesChannel: z.object({ channelName: text, marketplaceId: text }),
	buyer: z.object({ buyerName: text, buyerEmail: text, buyerCompanyName: text, buyerPurchaseOrderNumber: text }).nullish(),
	recipient: z.object({ deliveryAddress: address.nullish(), deliveryPreference: z.object({ dropOffLocation: text, addressInstruction: text }).nullish() }).nullish(),
	proceeds: z.object({
		grandTotal: money.nullish(),
		breakdowns: z.array(z.object({ type: identifier, status: text, subtotal: money })).nullish(),
	}).nullish(),
	fulfillment: z.object({ fulfillmentStatus: text, fulfilledBy: text, fulfillmentServiceLevel: text, shipByWindow: range, deliverByWindow: range }).nullish(),
	tax: z.object({ taxRegistrations: z.array(z.object({ entityType: text, taxRegistrationType: text, taxRegistrationNumber: text })).nullish() }).nullish(),
	orderItems: z.array(item),
	packages: z.array(orderPackage).nullish(),
});

export const wireOrderPage = z.object({
	orders: z.array(z.unknown()),
	pagination: z.object({ nextToken: text }).nullish(),
	lastUpdatedBefore: text,
	createdBefore: text,
});

export const wireOrderAnswer = z.object({ order: z.unknown() });

export type WireOrder = z.infer<typeof wireOrder>;
export type WireItem = z.infer<typeof item>;
export type WirePackage = z.infer<typeof orderPackage>;
export type WireMoney = z.infer<typeof money>;
