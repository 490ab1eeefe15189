import type { INodeProperties } from 'n8n-workflow';
import { itemsOf } from '../../../src/n8n/itemGroups';
import { operation } from '../../../src/n8n/runOperation';
import { attentionItems } from '../../../src/n8n/saleItems';
import { cin7Of, clock, freeDeadClaims, newRun, startedBy } from '../../../src/n8n/services';
import { undoneItem } from '../../../src/n8n/settlementItems';
import { settlementIdsParameter, settlementParameter } from '../../../src/n8n/settlementSearch';
import { storeIdParameter, storeParameter, storesFor } from '../../../src/n8n/stores';
import { undoSettlements } from '../../../src/processes/settlements/processSettlements';

const show = { operation: ['undo'] };

export const description: INodeProperties[] = [
	storeParameter({ all: false, show }),
	settlementParameter(show),
	{ displayName: 'Its journals and its money tasks are voided in Cin7 Core, and its lines leave the journals of sales. It is posted again only when you choose it in Post Journal.', name: 'undoNotice', type: 'notice', default: '', displayOptions: { show } },
];

const PATIENCE_MS = 50 * 60_000;

export const run = operation({
	read: (context, itemIndex) => ({ storeId: storeIdParameter(context, itemIndex), settlementIds: settlementIdsParameter(context, itemIndex) }),
	async run(context, database, { request, itemIndexes }) {
		const cin7 = await cin7Of(context, database, PATIENCE_MS);
		const stores = await storesFor(context, database, request.storeId, { tenantKey: cin7.tenantKey });
		await freeDeadClaims(database);
		const { undone, problems } = await undoSettlements({ cin7, database, clock, owner: newRun() }, { stores, settlementIds: request.settlementIds, startedBy: startedBy(context) });
		return {
			processed: itemsOf(undone.map(undoneItem), itemIndexes),
			attention: itemsOf(attentionItems(problems, problems.length), itemIndexes),
		};
	},
});
