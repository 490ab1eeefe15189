import type { Issue } from '../issues';
import { isZero } from '../money';
import type { StoreSettings } from '../settings';
import { accountsInBooks, type BooksAccount } from './accountsInBooks';
import type { PlanSettlementInput } from './planInput';
import { planSettlement } from './planSettlement';
import type { PrincipalGrouping } from './principalGroups';
import { settlementEntries, type SettlementEntry, type Tracking } from './settlementEntry';
import type { EntryTax } from './settlementEntryTax';
import type { PlannedGroup, SettlementPlan } from './settlementPlan';
import { folded } from './typePattern';

/** What the user wants of the entries in other books. */
export interface EntryChoices {
	readonly service: 'Xero' | 'QuickBooks';
	/** An invoice, or a bill where the total is negative; or a manual journal. QuickBooks always takes journals. */
	readonly as: 'document' | 'journal';
	readonly grouping: PrincipalGrouping;
	readonly contact: string;
	/** Of the other books; absent: the one that stands for the store's Payment Account. */
	readonly clearingAccount?: string;
	/** By code of Cin7 Core. */
	readonly accounts: ReadonlyMap<string, string>;
	/** Tax codes of the other books by name of the tax rule in Cin7 Core; empty: entries bear no tax. */
	readonly taxCodes: ReadonlyMap<string, string>;
	/** Tracking by marketplace as files spell it; '' for rows of every other marketplace, and of none (P24). */
	readonly tracking: readonly (Tracking & { readonly marketplaceName: string })[];
}

export interface PlanEntriesInput extends Omit<PlanSettlementInput, 'bankAccounts' | 'saleIds'> {
	readonly choices: EntryChoices;
	/** Active accounts of the other books. */
	readonly booksAccounts: readonly BooksAccount[];
	/** Names of products or categories by SKU (S62). */
	readonly nameOfSku?: ReadonlyMap<string, string>;
}

export interface PlannedEntries {
	/** As for Cin7 Core, without documents; accounts are those of Cin7 Core. */
	readonly plan: SettlementPlan;
	/** Empty where a blocking issue stands. */
	readonly entries: readonly SettlementEntry[];
	readonly issues: readonly Issue[];
}

/** What speaks against a settlement itself; all else that a plan finds is about documents of Cin7 Core. */
const aboutSettlement: ReadonlySet<string> = new Set(
	['rowsAreMissing', 'totalDiffers', 'open', 'noDeposit', 'otherCurrency', 'unmappedType', 'reserveDiffers', 'payableDiffers', 'noCarriedForwardAccount'].map((name) => `settlement.${name}`),
);

/**
 * What posting a settlement to Xero or QuickBooks means (S60): all of its money, that of invoices too, by the same
 * mapping as in Cin7 Core, on the accounts that stand for Cin7 Core's. Pure; with a blocking issue there are no entries.
 */
export function planEntries(input: PlanEntriesInput): PlannedEntries {
	const { content, choices } = input;
	const planned = planSettlement({ ...input, settings: inOtherBooks(input.settings), bankAccounts: [] });
	const plan: SettlementPlan = { ...planned, documents: [], issues: planned.issues.filter(({ code }) => aboutSettlement.has(code)) };
	const accounts = accountsOf(plan, input);
	const taxes = taxesOf(plan.groups, input);
	const issues = [...plan.issues, ...accounts.issues, ...taxes.issues];
	if (issues.some(({ blocking }) => blocking)) return { plan, entries: [], issues };
	const { carriedForwardAccount } = accounts;
	const entries = settlementEntries({ ...plan, groups: plan.groups.map(accounts.translated) }, {
		storeId: input.storeId, storeName: input.settings.storeName, timeZone: input.settings.timeZone, posting: input.posting,
		contact: choices.contact, clearingAccount: accounts.clearingAccount, grouping: choices.grouping,
		accountOf: () => undefined,
		taxes: taxes.rules, tracking: trackingOf(plan.groups, choices),
		...(input.nameOfSku ? { nameOfSku: input.nameOfSku } : {}),
		...(carriedForwardAccount === undefined ? {} : { carriedForwardAccount }),
	});
	const nothing: readonly Issue[] = entries.length > 0 ? [] : [{ code: 'settlement.nothingToEnter', message: `Settlement ${content.statement.settlementId} has nothing to enter in ${choices.service}: all of its rows are skipped or cancel out`, hint: 'Nothing is to be done.', blocking: false }];
	return { plan, entries, issues: [...issues, ...nothing] };
}

/** There no invoice has any of the money, nothing stands on a sale, and no bank account of Cin7 Core is concerned. */
function inOtherBooks(settings: StoreSettings): StoreSettings {
	const { bankAccount: _none, ...settlement } = settings.settlement;
	return { ...settings, settlement: { ...settlement, revenue: 'summary', postOrderFees: 'journal', taxOnFees: false } };
}

interface EntryAccounts {
	readonly clearingAccount: string;
	readonly carriedForwardAccount?: string;
	readonly translated: (planned: PlannedGroup) => PlannedGroup;
	readonly issues: readonly Issue[];
}

