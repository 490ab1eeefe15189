import { NodeOperationError, type IDataObject, type INodeProperties } from 'n8n-workflow';
import { dayOf } from '../../../src/domain/calendar';
import { isZero } from '../../../src/domain/money';
import { itemsOf } from '../../../src/n8n/itemGroups';
import { operation } from '../../../src/n8n/runOperation';
import { cin7Of, clock } from '../../../src/n8n/services';
import { clearingItem } from '../../../src/n8n/clearingItem';
import { storeIdParameter, storeParameter, storesFor } from '../../../src/n8n/stores';
import { checkClearingAccount } from '../../../src/processes/settlements/checkClearingAccount';

const show = { operation: ['checkClearingAccount'] };

export const description: INodeProperties[] = [
	storeParameter({ all: false, show }),
	{ displayName: 'Date', name: 'clearingDate', type: 'string', default: '', placeholder: 'e.g. 2026-03-31', description: 'The balance at the end of this day, year-month-day. Empty: today, in the time zone of the store.', displayOptions: { show } },
];

// A year of orders is a hundred pages of the ledger.
const PATIENCE_MS = 10 * 60_000;

export const run = operation({
	read: (context, itemIndex) => ({ storeId: storeIdParameter(context, itemIndex), date: String(context.getNodeParameter('clearingDate', itemIndex, '')).trim().slice(0, 10) }),
	async run(context, database, { request, itemIndexes }) {
		const itemIndex = itemIndexes[0] ?? 0;
		if (request.date !== '' && !isDay(request.date)) throw new NodeOperationError(context.getNode(), `Date: '${request.date}' is no day`, { description: 'Write it as year-month-day, such as 2026-03-31.', itemIndex });
		const cin7 = await cin7Of(context, database, PATIENCE_MS);
		const [store] = await storesFor(context, database, request.storeId, { tenantKey: cin7.tenantKey });
		const account = store?.settings.paymentAccount;
		if (!store || account === undefined) throw new NodeOperationError(context.getNode(), 'The store has no Payment Account, so that there is no clearing account to check', { description: 'Choose one in the Setup of the store with the Amazon Store node.', itemIndex });
		const sharing = (await database.stores.list({ tenantKey: cin7.tenantKey })).filter(({ settings }) => settings.paymentAccount === account);
		const date = request.date === '' ? dayOf(new Date(clock.now()).toISOString(), store.settings.timeZone) : request.date;
		const check = await checkClearingAccount({ cin7, database }, sharing, account, date);
		const { company } = await cin7.reference();
		const item: IDataObject = clearingItem(check, sharing.map(({ storeId }) => storeId), company.currency);
		// What nobody can explain, a person has to look at.
		return isZero(check.unexplained) && check.unexplainedEntries.length === 0 ? { processed: itemsOf([item], itemIndexes) } : { processed: itemsOf([item], itemIndexes), attention: itemsOf([item], itemIndexes) };
	},
});

function isDay(text: string): boolean {
	const time = Date.parse(`${text}T00:00:00Z`);
	return /^\d{4}-\d\d-\d\d$/.test(text) && !Number.isNaN(time) && new Date(time).toISOString().startsWith(text);
}
