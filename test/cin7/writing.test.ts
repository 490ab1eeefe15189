import type { SaleHeader } from '../../src/domain/accounting/sale';
import { cut, saleBody } from '../../src/cin7/wire/saleBodies';
import { CUSTOMER_ID, header, invoice, newCustomer, order, ORDER_ID, payment, PRODUCT_ID, SALE_ID } from './saleExamples';
import { clientFor, failureOf, json, startScriptedCin7, type ScriptedCin7 } from './scriptedCin7';

let cin7: ScriptedCin7;
beforeEach(async () => { cin7 = await startScriptedCin7(); });
afterEach(async () => { await cin7.close(); });

const address = { Line1: '12 Harbor Street', Line2: 'Flat 3', City: 'Portland', State: 'ME', Postcode: '04101', Country: 'US' };

describe('a sale', () => {
	it('is created as a Simple Sale with every field of the header', async () => {
		cin7.script(json({ ID: SALE_ID, Status: 'ESTIMATED', ExternalID: ORDER_ID, Order: { SaleOrderNumber: '', Status: 'NOT AVAILABLE' } }));
		await expect(clientFor(cin7.url).client.createSale(header)).resolves.toEqual({ saleId: SALE_ID, status: 'ESTIMATED', externalId: ORDER_ID, orderStatus: 'NOT AVAILABLE', invoices: [], creditNotes: [] });
		expect(cin7.calls).toHaveLength(1);
		expect(cin7.calls[0]).toMatchObject({ method: 'POST', path: '/sale', query: {} });
		expect(cin7.calls[0]?.body).toEqual({
			CustomerID: CUSTOMER_ID, Contact: 'Jane Roe', Phone: '+1 207-555-0100', Email: 'jane.roe@example.com', DefaultAccount: '200', SkipQuote: true,
			BillingAddress: address, ShippingAddress: { ...address, Company: 'Roe Trading', Contact: 'Jane Roe', ShipToOther: true },
			ShippingNotes: 'Leave with the neighbour', TaxRule: 'Tax on Sales', TaxInclusive: false, Terms: '30 days', PriceTier: 'Tier 1',
			ShipBy: '2026-11-03T00:00:00', Location: 'Main Warehouse', SaleOrderDate: '2026-11-02T00:00:00', Note: 'Gift message: happy birthday',
			CustomerReference: ORDER_ID, CurrencyRate: 1.07531, SalesRepresentative: 'Harbor & Pine', Carrier: 'UPS', ExternalID: ORDER_ID, SaleType: 'Simple',
		});
	});

	it('sends nothing in place of what the order does not have', () => {
		const { customerId, taxRule, taxInclusive, terms, location, saleOrderDate, customerReference, currencyRate, externalId, skipQuote } = header;
		expect(Object.keys(saleBody({ customerId, taxRule, taxInclusive, terms, location, saleOrderDate, customerReference, currencyRate, externalId, skipQuote }))).toEqual([
			'CustomerID', 'SkipQuote', 'TaxRule', 'TaxInclusive', 'Terms', 'Location', 'SaleOrderDate', 'CustomerReference', 'CurrencyRate', 'ExternalID', 'SaleType',
		]);
	});

	it('cuts free texts at the lengths of the reference, and nothing else', () => {
		const long = 'x'.repeat(2000);
		const everything: SaleHeader = { ...header, contact: long, note: long, shippingNotes: long, customerReference: long, externalId: long, location: long, shippingAddress: { line1: long, country: 'US', company: long, contact: long } };
		const body = saleBody(everything);
		const lengths = Object.fromEntries(Object.entries(body).filter(([, value]) => typeof value === 'string').map(([key, value]) => [key, String(value).length]));
		expect(lengths).toMatchObject({ Contact: 256, Note: 1024, ShippingNotes: 1024, CustomerReference: 2000, ExternalID: 2000, Location: 2000 });
		expect(body.ShippingAddress).toMatchObject({ Line1: long, Company: `${'x'.repeat(127)}…`, Contact: `${'x'.repeat(511)}…` });
	});

	it('tears no letter when it cuts', () => {
		expect(cut('ab😀cd', 4)).toBe('ab…');
		expect(cut('ab😀cd', 5)).toBe('ab😀…');
		expect(cut('abcd', 4)).toBe('abcd');
	});
});

