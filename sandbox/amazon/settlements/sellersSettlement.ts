import type { MarketplaceEntry } from '../marketplaceEntries';
import { fromCoins, toCoins } from '../minorUnits';
import type { OrderSeed } from '../seeds';
import type { SellerWorld } from '../sellerWorld';
import { orderRows, type SaleFees } from './orderRows';
import { isSettledRefund, refundRows } from './refundRows';
import type { Settlement, SettlementRow } from './settlementModel';

/** Which settlement, and what is in it besides sales and refunds. Amounts are decimal text in its currency. */
export interface SettlementSpec {
	readonly settlementId: string;
	/** Of one currency; entries that are no Amazon store may be among them. */
	readonly marketplaceIds: readonly string[];
	/** ISO 8601: what was posted in [start, end). */
	readonly start: string;
	readonly end: string;
	/** Default: two days after the end; null: none is scheduled. */
	readonly deposit?: string | null;
	/** Default: 15 percent, and 3.86 (386 in yen) a unit. */
	readonly fees?: Partial<SaleFees>;
	/** Positive: what the settlement before held back comes free at the start, and what this one holds back leaves at its end. */
	readonly reserve?: { readonly previous?: string; readonly current?: string };
	/** The negative total of the settlement before: stated again, and charged to the seller's card at once. */
	readonly owed?: string;
	/** Fees of services and whatever else there is. `postedAt` by default: the end. */
	readonly further?: readonly (Omit<SettlementRow, 'postedAt'> & { readonly postedAt?: string })[];
}

const SECOND = 1000;
const TWO_DAYS = 2 * 24 * 3600 * SECOND;

/**
 * The settlement of what the simulated seller sold and gave back between two instants: the same world and the same wish
 * give the same rows, oldest first. Each order's rows of prices and promotions are its grand total, each refund's rows the
 * transaction's amount.
 */
export function sellersSettlement(account: SellerWorld, spec: SettlementSpec): Settlement {
	const entries = spec.marketplaceIds.map((id) => entryOf(account, id));
	const currency = entries[0]?.currency ?? '';
	const other = entries.find((entry) => entry.currency !== currency);
	if (other !== undefined) throw new RangeError(`Settlement ${spec.settlementId}: ${other.name} is in ${other.currency}, not in ${currency}`);
	const rows = [...openingRows(spec, currency), ...sorted([...saleRows(account, spec, currency), ...givenBackRows(account, spec, currency)]), ...closingRows(spec, currency)];
	const deposit = spec.deposit === undefined ? iso(Date.parse(spec.end) + TWO_DAYS) : spec.deposit;
	return { settlementId: spec.settlementId, start: spec.start, end: spec.end, ...(deposit !== null && { deposit }), currency, rows };
}

const iso = (time: number): string => new Date(time).toISOString();

function entryOf(account: SellerWorld, id: string): MarketplaceEntry {
	const entry = account.marketplaces.get(id);
	if (entry === undefined) throw new RangeError(`The account has no marketplace ${id}`);
	return entry;
}

const isWithin = (time: number, { start, end }: SettlementSpec): boolean => time >= Date.parse(start) && time < Date.parse(end);

/** Stable, so that the rows of an order stay together in their order. */
const sorted = (rows: readonly SettlementRow[]): readonly SettlementRow[] =>
	[...rows].sort((a, b) => Date.parse(a.postedAt) - Date.parse(b.postedAt) || compare(a.orderId ?? '', b.orderId ?? ''));

const compare = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);

/** When Amazon posts a sale: when the last parcel left, else when the order became what it is. Undefined for one that was not shipped as a whole. */
export function postedAt({ status, packages = [], lastUpdatedTime, createdTime }: OrderSeed): string | undefined {
	if (status !== 'SHIPPED') return undefined;
	const times = packages.flatMap(({ shipTime }) => (shipTime === undefined ? [] : [Date.parse(shipTime)]));
	return times.length > 0 ? iso(Math.max(...times)) : (lastUpdatedTime ?? createdTime);
}

function saleRows(account: SellerWorld, spec: SettlementSpec, currency: string): readonly SettlementRow[] {
	const fees: SaleFees = { commissionPercent: 15, fulfillmentFee: fromCoins(386, currency), ...spec.fees };
	const deferred = new Set(account.transactions.filter(({ type, status }) => type === 'Shipment' && status === 'DEFERRED').map(({ orderId }) => orderId));
	return [...account.orderIds()].sort(compare).flatMap((orderId) => {
		const order = account.order(orderId);
		const posted = order && postedAt(order);
		// Money that Amazon holds back is in no settlement yet (N41).
		if (order === undefined || posted === undefined || deferred.has(orderId) || !spec.marketplaceIds.includes(order.marketplaceId) || !isWithin(Date.parse(posted), spec)) return [];
		const entry = entryOf(account, order.marketplaceId);
		return (order.currency ?? entry.currency) === currency ? orderRows({ order, entry, currency, postedAt: posted, fees }) : [];
	});
}

function givenBackRows(account: SellerWorld, spec: SettlementSpec, currency: string): readonly SettlementRow[] {
	return account.book.all().filter((booked) => isSettledRefund(booked) && spec.marketplaceIds.includes(booked.seed.marketplaceId) && isWithin(booked.posted, spec)).flatMap(({ seed }) => {
		const entry = entryOf(account, seed.marketplaceId);
		const order = seed.orderId === undefined ? undefined : account.order(seed.orderId);
		return (seed.currency ?? entry.currency) === currency ? refundRows(seed, { entry, order, currency }) : [];
	});
}

const other = (amountDescription: string, coins: number, currency: string, time: string): readonly SettlementRow[] =>
	coins === 0 ? [] : [{ transactionType: 'other-transaction', amountType: 'other-transaction', amountDescription, amount: fromCoins(coins, currency), postedAt: time }];

/** Posted exactly at the start. */
function openingRows({ start, reserve, owed = '0' }: SettlementSpec, currency: string): readonly SettlementRow[] {
	const debt = toCoins(owed, currency);
	return [
		...other('Payable to Amazon', debt, currency, start),
		...other('Successful charge', 0 - debt, currency, start),
		...other('Previous Reserve Amount Balance', toCoins(reserve?.previous ?? '0', currency), currency, start),
	];
}

function closingRows({ end, reserve, further = [] }: SettlementSpec, currency: string): readonly SettlementRow[] {
	const last = iso(Date.parse(end) - SECOND);
	return [...further.map((row) => ({ postedAt: last, ...row })), ...other('Current Reserve Amount', 0 - toCoins(reserve?.current ?? '0', currency), currency, last)];
}
