import { invoiceBody, mugLine, orderBody, paymentBody, shippingCharge, TenantClient, type Data } from './tenantClient';

let tenant: TenantClient;
beforeEach(async () => { tenant = await TenantClient.start(); });
afterEach(async () => { await TenantClient.closeAll(); });

describe('a sale from header to payment', () => {
	it('goes through the statuses of the reference', async () => {
		const sale = await tenant.sale();
		expect([sale.Status, sale.Order.Status, sale.Order.SaleOrderNumber, sale.Type]).toEqual(['ESTIMATED', 'NOT AVAILABLE', 'SO-00001', 'Simple Sale']);

		await tenant.ok('POST', '/sale/order', { ...orderBody(sale.ID), Status: 'DRAFT' });
		expect((await tenant.read(sale.ID)).Status).toBe('ORDERING');

		const order = await tenant.ok('POST', '/sale/order', orderBody(sale.ID));
		expect([order.Status, order.TotalBeforeTax, order.Tax, order.Total]).toEqual(['AUTHORISED', 34.98, 2.88, 37.86]);
		expect((await tenant.read(sale.ID)).Status).toBe('ORDERED');

		const draft = await tenant.ok('POST', '/sale/invoice', { ...invoiceBody(sale.ID), Status: 'DRAFT' });
		expect([draft.Invoices[0].InvoiceNumber, draft.Invoices[0].TaskID]).toEqual(['INV-00001', sale.ID]);
		expect((await tenant.read(sale.ID)).Status).toBe('INVOICING');

		await tenant.ok('PUT', '/sale/invoice', { SaleID: sale.ID, TaskID: sale.ID, Status: 'AUTHORISED' });
		expect((await tenant.read(sale.ID)).Status).toBe('INVOICED');

		const payment = await tenant.ok('POST', '/sale/payment', paymentBody(sale.ID));
		expect([payment.InvoiceNumber, payment.SaleOrderNumber, payment.Amount]).toEqual(['INV-00001', 'SO-00001', 37.86]);
		const paid = await tenant.read(sale.ID);
		expect([paid.Status, paid.Invoices[0].Status, paid.Invoices[0].Paid, paid.CombinedPaymentStatus]).toEqual(['INVOICED', 'PAID', 37.86, 'PAID']);
	});

	it('is completed once it is shipped and paid', async () => {
		const sale = await tenant.invoiced({}, { AutoPickPackShipMode: 'AUTOPICKPACKSHIP' });
		expect((await tenant.read(sale.ID)).Status).toBe('INVOICED');
		await tenant.ok('POST', '/sale/payment', paymentBody(sale.ID));
		expect((await tenant.read(sale.ID)).Status).toBe('COMPLETED');
	});

	it('counts sales and invoices upward', async () => {
		await tenant.invoiced();
		const second = await tenant.invoiced();
		const sale = await tenant.read(second.ID);
		expect([sale.Order.SaleOrderNumber, sale.Invoices[0].InvoiceNumber]).toEqual(['SO-00002', 'INV-00002']);
	});
});

