import { z } from 'zod';

const reference = z.object({ id: z.string().min(1), name: z.string().min(1) });
const amount = z.string().regex(/^\d+(\.\d+)?$/);

/** First rule whose country (and state, when given) fits decides the location. Countries are ISO 3166 alpha-2. */
const routingRule = z.object({ country: z.string().length(2), state: z.string().optional(), location: z.string().min(1) });

const taxRuleMapping = z.object({
	/** Tax rule of product lines. */
	lines: z.string().optional(),
	/** Tax rule of additional charges where a charge has none of its own. */
	additionalCharges: z.string().optional(),
	/** Tax rule of lines and charges that bear no tax; not used for European marketplaces. */
	taxFree: z.string().optional(),
	shipping: z.string().optional(),
	giftWrap: z.string().optional(),
	discount: z.string().optional(),
	/** Rules of orders whose tax somebody else remits (N20); where one is missing, such orders take the rules of all others. */
	marketplaceFacilitator: z.string().optional(),
	ioss: z.string().optional(),
	uoss: z.string().optional(),
	/** Rule by destination, ISO 3166 alpha-2 (S69). */
	byCountry: z.record(z.string().length(2), z.string().min(1)).optional(),
});

/** Names of the service products that charges bear as their description; a charge without one has its plain name (P31). */
const chargeProducts = z.object({ shipping: z.string().optional(), giftWrap: z.string().optional(), discount: z.string().optional(), refundFees: z.string().optional() });

const catalogSettings = z
	.object({
		/** Where listings are read from (D11). */
		source: z.enum(['listingsApi', 'listingsReport']).default('listingsApi'),
		/** On: nothing is linked until a person does it (S44). */
		matchManually: z.boolean().default(false),
		/** What of a listing finds the product (P56). */
		matchBy: z.enum(['sku', 'asin', 'barcode']).default('sku'),
		/** SKUs that differ in case alone are the same; off: they are told, not matched (P57). */
		ignoreSkuCase: z.boolean().default(false),
		/** A listing for which no product is found becomes one (S46). */
		createProducts: z.boolean().default(false),
		/** Changes at Amazon overwrite linked products (S48). */
		amazonIsMaster: z.boolean().default(false),
		/** Unit and costing method of products made from listings. */
		unitOfMeasure: z.string().min(1).default('Item'),
		costingMethod: z.string().min(1).default('FIFO'),
		/** A load that would cancel more than this share of the listings stops and asks. */
		cancelLimitPercent: z.number().int().min(0).max(100).default(20),
	})
	.refine(({ createProducts, matchManually, matchBy }) => !createProducts || (!matchManually && matchBy === 'sku'), { message: 'Create New Products needs automatic matching by SKU', path: ['createProducts'] });

export type CatalogSettings = z.infer<typeof catalogSettings>;

const feeMapping = z
	.object({
		/** As Amazon writes it; compared without regard to case. `*` stands for any text in amount type and description, or for a part of it (P12). */
		transactionType: z.string().min(1),
		amountType: z.string(),
		amountDescription: z.string(),
		/** Only for rows of that channel (P11). */
		channel: z.enum(['AFN', 'MFN', 'MCF']).optional(),
		/** Only for rows of that marketplace, as the file spells it (P12, P23). */
		marketplaceName: z.string().min(1).optional(),
		/** Code of the account; absent: the rows are skipped (S78). */
		account: z.string().min(1).optional(),
		skip: z.boolean().default(false),
		/** Name of a tax rule; absent: Default Tax Lines (S76). */
		taxRule: z.string().min(1).optional(),
	})
	.refine(({ account, skip }) => skip !== (account !== undefined), { message: 'A type is either linked to an account or skipped' });

export type FeeMapping = z.infer<typeof feeMapping>;

const settlementSettings = z.object({
	/** Automatic: a settlement whose types are all mapped is posted by the schedule (S57, S178). */
	process: z.enum(['manually', 'automatically']).default('manually'),
	/** Orders: revenue is in Cin7 Core through the invoices. Summary: it comes from the settlement, and orders are not processed there. */
	revenue: z.enum(['orders', 'summary']).default('orders'),
	/** Where fees of an order go (D4). */
	postOrderFees: z.enum(['journal', 'sale']).default('journal'),
	/** Bank account that takes the deposit (S59); none: no money task is made, and the amount stays on the clearing account. */
	bankAccount: z.string().min(1).optional(),
	/** Liability account of what the seller owes to Amazon after a negative settlement (P7). */
	payableAccount: z.string().min(1).optional(),
	/** One journal for each month (P6); needs the account on which the balance is carried forward. */
	splitMonths: z.boolean().default(false),
	carriedForwardAccount: z.string().min(1).optional(),
	/** On: fees are booked without the tax that their tax rule holds, and the tax on the rule's account. Off: as Amazon charged them. */
	taxOnFees: z.boolean().default(false),
	/** A date in a locked period holds the settlement, or the first open day is taken. */
	whenPeriodIsLocked: z.enum(['hold', 'firstOpenDay']).default('hold'),
	/**
	 * Xero or QuickBooks Online beside Cin7 Core (S60). individual: Cin7 Core syncs each sale there by itself, and
	 * settlements are posted to Cin7 Core. settlement: one entry for each settlement is posted there, and neither a journal
	 * to Cin7 Core nor, by Cin7 Core, a sale to there (S61).
	 */
	xeroMode: z.enum(['individual', 'settlement']).default('individual'),
	/** Account of every type of that class (see transactionTypes.json) that has no line of its own in `mappings`. */
	classAccounts: z.record(z.string(), z.string().min(1)).default({}),
	/** The most special one that fits wins: with channel and marketplace before without, exact text before `*`. */
	mappings: z.array(feeMapping).default([]),
});

