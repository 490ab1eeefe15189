import { dayOf } from '../calendar';
import type { Issue } from '../issues';
import { isZero } from '../money';
import { checkAccounts, zeroTaxRuleOf } from './accountChecks';
import { arithmeticOf } from './arithmetic';
import { checkChain, checkCurrency, checkDeposit, checkLock, checkRevenue, checkTotal, checkUnmapped } from './checks';
import { dispositionOf } from './disposition';
import type { SplitTax } from './journalPairs';
import { typeMapper } from './mapType';
import { planDocuments, routeGroups, type DocumentContext, type RoutedGroup } from './planDocuments';
import type { PlanSettlementInput } from './planInput';
import type { RowGroup } from './settlement';
import type { PlannedGroup, SettlementPlan } from './settlementPlan';

export type { PlanSettlementInput } from './planInput';

/**
 * What posting a settlement to Cin7 Core means: for every group of rows whether Cin7 Core has its money already, which
 * account takes it, or that it is skipped; the documents; the proof that all adds up; and what a person has to know.
 * With a blocking issue there are no documents. Nothing is rounded off or plugged (P3, P10).
 *
 * An amount for the seller debits the clearing account (the store's Payment Account), one against the seller credits
 * it. Pure, and the same whatever the order of the groups, byte for byte (N40). Throws RangeError on an unknown time
 * zone or an unreadable instant.
 */
export function planSettlement(input: PlanSettlementInput): SettlementPlan {
	const { content, settings } = input;
	const mapped = typeMapper(settings);
	const groups = sorted(content.groups).map((group) => dispositionOf(group, settings, mapped(group)));
	const taxes = splitTaxes(input, groups);
	const context = contextOf(input, taxes.rules);
	const routed = routeGroups(groups, context);
	const documents = planDocuments(routed, context);
	const issues = [
		...checkTotal(input), ...checkDeposit(input), ...checkCurrency(input), ...checkRevenue(input), ...checkUnmapped(input, groups),
		...checkAccounts(input, routed, [...taxes.rules.values()].map(({ account }) => account)), ...taxes.issues,
		...checkLock(input, documents), ...checkChain(input),
	];
	const written = issues.some(({ blocking }) => blocking) ? [] : documents;
	const keys = new Set(written.map(({ key }) => key));
	return {
		statement: content.statement,
		groups: routed.map((group) => withDocument(group, keys)),
		documents: written,
		arithmetic: arithmeticOf(content, routed, documents, context.clearing),
		issues,
	};
}

/** Sorted by all that a group holds, so that the order in which they come changes nothing. */
function sorted(groups: readonly RowGroup[]): readonly RowGroup[] {
	const keyed = groups.map((group) => ({ group, key: JSON.stringify([group.transactionType, group.amountType, group.amountDescription, group.channel, group.marketplaceName, group.period, group.orderClass, group.orderId ?? '', group.sku ?? '', group.sum, group.rows, group.firstPostedAt ?? '', group.firstLine]) }));
	return keyed.sort((a, b) => (a.key < b.key ? -1 : a.key > b.key ? 1 : 0)).map(({ group }) => group);
}

/** Rows whose amounts cancel out have no line, and with no other line no document. */
const withDocument = ({ planned, key }: RoutedGroup, keys: ReadonlySet<string>): PlannedGroup => (key !== undefined && keys.has(key) ? { ...planned, documentKey: key } : planned);

function contextOf(input: PlanSettlementInput, taxes: ReadonlyMap<string, SplitTax>): DocumentContext {
	const { statement } = input.content;
	const { timeZone, paymentAccount, currencyRate, taxRules } = input.settings;
	return {
		input, taxes,
		// Without one the plan is blocked; its arithmetic is shown all the same.
		clearing: paymentAccount ?? '',
		rate: statement.currency === input.books.company.currency ? '1' : (currencyRate ?? '1'),
		endDay: dayOf(statement.endsAt, timeZone),
		zeroTaxRule: zeroTaxRuleOf(input.books, taxRules.taxFree) ?? '',
	};
}

/** Rules of posted groups whose tax is booked apart, where the user wants that; and rules that cannot be used so. */
function splitTaxes({ settings, books }: PlanSettlementInput, groups: readonly PlannedGroup[]): { readonly rules: ReadonlyMap<string, SplitTax>; readonly issues: readonly Issue[] } {
	const rules = new Map<string, SplitTax>();
	const issues: Issue[] = [];
	if (!settings.settlement.taxOnFees) return { rules, issues };
	const names = [...new Set(groups.flatMap(({ disposition, taxRule }) => (disposition === 'posted' && taxRule !== undefined ? [taxRule] : [])))].sort();
	for (const name of names) {
		const rule = books.taxRules.find((known) => known.name === name);
		if (rule === undefined || !rule.active) issues.push({ code: 'settlement.unknownTaxRule', message: `Cin7 Core has no active tax rule ${name}, which fees of the settlement bear`, hint: 'Choose another one with Map Transaction Fees of the Amazon Store node, or for Default Tax Lines.', blocking: true });
		else if (!isZero(rule.percent) && rule.account === undefined) issues.push({ code: 'settlement.taxRuleWithoutAccount', message: `The tax rule ${name} has no account on which its tax could be booked`, hint: 'Give the tax rule an account in Cin7 Core, or switch Tax on Fees off in More Settings of the Amazon Store node.', blocking: true });
		else if (!isZero(rule.percent) && rule.account !== undefined) rules.set(name, { percent: rule.percent, account: rule.account });
	}
	return { rules, issues };
}
