import type { SaleSummary } from '../../src/domain/accounting/sale';
import { clientFor, failureOf, json, refused, startScriptedCin7, type ScriptedCin7 } from './scriptedCin7';

let cin7: ScriptedCin7;
beforeEach(async () => { cin7 = await startScriptedCin7(); });
afterEach(async () => { await cin7.close(); });

async function changedSince(instant: string): Promise<SaleSummary[]> {
	const found: SaleSummary[] = [];
	for await (const sale of clientFor(cin7.url).client.salesUpdatedSince(instant)) found.push(sale);
	return found;
}

const row = (index: number, fields: object = {}): object => ({ SaleID: `s${index}`, OrderNumber: `SO-${index}`, Status: 'ORDERED', ExternalID: null, CombinedInvoiceStatus: 'NOT INVOICED', CombinedShippingStatus: 'NOT SHIPPED', ...fields });

describe('sales that changed since an instant', () => {
	it('tell how far invoice and shipment are, in words that may be new', async () => {
		cin7.route('GET /saleList', () => json({ SaleList: [row(1, { ExternalID: 'order-1', CombinedInvoiceStatus: 'INVOICED / CREDITED', CombinedShippingStatus: 'SHIPPED' }), row(2, { CombinedInvoiceStatus: null, CombinedShippingStatus: '' })] }));
		await expect(changedSince('2026-11-02T10:00:00Z')).resolves.toEqual([
			{ saleId: 's1', orderNumber: 'SO-1', status: 'ORDERED', externalId: 'order-1', invoiceStatus: 'INVOICED / CREDITED', shippingStatus: 'SHIPPED' },
			{ saleId: 's2', orderNumber: 'SO-2', status: 'ORDERED' },
		]);
	});

	it.each([['2026-11-02T10:00:00Z', '2026-11-02T10:00:00.000'], ['2026-11-02T10:00:00.125+02:00', '2026-11-02T08:00:00.125']])('%s is asked for in UTC and without a zone', async (instant, sent) => {
		cin7.route('GET /saleList', () => json({ SaleList: [] }));
		await expect(changedSince(instant)).resolves.toEqual([]);
		expect(cin7.calls.map(({ query }) => query)).toEqual([{ Page: '1', Limit: '1000', UpdatedSince: sent }]);
	});

	it('come 1,000 a call, and no further page is read than is asked for', async () => {
		const rows = Array.from({ length: 2300 }, (_, index) => row(index));
		cin7.route('GET /saleList', ({ query }) => json({ SaleList: rows.slice((Number(query.Page) - 1) * 1000, Number(query.Page) * 1000) }));
		expect(await changedSince('2026-11-02T10:00:00Z')).toHaveLength(2300);
		expect(cin7.calls).toHaveLength(3);
		for await (const sale of clientFor(cin7.url).client.salesUpdatedSince('2026-11-02T10:00:00Z')) if (sale.saleId === 's0') break;
		expect(cin7.calls).toHaveLength(4);
	});

	it('say what was being done when it fails', async () => {
		cin7.script(refused(403, 'Incorrect credentials!'));
		expect(await failureOf(changedSince('2026-11-02T10:00:00Z'))).toMatchObject({ kind: 'unauthorized', operation: 'GET /saleList' });
		cin7.script(refused(400, 'UpdatedSince is no date'));
		expect((await failureOf(changedSince('2026-11-02T10:00:00Z'))).message).toContain('reading the sales that changed');
	});
});
