import { demoCustomers } from '../../../sandbox/demo/tenant';
import { invoiceBody, mugLine, orderBody, saleHeader, shippingCharge, TenantClient, type Data } from './tenantClient';

let tenant: TenantClient;
beforeEach(async () => { tenant = await TenantClient.start(); });
afterEach(async () => { await TenantClient.closeAll(); });

const customer = {
	Name: 'New Customer', Status: 'Active', Currency: 'USD', PaymentTerm: '30 days', AccountReceivable: '610', RevenueAccount: '200', TaxRule: 'Tax on Sales',
};

describe('a sale refuses what the reference books do not have', () => {
	it.each<[Data, RegExp]>([
		[{ Carrier: 'Free Shipping' }, /Carrier 'Free Shipping' was not found in reference book/],
		[{ TaxRule: 'Sales Tax' }, /Tax Rule 'Sales Tax' was not found/],
		[{ TaxRule: 'Sales Tax 2019' }, /not active/],
		[{ TaxRule: 'Tax on Purchases' }, /not applicable for sales/],
		[{ Location: 'Nowhere' }, /Location 'Nowhere' was not found/],
		[{ Location: 'Old Pier Storage' }, /deprecated/],
		[{ Location: 'Shelf A1' }, /is a bin/],
		[{ Location: undefined }, /'Location' is missing/],
		[{ Terms: '45 days' }, /Payment Term '45 days' was not found/],
		[{ Terms: '90 days (retired)' }, /not active/],
		[{ PriceTier: 'Gold' }, /Price Tier 'Gold' was not found/],
		[{ SalesRepresentative: 'Nobody' }, /was not found in Company Contacts reference book/],
		[{ DefaultAccount: '999' }, /not found in Chart of Accounts/],
		[{ DefaultAccount: '201' }, /not active/],
		[{ DefaultAccount: '410' }, /revenue account/],
		[{ CustomerID: '99999999-9999-4999-8999-999999999999' }, /was not found/],
		[{ CustomerID: undefined }, /Either Customer or CustomerID is required/],
		[{ CustomerID: undefined, Customer: 'Nobody' }, /Customer 'Nobody' was not found/],
		[{ BillingAddress: { Line1: '1 Street' } }, /'Country' is missing/],
		[{ SaleOrderDate: '10.03.2026' }, /ISO 8601/],
		[{ CustomerReference: 'x'.repeat(257) }, /too long/],
		[{ SaleType: 'Complicated' }, /Simple or Advanced/],
		[{ TaxInclusive: 'maybe' }, /Boolean is expected/],
	])('%j', async (change, text) => {
		expect(await tenant.refusal('POST', '/sale', { ...saleHeader, ...change })).toMatch(text);
		expect(tenant.simulator.world.sales.size).toBe(0);
	});

	it('but finds names without regard to case', async () => {
		const sale = await tenant.sale({ CustomerID: undefined, Customer: 'amazon us customer', Carrier: 'dhl', Location: 'fba us', SalesRepresentative: 'AMAZON_US' });
		expect([sale.Customer, sale.Carrier, sale.Location, sale.SalesRepresentative]).toEqual(['Amazon US Customer', 'DHL', 'FBA US', 'Amazon_US']);
	});

	it('and takes a bin, or an account of another class, where the switches say so', async () => {
		const other = await TenantClient.start({ binAsSaleLocation: 'accepted', revenueAccountClasses: [] });
		expect((await other.sale({ Location: 'Shelf A1', DefaultAccount: '410' })).DefaultAccount).toBe('410');
	});
});

