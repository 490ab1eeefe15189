import { creditNoteBody } from '../../src/cin7/wire/saleBodies';
import { creditNote, ORDER_ID, payment, PRODUCT_ID, SALE_ID } from './saleExamples';
import { clientFor, failureOf, json, LIMIT_SENTENCE, refused, startScriptedCin7, type Scripted, type ScriptedCin7 } from './scriptedCin7';

let cin7: ScriptedCin7;
beforeEach(async () => { cin7 = await startScriptedCin7(); });
afterEach(async () => { await cin7.close(); });

const NOTE_ID = '529511e7-6ed6-4a99-a2a7-fab1d32198eb';
const note = (fields: object = {}): object => ({
	TaskID: NOTE_ID, CreditNoteInvoiceNumber: 'INV-00007', CreditNoteNumber: 'CR-00002', Status: 'AUTHORISED', Memo: creditNote.memo,
	Lines: [{ Total: 59.9799, Tax: 4.8 }], AdditionalCharges: [{ Total: 4.99, Tax: 0.4 }, { Total: -1.5, Tax: -0.12 }], ...fields,
});

describe('a credit note', () => {
	const write = async (answer: Scripted, document = creditNote) => {
		cin7.script(answer);
		return await clientFor(cin7.url).client.writeCreditNote(document);
	};

	it('S171: is written for the invoice, with positive amounts and a task that does not exist yet', async () => {
		await expect(write(json({ SaleID: SALE_ID, CreditNotes: [note()] }))).resolves.toEqual({
			creditNotes: [{ taskId: NOTE_ID, creditNoteNumber: 'CR-00002', status: 'AUTHORISED', memo: creditNote.memo, total: '68.5499', payments: [] }],
		});
		expect(cin7.calls[0]).toMatchObject({ method: 'POST', path: '/sale/creditnote', query: {} });
		expect(cin7.calls[0]?.body).toEqual({
			SaleID: SALE_ID, TaskID: '00000000-0000-0000-0000-000000000000', CombineAdditionalCharges: false, CreditNoteInvoiceNumber: 'INV-00007',
			Memo: `Amazon refund of order ${ORDER_ID}`, Status: 'AUTHORISED', CreditNoteDate: '2026-11-05T00:00:00', CreditNoteConversionRate: 1.07531,
			Lines: [{ ProductID: PRODUCT_ID, SKU: 'MUG-01', Name: 'Enamel mug', Quantity: 3, Price: 19.9933, Discount: 0, Tax: 4.8, TaxRule: 'Tax on Sales', Comment: 'Points granted: 5', Total: 59.9799, Account: '200' }],
			AdditionalCharges: [
				{ Description: 'Shipping', Price: 4.99, Quantity: 1, Discount: 0, Tax: 0.4, Total: 4.99, TaxRule: 'Tax on Sales', Comment: '', Account: '200' },
				{ Description: 'Discount', Price: -1.5, Quantity: 1, Discount: 0, Tax: -0.12, Total: -1.5, TaxRule: 'Tax on Sales', Comment: '' },
			],
			Restock: [{ ProductID: PRODUCT_ID, SKU: 'MUG-01', Quantity: 2, Location: 'Main Warehouse', RestockLocation: 'Main Warehouse' }],
		});
	});

	it('S173: says that nothing goes back on the shelf when nothing does', () => {
		expect(creditNoteBody({ ...creditNote, restock: [] })).toHaveProperty('Restock', []);
	});

	it('goes on with a task that exists', async () => {
		const { creditNotes } = await write(json({ CreditNotes: [note({ TaskID: 'other' }), note({ TaskID: NOTE_ID.toUpperCase(), Memo: 'changed by hand' })] }), { ...creditNote, taskId: NOTE_ID });
		expect(cin7.calls[0]?.body).toMatchObject({ TaskID: NOTE_ID });
		expect(creditNotes.map(({ taskId }) => taskId)).toEqual([NOTE_ID.toUpperCase(), 'other']);
	});

	it('is told first among those of its sale, known by its memo; voided ones and the empty place are left out', async () => {
		const { creditNotes } = await write(json({ CreditNotes: [
			note({ TaskID: 'earlier', Memo: 'Amazon refund of another order' }), note({ TaskID: 'gone', Status: 'VOIDED' }), note({ TaskID: 'place', Status: 'NOT AVAILABLE', CreditNoteNumber: null }), note(),
		] }));
		expect(creditNotes.map(({ taskId }) => taskId)).toEqual([NOTE_ID, 'earlier']);
	});

	it('is known by its memo although that was cut, or came back with other line breaks', async () => {
		const long = { ...creditNote, memo: 'x'.repeat(2000) };
		const cutMemo = String(creditNoteBody(long).Memo);
		expect(cutMemo).toHaveLength(1024);
		await expect(write(json({ CreditNotes: [note({ Memo: cutMemo })] }), long)).resolves.toMatchObject({ creditNotes: [{ taskId: NOTE_ID }] });
		await expect(write(json({ CreditNotes: [note({ Memo: 'one\r\ntwo ' })] }), { ...creditNote, memo: 'one\ntwo' })).resolves.toMatchObject({ creditNotes: [{ taskId: NOTE_ID }] });
	});

	it.each<[string, object[]]>([['none', []], ['another one only', [note({ Memo: 'of another refund' })]], ['its own, voided', [note({ Status: 'VOIDED' })]]])('an answer that shows %s leaves a doubt: the refund would go to another one', async (_what, CreditNotes) => {
		expect(await failureOf(write(json({ CreditNotes })))).toMatchObject({ kind: 'unreadable', ambiguous: true, operation: 'POST /sale/creditnote' });
	});

	it('the total of a tax-inclusive one holds the tax already', async () => {
		const { creditNotes } = await write(json({ CreditNotes: [note()] }), { ...creditNote, totals: { currency: 'GBP', beforeTax: '58.3899', tax: '5.08', total: '63.4699' } });
		expect(creditNotes[0]?.total).toBe('63.4699');
	});

	it('tells Cin7 Core nothing of Amazon\'s SKUs and of what a charge is for', () => {
		expect(JSON.stringify(creditNoteBody(creditNote))).not.toMatch(/AMZ-MUG|sellerSku|kind|shipping"/);
	});

	it('shows the number of the invoice where Cin7 Core refuses it', async () => {
		const error = await failureOf(write(refused(400, 'Invoice \'INV-00007\' is not authorised')));
		expect(error).toMatchObject({ kind: 'rejected', ambiguous: false, serviceMessage: 'Invoice \'INV-00007\' is not authorised' });
	});
});

describe('a refund', () => {
	it('S171: is a payment of type Refund on the credit note', async () => {
		cin7.script(json({ SaleID: SALE_ID, TaskID: NOTE_ID, ID: 'pay-2', Type: 'Refund', Amount: 68.55 }));
		await expect(clientFor(cin7.url).client.createRefund({ ...payment, taskId: NOTE_ID })).resolves.toEqual({ id: 'pay-2' });
		expect(cin7.calls[0]).toMatchObject({ method: 'POST', path: '/sale/payment' });
		expect(cin7.calls[0]?.body).toEqual({ TaskID: NOTE_ID, Type: 'Refund', Reference: ORDER_ID, Amount: 68.55, DatePaid: '2026-11-02T00:00:00', Account: '718', CurrencyRate: 1.07531 });
	});
});

describe('another fulfillment', () => {
	const fulfillment = (taskId: string, status: string, lines: object[] | null = []): object => ({ TaskID: taskId, FulfillmentNumber: 1, Pick: { Status: status, Lines: lines }, Pack: null, Ship: null });
	const goods = [{ SKU: 'MUG-01', Quantity: 1 }];

	it('is added by the sale alone', async () => {
		cin7.script(json({ SaleID: SALE_ID, Fulfilments: [fulfillment(SALE_ID, 'AUTHORISED', goods), fulfillment('new', 'DRAFT')] }));
		await expect(clientFor(cin7.url).client.addFulfillment(SALE_ID)).resolves.toEqual({ taskIds: ['new'] });
		expect(cin7.calls[0]).toMatchObject({ method: 'POST', path: '/sale/fulfilment', body: { SaleID: SALE_ID } });
	});

	it('is the only one named: to take one with goods away would take a shipment back', async () => {
		cin7.script(json({ Fulfilments: [
			fulfillment('shipped', 'AUTHORISED', goods), fulfillment('picking', 'DRAFT', goods), fulfillment('shown without goods', 'AUTHORISED'), fulfillment('gone', 'VOIDED'),
			{ TaskID: 'untold', Pick: null }, fulfillment('new', 'NOT AVAILABLE', null),
		] }));
		await expect(clientFor(cin7.url).client.addFulfillment(SALE_ID)).resolves.toEqual({ taskIds: ['new'] });
	});

	it('is voided and not undone', async () => {
		cin7.script({ status: 204, text: '' });
		await expect(clientFor(cin7.url).client.voidFulfillment('new')).resolves.toBeUndefined();
		expect(cin7.calls[0]).toMatchObject({ method: 'DELETE', path: '/sale/fulfilment', query: { TaskID: 'new', Void: 'true' }, body: undefined });
	});
});

describe('writes of a credit', () => {
	const writes: [string, (client: ReturnType<typeof clientFor>['client']) => Promise<unknown>, unknown][] = [
		['POST /sale/creditnote', async (client) => await client.writeCreditNote(creditNote), { CreditNotes: [note()] }],
		['POST /sale/payment', async (client) => await client.createRefund(payment), { ID: 'pay-2' }],
		['POST /sale/fulfilment', async (client) => await client.addFulfillment(SALE_ID), { Fulfilments: [] }],
		['DELETE /sale/fulfilment', async (client) => await client.voidFulfillment('new'), {}],
	];

	it.each(writes)('N47: %s is never repeated after a doubt', async (operation, write) => {
		for (const answer of ['drop', 'torn', refused(500, 'Something went wrong')] as const) {
			cin7.script(answer);
			expect(await failureOf(write(clientFor(cin7.url).client))).toMatchObject({ ambiguous: true, operation });
		}
		expect(cin7.calls).toHaveLength(3);
	});

	it.each(writes)('%s is repeated after the limit, where nothing was done', async (_operation, write, answer) => {
		cin7.script(refused(429, LIMIT_SENTENCE), json(answer));
		await write(clientFor(cin7.url).client);
		expect(cin7.calls).toHaveLength(2);
	});
});
