import type { CatalogItemSeed, ListingSeed } from './listingSeeds';
import type { Region } from '../../src/domain/marketplaces';
import type { JsonObject } from './json';
import type { SettlementSeed } from './settlements/settlementDesk';
import type { TransactionSeed } from './transactionSeeds';

/** Statuses of orders_2026-01-01.json. */
export type FulfillmentStatus = 'PENDING_AVAILABILITY' | 'PENDING' | 'UNSHIPPED' | 'PARTIALLY_SHIPPED' | 'SHIPPED' | 'CANCELLED' | 'UNFULFILLABLE';

/**
 * What the seller let the application do. inventoryAndOrderTracking: orders without what identifies the buyer.
 * directToConsumerShipping: names, addresses, e-mail, phone, gift messages. taxInvoicing: buyer's name and tax registrations.
 * productListing: listings and Amazon's catalog. Reports of listings need it or inventoryAndOrderTracking; reports of
 * orders need inventoryAndOrderTracking. financeAndAccounting: transactions, reports of settlements.
 */
export type Role = 'inventoryAndOrderTracking' | 'directToConsumerShipping' | 'taxInvoicing' | 'productListing' | 'financeAndAccounting';

export interface MarketplaceSeed {
	readonly id: string;
	readonly storeName?: string;
	/** Default true. */
	readonly participating?: boolean;
	/** Has suspended listings. */
	readonly suspended?: boolean;
	/** Set on an entry that is no Amazon store, such as 'Non-Amazon US': its name and domain. */
	readonly nonAmazon?: { readonly name: string; readonly domain: string; readonly countryCode: string; readonly currency: string };
}

export interface SellerAccountSeed {
	readonly merchantToken: string;
	readonly region: Region;
	readonly clientId: string;
	readonly clientSecret: string;
	/** When the secret was made; it expires after 180 days. Default: when the simulator starts. */
	readonly clientSecretIssuedAt?: string;
	readonly refreshTokens: readonly string[];
	readonly sellingPlan: 'PROFESSIONAL' | 'INDIVIDUAL';
	readonly businessName?: string;
	readonly roles: readonly Role[];
	readonly marketplaces: readonly MarketplaceSeed[];
	readonly orders: readonly OrderSeed[];
	readonly listings?: readonly ListingSeed[];
	readonly catalogItems?: readonly CatalogItemSeed[];
	readonly transactions?: readonly TransactionSeed[];
	readonly settlements?: readonly SettlementSeed[];
}

export interface AddressSeed {
	readonly name?: string;
	readonly companyName?: string;
	readonly line1?: string;
	readonly line2?: string;
	readonly line3?: string;
	readonly city?: string;
	readonly district?: string;
	readonly state?: string;
	readonly postalCode?: string;
	readonly countryCode?: string;
	readonly phone?: string;
	readonly type?: 'RESIDENTIAL' | 'COMMERCIAL' | 'PICKUP_POINT';
}

/** Parts of a tax or a discount. Amounts are positive; tax of DISCOUNT is what the discount takes off the tax. */
export type PartAmounts = { readonly [part in 'ITEM' | 'SHIPPING' | 'GIFT_WRAP' | 'COD_FEE' | 'OTHER' | 'DISCOUNT']?: string };

/** Amounts are decimal text in the order's currency, for the whole line, never for a unit. What is absent has no row. */
export interface OrderItemSeed {
	readonly orderItemId?: string;
	readonly asin: string;
	readonly sku?: string;
	readonly title: string;
	readonly quantity: number;
	/** Default: all when the order is SHIPPED, else none. */
	readonly quantityShipped?: number;
	/** Units that were canceled while others of the order were shipped. */
	readonly quantityCanceled?: number;
	readonly unitPrice?: string;
	readonly item?: string;
	readonly shipping?: string;
	readonly giftWrap?: string;
	readonly codFee?: string;
	readonly other?: string;
	readonly tax?: PartAmounts;
	readonly discount?: { readonly [part in 'ITEM' | 'SHIPPING']?: string };
	readonly promotionIds?: readonly string[];
	readonly gift?: { readonly message?: string; readonly wrapLevel?: string };
	readonly points?: { readonly number: number; readonly value: string };
	readonly buyerAskedToCancel?: string;
	readonly marketplaceFacilitator?: boolean;
	readonly taxReportingScheme?: 'UOSS' | 'IOSS';
	/** Amazon's number under the Import One-Stop Shop. */
	readonly iossNumber?: string;
	/** What Amazon states instead of the sum of the parts. */
	readonly statedTotal?: string;
}