function accountsOf({ groups, statement }: SettlementPlan, { choices, booksAccounts, settings, books }: PlanEntriesInput): EntryAccounts {
	const { service, as } = choices;
	const { splitMonths, carriedForwardAccount: carried } = settings.settlement;
	const split = splitMonths && new Set(groups.map(({ group }) => group.period)).size > 1 ? carried : undefined;
	const clearing = choices.clearingAccount === undefined && as === 'journal' ? settings.paymentAccount : undefined;
	const wanted = new Set([...groups.flatMap(({ account }) => account ?? []), ...(split === undefined ? [] : [split]), ...(clearing === undefined ? [] : [clearing])]);
	const found = accountsInBooks([...wanted].sort(), { sameBy: service === 'Xero' ? 'code' : 'name', known: booksAccounts, accounts: books.accounts, chosen: choices.accounts });
	const nameOf = (code: string): string => [code, books.accounts.find((account) => account.code === code)?.name].filter(Boolean).join(' ');
	const missing = [...wanted].filter((code) => !found.has(code)).sort();
	const issues = missing.map((code): Issue => ({
		code: 'settlement.accountNotInBooks',
		message: `Settlement ${statement.settlementId}: ${service} has no active account ${choices.accounts.get(code) ?? nameOf(code)}${choices.accounts.has(code) ? `, which is chosen for account ${nameOf(code)} of Cin7 Core` : ''}`,
		hint: `Add it in ${service} with the same ${service === 'Xero' ? 'code' : 'name'}, or choose another one for it in Accounts of the node's options.`,
		blocking: true,
	}));
	return {
		clearingAccount: choices.clearingAccount ?? (clearing === undefined ? '' : (found.get(clearing) ?? '')),
		...(split === undefined ? {} : { carriedForwardAccount: found.get(split) ?? '' }),
		translated: (planned) => (planned.account === undefined ? planned : { ...planned, account: found.get(planned.account) ?? '' }),
		issues: [...issues, ...clearingIssues(statement.settlementId, clearing, choices, booksAccounts)],
	};
}

/** A journal has the clearing account on its other side. */
function clearingIssues(settlementId: string, ofStore: string | undefined, { as, service, clearingAccount }: EntryChoices, known: readonly BooksAccount[]): readonly Issue[] {
	if (as !== 'journal') return [];
	if (clearingAccount === undefined && ofStore === undefined) return [{ code: 'settlement.noClearingAccount', message: `Settlement ${settlementId} has no account on the other side of its journal in ${service}`, hint: 'Give the Clearing Account in the node\'s options, or the Payment Account in the Setup of the store.', blocking: true }];
	if (clearingAccount === undefined || known.some(({ code }) => code === clearingAccount)) return [];
	return [{ code: 'settlement.accountNotInBooks', message: `Settlement ${settlementId}: ${service} has no active account ${clearingAccount}, which is chosen as Clearing Account`, hint: `Give the ${service === 'Xero' ? 'code' : 'ID'} of an active account as Clearing Account in the node's options.`, blocking: true }];
}

/** Where the user maps tax at all, every rule that holds tax needs its code: an entry with half of its tax would be wrong. */
function taxesOf(groups: readonly PlannedGroup[], { choices, books, content }: PlanEntriesInput): { readonly rules: ReadonlyMap<string, EntryTax>; readonly issues: readonly Issue[] } {
	const { taxCodes, service } = choices;
	const rules = new Map<string, EntryTax>();
	const issues: Issue[] = [];
	if (taxCodes.size === 0) return { rules, issues };
	const names = [...new Set(groups.flatMap(({ disposition, taxRule }) => (disposition === 'posted' && taxRule !== undefined ? [taxRule] : [])))].sort();
	for (const name of names) {
		const rule = books.taxRules.find((known) => known.name === name);
		const code = taxCodes.get(name);
		if (rule === undefined) issues.push({ code: 'settlement.unknownTaxRule', message: `Cin7 Core has no tax rule ${name}, which settlement ${content.statement.settlementId} bears`, hint: 'Choose another tax rule with Map Transaction Fees, or for Default Tax Lines.', blocking: true });
		else if (code !== undefined) rules.set(name, { code, percent: rule.percent });
		else if (!isZero(rule.percent)) issues.push({ code: 'settlement.taxRuleNotInBooks', message: `Settlement ${content.statement.settlementId} bears the tax rule ${name}, for which no tax code of ${service} is given`, hint: 'Add the tax rule to Tax Codes in the node\'s options.', blocking: true });
	}
	return { rules, issues };
}

function trackingOf(groups: readonly PlannedGroup[], { tracking }: EntryChoices): ReadonlyMap<string, readonly Tracking[]> {
	const of = (name: string): readonly Tracking[] => tracking.filter(({ marketplaceName }) => folded(marketplaceName) === name).map(({ category, option }) => ({ category, option }));
	const names = new Set(groups.map(({ group }) => folded(group.marketplaceName)));
	return new Map([...names].map((name) => [name, of(name).length > 0 ? of(name) : of('')]));
}