describe('lines refuse what the reference books do not have', () => {
	it.each<[Data, RegExp]>([
		[{ SKU: 'NO-SUCH-SKU' }, /Product with SKU 'NO-SUCH-SKU' was not found/],
		[{ SKU: 'HP-LANTERN-OLD' }, /deprecated/],
		[{ SKU: undefined }, /Either ProductID or SKU is required/],
		[{ ProductID: '99999999-9999-4999-8999-999999999999' }, /was not found/],
		[{ TaxRule: 'Tax on Purchases' }, /not applicable for sales/],
		[{ Account: '410' }, /revenue account/],
	])('%j', async (change, text) => {
		const sale = await tenant.ordered();
		expect(await tenant.refusal('POST', '/sale/invoice', { ...invoiceBody(sale.ID), Lines: [{ ...mugLine, ...change }] })).toMatch(text);
	});

	it('and take a deprecated product where the switch says so', async () => {
		const other = await TenantClient.start({ deprecatedProducts: 'accepted' });
		const sale = await other.sale();
		expect((await other.ok('POST', '/sale/order', { ...orderBody(sale.ID), Lines: [{ ...mugLine, SKU: 'HP-LANTERN-OLD' }] })).Lines[0].SKU).toBe('HP-LANTERN-OLD');
	});

	it('have the account of the line, of the product, of the sale, in this order', async () => {
		const product = tenant.simulator.world.productBySku('HP-BOARD-40');
		if (product) product.revenueAccount = '220';
		const sale = await tenant.ordered({ DefaultAccount: '210' });
		const board = { ...mugLine, SKU: 'HP-BOARD-40' };
		const { Invoices: [invoice] } = await tenant.ok('POST', '/sale/invoice', { ...invoiceBody(sale.ID), Lines: [{ ...board, Account: '200' }, board, mugLine], AdditionalCharges: [shippingCharge] });
		expect(invoice.Lines.map((line: Data) => line.Account)).toEqual(['200', '220', '210']);
		expect(invoice.AdditionalCharges[0].Account).toBe('210');
	});
});

describe('the header of a sale', () => {
	it("takes the customer's addresses where it brings none", async () => {
		const sale = await tenant.sale();
		expect(sale.BillingAddress).toEqual({
			DisplayAddressLine1: '100 Example Ave', DisplayAddressLine2: 'Seattle WA 98100 United States',
			Line1: '100 Example Ave', Line2: '', City: 'Seattle', State: 'WA', Postcode: '98100', Country: 'United States',
		});
		expect(sale.ShippingAddress).toMatchObject({ Line1: '100 Example Ave', ShipToOther: false });
	});

	it('adds an unknown shipping address to the customer, unless it ships to other', async () => {
		const addresses = async (): Promise<number> => (await tenant.ok('GET', `/customer?ID=${demoCustomers.us.id}`)).CustomerList[0].Addresses.length;
		const elsewhere = { Line1: '5 Elsewhere', Country: 'United States' };
		await tenant.sale({ ShippingAddress: { ...elsewhere, ShipToOther: true } });
		expect(await addresses()).toBe(2);
		await tenant.sale({ ShippingAddress: elsewhere });
		await tenant.sale({ ShippingAddress: elsewhere });
		expect(await addresses()).toBe(3);
	});

	it('cannot set the source channel', async () => {
		expect((await tenant.sale({ SourceChannel: 'Amazon_US' })).SourceChannel).toBeNull();
	});

	it('is written back whole by PUT: what is left out is cleared, or kept where the switch says so', async () => {
		const put = { Location: 'Main Warehouse' };
		const sale = await tenant.sale({ Note: 'first' });
		expect(await tenant.refusal('PUT', '/sale', { ID: sale.ID, Note: 'second' })).toMatch(/'Location' is missing/);
		const cleared = await tenant.ok('PUT', '/sale', { ...put, ID: sale.ID });
		expect([cleared.Note, cleared.ExternalID, cleared.Location]).toEqual(['', null, 'Main Warehouse']);
		expect((await tenant.ok('GET', `/saleList?ExternalID=${saleHeader.ExternalID}`)).Total).toBe(0);

		const other = await TenantClient.start({ salePutOmitted: 'kept' });
		const same = await other.sale({ Note: 'first' });
		const kept = await other.ok('PUT', '/sale', { ...put, ID: same.ID });
		expect([kept.Note, kept.ExternalID]).toEqual(['first', saleHeader.ExternalID]);
	});
});