/** orders_2026-01-01.json, OrderTaxRegistration. */
export interface TaxRegistrationSeed {
	/** Default: BUYER. */
	readonly entityType?: 'BUYER' | 'MERCHANT' | 'MARKETPLACE';
	readonly legalName: string;
	/** 'BUSINESS', 'VAT', 'CST', 'CPF', 'CNPJ'. */
	readonly type: string;
	readonly number: string;
	readonly address?: AddressSeed;
	readonly taxOffice?: string;
}

export interface PackageSeed {
	readonly packageReferenceId: string;
	readonly carrier?: string;
	readonly shippingService?: string;
	readonly trackingNumber?: string;
	readonly shipTime?: string;
	readonly status?: 'PENDING' | 'IN_TRANSIT' | 'SHIPPED' | 'DELIVERED' | 'CANCELLED' | 'UNDELIVERABLE';
	/** Default: everything in the order. `item` counts from 0. */
	readonly items?: readonly { readonly item: number; readonly quantity: number }[];
}

export interface OrderSeed {
	readonly orderId: string;
	readonly marketplaceId: string;
	readonly createdTime: string;
	/** Default: createdTime. */
	readonly lastUpdatedTime?: string;
	readonly status: FulfillmentStatus;
	readonly fulfilledBy: 'AMAZON' | 'MERCHANT';
	readonly serviceLevel?: string;
	/** Default: the marketplace's. */
	readonly currency?: string;
	readonly programs?: readonly string[];
	readonly sellerOrderId?: string;
	readonly replaces?: { readonly orderId: string; readonly kind: 'replacement' | 'exchange' };
	readonly buyer?: { readonly name?: string; readonly email?: string; readonly companyName?: string; readonly purchaseOrderNumber?: string };
	readonly address?: AddressSeed;
	readonly deliveryInstructions?: string;
	readonly taxRegistration?: TaxRegistrationSeed;
	/** Further ones, such as the seller's own. */
	readonly taxRegistrations?: readonly TaxRegistrationSeed[];
	/** How the buyer wants the invoice (Turkey), and how far it is (Brazil, Easy Ship). */
	readonly taxInvoicing?: { readonly buyerInvoicePreference?: 'INDIVIDUAL' | 'BUSINESS'; readonly invoiceStatus?: string };
	readonly paymentMethod?: string;
	readonly items: readonly OrderItemSeed[];
	readonly tip?: { readonly amount: string; readonly status: 'PENDING' | 'FINALIZED' };
	/** True: Amazon gives a TAX breakdown. Default: in every marketplace but the European ones. */
	readonly taxStated?: boolean;
	/** True: ITEM and the rest contain the tax that TAX states. Default: in the European ones. */
	readonly taxIncluded?: boolean;
	/** What Amazon states instead of the sum; null: it states none. */
	readonly grandTotal?: string | null;
	readonly packages?: readonly PackageSeed[];
	readonly shipBy?: { readonly earliest?: string; readonly latest?: string };
	readonly deliverBy?: { readonly earliest?: string; readonly latest?: string };
	readonly canceledBy?: 'BUYER' | 'MERCHANT' | 'AMAZON';
	/** Laid over Amazon's finished document: for words and shapes that the model does not know. */
	readonly raw?: JsonObject;
}
