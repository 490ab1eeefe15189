import { dayOf, dueDate, type Day } from '../calendar';
import type { Issue } from '../issues';
import { marketplaceById, marketplaceShortForm, type Marketplace } from '../marketplaces';
import type { Amount } from '../money';
import { add, equals, isZero, subtract, sum } from '../money';
import { reconcile, type ChargeKind, type OrderAmounts, type OrderCharge } from '../orders/amounts';
import { isPaid } from '../orders/decide';
import { containedTax, exactLines } from '../orders/lines';
import type { AmazonOrder } from '../orders/order';
import type { StoreSettings } from '../settings';
import { chargeTaxRule, lineTaxRule } from '../tax';
import { planParties, type CustomerPlan } from './parties';
import { holdReasons } from './holds';
import type { AdditionalCharge, DocumentStatus, SaleHeader, SaleLine, SalePayment, SaleTotals } from './sale';
import type { SaleInput } from './saleInput';
import type { SalePart } from './salePart';
import type { DefaultCustomer } from './tenant';
import { termsOf } from './terms';

/** One sale to write, complete but for the ids that Cin7 Core gives. */
export interface SalePlan {
	readonly storeId: string;
	/** What the sale bears as reference: the order id, or 'Amazon Sales for 28/05/2020'. */
	readonly reference: string;
	readonly orderIds: readonly string[];
	readonly customer: CustomerPlan;
	/** Terms, accounts and tax rule that a customer created for this sale takes over from the default customer. */
	readonly newCustomer: DefaultCustomer['template'];
	readonly header: Omit<SaleHeader, 'customerId'>;
	readonly lines: readonly SaleLine[];
	readonly charges: readonly AdditionalCharge[];
	readonly totals: SaleTotals;
	readonly autoPickPackShip: StoreSettings['autoPickPackShip'];
	readonly invoice: { readonly status: DocumentStatus; readonly date: Day; readonly dueDate: Day; readonly account?: string };
	readonly payment?: Omit<SalePayment, 'taskId'>;
	/** Names that Cin7 Core's reference books lack and that have to be added before the sale. */
	readonly missing: { readonly carrier?: string; readonly salesRepresentative?: string };
	/** Ordered before the store was connected here: an earlier connection may have made its sale, so it is looked for first. */
	readonly mayExistAlready: boolean;
	/** Shown beside the sale; nothing to be done. */
	readonly notices: readonly Issue[];
	/** What of it is kept with the order. On the plan of one order only. */
	readonly part?: SalePart;
}

export type SalePlanning = { readonly ok: true; readonly plan: SalePlan } | { readonly ok: false; readonly issues: readonly Issue[] };

/**
 * Plans the sale of one Amazon order (No Consolidation; S121, S125-S143), or says everything that keeps it from being
 * written. Reads nothing and writes nothing.
 */
export function planSale(input: SaleInput): SalePlanning {
	const { order, store } = input;
	const reconciliation = reconcile(order);
	const issues = [...holdReasons(input, reconciliation.ok ? reconciliation.amounts : undefined), ...(reconciliation.ok ? [] : [reconciliation.issue])];
	const marketplace = marketplaceById(store.marketplaceId);
	if (issues.length > 0 || !reconciliation.ok || !marketplace) return { ok: false, issues };
	return { ok: true, plan: buildPlan(input, reconciliation.amounts, marketplace) };
}

