import { businessDayOf, dueDate, formatDay, previousDay, type Day, type Term } from '../calendar';
import { groupBy } from '../groupBy';
import { compare, equals, isZero, sum } from '../money';
import type { Store, StoreSettings } from '../settings';
import { dailySaleKey, type DailySale, type DailySaleFrame } from './dailySale';
import { mergeParts, rowKeys } from './mergeParts';
import type { SalePlan } from './planSale';
import type { SaleTotals } from './sale';
import type { SalePart } from './salePart';
import { documentTotals } from './totals';

type DaySettings = Pick<StoreSettings, 'timeZone' | 'consolidationTime'>;

/** The last business day that is over at `now` (milliseconds since 1970). */
export function lastClosableDay(now: number, { timeZone, consolidationTime }: DaySettings): Day {
	return previousDay(businessDayOf(new Date(now).toISOString(), timeZone, consolidationTime));
}

/**
 * On which day's sale each order goes (S23, D14, N7): that of its own day, or where that day is closed the one of the
 * last day that is over. Orders that are missing in the answer wait: their day is not over yet, or all days that are
 * over and could take them are closed.
 */
export function targetDays(orders: readonly { readonly orderId: string; readonly instant: string }[], closed: ReadonlySet<Day>, lastClosable: Day, { timeZone, consolidationTime }: DaySettings): ReadonlyMap<string, Day> {
	const days = new Map<string, Day>();
	for (const { orderId, instant } of orders) {
		const own = businessDayOf(instant, timeZone, consolidationTime);
		if (own > lastClosable) continue;
		if (!closed.has(own)) days.set(orderId, own);
		else if (own < lastClosable && !closed.has(lastClosable)) days.set(orderId, lastClosable);
	}
	return days;
}

/** What a daily sale takes from Cin7 Core's reference books. */
export interface DailySaleBooks {
	/** The payment term of the store's sales (S136); none: due at once. */
	readonly term?: Term;
	/** Known carriers; without them a carrier that no plan names counts as unknown. */
	readonly carriers?: readonly { readonly name: string }[];
}

/**
 * The sales of one day, from the plans of its orders in their order (S122, S144-S146, N8, D15): one for each currency, tax
 * treatment and location, because a sale in Cin7 Core has one of each. One that would have more rows - lines and charges -
 * than the store's maximum is split between orders; an order with more rows than that has a sale of its own.
 */
export function planDailySales(day: Day, plans: readonly SalePlan[], store: Pick<Store, 'storeId' | 'settings'>, books: DailySaleBooks = {}): readonly DailySale[] {
	const documents = groupsOf(plans).flatMap((group) => splitByRows(group, store.settings.maximumSaleLines));
	return documents.map((document, index) => dailySale(day, index + 1, document, store, books));
}

type Planned = SalePlan & { readonly part: SalePart };

function withPart(plan: SalePlan): Planned {
	const { part } = plan;
	if (!part) throw new Error(`The plan of ${plan.reference} has no part to go on a daily sale`);
	return { ...plan, part };
}

/** By currency, then prices without tax before those with it, then by location. */
function groupsOf(plans: readonly SalePlan[]): readonly (readonly Planned[])[] {
	const groups = groupBy(plans.map(withPart), ({ part: { totals, taxInclusive, location } }) => JSON.stringify([totals.currency, taxInclusive ? 1 : 0, location]));
	return [...groups].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, group]) => group);
}

function splitByRows(group: readonly Planned[], most: number): readonly (readonly Planned[])[] {
	const documents: Planned[][] = [];
	let rows = new Set<string>();
	for (const plan of group) {
		const keys = rowKeys(plan.part);
		const current = documents.at(-1);
		const added = new Set(keys.filter((key) => !rows.has(key))).size;
		if (current && rows.size + added <= most) {
			current.push(plan);
			for (const key of keys) rows.add(key);
		} else {
			documents.push([plan]);
			rows = new Set(keys);
		}
	}
	return documents;
}

