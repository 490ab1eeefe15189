import { VirtualClock } from '../../sandbox/clock';
import { fetchConnection } from '../../sandbox/cin7Connection';
import type { FaultKind } from '../../sandbox/cin7/faults';
import { startCin7Simulator, type Cin7Simulator } from '../../sandbox/cin7/server';
import type { Cin7Switches } from '../../sandbox/cin7/switches';
import { demoAccountId, demoApplicationKey, demoCustomers, demoTenant } from '../../sandbox/demo/tenant';
import { createCin7Client } from '../../src/cin7/client';
import type { CallServices } from '../../src/cin7/calls';
import type { SaleHeader, SaleInvoiceDocument, SaleOrderDocument, SalePayment } from '../../src/domain/accounting/sale';
import type { Cin7Port } from '../../src/processes/ports/cin7';
import { memoryBudgets } from '../amazon/memoryBudgets';
import { failureOf, memoryCache } from './scriptedCin7';

const ORDER = '114-0000001-0000001';
const clock = (): VirtualClock => new VirtualClock('2026-03-10T12:00:00Z');
let simulator: Cin7Simulator;
let client: Cin7Port;

async function start(switches: Partial<Cin7Switches> = {}, services: Partial<CallServices> & { callsPerMinute?: number } = {}): Promise<void> {
	const time = clock();
	simulator = await startCin7Simulator({ clock: time, tenant: demoTenant(), switches });
	const connection = fetchConnection({ baseUrl: simulator.url, accountId: demoAccountId, applicationKey: demoApplicationKey, callsPerMinute: services.callsPerMinute });
	client = createCin7Client(connection, { clock: time, budgets: memoryBudgets(time), referenceCache: memoryCache(), runBudgetMs: 60 * 60_000, random: () => 0.5, ...services });
}
afterEach(async () => { await simulator.close(); });

const shippingAddress = { line1: '12 Harbor Street', city: 'Portland', state: 'ME', postcode: '04101', country: 'United States', contact: 'Jane Roe' };
const header: SaleHeader = {
	customerId: demoCustomers.us.id, contact: 'Jane Roe', defaultAccount: '210', billingAddress: shippingAddress, shippingAddress, taxRule: 'Tax on Sales', taxInclusive: false, terms: '30 days',
	priceTier: 'Retail', requiredBy: '2026-03-10', location: 'FBA US', saleOrderDate: '2026-03-10', customerReference: ORDER, currencyRate: '1',
	salesRepresentative: 'Amazon_US', carrier: 'UPS', externalId: ORDER, skipQuote: true,
};
const totals = { currency: 'USD', beforeTax: '33.48', tax: '2.88', total: '36.36' };
const charges = [
	{ description: 'Shipping', quantity: 1, price: '5', tax: '0.41', taxRule: 'Tax on Sales', total: '5' },
	{ description: 'Discount', quantity: 1, price: '-1.5', tax: '0', taxRule: 'Tax Exempt', total: '-1.5' },
];

async function mugLines() {
	const product = await client.productBySku('hp-mug-slate');
	if (!product) throw new Error('The demo tenant has no mug');
	return [{ productId: product.id, sku: product.sku, name: product.name, quantity: 2, price: '14.99', tax: '2.47', taxRule: 'Tax on Sales', total: '29.98' }];
}
const orderOf = async (saleId: string): Promise<SaleOrderDocument> => ({ saleId, status: 'AUTHORISED', autoPickPackShipMode: 'AUTOPICKPACKSHIP', memo: '', lines: await mugLines(), charges, totals });
const invoiceOf = async (saleId: string): Promise<SaleInvoiceDocument> => ({
	saleId, taskId: saleId, status: 'AUTHORISED', memo: '', invoiceDate: '2026-03-10', dueDate: '2026-04-09', currencyRate: '1',
	lines: (await mugLines()).map((line) => ({ ...line, account: '210' })), charges: charges.map((charge) => ({ ...charge, account: '220' })), totals,
});
const paymentOf = (taskId: string): SalePayment => ({ taskId, reference: ORDER, amount: '36.36', datePaid: '2026-03-10', account: '710', currencyRate: '1' });

