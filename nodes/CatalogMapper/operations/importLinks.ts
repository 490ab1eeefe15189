import type { INodeProperties } from 'n8n-workflow';
import { itemsOf } from '../../../src/n8n/itemGroups';
import { operation } from '../../../src/n8n/runOperation';
import { cin7Of, clock } from '../../../src/n8n/services';
import { storeIdParameter, storeParameter, storesFor } from '../../../src/n8n/stores';
import { importLinks } from '../../../src/processes/catalog/manageLinks';

const show = { operation: ['importLinks'] };

export const description: INodeProperties[] = [
	storeParameter({ all: true, show }),
	{
		displayName: 'From',
		name: 'from',
		type: 'options',
		default: 'text',
		options: [
			{ name: 'File', value: 'file', description: 'A CSV file, such as Export Links gives' },
			{ name: 'List', value: 'text', description: 'Pasted from a spreadsheet' },
		],
		displayOptions: { show },
	},
	{
		displayName: 'Links',
		name: 'links',
		type: 'string',
		typeOptions: { rows: 8 },
		default: '',
		placeholder: 'e.g. AMZ-MUG-SLATE => MUG-SLATE',
		description: 'One link a line: Amazon seller SKU and Cin7 Core product SKU, separated by a tab (as pasted from a spreadsheet), a semicolon or " => ". A line with one SKU links equal SKUs.',
		displayOptions: { show: { ...show, from: ['text'] } },
	},
	{ displayName: 'Input Binary Field', name: 'binaryPropertyName', type: 'string', default: 'data', required: true, hint: 'The name of the input binary field containing the file', displayOptions: { show: { ...show, from: ['file'] } } },
];

const PATIENCE_MS = 10 * 60_000;

interface Request {
	readonly storeId: string;
	readonly text?: string;
	/** Field of the item's file; each item has its own. */
	readonly file?: { readonly field: string; readonly itemIndex: number };
}

export const run = operation<Request>({
	read: (context, itemIndex) => ({
		storeId: storeIdParameter(context, itemIndex),
		...(context.getNodeParameter('from', itemIndex, 'text') === 'file'
			? { file: { field: String(context.getNodeParameter('binaryPropertyName', itemIndex, 'data')), itemIndex } }
			: { text: String(context.getNodeParameter('links', itemIndex, '')) }),
	}),
	async run(context, database, { request, itemIndexes }) {
		const { file } = request;
		const text = file ? (await context.helpers.getBinaryDataBuffer(file.itemIndex, file.field)).toString('utf8') : (request.text ?? '');
		const cin7 = await cin7Of(context, database, PATIENCE_MS);
		const rows = [];
		for (const { storeId } of await storesFor(context, database, request.storeId, { tenantKey: cin7.tenantKey })) {
			const report = await importLinks({ cin7, database, clock }, storeId, text);
			rows.push({ storeId, linked: report.linked.length, refused: report.refused.map((line) => ({ ...line })), links: report.linked.map(({ sellerSku, productSku, productName }) => ({ sellerSku, productSku, productName })) });
		}
		return { processed: itemsOf(rows, itemIndexes) };
	},
});
