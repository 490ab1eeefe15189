import type { IDataObject, INodeProperties } from 'n8n-workflow';
import { readLog, type LogEntry } from '../../../src/processes/orderViews';
import { itemsOf } from '../../../src/n8n/itemGroups';
import { operation } from '../../../src/n8n/runOperation';
import { orderItem } from '../../../src/n8n/saleItems';
import { cin7Of } from '../../../src/n8n/services';
import { storeIdParameter, storeParameter, storesFor } from '../../../src/n8n/stores';

const show = { operation: ['getLog'] };

export const description: INodeProperties[] = [
	storeParameter({ all: true, show }),
	{ displayName: 'Limit', name: 'logLimit', type: 'number', typeOptions: { minValue: 1 }, default: 50, description: 'Max number of results to return', displayOptions: { show } },
	{
		displayName: 'Ask Cin7 Core for the State',
		name: 'askState',
		type: 'boolean',
		default: false,
		description: 'Whether to read the present state of each sale (order, pick, pack, ship, invoice, payment); costs one call for each entry',
		displayOptions: { show },
	},
];

const PATIENCE_MS = 10 * 60_000;

export const run = operation({
	read: (context, itemIndex) => ({
		storeId: storeIdParameter(context, itemIndex),
		limit: context.getNodeParameter('logLimit', itemIndex, 50) as number,
		askState: context.getNodeParameter('askState', itemIndex, false) as boolean,
	}),
	async run(context, database, { request, itemIndexes }) {
		const cin7 = await cin7Of(context, database, PATIENCE_MS);
		const stores = await storesFor(context, database, request.storeId, { tenantKey: cin7.tenantKey });
		const entries: LogEntry[] = [];
		for (const { storeId } of stores) entries.push(...(await readLog(database, storeId, { limit: request.limit, ...(request.askState ? { cin7 } : {}) })));
		return { processed: itemsOf(entries.map(logItem), itemIndexes) };
	},
});

function logItem({ record, sale }: LogEntry): IDataObject {
	if (!sale) return orderItem(record);
	if (sale === 'gone') return { ...orderItem(record), sale: 'not found in Cin7 Core' };
	const [invoice] = sale.invoices;
	return {
		...orderItem(record),
		sale: sale.status,
		order: sale.orderStatus ?? null,
		pick: sale.pickStatus ?? null,
		pack: sale.packStatus ?? null,
		ship: sale.shipStatus ?? null,
		invoice: invoice?.status ?? null,
		invoiceNumber: invoice?.invoiceNumber ?? null,
		paid: (invoice?.payments.length ?? 0) > 0,
	};
}
