import type { Day } from '../calendar';
import { dayOf } from '../calendar';
import { add, isZero, negate, sum, type Amount } from '../money';
import { principalGroupOf, type PrincipalGrouping } from './principalGroups';
import { entryKey, entryNumber } from './settlementEntryNumber';
import { sharesOfTax, type EntryTax } from './settlementEntryTax';
import type { RowGroup } from './settlement';
import type { PlannedGroup, SettlementPlan } from './settlementPlan';

/** A class, location or tracking category, and the one of its options that a line bears (P24). */
export interface Tracking {
	readonly category: string;
	readonly option: string;
}

/** One account's side of a settlement entry in other books: signed, in the settlement's currency; positive is income (credit), negative is cost (debit). */
export interface EntryLine {
	readonly account: string;
	readonly description: string;
	readonly amount: Amount;
	/** The other books' own tax code, such as Xero's TaxType 'NONE'; absent: none. */
	readonly taxCode?: string;
	/** Tax within the amount, signed alike; only with a tax code. */
	readonly tax?: Amount;
	/** Class, location or tracking categories, at most two (P24). */
	readonly tracking?: readonly Tracking[];
}

/** One entry for one settlement and month (S60). The lines add up to `total`. */
export interface SettlementEntry {
	/** Unique in the books: the invoice number, or the reference of a journal; at most 21 characters for QuickBooks. */
	readonly number: string;
	/** Key by which a repeated call is known: at most 128 characters. */
	readonly idempotencyKey: string;
	readonly narration: string;
	readonly date: Day;
	readonly currency: string;
	readonly lines: readonly EntryLine[];
	readonly total: Amount;
	/** Account on the other side: the clearing account, into which Amazon pays. */
	readonly clearingAccount: string;
	/** Name of the contact that stands on an invoice or bill: 'Amazon US'. */
	readonly contact: string;
}

/** How the user wants a settlement to stand in the other books. */
export interface EntryOptions {
	readonly storeId: string;
	readonly storeName: string;
	readonly contact: string;
	/** IANA zone of the entry's days. */
	readonly timeZone: string;
	readonly clearingAccount: string;
	/** 1 at first; one more after every undoing, whose voided entry keeps its number. */
	readonly posting: number;
	readonly grouping: PrincipalGrouping;
	/** Names of products, or of categories, by SKU; SKUs that are not in it go to Other (S62). */
	readonly nameOfSku?: ReadonlyMap<string, string>;
	/** Account of a group for which the plan has none because Cin7 Core has the money through its invoices; undefined: nobody has mapped it. */
	readonly accountOf: (group: PlannedGroup) => string | undefined;
	/** By name of the tax rule in Cin7 Core. */
	readonly taxes?: ReadonlyMap<string, EntryTax>;
	/** By marketplace name, as files spell it, in small letters (P24). */
	readonly tracking?: ReadonlyMap<string, readonly Tracking[]>;
	/** Set: an entry for each month, with the balance carried forward on this account (P6). */
	readonly carriedForwardAccount?: string;
}

const MOST_TRACKING = 2;

/** Account of a group: the plan's, or for money that Cin7 Core has through invoices the mapping's. */
const accountFor = (planned: PlannedGroup, { accountOf }: EntryOptions): string | undefined => planned.account ?? accountOf(planned);

const isBooked = ({ disposition }: PlannedGroup): boolean => disposition !== 'skipped';

/** Groups that keep a settlement from being entered, because nobody has said which account they go to. Skipped ones are none of them. */
export const groupsWithoutAccount = (plan: SettlementPlan, options: EntryOptions): readonly PlannedGroup[] =>
	plan.groups.filter((planned) => isBooked(planned) && (planned.disposition === 'unmapped' || accountFor(planned, options) === undefined));

/**
 * The settlement as entries for other books (S60): everything that is not skipped, the money of invoices too, because
 * there the sales come from the settlement and not from single invoices. One entry, or one for each month: then an
 * earlier month ends at zero, with its balance carried forward, and the last one takes all of it back, so that the
 * deposit meets a single entry (P6). A total below zero makes a bill (P7). Lines of nothing, and entries of none but
 * such lines, are left out. The order of the plan's groups changes nothing (N40).
 *
 * Throws RangeError where a group has no account, or the file does not add up: ask `groupsWithoutAccount` and the plan's
 * issues first.
 */
