import type { INodeProperties } from 'n8n-workflow';
import { format } from '../../../src/domain/money';
import { itemsOf } from '../../../src/n8n/itemGroups';
import { operation } from '../../../src/n8n/runOperation';
import { amazonOf, clock } from '../../../src/n8n/services';

const show = { operation: ['getNotYetSettled'] };

export const description: INodeProperties[] = [
	{ displayName: 'Posted in the Last Days', name: 'notSettledDays', type: 'number', typeOptions: { minValue: 1, maxValue: 180 }, default: 90, description: 'Money that Amazon holds back, such as for orders that are not delivered yet. It comes with a later settlement.', displayOptions: { show } },
];

const PATIENCE_MS = 10 * 60_000;
const DAY_MS = 24 * 3_600_000;
/** Amazon wants both ends of the window more than two minutes ago. */
const SAFETY_MS = 3 * 60_000;

export const run = operation({
	read: (context, itemIndex) => ({ days: context.getNodeParameter('notSettledDays', itemIndex, 90) as number }),
	async run(context, database, { request, itemIndexes }) {
		const amazon = await amazonOf(context, database, PATIENCE_MS);
		const before = clock.now() - SAFETY_MS;
		const deferred = await amazon.deferredMoney({ after: new Date(before - request.days * DAY_MS).toISOString(), before: new Date(before).toISOString() });
		return {
			processed: itemsOf(deferred.map(({ currency, marketplaceId, transactionType, count, total, oldestPostedDate, orderIds }) => ({
				account: amazon.accountKey, state: 'not yet settled', transactionType, marketplaceId: marketplaceId ?? null, currency, total: format(total, currency), transactions: count, oldestPostedAt: oldestPostedDate, orderIds: [...orderIds],
			})), itemIndexes),
		};
	},
});
