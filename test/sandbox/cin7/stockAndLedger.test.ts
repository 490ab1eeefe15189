import { demoCustomers } from '../../../sandbox/demo/tenant';
import { sum } from '../../../src/domain/money';
import type { Cin7Switches } from '../../../sandbox/cin7/switches';
import { invoiceBody, mugLine, orderBody, paymentBody, saleHeader, TenantClient, type Data } from './tenantClient';

let tenant: TenantClient;
beforeEach(async () => { tenant = await TenantClient.start(); });
afterEach(async () => { await TenantClient.closeAll(); });

const mug = async (of = tenant): Promise<number[]> => {
	const row = await of.availability('HP-MUG-SLATE', 'FBA US');
	return [row.OnHand, row.Allocated, row.Available];
};
/** A teapot line: Main Warehouse has none, FBA DE has 3. */
const teapot = (quantity: number): Data => ({ Lines: [{ ...mugLine, SKU: 'HP-TEAPOT-12', Quantity: quantity, Total: undefined }], AdditionalCharges: [] });
const using = async (switches: Partial<Cin7Switches>, use: (other: TenantClient) => Promise<void>): Promise<void> => await use(await TenantClient.start(switches));

describe('stock', () => {
	it('is allocated when the order is authorised, not before', async () => {
		const sale = await tenant.sale();
		await tenant.ok('POST', '/sale/order', { ...orderBody(sale.ID), Status: 'DRAFT' });
		expect(await mug()).toEqual([800, 0, 800]);
		await tenant.ok('POST', '/sale/order', orderBody(sale.ID));
		expect(await mug()).toEqual([800, 2, 798]);
	});

	it('leaves the shelf and the allocation with the shipment', async () => {
		await tenant.ordered({}, { AutoPickPackShipMode: 'AUTOPICKPACKSHIP' });
		expect(await mug()).toEqual([798, 0, 798]);
	});

	it('has a value, not a quantity, in StockOnHand', async () => {
		expect((await tenant.availability('HP-MUG-SLATE', 'FBA US')).StockOnHand).toBe(4800);
	});

	it('shows what is sold out, at its location and in its bin', async () => {
		expect(await tenant.availability('HP-TEAPOT-12', 'Main Warehouse')).toMatchObject({ OnHand: 0, Available: 0 });
		expect((await tenant.ok('GET', '/ref/productavailability?Sku=WH-0001')).ProductAvailabilityList[0].Bin).toBe('Shelf A1');
	});

	it('that is too little becomes a backorder, silently', async () => {
		const sale = await tenant.ordered({ Location: 'FBA DE' }, teapot(5));
		const read = await tenant.read(sale.ID);
		expect([read.Status, read.Order.Lines[0].BackorderQuantity, read.Order.Lines[0].Backorder]).toEqual(['BACKORDERED', 2, true]);
		expect(await tenant.availability('HP-TEAPOT-12', 'FBA DE')).toMatchObject({ OnHand: 3, Allocated: 3, Available: 0 });
	});

	it('goes below zero with backorders where the switch says so', async () => {
		await using({ backorderAllocates: true }, async (other) => {
			await other.ordered({ Location: 'FBA DE' }, teapot(5));
			expect(await other.availability('HP-TEAPOT-12', 'FBA DE')).toMatchObject({ OnHand: 3, Allocated: 5, Available: -2 });
		});
	});
});

