import { NodeOperationError, type INodeProperties } from 'n8n-workflow';
import { itemsOf } from '../../../src/n8n/itemGroups';
import { operation } from '../../../src/n8n/runOperation';
import { attentionItems } from '../../../src/n8n/saleItems';
import { fileOf } from '../../../src/n8n/settlementFile';
import { settlementItem } from '../../../src/n8n/settlementItems';
import { storeIdParameter, storeParameter, storesFor } from '../../../src/n8n/stores';
import { settlementProblem } from '../../../src/processes/problems';
import { addSettlementFile } from '../../../src/processes/settlements/addSettlementFile';

const show = { operation: ['addSettlementFile'] };

export const description: INodeProperties[] = [
	storeParameter({ all: false, show }),
	{
		displayName: 'A flat file as Seller Central gives it under Payments, Reports Repository: V2, or an old V1 file; compressed or not. Do not open and save it in a spreadsheet first.',
		name: 'settlementFileNotice',
		type: 'notice',
		default: '',
		displayOptions: { show },
	},
	{ displayName: 'Input Binary Field', name: 'binaryPropertyName', type: 'string', default: 'data', required: true, hint: 'The name of the input binary field containing the file', displayOptions: { show } },
];

export const run = operation({
	// Each item has a file of its own.
	read: (context, itemIndex) => ({ storeId: storeIdParameter(context, itemIndex), field: String(context.getNodeParameter('binaryPropertyName', itemIndex, 'data')), itemIndex }),
	async run(context, database, { request, itemIndexes }) {
		const [store] = await storesFor(context, database, request.storeId, {});
		if (!store) throw new NodeOperationError(context.getNode(), 'Choose the store', { itemIndex: request.itemIndex });
		const others = (await database.stores.list({ accountKey: store.accountKey })).filter(({ storeId }) => storeId !== store.storeId);
		const file = await fileOf(context, request.itemIndex, request.field);
		const added = await addSettlementFile(database, [store, ...others], file);
		if (added.kind === 'kept') return { processed: itemsOf([{ ...settlementItem(added.record), outcome: added.outcome }], itemIndexes) };
		// A person gave the file and waits: it is told each time.
		const problem = settlementProblem(store.storeId, `file ${file.name}`, added.issue);
		return { processed: [], attention: itemsOf(attentionItems([problem], 1), itemIndexes) };
	},
});