function buildPlan(input: SaleInput, amounts: OrderAmounts, marketplace: Marketplace): SalePlan {
	const { order, store, books } = input;
	const { settings } = store;
	const day = dayOf(settings.saleDate === 'ordered' ? order.createdTime : input.capturedAt, settings.timeZone);
	const taxInclusive = amounts.treatment === 'inclusive' || (amounts.treatment === 'unstated' && marketplace.european);
	const label = labeler(input, amounts, marketplace);
	const currency = amounts.currency || marketplace.currency;
	const lines = planLines(input, amounts, label, currency);
	const charges = [...planServiceLines(input, amounts, label, currency), ...amounts.charges.map((charge) => planCharge(charge, label, order))];
	const totals = totalsOf(lines, charges, taxInclusive, currency);
	if (!equals(totals.total, amounts.total)) throw new Error(`Order ${order.orderId}: planned ${totals.total}, Amazon has ${amounts.total}`);
	const terms = termsOf(input);
	const carrier = order.packages.find((parcel) => parcel.carrier)?.carrier ?? settings.carrierWhenNone;
	const representative = settings.shopNameAsSalesRep ? settings.shopRepresentativeName || settings.storeName : marketplaceShortForm(marketplace);
	const account = settings.revenueAccount ?? input.defaultCustomer.template.revenueAccount;
	const currencyRate = currency === books.company.currency ? '1' : settings.currencyRate ?? '1';
	const { customer, ...parties } = planParties(input);
	const knownCarrier = findName(books.carriers, carrier);
	const knownRepresentative = findName(books.contacts, representative);
	return {
		storeId: store.storeId,
		reference: order.orderId,
		orderIds: [order.orderId],
		customer,
		newCustomer: input.defaultCustomer.template,
		header: {
			...parties,
			defaultAccount: account,
			taxRule: settings.taxRules.lines ?? '',
			taxInclusive,
			terms: terms?.name ?? '',
			...(settings.priceTier ? { priceTier: settings.priceTier } : {}),
			requiredBy: day,
			location: locationOf(input),
			saleOrderDate: day,
			customerReference: order.orderId,
			currencyRate,
			salesRepresentative: knownRepresentative ?? representative,
			carrier: knownCarrier ?? carrier,
			externalId: order.orderId,
			skipQuote: true,
		},
		lines,
		charges,
		totals,
		autoPickPackShip: settings.autoPickPackShip,
		invoice: { status: settings.invoiceStatus, date: day, dueDate: dueDate(day, terms ?? { duration: 0, method: '' }), account },
		...paymentOf(order, settings, totals, day, currencyRate),
		missing: { ...(knownCarrier ? {} : { carrier }), ...(knownRepresentative ? {} : { salesRepresentative: representative }) },
		mayExistAlready: Date.parse(order.createdTime) < Date.parse(store.connectedAt),
		notices: amounts.notices,
	};
}

interface Labeler {
	line(tax: Amount): string;
	charge(kind: ChargeKind, tax: Amount): string;
	/** The tax to write: Amazon's own, or where Amazon states none and prices include it, what the rule says is inside (S65, S70). */
	taxIn(total: Amount, stated: Amount, rule: string): Amount;
}

function labeler({ store, books }: SaleInput, amounts: OrderAmounts, marketplace: Marketplace): Labeler {
	const contained = amounts.treatment === 'unstated' && marketplace.european;
	return {
		line: (tax) => lineTaxRule(store.settings, marketplace, !isZero(tax)),
		charge: (kind, tax) => chargeTaxRule(store.settings, marketplace, kind, !isZero(tax)),
		taxIn: (total, stated, rule) => {
			if (!contained) return stated;
			return containedTax(total, books.taxRules.find((known) => known.name === rule)?.percent ?? '0', amounts.currency || marketplace.currency);
		},
	};
}

function planLines(input: SaleInput, amounts: OrderAmounts, label: Labeler, currency: string): SaleLine[] {
	return amounts.items
		.filter(({ item }) => item.quantityOrdered > 0)
		.flatMap(({ item, amount, tax }) => {
			const product = input.links.get(item.sellerSku ?? '');
			if (!product) return [];
			const taxRule = label.line(tax);
			const comment = pointsComment(item.pointsGranted);
			return exactLines(amount, item.quantityOrdered, tax, currency).map((line) => ({
				productId: product.productId,
				sku: product.productSku,
				name: product.productName,
				quantity: line.quantity,
				price: line.price,
				tax: label.taxIn(line.total, line.tax, taxRule),
				taxRule,
				total: line.total,
				...(comment ? { comment } : {}),
			}));
		});
}

/**
 * Lines without a product, where the store wants them so (D1, S156, P30): goods of the order with quantity, total and
 * tax, as charges, because Cin7 Core's sale lines are of products alone. Without that wish such an order is held.
 */