function dailySale(day: Day, number: number, plans: readonly Planned[], { storeId, settings }: Pick<Store, 'storeId' | 'settings'>, books: DailySaleBooks): DailySale {
	const [first] = plans;
	if (!first) throw new RangeError('A daily sale needs an order');
	const reference = `Amazon Sales for ${formatDay(day, settings.dateFormat)}${number > 1 ? ` (${number})` : ''}`;
	const carrier = carrierOf(plans, settings, books);
	const salesRepresentative = plans.find((plan) => plan.missing.salesRepresentative)?.missing.salesRepresentative;
	const { note: _note, shippingNotes: _shippingNotes, carrier: _carrier, ...header } = first.header;
	const frame: DailySaleFrame = {
		storeId,
		reference,
		customer: first.customer,
		newCustomer: first.newCustomer,
		header: {
			...header,
			...joined('note', plans),
			...joined('shippingNotes', plans),
			carrier: carrier.name,
			requiredBy: day,
			saleOrderDate: day,
			customerReference: reference,
			externalId: dailySaleKey({ storeId, day, number }),
		},
		autoPickPackShip: settings.autoPickPackShip,
		invoice: { ...first.invoice, date: day, dueDate: dueDate(day, books.term ?? { duration: 0, method: '' }) },
		missing: { ...(carrier.missing ? { carrier: carrier.name } : {}), ...(salesRepresentative ? { salesRepresentative } : {}) },
		mayExistAlready: plans.some((plan) => plan.mayExistAlready),
		...(settings.paymentAccount ? { paymentAccount: settings.paymentAccount } : {}),
	};
	return { storeId, day, number, frame, parts: plans.map(({ part }) => ({ ...part, day })) };
}

/** S143: the one carrier of all orders, else the store's for orders without one. Cin7 Core accepts only carriers of its own list. */
function carrierOf(plans: readonly Planned[], { carrierWhenNone }: StoreSettings, { carriers = [] }: DailySaleBooks): { readonly name: string; readonly missing: boolean } {
	const names = new Map(plans.map(({ header: { carrier = carrierWhenNone } }) => [carrier.toLowerCase(), carrier]));
	const [only = carrierWhenNone] = names.values();
	const name = names.size === 1 ? only : carrierWhenNone;
	const same = (other: string | undefined): boolean => other?.toLowerCase() === name.toLowerCase();
	const naming = plans.find(({ header }) => same(header.carrier));
	if (naming) return { name: naming.header.carrier ?? name, missing: plans.some(({ missing }) => same(missing.carrier)) };
	const known = carriers.find((carrier) => same(carrier.name));
	return known ? { name: known.name, missing: false } : { name, missing: true };
}

function joined<K extends 'note' | 'shippingNotes'>(key: K, plans: readonly Planned[]): Partial<Record<K, string>> {
	const texts = plans.flatMap(({ header }) => header[key] ?? []);
	return texts.length > 0 ? ({ [key]: texts.join('\n') } as Partial<Record<K, string>>) : {};
}

/**
 * The sale to write of a frame and the orders that are still in it (N8): its totals are the sum of the parts' totals to the
 * smallest coin. The payment is of what Amazon has from the buyers, once the invoice can take one. Without any part it throws.
 */
export function writtenPlan(frame: DailySaleFrame, parts: readonly SalePart[]): SalePlan {
	const { paymentAccount, ...plan } = frame;
	const [first] = parts;
	if (!first) throw new RangeError('A daily sale needs an order');
	const { lines, charges } = mergeParts(parts);
	const totals = documentTotals([...lines, ...charges], first.taxInclusive, first.totals.currency);
	proveSum(frame, totals, parts);
	return { ...plan, orderIds: parts.map(({ orderId }) => orderId), lines, charges, totals, ...paymentOf(frame, paymentAccount, parts), notices: [] };
}

/** A difference would be a defect of this package, and is never written. */
function proveSum({ reference }: DailySaleFrame, totals: SaleTotals, parts: readonly SalePart[]): void {
	const total = sum(parts.map((part) => part.totals.total));
	const tax = sum(parts.map((part) => part.totals.tax));
	if (!equals(totals.total, total) || !equals(totals.tax, tax)) throw new Error(`${reference}: planned ${totals.total} with tax ${totals.tax}, its orders have ${total} with tax ${tax}`);
}

function paymentOf({ invoice, header }: DailySaleFrame, account: string | undefined, parts: readonly SalePart[]): Pick<SalePlan, 'payment'> {
	const amount = sum(parts.map(({ payable }) => payable));
	if (!account || invoice.status !== 'AUTHORISED' || isZero(amount) || compare(amount, '0') < 0) return {};
	return { payment: { reference: header.externalId, amount, datePaid: invoice.date, account, currencyRate: header.currencyRate } };
}
