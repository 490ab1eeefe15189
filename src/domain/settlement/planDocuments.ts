import { dayOf, nextDay, type Day } from '../calendar';
import { groupBy } from '../groupBy';
import { absolute, isNegative, isZero, negate, sum, type Amount } from '../money';
import { isFeeOfOrder } from './disposition';
import { baseConverter, journalPairs, pairsOf, salePairs, type PairOptions, type SplitTax } from './journalPairs';
import { balancesByMonth, carriedForward, lastDayOf, monthOf, monthsOf } from './monthSplit';
import type { PlanSettlementInput } from './planInput';
import type { PlannedDocument, PlannedGroup, PlannedJournal, PlannedMoneyTask, PlannedSaleJournal } from './settlementPlan';

/** A group, the document that posts it, and the month in which it moves the clearing account. */
export interface RoutedGroup {
	readonly planned: PlannedGroup;
	/** Absent for groups that are not posted. */
	readonly key?: string;
	readonly month: string;
	readonly bankAccount?: string;
	readonly sale?: { readonly orderId: string; readonly saleId: string };
}

/** What of the input and the settings the documents are made of. */
export interface DocumentContext {
	readonly input: PlanSettlementInput;
	readonly clearing: string;
	/** Base currency for one unit of the settlement's. */
	readonly rate: Amount;
	readonly endDay: Day;
	readonly taxes: ReadonlyMap<string, SplitTax>;
	/** Name of a tax rule of 0 percent, for the lines of money tasks. */
	readonly zeroTaxRule: string;
}

const splits = ({ input }: DocumentContext): boolean => input.settings.settlement.splitMonths;

/** True where a money task takes the place of a journal's line: a charge to a card or bank account of Cin7 Core, on which no journal may stand (P7). */
export const isBankCharge = ({ disposition, accountClass, account }: PlannedGroup, { books, bankAccounts }: Pick<PlanSettlementInput, 'books' | 'bankAccounts'>): boolean =>
	disposition === 'posted' && accountClass === 'cardCharge' && account !== undefined && isBank(account, { books, bankAccounts });

export const isBank = (code: string, { books, bankAccounts }: Pick<PlanSettlementInput, 'books' | 'bankAccounts'>): boolean =>
	bankAccounts.some((account) => account.code === code) || books.accounts.some((account) => account.code === code && account.bank);

/** Decides for every group which document posts it: each group exactly one (D4). */
export function routeGroups(groups: readonly PlannedGroup[], context: DocumentContext): readonly RoutedGroup[] {
	const { input, endDay } = context;
	const last = monthOf(endDay);
	const inMonth = (period: string): string => (splits(context) && period < last ? period : last);
	const saleMonths = new Map<string, string>();
	const saleOf = (planned: PlannedGroup): RoutedGroup['sale'] => {
		const { orderId } = planned.group;
		const saleId = orderId === undefined ? undefined : input.saleIds?.get(orderId);
		return input.settings.settlement.postOrderFees === 'sale' && isFeeOfOrder(planned) && orderId !== undefined && saleId !== undefined ? { orderId, saleId } : undefined;
	};
	for (const planned of groups) {
		const sale = saleOf(planned);
		const month = inMonth(planned.group.period);
		if (sale && month > (saleMonths.get(sale.orderId) ?? '')) saleMonths.set(sale.orderId, month);
	}
	const banks = [...new Set(groups.filter((planned) => isBankCharge(planned, input)).map(({ account = '' }) => account))];
	return groups.map((planned): RoutedGroup => {
		const month = inMonth(planned.group.period);
		if (planned.disposition !== 'posted') return { planned, month };
		if (isBankCharge(planned, input)) {
			const bankAccount = planned.account ?? '';
			return { planned, month: inMonth(monthOf(chargeDay(groups.filter((other) => other.account === bankAccount && isBankCharge(other, input)), context))), bankAccount, key: banks.length > 1 ? `charge ${bankAccount}` : 'charge' };
		}
		const sale = saleOf(planned);
		// The one journal of an order has one date: that of its latest fee.
		if (sale) return { planned, month: saleMonths.get(sale.orderId) ?? month, sale, key: `sale ${sale.orderId}` };
		return { planned, month, key: `journal ${month}` };
	});
}

/** Day of the earliest of these rows, the settlement's last day at most. */
function chargeDay(groups: readonly PlannedGroup[], { input, endDay }: DocumentContext): Day {
	const days = groups.flatMap(({ group }) => (group.firstPostedAt === undefined ? [] : [dayOf(group.firstPostedAt, input.settings.timeZone)]));
	return [...days, endDay].sort()[0] ?? endDay;
}

const markerOf = ({ input }: DocumentContext, part: string): string =>
	`AMZ|${input.storeId}|${input.content.statement.settlementId}|${part}|${input.posting}`;

/** 'Amazon settlement 12345678901, Acme US, 2026-05-28 to 2026-06-11'. */
function wordsOf({ input, endDay }: DocumentContext): string {
	const { settlementId, startsAt } = input.content.statement;
	return `Amazon settlement ${settlementId}, ${input.settings.storeName}, ${dayOf(startsAt, input.settings.timeZone)} to ${endDay}`;
}