describe('a whole sale, written and read back', () => {
	it('is in Cin7 Core as it was planned, to the cent', async () => {
		await start();
		const sale = await client.createSale(header);
		const order = await client.writeSaleOrder(await orderOf(sale.saleId));
		const { invoices } = await client.writeSaleInvoice(await invoiceOf(sale.saleId));
		const [invoice] = invoices;
		expect(invoice).toMatchObject({ total: '36.36', status: 'AUTHORISED', payments: [] });
		const { id } = await client.createPayment(paymentOf(invoice?.taskId ?? ''));

		expect(await client.sale(sale.saleId)).toEqual({
			saleId: sale.saleId, status: 'COMPLETED', type: 'Simple Sale', externalId: ORDER, customerReference: ORDER, customerId: demoCustomers.us.id,
			orderNumber: order.orderNumber, orderStatus: 'AUTHORISED', pickStatus: 'AUTHORISED', packStatus: 'AUTHORISED', shipStatus: 'AUTHORISED',
			invoices: [{ taskId: invoice?.taskId, invoiceNumber: invoice?.invoiceNumber, status: 'PAID', total: '36.36', payments: [{ id, reference: ORDER, amount: '36.36' }] }],
			creditNotes: [],
		});
		expect(await client.salesByExternalId(ORDER)).toEqual([{ saleId: sale.saleId, orderNumber: order.orderNumber, status: 'COMPLETED', externalId: ORDER, invoiceStatus: 'INVOICED', shippingStatus: 'SHIPPED' }]);
	});

	it('does not add the buyer\'s address to the card of the default customer', async () => {
		await start();
		const before = await client.customerById(demoCustomers.us.id);
		await client.createSale(header);
		expect((await client.customerById(demoCustomers.us.id))?.addresses).toEqual(before?.addresses);
	});

	it('S158: is void after a void, and still found by its ExternalID', async () => {
		await start();
		const sale = await client.createSale(header);
		await client.voidSale(sale.saleId);
		expect(await client.salesByExternalId(ORDER)).toMatchObject([{ saleId: sale.saleId, status: 'VOIDED' }]);
		expect(await client.sale(sale.saleId)).toMatchObject({ status: 'VOIDED', invoices: [] });
	});

	it('finds no sale that is not there', async () => {
		await start();
		expect(await client.sale('99999999-9999-4999-8999-999999999999')).toBeUndefined();
		expect(await client.salesByExternalId(ORDER)).toEqual([]);
	});

	it('tells an invoice whose task has an id of its own', async () => {
		await start({ simpleTaskIds: 'new' });
		const sale = await client.createSale(header);
		await client.writeSaleOrder(await orderOf(sale.saleId));
		const emptyGuid = '00000000-0000-0000-0000-000000000000';
		const { invoices } = await client.writeSaleInvoice({ ...(await invoiceOf(sale.saleId)), taskId: emptyGuid });
		expect(invoices).toHaveLength(1);
		expect(invoices[0]?.taskId).not.toBe(sale.saleId);
		await expect(client.createPayment(paymentOf(invoices[0]?.taskId ?? ''))).resolves.toHaveProperty('id');
	});
});

describe('the reference books, customers and products of the tenant', () => {
	it('are read whole', async () => {
		await start();
		const books = await client.reference();
		expect(books.company).toMatchObject({ currency: 'USD' });
		expect(books.accounts.find(({ code }) => code === '710')).toMatchObject({ forPayments: true, bank: false, active: true });
		expect(books.accounts.find(({ code }) => code === '201')).toMatchObject({ active: false });
		expect(books.taxRules.find(({ name }) => name === 'Tax on Sales')).toMatchObject({ percent: '8.25', forSale: true, active: true, inclusive: false });
		expect(books.locations.find(({ name }) => name === 'Main Warehouse')).toMatchObject({ isDefault: true });
		expect(books.paymentTerms.find(({ isDefault }) => isDefault)).toMatchObject({ name: '30 days', duration: 30 });
		expect(books.priceTiers).toHaveLength(10);
		expect(books.contacts.map(({ name }) => name)).toContain('Amazon_US');
		expect(books.carriers.length).toBeGreaterThan(0);
	});

	it('take a new carrier, a new sales representative and a new customer', async () => {
		await start();
		await client.reference();
		await client.createCarrier('Free Shipping');
		await client.createSalesRepresentative('Harbor & Pine Outlet');
		const books = await client.reference();
		expect(books.carriers.map(({ name }) => name)).toContain('Free Shipping');
		const customer = await client.createCustomer({ name: 'Jane Roe', currency: 'USD', paymentTerm: '30 days', accountReceivable: '610', revenueAccount: '200', taxRule: 'Tax on Sales', priceTier: 'Retail', contact: { name: 'Jane Roe', email: 'jane@example.com' } });
		expect(await client.customerByName('JANE ROE')).toEqual(customer);
		const sale = await client.createSale({ ...header, customerId: customer.id, carrier: 'Free Shipping', salesRepresentative: 'Harbor & Pine Outlet' });
		expect(sale.customerId).toBe(customer.id);
	});

	it('a customer and a product that do not exist are undefined', async () => {
		await start();
		expect(await client.customerById('99999999-9999-4999-8999-999999999999')).toBeUndefined();
		expect(await client.customerByName('Nobody at all')).toBeUndefined();
		expect(await client.productBySku('HP-MUG')).toBeUndefined();
	});

	it('products are listed all, and searched by part of a name', async () => {
		await start();
		let listed = 0;
		for await (const product of client.products()) if (product.active) listed++;
		expect(listed).toBeGreaterThan(300);
		expect((await client.searchProducts('mug', 1)).rows.map(({ sku }) => sku)).toContain('HP-MUG-SLATE');
		expect((await client.searchCustomers('Astoria', 1)).rows.length).toBeGreaterThan(3);
	});

	it('a name that is taken is a clear no that tells no names', async () => {
		await start();
		const customer = { name: 'Astoria Bakery', currency: 'USD', paymentTerm: '30 days', accountReceivable: '610', revenueAccount: '200', taxRule: 'Tax on Sales' };
		const error = await failureOf(client.createCustomer(customer));
		expect(error).toMatchObject({ kind: 'rejected', ambiguous: false });
		expect(`${error.message} ${error.serviceMessage}`).not.toContain('Astoria');
	});
});