describe('automatic pick, pack and ship', () => {
	it.each([
		['NOPICK', ['NOT AVAILABLE', 'NOT AVAILABLE', 'NOT AVAILABLE'], 'ORDERED', ['NOT PICKED', 'NOT PACKED', 'NOT SHIPPED']],
		['AUTOPICK', ['AUTHORISED', 'NOT AVAILABLE', 'NOT AVAILABLE'], 'PICKED', ['PICKED', 'NOT PACKED', 'NOT SHIPPED']],
		['AUTOPICKPACK', ['AUTHORISED', 'AUTHORISED', 'NOT AVAILABLE'], 'PACKED', ['PICKED', 'PACKED', 'NOT SHIPPED']],
		['AUTOPICKPACKSHIP', ['AUTHORISED', 'AUTHORISED', 'AUTHORISED'], 'SHIPPING', ['PICKED', 'PACKED', 'SHIPPED']],
	])('%s authorises its stages of a Simple Sale, whose fulfillment has the id of the sale', async (mode, stages, status, combined) => {
		const sale = await tenant.ordered({}, { AutoPickPackShipMode: mode });
		const { Fulfilments: [task] } = await tenant.ok('GET', `/sale/fulfilment?SaleID=${sale.ID}`);
		expect([task.TaskID, [task.Pick.Status, task.Pack.Status, task.Ship.Status]]).toEqual([sale.ID, stages]);
		const read = await tenant.read(sale.ID);
		expect(read.Status).toBe(status);
		expect([read.CombinedPickingStatus, read.CombinedPackingStatus, read.CombinedShippingStatus]).toEqual(combined);
		const [pick, pack, ship] = await Promise.all(['pick', 'pack', 'ship'].map(async (stage) => await tenant.ok('GET', `/sale/fulfilment/${stage}?TaskID=${sale.ID}`)));
		expect([pick.Status, pack.Status, ship.Status]).toEqual(stages);
	});

	it('leaves the pick in draft with what there is, and packs and ships nothing, when stock is too little', async () => {
		const sale = await tenant.ordered({ Location: 'FBA DE' }, { ...teapot(5), AutoPickPackShipMode: 'AUTOPICKPACKSHIP' });
		const { Fulfilments: [task] } = await tenant.ok('GET', `/sale/fulfilment?SaleID=${sale.ID}`);
		expect([task.Pick.Status, task.Pick.Lines[0].Quantity, task.Pack.Status, task.Ship.Status]).toEqual(['DRAFT', 3, 'NOT AVAILABLE', 'NOT AVAILABLE']);
		expect((await tenant.availability('HP-TEAPOT-12', 'FBA DE')).OnHand).toBe(3);
	});

	it('has no effect at all then where the switch says so', async () => {
		await using({ autoPickWithBackorder: 'ignored' }, async (other) => {
			const sale = await other.ordered({ Location: 'FBA DE' }, { ...teapot(5), AutoPickPackShipMode: 'AUTOPICKPACKSHIP' });
			const read = await other.read(sale.ID);
			expect([read.Status, read.Fulfilments[0].Pick.Status]).toEqual(['BACKORDERED', 'NOT AVAILABLE']);
		});
	});

	it('has no effect on an Advanced Sale', async () => {
		const sale = await tenant.ordered({ SaleType: 'Advanced' }, { AutoPickPackShipMode: 'AUTOPICKPACKSHIP' });
		const read = await tenant.read(sale.ID);
		expect([read.Status, read.Fulfilments]).toEqual(['ORDERED', []]);
		expect(await mug()).toEqual([800, 2, 798]);
	});

	it('refuses an unknown mode', async () => {
		const sale = await tenant.sale();
		expect(await tenant.refusal('POST', '/sale/order', { ...orderBody(sale.ID), AutoPickPackShipMode: 'ALL' })).toMatch(/unknown value/);
	});
});

const postings = (sale: Data): unknown[] => sale.Transactions.map((entry: Data) => [entry.Debit, entry.Credit, entry.Amount]);

