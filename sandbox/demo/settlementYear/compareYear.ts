import { equals, sum, subtract, type Amount } from '../../../src/domain/money';
import type { Journal, MoneyTask } from '../../cin7/finance/model';
import type { Cin7World } from '../../cin7/world';
import type { Check } from '../compareSales';
import { yearAccount } from './accounts';
import { localDay } from './calendar';
import { reckonBalances, reckonSettlement } from './reckoning';
import { type YearStore, yearStoreNames, yearStores } from './stores';
import { amountText, type YearSettlement } from './year';

/** Completed documents whose words name the settlement; taken-back ones do not count. */
interface Posted {
	readonly journals: readonly Journal[];
	readonly money: readonly MoneyTask[];
}

/** Holds the books of the outlets against the settlements that must be posted, to the cent. */
export function compareYear(settlements: readonly YearSettlement[], world: Cin7World): readonly Check[] {
	return yearStoreNames.flatMap((store) => {
		const own = settlements.filter((each) => each.store === store);
		return [
			{ title: `${store}: each of ${own.length} settlements is posted once, and its deposit is its money received`, wrong: own.flatMap((each) => compareDocuments(each, postedOf(each, world))) },
			{ title: `${store}: nothing is posted of another settlement`, wrong: strangers(store, own, world) },
			{ title: `${store}: clearing account at zero, reserve account at what Amazon held last`, wrong: compareClosing(store, own, world) },
			...compareTrialBalance(store, own, world),
		];
	});
}

const marksStore = (text: string, store: YearStore): boolean => text.startsWith(`AMZ|${yearStores[store].merchantToken}-${store}|`);

function completed(store: YearStore, world: Cin7World): Posted {
	return {
		journals: [...world.journals.values()].filter(({ status, narration }) => status === 'COMPLETED' && marksStore(narration, store)),
		money: [...world.moneyTasks.values()].filter(({ status, reference }) => status === 'COMPLETED' && marksStore(reference, store)),
	};
}

function postedOf({ store, settlement: { settlementId } }: YearSettlement, world: Cin7World): Posted {
	const { journals, money } = completed(store, world);
	return { journals: journals.filter(({ narration }) => narration.includes(`|${settlementId}|`)), money: money.filter(({ reference }) => reference.includes(`|${settlementId}|`)) };
}

function strangers(store: YearStore, settlements: readonly YearSettlement[], world: Cin7World): readonly string[] {
	const { journals, money } = completed(store, world);
	const isKnown = (text: string): boolean => settlements.some(({ settlement: { settlementId } }) => text.includes(`|${settlementId}|`));
	return [...journals.map(({ narration }) => narration), ...money.map(({ reference }) => reference)].filter((text) => !isKnown(text));
}

function compareDocuments(each: YearSettlement, { journals, money }: Posted): readonly string[] {
	const { store, settlement: { settlementId, end, deposit = '' } } = each;
	const must = reckonSettlement(each);
	const wrong: string[] = [];
	const say = (what: string): void => void wrong.push(`${settlementId}: ${what}`);
	const months = [...must.journals.keys()].sort();
	const found = journals.map(({ date }) => String(date).slice(0, 7)).sort();
	if (JSON.stringify(found) !== JSON.stringify(months)) say(`journals of ${found.join(', ') || 'no month'} instead of ${months.join(', ')}`);
	if (!journals.some(({ date }) => String(date).startsWith(localDay(end, store)))) say(`no journal is of its last day, ${localDay(end, store)}`);
	for (const what of ['deposit', 'charge'] as const) {
		const tasks = money.filter(({ reference }) => reference.includes(`|${what}|`));
		const wanted = must.money.filter((movement) => movement.what === what).map(({ coins, debit, credit }) => `${amountText(store, coins)} on ${what === 'deposit' ? debit : credit}`);
		const is = tasks.map((task) => `${amountText(store, coinsOf(task, store))} on ${task.bankAccount}`);
		if (JSON.stringify(is) !== JSON.stringify(wanted)) say(`${what} ${is.join(', ') || 'none'} instead of ${wanted.join(', ') || 'none'}`);
		if (what === 'deposit') for (const { date, type } of tasks) if (type !== 'Receive Money' || !String(date).startsWith(localDay(deposit, store))) say(`its deposit is ${type} of ${String(date)}`);
	}
	return wrong;
}