describe('reference books', () => {
	it('refuse an account code that nobody has, instead of an empty list', async () => {
		expect(await tenant.refusal('GET', '/ref/account?Code=123')).toBe('Account with specified ID not found');
		expect((await tenant.ok('GET', '/ref/account?Code=610')).AccountsList[0]).toMatchObject({ SystemAccount: 'DEBTORS', DisplayName: '610: Accounts Receivable' });
	});

	it.each<[string, string, (row: Data) => unknown, unknown[]]>([
		['/ref/tax?IsActive=false', 'TaxRuleList', (row) => row.Name, ['Sales Tax 2019']],
		['/ref/tax?IsTaxForSale=false', 'TaxRuleList', (row) => row.Name, ['Tax on Purchases']],
		['/ref/location?Deprecated=true', 'LocationList', (row) => row.Name, ['Old Pier Storage']],
		['/ref/location?Name=shelf', 'LocationList', (row) => row.ParentName, ['Main Warehouse']],
		['/ref/paymentterm?IsDefault=true', 'PaymentTermList', (row) => row.Name, ['30 days']],
		['/ref/carrier?Description=U', 'CarrierList', (row) => row.Description, ['UPS', 'USPS']],
		['/ref/account/bank', 'BankAccountsList', (row) => row.AccountCode, ['090', '091']],
		['/me/contacts?Type=Sale', 'MeContactsList', (row) => row.Name, ['Dana Whitfield', 'Amazon_US']],
		['/ref/account?Type=BANK', 'AccountsList', (row) => row.Code, ['090', '091']],
	])('list %s', async (path, key, pick, expected) => {
		expect((await tenant.ok('GET', path))[key].map(pick)).toEqual(expected);
	});

	it('take new carriers once, whatever the case', async () => {
		const created = await tenant.ok('POST', '/ref/carrier', { Description: 'Free Shipping' });
		expect(created.CarrierList[0].Description).toBe('Free Shipping');
		expect(await tenant.refusal('POST', '/ref/carrier', { Description: 'FREE SHIPPING' })).toMatch(/must be unique/);
		expect((await tenant.sale({ Carrier: 'Free Shipping' })).Carrier).toBe('Free Shipping');
	});

	it('take new company contacts, who may then be sales representatives', async () => {
		await tenant.ok('POST', '/me/contacts', { Name: 'Amazon_DE', Type: 'Sale' });
		expect(await tenant.refusal('POST', '/me/contacts', { Name: 'amazon_de', Type: 'Sale' })).toMatch(/already exists/);
		expect(await tenant.refusal('POST', '/me/contacts', { Name: 'X', Type: 'Boss' })).toMatch(/'Type' must be one of/);
		expect((await tenant.sale({ SalesRepresentative: 'Amazon_DE' })).SalesRepresentative).toBe('Amazon_DE');
	});

	it.each([['contains', 2], ['prefix', 0]] as const)('find products by a part of the SKU, or only its beginning, as the switch says (%s)', async (productFilter, found) => {
		const other = await TenantClient.start({ productFilter });
		expect((await other.ok('GET', '/product?Sku=mug')).Total).toBe(found);
		expect((await other.ok('GET', '/product?Sku=hp-mug')).Total).toBe(2);
	});

	it('list deprecated products and customers on request only', async () => {
		expect((await tenant.ok('GET', '/product?Sku=HP-LANTERN')).Total).toBe(0);
		expect((await tenant.ok('GET', '/product?Sku=HP-LANTERN&IncludeDeprecated=true')).Total).toBe(1);
		expect((await tenant.ok('GET', '/customer')).Total).toBe(248);
		expect((await tenant.ok('GET', '/customer?IncludeDeprecated=true')).Total).toBe(253);
	});
});

