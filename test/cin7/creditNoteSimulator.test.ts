import { demoCustomers } from '../../sandbox/demo/tenant';
import { sum } from '../../src/domain/money';
import { creditLine, creditNoteBody, emptyGuid, mugLine, paymentBody, refundBody, shippingCharge, TenantClient, type Data } from '../sandbox/cin7/tenantClient';

let tenant: TenantClient;
beforeEach(async () => { tenant = await TenantClient.start(); });
afterEach(async () => { await TenantClient.closeAll(); });

const shipping = { AutoPickPackShipMode: 'AUTOPICKPACKSHIP' };
/** A sale of 37.86 that is shipped and paid. */
async function paidSale(client = tenant, order: Data = shipping): Promise<Data> {
	const sale = await client.invoiced({}, order);
	await client.ok('POST', '/sale/payment', paymentBody(sale.ID));
	return sale;
}
const credit = async (saleId: string, change: Data = {}, client = tenant): Promise<Data> => {
	const { CreditNotes } = await client.ok('POST', '/sale/creditnote', await creditNoteBody(client, saleId, change));
	return CreditNotes.at(-1);
};
const row = async (client = tenant): Promise<Data> => (await client.ok('GET', '/saleList')).SaleList[0];
const postings = async (saleId: string): Promise<unknown[]> => (await tenant.read(saleId)).Transactions.map((entry: Data) => [entry.Debit, entry.Credit, entry.Amount]);
const balances = (client = tenant): Data => Object.fromEntries([...client.simulator.world.ledger.trialBalance()].filter(([, amount]) => amount !== '0'));
const refusal = async (saleId: string, change: Data): Promise<string> => await tenant.refusal('POST', '/sale/creditnote', await creditNoteBody(tenant, saleId, change));