describe('faults on the way', () => {
	const salesOf = (): number => simulator.world.sales.size;

	it.each<FaultKind>(['limit429', 'limit503', 'limit400'])('%s: a write is repeated and done once', async (kind) => {
		await start();
		simulator.faults.add({ operation: 'POST /sale', kind, times: 2 });
		await client.createSale(header);
		expect([salesOf(), simulator.faults.pending()]).toEqual([1, 0]);
	});

	it.each<FaultKind>(['limit429', 'limit503', 'limit400', 'error500', 'html503', 'html200', 'dropConnection', 'hang', 'empty200', 'dropAfterCommit', 'tornBody', 'slowDrip'])('%s: a read comes through', async (kind) => {
		await start({}, { deadlineMs: 2000 });
		simulator.faults.add({ operation: 'GET /me', kind });
		await expect(client.company()).resolves.toMatchObject({ currency: 'USD' });
		expect(simulator.faults.pending()).toBe(0);
	});

	it.each<FaultKind>(['error500', 'html503', 'html200', 'dropConnection', 'hang'])('N47: %s before anything is done: a doubt, one request, no sale', async (kind) => {
		await start({}, { deadlineMs: 300 });
		simulator.faults.add({ operation: 'POST /sale', kind });
		expect(await failureOf(client.createSale(header))).toMatchObject({ ambiguous: true });
		expect(simulator.requests).toHaveLength(1);
		expect(await client.salesByExternalId(ORDER)).toEqual([]);
	});

	it.each<FaultKind>(['empty200', 'dropAfterCommit', 'tornBody'])('N47: %s after it was done: a doubt, one request, and the sale is found', async (kind) => {
		await start();
		simulator.faults.add({ operation: 'POST /sale', kind });
		expect(await failureOf(client.createSale(header))).toMatchObject({ ambiguous: true });
		expect(await client.salesByExternalId(ORDER)).toHaveLength(1);
		expect(salesOf()).toBe(1);
	});

	it('an answer that drips is waited for', async () => {
		await start();
		simulator.faults.add({ operation: 'POST /sale', kind: 'slowDrip' });
		await expect(client.createSale(header)).resolves.toMatchObject({ externalId: ORDER });
	});

	it('refused keys are told as such', async () => {
		await start();
		const connection = fetchConnection({ baseUrl: simulator.url, accountId: demoAccountId, applicationKey: '99999999-9999-4999-8999-999999999999' });
		const time = clock();
		const stranger = createCin7Client(connection, { clock: time, budgets: memoryBudgets(time), referenceCache: memoryCache() });
		expect(await failureOf(stranger.company())).toMatchObject({ kind: 'unauthorized', status: 403 });
	});

	it.each<Partial<Cin7Switches>>([{ unknownPath: 'html200' }, { unknownPath: 'json404' }])('a wrong address is told, whatever an unknown path answers: %j', async (switches) => {
		await start(switches);
		const time = clock();
		const connection = fetchConnection({ baseUrl: `${simulator.url}/v3`, accountId: demoAccountId, applicationKey: demoApplicationKey });
		const lost = createCin7Client(connection, { clock: time, budgets: memoryBudgets(time), referenceCache: memoryCache(), random: () => 0 });
		const { kind } = await failureOf(lost.company());
		expect(['unreadable', 'notFound']).toContain(kind);
	});

	it('a refusal in the form of one object is read too', async () => {
		await start({ errorBody: 'object' });
		const error = await failureOf(client.createSale({ ...header, carrier: 'Nobody Express' }));
		expect(error).toMatchObject({ kind: 'rejected', serviceMessage: "Carrier 'Nobody Express' was not found in reference book" });
	});
});

describe('the limit of sixty calls', () => {
	it.each(['rolling', 'fixed'] as const)('N46: is never overstepped in a %s minute, at almost its full rate', async (window) => {
		await start({ window });
		const begun = simulator.clock.now();
		for (let call = 0; call < 150; call++) await client.company();
		expect(simulator.requests.filter(({ status }) => status !== 200)).toEqual([]);
		expect(150 / ((simulator.clock.now() - begun) / 60_000)).toBeGreaterThan(58.8);
	});

	it.each([429, 503, 400] as const)('somebody else on the same application costs time and nothing else (%i)', async (overLimit) => {
		await start({ overLimit });
		const other = fetchConnection({ baseUrl: simulator.url, accountId: demoAccountId, applicationKey: demoApplicationKey });
		await Promise.all(Array.from({ length: 58 }, async () => await other.send({ method: 'GET', path: '/me' })));
		const sale = await client.createSale(header);
		await client.writeSaleOrder(await orderOf(sale.saleId));
		expect(simulator.requests.some(({ status }) => status === overLimit)).toBe(true);
		expect(await client.sale(sale.saleId)).toMatchObject({ orderStatus: 'AUTHORISED' });
	});
});
