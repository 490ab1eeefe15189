import type { Issue } from '../issues';
import { isNegative, isZero } from '../money';
import { isBank, type RoutedGroup } from './planDocuments';
import type { PlanSettlementInput, SettlementBooks } from './planInput';
import { typeText } from './typePattern';

const blocking = (code: string, message: string, hint: string): Issue => ({ code: `settlement.${code}`, message, hint, blocking: true });

/** What an account is needed for, by its code. */
type Uses = Map<string, Set<string>>;

const NOT_FOR_JOURNALS = /receivable|payable|debtors|creditors/i;

/** Whether a journal may stand on an account: none that Cin7 Core itself keeps of customers and suppliers (API reference, Chart of Accounts, SystemAccount). */
export const isForJournals = ({ systemAccount = '' }: { readonly systemAccount?: string }): boolean => !NOT_FOR_JOURNALS.test(systemAccount);

/** Every account of the plan exists, is active, and is one on which a journal may stand; the bank accounts are in the settlement's currency (S63). */
export function checkAccounts(input: PlanSettlementInput, routed: readonly RoutedGroup[], taxAccounts: readonly string[]): readonly Issue[] {
	const needed = checkNeeded(input, routed);
	const uses: Uses = usesOf(input, routed, taxAccounts);
	const ofJournals = [...uses].sort(([a], [b]) => (a < b ? -1 : 1)).flatMap(([code, types]) => checkAccount(code, [...types].sort(), input));
	const clearing = input.settings.paymentAccount;
	const circular = routed.filter(({ planned }) => clearing !== undefined && planned.account === clearing);
	return [
		...needed, ...ofJournals,
		...(circular.length > 0 ? [blocking('clearingAccountIsLinked', `${listed([...new Set(circular.map(({ planned }) => typeText(planned.group)))].sort())}: linked to account ${clearing}, which is the payment account itself`, 'Link the type to another account, or skip it.')] : []),
		...bankAccountsOf(input, routed).flatMap((code) => checkBank(code, input)),
	];
}

/** Accounts that this settlement cannot be posted without. */
function checkNeeded({ settings, content }: PlanSettlementInput, routed: readonly RoutedGroup[]): readonly Issue[] {
	const { settlement, paymentAccount } = settings;
	const issues: Issue[] = [];
	if (paymentAccount === undefined) issues.push(blocking('noPaymentAccount', 'The store has no Payment Account, on which the money of buyers waits for the deposit', 'Choose the Payment Account in Connect or Save Settings of the Amazon Store node.'));
	if (isNegative(content.statement.total) && settlement.payableAccount === undefined) issues.push(blocking('noPayableAccount', `Settlement ${content.statement.settlementId} ends below zero, and the store has no account for what is owed to Amazon`, 'Choose the Account Owed to Amazon in More Settings of the Amazon Store node: a liability account.'));
	if (new Set(routed.map(({ month }) => month)).size > 1 && settlement.carriedForwardAccount === undefined) issues.push(blocking('noCarriedForwardAccount', `Settlement ${content.statement.settlementId} has rows of several months, and the store has no account on which the balance is carried forward`, 'Choose the Carried Forward Account in More Settings of the Amazon Store node, or switch Split Months off.'));
	return issues;
}

function usesOf({ settings, content }: PlanSettlementInput, routed: readonly RoutedGroup[], taxAccounts: readonly string[]): Uses {
	const uses: Uses = new Map();
	const use = (code: string | undefined, what: string): void => {
		if (code !== undefined) uses.set(code, (uses.get(code) ?? new Set()).add(what));
	};
	for (const { planned, bankAccount } of routed) if (planned.disposition === 'posted' && bankAccount === undefined) use(planned.account, typeText(planned.group));
	for (const account of taxAccounts) use(account, 'Tax of fees');
	use(settings.paymentAccount, 'Payment Account');
	if (isNegative(content.statement.total)) use(settings.settlement.payableAccount, 'Payable Account');
	if (new Set(routed.map(({ month }) => month)).size > 1) use(settings.settlement.carriedForwardAccount, 'Carried Forward Account');
	return uses;
}

const SHOWN = 5;
const listed = (types: readonly string[]): string => (types.length > SHOWN ? `${types.slice(0, SHOWN).join('; ')} and ${types.length - SHOWN} more` : types.join('; '));

function checkAccount(code: string, types: readonly string[], input: PlanSettlementInput): readonly Issue[] {
	const account = input.books.accounts.find((known) => known.code === code);
	const said = (code_: string, what: string, hint: string): readonly Issue[] => [blocking(code_, `${listed(types)}: account ${code}${account ? ` ${account.name}` : ''} ${what}`, hint)];
	if (isBank(code, input)) return said('bankAccountInJournal', 'is a bank account, and no journal may stand on one', 'Choose an account that is no bank account.');
	if (account === undefined) return said('unknownAccount', 'is not in the chart of accounts of Cin7 Core', 'Choose an account that exists.');
	if (!account.active) return said('inactiveAccount', 'is not active in Cin7 Core', 'Choose an active account, or activate this one in Cin7 Core.');
	if (!isForJournals(account)) return said('systemAccount', 'is kept by Cin7 Core itself for invoices and bills, and no journal may stand on it', 'Choose another account.');
	return [];
}

/** Bank accounts that money tasks of this settlement name. */
function bankAccountsOf({ settings, content }: PlanSettlementInput, routed: readonly RoutedGroup[]): readonly string[] {
	const { bankAccount } = settings.settlement;
	const deposits = bankAccount !== undefined && !isZero(content.statement.total) && !isNegative(content.statement.total) ? [bankAccount] : [];
	return [...new Set([...deposits, ...routed.flatMap((group) => (group.bankAccount === undefined ? [] : [group.bankAccount]))])].sort();
}

function checkBank(code: string, { bankAccounts, content, books }: PlanSettlementInput): readonly Issue[] {
	const { currency, settlementId } = content.statement;
	const bank = bankAccounts.find((account) => account.code === code);
	if (bank === undefined) return [blocking('unknownBankAccount', `Settlement ${settlementId}: Cin7 Core has no bank account ${code}`, 'Choose the Money Settlement Bank Account in Connect or Save Settings of the Amazon Store node.')];
	if (bank.currency === currency) return zeroTaxRuleOf(books) === undefined ? [blocking('noZeroTaxRule', 'Cin7 Core has no active tax rule of 0 percent, which money received or spent needs', 'Make a tax rule of 0 percent in Cin7 Core.')] : [];
	return [blocking('otherBankCurrency', `Settlement ${settlementId} is in ${currency}, and bank account ${code} in ${bank.currency}`, `Choose a Money Settlement Bank Account in ${currency} in Connect or Save Settings of the Amazon Store node.`)];
}

/** Name of an active tax rule of 0 percent: the wanted one where it is such, else the first by name. */
export function zeroTaxRuleOf({ taxRules }: SettlementBooks, wanted?: string): string | undefined {
	const names = taxRules.filter(({ active, percent }) => active && isZero(percent)).map(({ name }) => name).sort();
	return wanted !== undefined && names.includes(wanted) ? wanted : names[0];
}