describe('a credit note', () => {
	it('takes a number, keeps its memo and the tax that it brings, and is shown with the sale', async () => {
		const sale = await paidSale();
		const note = await credit(sale.ID, { Memo: 'Amazon refund R-1' });
		expect([note.CreditNoteNumber, note.Status, note.CreditNoteInvoiceNumber, note.Lines[0].Tax, note.Lines[0].Account]).toEqual(['CR-00001', 'AUTHORISED', 'INV-00001', 1.24, '210']);
		const { CreditNotes } = await tenant.read(sale.ID);
		expect(CreditNotes).toHaveLength(1);
		expect([CreditNotes[0].Memo, CreditNotes[0].TotalBeforeTax, CreditNotes[0].Tax, CreditNotes[0].Total]).toEqual(['Amazon refund R-1', 14.99, 1.24, 16.23]);
		expect(tenant.simulator.world.creditNotesOf(sale.ID).map((entry) => entry.taskId)).toEqual([note.TaskID]);
	});

	it('posts revenue and tax back against the receivable, account by account', async () => {
		const sale = await tenant.invoiced();
		const before = (await postings(sale.ID)).length;
		await credit(sale.ID, { AdditionalCharges: [{ ...shippingCharge, Account: '220' }] });
		expect((await postings(sale.ID)).slice(before)).toEqual([['210', '610', 14.99], ['820', '610', 1.65], ['220', '610', 5]]);
		expect(sum(tenant.simulator.world.ledger.trialBalance().values())).toBe('0');
	});

	it('is posted in base currency at its own rate, net of the tax that prices include', async () => {
		const german = { CustomerID: demoCustomers.de.id, TaxRule: 'MwSt 19%', TaxInclusive: true, Location: 'FBA DE', CurrencyRate: 1.1 };
		const lines = { Lines: [{ ...mugLine, Price: 11.9, Tax: 3.8, TaxRule: 'MwSt 19%', Total: 23.8, Account: '210' }], AdditionalCharges: [] };
		const sale = await tenant.invoiced(german, lines, { ...lines, CurrencyConversionRate: 1.1 });
		await credit(sale.ID, { CreditNoteConversionRate: 1.2, Lines: [{ ...lines.Lines[0], Quantity: 1, Tax: 1.9, Total: 11.9 }] });
		expect((await postings(sale.ID)).slice(2)).toEqual([['210', '610', 12], ['821', '610', 2.28]]);
	});

	it('in draft posts nothing and is replaced by the next POST to its task', async () => {
		const sale = await tenant.invoiced();
		const draft = await credit(sale.ID, { Status: 'DRAFT' });
		expect([draft.Status, (await postings(sale.ID)).length, (await tenant.read(sale.ID)).CombinedInvoiceStatus]).toEqual(['DRAFT', 3, 'INVOICED']);
		const done = await credit(sale.ID, { TaskID: draft.TaskID, Lines: [{ ...creditLine, Comment: 'second' }] });
		expect([done.TaskID, done.CreditNoteNumber, done.Status, done.Lines.length, done.Lines[0].Comment]).toEqual([draft.TaskID, 'CR-00001', 'AUTHORISED', 1, 'second']);
		expect(await refusal(sale.ID, { TaskID: draft.TaskID })).toMatch(/must be DRAFT or NOT AVAILABLE, it is AUTHORISED/);
	});

	it.each<[string, Data, RegExp]>([
		['an invoice that is not the sale\'s', { CreditNoteInvoiceNumber: 'INV-00099' }, /'INV-00099' was not found/],
		['a task that does not exist', { TaskID: '99999999-9999-4999-8999-999999999999' }, /was not found/],
		['a total above the invoice', { Lines: [{ ...creditLine, Quantity: 3, Total: undefined }] }, /greater than what is left/],
		['a negative total', { Lines: [], AdditionalCharges: [{ ...shippingCharge, Price: -5, Total: -5 }] }, /must not be negative/],
		['a Total that is not quantity x price', { Lines: [{ ...creditLine, Total: 15 }] }, /Line 'Total' is incorrect/],
		['a price of five decimals', { Lines: [{ ...creditLine, Price: 14.99001, Total: undefined }] }, /more than 4 decimal places/],
		['an account that is no revenue', { Lines: [{ ...creditLine, Account: '610' }] }, /cannot be used as a revenue account/],
		['nothing in it', { Lines: [] }, /without lines/],
		['no date', { CreditNoteDate: undefined }, /'CreditNoteDate' is missing/],
		['more put back than credited', { Restock: [{ SKU: 'HP-MUG-SLATE', Location: 'FBA US', Quantity: 2 }] }, /greater than the credited one/],
		['a restock location that does not exist', { Restock: [{ SKU: 'HP-MUG-SLATE', Location: 'Attic', Quantity: 1 }] }, /'Attic' was not found/],
	])('is refused for %s, and leaves no trace', async (_title, change, text) => {
		const sale = await tenant.invoiced();
		expect(await refusal(sale.ID, change)).toMatch(text);
		expect((await credit(sale.ID)).CreditNoteNumber).toBe('CR-00001');
	});

	it('needs an invoice that is authorised or paid', async () => {
		const draft = await tenant.invoiced({}, {}, { Status: 'DRAFT' });
		expect(await refusal(draft.ID, {})).toMatch(/must be AUTHORISED or PAID, it is DRAFT/);
		const paid = await paidSale();
		expect((await credit(paid.ID)).Status).toBe('AUTHORISED');
	});

	it('cannot be dated on or before the lock date', async () => {
		const sale = await tenant.invoiced();
		tenant.simulator.world.company.lockDate = '2026-03-10';
		expect(await refusal(sale.ID, {})).toBe('Date must be later than the Lock Date.');
		expect((await credit(sale.ID, { CreditNoteDate: '2026-03-11' })).Status).toBe('AUTHORISED');
	});

	it('takes charges with a negative price unless the switch refuses them', async () => {
		const fee = { AdditionalCharges: [{ Description: 'Refund commission', Price: -1.2, Quantity: 1, Tax: 0, TaxRule: 'Tax on Sales', Total: -1.2, Account: '220' }] };
		const sale = await tenant.invoiced();
		await credit(sale.ID, fee);
		expect((await tenant.read(sale.ID)).CreditNotes[0].Total).toBe(15.03);
		const other = await TenantClient.start({ negativeCharges: 'refused' });
		const { ID } = await other.invoiced();
		expect(await other.refusal('POST', '/sale/creditnote', await creditNoteBody(other, ID, fee))).toMatch(/must not be negative/);
	});
});