const coinsOf = ({ lines }: MoneyTask, store: YearStore): number => Math.round(Number(sum(lines.map(({ total }) => total))) * (yearStores[store].currency === 'JPY' ? 1 : 100));

function compareClosing(store: YearStore, settlements: readonly YearSettlement[], world: Cin7World): readonly string[] {
	const balances = ownBalances(store, world);
	const held = settlements.at(-1)?.rows.filter(({ row }) => row.amountDescription === 'Current Reserve Amount').reduce((sofar, { coins }) => sofar - coins, 0) ?? 0;
	// What a settlement that is not posted yet held and released is not in the books: neither is that of its neighbors complete.
	const differs = (what: string, account: string, must: Amount): readonly string[] => {
		const is = balances.get(account) ?? '0';
		return equals(is, must) ? [] : [`${what} account ${account} stands at ${is} instead of ${must} ${yearStores[store].currency}`];
	};
	const released = openReserve(settlements);
	return [...differs('clearing', yearAccount(store, 'clearing'), '0'), ...differs('reserve', yearAccount(store, 'reserve'), amountText(store, held - released)), ...differs('carried forward', yearAccount(store, 'carriedForward'), '0')];
}

/** What posted settlements released that one which is not posted held, less what such a one released: in a whole chain nothing. */
function openReserve(settlements: readonly YearSettlement[]): number {
	const of = (each: YearSettlement, name: string): number => each.rows.filter(({ row }) => row.amountDescription === name).reduce((sofar, { coins }) => sofar + coins, 0);
	return settlements.reduce((open, each, at) => {
		const before = settlements[at - 1];
		const heldBefore = before === undefined ? 0 : 0 - of(before, 'Current Reserve Amount');
		return open + of(each, 'Previous Reserve Amount Balance') - heldBefore;
	}, 0);
}

function compareTrialBalance(store: YearStore, settlements: readonly YearSettlement[], world: Cin7World): readonly Check[] {
	const must = reckonBalances(store, settlements);
	const own = ownBalances(store, world);
	const inLedger = ledgerBalances(new Set(must.base.keys()), world);
	const { currency } = yearStores[store];
	return [
		{ title: `${store}: the year's trial balance in ${currency} is that of the rows`, wrong: differences(own, must.own) },
		{ title: `${store}: the year's trial balance in the ledger, in USD`, wrong: differences(inLedger, must.base) },
	];
}

function differences(is: ReadonlyMap<string, Amount>, must: ReadonlyMap<string, Amount>): readonly string[] {
	const accounts = [...new Set([...is.keys(), ...must.keys()])].sort();
	return accounts.filter((account) => !equals(is.get(account) ?? '0', must.get(account) ?? '0')).map((account) => `account ${account}: ${is.get(account) ?? '0'} instead of ${must.get(account) ?? '0'}`);
}

/** Debits less credits of these accounts in base currency, in one pass over a long ledger: whole ten-thousandths, which Cin7 Core's amounts are. */
function ledgerBalances(accounts: ReadonlySet<string>, world: Cin7World): ReadonlyMap<string, Amount> {
	const balances = new Map([...accounts].map((account) => [account, 0]));
	const book = (account: string, parts: number): void => {
		const before = balances.get(account);
		if (before !== undefined) balances.set(account, before + parts);
	};
	for (const { debit, credit, amount } of world.ledger.entries) {
		const parts = Math.round(Number(amount) * 10_000);
		book(debit, parts);
		book(credit, 0 - parts);
	}
	return new Map([...balances].map(([account, parts]) => [account, (parts / 10_000).toFixed(4)]));
}

/** Debits less credits in the store's own currency, over its completed documents. */
function ownBalances(store: YearStore, world: Cin7World): ReadonlyMap<string, Amount> {
	const balances = new Map<string, Amount>();
	const book = (debit: string, credit: string, amount: Amount): void => {
		balances.set(debit, sum([balances.get(debit) ?? '0', amount]));
		balances.set(credit, subtract(balances.get(credit) ?? '0', amount));
	};
	const { journals, money } = completed(store, world);
	for (const { debit, credit, amount } of journals.flatMap(({ lines }) => lines)) book(debit, credit, amount);
	for (const { type, bankAccount, lines } of money) for (const { account, total } of lines) {
		if (type === 'Receive Money') book(bankAccount, account, total);
		else book(account, bankAccount, total);
	}
	return balances;
}