/** The day itself, or the first one that is open where the user wants that. */
function openDay(day: Day, { input }: DocumentContext): Day {
	const { lockDate } = input.books.company;
	return input.settings.settlement.whenPeriodIsLocked === 'firstOpenDay' && lockDate !== undefined && day <= lockDate ? nextDay(lockDate) : day;
}

const closingDay = (month: string, context: DocumentContext): Day => openDay(month === monthOf(context.endDay) ? context.endDay : lastDayOf(month), context);

const pairOptions = ({ input, clearing, taxes }: DocumentContext): PairOptions => ({ clearing, taxes, currency: input.content.statement.currency });

/** All documents of a settlement, in the order in which they are written: journals by month, journals of sales by order, charges, the deposit. None is empty. */
export function planDocuments(routed: readonly RoutedGroup[], context: DocumentContext): readonly PlannedDocument[] {
	return [...journals(routed, context), ...saleJournals(routed, context), ...charges(routed, context), ...deposit(context)];
}

function journals(routed: readonly RoutedGroup[], context: DocumentContext): readonly PlannedJournal[] {
	const { input, clearing, rate, endDay } = context;
	const { statement } = input.content;
	const { carriedForwardAccount, payableAccount } = input.settings.settlement;
	const last = monthOf(endDay);
	const moving = routed.filter(({ planned }) => planned.disposition === 'matched' || planned.disposition === 'posted');
	const months = monthsOf(moving.map(({ month }) => month), last);
	const balances = balancesByMonth(moving.map(({ month, planned }) => ({ month, amount: planned.group.sum })));
	const carried = carriedForwardAccount === undefined ? new Map<string, never>() : carriedForward(months, balances, { clearing, carried: carriedForwardAccount });
	const owed = payableAccount !== undefined && isNegative(statement.total) ? pairsOf(clearing, payableAccount, negate(statement.total), 'Owed to Amazon, taken over by the next settlement') : [];
	return months.flatMap((month): PlannedJournal[] => {
		const key = `journal ${month}`;
		const own = routed.filter((group) => group.key === key).map(({ planned }) => planned);
		const pairs = [...journalPairs(own, pairOptions(context)), ...(carried.get(month) ?? []), ...(month === last ? owed : [])];
		if (pairs.length === 0) return [];
		const marker = markerOf(context, month);
		const narration = `${marker} ${wordsOf(context)}${months.length > 1 ? `, ${month}` : ''}`;
		return [{ kind: 'journal', key, marker, date: closingDay(month, context), currency: statement.currency, rate, narration, pairs }];
	});
}

function saleJournals(routed: readonly RoutedGroup[], context: DocumentContext): readonly PlannedSaleJournal[] {
	const ofSales = routed.flatMap(({ planned, month, sale, key }) => (sale && key !== undefined ? [{ planned, month, key, ...sale }] : []));
	const toBase = baseConverter(context.rate);
	return [...groupBy(ofSales, ({ orderId }) => orderId)].sort(([a], [b]) => (a < b ? -1 : 1)).flatMap(([orderId, [first, ...others]]): PlannedSaleJournal[] => {
		const pairs = salePairs([first, ...others].map(({ planned }) => planned), pairOptions(context), toBase);
		if (pairs.length === 0) return [];
		return [{ kind: 'saleJournal', key: first.key, marker: markerOf(context, orderId), date: closingDay(first.month, context), currency: context.input.books.company.currency, rate: '1', orderId, saleId: first.saleId, pairs }];
	});
}

function charges(routed: readonly RoutedGroup[], context: DocumentContext): readonly PlannedMoneyTask[] {
	const byKey = groupBy(routed.filter(({ bankAccount }) => bankAccount !== undefined), ({ key = '' }) => key);
	return [...byKey].sort(([a], [b]) => (a < b ? -1 : 1)).flatMap(([key, same]) => {
		const groups = same.map(({ planned }) => planned);
		// What Amazon takes from a card is for the seller's balance: positive, and money that is spent.
		const amount = sum(groups.map(({ group }) => group.sum));
		return moneyTask(key, negate(amount), same[0].bankAccount ?? '', chargeDay(groups, context), 'charged by Amazon', context);
	});
}

function deposit(context: DocumentContext): readonly PlannedMoneyTask[] {
	const { statement } = context.input.content;
	const { settlement, timeZone } = context.input.settings;
	if (settlement.bankAccount === undefined || statement.depositAt === undefined || isNegative(statement.total)) return [];
	return moneyTask('deposit', statement.total, settlement.bankAccount, dayOf(statement.depositAt, timeZone), 'deposit', context);
}

/** `amount`: positive is received by the bank account, negative is spent. */
function moneyTask(key: string, amount: Amount, bankAccount: string, day: Day, what: string, context: DocumentContext): readonly PlannedMoneyTask[] {
	if (isZero(amount)) return [];
	return [{
		kind: 'money', key, marker: markerOf(context, key), date: openDay(day, context), currency: context.input.content.statement.currency, rate: context.rate,
		type: isNegative(amount) ? 'Spend Money' : 'Receive Money', bankAccount, account: context.clearing, amount: absolute(amount), taxRule: context.zeroTaxRule, note: `${wordsOf(context)}: ${what}`,
	}];
}
