import { NodeOperationError, type INodeProperties } from 'n8n-workflow';
import { itemsOf } from '../../../src/n8n/itemGroups';
import { operation } from '../../../src/n8n/runOperation';
import { cin7Of, clock, startedBy } from '../../../src/n8n/services';
import { storeIdParameter, storeParameter, storesFor } from '../../../src/n8n/stores';
import { copyFeeMappings, mappedFees, MappingRefused } from '../../../src/processes/settlements/feeMappings';
import { feeItem } from './mapTransactionFees';

const show = { operation: ['copyMappings'] };

export const description: INodeProperties[] = [
	{ ...storeParameter({ all: false, show }), displayName: 'To Store' },
	{ ...storeParameter({ all: false, show }), displayName: 'From Store', name: 'fromStore' },
	{ displayName: 'Copies the accounts of transaction types: those of kinds, those of single types and the special ones. What the other store had is replaced. Change single ones afterwards with Map Transaction Fees.', name: 'copyNotice', type: 'notice', default: '', displayOptions: { show } },
];

const PATIENCE_MS = 120_000;

export const run = operation({
	read: (context, itemIndex) => ({ to: storeIdParameter(context, itemIndex), from: String(context.getNodeParameter('fromStore', itemIndex, '', { extractValue: true })) }),
	async run(context, database, { request, itemIndexes }) {
		const startedAt = new Date(clock.now()).toISOString();
		const itemIndex = itemIndexes[0] ?? 0;
		const cin7 = await cin7Of(context, database, PATIENCE_MS);
		const [to] = await storesFor(context, database, request.to, { tenantKey: cin7.tenantKey });
		const [from] = await storesFor(context, database, request.from, { tenantKey: cin7.tenantKey });
		if (!to || !from || to.storeId === from.storeId) throw new NodeOperationError(context.getNode(), 'Choose two different stores', { itemIndex });
		const saved = await copyFeeMappings({ cin7, database }, from, to).catch((error: unknown) => {
			if (error instanceof MappingRefused) throw new NodeOperationError(context.getNode(), error.message, { description: 'Nothing was copied.', itemIndex });
			throw error;
		});
		await database.operations.append({ storeId: to.storeId, operation: `Copy Mappings From ${from.storeId}`, startedBy: startedBy(context), startedAt, finishedAt: new Date(clock.now()).toISOString(), counts: { copied: saved.settings.settlement.mappings.length }, notes: [] });
		return { processed: itemsOf(mappedFees(await database.settlements.seenTypes([to.storeId]), saved).map((fee) => feeItem(to.storeId, fee)), itemIndexes) };
	},
});