describe('a second credit note', () => {
	it('is refused by a Simple Sale, which a switch decides', async () => {
		const sale = await tenant.invoiced();
		await credit(sale.ID);
		expect(await refusal(sale.ID, {})).toMatch(/Simple Sale cannot have more than one credit note/);
		const other = await TenantClient.start({ secondCreditNoteOfSimpleSale: 'accepted' });
		const { ID } = await other.invoiced();
		await credit(ID, {}, other);
		expect((await credit(ID, {}, other)).CreditNoteNumber).toBe('CR-00002');
	});

	it('of an Advanced Sale may take what is left of the invoice, and no more', async () => {
		const sale = await tenant.invoiced({ SaleType: 'Advanced' }, {}, { TaskID: emptyGuid });
		await credit(sale.ID);
		await credit(sale.ID);
		expect(await refusal(sale.ID, {})).toMatch(/16.23 is greater than what is left of the invoice, 5.4/);
		expect((await tenant.read(sale.ID)).CreditNotes.map((note: Data) => note.CreditNoteNumber)).toEqual(['CR-00001', 'CR-00002']);
	});
});

describe('the task of a Simple Sale\'s credit note', () => {
	it('is a new one, or the sale itself where the switch says so; payment and refund are told apart by their type', async () => {
		const sale = await tenant.invoiced();
		expect((await credit(sale.ID)).TaskID).not.toBe(sale.ID);
		const other = await TenantClient.start({ simpleCreditNoteTaskId: 'saleId' });
		const { ID } = await paidSale(other);
		const note = await credit(ID, {}, other);
		expect(note.TaskID).toBe(ID);
		expect(await other.ok('POST', '/sale/payment', refundBody(ID))).toMatchObject({ Type: 'Refund', CreditNoteNumber: 'CR-00001', InvoiceNumber: null });
	});
});

describe('S173: restock', () => {
	const mugs = async (location: string): Promise<number> => (await tenant.availability('HP-MUG-SLATE', location)).OnHand;

	it('is what puts goods back, a credit note without it none', async () => {
		const sale = await paidSale();
		await credit(sale.ID);
		expect(await mugs('FBA US')).toBe(798);
		expect((await tenant.read(sale.ID)).COGSAmount).toBe(12);
	});

	it('puts them back at its location and posts their cost back', async () => {
		const sale = await paidSale();
		const before = (await postings(sale.ID)).length;
		await credit(sale.ID, { Restock: [{ SKU: 'HP-MUG-SLATE', Location: 'FBA US', Quantity: 1, RestockLocation: 'Main Warehouse' }] });
		expect([await mugs('FBA US'), await mugs('Main Warehouse')]).toEqual([798, 501]);
		expect((await postings(sale.ID)).slice(before)).toContainEqual(['630', '310', 6]);
		expect((await tenant.read(sale.ID)).COGSAmount).toBe(6);
	});
});