describe('the order of a sale', () => {
	it('carries lines, charges, totals and the automatic stages, amounts exactly as planned', async () => {
		cin7.script(json({ SaleID: SALE_ID, SaleOrderNumber: 'SO-00042', Status: 'AUTHORISED', Lines: [], AdditionalCharges: [] }));
		await expect(clientFor(cin7.url).client.writeSaleOrder(order)).resolves.toEqual({ orderNumber: 'SO-00042', status: 'AUTHORISED' });
		expect(cin7.calls[0]).toMatchObject({ method: 'POST', path: '/sale/order' });
		expect(cin7.calls[0]?.body).toEqual({
			SaleID: SALE_ID, CombineAdditionalCharges: false, Memo: '', Status: 'AUTHORISED', AutoPickPackShipMode: 'AUTOPICKPACKSHIP',
			Lines: [{ ProductID: PRODUCT_ID, SKU: 'MUG-01', Name: 'Enamel mug', Quantity: 3, Price: 19.9933, Discount: 0, Tax: 4.8, TaxRule: 'Tax on Sales', Comment: 'Points granted: 5', Total: 59.9799, DropShip: false }],
			AdditionalCharges: [
				{ Description: 'Shipping', Price: 4.99, Quantity: 1, Discount: 0, Tax: 0.4, Total: 4.99, TaxRule: 'Tax on Sales', Comment: '' },
				{ Description: 'Discount', Price: -1.5, Quantity: 1, Discount: 0, Tax: -0.12, Total: -1.5, TaxRule: 'Tax on Sales', Comment: '' },
			],
			TotalBeforeTax: 63.4699, Tax: 5.08, Total: 68.5499,
		});
	});

	it('tells Cin7 Core nothing of Amazon\'s SKUs and of what a charge is for: it knows no such fields', async () => {
		cin7.script(json({ SaleOrderNumber: 'SO-00042', Status: 'AUTHORISED' }), json({ Invoices: [{ TaskID: SALE_ID, InvoiceNumber: 'INV-00007', Status: 'AUTHORISED' }] }));
		const { client } = clientFor(cin7.url);
		const lines = order.lines.map((line) => ({ ...line, sellerSku: 'AMZ-MUG' }));
		const charges = order.charges.map((charge) => ({ ...charge, kind: 'goods' as const, sellerSku: 'AMZ-MUG' }));
		await client.writeSaleOrder({ ...order, lines, charges });
		await client.writeSaleInvoice({ ...invoice, lines, charges });
		expect(cin7.calls).toHaveLength(2);
		expect(JSON.stringify(cin7.calls.map(({ body }) => body))).not.toMatch(/AMZ-MUG|goods|sellerSku|kind/i);
	});

	it('refuses an amount that a JSON number cannot carry, before anything is sent', async () => {
		const [line] = order.lines;
		await expect(clientFor(cin7.url).client.writeSaleOrder({ ...order, lines: line ? [{ ...line, price: '12345678901234567.8901' }] : [] })).rejects.toThrow('too many digits');
		expect(cin7.calls).toHaveLength(0);
	});
});

describe('the invoice of a sale', () => {
	const row = (fields: object): object => ({ TaskID: SALE_ID, InvoiceNumber: 'INV-00007', Status: 'AUTHORISED', Lines: [{ Total: 59.9799, Tax: 4.8 }], AdditionalCharges: [{ Total: 4.99, Tax: 0.4 }, { Total: -1.5, Tax: -0.12 }], ...fields });

	it('carries the revenue account of each row; the total is that of the rows that Cin7 Core has', async () => {
		cin7.script(json({ SaleID: SALE_ID, Invoices: [row({})] }));
		await expect(clientFor(cin7.url).client.writeSaleInvoice(invoice)).resolves.toEqual({
			invoices: [{ taskId: SALE_ID, invoiceNumber: 'INV-00007', status: 'AUTHORISED', total: '68.5499', payments: [] }],
		});
		expect(cin7.calls[0]).toMatchObject({ method: 'POST', path: '/sale/invoice' });
		const body = cin7.calls[0]?.body as { Lines: object[]; AdditionalCharges: object[] };
		expect(body).toMatchObject({
			SaleID: SALE_ID, TaskID: SALE_ID, CombineAdditionalCharges: false, Memo: '', Status: 'AUTHORISED', InvoiceDate: '2026-11-02T00:00:00', InvoiceDueDate: '2026-12-02T00:00:00',
			CurrencyConversionRate: 1.07531, BillingAddressLine1: '12 Harbor Street', BillingAddressLine2: 'Flat 3',
			Lines: [{ ProductID: PRODUCT_ID, Price: 19.9933, Total: 59.9799, Account: '200' }],
			AdditionalCharges: [{ Description: 'Shipping', Account: '200' }, { Description: 'Discount' }],
		});
		expect(body.AdditionalCharges[1]).not.toHaveProperty('Account');
		expect(body).not.toHaveProperty('Total');
	});

	it('the total of a tax-inclusive invoice holds the tax already', async () => {
		cin7.script(json({ Invoices: [row({})] }));
		const answer = await clientFor(cin7.url).client.writeSaleInvoice({ ...invoice, totals: { currency: 'GBP', beforeTax: '58.3899', tax: '5.08', total: '63.4699' } });
		expect(answer.invoices[0]?.total).toBe('63.4699');
	});

	it('is told first among the invoices of its sale, without voided ones', async () => {
		cin7.script(json({ Invoices: [row({ TaskID: 'other' }), row({ TaskID: 'gone', Status: 'VOIDED' }), row({ TaskID: SALE_ID.toUpperCase() })] }));
		const answer = await clientFor(cin7.url).client.writeSaleInvoice(invoice);
		expect(answer.invoices.map(({ taskId }) => taskId)).toEqual([SALE_ID.toUpperCase(), 'other']);
	});

	it('an answer without invoices leaves a doubt', async () => {
		cin7.script(json({ SaleID: SALE_ID, Invoices: [] }));
		expect(await failureOf(clientFor(cin7.url).client.writeSaleInvoice(invoice))).toMatchObject({ kind: 'unreadable', ambiguous: true });
	});
});