export function settlementEntries(plan: SettlementPlan, options: EntryOptions): readonly SettlementEntry[] {
	if (groupsWithoutAccount(plan, options).length > 0) throw new RangeError('A settlement cannot be entered while types of it have no account');
	if (!isZero(plan.arithmetic.difference)) throw new RangeError('A settlement cannot be entered while its rows do not add up to its total');
	const booked = plan.groups.filter(isBooked);
	const { endsAt, currency } = plan.statement;
	const lastDay = dayOf(endsAt, options.timeZone);
	const { carriedForwardAccount } = options;
	if (carriedForwardAccount === undefined) return [entryOf(plan, options, { date: lastDay, lines: linesOf(booked, currency, options) })].filter(hasLines);
	const periods = [...new Set(booked.map(({ group }) => group.period))].sort();
	const months = periods.map((period) => linesOf(booked.filter(({ group }) => group.period === period), currency, options));
	const carried = months.slice(0, -1).map(totalOf);
	return months.map((lines, at) => {
		const last = at === months.length - 1;
		const balance = last ? sum(carried) : negate(carried[at]);
		const all = isZero(balance) ? lines : [...lines, carriedForward(carriedForwardAccount, balance, last)];
		return entryOf(plan, options, { date: last ? lastDay : lastDayOfMonth(periods[at]), lines: all, ...(months.length > 1 && { period: periods[at] }) });
	}).filter(hasLines);
}

const hasLines = ({ lines }: SettlementEntry): boolean => lines.length > 0;
const totalOf = (lines: readonly EntryLine[]): Amount => sum(lines.map(({ amount }) => amount));

const carriedForward = (account: string, amount: Amount, last: boolean): EntryLine =>
	({ account, amount, description: last ? 'Balance carried forward from earlier months' : 'Balance carried forward to the last month of the settlement' });

function entryOf({ statement }: SettlementPlan, options: EntryOptions, part: { date: Day; lines: readonly EntryLine[]; period?: string }): SettlementEntry {
	const { settlementId, startsAt, endsAt, currency } = statement;
	const { storeId, storeName, posting, timeZone, clearingAccount, contact } = options;
	const { date, lines, period } = part;
	const days = `${dayOf(startsAt, timeZone)} to ${dayOf(endsAt, timeZone)}`;
	return {
		number: entryNumber({ settlementId, period, posting }),
		idempotencyKey: entryKey({ storeId, settlementId, period, posting }),
		narration: `Amazon settlement ${settlementId}, ${storeName}, ${days}${period === undefined ? '' : `, part ${period}`}`,
		date, currency, lines, total: totalOf(lines), clearingAccount, contact,
	};
}

/** What lines have in common before products are told apart; the tax of all of them together is the same in every grouping. */
interface LineKind {
	readonly account: string;
	readonly description: string;
	readonly tax?: EntryTax;
	readonly tracking?: readonly Tracking[];
	/** By name of the product group; '' where there is none. */
	readonly sums: Map<string, Amount>;
}

function linesOf(groups: readonly PlannedGroup[], currency: string, options: EntryOptions): readonly EntryLine[] {
	const kinds = new Map<string, LineKind>();
	for (const planned of groups) {
		const kind = kindOf(planned, options);
		const key = JSON.stringify([kind.account, kind.description, kind.tax?.code ?? '', kind.tracking ?? []]);
		const { sums } = kinds.get(key) ?? kind;
		if (!kinds.has(key)) kinds.set(key, kind);
		const name = principalGroupOf(planned.group, options.grouping, options.nameOfSku ?? new Map()) ?? '';
		sums.set(name, add(sums.get(name) ?? '0', planned.group.sum));
	}
	return [...kinds].sort(([a], [b]) => (a < b ? -1 : 1)).flatMap(([, kind]) => linesOfKind(kind, currency));
}

function kindOf(planned: PlannedGroup, options: EntryOptions): LineKind {
	const account = accountFor(planned, options) ?? '';
	const tax = planned.taxRule === undefined ? undefined : options.taxes?.get(planned.taxRule);
	const tracking = options.tracking?.get(planned.group.marketplaceName.trim().toLowerCase())?.slice(0, MOST_TRACKING);
	return { account, description: descriptionOf(planned.group), ...(tax && { tax }), ...(tracking?.length && { tracking }), sums: new Map() };
}

function linesOfKind({ account, description, tax, tracking, sums }: LineKind, currency: string): readonly EntryLine[] {
	const parts = [...sums].sort(([a], [b]) => (a < b ? -1 : 1));
	const taxes = tax ? sharesOfTax(parts.map(([, amount]) => amount), tax, currency) : [];
	return parts.flatMap(([name, amount], at) => (isZero(amount) && isZero(taxes[at] ?? '0') ? [] : [{
		account, amount,
		description: name === '' ? description : `${description} - ${name}`,
		...(tax && { taxCode: tax.code, tax: taxes[at] }),
		...(tracking && { tracking }),
	}]));
}

/** 'Order / ItemFees / Commission (AFN)'; a word that follows itself is said once. */
function descriptionOf({ transactionType, amountType, amountDescription, channel }: RowGroup): string {
	const words = [transactionType, amountType, amountDescription].map((word) => word.trim()).filter((word, at, all) => word !== '' && word !== all[at - 1]);
	return `${words.join(' / ') || 'Without type'}${channel === '' ? '' : ` (${channel})`}`;
}

/** '2026-06' to '2026-06-30'. */
function lastDayOfMonth(period: string): Day {
	const [year, month] = period.split('-').map(Number);
	return new Date(Date.UTC(year, month, 0)).toISOString().slice(0, 10);
}