describe('S171: a refund', () => {
	it('is paid on the credit note, receivable against the account, and shown with it', async () => {
		const sale = await paidSale();
		const note = await credit(sale.ID);
		const refund = await tenant.ok('POST', '/sale/payment', refundBody(note.TaskID));
		expect(refund).toMatchObject({ Type: 'Refund', InvoiceNumber: null, CreditNoteNumber: 'CR-00001', Amount: 16.23, SaleID: sale.ID });
		expect((await postings(sale.ID)).at(-1)).toEqual(['610', '710', 16.23]);
		const { CreditNotes: [shown] } = await tenant.ok('GET', `/sale/creditnote?SaleID=${sale.ID}&IncludePaymentInfo=true`);
		expect([shown.CreditNoteBalance, shown.Payments.map((payment: Data) => payment.Amount)]).toEqual([0, [16.23]]);
		expect((await tenant.read(sale.ID)).CreditNotes[0].Refunds[0].Reference).toBe('R-1');
		expect((await tenant.ok('GET', `/sale/payment?SaleID=${sale.ID}`)).map((payment: Data) => payment.Type)).toEqual(['Payment', 'Refund']);
		expect([balances()['610'], balances()['710']]).toEqual([undefined, '21.63']);
	});

	it.each<[string, Data, RegExp]>([
		['more than the balance', { Amount: 16.24 }, /greater than the credit note balance 16.23/],
		['an account that takes none', { Account: '200' }, /neither a bank account/],
		['a day in closed books', { DatePaid: '2026-03-01' }, /Lock Date/],
	])('is refused for %s', async (_title, change, text) => {
		const note = await credit((await paidSale()).ID);
		tenant.simulator.world.company.lockDate = '2026-03-01';
		expect(await tenant.refusal('POST', '/sale/payment', { ...refundBody(note.TaskID), ...change })).toMatch(text);
	});

	it('needs an authorised credit note', async () => {
		const note = await credit((await paidSale()).ID, { Status: 'DRAFT' });
		expect(await tenant.refusal('POST', '/sale/payment', refundBody(note.TaskID))).toMatch(/authorised credit note/);
	});

	it('can be taken back', async () => {
		const note = await credit((await paidSale()).ID);
		const before = balances();
		const refund = await tenant.ok('POST', '/sale/payment', refundBody(note.TaskID));
		await tenant.ok('DELETE', `/sale/payment?ID=${refund.ID}`);
		expect(balances()).toEqual(before);
	});
});

describe('the states of a sale with a credit note', () => {
	const states = async (saleId: string): Promise<unknown[]> => {
		const sale = await tenant.read(saleId);
		return [sale.Status, sale.CombinedInvoiceStatus, sale.CombinedPaymentStatus];
	};

	it('lead over CREDITED back to COMPLETED when the money is given back', async () => {
		const sale = await paidSale();
		expect(await states(sale.ID)).toEqual(['COMPLETED', 'INVOICED', 'PAID']);
		const note = await credit(sale.ID);
		expect(await states(sale.ID)).toEqual(['CREDITED', 'INVOICED / CREDITED', 'OVERPAID / CREDITED']);
		await tenant.ok('POST', '/sale/payment', refundBody(note.TaskID));
		expect(await states(sale.ID)).toEqual(['COMPLETED', 'INVOICED / CREDITED', 'PAID']);
	});

	it('are in the sale list with invoices less credit notes and payments less refunds, found by number and change', async () => {
		const sale = await paidSale();
		expect(await row()).toMatchObject({ InvoiceAmount: 37.86, PaidAmount: 37.86, CreditNoteNumber: null, CreditNoteStatus: 'NOT AVAILABLE' });
		tenant.clock.advance(12 * 3_600_000);
		expect((await tenant.ok('GET', '/saleList?UpdatedSince=2026-03-10T23:00:00Z')).Total).toBe(0);
		const note = await credit(sale.ID, { CreditNoteDate: '2026-03-11' });
		await tenant.ok('POST', '/sale/payment', { ...refundBody(note.TaskID), Amount: 10 });
		expect(await row()).toMatchObject({ InvoiceAmount: 21.63, PaidAmount: 27.86, SaleInvoicesTotalAmount: 37.86, CreditNoteNumber: 'CR-00001', CreditNoteStatus: 'AUTHORISED', CombinedInvoiceStatus: 'INVOICED / CREDITED' });
		for (const query of ['Search=CR-00001', 'CreditNoteStatus=AUTHORISED', 'UpdatedSince=2026-03-10T23:00:00Z']) expect((await tenant.ok('GET', `/saleList?${query}`)).Total).toBe(1);
	});
});

