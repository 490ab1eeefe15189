import { dueDate, type Day } from '../calendar';
import type { Issue } from '../issues';
import { marketplaceById, marketplaceShortForm, type Marketplace } from '../marketplaces';
import type { Amount } from '../money';
import { equals, isZero } from '../money';
import { reconcile, type OrderAmounts } from '../orders/amounts';
import { isPaid } from '../orders/decide';
import { placeDiscounts, type DiscountedAmounts, type Placement } from '../orders/discounts';
import type { AmazonOrder } from '../orders/order';
import type { StoreSettings } from '../settings';
import { locationOf } from './destination';
import { awaitsCancellation, cancellationNotice, holdReasons } from './holds';
import { planParties, type CustomerPlan } from './parties';
import { planCharges } from './planCharges';
import { planGoods } from './planLines';
import type { AdditionalCharge, DocumentStatus, SaleHeader, SaleLine, SalePayment, SaleTotals } from './sale';
import { saleDayOf, type SaleInput } from './saleInput';
import type { SalePart } from './salePart';
import { saleTax } from './saleTax';
import type { DefaultCustomer } from './tenant';
import { termsOf } from './terms';
import { documentTotals } from './totals';

export { chargeNames } from './planCharges';

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
 * Plans the sale of one Amazon order (S121, S125-S146), or says everything that keeps it from being written. Of a store
 * with daily sales it is the order's own share of one, with the parties and notes of a daily sale. Reads nothing and
 * writes nothing.
 */
export function planSale(input: SaleInput): SalePlanning {
	const { order, store } = input;
	const reconciliation = reconcile(order);
	const amounts = reconciliation.ok ? reconciliation.amounts : undefined;
	const placement = amounts && placedDiscounts(input, amounts);
	const issues = [...holdReasons(input, amounts), ...(reconciliation.ok ? [] : [reconciliation.issue]), ...(placement?.ok === false ? [placement.issue] : [])];
	const marketplace = marketplaceById(store.marketplaceId);
	if (issues.length > 0 || !placement?.ok || !marketplace) return { ok: false, issues };
	return { ok: true, plan: buildPlan(input, placement.amounts, marketplace) };
}

/** S154: discounts are a charge of the whole order, or where the store wants that, inside the prices. */
const placedDiscounts = ({ order, store }: SaleInput, amounts: OrderAmounts): Placement =>
	store.settings.discounts === 'lineDiscount' ? placeDiscounts(order.orderId, amounts) : { ok: true, amounts };

function buildPlan(input: SaleInput, amounts: DiscountedAmounts, marketplace: Marketplace): SalePlan {
	const { order, store, books } = input;
	const { settings } = store;
	const { notices, ...part } = planPart(input, amounts, marketplace);
	const { day, location, account, currencyRate, lines, charges, totals } = part;
	const terms = termsOf(input);
	const carrier = order.packages.find((parcel) => parcel.carrier)?.carrier ?? settings.carrierWhenNone;
	const representative = settings.shopNameAsSalesRep ? settings.shopRepresentativeName || settings.storeName : marketplaceShortForm(marketplace);
	const { customer, ...parties } = planParties(input);
	const knownCarrier = findName(books.carriers, carrier);
	const knownRepresentative = findName(books.contacts, representative);
	const toBeCanceled = awaitsCancellation(order);
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
			taxInclusive: part.taxInclusive,
			terms: terms?.name ?? '',
			...(settings.priceTier ? { priceTier: settings.priceTier } : {}),
			requiredBy: day,
			location,
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
		autoPickPackShip: toBeCanceled ? 'NOPICK' : settings.autoPickPackShip,
		invoice: { status: settings.invoiceStatus, date: day, dueDate: dueDate(day, terms ?? { duration: 0, method: '' }), account },
		...paymentOf(settings, part),
		missing: { ...(knownCarrier ? {} : { carrier }), ...(knownRepresentative ? {} : { salesRepresentative: representative }) },
		mayExistAlready: Date.parse(order.createdTime) < Date.parse(store.connectedAt),
		notices: [...notices, ...(toBeCanceled ? [cancellationNotice(order)] : [])],
		part,
	};
}

/** What the order contributes to its sale. Throws when the rows do not come to Amazon's total: that is an error in here, and nothing is written. */
function planPart(input: SaleInput, amounts: DiscountedAmounts, marketplace: Marketplace): SalePart & Pick<SalePlan, 'notices'> {
	const { order, store, books } = input;
	const { settings } = store;
	const currency = amounts.currency || marketplace.currency;
	const tax = saleTax(input, amounts, marketplace);
	const goods = planGoods(input, amounts, tax, currency);
	const charges = [...goods.charges, ...planCharges(order, settings, amounts, tax, currency)];
	const totals = documentTotals([...goods.lines, ...charges], tax.inclusive, currency);
	if (!equals(totals.total, tax.total)) throw new Error(`Order ${order.orderId}: planned ${totals.total}, Amazon has ${tax.total}`);
	return {
		orderId: order.orderId,
		taxInclusive: tax.inclusive,
		location: locationOf(input),
		day: saleDayOf(input),
		currencyRate: currency === books.company.currency ? '1' : settings.currencyRate ?? '1',
		account: settings.revenueAccount ?? input.defaultCustomer.template.revenueAccount,
		lines: goods.lines,
		charges,
		totals,
		payable: payableOf(order, totals),
		notices: [...amounts.notices, ...tax.notices],
	};
}

/** What of a sale Amazon has from the buyer (S72, D8): all of it, or 0 where nothing is paid, and for replacements (N16). */
const payableOf = (order: AmazonOrder, totals: SaleTotals): Amount => (isPaid(order) && !order.replaces ? totals.total : '0');

/** S72, S74: a payment of the whole invoice, when there is money, and the invoice can take one. */
function paymentOf(settings: StoreSettings, { orderId, payable, day, currencyRate }: SalePart): Pick<SalePlan, 'payment'> {
	const { paymentAccount, invoiceStatus } = settings;
	if (!paymentAccount || invoiceStatus !== 'AUTHORISED' || isZero(payable)) return {};
	return { payment: { reference: orderId, amount: payable, datePaid: day, account: paymentAccount, currencyRate } };
}

const findName = (rows: readonly { readonly name: string }[], name: string): string | undefined =>
	rows.find((row) => row.name.toLowerCase() === name.toLowerCase())?.name;
