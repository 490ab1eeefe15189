import type { INodeProperties } from 'n8n-workflow';
import { itemsOf } from '../../../src/n8n/itemGroups';
import { operation } from '../../../src/n8n/runOperation';
import { cin7Of } from '../../../src/n8n/services';
import { plannedGroupItem } from '../../../src/n8n/settlementItems';
import { settlementIdsParameter, settlementParameter } from '../../../src/n8n/settlementSearch';
import { storeIdParameter, storeParameter, storesFor } from '../../../src/n8n/stores';
import { previewSettlements } from '../../../src/processes/settlements/settlementViews';

const show = { operation: ['review'] };

export const description: INodeProperties[] = [storeParameter({ all: false, show }), settlementParameter(show)];

// A view is looked at by a person who waits for it.
const PATIENCE_MS = 120_000;

export const run = operation({
	read: (context, itemIndex) => ({ storeId: storeIdParameter(context, itemIndex), settlementIds: settlementIdsParameter(context, itemIndex) }),
	async run(context, database, { request, itemIndexes }) {
		const cin7 = await cin7Of(context, database, PATIENCE_MS);
		const stores = await storesFor(context, database, request.storeId, { tenantKey: cin7.tenantKey });
		const previews = await previewSettlements({ cin7, database }, stores, request.settlementIds, request.settlementIds.length);
		return { processed: itemsOf(previews.flatMap(({ record, plan }) => plan.groups.map((group) => plannedGroupItem(record, group))), itemIndexes) };
	},
});
