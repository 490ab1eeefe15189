import { ORDER_ID, SALE_ID } from './saleExamples';
import { clientFor, failureOf, json, refused, startScriptedCin7, type Received, type Scripted, type ScriptedCin7 } from './scriptedCin7';

let cin7: ScriptedCin7;
beforeEach(async () => { cin7 = await startScriptedCin7(); });
afterEach(async () => { await cin7.close(); });

const product = (index: number, fields: object = {}): object => ({ ID: `id-${index}`, SKU: `SKU-${index}`, Name: `Product ${index}`, Status: 'Active', Type: 'Stock', ...fields });
const customer = (name: string, fields: object = {}): object => ({ ID: `id-${name}`, Name: name, Status: 'Active', Currency: 'USD', PaymentTerm: '30 days', AccountReceivable: '610', RevenueAccount: '200', TaxRule: 'Tax on Sales', Addresses: [], ...fields });
const saleRow = (id: string, externalId: string | null, status = 'ORDERED'): object => ({ SaleID: id, OrderNumber: 'SO-00001', Status: status, ExternalID: externalId });

/** Answers a list by its Page and Limit. */
const paged = (key: string, rows: readonly object[], envelope: object = {}) => ({ query }: Received): Scripted => {
	const [number, limit] = [Number(query.Page), Number(query.Limit)];
	return json({ ...envelope, Page: number, [key]: rows.slice((number - 1) * limit, number * limit) });
};

async function collect<T>(rows: AsyncIterable<T>): Promise<T[]> {
	const found: T[] = [];
	for await (const row of rows) found.push(row);
	return found;
}

describe('lists', () => {
	const products = (count: number): object[] => Array.from({ length: count }, (_, index) => product(index));

	it.each([[0, 1], [1, 1], [999, 1], [1000, 2], [2500, 3]])('%i rows take %i calls of 1,000 rows', async (count, calls) => {
		cin7.route('GET /product', paged('Products', products(count)));
		expect(await collect(clientFor(cin7.url).client.products())).toHaveLength(count);
		expect(cin7.calls.map(({ query }) => [query.Page, query.Limit])).toEqual(Array.from({ length: calls }, (_, index) => [String(index + 1), '1000']));
	});

	it('end with a short page, whatever Total says', async () => {
		cin7.route('GET /product', paged('Products', products(1200), { Total: 9000 }));
		expect(await collect(clientFor(cin7.url).client.products())).toHaveLength(1200);
		expect(cin7.calls).toHaveLength(2);
	});

	it('end when a list pays no heed to pages', async () => {
		cin7.route('GET /product', () => json({ Products: products(1000) }));
		expect(await collect(clientFor(cin7.url).client.products())).toHaveLength(1000);
		cin7.route('GET /product', () => json({ Products: products(1500) }));
		expect(await collect(clientFor(cin7.url).client.products())).toHaveLength(1500);
		expect(cin7.calls).toHaveLength(3);
	});

	it('are empty when their key is null, and unreadable when it is not there', async () => {
		cin7.route('GET /product', () => json({ Total: 0, Products: null }));
		expect(await collect(clientFor(cin7.url).client.products())).toEqual([]);
		cin7.route('GET /product', () => json({ Total: 0, ProductList: [] }));
		expect(await failureOf(collect(clientFor(cin7.url).client.products()))).toMatchObject({ kind: 'unreadable' });
	});

	it('name the field that is missing in a row', async () => {
		cin7.route('GET /product', () => json({ Products: [product(1), { Name: 'no id' }] }));
		expect((await failureOf(collect(clientFor(cin7.url).client.products()))).message).toContain('Products.ID');
	});
});