export type SettlementSettings = z.infer<typeof settlementSettings>;

/**
 * What the user decided for one store: the Setup tab. Every other node reads it. Accounts are codes; tax rules,
 * locations, price tiers and carriers are names, because Cin7 Core's documents refer to them so.
 */
export const storeSettings = z.object({
	/** Shown to the user, and the sales representative when shopNameAsSalesRep is on (S28, S131). */
	storeName: z.string().min(1),
	shopRepresentativeName: z.string().optional(),
	shopNameAsSalesRep: z.boolean().default(true),
	/** IANA zone in which days begin; the tenant's own when the user gives none. */
	timeZone: z.string().min(1),
	/** Which orders enter Pending Orders (S20, D8). */
	loadFrom: z.enum(['paid', 'fullyShipped']).default('paid'),
	/** Orders created at Amazon before this instant are skipped. */
	ignoreOrdersBefore: z.string().datetime(),
	consolidation: z.enum(['none', 'daily']).default('none'),
	/** With daily: the local time at which a day ends and its sale is made, HH:mm; 00:00 is the end of the calendar day (S24). */
	consolidationTime: z.string().regex(/^([01]\d|2[0-3]):[0-5]\d$/).default('00:00'),
	/** How days are written in the reference of a daily sale (S145). */
	dateFormat: z.enum(['dd/MM/yyyy', 'MM/dd/yyyy', 'dd.MM.yyyy', 'yyyy-MM-dd']).default('dd/MM/yyyy'),
	/** A daily sale of more lines is split into several sales. */
	maximumSaleLines: z.number().int().min(1).max(5000).default(500),
	/** Which day a sale and its invoice bear (S135, S138): the day the buyer ordered, or the day it was loaded. */
	saleDate: z.enum(['ordered', 'loaded']).default('ordered'),
	defaultCustomer: reference.optional(),
	useCompanyAsCustomer: z.boolean().default(true),
	/** A merchant-fulfilled order that is still to be shipped and has no address. */
	whenAddressIsMissing: z.enum(['hold', 'useDefaultCustomer']).default('hold'),
	/** An order of no value that is no replacement. */
	whenOrderHasNoValue: z.enum(['hold', 'process']).default('hold'),
	priceTier: z.string().optional(),
	catalog: catalogSettings.default({}),
	/** An order line whose SKU is linked to no product (D1, S116, S156). */
	whenProductIsNotMapped: z.enum(['hold', 'serviceLine']).default('hold'),
	/** Location of merchant-fulfilled orders, and of any order that nothing else decides for (S137). */
	merchantLocation: z.string().optional(),
	/** Location of Amazon-fulfilled orders. */
	amazonLocation: z.string().optional(),
	/** Off: Amazon-fulfilled orders are skipped and counted. */
	processAmazonFulfilled: z.boolean().default(true),
	orderRouting: z.array(routingRule).default([]),
	autoPickPackShip: z.enum(['NOPICK', 'AUTOPICK', 'AUTOPICKPACK', 'AUTOPICKPACKSHIP']).default('NOPICK'),
	/** Assembly of products with a bill of materials when their sale is made (S38-S42, D12). */
	autoAssembly: z.enum(['none', 'orderedQuantity', 'minimumQuantity']).default('none'),
	/** Account of work in progress for assemblies; none: the product's inventory account. */
	workInProgressAccount: z.string().optional(),
	invoiceStatus: z.enum(['DRAFT', 'AUTHORISED']).default('DRAFT'),
	/** Payment term of the sales; none: the tenant's default (S130). */
	terms: z.string().optional(),
	/** Carrier of orders for which Amazon names none (S143). */
	carrierWhenNone: z.string().min(1).default('Free Shipping'),
	/** Revenue account that overrides every other (S55, S132). */
	revenueAccount: z.string().optional(),
	taxRules: taxRuleMapping.default({}),
	/** On: no tax amount of Amazon is written (S56). */
	ignoreAmazonTaxes: z.boolean().default(false),
	/** How discounts are written (S154): as a negative charge, or, where a tenant refuses those, inside the prices of the lines. */
	discounts: z.enum(['additionalCharge', 'lineDiscount']).default('additionalCharge'),
	chargeProducts: chargeProducts.default({}),
	/** Account of refund fees on credit notes; none: the revenue account. */
	refundFeeAccount: z.string().optional(),
	/** Account that takes the buyer's payment; none: no payment is added (S72, S74). */
	paymentAccount: z.string().optional(),
	/** Units of the tenant's base currency for one unit of the order's currency, where the two differ. */
	currencyRate: amount.optional(),
	settlement: settlementSettings.default({}),
	/** Days after shipment at which the buyer's data is erased here. */
	eraseBuyerDataAfterDays: z.number().int().min(0).max(30).default(30),
});

export type StoreSettings = z.infer<typeof storeSettings>;

/** One seller account in one marketplace (S18). */
export interface Store {
	/** Merchant token and country, 'A1EXAMPLE-US': stable, and readable in a list. */
	readonly storeId: string;
	readonly accountKey: string;
	readonly marketplaceId: string;
	/** Account id of the Cin7 Core tenant that this store belongs to. */
	readonly tenantKey: string;
	readonly settings: StoreSettings;
	readonly connectedAt: string;
}

/** Key of the seller account in a region, under which stores share one poll and one rate budget: 'A1EXAMPLE@na'. */
export const accountKey = (merchantToken: string, region: string): string => `${merchantToken}@${region}`;