describe('taking a credit note back', () => {
	it('is refused for a Simple Sale', async () => {
		const note = await credit((await tenant.invoiced()).ID);
		expect(await tenant.refusal('DELETE', `/sale/creditnote?TaskID=${note.TaskID}&Void=true`)).toMatch(/Advanced Sale only/);
	});

	it('voids it with its refund and restock; it stays listed and leaves room for another', async () => {
		const sale = await tenant.invoiced({ SaleType: 'Advanced' }, {}, { TaskID: emptyGuid });
		const before = balances();
		const note = await credit(sale.ID, { Restock: [{ SKU: 'HP-MUG-SLATE', Location: 'FBA US', Quantity: 1 }] });
		await tenant.ok('POST', '/sale/payment', refundBody(note.TaskID));
		const { CreditNotes } = await tenant.ok('DELETE', `/sale/creditnote?TaskID=${note.TaskID}&Void=true`);
		expect(CreditNotes).toMatchObject([{ TaskID: note.TaskID, CreditNoteNumber: 'CR-00001', Status: 'VOIDED', Lines: [], Restock: [] }]);
		expect(balances()).toEqual(before);
		expect((await tenant.availability('HP-MUG-SLATE', 'FBA US')).OnHand).toBe(800);
		expect((await tenant.read(sale.ID)).CombinedInvoiceStatus).toBe('INVOICED');
		expect((await row()).CreditNoteStatus).toBe('VOIDED');
		await credit(sale.ID);
		expect((await credit(sale.ID)).CreditNoteNumber).toBe('CR-00003');
	});

	it('happens with the sale, and leaves nothing in the ledger or on the wrong shelf', async () => {
		const sale = await paidSale();
		const note = await credit(sale.ID, { Restock: [{ SKU: 'HP-MUG-SLATE', Location: 'FBA US', Quantity: 1 }] });
		await tenant.ok('POST', '/sale/payment', refundBody(note.TaskID));
		const voided = await tenant.ok('DELETE', `/sale?ID=${sale.ID}&Void=true`);
		expect([voided.CreditNotes[0].Status, voided.CreditNotes[0].Refunds, balances()]).toEqual(['VOIDED', [], {}]);
		expect(await tenant.availability('HP-MUG-SLATE', 'FBA US')).toMatchObject({ OnHand: 800, Allocated: 0 });
	});
});

describe('a lost answer', () => {
	it.each([['/sale/creditnote', 'creditNotes'], ['/sale/payment', 'refunds']])('of POST %s leaves what was done', async (path) => {
		const sale = await paidSale();
		const body = path === '/sale/payment' ? refundBody((await credit(sale.ID)).TaskID) : await creditNoteBody(tenant, sale.ID);
		tenant.simulator.faults.add({ operation: `POST ${path}`, kind: 'dropAfterCommit' });
		await expect(tenant.call('POST', path, body)).rejects.toThrow();
		const [note] = tenant.simulator.world.creditNotesOf(sale.ID);
		expect([note.status, note.payments.length]).toEqual(['AUTHORISED', path === '/sale/payment' ? 1 : 0]);
		expect(tenant.simulator.requests.at(-1)?.operation).toBe(`POST ${path}`);
	});
});

it('the number of the invoice is compared without regard to case', async () => {
	const sale = await tenant.invoiced();
	expect((await credit(sale.ID, { CreditNoteInvoiceNumber: 'inv-00001' })).CreditNoteInvoiceNumber).toBe('INV-00001');
});