describe('preconditions', () => {
	const refusals: [string, (id: string) => Promise<string>, string | RegExp][] = [
		['an order that is authorised already', async (id) => {
			await tenant.ok('POST', '/sale/order', orderBody(id));
			return await tenant.refusal('POST', '/sale/order', orderBody(id));
		}, /Order status must be DRAFT/],
		['an invoice before the order is authorised', async (id) => await tenant.refusal('POST', '/sale/invoice', invoiceBody(id)), /Order status must be AUTHORISED/],
		['a payment before the invoice is authorised', async (id) => {
			await tenant.ok('POST', '/sale/order', orderBody(id));
			await tenant.ok('POST', '/sale/invoice', { ...invoiceBody(id), Status: 'DRAFT' });
			return await tenant.refusal('POST', '/sale/payment', paymentBody(id));
		}, /authorised invoice/],
		['an invoice that is authorised already', async (id) => {
			await tenant.ok('POST', '/sale/order', orderBody(id));
			await tenant.ok('POST', '/sale/invoice', invoiceBody(id));
			return await tenant.refusal('POST', '/sale/invoice', invoiceBody(id));
		}, /Invoice status must be DRAFT/],
		['an unknown status', async (id) => await tenant.refusal('POST', '/sale/order', { ...orderBody(id), Status: 'AUTHORIZED' }), /DRAFT or AUTHORISED/],
		['an order with nothing in it', async (id) => await tenant.refusal('POST', '/sale/order', { ...orderBody(id), Lines: [], AdditionalCharges: [] }), /without lines/],
	];

	it.each(refusals)('refuse %s', async (_title, attempt, text) => {
		const sale = await tenant.sale();
		expect(await attempt(sale.ID)).toMatch(text);
	});

	it('refuse an order while the quote is not skipped', async () => {
		const sale = await tenant.sale({ SkipQuote: false });
		expect(sale.Status).toBe('DRAFT');
		expect(await tenant.refusal('POST', '/sale/order', orderBody(sale.ID))).toMatch(/Quote must be AUTHORISED/);
	});

	it('make SkipQuote a switch where it is absent', async () => {
		const strict = await TenantClient.start({ skipQuoteDefault: false });
		expect((await strict.sale({ SkipQuote: undefined })).SkipQuote).toBe(false);
		expect((await tenant.sale({ SkipQuote: undefined })).SkipQuote).toBe(true);
	});

	it('keep order and fulfillment from a Service Sale', async () => {
		const sale = await tenant.sale({ ServiceOnly: true });
		expect(sale.Type).toBe('Service Sale');
		expect(await tenant.refusal('POST', '/sale/order', orderBody(sale.ID))).toMatch(/not available for Service Sale/);
		expect(await tenant.refusal('GET', `/sale/fulfilment?SaleID=${sale.ID}`)).toMatch(/not available for Service Sale/);
	});
});

describe('a document that is written again', () => {
	it('has its lines replaced by POST', async () => {
		const sale = await tenant.sale();
		await tenant.ok('POST', '/sale/order', { ...orderBody(sale.ID), Status: 'DRAFT' });
		const again = await tenant.ok('POST', '/sale/order', { ...orderBody(sale.ID), Status: 'DRAFT', AdditionalCharges: undefined });
		expect([again.Lines.length, again.AdditionalCharges.length, again.Total]).toEqual([1, 0, 32.45]);
	});

	it('keeps with PUT what the body leaves out, and loses what it lists as empty', async () => {
		const sale = await tenant.invoiced({}, {}, { Status: 'DRAFT' });
		const put = { SaleID: sale.ID, TaskID: sale.ID };
		const kept = await tenant.ok('PUT', '/sale/invoice', { ...put, Memo: 'changed' });
		expect([kept.Invoices[0].Memo, kept.Invoices[0].Lines.length, kept.Invoices[0].AdditionalCharges.length]).toEqual(['changed', 1, 1]);
		const emptied = await tenant.ok('PUT', '/sale/invoice', { ...put, AdditionalCharges: [] });
		expect([emptied.Invoices[0].Lines.length, emptied.Invoices[0].AdditionalCharges.length]).toEqual([1, 0]);
	});

	it('takes no number and leaves no trace when it is refused', async () => {
		const sale = await tenant.ordered();
		await tenant.refusal('POST', '/sale/invoice', { ...invoiceBody(sale.ID), Lines: [{ ...mugLine, Total: 1 }] });
		expect((await tenant.read(sale.ID)).Invoices).toEqual([]);
		expect((await tenant.ok('POST', '/sale/invoice', invoiceBody(sale.ID))).Invoices[0].InvoiceNumber).toBe('INV-00001');
	});
});

