import type { INodeProperties } from 'n8n-workflow';
import { linkProducts } from '../../../src/processes/linkProducts';
import { itemsOf } from '../../../src/n8n/itemGroups';
import { operation } from '../../../src/n8n/runOperation';
import { cin7Of, clock } from '../../../src/n8n/services';
import { storeIdParameter, storeParameter, storesFor } from '../../../src/n8n/stores';

const show = { operation: ['linkProducts'] };

export const description: INodeProperties[] = [
	storeParameter({ all: true, show }),
	{
		displayName: 'Links',
		name: 'links',
		type: 'string',
		typeOptions: { rows: 8 },
		default: '',
		placeholder: 'e.g. AMZ-MUG-SLATE => MUG-SLATE',
		description: 'One link a line: Amazon seller SKU and Cin7 Core product SKU, separated by a tab (as pasted from a spreadsheet), a semicolon or " => ". A line with one SKU links equal SKUs.',
		displayOptions: { show },
	},
];

const PATIENCE_MS = 10 * 60_000;

export const run = operation({
	read: (context, itemIndex) => ({ storeId: storeIdParameter(context, itemIndex), text: String(context.getNodeParameter('links', itemIndex)) }),
	async run(context, database, { request, itemIndexes }) {
		const cin7 = await cin7Of(context, database, PATIENCE_MS);
		const rows = [];
		for (const { storeId } of await storesFor(context, database, request.storeId, { tenantKey: cin7.tenantKey })) {
			const report = await linkProducts({ cin7, links: database.links, now: new Date(clock.now()).toISOString() }, storeId, request.text);
			rows.push({ storeId, linked: report.linked.length, refused: report.refused.map((line) => ({ ...line })), links: report.linked.map(({ sellerSku, productSku, productName }) => ({ sellerSku, productSku, productName })) });
		}
		return { processed: itemsOf(rows, itemIndexes) };
	},
});
