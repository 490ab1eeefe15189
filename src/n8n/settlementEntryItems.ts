import type { IDataObject } from 'n8n-workflow';
import type { SettlementEntry } from '../domain/settlement/settlementEntry';
import { format } from '../domain/money';
import type { PostedEntries, PreviewedEntries } from '../processes/settlements/postEntries';
import { arithmeticItem, documentItems, settlementItem } from './settlementItems';

/** A settlement that was posted to Xero or QuickBooks. */
export const postedEntriesItem = ({ record, progress, planned: { plan, entries, issues } }: PostedEntries): IDataObject => ({
	...settlementItem(record),
	state: 'posted',
	outcome: 'posted',
	holds: [],
	documents: documentItems(progress),
	arithmetic: arithmeticIn(plan),
	entries: entries.map(entryItem),
	notices: issues.map((issue) => issue.message),
});

/** What would be posted there. */
export const previewedEntriesItem = ({ record, planned: { plan, entries, issues } }: PreviewedEntries): IDataObject => ({
	...settlementItem(record),
	outcome: 'preview',
	arithmetic: arithmeticIn(plan),
	entries: entries.map(entryItem),
	issues: issues.map(({ code, message, hint, blocking }) => ({ code, what: message, whatToDo: hint, blocking })),
});

/** Without what is left on the clearing account of Cin7 Core, where nothing is posted. */
function arithmeticIn(plan: PostedEntries['planned']['plan']): IDataObject {
	const { leftOnClearingAccount: _cin7, ...sums } = arithmeticItem(plan.arithmetic, plan.statement.currency);
	return sums;
}

function entryItem({ number, date, currency, narration, contact, clearingAccount, total, lines }: SettlementEntry): IDataObject {
	return {
		number, date, currency, narration, contact,
		...(clearingAccount === '' ? {} : { clearingAccount }),
		total: format(total, currency),
		lines: lines.map(({ account, description, amount, taxCode, tax, tracking }) => ({ account, description, amount: format(amount, currency), ...(taxCode === undefined ? {} : { taxCode, tax: format(tax ?? '0', currency) }), ...(tracking ? { tracking: tracking.map((each) => ({ ...each })) } : {}) })),
	};
}