describe('the payment of an invoice', () => {
	it('is of type Payment and bears the reference by which it is found again', async () => {
		cin7.script(json({ SaleID: SALE_ID, TaskID: SALE_ID, ID: 'pay-1', Type: 'Payment', Amount: 68.55 }));
		await expect(clientFor(cin7.url).client.createPayment(payment)).resolves.toEqual({ id: 'pay-1' });
		expect(cin7.calls[0]).toMatchObject({ method: 'POST', path: '/sale/payment' });
		expect(cin7.calls[0]?.body).toEqual({ TaskID: SALE_ID, Type: 'Payment', Reference: ORDER_ID, Amount: 68.55, DatePaid: '2026-11-02T00:00:00', Account: '718', CurrencyRate: 1.07531 });
	});
});

describe('a void', () => {
	it('S158: is a void and not an undo', async () => {
		cin7.script(json({ ID: SALE_ID, Status: 'VOIDED' }));
		await expect(clientFor(cin7.url).client.voidSale(SALE_ID)).resolves.toBeUndefined();
		expect(cin7.calls[0]).toMatchObject({ method: 'DELETE', path: '/sale', query: { ID: SALE_ID, Void: 'true' }, body: undefined });
	});

	it('may be answered with nothing but success', async () => {
		cin7.script({ status: 204, text: '' });
		await expect(clientFor(cin7.url).client.voidSale(SALE_ID)).resolves.toBeUndefined();
	});

	it('is never repeated after a doubt', async () => {
		cin7.script('drop', json({ ID: SALE_ID }));
		expect(await failureOf(clientFor(cin7.url).client.voidSale(SALE_ID))).toMatchObject({ ambiguous: true, operation: 'DELETE /sale' });
		expect(cin7.calls).toHaveLength(1);
	});
});

describe('a new customer', () => {
	it('S126: is active, with the terms given and the buyer as contact', async () => {
		cin7.script(json({ CustomerList: [{ ID: 'c1', Name: 'Jane Roe', Status: 'Active', Currency: 'USD', PaymentTerm: '30 days', AccountReceivable: '610', RevenueAccount: '200', TaxRule: 'Tax on Sales', Addresses: [] }] }));
		await expect(clientFor(cin7.url).client.createCustomer(newCustomer)).resolves.toMatchObject({ id: 'c1', active: true });
		expect(cin7.calls[0]?.body).toEqual({
			Name: 'Jane Roe', Status: 'Active', Currency: 'USD', PaymentTerm: '30 days', AccountReceivable: '610', RevenueAccount: '200', TaxRule: 'Tax on Sales', PriceTier: 'Tier 1',
			Contacts: [{ Name: 'Jane Roe', Phone: '+1 207-555-0100', Email: 'jane.roe@example.com', Default: true }],
		});
	});

	it('leaves a doubt when the answer shows somebody else', async () => {
		cin7.script(json({ CustomerList: [{ ID: 'c1', Name: 'Somebody', Status: 'Active' }] }));
		expect(await failureOf(clientFor(cin7.url).client.createCustomer(newCustomer))).toMatchObject({ kind: 'unreadable', ambiguous: true });
	});
});
