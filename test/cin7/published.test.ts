import { assemblyBody } from '../../src/cin7/wire/assembly';
import { customerBody } from '../../src/cin7/wire/customer';
import { familyBody, memberBody, pictureBody, productBody, productFieldsBody } from '../../src/cin7/wire/productBodies';
import { creditNoteBody, paymentBody, saleBody, saleInvoiceBody, saleOrderBody } from '../../src/cin7/wire/saleBodies';
import { describeWithCin7Contracts, publishedAnswers } from '../contracts/cin7Examples';
import { publishedRequest, undocumentedRequestKeys } from '../contracts/cin7RequestKeys';
import { newFamily, newProduct } from './productExamples';
import { assembly, creditNote, header, invoice, newCustomer, order, payment, PRODUCT_ID, SALE_ID } from './saleExamples';
import { clientFor, json, startScriptedCin7, type ScriptedCin7 } from './scriptedCin7';

describeWithCin7Contracts('the published answers, read by the client', () => {
	let cin7: ScriptedCin7;
	beforeEach(async () => { cin7 = await startScriptedCin7(); });
	afterEach(async () => { await cin7.close(); });

	/** Scripts the published answer of an operation, changed where the test's own document has to be recognized. */
	function publish(operation: string, change: (answer: Record<string, unknown>) => unknown = (answer) => answer): void {
		const [answer] = publishedAnswers(operation);
		cin7.route(operation, () => json(change(structuredClone(answer) as Record<string, unknown>)));
	}

	it('GET /sale', async () => {
		publish('GET /sale');
		await expect(clientFor(cin7.url).client.sale(SALE_ID)).resolves.toEqual({
			saleId: SALE_ID, status: 'ORDERED', type: 'Advanced Sale', customerId: '6c18f8e9-90e1-418f-aebc-1219e67e4b9c', orderNumber: 'SO-00001', orderStatus: 'AUTHORISED',
			pickStatus: 'DRAFT', packStatus: 'NOT AVAILABLE', shipStatus: 'NOT AVAILABLE',
			invoices: [{ taskId: 'b039f19e-66f8-4309-a4b1-abf928303c88', invoiceNumber: 'INV-00001', status: 'AUTHORISED', total: '358', payments: [] }],
			creditNotes: [{ taskId: '280fba91-281c-4416-ad43-674ae2d17355', creditNoteNumber: 'CR-00001', status: 'DRAFT', total: '358', payments: [{ id: '20d5ff25-afa2-cd74-96d7-c7f0dd1fa1c1', amount: '358' }] }],
		});
	});

	it('POST /sale', async () => {
		publish('POST /sale');
		await expect(clientFor(cin7.url).client.createSale(header)).resolves.toMatchObject({ saleId: SALE_ID, status: 'ORDERED' });
	});

	it('DELETE /sale', async () => {
		publish('DELETE /sale');
		await expect(clientFor(cin7.url).client.voidSale(SALE_ID)).resolves.toBeUndefined();
	});

	it('GET /saleList', async () => {
		publish('GET /saleList', (answer) => ({ ...answer, SaleList: (answer.SaleList as object[]).map((row) => ({ ...row, ExternalID: 'wanted' })) }));
		const sales = await clientFor(cin7.url).client.salesByExternalId('wanted');
		expect(sales).toHaveLength(2);
		expect(sales[0]).toEqual({ saleId: '6222cb47-0e1e-450d-af6d-0cefcee9eef7', orderNumber: 'SO-00092', status: expect.any(String) as string, externalId: 'wanted', invoiceStatus: 'INVOICED', shippingStatus: 'SHIPPING' });
	});

	it('DELETE /sale/creditnote, in whose form POST answers', async () => {
		// The printed examples of GET and POST are no JSON. This one shows a voided note, which is left out.
		const [answer] = publishedAnswers('DELETE /sale/creditnote') as [{ CreditNotes: object[] }];
		const [voided] = answer.CreditNotes;
		cin7.route('POST /sale/creditnote', () => json({ ...answer, CreditNotes: [voided, { ...voided, Status: 'AUTHORISED' }] }));
		await expect(clientFor(cin7.url).client.writeCreditNote({ ...creditNote, memo: '' })).resolves.toEqual({
			creditNotes: [{ taskId: '280fba91-281c-4416-ad43-674ae2d17355', creditNoteNumber: 'CR-00003', status: 'AUTHORISED', total: '0', payments: [] }],
		});
	});

	it('POST /sale/fulfilment and DELETE /sale/fulfilment', async () => {
		publish('POST /sale/fulfilment');
		publish('DELETE /sale/fulfilment');
		const { client } = clientFor(cin7.url);
		await expect(client.addFulfillment(SALE_ID)).resolves.toEqual({ taskIds: ['eaf93bc3-d900-4d7b-b4a4-895e0e806a58'] });
		await expect(client.voidFulfillment('eaf93bc3-d900-4d7b-b4a4-895e0e806a58')).resolves.toBeUndefined();
	});

	it('GET /ref/productavailability', async () => {
		publish('GET /ref/productavailability');
		await expect(clientFor(cin7.url).client.available('test product 1', 'Main Warehouse')).resolves.toBe('1');
	});

	it('POST /finishedGoods and GET /finishedGoodsList', async () => {
		publish('POST /finishedGoods');
		publish('GET /finishedGoodsList', (answer) => ({ ...answer, FinishedGoods: (answer.FinishedGoods as object[]).map((row) => ({ ...row, Notes: 'wanted' })) }));
		const { client } = clientFor(cin7.url);
		const bread = { productId: '524c20a3-a8ec-44f2-9685-311f1f7d1498', status: 'COMPLETED', quantity: '1', errors: [] };
		await expect(client.assemble(assembly)).resolves.toEqual({ taskId: 'f1671c8c-c7ef-4529-996e-6e229d268bdc', notes: '', ...bread });
		await expect(client.assembliesByNotes('wanted')).resolves.toEqual([{ taskId: 'c1819dba-772c-4689-8032-0ee7acb4bd66', notes: 'wanted', ...bread }]);
	});

	it('POST /sale/order', async () => {
		publish('POST /sale/order');
		await expect(clientFor(cin7.url).client.writeSaleOrder(order)).resolves.toEqual({ orderNumber: 'SO-00001', status: 'DRAFT' });
	});

	it('POST /sale/invoice', async () => {
		publish('POST /sale/invoice');
		await expect(clientFor(cin7.url).client.writeSaleInvoice(invoice)).resolves.toEqual({
			invoices: [{ taskId: 'b039f19e-66f8-4309-a4b1-abf928303c88', invoiceNumber: 'INV-00001', status: 'DRAFT', total: '358', payments: [] }],
		});
	});

	it('POST /sale/payment', async () => {
		publish('POST /sale/payment');
		await expect(clientFor(cin7.url).client.createPayment(payment)).resolves.toEqual({ id: '6d99006a-8965-4548-8743-0268b8130704' });
	});

	it('GET /customer', async () => {
		publish('GET /customer');
		const { client } = clientFor(cin7.url);
		await expect(client.customerByName('human test')).resolves.toMatchObject({ id: '0365e5bb-e5ea-4a45-b98b-fdc4466bdaf1', active: true, currency: 'AUD', accountReceivable: '610', addresses: [{ country: 'Uruguay', isDefault: true }] });
		await expect(client.customerById('861918cc-81f9-4701-9639-864c796561cf')).resolves.toMatchObject({ name: 'Customer Test', addresses: [] });
	});

	it('GET /product', async () => {
		// The printed example of GET is no JSON; PUT answers in the same form.
		const [answer] = publishedAnswers('PUT /product');
		cin7.route('GET /product', () => json(answer));
		await expect(clientFor(cin7.url).client.productBySku('bread')).resolves.toEqual({ id: expect.any(String) as string, sku: 'Bread', name: 'Baked Bread', active: true, type: 'Stock' });
	});

	it('GET /product, POST /product and PUT /product, as the catalog sees them', async () => {
		const [changed] = publishedAnswers('PUT /product');
		cin7.route('GET /product', () => json(changed));
		publish('POST /product');
		publish('PUT /product');
		const { client } = clientFor(cin7.url);
		const bread = await client.knownProductBySku('Bread');
		expect(bread).toEqual({ id: expect.any(String) as string, sku: 'Bread', name: 'Baked Bread', active: true, assembly: {} });
		await expect(client.createProduct({ ...newProduct, sku: 'Bread Test' })).resolves.toEqual({ id: 'c470b235-1646-48c4-8999-d9ef478a2350', sku: 'Bread Test', name: 'Baked Bread Test', active: true, assembly: {} });
		await expect(client.updateProduct(bread?.id ?? '', { name: 'Baked Bread' })).resolves.toBeUndefined();
	});

	it('GET /productFamily, POST /productFamily and PUT /productFamily', async () => {
		for (const operation of ['GET /productFamily', 'POST /productFamily', 'PUT /productFamily']) publish(operation);
		const { client } = clientFor(cin7.url);
		const products = [{ id: 'ce9a6504-4207-4001-b430-749bf11fdc4f', options: ['3', '4', '5'] }];
		// The example of GET has values of options that it does not name.
		await expect(client.familyBySku('test')).resolves.toEqual({ id: '2aa3892d-5006-438b-a94c-bcfcca020ea4', sku: 'Test', name: 'Test', optionNames: ['Test 1', '', ''], products });
		await expect(client.createFamily({ ...newFamily, sku: 'Test' })).resolves.toEqual({ id: '76755c09-60de-483c-a63b-18fd12c2d932', sku: 'Test', name: 'Test', optionNames: ['Test 1', 'Option 2', 'Option 3'], products });
		// The example of PUT answers with another family than that of GET: what was written has to be seen.
		await expect(client.updateFamily('2aa3892d-5006-438b-a94c-bcfcca020ea4', { name: 'Test' })).rejects.toMatchObject({ kind: 'unreadable', operation: 'PUT /productFamily' });
	});

	it('POST /product/attachments', async () => {
		publish('POST /product/attachments');
		await expect(clientFor(cin7.url).client.addProductPicture(PRODUCT_ID, 'https://images.example/Test')).resolves.toBeUndefined();
	});

	it('categories, brands and units', async () => {
		for (const operation of ['GET /ref/category', 'GET /ref/brand', 'GET /ref/unit', 'POST /ref/category', 'POST /ref/brand', 'POST /ref/unit']) publish(operation);
		const { client } = clientFor(cin7.url);
		const names = await client.productNames();
		expect(names).toEqual({ categories: expect.arrayContaining(['Apparel', 'Audiobooks']) as string[], brands: ['New Brand'], units: ['Item'] });
		await client.createCategory('Test');
		await client.createBrand('Test new brand');
		await client.createUnit('Pair');
		expect(await client.productNames()).toEqual({ categories: [...names.categories, 'Test'], brands: ['New Brand', 'Test new brand'], units: ['Item', 'Pair'] });
	});

	it('the reference books', async () => {
		for (const operation of ['GET /me', 'GET /ref/account', 'GET /ref/tax', 'GET /ref/location', 'GET /ref/carrier', 'GET /ref/paymentterm', 'GET /ref/priceTier', 'GET /me/contacts']) publish(operation);
		const books = await clientFor(cin7.url).client.reference();
		expect(books.company).toEqual({ name: 'PE Vitaliy L', currency: 'RUB', timeZone: 'Europe/Moscow', weightUnits: 'g', dimensionsUnits: 'cm' });
		expect(books.accounts.length).toBeGreaterThan(0);
		expect(books.accounts[0]).toMatchObject({ code: expect.any(String) as string, active: true });
		expect(books.taxRules[0]).toMatchObject({ name: 'GST on Income', percent: '10', forSale: true });
		expect(books.locations.length).toBeGreaterThan(1);
		expect(books.carriers).toEqual([{ id: '729cd659-c0ca-4a8a-9771-84539cd2e7e8', name: 'DEFAULT Carrier' }]);
		expect(books.paymentTerms.map(({ duration }) => duration)).toEqual([10, 30, 10]);
		expect(books.priceTiers).toHaveLength(10);
		expect(books.contacts.map(({ type }) => type)).toEqual(['Billing', 'Shipping']);
	});

	it('POST /ref/carrier and POST /me/contacts', async () => {
		publish('POST /ref/carrier');
		publish('POST /me/contacts');
		const { client } = clientFor(cin7.url);
		await expect(client.createCarrier('NEW Carrier')).resolves.toEqual({ id: '8a5697fa-4c0b-46a5-a5bf-1864cb76623f', name: 'NEW Carrier' });
		await expect(client.createSalesRepresentative('DEFAULT Business contact')).resolves.toMatchObject({ id: '62ba5a66-9c7e-44d1-b2b7-2eb72d946e18' });
	});
});