describe('products', () => {
	it('are listed when they are active, in whatever case that is written', async () => {
		cin7.route('GET /product', () => json({ Products: [product(1), product(2, { Status: 'ACTIVE' }), product(3, { Status: 'Deprecated' }), product(4, { Status: 'Setup required' }), product(5, { Status: null })] }));
		expect((await collect(clientFor(cin7.url).client.products())).map(({ id }) => id)).toEqual(['id-1', 'id-2']);
	});

	it('are found by exactly their SKU, not by its beginning', async () => {
		cin7.route('GET /product', () => json({ Products: [product(1, { SKU: 'MUG-01-RED' }), product(2, { SKU: 'mug-01' }), product(3, { SKU: 'BIG-MUG-01' })] }));
		await expect(clientFor(cin7.url).client.productBySku('MUG-01')).resolves.toEqual({ id: 'id-2', sku: 'mug-01', name: 'Product 2', active: true, type: 'Stock' });
		await expect(clientFor(cin7.url).client.productBySku('MUG')).resolves.toBeUndefined();
		expect(cin7.calls[0]?.query).toEqual({ Page: '1', Limit: '1000', Sku: 'MUG-01', IncludeDeprecated: 'true' });
	});

	it('are found on a later page, and no further page is read then', async () => {
		cin7.route('GET /product', paged('Products', Array.from({ length: 2500 }, (_, index) => product(index))));
		await expect(clientFor(cin7.url).client.productBySku('SKU-1003')).resolves.toMatchObject({ id: 'id-1003' });
		expect(cin7.calls).toHaveLength(2);
	});

	it('are searched by SKU and by name, each shown once', async () => {
		cin7.route('GET /product', ({ query }) => json({ Products: query.Sku ? [product(1), product(2)] : [product(2), product(3)] }));
		const found = await clientFor(cin7.url).client.searchProducts(' mug ', 1);
		expect(found).toEqual({ rows: expect.any(Array) as unknown });
		expect(found.rows.map(({ id }) => id)).toEqual(['id-1', 'id-2', 'id-3']);
		expect(cin7.calls.map(({ query }) => [query.Sku, query.Name])).toEqual([['mug', undefined], [undefined, 'mug']]);
	});

	it('are searched page by page', async () => {
		cin7.route('GET /product', paged('Products', Array.from({ length: 150 }, (_, index) => product(index))));
		const { client } = clientFor(cin7.url);
		await expect(client.searchProducts('', 1)).resolves.toMatchObject({ nextPage: 2 });
		const last = await client.searchProducts('', 2);
		expect([last.rows.length, last.nextPage]).toEqual([50, undefined]);
		expect(cin7.calls).toHaveLength(2);
	});
});

describe('products as the catalog sees them', () => {
	const read = async (fields: object) => {
		cin7.route('GET /product', () => json({ Products: [product(1, { SKU: 'MUG-01', ...fields })] }));
		return await clientFor(cin7.url).client.knownProductBySku('MUG-01');
	};
	const bill = { BillOfMaterial: true, AutoAssembly: false, BOMType: 'Assembly', InventoryAccount: '630' };

	it('S68: tell their sale tax rule where they have one', async () => {
		await expect(read({ SaleTaxRule: '20% (VAT on Income)' })).resolves.toMatchObject({ saleTaxRule: '20% (VAT on Income)' });
		for (const SaleTaxRule of [null, '', ' ', undefined]) expect(await read({ SaleTaxRule })).not.toHaveProperty('saleTaxRule');
	});

	it.each<[string, object]>([['as documented', {}], ['in another case', { BOMType: 'ASSEMBLY' }], ['with words for booleans', { BillOfMaterial: 'True', AutoAssembly: 'False' }], ['without a type', { BOMType: undefined }], ['with a blank type', { BOMType: '' }]])('S38: are assembled from a bill of materials, %s', async (_form, fields) => {
		expect((await read({ ...bill, ...fields }))?.assembly).toEqual({ inventoryAccount: '630' });
	});

	it('S38: are assembled without an account of their own too', async () => {
		expect((await read({ ...bill, InventoryAccount: null }))?.assembly).toEqual({});
	});

	it.each<[string, object]>([['have no bill of materials', { BillOfMaterial: false }], ['are kits, which Cin7 Core assembles itself', { AutoAssembly: true }], ['are produced', { BOMType: 'Production' }], ['are made to order', { BOMType: 'Make to Order' }], ['have none of the types', { BOMType: 'None' }], ['tell nothing of it', { BillOfMaterial: null }]])('S38: are not assembled when they %s', async (_why, fields) => {
		expect(await read({ ...bill, ...fields })).not.toHaveProperty('assembly');
	});
});