describe('the ledger', () => {
	it('has receivables against revenue and tax, the payment, and the cost of what was shipped', async () => {
		const sale = await tenant.invoiced({}, { AutoPickPackShipMode: 'AUTOPICKPACKSHIP' });
		await tenant.ok('POST', '/sale/payment', paymentBody(sale.ID));
		expect(postings(await tenant.read(sale.ID))).toEqual([
			['310', '630', 12], ['610', '210', 29.98], ['610', '820', 2.88], ['610', '220', 5], ['710', '610', 37.86],
		]);
		expect(tenant.simulator.world.ledger.balance('610')).toBe('0');
		expect((await tenant.read(sale.ID)).COGSAmount).toBe(12);
	});

	it('is in base currency, net of the tax that prices include', async () => {
		const german = { CustomerID: demoCustomers.de.id, TaxRule: 'MwSt 19%', TaxInclusive: true, Location: 'FBA DE', CurrencyRate: 1.1 };
		const lines = { Lines: [{ ...mugLine, Price: 11.9, Tax: 3.8, TaxRule: 'MwSt 19%', Total: 23.8, Account: '210' }], AdditionalCharges: [] };
		const sale = await tenant.invoiced(german, lines, { ...lines, CurrencyConversionRate: 1.1 });
		expect(postings(await tenant.read(sale.ID))).toEqual([['610', '210', 22], ['610', '821', 4.18]]);
		expect(await tenant.refusal('POST', '/sale/payment', { ...paymentBody(sale.ID), Amount: 23.8, Account: '711', CurrencyRate: undefined })).toMatch(/'CurrencyRate' is missing/);
		await tenant.ok('POST', '/sale/payment', { ...paymentBody(sale.ID), Amount: 23.8, Account: '711', CurrencyRate: 1.1 });
		expect(tenant.simulator.world.ledger.balance('711')).toBe('26.18');
	});

	it('is read back by date and account', async () => {
		const sale = await tenant.invoiced();
		await tenant.ok('POST', '/sale/payment', { ...paymentBody(sale.ID), DatePaid: '2026-03-12' });
		const { Transactions, Total } = await tenant.ok('GET', '/transactions?FromDate=2026-03-11&ToDate=2026-03-12&Account=610');
		expect(Total).toBe(1);
		expect(Transactions[0]).toMatchObject({ DebitAccountCode: '710', CreditAccountCode: '610', Amount: 37.86, Reference: saleHeader.CustomerReference, Type: 'Sale' });
		expect((await tenant.ok('GET', '/transactions?Account=820')).Total).toBe(1);
	});

	it.each(['negative', 'swapped'] as const)('is back at nothing after a void, by %s reversals', async (reversal) => {
		await using({ reversal }, async (other) => {
			const sale = await other.invoiced({}, { AutoPickPackShipMode: 'AUTOPICKPACKSHIP' });
			await other.ok('POST', '/sale/payment', paymentBody(sale.ID));
			await other.ok('DELETE', `/sale?ID=${sale.ID}&Void=true`);
			const { entries, balance } = { entries: other.simulator.world.ledger.entries, balance: (code: string) => other.simulator.world.ledger.balance(code) };
			expect(entries).toHaveLength(10);
			expect(['310', '610', '210', '710', '820'].map(balance)).toEqual(['0', '0', '0', '0', '0']);
			expect(sum(entries.map((entry) => entry.amount)) === '0').toBe(reversal === 'negative');
		});
	});

	it('has no cost of goods where the switch says so', async () => {
		await using({ costing: 'zero' }, async (other) => {
			const sale = await other.ordered({}, { AutoPickPackShipMode: 'AUTOPICKPACKSHIP' });
			expect(postings(await other.read(sale.ID))).toEqual([]);
		});
	});
});

describe('void', () => {
	it('keeps the documents as VOIDED and gives the stock back', async () => {
		const sale = await tenant.invoiced({}, { AutoPickPackShipMode: 'AUTOPICKPACKSHIP' });
		await tenant.ok('POST', '/sale/payment', paymentBody(sale.ID));
		const voided = await tenant.ok('DELETE', `/sale?ID=${sale.ID}&Void=true`);
		expect([voided.Status, voided.Order.Status, voided.Invoices[0].Status, voided.Invoices[0].Payments]).toEqual(['VOIDED', 'VOIDED', 'VOIDED', []]);
		expect([voided.CombinedInvoiceStatus, voided.CombinedPaymentStatus, voided.FulFilmentStatus]).toEqual(['VOIDED', 'VOIDED', 'VOIDED']);
		expect(await mug()).toEqual([800, 0, 800]);
		const { SaleList: [row] } = await tenant.ok('GET', `/saleList?ExternalID=${saleHeader.ExternalID}`);
		expect([row.Status, row.InvoiceAmount, row.PaidAmount]).toEqual(['VOIDED', 0, 0]);
	});

	it('is final', async () => {
		const sale = await tenant.ordered();
		await tenant.ok('DELETE', `/sale?ID=${sale.ID}&Void=true`);
		expect(await mug()).toEqual([800, 0, 800]);
		expect(await tenant.refusal('DELETE', `/sale?ID=${sale.ID}&Void=true`)).toMatch(/already voided/);
		expect(await tenant.refusal('DELETE', `/sale?ID=${sale.ID}`)).toMatch(/cannot be undone/);
		expect(await tenant.refusal('PUT', '/sale', { ...saleHeader, ID: sale.ID })).toMatch(/voided/);
		expect(await tenant.refusal('POST', '/sale/order', orderBody(sale.ID))).toMatch(/it is VOIDED/);
		expect(await tenant.refusal('POST', '/sale/invoice', invoiceBody(sale.ID))).toMatch(/voided/);
	});

	it('is refused with payments where the switch says so', async () => {
		await using({ voidWithPayments: 'refused' }, async (other) => {
			const sale = await other.invoiced();
			const payment = await other.ok('POST', '/sale/payment', paymentBody(sale.ID));
			expect(await other.refusal('DELETE', `/sale?ID=${sale.ID}&Void=true`)).toMatch(/with payments/);
			await other.ok('DELETE', `/sale/payment?ID=${payment.ID}`);
			expect((await other.ok('DELETE', `/sale?ID=${sale.ID}&Void=true`)).Status).toBe('VOIDED');
		});
	});
});

