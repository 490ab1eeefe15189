import type { IDataObject } from 'n8n-workflow';
import { format, type Amount } from '../domain/money';
import type { ClearingAccountCheck, UnclearedSettlement, UnexplainedEntries } from '../processes/settlements/checkClearingAccount';

const MOST_ENTRIES = 200;

/** A clearing account with what its balance consists of (P22). The ledger of Cin7 Core is in the base currency, whatever the settlements are in. */
export function clearingItem(check: ClearingAccountCheck, storeIds: readonly string[], baseCurrency: string): IDataObject {
	const shown = (amount: Amount): string => format(amount, baseCurrency);
	return {
		account: check.account,
		storeIds: [...storeIds],
		date: check.date,
		baseCurrency,
		balance: shown(check.balance),
		leftOfSettlements: shown(check.settled),
		notYetSettled: shown(check.notYetSettled),
		unexplained: shown(check.unexplained),
		settlements: check.settlements.map((each) => settlementLine(each, baseCurrency)),
		ordersNotYetSettled: check.ordersNotYetSettled,
		unexplainedTasks: check.unexplainedEntries.length,
		unexplainedEntries: check.unexplainedEntries.slice(0, MOST_ENTRIES).map((entry) => entryLine(entry, shown)),
	};
}

/** With what may be the reason: types that are skipped, a deposit of a later day, another currency. */
function settlementLine({ record, left }: UnclearedSettlement, baseCurrency: string): IDataObject {
	const { statement, arithmetic } = record;
	return {
		settlementId: record.settlementId,
		storeId: record.storeId ?? null,
		state: record.state,
		left: format(left, baseCurrency),
		currency: statement.currency,
		depositAt: statement.depositAt ?? null,
		skipped: arithmetic ? format(arithmetic.skipped, statement.currency) : null,
	};
}

const entryLine = ({ taskId, type, reference, date, amount }: UnexplainedEntries, shown: (amount: Amount) => string): IDataObject =>
	({ taskId: taskId || null, type, reference: reference ?? null, date, amount: shown(amount) });