describe('customers', () => {
	it.each<[Data, RegExp]>([
		[{ Name: undefined }, /'Name' is missing/],
		[{ Name: 'AMAZON US CUSTOMER' }, /already exists/],
		[{ Status: undefined }, /'Status' is missing/],
		[{ Currency: 'Dollar' }, /not a 3 character currency code/],
		[{ PaymentTerm: '90 days (retired)' }, /not active/],
		[{ AccountReceivable: '710' }, /not an Accounts Receivable account/],
		[{ RevenueAccount: '610' }, /revenue account/],
		[{ TaxRule: 'Sales Tax 2019' }, /not active/],
		[{ Addresses: [{ Line1: 'a', Country: 'b', Type: 'Home' }] }, /Billing, Business or Shipping/],
		[{ Contacts: [{ Email: 'a@b.example' }] }, /'Name' is missing/],
	])('are refused with %j', async (change, text) => {
		expect(await tenant.refusal('POST', '/customer', { ...customer, ...change })).toMatch(text);
	});

	it('are found by the beginning of their name, by contact name and by exact contact mail', async () => {
		const total = async (query: string): Promise<number> => (await tenant.ok('GET', `/customer?${query}`)).Total;
		expect(await total('Name=amazon')).toBe(3);
		expect(await total('Name=US Customer')).toBe(0);
		expect(await total('ContactFilter=desk@astoria-bakery.example')).toBe(1);
		expect(await total('ContactFilter=desk@astoria')).toBe(0);
		expect(await total('ContactFilter=Bakery')).toBe(25);
	});

	it('are changed in part by PUT, nested rows by their ID', async () => {
		const { CustomerList: [created] } = await tenant.ok('POST', '/customer', { ...customer, Contacts: [{ Name: 'One', Email: 'one@x.example' }] });
		const { CustomerList: [changed] } = await tenant.ok('PUT', '/customer', {
			ID: created.ID, Name: 'Renamed', Contacts: [{ ID: created.Contacts[0].ID, Name: 'Uno' }, { Name: 'Two' }],
		});
		expect([changed.Name, changed.Currency, changed.Contacts.map((contact: Data) => contact.Name)]).toEqual(['Renamed', 'USD', ['Uno', 'Two']]);
		expect(changed.Contacts[0].ID).toBe(created.Contacts[0].ID);
		expect((await tenant.sale({ CustomerID: undefined, Customer: 'renamed' })).CustomerID).toBe(created.ID);
	});
});

describe('the lock date', () => {
	const locked = async (switches = {}): Promise<TenantClient> =>
		await TenantClient.start(switches, (seed) => ({ ...seed, company: { ...seed.company, lockDate: '2026-02-28' } }));

	it('refuses sales, invoices and payments dated on or before it', async () => {
		const other = await locked();
		expect(await other.refusal('POST', '/sale', { ...saleHeader, SaleOrderDate: '2026-02-28' })).toBe('Date must be later than the Lock Date.');
		const sale = await other.ordered({ SaleOrderDate: '2026-03-01' });
		expect(await other.refusal('POST', '/sale/invoice', { ...invoiceBody(sale.ID), InvoiceDate: '2026-02-28T00:00:00' })).toMatch(/Lock Date/);
		await other.ok('POST', '/sale/invoice', invoiceBody(sale.ID));
		expect(await other.refusal('POST', '/sale/payment', { TaskID: sale.ID, Type: 'Payment', Amount: 1, Account: '710', DatePaid: '2026-01-15' })).toMatch(/Lock Date/);
		expect((await other.ok('GET', '/me')).LockDate).toBe('2026-02-28T00:00:00');
	});

	it('is ignored, or told in other words, where the switches say so', async () => {
		const ignoring = await locked({ lockDate: 'ignored' });
		expect((await ignoring.sale({ SaleOrderDate: '2026-02-28' })).SaleOrderDate).toBe('2026-02-28T00:00:00');
		const wording = await locked({ lockDateText: 'Period is closed' });
		expect(await wording.refusal('POST', '/sale', { ...saleHeader, SaleOrderDate: '2026-02-28' })).toBe('Period is closed');
	});
});