describe('customers', () => {
	it('are found by exactly their name, without regard to case, deprecated ones too', async () => {
		cin7.route('GET /customer', () => json({ CustomerList: [customer('Jane Roe Trading'), customer('JANE ROE', { Status: 'Deprecated' })] }));
		await expect(clientFor(cin7.url).client.customerByName('Jane Roe ')).resolves.toMatchObject({ name: 'JANE ROE', active: false });
		expect(cin7.calls[0]?.query).toEqual({ Page: '1', Limit: '1000', Name: 'Jane Roe', IncludeDeprecated: 'true' });
		await expect(clientFor(cin7.url).client.customerByName('Jane')).resolves.toBeUndefined();
	});

	it('are found by exactly their id', async () => {
		cin7.route('GET /customer', () => json({ CustomerList: [customer('A'), customer('B')] }));
		await expect(clientFor(cin7.url).client.customerById('ID-b')).resolves.toMatchObject({ name: 'B' });
		await expect(clientFor(cin7.url).client.customerById('id-c')).resolves.toBeUndefined();
	});

	it('have their addresses, with nothing in place of what is null', async () => {
		const addresses = [{ Line1: '12 Harbor Street', Line2: null, City: '', State: 'ME', Postcode: 4101, Country: 'USA', Type: 'Billing', DefaultForType: 'true' }];
		cin7.route('GET /customer', () => json({ CustomerList: [customer('A', { Addresses: addresses, AccountReceivable: 610 })] }));
		await expect(clientFor(cin7.url).client.customerById('id-A')).resolves.toEqual({
			id: 'id-A', name: 'A', active: true, currency: 'USD', paymentTerm: '30 days', accountReceivable: '610', revenueAccount: '200', taxRule: 'Tax on Sales',
			addresses: [{ line1: '12 Harbor Street', state: 'ME', postcode: '4101', country: 'USA', type: 'Billing', isDefault: true }],
		});
	});

	it('are searched by the beginning of the name, page by page', async () => {
		cin7.route('GET /customer', paged('CustomerList', Array.from({ length: 101 }, (_, index) => customer(`Roe ${index}`))));
		const { client } = clientFor(cin7.url);
		await expect(client.searchCustomers('Roe', 1)).resolves.toMatchObject({ nextPage: 2 });
		expect((await client.searchCustomers('Roe', 2)).rows).toHaveLength(1);
		expect(cin7.calls[0]?.query).toEqual({ Page: '1', Limit: '100', Name: 'Roe' });
	});
});

