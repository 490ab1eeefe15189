import type { INodeProperties } from 'n8n-workflow';
import { operation } from '../../../src/n8n/runOperation';
import { storeIdParameter, storeParameter, storesFor } from '../../../src/n8n/stores';
import { exportLinks } from '../../../src/processes/catalog/manageLinks';

const show = { operation: ['exportLinks'] };

export const description: INodeProperties[] = [
	storeParameter({ all: true, show }),
	{ displayName: 'Put Output File in Field', name: 'binaryPropertyName', type: 'string', default: 'data', required: true, hint: 'The name of the output binary field to put the file in', displayOptions: { show } },
];

/** P58: one CSV file for each store; without links the file has its header alone. The byte order mark lets spreadsheets read umlauts. */
export const run = operation({
	read: (context, itemIndex) => ({ storeId: storeIdParameter(context, itemIndex), field: String(context.getNodeParameter('binaryPropertyName', itemIndex, 'data')) }),
	async run(context, database, { request, itemIndexes }) {
		const processed = [];
		for (const { storeId, settings } of await storesFor(context, database, request.storeId, {})) {
			const { text, links } = await exportLinks(database, storeId);
			const binary = { [request.field]: await context.helpers.prepareBinaryData(Buffer.from(`\uFEFF${text}`, 'utf8'), `amazon-links-${storeId}.csv`, 'text/csv') };
			processed.push({ json: { storeId, storeName: settings.storeName, links }, binary, pairedItem: itemIndexes.map((item) => ({ item })) });
		}
		return { processed };
	},
});
