import type { Money } from '../money';

/** Amazon's fulfillment statuses (orders_2026-01-01.json, FulfillmentStatus), or 'UNKNOWN' for a word it does not list. */
export type OrderStatus =
	| 'PENDING_AVAILABILITY'
	| 'PENDING'
	| 'UNSHIPPED'
	| 'PARTIALLY_SHIPPED'
	| 'SHIPPED'
	| 'CANCELLED'
	| 'UNFULFILLABLE'
	| 'UNKNOWN';

/** `unknownStatus` of an order that Amazon gave and that could not be read: nothing but its id is known. */
export const UNREADABLE = 'UNREADABLE';

/** AFN: fulfilled by Amazon. MFN: fulfilled by the merchant. */
export type FulfillmentChannel = 'AFN' | 'MFN';

/** An Amazon order as captured, without anything that identifies the buyer (see BuyerDetails). Times are UTC instants, ISO 8601. */
export interface AmazonOrder {
	readonly orderId: string;
	/** Absent for orders from outside Amazon. */
	readonly marketplaceId?: string;
	readonly createdTime: string;
	readonly lastUpdatedTime: string;
	readonly status: OrderStatus;
	/** The word Amazon sent when status is UNKNOWN. */
	readonly unknownStatus?: string;
	readonly fulfillmentChannel?: FulfillmentChannel;
	readonly serviceLevel?: string;
	readonly programs: readonly string[];
	/** Set on a replacement or exchange order: the order that it replaces. Such an order carries no money. */
	readonly replaces?: { readonly orderId: string; readonly kind: 'replacement' | 'exchange' };
	/** The buyer's purchase order number (business orders). */
	readonly purchaseOrderNumber?: string;
	/** What the buyer pays. Absent: Amazon stated none (free units, or a pending order). */
	readonly grandTotal?: Money;
	/** Money of the order that belongs to no item, such as a delivery tip. */
	readonly orderProceeds: readonly OrderProceeds[];
	readonly items: readonly AmazonOrderItem[];
	/** Parcels; merchant-fulfilled orders only. */
	readonly packages: readonly OrderPackage[];
	/** Where the order goes: kept after the buyer's data are erased. Country as in DeliveryAddress. */
	readonly destination?: { readonly countryCode: string; readonly state?: string };
	readonly shipBy?: TimeWindow;
	readonly deliverBy?: TimeWindow;
	/** How tax was collected, such as 'MARKETPLACE_FACILITATOR', and under which scheme, such as 'IOSS'. */
	readonly taxCollectionModels: readonly string[];
	readonly taxReportingSchemes: readonly string[];
	/** Amazon's numbers under the Import One-Stop Shop, from the items' international shipping (P33). */
	readonly iossNumbers?: readonly string[];
	/** True when the order came without PROCEEDS because Amazon refused it: its money is unknown. */
	readonly proceedsWithheld?: boolean;
}

export interface TimeWindow {
	readonly earliest?: string;
	readonly latest?: string;
}

/** Order-level breakdown. `type` is Amazon's word (ITEM, SHIPPING, DELIVERY_TIP, ...), `status` e.g. PENDING or FINALIZED. */
export interface OrderProceeds {
	readonly type: string;
	readonly status?: string;
	readonly subtotal: Money;
}

export interface AmazonOrderItem {
	readonly orderItemId: string;
	readonly asin?: string;
	readonly sellerSku?: string;
	readonly title?: string;
	readonly quantityOrdered: number;
	readonly quantityFulfilled?: number;
	readonly quantityUnfulfilled?: number;
	readonly unitPrice?: Money;
	/** What this item brings in all. */
	readonly proceedsTotal?: Money;
	readonly proceeds: readonly ItemProceeds[];
	readonly promotionIds: readonly string[];
	/** Japan: points the seller grants to the buyer, a cost that is not part of the order's total. */
	readonly pointsGranted?: { readonly points?: number; readonly value?: Money };
	readonly giftWrapLevel?: string;
	readonly buyerAskedToCancel?: boolean;
}

/** Item-level breakdown. Signs as Amazon sent them; the sign of DISCOUNT is not documented. */
export interface ItemProceeds {
	/** ITEM, SHIPPING, GIFT_WRAP, COD_FEE, OTHER, TAX, DISCOUNT; an open list. */
	readonly type: string;
	readonly subtotal: Money;
	/** Only under TAX and DISCOUNT: what part belongs to ITEM, SHIPPING, GIFT_WRAP, COD_FEE, OTHER, DISCOUNT. */
	readonly details: readonly { readonly subtype: string; readonly value: Money }[];
}

export interface OrderPackage {
	readonly packageReferenceId: string;
	readonly carrier?: string;
	readonly shippingService?: string;
	readonly trackingNumber?: string;
	readonly shipTime?: string;
	readonly status?: string;
	readonly items: readonly { readonly orderItemId: string; readonly quantity: number }[];
}

/**
 * What identifies the buyer. Kept apart from the order so that it is stored encrypted and erased on its own; never
 * logged. Absent fields are normal: Amazon gives them by application role, channel and age of the order.
 */
export interface BuyerDetails {
	readonly name?: string;
	readonly companyName?: string;
	readonly email?: string;
	readonly address?: DeliveryAddress;
	readonly deliveryInstructions?: string;
	readonly giftMessages?: readonly { readonly orderItemId: string; readonly message: string }[];
	/** Business orders (P33): the buyer's tax registrations, such as { type: 'VAT', number: 'DE123456789' }. */
	readonly taxRegistrations?: readonly { readonly type: string; readonly number: string }[];
}

export interface DeliveryAddress {
	readonly name?: string;
	readonly companyName?: string;
	readonly line1?: string;
	readonly line2?: string;
	readonly line3?: string;
	readonly city?: string;
	readonly district?: string;
	readonly state?: string;
	readonly postalCode?: string;
	/** ISO 3166 alpha-2; the United Kingdom is GB here. */
	readonly countryCode?: string;
	readonly phone?: string;
}

export interface CapturedOrder {
	readonly order: AmazonOrder;
	readonly buyer?: BuyerDetails;
}
