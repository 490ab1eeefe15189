import { connectStore } from '../../../src/processes/storeSetUp';
import { itemsOf } from '../../../src/n8n/itemGroups';
import { operation } from '../../../src/n8n/runOperation';
import { amazonCredential, amazonOf, AMAZON_CREDENTIAL, cin7Of, clock } from '../../../src/n8n/services';
import { setUpItem } from '../../../src/n8n/setUpItem';
import { readSettings } from './readSettings';

const PATIENCE_MS = 5 * 60_000;

export const run = operation({
	read: (context, itemIndex) => ({ marketplaceId: String(context.getNodeParameter('marketplaceId', itemIndex)), settings: readSettings(context, itemIndex) }),
	async run(context, database, { request, itemIndexes }) {
		const amazon = await amazonOf(context, database, PATIENCE_MS);
		const cin7 = await cin7Of(context, database, PATIENCE_MS);
		const { merchantToken } = amazonCredential(await context.getCredentials(AMAZON_CREDENTIAL));
		const now = new Date(clock.now()).toISOString();
		const result = await connectStore({ amazon, cin7, database, now }, { ...request, merchantToken });
		return { processed: itemsOf([setUpItem(result)], itemIndexes) };
	},
});
