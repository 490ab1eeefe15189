import type { INodeProperties } from 'n8n-workflow';
import { mappingItems } from '../../../src/n8n/catalogItems';
import { itemsOf } from '../../../src/n8n/itemGroups';
import { operation } from '../../../src/n8n/runOperation';
import { attentionItems } from '../../../src/n8n/saleItems';
import { cin7Of, clock, newRun } from '../../../src/n8n/services';
import { storeIdParameter, storeParameter, storesFor } from '../../../src/n8n/stores';
import { mapCatalog } from '../../../src/processes/catalog/mapCatalog';

const show = { operation: ['previewProducts'] };

export const description: INodeProperties[] = [storeParameter({ all: true, show })];

// A preview is looked at by a person who waits for it.
const PATIENCE_MS = 5 * 60_000;

export const run = operation({
	read: (context, itemIndex) => ({ storeId: storeIdParameter(context, itemIndex) }),
	async run(context, database, { request, itemIndexes }) {
		const cin7 = await cin7Of(context, database, PATIENCE_MS);
		const rows = [];
		const problems = [];
		for (const store of await storesFor(context, database, request.storeId, { tenantKey: cin7.tenantKey })) {
			const result = await mapCatalog({ cin7, database, clock, owner: newRun() }, { store, preview: true });
			rows.push(...mappingItems(store, result));
			problems.push(...result.problems);
		}
		return { processed: itemsOf(rows, itemIndexes), attention: itemsOf(attentionItems(problems, problems.length), itemIndexes) };
	},
});
