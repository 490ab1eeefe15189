import { NodeOperationError, type INodeProperties } from 'n8n-workflow';
import { itemsOf } from '../../../src/n8n/itemGroups';
import { operation } from '../../../src/n8n/runOperation';
import { settlementItem } from '../../../src/n8n/settlementItems';
import { settlementIdsParameter, settlementParameter } from '../../../src/n8n/settlementSearch';
import { storeIdParameter, storeParameter, storesFor } from '../../../src/n8n/stores';

const show = { operation: ['skip'] };

export const description: INodeProperties[] = [
	storeParameter({ all: false, show }),
	settlementParameter(show),
	{
		displayName: 'Set To',
		name: 'skipTo',
		type: 'options',
		default: 'skipped',
		options: [
			{ name: 'Not Posted', value: 'loaded', description: 'It may be posted again, automatically too' },
			{ name: 'Skipped', value: 'skipped', description: 'Nothing is posted, such as for a period that was booked by hand' },
		],
		displayOptions: { show },
	},
];

export const run = operation({
	read: (context, itemIndex) => ({
		storeId: storeIdParameter(context, itemIndex),
		settlementIds: settlementIdsParameter(context, itemIndex),
		state: context.getNodeParameter('skipTo', itemIndex, 'skipped') === 'loaded' ? ('loaded' as const) : ('skipped' as const),
	}),
	async run(context, database, { request, itemIndexes }) {
		const stores = await storesFor(context, database, request.storeId, {});
		const records = await database.settlements.list({ storeIds: stores.map((store) => store.storeId), settlementIds: request.settlementIds });
		const half = records.find(({ state, progress }) => state !== 'posted' && Object.keys(progress.documents).length > 0);
		if (half) throw new NodeOperationError(context.getNode(), `Settlement ${half.settlementId} is half posted`, { description: 'Undo it first, then set it aside.', itemIndex: itemIndexes[0] ?? 0 });
		const changed = await database.settlements.changeState(records, request.state, request.state === 'skipped' ? 'Set aside by hand' : undefined);
		const after = await database.settlements.list({ storeIds: stores.map((store) => store.storeId), settlementIds: changed.map((key) => key.settlementId) });
		return { processed: itemsOf(after.map((record) => settlementItem(record)), itemIndexes) };
	},
});
