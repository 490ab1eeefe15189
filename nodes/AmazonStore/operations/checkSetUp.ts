import type { INodeProperties } from 'n8n-workflow';
import { checkStore } from '../../../src/processes/storeSetUp';
import { itemsOf } from '../../../src/n8n/itemGroups';
import { operation } from '../../../src/n8n/runOperation';
import { amazonOf, cin7Of } from '../../../src/n8n/services';
import { checkItems } from '../../../src/n8n/setUpItem';
import { storeIdParameter, storeParameter, storesFor } from '../../../src/n8n/stores';

export const description: INodeProperties[] = [storeParameter({ all: true, show: { operation: ['checkSetUp'] } })];

const PATIENCE_MS = 5 * 60_000;

export const run = operation({
	read: (context, itemIndex) => ({ storeId: storeIdParameter(context, itemIndex) }),
	async run(context, database, { request, itemIndexes }) {
		const amazon = await amazonOf(context, database, PATIENCE_MS);
		const cin7 = await cin7Of(context, database, PATIENCE_MS);
		const stores = await storesFor(context, database, request.storeId, { accountKey: amazon.accountKey });
		const services = { amazon, cin7, database };
		const results = [];
		for (const store of stores) results.push(await checkStore(services, store));
		return { processed: itemsOf(results.flatMap(checkItems), itemIndexes) };
	},
});