describe('sales', () => {
	const invoice = (taskId: string, fields: object = {}): object => ({ TaskID: taskId, InvoiceNumber: 'INV-00001', Status: 'AUTHORISED', Total: 68.55, Payments: [{ ID: 'p1', Reference: ORDER_ID, Amount: 68.55 }], Lines: [], AdditionalCharges: [], ...fields });
	const sale = (fields: object = {}): object => ({
		ID: SALE_ID, Status: 'ORDERED', ExternalID: ORDER_ID, CustomerReference: ORDER_ID, CustomerID: 'c1', TaxCalculation: 'Exclusive',
		Order: { SaleOrderNumber: 'SO-00001', Status: 'AUTHORISED' },
		Fulfilments: [{ Pick: { Status: 'DRAFT' }, Pack: { Status: 'NOT AVAILABLE' }, Ship: null }],
		CombinedPickingStatus: 'PICKING', CombinedPackingStatus: 'NOT PACKED', CombinedShippingStatus: 'NOT SHIPPED',
		Invoices: [], ...fields,
	});
	const read = async (fields: object) => {
		cin7.route('GET /sale', () => json(sale(fields)));
		return await clientFor(cin7.url).client.sale(SALE_ID);
	};

	it('S163: tell order, pick, pack, ship, invoice and payment', async () => {
		await expect(read({ Invoices: [invoice('t1')] })).resolves.toEqual({
			saleId: SALE_ID, status: 'ORDERED', externalId: ORDER_ID, customerReference: ORDER_ID, customerId: 'c1',
			orderNumber: 'SO-00001', orderStatus: 'AUTHORISED', pickStatus: 'DRAFT', packStatus: 'NOT AVAILABLE', shipStatus: 'NOT SHIPPED',
			invoices: [{ taskId: 't1', invoiceNumber: 'INV-00001', status: 'AUTHORISED', total: '68.55', payments: [{ id: 'p1', reference: ORDER_ID, amount: '68.55' }] }],
			creditNotes: [],
		});
		expect(cin7.calls[0]?.query).toEqual({ ID: SALE_ID, HideInventoryMovements: 'true' });
	});

	it('leave voided invoices out: they stay in the list', async () => {
		const found = await read({ Invoices: [invoice('t1', { Status: 'VOIDED' }), invoice('t2'), invoice('t3', { Status: 'Voided' })] });
		expect(found?.invoices.map(({ taskId }) => taskId)).toEqual(['t2']);
	});

	it('tell the stages of all fulfillments together when there are several', async () => {
		const stage = { Pick: { Status: 'AUTHORISED' }, Pack: null, Ship: null };
		await expect(read({ Fulfilments: [stage, stage] })).resolves.toMatchObject({ pickStatus: 'PICKING', packStatus: 'NOT PACKED' });
	});

	it('take numbers as text, and rows where the total is not given', async () => {
		const rows = { Total: null, Lines: [{ Total: '59.9799', Tax: 4.8 }], AdditionalCharges: [{ Total: 4.99, Tax: '0.4000' }] };
		const exclusive = await read({ Invoices: [invoice('t1', { Total: '68.5500', Payments: null }), invoice('t2', rows)] });
		expect(exclusive?.invoices.map(({ total }) => total)).toEqual(['68.55', '70.1699']);
		const inclusive = await read({ TaxCalculation: 'Inclusive', Invoices: [invoice('t2', rows)] });
		expect(inclusive?.invoices.map(({ total }) => total)).toEqual(['64.9699']);
	});

	it('are read when nothing but the header is there yet', async () => {
		await expect(read({ Order: null, Fulfilments: null, Invoices: null, ExternalID: '', CombinedPickingStatus: null, CombinedPackingStatus: null, CombinedShippingStatus: null })).resolves.toEqual({
			saleId: SALE_ID, status: 'ORDERED', customerReference: ORDER_ID, customerId: 'c1', invoices: [], creditNotes: [],
		});
	});

	it.each(['Simple Sale', 'Advanced Sale', 'Something New'])('tell their type, %s', async (type) => {
		await expect(read({ Type: type })).resolves.toMatchObject({ type });
	});

	const creditNote = (taskId: string, fields: object = {}): object => ({
		TaskID: taskId, CreditNoteInvoiceNumber: 'INV-00001', CreditNoteNumber: `CR-${taskId}`, Status: 'AUTHORISED', Memo: `Amazon refund ${taskId}`, Total: 10.5, Refunds: [], Lines: [], AdditionalCharges: [], ...fields,
	});

	it('S171: tell their credit notes with memo, total and what was refunded', async () => {
		const found = await read({ CreditNotes: [creditNote('n1', { Refunds: [{ ID: 'p9', Reference: ORDER_ID, Amount: '10.5000' }] }), creditNote('n2', { Memo: '', CreditNoteNumber: '', Status: 'DRAFT', Refunds: null })] });
		expect(found?.creditNotes).toEqual([
			{ taskId: 'n1', creditNoteNumber: 'CR-n1', status: 'AUTHORISED', memo: 'Amazon refund n1', total: '10.5', payments: [{ id: 'p9', reference: ORDER_ID, amount: '10.5' }] },
			{ taskId: 'n2', status: 'DRAFT', total: '10.5', payments: [] },
		]);
		expect(cin7.calls).toHaveLength(1);
	});

	it('leave voided credit notes out, and the empty place for one', async () => {
		const found = await read({ CreditNotes: [
			creditNote('voided', { Status: 'Voided' }), creditNote('place', { Status: 'NOT AVAILABLE', CreditNoteNumber: null }), creditNote('numbered', { Status: 'NOT AVAILABLE' }), creditNote('draft', { Status: 'DRAFT', CreditNoteNumber: null }),
		] });
		expect(found?.creditNotes.map(({ taskId }) => taskId)).toEqual(['numbered', 'draft']);
	});

	it('add a credit note up from its rows where the total is not given, and count refunds once', async () => {
		const rows = { Total: null, Lines: [{ Total: '8.0000', Tax: 1.6 }], AdditionalCharges: [{ Total: 2.5, Tax: '0.5' }] };
		const refund = { ID: 'p9', Amount: 3 };
		const exclusive = await read({ CreditNotes: [creditNote('n1', { ...rows, Refunds: [refund], Payments: [refund] })] });
		expect(exclusive?.creditNotes).toMatchObject([{ total: '12.6', payments: [{ id: 'p9', amount: '3' }] }]);
		expect(exclusive?.creditNotes[0]?.payments).toHaveLength(1);
		const inclusive = await read({ TaxCalculation: 'Inclusive', CreditNotes: [creditNote('n1', { ...rows, Refunds: null, Payments: [refund] })] });
		expect(inclusive?.creditNotes).toMatchObject([{ total: '10.5', payments: [{ amount: '3' }] }]);
	});

	it.each([refused(404, 'Sale not found'), refused(400, 'Sale with specified ID not found')])('are undefined when Cin7 Core knows no such id', async (answer) => {
		cin7.script(answer);
		await expect(clientFor(cin7.url).client.sale(SALE_ID)).resolves.toBeUndefined();
	});

	it.each([refused(400, 'ID is not a GUID'), refused(403, 'not found'), refused(500, 'not found')])('are not taken for missing because of another failure', async (answer) => {
		cin7.script(answer, answer, answer, answer, answer);
		await failureOf(clientFor(cin7.url).client.sale(SALE_ID));
	});

	it('a page that does not exist is no missing sale', async () => {
		cin7.script(...Array.from({ length: 5 }, () => ({ status: 404, text: '<html></html>' })));
		expect(await failureOf(clientFor(cin7.url).client.sale(SALE_ID))).toMatchObject({ kind: 'unreadable' });
	});

	it('S164: are found by exactly their ExternalID, voided ones too', async () => {
		cin7.route('GET /saleList', () => json({ Total: 4, Page: 1, SaleList: [saleRow('s1', ORDER_ID, 'VOIDED'), saleRow('s2', `${ORDER_ID}-1`), saleRow('s3', null), saleRow('s4', ORDER_ID)] }));
		await expect(clientFor(cin7.url).client.salesByExternalId(ORDER_ID)).resolves.toEqual([
			{ saleId: 's1', orderNumber: 'SO-00001', status: 'VOIDED', externalId: ORDER_ID },
			{ saleId: 's4', orderNumber: 'SO-00001', status: 'ORDERED', externalId: ORDER_ID },
		]);
		expect(cin7.calls.map(({ query }) => query)).toEqual([{ Page: '1', Limit: '1000', ExternalID: ORDER_ID }]);
	});
});