function planServiceLines({ links }: SaleInput, amounts: OrderAmounts, label: Labeler, currency: string): AdditionalCharge[] {
	return amounts.items
		.filter(({ item }) => item.quantityOrdered > 0 && !links.has(item.sellerSku ?? ''))
		.flatMap(({ item, amount, tax }) => {
			const taxRule = label.line(tax);
			return exactLines(amount, item.quantityOrdered, tax, currency).map((line) => ({
				description: (item.title ?? item.sellerSku ?? item.asin ?? 'Amazon item').slice(0, CHARGE_NAME_LENGTH),
				quantity: line.quantity,
				price: line.price,
				tax: label.taxIn(line.total, line.tax, taxRule),
				taxRule,
				total: line.total,
				comment: `Amazon SKU ${item.sellerSku ?? '(none)'}, which no product is linked to`,
			}));
		});
}

/** Cin7 Core's API reference, Sale additional charge: Description. */
const CHARGE_NAME_LENGTH = 256;

/** N18: points are the seller's cost and no part of the buyer's total; they are noted on their line. */
function pointsComment(granted: AmazonOrder['items'][number]['pointsGranted']): string | undefined {
	if (!granted) return undefined;
	const value = granted.value ? ` (${granted.value.amount} ${granted.value.currency})` : '';
	return `Amazon Points granted: ${granted.points ?? 0}${value}`;
}

/** Names of additional charges on sales, by what they are for. */
export const chargeNames: Record<ChargeKind, string> = {
	shipping: 'Shipping',
	giftWrap: 'Gift Wrap',
	codFee: 'Cash on Delivery Fee',
	discount: 'Discount',
	tip: 'Delivery Tip',
	other: 'Other Amazon Charge',
};

function planCharge(charge: OrderCharge, label: Labeler, order: AmazonOrder): AdditionalCharge {
	const taxRule = label.charge(charge.kind, charge.tax);
	const promotions = charge.kind === 'discount' ? [...new Set(order.items.flatMap((item) => item.promotionIds))].join(', ') : charge.name;
	return {
		description: chargeNames[charge.kind],
		quantity: 1,
		price: charge.amount,
		tax: label.taxIn(charge.amount, charge.tax, taxRule),
		taxRule,
		total: charge.amount,
		...(promotions ? { comment: promotions } : {}),
	};
}

function totalsOf(lines: readonly SaleLine[], charges: readonly AdditionalCharge[], inclusive: boolean, currency: string): SaleTotals {
	const rows = [...lines, ...charges];
	const sumOfRows = sum(rows.map((row) => row.total));
	const tax = sum(rows.map((row) => row.tax));
	return inclusive
		? { currency, beforeTax: subtract(sumOfRows, tax), tax, total: sumOfRows }
		: { currency, beforeTax: sumOfRows, tax, total: add(sumOfRows, tax) };
}

/** S137: order routing, else the location of Amazon-fulfilled orders, else the merchant's, else the tenant's default. */
function locationOf({ order, buyer, store, books }: SaleInput): string {
	const { settings } = store;
	const address = buyer?.address;
	const routed = settings.orderRouting.find((rule) => rule.country === address?.countryCode && (!rule.state || rule.state === address.state));
	if (routed) return routed.location;
	if (order.fulfillmentChannel === 'AFN' && settings.amazonLocation) return settings.amazonLocation;
	return settings.merchantLocation ?? books.locations.find((location) => location.isDefault)?.name ?? '';
}

/** S72, S74, N16: a payment of the whole invoice, when Amazon has the money, there is any, and the invoice can take one. */
function paymentOf(order: AmazonOrder, settings: StoreSettings, totals: SaleTotals, day: Day, currencyRate: Amount): Pick<SalePlan, 'payment'> {
	const payable = settings.paymentAccount && settings.invoiceStatus === 'AUTHORISED' && isPaid(order) && !order.replaces && !isZero(totals.total);
	if (!payable || !settings.paymentAccount) return {};
	return { payment: { reference: order.orderId, amount: totals.total, datePaid: day, account: settings.paymentAccount, currencyRate } };
}

const findName = (rows: readonly { readonly name: string }[], name: string): string | undefined =>
	rows.find((row) => row.name.toLowerCase() === name.toLowerCase())?.name;
