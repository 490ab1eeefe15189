import { dayOf, type Day } from '../calendar';
import { groupBy } from '../groupBy';
import type { Issue } from '../issues';
import { equals, format, isNegative, isZero, negate, subtract, sum, type Amount } from '../money';
import { accountOfClass } from './mapType';
import { proposedClassFor } from './classify';
import { isKnownBuyerMoney } from './disposition';
import type { PlanSettlementInput } from './planInput';
import type { PlannedDocument, PlannedGroup } from './settlementPlan';
import { chainOf } from './settlementChain';
import { typeKey, typeText } from './typePattern';

const blocking = (code: string, message: string, hint: string): Issue => ({ code: `settlement.${code}`, message, hint, blocking: true });
const note = (code: string, message: string, hint: string): Issue => ({ code: `settlement.${code}`, message, hint, blocking: false });

const shownIn = ({ content }: PlanSettlementInput) => (amount: Amount): string => `${format(amount, content.statement.currency)} ${content.statement.currency}`;
const nameOf = ({ content }: PlanSettlementInput): string => `Settlement ${content.statement.settlementId}`;

/** P3, P10: the rows, and the groups made of them, add up to the total that the file states; nothing is ever plugged. */
export function checkTotal(input: PlanSettlementInput): readonly Issue[] {
	const { statement, groups, sum: rowsSum } = input.content;
	const shown = shownIn(input);
	const ofGroups = sum(groups.map((group) => group.sum));
	if (!equals(ofGroups, rowsSum)) return [blocking('rowsAreMissing', `${nameOf(input)}: its rows add up to ${shown(rowsSum)}, but by type to ${shown(ofGroups)}`, 'Nothing is posted. Load the settlement again.')];
	if (equals(statement.total, rowsSum)) return [];
	return [blocking('totalDiffers', `${nameOf(input)}: total ${shown(statement.total)} less sum of its rows ${shown(rowsSum)} is ${shown(subtract(statement.total, rowsSum))}`, 'Nothing is posted, because a difference is never booked. Load the file again as Amazon gives it; a file that was opened and saved by a spreadsheet is damaged.')];
}

/** A settlement without a deposit date may still change; one of nothing has none to come. */
export function checkDeposit(input: PlanSettlementInput): readonly Issue[] {
	const { depositAt, total } = input.content.statement;
	if (depositAt !== undefined) return [];
	if (isZero(total)) return [note('noDeposit', `${nameOf(input)} has no deposit date, and its total is zero`, 'Nothing is to be deposited.')];
	return [blocking('open', `${nameOf(input)} has no deposit date yet: its total of ${shownIn(input)(total)} may still change`, 'Wait until Amazon closes the settlement, then load it again.')];
}

/** S63: the settlement's currency is the store's, and has a rate where the books are in another. */
export function checkCurrency(input: PlanSettlementInput): readonly Issue[] {
	const { currency } = input.content.statement;
	const base = input.books.company.currency;
	if (currency !== input.marketplaceCurrency) return [blocking('otherCurrency', `${nameOf(input)} is in ${currency}, and the store sells in ${input.marketplaceCurrency}`, 'Connect the store whose marketplace has the currency of the settlement.')];
	if (currency === base || input.settings.currencyRate !== undefined) return [];
	return [blocking('noCurrencyRate', `${nameOf(input)} is in ${currency}, and the books of Cin7 Core are in ${base}`, `Give the Currency Rate in More Settings of the Amazon Store node: units of ${base} for one ${currency}.`)];
}

/** N39, S79, P9: one issue for each type that nobody has linked or skipped yet. */
export function checkUnmapped(input: PlanSettlementInput, groups: readonly PlannedGroup[]): readonly Issue[] {
	const unmapped = groupBy(groups.filter(({ disposition }) => disposition === 'unmapped'), ({ group }) => typeKey(group));
	return [...unmapped].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, same]) => {
		const of = same.map(({ group }) => group);
		const first = of.flatMap(({ firstPostedAt }) => (firstPostedAt === undefined ? [] : [firstPostedAt])).sort()[0];
		const since = first === undefined ? '' : `, first on ${dayOf(first, input.settings.timeZone)}`;
		const rows = of.reduce((count, group) => count + group.rows, 0);
		return blocking('unmappedType', `${nameOf(input)}: the transaction type ${typeText(of[0])} is linked to no account (${rows} ${rows === 1 ? 'row' : 'rows'}, ${shownIn(input)(sum(of.map((group) => group.sum)))}${since})`, `${proposal(of[0], input)} Link it with Map Transaction Fees of the Amazon Store node, or choose Skip Mapping there; the settlement is posted by the next run.`);
	});
}

function proposal(type: PlannedGroup['group'], { settings }: PlanSettlementInput): string {
	const proposed = proposedClassFor(type);
	if (proposed === undefined) return 'No published list has anything like it.';
	const account = accountOfClass(proposed, settings.settlement);
	return `By the published lists it may belong to ${proposed.title}${account === undefined ? ` (an account of class ${proposed.kind})` : `, account ${account}`}.`;
}

/** Revenue may come from the settlement or from invoices, never from both. */
export function checkRevenue(input: PlanSettlementInput): readonly Issue[] {
	if (input.settings.settlement.revenue !== 'summary') return [];
	const known = input.content.groups.filter(isKnownBuyerMoney);
	if (known.length === 0) return [];
	const rows = known.reduce((count, group) => count + group.rows, 0);
	return [blocking('ordersAreInCin7', `${nameOf(input)}: ${rows} ${rows === 1 ? 'row' : 'rows'} of buyers' money, ${shownIn(input)(sum(known.map((group) => group.sum)))}, are of orders that Cin7 Core has: their revenue would be booked twice`, 'Set Revenue Comes From to Orders in the Amazon Store node, or take these orders out of Cin7 Core.')];
}

/** No document may be dated in a locked period. */
export function checkLock(input: PlanSettlementInput, documents: readonly PlannedDocument[]): readonly Issue[] {
	const { lockDate } = input.books.company;
	const days: readonly Day[] = [...new Set(documents.map(({ date }) => date))].filter((day) => lockDate !== undefined && day <= lockDate).sort();
	if (lockDate === undefined || days.length === 0) return [];
	return [blocking('periodLocked', `${nameOf(input)} would be posted on ${days.join(', ')}, and the books of Cin7 Core are locked up to ${lockDate}`, 'Open the period in Cin7 Core, or let it be dated on the first open day (When the Period Is Locked, in More Settings of the Amazon Store node).')];
}

/** What should agree with the settlement before: its reserve (P8), its debt (P7). Shown, and no reason to hold anything. */
export function checkChain(input: PlanSettlementInput): readonly Issue[] {
	const { previous, content } = input;
	if (previous === undefined) return [];
	const shown = shownIn(input);
	const before = `settlement ${previous.statement.settlementId}`;
	const { reserveReleased, payableToAmazon } = chainOf(content);
	const held = negate(previous.chain.reserveHeld);
	const owed = isNegative(previous.statement.total) ? previous.statement.total : '0';
	const issues: Issue[] = [];
	if (!equals(reserveReleased, held)) issues.push(note('reserveDiffers', `${nameOf(input)} releases a reserve of ${shown(reserveReleased)}, and ${before} held ${shown(held)}`, 'Compare the reserve account with Seller Central.'));
	if (!equals(payableToAmazon, owed)) issues.push(note('payableDiffers', `${nameOf(input)} takes over ${shown(payableToAmazon)} as Payable to Amazon, and ${before} ended at ${shown(previous.statement.total)}`, 'Compare the account of what is owed to Amazon with Seller Central.'));
	return issues;
}
