import { assembly, ORDER_ID, PRODUCT_ID } from './saleExamples';
import { clientFor, failureOf, json, refused, startScriptedCin7, type ScriptedCin7 } from './scriptedCin7';

let cin7: ScriptedCin7;
beforeEach(async () => { cin7 = await startScriptedCin7(); });
afterEach(async () => { await cin7.close(); });

describe('available units', () => {
	const row = (available: number | string, fields: object = {}): object => ({ ID: PRODUCT_ID, SKU: 'MUG-01', Location: 'Main Warehouse', Bin: null, Batch: null, OnHand: 9, Allocated: 0, Available: available, OnOrder: 500, StockOnHand: 2485, InTransit: 70, ...fields });
	const read = async (...rows: object[]): Promise<string> => {
		cin7.route('GET /ref/productavailability', () => json({ Total: rows.length, Page: 1, ProductAvailabilityList: rows }));
		return await clientFor(cin7.url).client.available('MUG-01', 'Main Warehouse');
	};

	it('S42: are those of the location with all its bins and batches, without what is on order', async () => {
		await expect(read(row(3), row('2.5000', { Bin: 'A1' }), row(4, { Bin: 'A1', Batch: 'B-7' }))).resolves.toBe('9.5');
		expect(cin7.calls.map(({ query }) => query)).toEqual([{ Page: '1', Limit: '1000', Sku: 'MUG-01', Location: 'Main Warehouse' }]);
	});

	it('S42: are not those of another location, whatever the filter lets through', async () => {
		await expect(read(row(3), row(100, { Location: 'Main Warehouse 2' }), row(100, { Location: 'Shop' }), row(100, { Location: null }), row(1, { Location: 'MAIN WAREHOUSE' }))).resolves.toBe('4');
	});

	it('are not those of a product whose SKU only begins alike', async () => {
		await expect(read(row(100, { SKU: 'MUG-01-RED' }), row(2, { SKU: 'mug-01' }), row(100, { SKU: 'BIG-MUG-01' }))).resolves.toBe('2');
	});

	it('may be negative, and are none where no row tells of them', async () => {
		await expect(read(row(-3), row(1, { Bin: 'A1' }))).resolves.toBe('-2');
		await expect(read()).resolves.toBe('0');
	});

	it('are read to the last page, also where rows differ in their batch only', async () => {
		const rows = Array.from({ length: 2500 }, (_, index) => row(1, { Batch: `SN-${index}` }));
		cin7.route('GET /ref/productavailability', ({ query }) => json({ ProductAvailabilityList: rows.slice((Number(query.Page) - 1) * 1000, Number(query.Page) * 1000) }));
		await expect(clientFor(cin7.url).client.available('MUG-01', 'Main Warehouse')).resolves.toBe('2500');
		expect(cin7.calls).toHaveLength(3);
	});
});

const task = (fields: object = {}): object => ({ TaskID: 'fg-1', AssemblyNumber: 'FG-00016', Status: 'COMPLETED', ProductID: PRODUCT_ID, Quantity: 2, Notes: assembly.notes, Errors: [], ...fields });
const snapshot = { taskId: 'fg-1', status: 'COMPLETED', productId: PRODUCT_ID, quantity: '2', notes: assembly.notes, errors: [] };

describe('an assembly', () => {
	it('S38: is made and completed in one call, on the day of the order', async () => {
		cin7.script(json(task()));
		await expect(clientFor(cin7.url).client.assemble(assembly)).resolves.toEqual(snapshot);
		expect(cin7.calls).toHaveLength(1);
		expect(cin7.calls[0]).toMatchObject({ method: 'POST', path: '/finishedGoods', query: {} });
		expect(cin7.calls[0]?.body).toEqual({
			Status: 'COMPLETED', ProductID: PRODUCT_ID, Location: 'Main Warehouse', WIPAccount: '715', WIPDate: '2026-11-02T00:00:00',
			Account: '630', Quantity: 2, CompletionDate: '2026-11-02T00:00:00', Notes: `${ORDER_ID} MUG-01`,
		});
	});

	it('tells what Cin7 Core could not do, in its own words, components and all', async () => {
		cin7.script(json(task({ Status: 'AUTHORISED', Notes: null, Errors: [{ ErrorCode: 400, Exception: 'Not enough \'ENAMEL-01\'\r\n at Main Warehouse' }, 'Pick is not authorised', { Exception: '' }] })));
		await expect(clientFor(cin7.url).client.assemble(assembly)).resolves.toEqual({ ...snapshot, status: 'AUTHORISED', notes: '', errors: ['Not enough \'ENAMEL-01\' at Main Warehouse', 'Pick is not authorised'] });
	});

	it('has no errors where the list is null', async () => {
		cin7.script(json(task({ Errors: null })));
		await expect(clientFor(cin7.url).client.assemble(assembly)).resolves.toEqual(snapshot);
	});

	it('N47: is never repeated after a doubt', async () => {
		cin7.script('drop', json(task()));
		expect(await failureOf(clientFor(cin7.url).client.assemble(assembly))).toMatchObject({ ambiguous: true, operation: 'POST /finishedGoods' });
		expect(cin7.calls).toHaveLength(1);
	});

	it('that is refused is certainly not there', async () => {
		cin7.script(refused(400, 'Account \'630\' was not found'));
		expect(await failureOf(clientFor(cin7.url).client.assemble(assembly))).toMatchObject({ kind: 'rejected', ambiguous: false, serviceMessage: 'Account \'630\' was not found' });
	});

	it('N47: is found again by exactly its notes, unless it is voided', async () => {
		const rows = [task({ TaskID: 'longer', Notes: `${assembly.notes}-RED` }), task({ TaskID: 'voided', Status: 'Voided' }), task({ TaskID: 'bare', Notes: null }), task({ Errors: undefined }), task({ TaskID: 'draft', Status: 'DRAFT', Notes: ` ${assembly.notes} ` })];
		cin7.route('GET /finishedGoodsList', () => json({ Total: rows.length, Page: 1, FinishedGoods: rows }));
		const found = await clientFor(cin7.url).client.assembliesByNotes(assembly.notes);
		expect(found[0]).toEqual(snapshot);
		expect(found.map(({ taskId, status }) => [taskId, status])).toEqual([['fg-1', 'COMPLETED'], ['draft', 'DRAFT']]);
		expect(cin7.calls.map(({ query }) => query)).toEqual([{ Page: '1', Limit: '1000', Search: assembly.notes }]);
	});

	it('is found on a later page', async () => {
		const rows = [...Array.from({ length: 1000 }, (_, index) => task({ TaskID: `other-${index}`, Notes: `${assembly.notes} ${index}` })), task()];
		cin7.route('GET /finishedGoodsList', ({ query }) => json({ FinishedGoods: rows.slice((Number(query.Page) - 1) * 1000, Number(query.Page) * 1000) }));
		await expect(clientFor(cin7.url).client.assembliesByNotes(assembly.notes)).resolves.toEqual([snapshot]);
	});
});