/** The table has this in place of the tenant's own names. */
const tierOfTheTable = { tier: 'Price Tier Name', amount: '19.99' };

describeWithCin7Contracts('every key that the client sends is documented', () => {
	it.each<[string, unknown]>([
		['POST /sale', saleBody(header)],
		['POST /sale/order', saleOrderBody(order)],
		['POST /sale/invoice', saleInvoiceBody(invoice)],
		['POST /sale/payment', paymentBody(payment)],
		['POST /sale/creditnote', creditNoteBody(creditNote)],
		['POST /customer', customerBody(newCustomer)],
		['POST /product', productBody({ ...newProduct, price: tierOfTheTable })],
		['PUT /product', { ID: PRODUCT_ID, ...productFieldsBody({ ...newProduct, price: tierOfTheTable }) }],
		['POST /productFamily', familyBody(newFamily)],
		['PUT /productFamily', { ID: PRODUCT_ID, Name: 'Mugs', Products: newFamily.products.map(memberBody) }],
		['POST /product/attachments', pictureBody(PRODUCT_ID, 'https://images.example/mug.jpg')],
		['POST /ref/category', { Name: 'Kitchen' }],
		['POST /ref/carrier', { Description: 'UPS' }],
		['POST /me/contacts', { Name: 'Harbor & Pine', Type: 'Sale' }],
	])('%s', (operation, body) => {
		expect(undocumentedRequestKeys(operation, body)).toEqual([]);
	});

	it('POST /finishedGoods and POST /sale/fulfilment, by the printed requests', () => {
		expect(publishedRequest('POST /finishedGoods')).toEqual(expect.objectContaining(Object.fromEntries(Object.keys(assemblyBody(assembly)).map((key) => [key, expect.anything() as unknown]))));
		expect(publishedRequest('POST /sale/fulfilment')).toEqual({ SaleID: expect.any(String) as string });
	});

	it('and a product is referred to by the id that was linked', () => {
		expect(saleOrderBody(order)).toMatchObject({ Lines: [{ ProductID: PRODUCT_ID }] });
	});
});