describe('undo', () => {
	it('is what DELETE does without Void: drafts that keep their lines', async () => {
		const sale = await tenant.invoiced({}, { AutoPickPackShipMode: 'AUTOPICKPACKSHIP' });
		const undone = await tenant.ok('DELETE', `/sale?ID=${sale.ID}`);
		expect([undone.Order.Status, undone.Order.Lines.length, undone.Invoices[0].Status, undone.Fulfilments]).toEqual(['DRAFT', 1, 'DRAFT', []]);
		expect(await mug()).toEqual([800, 0, 800]);
		expect(tenant.simulator.world.ledger.balance('610')).toBe('0');
		await tenant.ok('POST', '/sale/order', orderBody(sale.ID));
		const again = await tenant.ok('POST', '/sale/invoice', invoiceBody(sale.ID));
		expect([again.Invoices.length, again.Invoices[0].InvoiceNumber]).toEqual([1, 'INV-00001']);
	});

	it('is refused once the sale is in the accounting system', async () => {
		const sale = await tenant.invoiced();
		const record = tenant.simulator.world.sales.get(sale.ID);
		if (record) record.exported = true;
		expect(await tenant.refusal('DELETE', `/sale?ID=${sale.ID}&Void=false`)).toMatch(/exported/);
	});
});

describe('the list of sales', () => {
	const ids = async (query: string): Promise<string[]> => (await tenant.ok('GET', `/saleList?${query}`)).SaleList.map((row: Data) => row.SaleID);

	it('finds an ExternalID exactly, all of its sales', async () => {
		const first = await tenant.sale({ ExternalID: '114-A' });
		const second = await tenant.sale({ ExternalID: '114-A' });
		await tenant.sale({ ExternalID: '114-AB' });
		expect(await ids('ExternalID=114-A')).toEqual([second.ID, first.ID]);
		expect(await ids('ExternalID=114-a')).toEqual([]);
	});

	it('finds what changed since an instant', async () => {
		const old = await tenant.sale();
		tenant.clock.advance(3_600_000);
		const young = await tenant.sale();
		expect(await ids('UpdatedSince=2026-03-10T12:30:00Z')).toEqual([young.ID]);
		expect(await ids('UpdatedUntil=2026-03-10T12:30:00')).toEqual([old.ID]);
		await tenant.ok('POST', '/sale/order', orderBody(old.ID));
		expect((await ids('UpdatedSince=2026-03-10T12:30:00Z')).sort()).toEqual([old.ID, young.ID].sort());
		expect(await ids('CreatedSince=2026-03-10T12:30:00Z')).toEqual([young.ID]);
	});

	it('finds by status and by search', async () => {
		const packed = await tenant.ordered({}, { AutoPickPackShipMode: 'AUTOPICKPACK' });
		const invoiced = await tenant.invoiced({ CustomerReference: 'PO-77' });
		expect(await ids('Status=PACKED')).toEqual([packed.ID]);
		expect(await ids('ReadyForShipping=true')).toEqual([packed.ID]);
		expect(await ids('CombinedPickStatus=NOT PICKED')).toEqual([invoiced.ID]);
		expect(await ids('Search=inv-00001')).toEqual([invoiced.ID]);
		expect(await ids('Search=po-77')).toEqual([invoiced.ID]);
		const { SaleList: [row] } = await tenant.ok('GET', '/saleList?CombinedInvoiceStatus=INVOICED');
		expect([row.SaleID, row.InvoiceAmount, row.CombinedPaymentStatus]).toEqual([invoiced.ID, 37.86, 'UNPAID']);
	});

	it('words the invoice status as the table does where the switch says so', async () => {
		await using({ combinedInvoiceWords: 'table' }, async (other) => {
			const sale = await other.invoiced();
			expect((await other.read(sale.ID)).CombinedInvoiceStatus).toBe('AUTHORISED');
		});
	});
});