describe('invoices', () => {
	const emptyGuid = '00000000-0000-0000-0000-000000000000';

	it('of a Simple Sale are one only', async () => {
		const sale = await tenant.ordered();
		await tenant.ok('POST', '/sale/invoice', { ...invoiceBody(sale.ID), TaskID: emptyGuid });
		expect(await tenant.refusal('POST', '/sale/invoice', { ...invoiceBody(sale.ID), TaskID: emptyGuid })).toMatch(/more than one invoice/);
	});

	it('of an Advanced Sale are as many as are opened with the empty GUID', async () => {
		const sale = await tenant.ordered({ SaleType: 'Advanced' });
		await tenant.ok('POST', '/sale/invoice', { ...invoiceBody(sale.ID), TaskID: emptyGuid });
		const second = await tenant.ok('POST', '/sale/invoice', { ...invoiceBody(sale.ID), TaskID: emptyGuid });
		const tasks = second.Invoices.map((invoice: Data) => invoice.TaskID);
		expect(new Set([...tasks, sale.ID]).size).toBe(3);
		expect(await tenant.refusal('POST', '/sale/invoice', invoiceBody(sale.ID))).toMatch(/was not found/);
	});

	it('have a task of their own where the switch says so', async () => {
		const other = await TenantClient.start({ simpleTaskIds: 'new' });
		const sale = await other.ordered();
		expect(await other.refusal('POST', '/sale/invoice', invoiceBody(sale.ID))).toMatch(/was not found/);
		const { Invoices: [invoice] } = await other.ok('POST', '/sale/invoice', { ...invoiceBody(sale.ID), TaskID: emptyGuid });
		expect(invoice.TaskID).not.toBe(sale.ID);
		expect((await other.ok('POST', '/sale/payment', paymentBody(invoice.TaskID))).SaleID).toBe(sale.ID);
	});

	it('show their charges among the lines on request', async () => {
		const sale = await tenant.invoiced();
		const { Invoices: [combined] } = await tenant.ok('GET', `/sale/invoice?SaleID=${sale.ID}&CombineAdditionalCharges=true`);
		expect(combined.Lines.map((line: Data) => line.Name)).toEqual(['Mug', 'Shipping']);
		expect(combined.AdditionalCharges).toEqual([]);
	});
});

describe('payments', () => {
	const refusals: [string, Data, RegExp][] = [
		['more than the balance', { Amount: 37.87 }, /greater than the invoice balance/],
		['an account that takes none', { Account: '200' }, /neither a bank account/],
		['an account that does not exist', { Account: '999' }, /not found in Chart of Accounts/],
		['three decimals', { Amount: 1.001 }, /more than 2 decimal places/],
		['nothing', { Amount: 0 }, /greater than 0/],
		['a prepayment without a quote', { Type: 'PREPAYMENT' }, /authorised quote/],
		['a refund without a credit note', { Type: 'REFUND' }, /authorised credit note/],
		['a task that does not exist', { TaskID: emptyTask() }, /was not found/],
	];
	function emptyTask(): string { return '99999999-9999-4999-8999-999999999999'; }

	it.each(refusals)('refuse %s', async (_title, change, text) => {
		const sale = await tenant.invoiced();
		expect(await tenant.refusal('POST', '/sale/payment', { ...paymentBody(sale.ID), ...change })).toMatch(text);
	});

	it('go to a bank account too, in parts, and can be taken back', async () => {
		const sale = await tenant.invoiced();
		const first = await tenant.ok('POST', '/sale/payment', { ...paymentBody(sale.ID), Amount: 30, Account: '090' });
		expect((await tenant.read(sale.ID)).CombinedPaymentStatus).toBe('PARTIALLY PAID');
		await tenant.ok('POST', '/sale/payment', { ...paymentBody(sale.ID), Amount: 7.86 });
		expect((await tenant.read(sale.ID)).Invoices[0].Status).toBe('PAID');
		expect(await tenant.ok('DELETE', `/sale/payment?ID=${first.ID}`)).toEqual({ Success: true });
		const left = await tenant.ok('GET', `/sale/payment?SaleID=${sale.ID}`);
		expect(left.map((payment: Data) => payment.Amount)).toEqual([7.86]);
		expect((await tenant.read(sale.ID)).Invoices[0].Status).toBe('AUTHORISED');
		expect(tenant.simulator.world.ledger.balance('090')).toBe('0');
		expect(await tenant.refusal('DELETE', `/sale/payment?ID=${first.ID}`)).toMatch(/was not found/);
	});

	it('above the balance pass where the switch allows them', async () => {
		const other = await TenantClient.start({ overpayment: 'accepted' });
		const sale = await other.invoiced();
		expect((await other.ok('POST', '/sale/payment', { ...paymentBody(sale.ID), Amount: 40 })).Amount).toBe(40);
	});

	it('are not needed for an invoice over nothing, which a switch decides', async () => {
		const free = { Lines: [{ ...mugLine, Price: 0, Tax: 0, Total: 0 }], AdditionalCharges: [{ ...shippingCharge, Price: 0, Tax: 0, Total: 0 }] };
		const sale = await tenant.invoiced({}, free, free);
		expect((await tenant.read(sale.ID)).Invoices[0].Status).toBe('PAID');
		const other = await TenantClient.start({ zeroInvoice: 'authorised' });
		const open = await other.invoiced({}, free, free);
		expect((await other.read(open.ID)).Invoices[0].Status).toBe('AUTHORISED');
	});
});
